using AngleSharp.Dom;

namespace Hearsay.Capture;

/// <summary>A date the page shows beside its headline.</summary>
/// <param name="Day">The day.</param>
/// <param name="Updated">Whether it tells of a change, not of publication.</param>
/// <param name="Machine">Whether it was read from an attribute.</param>
/// <param name="Evidence">The words it was read from.</param>
internal readonly record struct ShownDate(DateOnly Day, bool Updated, bool Machine, string Evidence)
{
    /// <summary>Whether it stands below the headline; above it stands, as often, the day of the visit.</summary>
    public bool Below { get; init; }
}

/// <summary>Finds the day of publication among the dates a page shows.</summary>
internal sealed class ShownDates(PageLexicon lexicon)
{
    /// <summary>Elements after the headline among which its date may stand.</summary>
    private const int LongestHead = 250;

    /// <summary>Characters of a line that holds a date and little else.</summary>
    private const int LongestLoneDate = 40;

    /// <summary>Fewest characters of a paragraph that is running text for certain.</summary>
    private const int LongParagraph = 140;

    /// <summary>The date beside the headline: in a short element between it and the first paragraph, or just above it.</summary>
    public ShownDate? Find(Span<PageNode> nodes, int root, int headline, DateOrder order)
    {
        bool titled = headline >= 0;
        if (!titled) headline = root;
        int end = Math.Min(nodes.Length, headline + LongestHead);
        // The first long paragraph may be the deck, and the date stand between it and the text.
        int paragraphs = 0;
        for (int i = Math.Max(headline + 1, root); i < end; i++)
        {
            if (!nodes[i].Pruned && nodes[i].Role is PageRole.Paragraph or PageRole.Block && nodes[i].OwnText >= LongParagraph && nodes[i].OwnLinked * 2 < nodes[i].OwnText && ++paragraphs == 2) end = i;
        }
        ShownDate? updated = null;
        foreach ((int from, int to) in (ReadOnlySpan<(int, int)>)[(headline, end), (Math.Max(0, headline - 60), headline)])
        {
            int skipTo = 0;
            for (int i = from; i < to; i++)
            {
                if (i < skipTo) continue;
                ref PageNode node = ref nodes[i];
                if (node.Role is PageRole.Skip or PageRole.Break || i == headline) continue;
                if (!(i < headline && headline < node.End) && (node.Role == PageRole.Aside || ((node.Hint & MarkupHint.Clutter) != MarkupHint.None && node.Text > 200)))
                {
                    skipTo = node.End;
                    continue;
                }
                bool time = node.Element.LocalName is "time";
                if ((node.Text is < 6 or > 120 || !node.Digits) && !time) continue;
                if (ReadShown(nodes, i, order, time) is not { } found) continue;
                if (!found.Updated) return found with { Below = titled && from == headline };
                updated ??= found;
                skipTo = node.End;
            }
        }
        return updated ?? OnlyMarkedDate(nodes, root, order);
    }

    /// <summary>The day that elements marked as dates show, where those in the article agree, or those on the page that say "published".</summary>
    private ShownDate? OnlyMarkedDate(Span<PageNode> nodes, int root, DateOrder order)
    {
        ShownDate? inside = null, labelled = null;
        bool insideAgree = true, agree = true;
        for (int i = 0; i < nodes.Length; i++)
        {
            ref PageNode node = ref nodes[i];
            bool time = node.Element.LocalName is "time" or "abbr";
            if (node.Role == PageRole.Skip || (!time && (node.Text is < 6 or > 60 || !node.Digits || ((node.Hint & MarkupHint.Date) == MarkupHint.None && !IsLabelled(node))))) continue;
            if (ReadShown(nodes, i, order, time) is not { Updated: false } found) continue;
            if (IsLabelled(node))
            {
                agree &= labelled is null || labelled.Value.Day == found.Day;
                labelled ??= found;
            }
            if (i <= root || i >= nodes[root].End) continue;
            insideAgree &= inside is null || inside.Value.Day == found.Day;
            inside ??= found;
        }
        return inside is not null && insideAgree ? inside : agree ? labelled : null;
    }

    /// <summary>The one day that lines of a page show which hold a date and hardly a word beside it, wherever they stand; null where they show several.</summary>
    public ShownDate? Lone(ReadOnlySpan<PageNode> nodes, DateOrder order)
    {
        ShownDate? lone = null;
        for (int i = 0; i < nodes.Length; i++)
        {
            ref readonly PageNode node = ref nodes[i];
            if (node.Role is PageRole.Skip || !node.Digits || node.Text is < 6 or > LongestLoneDate || node.Direct == 0 || node.Linked > 0) continue;
            if (ReadShown(nodes, i, order, node.Element.LocalName is "time") is not { Updated: false } found) continue;
            if (lone is not null && lone.Value.Day != found.Day) return null;
            lone ??= found;
        }
        return lone;
    }

    /// <summary>Every day that some short element shows or carries in its markup, unless it tells of an update.</summary>
    public HashSet<DateOnly> All(ReadOnlySpan<PageNode> nodes, DateOrder order)
    {
        HashSet<DateOnly> days = [];
        foreach (ref readonly PageNode node in nodes)
        {
            if (node.Role is PageRole.Skip or PageRole.Break) continue;
            if (node.Text is >= 6 and <= 120 && node.Digits && BodyBuilder.Clean(node.Element.TextContent) is { } shown && !SpeaksOfUpdate(PageLexicon.Fold(shown)) && !SpeaksOfUpdate(LabelBefore(node.Element)))
            {
                foreach (WrittenDate date in DateReader.FindAll(shown, lexicon, order, shortYears: true)) days.Add(date.Day);
            }
        }
        return days;
    }

    private bool IsLabelled(in PageNode node) => node.Text is >= 12 and <= 60 && lexicon.IsPublishedLabel(PageLexicon.Core(PageLexicon.Fold(BodyBuilder.Clean(node.Element.TextContent))));

    private ShownDate? ReadShown(ReadOnlySpan<PageNode> nodes, int at, DateOrder order, bool time)
    {
        IElement element = nodes[at].Element;
        string shown = BodyBuilder.Clean(element.TextContent);
        string folded = PageLexicon.Fold(shown);
        string label = time || PageLines.WordCount(shown) <= 4 ? LabelBefore(element) : "";
        bool updated = SpeaksOfUpdate(label) || (element.ClassName is { } name && SpeaksOfUpdate(PageLexicon.Fold(name)));
        bool told = SpeaksOfUpdate(folded);
        if (time && element.GetAttribute("datetime") is { Length: >= 8 } stamp && DateReader.FindAll(stamp, lexicon, order) is [var machine, ..])
            return new ShownDate(machine.Day, updated || told, Machine: true, "time " + stamp);
        if (element.LocalName is "abbr" && element.GetAttribute("title") is { Length: >= 10 } title && DateReader.FindAll(title, lexicon, order) is [var titled, ..])
            return new ShownDate(titled.Day, updated || told, Machine: true, "abbr " + title);
        if (shown.Length > 120) return null;
        List<WrittenDate> dates = DateReader.FindAll(shown, lexicon, order, shortYears: true);
        if (dates.Count == 0) return null;
        // "12 – 17 December": how long something lasts. A date in the link to another page, or behind one, dates that page.
        if (DateReader.IsPeriod(shown, dates)) return null;
        if (nodes[at].Linked * 2 > nodes[at].Text && !(nodes[at].Direct >= dates[0].Length && PageLines.WordCount(shown.AsSpan(0, dates[0].Start)) <= 2) && PageLines.WordCount(shown) - PageLines.WordCount(shown.AsSpan(dates[0].Start, dates[0].Length)) > 3) return null;
        // A date inside a sentence dates what the sentence tells, not the page.
        if (shown.Length - dates[0].Length > 60) return null;
        // "3 May 2021, updated two hours ago": what follows a date and goes on is the label of something else.
        int mark = told ? SpeakingOfUpdate(folded) : 0;
        if (dates.Count == 1) return new ShownDate(dates[0].Day, updated || (told && !(mark > dates[0].Start && PageLines.WordCount(folded.AsSpan(mark)) > 2)), Machine: false, shown);
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
        INode? before = Before(element) ?? (element.ParentElement is { } parent ? Before(parent) : null);
        if (before is null || before is IElement { LocalName: "time" }) return "";
        if (before is IElement { ChildElementCount: > 3 }) return "";
        string words = before.TextContent;
        return words.Length > 400 ? "" : PageLexicon.Fold(BodyBuilder.Clean(words) is { Length: <= 40 } label ? label : "");
    }

    /// <summary>The nearest sibling above that has words.</summary>
    private static INode? Before(IElement element)
    {
        const int mostSiblings = 200; // a node finds its sibling by a search through all of them
        if (element.Parent is not { } parent || parent.ChildNodes.Length > mostSiblings) return null;
        INode? before = element.PreviousSibling;
        while (before is not null && (before.NodeType == NodeType.Comment || string.IsNullOrWhiteSpace(before.TextContent))) before = before.PreviousSibling;
        return before;
    }

    /// <summary>Where the first word of a change stands; −1 without one.</summary>
    private int SpeakingOfUpdate(string folded) => lexicon.UpdateWords.Select(word => folded.IndexOf(word, StringComparison.Ordinal)).Where(at => at >= 0).DefaultIfEmpty(-1).Min();

    private bool SpeaksOfUpdate(string folded) => folded.Length > 0 && lexicon.UpdateWords.Any(word => folded.Contains(word, StringComparison.Ordinal));
}
