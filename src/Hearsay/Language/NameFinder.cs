// Names: persons, places and organisations in a tagged sentence.
// Input: form, tag and lemma columns of a sentence. Output: its Name column (begin, inside, last, single of each kind).
// Greedy from left to right over linear scores; labels that cannot follow each other are not considered. What a word was found
// to be earlier in the document counts as evidence, and so do lists of places and of names of persons.
// Weak spots: lower-case names; nested names (only the outermost is kept).
using System.Runtime.CompilerServices;
using Hearsay.Text;

namespace Hearsay.Language;

/// <summary>Finds names. Immutable and thread-safe.</summary>
internal sealed class NameFinder
{
    public const int MaxFeatures = 80;

    /// <summary>Labels: 0 outside; then for each kind begin, inside, last, single.</summary>
    public const int LabelCount = 1 + (4 * KindCount);

    private const int KindCount = 6;
    private const int Begin = 0, Inside = 1, Last = 2, Single = 3;

    private readonly WeightTable _weights;
    private readonly KeyTable _gazetteer;
    private readonly MorphDictionary? _dictionary;

    /// <param name="weights">The linear model.</param>
    /// <param name="gazetteer">Known words.</param>
    /// <param name="dictionary">The tagger's dictionary, null where the language has none.</param>
    public NameFinder(WeightTable weights, KeyTable gazetteer, MorphDictionary? dictionary)
    {
        _weights = weights;
        _gazetteer = gazetteer;
        _dictionary = dictionary;
    }

    public static int LabelOf(NameKind kind, bool begins, bool ends) => 1 + (4 * (int)kind) + (begins ? ends ? Single : Begin : ends ? Last : Inside);

    public static NameKind KindOf(int label) => (NameKind)((label - 1) / 4);

    public static bool Begins(int label) => label > 0 && (label - 1) % 4 is Begin or Single;

    public static bool Ends(int label) => label > 0 && (label - 1) % 4 is Last or Single;

    /// <summary>Whether a label may stand after another (or at the start of a sentence, after 0) and before the end.</summary>
    public static bool MayFollow(int label, int previous, bool isLast)
    {
        bool open = previous > 0 && !Ends(previous);
        if (open ? label == 0 || Begins(label) || KindOf(label) != KindOf(previous) : label > 0 && !Begins(label)) return false;
        return !isLast || label == 0 || Ends(label);
    }

    /// <summary>Key of a word in the gazetteer.</summary>
    public static uint KeyOfPlace(ulong word) => StableHash.Feature(401, word);

    /// <summary>Key of a lemma in the list of names of persons and places.</summary>
    public static uint KeyOfName(ulong lemma) => StableHash.Feature(402, lemma);

    /// <summary>Fills the columns of what words or their lemmas are known to name.</summary>
    /// <param name="work">A tagged sentence with lemma hashes, looked up in the dictionary if there is one.</param>
    /// <param name="gazetteer">Known words.</param>
    /// <param name="dictionary">The tagger's dictionary or null.</param>
    public static void LookUp(SentenceWork work, KeyTable gazetteer, MorphDictionary? dictionary)
    {
        for (int i = 0; i < work.Count; i++)
        {
            int found = 0, bits = 0;
            if ((work.Shape[i] & SentenceWork.FirstUpper) != 0)
            {
                found = Math.Max(0, gazetteer.Find(KeyOfPlace(work.Word[i])));
                if (found == 0) found = Math.Max(0, gazetteer.Find(KeyOfPlace(work.Lemma[i])));
                bits = Math.Max(0, gazetteer.Find(KeyOfName(work.Lemma[i])));
                if (dictionary is not null) bits |= dictionary.NamesOf(work.ReadingsOf(i));
            }
            (work.Known[i], work.NameBits[i]) = (found, bits);
        }
    }

    /// <summary>Fills <see cref="SentenceWork.Name"/>.</summary>
    /// <param name="work">A tagged sentence with lemma hashes.</param>
    /// <param name="tags">Its tag set.</param>
    /// <param name="memory">What words were found to be earlier in the document; grows.</param>
    public void Find(SentenceWork work, TagSet tags, NameMemory memory)
    {
        LookUp(work, _gazetteer, _dictionary);
        memory.Recall(work);
        Span<uint> keys = stackalloc uint[MaxFeatures];
        Span<int> scores = stackalloc int[LabelCount];
        for (int i = 0; i < work.Count; i++)
        {
            int previous = i > 0 ? work.Name[i - 1] : 0;
            var features = new FeatureList(keys);
            Extract(work, i, tags, ref features);
            scores.Clear();
            _weights.Score(features.Keys, scores);
            int best = -1;
            for (int label = 0; label < LabelCount; label++)
                if (MayFollow(label, previous, i == work.Count - 1) && (best < 0 || scores[label] > scores[best])) best = label;
            work.Name[i] = best;
        }
        memory.Remember(work);
    }

    /// <summary>The features of one decision; labels to the left are decided.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Extract(SentenceWork work, int i, TagSet tags, ref FeatureList features)
    {
        ulong word = work.Word[i], lemma = work.Lemma[i], previous = work.WordAt(i - 1), next = work.WordAt(i + 1);
        ulong shape = (ulong)work.Shape[i], shapeBefore = (ulong)work.ShapeAt(i - 1), shapeAfter = (ulong)work.ShapeAt(i + 1);
        ulong upos = UposAt(work, tags, i), uposBefore = UposAt(work, tags, i - 1), uposAfter = UposAt(work, tags, i + 1);
        ulong label1 = i > 0 ? (ulong)work.Name[i - 1] : 50, label2 = i > 1 ? (ulong)work.Name[i - 2] : 50;
        ulong known = (ulong)work.Known[i], knownBefore = i > 0 ? (ulong)work.Known[i - 1] : 90, knownAfter = i + 1 < work.Count ? (ulong)work.Known[i + 1] : 91;
        ulong memory = (ulong)work.Memory[i], memoryBefore = i > 0 ? (ulong)work.Memory[i - 1] : 90, memoryAfter = i + 1 < work.Count ? (ulong)work.Memory[i + 1] : 91;
        ulong lemmaBefore = LemmaAt(work, i - 1), lemmaAfter = LemmaAt(work, i + 1);
        ulong first = i == 0 ? 1u : 0u;
        features.Add(501, word, shape & 3);
        features.Add(502, lemma);
        features.Add(503, lemmaBefore);
        features.Add(504, lemmaAfter);
        features.Add(505, LemmaAt(work, i - 2));
        features.Add(506, LemmaAt(work, i + 2));
        features.Add(507, lemmaBefore, lemma);
        features.Add(508, lemma, lemmaAfter);
        features.Add(509, previous, shape);
        features.Add(510, next, shape);
        features.Add(511, shape, first);
        features.Add(512, shape, shapeBefore);
        features.Add(513, shape, shapeAfter);
        features.Add(514, shapeBefore, shape, shapeAfter);
        features.Add(515, upos, shape, first);
        features.Add(516, uposBefore, upos, uposAfter);
        features.Add(517, upos, (ulong)work.TagAt(i));
        features.Add(518, work.SuffixOf(i, 2), shape);
        features.Add(519, work.SuffixOf(i, 3), shape & 3);
        features.Add(520, work.SuffixOf(i, 4));
        features.Add(521, work.PrefixOf(i, 2), shape & 3);
        features.Add(522, work.PrefixOf(i, 3));
        features.Add(523, work.PrefixOf(i, 4));
        features.Add(524, label1);
        features.Add(525, label1, label2);
        features.Add(526, label1, word);
        features.Add(527, label1, shape, upos);
        features.Add(528, label1, previous, shape);
        features.Add(529, label1, lemmaAfter);
        features.Add(530, known, shape & 3);
        features.Add(531, known, label1, knownAfter);
        features.Add(532, known, knownBefore, upos);
        features.Add(533, known, lemmaBefore);
        features.Add(534, known, lemmaAfter);
        features.Add(535, memory, label1);
        features.Add(536, memory, shape, label1);
        features.Add(537, memoryBefore, memory, memoryAfter);
        features.Add(538, memoryAfter, shape, label1);
        features.Add(539, work.SuffixAt(i + 1, 3), work.SuffixOf(i, 3), shape & 3);
        features.Add(540, work.SuffixAt(i - 1, 3), work.SuffixOf(i, 3), shape & 3);
        features.Add(541, shapeAfter, (ulong)work.ShapeAt(i + 2), label1);
        features.Add(542, LemmaAt(work, i - 2), lemmaBefore, shape & 3);
        features.Add(543, lemmaAfter, LemmaAt(work, i + 2), shape & 3);
        features.Add(544, work.SuffixOf(i, 5));
        features.Add(545, (ulong)work.WordLength[i], shape, label1);
        features.Add(546, work.WordAt(i - 3), shape & 3);
        features.Add(547, work.WordAt(i + 3), shape & 3);
        features.Add(548, word, uposBefore, uposAfter);
        ulong bits = (ulong)work.NameBits[i], bitsBefore = i > 0 ? (ulong)work.NameBits[i - 1] : 64, bitsAfter = i + 1 < work.Count ? (ulong)work.NameBits[i + 1] : 65;
        if ((bits | bitsBefore | bitsAfter) != 0)
        {
            features.Add(560, bits, shape & 3, first);
            features.Add(561, bits, bitsAfter, label1);
            features.Add(562, bitsBefore, bits, label1);
            features.Add(563, bits, known, upos);
            features.Add(564, bitsBefore, bits, bitsAfter);
        }
        if (!work.HasClusters) return;
        ulong cluster = work.ClusterAt(i), clusterBefore = work.ClusterAt(i - 1), clusterAfter = work.ClusterAt(i + 1);
        features.Add(549, cluster, shape & 3);
        features.Add(550, clusterBefore, shape);
        features.Add(551, clusterAfter, shape);
        features.Add(552, clusterBefore, cluster, shape & 3);
        features.Add(553, cluster, clusterAfter, shape & 3);
        features.Add(554, cluster, label1);
        features.Add(555, cluster >> 3, label1, shape);
        features.Add(556, work.ClusterAt(i + 2), shape & 3);
        features.Add(557, work.ClusterAt(i - 2), shape & 3);
        features.Add(558, cluster, shapeBefore, shapeAfter);
        features.Add(559, clusterBefore >> 3, cluster >> 3, (clusterAfter >> 3) + ((shape & 3) * 1024));
    }

    private static ulong UposAt(SentenceWork work, TagSet tags, int i) => i < 0 ? 98 : i >= work.Count ? 99 : (ulong)tags.Upos[work.Tag[i]];

    private static ulong LemmaAt(SentenceWork work, int i) => i < 0 ? 0xB1 : i >= work.Count ? 0xA1 : work.Lemma[i];

    public void Write(BinaryWriter writer)
    {
        _weights.Write(writer);
        _gazetteer.Write(writer);
    }

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    public static NameFinder Read(BinaryReader reader, MorphDictionary? dictionary) => new(WeightTable.Read(reader), KeyTable.Read(reader), dictionary);
}

/// <summary>Which kind of name a word was part of earlier in a document. Not thread-safe.</summary>
internal sealed class NameMemory
{
    private readonly Dictionary<ulong, int> _kinds = [];

    public void Clear() => _kinds.Clear();

    /// <summary>Fills <see cref="SentenceWork.Memory"/>: the kind plus one, 0 for none.</summary>
    public void Recall(SentenceWork work)
    {
        for (int i = 0; i < work.Count; i++)
            work.Memory[i] = (work.Shape[i] & SentenceWork.FirstUpper) != 0 && _kinds.TryGetValue(work.Lemma[i], out int kind) ? kind : 0;
    }

    /// <summary>Takes in the names of a sentence.</summary>
    public void Remember(SentenceWork work)
    {
        for (int i = 0; i < work.Count; i++)
            if (work.Name[i] > 0 && (work.Shape[i] & SentenceWork.FirstUpper) != 0) _kinds[work.Lemma[i]] = (int)NameFinder.KindOf(work.Name[i]) + 1;
    }
}
