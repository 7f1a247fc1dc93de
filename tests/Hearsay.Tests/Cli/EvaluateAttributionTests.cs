using System.CommandLine;
using Hearsay.Cli;
using Hearsay.Claims;
using Hearsay.Text;

namespace Hearsay.Tests.Cli;

/// <summary>The measure of attributions, on a corpus of one sentence.</summary>
public sealed class EvaluateAttributionTests
{
    private const string Text = "\"The road is open,\" the mayor said.\nNobody answered.";

    [Fact]
    public void What_is_found_exactly_counts_in_every_row()
    {
        string[] lines = Measure([new AttributionSpans(Of("the mayor"), Of("said"), [Of("\"The road is open,\"")], "test")]);

        Assert.Equal(4, lines.Count(line => line.EndsWith("100.0 100.0 100.0 100.0 100.0 100.0", StringComparison.Ordinal)));
    }

    [Fact]
    public void A_source_cut_short_overlaps_and_is_not_exact()
    {
        string[] lines = Measure([new AttributionSpans(Of("mayor"), Of("said"), [Of("The road is open")], "test")]);

        Assert.Contains(lines, line => line.StartsWith("source ", StringComparison.Ordinal) && line.EndsWith("0.0 0.0 0.0 100.0 100.0 100.0", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.StartsWith("content ", StringComparison.Ordinal) && line.EndsWith("100.0 100.0 100.0 100.0 100.0 100.0", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.StartsWith("whole ", StringComparison.Ordinal) && line.EndsWith("0.0 0.0 0.0 100.0 100.0 100.0", StringComparison.Ordinal));
    }

    [Fact]
    public void What_is_missed_is_printed_on_request()
    {
        string[] lines = Measure([], "--misses");

        Assert.Contains("a.txt: the mayor | said | \"The road is open,\"", lines);
        Assert.Contains(lines, line => line.StartsWith("whole ", StringComparison.Ordinal) && line.Contains(" 1 0 ", StringComparison.Ordinal));
    }

    private static TextSpan Of(string words) => new(Text.IndexOf(words, StringComparison.Ordinal), words.Length);

    private static string[] Measure(AttributionSpans[] found, params string[] options)
    {
        string root = Directory.CreateTempSubdirectory("hearsay-brat-").FullName;
        Directory.CreateDirectory(Path.Combine(root, "text"));
        Directory.CreateDirectory(Path.Combine(root, "attributions"));
        File.WriteAllText(Path.Combine(root, "text", "a.txt"), Text);
        File.WriteAllText(Path.Combine(root, "attributions", "a_1f2e.ann"), "T1\tContent 0 19\t\"The road is open,\"\nT2\tSource 20 29\tthe mayor\nT3\tCue 30 34\tsaid\nE1\tAttribution:T4 Content:T1 Source:T2 Cue:T3\n");
        StringWriter output = new();
        int code = EvaluateAttribution.Build(_ => found).Parse([root, .. options]).Invoke(new InvocationConfiguration { Output = output, Error = TextWriter.Null });
        Assert.Equal(0, code);
        return [.. output.ToString().Split('\n').Select(line => string.Join(' ', line.Split(' ', StringSplitOptions.RemoveEmptyEntries)))];
    }
}
