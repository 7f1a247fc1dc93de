namespace Hearsay.Times;

// Periods, windows, offsets, durations, ranges, war days, clock times.
internal readonly ref partial struct TimeParser
{
    /// <summary>"last week", «в этом году», "that month", «торік», "over the weekend", "every day".</summary>
    private Parsed? Periodic(int at)
    {
        int i = Skip(at, WordClass.The);
        if (Has(i, WordClass.YearShift, out int yearShift) && Has(i + 1, WordClass.In) && Has(i + 2, WordClass.Month, out int ofMonth))
            return new Parsed(at, i + 3, new TimeForm(FormKind.Calendar) { Month = ofMonth, YearMove = yearShift }, TimeRule.MonthYear);
        if (Has(i, WordClass.YearShift, out yearShift)) return new Parsed(at, i + 1, new TimeForm(FormKind.Period) { Unit = TimeUnit.Year, Move = yearShift }, TimeRule.YearWord);
        if (Has(i, WordClass.Set, out int period)) return new Parsed(i, i + 1, new TimeForm(FormKind.Set) { Span = Span.Of(TimeUnit.Day, period) }, TimeRule.Set);
        if (Has(i, WordClass.Every) && (Has(i + 1, WordClass.Unit, out int each) || Has(i + 1, WordClass.Weekday) || Has(i + 1, WordClass.DayPart)))
            return new Parsed(i, i + 2, new TimeForm(FormKind.Set) { Span = Has(i + 1, WordClass.Unit, out each) ? Span.Of((TimeUnit)each, 1) : Span.Of(Has(i + 1, WordClass.Weekday) ? TimeUnit.Week : TimeUnit.Day, 1) }, TimeRule.Set);
        if (Has(i, WordClass.Unit, out int unit) && (TimeUnit)unit == TimeUnit.Weekend && (i > at || !_isEnglish) && IsLicensed(at) && !Has(i, WordClass.Plural))
            return new Parsed(at, i + 1, new TimeForm(FormKind.Period) { Unit = TimeUnit.Weekend, Shift = Shift.Past }, TimeRule.PeriodShift);
        // "the week of March 6", "the week starting February 4".
        if (_isEnglish && Has(i, WordClass.Unit, out unit) && (TimeUnit)unit == TimeUnit.Week && i > at && (Has(i + 1, WordClass.Of) || Has(i + 1, WordClass.From)) && Core(Skip(i + 2, WordClass.The)) is { } day && IsDay(day.Form))
            return new Parsed(at, day.End, new TimeForm(FormKind.Period) { Unit = TimeUnit.Week, Base = Base.Form, A = day.Form }, TimeRule.PeriodShift);
        // "the quarter", "the latest period": the quarter the text is about; the last full one where it named none.
        if (_isEnglish && Has(i, WordClass.Unit, out unit) && (TimeUnit)unit == TimeUnit.Quarter && i > at && !Has(i, WordClass.Plural))
            return new Parsed(at, i + 1, new TimeForm(FormKind.Period) { Unit = TimeUnit.Quarter, Base = Base.Text, Shift = Shift.That, Ordinal = -1 }, TimeRule.PeriodShift);
        // "year-ago", "the year-earlier quarter".
        if (_isEnglish && Has(i, WordClass.Unit, out unit) && (TimeUnit)unit == TimeUnit.Year && IsMark(i + 1, '-') && (Has(i + 2, WordClass.Ago) || Has(i + 2, WordClass.Earlier)))
        {
            int behind = Has(i + 3, WordClass.Unit, out int quarter) && (TimeUnit)quarter == TimeUnit.Quarter ? i + 4 : i + 3;
            return new Parsed(at, behind, new TimeForm(FormKind.Offset) { Span = Span.Of(TimeUnit.Year, 1), Sign = -1, Base = Base.Published }, TimeRule.Offset);
        }
        // "year-end".
        if (_isEnglish && Has(i, WordClass.Unit, out unit) && (TimeUnit)unit is TimeUnit.Year or TimeUnit.Month && Has(SkipMark(i + 1, '-'), WordClass.Part, out int endPoint) && (PartOf)endPoint == PartOf.EndPoint)
            return new Parsed(at, SkipMark(i + 1, '-') + 1, new TimeForm(FormKind.Period) { Unit = (TimeUnit)unit, Part = PartOf.EndPoint }, TimeRule.PartOfPeriod);
        if (!Has(i, WordClass.Shift, out int value)) return null;
        var shift = (Shift)value;
        int u = i + 1;
        if (shift == Shift.Latest)
        {
            return Has(u, WordClass.Unit, out unit) && (TimeUnit)unit is TimeUnit.Quarter or TimeUnit.Month or TimeUnit.Week or TimeUnit.Year && !Has(u, WordClass.Plural)
                ? new Parsed(at, u + 1, new TimeForm(FormKind.Period) { Unit = (TimeUnit)unit, Move = -1, Shift = shift }, TimeRule.PeriodShift)
                : null;
        }
        if (Has(u, WordClass.Shift, out int second) && shift == Shift.This) (shift, u) = ((Shift)second, u + 1);
        if (Has(u, WordClass.Quality) && _isEnglish) u++;
        if (!Has(u, WordClass.Unit, out unit) || Has(u, WordClass.Plural) && (TimeUnit)unit != TimeUnit.Weekend && _isEnglish) return null;
        var kind = (TimeUnit)unit;
        if (kind is TimeUnit.Second or TimeUnit.Minute or TimeUnit.Hour || MoveOf(shift) is not { } move) return null;
        // «тижні» is both "weeks" and "in the week": the adjective tells.
        if (Has(u, WordClass.Plural) && kind is not (TimeUnit.Weekend or TimeUnit.DayAndNight) && shift is Shift.Past or Shift.Coming or Shift.Recent) return null;
        if (kind is TimeUnit.Day or TimeUnit.DayAndNight)
        {
            // «минулої доби» is the day before publication; "that day" and "the next day" follow the text.
            TimeForm form = shift switch
            {
                Shift.This => new TimeForm(FormKind.Day),
                Shift.Last or Shift.Past when kind == TimeUnit.DayAndNight || !_isEnglish => new TimeForm(FormKind.Day) { Move = -1 },
                _ => new TimeForm(FormKind.Eve) { Move = move, Unit = TimeUnit.Day },
            };
            if (shift is Shift.Last or Shift.Past && (_isEnglish || Has(at - 1, WordClass.Within))) form = new TimeForm(FormKind.Window) { Span = Span.Of(kind, 1), Sign = -1 };
            return new Parsed(at, u + 1, form, form.Kind == FormKind.Window ? TimeRule.Window : TimeRule.PeriodShift);
        }
        if (shift is Shift.Past && kind != TimeUnit.Weekend || Has(at - 1, WordClass.Within) && !_isEnglish && shift is Shift.Last)
            return new Parsed(at, u + 1, new TimeForm(FormKind.Window) { Span = Span.Of(kind, 1), Sign = -1 }, TimeRule.Window);
        Base from = shift is Shift.Previous or Shift.Following or Shift.Same or Shift.That ? Base.Text : Base.Published;
        return new Parsed(at, u + 1, new TimeForm(FormKind.Period) { Unit = kind, Move = move, Shift = shift, Base = from }, TimeRule.PeriodShift);
    }

    /// <summary>"the past 24 hours", «за последние два дня», «за сутки», "recent weeks", "the coming days".</summary>
    private Parsed? Window(int at)
    {
        // «за сутки», «за добу», «за ночь»: the day up to publication.
        if (!_isEnglish && Has(at - 1, WordClass.Within))
        {
            // «за добу 5 грудня»: that day.
            if (Has(at, WordClass.Unit, out int bare) && (TimeUnit)bare is TimeUnit.Day or TimeUnit.DayAndNight && Core(at + 1) is { } day && IsDay(day.Form)) return day with { Start = at };
            if (Has(at, WordClass.Unit, out bare) && (TimeUnit)bare is TimeUnit.DayAndNight or TimeUnit.Week or TimeUnit.Month && !Has(at, WordClass.Plural) && !Has(at + 1, WordClass.Later) && !Has(at + 1, WordClass.Until))
                return new Parsed(at, at + 1, new TimeForm(FormKind.Window) { Span = Span.Of((TimeUnit)bare, 1), Sign = -1 }, TimeRule.Window);
            if (Has(at, WordClass.DayPart, out int night) && (PartOfDay)night == PartOfDay.Night)
                return new Parsed(at, at + 1, new TimeForm(FormKind.Day) { PartOfDay = PartOfDay.Night }, TimeRule.Night);
        }
        int i = Skip(at, WordClass.The);
        if (!Has(i, WordClass.Shift, out int value)) return null;
        var shift = (Shift)value;
        int sign = shift switch
        {
            Shift.Last or Shift.Past or Shift.Previous or Shift.Recent => -1,
            Shift.Next or Shift.Coming or Shift.Following => 1,
            _ => 0,
        };
        int j = i + 1;
        if (sign == 0 && shift == Shift.This && Has(j, WordClass.Shift, out int second) && (Shift)second is Shift.Past or Shift.Last) (sign, j) = (-1, j + 1);
        if (sign == 0) return null;
        if (Has(j, WordClass.Plural) && Has(j, WordClass.Unit, out int unit) && (shift is not (Shift.Last or Shift.Previous or Shift.Following) || !_isEnglish))
            return new Parsed(at, j + 1, new TimeForm(FormKind.RecentUnits) { Unit = (TimeUnit)unit, Sign = sign }, TimeRule.RecentUnits);
        if (!SpanOf(j, out Span span, out int end, allowBare: shift is Shift.Past or Shift.Coming)) return null;
        if (span.IsVague) return new Parsed(at, end, new TimeForm(FormKind.RecentUnits) { Unit = span.Unit, Sign = sign }, TimeRule.RecentUnits);
        return new Parsed(at, end, new TimeForm(FormKind.Window) { Span = span, Sign = sign, Base = shift is Shift.Previous or Shift.Following ? Base.Text : Base.Published }, TimeRule.Window);
    }

    /// <summary>Expressions that hold a length of time: offsets ("two weeks ago", «через два дні») and durations.</summary>
    private Parsed? Spanned(int at)
    {
        // «через два дня», «спустя неделю», "after a month".
        bool through = Has(at, WordClass.Through, out _, out bool weakThrough);
        if ((through || Has(at, WordClass.After) && !Has(at, WordClass.Shift)) && SpanOf(at + 1, out Span led, out int ledEnd, allowBare: !_isEnglish))
        {
            bool later = Has(ledEnd, WordClass.Later, out _, out bool weakLed) && !weakLed;
            if ((through ? !weakThrough || later : !later) && !(IsMark(ledEnd, '-') && Touch(ledEnd - 1)))
            {
                // "after two days of …": the length told; it still moves the story on.
                if (later) ledEnd++;
                if (through && Has(ledEnd, WordClass.After) && Core(ledEnd + 1) is { } origin)
                    return new Parsed(at, origin.End, new TimeForm(FormKind.Offset) { Span = led, Sign = 1, Base = Base.Form, A = origin.Form }, TimeRule.Offset);
                return new Parsed(at, ledEnd, new TimeForm(FormKind.Offset) { Span = led, Sign = 1, Base = through && !later ? Base.Published : Base.Text, Continues = through }, TimeRule.Offset);
            }
        }
        bool bareAllowed = !_isEnglish;
        if (Has(at, WordClass.Per) && _isEnglish && Has(at + 1, WordClass.Unit) && !Has(at, WordClass.Cardinal))
            return new Parsed(at, at + 2, new TimeForm(FormKind.Set) { Span = Has(at + 1, WordClass.Unit, out int per) ? Span.Of((TimeUnit)per, 1) : default }, TimeRule.Set);
        if (!SpanOf(at, out Span span, out int end, bareAllowed)) return null;
        bool article = end - at == 2 && _isEnglish && Has(at, WordClass.Cardinal, out int one) && one == 1 && Has(at, WordClass.Per);
        bool bare = end - at == 1 && Has(at, WordClass.Unit);
        if (Has(end, WordClass.Ago, out _, out bool weakAgo) && !weakAgo)
            return new Parsed(at, end + 1, new TimeForm(FormKind.Offset) { Span = span, Sign = -1, Base = Base.Published }, TimeRule.Offset);
        if (_isEnglish && IsMark(end, '-') && Has(end + 1, WordClass.Ago) || _isEnglish && IsMark(end, '-') && Has(end + 1, WordClass.Earlier))
            return new Parsed(at, end + 2, new TimeForm(FormKind.Offset) { Span = span, Sign = -1, Base = Has(end + 1, WordClass.Ago) ? Base.Published : Base.Text }, TimeRule.Offset);
        if (Has(end, WordClass.FromNow)) return new Parsed(at, end + 1, new TimeForm(FormKind.Offset) { Span = span, Sign = 1, Base = Base.Published }, TimeRule.Offset);
        if (_isEnglish && Has(end, WordClass.From) && Core(end + 1) is { Form.Kind: FormKind.Day } fromDay)
            return new Parsed(at, fromDay.End, new TimeForm(FormKind.Offset) { Span = span, Sign = 1, Base = Base.Form, A = fromDay.Form }, TimeRule.Offset);
        if (Has(end, WordClass.Later, out _, out bool weakLater) && !weakLater)
            return new Parsed(at, end + 1, new TimeForm(FormKind.Offset) { Span = span, Sign = 1, Base = Base.Text }, TimeRule.Offset);
        if (Has(end, WordClass.Earlier)) return new Parsed(at, end + 1, new TimeForm(FormKind.Offset) { Span = span, Sign = -1, Base = Base.Text }, TimeRule.Offset);
        // "two weeks of forced digging later": the weeks themselves, then the point they lead to.
        if (Has(end, WordClass.Of) && _isEnglish)
        {
            for (int ahead = end + 2; ahead <= end + 5 && In(ahead) && _lexemes[ahead].Kind == LexemeKind.Word; ahead++)
            {
                if (Has(ahead, WordClass.Later, out _, out bool weak) && !weak)
                    return new Parsed(at, end, new TimeForm(FormKind.Duration) { Span = span, Continues = true, Sign = 1 }, TimeRule.Elapsed);
            }
        }
        if (!Has(at - 1, WordClass.For) && (Has(end, WordClass.Before) || Has(end, WordClass.After)))
        {
            int sign = Has(end, WordClass.After) ? 1 : -1;
            if (Core(Skip(end + 1, WordClass.The)) is { } origin)
                return new Parsed(at, origin.End, new TimeForm(FormKind.Offset) { Span = span, Sign = sign, Base = Base.Form, A = origin.Form }, TimeRule.Offset);
            // "on September 23, two days after the decree": dates what follows, from the date just named.
            if (IsMark(at - 1, ',') || IsMark(at - 1, '-'))
                return new Parsed(at, end + 1, new TimeForm(FormKind.Offset) { Span = span, Sign = -sign, Base = Base.Text, IsBesideDate = true }, TimeRule.Offset);
        }
        if (bare)
        {
            // A bare Russian or Ukrainian unit is a length only in the accusative of duration; too often it is a noun.
            return null;
        }
        // «жінка 68 років», «мужчина, 45 лет»: an age.
        if (!_isEnglish && span is { Unit: TimeUnit.Year, Months: >= 18 * 12 and <= 110 * 12 } && IsKind(at, LexemeKind.Number, out _)
            && (IsMark(at - 1, ',') || IsMark(at - 1, '(') || In(at - 1) && _lexemes[at - 1] is { Kind: LexemeKind.Word, Senses.Classes: 0 })) return null;
        if (article && !Has(at - 1, WordClass.For) && !Has(at - 1, WordClass.In) && !Has(at - 1, WordClass.Approximate) && !Has(at - 1, WordClass.More)
            && !Has(end, WordClass.Before) && !Has(end, WordClass.After)
            && In(at - 1) && _lexemes[at - 1].Kind is LexemeKind.Word or LexemeKind.Number or LexemeKind.Opaque && span.TotalDays >= 1)
            return new Parsed(at, end, new TimeForm(FormKind.Set) { Span = span }, TimeRule.Set);
        bool more = false;
        for (int k = at; k < end; k++) more |= Has(k, WordClass.More);
        bool forIt = Has(at - 1, WordClass.For) || Has(at - 1, WordClass.The) && Has(at - 2, WordClass.For) || more;
        return new Parsed(at, end, new TimeForm(FormKind.Duration) { Span = span, Continues = forIt, Sign = _isEnglish && Has(at - 1, WordClass.Within) ? 1 : 0, Base = Has(at - 1, WordClass.In) ? Base.Published : Base.Text }, TimeRule.Duration);
    }

    /// <summary>Ranges and open bounds: "from 16 to 18 October", "since 2014", «до п'ятниці», "by Friday".</summary>
    private Parsed? Bounded(int at)
    {
        Parsed? best = null;
        Consider(ref best, DayRange(at));
        bool from = Has(at, WordClass.From), between = Has(at, WordClass.Between);
        int first = from || between ? at + 1 : at;
        Parsed? a = Moment(first) ?? Periodic(first) ?? ClockDay(first);
        // "between now and 15 November".
        if (a is null && (from || between) && Has(first, WordClass.Vague, out int present) && (Vagueness)present == Vagueness.Present) a = new Parsed(first, first + 1, new TimeForm(FormKind.Day), TimeRule.Vague);
        if (a is { } start && start.Form.Kind is not (FormKind.Set or FormKind.Duration))
        {
            int join = IsMark(start.End, ',') && Has(start.End + 1, WordClass.To) ? start.End + 1 : start.End;
            bool joined = IsMark(join, '-') || Has(join, WordClass.To) || between && Has(join, WordClass.And);
            if (joined && (from || between || start.Form.Kind is not FormKind.Day && !(start.Form.Kind == FormKind.Weekday && Has(join, WordClass.To) && _isEnglish && !Has(join, WordClass.Until))))
            {
                int second = Skip(join + 1, WordClass.The);
                Parsed? b = Moment(second) ?? Periodic(second) ?? ClockDay(second);
                // "2014-2018", "1998-99".
                if (b is null && start.Form is { Kind: FormKind.Calendar, Year: > 0, Month: 0 } && YearNumber(second, false, out int lastYear, out int yearEnd) && lastYear > start.Form.Year)
                    b = new Parsed(second, yearEnd, new TimeForm(FormKind.Calendar) { Year = lastYear }, TimeRule.Year);
                if (b is { } end && Fits(start.Form, end.Form))
                    Consider(ref best, new Parsed(at, end.End, new TimeForm(FormKind.Range) { A = start.Form, B = end.Form }, TimeRule.Range));
                else if (Has(second, WordClass.Vague, out int now) && (Vagueness)now == Vagueness.Present)
                    Consider(ref best, new Parsed(at, second + 1, new TimeForm(FormKind.Range) { A = start.Form, B = new TimeForm(FormKind.Day) }, TimeRule.Range));
            }
        }
        // «с 2014 по 2018 год», «у 2022-2023 роках», "from 2014 to 2018", "2014–2018".
        if (IsKind(first, LexemeKind.Number, out int y1) && _lexemes[first].Digits == 4 && y1 is >= 1900 and < 2100
            && (IsMark(first + 1, '-') || Has(first + 1, WordClass.To) || between && Has(first + 1, WordClass.And))
            && YearNumber(first + 2, !_isEnglish, out int y2, out int rangeEnd) && y2 > y1 && y2 < 2100)
            Consider(ref best, new Parsed(at, rangeEnd, new TimeForm(FormKind.Range) { A = new TimeForm(FormKind.Calendar) { Year = y1 }, B = new TimeForm(FormKind.Calendar) { Year = y2 } }, TimeRule.Range));
        if (best is not null) return best;

        if (Has(at, WordClass.Since) && !Has(at, WordClass.After) && Anchor(at + 1) is { } since) return Bound(FormKind.Since, since, TimeRule.Since);
        if (Has(at, WordClass.Until) && Anchor(at + 1) is { } until) return Bound(FormKind.Until, until, TimeRule.Until);
        // "after Friday's attack": the day of the attack.
        if ((Has(at, WordClass.Before) || Has(at, WordClass.After)) && Anchor(at + 1) is { } owner && IsMark(owner.End, '\'')) return null;
        if (Has(at, WordClass.Before) && Anchor(at + 1) is { } before) return Bound(FormKind.Before, before, TimeRule.Before);
        if (Has(at, WordClass.After) && Anchor(at + 1) is { } after) return Bound(FormKind.After, after, TimeRule.After);
        // "by Friday" says as of that day.
        if (Has(at, WordClass.By) && Anchor(at + 1) is { } by) return new Parsed(at, by.End, by.Form, TimeRule.By);
        return null;

        // "before dawn on Sunday", "after midnight on Monday": still that day.
        Parsed Bound(FormKind kind, Parsed a, TimeRule rule) => a.Form.PartOfDay != PartOfDay.None ? a with { Start = at } : new(at, a.End, new TimeForm(kind) { A = a.Form }, rule);
    }

    /// <summary>A day with a time on the clock before it: «8:00 4 декабря».</summary>
    private Parsed? ClockDay(int at) => ClockTime(at) is { Form.Kind: not FormKind.Clock } day ? day : null;

    /// <summary>What can bound: a date, a period, a point some time ago.</summary>
    private Parsed? Anchor(int at)
    {
        Parsed? best = Moment(at);
        Consider(ref best, Periodic(at));
        if (Spanned(at) is { Form.Kind: FormKind.Offset } offset) Consider(ref best, offset);
        return best is { Form.Kind: FormKind.Set or FormKind.Vague } ? null : best;
    }

    /// <summary>Whether two forms can be the ends of one range: of a kind, so that "Monday to 2014" is none.</summary>
    private static bool Fits(TimeForm a, TimeForm b)
    {
        if (a.Kind == FormKind.Calendar && b.Kind == FormKind.Calendar)
            return !(a.Weekday > 0 && a.Day == 0) && (a.Day > 0 || b.Day == 0 || a.Month > 0 || a.Year > 0 && b.Year > 0 || b.Month > 0);
        if (a.Kind == FormKind.Weekday) return IsDay(b);
        return b.Kind is FormKind.Calendar or FormKind.Day or FormKind.Weekday or FormKind.Decade or FormKind.Period;
    }

    /// <summary>Days of one month: "16–18 October", "October 16 to 18", «с 4 на 5 декабря», «5 и 6 декабря», «протягом 18 вересня та вранці 19-го».</summary>
    private Parsed? DayRange(int at)
    {
        int i = Has(at, WordClass.From) || Has(at, WordClass.Between) ? at + 1 : at;
        i = Skip(i, WordClass.The);
        if (DayNumber(i, out int d1, out int end1))
        {
            int join = SkipMark(end1, '.');
            // "5, 6 and 7 December".
            int list = join;
            for (int n = 0; n < 6 && IsMark(list, ',') && DayNumber(list + 1, out _, out int item); n++) list = item;
            if (Joins(list) && DayNumber(Skip(list + 1, WordClass.The), out int d2, out int end2) && d2 > d1)
            {
                int m = _isEnglish && Has(end2, WordClass.Of) ? end2 + 1 : end2;
                m = Skip(m, WordClass.The);
                if (Has(m, WordClass.Month, out int month))
                {
                    var form = new TimeForm(FormKind.Calendar) { Day = d2, Month = month };
                    int end = YearAfter(AfterAbbreviation(m), ref form);
                    return Days(form, d1, end);
                }
                if (Has(m, WordClass.Shift, out int shift) && Has(m + 1, WordClass.Unit, out int unit) && (TimeUnit)unit == TimeUnit.Month && MoveOf((Shift)shift) is { } move)
                    return Days(new TimeForm(FormKind.Calendar) { Day = d2, MonthMove = move }, d1, m + 2);
                if (Has(m, WordClass.DayOfMonth)) return Days(new TimeForm(FormKind.Calendar) { Day = d2 }, d1, m + 1);
            }
            // «14. - 15.10.»: the month in figures behind the second day.
            if (Joins(join) && IsKind(join + 1, LexemeKind.Date, out int date) && date > 0 && date % 100 > d1 && !_isEnglish)
                return Days(new TimeForm(FormKind.Calendar) { Year = date / 10000, Month = date / 100 % 100, Day = date % 100 }, d1, join + 2);
        }
        if (Has(i, WordClass.Month, out int before) && _isEnglish)
        {
            int d = AfterAbbreviation(i);
            bool inner = Has(d, WordClass.From) || Has(d, WordClass.Between);
            if (inner) d++;
            if (DayNumber(d, out int a, out int aEnd) && (Joins(aEnd)) && DayNumber(Skip(aEnd + 1, WordClass.The), out int b, out int bEnd) && b > a && !Has(bEnd, WordClass.Month))
            {
                if (Has(aEnd, WordClass.And) && Has(bEnd, WordClass.Unit)) return null;
                var form = new TimeForm(FormKind.Calendar) { Day = b, Month = before };
                int end = YearAfter(bEnd, ref form);
                return Days(form, a, end);
            }
        }
        // «18 вересня та вранці 19-го».
        if (!_isEnglish && Dated(at) is { Form: { Kind: FormKind.Calendar, Day: > 0, Month: > 0 } } whole && Has(whole.End, WordClass.And))
        {
            int n = whole.End + 1;
            if (Has(n, WordClass.DayPart)) n++;
            if (IsKind(n, LexemeKind.Ordinal, out int last) && _lexemes[n].Digits <= 2 && last > whole.Form.Day && last <= 31 && !Has(n + 1, WordClass.Month))
                return Days(whole.Form with { Day = last, Weekday = 0 }, whole.Form.Day, n + 1);
        }
        return null;

        Parsed Days(TimeForm last, int first, int end) =>
            new(at, end, new TimeForm(FormKind.Range) { A = last with { Day = first }, B = last }, TimeRule.DayRange);
    }

    private bool Joins(int at) => IsMark(at, '-') || IsMark(at, '/') || Has(at, WordClass.To) || Has(at, WordClass.And) || !_isEnglish && Has(at, WordClass.On);

    /// <summary>"on the 285th day of the war", «з початку повномасштабного вторгнення», "after the start of the war".</summary>
    private Parsed? Epoch(int at)
    {
        int i = Skip(at, WordClass.The);
        if (Ordinal(i, out int nth, out int end) || Cardinal(i, out nth, out end) && nth > 1)
        {
            if (Has(end, WordClass.Unit, out int unit) && (TimeUnit)unit is TimeUnit.Day or TimeUnit.DayAndNight && !Has(end, WordClass.Plural) && EpochNoun(end + 1, out int epochEnd))
                return new Parsed(at, epochEnd, new TimeForm(FormKind.EpochDay) { Ordinal = nth }, TimeRule.EpochDay);
        }
        if (_isEnglish && Has(i, WordClass.Unit, out int day) && (TimeUnit)day == TimeUnit.Day && IsKind(i + 1, LexemeKind.Number, out nth) && EpochNoun(i + 2, out int dayEnd))
            return new Parsed(at, dayEnd, new TimeForm(FormKind.EpochDay) { Ordinal = nth }, TimeRule.EpochDay);
        bool since = Has(at, WordClass.Since) || Has(at, WordClass.After) || Has(at, WordClass.From);
        if (!since) return null;
        i = Skip(at + 1, WordClass.The);
        if (!Has(i, WordClass.EpochStart)) return null;
        // "since the war began" holds the noun in the phrase itself.
        if (EpochNoun(i + 1, out int stop)) return new Parsed(at, stop, new TimeForm(FormKind.EpochDay), TimeRule.EpochSpan);
        return null;
    }

    private bool EpochNoun(int at, out int end)
    {
        int i = Has(at, WordClass.Of) ? at + 1 : at;
        for (int n = 0; n < 5 && In(i); n++)
        {
            if (Has(i, WordClass.EpochNoun))
            {
                end = i + 1;
                while (Has(end, WordClass.EpochAdjective) && Has(end + 1, WordClass.EpochAdjective) && end < i + 4) end++;
                if (Has(end, WordClass.EpochAdjective) && end > i + 1) end++;
                return true;
            }
            if (!Has(i, WordClass.EpochAdjective) && !Has(i, WordClass.The) && !IsMark(i, '-') && !IsMark(i, '\'')) break;
            i++;
        }
        end = at;
        return false;
    }

    private Parsed? Vague(int at)
    {
        int i = at;
        if (Has(i, WordClass.Vague, out int vague, out bool weak) && !weak) return new Parsed(at, i + 1, new TimeForm(FormKind.Vague) { Vagueness = (Vagueness)vague }, TimeRule.Vague);
        // "in the past": a past without a number of units behind it.
        if (Has(i, WordClass.The) && Has(i + 1, WordClass.Shift, out int past) && (Shift)past == Shift.Past && (!In(i + 2) || _lexemes[i + 2].Kind == LexemeKind.Mark || _lexemes[i + 2].Senses.Classes == 0 && Has(i - 1, WordClass.In) && _lexemes[i + 2].Kind == LexemeKind.Word))
            return new Parsed(at, i + 2, new TimeForm(FormKind.Vague) { Vagueness = Vagueness.Past }, TimeRule.Vague);
        // «утром», «вночі», "at dawn", "in the morning".
        if (Has(i, WordClass.DayPart, out int part, out weak))
        {
            bool led = _isEnglish ? Has(i - 1, WordClass.The) && (Has(i - 2, WordClass.In) || Has(i - 2, WordClass.ClockBefore)) || Has(i - 1, WordClass.ClockBefore) && !Has(i, WordClass.Plural) : !weak || Has(i - 1, WordClass.In);
            if (led) return new Parsed(at, i + 1, new TimeForm(FormKind.PartOfDay) { PartOfDay = (PartOfDay)part }, TimeRule.PartOfDay);
        }
        return null;
    }

    /// <summary>A time on the clock, with the day it belongs to where one follows.</summary>
    private Parsed? ClockTime(int at)
    {
        int i = at;
        while (Has(i, WordClass.ClockBefore) && i < at + 2) i++;
        bool prefixed = i > at;
        bool atClock = Has(i, WordClass.AtClock);
        if (atClock) i++;
        if (!ReadClock(i, atClock, out int end) && !(prefixed && _isEnglish && Has(i, WordClass.DayPart, out int noon) && (PartOfDay)noon is PartOfDay.Noon or PartOfDay.Midnight && (end = i + 1) > 0)) return null;
        int start = atClock ? i - 1 : i;
        // A span on the clock: "from 9:30 to 11:00".
        if ((IsMark(end, '-') || IsMark(end, '/') || Has(end, WordClass.To)) && ReadClock(end + 1, true, out int second)) end = second;
        int next = SkipMark(end, ',');
        if (_isEnglish && Has(next, WordClass.On)) next++;
        else if (!_isEnglish && Has(next, WordClass.On) && Has(next + 1, WordClass.Weekday)) next++;
        if (Core(Skip(next, WordClass.The)) is { } day && IsDay(day.Form) && day.Rule != TimeRule.DayOfMonth)
        {
            PartOfDay none = PartOfDay.None;
            return new Parsed(start, Tail(day.End, day.Form, ref none), day.Form, day.Rule);
        }
        return new Parsed(start, end, new TimeForm(FormKind.Clock), TimeRule.Clock);
    }

    /// <summary>"14:30", "6 a.m.", «6 часов утра», «о 15 годині»; a bare number only where <paramref name="told"/> to be a time.</summary>
    private bool ReadClock(int at, bool told, out int end)
    {
        end = at;
        if (IsKind(at, LexemeKind.Clock, out _)) end = at + 1;
        else if (IsKind(at, LexemeKind.Date, out int dotted) && told && dotted < 10000 && Has(at - 1, WordClass.AtClock)) end = at + 1;
        else if ((IsKind(at, LexemeKind.Number, out int hour) || IsKind(at, LexemeKind.Ordinal, out hour) || IsKind(at, LexemeKind.Opaque, out _) && (hour = 1) > 0 || _isEnglish && Cardinal(at, out hour, out _)) && hour <= 24)
        {
            if (_isEnglish)
            {
                if (!Has(at + 1, WordClass.Meridiem) && !Has(at + 1, WordClass.ClockWord, out _)) return false;
                if (!Has(at + 1, WordClass.Meridiem) && (Has(at + 1, WordClass.Unit) || _lexemes[at].Kind == LexemeKind.Word && _lexemes[at + 1].Length < 7)) return false;
                end = at + 1;
            }
            else
            {
                if (IsKind(at, LexemeKind.Opaque, out _)) return false;
                bool word = Has(at + 1, WordClass.ClockWord);
                bool part = Has(at + 1, WordClass.DayPart);
                bool prefixed = Has(at - 1, WordClass.ClockBefore) || Has(at - 1, WordClass.AtClock);
                // «2 часа» is a length unless a preposition leads it; «2 часа дня» never is.
                if (!(part || word && (prefixed || Has(at + 2, WordClass.DayPart)) || told && Has(at - 1, WordClass.AtClock))) return false;
                end = at + 1;
                if (word) end++;
                if (Has(end, WordClass.DayPart)) end++;
                return true;
            }
        }
        else return false;
        for (int n = 0; n < 3; n++)
        {
            if (Has(end, WordClass.Meridiem) || Has(end, WordClass.ClockWord) && !(Has(end, WordClass.Unit) && _isEnglish)) end++;
            else if (Has(end, WordClass.DayPart) && !_isEnglish) end++;
            else break;
        }
        return true;
    }
}
