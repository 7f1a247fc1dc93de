using Hearsay.Text;

namespace Hearsay.Capture;

// What stands above the article: title, deck, byline, date, navigation.
internal sealed partial class PlainTextCapture
{
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
                case LineKind.Open when i > titleAt && OpensSection(lines, i):
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

    /// <summary>Whether markup makes the line a heading of the text right below it, one of several.</summary>
    private static bool OpensSection(List<Line> lines, int at) =>
        lines[at].Source is { Kind: BlockKind.Heading, LinkShare: < LinkLine } && at + 1 < lines.Count && lines[at + 1].Kind == LineKind.Text
        && lines.FindIndex(at + 2, line => line.Kind == LineKind.Open && line.Source is { Kind: BlockKind.Heading }) is > 0 and int next && next + 1 < lines.Count && lines[next + 1].Kind == LineKind.Text;

    private void ReadOpenHeadLine(Line line, int at, int titleAt, HashSet<string> bodyStems, string? titleFolded, bool referredTo, ref string? deck, ref string? byline)
    {
        int words = PageLines.WordCount(line.Text);
        if (lexicon.IsRubric(PageLexicon.Core(line.Folded)) || !PageLines.IsClosed(line.Text) && IsMenu(line.Text) && words > 6 && Share(line.Text, bodyStems) < 0.2)
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
        int firstCandidate = lines.FindIndex(l => l.Kind is LineKind.Open or LineKind.Text && l.Text.Length >= 15 && PageLines.WordCount(l.Text) >= 3 && !lexicon.IsRubric(PageLexicon.Core(l.Folded)));
        for (int i = 0; i < Math.Min(firstText + 1, lines.Count) && i < 40; i++)
        {
            Line line = lines[i];
            bool first = i == firstCandidate;
            bool headline = line.Kind == LineKind.Open || (line.Kind == LineKind.Text && line.Text.Length < LongestTitle && (!PageLines.IsClosed(line.Text) || line.Text[^1] is '?' or '!' or '"' or '”' or '»'));
            if (line.Kind == LineKind.Text && !PageLines.IsClosed(line.Text) && PageLines.Breaks(line.Text) > 0) headline = false;
            if (line.Kind == LineKind.Text && !headline && i == firstText) headline = first && SetApart(lines, i);
            if (!headline || line.Text.Length is < 15 or > LongestTitle || PageLines.WordCount(line.Text) < 3 || line.Bullet && PageLines.NumberedItem().IsMatch(line.Text)) continue;
            if (lexicon.IsRubric(PageLexicon.Core(line.Folded))) continue;
            double share = i == firstText ? Restated(line, lines, i + 1) : Share(line.Text, bodyStems);
            // A line that stands twice in a row below the first is a picture's description and its caption.
            bool repeated = lines.Count(l => l.Folded == line.Folded) > 1 && (i == 0 || !(lines[i - 1].Folded == line.Folded || lines[i + 1].Folded == line.Folded));
            if (line.Kind == LineKind.Open && line.Text[^1] == '.' && !repeated && !SetApart(lines, i)) continue;
            if (lexicon.RefersBack(PageLexicon.Core(line.Folded))) continue;
            if (i == firstText && share < RestatedShare && !repeated) continue;
            if (!first && !repeated && share < LaterTitleShare) continue;
            if (IsTags(line.Text) && line.Text.Count(',') >= 2) continue;
            if (!char.IsUpper(FirstLetter(line.Text)) && share < RestatedShare && !repeated) continue;
            if (line.Text.Length > LongestPlainTitle && share < LongTitleShare && !repeated) continue;
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
}
