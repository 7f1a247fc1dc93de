namespace Hearsay.Times;

// Points and periods of the calendar: dates, weekdays, days counted from publication, parts of them.
internal readonly ref partial struct TimeParser
{
    /// <summary>A date with what may stand around it: a part of the day, a time on the clock.</summary>
    private Parsed? Moment(int at)
    {
        if (InNight(at) is { } night) return night;
        int start = at, i = Skip(at, WordClass.The);
        if (PartOfPeriod(at) is { } part) return part;
        // «вечером 21 сентября», "the morning of 3 April", "early on Tuesday", "in the early hours of Thursday".
        PartOfDay partOfDay = PartOfDay.None;
        int core = i;
        if (Has(core, WordClass.Part, out int early) && (PartOf)early is PartOf.Early or PartOf.Late or PartOf.Mid)
        {
            int after = core + 1;
            if (Has(after, WordClass.DayPart)) core = after;
            else if (Has(after, WordClass.Unit, out int hours) && (TimeUnit)hours == TimeUnit.Hour && Has(after + 1, WordClass.Of)) core = after + 2;
            else if (Has(after, WordClass.On) && Core(Skip(after + 1, WordClass.The)) is { } onDay && IsDay(onDay.Form)) core = after + 1;
            else if (_isEnglish && Core(after) is { } lateDay && IsDay(lateDay.Form)) core = after;
        }
        if (Has(core, WordClass.DayPart, out int day))
        {
            int after = core + 1;
            if (Has(after, WordClass.Of) || Has(after, WordClass.On)) after++;
            after = Skip(after, WordClass.The);
            if (after > core && Core(after) is { } dayOf && IsDay(dayOf.Form))
            {
                partOfDay = (PartOfDay)day;
                core = after;
            }
            else core = i;
        }
        else if (Has(core, WordClass.DayPartOf) && (Has(core + 1, WordClass.On) || Has(core + 1, WordClass.To)) && Core(core + 2) is { } overnight && IsDay(overnight.Form))
        {
            partOfDay = PartOfDay.Night;
            core += 2;
        }
        core = Skip(core, WordClass.The);
        if (Core(core) is not { } found) return null;
        if (core == i && i > at && !Has(at, WordClass.The)) start = i;
        int end = Tail(found.End, found.Form, ref partOfDay);
        return new Parsed(start, end, partOfDay == PartOfDay.None ? found.Form : found.Form with { PartOfDay = partOfDay }, found.Rule);
    }

    private static bool IsDay(TimeForm form) =>
        form.Kind is FormKind.Day or FormKind.Weekday or FormKind.Eve || form.Kind == FormKind.Calendar && (form.Day > 0 || form.Weekday > 0);

    /// <summary>A part of the day or a time on the clock behind a day: "Tuesday morning", «15 лютого о 6 ранку».</summary>
    private int Tail(int at, TimeForm form, ref PartOfDay partOfDay)
    {
        if (!IsDay(form)) return at;
        for (int turn = 0; turn < 2; turn++)
        {
            int next = SkipMark(at, ',');
            if (Has(next, WordClass.DayPart, out int part, out bool weak) && (next == at || !_isEnglish && !weak))
            {
                partOfDay = (PartOfDay)part;
                at = next + 1;
                continue;
            }
            if (_isEnglish && Has(next, WordClass.In) && Has(next + 1, WordClass.The) && Has(next + 2, WordClass.DayPart, out part))
            {
                partOfDay = (PartOfDay)part;
                at = next + 3;
                continue;
            }
            int clock = next;
            while (Has(clock, WordClass.ClockBefore) && clock < next + 2) clock++;
            clock = Skip(clock, WordClass.AtClock);
            // «4 декабря до 8:00 5 декабря»: that clock belongs to the day behind it.
            if (ReadClock(clock, clock > next, out int clockEnd) && !(Core(clockEnd) is { } nextDay && IsDay(nextDay.Form))) at = clockEnd;
            else break;
        }
        return at;
    }

    /// <summary>«в ночь на 5 декабря», «у ніч перед понеділком», «в ночь с 4 на 5 декабря», "on the night of October 4-5".</summary>
    private Parsed? InNight(int at)
    {
        int i = Skip(at, WordClass.The);
        if (!Has(i, WordClass.DayPart, out int part) || (PartOfDay)part != PartOfDay.Night) return null;
        int next = i + 1;
        if (Has(next, WordClass.Of) || Has(next, WordClass.On) || Has(next, WordClass.From))
        {
            if (DayRange(Has(next, WordClass.From) ? next : next + 1) is { } nights)
                return new Parsed(at, nights.End, nights.Form with { PartOfDay = PartOfDay.Night }, TimeRule.Night);
            if (Has(next, WordClass.From)) return null;
        }
        bool eve = Has(next, WordClass.Before);
        if (!eve && !Has(next, WordClass.On) && !Has(next, WordClass.Of)) return null;
        if (Core(Skip(next + 1, WordClass.The)) is not { } day || !IsDay(day.Form)) return null;
        PartOfDay none = PartOfDay.Night;
        int end = Tail(day.End, day.Form, ref none);
        TimeForm form = day.Form with { PartOfDay = PartOfDay.Night };
        if (eve) form = new TimeForm(FormKind.Range) { A = new TimeForm(FormKind.Offset) { A = form, Base = Base.Form, Sign = -1, Span = Span.Of(TimeUnit.Day, 1) }, B = form };
        return new Parsed(at, end, form, TimeRule.Night);
    }

    /// <summary>"early October", "the end of last week", «в середине 2022 года», "the first half of the year".</summary>
    private Parsed? PartOfPeriod(int at)
    {
        int i = Skip(at, WordClass.The);
        if (!Has(i, WordClass.Part, out int value, out bool weak) || (PartOf)value is PartOf.None) return null;
        var part = (PartOf)value;
        int next = i + 1;
        if (weak && !Has(next, WordClass.Of)) return null;
        if (IsMark(next, '-')) next++;
        else if (Has(next, WordClass.Of) || part is PartOf.Earlier or PartOf.Later && Has(next, WordClass.In)) next++;
        int whole = Skip(next, WordClass.The);
        if (_isEnglish && Has(next - 1, WordClass.Of) && Has(whole, WordClass.Part, out int inner) && (PartOf)inner != PartOf.Whole) return null;
        if (Core(whole) is { } core && !IsDay(core.Form))
            return Of(core.End, core.Form);
        if (Periodic(whole) is { Form.Kind: FormKind.Period } period && period.Form.Unit is not (TimeUnit.Day or TimeUnit.DayAndNight)) return Of(period.End, period.Form);
        // "earlier in the week", "the end of the year", «в начале недели», «до конца месяца».
        if (Has(whole, WordClass.Unit, out int unit) && !Has(whole, WordClass.Plural) && (whole > next || !_isEnglish)
            && (TimeUnit)unit is TimeUnit.Week or TimeUnit.Month or TimeUnit.Quarter or TimeUnit.Year or TimeUnit.Decade && !Has(whole + 1, WordClass.Later))
            return Of(whole + 1, new TimeForm(FormKind.Period) { Unit = (TimeUnit)unit, Shift = Shift.This });
        // "later in the day", "throughout the day", «до конца дня», «протягом дня».
        if (unit == (int)TimeUnit.Day && !Has(whole, WordClass.Plural) && (part is PartOf.Earlier or PartOf.Later or PartOf.Whole && whole > next || !_isEnglish && part is PartOf.Late or PartOf.Whole))
            return new Parsed(at, whole + 1, new TimeForm(FormKind.Eve) { Unit = TimeUnit.Day, Part = PartOf.Whole }, TimeRule.PartOfPeriod);
        if (Core(whole) is { } day && part is PartOf.Earlier or PartOf.Later && day.Form.Kind == FormKind.Day) return new Parsed(at, day.End, day.Form, day.Rule);
        return null;

        Parsed Of(int end, TimeForm form) => new(at, end, form with { Part = part }, TimeRule.PartOfPeriod);
    }

    /// <summary>The date itself.</summary>
    private Parsed? Core(int at)
    {
        Parsed? best = null;
        Consider(ref best, NumericDate(at));
        Consider(ref best, Dated(at));
        Consider(ref best, MonthAlone(at));
        Consider(ref best, WeekdayAlone(at));
        Consider(ref best, Named(at));
        Consider(ref best, NthOf(at));
        Consider(ref best, QuarterOf(at));
        Consider(ref best, SeasonOf(at));
        Consider(ref best, DecadeOf(at));
        Consider(ref best, YearAlone(at));
        Consider(ref best, DayOfMonth(at));
        return best;
    }

    private Parsed? NumericDate(int at)
    {
        int i = WeekdayBefore(at, out int weekday);
        if (!IsKind(i, LexemeKind.Date, out int value)) return null;
        bool ambiguous = value < 0;
        value = Math.Abs(value);
        int year = value / 10000, month = value / 100 % 100, day = value % 100;
        int end = i + 1;
        if (year == 0)
        {
            // Two parts only: "05.12" is a date, "5.12 %" or "10.10 млн" a number; slashes need a preposition.
            bool dotted = IsMark(end, '.');
            bool alone = !In(end) || _lexemes[end].Kind is LexemeKind.Mark or LexemeKind.Clock || Has(end, WordClass.YearWord) || Has(end, WordClass.ClockBefore) || Has(end, WordClass.AtClock) || Has(end, WordClass.To);
            bool led = Has(at - 1, WordClass.On) || Has(at - 1, WordClass.From) || Has(at - 1, WordClass.By) || Has(at - 1, WordClass.To) || Has(at - 1, WordClass.And) || Has(at - 1, WordClass.Since) || Has(at - 1, WordClass.Until);
            if (!alone || _isEnglish && !led && at > 0 && !(day > 12 && value % 100 != 24)) return null;
            if (Has(at - 1, WordClass.AtClock)) return null;
            if (dotted && !_isEnglish && IsMark(end, '.') && In(end + 1)) end++;
        }
        else if (Has(end, WordClass.YearWord) && !_isEnglish) end++;
        return new Parsed(at, end, new TimeForm(FormKind.Calendar) { Year = year, Month = month, Day = day, Weekday = weekday, IsOrderOpen = ambiguous }, TimeRule.NumericDate);
    }

    /// <summary>"Monday, " before a date; 0 where none.</summary>
    private int WeekdayBefore(int at, out int weekday)
    {
        if (!Has(at, WordClass.Weekday, out weekday)) return at;
        int i = SkipMark(SkipMark(at + 1, '.'), ',');
        // "Friday evening, October 4".
        if (i == at + 1 && Has(i, WordClass.DayPart) && IsMark(i + 1, ',')) i += 2;
        return Skip(i, WordClass.The);
    }

    /// <summary>A day and a month in either order, with or without weekday and year.</summary>
    private Parsed? Dated(int at)
    {
        int i = WeekdayBefore(at, out int weekday);
        int day, month, end;
        if (YearFirst(at) is { } yearFirst) return yearFirst;
        if (DayNumber(i, out day, out int afterDay))
        {
            int m = afterDay;
            if (_isEnglish && Has(m, WordClass.Of)) m++;
            else if (IsMark(m, '-') && !_isEnglish) m++;
            m = Has(m, WordClass.The) && _isEnglish ? m + 1 : m;
            m = SkipMark(m, '-');
            // "16. Nov. 2016".
            if (IsMark(m, '.') && Touch(afterDay - 1) && MonthBeside(m + 1, out _) && YearNumber(AfterAbbreviation(m + 1), false, out _, out _)) m++;
            if (MonthBeside(m, out month)) end = AfterAbbreviation(m);
            else if (_isEnglish && m > afterDay && Has(m, WordClass.Shift, out int shift) && Has(m + 1, WordClass.Unit, out int unit) && (TimeUnit)unit == TimeUnit.Month)
                return new Parsed(at, m + 2, new TimeForm(FormKind.Calendar) { Day = day, MonthMove = MoveOf((Shift)shift), Weekday = weekday }, TimeRule.DayOfMonth);
            else if (!_isEnglish && Has(m, WordClass.DayOfMonth) && Has(m + 1, WordClass.Shift, out shift) && Has(m + 2, WordClass.Unit, out unit) && (TimeUnit)unit == TimeUnit.Month)
                return new Parsed(at, m + 3, new TimeForm(FormKind.Calendar) { Day = day, MonthMove = MoveOf((Shift)shift), Weekday = weekday }, TimeRule.DayOfMonth);
            else return null;
        }
        else if (_isEnglish && MonthBeside(i, out month))
        {
            int d = SkipMark(AfterAbbreviation(i), '-');
            if (IsMark(d, '/')) d++;
            if (Has(d, WordClass.The)) d++;
            if (!DayNumber(d, out day, out end))
            {
                if (!Has(d, WordClass.Cardinal) || !Cardinal(d, out day, out end) || day is < 1 or > 31) return null;
            }
            // "March 5,000 men", "May 20 percent".
            if (In(end) && _lexemes[end].Kind == LexemeKind.Opaque && Touch(end - 1)) return null;
        }
        else return null;
        var form = new TimeForm(FormKind.Calendar) { Day = day, Month = month, Weekday = weekday };
        end = YearAfter(end, ref form);
        // «22 октября, в субботу», "5 December, a Monday".
        int tail = SkipMark(end, ',');
        if (tail > end && !_isEnglish) tail = Skip(tail, WordClass.On);
        if (weekday == 0 && tail > end && Has(tail, WordClass.Weekday, out int later) && !Has(tail + 1, WordClass.Month)) (form, end) = (form with { Weekday = later }, tail + 1);
        return new Parsed(at, end, form, TimeRule.Date);
    }

    /// <summary>"2019-Sep-1", "2019/sep/01".</summary>
    private Parsed? YearFirst(int at)
    {
        if (!YearNumber(at, false, out int year, out int end) || !(IsMark(end, '-') || IsMark(end, '/')) || !MonthBeside(end + 1, out int month)) return null;
        if (!(IsMark(end + 2, '-') || IsMark(end + 2, '/')) || !DayNumber(end + 3, out int day, out int dayEnd)) return null;
        return new Parsed(at, dayEnd, new TimeForm(FormKind.Calendar) { Year = year, Month = month, Day = day }, TimeRule.Date);
    }

    /// <summary>Skips the dot of an abbreviated month or weekday.</summary>
    private int AfterAbbreviation(int at)
    {
        int next = at + 1;
        return IsMark(next, '.') && _lexemes[at].Length <= 5 && Touch(at) && In(next + 1)
            && (_lexemes[next + 1].Kind is LexemeKind.Number or LexemeKind.Ordinal or LexemeKind.Mark || _lexemes[next + 1].Kind == LexemeKind.Word && !_lexemes[next + 1].IsCapital) && _lexemes[at].Length <= 4
            ? next + 1
            : next;
    }

    /// <summary>A year behind a month or day, in figures or counted from publication; moves past it.</summary>
    private int YearAfter(int at, ref TimeForm form)
    {
        int i = at;
        bool comma = IsMark(i, ',');
        if (comma) i++;
        if (_isEnglish && !comma && Has(i, WordClass.Of) && YearNumber(i + 1, false, out _, out _)) i++;
        if (comma && !_isEnglish && !(YearNumber(i, true, out _, out _))) return at;
        if (YearNumber(i, false, out int year, out int end) && !(IsMark(end, ':') || Has(end, WordClass.Plural) || comma && Has(end, WordClass.Unit)))
        {
            form = form with { Year = year };
            return end;
        }
        if (!comma && IsMark(i, '\'') && IsKind(i + 1, LexemeKind.Number, out int two) && _lexemes[i + 1].Digits == 2 && Touch(i))
        {
            form = form with { Year = two + (two < 50 ? 2000 : 1900) };
            return i + 2;
        }
        if (Has(i, WordClass.Of) && _isEnglish) i++;
        if (!_isEnglish && Has(i, WordClass.In)) i++;
        if (Has(i, WordClass.Shift, out int same) && (Shift)same is Shift.Same or Shift.That && Has(i + 1, WordClass.Unit, out int sameUnit) && (TimeUnit)sameUnit == TimeUnit.Year && form.Month > 0)
        {
            form = form with { IsOfToldYear = true };
            return i + 2;
        }
        if (Has(i, WordClass.Shift, out int shift) && Has(i + 1, WordClass.Unit, out int unit) && (TimeUnit)unit == TimeUnit.Year && MoveOf((Shift)shift) is { } move && (Shift)shift is not (Shift.Same or Shift.That))
        {
            form = form with { YearMove = move };
            return i + 2;
        }
        if (Has(i, WordClass.YearShift, out int yearShift))
        {
            form = form with { YearMove = yearShift };
            return i + 1;
        }
        return at;
    }

    private Parsed? MonthAlone(int at)
    {
        int i = at;
        int? shift = null;
        if (Has(i, WordClass.Shift, out int moved) && MonthBeside(i + 1, out _)) (shift, i) = (moved, i + 1);
        // "2016 June", "month of June".
        int early = 0;
        if (YearNumber(i, false, out int before, out int afterYear) && Has(SkipMark(afterYear, '-'), WordClass.Month) && IsKind(i, LexemeKind.Number, out _) && _isEnglish && !Touch(afterYear))
            (early, i) = (before, SkipMark(afterYear, '-'));
        if (!Has(i, WordClass.Month, out int month, out bool weak))
        {
            if (!MonthBeside(i, out month) || shift is null && early == 0 && !YearNumber(AfterAbbreviation(i), false, out _, out _)) return null;
        }
        var form = new TimeForm(FormKind.Calendar) { Month = month, Year = early };
        int end = AfterAbbreviation(i);
        if (early == 0) end = YearAfter(end, ref form);
        if (weak && shift is null && form.Year == 0 && form.YearMove is null && !IsLicensed(at)) return null;
        // A name ("April Smith", "Jan de Boer"): an unsupported month before a capitalised word that says nothing of time.
        if (_isEnglish && form.Year == 0 && shift is null && !IsLicensed(at) && !IsMark(end, '\'') && In(end) && _lexemes[end] is { Kind: LexemeKind.Word, IsCapital: true, Senses.Classes: 0 } && _lexemes[i].Length <= 5) return null;
        if (shift is { } s && form.Year == 0) form = form with { Shift = (Shift)s };
        return new Parsed(at, end, form, TimeRule.MonthYear);
    }

    private Parsed? YearAlone(int at)
    {
        int i = at;
        if (_isEnglish && Has(i, WordClass.YearWord) && IsKind(i + 1, LexemeKind.Number, out _)) i++;
        if (!YearNumber(i, !_isEnglish, out int year, out int end)) return null;
        // «с 2014 по 2018 год», "between 2014 and 2018" are ranges: see Bounded.
        bool word = !_isEnglish || i > at;
        if (!word)
        {
            if (year is < 1900 or > 2099) return null;
            bool support = IsLicensed(at) || Has(at - 1, WordClass.The) || Has(at - 1, WordClass.For) || Has(at - 1, WordClass.Since)
                || IsMark(at - 1, '-') && Has(at - 2, WordClass.Part) || IsMark(at - 1, '(') && IsMark(end, ')') || at == 0 && IsKind(at, LexemeKind.Number, out _) && end < _lexemes.Length
                || Has(at - 1, WordClass.To) || Has(at - 1, WordClass.And) && YearNumber(at - 2, false, out _, out _) || IsKind(at, LexemeKind.Word, out _);
            // "in 2000 cases", "the 1988 models": a plural behind a figure counts things, after "the" it does not.
            if (!support || Has(end, WordClass.Unit) || IsMark(end, '%')) return null;
            if (Has(end, WordClass.Cardinal) && !Has(end + 1, WordClass.Unit)) return null;
        }
        return new Parsed(at, end, new TimeForm(FormKind.Calendar) { Year = year }, TimeRule.Year);
    }

    /// <summary>"the 27th", «14-го», «5 числа»: a day of the month last spoken of.</summary>
    private Parsed? DayOfMonth(int at)
    {
        int i = WeekdayBefore(at, out int weekday);
        if (!DayNumber(i, out int day, out int end)) return null;
        bool hasWord = Has(end, WordClass.DayOfMonth);
        bool digits = IsKind(i, LexemeKind.Ordinal, out _);
        if (hasWord) end++;
        else if (weekday > 0 && _isEnglish)
        {
            // "Friday the fifteenth", but not "on Friday, the second time".
            if (!digits && In(end) && _lexemes[end].Kind == LexemeKind.Word) return null;
        }
        else if (_isEnglish && !IsDayLed(at, end, digits)) return null;
        // A bare «14-го» dates; «14-й полк», «21-я бригада» do not: only genitive endings, and no capital or noun at once behind.
        else if (!_isEnglish && (!digits || !EndsDay(i) || Has(end, WordClass.Unit) || Has(end, WordClass.DayPart))) return null;
        else if (_isEnglish && In(end) && _lexemes[end].Kind == LexemeKind.Word && _lexemes[end].Senses.Classes == 0 && !_lexemes[end].IsCapital && Touch(end - 1)) return null;
        return new Parsed(at, end, new TimeForm(FormKind.Calendar) { Day = day, Weekday = weekday }, TimeRule.DayOfMonth);
    }

    /// <summary>"on the 27th"; without the ending or in words only where the sentence or clause ends behind it.</summary>
    private bool IsDayLed(int at, int end, bool digits)
    {
        bool the = Has(at - 1, WordClass.The);
        int led = the ? at - 2 : at - 1;
        if (!Has(led, WordClass.On) && !(the && (Has(led, WordClass.By) || Has(led, WordClass.Since) || Has(led, WordClass.Until) || Has(led, WordClass.Of) || Has(led, WordClass.For)))) return false;
        if (In(end) && _lexemes[end] is { Kind: LexemeKind.Word, IsCapital: true } && Touch(end - 1)) return false;
        return digits && the && !(In(end) && _lexemes[end] is { Kind: LexemeKind.Word, Senses.Classes: 0 }) || !In(end) || IsMark(end, '.') || IsMark(end, '!') || IsMark(end, ',') && digits;
    }

    /// <summary>An ordinal of three or more characters behind the digits ends «-го»; the genitive is how Russian and Ukrainian date.</summary>
    private bool EndsDay(int at) => _lexemes[at].Length - _lexemes[at].Digits >= 3 && (Has(at - 1, WordClass.DayPart) || !In(at + 1) || _lexemes[at + 1].Kind != LexemeKind.Word
        || Has(at + 1, WordClass.In) || Has(at + 1, WordClass.On));

    private Parsed? WeekdayAlone(int at)
    {
        int i = at;
        Shift shift = Shift.None;
        int? week = null;
        if (Has(i, WordClass.Shift, out int moved))
        {
            // "last week Sunday", "this week Friday".
            if (Has(i + 1, WordClass.Unit, out int unit) && (TimeUnit)unit == TimeUnit.Week && Has(SkipMark(i + 2, '\''), WordClass.Weekday)) (week, i) = (MoveOf((Shift)moved), SkipMark(i + 2, '\''));
            else (shift, i) = ((Shift)moved, i + 1);
        }
        if (!Has(i, WordClass.Weekday, out int weekday, out bool weak)) return null;
        int end = i + 1;
        if (IsMark(end, '.') && weak && _lexemes[i].Length <= 4 && Touch(i)) end++;
        int tail = end;
        if (_isEnglish && (Has(tail, WordClass.Of) || Has(tail, WordClass.On))) tail++;
        else if (!_isEnglish && Has(tail, WordClass.On)) tail++;
        if (Has(tail, WordClass.Shift, out int weekShift) && Has(tail + 1, WordClass.Unit, out int weekUnit) && (TimeUnit)weekUnit == TimeUnit.Week && MoveOf((Shift)weekShift) is { } weekMove)
            (week, end) = (weekMove, tail + 2);
        if (weak && (shift is Shift.That or Shift.Same || shift == Shift.None && week is null && (!IsLicensed(at) || Has(at - 1, WordClass.Shift)))) return null;
        return new Parsed(at, end, new TimeForm(FormKind.Weekday) { Weekday = weekday, Shift = shift, WeekMove = week }, TimeRule.Weekday);
    }

    /// <summary>Days that have names of their own: "yesterday", «накануне», "overnight", holidays.</summary>
    private Parsed? Named(int at)
    {
        if (Has(at, WordClass.Day, out int move)) return new Parsed(at, at + 1, new TimeForm(FormKind.Day) { Move = move }, TimeRule.DayWord);
        if (Has(at, WordClass.DayAdjective, out move))
        {
            int end = at + 1;
            PartOfDay part = PartOfDay.None;
            if (Has(end, WordClass.DayPart, out int of)) (part, end) = ((PartOfDay)of, end + 1);
            else if (Has(end, WordClass.Unit, out int unit) && (TimeUnit)unit == TimeUnit.Day) end++;
            return new Parsed(at, end, new TimeForm(FormKind.Day) { Move = move, PartOfDay = part }, TimeRule.DayWord);
        }
        if (Has(at, WordClass.Eve, out move)) return new Parsed(at, at + 1, new TimeForm(FormKind.Eve) { Move = move, Unit = TimeUnit.Day }, TimeRule.Eve);
        if (Has(at, WordClass.DayPartOf, out move)) return new Parsed(at, at + 1, new TimeForm(FormKind.Day) { Move = move, PartOfDay = PartOfDay.Night }, TimeRule.Night);
        if (Has(at, WordClass.Shift, out int shift) && Has(at + 1, WordClass.DayPart, out int dayPart))
        {
            var night = (PartOfDay)dayPart == PartOfDay.Night;
            TimeForm? form = (Shift)shift switch
            {
                Shift.This => new TimeForm(FormKind.Day),
                // "last night" is yesterday's; «минувшей ночью» is the night that has just ended.
                Shift.Last or Shift.Past => new TimeForm(FormKind.Day) { Move = night && !_isEnglish ? 0 : -1 },
                Shift.Next or Shift.Coming => new TimeForm(FormKind.Eve) { Move = 1, Unit = TimeUnit.Day },
                Shift.Previous => new TimeForm(FormKind.Eve) { Move = -1, Unit = TimeUnit.Day },
                Shift.Following => new TimeForm(FormKind.Eve) { Move = 1, Unit = TimeUnit.Day },
                Shift.Same or Shift.That => new TimeForm(FormKind.Eve) { Move = 0, Unit = TimeUnit.Day },
                _ => null,
            };
            if (form is not null) return new Parsed(at, at + 2, form with { PartOfDay = (PartOfDay)dayPart }, night ? TimeRule.Night : TimeRule.DayWord);
        }
        if (Has(at, WordClass.Holiday, out int holiday))
        {
            var form = new TimeForm(FormKind.Calendar) { Month = holiday / 100, Day = holiday % 100 };
            int end = YearAfter(at + 1, ref form);
            return new Parsed(at, end, form, TimeRule.Holiday);
        }
        return null;
    }

    /// <summary>"the first Monday in October", «последний день марта», "the third week of June".</summary>
    private Parsed? NthOf(int at)
    {
        int nth, i;
        if (Has(at, WordClass.Shift, out int shift) && (Shift)shift is Shift.Last or Shift.Past) (nth, i) = (-1, at + 1);
        else if (!Ordinal(at, out nth, out i) || nth > 5 && !Has(i, WordClass.Unit)) return null;
        int weekday = 0;
        TimeUnit unit = TimeUnit.None;
        if (Has(i, WordClass.Weekday, out weekday)) i++;
        else if (Has(i, WordClass.Unit, out int value) && (TimeUnit)value is TimeUnit.Day or TimeUnit.Week or TimeUnit.Month) (unit, i) = ((TimeUnit)value, i + 1);
        else return null;
        int whole = Has(i, WordClass.Of) || Has(i, WordClass.In) ? i + 1 : i;
        if (_isEnglish && whole == i) return null;
        whole = Skip(whole, WordClass.The);
        Parsed? of = MonthAlone(whole) ?? YearAlone(whole) ?? (Periodic(whole) is { Form: { Kind: FormKind.Period, Unit: TimeUnit.Month or TimeUnit.Year or TimeUnit.Quarter } } period ? period : null);
        if (of is not { } container || container.Form.Month == 0 && unit == TimeUnit.None && container.Form.Kind == FormKind.Calendar) return null;
        return new Parsed(at, container.End, new TimeForm(FormKind.Nth) { Ordinal = nth, Weekday = weekday, Unit = unit, A = container.Form }, TimeRule.Nth);
    }

    private Parsed? QuarterOf(int at)
    {
        int i = at, year = 0;
        if (YearNumber(i, false, out int before, out int afterYear) && _isEnglish && IsKind(i, LexemeKind.Number, out _)) (year, i) = (before, Skip(afterYear, WordClass.The));
        int quarter;
        int? yearMove = null;
        // "this year's third quarter".
        if (_isEnglish && Has(i, WordClass.Shift, out int yearShift) && Has(i + 1, WordClass.Unit, out int yearUnit) && (TimeUnit)yearUnit == TimeUnit.Year && IsMark(i + 2, '\''))
            (yearMove, i) = (MoveOf((Shift)yearShift), i + 3);
        if (Has(i, WordClass.YearWord)) i++;
        // "Q3 2022", "H1 2022".
        if (Has(i, WordClass.PeriodMark, out int size) && Touch(i) && IsKind(i + 1, LexemeKind.Number, out int which) && which >= 1 && which <= size)
        {
            TimeForm part = size == 4 ? new TimeForm(FormKind.Calendar) { Quarter = which, Year = year } : new TimeForm(FormKind.Period) { Unit = TimeUnit.Year };
            int markEnd = i + 2;
            if (size == 4) markEnd = year == 0 ? YearAfter(markEnd, ref part) : markEnd;
            else
            {
                var ofYear = new TimeForm(FormKind.Calendar) { Year = year };
                if (year == 0) markEnd = YearAfter(markEnd, ref ofYear);
                if (ofYear.Year > 0 || ofYear.YearMove is not null) part = ofYear;
                part = part with { Part = which == 1 ? PartOf.FirstHalf : PartOf.SecondHalf };
            }
            return new Parsed(at, markEnd, part, TimeRule.Quarter);
        }
        if (Has(i, WordClass.Roman, out quarter)) i++;
        else if (!Ordinal(i, out quarter, out i)) return null;
        if (quarter is < 1 or > 4) return null;
        i = SkipMark(i, '-');
        if (!Has(i, WordClass.Unit, out int unit) || (TimeUnit)unit != TimeUnit.Quarter || Has(i, WordClass.Plural)) return null;
        var form = new TimeForm(FormKind.Calendar) { Quarter = quarter, Year = year, YearMove = yearMove };
        int end = year == 0 && yearMove is null ? YearAfter(i + 1, ref form) : i + 1;
        return new Parsed(at, end, form, TimeRule.Quarter);
    }

    private Parsed? SeasonOf(int at)
    {
        int i = at;
        Shift shift = Shift.None;
        if (Has(i, WordClass.Shift, out int moved) && Has(i + 1, WordClass.Season)) (shift, i) = ((Shift)moved, i + 1);
        if (!Has(i, WordClass.Season, out int season, out bool weak)) return null;
        var form = new TimeForm(FormKind.Calendar) { Season = (Season)season, Shift = shift };
        int end = YearAfter(i + 1, ref form);
        // "the winter of 2022-23".
        if (form is { Season: Season.Winter, Year: > 0 } && IsMark(end, '-') && IsKind(end + 1, LexemeKind.Number, out int next) && _lexemes[end + 1].Digits is 2 or 4 && next % 100 == (form.Year + 1) % 100) end += 2;
        bool licensed = shift != Shift.None || form.Year > 0 || form.YearMove is not null || Has(at - 1, WordClass.Since) || Has(at - 1, WordClass.Part) || Has(at - 1, WordClass.In)
            || Has(at - 1, WordClass.Until) && !_isEnglish || Has(at - 1, WordClass.By) || Has(at - 1, WordClass.The) && (Has(at - 2, WordClass.In) || Has(at - 2, WordClass.Part) || Has(at - 2, WordClass.By) || Has(at - 2, WordClass.Since));
        if ((weak || _isEnglish) && !licensed) return null;
        return new Parsed(at, end, form, TimeRule.SeasonOf);
    }

    private Parsed? DecadeOf(int at)
    {
        if (IsKind(at, LexemeKind.Decade, out int decade) && (_lexemes[at].Digits == 4 || _lexemes[at].Length > 3 || Has(at - 1, WordClass.The) || Has(at - 1, WordClass.Part))) return new Parsed(at, at + 1, new TimeForm(FormKind.Decade) { Year = decade }, TimeRule.DecadeOf);
        if (Has(at, WordClass.DecadeName, out decade) && (Has(at - 1, WordClass.The) || IsMark(at - 1, '-') || Has(at - 1, WordClass.Part))) return new Parsed(at, at + 1, new TimeForm(FormKind.Decade) { Year = decade }, TimeRule.DecadeOf);
        // «1990-е годы», «в 90-х», «у 2010-х роках».
        if (!_isEnglish && IsKind(at, LexemeKind.Ordinal, out decade) && decade % 10 == 0 && decade >= 20 && _lexemes[at].Digits is 2 or 4)
        {
            bool word = Has(at + 1, WordClass.YearWord) && _lexemes[at + 1].Length > 3;
            if (_lexemes[at].Digits == 2) decade += decade >= 30 ? 1900 : 2000;
            if (word && decade is >= 1800 and < 2100 && !EndsSingular(at)) return new Parsed(at, at + 2, new TimeForm(FormKind.Decade) { Year = decade }, TimeRule.DecadeOf);
        }
        if (Ordinal(at, out int century, out int end) && century is >= 10 and <= 21 && Has(SkipMark(end, '-'), WordClass.Unit, out int unit) && (TimeUnit)unit == TimeUnit.Century)
            return new Parsed(at, SkipMark(end, '-') + 1, new TimeForm(FormKind.Century) { Ordinal = century }, TimeRule.CenturyOf);
        return null;
    }

    /// <summary>«2010 году», «2010-м году»: a year, not a decade; decades stand in the plural.</summary>
    private bool EndsSingular(int at) => Has(at + 1, WordClass.Unit) && !Has(at + 1, WordClass.Plural);

    private static int? MoveOf(Shift shift) => shift switch
    {
        Shift.This or Shift.Same or Shift.That => 0,
        Shift.Last or Shift.Previous or Shift.Past => -1,
        Shift.BeforeLast => -2,
        Shift.Next or Shift.Following or Shift.Coming => 1,
        _ => null,
    };
}
