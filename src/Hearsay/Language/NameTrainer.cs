using System.Globalization;
using System.IO.Compression;
using Hearsay.Text;

namespace Hearsay.Language;

/// <summary>Learns a <see cref="NameFinder"/>; the same input and seed give the same bytes.</summary>
internal static class NameTrainer
{
    /// <summary>Places with fewer people are too easily taken for ordinary words.</summary>
    private const int SmallestPlace = 15_000;

    /// <param name="corpora">Sentences of each source and how much they count.</param>
    /// <param name="model">Tagger and lemmatizer of the language.</param>
    /// <param name="gazetteer">Known words; see <see cref="ReadGazetteer"/>.</param>
    /// <param name="epochs">Passes over the corpus.</param>
    /// <param name="runs">How many times to train, each in an order of its own; the runs vote together.</param>
    /// <param name="smallestWeight">Weights nearer to zero are dropped.</param>
    /// <param name="seed">Seed of the order.</param>
    /// <param name="log">Told after each pass.</param>
    public static NameFinder Train(IReadOnlyList<(IReadOnlyList<NameSentence> Sentences, float Weight)> corpora, LanguageModel model, KeyTable gazetteer, int epochs, int runs, double smallestWeight, int seed, Action<string> log)
    {
        var items = new List<(NameSentence Sentence, SentenceWork Work, int[] Gold, float Weight)>();
        // Documents are kept together, so that what was found earlier in one can count.
        var documents = new List<(int First, int End)>();
        foreach ((IReadOnlyList<NameSentence> sentences, float weight) in corpora)
        {
            bool hasDocuments = sentences.Any(s => s.StartsDocument);
            foreach (NameSentence sentence in sentences)
            {
                if (sentence.StartsDocument || documents.Count == 0 || !hasDocuments) documents.Add((items.Count, items.Count));
                SentenceWork work = Prepare(sentence.Forms, model);
                NameFinder.LookUp(work, gazetteer, model.Tagger.Dictionary);
                items.Add((sentence, work, GoldLabels(sentence), weight));
                documents[^1] = (documents[^1].First, items.Count);
            }
        }
        PerceptronTrainer trainer = TrainOnce(items, documents, model.Tagger.Tags, epochs, seed, log);
        for (int run = 1; run < runs; run++) trainer.Merge(TrainOnce(items, documents, model.Tagger.Tags, epochs, seed + run, log));
        return new NameFinder(WeightTable.Build(trainer.Quantize(smallestWeight * runs)), gazetteer, model.Tagger.Dictionary);
    }

    private static PerceptronTrainer TrainOnce(List<(NameSentence Sentence, SentenceWork Work, int[] Gold, float Weight)> items, List<(int First, int End)> documents, TagSet tags, int epochs, int seed, Action<string> log)
    {
        var trainer = new PerceptronTrainer();
        var random = new Random(seed);
        (int First, int End)[] order = [.. documents];
        var keys = new uint[NameFinder.MaxFeatures];
        var scores = new float[NameFinder.LabelCount];
        var memory = new NameMemory();
        for (int epoch = 0; epoch < epochs; epoch++)
        {
            random.Shuffle(order);
            int wrong = 0, total = 0;
            foreach ((int first, int end) in order)
            {
                memory.Clear();
                for (int s = first; s < end; s++)
                {
                    (NameSentence sentence, SentenceWork work, int[] gold, float weight) = items[s];
                    memory.Recall(work);
                    for (int i = 0; i < work.Count; i++)
                    {
                        int previous = i > 0 ? work.Name[i - 1] : 0;
                        var features = new FeatureList(keys);
                        NameFinder.Extract(work, i, tags, ref features);
                        Array.Clear(scores);
                        trainer.Score(features.Keys, scores);
                        trainer.Tick();
                        int best = -1, target = -1;
                        for (int label = 0; label < NameFinder.LabelCount; label++)
                        {
                            if (!NameFinder.MayFollow(label, previous, i == work.Count - 1)) continue;
                            if (best < 0 || scores[label] > scores[best]) best = label;
                            if (label == gold[i]) target = label;
                        }
                        total++;
                        // A kind the source does not mark is neither right nor wrong.
                        bool unmarked = best > 0 && gold[i] == 0 && (sentence.Kinds & (1 << (int)NameFinder.KindOf(best))) == 0;
                        if (target < 0 || unmarked)
                        {
                            work.Name[i] = target < 0 ? best : 0;
                            continue;
                        }
                        if (best != target)
                        {
                            wrong++;
                            trainer.Update(features.Keys, target, weight);
                            trainer.Update(features.Keys, best, -weight);
                        }
                        work.Name[i] = best;
                    }
                    memory.Remember(work);
                }
            }
            log($"names epoch {epoch + 1}: {100.0 * (total - wrong) / total:F2} % right in training, {trainer.FeatureCount} features");
        }
        return trainer;
    }

    /// <summary>The working columns of a sentence, tagged and with lemma hashes.</summary>
    public static SentenceWork Prepare(string[] forms, LanguageModel model)
    {
        var work = new SentenceWork();
        work.Reset(forms.Length);
        for (int i = 0; i < forms.Length; i++) work.Set(i, WordForm.Normalize(forms[i]));
        model.Tagger.Tag(work);
        model.Lemmatize(work, forms);
        return work;
    }

    private static int[] GoldLabels(NameSentence sentence)
    {
        var labels = new int[sentence.Forms.Length];
        foreach (NameMention name in sentence.Names)
            for (int i = name.FirstToken; i < name.EndToken; i++) labels[i] = NameFinder.LabelOf(name.Kind, i == name.FirstToken, i == name.EndToken - 1);
        return labels;
    }

    /// <summary>Names of places from GeoNames tables, by word: 1 a place of one word, 2 the first and 3 a later word of a longer name, 4 a small place of one word.</summary>
    /// <param name="paths">GeoNames tables (tab-separated, may be ".gz").</param>
    /// <param name="smallPlaces">Tables of which small places are taken too.</param>
    /// <param name="cyrillic">Which script the words are taken from.</param>
    /// <param name="names">Lemmas known as names with their <see cref="NameBits"/>.</param>
    public static KeyTable ReadGazetteer(IEnumerable<string> paths, IReadOnlyCollection<string> smallPlaces, bool cyrillic, IEnumerable<(string Lemma, int Bits)> names)
    {
        var words = new Dictionary<uint, int>();
        var work = new SentenceWork();
        work.Reset(1);
        foreach ((string lemma, int bits) in names)
        {
            work.SetLemma(0, WordForm.Normalize(lemma));
            uint key = NameFinder.KeyOfName(work.Lemma[0]);
            words[key] = words.GetValueOrDefault(key) | bits;
        }
        foreach (string path in paths.Concat(smallPlaces))
        {
            bool small = smallPlaces.Contains(path);
            using Stream file = File.OpenRead(path);
            using Stream stream = path.EndsWith(".gz", StringComparison.Ordinal) ? new GZipStream(file, CompressionMode.Decompress) : file;
            using var reader = new StreamReader(stream);
            while (reader.ReadLine() is string line)
            {
                string[] fields = line.Split('\t');
                if (fields.Length < 15 || fields[6] is not ("P" or "A")) continue;
                bool here = fields[8] is "UA" or "RU" or "BY";
                long people = long.TryParse(fields[14], CultureInfo.InvariantCulture, out long n) ? n : 0;
                bool large = people >= (here ? SmallestPlace / 10 : SmallestPlace);
                if (!large && !small) continue;
                IEnumerable<string> spellings = cyrillic ? fields[3].Split(',').Where(a => a.Any(c => c is >= '\u0400' and < '\u0500')) : [fields[1], fields[2]];
                foreach (string name in spellings)
                {
                    string[] parts = name.Split(' ');
                    if (parts.Length > (large ? 3 : 1)) continue;
                    for (int k = 0; k < parts.Length; k++)
                    {
                        if (parts[k].Length < 3 || !char.IsUpper(parts[k][0])) continue;
                        work.Set(0, WordForm.Normalize(parts[k]));
                        uint key = NameFinder.KeyOfPlace(work.Word[0]);
                        int value = !large ? 4 : parts.Length == 1 ? 1 : k == 0 ? 2 : 3;
                        words[key] = words.TryGetValue(key, out int other) ? Math.Min(value, other) : value;
                    }
                }
            }
        }
        return new KeyTable(words);
    }
}
