using System.Globalization;
using System.Text.RegularExpressions;
using AngleSharp.Dom;

namespace Hearsay.Capture;

/// <summary>An entry of a live blog as the page's structured data tells it.</summary>
/// <param name="Stamp">When it was published.</param>
/// <param name="Opening">Its headline, or else how its text begins; folded.</param>
internal readonly record struct LiveUpdate(string Stamp, string Opening);

/// <summary>One entry of a live blog.</summary>
/// <param name="Id">Its anchor on the page, or else its time or its place among the entries; unique on the page.</param>
/// <param name="Anchor">Its anchor on the page; null where it has none.</param>
/// <param name="Rows">Rows of the elements it is made of, siblings in page order.</param>
/// <param name="Day">Day it was published; null where the page does not tell.</param>
/// <param name="Machine">Whether that day was read from an attribute or from structured data.</param>
/// <param name="Evidence">What the day was read from.</param>
internal sealed record LiveEntry(string Id, string? Anchor, int[] Rows, DateOnly? Day, bool Machine, string? Evidence)
{
    /// <summary>How captures of entries came: cut out of a live blog.</summary>
    public const string How = "liveblog";
}

/// <summary>Finds the entries of a page whose parts were published one after the other, each under its own time.</summary>
/// <remarks>
/// Two layouts are known: an element for each entry, and times among paragraphs, each the head of what follows. Entries
/// must hold most of the page's running text; each must show a time of day, or be told by structured data whose words it shows.
/// </remarks>
internal sealed partial class LiveBlog(PageLexicon lexicon)
{
    private const int FewestEntries = 3;

    /// <summary>Share of the page's running text that the entries must hold.</summary>
    private const double EntriesShare = 0.6;

    /// <summary>Fewest characters of running text of an entry, on average: lists of headlines have times, too.</summary>
    private const int ShortestEntry = 50;

    /// <summary>Most characters of an element that is a time.</summary>
    private const int LongestMark = 40;

    /// <summary>Most characters of a dropped element that a time may stand in; larger ones are comments and cards.</summary>
    private const int LongestDropped = 120;

    /// <summary>Letters of an entry's opening that structured data must share with the page.</summary>
    private const int OpeningLength = 30;

    /// <summary>A time shown on the page.</summary>
    private readonly record struct Mark(int Row, TimeOnly? Clock, DateOnly? Day, (int Month, int Day)? Date, bool Machine, string Evidence)
    {
        /// <summary>Whether the page shows a day with it, not the time of day alone.</summary>
        public bool ShowsDay { get; init; }
    }

    /// <summary>The entries in page order; empty where the page is no live blog.</summary>
    /// <param name="nodes">The page, measured and pruned.</param>
    /// <param name="root">Row of the element that holds the article.</param>
    /// <param name="headline">Row of the page's headline; −1 where it shows none.</param>
    /// <param name="updates">What its structured data tells of entries.</param>
    /// <param name="order">How the page writes dates in digits.</param>
    /// <param name="pageDay">Day of the page; null where unknown.</param>
    public List<LiveEntry> Find(ReadOnlySpan<PageNode> nodes, int root, int headline, IReadOnlyList<LiveUpdate> updates, DateOrder order, DateOnly? pageDay)
    {
        List<Mark> marks = Marks(nodes, order, out List<Mark> days);
        if (marks.Count >= FewestEntries && EndOfArticle(nodes) is { } last) marks.RemoveAll(mark => mark.Row > last);
        // The page's own time, under its headline, is written out where those of the entries are not.
        if (marks.Count > FewestEntries && marks[0].ShowsDay && marks[0].Row > headline && marks.Count(mark => mark.ShowsDay) * 2 < marks.Count && !marks.Exists(mark => mark.Row < headline)) marks.RemoveAt(0);
        if (marks.Count < FewestEntries && updates.Count >= FewestEntries) marks = Told(nodes, updates);
        if (marks.Count < FewestEntries) return [];
        List<(Mark Mark, int[] Rows)> entries = Group(nodes, marks);
        if (entries.Count < FewestEntries) return [];
        int running = 0, text = 0, linked = 0, end = nodes[root].End;
        foreach ((_, int[] rows) in entries)
        {
            foreach (int row in rows) (running, text, linked) = (running + nodes[row].Running, text + nodes[row].Text, linked + nodes[row].Linked);
        }
        // Below the article stand what readers say of it, each under a time, too.
        if (!entries.TrueForAll(entry => entry.Rows[0] > root && entry.Rows[0] < end) && !entries.Exists(entry => entry.Rows[0] <= root && root <= entry.Rows[^1])) return [];
        if (running < nodes[0].Running * EntriesShare || running < ShortestEntry * entries.Count || linked * 2 > text) return [];
        return Dated(nodes, entries, days, updates, pageDay);
    }

    /// <summary>Elements that show a time of day, and those that show nothing but a day.</summary>
    private List<Mark> Marks(ReadOnlySpan<PageNode> nodes, DateOrder order, out List<Mark> days)
    {
        List<Mark> marks = [];
        days = [];
        for (int i = 1; i < nodes.Length; i++)
        {
            ref readonly PageNode node = ref nodes[i];
            bool time = node.Element.LocalName is "time";
            if (node.Role is PageRole.Skip or PageRole.Break || node.Text > LongestMark || (!time && (node.Direct < 4 || node.Direct != node.Text))) continue;
            if (!time && !node.Digits) continue;
            if (InDropped(nodes, i) || ReadMark(node.Element, i, order, time) is not { } mark) continue;
            if (mark.Clock is null) days.Add(mark);
            else if (marks.Count == 0 || i >= nodes[marks[^1].Row].End) marks.Add(mark);
        }
        return marks;
    }

    /// <summary>Row of "Comments (12)" and the like: the times below are those of readers. Null where there is none.</summary>
    private int? EndOfArticle(ReadOnlySpan<PageNode> nodes)
    {
        for (int i = 1; i < nodes.Length; i++)
        {
            ref readonly PageNode node = ref nodes[i];
            if (node.Role is PageRole.Skip or PageRole.Break || node.Text > LongestMark || node.Direct < 4 || node.Direct != node.Text) continue;
            string folded = PageLexicon.Fold(BodyBuilder.Clean(node.Element.TextContent));
            if (lexicon.IsEnd(PageLines.WithoutCount(PageLexicon.Core(folded)))) return i;
        }
        return null;
    }

    private static bool InDropped(ReadOnlySpan<PageNode> nodes, int row)
    {
        int outermost = -1;
        for (int i = row; i >= 0; i = nodes[i].Parent)
        {
            if (nodes[i].Pruned) outermost = i;
        }
        return outermost >= 0 && nodes[outermost].Text > LongestDropped;
    }

    private Mark? ReadMark(IElement element, int row, DateOrder order, bool time)
    {
        string shown = BodyBuilder.Clean(element.TextContent);
        Match clock = ClockPattern().Match(shown);
        TimeOnly? at = clock.Success ? Clock(clock) : null;
        if (time && element.GetAttribute("datetime") is { Length: >= 5 } stamp)
        {
            Match stamped = ClockPattern().Match(stamp);
            if (DateReader.TryMachine(stamp, lexicon, out DateOnly day))
            {
                if (stamped.Success && at is { } local) day = day.AddDays(DaysBetween(Clock(stamped), local));
                // Comments and cards show the day alone; who reads along is told the hour.
                if (at is null && stamped.Success && DateReader.FindAll(shown, lexicon, order, shortYears: true).Count == 0) at = Clock(stamped);
                return new Mark(row, at, day, null, Machine: true, "time " + stamp) { ShowsDay = DateReader.FindAll(shown, lexicon, order, shortYears: true).Count > 0 || DayMonth().IsMatch(shown) };
            }
            if (at is null && stamped.Success) at = Clock(stamped);
        }
        if (shown.Length is < 4 or > LongestMark) return null;
        string rest = clock.Success ? shown.Remove(clock.Index, clock.Length) : shown;
        DateOnly? full = null;
        (int, int)? partial = null;
        if (DateReader.FindAll(rest, lexicon, order, shortYears: true) is [var date, ..])
        {
            full = date.Day;
            rest = rest.Remove(date.Start, date.Length);
        }
        else if (DayMonth().Match(rest) is { Success: true } written && (lexicon.TryMonth(PageLexicon.Fold(written.Groups["a"].ValueSpan), out int month) || lexicon.TryMonth(PageLexicon.Fold(written.Groups["b"].ValueSpan), out month)))
        {
            partial = (month, int.Parse(written.Groups["d"].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture));
            rest = rest.Remove(written.Index, written.Length);
        }
        if (PageLines.WordCount(rest) > 2 || (at is null && full is null && partial is null)) return null;
        return new Mark(row, at, full, partial, Machine: false, shown) { ShowsDay = full is not null || partial is not null };
    }

    private static TimeOnly Clock(Match match)
    {
        int hour = int.Parse(match.Groups["h"].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture) % 24;
        if (match.Groups["pm"].Success) hour = (hour % 12) + (match.Groups["pm"].ValueSpan[0] is 'p' or 'P' ? 12 : 0);
        return new TimeOnly(hour, int.Parse(match.Groups["m"].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture));
    }

    /// <summary>Days from a stamp's own zone to the clock that the page shows beside it: no place is farther than 14 hours from universal time.</summary>
    private static int DaysBetween(TimeOnly stamped, TimeOnly shown)
    {
        const int farthest = 14 * 60;
        int minutes = ((shown.Hour - stamped.Hour) * 60) + shown.Minute - stamped.Minute;
        return minutes < farthest - (24 * 60) ? 1 : minutes > farthest ? -1 : 0;
    }

    /// <summary>Places on the page where the words of structured data begin.</summary>
    private List<Mark> Told(ReadOnlySpan<PageNode> nodes, IReadOnlyList<LiveUpdate> updates)
    {
        Dictionary<string, LiveUpdate> openings = Openings(updates);
        List<Mark> marks = [];
        for (int i = 1; i < nodes.Length; i++)
        {
            if (nodes[i].Pruned || nodes[i].OwnText < OpeningLength || nodes[i].Role is not (PageRole.Heading or PageRole.Paragraph or PageRole.Block)) continue;
            if (!openings.Remove(Opening(nodes[i].Element.TextContent), out LiveUpdate update) || !DateReader.TryMachine(update.Stamp, lexicon, out DateOnly day)) continue;
            marks.Add(new Mark(i, null, day, null, Machine: true, "liveBlogUpdate " + update.Stamp));
        }
        return marks;
    }

    private static Dictionary<string, LiveUpdate> Openings(IReadOnlyList<LiveUpdate> updates)
    {
        Dictionary<string, LiveUpdate> openings = new(StringComparer.Ordinal);
        foreach (LiveUpdate update in updates) openings.TryAdd(update.Opening, update);
        return openings;
    }

    /// <summary>How a text begins, folded, for comparing what structured data and page say.</summary>
    public static string Opening(string text)
    {
        string clean = BodyBuilder.Clean(text.Length > 400 ? text.AsSpan(0, 400) : text);
        return PageLexicon.Fold(clean.AsSpan(0, Math.Min(OpeningLength, clean.Length)));
    }

    /// <summary>The siblings that each time heads or stands in.</summary>
    private static List<(Mark Mark, int[] Rows)> Group(ReadOnlySpan<PageNode> nodes, List<Mark> marks)
    {
        // For each element, which of its children hold times, and which time is the first in each.
        Dictionary<int, SortedDictionary<int, Mark>> holders = [];
        foreach (Mark mark in marks)
        {
            for (int child = mark.Row; nodes[child].Parent is >= 0 and int parent; child = parent)
            {
                if (!holders.TryGetValue(parent, out SortedDictionary<int, Mark>? children)) holders[parent] = children = [];
                children.TryAdd(child, mark);
            }
        }
        List<(Mark Mark, int[] Rows)> entries = [];
        foreach ((int holder, SortedDictionary<int, Mark> children) in holders.OrderBy(h => h.Key))
        {
            if (children.Count < FewestEntries || nodes[holder].Pruned) continue;
            // Of groups inside each other the innermost are the entries.
            List<int> starts = [];
            foreach ((int child, Mark first) in children)
            {
                if (!HoldsGroup(child, first, nodes, holders)) starts.Add(child);
            }
            if (starts.Count < FewestEntries) continue;
            int running = 0;
            foreach (int start in starts) running += nodes[start].Running;
            if (running >= nodes[holder].Running * EntriesShare)
            {
                foreach (int start in starts) entries.Add((children[start], [start]));
                continue;
            }
            for (int i = 0; i < starts.Count; i++)
            {
                if (Siblings(starts[i], i + 1 < starts.Count ? starts[i + 1] : nodes[holder].End, nodes) is { Count: > 0 } rows) entries.Add((children[starts[i]], [.. rows]));
            }
        }
        return entries;
    }

    private static bool HoldsGroup(int child, Mark first, ReadOnlySpan<PageNode> nodes, Dictionary<int, SortedDictionary<int, Mark>> holders)
    {
        for (int row = nodes[first.Row].Parent; row >= child; row = nodes[row].Parent)
        {
            if (holders.TryGetValue(row, out SortedDictionary<int, Mark>? children) && children.Count >= FewestEntries) return true;
        }
        return false;
    }

    /// <summary>Rows of the sibling elements from one up to another.</summary>
    private static List<int> Siblings(int from, int to, ReadOnlySpan<PageNode> nodes)
    {
        List<int> rows = [];
        for (int row = from; row < to; row = nodes[row].End)
        {
            if (!nodes[row].Pruned) rows.Add(row);
        }
        return rows;
    }

    private List<LiveEntry> Dated(ReadOnlySpan<PageNode> nodes, List<(Mark Mark, int[] Rows)> entries, List<Mark> days, IReadOnlyList<LiveUpdate> updates, DateOnly? pageDay)
    {
        List<LiveEntry> dated = [];
        HashSet<string> ids = new(StringComparer.Ordinal);
        Dictionary<string, LiveUpdate> openings = Openings(updates);
        for (int i = 0; i < entries.Count;)
        {
            // Entries under one heading that tells the day, or above the first such.
            Mark? heading = HeadingOf(entries[i].Mark.Row, days);
            int end = i + 1;
            while (end < entries.Count && HeadingOf(entries[end].Mark.Row, days)?.Row == heading?.Row) end++;
            DateOnly? groupDay = heading is { } h ? DayOf(h, pageDay) : RunsOneWay(entries, i, end) ? pageDay : null;
            for (; i < end; i++)
            {
                (Mark mark, int[] rows) = entries[i];
                (DateOnly? day, bool machine, string? evidence) = (DayOf(mark, pageDay), mark.Machine, mark.Evidence);
                if (day is null && ToldDay(nodes, rows, openings) is { } told) (day, machine, evidence) = (told.Day, true, told.Evidence);
                if (day is null) (day, machine, evidence) = (groupDay, false, groupDay is null ? null : heading is { } above ? $"{mark.Evidence}, {above.Evidence}" : mark.Evidence);
                string? anchor = Anchor(nodes, rows);
                string id = anchor ?? (mark.Clock is { } clock ? string.Create(CultureInfo.InvariantCulture, $"{(day is { } d ? $"{d:yyyy-MM-dd}T" : "")}{clock:HH\\:mm}") : string.Create(CultureInfo.InvariantCulture, $"{i + 1}"));
                for (int again = 2; !ids.Add(id); again++) id = string.Create(CultureInfo.InvariantCulture, $"{id}-{again}");
                dated.Add(new LiveEntry(id, anchor, rows, day, machine, evidence));
            }
        }
        return dated;
    }

    /// <summary>The last day shown above a row.</summary>
    private static Mark? HeadingOf(int row, List<Mark> days)
    {
        int below = 0, above = days.Count;
        while (below < above)
        {
            int middle = (below + above) / 2;
            if (days[middle].Row <= row) below = middle + 1;
            else above = middle;
        }
        return below == 0 ? null : days[below - 1];
    }

    /// <summary>The day a mark tells; one without a year is the last such day up to the day after the page's.</summary>
    private static DateOnly? DayOf(Mark mark, DateOnly? pageDay)
    {
        if (mark.Day is { } full) return full;
        if (mark.Date is not { } date || pageDay is not { } page) return null;
        foreach (int year in (ReadOnlySpan<int>)[page.Year + 1, page.Year, page.Year - 1])
        {
            if (date.Day > DateTime.DaysInMonth(year, date.Month)) continue;
            DateOnly day = new(year, date.Month, date.Day);
            if (day.DayNumber <= page.DayNumber + 31) return day;
        }
        return null;
    }

    /// <summary>Whether the clock only falls or only rises from entry to entry: no midnight lies between them.</summary>
    private static bool RunsOneWay(List<(Mark Mark, int[] Rows)> entries, int from, int to)
    {
        bool falls = true, rises = true;
        for (int i = from + 1; i < to; i++)
        {
            if (entries[i].Mark.Clock is not { } later || entries[i - 1].Mark.Clock is not { } earlier) return false;
            falls &= later <= earlier;
            rises &= later >= earlier;
        }
        return falls || rises;
    }

    /// <summary>The day structured data gives an entry whose words the page shows.</summary>
    private (DateOnly Day, string Evidence)? ToldDay(ReadOnlySpan<PageNode> nodes, int[] rows, Dictionary<string, LiveUpdate> openings)
    {
        if (openings.Count == 0) return null;
        foreach (int row in rows)
        {
            for (int i = row; i < nodes[row].End; i++)
            {
                if (nodes[i].OwnText < OpeningLength || nodes[i].Role is PageRole.Skip or PageRole.Inline or PageRole.Link) continue;
                if (openings.TryGetValue(Opening(nodes[i].Element.TextContent), out LiveUpdate update) && DateReader.TryMachine(update.Stamp, lexicon, out DateOnly day)) return (day, "liveBlogUpdate " + update.Stamp);
            }
        }
        return null;
    }

    private static string? Anchor(ReadOnlySpan<PageNode> nodes, int[] rows)
    {
        foreach (int row in rows)
        {
            if (nodes[row].Element.Id is { Length: > 0 and <= 80 } id && !id.Any(char.IsWhiteSpace)) return id;
        }
        return null;
    }

    [GeneratedRegex("""(?<![\d:.+-])(?<h>[01]?\d|2[0-3]):(?<m>[0-5]\d)(?::[0-5]\d)?(?!\d)(?:\s?(?<pm>[AaPp])\.?[Mm]\.?)?""", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex ClockPattern();

    [GeneratedRegex("""(?<!\d)(?:(?<d>[0-3]?\d)\s+(?<a>\p{L}{3,10})|(?<b>\p{L}{3,10})\s+(?<d>[0-3]?\d))(?![\d\p{L}])""", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex DayMonth();
}
