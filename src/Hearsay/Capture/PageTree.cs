using System.Collections.Frozen;
using System.Runtime.InteropServices;
using AngleSharp.Dom;

namespace Hearsay.Capture;

/// <summary>What a tag makes of its content.</summary>
internal enum PageRole : byte { Inline, Block, Paragraph, Heading, Item, Quote, Caption, Figure, Cell, Row, Break, Link, Skip, Aside }

/// <summary>One element in document order with what its subtree holds.</summary>
internal struct PageNode
{
    public IElement Element;
    public int Parent;
    /// <summary>Index just past the last node of the subtree.</summary>
    public int End;
    public PageRole Role;
    public MarkupHint Hint;
    public bool Pruned;
    /// <summary>Whether there is a digit in the text of the subtree.</summary>
    public bool Digits;
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
/// <summary>A page's elements as a table in document order, measured and pruned, and the element that holds the article.</summary>
internal static class PageTree
{
    /// <summary>An element that holds this share of the page's running text is article whatever its class says.</summary>
    private const double ProtectedShare = 0.6;

    /// <summary>A hidden element that holds this share of the running text is shown later, by script.</summary>
    private const double HiddenShare = 0.3;

    /// <summary>An element with less running text than this is dropped on a weak hint.</summary>
    private const int PoorText = 80;

    /// <summary>Fewest characters of running text of an article that another may follow.</summary>
    private const int ShortestArticle = 200;

    /// <summary>Fewest characters of a paragraph that counts as running text.</summary>
    private const int ShortestParagraph = 40;

    private static readonly FrozenDictionary<string, PageRole> Roles = new Dictionary<string, PageRole>(StringComparer.Ordinal)
    {
        ["script"] = PageRole.Skip, ["style"] = PageRole.Skip, ["noscript"] = PageRole.Skip, ["template"] = PageRole.Skip, ["svg"] = PageRole.Skip, ["iframe"] = PageRole.Skip,
        ["object"] = PageRole.Skip, ["button"] = PageRole.Skip, ["select"] = PageRole.Skip, ["textarea"] = PageRole.Skip, ["input"] = PageRole.Skip, ["canvas"] = PageRole.Skip,
        ["audio"] = PageRole.Skip, ["video"] = PageRole.Skip, ["map"] = PageRole.Skip, ["math"] = PageRole.Skip, ["head"] = PageRole.Skip, ["dialog"] = PageRole.Skip, ["label"] = PageRole.Skip,
        ["amp-ad"] = PageRole.Skip, ["amp-embed"] = PageRole.Skip, ["amp-sidebar"] = PageRole.Skip, ["amp-consent"] = PageRole.Skip, ["amp-social-share"] = PageRole.Skip,
        ["nav"] = PageRole.Aside, ["footer"] = PageRole.Aside, ["aside"] = PageRole.Aside, ["menu"] = PageRole.Aside,
        ["div"] = PageRole.Block, ["section"] = PageRole.Block, ["article"] = PageRole.Block, ["main"] = PageRole.Block, ["header"] = PageRole.Block, ["form"] = PageRole.Block, ["body"] = PageRole.Block,
        ["ul"] = PageRole.Block, ["ol"] = PageRole.Block, ["dl"] = PageRole.Block, ["table"] = PageRole.Block, ["tbody"] = PageRole.Block, ["thead"] = PageRole.Block, ["tfoot"] = PageRole.Block,
        ["fieldset"] = PageRole.Block, ["details"] = PageRole.Block, ["summary"] = PageRole.Block, ["center"] = PageRole.Block, ["address"] = PageRole.Block, ["hr"] = PageRole.Block, ["html"] = PageRole.Block,
        ["p"] = PageRole.Paragraph, ["pre"] = PageRole.Paragraph, ["dd"] = PageRole.Item, ["dt"] = PageRole.Item,
        ["h1"] = PageRole.Heading, ["h2"] = PageRole.Heading, ["h3"] = PageRole.Heading, ["h4"] = PageRole.Heading, ["h5"] = PageRole.Heading, ["h6"] = PageRole.Heading,
        ["li"] = PageRole.Item, ["blockquote"] = PageRole.Quote, ["figcaption"] = PageRole.Caption, ["caption"] = PageRole.Caption, ["figure"] = PageRole.Figure,
        ["td"] = PageRole.Cell, ["th"] = PageRole.Cell, ["tr"] = PageRole.Row, ["br"] = PageRole.Break, ["a"] = PageRole.Link,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>The heading that shows the title, or −1.</summary>
    public static int FindHeadline(Span<PageNode> nodes, string? title)
    {
        string? wanted = title is null ? null : PageLexicon.Fold(title);
        int lesser = -1; // bars that follow the reader down the page repeat the headline above the main heading
        for (int i = 0; i < nodes.Length; i++)
        {
            ref PageNode node = ref nodes[i];
            if (node.Role != PageRole.Heading || node.Text is < 8 or > 300) continue;
            bool main = node.Element.LocalName is "h1";
            if (!main && (wanted is null || lesser >= 0 || node.Element.LocalName is not ("h2" or "h3"))) continue;
            if (wanted is not null)
            {
                // A kicker may stand before the headline in one heading.
                string shown = PageLexicon.Fold(BodyBuilder.Clean(node.Element.TextContent));
                if (!shown.StartsWith(wanted[..Math.Min(20, wanted.Length)], StringComparison.Ordinal) && !(wanted.Length >= 20 && shown.EndsWith(wanted, StringComparison.Ordinal))) continue;
            }
            if (main) return i;
            lesser = i;
        }
        return lesser;
    }

    /// <summary>The page's one main heading, or −1 where it has none or several.</summary>
    public static int OnlyMainHeading(ReadOnlySpan<PageNode> nodes)
    {
        int only = -1;
        for (int i = 0; i < nodes.Length; i++)
        {
            if (nodes[i].Role != PageRole.Heading || nodes[i].Text < 8 || nodes[i].Element.LocalName is not "h1") continue;
            if (only >= 0) return -1;
            only = i;
        }
        return only;
    }

    /// <summary>Elements in document order. Iterative: pages nest deeper than a call stack.</summary>
    /// <param name="body">The element to begin with.</param>
    /// <param name="lexicon">What class words say.</param>
    /// <param name="declaring">Elements that may declare something of the page, by their names or attributes; added to.</param>
    public static List<PageNode> Flatten(IElement body, PageLexicon lexicon, List<IElement> declaring)
    {
        List<PageNode> nodes = new(1024);
        Dictionary<string, MarkupHint> hints = new(StringComparer.Ordinal);
        Stack<(INodeList Children, int Next, int Owner)> open = new();
        Add(body);
        while (open.TryPop(out (INodeList Children, int Next, int Owner) level))
        {
            if (level.Next == level.Children.Length)
            {
                CollectionsMarshal.AsSpan(nodes)[level.Owner].End = nodes.Count;
                continue;
            }
            // The position is kept here: a node finds its next sibling by a search through all of them.
            INode child = level.Children[level.Next];
            open.Push(level with { Next = level.Next + 1 });
            if (child is IElement element) Add(element);
            else if (child is IText text && VisibleLength(text.Data, out bool digits) is > 0 and int length)
            {
                ref PageNode owner = ref CollectionsMarshal.AsSpan(nodes)[level.Owner];
                owner.Direct += length;
                owner.Digits |= digits;
            }
        }
        return nodes;

        void Add(IElement element)
        {
            PageRole role = Roles.TryGetValue(element.LocalName, out PageRole known) ? known : PageRole.Inline;
            bool leaf = role is PageRole.Skip or PageRole.Break;
            if (element.LocalName is "meta" or "script" or "link" or "title" or "h1" or "h2" or "h3") declaring.Add(element);
            int parent = open.TryPeek(out (INodeList Children, int Next, int Owner) level) ? level.Owner : -1;
            nodes.Add(new PageNode { Element = element, Parent = parent, Role = role, Hint = leaf ? MarkupHint.None : HintOf(element, hints, lexicon, declaring), End = nodes.Count + 1 });
            if (!leaf) open.Push((element.ChildNodes, 0, nodes.Count - 1));
        }
    }

    /// <summary>What an element's attributes say of it, read in one pass.</summary>
    private static MarkupHint HintOf(IElement element, Dictionary<string, MarkupHint> known, PageLexicon lexicon, List<IElement> declaring)
    {
        MarkupHint hint = MarkupHint.None;
        bool declares = false;
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
                case "rel" or "property":
                    declares = true;
                    break;
                case "itemprop":
                    declares = true;
                    if (value.Contains("articleBody", StringComparison.Ordinal)) hint |= MarkupHint.Article;
                    break;
                default:
                    break;
            }
        }
        if (declares && element.LocalName is not ("meta" or "script" or "link" or "title" or "h1" or "h2" or "h3")) declaring.Add(element);
        return hint;
    }

    /// <summary>Characters of a text once white space is collapsed.</summary>
    public static int VisibleLength(string text, out bool digits)
    {
        int length = 0;
        bool space = true;
        digits = false;
        foreach (char c in text)
        {
            bool white = char.IsWhiteSpace(c);
            digits |= char.IsAsciiDigit(c);
            if (!white || !space) length++;
            space = white;
        }
        return length - (space && length > 0 ? 1 : 0);
    }

    /// <summary>Sums text upwards; inline text belongs to the block around it.</summary>
    public static void Measure(Span<PageNode> nodes)
    {
        for (int i = nodes.Length - 1; i >= 0; i--)
        {
            ref PageNode node = ref nodes[i];
            node.Text += node.Direct;
            node.OwnText += node.Direct;
            if (node.Role == PageRole.Link)
            {
                node.Linked = node.Text;
                node.OwnLinked = node.OwnText;
            }
            if (node.Parent < 0) continue;
            ref PageNode parent = ref nodes[node.Parent];
            parent.Text += node.Text;
            parent.Digits |= node.Digits;
            parent.Linked += node.Linked;
            if (node.Role is PageRole.Inline or PageRole.Link)
            {
                parent.OwnText += node.OwnText;
                parent.OwnLinked += node.OwnLinked;
            }
        }
        for (int i = nodes.Length - 1; i >= 0; i--)
        {
            ref PageNode node = ref nodes[i];
            bool carries = node.Role is PageRole.Paragraph or PageRole.Block or PageRole.Quote or PageRole.Cell or PageRole.Item;
            if (carries && node.OwnText >= ShortestParagraph && node.OwnLinked * 2 < node.OwnText) node.Running += node.OwnText - node.OwnLinked;
            if (node.Parent >= 0 && node.Role != PageRole.Skip) nodes[node.Parent].Running += node.Running;
        }
    }

    /// <summary>Marks what is no article: first all that tags and class words speak against, then less where too little would be left.</summary>
    public static void Prune(Span<PageNode> nodes, int headline)
    {
        double total = Math.Max(1, nodes[0].Running);
        if (Mark(nodes, total, headline, level: 2) < total * 0.4 && Mark(nodes, total, headline, level: 1) < total * 0.2) Mark(nodes, total, headline, level: 0);
        for (int i = 1; i < nodes.Length; i++)
        {
            if (nodes[i].Pruned && !nodes[nodes[i].Parent].Pruned && nodes[i].Role != PageRole.Skip) TakeOut(nodes, i);
        }
    }

    /// <summary>Takes what a pruned element holds from the sums of those around it.</summary>
    private static void TakeOut(Span<PageNode> nodes, int row)
    {
        for (int p = nodes[row].Parent; p >= 0; p = nodes[p].Parent)
        {
            nodes[p].Running -= nodes[row].Running;
            nodes[p].Text -= nodes[row].Text;
            nodes[p].Linked -= nodes[row].Linked;
        }
    }

    /// <summary>Prunes articles that follow the page's own and have a main heading of theirs: pages that go on with the next story.</summary>
    public static void PruneOtherArticles(Span<PageNode> nodes, int headline)
    {
        if (headline < 0 || nodes[headline].Element.LocalName is not "h1") return;
        for (int own = headline; nodes[own].Parent >= 0; own = nodes[own].Parent)
        {
            if (nodes[own].Element.LocalName is not "article" || nodes[own].Running < ShortestArticle) continue;
            for (int next = nodes[own].End; next < nodes[nodes[own].Parent].End; next = nodes[next].End)
            {
                if (nodes[next].Pruned || nodes[next].Element.LocalName is not "article" || !HasMainHeading(nodes, next)) continue;
                for (int i = next; i < nodes[next].End; i++) nodes[i].Pruned = true;
                TakeOut(nodes, next);
            }
        }
    }

    private static bool HasMainHeading(Span<PageNode> nodes, int row)
    {
        for (int i = row; i < nodes[row].End; i++)
        {
            if (nodes[i].Element.LocalName is "h1" && nodes[i].Text >= 8) return true;
        }
        return false;
    }

    /// <summary>Marks the nodes to prune at a level of strictness and returns the running text that is left.</summary>
    private static double Mark(Span<PageNode> nodes, double total, int headline, int level)
    {
        double kept = nodes[0].Running;
        for (int i = 1; i < nodes.Length; i++)
        {
            ref PageNode node = ref nodes[i];
            node.Pruned = nodes[node.Parent].Pruned || node.Role == PageRole.Skip;
            if (node.Pruned || node.Running >= total * ProtectedShare || (i <= headline && headline < node.End)) continue;
            if (!IsClutter(node, total, level)) continue;
            node.Pruned = true;
            kept -= node.Running;
        }
        return kept;
    }

    private static bool IsClutter(in PageNode node, double total, int level)
    {
        if (node.Role is PageRole.Aside or PageRole.Caption) return true;
        if ((node.Hint & MarkupHint.Hidden) != MarkupHint.None) return node.Running < total * HiddenShare && (node.Running < 300 || node.Linked * 5 > node.Text || (node.Hint & (MarkupHint.Clutter | MarkupHint.Weak)) != MarkupHint.None);
        if (level == 0) return false;
        bool named = (node.Hint & MarkupHint.Article) != MarkupHint.None;
        if ((node.Hint & MarkupHint.Clutter) != MarkupHint.None && !named) return true;
        bool poor = node.Running < PoorText || node.Linked * 5 > node.Text * 2;
        if (level == 2 && (node.Hint & MarkupHint.Weak) != MarkupHint.None && !named && poor) return true;
        return (node.Hint & (MarkupHint.Caption | MarkupHint.Head)) != MarkupHint.None && node.Running < 200 && node.Role is not (PageRole.Paragraph or PageRole.Heading);
    }

    /// <summary>The element that holds the article: as much of the page's running text in as little other text as may be.</summary>
    public static int ChooseRoot(Span<PageNode> nodes)
    {
        int best = 0;
        double bestScore = 0, total = Math.Max(1, nodes[0].Running);
        for (int i = 0; i < nodes.Length; i++)
        {
            ref PageNode node = ref nodes[i];
            if (node.Pruned || node.Role is not (PageRole.Block or PageRole.Cell or PageRole.Quote or PageRole.Item) || node.Running * 5 < total) continue;
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
}
