// Plain text: text pasted or crawled from pages with the clutter still in it.
// Input: the text and what is known of it. Output: blocks of the article, its title, date and origin marks.
// Invariants: a line is kept unless a cue, its form or its place speaks against it; order is never changed.
// Weak spots: headlines run together with the text in one line cannot be told from sentences.
using System.Text;
using System.Text.RegularExpressions;
using Hearsay.Text;

namespace Hearsay.Capture;

/// <summary>What was read from a page or text, before it becomes a <see cref="Document"/>.</summary>
internal sealed record PageText
{
    public string? Url { get; init; }
    public string? Title { get; init; }
    public string? Deck { get; init; }
    public string? Byline { get; init; }
    public string? Publisher { get; init; }
    public DateOnly? Published { get; init; }
    public PublishedFrom PublishedFrom { get; init; }
    public string? PublishedEvidence { get; init; }
    public string? SyndicatedFrom { get; init; }
    public required IReadOnlyList<TextBlock> Blocks { get; init; }
}

/// <summary>Takes the article out of plain text.</summary>
internal sealed partial class PlainTextCapture(PageLexicon lexicon)
{
    private const int LongestTitle = 250;

    /// <summary>A first line longer than this is a title only if the text below it says the same again.</summary>
    private const int LongestPlainTitle = 130;

    /// <summary>Share of a headline's content words that the text below must repeat for the headline to be its own.</summary>
    private const double RestatedShare = 0.5;

    /// <summary>Share of a line's characters in links from which it is nothing but a link.</summary>
    private const double LinkLine = 0.85;

    private const int ShortestLinkList = 3;

    /// <summary>A longer sentence is no boilerplate, whatever it contains.</summary>
    private const int LongestBoilerplate = 400;

    /// <summary>What is left of a line that asked the reader for something is part of the asking if it is no longer than this and has no word of the article.</summary>
    private const int LongestAsking = 200;

    /// <summary>Words beside a handle or an address in the line by which a channel signs off.</summary>
    private const int LongestSignOff = 6;

    private const int LongestTeaserList = 60;

    /// <summary>An unclosed line under the title that is longer than this is rather a paragraph cut off than the deck.</summary>
    private const int LongestDeck = 100;

    /// <summary>Largest share of content words a teaser of another story has in common with the article.</summary>
    private const double TeaserShare = 0.15;

    /// <summary>Share of content words a headline that is not the first line must have in common with the text.</summary>
    private const double LaterTitleShare = 0.35;

    /// <summary>Lines at the head of a text among which title, deck, byline and date stand.</summary>
    private const int HeadLines = 14;

    private readonly PageLines judge = new(lexicon);
    private readonly OriginMarks origins = new(lexicon);

    private sealed class Line(string text, bool blankBefore)
    {
        public string Text { get; set; } = text;
        public string Folded { get; set; } = PageLexicon.Fold(text);
        public bool BlankBefore { get; } = blankBefore;
        public bool Bullet { get; set; }
        public LineKind Kind { get; set; }
        public bool Dropped { get; set; }
        /// <summary>Whether a notice or a sentence that asks the reader for something was taken out of it.</summary>
        public bool Asked { get; set; }
        /// <summary>The block of markup it comes from; null in plain text.</summary>
        public SourceBlock? Source { get; init; }
    }

    /// <summary>Reads a text.</summary>
    /// <param name="text">The text as received.</param>
    /// <param name="title">Title known from elsewhere; null where the text must give it.</param>
    /// <param name="url">Address of the page; null where unknown.</param>
    public PageText Read(string text, string? title, string? url)
    {
        (string? evidence, DateOnly? stated, int offset) = StatedDate(text);
        List<Line> lines = Split(text.AsSpan(offset));
        JoinWrapped(lines);
        return Read(lines, title, url, stated, evidence);
    }

    /// <summary>Reads the blocks taken from a page's markup.</summary>
    public PageText ReadBlocks(IReadOnlyList<SourceBlock> blocks, string? title, string? url)
    {
        List<Line> lines = [];
        foreach (SourceBlock block in blocks) lines.Add(new Line(block.Text, blankBefore: block.Kind != BlockKind.ListItem) { Bullet = block.Kind == BlockKind.ListItem, Source = block });
        return Read(lines, title, url, stated: null, statedEvidence: null);
    }

    private PageText Read(List<Line> lines, string? title, string? url, DateOnly? stated, string? statedEvidence)
    {

        DateOnly? glued = null;
        string? gluedEvidence = null;
        string? origin = null;
        foreach (Line line in lines)
        {
            if (origin is null && OriginSentence(line, url) is { } found) origin = found;
            DropBoilerplate(line);
            if (line.Dropped) continue;
            if (StripGluedDate(line) is { } date)
            {
                glued ??= date.Day;
                gluedEvidence ??= date.Evidence;
            }
            line.Kind = judge.Judge(line.Text, line.Folded);
            if (line.Kind == LineKind.Text && judge.WithoutCredit(line.Text) is { } shorter && shorter.Length < line.Text.Length)
            {
                line.Text = shorter;
                line.Folded = PageLexicon.Fold(shorter);
            }
        }
        // An excerpt may end in the middle of a sentence; a page that ends with a notice does not.
        bool cutAtEnd = lines.Count > 0 && !lines[^1].Dropped && lines[^1].Kind is LineKind.Open or LineKind.Text;
        lines.RemoveAll(l => l.Dropped);
        lines.RemoveAll(l => l.Text.Length == 0);
        origin = OpeningMark(lines) ?? origin;
        origin = ClosingMarks(lines) ?? origin;
        DropLinkLists(lines);
        DropEnd(lines);
        DropTeaserLists(lines);
        HeadResult head = ReadHead(lines, title);
        DropCaptionPairs(lines);
        DropTail(lines, cutAtEnd);
        DropRepeats(lines, head.Title ?? title);

        List<TextBlock> blocks = [];
        foreach (Line line in lines)
        {
            if (line.Dropped || line.Kind is LineKind.Clutter or LineKind.Cue or LineKind.End or LineKind.Caption or LineKind.Date or LineKind.Byline) continue;
            BlockKind kind = line.Bullet ? BlockKind.ListItem : line.Kind == LineKind.Open && line.Text.Length <= 120 && !ReferenceEquals(line, lines[^1]) ? BlockKind.Heading : BlockKind.Paragraph;
            if (line.Source is { } source) kind = source.Kind;
            blocks.Add(new TextBlock(line.Text, kind, line.Source?.Author));
        }
        if (blocks.Count > 0) origin ??= origins.Dateline(blocks[0].Text, url);

        DateOnly? day = stated ?? head.Date ?? glued;
        return new PageText
        {
            Url = url,
            Title = title ?? head.Title,
            Deck = head.Deck,
            Byline = head.Byline,
            Published = day,
            PublishedFrom = day is null ? PublishedFrom.None : PublishedFrom.Text,
            PublishedEvidence = stated is not null ? statedEvidence : head.Date is not null ? head.DateEvidence : gluedEvidence,
            SyndicatedFrom = origin,
            Blocks = blocks,
        };
    }

    /// <summary>A metadata prefix ("date 2022-08-18") that a crawler put before the text.</summary>
    private static (string? Evidence, DateOnly? Day, int Offset) StatedDate(string text)
    {
        Match match = StatedDatePattern().Match(text.Length > 120 ? text[..120] : text);
        if (!match.Success || !DateOnly.TryParseExact(match.Groups["day"].Value, "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture, System.Globalization.DateTimeStyles.None, out DateOnly day)) return (null, null, 0);
        return (match.Value.Trim(), day, match.Length);
    }

    private static List<Line> Split(ReadOnlySpan<char> text)
    {
        List<Line> lines = [];
        bool blank = false;
        foreach (ReadOnlySpan<char> raw in text.EnumerateLines())
        {
            string clean = BodyBuilder.Clean(raw);
            if (clean.Contains("![", StringComparison.Ordinal)) clean = BodyBuilder.Clean(MarkdownImage().Replace(clean, " "));
            if (clean.Length == 0)
            {
                blank = true;
                continue;
            }
            bool bullet = clean[0] is '•' or '·' or '▪' or '●' or '■' or '◾' or '⁃' or '▶' or '➡' or '✅' || (clean.Length > 2 && clean[0] is '*' && clean[1] == ' ');
            if (bullet)
            {
                string rest = clean.TrimStart('•', '·', '▪', '●', '■', '◾', '⁃', '▶', '➡', '✅', '*', '\uFE0F', ' ');
                if (rest.Length == 0) continue;
                clean = rest;
            }
            else if (PageLines.NumberedItem().IsMatch(clean) || (clean.Length > 2 && clean[0] is '-' or '–' or '—' && clean[1] == ' ')) bullet = true;
            lines.Add(new Line(clean, blank) { Bullet = bullet });
            blank = false;
        }
        return lines;
    }

    /// <summary>Puts paragraphs together that were broken into lines of even length.</summary>
    private void JoinWrapped(List<Line> lines)
    {
        int continued = 0;
        for (int i = 1; i < lines.Count; i++)
        {
            if (Continues(lines[i - 1], lines[i])) continued++;
        }
        if (continued == 0) return;
        bool wrapped = continued >= 4 && continued * 4 >= lines.Count;
        for (int i = 1; i < lines.Count; i++)
        {
            Line previous = lines[i - 1], line = lines[i];
            bool join = Continues(previous, line)
                || (wrapped && !line.BlankBefore && !line.Bullet && !PageLines.IsClosed(previous.Text) && !previous.Text.StartsWith("http", StringComparison.Ordinal) && LastLineLength(previous) is >= 42 and <= 100 && line.Text.Length <= 100);
            if (!join) continue;
            previous.Text = previous.Text + "\u2028" + line.Text; // marks where the lines met until all are joined
            lines.RemoveAt(i--);
        }
        foreach (Line line in lines)
        {
            if (!line.Text.Contains('\u2028')) continue;
            line.Text = line.Text.Replace('\u2028', ' ');
            line.Folded = PageLexicon.Fold(line.Text);
        }
    }

    private static int LastLineLength(Line line) => line.Text.Length - (line.Text.LastIndexOf('\u2028') + 1);

    /// <summary>Whether a line goes on in the middle of the sentence the line before it leaves open: broken to a width, or at a link or a bold word.</summary>
    private bool Continues(Line previous, Line line)
    {
        if (line.BlankBefore || line.Bullet || PageLines.IsClosed(previous.Text) || previous.Text[^1] == ':' || previous.Text.StartsWith("http", StringComparison.Ordinal)) return false;
        if (line.Text.Contains('/') && !line.Text.Contains(' ')) return false; // an address
        char first = line.Text[0];
        if (first is ',' or ';' or ')' or '.' && line.Text.Length > 1) return char.IsLetterOrDigit(previous.Text[^1]);
        if (!char.IsLower(first) || !(char.IsLetterOrDigit(previous.Text[^1]) || previous.Text[^1] is ',' or '"' or '»' or '”' or ')' or '-' or '–' or '—')) return false;
        return LastLineLength(previous) >= 25 || !(IsFurniture(previous) || IsFurniture(line));
    }

    private bool IsFurniture(Line line)
    {
        ReadOnlySpan<char> core = PageLexicon.Core(line.Folded);
        return core.IsEmpty || lexicon.IsClutterLine(core) || lexicon.IsCue(core) || lexicon.IsEnd(core) || lexicon.StartsClutter(core);
    }

    /// <summary>A date glued to the head of a paragraph ("4 March 2024The …", "Sunday, 6 October 2024 - Gang …").</summary>
    private (DateOnly Day, string Evidence)? StripGluedDate(Line line)
    {
        if (line.Text.Length < 60) return null;
        List<WrittenDate> dates = DateReader.FindAll(line.Text[..60], lexicon, DateOrder.Unknown);
        if (dates.Count == 0) return null;
        WrittenDate date = dates[0];
        int end = date.Start + date.Length;
        string before = PageLexicon.Core(line.Folded.AsSpan(0, date.Start)).ToString();
        if (before.Contains(' ') || before.Length > 12) return null;
        ReadOnlySpan<char> rest = line.Text.AsSpan(end);
        bool glued = char.IsUpper(rest[0]);
        Match dash = DashAfterDate().Match(line.Text, end);
        if (!glued && !dash.Success) return null;
        if (!glued) end += dash.Length;
        string evidence = line.Text[..(date.Start + date.Length)];
        line.Text = BodyBuilder.Clean(line.Text.AsSpan(end));
        line.Folded = PageLexicon.Fold(line.Text);
        return (date.Day, evidence);
    }

    /// <summary>Takes sentences of boilerplate, and those that ask the reader to subscribe or to give, out of a line; drops the line if nothing is left.</summary>
    private void DropBoilerplate(Line line)
    {
        for (int guard = 0, from = 0; guard < 12 && from < line.Folded.Length; guard++)
        {
            ReadOnlySpan<char> rest = line.Folded.AsSpan(from);
            int hit = lexicon.IndexOfBoilerplate(rest);
            bool notice = hit >= 0;
            if (!notice) hit = lexicon.IndexOfAskedFor(rest);
            if (hit < 0) return;
            int start = SentenceStart(line.Text, from + hit), end = SentenceEnd(line.Text, from + hit);
            // No sentence that long is boilerplate, and none that somebody said to others: the phrase is part of what the text says.
            if (end - start > LongestBoilerplate || IsQuoted(line.Text, from + hit) || !(notice || lexicon.Asks(line.Folded.AsSpan(start, end - start))))
            {
                from = end;
                continue;
            }
            from = 0;
            line.Asked = true;
            string left = BodyBuilder.Clean(string.Concat(line.Text.AsSpan(0, start), " ", line.Text.AsSpan(end)));
            if (PageLines.WordCount(left) <= 3)
            {
                line.Dropped = true;
                return;
            }
            line.Text = left;
            line.Folded = PageLexicon.Fold(left);
        }
    }

    /// <summary>Whether the position stands between quotation marks: what somebody said to others, not the page to its reader.</summary>
    private static bool IsQuoted(string text, int at)
    {
        int depth = 0;
        bool straight = false;
        for (int i = 0; i < at; i++)
        {
            if (text[i] is '«' or '“' or '„') depth++;
            else if (text[i] is '»' or '”') depth--;
            else if (text[i] == '"') straight = !straight;
        }
        return depth > 0 || straight;
    }

    private static int SentenceStart(string text, int at)
    {
        for (int i = at - 1; i > 0; i--)
        {
            if (text[i] != ' ' || i + 1 >= text.Length) continue;
            char before = text[i - 1];
            if (before is '.' or '!' or '?' or '…' || (before is '"' or '”' or '»' or ')' && i >= 2 && text[i - 2] is '.' or '!' or '?' or '…')) return i + 1;
        }
        return 0;
    }

    private static int SentenceEnd(string text, int at)
    {
        for (int i = at; i < text.Length; i++)
        {
            if (text[i] is not ('.' or '!' or '?' or '…')) continue;
            int next = i + 1;
            while (next < text.Length && text[next] is '.' or '!' or '?' or '"' or '”' or '»' or ')') next++;
            if (next >= text.Length) return text.Length;
            if (text[next] == ' ' && next + 1 < text.Length && (char.IsUpper(text[next + 1]) || char.IsDigit(text[next + 1]) || text[next + 1] is '"' or '“' or '«' or '—' or '–' or '„')) return next + 1;
        }
        return text.Length;
    }

    /// <summary>An origin mark inside the sentences of a line, read before boilerplate goes.</summary>
    private string? OriginSentence(Line line, string? url)
    {
        _ = url;
        return origins.TryLine(line.Text, line.Folded, afterArticle: false, out string origin) ? origin : null;
    }

    /// <summary>"Source: example.org" above the article.</summary>
    private string? OpeningMark(List<Line> lines)
    {
        for (int i = 0; i < Math.Min(4, lines.Count); i++)
        {
            if (lines[i].Text.Length > 80 || lexicon.LabelLength(PageLexicon.Core(lines[i].Folded)) == 0) continue;
            if (!origins.TryLine(lines[i].Text, lines[i].Folded, afterArticle: true, out string origin) || !origin.Contains('.')) continue;
            lines.RemoveAt(i);
            return origin;
        }
        return null;
    }

    /// <summary>Origin marks in the last lines; they are no part of the article.</summary>
    private string? ClosingMarks(List<Line> lines)
    {
        string? origin = null;
        for (int i = lines.Count - 1; i >= Math.Max(1, lines.Count - 6); i--)
        {
            Line line = lines[i];
            if (line.Kind == LineKind.Text && line.Text.Length > 120) break;
            if (!origins.TryLine(line.Text, line.Folded, afterArticle: true, out string found)) continue;
            origin = found;
            line.Kind = LineKind.Clutter;
        }
        foreach (Line line in lines)
        {
            if (line.Kind != LineKind.Clutter && lexicon.IsUnnamedOrigin(PageLexicon.Core(line.Folded)))
            {
                origin ??= OriginMarks.Unnamed;
                line.Kind = LineKind.Clutter;
            }
        }
        return origin;
    }

    /// <summary>Drops runs of lines that are nothing but links, and the heading above them; known only of pages with markup.</summary>
    private static void DropLinkLists(List<Line> lines)
    {
        for (int i = 0; i < lines.Count; i++)
        {
            int end = i;
            while (end < lines.Count && IsLink(lines[end])) end++;
            bool atEnd = end >= lines.Count - 1;
            if (end - i >= ShortestLinkList || (end > i && atEnd))
            {
                for (int j = i; j < end; j++) lines[j].Kind = LineKind.Clutter;
                if (i > 0 && lines[i - 1].Source is { Kind: BlockKind.Heading } && lines[i - 1].Text.Length <= 80) lines[i - 1].Kind = LineKind.Clutter;
            }
            if (end > i) i = end;
        }
    }

    private static bool IsLink(Line line) => line.Source is { LinkShare: >= LinkLine } && line.Text.Length <= 160 && line.Text[^1] is not '.' and not ':';

    /// <summary>Drops what follows the end of the article.</summary>
    private static void DropEnd(List<Line> lines)
    {
        int length = 0, texts = 0;
        for (int i = 0; i < lines.Count; i++)
        {
            if (lines[i].Kind == LineKind.End)
            {
                bool textFollows = false;
                for (int j = i + 1; j < lines.Count; j++) textFollows |= lines[j].Kind == LineKind.Text && lines[j].Text.Length >= 120;
                if ((texts >= 3 && length >= 600) || (texts > 0 && !textFollows))
                {
                    lines.RemoveRange(i, lines.Count - i);
                    return;
                }
                lines[i].Kind = textFollows ? LineKind.Clutter : LineKind.Cue;
            }
            if (lines[i].Kind != LineKind.Text) continue;
            texts++;
            length += lines[i].Text.Length;
        }
    }

    /// <summary>Drops the headlines that a cue announces, up to the next running text.</summary>
    private static void DropTeaserLists(List<Line> lines)
    {
        for (int i = 0; i < lines.Count; i++)
        {
            if (lines[i].Kind != LineKind.Cue) continue;
            bool bullets = i + 1 < lines.Count && lines[i + 1].Bullet;
            bool contiguous = i + 2 < lines.Count && !lines[i + 2].BlankBefore;
            int taken = 0;
            for (int j = i + 1; j < lines.Count && taken < LongestTeaserList; j++, taken++)
            {
                Line line = lines[j];
                if (line.Kind is LineKind.Cue or LineKind.End) break;
                bool listed = bullets && line.Bullet;
                bool closed = PageLines.IsClosed(line.Text) && line.Text[^1] is not ('?' or '!' or '…');
                if (!listed && line.Kind == LineKind.Text && (closed ? line.Text.Length >= 80 || (!contiguous && line.Text.Length >= 60) : line.Text.Length >= 200)) break;
                if (bullets && !line.Bullet && taken > 0 && line.Kind == LineKind.Text) break;
                if (taken > 0 && contiguous && line.BlankBefore)
                {
                    // The list ended with a blank line: what follows is article unless it is as short as its items.
                    if (closed && line.Text.Length >= 40) break;
                    if (j == lines.Count - 1 && line.Text.Length >= 120) break;
                }
                if (line.Kind is not (LineKind.Date or LineKind.Byline)) line.Kind = LineKind.Clutter;
                else line.Dropped = true;
            }
        }
    }

    /// <summary>Drops the description of a picture and the caption under it that begins with the same words or closes with a bare name.</summary>
    private static void DropCaptionPairs(List<Line> lines)
    {
        for (int i = 1; i < lines.Count; i++)
        {
            Line above = lines[i - 1], below = lines[i];
            if (above.Dropped || below.Dropped || above.Kind is not (LineKind.Open or LineKind.Caption) || above.Text.Length > 160) continue;
            bool repeats = below.Text.Length <= 420 && below.Text.Length > above.Text.Length && above.Text.Length >= 20
                && below.Folded.StartsWith(above.Folded, StringComparison.Ordinal) && below.Kind is LineKind.Open or LineKind.Text or LineKind.Caption && !(above.Folded.Length > 60 && i == 1);
            bool same = i > 1 && above.Folded == below.Folded && above.Kind == LineKind.Open;
            if (repeats || same)
            {
                above.Kind = LineKind.Caption;
                if (same || below.Kind != LineKind.Text || ClosesWithName(below.Text)) below.Kind = LineKind.Caption;
            }
            else if (below.Kind == LineKind.Caption && above.Kind == LineKind.Open && above.Text.Length <= 90 && i > 1 && !below.BlankBefore && below.Text.Length > above.Text.Length)
            {
                above.Kind = LineKind.Caption;
            }
        }
    }

    /// <summary>Whether a closed sentence is followed by a bare name: the credit under a picture.</summary>
    private static bool ClosesWithName(string text)
    {
        if (PageLines.IsClosed(text) && !text.EndsWith("...", StringComparison.Ordinal)) return false;
        int stop = text.LastIndexOf(". ", StringComparison.Ordinal);
        return stop > 0 && text.Length - stop <= 60;
    }

    private readonly record struct HeadResult(string? Title, string? Deck, string? Byline, DateOnly? Date, string? DateEvidence);

    /// <summary>Finds title, deck, byline and date in the lines before the article and takes them, and all navigation there, out of it.</summary>
    private HeadResult ReadHead(List<Line> lines, string? given)
    {
        int firstText = lines.FindIndex(l => l.Kind == LineKind.Text && !Overlong(l));
        if (firstText < 0) return HeadWithoutText(lines, given);

        HashSet<string> bodyStems = Stems(lines.Where(l => l.Kind == LineKind.Text).Take(8).Select(l => l.Text));
        string? title = given;
        int titleAt = -1;
        if (given is null) titleAt = ChooseTitle(lines, firstText, bodyStems);
        else
        {
            string wanted = PageLexicon.Core(PageLexicon.Fold(given)).ToString();
            titleAt = lines.FindIndex(0, Math.Min(lines.Count, HeadLines), l => PageLexicon.Core(l.Folded).SequenceEqual(wanted));
        }
        if (titleAt >= 0)
        {
            title ??= WithoutCaption(lines[titleAt].Text);
            lines[titleAt].Dropped = true;
            if (titleAt == firstText) firstText = lines.FindIndex(titleAt + 1, l => l.Kind == LineKind.Text);
            if (firstText < 0) firstText = titleAt + 1;
        }

        // A date, byline or the title again a little below the first sentence closes the head: what stands above is the deck.
        string? folded = title is null ? null : PageLexicon.Core(PageLexicon.Fold(title)).ToString();
        int headEnd = firstText;
        for (int i = firstText, texts = 0; i < Math.Min(lines.Count, HeadLines) && texts <= 2; i++)
        {
            if (lines[i].Kind == LineKind.Text) texts++;
            if (titleAt >= 0 && (lines[i].Kind is LineKind.Date or LineKind.Byline || (i != titleAt && folded is { Length: > 0 } && PageLexicon.Core(lines[i].Folded).SequenceEqual(folded)))) headEnd = i + 1;
        }

        string? deck = null, byline = null, evidence = null;
        DateOnly? date = null;
        bool severalDates = false;
        int dateLines = 0;
        for (int i = 0; i < headEnd && i < lines.Count; i++)
        {
            Line line = lines[i];
            if (i == titleAt || line.Dropped) continue;
            switch (line.Kind)
            {
                case LineKind.Date:
                    judge.TryDateLine(line.Text, line.Folded, out DateLine written);
                    line.Dropped = true;
                    if (written.Day == default) break;
                    dateLines++;
                    if (byline is null && !written.Updated && PageLines.WordCount(written.Others) is >= 2 and <= 4 && PageLines.NamesOnly(written.Others)) byline = written.Others;
                    if (written.Updated) break;
                    severalDates |= date is { } other && other != written.Day;
                    date ??= written.Day;
                    evidence ??= line.Text;
                    break;
                case LineKind.Byline:
                    byline ??= line.Text;
                    line.Dropped = true;
                    break;
                case LineKind.Text:
                    // Two or three sentences between title and date: the deck. It leaves the body only if the article says the same.
                    if (titleAt >= 0 && i < headEnd && headEnd > firstText && Restated(line, lines, headEnd) >= RestatedShare)
                    {
                        deck ??= line.Text;
                        line.Dropped = true;
                    }
                    break;
                case LineKind.Open:
                    ReadOpenHeadLine(line, i, titleAt, bodyStems, title is null ? null : PageLexicon.Fold(title), i + 1 < lines.Count && lexicon.RefersBack(PageLexicon.Core(lines[i + 1].Folded)), ref deck, ref byline);
                    break;
                default:
                    break;
            }
        }
        // Headlines with a date each above the article are other stories.
        if (dateLines >= 2 && severalDates) (date, evidence) = (null, null);
        DropShortSentenceUnderHead(lines, headEnd);
        return new HeadResult(title, deck, byline, date, evidence);
    }

    private static bool Overlong(Line line) => line.Text.Length >= 200 && !line.Text.Contains(". ", StringComparison.Ordinal) && !PageLines.IsClosed(line.Text) && IsMenu(line.Text);

    /// <summary>A long line without a single sentence: navigation run together.</summary>
    private static bool IsMenu(string text)
    {
        int capitals = 0, words = 0;
        foreach (Range range in text.AsSpan().Split(' '))
        {
            ReadOnlySpan<char> word = text.AsSpan(range);
            if (word.Length < 3) continue;
            words++;
            if (char.IsUpper(word[0])) capitals++;
        }
        return words > 0 && capitals * 2 > words;
    }

    private void ReadOpenHeadLine(Line line, int at, int titleAt, HashSet<string> bodyStems, string? titleFolded, bool referredTo, ref string? deck, ref string? byline)
    {
        int words = PageLines.WordCount(line.Text);
        if (lexicon.IsRubric(PageLexicon.Core(line.Folded)) || IsMenu(line.Text) && words > 6 && Share(line.Text, bodyStems) < 0.2)
        {
            line.Dropped = true;
            return;
        }
        if (titleAt < 0)
        {
            // No title: keep what may be a sentence, drop names and rubrics.
            if (words < 4 && !PageLines.IsClosed(line.Text)) line.Dropped = true;
            return;
        }
        if (at > titleAt && words is 2 or 3 && PageLines.NamesOnly(line.Text) && !line.Text.Any(char.IsDigit)) byline ??= line.Text;
        else if (at > titleAt && words >= 6)
        {
            if (referredTo || line.Text.Length > LongestDeck) return;
            if (line.Folded != titleFolded) deck ??= line.Text;
        }
        else if (PageLines.IsClosed(line.Text)) return; // a short sentence
        line.Dropped = true;
    }

    /// <summary>A short closed phrase right under the head that says nothing the next paragraphs do not: a caption.</summary>
    private static void DropShortSentenceUnderHead(List<Line> lines, int headEnd)
    {
        if (headEnd == 0 || headEnd >= lines.Count - 1 || !lines.Take(headEnd).Any(l => l.Dropped)) return;
        Line line = lines[headEnd];
        if (line.Kind != LineKind.Open || line.Text.Length > 70) return;
        int next = headEnd + 1;
        if (lines[next].Kind == LineKind.Text && lines[next].Text.Length > line.Text.Length * 2 && Restated(line, lines, next) >= RestatedShare) line.Dropped = true;
    }

    private int ChooseTitle(List<Line> lines, int firstText, HashSet<string> bodyStems)
    {
        int best = -1;
        double bestScore = 0;
        for (int i = 0; i < Math.Min(firstText + 1, lines.Count) && i < 40; i++)
        {
            Line line = lines[i];
            bool first = i == lines.FindIndex(l => l.Kind is LineKind.Open or LineKind.Text);
            bool headline = line.Kind == LineKind.Open || (line.Kind == LineKind.Text && line.Text.Length < LongestTitle && (!PageLines.IsClosed(line.Text) || line.Text[^1] is '?' or '!' or '"' or '”' or '»'));
            if (line.Kind == LineKind.Text && !PageLines.IsClosed(line.Text) && PageLines.Breaks(line.Text) > 0) headline = false;
            if (line.Kind == LineKind.Text && !headline && i == firstText) headline = first && SetApart(lines, i);
            if (!headline || line.Text.Length is < 15 or > LongestTitle || PageLines.WordCount(line.Text) < 3 || line.Bullet && PageLines.NumberedItem().IsMatch(line.Text)) continue;
            if (lexicon.IsRubric(PageLexicon.Core(line.Folded))) continue;
            double share = i == firstText ? Restated(line, lines, i + 1) : Share(line.Text, bodyStems);
            bool repeated = lines.Count(l => l.Folded == line.Folded) > 1;
            if (i == firstText && share < RestatedShare && !repeated) continue;
            if (!first && !repeated && share < LaterTitleShare) continue;
            if (IsTags(line.Text) && line.Text.Count(',') >= 2) continue;
            if (!char.IsUpper(FirstLetter(line.Text)) && share < RestatedShare) continue;
            if (line.Text.Length > LongestPlainTitle && share < RestatedShare && !repeated) continue;
            if (first && share < 0.2 && lines.Count(l => l.Kind is LineKind.Open) > 1 && i < firstText - 1 && !repeated) share -= 0.05;
            double score = share + (repeated ? 0.4 : 0) + (first ? 0.25 : 0) - (0.01 * i) + 0.05;
            if (score <= bestScore) continue;
            best = i;
            bestScore = score;
        }
        return bestScore >= 0.2 ? best : -1;
    }

    /// <summary>A headline without the picture credit that was glued to it.</summary>
    private static string WithoutCaption(string title)
    {
        int mark = title.IndexOf(" / ©", StringComparison.Ordinal);
        if (mark < 0) mark = title.IndexOf(" ©", StringComparison.Ordinal);
        return mark > 15 ? title[..mark] : title;
    }

    private static char FirstLetter(string text)
    {
        foreach (char c in text)
        {
            if (char.IsLetter(c)) return c;
            if (char.IsDigit(c)) return 'A'; // a figure opens a headline as a capital does
        }
        return 'a';
    }

    /// <summary>A first line with a full stop that blank lines set apart from a text without any: a title written as a sentence.</summary>
    private static bool SetApart(List<Line> lines, int at) =>
        at + 4 < lines.Count && lines[at].Text.Length <= LongestPlainTitle && lines[at + 1].BlankBefore && !lines[at + 2].BlankBefore && !lines[at + 3].BlankBefore && Restated(lines[at], lines, at + 1) >= RestatedShare;

    /// <summary>Head of a text without running text: a post, or a list of links.</summary>
    private static HeadResult HeadWithoutText(List<Line> lines, string? given)
    {
        int items = lines.Count(l => l.Bullet && PageLines.NumberedItem().IsMatch(l.Text));
        bool links = items >= 4 && lines.Count(l => l.Kind == LineKind.Open && PageLines.IsClosed(l.Text)) * 3 < items;
        foreach (Line line in lines)
        {
            if (links || (line.Kind == LineKind.Open && lines.Count > 1 && PageLines.WordCount(line.Text) < 3 && !PageLines.IsClosed(line.Text))) line.Dropped = true;
        }
        return new HeadResult(given, null, null, null, null);
    }

    /// <summary>Drops what stands below the last running text and is no part of it: names, tags, headlines with dates, cut-off teasers.</summary>
    private static void DropTail(List<Line> lines, bool cutAtEnd)
    {
        int last = lines.FindLastIndex(l => !l.Dropped && l.Kind == LineKind.Text);
        if (last < 0) return;
        HashSet<string> stems = Stems(lines.Take(last).Where(l => !l.Dropped && l.Kind == LineKind.Text).Select(l => l.Text));

        // Teasers of other stories are cut with an ellipsis, stand last and share next to no words with the article.
        int texts = lines.Take(last).Count(l => !l.Dropped && l.Kind == LineKind.Text);
        for (int i = Math.Max(3, lines.Count - 8); i < lines.Count && texts >= 3; i++)
        {
            Line line = lines[i];
            if (line.Dropped || line.Text.Length is < 60 or > 320) continue;
            if (CutTeaser().IsMatch(line.Text))
            {
                line.Dropped = true;
                continue;
            }
            if (!EndsWithEllipsis(line.Text) || lines.Take(i).Any(l => EndsWithEllipsis(l.Text))) continue;
            HashSet<string> before = Stems(lines.Take(i).Where(l => !l.Dropped && l.Kind == LineKind.Text).Select(l => l.Text));
            if (lines.Skip(i).Any(l => l.Kind == LineKind.Text && Share(l.Text, before) > TeaserShare)) continue;
            for (int j = i; j < lines.Count; j++) lines[j].Dropped = true;
        }

        foreach (Line line in lines)
        {
            if (line.Asked && !line.Dropped && line.Text.Length <= LongestAsking && Share(line.Text, Stems(lines.Where(l => !ReferenceEquals(l, line) && !l.Dropped && l.Kind == LineKind.Text).Select(l => l.Text))) == 0) line.Dropped = true;
        }

        // A channel signs off with its handle, a row of links, or a word or two.
        for (int i = lines.Count - 1; i > 0 && (lines[i].Dropped || lines[i].Kind != LineKind.Text); i--)
        {
            if (IsSignOff(lines[i].Text)) lines[i].Dropped = true;
        }
        last = lines.FindLastIndex(l => !l.Dropped && l.Kind is LineKind.Text or LineKind.Open);
        if (last == lines.Count - 1 && texts >= 2 && lines[last].Kind == LineKind.Open && PageLines.IsClosed(lines[last].Text) && PageLines.WordCount(lines[last].Text) <= 3 && Share(lines[last].Text, stems) == 0) lines[last].Dropped = true;

        last = lines.FindLastIndex(l => !l.Dropped && l.Kind == LineKind.Text);
        int dates = lines.Skip(last + 1).Count(l => l.Kind == LineKind.Date);
        for (int i = last + 1; i < lines.Count; i++)
        {
            Line line = lines[i];
            if (line.Dropped || line.Kind != LineKind.Open) continue;
            bool cut = cutAtEnd && i == lines.Count - 1;
            int words = PageLines.WordCount(line.Text);
            if (dates >= 2 && !line.Bullet) line.Dropped = true;
            else if (IsTags(line.Text)) line.Dropped = true;
            else if (!cutAtEnd && texts >= 3 && !line.Bullet && Share(line.Text, stems) < 0.4) line.Dropped = true;
            else if (words is 2 or 3 && !cut && PageLines.NamesOnly(line.Text) && !PageLines.IsClosed(line.Text)) line.Dropped = true;
            else if (words <= 1 && !PageLines.IsClosed(line.Text) && !cut) line.Dropped = true;
        }
    }

    /// <summary>A few words with a handle or an address, or short names between bars: how channels close their posts.</summary>
    private static bool IsSignOff(string text)
    {
        if (text.Length > 160 || PageLines.IsClosed(text)) return false;
        string[] parts = text.Split(['|', '•', '·', '▪'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        if (parts.Length >= 2) return parts.All(p => PageLines.WordCount(p) <= 4);
        return HandlePattern().IsMatch(text) && PageLines.WordCount(HandlePattern().Replace(text, " ")) <= LongestSignOff;
    }

    private static bool EndsWithEllipsis(string text) => text.EndsWith('…') || text.EndsWith("...", StringComparison.Ordinal);

    /// <summary>Several short names parted by commas or hashes, no sentence: tags.</summary>
    private static bool IsTags(string text)
    {
        if (PageLines.IsClosed(text) || text.Length > 160) return false;
        if (text[0] == '#' && text.Split(' ').All(w => w.Length == 0 || w[0] == '#')) return true;
        string[] parts = text.Split(',');
        return parts.Length >= 2 && parts.All(p => PageLines.WordCount(p) is >= 1 and <= 4) && parts.Length * 4 >= PageLines.WordCount(text) && (parts.Length >= 3 || text.Length <= 50);
    }

    /// <summary>Drops lines that repeat the title, and the second of two equal lines.</summary>
    private static void DropRepeats(List<Line> lines, string? title)
    {
        HashSet<string> seen = new(StringComparer.Ordinal);
        if (title is not null) seen.Add(PageLexicon.Core(PageLexicon.Fold(title)).ToString());
        foreach (Line line in lines)
        {
            if (line.Dropped || line.Kind is not (LineKind.Text or LineKind.Open)) continue;
            string core = PageLexicon.Core(line.Folded).ToString();
            if (core.Length >= 15 && !seen.Add(core)) line.Dropped = true;
        }
    }

    /// <summary>Share of a line's content words that the next running text repeats.</summary>
    private static double Restated(Line line, List<Line> lines, int from) =>
        Share(line.Text, Stems(lines.Skip(from).Where(l => !ReferenceEquals(l, line) && l.Kind == LineKind.Text && l.Folded != line.Folded).Take(4).Select(l => l.Text)));

    private static double Share(string text, HashSet<string> stems)
    {
        HashSet<string> own = Stems([text]);
        return own.Count == 0 ? 0 : own.Count(stems.Contains) / (double)own.Count;
    }

    /// <summary>The beginnings of the content words, folded: enough to match inflected forms in three languages. Short words count only as names and figures.</summary>
    private static HashSet<string> Stems(IEnumerable<string> texts)
    {
        HashSet<string> stems = new(StringComparer.Ordinal);
        HashSet<string>.AlternateLookup<ReadOnlySpan<char>> lookup = stems.GetAlternateLookup<ReadOnlySpan<char>>();
        Span<char> folded = stackalloc char[5];
        foreach (string text in texts)
        {
            int start = -1;
            for (int i = 0; i <= text.Length; i++)
            {
                bool letter = i < text.Length && char.IsLetterOrDigit(text[i]);
                if (letter && start < 0) start = i;
                if (letter || start < 0) continue;
                int length = i - start;
                if (length >= 5 || char.IsDigit(text[start]) || (length >= 3 && char.IsUpper(text[start])))
                {
                    ReadOnlySpan<char> stem = text.AsSpan(start, Math.Min(length, 5));
                    for (int k = 0; k < stem.Length; k++) folded[k] = PageLexicon.FoldChar(stem[k]);
                    lookup.Add(folded[..stem.Length]);
                }
                start = -1;
            }
        }
        return stems;
    }

    [GeneratedRegex("""^\s*(?:date|published|дата)\s*:?\s+(?<day>(?:19|20)\d\d-\d\d-\d\d)(?:T[\d:.+Z-]+)?(?:\s+-\s+(?:Дата публікації|Дата публикации))?(?:\s+|$)""", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex StatedDatePattern();

    [GeneratedRegex("""!\[[^\]]{0,300}\]\([^)\s]{0,600}\)""", RegexOptions.NonBacktracking)]
    private static partial Regex MarkdownImage();

    [GeneratedRegex("""(?:https?://|www\.|t\.me/)\S+|(?<![\w.])@[A-Za-z]\w{3,}""", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex HandlePattern();

    [GeneratedRegex("""\G,?\s*[-–—|]\s+(?=\p{Lu})""", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex DashAfterDate();

    [GeneratedRegex("""(?:…|\.\.\.)\s*(?:Read more|Continue reading|Читати більше|Читати далі|Читать далее|Читать дальше|Подробнее|Детальніше)\W*$""", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex CutTeaser();
}
