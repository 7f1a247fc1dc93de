using Hearsay.Text;

namespace Hearsay.Capture;

// What stands below the article.
internal sealed partial class PlainTextCapture
{
    /// <summary>Drops what stands below the last running text and is no part of it: names, tags, headlines with dates, cut-off teasers.</summary>
    private void DropTail(List<Line> lines, bool cutAtEnd)
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
        int closing = texts >= 2 ? lines.FindIndex(last + 1, l => l.Kind == LineKind.Byline) : -1;
        if (closing < 0) closing = int.MaxValue;
        for (int i = last + 1; i < lines.Count; i++)
        {
            Line line = lines[i];
            if (line.Dropped || line.Kind != LineKind.Open) continue;
            bool cut = cutAtEnd && i == lines.Count - 1;
            int words = PageLines.WordCount(line.Text);
            if (!line.Bullet && (dates >= 2 || (dates > 0 && !cutAtEnd && !PageLines.IsClosed(line.Text)) || i > closing)) line.Dropped = true;
            else if (words <= LongestSignature && !PageLines.IsClosed(line.Text) && lexicon.IsSignature(PageLexicon.Core(line.Folded))) line.Dropped = true;
            else if (IsTags(line.Text)) line.Dropped = true;
            else if (!cutAtEnd && !line.Bullet && !PageLines.IsClosed(line.Text) && Share(line.Text, stems) < (texts >= 3 ? UnlikeShare : TeaserShare)) line.Dropped = true;
            else if (words is 2 or 3 && PageLines.NamesOnly(line.Text) && !PageLines.IsClosed(line.Text)) line.Dropped = true;
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
        string? wanted = title is null ? null : PageLexicon.Core(PageLexicon.Fold(title)).ToString();
        if (wanted is not null) seen.Add(wanted);
        foreach (Line line in lines)
        {
            if (line.Dropped || line.Kind is not (LineKind.Text or LineKind.Open)) continue;
            string core = PageLexicon.Core(line.Folded).ToString();
            if (core.Length >= 15 && !seen.Add(core)) line.Dropped = true;
            else if (wanted is { Length: >= ShortestDoubled } && line.Kind == LineKind.Open && core.Contains(wanted, StringComparison.Ordinal)
                && PageLines.WordCount(core.Replace(wanted, " ", StringComparison.Ordinal)) <= LongestSiteName && !PageLines.IsClosed(line.Text)) line.Dropped = true;
        }
    }
}
