namespace Hearsay.Times;

/// <summary>What an expression says, before it is set against a calendar.</summary>
internal enum FormKind : byte
{
    /// <summary>Parts of a calendar date: any of year, month, day, weekday, quarter, season.</summary>
    Calendar,
    /// <summary>A weekday alone, with the shift that goes with it.</summary>
    Weekday,
    /// <summary>A day counted from publication ("yesterday").</summary>
    Day,
    /// <summary>The day before, of or after the day last spoken of; publication where none was.</summary>
    Eve,
    /// <summary>A whole unit counted from publication ("last week") or from the text ("the same month").</summary>
    Period,
    /// <summary>A point a span away from publication, from the text or from another form ("two weeks ago").</summary>
    Offset,
    /// <summary>A span that ends or begins at publication ("the past 24 hours").</summary>
    Window,
    /// <summary>A length of time.</summary>
    Duration,
    /// <summary>From A to B, both inside.</summary>
    Range,
    Since,
    Until,
    Before,
    After,
    /// <summary>The nth weekday, day or week of A.</summary>
    Nth,
    /// <summary>The nth day of the war; 0 for the time since it began; −1 for the day it began.</summary>
    EpochDay,
    /// <summary>A part of the day whose day is not said.</summary>
    PartOfDay,
    /// <summary>A time on the clock whose day is not said.</summary>
    Clock,
    /// <summary>"now", "recently", "soon".</summary>
    Vague,
    /// <summary>Recent or coming units without a number ("recent weeks").</summary>
    RecentUnits,
    Set,
    Decade,
    Century,
}

/// <summary>What an offset or period is counted from.</summary>
internal enum Base : byte { Published, Text, Form }

/// <summary>A length of time: calendar months and days apart, for months differ in length.</summary>
/// <param name="Unit">The unit it was told in (its first).</param>
/// <param name="Months">Whole months.</param>
/// <param name="Days">Days and parts of days besides.</param>
/// <param name="IsVague">The number was not said ("several weeks").</param>
internal readonly record struct Span(TimeUnit Unit, double Months, double Days, bool IsVague)
{
    /// <summary>Mean length in days.</summary>
    public double TotalDays => Months * 30.4375 + Days;

    public static Span Of(TimeUnit unit, double count, bool vague = false) => unit switch
    {
        TimeUnit.Second => new(unit, 0, count / 86400, vague),
        TimeUnit.Minute => new(unit, 0, count / 1440, vague),
        TimeUnit.Hour => new(unit, 0, count / 24, vague),
        TimeUnit.Day or TimeUnit.DayAndNight => new(unit, 0, count, vague),
        TimeUnit.Week => new(unit, 0, count * 7, vague),
        TimeUnit.Fortnight => new(TimeUnit.Week, 0, count * 14, vague),
        TimeUnit.Weekend => new(unit, 0, count * 2, vague),
        TimeUnit.Month => new(unit, count, 0, vague),
        TimeUnit.Quarter or TimeUnit.Season => new(unit, count * 3, 0, vague),
        TimeUnit.Year => new(unit, count * 12, 0, vague),
        TimeUnit.Decade => new(unit, count * 120, 0, vague),
        _ => new(unit, count * 1200, 0, vague),
    };

    public Span Plus(Span other) => new(Unit, Months + other.Months, Days + other.Days, IsVague || other.IsVague);

    /// <summary>The day this span after (or before) a day; whole months by calendar, days rounded towards zero.</summary>
    public DateOnly From(DateOnly day, int sign)
    {
        int whole = (int)Months, rest = (int)((Months - whole) * 30.4375 + Days);
        long target = (long)day.Year * 12 + day.Month - 1 + sign * whole;
        if (target is < 12 * 2 or > 12L * 9990) return sign < 0 ? DateOnly.MinValue : DateOnly.MaxValue;
        int number = day.AddMonths(sign * whole).DayNumber + sign * rest;
        return DateOnly.FromDayNumber(Math.Clamp(number, DateOnly.MinValue.DayNumber, DateOnly.MaxValue.DayNumber));
    }
}

/// <summary>One expression as read, unresolved. Zero stands for what was not said.</summary>
internal sealed record TimeForm(FormKind Kind)
{
    public int Year { get; init; }
    public int Month { get; init; }
    public int Day { get; init; }
    /// <summary>1 Monday … 7 Sunday.</summary>
    public int Weekday { get; init; }
    public int Quarter { get; init; }
    public Season Season { get; init; }
    /// <summary>For <see cref="FormKind.Day"/>, <see cref="FormKind.Eve"/> and <see cref="FormKind.Period"/>: units moved.</summary>
    public int Move { get; init; }
    /// <summary>Year counted from publication ("September last year"); null where not said so.</summary>
    public int? YearMove { get; init; }
    /// <summary>Month counted from publication ("the 20th of next month"); null where not said so.</summary>
    public int? MonthMove { get; init; }
    /// <summary>Week counted from publication ("Friday next week"); null where not said so.</summary>
    public int? WeekMove { get; init; }
    public Shift Shift { get; init; }
    public TimeUnit Unit { get; init; }
    public PartOf Part { get; init; }
    public PartOfDay PartOfDay { get; init; }
    public Vagueness Vagueness { get; init; }
    public Span Span { get; init; }
    /// <summary>−1 back, +1 forward.</summary>
    public int Sign { get; init; }
    public int Ordinal { get; init; }
    public Base Base { get; init; }
    public TimeForm? A { get; init; }
    public TimeForm? B { get; init; }
    /// <summary>A duration introduced as continuing what came before ("for two days", "another two weeks").</summary>
    public bool Continues { get; init; }
    /// <summary>Of the year last told ("in April of that year").</summary>
    public bool IsOfToldYear { get; init; }
    /// <summary>A date in figures that may put the day or the month first ("04/12/2022").</summary>
    public bool IsOrderOpen { get; init; }
    /// <summary>Stands beside the date it is counted from ("on September 23, two days after …"): only that date will do.</summary>
    public bool IsBesideDate { get; init; }
}

/// <summary>The rules of the grammar; each has lines in the corpora.</summary>
internal enum TimeRule : byte
{
    Date, MonthYear, Year, DayOfMonth, NumericDate, Weekday, DayWord, Eve, PeriodShift, YearWord, Offset, Window, RecentUnits, Duration,
    Elapsed, Range, DayRange, Since, Until, Before, After, By, Nth, Quarter, SeasonOf, DecadeOf, CenturyOf, EpochDay, EpochSpan, Holiday,
    PartOfDay, PartOfPeriod, Night, Clock, Vague, Set,
}
