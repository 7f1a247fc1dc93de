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
        Argument<string[]> paths = new("PATH") { Description = "Files, folders or addresses (https://…); - is standard input. Nothing is taken from the network unless an address is given.", Arity = ArgumentArity.OneOrMore };
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
                ("hearsay read https://example.org/news/1", "from the network: robots.txt is obeyed, an unchanged page not sent again"),
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
        Intake intake = new(terminal, record, engine);
        if (terminal.Progress is { } console)
        {
            console.Status().Start("Reading", status =>
                ReadAll(terminal, record, engine, paths, options, jobs, intake, () => status.Status(Markup.Escape(intake.InWords())), cancellation));
        }
        else ReadAll(terminal, record, engine, paths, options, jobs, intake, () => { }, cancellation);

        int events = intake.Link();
        terminal.Output.WriteLine($"{recordPath}: {intake.InWords()}; {Plural(events, "event")} in the record.");
        return intake.Failed == 0 ? ExitCode.Fine : intake.Read + intake.Known > 0 ? ExitCode.SomeProblems : ExitCode.Usage;
    }

    private static void ReadAll(Terminal terminal, Record record, Engine engine, IReadOnlyList<string> paths, CaptureOptions options, int jobs,
        Intake intake, Action progress, CancellationToken cancellation)
    {
        // What a run that was killed had kept but not yet read comes first.
        ReadBatches(intake.LeftOver(options));
        using WebInputs web = new(terminal, engine, record.ValidatorsOf, cancellation);
        ReadBatches(Inputs.Find(paths, terminal, engine, options, web));
        intake.Known += web.Unchanged;

        void ReadBatches(IEnumerable<CaptureResult> found)
        {
            foreach (CaptureResult[] batch in found.Chunk(BatchSize))
            {
                intake.Add(batch, jobs, cancellation);
                progress();
            }
        }
    }

    internal static string Plural(long count, string noun) =>
        $"{count.ToString("N0", CultureInfo.InvariantCulture)} {noun}{(count == 1 ? string.Empty : "s")}";
}
