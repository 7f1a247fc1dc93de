using System.Globalization;
using System.Text;
using Hearsay.Claims;
using Hearsay.Tests.Golden;
using Hearsay.Tests.Times;
using Hearsay.Text;

namespace Hearsay.Tests.Claims;

/// <summary>Reads tests/corpus/claims/*.txt: a sentence and the claims a careful reader takes from it.</summary>
/// <remarks>
/// Several files a language: those the rules were written with ("en", "participants.en"), "wide.en" of sentences written before they were
/// read by the program, and "blind.en", which nobody who writes rules looks at: only its share of right lines is told.

/// <c>sentence => type low..high @place actor:who target:whom [source, …, root] certainty; …</c> (blanks within a value written as _), or <c>=> none</c>. Only what is written is checked, but no
/// claim may come out beside those written, except one that something did not happen; "?" before a type allows a claim without
/// asking for it. A "~" before the sentence marks a line
/// that does not come out right yet: it counts for the floor, and is no case of its own.
/// </remarks>
public static class ClaimCorpus
{
    /// <summary>One claim as written; null where the line leaves something open.</summary>
    public sealed record Expected(string Type, (long? Low, long? High)? Count, string? Place, IReadOnlyList<string>? Chain, Certainty? Certainty, bool IsOptional)
    {
        /// <summary>Who or what must stand in which role; "none" where nobody may.</summary>
        public IReadOnlyList<(Role Role, string Entity)> Participants { get; init; } = [];
    }

    /// <summary>One line of a corpus.</summary>
    public sealed record Case(string Language, string File, int Line, string Text, IReadOnlyList<Expected> Expected, bool IsPending)
    {
        /// <summary>Whether nobody may learn from the line: it is counted, not shown.</summary>
        public bool IsBlind => File.StartsWith("blind.", StringComparison.Ordinal);

        public string Name => $"{File}:{Line.ToString(CultureInfo.InvariantCulture)}";
    }

    private const string Nobody = "none";

    public static readonly IReadOnlyList<string> Languages = ["en", "ru", "uk"];

    public static readonly IReadOnlyList<Case> Cases = [.. Languages.SelectMany(language => Files(language).SelectMany(file => Read(language, file)))];

    /// <summary>What is wrong with a line, each in words; empty where all came out as written.</summary>
    public static IReadOnlyList<string> Check(Case line)
    {
        LanguageCode language = line.Language switch { "ru" => LanguageCode.Russian, "uk" => LanguageCode.Ukrainian, _ => LanguageCode.English };
        List<Claim> found = [.. Engines.BuiltIn.Read(Engines.DocumentOf(line.Text, language)).Claims];
        List<string> wrong = [];
        foreach (Expected expected in line.Expected)
        {
            Claim? hit = found.Where(claim => claim.Type == expected.Type).MinBy(claim => Differences(claim, expected, line.Text).Count);
            if (hit is null)
            {
                if (!expected.IsOptional) wrong.Add($"no {expected.Type}");
                continue;
            }
            found.Remove(hit);
            wrong.AddRange(Differences(hit, expected, line.Text).Select(difference => $"{expected.Type}: {difference}"));
        }
        wrong.AddRange(found.Where(claim => claim.Polarity == Polarity.Positive).Select(claim => $"beside it {Show(claim, line.Text)}"));
        return wrong;
    }

    private static List<string> Differences(Claim claim, Expected expected, string text)
    {
        List<string> wrong = [];
        if (expected.Count is { } count && !(claim.Quantity is { } said && said.Low == count.Low && said.High == count.High))
            wrong.Add($"number {Numbers(count.Low, count.High)}, found {(claim.Quantity is { } other ? Numbers(other.Low, other.High) : "none")}");
        if (expected.Place is { } place && !(claim.Place is { } there && (there.Toponym.Span.Of(text) == place || there.Toponym.Place?.Name == place)))
            wrong.Add($"place {place}, found {claim.Place?.Toponym.Span.Of(text) ?? "none"}");
        if (expected.Chain is { } chain && !NameMatch.SameChain(chain, claim.Sources, text))
            wrong.Add($"sources [{string.Join(", ", chain)}], found [{string.Join(", ", claim.Sources.Select(source => source.Name))}]");
        foreach ((Role role, string entity) in expected.Participants)
        {
            string[] standing = [.. claim.Participants.Where(p => p.Role == role).Select(p => p.Entity)];
            if (entity == Nobody ? standing.Length > 0 : !standing.Contains(entity, StringComparer.OrdinalIgnoreCase)) wrong.Add($"{role} {entity}, found {(standing.Length == 0 ? Nobody : string.Join(", ", standing))}");
        }
        if (expected.Certainty is { } certainty && claim.Certainty != certainty) wrong.Add($"{certainty}, found {claim.Certainty}");
        return wrong;
    }

    private static string Numbers(long? low, long? high) => string.Create(CultureInfo.InvariantCulture, $"{low}..{high}");

    private static string Show(Claim claim, string text)
    {
        StringBuilder shown = new($"{claim.Type} \"{claim.Trigger.Of(text)}\"");
        if (claim.Quantity is { } number) shown.Append(' ').Append(Numbers(number.Low, number.High));
        if (claim.Place is { } place) shown.Append(" @").Append(place.Toponym.Span.Of(text));
        return shown.Append(CultureInfo.InvariantCulture, $" [{string.Join(", ", claim.Sources.Select(source => source.Name))}] {claim.Certainty}").ToString();
    }

    private static IEnumerable<string> Files(string language) =>
        Directory.GetFiles(Path.Combine(Repository.Root, "tests", "corpus", "claims"), "*.txt").Select(path => Path.GetFileNameWithoutExtension(path)!)
            .Where(name => name == language || name.EndsWith("." + language, StringComparison.Ordinal)).Order(StringComparer.Ordinal);

    private static IEnumerable<Case> Read(string language, string name)
    {
        string file = Path.Combine(Repository.Root, "tests", "corpus", "claims", name + ".txt");
        int number = 0;
        foreach (string raw in File.ReadLines(file))
        {
            number++;
            string line = raw.Trim();
            if (line.Length == 0 || line[0] == '#') continue;
            int arrow = line.LastIndexOf("=>", StringComparison.Ordinal);
            if (arrow < 0) throw new InvalidDataException($"{file}({number}): expected \"sentence => claims\"");
            bool isPending = line[0] == '~';
            string text = line[(isPending ? 1 : 0)..arrow].Trim(), claims = line[(arrow + 2)..].Trim();
            yield return new Case(language, name, number, text, claims == "none" ? [] : [.. claims.Split(';', StringSplitOptions.TrimEntries).Select(claim => ReadClaim(claim, $"{file}({number})"))], isPending);
        }
    }

    private static Expected ReadClaim(string claim, string where)
    {
        IReadOnlyList<string>? chain = null;
        int open = claim.IndexOf('[', StringComparison.Ordinal), close = claim.IndexOf(']', StringComparison.Ordinal);
        if (open >= 0 && close > open)
        {
            chain = claim[(open + 1)..close].Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
            claim = claim[..open] + claim[(close + 1)..];
        }
        bool isOptional = claim.StartsWith('?');
        string[] words = (isOptional ? claim[1..] : claim).Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (words.Length == 0 || !Engines.BuiltIn.Codebook.Types.Any(type => type.Code == words[0])) throw new InvalidDataException($"{where}: \"{claim}\" does not begin with a type of the codebook");
        Expected expected = new(words[0], null, null, chain, null, isOptional);
        foreach (string word in words[1..])
        {
            if (word.IndexOf(':', StringComparison.Ordinal) is > 0 and int colon && Enum.TryParse(word[..colon], ignoreCase: true, out Role role))
                expected = expected with { Participants = [.. expected.Participants, (role, word[(colon + 1)..].Replace('_', ' '))] };
            else if (word[0] == '@') expected = expected with { Place = word[1..].Replace('_', ' ') };
            else if (word.Split("..") is [string low, string high]) expected = expected with { Count = (Number(low), Number(high)) };
            else if (Enum.TryParse(word, ignoreCase: true, out Certainty certainty)) expected = expected with { Certainty = certainty };
            else throw new InvalidDataException($"{where}: \"{word}\" is neither low..high, @place, role:entity nor a certainty");
        }
        return expected;
    }

    private static long? Number(string digits) => digits.Length == 0 ? null : long.Parse(digits, CultureInfo.InvariantCulture);
}
