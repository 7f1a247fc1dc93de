using System.CommandLine;
using System.Globalization;
using System.Threading.Channels;
using Hearsay.Capture;
using Hearsay.Store;
using Hearsay.Text;

namespace Hearsay.Cli;

/// <summary><c>hearsay watch</c>: feeds in, record out, again and again.</summary>
/// <remarks>
/// What was read lies in the record, an entry at a time: stopped at any moment and started again, a watch goes on where it
/// was. Feeds are asked side by side; the record is written by one.
/// </remarks>
public static class WatchVerb
{
    /// <summary>Feeds asked at the same time. Each host is still asked once at a time.</summary>
    private const int FeedsAtOnce = 8;

    public static Command Build()
    {
        Argument<string> feeds = new("FEEDS") { Description = "A text file with an address a line: RSS or Atom feeds, news sitemaps, public Telegram previews (https://t.me/s/NAME). Lines that begin with # are comments." };
        Option<string> record = Inputs.RecordOption();
        Option<bool> once = new("--once") { Description = "Ask every feed once, then stop." };
        Option<int> every = new("--every") { Description = "Minutes between two rounds, from 1 up. Default: 15.", HelpName = "MINUTES", DefaultValueFactory = _ => 15 };
        every.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() is < 1 or > 10_080) result.AddError("--every takes minutes from 1 to 10080 (a week).");
        });
        Option<int> jobs = Inputs.JobsOption();
        Verb verb = new("watch", "Asks feeds and public Telegram previews for what is new, again and again, and reads it into the record. Stop it with Ctrl-C; it goes on where it was.")
        {
            Examples =
            [
                ("hearsay watch feeds.txt", "every 15 minutes, into hearsay.record"),
                ("hearsay watch feeds.txt --every 60 --record kharkiv.record", "every hour, into another record"),
                ("hearsay watch feeds.txt --once", "one round, for a scheduler of your own"),
            ],
        };
        verb.Add(feeds);
        verb.Add(record);
        verb.Add(once);
        verb.Add(every);
        verb.Add(jobs);
        verb.SetAction((parsed, cancellation) => Task.Run(() => RunAsync(Terminal.Of(parsed), parsed.GetRequiredValue(feeds), parsed.GetRequiredValue(record),
            parsed.GetValue(once), TimeSpan.FromMinutes(parsed.GetValue(every)), parsed.GetValue(jobs), cancellation), CancellationToken.None));
        return verb;
    }

    private static async Task<int> RunAsync(Terminal terminal, string list, string recordPath, bool once, TimeSpan every, int jobs, CancellationToken cancellation)
    {
        if (!TryReadList(terminal, list, out List<string> feeds)) return ExitCode.Usage;
        using Record record = Record.OpenOrCreate(recordPath);
        Engine engine = terminal.LoadEngine(terminal.DataDirectory);
        using PageFetcher fetcher = new(terminal.Network, terminal.Clock);
        CaptureOptions options = new() { MaxBytes = terminal.Network.MaxBytes };
        FeedWatch watch = new(fetcher, engine.Captures, options);
        Intake intake = new(terminal, record, engine);
        foreach (CaptureResult[] batch in intake.LeftOver(options).Chunk(64)) intake.Add(batch, jobs, cancellation);

        Dictionary<string, DateTimeOffset> due = new(StringComparer.Ordinal);
        // Started again soon after it was stopped, a watch does not ask a feed earlier than it would have.
        foreach (string feed in feeds) due[feed] = once || record.AnsweredAt(feed) is not { } last ? DateTimeOffset.MinValue : last + every;
        while (true)
        {
            DateTimeOffset now = terminal.Clock.GetUtcNow();
            string[] asked = [.. feeds.Where(feed => due[feed] <= now)];
            await RoundAsync(terminal, record, watch, intake, asked, jobs, cancellation);
            foreach (string feed in asked) due[feed] = now + every;
            if (once) return intake.Failed == 0 ? ExitCode.Fine : intake.Read + intake.Known > 0 ? ExitCode.SomeProblems : ExitCode.Usage;
            TimeSpan wait = due.Values.Min() - terminal.Clock.GetUtcNow();
            if (wait > TimeSpan.Zero) await Task.Delay(wait, terminal.Clock, cancellation);
        }
    }

    /// <summary>Asks feeds for what is new and takes it in, an entry at a time as it comes.</summary>
    private static async Task RoundAsync(Terminal terminal, Record record, FeedWatch watch, Intake intake, string[] feeds, int jobs, CancellationToken cancellation)
    {
        if (feeds.Length == 0) return;
        int before = intake.Read;
        // Looked up first: the record is not for several threads.
        (string Feed, Validators? Validators, IReadOnlySet<string> Entries)[] known = [.. feeds.Select(feed => (feed, record.ValidatorsOf(feed), record.WatchedEntries(feed)))];
        Channel<WatchedEntry> found = Channel.CreateBounded<WatchedEntry>(FeedsAtOnce);
        using CancellationTokenSource stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        Task asking = Task.Run(async () =>
        {
            Exception? failure = null;
            try
            {
                await Parallel.ForEachAsync(known, new ParallelOptions { MaxDegreeOfParallelism = FeedsAtOnce, CancellationToken = stop.Token }, async (feed, token) =>
                {
                    await foreach (WatchedEntry entry in watch.NewEntriesAsync(feed.Feed, feed.Validators, feed.Entries.Contains, token)) await found.Writer.WriteAsync(entry, token);
                });
            }
            catch (Exception e) when (e is not OutOfMemoryException)
            {
                failure = e; // told by the reader of the channel
            }
            found.Writer.Complete(failure);
        }, CancellationToken.None);
        try
        {
            await foreach (WatchedEntry entry in found.Reader.ReadAllAsync(cancellation))
            {
                intake.Add(entry.Results, jobs, cancellation);
                if (entry.Entry is { } id && entry.IsDone) record.NoteWatched(entry.Feed, id, terminal.Clock.GetUtcNow());
                else if (entry.Entry is null && (entry.IsDone || entry.Results.Count == 0)) record.NoteAnswer(entry.Feed, entry.Validators, terminal.Clock.GetUtcNow());
            }
        }
        finally
        {
            await stop.CancelAsync();
            await asking;
            // Also of a round that was stopped: what was read is in the record, and belongs to its events.
            if (intake.Read > before)
            {
                int events = intake.Link();
                terminal.Output.WriteLine($"{record.Path}: {intake.InWords()}; {ReadVerb.Plural(events, "event")} in the record.");
            }
        }
        if (intake.Read == before) terminal.Output.WriteLine($"{record.Path}: nothing new; {intake.InWords()} so far.");
    }

    private static bool TryReadList(Terminal terminal, string list, out List<string> feeds)
    {
        feeds = [];
        if (!File.Exists(list))
        {
            terminal.Tell(new Problem("HS1001", "capture", "No such file. Write the addresses of feeds into a text file, one a line.", list));
            return false;
        }
        int number = 0;
        bool right = true;
        foreach (string raw in File.ReadLines(list))
        {
            number++;
            string line = raw.Trim();
            if (line.Length == 0 || line[0] == '#') continue;
            if (PageFetcher.IsAddress(line))
            {
                if (!feeds.Contains(line)) feeds.Add(line);
                continue;
            }
            right = false;
            terminal.Tell(new Problem("HS1018", "capture", "This line is no address; write it as https://example.org/feed.xml.", string.Create(CultureInfo.InvariantCulture, $"{list}:{number}")));
        }
        if (right && feeds.Count == 0)
        {
            right = false;
            terminal.Tell(new Problem("HS1018", "capture", "The file names no feed. Write an address on each line.", list));
        }
        return right;
    }
}
