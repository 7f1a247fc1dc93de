using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Hearsay.Capture;
using Hearsay.Claims;
using Hearsay.Tests.Golden;
using Hearsay.Tests.Times;
using Hearsay.Text;

namespace Hearsay.Tests.Claims;

/// <summary>Reads tests/corpus/documents/*.txt: short documents and every claim a careful reader takes from them.</summary>
/// <remarks>
/// One document: a head <c>=== key published 2024-08-20 publisher=name</c> (date and publisher may be left out), its paragraphs, one a line, the first of which may be
/// the title; <c>---</c>; one line a claim, <c>anchor words => claim</c> in the notation of <see cref="ClaimNotation"/>, or <c>none</c>. A claim is found where its
/// trigger begins in the anchor's words and its type is the one written. Titles are no part of the body, so no anchor lies in one. As in
/// <see cref="ClaimCorpus"/>, only what is written is checked, nothing may come out beside it, "?" before a type allows a claim without asking for
/// it, and "~" before the key marks a document that does not come out right yet. Nobody who writes rules looks at "blind.en".
/// </remarks>
internal static partial class DocumentCorpus
{
    /// <summary>One claim and the words it is found by.</summary>
    public sealed record Expected(string Anchor, ClaimNotation.Expected Claim);

    /// <summary>One document of a corpus.</summary>
    public sealed record Case(string Language, string File, string Key, DateOnly? Published, string? Publisher, string Text, IReadOnlyList<Expected> Claims, bool IsPending)
    {
        public bool IsBlind => ClaimNotation.IsBlind(File);

        public string Name => $"{File}:{Key}";

        /// <summary>As the program would receive it: a record of JSON Lines.</summary>
        public Document Document()
        {
            JsonObject record = new() { ["id"] = Key, ["language"] = Language, ["published"] = Published?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), ["text"] = Text };
            using MemoryStream stream = new(Encoding.UTF8.GetBytes(record.ToJsonString() + "\n"));
            return Engines.BuiltIn.Captures.ReadStream(stream, Name + ".jsonl", new CaptureOptions()).Single().Document! with { Publisher = Publisher };
        }
    }

    /// <summary>How much of a document came out.</summary>
    /// <param name="Written">Claims asked for.</param>
    /// <param name="Found">Those of them found.</param>
    /// <param name="Whole">Those of them found with all that is written of them.</param>
    /// <param name="Beside">Claims that came out and are not written.</param>
    /// <param name="Wrong">What is wrong, each in words; empty where all came out as written.</param>
    public sealed record Outcome(int Written, int Found, int Whole, int Beside, IReadOnlyList<string> Wrong);

    public static readonly IReadOnlyList<Case> Cases = [.. ClaimNotation.Languages.SelectMany(language => ClaimNotation.Files("documents", language).SelectMany(file => Read(language, file)))];

    public static Outcome Check(Case written)
    {
        Document document = written.Document();
        List<Claim> left = [.. Engines.BuiltIn.Read(document).Claims];
        List<string> wrong = [];
        int asked = 0, found = 0, whole = 0;
        // What may come out must not take the place of what has to.
        foreach ((string anchor, ClaimNotation.Expected expected) in written.Claims.OrderBy(claim => claim.Claim.IsOptional))
        {
            if (!expected.IsOptional) asked++;
            TextSpan[] spans = [.. Spans(document.Body, anchor)];
            Claim? hit = left.Where(claim => expected.Types.Contains(claim.Type) && spans.Any(span => claim.Trigger.Start >= span.Start && claim.Trigger.Start < span.End))
                .MinBy(claim => ClaimNotation.Differences(claim, expected, document.Body).Count);
            if (hit is null)
            {
                if (!expected.IsOptional) wrong.Add($"\"{anchor}\": no {expected.Type}");
                continue;
            }
            left.Remove(hit);
            List<string> differences = ClaimNotation.Differences(hit, expected, document.Body);
            wrong.AddRange(differences.Select(difference => $"\"{anchor}\": {expected.Type}: {difference}"));
            if (expected.IsOptional) continue;
            found++;
            if (differences.Count == 0) whole++;
        }
        Claim[] beside = [.. left.Where(claim => claim.Polarity == Polarity.Positive)];
        wrong.AddRange(beside.Select(claim => $"beside it {ClaimNotation.Show(claim, document.Body)}"));
        return new Outcome(asked, found, whole, beside.Length, wrong);
    }

    /// <summary>Every occurrence of the anchor's words.</summary>
    public static IEnumerable<TextSpan> Spans(string body, string anchor)
    {
        for (int at = body.IndexOf(anchor, StringComparison.Ordinal); at >= 0; at = body.IndexOf(anchor, at + 1, StringComparison.Ordinal)) yield return new TextSpan(at, anchor.Length);
    }

    private static IEnumerable<Case> Read(string language, string name)
    {
        string file = Path.Combine(Repository.Root, "tests", "corpus", "documents", name + ".txt");
        Match? head = null;
        List<string> paragraphs = [];
        List<Expected>? claims = null;
        int number = 0;
        foreach (string raw in File.ReadLines(file).Append("==="))
        {
            number++;
            string line = raw.Trim();
            if (line.StartsWith("===", StringComparison.Ordinal))
            {
                if (head is not null) yield return CaseOf(language, name, head, paragraphs, claims ?? throw new InvalidDataException($"{file}({number}): the document before this line has no claims; write \"none\" below its \"---\""));
                (paragraphs, claims) = ([], null);
                if (line.Length > 3 && !(head = Head().Match(line)).Success) throw new InvalidDataException($"{file}({number}): expected \"=== key published 2024-08-20 publisher=name\"");
            }
            else if (line.Length == 0 || head is null || claims is not null && line[0] == '#') continue;
            else if (line == "---") claims = [];
            else if (claims is null) paragraphs.Add(line);
            else if (line != "none")
            {
                int arrow = line.IndexOf(" => ", StringComparison.Ordinal);
                if (arrow < 0) throw new InvalidDataException($"{file}({number}): expected \"anchor => claim\"");
                claims.Add(new Expected(line[..arrow].Trim(), ClaimNotation.Read(line[(arrow + 4)..].Trim(), $"{file}({number})")));
            }
        }
    }

    private static Case CaseOf(string language, string file, Match head, List<string> paragraphs, List<Expected> claims) => new(
        language, file, head.Groups["key"].Value,
        head.Groups["published"] is { Success: true, Value: { } day } ? DateOnly.ParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture) : null,
        head.Groups["publisher"] is { Success: true, Value: { } publisher } ? publisher : null,
        string.Join("\n\n", paragraphs), claims, head.Groups["pending"].Success);

    [GeneratedRegex("""^=== (?<pending>~)?(?<key>[^\s~]+)(?: published (?<published>\d{4}-\d\d-\d\d))?(?: publisher=(?<publisher>.+))?$""", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Head();
}
