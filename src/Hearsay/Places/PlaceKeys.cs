using System.Globalization;
using System.Text;

namespace Hearsay.Places;

/// <summary>The forms under which names of places are compared: what is written differently but named the same gets one key.</summary>
/// <remarks>
/// Latin words are folded over the usual romanisations (Avdiyivka, Avdiivka → "avdivka"; Zhytomyr, Žitomir → "zitomir").
/// Cyrillic words are cut to a stem skeleton that every case form shares (Харків, Харкова, Харькове → one key):
/// endings are stripped until none is left, vowels that alternate or drop out (о, е, і) are left out,
/// and the last consonant is taken back to the base form (Авдіївці → Авдіївка, Розі → Ріг).
/// Keys are lossy on purpose; <see cref="Inflection"/> decides whether a form really belongs to a name.
/// </remarks>
public static class PlaceKeys
{
    /// <summary>Longest key of one word in characters; longer words are cut.</summary>
    public const int MaxWordKey = 64;

    private const ulong HashSeed = 14695981039346656037UL;
    private const ulong HashPrime = 1099511628211UL;

    // Case endings of Russian and Ukrainian nouns and adjectives, longest first within each length.
    private static readonly string[] Endings =
    [
        "иями", "ьому", "ього",
        "ами", "ями", "ого", "его", "ому", "ему", "ыми", "ими", "ові", "еві", "єві", "иях", "иям", "ием", "ією", "ией",
        "ый", "ий", "ій", "ой", "ей", "єй", "ая", "яя", "ое", "ее", "ые", "ие", "ых", "их", "іх", "ым", "им", "ім", "їм",
        "ом", "ем", "єм", "ую", "юю", "ою", "ею", "єю", "ої", "ам", "ям", "ах", "ях", "ов", "ев", "єв", "ів", "їв", "ия", "ию", "ии", "ію", "ії",
        "а", "я", "у", "ю", "о", "е", "є", "ы", "и", "і", "ї", "й", "ь",
    ];

    /// <summary>A word in lower case without accents, apostrophes and other marks; ё as е, ґ as г.</summary>
    /// <param name="word">One word of a name or text.</param>
    /// <param name="buffer">Receives the characters.</param>
    /// <returns>Number of characters written; at most the length of <paramref name="buffer"/>.</returns>
    public static int Normalise(ReadOnlySpan<char> word, Span<char> buffer)
    {
        int length = 0;
        foreach (char raw in word)
        {
            if (length >= buffer.Length - 1) break;
            char c = char.ToLowerInvariant(raw);
            if (c < 0x80)
            {
                if (char.IsAsciiLetterOrDigit(c)) buffer[length++] = c;
                continue;
            }
            switch (c)
            {
                case 'ё': buffer[length++] = 'е'; break;
                case 'ґ': buffer[length++] = 'г'; break;
                case 'ß': buffer[length++] = 's'; buffer[length++] = 's'; break;
                case 'ø': buffer[length++] = 'o'; break;
                case 'ł': buffer[length++] = 'l'; break;
                case 'đ' or 'ð': buffer[length++] = 'd'; break;
                case 'ı': buffer[length++] = 'i'; break;
                case 'ə': buffer[length++] = 'a'; break;
                case 'æ': buffer[length++] = 'a'; buffer[length++] = 'e'; break;
                case 'œ': buffer[length++] = 'o'; buffer[length++] = 'e'; break;
                case >= 'Ѐ' and <= 'ӿ': buffer[length++] = c; break;
                default:
                    char plain = BaseLetter(c);
                    if (char.IsLetterOrDigit(plain)) buffer[length++] = plain;
                    break;
            }
        }
        return length;
    }

    /// <summary>A word as <see cref="Normalise(ReadOnlySpan{char}, Span{char})"/> gives it.</summary>
    public static string Normalise(string word)
    {
        Span<char> buffer = stackalloc char[MaxWordKey * 2];
        return new string(buffer[..Normalise(word, buffer)]);
    }

    /// <summary>A whole name, word by word, with one space between words; hyphens separate words.</summary>
    public static string NormaliseName(string name)
    {
        var text = new StringBuilder(name.Length);
        Span<char> buffer = stackalloc char[MaxWordKey * 2];
        foreach (Range word in new WordRanges(name))
        {
            int length = Normalise(name.AsSpan(word), buffer);
            if (length == 0) continue;
            if (text.Length > 0) text.Append(' ');
            text.Append(buffer[..length]);
        }
        return text.ToString();
    }

    /// <summary>Whether a normalised word is written in Cyrillic.</summary>
    public static bool IsCyrillic(ReadOnlySpan<char> word)
    {
        foreach (char c in word)
        {
            if (c is >= 'Ѐ' and <= 'ӿ') return true;
        }
        return false;
    }

    /// <summary>The key of one normalised word: folded for Latin, stem skeleton for Cyrillic.</summary>
    /// <returns>Number of characters written to <paramref name="key"/>.</returns>
    public static int WordKey(ReadOnlySpan<char> normalised, Span<char> key) =>
        IsCyrillic(normalised) ? Skeleton(normalised, key) : Fold(normalised, key);

    /// <summary>Hash of a whole name: the keys of its words in order, spaces and hyphens not counted.</summary>
    public static ulong Hash(string name)
    {
        Span<char> buffer = stackalloc char[MaxWordKey * 2];
        Span<char> key = stackalloc char[MaxWordKey * 2];
        ulong hash = HashSeed;
        foreach (Range word in new WordRanges(name))
        {
            int length = Normalise(name.AsSpan(word), buffer);
            if (length == 0) continue;
            hash = Append(hash, key[..WordKey(buffer[..length], key)]);
        }
        return Finish(hash);
    }

    /// <summary>The hash of no words yet.</summary>
    internal static ulong Begin() => HashSeed;

    /// <summary>Adds the key of one more word.</summary>
    internal static ulong Append(ulong hash, ReadOnlySpan<char> key)
    {
        foreach (char c in key) hash = (hash ^ c) * HashPrime;
        return hash;
    }

    /// <summary>Spreads the bits so that the top ones can choose a bucket.</summary>
    internal static ulong Finish(ulong hash)
    {
        hash ^= hash >> 32;
        hash *= 0x9E3779B97F4A7C15UL;
        return hash ^ (hash >> 29);
    }

    /// <summary>Strips case endings off a normalised Cyrillic word until none is left.</summary>
    /// <returns>Length of the stem; at least 2, or the whole word where shorter.</returns>
    internal static int StemLength(ReadOnlySpan<char> word)
    {
        int length = word.Length;
        bool stripped = true;
        while (stripped && length > 2)
        {
            stripped = false;
            foreach (string ending in Endings)
            {
                if (length - ending.Length >= 2 && word[..length].EndsWith(ending, StringComparison.Ordinal))
                {
                    length -= ending.Length;
                    stripped = true;
                    break;
                }
            }
        }
        return length;
    }

    /// <summary>The consonant a stem's last letter goes back to: ц, ч → к; з, ж → г; с, ш, щ → х.</summary>
    internal static char BaseConsonant(char c) => c switch
    {
        'ц' or 'ч' => 'к',
        'з' or 'ж' => 'г',
        'с' or 'ш' or 'щ' => 'х',
        _ => c,
    };

    private static int Skeleton(ReadOnlySpan<char> word, Span<char> key)
    {
        int stem = StemLength(word);
        int length = 0;
        for (int i = 0; i < stem && length < key.Length; i++)
        {
            char c = word[i];
            if (i > 0 && c is 'о' or 'е' or 'є' or 'і' or 'ї' or 'ь' or 'ъ') continue;
            if (length > 0 && key[length - 1] == c) continue;
            key[length++] = c;
        }
        if (length > 1) key[length - 1] = BaseConsonant(key[length - 1]);
        return length;
    }

    private static int Fold(ReadOnlySpan<char> word, Span<char> key)
    {
        int length = 0;
        for (int i = 0; i < word.Length && length < key.Length; i++)
        {
            char c = word[i];
            char next = i + 1 < word.Length ? word[i + 1] : '\0';
            char folded = c;
            switch (c)
            {
                case 's' when next == 'h':
                case 'z' when next == 'h':
                case 'c' when next == 'h':
                    i++;
                    break;
                case 'k' when next == 'h':
                    folded = 'h';
                    i++;
                    break;
                case 't' when next == 's':
                    folded = 'c';
                    i++;
                    break;
                case 'o' when next is 'u' or 'o':
                    folded = 'u';
                    i++;
                    break;
                case 'q':
                    folded = 'k';
                    break;
                case 'w':
                    folded = 'v';
                    break;
                case 'y' or 'j':
                    folded = 'i';
                    break;
                case 'h' when i == word.Length - 1 && i > 2 && word[i - 1] is 'a' or 'e':
                    continue;
            }
            if (length > 0)
            {
                char last = key[length - 1];
                if (last == folded) continue;
                // "ia", "ie", "iu": the glide of ya, ye, yu.
                if (last == 'i' && folded is 'a' or 'e' or 'u' or 'o' && length > 1)
                {
                    if (key[length - 2] == folded) length--;
                    else key[length - 1] = folded;
                    continue;
                }
            }
            key[length++] = folded;
        }
        return length;
    }

    private static char BaseLetter(char c)
    {
        if (c is >= 'à' and <= 'å') return 'a';
        if (c is >= 'è' and <= 'ë') return 'e';
        if (c is >= 'ì' and <= 'ï') return 'i';
        if (c is >= 'ò' and <= 'ö') return 'o';
        if (c is >= 'ù' and <= 'ü') return 'u';
        if (CharUnicodeInfo.GetUnicodeCategory(c) is not (UnicodeCategory.LowercaseLetter or UnicodeCategory.OtherLetter)) return c;
        string decomposed = c.ToString().Normalize(NormalizationForm.FormD);
        return decomposed[0];
    }
}

/// <summary>The words of a name: runs of anything but spaces, hyphens, brackets, commas and stops.</summary>
/// <remarks>Allocation-free; use with <c>foreach</c>.</remarks>
public ref struct WordRanges(ReadOnlySpan<char> text)
{
    private readonly ReadOnlySpan<char> text = text;
    private int at;

    /// <summary>The word found last.</summary>
    public Range Current { get; private set; }

    /// <summary>Itself, so that <c>foreach</c> can walk it.</summary>
    public readonly WordRanges GetEnumerator() => this;

    /// <summary>Moves to the next word; false at the end.</summary>
    public bool MoveNext()
    {
        while (at < text.Length && IsSeparator(text[at])) at++;
        if (at >= text.Length) return false;
        int start = at;
        while (at < text.Length && !IsSeparator(text[at])) at++;
        Current = start..at;
        return true;
    }

    /// <summary>Whether this character separates words of a name.</summary>
    public static bool IsSeparator(char c) => c is ' ' or '-' or '‑' or '–' or '—' or ',' or '.' or '(' or ')' or '/' or '"' or '«' or '»' or '\u00A0' or '\t' or '\n' or '\r';
}
