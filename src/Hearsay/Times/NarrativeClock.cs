using Hearsay.Text;

namespace Hearsay.Times;

/// <summary>How relative expressions are read.</summary>
public enum TimeReading : byte
{
    /// <summary>As news: an undated weekday or day lies behind the publication date unless the sentence looks ahead,
    /// and "the past ten days" end on it.</summary>
    News,
    /// <summary>As a calendar assistant: what is undated lies ahead, and windows are whole units.
    /// The public test sets of time recognisers are written for this reading.</summary>
    Assistant,
}

/// <summary>Where an expression stands, for its resolution.</summary>
/// <param name="Block">Index of its block.</param>
/// <param name="Sentence">Number of its sentence in the document.</param>
/// <param name="LooksAhead">The sentence speaks of what is to come.</param>
/// <param name="IsPerfect">A perfect ("had been held") stands right before it.</param>
/// <param name="OpensSentence">The sentence begins with it.</param>
/// <param name="LooksBack">A verb in the past stands near by.</param>
internal readonly record struct Standing(int Block, int Sentence, bool LooksAhead, bool IsPerfect, bool OpensSentence, bool LooksBack);

/// <summary>Follows the order of a story and sets its time expressions against the calendar.</summary>
/// <remarks>
/// Each expression is resolved once, in text order, against three things: the publication date; the day last spoken of,
/// which "the next day", "two weeks later" and "for another two days" continue from; and the year last named in the block,
/// which "in September" in a story of 2022 takes. What none of them settles stays unresolved, with the reason.
/// One clock serves one document and is not safe to share.
/// </remarks>
public sealed class NarrativeClock
{
    /// <summary>A day counts as the story's present for this many blocks after it was named.</summary>
    private const int AnchorBlocks = 2;

    /// <summary>A year named holds for a story for this many blocks after it was last used.</summary>
    private const int YearBlocks = 6;

    /// <summary>A year further back than this is mentioned, not told from.</summary>
    private const int StoryYears = 10;

    /// <summary>"04/12/2022" is read day first where that falls within this many days of publication and month first does not.</summary>
    private const int OpenOrderDays = 31;

    /// <summary>Longer spans seldom continue the story; they are lives and careers.</summary>
    private const int LongestContinuationDays = 62;

    /// <summary>Told this many days after it ended, an expression is history to a report.</summary>
    private const int BackgroundDays = 365;

    private readonly DateOnly? _published;
    private readonly TimeReading _reading;
    private readonly Func<Epoch?> _epoch;
    private Interval? _day, _any;
    private int _dayBlock, _daySentence, _anyBlock;
    private int _year, _yearMonth, _yearBlock = -1, _quarterBlock;
    private Interval? _quarter;

    /// <param name="published">Publication day; null where unknown.</param>
    /// <param name="reading">How undated expressions lean.</param>
    /// <param name="epoch">The war the text speaks of; asked only when a war day is met.</param>
    internal NarrativeClock(DateOnly? published, TimeReading reading, Func<Epoch?> epoch)
    {
        _published = published;
        _reading = reading;
        _epoch = epoch;
    }

    /// <summary>The stretch of the story that begins where an expression ends: for a clause told as following it
    /// ("they stayed for two days before being forced to dig").</summary>
    /// <param name="expressions">All expressions of the document, in text order.</param>
    /// <param name="index">The expression the clause follows.</param>
    /// <returns>From the expression's last day to the end of the stretch that the next expression tells, where that
    /// one continues it; the last day alone where none does; null where the expression is unresolved or open.</returns>
    public static Interval? Following(IReadOnlyList<TimeExpression> expressions, int index)
    {
        if (expressions[index].Interval is not { To: { } end }) return null;
        if (index + 1 < expressions.Count && expressions[index + 1] is { Anchor: "text", Interval: { From: { } from, To: { } to } next } && from == end) return new Interval(from, to, next.Grain);
        return new Interval(end, end, expressions[index].Interval!.Value.Grain);
    }

    /// <summary>How long what began with an expression went on, where the next one says so: "were detained on October 16.
    /// They stayed there for two days" lasts from the 16th to the 18th.</summary>
    /// <param name="expressions">All expressions of the document, in text order.</param>
    /// <param name="index">The expression that dates the beginning.</param>
    /// <returns>From the expression's first day to the end of the length told next; the expression's own interval where
    /// none is told; null where it is unresolved or open.</returns>
    public static Interval? Lasting(IReadOnlyList<TimeExpression> expressions, int index)
    {
        if (expressions[index].Interval is not { From: { } start, To: { } end } own) return null;
        bool lasts = index + 1 < expressions.Count && expressions[index + 1] is { Kind: TimeKind.Duration, Anchor: "text", Interval.From: { } from } && from == end;
        return lasts ? own with { To = expressions[index + 1].Interval!.Value.To, From = start } : own;
    }

    /// <summary>Resolves the next expression of the story.</summary>
    internal TimeExpression Resolve(TextSpan span, TimeForm form, string rule, Standing standing)
    {
        TimeKind kind = form.Kind switch
        {
            FormKind.Duration => TimeKind.Duration,
            FormKind.Clock or FormKind.PartOfDay => TimeKind.TimeOfDay,
            FormKind.Set => TimeKind.Set,
            _ => TimeKind.Date,
        };
        (Interval? interval, string anchor) = Read(form, standing);
        if (interval is { } i && form.Part != PartOf.None) interval = CalendarDays.Part(i, form.Part, _published);
        bool background = IsBackground(interval, form);
        KeepYear(interval, form, anchor, standing);
        if (interval is { } told && kind != TimeKind.Set) Remember(told, form, standing, background);
        double? days = form.Kind is FormKind.Duration or FormKind.Window or FormKind.Set or FormKind.Offset && !form.Span.IsVague && form.Span.TotalDays > 0 ? form.Span.TotalDays : null;
        return new TimeExpression(span, kind, interval, rule, anchor, days, background);
    }

    private bool IsBackground(Interval? interval, TimeForm form)
    {
        if (_published is not { } published || interval is not { } told) return false;
        DateOnly? end = form.Kind is FormKind.Since or FormKind.EpochDay ? told.From : told.To ?? told.From;
        if (end is not { } last) return false;
        int age = published.DayNumber - last.DayNumber;
        return age >= BackgroundDays || told.Grain is Grain.Year or Grain.Decade && last.Year < published.Year;
    }

    /// <summary>Notes the year a story has gone to, and forgets it when the report comes back to its own day.</summary>
    private void KeepYear(Interval? interval, TimeForm form, string anchor, Standing standing)
    {
        if (form.Kind == FormKind.Calendar && form.Year > 0 && (form.Month > 0 || form.Season != Season.None || standing.OpensSentence))
            (_year, _yearMonth, _yearBlock) = (form.Year, form.Month, standing.Block);
        else if (form.Kind == FormKind.Calendar && anchor == "text" && form.Month > 0 && interval is { From: { } from })
            (_year, _yearMonth, _yearBlock) = (from.Year, from.Month, standing.Block);
        else if (_published is not null && (anchor == "published" || form.Kind == FormKind.Vague && form.Vagueness == Vagueness.Present))
            _yearBlock = -1;
    }

    private void Remember(Interval told, TimeForm form, Standing standing, bool background)
    {
        if (form.Kind is FormKind.Window or FormKind.RecentUnits or FormKind.Since or FormKind.Until or FormKind.Before or FormKind.After || told.To is null || told.From is null) return;
        (_any, _anyBlock) = (told, standing.Block);
        if (told.Grain == Grain.Quarter && told.LengthDays > 80 && form.Kind is FormKind.Calendar or FormKind.Period && form.Ordinal == 0) (_quarter, _quarterBlock) = (told, standing.Block);
        if (told.LengthDays <= 3 || form.Kind is FormKind.Duration or FormKind.Range && told.LengthDays <= LongestContinuationDays)
            (_day, _dayBlock, _daySentence) = (told, standing.Block, standing.Sentence);
        else if (background) _day = null;
    }

    private Interval? Day(Standing standing) => _day is { } day && standing.Block - _dayBlock <= AnchorBlocks ? day : null;

    private static Interval Single(DateOnly day, Grain grain = Grain.Day) => new(day, day, grain);

    private (Interval?, string) Read(TimeForm form, Standing standing)
    {
        switch (form.Kind)
        {
            case FormKind.Calendar: return Calendar(form, standing);
            case FormKind.Weekday: return Weekday(form, standing);
            case FormKind.Day:
                return _published is { } today ? (Single(CalendarDays.Add(today, form.Move)), "published") : (null, Unpublished);
            case FormKind.Eve: return Eve(form, standing);
            case FormKind.Period: return Period(form, standing);
            case FormKind.Offset: return Offset(form, standing);
            case FormKind.Window: return Window(form, standing);
            case FormKind.RecentUnits: return RecentUnits(form);
            case FormKind.Duration: return Duration(form, standing);
            case FormKind.Range: return Range(form, standing);
            case FormKind.Since or FormKind.Until or FormKind.Before or FormKind.After: return Bound(form, standing);
            case FormKind.Nth: return Nth(form, standing);
            case FormKind.EpochDay: return EpochDay(form);
            case FormKind.Decade: return (CalendarDays.Years(form.Year, 10, Grain.Decade), "none");
            case FormKind.Century: return (CalendarDays.Years((form.Ordinal - 1) * 100, 100, Grain.Decade), "none");
            case FormKind.PartOfDay:
                return Day(standing) is { } day && standing.Block == _dayBlock ? (day, "text") : _published is { } now ? (Single(now), "published") : (null, Unpublished);
            case FormKind.Clock:
                if (Day(standing) is { LengthDays: 1 } clockDay) return (clockDay, "text");
                // News tells the hour of what happened on its own day.
                return _published is { } ofReport && _reading == TimeReading.News && !standing.LooksAhead ? (Single(ofReport), "published") : (null, "a time of day without its day");
            case FormKind.Set: return (null, "repeated");
            default:
                return (null, form.Vagueness switch { Vagueness.Present => "indefinite present", Vagueness.Past => "indefinite past", _ => "indefinite future" });
        }
    }

    private const string Unpublished = "no publication date";
    private const string NoDay = "no day told before it";
    private const string NoYear = "no year to place it in";

    private (Interval?, string) Calendar(TimeForm form, Standing standing)
    {
        int year = form.Year;
        string anchor = year > 0 ? "none" : "published";
        if (form.YearMove is { } move)
        {
            if (_published is not { } now) return (null, Unpublished);
            year = now.Year + move;
        }
        if (form.MonthMove is { } monthMove)
        {
            if (_published is not { } now) return (null, Unpublished);
            int index = now.Year * 12 + now.Month - 1 + monthMove;
            return Dated(index / 12, index % 12 + 1, form.Day) is { } inMonth ? (inMonth, "published") : (null, "no such day");
        }
        if (form.IsOfToldYear)
        {
            if (_any is not { From: { } told } || standing.Block - _anyBlock > YearBlocks) return (null, NoYear);
            return WithYear(form, told.Year) is { } inYear ? (inYear, "text") : (null, "no such day");
        }
        if (form.IsOrderOpen && _published is { } near && Dated(year, form.Month, form.Day) is { From: { } monthFirst } && Dated(year, form.Day, form.Month) is { From: { } dayFirst } swapped
            && Math.Abs(near.DayNumber - dayFirst.DayNumber) <= OpenOrderDays && Math.Abs(near.DayNumber - monthFirst.DayNumber) > OpenOrderDays)
            return (swapped, "published");
        if (form.Day > 0 && form.Month == 0) return DayOfMonth(form, standing);
        if (year == 0 && form.Shift is not Shift.None) return Shifted(form);
        if (year == 0)
        {
            if (YearOf(form, standing) is not { } found) return (null, _published is null ? NoYear : "no such day");
            (year, anchor) = found;
        }
        return WithYear(form, year) is { } interval ? (interval, anchor) : (null, "no such day");
    }

    private static Interval? Dated(int year, int month, int day) => CalendarDays.Date(year, month, day) is { } date ? Single(date) : null;

    private static Interval? WithYear(TimeForm form, int year) =>
        form.Day > 0 ? Dated(year, form.Month, form.Day)
        : form.Month > 0 ? CalendarDays.Month(year, form.Month)
        : form.Quarter > 0 ? CalendarDays.Months(year, form.Quarter * 3 - 2, 3, Grain.Quarter)
        : form.Season != Season.None ? CalendarDays.SeasonOf(form.Season, year)
        : CalendarDays.Year(year);

    /// <summary>"last November", "this summer", "next May".</summary>
    private (Interval?, string) Shifted(TimeForm form)
    {
        if (_published is not { } now) return (null, Unpublished);
        Interval? best = null;
        for (int year = now.Year - 2; year <= now.Year + 2; year++)
        {
            if (WithYear(form, year) is not { From: { } from, To: { } to } at) continue;
            bool inside = from <= now && now <= to;
            switch (form.Shift)
            {
                case Shift.Last or Shift.Past or Shift.Previous when to < now: best = at; break;
                case Shift.Next or Shift.Coming or Shift.Following when from > now && best is null: best = at; break;
                case Shift.This or Shift.Same or Shift.That when inside || best is null && year == now.Year: best = at; break;
                case Shift.BeforeLast when to < now && year < now.Year - (WithYear(form, now.Year)?.To < now ? 0 : 1): best = at; break;
            }
        }
        return (best, "published");
    }

    /// <summary>The year of a date told without one: that of the story around it, else the nearest to publication.</summary>
    private (int Year, string Anchor)? YearOf(TimeForm form, Standing standing)
    {
        if (_yearBlock >= 0 && standing.Block - _yearBlock <= YearBlocks && (_published is not { } day || _year < day.Year && _year > day.Year - StoryYears))
        {
            // A story told on from December 2021: "on 10 January" is the next one, "in November" the one before.
            int year = form.Month == 0 || _yearMonth == 0 || Math.Abs(form.Month - _yearMonth) <= 6 ? _year : form.Month < _yearMonth ? _year + 1 : _year - 1;
            return (year, "text");
        }
        if (_published is not { } now) return null;
        int? best = null;
        long bestCost = long.MaxValue;
        int reach = form.Month == 2 && form.Day == 29 ? 4 : 1;
        for (int year = now.Year - reach; year <= now.Year + reach; year++)
        {
            if (WithYear(form, year) is not { From: { } from, To: { } to }) continue;
            if (form.Weekday > 0 && form.Day > 0 && CalendarDays.Weekday(from) != form.Weekday && form.Weekday != CalendarDays.Weekday(now)) continue;
            bool running = from <= now && now <= to;
            long ahead = running ? 0 : from > now ? from.DayNumber - now.DayNumber : 0, behind = running || to > now ? 0 : now.DayNumber - to.DayNumber;
            // What is ahead costs more in news: a date some weeks off is taken before one eleven months gone, no more.
            bool future = standing.LooksAhead || _reading == TimeReading.Assistant;
            long cost = future ? ahead + behind * (_reading == TimeReading.Assistant ? 12 : 6) : ahead * (standing.LooksBack ? 14 : 4) + behind;
            if (cost < bestCost) (best, bestCost) = (year, cost);
        }
        if (best is null && form.Weekday > 0) return YearOf(form with { Weekday = 0 }, standing);
        return best is { } chosen ? (chosen, "published") : null;
    }

    /// <summary>"the 27th": in the month of the day last told, else the nearest to publication.</summary>
    private (Interval?, string) DayOfMonth(TimeForm form, Standing standing)
    {
        if (_any is { From: { } told } && standing.Block - _anyBlock <= AnchorBlocks && _published != told && NearestDay(told, form.Day) is { } inText)
            return (inText, "text");
        if (_published is not { } now) return (null, Unpublished);
        bool future = standing.LooksAhead || _reading == TimeReading.Assistant;
        for (int move = form.Weekday > 0 ? -2 : 0; move < 12; move++)
        {
            int index = now.Year * 12 + now.Month - 1 + (future ? move : -move);
            if (Dated(index / 12, index % 12 + 1, form.Day) is not { From: { } day } at || form.Weekday == 0 && (future ? day < now : day > now)) continue;
            if (form.Weekday > 0 && CalendarDays.Weekday(day) != form.Weekday) continue;
            return (at, "published");
        }
        return (null, "no such day");
    }

    /// <summary>The day of that number nearest to a day of the story: "on the 2nd" after 30 November is in December.</summary>
    private static Interval? NearestDay(DateOnly told, int number)
    {
        Interval? best = null;
        for (int move = -1; move <= 1; move++)
        {
            int index = told.Year * 12 + told.Month - 1 + move;
            if (Dated(index / 12, index % 12 + 1, number) is { From: { } day } at && (best is not { From: { } had } || Math.Abs(day.DayNumber - told.DayNumber) < Math.Abs(had.DayNumber - told.DayNumber))) best = at;
        }
        return best;
    }

    private (Interval?, string) Weekday(TimeForm form, Standing standing)
    {
        if (_published is not { } now) return (null, Unpublished);
        int delta = form.Weekday - CalendarDays.Weekday(now);
        if (form.WeekMove is { } weeks) return (Single(CalendarDays.Add(CalendarDays.Monday(now), weeks * 7 + form.Weekday - 1)), "published");
        int days = form.Shift switch
        {
            Shift.This => delta,
            Shift.Last or Shift.Past or Shift.Previous => delta < 0 ? delta : delta - 7,
            Shift.BeforeLast => delta < 0 ? delta - 7 : delta - 14,
            Shift.Next or Shift.Coming or Shift.Following => delta > 0 ? delta : delta + 7,
            _ when _reading == TimeReading.Assistant => delta > 0 ? delta : delta + 7,
            _ when standing.LooksAhead => delta >= 0 ? delta : delta + 7,
            _ => delta <= 0 ? delta : delta - 7,
        };
        return (Single(CalendarDays.Add(now, days)), "published");
    }

    private (Interval?, string) Eve(TimeForm form, Standing standing)
    {
        if (Day(standing) is { From: { } from, To: { } to } day)
        {
            return form.Move switch
            {
                < 0 => (Single(CalendarDays.Add(from, form.Move)), "text"),
                > 0 => (Single(CalendarDays.Add(to, form.Move)), "text"),
                _ => (day, "text"),
            };
        }
        if (form.Part == PartOf.Whole && _published is { } today) return (Single(today), "published");
        return form.Move < 0 && _published is { } now ? (Single(CalendarDays.Add(now, form.Move)), "published")
            : form.Move > 0 && _published is { } ahead && _reading == TimeReading.Assistant ? (Single(CalendarDays.Add(ahead, form.Move)), "published")
            : (null, NoDay);
    }

    private (Interval?, string) Period(TimeForm form, Standing standing)
    {
        if (form.Base == Base.Form)
        {
            (Interval? inner, string anchor) = Read(form.A!, standing);
            return inner is { From: { } within } ? (CalendarDays.Unit(form.Unit, within, 0), anchor) : (null, anchor);
        }
        if (form.Base == Base.Text)
        {
            if (form.Ordinal < 0)
            {
                return form.Shift == Shift.That && _quarter is { } quarter && standing.Block - _quarterBlock <= YearBlocks ? (quarter, "text")
                    : _published is { } after ? (CalendarDays.Unit(TimeUnit.Quarter, after, -1), "published") : (null, Unpublished);
            }
            if (_any is { From: { } told } && standing.Block - _anyBlock <= AnchorBlocks) return (CalendarDays.Unit(form.Unit, told, form.Move), "text");
            return form.Shift is Shift.Previous or Shift.Following or Shift.Same && _published is { } near ? (CalendarDays.Unit(form.Unit, near, form.Move), "published") : (null, NoDay);
        }
        if (_published is not { } now) return (null, Unpublished);
        if (form.Unit == TimeUnit.Weekend) return (Weekend(form, now, standing), "published");
        return (CalendarDays.Unit(form.Unit, now, form.Move), "published");
    }

    private Interval Weekend(TimeForm form, DateOnly now, Standing standing)
    {
        int weekday = CalendarDays.Weekday(now);
        DateOnly saturday = CalendarDays.Add(CalendarDays.Monday(now), 5);
        int weeks = form.Shift switch
        {
            Shift.Next or Shift.Coming or Shift.Following => 1,
            Shift.Last or Shift.Previous => -1,
            _ when standing.LooksAhead || _reading == TimeReading.Assistant => 0,
            Shift.This => weekday >= 4 ? 0 : -1,
            _ => weekday >= 6 ? 0 : -1,
        };
        saturday = CalendarDays.Add(saturday, 7 * weeks);
        return new Interval(saturday, CalendarDays.Add(saturday, 1), Grain.Day);
    }

    private (Interval?, string) Offset(TimeForm form, Standing standing)
    {
        if (form.Span.IsVague) return (null, form.Sign < 0 ? "indefinite past" : "indefinite length");
        // "a year ago" in a report on a quarter speaks of the quarter of that year.
        if (form.Sign < 0 && form.Base != Base.Form && form.Span is { Unit: TimeUnit.Year, Months: 12 } && _quarter is { From: { } quarter } && standing.Block - _quarterBlock <= YearBlocks)
            return (CalendarDays.Unit(TimeUnit.Quarter, quarter, -4), "text");
        DateOnly start;
        string anchor;
        Grain told = Grain.Day;
        switch (form.Base)
        {
            case Base.Form:
                (Interval? inner, anchor) = Read(form.A!, standing);
                if (inner is not { From: { } a, To: { } b }) return (null, anchor);
                start = form.Sign < 0 ? a : b;
                break;
            case Base.Text when Day(standing) is { From: { } from, To: { } to } && !(form.IsBesideDate && standing.Sentence != _daySentence):
                (start, anchor) = (form.Sign < 0 ? from : to, "text");
                break;
            case Base.Text when _any is { From: { } from } any && standing.Block - _anyBlock <= AnchorBlocks && form.Span.Unit >= UnitOf(any.Grain):
                (start, anchor, told) = (from, "text", any.Grain);
                break;
            case Base.Text when _reading == TimeReading.News || _published is null:
                return (null, NoDay);
            default:
                // «через два дня» goes on from the story in the past, from publication where the sentence looks ahead.
                if (form.Continues && _reading == TimeReading.News && !standing.LooksAhead)
                {
                    if (Day(standing) is not { To: { } last }) return (null, NoDay);
                    (start, anchor) = (last, "text");
                }
                else if (_published is { } now) (start, anchor) = (now, "published");
                else return (null, Unpublished);
                break;
        }
        DateOnly day = form.Span.From(start, form.Sign);
        if (day == DateOnly.MinValue || day == DateOnly.MaxValue) return (null, "outside the calendar");
        if (told is Grain.Quarter or Grain.Month or Grain.Year or Grain.Season)
            return (CalendarDays.Unit(told switch { Grain.Quarter or Grain.Season => TimeUnit.Quarter, Grain.Month => TimeUnit.Month, _ => TimeUnit.Year }, day, 0), anchor);
        if (anchor == "published" && _reading == TimeReading.News)
        {
            if (form.Span.Months >= 12) return (CalendarDays.Year(day.Year), anchor);
            if (form.Span.Months >= 1) return (CalendarDays.Month(day.Year, day.Month), anchor);
        }
        return (Single(day, GrainOf(form.Span.Unit)), anchor);
    }

    private static TimeUnit UnitOf(Grain grain) => grain switch
    {
        Grain.Day => TimeUnit.Day,
        Grain.Week => TimeUnit.Week,
        Grain.Month => TimeUnit.Month,
        Grain.Quarter => TimeUnit.Quarter,
        Grain.Season => TimeUnit.Season,
        Grain.Year => TimeUnit.Year,
        _ => TimeUnit.Decade,
    };

    private static Grain GrainOf(TimeUnit unit) => unit switch
    {
        TimeUnit.Week or TimeUnit.Fortnight => Grain.Week,
        TimeUnit.Month => Grain.Month,
        TimeUnit.Quarter => Grain.Quarter,
        TimeUnit.Year => Grain.Year,
        TimeUnit.Decade or TimeUnit.Century => Grain.Decade,
        _ => Grain.Day,
    };

    private (Interval?, string) Window(TimeForm form, Standing standing)
    {
        DateOnly now;
        string anchor = "published";
        // "said on Wednesday that in the past 24 hours": the hours before Wednesday.
        if (_day is { To: { } day, LengthDays: 1 } && standing.Sentence == _daySentence && standing.Block == _dayBlock) (now, anchor) = (day, "text");
        else if (form.Base == Base.Text && Day(standing) is { From: { } from }) (now, anchor) = (from, "text");
        else if (_published is { } published) now = published;
        else return (null, Unpublished);
        Span span = form.Span;
        if (_reading == TimeReading.Assistant && CalendarDays.Unit(span.Unit, now, form.Sign) is { From: not null, To: not null } nearest)
        {
            int count = (int)Math.Round(span.Unit is TimeUnit.Month or TimeUnit.Quarter or TimeUnit.Year or TimeUnit.Decade ? span.Months / Span.Of(span.Unit, 1).Months : span.Days / Span.Of(span.Unit, 1).Days);
            Interval? farthest = CalendarDays.Unit(span.Unit, now, form.Sign * count);
            return form.Sign < 0 ? (new Interval(farthest?.From, nearest.To, nearest.Grain), anchor) : (new Interval(nearest.From, farthest?.To, nearest.Grain), anchor);
        }
        DateOnly far = span.From(now, form.Sign);
        Grain grain = GrainOf(span.Unit);
        return form.Sign < 0 ? (new Interval(far, now, grain), anchor) : (new Interval(now, far, grain), anchor);
    }

    /// <summary>"recent days" reach a week back, "recent weeks" a month, "recent months" a quarter of a year.</summary>
    private (Interval?, string) RecentUnits(TimeForm form)
    {
        if (_published is not { } now) return (null, Unpublished);
        Span? reach = form.Unit switch
        {
            TimeUnit.Hour => Span.Of(TimeUnit.Day, 1),
            TimeUnit.Day or TimeUnit.DayAndNight => Span.Of(TimeUnit.Week, 1),
            TimeUnit.Week => Span.Of(TimeUnit.Month, 1),
            TimeUnit.Month => Span.Of(TimeUnit.Month, 3),
            _ => null,
        };
        if (reach is not { } span || form.Sign > 0) return (null, form.Sign > 0 ? "indefinite future" : "indefinite past");
        return (new Interval(span.From(now, -1), now, GrainOf(span.Unit)), "published");
    }

    private (Interval?, string) Duration(TimeForm form, Standing standing)
    {
        const string length = "a length of time without a beginning";
        if (form.Span.IsVague) return (null, "indefinite length");
        if (form.Base == Base.Published && standing.LooksAhead && _published is { } now)
        {
            DateOnly due = form.Span.From(now, 1);
            return (form.Sign > 0 ? new Interval(now, due, GrainOf(form.Span.Unit)) : Single(due, GrainOf(form.Span.Unit)), "published");
        }
        if (!form.Continues || standing.IsPerfect || _reading == TimeReading.Assistant || Day(standing) is not { To: { } start } || standing.Block - _dayBlock > 1 || form.Span.TotalDays is < 1 or > LongestContinuationDays) return (null, length);
        DateOnly end = form.Span.From(start, 1);
        if (end > _published) return (null, length);
        return (new Interval(start, end, GrainOf(form.Span.Unit)), "text");
    }

    private (Interval?, string) Range(TimeForm form, Standing standing)
    {
        TimeForm a = form.A!, b = form.B!;
        // "from 16 to 18 October", "from May to July 2022": the first end takes what only the second says.
        (Interval? last, string anchor) = Read(b, standing);
        if (last is not { To: { } to }) return (null, anchor);
        if (b.Part != PartOf.None && last is { } wholeEnd) to = CalendarDays.Part(wholeEnd, b.Part, _published).To ?? to;
        if (a.Kind == FormKind.Calendar && a.Year == 0 && a.YearMove is null && a.MonthMove is null)
        {
            if (a.Month == 0 && a.Day > 0) a = a with { Month = to.Month, Year = to.Year };
            else if (a.Month > 0) a = a with { Year = a.Month > to.Month ? to.Year - 1 : to.Year };
        }
        (Interval? first, string firstAnchor) = Read(a, standing);
        if (first is { } wholeStart && a.Part != PartOf.None) first = CalendarDays.Part(wholeStart, a.Part, _published);
        if (first is not { From: { } from }) return (null, firstAnchor);
        // "December 28 to January 3" read backwards: the later end may be next year's.
        if (from > to && b is { Kind: FormKind.Calendar, Year: 0 }) to = to.AddYears(1);
        if (from > to && a.Kind == FormKind.Weekday) from = CalendarDays.Add(from, -7);
        if (from > to) return (null, "ends before it begins");
        return (new Interval(from, to, (Grain)Math.Min((int)first.Value.Grain, (int)last.Value.Grain)), anchor);
    }

    private (Interval?, string) Bound(TimeForm form, Standing standing)
    {
        (Interval? read, string anchor) = Read(form.A!, standing);
        if (read is not { From: not null, To: not null } inner) return (null, anchor);
        if (form.A!.Part != PartOf.None) inner = CalendarDays.Part(inner, form.A.Part, _published);
        DateOnly from = inner.From!.Value, to = inner.To!.Value;
        return form.Kind switch
        {
            // What began in the past goes on to publication, for all that the report can know.
            FormKind.Since => (new Interval(from, _published is { } now && now >= from && _reading == TimeReading.News ? now : null, inner.Grain), anchor),
            FormKind.Until => (new Interval(null, to, inner.Grain), anchor),
            FormKind.Before => (new Interval(null, CalendarDays.Add(from, -1), inner.Grain), anchor),
            _ => (new Interval(CalendarDays.Add(to, 1), null, inner.Grain), anchor),
        };
    }

    private (Interval?, string) Nth(TimeForm form, Standing standing)
    {
        (Interval? inner, string anchor) = Read(form.A!, standing);
        if (inner is not { From: { } from, To: { } to }) return (null, anchor);
        DateOnly? day = null;
        if (form.Weekday > 0)
        {
            int first = (form.Weekday - CalendarDays.Weekday(from) + 7) % 7;
            int last = (CalendarDays.Weekday(to) - form.Weekday + 7) % 7;
            day = form.Ordinal < 0 ? CalendarDays.Add(to, -last) : CalendarDays.Add(from, first + 7 * (form.Ordinal - 1));
        }
        else if (form.Unit == TimeUnit.Day) day = form.Ordinal < 0 ? to : CalendarDays.Add(from, form.Ordinal - 1);
        else if (form.Unit == TimeUnit.Month)
        {
            Interval? month = form.Ordinal < 0 ? CalendarDays.Month(to.Year, to.Month) : CalendarDays.Month(from.Year, from.Month + form.Ordinal - 1);
            return (month, anchor);
        }
        else
        {
            // The first week of a month is the first that has its Thursday in it, as ISO 8601 counts weeks of a year.
            DateOnly monday = form.Ordinal < 0 ? CalendarDays.Monday(CalendarDays.Add(to, -3)) : CalendarDays.Add(CalendarDays.Monday(CalendarDays.Add(from, 3)), 7 * (form.Ordinal - 1));
            return (CalendarDays.Week(monday), anchor);
        }
        return day >= from && day <= to ? (Single(day.Value), anchor) : (null, "no such day");
    }

    private (Interval?, string) EpochDay(TimeForm form)
    {
        if (_epoch() is not { Start: var start } epoch) return (null, "which war is not told");
        if (form.Ordinal > 0 && epoch.Grain != Grain.Day) return (null, "its first day is not agreed");
        if (form.Ordinal > 0) return (Single(CalendarDays.Add(start, form.Ordinal - 1)), "none");
        return (new Interval(start, _published is { } now && now >= start ? now : null, epoch.Grain), "published");
    }
}
