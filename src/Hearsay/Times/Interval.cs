using Hearsay.Text;

namespace Hearsay.Times;

/// <summary>How fine a time was told.</summary>
public enum Grain : byte { Day, Week, Month, Quarter, Season, Year, Decade }

/// <summary>Days from <see cref="From"/> to <see cref="To"/>, both inside; either end may be open.</summary>
/// <param name="From">First day, or null where open or unknown.</param>
/// <param name="To">Last day, or null where open or unknown.</param>
/// <param name="Grain">How fine it was told.</param>
public readonly record struct Interval(DateOnly? From, DateOnly? To, Grain Grain)
{
    /// <summary>ACLED time_precision: 1 exact day, 2 within about a week, 3 month or coarser.</summary>
    public int AcledPrecision => LengthDays switch { null => 3, 1 => 1, <= 10 => 2, _ => 3 };

    /// <summary>UCDP date_prec: 1 day, 2 two to six days, 3 a week, 4 a month, 5 up to a year or more.</summary>
    public int UcdpPrecision => LengthDays switch { null => 5, 1 => 1, <= 6 => 2, <= 10 => 3, <= 31 => 4, _ => 5 };

    /// <summary>Number of days, or null where an end is open.</summary>
    public int? LengthDays => From is { } from && To is { } to ? to.DayNumber - from.DayNumber + 1 : null;
}

/// <summary>A time expression found in the text.</summary>
/// <param name="Span">Offsets into the body.</param>
/// <param name="Kind">What it says: a date, a duration, or a time of day without a date.</param>
/// <param name="Interval">The days it stands for; null where it cannot be resolved without a guess.</param>
/// <param name="Rule">Stable id of the rule that read it.</param>
/// <param name="Anchor">What it was resolved against: "none" (complete in itself), "published", "text"; or why it was not.</param>
/// <param name="DurationDays">Length in days, where the words tell a length ("for two days", "the past two weeks", "two days ago", "daily"); null otherwise.</param>
/// <param name="IsBackground">Told as history ("in 2014") rather than news; it does not date the news around it.</param>
public sealed record TimeExpression(TextSpan Span, TimeKind Kind, Interval? Interval, string Rule, string Anchor, double? DurationDays = null, bool IsBackground = false);

/// <summary>What a time expression says.</summary>
public enum TimeKind : byte { Date, Duration, TimeOfDay, Set }
