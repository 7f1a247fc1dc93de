using System.Text.RegularExpressions;
using Hearsay.Text;

namespace Hearsay.Capture;

// Text into lines: markup that leaked in, labels that lost their space, wrapped lines, glued dates, notices inside a line.
internal sealed partial class PlainTextCapture
{
    private List<Line> Split(ReadOnlySpan<char> text)
    {
        List<Line> lines = [];
        bool blank = false;
        foreach (ReadOnlySpan<char> raw in text.EnumerateLines())
        {
            string clean = BodyBuilder.Clean(raw);
            if (clean.Contains("![", StringComparison.Ordinal)) clean = BodyBuilder.Clean(MarkdownImage().Replace(clean, " "));
            if (clean.Contains('<') && clean.Contains('>')) clean = BodyBuilder.Clean(LeakedMarkup().Replace(clean, " "));
            clean = Once(WithoutGluedLabel(clean));
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

    /// <summary>The line without a known label that lost the space after it ("Read moreThe mayor …").</summary>
    private string WithoutGluedLabel(string line)
    {
        for (int i = 4; i < Math.Min(60, line.Length - 1); i++)
        {
            if (!char.IsLower(line[i - 1]) || !char.IsUpper(line[i])) continue;
            string folded = PageLexicon.Fold(line.AsSpan(0, i));
            ReadOnlySpan<char> core = PageLexicon.Core(folded);
            if (core.Contains(' ') && (lexicon.IsClutterLine(core) || lexicon.IsCue(core))) return line[i..];
        }
        return line;
    }

    /// <summary>A headline that a crawler wrote twice in one line, perhaps after the site's name, once.</summary>
    private static string Once(string line)
    {
        if (line.Length is < 2 * ShortestDoubled or > 2 * LongestTitle + 80) return line;
        for (int length = line.Length / 2; length >= ShortestDoubled; length--)
        {
            ReadOnlySpan<char> last = line.AsSpan(line.Length - length), before = line.AsSpan(0, line.Length - length).TrimEnd();
            if (last[0] == ' ' || !before.EndsWith(last, StringComparison.Ordinal)) continue;
            return PageLines.WordCount(last) >= 3 && PageLines.WordCount(before[..^length]) <= LongestSiteName ? last.ToString() : line;
        }
        return line;
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
        if (lexicon.StartsLoweredName(line.Folded) || (lexicon.BylineLength(line.Folded) is > 0 and int by && by + 1 < line.Text.Length && char.IsUpper(line.Text[by + 1])) || judge.TryDateLine(previous.Text, previous.Folded, out _)) return false;
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
        if (!lexicon.MayBeNotice(line.Folded)) return;
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
}
