using System.Buffers;

namespace Hearsay.Times;

internal enum LexemeKind : byte
{
    /// <summary>A word; its senses are empty for a word that says nothing of time.</summary>
    Word,
    /// <summary>A whole number in digits; Value is the number.</summary>
    Number,
    /// <summary>A number with an ordinal ending ("5th", «5-го»); Value is the number.</summary>
    Ordinal,
    /// <summary>Digits that are no day, year or count: a decimal, a grouped number.</summary>
    Opaque,
    /// <summary>A time of day; Value is minutes from midnight.</summary>
    Clock,
    /// <summary>A date in digits; Value is year × 10000 + month × 100 + day, 0 for what is missing; negative where day and month may change places.</summary>
    Date,
    /// <summary>"1990s"; Value is the first year.</summary>
    Decade,
    /// <summary>Any other character; Value is its code.</summary>
    Mark,
}

/// <summary>One piece of a block.</summary>
/// <param name="Start">Offset into the body.</param>
/// <param name="Length">UTF-16 units.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Value">See <see cref="LexemeKind"/>.</param>
/// <param name="Senses">What a word can do; empty for other kinds.</param>
/// <param name="IsCapital">Begins with a capital letter.</param>
/// <param name="Digits">Number of digits of a number as written.</param>
internal readonly record struct Lexeme(int Start, int Length, LexemeKind Kind, int Value, Senses Senses, bool IsCapital, byte Digits)
{
    public int End => Start + Length;
}

/// <summary>Cuts a block into words, numbers and marks, and looks the words up.</summary>
/// <remarks>One pass, bounded look-ahead; allocates nothing but the growth of the list it fills.</remarks>
internal static class TimeLexer
{
    private static readonly SearchValues<char> WordMarks = SearchValues.Create("'’ʼ‘`");

    /// <summary>Fills <paramref name="lexemes"/> with the pieces of <paramref name="body"/> from start to end.</summary>
    public static void Lex(string body, int start, int end, TimeVocabulary vocabulary, List<Lexeme> lexemes)
    {
        Span<char> word = stackalloc char[TimeVocabulary.LongestWord];
        for (int at = start; at < end;)
        {
            char c = body[at];
            if (char.IsWhiteSpace(c)) at++;
            else if (char.IsAsciiDigit(c)) at = Digits(body, at, end, lexemes);
            else if (char.IsLetter(c)) at = Word(body, at, end, word, vocabulary, lexemes);
            else if (c is '\'' or '’' && TryApostrophe(body, at, end, lexemes, vocabulary, out int after)) at = after;
            else
            {
                lexemes.Add(new Lexeme(at, 1, LexemeKind.Mark, c is '–' or '—' or '‑' or '−' ? '-' : c, Senses.None, false, 0));
                at++;
            }
        }
    }

    /// <summary>"'90s" and the verb endings "'ll", "'ve".</summary>
    private static bool TryApostrophe(string body, int at, int end, List<Lexeme> lexemes, TimeVocabulary vocabulary, out int after)
    {
        after = at;
        if (at + 3 < end && char.IsAsciiDigit(body[at + 1]) && body[at + 2] == '0' && body[at + 3] == 's')
        {
            int decade = (body[at + 1] - '0') * 10;
            lexemes.Add(new Lexeme(at, 4, LexemeKind.Decade, (decade >= 30 ? 1900 : 2000) + decade, Senses.None, false, 2));
            after = at + 4;
            return true;
        }
        if (at + 2 < end && body[at + 1] is 'l' or 'v' && char.IsLetter(body[at + 2]))
        {
            Span<char> cue = ['\'', body[at + 1], body[at + 2]];
            if (vocabulary.TryGet(cue, out Entry entry))
            {
                lexemes.Add(new Lexeme(at, 3, LexemeKind.Word, 0, entry.Senses, false, 0));
                after = at + 3;
                return true;
            }
        }
        return false;
    }

    private static int Word(string body, int at, int end, Span<char> buffer, TimeVocabulary vocabulary, List<Lexeme> lexemes)
    {
        int start = at;
        bool capital = char.IsUpper(body[at]);
        at = EndOfWord(body, at, end);
        int length = at - start;
        // "a.m.", "p.m": letters with dots between.
        if (length == 1 && at + 1 < end && body[at] == '.' && body[at + 1] is 'm' or 'M' && body[start] is 'a' or 'p' or 'A' or 'P'
            && (at + 2 >= end || !char.IsLetterOrDigit(body[at + 2])))
        {
            at += 2;
            if (at < end && body[at] == '.') at++;
            Senses meridiem = vocabulary.TryGet(body[start] is 'a' or 'A' ? "am" : "pm", out Entry m) ? m.Senses : Senses.None;
            lexemes.Add(new Lexeme(start, at - start, LexemeKind.Word, 0, meridiem, capital, 0));
            return at;
        }
        if (length > TimeVocabulary.LongestWord || !Find(body, start, length, buffer, vocabulary, out Entry? entry))
        {
            // The possessive: "year's", "Monday’s".
            if (length > 2 && length <= TimeVocabulary.LongestWord && body[at - 1] == 's' && WordMarks.Contains(body[at - 2]) && Find(body, start, length - 2, buffer, vocabulary, out entry))
            {
                lexemes.Add(new Lexeme(start, length - 2, LexemeKind.Word, 0, entry!.Senses, capital, 0));
                lexemes.Add(new Lexeme(at - 2, 2, LexemeKind.Mark, '\'', Senses.None, false, 0));
                return at;
            }
            lexemes.Add(new Lexeme(start, length, LexemeKind.Word, 0, Senses.None, capital, 0));
            return at;
        }
        foreach (Phrase phrase in entry!.Phrases)
        {
            if (TryPhrase(body, at, end, phrase.Rest, buffer, out int phraseEnd))
            {
                lexemes.Add(new Lexeme(start, phraseEnd - start, LexemeKind.Word, 0, phrase.Senses, capital, 0));
                return phraseEnd;
            }
        }
        lexemes.Add(new Lexeme(start, length, LexemeKind.Word, 0, entry.Senses, capital, 0));
        return at;
    }

    private static int EndOfWord(string body, int at, int end)
    {
        while (at < end)
        {
            char c = body[at];
            if (char.IsLetter(c) || char.GetUnicodeCategory(c) == System.Globalization.UnicodeCategory.NonSpacingMark) at++;
            else if (WordMarks.Contains(c) && at + 1 < end && char.IsLetter(body[at + 1])) at += 2;
            else break;
        }
        return at;
    }

    private static bool Find(string body, int start, int length, Span<char> buffer, TimeVocabulary vocabulary, out Entry? entry)
    {
        Fold(body, start, length, buffer);
        bool found = vocabulary.TryGet(buffer[..length], out Entry known);
        entry = found ? known : null;
        return found;
    }

    private static void Fold(string body, int start, int length, Span<char> buffer)
    {
        for (int i = 0; i < length; i++)
        {
            char c = body[start + i];
            buffer[i] = WordMarks.Contains(c) ? '\'' : char.ToLowerInvariant(c);
        }
    }

    private static bool TryPhrase(string body, int at, int end, string[] rest, Span<char> buffer, out int phraseEnd)
    {
        foreach (string next in rest)
        {
            int start = at;
            while (start < end && (char.IsWhiteSpace(body[start]) || body[start] == '-')) start++;
            int stop = start < end && char.IsLetter(body[start]) ? EndOfWord(body, start, end) : start;
            if (start == at || stop - start != next.Length || next.Length > buffer.Length)
            {
                phraseEnd = 0;
                return false;
            }
            Fold(body, start, stop - start, buffer);
            if (!buffer[..next.Length].SequenceEqual(next))
            {
                phraseEnd = 0;
                return false;
            }
            at = stop;
        }
        phraseEnd = at;
        return true;
    }

    private static int Digits(string body, int at, int end, List<Lexeme> lexemes)
    {
        int start = at;
        int first = Run(body, ref at, end, out int digits);
        // Numbers of more digits than a year, and groups ("10 000", "1,305"), count things.
        if (digits > 4) return Add(lexemes, start, SkipGroups(body, at, end), LexemeKind.Opaque, 0, digits);
        if (at + 2 < end && body[at] == ':' && digits <= 2 && first < 24 && char.IsAsciiDigit(body[at + 1]) && char.IsAsciiDigit(body[at + 2]))
        {
            int minutes = (body[at + 1] - '0') * 10 + body[at + 2] - '0';
            at += 3;
            if (at + 2 < end && body[at] == ':' && char.IsAsciiDigit(body[at + 1])) at += 3;
            return Add(lexemes, start, at, minutes < 60 ? LexemeKind.Clock : LexemeKind.Opaque, first * 60 + minutes, digits);
        }
        if (at + 1 < end && body[at] is '.' or '/' or '-' or ',' && char.IsAsciiDigit(body[at + 1]))
        {
            if (TryDate(body, start, first, digits, at, end, out int value, out int dateEnd)) return Add(lexemes, start, dateEnd, LexemeKind.Date, value, digits);
            if (body[at] is '.' or ',') return Add(lexemes, start, SkipGroups(body, at, end), LexemeKind.Opaque, 0, digits);
        }
        if (at + 3 < end && body[at] is ' ' or '\u00A0' or '\u202F' && digits <= 3 && first > 0 && IsGroup(body, at + 1, end))
            return Add(lexemes, start, SkipGroups(body, at, end), LexemeKind.Opaque, 0, digits);
        if (at < end && body[at] is '%' or '°' or '‰') return Add(lexemes, start, at + 1, LexemeKind.Opaque, 0, digits);
        int plural = at < end && WordMarks.Contains(body[at]) ? at + 1 : at;
        if (digits is 2 or 4 && first % 10 == 0 && first > 0 && plural < end && body[plural] == 's' && (plural + 1 >= end || !char.IsLetter(body[plural + 1])))
            return Add(lexemes, start, plural + 1, LexemeKind.Decade, digits == 4 ? first : first + (first >= 30 ? 1900 : 2000), digits);
        if (OrdinalEnd(body, at, end) is int ordinal and > 0) return Add(lexemes, start, ordinal, LexemeKind.Ordinal, first, digits);
        return Add(lexemes, start, at, LexemeKind.Number, first, digits);
    }

    private static int Add(List<Lexeme> lexemes, int start, int end, LexemeKind kind, int value, int digits)
    {
        lexemes.Add(new Lexeme(start, end - start, kind, value, Senses.None, false, (byte)Math.Min(digits, 255)));
        return end;
    }

    private static int Run(string body, ref int at, int end, out int digits)
    {
        int value = 0, start = at;
        while (at < end && char.IsAsciiDigit(body[at]))
        {
            if (at - start < 6) value = value * 10 + body[at] - '0';
            at++;
        }
        digits = at - start;
        return value;
    }

    private static bool IsGroup(string body, int at, int end) =>
        at + 2 < end && char.IsAsciiDigit(body[at]) && char.IsAsciiDigit(body[at + 1]) && char.IsAsciiDigit(body[at + 2])
        && (at + 3 >= end || !char.IsAsciiDigit(body[at + 3]));

    private static int SkipGroups(string body, int at, int end)
    {
        while (at + 1 < end && body[at] is '.' or ',' or ' ' or '\u00A0' or '\u202F' && char.IsAsciiDigit(body[at + 1]))
        {
            if (body[at] is not ('.' or ',') && !IsGroup(body, at + 1, end)) break;
            at++;
            while (at < end && char.IsAsciiDigit(body[at])) at++;
        }
        return at;
    }

    /// <summary>2022-12-05, 5.12.2022, 12/5/2022, 5.12.22; "05.12" and "5.12." with two parts only.</summary>
    private static bool TryDate(string body, int start, int first, int digits, int at, int end, out int value, out int dateEnd)
    {
        char mark = body[at];
        value = dateEnd = 0;
        if (mark == ',') return false;
        at++;
        int second = Run(body, ref at, end, out int secondDigits);
        // "11/2016".
        if (secondDigits == 4 && digits <= 2 && mark is '/' or '-' && first is >= 1 and <= 12 && second is >= 1900 and < 2100 && !(at < end && (char.IsLetterOrDigit(body[at]) || body[at] == mark)))
        {
            (value, dateEnd) = (second * 10000 + first * 100, at);
            return true;
        }
        if (secondDigits > 2) return false;
        int third = 0, thirdDigits = 0;
        if (at + 1 < end && body[at] == mark && char.IsAsciiDigit(body[at + 1]))
        {
            at++;
            third = Run(body, ref at, end, out thirdDigits);
        }
        int year, month, day;
        if (digits == 4)
        {
            if (thirdDigits is not (0 or 1 or 2)) return false;
            if (thirdDigits == 0 && (mark == '.' || secondDigits != 2 && mark == '-' || second > 12)) return false;
            (year, month, day) = (first, second, third);
        }
        else if (thirdDigits is 4 or 2)
        {
            year = thirdDigits == 4 ? third : third + (third < 50 ? 2000 : 1900);
            // Dots put the day first everywhere; slashes and dashes the month, where that can be.
            (month, day) = mark == '.' || first > 12 ? (second, first) : (first, second);
            if (mark == '.' && thirdDigits == 2 && digits == 1 && secondDigits == 1) return false;
        }
        else
        {
            bool closed = at < end && body[at] == '.' && (at + 1 >= end || !char.IsAsciiDigit(body[at + 1]));
            if (thirdDigits != 0) return false;
            if (mark == '.' && (secondDigits == 2 && second is >= 1 and <= 12 || closed && second <= 12 && secondDigits == 2)) (year, month, day) = (0, second, first);
            else if (mark == '/' && digits <= 2) (year, month, day) = first > 12 ? (0, second, first) : (0, first, second);
            else return false;
        }
        if (month is < 1 or > 12 || day > 31 || day == 0 && (thirdDigits > 0 || digits != 4) || year is not 0 and (< 1000 or > 2199)) return false;
        if (at < end && (char.IsLetterOrDigit(body[at]) || body[at] is '%' or '/')) return false;
        // Negative where either order makes a date: the publication day decides.
        value = year * 10000 + month * 100 + day;
        if (digits <= 2 && mark != '.' && year > 0 && first <= 12 && second <= 12 && first != second) value = -value;
        dateEnd = at;
        return start < at;
    }

    /// <summary>End of an ordinal ending at <paramref name="at"/>, or 0.</summary>
    private static int OrdinalEnd(string body, int at, int end)
    {
        if (at + 1 >= end) return 0;
        int start = at;
        if (body[at] is '-' or '‑') at++;
        int letters = 0;
        while (at + letters < end && char.IsLetter(body[at + letters]) && letters < 4) letters++;
        if (letters is 0 or > 3) return 0;
        ReadOnlySpan<char> ending = body.AsSpan(at, letters);
        bool known = start == at
            ? ending is "st" or "nd" or "rd" or "th"
            : ending is "го" or "е" or "й" or "м" or "х" or "ое" or "ого" or "ом" or "ый" or "ая" or "я" or "ю" or "ой" or "ому" or "му" or "ми"
                or "ї" or "ти" or "та" or "те" or "ту" or "а" or "ша" or "га" or "ий" or "ій" or "ої" or "тя" or "ти" or "тої" or "ьої" or "х";
        return known ? at + letters : 0;
    }
}
