// HTML: saved pages.
// Input: the page's characters. Output: title, deck, byline, publisher, address, date with its evidence, article blocks.
// Invariants: blocks stand in page order; structured data is believed only where the page shows the same.
// Weak spots: pages whose article is put together by script; indexes of many short stories.
using System.Runtime.InteropServices;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using Hearsay.Text;

namespace Hearsay.Capture;

/// <summary>Takes the article out of a page.</summary>
internal sealed class HtmlCapture(PageLexicon lexicon)
{
    /// <summary>Elements nested deeper than this are no page a person wrote; the parser's work grows with the square of the depth.</summary>
    private const int DeepestNesting = 2000;

    private const int LongestEntryTitle = 250;

    private static readonly System.Buffers.SearchValues<char> TagNameLetters = System.Buffers.SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789");

    private static readonly System.Collections.Frozen.FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> ShortTags = System.Collections.Frozen.FrozenSet.ToFrozenSet(
        ["br", "img", "meta", "link", "input", "hr", "area", "base", "col", "embed", "source", "track", "wbr", "param", "p", "li", "td", "tr", "th", "dd", "dt", "option", "tbody", "thead", "tfoot", "path", "circle", "rect", "use", "g", "line", "polygon", "stop"],
        StringComparer.OrdinalIgnoreCase).GetAlternateLookup<ReadOnlySpan<char>>();

    private readonly HtmlParser parser = new(new HtmlParserOptions { IsScripting = false });
    private readonly PlainTextCapture plainText = new(lexicon);
    private readonly OriginMarks origins = new(lexicon);
    private readonly ShownDates dates = new(lexicon);
    private readonly LiveBlog live = new(lexicon);

    /// <summary>Whether a page's elements are nested no deeper than a parser can take; a scan over tags, without parsing.</summary>
    public static bool IsShallow(string page)
    {
        int depth = 0;
        ReadOnlySpan<char> rest = page;
        while (true)
        {
            int at = rest.IndexOf('<');
            if (at < 0 || at + 1 >= rest.Length) return true;
            char c = rest[at + 1];
            if (c == '/') depth = Math.Max(0, depth - 1);
            else if (char.IsAsciiLetter(c))
            {
                ReadOnlySpan<char> name = rest[(at + 1)..Math.Min(rest.Length, at + 12)];
                int end = name.IndexOfAnyExcept(TagNameLetters);
                if (end > 0) name = name[..end];
                // Void elements and those a following sibling closes do not nest.
                if (!ShortTags.Contains(name) && ++depth > DeepestNesting) return false;
            }
            rest = rest[(at + 1)..];
        }
    }

    /// <summary>Parses a page.</summary>
    public IHtmlDocument Parse(string page) => parser.ParseDocument(page);

    /// <summary>Reads a parsed page as one text.</summary>
    /// <param name="page">The page.</param>
    /// <param name="givenTitle">Title from the input record; null where none.</param>
    /// <param name="givenUrl">Address from the input record; null where none.</param>
    public PageText Read(IHtmlDocument page, string? givenTitle, string? givenUrl) => Read(page, givenTitle, givenUrl, entries: null, seen: null);

    /// <summary>Reads a parsed page whose entries, if it has such, become texts of their own.</summary>
    /// <returns>The page without its entries, perhaps without text; then each entry in page order.</returns>
    public (PageText Page, List<(LiveEntry Entry, string Source, PageText Text)> Entries) ReadEntries(IHtmlDocument page, string? givenTitle, string? givenUrl)
    {
        List<(LiveEntry Entry, string Source, PageText Text)> entries = [];
        return (Read(page, givenTitle, givenUrl, entries, seen: null), entries);
    }

    /// <summary>The traits and the text of the blocks that the rules leave of a page.</summary>
    public List<(byte[] Traits, string Text)> SeenBlocks(IHtmlDocument page, string? givenUrl)
    {
        List<(byte[] Traits, string Text)> seen = [];
        Read(page, givenTitle: null, givenUrl, entries: null, seen);
        return seen;
    }

    private PageText Read(IHtmlDocument page, string? givenTitle, string? givenUrl, List<(LiveEntry Entry, string Source, PageText Text)>? entries, List<(byte[] Traits, string Text)>? seen)
    {
        List<IElement> declaring = page.Head is { } head ? [.. head.Children] : [];
        List<PageNode> nodes = page.Body is { } body ? PageTree.Flatten(body, lexicon, declaring) : [];
        PageMetadata metadata = PageMetadata.Read(page, declaring, lexicon, givenUrl);
        string? url = givenUrl ?? metadata.Url;
        string? title = givenTitle ?? metadata.Title;
        List<SourceBlock> blocks = [];
        ShownDate? shown = null;
        Span<PageNode> table = CollectionsMarshal.AsSpan(nodes);
        List<LiveEntry> found = [];
        if (nodes.Count > 0)
        {
            PageTree.Measure(table);
            int headline = PageTree.FindHeadline(table, title);
            PageTree.Prune(table, headline);
            PageTree.PruneOtherArticles(table, headline);
            int root = PageTree.ChooseRoot(table);
            shown = dates.Find(table, root, headline >= 0 ? headline : PageTree.OnlyMainHeading(table), metadata.DateOrder);
            if (entries is not null) found = live.Find(table, root, headline, metadata.Updates, metadata.DateOrder, metadata.Published ?? shown?.Day ?? PageDates.FromUrl(url)?.Day);
            foreach (int row in found.SelectMany(entry => entry.Rows)) table[row].Pruned = true;
            blocks = new BlockWriter(nodes, root, lexicon).Write();
            BlockPlaces.Set(table, root, blocks);
        }
        PageText text = plainText.ReadBlocks(blocks, title, url, placed: true, seen);
        string? syndicated = metadata.CanonicalElsewhere ?? text.SyndicatedFrom;
        syndicated ??= metadata.Byline is { } byline ? origins.AgencyNamed(byline, url) : null;
        (DateOnly? day, PublishedFrom from, string? evidence) = Settle(metadata, shown, url, text, table);
        text = text with
        {
            Url = url,
            Title = title ?? text.Title,
            Deck = metadata.Deck ?? text.Deck,
            Byline = metadata.Byline ?? text.Byline,
            Publisher = metadata.Publisher ?? ShownPublisher(page, metadata),
            Published = day,
            PublishedFrom = from,
            PublishedEvidence = evidence,
            SyndicatedFrom = syndicated,
        };
        foreach (LiveEntry entry in found) entries!.Add((entry, string.Concat(entry.Rows.Select(row => nodes[row].Element.OuterHtml)), ReadEntry(entry, nodes, text)));
        return text;
    }

    private PageText ReadEntry(LiveEntry entry, List<PageNode> nodes, PageText page)
    {
        List<SourceBlock> blocks = BlockWriter.Write(nodes, entry.Rows, lexicon);
        // The headline of an entry is often all it says: it stays in the body.
        string? headline = blocks.Find(block => block.Kind == BlockKind.Heading && block.Text.Length <= LongestEntryTitle) is { Text: { } words } ? words : null;
        PageText text = plainText.ReadBlocks(blocks, headline, page.Url, placed: false);
        if (headline is null) text = text.WithTitleKept();
        else if (!(text.Blocks is [var first, ..] && first.Text == headline)) text = text with { Blocks = [new TextBlock(headline, BlockKind.Heading), .. text.Blocks] };
        return text with
        {
            Url = page.Url is { } address && entry.Anchor is { } anchor ? $"{address.Split('#')[0]}#{anchor}" : page.Url,
            Title = page.Title,
            Deck = null,
            Publisher = page.Publisher,
            Published = entry.Day,
            PublishedFrom = entry.Day is null ? PublishedFrom.None : entry.Machine ? PublishedFrom.Meta : PublishedFrom.Text,
            PublishedEvidence = entry.Evidence,
            SyndicatedFrom = text.SyndicatedFrom ?? page.SyndicatedFrom,
        };
    }

    /// <summary>The name that follows the headline in the window's title, where the page shows it too.</summary>
    private static string? ShownPublisher(IHtmlDocument page, PageMetadata metadata)
    {
        if (metadata.SiteInTitle is not { } name || page.Body is not { } body) return null;
        return body.TextContent.Contains(name, StringComparison.OrdinalIgnoreCase) ? name : null;
    }

    /// <summary>Chooses among what the page declares, what it shows, its address and its text.</summary>
    /// <remarks>
    /// A date shown under the headline overrules metadata that tells another day, unless the page shows the declared day
    /// too: metadata often carries the day a template was published. Of two neighbouring days, one of them in universal
    /// time, the other is the publisher's own. A day of an update is taken only where there is no other.
    /// </remarks>
    private (DateOnly? Day, PublishedFrom From, string? Evidence) Settle(PageMetadata metadata, ShownDate? shown, string? url, PageText text, ReadOnlySpan<PageNode> table)
    {
        ShownDate? published = shown is { Updated: false } ? shown : null;
        (DateOnly Day, string Evidence)? address = PageDates.FromUrl(url);
        if (metadata.Published is { } declared)
        {
            if (published is { } beside && beside.Day != declared)
            {
                int apart = beside.Day.DayNumber - declared.DayNumber;
                bool own = Math.Abs(apart) == 1 && !metadata.Vague
                    ? beside.Below && address?.Day != declared && PageDates.MayBeLocal(metadata.PublishedEvidence, apart)
                    : !IsSwapped(beside, declared) && address?.Day != declared && !IsLater(beside, metadata) && !PageDates.IsInMonthOf(url, declared, beside.Day)
                        && ((metadata.Vague && beside.Below) || !dates.All(table, metadata.DateOrder).Contains(declared));
                if (own) return (beside.Day, beside.Machine ? PublishedFrom.Meta : PublishedFrom.Text, beside.Evidence);
            }
            else if (published is not { Below: true } && address is { } path && PageDates.MayBeLocal(metadata.PublishedEvidence, path.Day.DayNumber - declared.DayNumber)) return (path.Day, PublishedFrom.Url, path.Evidence);
            return (declared, metadata.PublishedFrom, metadata.PublishedEvidence);
        }
        if (published is { } p) return (p.Day, p.Machine ? PublishedFrom.Meta : PublishedFrom.Text, p.Evidence);
        if (address is { } a) return (a.Day, PublishedFrom.Url, a.Evidence);
        if (text.Published is { } written) return (written, text.PublishedFrom, text.PublishedEvidence);
        if ((shown ?? dates.Lone(table, metadata.DateOrder)) is not { } last) return (null, PublishedFrom.None, null);
        return (last.Day, last.Machine ? PublishedFrom.Meta : PublishedFrom.Text, last.Evidence);
    }

    /// <summary>Whether a shown day lies after the last change the page tells of: that of an event, say.</summary>
    private static bool IsLater(ShownDate shown, PageMetadata metadata) => metadata.Changed.Count > 0 && shown.Day > metadata.Changed.Max().AddDays(1);

    /// <summary>Whether a date in digits, read the other way round, is the declared one.</summary>
    private static bool IsSwapped(ShownDate shown, DateOnly declared) =>
        !shown.Machine && shown.Day.Year == declared.Year && shown.Day.Month == declared.Day && shown.Day.Day == declared.Month && DateReader.IsInDigits(shown.Evidence, shown.Day.Year);
}
