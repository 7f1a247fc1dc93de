using System.Text.RegularExpressions;

namespace Hearsay.Capture;

/// <summary>What a line of a page is, seen by itself.</summary>
internal enum LineKind : byte
{
    /// <summary>Running text: a sentence or more, closed by punctuation, or long.</summary>
    Text,
    /// <summary>Not closed by a full stop: a heading, a headline, a name, a list item, or text cut off.</summary>
    Open,
    /// <summary>Consent notice, share bar, navigation, advertisement label and the like.</summary>
    Clutter,
    /// <summary>Opens a list of other stories.</summary>
    Cue,
    /// <summary>Closes the article: comments, reply form, about the author.</summary>
    End,
    /// <summary>Caption or credit of a picture.</summary>
    Caption,
    /// <summary>A date, perhaps with a name and a label.</summary>
    Date,
    /// <summary>The author's or editor's name.</summary>
    Byline,
}

/// <summary>A line that gives a date.</summary>
/// <param name="Day">The first day written in it; the default value where it has only a clock time or no year.</param>
/// <param name="Updated">Whether its label says that it tells of a change, not of publication.</param>
/// <param name="Others">The words beside date and time: a name, a rubric.</param>
internal readonly record struct DateLine(DateOnly Day, bool Updated, string Others);

/// <summary>Judges single lines of a page. Shared by plain text and HTML.</summary>
internal sealed partial class PageLines(PageLexicon lexicon)
{
    private const int LongestCaption = 420;
    private const int LongestStart = 160;
    private const int LongestDateLine = 110;

    /// <summary>Fewest characters of a closed line that counts as running text whatever its words.</summary>
    private const int ShortestText = 60;

    /// <summary>A line this long is running text, closed or not.</summary>
    private const int LongText = 200;

    /// <summary>Judges a line by itself.</summary>
    /// <param name="line">The line.</param>
    /// <param name="folded">The same, folded.</param>
    /// <param name="amidText">Whether markup puts it among the article's paragraphs: there, figures and signs are part of it.</param>
    public LineKind Judge(string line, string folded, bool amidText)
    {
        ReadOnlySpan<char> core = PageLexicon.Core(folded);
        if (core.IsEmpty) return LineKind.Clutter;
        ReadOnlySpan<char> label = WithoutCount(core);
        if (lexicon.IsCue(label)) return LineKind.Cue;
        if (lexicon.IsEnd(label)) return LineKind.End;
        if (lexicon.IsClutterLine(label)) return LineKind.Clutter;
        bool closed = IsClosed(line);
        int cue = lexicon.CueLength(core);
        if (cue > 0 && line.Length <= 250)
        {
            ReadOnlySpan<char> rest = core[cue..].TrimStart();
            if (line[^1] == ':' && line.Length <= 80) return LineKind.Cue;
            if (!rest.IsEmpty && rest[0] is ':' or '—' or '-' or '|' or '>') return LineKind.Clutter;
            if (!closed && line.Length <= LongestStart) return LineKind.Clutter;
        }
        if (line.Length <= LongestStart && (!closed || line.Length <= 100) && lexicon.StartsClutter(core)) return LineKind.Clutter;
        if (line[0] == '©' || IsAddress(core) || IsCounter(core) || (!amidText && (IsCode(line) || IsTicker(line)))) return LineKind.Clutter;
        if (IsCaption(line, folded, core, closed)) return LineKind.Caption;
        if (line.Length <= LongestDateLine && TryDateLine(line, folded, out _)) return LineKind.Date;
        int byline = lexicon.BylineLength(core);
        if (byline > 0 && byline < core.Length && line.Length <= 70 && !closed && (core[byline..].TrimStart()[0] == ':' || NamesOnly(line.AsSpan(folded.AsSpan().IndexOf(core) + byline)))) return LineKind.Byline;
        return IsText(line, closed) ? LineKind.Text : LineKind.Open;
    }

    /// <summary>"Comments (12)" without the number.</summary>
    internal static ReadOnlySpan<char> WithoutCount(ReadOnlySpan<char> core)
    {
        ReadOnlySpan<char> rest = core.TrimEnd("0123456789 ()[]:".AsSpan()).TrimStart("0123456789 ()[]".AsSpan());
        return rest.IsEmpty ? core : rest;
    }

    /// <summary>Whether the line ends as a sentence does, closing quotes and brackets aside.</summary>
    public static bool IsClosed(string line)
    {
        int end = line.Length - 1;
        while (end > 0 && line[end] is '"' or '”' or '»' or '“' or '\'' or '’' or ')' or ']' or '*' or ' ') end--;
        return line[end] is '.' or '!' or '?' or '…' or ';' || (line[end] == ':' && line.Length > 40) || (line[end] == ',' && line.Length > 60);
    }

    /// <summary>Whether the line is running text: long, or closed by a full stop and more than a phrase.</summary>
    public static bool IsText(string line, bool closed) =>
        line.Length >= LongText || (line.Length >= 80 && Breaks(line) > 0 && !NumberedItem().IsMatch(line)) || (closed && !(line.Length < 120 && (line[^1] == '…' || line.EndsWith("...", StringComparison.Ordinal))) && (line.Length >= ShortestText || WordCount(line) >= 8)) || (closed && line.Length >= 30 && line[0] is '"' or '“' or '«' or '—' or '–' or '-' or '„');

    public static int WordCount(ReadOnlySpan<char> line)
    {
        int words = 0;
        bool inside = false;
        foreach (char c in line)
        {
            bool letter = char.IsLetterOrDigit(c);
            if (letter && !inside) words++;
            inside = letter || (inside && c is '\'' or '’' or 'ʼ' or '-');
        }
        return words;
    }

    /// <summary>Whether the line is a date, alone or with a clock time, labels, a rubric or a name; gives the day and whether it is an update.</summary>
    public bool TryDateLine(string line, string folded, out DateLine date)
    {
        date = default;
        if (line.Length > LongestDateLine) return false;
        List<WrittenDate> dates = DateReader.FindAll(line, lexicon, DateOrder.Unknown);
        if (dates.Count == 0)
        {
            date = new DateLine(default, false, "");
            return IsClockOrShortDate(folded);
        }
        WrittenDate first = dates[0];
        string rest = line;
        foreach (WrittenDate d in Enumerable.Reverse(dates)) rest = rest.Remove(d.Start, d.Length);
        rest = ClockPattern().Replace(rest, " ");
        ReadOnlySpan<char> restCore = PageLexicon.Core(PageLexicon.Fold(rest));
        int words = WordCount(restCore);
        bool updated = lexicon.UpdatedLength(PageLexicon.Core(folded)) > 0;
        date = new DateLine(DateReader.IsPeriod(line, dates) ? default : first.Day, updated, BodyBuilder.Clean(rest).Trim(' ', ',', '|', '—', '–', '-', '·', ':', '(', ')', '/', '•'));
        if (words <= 2) return !(IsClosed(line) && words > 0 && line.Length > 45);
        if (GoesOn(line.AsSpan(first.Start + first.Length))) return false;
        return words <= 7 && !IsClosed(line) && (NamesOnly(rest) || restCore.Length <= 40);
    }

    /// <summary>Whether a sentence goes on right after a date: with a lower-case word of more than three letters that no clock time follows.</summary>
    private static bool GoesOn(ReadOnlySpan<char> rest)
    {
        rest = rest.TrimStart(' ');
        foreach (string year in (ReadOnlySpan<string>)["года", "году", "року", "році", "г.", "р."])
        {
            if (!rest.StartsWith(year, StringComparison.OrdinalIgnoreCase)) continue;
            rest = rest[year.Length..].TrimStart(' ');
            break;
        }
        if (rest.IsEmpty || !char.IsLower(rest[0])) return false;
        int lower = 0;
        foreach (Range range in rest.Split(' '))
        {
            ReadOnlySpan<char> word = rest[range];
            if (word.Length > 3 && char.IsLower(word[0])) lower++;
        }
        return lower >= 2;
    }

    /// <summary>Whether every word begins with a capital or is a particle of names, at most five words.</summary>
    public static bool NamesOnly(ReadOnlySpan<char> text)
    {
        int words = 0;
        foreach (Range range in text.SplitAny(' ', ',', ';', '|', '/'))
        {
            ReadOnlySpan<char> word = text[range].Trim("().:–—-•·*\"".AsSpan());
            if (word.IsEmpty) continue;
            words++;
            if (!char.IsUpper(word[0]) && !char.IsDigit(word[0]) && word is not ("and" or "i" or "и" or "та" or "de" or "van" or "von" or "for" or "in")) return false;
        }
        return words is >= 1 and <= 6;
    }

    private bool IsCaption(string line, string folded, ReadOnlySpan<char> core, bool closed)
    {
        if (line.Length > LongestCaption) return false;
        int credit = lexicon.CreditLength(core);
        if (credit > 0)
        {
            ReadOnlySpan<char> rest = core[credit..].TrimStart();
            if (!rest.IsEmpty && rest[0] is ':' or '/' or '©' && line.Length <= 200 && (!closed || line.Length <= 120)) return true;
            if (!closed && line.Length <= 120 && (rest.StartsWith("by ", StringComparison.Ordinal) || rest.StartsWith("from ", StringComparison.Ordinal) || rest.StartsWith("з ", StringComparison.Ordinal) || rest.StartsWith("из ", StringComparison.Ordinal) || rest.StartsWith("с ", StringComparison.Ordinal))) return true;
            if (!closed && line.Length <= 60 && core.Length > credit && NamesOnly(line.AsSpan(Math.Min(line.Length, folded.AsSpan().IndexOf(core) + credit)))) return true;
        }
        if (lexicon.CaptionLength(core) > 0 && (core.Contains("show", StringComparison.Ordinal) || !closed || line.Length <= 160 || char.IsDigit(core[^1]))) return true;
        // Two sentences or more with a credit after them are text that the credit was glued to; so is a sentence that reports.
        if (line.Length >= ShortestText && SentenceBeforeCredit(line) && lexicon.Reports(folded)) return false;
        return (line.Length <= 200 || Breaks(line) == 0) && EndsWithCredit(line, folded, closed);
    }

    /// <summary>Whether a closed sentence stands before the brackets that end the line.</summary>
    private static bool SentenceBeforeCredit(string line)
    {
        int open = line.LastIndexOf('(');
        return line[^1] == ')' && open > ShortestText && line.Length - open <= 60 && IsClosed(line[..open].TrimEnd());
    }

    /// <summary>Ends of sentences inside the line.</summary>
    public static int Breaks(string line)
    {
        int count = 0;
        for (int i = 1; i + 2 < line.Length; i++)
        {
            if (line[i] is '.' or '!' or '?' or '…' && line[i + 1] == ' ' && char.IsUpper(line[i + 2]) && char.IsLower(line[i - 1])) count++;
        }
        return count;
    }

    /// <summary>The line without the credit in brackets that ends it.</summary>
    public string WithoutCredit(string line)
    {
        int open = line.LastIndexOf('(');
        if (line[^1] != ')' || open < 1 || line.Length - open > 60) return line;
        string folded = PageLexicon.Fold(line);
        return EndsWithCredit(line, folded, closed: false) ? line[..open].TrimEnd() : line;
    }

    /// <summary>Whether a caption's credit closes the line: an agency in brackets or after a slash, "Photo: …", "via Reuters".</summary>
    private bool EndsWithCredit(string line, string folded, bool closed)
    {
        // "… Photo: NAME", "… Фото: НАЗВА": the credit follows one or two sentences of caption.
        int colon = folded.LastIndexOf(':');
        if (colon > 4 && folded.Length - colon <= 70 && line.Length <= 320)
        {
            int start = folded.LastIndexOfAny(['.', '(', '|', '/', '!', '?', ']'], colon) + 1;
            ReadOnlySpan<char> opener = PageLexicon.Core(folded.AsSpan(start, colon - start));
            if (!opener.IsEmpty && opener.Length <= 30 && lexicon.CreditLength(opener) == opener.Length) return true;
            int word = folded.LastIndexOf(' ', colon) + 1;
            if (!closed && lexicon.CreditLength(folded.AsSpan(word, colon - word)) == colon - word) return true;
        }
        // "… згорів комбайн. Скрин відео": two to four words after the full stop, the first of them a credit's.
        int stop = folded.LastIndexOf(". ", StringComparison.Ordinal);
        if (!closed && stop > 20 && folded.Length - stop <= 40 && line.Length <= 320 && Breaks(line) <= 1 && WordCount(folded.AsSpan(stop)) <= 4 && lexicon.CreditLength(PageLexicon.Core(folded.AsSpan(stop))) > 0) return true;
        // "… / Фото ОВА": the credit stands after a bar, without a colon.
        int bar = folded.LastIndexOfAny(['/', '|']);
        if (!closed && bar > 10 && folded.Length - bar <= 60 && line.Length <= 320 && lexicon.CreditLength(PageLexicon.Core(folded.AsSpan(bar))) > 0) return true;
        ReadOnlySpan<char> tail = folded.AsSpan(Math.Max(0, folded.Length - 60));
        if (line[^1] == ')')
        {
            int open = tail.LastIndexOf('(');
            if (open >= 0)
            {
                ReadOnlySpan<char> inside = tail[(open + 1)..^1];
                if (lexicon.CreditLength(inside) is > 0 and int word && inside.Length > word + 2 && inside.Length <= 50 && (inside.Contains(':') || inside.Contains(" by ", StringComparison.Ordinal) || line.Length < 200)) return true;
                foreach (string agency in lexicon.CreditAgencies)
                {
                    // "(Keystone/Sputnik/NAME)", "(Reuters file photo)"; a bare "(Reuters)" after a full stop is the story's own credit.
                    int at = inside.IndexOf(agency, StringComparison.Ordinal);
                    if (at >= 0 && (inside.Contains('/') || inside.Contains("photo", StringComparison.Ordinal) || inside.Contains("image", StringComparison.Ordinal) || inside.Contains("via ", StringComparison.Ordinal)) && (at == 0 || !char.IsLetter(inside[at - 1]))) return true;
                }
            }
        }
        if (closed) return false;
        foreach (string agency in lexicon.CreditAgencies)
        {
            if (!tail.EndsWith(agency, StringComparison.Ordinal)) continue;
            int before = tail.Length - agency.Length;
            if (before == 0) return line.Length <= 60;
            if (tail[before - 1] is '/' or '|' or '©' || tail[..before].EndsWith("via ", StringComparison.Ordinal) || tail[..before].EndsWith(". ", StringComparison.Ordinal) || tail[..before].EndsWith("— ", StringComparison.Ordinal)) return true;
            if (agency.Contains("images", StringComparison.Ordinal) && tail[before - 1] == ' ') return true;
        }
        return false;
    }

    private static bool IsAddress(ReadOnlySpan<char> core) =>
        !core.Contains(' ') && core.Length > 4 && (core.StartsWith("http", StringComparison.Ordinal) || core.StartsWith("www.", StringComparison.Ordinal) || core.StartsWith("t.me/", StringComparison.Ordinal)
            || (core.Contains('.') && core.Contains('/') && !char.IsDigit(core[0])) || (core.Contains('@') && core.Contains('.')));

    /// <summary>Dumps of variables, markup and script that leaked into the page.</summary>
    private static bool IsCode(string line)
    {
        int marks = 0;
        foreach (char c in line)
        {
            if (c is '{' or '}' or '<' or '>' or '=' or '[' or ']' or '|' or '\\' or '_' or '~' or '^') marks++;
        }
        return (marks >= 4 && marks * 16 >= line.Length) || line.StartsWith("Array (", StringComparison.Ordinal);
    }

    /// <summary>Numbers and one unit word at most: counters of views, sizes, exchange rates, weather.</summary>
    private static bool IsCounter(ReadOnlySpan<char> core)
    {
        int digits = 0, letters = 0;
        foreach (char c in core)
        {
            if (char.IsDigit(c)) digits++;
            else if (char.IsLetter(c)) letters++;
        }
        return (digits > 0 && letters == 0 && core.Length <= 40) || (core.Length == 1);
    }

    /// <summary>Exchange rates and weather: figures with signs of currency or degrees, few words.</summary>
    private static bool IsTicker(string line)
    {
        if (line.Length > 160) return false;
        int signs = 0, letters = 0;
        foreach (char c in line)
        {
            if (c is '°' or '$' or '€' or '£' or '₴' or '₽' or '%') signs++;
            else if (char.IsLetter(c)) letters++;
        }
        return signs >= 2 && letters <= 10 * signs && !IsClosed(line);
    }

    private bool IsClockOrShortDate(string folded)
    {
        if (!folded.Contains(':')) return false;
        string rest = ClockPattern().Replace(folded, " ");
        if (rest.Length == folded.Length) return false;
        ReadOnlySpan<char> core = PageLexicon.Core(rest);
        if (core.IsEmpty) return true;
        int letters = 0;
        foreach (Range range in core.SplitAny(' ', ',', '.', '-', '—', '|', '/'))
        {
            ReadOnlySpan<char> word = core[range];
            if (word.IsEmpty || int.TryParse(word, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out _)) continue;
            if (!lexicon.TryMonth(word, out _)) letters++;
        }
        return letters <= 1 && core.Length <= 30;
    }

    /// <summary>An item of a numbered list.</summary>
    [GeneratedRegex("""^\d{1,2}[.)]\s+\S""", RegexOptions.NonBacktracking)]
    public static partial Regex NumberedItem();

    [GeneratedRegex("""T?\d{1,2}:\d{2}(?::\d{2})?(?:\.\d+)?(?:\s?[AaPp]\.?[Mm]\.?)?(?:Z|\s?[+-]\d{2}:?\d{2})?""", RegexOptions.NonBacktracking)]
    private static partial Regex ClockPattern();
}
