using Hearsay.Text;

namespace Hearsay.Language;

/// <summary>A dictionary of all forms of known lexemes: stems with their paradigms. Immutable and thread-safe.</summary>
/// <remarks>
/// Stems are kept as hashes, so a word that is not in the dictionary is taken for one about once in ten thousand look-ups.
/// Five million forms of Russian take a little over one megabyte in a model file.
/// </remarks>
internal sealed class MorphDictionary
{
    private const uint StemKey = 601, EndingKey = 602;

    private readonly KeyTable _stems, _endings;
    private readonly ushort[][] _paradigmLists, _tagLists;
    private readonly string[] _firstEndings;
    private readonly DictionaryTag[] _tags;

    public MorphDictionary(KeyTable stems, ushort[][] paradigmLists, KeyTable endings, ushort[][] tagLists, string[] firstEndings, DictionaryTag[] tags)
    {
        (_stems, _paradigmLists, _endings, _tagLists, _firstEndings, _tags) = (stems, paradigmLists, endings, tagLists, firstEndings, tags);
    }

    public static uint KeyOfStem(ulong stem) => StableHash.Feature(StemKey, stem);

    public static uint KeyOfEnding(int paradigm, ulong ending) => StableHash.Feature(EndingKey, (ulong)paradigm, ending);

    /// <summary>One reading of a word.</summary>
    /// <param name="Tag">Index of its tag.</param>
    /// <param name="Paradigm">Index of its paradigm.</param>
    /// <param name="Stem">Letters of the form that are the stem.</param>
    public readonly record struct Reading(ushort Tag, ushort Paradigm, byte Stem);

    public const int MaxReadings = 48;

    /// <summary>Finds the readings of a word.</summary>
    /// <param name="lower">The form, lower-cased, ё as е.</param>
    /// <param name="readings">Receives up to <see cref="MaxReadings"/> readings.</param>
    /// <returns>How many were found.</returns>
    public int Find(ReadOnlySpan<char> lower, Span<Reading> readings)
    {
        int count = 0;
        ulong running = StableHash.EmptyText;
        for (int stem = 0; stem <= lower.Length && stem < 255; stem++)
        {
            if (stem > 0) running = StableHash.AddChar(running, lower[stem - 1]);
            int list = _stems.Find(KeyOfStem(StableHash.EndText(running)));
            if (list < 0) continue;
            ulong ending = StableHash.OfText(lower[stem..]);
            foreach (ushort paradigm in _paradigmLists[list])
            {
                int tags = _endings.Find(KeyOfEnding(paradigm, ending));
                if (tags < 0) continue;
                foreach (ushort tag in _tagLists[tags])
                    if (count < readings.Length) readings[count++] = new Reading(tag, paradigm, (byte)stem);
            }
        }
        return count;
    }

    /// <summary>Hash of the set of tags a word can have, 0 for an unknown word.</summary>
    public ulong ClassOf(ReadOnlySpan<Reading> readings)
    {
        ulong sum = 0;
        for (int i = 0; i < readings.Length; i++)
        {
            bool again = false;
            for (int k = 0; k < i && !again; k++) again = readings[k].Tag == readings[i].Tag;
            if (!again) sum += _tags[readings[i].Tag].Hash;
        }
        return sum;
    }

    /// <summary>What the readings say a word may name; see <see cref="NameBits"/>.</summary>
    public int NamesOf(ReadOnlySpan<Reading> readings)
    {
        int bits = 0;
        foreach (Reading reading in readings) bits |= _tags[reading.Tag].Names;
        return bits;
    }

    /// <summary>The reading that agrees best with a tag, −1 where none has its part of speech.</summary>
    public int Choose(ReadOnlySpan<Reading> readings, Upos upos, string feats)
    {
        int best = -1, bestScore = -1;
        for (int i = 0; i < readings.Length; i++)
        {
            int score = _tags[readings[i].Tag].Agreement(upos, feats);
            if (score > bestScore) (best, bestScore) = (i, score);
        }
        return best;
    }

    /// <summary>Whether a reading has the part of speech of a tag and, when strict, its form of the verb.</summary>
    public bool Allows(ReadOnlySpan<Reading> readings, Upos upos, string feats, bool isStrict)
    {
        foreach (Reading reading in readings)
            if (_tags[reading.Tag].Agreement(upos, feats) >= 0 && (!isStrict || _tags[reading.Tag].IsSameVerbForm(feats))) return true;
        return false;
    }

    /// <summary>Whether every reading is a noun, a verb, a short participle or a short adjective, whose parts of speech are those of the treebanks.</summary>
    public bool AreNounsOrVerbs(ReadOnlySpan<Reading> readings)
    {
        foreach (Reading reading in readings)
            if (!_tags[reading.Tag].IsNounOrVerb) return false;
        return readings.Length > 0;
    }

    /// <summary>What follows the stem in the lemma of a reading.</summary>
    public string LemmaEnding(Reading reading) => _firstEndings[reading.Paradigm];

    public void Write(BinaryWriter writer)
    {
        _stems.Write(writer);
        WriteLists(writer, _paradigmLists);
        _endings.Write(writer);
        WriteLists(writer, _tagLists);
        writer.Write(_firstEndings.Length);
        foreach (string ending in _firstEndings) writer.Write(ending);
        writer.Write(_tags.Length);
        foreach (DictionaryTag tag in _tags) writer.Write(tag.Text);
    }

    public static MorphDictionary Read(BinaryReader reader)
    {
        KeyTable stems = KeyTable.Read(reader);
        ushort[][] paradigmLists = ReadLists(reader);
        KeyTable endings = KeyTable.Read(reader);
        ushort[][] tagLists = ReadLists(reader);
        var firstEndings = new string[reader.ReadInt32()];
        for (int i = 0; i < firstEndings.Length; i++) firstEndings[i] = reader.ReadString();
        var tags = new DictionaryTag[reader.ReadInt32()];
        for (int i = 0; i < tags.Length; i++) tags[i] = new DictionaryTag(reader.ReadString());
        return new MorphDictionary(stems, paradigmLists, endings, tagLists, firstEndings, tags);
    }

    private static void WriteLists(BinaryWriter writer, ushort[][] lists)
    {
        writer.Write(lists.Length);
        foreach (ushort[] list in lists)
        {
            writer.Write7BitEncodedInt(list.Length);
            foreach (ushort value in list) writer.Write7BitEncodedInt(value);
        }
    }

    private static ushort[][] ReadLists(BinaryReader reader)
    {
        var lists = new ushort[reader.ReadInt32()][];
        for (int i = 0; i < lists.Length; i++)
        {
            lists[i] = new ushort[reader.Read7BitEncodedInt()];
            for (int k = 0; k < lists[i].Length; k++) lists[i][k] = (ushort)reader.Read7BitEncodedInt();
        }
        return lists;
    }
}

/// <summary>Bits of what a word may name.</summary>
internal static class NameBits
{
    public const int Given = 1, Family = 2, Patronymic = 4, Place = 8, Organization = 16, Word = 32;
}

/// <summary>A tag of the OpenCorpora dictionary, reduced to what matters here ("NOUN anim masc sing nomn").</summary>
internal sealed class DictionaryTag
{
    private static readonly (string Grammeme, string Feature)[] Features =
    [
        ("nomn", "Case=Nom"), ("gent", "Case=Gen"), ("gen2", "Case=Gen"), ("datv", "Case=Dat"), ("accs", "Case=Acc"), ("ablt", "Case=Ins"), ("loct", "Case=Loc"), ("loc2", "Case=Loc"), ("voct", "Case=Voc"),
        ("sing", "Number=Sing"), ("plur", "Number=Plur"), ("masc", "Gender=Masc"), ("femn", "Gender=Fem"), ("neut", "Gender=Neut"),
        ("past", "Tense=Past"), ("pres", "Tense=Pres"), ("futr", "Tense=Fut"), ("1per", "Person=1"), ("2per", "Person=2"), ("3per", "Person=3"), ("impr", "Mood=Imp"),
        ("impf", "Aspect=Imp"), ("perf", "Aspect=Perf"), ("anim", "Animacy=Anim"), ("inan", "Animacy=Inan"),
    ];

    /// <summary>Grammemes that are kept beside those with a feature.</summary>
    public static readonly IReadOnlySet<string> Kept = new HashSet<string>(Features.Select(f => f.Grammeme), StringComparer.Ordinal) { "Name", "Surn", "Patr", "Geox", "Orgn", "Apro", "Anum", "pssv", "actv", "Abbr" };

    private readonly string[] _features;
    private readonly string _pos;
    private readonly bool _isName;

    public DictionaryTag(string text)
    {
        Text = text;
        Hash = StableHash.OfText(text);
        string[] parts = text.Split(' ');
        _pos = parts[0];
        _isName = parts.Any(p => p is "Name" or "Surn" or "Patr" or "Geox");
        foreach (string part in parts) Names |= part switch { "Name" => NameBits.Given, "Surn" => NameBits.Family, "Patr" => NameBits.Patronymic, "Geox" => NameBits.Place, "Orgn" => NameBits.Organization, _ => 0 };
        if (Names == 0) Names = NameBits.Word;
        _features = [.. Features.Where(f => parts.Contains(f.Grammeme)).Select(f => f.Feature)];
    }

    public string Text { get; }

    /// <summary>What a word with this tag names; see <see cref="NameBits"/>.</summary>
    public int Names { get; }

    public ulong Hash { get; }

    /// <summary>Whether it is a noun's, a verb's or a short participle's or adjective's.</summary>
    public bool IsNounOrVerb => _pos is "NOUN" or "VERB" or "INFN" or "GRND" or "PRTS" or "ADJS";

    /// <summary>Whether a Universal Dependencies tag has the verb form, tense and aspect of this one; always for other parts of speech.</summary>
    public bool IsSameVerbForm(string feats)
    {
        if (_pos is not ("VERB" or "INFN" or "GRND" or "PRTS" or "PRTF")) return true;
        string form = _pos switch { "VERB" => "VerbForm=Fin", "INFN" => "VerbForm=Inf", "GRND" => "VerbForm=Conv", _ => "VerbForm=Part" };
        if (!feats.Contains(form, StringComparison.Ordinal)) return false;
        foreach (string feature in _features)
            if (_pos == "VERB" && (feature.StartsWith("Tense", StringComparison.Ordinal) || feature.StartsWith("Aspect", StringComparison.Ordinal)) && !feats.Contains(feature, StringComparison.Ordinal)) return false;
        return true;
    }

    /// <summary>How well the tag agrees with a Universal Dependencies tag; −1 where the parts of speech exclude each other.</summary>
    public int Agreement(Upos upos, string feats)
    {
        bool fits = _pos switch
        {
            "NOUN" => upos is Upos.NOUN or Upos.PROPN,
            "ADJF" or "ADJS" => upos is Upos.ADJ or Upos.DET,
            "COMP" => upos is Upos.ADJ or Upos.ADV,
            "VERB" or "INFN" or "GRND" => upos is Upos.VERB or Upos.AUX,
            "PRTF" or "PRTS" => upos is Upos.VERB,
            "NPRO" => upos is Upos.PRON,
            _ => false,
        };
        if (!fits) return -1;
        int score = _isName == (upos == Upos.PROPN) ? 3 : 0;
        foreach (string feature in _features)
            if (feats.Contains(feature, StringComparison.Ordinal)) score += 2;
        return score;
    }
}
