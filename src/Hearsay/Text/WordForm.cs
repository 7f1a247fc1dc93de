using System.Text;

namespace Hearsay.Text;

/// <summary>The normalised form of a word, without touching the body it stands in.</summary>
/// <remarks>
/// Makes one spelling out of those that mean the same word: decomposed й and ё are composed (NFC), the apostrophes
/// ’ ʼ ` ‘ become ', soft hyphens and zero-width characters go, and Latin letters that look like Cyrillic ones are
/// replaced inside a word that is otherwise Cyrillic (a way around filters in posts). Case is kept.
/// </remarks>
public static class WordForm
{
    private const string LatinLookAlikes = "AaBCcEeHIiKMOoPpTXxYy";
    private const string CyrillicTwins = "АаВСсЕеНІіКМОоРрТХхУу";

    /// <summary>Writes the normalised form of a token.</summary>
    /// <param name="raw">The token as it stands in the body.</param>
    /// <param name="buffer">Room for the form; at least as long as <paramref name="raw"/>.</param>
    /// <returns>Number of code units written; never more than the length of <paramref name="raw"/>.</returns>
    public static int Normalize(ReadOnlySpan<char> raw, Span<char> buffer)
    {
        bool cyrillic = false, latin = false, special = false;
        foreach (char c in raw)
        {
            if (c < 0x80) latin |= char.IsAsciiLetter(c);
            else if (c is >= '\u0400' and <= '\u052F') cyrillic = true;
            else special = true;
            if (c == '`') special = true;
        }
        if (!special && !(cyrillic && latin))
        {
            raw.CopyTo(buffer);
            return raw.Length;
        }
        bool replace = cyrillic && latin && IsCyrillicAtHeart(raw);
        int length = 0;
        foreach (char c in raw)
        {
            switch (c)
            {
                case '\u00AD' or '\u200B' or '\u200C' or '\u200D' or '\u2060' or '\uFEFF':
                    if (c == '\u200D' && !cyrillic && !latin) buffer[length++] = c; // joins emoji
                    break;
                case '’' or 'ʼ' or '‘' or '`' or '´' or '＇' or 'ʹ':
                    buffer[length++] = raw.Length == 1 ? c : '\'';
                    break;
                case '\u0306' or '\u0308' or '\u0301' when length > 0:
                    char composed = Compose(buffer[length - 1], c);
                    if (composed != '\0') buffer[length - 1] = composed;
                    else if (c != '\u0301' || !cyrillic) buffer[length++] = c; // a stress mark is dropped in Cyrillic words
                    break;
                default:
                    int twin = replace && char.IsAsciiLetter(c) ? LatinLookAlikes.IndexOf(c, StringComparison.Ordinal) : -1;
                    buffer[length++] = twin >= 0 ? CyrillicTwins[twin] : c;
                    break;
            }
        }
        if (length == 0)
        {
            raw.CopyTo(buffer);
            return raw.Length;
        }
        return length;
    }

    /// <summary>The normalised form as a new string; see <see cref="Normalize(ReadOnlySpan{char}, Span{char})"/>.</summary>
    public static string Normalize(string raw)
    {
        Span<char> buffer = raw.Length <= 256 ? stackalloc char[256] : new char[raw.Length];
        int length = Normalize(raw, buffer);
        return raw.AsSpan().SequenceEqual(buffer[..length]) ? raw : new string(buffer[..length]);
    }

    /// <summary>Whether every Latin letter of the word has a Cyrillic twin and Cyrillic letters are at least as many.</summary>
    private static bool IsCyrillicAtHeart(ReadOnlySpan<char> raw)
    {
        int cyrillic = 0, latin = 0;
        foreach (char c in raw)
        {
            if (char.IsAsciiLetter(c))
            {
                if (!LatinLookAlikes.Contains(c, StringComparison.Ordinal)) return false;
                latin++;
            }
            else if (c is >= '\u0400' and <= '\u052F') cyrillic++;
            else if (c == '-') return false; // "IT-компанія" is two scripts on purpose
        }
        return cyrillic >= latin;
    }

    private static char Compose(char letter, char mark) => (letter, mark) switch
    {
        ('и', '\u0306') => 'й',
        ('И', '\u0306') => 'Й',
        ('у', '\u0306') => 'ў',
        ('У', '\u0306') => 'Ў',
        ('е', '\u0308') => 'ё',
        ('Е', '\u0308') => 'Ё',
        ('і', '\u0308') => 'ї',
        ('І', '\u0308') => 'Ї',
        ( < '\u0250', _) => ComposeLatin(letter, mark),
        _ => '\0',
    };

    private static char ComposeLatin(char letter, char mark)
    {
        string composed = string.Create(2, (letter, mark), static (s, pair) => (s[0], s[1]) = pair).Normalize(NormalizationForm.FormC);
        return composed.Length == 1 ? composed[0] : '\0';
    }
}
