using System.Buffers;
using System.CommandLine;
using Hearsay.Capture;
using Hearsay.Claims;
using Hearsay.Publish;
using Hearsay.Text;

namespace Hearsay.Cli;

/// <summary><c>hearsay claims</c>: documents in, claims out, no record needed.</summary>
public static class ClaimsVerb
{
    public static Command Build()
    {
        Argument<string[]> paths = new("PATH") { Description = "Files or folders: .html, .txt, Telegram result.json, .jsonl; - is standard input.", Arity = ArgumentArity.OneOrMore };
        Option<DateOnly?> published = Inputs.PublishedOption();
        Option<int> jobs = Inputs.JobsOption();
        Verb verb = new("claims", "Prints the claims of each document as one line of JSON (hearsay/claims/1).")
        {
            Examples =
            [
                ("hearsay claims page.html", "the claims of one page"),
                ("hearsay claims page.txt --published 2022-12-06", "a text without a date of its own"),
                ("hearsay claims news/ | jq -c '.claims[] | select(.type==\"detention\")'", "every detention in a folder"),
                ("cat posts.jsonl | hearsay claims -", "JSON Lines in, JSON Lines out"),
            ],
        };
        verb.Add(paths);
        verb.Add(published);
        verb.Add(jobs);
        verb.SetAction((parsed, cancellation) => Task.Run(() => Run(
            Terminal.Of(parsed), parsed.GetRequiredValue(paths), new CaptureOptions { Published = parsed.GetValue(published) }, parsed.GetValue(jobs), cancellation), CancellationToken.None));
        return verb;
    }

    private static int Run(Terminal terminal, IReadOnlyList<string> paths, CaptureOptions options, int jobs, CancellationToken cancellation)
    {
        Engine engine = terminal.LoadEngine(terminal.DataDirectory);
        ArrayBufferWriter<byte> line = new();
        int read = 0, failed = 0;
        using WebInputs web = new(terminal, engine, _ => null, cancellation);
        foreach (Outcome outcome in Inputs.Read(Inputs.Find(paths, terminal, engine, options, web), engine.Read, jobs, cancellation))
        {
            if (outcome.Reading is not { } reading)
            {
                failed++;
                if (outcome.Problem is { } problem) terminal.Tell(problem);
                continue;
            }
            read++;
            foreach (Problem problem in reading.Problems) terminal.Tell(problem);
            line.ResetWrittenCount();
            ClaimsJson.WriteLine(line, reading);
            terminal.Out.Write(line.WrittenSpan);
        }
        return failed == 0 ? ExitCode.Fine : read > 0 ? ExitCode.SomeProblems : ExitCode.Usage;
    }
}
