// Watching: addresses of feeds, news sitemaps and public Telegram previews become the entries that are new.
// Invariants: an entry is given once it is complete, and never before the feed's own answer; what failed for a passing
// reason is not given and comes again with the next round.
using System.Runtime.CompilerServices;
using System.Xml;
using Hearsay.Text;

namespace Hearsay.Capture;

/// <summary>An entry of a feed that was not read before, or what became of asking for the feed.</summary>
/// <param name="Feed">Address of the feed, as given.</param>
/// <param name="Entry">Id of the entry within its feed; null for the feed itself.</param>
/// <param name="Results">What was read from it; empty where nothing could be.</param>
/// <param name="IsDone">Whether it need not be asked for again: false where it failed for a passing reason.</param>
/// <param name="Validators">Of a feed that answered: what to ask with next time.</param>
public sealed record WatchedEntry(string Feed, string? Entry, IReadOnlyList<CaptureResult> Results, bool IsDone, Validators? Validators = null);

/// <summary>Looks for what is new in a feed.</summary>
/// <param name="fetcher">Asks the servers.</param>
/// <param name="reader">Reads what comes.</param>
/// <param name="options">Limits, and the day of documents that give none.</param>
public sealed class FeedWatch(PageFetcher fetcher, CaptureReader reader, CaptureOptions options)
{
    /// <summary>Most sitemaps of one index that are asked for: news comes in the first few.</summary>
    private const int MostSitemaps = 5;

    /// <summary>Asks for a feed and for the pages of its new entries.</summary>
    /// <param name="feed">Address of an RSS or Atom feed, a news sitemap, or a channel preview (t.me/s/NAME).</param>
    /// <param name="known">What the server gave with the feed last time.</param>
    /// <param name="isKnown">Whether an entry, by its id, was read before.</param>
    /// <param name="cancellation">Stops at once, also while waiting.</param>
    /// <returns>The new entries, oldest first as feeds are written newest first; last, the feed itself, with its validators only where every entry is done.</returns>
    public async IAsyncEnumerable<WatchedEntry> NewEntriesAsync(string feed, Validators? known, Func<string, bool> isKnown, [EnumeratorCancellation] CancellationToken cancellation)
    {
        Fetched answer = await fetcher.FetchAsync(feed, known, cancellation);
        if (answer.Outcome == FetchOutcome.Unchanged)
        {
            yield return new WatchedEntry(feed, null, [], IsDone: true, known);
            yield break;
        }
        if (answer.Exchange is null)
        {
            yield return new WatchedEntry(feed, null, Told(answer), IsDone: false);
            yield break;
        }
        (List<Entry> entries, Problem? problem) = await EntriesAsync(answer.Bytes, answer.Exchange, cancellation);
        bool allDone = problem is null;
        HashSet<string> seen = new(StringComparer.Ordinal);
        foreach (Entry entry in entries)
        {
            if (isKnown(entry.Id) || !seen.Add(entry.Id)) continue;
            WatchedEntry read = await ReadAsync(feed, entry, cancellation);
            allDone &= read.IsDone;
            yield return read;
        }
        yield return new WatchedEntry(feed, null, problem is null ? [] : [new CaptureResult(null, null, problem)], allDone, allDone ? answer.Exchange.Validators : null);
    }

    private async Task<WatchedEntry> ReadAsync(string feed, Entry entry, CancellationToken cancellation)
    {
        if (entry.Page is null) return new WatchedEntry(feed, entry.Id, entry.Own, IsDone: true);
        Fetched page = await fetcher.FetchFoundAsync(entry.Page, null, cancellation);
        if (page.Exchange is { } exchange) return new WatchedEntry(feed, entry.Id, [.. reader.ReadFetched(page.Bytes, exchange, options)], IsDone: true);
        if (page.Outcome == FetchOutcome.Failed) return new WatchedEntry(feed, entry.Id, Told(page), IsDone: false);
        // The page is not to be had: what the feed itself carries of it is better than nothing.
        return new WatchedEntry(feed, entry.Id, entry.Own.Any(own => own.Document is { Body.Length: > 0 }) ? entry.Own : Told(page), IsDone: true);
    }

    private async Task<(List<Entry> Entries, Problem? Problem)> EntriesAsync(byte[] bytes, Exchange exchange, CancellationToken cancellation)
    {
        if (SitemapReader.IsSitemap(bytes)) return await SitemapAsync(bytes, exchange, cancellation);
        CaptureResult[] results = [.. reader.ReadFetched(bytes, exchange, options)];
        List<Entry> entries = [];
        foreach (CaptureResult result in results)
        {
            if (result.Capture is not { How: "feed" or "telegram" } capture || !capture.Key.StartsWith(exchange.Asked + "#", StringComparison.Ordinal)) continue;
            string id = capture.Key[(exchange.Asked.Length + 1)..];
            string? page = capture.How == "feed" && capture.Url is { } link && Uri.TryCreate(new Uri(exchange.Url), link, out Uri? full) && PageFetcher.IsAddress(full.AbsoluteUri) ? full.AbsoluteUri : null;
            entries.Add(new Entry(id, page, [result]));
        }
        if (entries.Count == 0)
            return ([], results is [{ Problem: { IsError: true } told }] ? told : CaptureProblems.Error(CaptureProblems.NotAFeed, exchange.Asked, "The address gives no RSS or Atom feed, news sitemap or channel preview. Look for the address of the site's feed; a page is read with: hearsay read ADDRESS"));
        // Feeds are written newest first, previews oldest first; a record is kept in the order things happened.
        if (results.Any(result => result.Capture?.How == "feed")) entries.Reverse();
        return (entries, null);
    }

    private async Task<(List<Entry> Entries, Problem? Problem)> SitemapAsync(byte[] bytes, Exchange exchange, CancellationToken cancellation)
    {
        try
        {
            (List<string> pages, List<string> maps) = SitemapReader.Read(bytes);
            foreach (string map in maps.Where(PageFetcher.IsAddress).Take(MostSitemaps))
            {
                Fetched answer = await fetcher.FetchFoundAsync(map, null, cancellation);
                if (answer.Problem is not null) return ([], answer.Problem);
                if (SitemapReader.IsSitemap(answer.Bytes)) pages.AddRange(SitemapReader.Read(answer.Bytes).Pages);
            }
            if (pages.Count == 0) return ([], CaptureProblems.Error(CaptureProblems.NotAFeed, exchange.Asked, "The sitemap names no news articles (entries with <news:news>). Look for the site's news sitemap or its feed."));
            return ([.. pages.Where(PageFetcher.IsAddress).Reverse().Select(page => new Entry(page, page, []))], null);
        }
        catch (XmlException e)
        {
            return ([], CaptureProblems.Error(CaptureProblems.BrokenArchive, exchange.Asked, string.Create(System.Globalization.CultureInfo.InvariantCulture, $"The sitemap is not well-formed XML (line {e.LineNumber}).")));
        }
    }

    private static CaptureResult[] Told(Fetched answer) => answer.Problem is null ? [] : [new CaptureResult(null, null, answer.Problem)];

    /// <summary>An entry as the feed carries it.</summary>
    /// <param name="Id">Its id within the feed.</param>
    /// <param name="Page">The page it announces; null where it is the whole document, as a post is.</param>
    /// <param name="Own">What the feed itself carries of it.</param>
    private sealed record Entry(string Id, string? Page, IReadOnlyList<CaptureResult> Own);
}
