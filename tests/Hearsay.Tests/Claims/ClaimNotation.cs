using System.Globalization;
using System.Text;
using Hearsay.Claims;
using Hearsay.Tests.Golden;
using Hearsay.Tests.Times;
using Hearsay.Text;

namespace Hearsay.Tests.Claims;

/// <summary>How the corpora of sentences and of documents write a claim down, and what tells it from one that came out.</summary>
/// <remarks>
/// <c>type low..high @place 2024-08-19 actor:who target:whom [source, …, root] certainty</c>, days as <c>from..to</c> where there are several, blanks within
/// a value written as _, "?" before the type of a claim that may come out, types any of which will do as <c>one/other</c>. Only what is written is checked.
/// </remarks>
internal static class ClaimNotation
{
    private const string Nobody = "none";

    /// <summary>One claim as written; null where the line leaves something open.</summary>
    public sealed record Expected(IReadOnlyList<string> Types, bool IsOptional)
    {
        /// <summary>The types as the line has them.</summary>
        public string Type => string.Join('/', Types);

        public (long? Low, long? High)? Count { get; init; }

        public string? Place { get; init; }

        public Days? When { get; init; }

        /// <summary>Outermost first; empty for the page's own voice.</summary>
        public IReadOnlyList<string>? Chain { get; init; }

        public Certainty? Certainty { get; init; }

        /// <summary>Who or what must stand in which role; "none" where nobody may.</summary>
        public IReadOnlyList<(Role Role, string Entity)> Participants { get; init; } = [];
    }

    public static readonly IReadOnlyList<string> Languages = ["en", "ru", "uk"];

    public static LanguageCode LanguageOf(string name) => name switch { "ru" => LanguageCode.Russian, "uk" => LanguageCode.Ukrainian, _ => LanguageCode.English };

    /// <summary>The files of a language under tests/corpus, by name without its ending: "en", "blind.en".</summary>
    public static IEnumerable<string> Files(string subject, string language) =>
        Directory.GetFiles(Path.Combine(Repository.Root, "tests", "corpus", subject), "*.txt").Select(path => Path.GetFileNameWithoutExtension(path)!)
            .Where(name => name == language || name.EndsWith("." + language, StringComparison.Ordinal)).Order(StringComparer.Ordinal);

    /// <summary>Whether nobody may learn from the file: it is counted, not shown.</summary>
    public static bool IsBlind(string file) => file.StartsWith("blind.", StringComparison.Ordinal);

    public static Expected Read(string claim, string where)
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
        string[] types = words.Length == 0 ? [] : words[0].Split('/');
        if (types.Length == 0 || !types.All(code => Engines.BuiltIn.Codebook.Types.Any(type => type.Code == code))) throw new InvalidDataException($"{where}: \"{claim}\" does not begin with a type of the codebook");
        Expected expected = new(types, isOptional) { Chain = chain };
        foreach (string word in words[1..])
        {
            if (word.IndexOf(':', StringComparison.Ordinal) is > 0 and int colon && Enum.TryParse(word[..colon], ignoreCase: true, out Role role))
                expected = expected with { Participants = [.. expected.Participants, (role, word[(colon + 1)..].Replace('_', ' '))] };
            else if (word[0] == '@') expected = expected with { Place = word[1..].Replace('_', ' ') };
            else if (ReadDays(word) is { } days) expected = expected with { When = days };
            else if (word.Split("..") is [string low, string high]) expected = expected with { Count = (Number(low), Number(high)) };
            else if (Enum.TryParse(word, ignoreCase: true, out Certainty certainty)) expected = expected with { Certainty = certainty };
            else throw new InvalidDataException($"{where}: \"{word}\" is neither low..high, @place, a day, role:entity nor a certainty");
        }
        return expected;
    }

    /// <summary>In what a claim differs from the one written, each in words.</summary>
    public static List<string> Differences(Claim claim, Expected expected, string text)
    {
        List<string> wrong = [];
        if (expected.Count is { } count && !(claim.Quantity is { } said && said.Low == count.Low && said.High == count.High))
            wrong.Add($"number {Numbers(count.Low, count.High)}, found {(claim.Quantity is { } other ? Numbers(other.Low, other.High) : "none")}");
        if (expected.Place is { } place && !(claim.Place is { } there && (there.Toponym.Span.Of(text) == place || there.Toponym.Place?.Name == place)))
            wrong.Add($"place {place}, found {claim.Place?.Toponym.Span.Of(text) ?? "none"}");
        if (expected.When is { } days && !(claim.When is { } when && when.Interval.From == days.From && when.Interval.To == days.To))
            wrong.Add($"days {Show(days)}, found {(claim.When is { } others ? Show(new Days(others.Interval.From, others.Interval.To)) : "none")}");
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

    public static string Show(Claim claim, string text)
    {
        StringBuilder shown = new($"{claim.Type} \"{claim.Trigger.Of(text)}\"");
        if (claim.Quantity is { } number) shown.Append(' ').Append(Numbers(number.Low, number.High));
        if (claim.Place is { } place) shown.Append(" @").Append(place.Toponym.Span.Of(text));
        return shown.Append(CultureInfo.InvariantCulture, $" [{string.Join(", ", claim.Sources.Select(source => source.Name))}] {claim.Certainty}").ToString();
    }

    private static string Numbers(long? low, long? high) => string.Create(CultureInfo.InvariantCulture, $"{low}..{high}");

    private static string Show(Days days) => days.From == days.To ? $"{days.From:yyyy-MM-dd}" : $"{days.From:yyyy-MM-dd}..{days.To:yyyy-MM-dd}";

    private static Days? ReadDays(string word)
    {
        string[] ends = word.Split("..");
        if (ends.Length > 2) return null;
        DateOnly?[] days = [.. ends.Select(end => DateOnly.TryParseExact(end, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly day) ? day : (DateOnly?)null)];
        return days.All(day => day is not null) ? new Days(days[0], days[^1]) : null;
    }

    private static long? Number(string digits) => digits.Length == 0 ? null : long.Parse(digits, CultureInfo.InvariantCulture);
}
