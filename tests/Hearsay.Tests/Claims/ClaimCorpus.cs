using System.Globalization;
using Hearsay.Claims;
using Hearsay.Tests.Golden;
using Hearsay.Tests.Times;

namespace Hearsay.Tests.Claims;

/// <summary>Reads tests/corpus/claims/*.txt: a sentence and the claims a careful reader takes from it.</summary>
/// <remarks>
/// Several files a language: those the rules were written with ("en", "participants.en"), "wide.en" of sentences written before they were
/// read by the program, and "blind.en", which nobody who writes rules looks at: only its share of right lines is told.
/// <c>sentence => claim; …</c> in the notation of <see cref="ClaimNotation"/>, or <c>=> none</c>. Only what is written is checked, but no
/// claim may come out beside those written, except one that something did not happen; "?" before a type allows a claim without
/// asking for it. A "~" before the sentence marks a line
/// that does not come out right yet: it counts for the floor, and is no case of its own.
/// </remarks>
internal static class ClaimCorpus
{
    /// <summary>One line of a corpus.</summary>
    public sealed record Case(string Language, string File, int Line, string Text, IReadOnlyList<ClaimNotation.Expected> Expected, bool IsPending)
    {
        public bool IsBlind => ClaimNotation.IsBlind(File);

        public string Name => $"{File}:{Line.ToString(CultureInfo.InvariantCulture)}";
    }

    public static readonly IReadOnlyList<Case> Cases = [.. ClaimNotation.Languages.SelectMany(language => ClaimNotation.Files("claims", language).SelectMany(file => Read(language, file)))];

    /// <summary>What is wrong with a line, each in words; empty where all came out as written.</summary>
    public static IReadOnlyList<string> Check(Case line)
    {
        List<Claim> found = [.. Engines.BuiltIn.Read(Engines.DocumentOf(line.Text, ClaimNotation.LanguageOf(line.Language))).Claims];
        List<string> wrong = [];
        foreach (ClaimNotation.Expected expected in line.Expected)
        {
            Claim? hit = found.Where(claim => expected.Types.Contains(claim.Type)).MinBy(claim => ClaimNotation.Differences(claim, expected, line.Text).Count);
            if (hit is null)
            {
                if (!expected.IsOptional) wrong.Add($"no {expected.Type}");
                continue;
            }
            found.Remove(hit);
            wrong.AddRange(ClaimNotation.Differences(hit, expected, line.Text).Select(difference => $"{expected.Type}: {difference}"));
        }
        wrong.AddRange(found.Where(claim => claim.Polarity == Polarity.Positive).Select(claim => $"beside it {ClaimNotation.Show(claim, line.Text)}"));
        return wrong;
    }

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
            yield return new Case(language, name, number, text, claims == "none" ? [] : [.. claims.Split(';', StringSplitOptions.TrimEntries).Select(claim => ClaimNotation.Read(claim, $"{file}({number})"))], isPending);
        }
    }
}
