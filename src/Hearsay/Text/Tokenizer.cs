// Tokens: where words begin and end.
// Input: one block of a body and its language. Output: token spans in order; every non-blank character is in one token.
// Invariants: spans do not overlap and are never empty; nothing is allocated beyond the list that receives them.
// Conventions follow the treebanks the models are trained on: English splits contractions and most hyphened words
// (do n't, well - known), Russian keeps both whole, Ukrainian splits hyphened common words and the full stop of abbreviations.
// Weak spots: "dont" without apostrophe stays whole; numbers with spaces are joined only in groups of three digits.
using System.Buffers;
using System.Globalization;

namespace Hearsay.Text;

/// <summary>Splits text into tokens.</summary>
public sealed class Tokenizer
{
    private static readonly SearchValues<char> InsideLink = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~:/?#@!$&'*+,;=%");
    private static readonly string[] EnglishSuffixes = ["'s", "'m", "'d", "'ll", "'re", "'ve"];
    private static readonly SearchValues<string> TopLevels = SearchValues.Create(
        [".com", ".org", ".net", ".ru", ".ua", ".info", ".gov", ".edu", ".me", ".io", ".tv", ".uk", ".media", ".news", ".рф", ".укр"], StringComparison.OrdinalIgnoreCase);

    private readonly TokenizerLexicon _lexicon;

    /// <summary>A tokenizer over the abbreviations and word lists of a lexicon.</summary>
    public Tokenizer(TokenizerLexicon lexicon) => _lexicon = lexicon;

    /// <summary>Adds the tokens of one block to a list, in order.</summary>
    /// <param name="body">The text the block stands in.</param>
    /// <param name="block">The stretch to split, in UTF-16 offsets into <paramref name="body"/>.</param>
    /// <param name="language">Whose conventions to follow; languages Hearsay does not read are split like English without contractions.</param>
    /// <param name="tokens">Receives the spans.</param>
    public void Tokenize(ReadOnlySpan<char> body, TextSpan block, LanguageCode language, List<TextSpan> tokens)
    {
        int at = block.Start;
        while (at < block.End)
        {
            if (IsBlank(body[at])) { at++; continue; }
            int end = at + 1;
            while (end < block.End && !IsBlank(body[end])) end++;
            // A number may go on after a space: "1 200".
            if (char.IsAsciiDigit(body[at])) end = ThroughDigitGroups(body, at, end, block.End);
            SplitChunk(body, at, end, language, tokens);
            at = end;
        }
    }

    private static bool IsBlank(char c) => char.IsWhiteSpace(c) || c is '\u200B' or '\u200E' or '\u200F' or '\uFEFF' or '\u2060' or '\u202A' or '\u202C' or '\u2066' or '\u2069';

    /// <summary>End of a number written in groups of three digits with spaces between them, or <paramref name="end"/> as it was.</summary>
    private static int ThroughDigitGroups(ReadOnlySpan<char> body, int start, int end, int limit)
    {
        int digits = start;
        while (digits < end && char.IsAsciiDigit(body[digits])) digits++;
        if (digits != end || digits - start > 3 || body[start] == '0') return end;
        while (end + 3 < limit && body[end] is ' ' or '\u00A0' or '\u202F' or '\u2009'
            && char.IsAsciiDigit(body[end + 1]) && char.IsAsciiDigit(body[end + 2]) && char.IsAsciiDigit(body[end + 3])
            && (end + 4 >= limit || !IsWordPart(body[end + 4])))
        {
            end += 4;
            if (end < limit && !IsBlank(body[end])) break;
        }
        // What follows the last group without a space (",5", "-ма", "%") is part of the chunk and split later.
        while (end < limit && !IsBlank(body[end])) end++;
        return end;
    }

    private static bool IsWordPart(char c) => char.IsLetterOrDigit(c) || IsMark(c);

    private static bool IsMark(char c) => c >= '\u0300' && char.GetUnicodeCategory(c) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.EnclosingMark;

    private static bool IsApostrophe(char c) => c is '\'' or '’' or 'ʼ' or '‘' or '`' or '´';

    private static bool IsHyphen(char c) => c is '-' or '\u2010' or '\u2011';

    /// <summary>Splits a stretch without blanks (or one number with spaces).</summary>
    private void SplitChunk(ReadOnlySpan<char> body, int start, int end, LanguageCode language, List<TextSpan> tokens)
    {
        int at = start;
        while (at < end)
        {
            char c = body[at];
            int next;
            if (char.IsAsciiLetter(c) && LinkEnd(body, at, end, start) is int link and > 0) next = link;
            else if (c is '@' or '#' && at + 1 < end && (IsWordPart(body[at + 1]) || body[at + 1] == '_')) next = TagEnd(body, at + 1, end);
            else if (char.IsAsciiDigit(c)) next = NumberEnd(body, at, end, language);
            else if (IsWordPart(c))
            {
                next = Word(body, at, end, language, tokens);
                at = next;
                continue;
            }
            else if (char.IsSurrogate(c) || c >= '\u2190') next = SymbolEnd(body, at, end);
            else if (language == LanguageCode.English && IsApostrophe(c) && at + 2 <= end && ContractionAt(body[at..end]) is int cut and > 0) next = at + cut;
            else next = PunctuationEnd(body, at, end);
            tokens.Add(TextSpan.FromBounds(at, next));
            at = next;
        }
    }

    /// <summary>Length of 's, 'll … when the text begins with one and a word ends there; 0 otherwise.</summary>
    private static int ContractionAt(ReadOnlySpan<char> text)
    {
        int length = 1;
        while (length < text.Length && char.IsLetter(text[length])) length++;
        if (length is < 2 or > 3) return 0;
        foreach (string suffix in EnglishSuffixes)
            if (suffix.Length == length && text[1..length].Equals(suffix.AsSpan(1), StringComparison.OrdinalIgnoreCase)) return length;
        return 0;
    }

    private static int LinkEnd(ReadOnlySpan<char> body, int at, int end, int chunkStart)
    {
        ReadOnlySpan<char> rest = body[at..end];
        bool link = rest.StartsWith("http://", StringComparison.OrdinalIgnoreCase) || rest.StartsWith("https://", StringComparison.OrdinalIgnoreCase)
            || rest.StartsWith("www.", StringComparison.OrdinalIgnoreCase) || rest.StartsWith("t.me/", StringComparison.OrdinalIgnoreCase);
        if (!link)
        {
            if (at != chunkStart && IsWordPart(body[at - 1])) return 0;
            int dot = rest.IndexOf('.');
            int mail = rest.IndexOf('@');
            if (mail > 0 && dot > 0)
            {
                foreach (char c in rest[..mail]) if (!char.IsAsciiLetterOrDigit(c) && c is not ('.' or '_' or '-' or '+')) return 0;
            }
            else
            {
                if (dot < 2) return 0;
                int domain = rest.IndexOfAnyExcept(InsideLink);
                ReadOnlySpan<char> host = domain < 0 ? rest : rest[..domain];
                int slash = host.IndexOf('/');
                if (slash >= 0) host = host[..slash];
                host = host.TrimEnd(".,;:!?'");
                foreach (char c in host) if (!char.IsAsciiLetterOrDigit(c) && c is not ('.' or '-')) return 0;
                int last = host.LastIndexOf('.');
                if (last < 1 || !host[last..].ContainsAny(TopLevels) || host.Length - last > 6) return 0;
            }
        }
        int length = rest.IndexOfAnyExcept(InsideLink);
        if (length < 0) length = rest.Length;
        while (length > 1 && rest[length - 1] is '.' or ',' or ';' or ':' or '!' or '?' or '\'') length--;
        return at + length;
    }

    private static int TagEnd(ReadOnlySpan<char> body, int at, int end)
    {
        while (at < end && (IsWordPart(body[at]) || body[at] == '_')) at++;
        return at;
    }

    /// <summary>End of a number: digits with inner points, commas, colons and slashes, and an ordinal or unit tail ("3-я", "155-ї", "30th").</summary>
    private static int NumberEnd(ReadOnlySpan<char> body, int at, int end, LanguageCode language)
    {
        int to = at;
        while (to < end)
        {
            char c = body[to];
            if (char.IsAsciiDigit(c)) { to++; continue; }
            bool digitAfter = to + 1 < end && char.IsAsciiDigit(body[to + 1]);
            if (digitAfter && c is '.' or ',' or ':' or '/' or ' ' or '\u00A0' or '\u202F' or '\u2009') { to++; continue; }
            break;
        }
        if (to >= end) return to;
        if (IsHyphen(body[to]) && to + 1 < end && char.IsLetter(body[to + 1]) && body[to + 1] > 0x7F)
        {
            int tail = to + 1;
            while (tail < end && (IsWordPart(body[tail]) || IsHyphen(body[tail]))) tail++;
            return tail; // 3-я, 155-мм, 25-річний
        }
        if (char.IsLetter(body[to]))
        {
            int tail = to;
            while (tail < end && IsWordPart(body[tail])) tail++;
            int letters = tail - to;
            // "30th", "1990s", "3G", "5м": one token in all three conventions, except clock and measure tails in English ("5pm", "10km").
            if (language == LanguageCode.English && letters == 2
                && (body[to..tail].Equals("pm", StringComparison.OrdinalIgnoreCase) || body[to..tail].Equals("am", StringComparison.OrdinalIgnoreCase) || body[to..tail].Equals("km", StringComparison.OrdinalIgnoreCase)))
                return to;
            return tail;
        }
        return to;
    }

    /// <summary>Adds the tokens of a word that begins at <paramref name="at"/>; returns where it ends.</summary>
    private int Word(ReadOnlySpan<char> body, int at, int end, LanguageCode language, List<TextSpan> tokens)
    {
        int to = at + 1;
        while (to < end)
        {
            char c = body[to];
            if (IsWordPart(c) || c is '\u00AD' or '_') { to++; continue; }
            bool letterAfter = to + 1 < end && IsWordPart(body[to + 1]);
            if (letterAfter && (IsApostrophe(c) || IsHyphen(c))) { to += 2; continue; }
            if (letterAfter && c == '&' && to - at <= 2) { to += 2; continue; } // R&D
            if (c == '.' && letterAfter && (IsInitials(body[at..to]) || _lexicon.IsAbbreviationStem(body[at..to]))
                && (char.IsLetter(body[to + 1]) && (to + 2 >= end || !char.IsLetter(body[to + 2]) || language != LanguageCode.English)))
            {
                if (language == LanguageCode.Ukrainian || (language == LanguageCode.Russian && !char.IsAsciiLetter(body[at]))) break; // т.д. is т. д. in Russian
                to += 2;
                continue;
            }
            break;
        }
        // The full stop of an abbreviation belongs to it (not in the Ukrainian convention).
        if (to < end && body[to] == '.' && language != LanguageCode.Ukrainian && (to + 1 >= end || body[to + 1] != '.'))
        {
            ReadOnlySpan<char> word = body[at..to];
            if (IsInitials(word) ? word.Length > 1 || IsInitialHere(body, at, to, language) : _lexicon.Find(language, word) != AbbreviationKind.None)
            {
                tokens.Add(TextSpan.FromBounds(at, to + 1));
                return to + 1;
            }
        }
        if (language == LanguageCode.English) SplitEnglish(body, at, to, tokens);
        else if (language == LanguageCode.Ukrainian) SplitUkrainian(body, at, to, tokens);
        else tokens.Add(TextSpan.FromBounds(at, to));
        return to;
    }

    /// <summary>Single letters with points between them: "U.S", "J".</summary>
    private static bool IsInitials(ReadOnlySpan<char> word)
    {
        if (word.Length % 2 == 0) return false;
        for (int i = 0; i < word.Length; i++)
            if (i % 2 == 0 ? !char.IsLetter(word[i]) : word[i] != '.') return false;
        return true;
    }

    /// <summary>Whether a single letter with a full stop is an initial or abbreviation rather than the end of a sentence ("plan B.").</summary>
    private bool IsInitialHere(ReadOnlySpan<char> body, int at, int to, LanguageCode language)
    {
        if (!char.IsUpper(body[at])) return _lexicon.Find(language, body[at..to]) != AbbreviationKind.None;
        int next = to + 1;
        if (next < body.Length && body[next] is ' ' or '\u00A0') next++;
        if (body[at] == 'I' && language == LanguageCode.English) return false;
        return next < body.Length && char.IsUpper(body[next]);
    }

    private void SplitEnglish(ReadOnlySpan<char> body, int start, int end, List<TextSpan> tokens)
    {
        ReadOnlySpan<char> word = body[start..end];
        int hyphen = word.IndexOfAny('-', '\u2010', '\u2011');
        if (hyphen > 0 && !KeepsHyphen(word, hyphen))
        {
            SplitEnglish(body, start, start + hyphen, tokens);
            tokens.Add(new TextSpan(start + hyphen, 1));
            int rest = start + hyphen + 1;
            if (char.IsAsciiDigit(body[rest])) tokens.Add(TextSpan.FromBounds(rest, end));
            else SplitEnglish(body, rest, end, tokens);
            return;
        }
        if (word.Length >= 4 && (word[^1] is 't' or 'T') && IsApostrophe(word[^2]) && word[^3] is 'n' or 'N')
        {
            tokens.Add(TextSpan.FromBounds(start, end - 3));
            tokens.Add(TextSpan.FromBounds(end - 3, end));
            return;
        }
        for (int i = word.Length - 2; i > 0 && i >= word.Length - 3; i--)
        {
            if (!IsApostrophe(word[i]) || ContractionAt(word[i..]) != word.Length - i) continue;
            tokens.Add(TextSpan.FromBounds(start, start + i));
            tokens.Add(TextSpan.FromBounds(start + i, end));
            return;
        }
        if (word.Length is 5 or 6 && _lexicon.FusedCut(word) is int cut and > 0)
        {
            tokens.Add(TextSpan.FromBounds(start, start + cut));
            tokens.Add(TextSpan.FromBounds(start + cut, end));
            return;
        }
        tokens.Add(TextSpan.FromBounds(start, end));
    }

    /// <summary>Whether the hyphen is inside one English token: prefixes (anti-, non-), types (F-16, T-72), one-letter words.</summary>
    private bool KeepsHyphen(ReadOnlySpan<char> word, int hyphen)
    {
        ReadOnlySpan<char> before = word[..hyphen], after = word[(hyphen + 1)..];
        if (char.IsAsciiDigit(after[0])) return IsDesignation(before);
        return before.Length == 1 || _lexicon.KeepsHyphen(LanguageCode.English, before, after);
    }

    private static bool IsDesignation(ReadOnlySpan<char> letters)
    {
        if (letters.Length > 5) return false;
        foreach (char c in letters) if (!char.IsUpper(c)) return letters.Length <= 2;
        return true;
    }

    private void SplitUkrainian(ReadOnlySpan<char> body, int start, int end, List<TextSpan> tokens)
    {
        ReadOnlySpan<char> word = body[start..end];
        int hyphen = word.IndexOfAny('-', '\u2010', '\u2011');
        if (hyphen > 0 && hyphen < word.Length - 1)
        {
            ReadOnlySpan<char> before = word[..hyphen], after = word[(hyphen + 1)..];
            bool name = char.IsUpper(before[0]) && char.IsUpper(after[0]);
            bool designation = char.IsAsciiDigit(after[0]) || (before.Length <= 4 && IsUpper(before));
            if (!name && !designation && !_lexicon.KeepsHyphen(LanguageCode.Ukrainian, before, after))
            {
                tokens.Add(TextSpan.FromBounds(start, start + hyphen));
                tokens.Add(new TextSpan(start + hyphen, 1));
                SplitUkrainian(body, start + hyphen + 1, end, tokens);
                return;
            }
        }
        tokens.Add(TextSpan.FromBounds(start, end));
    }

    private static bool IsUpper(ReadOnlySpan<char> letters)
    {
        foreach (char c in letters) if (!char.IsUpper(c)) return false;
        return true;
    }

    /// <summary>End of a symbol beyond the letters: an emoji with its joiners, skin tones and flags, or one sign.</summary>
    private static int SymbolEnd(ReadOnlySpan<char> body, int at, int end)
    {
        if (!char.IsSurrogate(body[at]) && at + 1 < end && body[at + 1] != '\uFE0F' && body[at + 1] != '\u200D') return at + 1;
        return at + StringInfo.GetNextTextElementLength(body[at..end]);
    }

    private static int PunctuationEnd(ReadOnlySpan<char> body, int at, int end)
    {
        char c = body[at];
        int to = at + 1;
        if (c is '.' or '!' or '?' or '…')
        {
            while (to < end && body[to] is '.' or '!' or '?' or '…') to++;
            return to;
        }
        if (c is '-' or '–' or '—' or '*' or '=' or '_' or '~' or '+')
        {
            while (to < end && body[to] == c) to++;
            return to;
        }
        if (c is ':' or ';' && to < end)
        {
            // :-) and its kin
            int face = to;
            if (body[face] == '-' && face + 1 < end) face++;
            if (body[face] is ')' or '(' or 'D' or 'P' && (face + 1 >= end || !char.IsLetter(body[face + 1])) && (at == 0 || IsBlank(body[at - 1])))
            {
                char mouth = body[face];
                while (face < end && body[face] == mouth) face++;
                return face;
            }
        }
        if (c is ')' or '(' && to < end && body[to] == c)
        {
            while (to < end && body[to] == c) to++; // ))) is a smile
            return to - at >= 2 && to - at < 64 ? to : at + 1;
        }
        while (to < end && IsMark(body[to])) to++;
        return to;
    }
}
