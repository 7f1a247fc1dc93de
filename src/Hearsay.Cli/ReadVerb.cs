using System.CommandLine;
using System.Globalization;
using Hearsay.Capture;
using Hearsay.Claims;
using Hearsay.Linking;
using Hearsay.Store;
using Hearsay.Text;
using Spectre.Console;

namespace Hearsay.Cli;

/// <summary><c>hearsay read</c>: documents in, record out.</summary>
public static class ReadVerb
{
    /// <summary>Captures kept in one transaction, and documents in one.</summary>
    private const int BatchSize = 64;

    public static Command Build()
    {
        Argument<string[]> paths = new("PATH") { Description = "Files or folders: .html, .txt, Telegram result.json, .jsonl; - is standard input.", Arity = ArgumentArity.OneOrMore };
        Option<string> record = Inputs.RecordOption();
        Option<DateOnly?> published = Inputs.PublishedOption();
        Option<int> jobs = Inputs.JobsOption();
        Option<string?> bulletin = new("--bulletin", "-b") { Description = "Write the bulletin of the whole record here too: .html is a page, any other name Markdown.", HelpName = "FILE" };
        Verb verb = new("read", "Reads documents into the record and links their claims into events. Reading the same bytes twice adds nothing.")
        {
            Examples =
            [
                ("hearsay read samples/", "read a folder into hearsay.record"),
                ("hearsay read page.html result.json --record kharkiv.record", "into another record"),
                ("hearsay read samples/ --bulletin bulletin.html", "and write the bulletin, to open in a browser"),
                ("hearsay read page.txt --published 2022-12-06", "a text without a date of its own"),
            ],
        };
        verb.Add(paths);
        verb.Add(record);
        verb.Add(published);
        verb.Add(jobs);
        verb.Add(bulletin);
        verb.SetAction((parsed, cancellation) => Task.Run(() =>
        {
            Terminal terminal = Terminal.Of(parsed);
            string recordPath = parsed.GetRequiredValue(record);
            int code = Run(terminal, parsed.GetRequiredValue(paths), recordPath, new CaptureOptions { Published = parsed.GetValue(published) }, parsed.GetValue(jobs), cancellation);
            if (parsed.GetValue(bulletin) is { } path) BriefVerb.Save(terminal, recordPath, path);
            return code;
        }, CancellationToken.None));
        return verb;
    }

    private static int Run(Terminal terminal, IReadOnlyList<string> paths, string recordPath, CaptureOptions options, int jobs, CancellationToken cancellation)
    {
        using Record record = Record.OpenOrCreate(recordPath);
        Engine engine = terminal.LoadEngine(terminal.DataDirectory);
        Tally tally = new();
        if (terminal.Progress is { } console)
        {
            console.Status().Start("Reading", status =>
                ReadAll(terminal, record, engine, paths, options, jobs, tally, () => status.Status(Markup.Escape(tally.InWords())), cancellation));
        }
        else ReadAll(terminal, record, engine, paths, options, jobs, tally, () => { }, cancellation);

        LinkResult linked = EventLinker.Load(terminal.DataDirectory).Link(record.Readings());
        record.SaveEvents(record.WithReviews(linked.Events));
        terminal.Output.WriteLine($"{recordPath}: {tally.InWords()}; {Plural(linked.Events.Count, "event")} in the record.");
        return tally.Failed == 0 ? ExitCode.Fine : tally.Read + tally.Known > 0 ? ExitCode.SomeProblems : ExitCode.Usage;
    }

    private sealed class Tally
    {
        public int Read { get; set; }
        public int Known { get; set; }
        public int Failed { get; set; }
        public long Claims { get; set; }

        public string InWords() => $"{Plural(Read, "document")} read with {Plural(Claims, "claim")}"
            + (Known > 0 ? $", {Known.ToString(CultureInfo.InvariantCulture)} already there" : string.Empty)
            + (Failed > 0 ? $", {Plural(Failed, "input")} with problems" : string.Empty);
    }

    private static void ReadAll(Terminal terminal, Record record, Engine engine, IReadOnlyList<string> paths, CaptureOptions options, int jobs,
        Tally tally, Action progress, CancellationToken cancellation)
    {
        // What a run that was killed had kept but not yet read comes first.
        ReadBatches(record.PendingCaptures().SelectMany(capture => Again(engine, capture, options)));
        ReadBatches(Inputs.Find(paths, terminal, engine, options));

        void ReadBatches(IEnumerable<CaptureResult> found)
        {
            foreach (CaptureResult[] batch in found.Chunk(BatchSize))
            {
                cancellation.ThrowIfCancellationRequested();
                record.KeepCaptures(batch.Where(result => result.Capture is not null).Select(result => result.Capture!), terminal.Clock.GetUtcNow());
                CaptureResult[] fresh = [.. batch.Where(result => result.Document is null || !record.Contains(result.Document.Id))];
                tally.Known += batch.Length - fresh.Length;
                Outcome[] outcomes = [.. Inputs.Read(fresh, engine.Read, jobs, cancellation)];
                Reading[] readings = [.. outcomes.Where(outcome => outcome.Reading is not null).Select(outcome => outcome.Reading!)];
                int added = record.AddReadings(readings);
                record.AddProblems(outcomes.Where(outcome => outcome.Problem is not null).Select(outcome => (outcome.Problem!, outcome.Capture?.Id)));
                tally.Read += added;
                tally.Known += readings.Length - added;
                tally.Claims += readings.Sum(reading => reading.Claims.Count);
                foreach (Outcome outcome in outcomes)
                {
                    if (outcome.Problem is { } problem)
                    {
                        tally.Failed++;
                        terminal.Tell(problem);
                    }
                    foreach (Problem warning in outcome.Reading?.Problems ?? []) terminal.Tell(warning);
                }
                progress();
            }
        }
    }

    private static IEnumerable<CaptureResult> Again(Engine engine, Capture.Capture capture, CaptureOptions options)
    {
        using MemoryStream bytes = new(capture.Bytes, writable: false);
        foreach (CaptureResult result in engine.Captures.ReadStream(bytes, capture.Key, options with { Url = capture.Url ?? options.Url })) yield return result;
    }

    internal static string Plural(long count, string noun) =>
        $"{count.ToString("N0", CultureInfo.InvariantCulture)} {noun}{(count == 1 ? string.Empty : "s")}";
}
