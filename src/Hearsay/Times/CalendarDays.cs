namespace Hearsay.Times;

/// <summary>Days of the proleptic Gregorian calendar: whole weeks, months, quarters, seasons, years.</summary>
internal static class CalendarDays
{
    /// <summary>Monday 1 … Sunday 7.</summary>
    public static int Weekday(DateOnly day) => day.DayOfWeek == DayOfWeek.Sunday ? 7 : (int)day.DayOfWeek;

    public static DateOnly Monday(DateOnly day) => Add(day, 1 - Weekday(day));

    /// <summary>Adds days, held within the calendar.</summary>
    public static DateOnly Add(DateOnly day, int days) =>
        DateOnly.FromDayNumber(Math.Clamp(day.DayNumber + days, DateOnly.MinValue.DayNumber, DateOnly.MaxValue.DayNumber));

    /// <summary>The date, or null where the month has no such day.</summary>
    public static DateOnly? Date(int year, int month, int day) =>
        year is >= 1 and <= 9999 && month is >= 1 and <= 12 && day >= 1 && day <= DateTime.DaysInMonth(year, month) ? new DateOnly(year, month, day) : null;

    public static Interval? Month(int year, int month)
    {
        int index = year * 12 + month - 1;
        (year, month) = (index / 12, index % 12 + 1);
        return Date(year, month, 1) is { } first ? new Interval(first, Add(first, DateTime.DaysInMonth(year, month) - 1), Grain.Month) : null;
    }

    public static Interval? Months(int year, int month, int count, Grain grain) =>
        Month(year, month) is { } first && Month(year, month + count - 1) is { } last ? new Interval(first.From, last.To, grain) : null;

    public static Interval? Year(int year) => Date(year, 12, 31) is { } last ? new Interval(new DateOnly(year, 1, 1), last, Grain.Year) : null;

    public static Interval Week(DateOnly day, int move = 0) => new(Add(Monday(day), 7 * move), Add(Monday(day), 7 * move + 6), Grain.Week);

    /// <summary>Months of a season; a winter begins in December of its year and ends in the next.</summary>
    public static Interval? SeasonOf(Season season, int year) => season switch
    {
        Season.Winter => Months(year, 12, 3, Grain.Season),
        Season.Spring => Months(year, 3, 3, Grain.Season),
        Season.Summer => Months(year, 6, 3, Grain.Season),
        Season.Autumn => Months(year, 9, 3, Grain.Season),
        _ => null,
    };

    /// <summary>The unit that holds a day, moved by whole units.</summary>
    public static Interval? Unit(TimeUnit unit, DateOnly day, int move) => unit switch
    {
        TimeUnit.Day or TimeUnit.DayAndNight => new Interval(Add(day, move), Add(day, move), Grain.Day),
        TimeUnit.Week => Week(day, move),
        TimeUnit.Fortnight => new Interval(Add(Monday(day), 14 * move), Add(Monday(day), 14 * move + 13), Grain.Week),
        TimeUnit.Month => Month(day.Year, day.Month + move),
        TimeUnit.Quarter => Months(day.Year, (day.Month - 1) / 3 * 3 + 1 + 3 * move, 3, Grain.Quarter),
        TimeUnit.Year => Year(day.Year + move),
        TimeUnit.Decade => Years(day.Year / 10 * 10 + 10 * move, 10, Grain.Decade),
        TimeUnit.Century => Years((day.Year - 1) / 100 * 100 + 1 + 100 * move, 100, Grain.Decade),
        _ => null,
    };

    public static Interval? Years(int first, int count, Grain grain) =>
        Year(first) is { } from && Year(first + count - 1) is { } to ? new Interval(from.From, to.To, grain) : null;

    /// <summary>A part of an interval: "early October" is its first ten days, "early 2022" its first three months.</summary>
    /// <param name="whole">The period, both ends known.</param>
    /// <param name="part">Which part.</param>
    /// <param name="published">Where "earlier" ends and "later" begins; null leaves the whole.</param>
    public static Interval Part(Interval whole, PartOf part, DateOnly? published)
    {
        if (whole is not { From: { } from, To: { } to }) return whole;
        int days = to.DayNumber - from.DayNumber + 1;
        switch (part)
        {
            case PartOf.FirstHalf: return Cut(0, HalfOf(whole));
            case PartOf.SecondHalf: return Cut(HalfOf(whole), days);
            case PartOf.Earlier when published is { } now && now >= from: return whole with { To = now < to ? now : to };
            case PartOf.Later or PartOf.Rest when published is { } now && now <= to: return whole with { From = now > from ? now : from };
            case PartOf.EndPoint: return new Interval(to, to, Grain.Day);
        }
        (int first, int second) = whole.Grain switch
        {
            // The beginning of a month is its first week, its early days run to the tenth.
            Grain.Month => part == PartOf.Start ? (7, 20) : (10, 20),
            Grain.Week => (3, 3),
            Grain.Year when part == PartOf.Mid => (DaysTo(from, 4), DaysTo(from, 8)),
            Grain.Year => (DaysTo(from, 3), DaysTo(from, 9)),
            Grain.Decade => (DaysTo(from, 48), DaysTo(from, 84)),
            // A weekend or another few days: begins with its first, ends with its last.
            Grain.Day => (1, days - 1),
            _ => (DaysTo(from, 1), DaysTo(from, 2)),
        };
        return part switch
        {
            PartOf.Early or PartOf.Start => Cut(0, first),
            PartOf.Mid => whole.Grain == Grain.Week ? Cut(1, 5) : Cut(first, second),
            PartOf.Late => Cut(second, days),
            _ => whole,
        };

        Interval Cut(int a, int b) => whole with { From = Add(from, a), To = Add(from, Math.Min(b, days) - 1) };
    }

    private static int DaysTo(DateOnly from, int months) => from.AddMonths(months).DayNumber - from.DayNumber;

    private static int HalfOf(Interval whole) => whole.Grain switch
    {
        Grain.Month => 15,
        Grain.Year => DaysTo(whole.From!.Value, 6),
        Grain.Decade => DaysTo(whole.From!.Value, 60),
        _ => (whole.LengthDays ?? 0) / 2,
    };
}
