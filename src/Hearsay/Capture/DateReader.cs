using System.Globalization;
using System.Text.RegularExpressions;

namespace Hearsay.Capture;

/// <summary>A calendar day written in full on a page.</summary>
/// <param name="Day">The day.</param>
/// <param name="Start">Offset of its first character.</param>
/// <param name="Length">Number of characters.</param>
internal readonly record struct WrittenDate(DateOnly Day, int Start, int Length);

/// <summary>Which number comes first in "03/04/2022".</summary>
internal enum DateOrder : byte { Unknown, DayFirst, MonthFirst }

/// <summary>Reads dates that carry day, month and year, in digits or with month names of three languages.</summary>
/// <remarks>03/04/2022 has two readings and is read only where the page's language settles it.</remarks>
internal static partial class DateReader
{
    private static readonly System.Buffers.SearchValues<string> Centuries = System.Buffers.SearchValues.Create(["19", "20"], StringComparison.Ordinal);

    private const int FirstYear = 1990;
    private const int LastYear = 2099;

    /// <summary>All dates in the text, in order, not overlapping.</summary>
    /// <param name="text">One line or attribute; only the first 400 characters are read.</param>
    /// <param name="lexicon">Month names.</param>
    /// <param name="order">How "03/04/2022" is read; where the order is unknown it is skipped if both numbers could be a month.</param>
    /// <param name="shortYears">Whether "30.10.23" is a date: where nothing but dates is to be expected.</param>
    public static List<WrittenDate> FindAll(string text, PageLexicon lexicon, DateOrder order, bool shortYears = false)
    {
        List<WrittenDate> found = [];
        string head = text.Length > 400 ? text[..400] : text;
        if (shortYears)
        {
            foreach (Match match in ShortYear().Matches(head)) AddDay(found, match, 2000 + Of(match, "y"), Of(match, "m"), Of(match, "d"));
            if (found.Count > 0) return found;
        }
        if (head.AsSpan().IndexOfAny(Centuries) < 0) return found;
        foreach (Match match in YearFirst().Matches(head))
            AddDay(found, match, Of(match, "y"), Of(match, "m"), Of(match, "d"));
        foreach (Match match in DigitsOnly().Matches(head))
        {
            int first = Of(match, "a"), second = Of(match, "b"), year = Of(match, "y");
            if (order == DateOrder.MonthFirst && first <= 12 && match.Groups["mark"].ValueSpan is "/")
            {
                AddDay(found, match, year, first, second);
                continue;
            }
            bool dotted = match.Groups["mark"].ValueSpan is "." or "-" && order != DateOrder.MonthFirst;
            if (second > 12) AddDay(found, match, year, first, second);
            else if (first > 12 || dotted || order == DateOrder.DayFirst || first == second) AddDay(found, match, year, second, first);
        }
        foreach (Match match in DayMonthYear().Matches(head))
        {
            if (lexicon.TryMonth(PageLexicon.Fold(match.Groups["m"].ValueSpan), out int month))
                AddDay(found, match, Of(match, "y"), month, Of(match, "d"));
        }
        foreach (Match match in MonthDayYear().Matches(head))
        {
            if (lexicon.TryMonth(PageLexicon.Fold(match.Groups["m"].ValueSpan), out int month))
                AddDay(found, match, Of(match, "y"), month, Of(match, "d"));
        }
        found.Sort((a, b) => a.Start.CompareTo(b.Start));
        for (int i = 1; i < found.Count; i++)
        {
            if (found[i].Start < found[i - 1].Start + found[i - 1].Length) found.RemoveAt(i--);
        }
        return found;
    }

    /// <summary>Whether two dates are the first and the last day of a period.</summary>
    public static bool IsPeriod(string text, List<WrittenDate> dates) =>
        dates.Count == 2 && text.AsSpan()[(dates[0].Start + dates[0].Length)..dates[1].Start].Trim() is "-" or "–" or "—" or "to" or "по" or "до";

    /// <summary>Whether the year stands behind a mark and a digit, as in "03/04/2022": a date without the month's name.</summary>
    public static bool IsInDigits(string text, int year)
    {
        int at = text.IndexOf(year.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal);
        return at >= 2 && text[at - 1] is '/' or '.' or '-' && char.IsAsciiDigit(text[at - 2]);
    }

    /// <summary>Reads the day of an ISO 8601 or RFC 822 date-time as written, in the zone it is written in.</summary>
    public static bool TryMachine(string? value, PageLexicon lexicon, out DateOnly day)
    {
        day = default;
        if (string.IsNullOrWhiteSpace(value)) return false;
        List<WrittenDate> dates = FindAll(value.Trim(), lexicon, DateOrder.Unknown);
        if (dates.Count == 0) return false;
        day = dates[0].Day;
        return true;
    }

    private static void AddDay(List<WrittenDate> found, Match match, int year, int month, int day)
    {
        if (year is < FirstYear or > LastYear || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month)) return;
        found.Add(new WrittenDate(new DateOnly(year, month, day), match.Index, match.Length));
    }

    private static int Of(Match match, string group) =>
        int.TryParse(match.Groups[group].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : -1;

    [GeneratedRegex("""(?<![\d./-])(?<y>(?:19|20)\d\d)[-/.](?<m>\d{1,2})[-/.](?<d>\d{1,2})(?!\d|[-/.]\d)""", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex YearFirst();

    [GeneratedRegex("""(?<![\d.,:/-])(?<d>\d{2})\.(?<m>\d{2})\.(?<y>[0-3]\d)(?![\d:/-]|\.\d)""", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex ShortYear();

    [GeneratedRegex("""(?<![\d./-])(?<a>\d{1,2})(?<mark>[./-])(?<b>\d{1,2})[./-](?<y>(?:19|20)\d\d)(?!\d)""", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex DigitsOnly();

    [GeneratedRegex("""(?<![\d.:])(?<d>\d{1,2})(?:st|nd|rd|th|-го|-е|\.)?\s+(?:of\s+|de\s+)?(?<m>\p{L}{3,10})\.?,?\s+(?<y>(?:19|20)\d\d)(?!\d(?!\d:\d\d))""", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex DayMonthYear();

    [GeneratedRegex("""(?<!\p{L})(?<m>\p{L}{3,10})\.?\s+(?<d>\d{1,2})(?:st|nd|rd|th)?,?\s+(?<y>(?:19|20)\d\d)(?!\d(?!\d:\d\d))""", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex MonthDayYear();
}
