using AngleSharp.Dom;

namespace Hearsay.Capture;

/// <summary>A date the page shows beside its headline.</summary>
internal readonly record struct ShownDate(DateOnly Day, bool Updated, bool Machine, string Evidence);

/// <summary>Finds the day of publication among the dates a page shows.</summary>
internal sealed class ShownDates(PageLexicon lexicon)
{
    /// <summary>Elements after the headline among which its date may stand.</summary>
    private const int LongestHead = 250;

    /// <summary>The date beside the headline: in a short element between it and the first paragraph, or just above it.</summary>
    public ShownDate? Find(Span<PageNode> nodes, int root, int headline, DateOrder order)
    {
        if (headline < 0) headline = root;
        int end = Math.Min(nodes.Length, headline + LongestHead);
        for (int i = Math.Max(headline + 1, root); i < end; i++)
        {
            if (!nodes[i].Pruned && nodes[i].Role is PageRole.Paragraph or PageRole.Block && nodes[i].OwnText >= 140 && nodes[i].OwnLinked * 2 < nodes[i].OwnText) end = i;
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
                if (node.Role == PageRole.Aside || ((node.Hint & MarkupHint.Clutter) != MarkupHint.None && node.Text > 200))
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
    private ShownDate? OnlyMarkedDate(Span<PageNode> nodes, int root, DateOrder order)
    {
        ShownDate? inside = null, anywhere = null;
        bool insideAgree = true, agree = true;
        for (int i = 0; i < nodes.Length; i++)
        {
            ref PageNode node = ref nodes[i];
            bool time = node.Element.LocalName is "time" or "abbr";
            if (node.Role == PageRole.Skip || (!time && (node.Text is < 6 or > 60 || ((node.Hint & MarkupHint.Date) == MarkupHint.None && !IsLabelled(node))))) continue;
            if (ReadShown(nodes, i, order, time) is not { Updated: false } found) continue;
            agree &= anywhere is null || anywhere.Value.Day == found.Day;
            anywhere ??= found;
            if (i <= root || i >= nodes[root].End) continue;
            insideAgree &= inside is null || inside.Value.Day == found.Day;
            inside ??= found;
        }
        return inside is not null && insideAgree ? inside : agree ? anywhere : null;
    }

    private bool IsLabelled(in PageNode node) => node.OwnText >= 12 && lexicon.IsPublishedLabel(PageLexicon.Core(PageLexicon.Fold(BodyBuilder.Clean(node.Element.TextContent))));

    private ShownDate? ReadShown(Span<PageNode> nodes, int at, DateOrder order, bool time)
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
}
