// HTML: saved pages.
// Input: the page's characters. Output: title, deck, byline, publisher, address, date with its evidence, article blocks.
// Invariants: blocks stand in page order; structured data is believed only where the page shows the same.
// Weak spots: pages whose article is put together by script; indexes of many short stories.
using System.Collections.Frozen;
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

    /// <summary>An element that holds this share of the page's running text is article whatever its class says.</summary>
    private const double ProtectedShare = 0.6;

    /// <summary>Elements after the headline among which its date may stand.</summary>
    private const int LongestHead = 250;

    /// <summary>A hidden element that holds this share of the running text is shown later, by script.</summary>
    private const double HiddenShare = 0.3;

    /// <summary>An element with less running text than this is dropped on a weak hint.</summary>
    private const int PoorText = 80;

    /// <summary>Fewest characters of a paragraph that counts as running text.</summary>
    private const int ShortestParagraph = 40;

    private static readonly System.Buffers.SearchValues<char> TagNameLetters = System.Buffers.SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789");

    private enum Role : byte { Inline, Block, Paragraph, Heading, Item, Quote, Caption, Figure, Cell, Row, Break, Link, Skip, Aside }

    private static readonly FrozenDictionary<string, Role> Roles = new Dictionary<string, Role>(StringComparer.Ordinal)
    {
        ["script"] = Role.Skip, ["style"] = Role.Skip, ["noscript"] = Role.Skip, ["template"] = Role.Skip, ["svg"] = Role.Skip, ["iframe"] = Role.Skip,
        ["object"] = Role.Skip, ["button"] = Role.Skip, ["select"] = Role.Skip, ["textarea"] = Role.Skip, ["input"] = Role.Skip, ["canvas"] = Role.Skip,
        ["audio"] = Role.Skip, ["video"] = Role.Skip, ["map"] = Role.Skip, ["math"] = Role.Skip, ["head"] = Role.Skip, ["dialog"] = Role.Skip, ["label"] = Role.Skip,
        ["nav"] = Role.Aside, ["footer"] = Role.Aside, ["aside"] = Role.Aside, ["menu"] = Role.Aside,
        ["div"] = Role.Block, ["section"] = Role.Block, ["article"] = Role.Block, ["main"] = Role.Block, ["header"] = Role.Block, ["form"] = Role.Block, ["body"] = Role.Block,
        ["ul"] = Role.Block, ["ol"] = Role.Block, ["dl"] = Role.Block, ["table"] = Role.Block, ["tbody"] = Role.Block, ["thead"] = Role.Block, ["tfoot"] = Role.Block,
        ["fieldset"] = Role.Block, ["details"] = Role.Block, ["summary"] = Role.Block, ["center"] = Role.Block, ["address"] = Role.Block, ["hr"] = Role.Block, ["html"] = Role.Block,
        ["p"] = Role.Paragraph, ["pre"] = Role.Paragraph, ["dd"] = Role.Item, ["dt"] = Role.Item,
        ["h1"] = Role.Heading, ["h2"] = Role.Heading, ["h3"] = Role.Heading, ["h4"] = Role.Heading, ["h5"] = Role.Heading, ["h6"] = Role.Heading,
        ["li"] = Role.Item, ["blockquote"] = Role.Quote, ["figcaption"] = Role.Caption, ["caption"] = Role.Caption, ["figure"] = Role.Figure,
        ["td"] = Role.Cell, ["th"] = Role.Cell, ["tr"] = Role.Row, ["br"] = Role.Break, ["a"] = Role.Link,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private readonly HtmlParser parser = new(new HtmlParserOptions { IsScripting = false });
    private readonly PlainTextCapture plainText = new(lexicon);
    private readonly OriginMarks origins = new(lexicon);

    /// <summary>One element in document order with what its subtree holds.</summary>
    private struct Node
    {
        public IElement Element;
        public int Parent;
        /// <summary>Index just past the last node of the subtree.</summary>
        public int End;
        public Role Role;
        public MarkupHint Hint;
        public bool Pruned;
        /// <summary>Characters of text, and of text in links, in the whole subtree.</summary>
        public int Text;
        public int Linked;
        /// <summary>Characters of running text: paragraphs of some length that are no links.</summary>
        public int Running;
        /// <summary>Text directly in this element.</summary>
        public int Direct;
        /// <summary>Text in this element and its inline children.</summary>
        public int OwnText;
        public int OwnLinked;
    }

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
                if (!IsShort(name) && ++depth > DeepestNesting) return false;
            }
            rest = rest[(at + 1)..];
        }
    }

    private static bool IsShort(ReadOnlySpan<char> name)
    {
        Span<char> lower = stackalloc char[16];
        int length = Math.Min(name.Length, lower.Length);
        for (int i = 0; i < length; i++) lower[i] = char.ToLowerInvariant(name[i]);
        return lower[..length] is "br" or "img" or "meta" or "link" or "input" or "hr" or "area" or "base" or "col" or "embed" or "source" or "track" or "wbr" or "param" or "p" or "li" or "td" or "tr" or "th" or "dd" or "dt" or "option" or "tbody" or "thead" or "tfoot" or "path" or "circle" or "rect" or "use" or "g" or "line" or "polygon" or "stop";
    }

    /// <summary>Parses a page.</summary>
    public IHtmlDocument Parse(string page) => parser.ParseDocument(page);

    /// <summary>Reads a parsed page.</summary>
    /// <param name="page">The page.</param>
    /// <param name="givenTitle">Title from the input record; null where none.</param>
    /// <param name="givenUrl">Address from the input record; null where none.</param>
    public PageText Read(IHtmlDocument page, string? givenTitle, string? givenUrl)
    {
        List<Node> nodes = page.Body is { } body ? Flatten(body) : [];
        PageMetadata metadata = PageMetadata.Read(page, nodes.Select(n => n.Element), lexicon, givenUrl);
        string? url = givenUrl ?? metadata.Url;
        string? title = givenTitle ?? metadata.Title;
        List<SourceBlock> blocks = [];
        ShownDate? shown = null;
        if (nodes.Count > 0)
        {
            Span<Node> table = System.Runtime.InteropServices.CollectionsMarshal.AsSpan(nodes);
            Measure(table);
            int headline = FindHeadline(table, title);
            Prune(table, headline);
            int root = ChooseRoot(table);
            shown = FindShownDate(table, root, headline, metadata.DateOrder);
            blocks = new BlockWriter(nodes, root, lexicon).Write();
        }
        PageText text = plainText.ReadBlocks(blocks, title, url);
        string? syndicated = metadata.CanonicalElsewhere ?? text.SyndicatedFrom;
        syndicated ??= metadata.Byline is { } byline ? origins.AgencyNamed(byline, url) : null;
        (DateOnly? day, PublishedFrom from, string? evidence) = Settle(metadata, shown, PageDates.FromUrl(url), text);
        return text with
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
    }

    /// <summary>The name that follows the headline in the window's title, where the page shows it too.</summary>
    private static string? ShownPublisher(IHtmlDocument page, PageMetadata metadata)
    {
        if (metadata.SiteInTitle is not { } name || page.Body is not { } body) return null;
        return body.TextContent.Contains(name, StringComparison.OrdinalIgnoreCase) ? name : null;
    }

    /// <summary>A date the page shows beside its headline.</summary>
    private readonly record struct ShownDate(DateOnly Day, bool Updated, bool Machine, string Evidence);

    /// <summary>Chooses among what the page declares, what it shows, its address and its text.</summary>
    /// <remarks>
    /// A date shown under the headline overrules metadata that tells another day, unless it is the day of an update or
    /// of a time zone apart: metadata often carries the day a template was published. A day of an update is taken only
    /// where there is no other.
    /// </remarks>
    private static (DateOnly? Day, PublishedFrom From, string? Evidence) Settle(PageMetadata metadata, ShownDate? shown, (DateOnly Day, string Evidence)? address, PageText text)
    {
        ShownDate? published = shown is { Updated: false } ? shown : null;
        if (metadata.Published is { } declared)
        {
            bool overruled = published is { } other && Math.Abs(other.Day.DayNumber - declared.DayNumber) > 1 && address?.Day != declared;
            if (!overruled) return (declared, metadata.PublishedFrom, metadata.PublishedEvidence);
        }
        if (published is { } p) return (p.Day, p.Machine ? PublishedFrom.Meta : PublishedFrom.Text, p.Evidence);
        if (address is { } a) return (a.Day, PublishedFrom.Url, a.Evidence);
        if (text.Published is { } written) return (written, text.PublishedFrom, text.PublishedEvidence);
        return shown is { } updated ? (updated.Day, updated.Machine ? PublishedFrom.Meta : PublishedFrom.Text, updated.Evidence) : (null, PublishedFrom.None, null);
    }

    /// <summary>The heading that shows the title, or −1.</summary>
    private static int FindHeadline(Span<Node> nodes, string? title)
    {
        string? wanted = title is null ? null : PageLexicon.Fold(title);
        for (int i = 0; i < nodes.Length; i++)
        {
            ref Node node = ref nodes[i];
            if (node.Role != Role.Heading || node.Text is < 8 or > 300 || node.Element.LocalName is not ("h1" or "h2" or "h3")) continue;
            if (wanted is null && node.Element.LocalName is not "h1") continue;
            if (wanted is null || PageLexicon.Fold(BodyBuilder.Clean(node.Element.TextContent)).StartsWith(wanted[..Math.Min(20, wanted.Length)], StringComparison.Ordinal)) return i;
        }
        return -1;
    }

    /// <summary>The date beside the headline: in a short element between it and the first paragraph, or just above it.</summary>
    private ShownDate? FindShownDate(Span<Node> nodes, int root, int headline, DateOrder order)
    {
        if (headline < 0) headline = root;
        int end = Math.Min(nodes.Length, headline + LongestHead);
        for (int i = Math.Max(headline + 1, root); i < end; i++)
        {
            if (!nodes[i].Pruned && nodes[i].Role is Role.Paragraph or Role.Block && nodes[i].OwnText >= 140 && nodes[i].OwnLinked * 2 < nodes[i].OwnText) end = i;
        }
        ShownDate? updated = null;
        foreach ((int from, int to) in (ReadOnlySpan<(int, int)>)[(headline, end), (Math.Max(0, headline - 60), headline)])
        {
            int skipTo = 0;
            for (int i = from; i < to; i++)
            {
                if (i < skipTo) continue;
                ref Node node = ref nodes[i];
                if (node.Role is Role.Skip or Role.Break || i == headline) continue;
                if (node.Role == Role.Aside || ((node.Hint & MarkupHint.Clutter) != MarkupHint.None && node.Text > 200))
                {
                    skipTo = node.End;
                    continue;
                }
                bool time = node.Element.LocalName is "time";
                if (node.Text is < 6 or > 120 && !time) continue;
                if (ReadShown(nodes, i, order, time) is not { } found) continue;
                if (!found.Updated) return found;
                updated ??= found;
                skipTo = node.End;
            }
        }
        return updated ?? OnlyMarkedDate(nodes, root, order);
    }

    /// <summary>The day that elements marked as dates show, where the article holds one such, or all on the page agree.</summary>
    private ShownDate? OnlyMarkedDate(Span<Node> nodes, int root, DateOrder order)
    {
        ShownDate? inside = null, anywhere = null;
        bool insideAgree = true, agree = true;
        for (int i = 0; i < nodes.Length; i++)
        {
            ref Node node = ref nodes[i];
            bool time = node.Element.LocalName is "time" or "abbr";
            if (node.Role == Role.Skip || (!time && (node.Text is < 6 or > 60 || ((node.Hint & MarkupHint.Date) == MarkupHint.None && !IsLabelled(node))))) continue;
            if (ReadShown(nodes, i, order, time) is not { Updated: false } found) continue;
            agree &= anywhere is null || anywhere.Value.Day == found.Day;
            anywhere ??= found;
            if (i <= root || i >= nodes[root].End) continue;
            insideAgree &= inside is null || inside.Value.Day == found.Day;
            inside ??= found;
        }
        return inside is not null && insideAgree ? inside : agree ? anywhere : null;
    }

    private bool IsLabelled(in Node node) => node.OwnText >= 12 && lexicon.IsPublishedLabel(PageLexicon.Core(PageLexicon.Fold(BodyBuilder.Clean(node.Element.TextContent))));

    private ShownDate? ReadShown(Span<Node> nodes, int at, DateOrder order, bool time)
    {
        IElement element = nodes[at].Element;
        string shown = BodyBuilder.Clean(element.TextContent);
        string folded = PageLexicon.Fold(shown);
        string label = time || PageLines.WordCount(shown) <= 4 ? LabelBefore(element) : "";
        bool updated = SpeaksOfUpdate(folded) || SpeaksOfUpdate(label) || (element.ClassName is { } name && SpeaksOfUpdate(PageLexicon.Fold(name)));
        if (time && element.GetAttribute("datetime") is { Length: >= 8 } stamp && DateReader.FindAll(stamp, lexicon, order) is [var machine, ..])
            return new ShownDate(machine.Day, updated, Machine: true, "time " + stamp);
        if (element.LocalName is "abbr" && element.GetAttribute("title") is { Length: >= 10 } title && DateReader.FindAll(title, lexicon, order) is [var titled, ..])
            return new ShownDate(titled.Day, updated, Machine: true, "abbr " + title);
        if (shown.Length > 120) return null;
        List<WrittenDate> dates = DateReader.FindAll(shown, lexicon, order);
        if (dates.Count == 0) return null;
        // A date inside a sentence dates what the sentence tells, not the page.
        if (shown.Length - dates[0].Length > 60) return null;
        if (dates.Count == 1) return new ShownDate(dates[0].Day, updated, Machine: false, shown);
        // "Published 3 May 2021, updated 4 May 2022": the word before each date tells what it is.
        int previous = 0;
        foreach (WrittenDate date in dates)
        {
            if (!SpeaksOfUpdate(folded[previous..date.Start])) return new ShownDate(date.Day, Updated: false, Machine: false, shown);
            previous = date.Start + date.Length;
        }
        return new ShownDate(dates[0].Day, Updated: true, Machine: false, shown);
    }

    /// <summary>The words right before a short element: "Last updated:" beside its date.</summary>
    private static string LabelBefore(IElement element)
    {
        INode? before = element.PreviousSibling;
        while (before is not null && before is not IElement && string.IsNullOrWhiteSpace(before.TextContent)) before = before.PreviousSibling;
        before ??= element.ParentElement?.PreviousSibling;
        while (before is not null && before is not IElement && string.IsNullOrWhiteSpace(before.TextContent)) before = before.PreviousSibling;
        if (before is null || before is IElement { LocalName: "time" }) return "";
        if (before is IElement { ChildElementCount: > 3 }) return "";
        string words = before.TextContent;
        return words.Length > 400 ? "" : PageLexicon.Fold(BodyBuilder.Clean(words) is { Length: <= 40 } label ? label : "");
    }

    private bool SpeaksOfUpdate(string folded) => folded.Length > 0 && lexicon.UpdateWords.Any(word => folded.Contains(word, StringComparison.Ordinal));

    /// <summary>Elements in document order. Iterative: pages nest deeper than a call stack.</summary>
    private List<Node> Flatten(IElement body)
    {
        List<Node> nodes = new(1024);
        Dictionary<string, MarkupHint> hints = new(StringComparer.Ordinal);
        List<int> open = [];
        INode? at = body;
        while (at is not null)
        {
            bool descend = false;
            if (at is IElement element)
            {
                Role role = Roles.TryGetValue(element.LocalName, out Role known) ? known : Role.Inline;
                MarkupHint hint = MarkupHint.None;
                if (role is not (Role.Skip or Role.Break)) hint = HintOf(element, hints);
                descend = role is not (Role.Skip or Role.Break) && element.HasChildNodes;
                nodes.Add(new Node { Element = element, Parent = open.Count > 0 ? open[^1] : -1, Role = role, Hint = hint, End = nodes.Count + 1 });
                if (descend) open.Add(nodes.Count - 1);
            }
            else if (at is IText text && open.Count > 0)
            {
                int length = VisibleLength(text.Data);
                if (length > 0)
                {
                    ref Node owner = ref System.Runtime.InteropServices.CollectionsMarshal.AsSpan(nodes)[open[^1]];
                    owner.Direct += length;
                }
            }
            if (descend) at = at.FirstChild;
            else
            {
                while (at is not null && !ReferenceEquals(at, body) && at.NextSibling is null)
                {
                    at = at.Parent;
                    if (at is IElement)
                    {
                        System.Runtime.InteropServices.CollectionsMarshal.AsSpan(nodes)[open[^1]].End = nodes.Count;
                        open.RemoveAt(open.Count - 1);
                    }
                }
                if (at is null || ReferenceEquals(at, body)) break;
                at = at.NextSibling;
            }
        }
        return nodes;
    }

    /// <summary>What an element's attributes say of it, read in one pass.</summary>
    private MarkupHint HintOf(IElement element, Dictionary<string, MarkupHint> known)
    {
        MarkupHint hint = MarkupHint.None;
        INamedNodeMap attributes = element.Attributes;
        for (int i = 0; i < attributes.Length; i++)
        {
            IAttr attribute = attributes[i]!;
            string value = attribute.Value;
            switch (attribute.Name)
            {
                case "class" or "id":
                    if (value.Length == 0) break;
                    if (!known.TryGetValue(value, out MarkupHint one)) known[value] = one = lexicon.Markup.Of(value);
                    hint |= one;
                    break;
                case "hidden":
                    hint |= MarkupHint.Hidden;
                    break;
                case "style":
                    if (value.Contains("display:none", StringComparison.OrdinalIgnoreCase) || value.Contains("display: none", StringComparison.OrdinalIgnoreCase)) hint |= MarkupHint.Hidden;
                    break;
                case "role":
                    if (value is "navigation" or "complementary" or "banner" or "contentinfo" or "search" or "dialog" or "alertdialog" or "menu") hint |= MarkupHint.Clutter;
                    break;
                case "itemprop":
                    if (value.Contains("articleBody", StringComparison.Ordinal)) hint |= MarkupHint.Article;
                    break;
                default:
                    break;
            }
        }
        return hint;
    }

    private static int VisibleLength(string text)
    {
        int length = 0;
        bool space = true;
        foreach (char c in text)
        {
            bool white = char.IsWhiteSpace(c);
            if (!white || !space) length++;
            space = white;
        }
        return length - (space && length > 0 ? 1 : 0);
    }

    /// <summary>Sums text upwards; inline text belongs to the block around it.</summary>
    private static void Measure(Span<Node> nodes)
    {
        for (int i = nodes.Length - 1; i >= 0; i--)
        {
            ref Node node = ref nodes[i];
            node.Text += node.Direct;
            node.OwnText += node.Direct;
            if (node.Role == Role.Link)
            {
                node.Linked = node.Text;
                node.OwnLinked = node.OwnText;
            }
            if (node.Parent < 0) continue;
            ref Node parent = ref nodes[node.Parent];
            parent.Text += node.Text;
            parent.Linked += node.Linked;
            if (node.Role is Role.Inline or Role.Link)
            {
                parent.OwnText += node.OwnText;
                parent.OwnLinked += node.OwnLinked;
            }
        }
        for (int i = nodes.Length - 1; i >= 0; i--)
        {
            ref Node node = ref nodes[i];
            bool carries = node.Role is Role.Paragraph or Role.Block or Role.Quote or Role.Cell or Role.Item;
            if (carries && node.OwnText >= ShortestParagraph && node.OwnLinked * 2 < node.OwnText) node.Running += node.OwnText - node.OwnLinked;
            if (node.Parent >= 0 && node.Role != Role.Skip) nodes[node.Parent].Running += node.Running;
        }
    }

    /// <summary>Marks what is no article: first all that tags and class words speak against, then less where too little would be left.</summary>
    private static void Prune(Span<Node> nodes, int headline)
    {
        double total = Math.Max(1, nodes[0].Running);
        if (Mark(nodes, total, headline, level: 2) < total * 0.4 && Mark(nodes, total, headline, level: 1) < total * 0.2) Mark(nodes, total, headline, level: 0);
        for (int i = 1; i < nodes.Length; i++)
        {
            ref Node node = ref nodes[i];
            if (!node.Pruned || nodes[node.Parent].Pruned || node.Role == Role.Skip) continue;
            for (int p = node.Parent; p >= 0; p = nodes[p].Parent)
            {
                nodes[p].Running -= node.Running;
                nodes[p].Text -= node.Text;
                nodes[p].Linked -= node.Linked;
            }
        }
    }

    /// <summary>Marks the nodes to prune at a level of strictness and returns the running text that is left.</summary>
    private static double Mark(Span<Node> nodes, double total, int headline, int level)
    {
        double kept = nodes[0].Running;
        for (int i = 1; i < nodes.Length; i++)
        {
            ref Node node = ref nodes[i];
            node.Pruned = nodes[node.Parent].Pruned || node.Role == Role.Skip;
            if (node.Pruned || node.Running >= total * ProtectedShare || (i <= headline && headline < node.End)) continue;
            if (!IsClutter(node, total, level)) continue;
            node.Pruned = true;
            kept -= node.Running;
        }
        return kept;
    }

    private static bool IsClutter(in Node node, double total, int level)
    {
        if (node.Role is Role.Aside or Role.Caption) return true;
        if ((node.Hint & MarkupHint.Hidden) != MarkupHint.None) return node.Running < total * HiddenShare && (node.Running < 300 || node.Linked * 5 > node.Text || (node.Hint & (MarkupHint.Clutter | MarkupHint.Weak)) != MarkupHint.None);
        if (level == 0) return false;
        bool named = (node.Hint & MarkupHint.Article) != MarkupHint.None;
        if ((node.Hint & MarkupHint.Clutter) != MarkupHint.None && !named) return true;
        bool poor = node.Running < PoorText || node.Linked * 5 > node.Text * 2;
        if (level == 2 && (node.Hint & MarkupHint.Weak) != MarkupHint.None && !named && poor) return true;
        return (node.Hint & (MarkupHint.Caption | MarkupHint.Head)) != MarkupHint.None && node.Running < 200 && node.Role is not (Role.Paragraph or Role.Heading);
    }

    /// <summary>The element that holds the article: as much of the page's running text in as little other text as may be.</summary>
    private static int ChooseRoot(Span<Node> nodes)
    {
        int best = 0;
        double bestScore = 0, total = Math.Max(1, nodes[0].Running);
        for (int i = 0; i < nodes.Length; i++)
        {
            ref Node node = ref nodes[i];
            if (node.Pruned || node.Role is not (Role.Block or Role.Cell or Role.Quote or Role.Item) || node.Running * 5 < total) continue;
            double recall = node.Running / total;
            double precision = node.Running / (double)Math.Max(node.Running, node.Text);
            double score = 3 * recall * precision / ((2 * precision) + recall);
            if ((node.Hint & MarkupHint.Article) != MarkupHint.None) score *= 1.2;
            if (node.Element.LocalName is "article" or "main") score *= 1.1;
            if (score < bestScore) continue;
            best = i;
            bestScore = score;
        }
        return best;
    }

    /// <summary>Writes the text of the chosen element as blocks.</summary>
    private sealed class BlockWriter(List<Node> nodes, int root, PageLexicon lexicon)
    {
        private readonly System.Text.StringBuilder text = new();
        private readonly List<SourceBlock> blocks = [];
        private readonly Dictionary<IElement, int> index = [];
        private int linked;
        private BlockKind kind;
        private string? author;
        private int links;

        public List<SourceBlock> Write()
        {
            for (int i = root; i < nodes[root].End; i++) index[nodes[i].Element] = i;
            IElement top = nodes[root].Element;
            INode? at = top.FirstChild;
            while (at is not null)
            {
                bool descend = false;
                if (at is IText words) Append(words.Data);
                else if (at is IElement element && index.TryGetValue(element, out int i) && !nodes[i].Pruned)
                {
                    Enter(nodes[i]);
                    descend = element.HasChildNodes;
                    if (!descend) Leave(nodes[i]);
                }
                if (descend)
                {
                    at = at.FirstChild;
                    continue;
                }
                while (at!.NextSibling is null)
                {
                    at = at.Parent!;
                    if (ReferenceEquals(at, top)) break;
                    if (at is IElement left) Leave(nodes[index[left]]);
                }
                if (ReferenceEquals(at, top)) break;
                at = at.NextSibling;
            }
            Flush();
            return blocks;
        }

        private void Append(string words)
        {
            text.Append(words);
            if (links > 0) linked += VisibleLength(words);
        }

        private void Enter(in Node node)
        {
            switch (node.Role)
            {
                case Role.Inline: break;
                case Role.Link: links++; break;
                case Role.Break: Break(); break;
                case Role.Cell: text.Append(' '); break;
                case Role.Heading: Flush(); kind = BlockKind.Heading; break;
                case Role.Item: Flush(); kind = BlockKind.ListItem; break;
                case Role.Quote:
                    Flush();
                    if ((node.Hint & MarkupHint.Embed) != MarkupHint.None)
                    {
                        kind = BlockKind.EmbeddedPost;
                        author = EmbedAuthor(node.Element);
                    }
                    else kind = BlockKind.Quote;
                    break;
                default: Flush(inherit: node.Role == Role.Paragraph); break;
            }
        }

        private void Leave(in Node node)
        {
            switch (node.Role)
            {
                case Role.Inline: break;
                case Role.Link: links--; break;
                case Role.Break: break;
                case Role.Cell: text.Append(' '); break;
                default: Flush(); break;
            }
        }

        /// <summary>A line break ends a block only where a sentence or a lead-in ends, or where the line is a known label.</summary>
        private void Break()
        {
            int end = text.Length - 1;
            while (end >= 0 && char.IsWhiteSpace(text[end])) end--;
            bool closes = end >= 0 && text[end] is '.' or '!' or '?' or ':' or '"' or '”' or '»' or '…' or ';';
            if (closes || (text.Length > 0 && text[^1] == '\n') || IsLabel(end + 1)) Flush(inherit: true);
            else text.Append('\n');
        }

        /// <summary>"Up next", "Share": a line of its own even where only a line break sets it apart.</summary>
        private bool IsLabel(int length)
        {
            if (length is 0 or > 60) return false;
            string folded = PageLexicon.Fold(BodyBuilder.Clean(text.ToString(0, length)));
            ReadOnlySpan<char> core = PageLexicon.Core(folded);
            return !core.IsEmpty && (lexicon.IsCue(core) || lexicon.IsEnd(core) || lexicon.IsClutterLine(core));
        }

        private void Flush(bool inherit = false)
        {
            string line = BodyBuilder.Clean(text.ToString());
            if (line.Length > 0) blocks.Add(new SourceBlock(line, kind, author, linked / (double)Math.Max(1, line.Length)));
            text.Clear();
            linked = 0;
            if (inherit && kind is BlockKind.Quote or BlockKind.ListItem or BlockKind.EmbeddedPost) return;
            kind = BlockKind.Paragraph;
            author = null;
        }

        private static string? EmbedAuthor(IElement embed)
        {
            string words = embed.TextContent;
            int dash = words.LastIndexOf('—');
            if (dash < 0) return null;
            string name = BodyBuilder.Clean(words.AsSpan(dash + 1));
            int bracket = name.IndexOf(" (@", StringComparison.Ordinal);
            return bracket > 0 ? name[..bracket] : null;
        }
    }
}

/// <summary>A block as the page has it, before clutter is judged.</summary>
/// <param name="Text">One line, white space collapsed.</param>
/// <param name="Kind">What the markup says it is.</param>
/// <param name="Author">Author of an embedded post; null otherwise.</param>
/// <param name="LinkShare">Share of its characters inside links, 0–1.</param>
internal readonly record struct SourceBlock(string Text, BlockKind Kind, string? Author, double LinkShare);
