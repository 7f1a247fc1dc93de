// Inputs: paths become readings, in parallel and in order.
// Invariants: results come in the order of the inputs at any number of jobs; memory holds a few documents a job;
// one document that fails is one problem, and the others go on.
using System.Collections.Concurrent;
using System.CommandLine;
using System.Globalization;
using Hearsay.Capture;
using Hearsay.Claims;
using Hearsay.Text;

namespace Hearsay.Cli;

/// <summary>What became of one input.</summary>
/// <param name="Capture">The bytes; null where nothing could be received.</param>
/// <param name="Reading">What was read; null where the input was refused or failed.</param>
/// <param name="Problem">Why there is no reading; null where there is one.</param>
internal sealed record Outcome(Capture.Capture? Capture, Reading? Reading, Problem? Problem);

/// <summary>Options and steps that reading verbs share.</summary>
internal static class Inputs
{
    public static Option<DateOnly?> PublishedOption() => new("--published")
    {
        Description = "Day of publication for inputs that give none of their own.",
        HelpName = "YYYY-MM-DD",
        CustomParser = result =>
        {
            if (DateOnly.TryParseExact(result.Tokens[0].Value, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly day)) return day;
            result.AddError($"\"{result.Tokens[0].Value}\" is no day. Write it as 2022-12-06.");
            return null;
        },
    };

    public static Option<int> JobsOption()
    {
        Option<int> option = new("--jobs", "-j")
        {
            Description = "Documents read at the same time; the result is the same at any number. Default: one for each core.",
            HelpName = "N",
            DefaultValueFactory = _ => Environment.ProcessorCount,
        };
        option.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() < 1) result.AddError("--jobs takes a number from 1 up.");
        });
        return option;
    }

    public static Option<string> RecordOption() => new("--record", "-r")
    {
        Description = "The record file. Default: hearsay.record in this folder.",
        HelpName = "FILE",
        DefaultValueFactory = _ => "hearsay.record",
    };

    /// <summary>Everything found under the paths, in order; "-" is standard input, and what begins with http:// or https:// an address.</summary>
    public static IEnumerable<CaptureResult> Find(IReadOnlyList<string> paths, Terminal terminal, Engine engine, CaptureOptions options, WebInputs web) =>
        paths.SelectMany(path => path == "-" ? engine.Captures.ReadStream(terminal.In, "-", options)
            : PageFetcher.IsAddress(path) ? web.Read(path, options)
            : engine.Captures.Read(path, options));

    /// <summary>Reads what was found, <paramref name="jobs"/> documents at a time, in order.</summary>
    public static IEnumerable<Outcome> Read(IEnumerable<CaptureResult> found, Func<Document, Reading> reader, int jobs, CancellationToken cancellation)
    {
        using BlockingCollection<Task<Outcome>> queue = new(jobs * 4);
        using CancellationTokenSource stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        TaskFactory workers = new(new ConcurrentExclusiveSchedulerPair(TaskScheduler.Default, jobs).ConcurrentScheduler);
        // Finding reads files and pipes and so waits; it has a thread of its own.
        Task finder = Task.Factory.StartNew(() =>
        {
            try
            {
                foreach (CaptureResult result in found) queue.Add(workers.StartNew(() => ReadOne(result, reader), stop.Token), stop.Token);
            }
            finally
            {
                queue.CompleteAdding();
            }
        }, stop.Token, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        try
        {
            foreach (Task<Outcome> outcome in queue.GetConsumingEnumerable(cancellation)) yield return outcome.GetAwaiter().GetResult();
            finder.GetAwaiter().GetResult();
        }
        finally
        {
            stop.Cancel();
            // Stopped early, the finder may sit in a read of a pipe that never ends; it is not waited for longer than this.
            Task.WaitAny(new Task[] { finder }, 2000, CancellationToken.None);
        }
    }

    private static Outcome ReadOne(CaptureResult result, Func<Document, Reading> reader)
    {
        if (result.Document is not { } document) return new Outcome(result.Capture, null, result.Problem);
        try
        {
            Reading reading = reader(document);
            return new Outcome(result.Capture, result.Problem is { } warning ? reading with { Problems = [warning, .. reading.Problems] } : reading, null);
        }
        // The edge of the pipeline: whatever one document does to it, the run goes on and says so.
        catch (Exception exception) when (exception is not (OutOfMemoryException or OperationCanceledException))
        {
            return new Outcome(result.Capture, null, new Problem("HS5001", "claims",
                $"Reading failed ({exception.GetType().Name}: {exception.Message}). The bytes are kept; please report this with the document.", document.Key));
        }
    }
}
