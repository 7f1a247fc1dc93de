namespace Hearsay.Times;

/// <summary>One expression found by the grammar: from the lexeme it was tried at up to, not including, End.</summary>
internal readonly record struct Parsed(int Start, int End, TimeForm Form, TimeRule Rule);

/// <summary>The grammar of time expressions, by descent over the lexemes of one block.</summary>
/// <remarks>
/// One grammar serves the three languages: the vocabulary says what a word can do, and word orders that no language
/// of the three would misread are allowed in all. Every rule looks a bounded number of lexemes ahead, so a block is
/// read in linear time. Known weak spots: nested expressions ("two days after the first Sunday in May") go one deep.
/// </remarks>
internal readonly ref partial struct TimeParser(ReadOnlySpan<Lexeme> lexemes, bool isEnglish)
{
    private readonly ReadOnlySpan<Lexeme> _lexemes = lexemes;
    private readonly bool _isEnglish = isEnglish;

    /// <summary>Reads the longest expression that starts at a lexeme; null where none does.</summary>
    public Parsed? Read(int at)
    {
        Parsed? best = null;
        Consider(ref best, Bounded(at));
        Consider(ref best, Epoch(at));
        Consider(ref best, Moment(at));
        Consider(ref best, Periodic(at));
        Consider(ref best, Window(at));
        Consider(ref best, Spanned(at));
        Consider(ref best, Vague(at));
        Consider(ref best, ClockTime(at));
        return best;
    }

    /// <summary>Keeps the longer; the earlier on a tie.</summary>
    private static void Consider(ref Parsed? best, Parsed? next)
    {
        if (next is { } found && (best is not { } had || found.End > had.End)) best = found;
    }

    // What stands at a place.

    private bool In(int at) => (uint)at < (uint)_lexemes.Length;

    private bool Has(int at, WordClass wordClass, out int value, out bool weak)
    {
        value = 0;
        weak = false;
        if (!In(at)) return false;
        ref readonly Lexeme lexeme = ref _lexemes[at];
        if (!lexeme.Senses.Has(wordClass)) return false;
        foreach (Sense sense in lexeme.Senses.All)
        {
            if (sense.Class != wordClass || sense.IsCapital && !lexeme.IsCapital) continue;
            value = sense.Value;
            weak = sense.IsWeak;
            return true;
        }
        return false;
    }

    /// <summary>A month beside other words of time, where lower case does no harm ("4th of march").</summary>
    private bool MonthBeside(int at, out int month)
    {
        month = 0;
        if (!In(at) || !_lexemes[at].Senses.Has(WordClass.Month)) return false;
        foreach (Sense sense in _lexemes[at].Senses.All)
        {
            if (sense.Class == WordClass.Month) month = sense.Value;
        }
        return true;
    }

    private bool Has(int at, WordClass wordClass, out int value) => Has(at, wordClass, out value, out _);

    private bool Has(int at, WordClass wordClass) => Has(at, wordClass, out _, out _);

    private bool IsMark(int at, char mark) => In(at) && _lexemes[at].Kind == LexemeKind.Mark && _lexemes[at].Value == mark;

    private bool IsKind(int at, LexemeKind kind, out int value)
    {
        value = In(at) ? _lexemes[at].Value : 0;
        return In(at) && _lexemes[at].Kind == kind;
    }

    /// <summary>Whether the two lexemes touch.</summary>
    private bool Touch(int at) => In(at) && In(at + 1) && _lexemes[at].End == _lexemes[at + 1].Start;

    private int Skip(int at, WordClass wordClass) => Has(at, wordClass) ? at + 1 : at;

    private int SkipMark(int at, char mark) => IsMark(at, mark) ? at + 1 : at;

    /// <summary>Whether the word before licenses a bare weak word ("in March", «в среду»).</summary>
    private bool IsLicensed(int at) =>
        Has(at - 1, WordClass.In) || Has(at - 1, WordClass.On) || Has(at - 1, WordClass.Since) || Has(at - 1, WordClass.Until) || Has(at - 1, WordClass.By)
        || Has(at - 1, WordClass.From) || Has(at - 1, WordClass.Part) || Has(at - 1, WordClass.Shift) || Has(at - 1, WordClass.Before) || Has(at - 1, WordClass.After)
        || Has(at - 1, WordClass.DayPart) || Has(at - 1, WordClass.Between) || Has(at - 1, WordClass.To) && !(_isEnglish && Has(at - 1, WordClass.On))
        || Has(at - 1, WordClass.Of) || Has(at - 1, WordClass.And) && In(at - 2) && (Has(at - 2, WordClass.Month) || Has(at - 2, WordClass.Weekday));

    // Numbers.

    /// <summary>A whole number in digits or words.</summary>
    private bool Cardinal(int at, out int value, out int end)
    {
        end = at;
        value = 0;
        if (IsKind(at, LexemeKind.Number, out value))
        {
            end = at + 1;
            return true;
        }
        bool any = false;
        int hundreds = 0, small = 0, rank = 10000;
        while (Has(end, WordClass.Cardinal, out int word))
        {
            if (word == 1000 && (any || small > 0))
            {
                hundreds = Math.Max(1, hundreds + small) * 1000;
                small = 0;
                rank = 1000;
            }
            else if (word == 100 && small is > 0 and < 100)
            {
                hundreds += small * 100;
                small = 0;
                rank = 100;
            }
            else
            {
                int own = word >= 100 ? 100 : word is >= 20 ? 20 : 1;
                if (any && (own >= rank || word is >= 10 and < 20 && rank <= 20)) break;
                if (word >= 100) hundreds += word;
                else small += word;
                rank = own;
            }
            any = true;
            end++;
            // "twenty-four", "one hundred and five".
            if (IsMark(end, '-') && Touch(end - 1) && Has(end + 1, WordClass.Cardinal, out int next) && rank == 20 && next < 10) end++;
            else if (_isEnglish && hundreds > 0 && small == 0 && Has(end, WordClass.And) && Has(end + 1, WordClass.Cardinal)) end++;
        }
        value = hundreds + small;
        return any;
    }

    /// <summary>A number of a row: "5th", "fifth", «двадцать первого».</summary>
    private bool Ordinal(int at, out int value, out int end)
    {
        if (IsKind(at, LexemeKind.Ordinal, out value))
        {
            end = at + 1;
            return true;
        }
        if (Has(at, WordClass.Ordinal, out value))
        {
            end = at + 1;
            return true;
        }
        if (Has(at, WordClass.Cardinal, out int tens) && tens is >= 20 and < 1000)
        {
            int next = IsMark(at + 1, '-') ? at + 2 : at + 1;
            if (tens >= 100 && Has(next, WordClass.Cardinal, out int middle) && middle is >= 20 and < 100)
            {
                tens += middle;
                next++;
            }
            if (Has(next, WordClass.Ordinal, out int unit) && unit < (tens % 100 == 0 ? 100 : 10))
            {
                value = tens + unit;
                end = next + 1;
                return true;
            }
        }
        end = at;
        value = 0;
        return false;
    }

    /// <summary>A day of a month: 1 to 31, in digits, with an ending, or as an ordinal word.</summary>
    private bool DayNumber(int at, out int day, out int end)
    {
        if (IsKind(at, LexemeKind.Number, out day) && _lexemes[at].Digits <= 2 && day is >= 1 and <= 31)
        {
            end = at + 1;
            return true;
        }
        return Ordinal(at, out day, out end) && day is >= 1 and <= 31;
    }

    /// <summary>A year of four digits, or in words; with the word for year in Russian and Ukrainian.</summary>
    private bool YearNumber(int at, bool needsWord, out int year, out int end)
    {
        end = at;
        bool ordinal = IsKind(at, LexemeKind.Ordinal, out year);
        if (ordinal || IsKind(at, LexemeKind.Number, out year))
        {
            if (_lexemes[at].Digits != 4 || year is < 1000 or > 2199) return false;
            end = at + 1;
            bool dotted = false;
            if (Has(end, WordClass.YearWord) && !_isEnglish)
            {
                end++;
                dotted = _lexemes[end - 1].Length <= 2;
                if (dotted && IsMark(end, '.') && In(end + 1) && !_lexemes[end + 1].IsCapital) end++;
                return true;
            }
            return !needsWord || ordinal;
        }
        if (!_isEnglish) return false;
        // "nineteen ninety-six", "two thousand and eighteen", "twenty twenty-two".
        if (Has(at, WordClass.Cardinal, out int century) && century is >= 11 and <= 20 && Has(at + 1, WordClass.Cardinal, out int decade) && decade is >= 10 and <= 90)
        {
            end = at + 2;
            year = century * 100 + decade;
            int unit = IsMark(end, '-') ? end + 1 : end;
            if (decade >= 20 && Has(unit, WordClass.Cardinal, out int last) && last is >= 1 and <= 9)
            {
                year += last;
                end = unit + 1;
            }
            return !Has(end, WordClass.Unit);
        }
        return Cardinal(at, out year, out end) && year is >= 1700 and <= 2099 && end - at >= 2;
    }

    /// <summary>A span of time: "two weeks", "a month and a half", «полтора года», «двое суток».</summary>
    private bool SpanOf(int at, out Span span, out int end, bool allowBare = false)
    {
        end = at;
        span = default;
        if (!SpanPart(at, allowBare, out span, out end)) return false;
        // "2 years 1 month and 21 days".
        for (int part = 1; part < 3; part++)
        {
            if (Has(Skip(end, WordClass.And), WordClass.Approximate) || !SpanPart(Skip(end, WordClass.And), false, out Span second, out int secondEnd) || second.Unit == span.Unit) break;
            span = span.Plus(second);
            end = secondEnd;
        }
        return true;
    }

    private bool IsLedSpan(int at, int unit) =>
        unit == at && (Has(at - 1, WordClass.For) || Has(at - 1, WordClass.Within) || Has(at + 1, WordClass.Ago) || Has(at + 1, WordClass.Later)
        || Has(at + 1, WordClass.Before) || Has(at + 1, WordClass.After) && !Has(at, WordClass.DayPart));

    private bool SpanPart(int at, bool allowBare, out Span span, out int end)
    {
        span = default;
        int i = at;
        while ((Has(i, WordClass.Approximate) || Has(i, WordClass.More)) && i < at + 2 && !Has(i, WordClass.Some)) i++;
        if (Has(i, WordClass.HalfUnit, out int half))
        {
            end = i + 1;
            span = Span.Of((TimeUnit)half, 0.5);
            return true;
        }
        double count = 1;
        bool counted = false, vague = false;
        if (Has(i, WordClass.Half, out int halves))
        {
            count = halves / 2.0;
            i++;
            if (Has(i, WordClass.Cardinal, out int article) && article == 1) i++;
            i = SkipMark(i, '-');
            counted = true;
        }
        else if (Cardinal(i, out int number, out int numberEnd) && number > 0)
        {
            count = number;
            counted = true;
            i = numberEnd;
            // "a couple of", "a few", "a dozen".
            if (number == 1 && Has(i, WordClass.Cardinal, out int group) && group is 2 or 12)
            {
                count = group;
                i++;
            }
            if (Has(i, WordClass.Of) && _isEnglish && i - numberEnd == 0 && number == 2) i++;
            else if (Has(i, WordClass.Of) && i > numberEnd) i++;
            if (number == 1 && Has(i, WordClass.Some))
            {
                vague = true;
                i++;
            }
            if (Has(i, WordClass.AndAHalf))
            {
                count += 0.5;
                i++;
            }
            // "12 to 18 months", "2-3 дня": the length stays between the two.
            if ((IsMark(i, '-') || Has(i, WordClass.To) || Has(i, WordClass.And)) && Cardinal(i + 1, out int upper, out int upperEnd) && upper > number && Has(upperEnd, WordClass.Unit))
            {
                count = (number + upper) / 2.0;
                i = upperEnd;
                vague = true;
            }
        }
        else if (Has(i, WordClass.Some))
        {
            vague = counted = true;
            count = 3;
            i++;
        }
        for (int n = 0; n < 2 && (Has(i, WordClass.Quality) || Has(i, WordClass.More)); n++) i++;
        if (counted && IsMark(i, '-')) i++;
        if (!Has(i, WordClass.Unit, out int unit, out bool weak) || weak && !counted)
        {
            end = at;
            return false;
        }
        bool plural = Has(i, WordClass.Plural);
        // "for weeks", "in the years that followed": how many is left open.
        if (!counted && plural && _isEnglish && !allowBare && IsLedSpan(at, i))
        {
            vague = counted = true;
        }
        if (!counted && (!allowBare || plural && _isEnglish))
        {
            end = at;
            return false;
        }
        // "second" after "the" is an ordinal.
        if ((TimeUnit)unit == TimeUnit.Second && !counted)
        {
            end = at;
            return false;
        }
        end = i + 1;
        if (Has(end, WordClass.AndAHalf))
        {
            count += 0.5;
            end++;
        }
        if (Has(end, WordClass.Quality) && counted) end++;
        // "54-year-old", "years old": an age.
        int age = SkipMark(end, '-');
        if (Has(age, WordClass.Old))
        {
            end = at;
            return false;
        }
        span = Span.Of((TimeUnit)unit, count, vague);
        return true;
    }
}
