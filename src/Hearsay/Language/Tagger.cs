// Tags: part of speech and morphological features of each word.
// Input: the form columns of a sentence. Output: its Class and Tag columns.
// A tag's score is the sum over its components (part of speech, each feature=value, the whole tag) of linear scores, so that
// rare combinations learn from their parts; candidates come from a lexicon of observed words and from word endings.
// Greedy from left to right. Weak spot: no look-back when a later word disproves an earlier guess.
using System.Runtime.CompilerServices;
using Hearsay.Text;

namespace Hearsay.Language;

/// <summary>Assigns part of speech and features. Immutable and thread-safe.</summary>
internal sealed class Tagger
{
    public const int MaxFeatures = 64;

    private readonly WeightTable _weights;
    private readonly TagLexicon _lexicon;

    public Tagger(TagSet tags, TagLexicon lexicon, WeightTable weights, MorphDictionary? dictionary, WordClusters? clusters)
    {
        Dictionary = dictionary;
        Clusters = clusters;
        Tags = tags;
        _lexicon = lexicon;
        _weights = weights;
    }

    public TagSet Tags { get; }

    /// <summary>The dictionary behind some of the features; null for languages that have none.</summary>
    public MorphDictionary? Dictionary { get; }

    /// <summary>Groups of words behind some of the features; null for languages that have none.</summary>
    public WordClusters? Clusters { get; }

    /// <summary>Fills <see cref="SentenceWork.Class"/> and <see cref="SentenceWork.Tag"/>.</summary>
    public void Tag(SentenceWork work)
    {
        Span<uint> keys = stackalloc uint[MaxFeatures];
        Span<int> scores = Tags.ComponentCount <= 4096 ? stackalloc int[Tags.ComponentCount] : new int[Tags.ComponentCount];
        if (Dictionary is not null) work.LookUp(Dictionary);
        if (Clusters is not null) work.LookUp(Clusters);
        _lexicon.Classify(work);
        for (int i = 0; i < work.Count; i++)
        {
            ReadOnlySpan<ushort> candidates = _lexicon.Candidates(work, i);
            int best = candidates[0];
            ReadOnlySpan<ushort> uncapped = _lexicon.UncappedCandidates(work, i);
            if (candidates.Length > 1 || uncapped.Length > 0)
            {
                var features = new FeatureList(keys);
                Extract(work, i, Tags, ref features);
                scores.Clear();
                _weights.Score(features.Keys, scores);
                int bestScore = int.MinValue;
                ReadOnlySpan<MorphDictionary.Reading> readings = uncapped.Length > 0 && Dictionary!.AreNounsOrVerbs(work.ReadingsOf(i)) ? work.ReadingsOf(i) : [];
                Choose(candidates, scores, readings, isStrict: true, ref best, ref bestScore);
                Choose(uncapped, scores, readings, isStrict: true, ref best, ref bestScore);
                if (bestScore == int.MinValue) Choose(candidates, scores, readings, isStrict: false, ref best, ref bestScore);
                if (bestScore == int.MinValue) Choose(uncapped, scores, readings, isStrict: false, ref best, ref bestScore);
            }
            work.Tag[i] = best;
        }
    }

    // Where there are readings of the dictionary, a tag needs one of its part of speech: «убиты» is no noun; when strict, also of its form: «убит» is no future tense.
    private void Choose(ReadOnlySpan<ushort> candidates, ReadOnlySpan<int> scores, ReadOnlySpan<MorphDictionary.Reading> readings, bool isStrict, ref int best, ref int bestScore)
    {
        foreach (ushort candidate in candidates)
        {
            if (readings.Length > 0 && Tags.Upos[candidate] is not Upos.PROPN && !Dictionary!.Allows(readings, Tags.Upos[candidate], Tags.Feats[candidate], isStrict)) continue;
            int score = 0;
            foreach (ushort component in Tags.Components[candidate]) score += scores[component];
            if (score > bestScore) (best, bestScore) = (candidate, score);
        }
    }

    /// <summary>The features of one decision; tags to the left are decided.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Extract(SentenceWork work, int i, TagSet tags, ref FeatureList features)
    {
        ulong word = work.Word[i], previous = work.WordAt(i - 1), next = work.WordAt(i + 1);
        ulong shape = (ulong)work.Shape[i];
        ulong tag1 = (ulong)work.TagAt(i - 1), tag2 = (ulong)work.TagAt(i - 2);
        ulong upos1 = UposOf(tags, i - 1, work), upos2 = UposOf(tags, i - 2, work);
        ulong class0 = (ulong)work.Class[i], classNext = (ulong)work.ClassAt(i + 1), classAfter = (ulong)work.ClassAt(i + 2);
        ulong suffix2 = work.SuffixOf(i, 2), suffix3 = work.SuffixOf(i, 3);
        features.Add(1, word);
        features.Add(2, word, shape & 3);
        features.Add(3, work.SuffixOf(i, 1), shape);
        features.Add(4, suffix2);
        features.Add(5, suffix3);
        features.Add(6, work.SuffixOf(i, 4));
        features.Add(7, work.SuffixOf(i, 5));
        features.Add(8, work.PrefixOf(i, 1), shape);
        features.Add(9, work.PrefixOf(i, 2));
        features.Add(10, work.PrefixOf(i, 3));
        features.Add(11, work.PrefixOf(i, 4));
        features.Add(12, shape, i == 0 ? 1u : 0u, upos1);
        features.Add(13, previous);
        features.Add(14, next);
        features.Add(15, work.WordAt(i - 2));
        features.Add(16, work.WordAt(i + 2));
        features.Add(17, previous, word);
        features.Add(18, word, next);
        features.Add(19, tag1);
        features.Add(20, tag1, tag2);
        features.Add(21, tag1, word);
        features.Add(22, tag1, suffix3);
        features.Add(23, upos1, upos2, suffix2);
        features.Add(24, tag1, class0);
        features.Add(25, class0);
        features.Add(26, classNext);
        features.Add(27, class0, classNext);
        features.Add(28, class0, classNext, classAfter);
        features.Add(29, upos1, class0, classNext);
        features.Add(30, work.SuffixAt(i - 1, 3), suffix2);
        features.Add(31, work.SuffixAt(i + 1, 3), suffix2);
        features.Add(32, work.SuffixAt(i + 1, 3));
        features.Add(33, (ulong)work.ShapeAt(i + 1), shape);
        features.Add(34, (ulong)work.ShapeAt(i - 1), shape);
        features.Add(35, tag2, class0);
        features.Add(36, upos1, next);
        features.Add(37, work.SuffixOf(i, 6));
        features.Add(38, previous, suffix3);
        if (work.HasClusters)
        {
            ulong cluster = work.ClusterAt(i), clusterNext = work.ClusterAt(i + 1), clusterBefore = work.ClusterAt(i - 1);
            features.Add(49, cluster, shape & 3);
            features.Add(50, clusterNext, class0);
            features.Add(51, clusterBefore, cluster);
            features.Add(52, cluster, clusterNext);
            features.Add(53, cluster, tag1);
            features.Add(54, clusterNext, suffix2, tag1);
        }
        if (!work.HasDictionary) return;
        ulong dictionary = work.DictionaryClass[i], dictionaryNext = work.DictionaryClassAt(i + 1);
        features.Add(39, dictionary);
        features.Add(40, dictionary, shape & 3);
        features.Add(41, dictionary, tag1);
        features.Add(42, dictionary, dictionaryNext);
        features.Add(43, dictionaryNext);
        features.Add(44, dictionary, upos1, dictionaryNext);
        features.Add(45, dictionary, work.DictionaryClassAt(i - 1));
        features.Add(46, dictionary, previous);
        features.Add(47, dictionary, suffix3);
        features.Add(48, dictionary, tag1, tag2);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong UposOf(TagSet tags, int i, SentenceWork work) => i < 0 ? 99 : (ulong)tags.Upos[work.Tag[i]];

    public void Write(BinaryWriter writer)
    {
        Tags.Write(writer);
        _lexicon.Write(writer);
        _weights.Write(writer);
        writer.Write(Dictionary is not null);
        Dictionary?.Write(writer);
        writer.Write(Clusters is not null);
        Clusters?.Write(writer);
    }

    public static Tagger Read(BinaryReader reader) => new(TagSet.Read(reader), TagLexicon.Read(reader), WeightTable.Read(reader), reader.ReadBoolean() ? MorphDictionary.Read(reader) : null, reader.ReadBoolean() ? WordClusters.Read(reader) : null);
}

/// <summary>Which tags a word can have: as observed, or by its ending. Immutable.</summary>
internal sealed class TagLexicon
{
    private const uint WordKey = 101, ClosedKey = 102, SuffixKey = 103, DictionaryKey = 104;

    private readonly KeyTable _keys;
    private readonly ushort[][] _lists;

    public TagLexicon(KeyTable keys, ushort[][] lists)
    {
        _keys = keys;
        _lists = lists;
    }

    /// <summary>Key of a word's list of observed tags, the basis of its ambiguity class.</summary>
    public static uint KeyOfWord(ulong word) => StableHash.Feature(WordKey, word);

    /// <summary>Key of the list to choose from for a word, where it differs from what the ending allows.</summary>
    public static uint KeyOfCandidates(ulong word, int shape) => StableHash.Feature(ClosedKey, word, Capital(shape));

    /// <summary>Key of the tags that words with an ending have.</summary>
    public static uint KeyOfSuffix(ulong suffix, int length, int shape) => StableHash.Feature(SuffixKey, suffix, (ulong)length, Capital(shape));

    /// <summary>Key of the tags that words with a dictionary class have.</summary>
    public static uint KeyOfDictionary(ulong dictionaryClass, int shape) => StableHash.Feature(DictionaryKey, dictionaryClass, Capital(shape));

    private static ulong Capital(int shape) => (shape & SentenceWork.FirstUpper) != 0 ? 1u : 0u;

    /// <summary>Fills the ambiguity classes of a sentence.</summary>
    public void Classify(SentenceWork work)
    {
        for (int i = 0; i < work.Count; i++)
        {
            int list = _keys.Find(KeyOfWord(work.Word[i]));
            work.Class[i] = list >= 0 ? list : 100_000 + Math.Max(0, SuffixList(work, i));
        }
    }

    /// <summary>The ambiguity class of a word as if it were not in the lexicon.</summary>
    public int UnknownClass(SentenceWork work, int i) => 100_000 + Math.Max(0, SuffixList(work, i));

    private int SuffixList(SentenceWork work, int i)
    {
        for (int length = 4; length >= 1; length--)
        {
            int list = _keys.Find(KeyOfSuffix(work.SuffixOf(i, length), length, work.Shape[i]));
            if (list >= 0) return list;
        }
        return KeyTable.None;
    }

    /// <summary>The tags to choose from; the first is the most frequent.</summary>
    public ReadOnlySpan<ushort> Candidates(SentenceWork work, int i)
    {
        int list = _keys.Find(KeyOfCandidates(work.Word[i], work.Shape[i]));
        return list < 0 ? UnknownCandidates(work, i) : _lists[list];
    }

    /// <summary>What an unobserved first word of a sentence could be by its dictionary class if it had no capital («Погиб сторож»); empty for every other word.</summary>
    public ReadOnlySpan<ushort> UncappedCandidates(SentenceWork work, int i) =>
        IsCapitalOfSentence(work, i) && work.DictionaryClass[i] != 0 && _keys.Find(KeyOfCandidates(work.Word[i], work.Shape[i])) < 0 && _keys.Find(KeyOfDictionary(work.DictionaryClass[i], 0)) is >= 0 and int list ? _lists[list] : [];

    private static bool IsCapitalOfSentence(SentenceWork work, int i)
    {
        if (!work.HasDictionary || (work.Shape[i] & (SentenceWork.FirstUpper | SentenceWork.HasLower)) != (SentenceWork.FirstUpper | SentenceWork.HasLower)) return false;
        for (int before = 0; before < i; before++)
            if ((work.Shape[before] & SentenceWork.NoLetter) == 0) return false;
        return true;
    }

    /// <summary>The tags that unknown words with this dictionary class, or else with this ending, have.</summary>
    public ReadOnlySpan<ushort> UnknownCandidates(SentenceWork work, int i)
    {
        int list = work.HasDictionary && work.DictionaryClass[i] != 0 ? _keys.Find(KeyOfDictionary(work.DictionaryClass[i], work.Shape[i])) : KeyTable.None;
        if (list < 0) list = SuffixList(work, i);
        return _lists[Math.Max(0, list)];
    }

    public void Write(BinaryWriter writer)
    {
        writer.Write(_lists.Length);
        foreach (ushort[] list in _lists)
        {
            writer.Write7BitEncodedInt(list.Length);
            foreach (ushort tag in list) writer.Write7BitEncodedInt(tag);
        }
        _keys.Write(writer);
    }

    public static TagLexicon Read(BinaryReader reader)
    {
        var lists = new ushort[reader.ReadInt32()][];
        for (int i = 0; i < lists.Length; i++)
        {
            lists[i] = new ushort[reader.Read7BitEncodedInt()];
            for (int k = 0; k < lists[i].Length; k++) lists[i][k] = (ushort)reader.Read7BitEncodedInt();
        }
        return new TagLexicon(KeyTable.Read(reader), lists);
    }
}
