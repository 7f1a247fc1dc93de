using System.Runtime.CompilerServices;

namespace Hearsay.Language;

/// <summary>The working columns of one sentence while it is analysed; reused from sentence to sentence. Not thread-safe.</summary>
/// <remarks>Word hashes are of the lower-cased form with digits as 0 and ё as е, so that models need no strings.</remarks>
internal sealed class SentenceWork
{
    /// <summary>Bits of <see cref="Shape"/>.</summary>
    public const int FirstUpper = 1, AllUpper = 2, HasDigit = 4, HasHyphen = 8, HasLatin = 16, HasCyrillic = 32, NoLetter = 64, HasLower = 128, HasPoint = 256, AllDigits = 512;

    public const int SuffixLengths = 6, PrefixLengths = 4;

    public int Count;
    public ulong[] Word = [];
    public int[] Shape = [];
    /// <summary>Hashes of the last 1–6 characters, row by row; the whole word's where it is shorter.</summary>
    public ulong[] Suffix = [];
    /// <summary>Hashes of the first 1–4 characters, row by row.</summary>
    public ulong[] Prefix = [];
    /// <summary>Length of the form in code units.</summary>
    public int[] WordLength = [];
    /// <summary>Ambiguity class of the tagger's lexicon.</summary>
    public int[] Class = [];
    /// <summary>Index into the tag set.</summary>
    public int[] Tag = [];
    /// <summary>Head in the sentence, −1 for the root.</summary>
    public int[] Head = [];
    public int[] Label = [];
    /// <summary>Label of the name finder.</summary>
    public int[] Name = [];
    /// <summary>Hash of the lemma, made like <see cref="Word"/>.</summary>
    public ulong[] Lemma = [];
    /// <summary>What the gazetteer knows the word to be.</summary>
    public int[] Known = [];
    /// <summary>What the word was earlier in the document.</summary>
    public int[] Memory = [];
    private char[] _lower = new char[64];

    /// <summary>Makes room for a sentence.</summary>
    public void Reset(int count)
    {
        Count = count;
        if (Word.Length >= count) return;
        int capacity = Math.Max(count, Word.Length * 2);
        Word = new ulong[capacity];
        Shape = new int[capacity];
        Suffix = new ulong[capacity * SuffixLengths];
        Prefix = new ulong[capacity * PrefixLengths];
        WordLength = new int[capacity];
        Class = new int[capacity];
        Tag = new int[capacity];
        Head = new int[capacity];
        Label = new int[capacity];
        Name = new int[capacity];
        Lemma = new ulong[capacity];
        Known = new int[capacity];
        Memory = new int[capacity];
    }

    /// <summary>Fills the columns that depend on the form alone.</summary>
    /// <param name="i">Position in the sentence.</param>
    /// <param name="form">Normalised form (<see cref="Text.WordForm"/>).</param>
    public void Set(int i, ReadOnlySpan<char> form)
    {
        if (_lower.Length < form.Length) _lower = new char[form.Length * 2];
        Span<char> lower = _lower.AsSpan(0, form.Length);
        int shape = 0;
        int letters = 0, uppers = 0, digits = 0;
        for (int k = 0; k < form.Length; k++)
        {
            char c = form[k];
            if (char.IsAsciiDigit(c))
            {
                digits++;
                lower[k] = '0';
                continue;
            }
            if (char.IsLetter(c))
            {
                letters++;
                if (char.IsUpper(c))
                {
                    uppers++;
                    if (k == 0) shape |= FirstUpper;
                    c = char.ToLowerInvariant(c);
                }
                else shape |= HasLower;
                shape |= c < 0x250 ? HasLatin : HasCyrillic;
                if (c == 'ё') c = 'е';
            }
            else if (c == '-') shape |= HasHyphen;
            else if (c == '.') shape |= HasPoint;
            lower[k] = c;
        }
        if (letters == 0) shape |= NoLetter;
        else if (uppers == letters && letters > 1) shape |= AllUpper;
        if (digits > 0) shape |= digits == form.Length ? HasDigit | AllDigits : HasDigit;
        Shape[i] = shape;
        WordLength[i] = form.Length;
        Word[i] = StableHash.OfText(lower);
        for (int length = 1; length <= SuffixLengths; length++)
            Suffix[(i * SuffixLengths) + length - 1] = length < lower.Length ? StableHash.OfText(lower[^length..]) : Word[i];
        for (int length = 1; length <= PrefixLengths; length++)
            Prefix[(i * PrefixLengths) + length - 1] = length < lower.Length ? StableHash.OfText(lower[..length]) : Word[i];
    }

    /// <summary>Fills the lemma column.</summary>
    public void SetLemma(int i, ReadOnlySpan<char> lemma)
    {
        ulong running = StableHash.EmptyText;
        foreach (char c in lemma)
        {
            char lower = char.ToLowerInvariant(c);
            running = StableHash.AddChar(running, char.IsAsciiDigit(lower) ? '0' : lower == 'ё' ? 'е' : lower);
        }
        Lemma[i] = StableHash.EndText(running);
    }

    /// <summary>Hash of the last <paramref name="length"/> characters (1–6).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ulong SuffixOf(int i, int length) => Suffix[(i * SuffixLengths) + length - 1];

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ulong PrefixOf(int i, int length) => Prefix[(i * PrefixLengths) + length - 1];

    // Beyond the sentence stand two pseudo-words.
    private const ulong Before = 0xB0, After = 0xA0;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ulong WordAt(int i) => i < 0 ? Before : i >= Count ? After : Word[i];

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ulong SuffixAt(int i, int length) => i < 0 ? Before : i >= Count ? After : SuffixOf(i, length);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int ShapeAt(int i) => i < 0 ? 1 << 20 : i >= Count ? 1 << 21 : Shape[i];

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int ClassAt(int i) => i < 0 ? -2 : i >= Count ? -3 : Class[i];

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int TagAt(int i) => i < 0 ? -2 : i >= Count ? -3 : Tag[i];
}
