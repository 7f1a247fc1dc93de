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
    /// <summary>Hash of the tags a dictionary gives the word, 0 for none; see <see cref="MorphDictionary"/>.</summary>
    public ulong[] DictionaryClass = [];
    /// <summary>Readings of the sentence's words in a dictionary; word i has those from ReadingStart[i] to ReadingStart[i + 1].</summary>
    public MorphDictionary.Reading[] Readings = [];
    public int[] ReadingStart = [];
    public bool HasDictionary;
    /// <summary>Group of words used alike; see <see cref="WordClusters"/>.</summary>
    public int[] Cluster = [];
    public bool HasClusters;
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
    /// <summary>What kinds of names the word is known as; see <see cref="NameBits"/>.</summary>
    public int[] NameBits = [];
    /// <summary>What the word was earlier in the document.</summary>
    public int[] Memory = [];
    private char[] _lower = new char[64], _lowers = new char[256];
    private int[] _lowerStart = new int[64];

    /// <summary>The form, lower-cased, digits as 0 and ё as е.</summary>
    public ReadOnlySpan<char> LowerOf(int i) => _lowers.AsSpan(_lowerStart[i], _lowerStart[i + 1] - _lowerStart[i]);

    /// <summary>Fills the dictionary columns.</summary>
    public void LookUp(MorphDictionary dictionary)
    {
        HasDictionary = true;
        int count = 0;
        for (int i = 0; i < Count; i++)
        {
            if (Readings.Length < count + MorphDictionary.MaxReadings) Array.Resize(ref Readings, (count + MorphDictionary.MaxReadings) * 2);
            ReadingStart[i] = count;
            int found = (Shape[i] & NoLetter) != 0 ? 0 : dictionary.Find(LowerOf(i), Readings.AsSpan(count, MorphDictionary.MaxReadings));
            DictionaryClass[i] = dictionary.ClassOf(Readings.AsSpan(count, found));
            count += found;
        }
        ReadingStart[Count] = count;
    }

    /// <summary>Fills the cluster column.</summary>
    public void LookUp(WordClusters clusters)
    {
        HasClusters = true;
        for (int i = 0; i < Count; i++) Cluster[i] = clusters.Find(Word[i]);
    }

    /// <summary>The dictionary's readings of a word; empty without a dictionary.</summary>
    public ReadOnlySpan<MorphDictionary.Reading> ReadingsOf(int i) => HasDictionary ? Readings.AsSpan(ReadingStart[i], ReadingStart[i + 1] - ReadingStart[i]) : default;

    /// <summary>Makes room for a sentence.</summary>
    public void Reset(int count)
    {
        Count = count;
        HasDictionary = false;
        HasClusters = false;
        if (Word.Length >= count) return;
        int capacity = Math.Max(count, Word.Length * 2);
        Word = new ulong[capacity];
        Shape = new int[capacity];
        Suffix = new ulong[capacity * SuffixLengths];
        Prefix = new ulong[capacity * PrefixLengths];
        WordLength = new int[capacity];
        Class = new int[capacity];
        DictionaryClass = new ulong[capacity];
        ReadingStart = new int[capacity + 1];
        Cluster = new int[capacity];
        Tag = new int[capacity];
        Head = new int[capacity];
        Label = new int[capacity];
        Name = new int[capacity];
        Lemma = new ulong[capacity];
        Known = new int[capacity];
        NameBits = new int[capacity];
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
        if (_lowerStart.Length <= i + 1) Array.Resize(ref _lowerStart, Math.Max(i + 2, _lowerStart.Length * 2));
        int from = i == 0 ? 0 : _lowerStart[i];
        if (_lowers.Length < from + lower.Length) Array.Resize(ref _lowers, (from + lower.Length) * 2);
        lower.CopyTo(_lowers.AsSpan(from));
        _lowerStart[i] = from;
        _lowerStart[i + 1] = from + lower.Length;
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
    public ulong DictionaryClassAt(int i) => i < 0 ? 7 : i >= Count ? 8 : DictionaryClass[i];

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ulong ClusterAt(int i) => i < 0 ? 1000 : i >= Count ? 1001 : (ulong)Cluster[i];

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int TagAt(int i) => i < 0 ? -2 : i >= Count ? -3 : Tag[i];
}
