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

    /// <summary>Without a title: what was taken for one is the first line, and stays in the body. Posts and entries have none of their own.</summary>
    public PageText WithTitleKept() => Title is not { } title ? this : this with { Title = null, Blocks = [new TextBlock(title, BlockKind.Paragraph), .. Blocks] };
}

/// <summary>Takes the article out of plain text.</summary>
internal sealed partial class PlainTextCapture(PageLexicon lexicon)
{
    private const int LongestTitle = 250;

    /// <summary>A first line longer than this is a title only if the text below it says the same again.</summary>
    private const int LongestPlainTitle = 130;

    /// <summary>Share of a headline's content words that the text below must repeat for the headline to be its own.</summary>
    private const double RestatedShare = 0.5;

    /// <summary>The same for a headline longer than most: as often a lead that lost its full stop.</summary>
    private const double LongTitleShare = 0.7;

    /// <summary>Share of a line's characters in links from which it is nothing but a link.</summary>
    private const double LinkLine = 0.85;

    /// <summary>Fewest characters of a headline that is recognised where it stands twice in a line.</summary>
    private const int ShortestDoubled = 20;

    /// <summary>Words that may stand beside the headline in a line that does nothing but name the page.</summary>
    private const int LongestSiteName = 4;

    /// <summary>A text shorter than this was hardly cut to a length: an open last line is a headline, not a paragraph cut off.</summary>
    private const int ShortestCutText = 700;

    private const int ShortestLinkList = 3;

    /// <summary>Letters of a word by which it is known again.</summary>
    private const int LongestStem = 5;

    private const int FewestTeaserWords = 4;

    /// <summary>A longer sentence is no boilerplate, whatever it contains.</summary>
    private const int LongestBoilerplate = 400;

    /// <summary>What is left of a line that asked the reader for something is part of the asking if it is no longer than this and has no word of the article.</summary>
    private const int LongestAsking = 200;

    /// <summary>Words beside a handle or an address in the line by which a channel signs off.</summary>
    private const int LongestSignOff = 6;

    /// <summary>Words of the line by which an office signs what it publishes.</summary>
    private const int LongestSignature = 12;

    private const int LongestTeaserList = 60;

    /// <summary>An unclosed line under the title that is longer than this is rather a paragraph cut off than the deck.</summary>
    private const int LongestDeck = 100;

    /// <summary>Largest share of content words a teaser of another story has in common with the article.</summary>
    private const double TeaserShare = 0.15;

    /// <summary>Largest share of content words that an open line below the article has in common with it and is no part of it.</summary>
    private const double UnlikeShare = 0.4;

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
        /// <summary>Its place among the blocks of the page, and their number.</summary>
        public int At { get; init; }
        public int Of { get; init; }
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
    /// <param name="blocks">The blocks in page order.</param>
    /// <param name="title">Title known from elsewhere; null where the text must give it.</param>
    /// <param name="url">Address of the page; null where unknown.</param>
    /// <param name="placed">Whether the blocks have their places in the page's tree, by which those are dropped that are hardly the article's.</param>
    /// <param name="seen">Takes the traits and the text of the blocks that the rules left; null where nobody asks.</param>
    public PageText ReadBlocks(IReadOnlyList<SourceBlock> blocks, string? title, string? url, bool placed, List<(byte[] Traits, string Text)>? seen = null)
    {
        List<Line> lines = [];
        foreach (SourceBlock block in blocks) lines.Add(new Line(block.Text, blankBefore: block.Kind != BlockKind.ListItem) { Bullet = block.Kind == BlockKind.ListItem, Source = block, At = lines.Count, Of = blocks.Count });
        return Read(lines, title, url, stated: null, statedEvidence: null, placed, seen);
    }

    private PageText Read(List<Line> lines, string? title, string? url, DateOnly? stated, string? statedEvidence, bool placed = false, List<(byte[] Traits, string Text)>? seen = null)
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
            line.Kind = judge.Judge(line.Text, line.Folded, placed && line.Source is { Place.Relation: <= 3 });
            if (line.Kind == LineKind.Text && judge.WithoutCredit(line.Text) is { } shorter && shorter.Length < line.Text.Length)
            {
                line.Text = shorter;
                line.Folded = PageLexicon.Fold(shorter);
            }
        }
        // An excerpt may end in the middle of a sentence; a page that ends with a notice does not.
        bool openEnd = lines.Count > 0 && !lines[^1].Dropped && lines[^1].Kind is LineKind.Open or LineKind.Text;
        bool cutAtEnd = openEnd && (lines.Sum(l => l.Text.Length) >= ShortestCutText || !lines[^1].BlankBefore);
        lines.RemoveAll(l => l.Dropped);
        lines.RemoveAll(l => l.Text.Length == 0);
        origin = OpeningMark(lines) ?? origin;
        origin = ClosingMarks(lines) ?? origin;
        DropLinkLists(lines);
        DropEnd(lines);
        DropTeaserLists(lines);
        DropLinkedTeasers(lines);
        HeadResult head = ReadHead(lines, title);
        DropCaptionPairs(lines);
        DropTail(lines, cutAtEnd);
        DropRepeats(lines, head.Title ?? title);
        if (placed) DropUnlikely(lines, head.Title ?? title, seen);

        List<TextBlock> blocks = [];
        // "This was reported by …" right under the headline: what was reported is in the headline alone.
        if ((title ?? head.Title) is { } said && lines.Find(l => !l.Dropped && l.Kind is LineKind.Text or LineKind.Open) is { } opening && lexicon.OpensReferringBack(PageLexicon.Core(opening.Folded)))
            blocks.Add(new TextBlock(said, BlockKind.Heading));
        foreach (Line line in lines)
        {
            if (!IsLeft(line)) continue;
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

    /// <summary>Drops single lines between paragraphs that are nothing but a link and share no words with the text; known only of pages with markup.</summary>
    private static void DropLinkedTeasers(List<Line> lines)
    {
        if (!lines.Exists(line => !line.Bullet && IsLink(line))) return;
        HashSet<string> stems = Stems(lines.Where(line => line.Kind == LineKind.Text && !IsLink(line)).Select(line => line.Text));
        int last = lines.FindLastIndex(line => line.Kind == LineKind.Text);
        for (int i = lines.FindIndex(line => line.Kind == LineKind.Text) + 1; i < last; i++)
        {
            Line line = lines[i];
            if (!line.Bullet && line.Kind is LineKind.Open or LineKind.Text && line.Source is not { Kind: BlockKind.Heading } && IsLink(line) && PageLines.WordCount(line.Text) >= FewestTeaserWords && Share(line.Text, stems) < UnlikeShare) line.Kind = LineKind.Clutter;
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
        Span<char> folded = stackalloc char[LongestStem];
        foreach (string text in texts)
        {
            for (int at = 0; NextStem(text, ref at, folded) is > 0 and int length;) lookup.Add(folded[..length]);
        }
        return stems;
    }

    /// <summary>Folds the stem of the next content word into the buffer; gives its length, or 0 at the end.</summary>
    private static int NextStem(string text, ref int at, Span<char> folded)
    {
        while (at < text.Length)
        {
            while (at < text.Length && !char.IsLetterOrDigit(text[at])) at++;
            int start = at;
            while (at < text.Length && char.IsLetterOrDigit(text[at])) at++;
            int length = at - start;
            if (length == 0 || !(length >= LongestStem || char.IsDigit(text[start]) || (length >= 3 && char.IsUpper(text[start])))) continue;
            length = Math.Min(length, LongestStem);
            for (int k = 0; k < length; k++) folded[k] = PageLexicon.FoldChar(text[start + k]);
            return length;
        }
        return 0;
    }

    [GeneratedRegex("""^\s*(?:date|published|дата)\s*:?\s+(?<day>(?:19|20)\d\d-\d\d-\d\d)(?:T[\d:.+Z-]+)?(?:\s+-\s+(?:Дата публікації|Дата публикации))?(?:\s+|$)""", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex StatedDatePattern();

    [GeneratedRegex("""!\[[^\]]{0,300}\]\([^)\s]{0,600}\)""", RegexOptions.NonBacktracking)]
    private static partial Regex MarkdownImage();

    [GeneratedRegex("""<(?:image|figure|svg|script|style|iframe)\b[^<>]*>[^<>]*</[a-z]+>\S*|</?[a-z]{1,10}(?:\s[^<>]*)?/?>""", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex LeakedMarkup();

    [GeneratedRegex("""(?:https?://|www\.|t\.me/)\S+|(?<![\w.])@[A-Za-z]\w{3,}""", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex HandlePattern();

    [GeneratedRegex("""\G,?\s*[-–—|]\s+(?=\p{Lu})""", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex DashAfterDate();

    [GeneratedRegex("""(?:…|\.\.\.)\s*(?:Read more|Continue reading|Читати більше|Читати далі|Читать далее|Читать дальше|Подробнее|Детальніше)\W*$""", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex CutTeaser();
}
