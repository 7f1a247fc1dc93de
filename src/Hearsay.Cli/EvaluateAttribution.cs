// hearsay evaluate attribution FOLDER: sources, cues and contents against a corpus in brat's stand-off format (PolNeAR).
// Known weak spots: what a source stated once carries into later sentences has no cue of its own and is not measured here.
using System.CommandLine;
using System.Globalization;
using Hearsay.Claims;
using Hearsay.Text;

namespace Hearsay.Cli;

/// <summary>Measures who says what, span by span.</summary>
public static class EvaluateAttribution
{
    private sealed record Spans(TextSpan[] Source, TextSpan[] Cue, TextSpan[] Content);

    public static Command Build(Func<string, IReadOnlyList<AttributionSpans>> read)
    {
        var folder = new Argument<DirectoryInfo>("FOLDER") { Description = "Folder with text/*.txt and attributions/*.ann (brat: Source, Cue, Content, Attribution)." };
        var misses = new Option<bool>("--misses") { Description = "Also print the attributions that were not found." };
        var command = new Command("attribution", "Measure who says what: sources, cues and contents of attributions in English news.") { folder, misses };
        command.SetAction(parsed =>
        {
            string root = parsed.GetRequiredValue(folder).FullName;
            if (!Directory.Exists(Path.Combine(root, "text")) || !Directory.Exists(Path.Combine(root, "attributions")))
            {
                parsed.InvocationConfiguration.Error.WriteLine($"No folders text and attributions in {root}: give a split of the unpacked corpus, such as attribution-polnear/dev.");
                return ExitCode.Usage;
            }
            foreach (string line in Measure(root, read, parsed.GetValue(misses))) parsed.InvocationConfiguration.Output.WriteLine(line);
            return ExitCode.Fine;
        });
        return command;
    }

    private static IEnumerable<string> Measure(string root, Func<string, IReadOnlyList<AttributionSpans>> read, bool misses)
    {
        Tally source = new("source"), cue = new("cue"), content = new("content"), whole = new("whole attribution");
        int documents = 0;
        // "<text>_<annotator>.ann"; of texts annotated twice the first one counts.
        ILookup<string, string> annotations = Directory.GetFiles(Path.Combine(root, "attributions"), "*.ann").Order(StringComparer.Ordinal)
            .ToLookup(path => Path.GetFileNameWithoutExtension(path) is var name && name.LastIndexOf('_') is > 0 and int at ? name[..at] : Path.GetFileNameWithoutExtension(path), StringComparer.Ordinal);
        foreach (string path in Directory.GetFiles(Path.Combine(root, "text"), "*.txt").Order(StringComparer.Ordinal))
        {
            if (annotations[Path.GetFileNameWithoutExtension(path)].FirstOrDefault() is not { } annotation) continue;
            string text = File.ReadAllText(path);
            Spans[] gold = Gold(annotation);
            Spans[] found = [.. read(text).Select(attribution => new Spans([attribution.Source], [attribution.Cue], [.. attribution.Content]))];
            documents++;
            bool[] taken = new bool[found.Length];
            foreach (Spans wanted in gold)
            {
                int best = -1, most = 0;
                for (int i = 0; i < found.Length; i++)
                {
                    // Aligned by content; of two with the same content, by source and cue.
                    int shared = taken[i] ? 0 : 4 * Shared(wanted.Content, found[i].Content) + Shared(wanted.Source, found[i].Source) + Shared(wanted.Cue, found[i].Cue);
                    if (Shared(wanted.Content, found[i].Content) > 0 && shared > most) (best, most) = (i, shared);
                }
                Spans? match = best < 0 ? null : found[best];
                if (best >= 0) taken[best] = true;
                bool exact = Role(source, text, wanted.Source, match?.Source) & Role(cue, text, wanted.Cue, match?.Cue) & Role(content, text, wanted.Content, match?.Content);
                bool overlaps = match is not null && Touches(wanted.Source, match.Source) && Touches(wanted.Cue, match.Cue) && Touches(wanted.Content, match.Content);
                whole.Add(gold: 1, exact: exact ? 1 : 0, overlap: overlaps ? 1 : 0);
                if (misses && !overlaps) yield return $"{Path.GetFileName(path)}: {Words(text, wanted.Source)} | {Words(text, wanted.Cue)} | {Words(text, wanted.Content)}{(match is null ? string.Empty : $"   found: {Words(text, match.Source)} | {Words(text, match.Cue)} | {Words(text, match.Content)}")}";
            }
            whole.Add(found: found.Length);
            foreach (Spans one in found)
            {
                source.Add(found: 1);
                cue.Add(found: 1);
                content.Add(found: one.Content.Length > 0 ? 1 : 0);
            }
        }
        yield return $"{documents.ToString(CultureInfo.InvariantCulture)} documents";
        yield return $"{"",-18} {"gold",6} {"found",6}   exact P     R    F1   overlap P     R    F1";
        foreach (Tally tally in new[] { source, cue, content, whole }) yield return tally.ToString();
        yield return "BBC Citron on PARC3 (as its authors report): source exact F1 82.0, content exact 59.3, whole exact 56.7, overlap 83.2.";
    }

    private static bool Role(Tally tally, string text, TextSpan[] wanted, TextSpan[]? found)
    {
        if (wanted.Length == 0) return true;
        bool exact = found is not null && Bare(text, wanted) == Bare(text, found);
        tally.Add(gold: 1, exact: exact ? 1 : 0, overlap: found is not null && Shared(wanted, found) > 0 ? 1 : 0);
        return exact;
    }

    // A role that the annotators found not expressed is no fault of a reader that fills it.
    private static bool Touches(TextSpan[] wanted, TextSpan[] found) => wanted.Length == 0 || Shared(wanted, found) > 0;

    private static int Shared(TextSpan[] a, TextSpan[] b) =>
        a.Sum(one => b.Sum(other => Math.Max(0, Math.Min(one.End, other.End) - Math.Max(one.Start, other.Start))));

    // Outer quotation marks and punctuation are matters of taste.
    private static (int, int) Bare(string text, TextSpan[] spans)
    {
        int start = spans.Min(span => span.Start), end = spans.Max(span => span.End);
        while (start < end && !char.IsLetterOrDigit(text[start])) start++;
        while (end > start && !char.IsLetterOrDigit(text[end - 1])) end--;
        return (start, end);
    }

    private static string Words(string text, TextSpan[] spans) => string.Join(" … ", spans.Select(span => span.Of(text).ReplaceLineEndings(" ")));

    private static Spans[] Gold(string path)
    {
        Dictionary<string, TextSpan[]> spans = new(StringComparer.Ordinal);
        List<Spans> all = [];
        foreach (string line in File.ReadLines(path))
        {
            string[] parts = line.Split('\t');
            if (line.StartsWith('T') && parts.Length > 1)
            {
                spans[parts[0]] = [.. parts[1][(parts[1].IndexOf(' ') + 1)..].Split(';').Select(range => range.Split(' '))
                    .Select(range => TextSpan.FromBounds(int.Parse(range[0], CultureInfo.InvariantCulture), int.Parse(range[1], CultureInfo.InvariantCulture)))];
            }
            else if (line.StartsWith('E') && parts.Length > 1)
            {
                ILookup<string, string> roles = parts[1].Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(role => role.Split(':')).ToLookup(role => role[0].TrimEnd("0123456789".ToCharArray()), role => role[1]);
                all.Add(new Spans(Of(roles["Source"]), Of(roles["Cue"]), Of(roles["Content"])));
            }
        }
        return [.. all];

        TextSpan[] Of(IEnumerable<string> ids) => [.. ids.SelectMany(id => spans.TryGetValue(id, out TextSpan[]? found) ? found : [])];
    }

    private sealed class Tally(string name)
    {
        private int gold, found, exact, overlap;

        public void Add(int gold = 0, int found = 0, int exact = 0, int overlap = 0)
        {
            this.gold += gold;
            this.found += found;
            this.exact += exact;
            this.overlap += overlap;
        }

        public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{name,-18} {gold,6} {found,6}   {Scores(exact),21}   {Scores(overlap),23}");

        private string Scores(int right)
        {
            double precision = found == 0 ? 0 : 100.0 * right / found, recall = gold == 0 ? 0 : 100.0 * right / gold;
            return string.Create(CultureInfo.InvariantCulture, $"{precision:F1}  {recall:F1}  {(right == 0 ? 0 : 2 * precision * recall / (precision + recall)):F1}");
        }
    }
}
