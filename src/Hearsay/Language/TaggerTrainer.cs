using Hearsay.Text;

namespace Hearsay.Language;

/// <summary>A sentence to learn from, and how much it counts.</summary>
/// <param name="Sentence">Words, tags and perhaps a tree.</param>
/// <param name="Weight">Size of each correction; below 1 for text unlike what Hearsay reads (verse).</param>
public readonly record struct TrainingSentence(GoldSentence Sentence, float Weight);

/// <summary>Learns a <see cref="Tagger"/> from tagged sentences; the same input and seed give the same bytes.</summary>
internal static class TaggerTrainer
{
    private const int ClosedAt = 12; // observations after which a word's tags count as all it can have

    public static Tagger Train(IReadOnlyList<TrainingSentence> corpus, MorphDictionary? dictionary, WordClusters? clusters, int epochs, int runs, double smallestWeight, int seed, Action<string> log)
    {
        (TagSet tags, Dictionary<(Upos, string), int> index) = BuildTags(corpus);
        var works = new SentenceWork[corpus.Count];
        var gold = new int[corpus.Count][];
        for (int s = 0; s < corpus.Count; s++)
        {
            GoldSentence sentence = corpus[s].Sentence;
            works[s] = Forms(sentence);
            if (dictionary is not null) works[s].LookUp(dictionary);
            if (clusters is not null) works[s].LookUp(clusters);
            gold[s] = [.. Enumerable.Range(0, sentence.Count).Select(i => sentence.Feats[i] == GoldSentence.NoTag ? -1 : index[(sentence.Upos[i], sentence.Feats[i])])];
        }
        TagLexicon lexicon = BuildLexicon(works, gold, out Dictionary<ulong, int> frequency);
        foreach (SentenceWork work in works)
        {
            lexicon.Classify(work);
            for (int i = 0; i < work.Count; i++)
                if (frequency[work.Word[i]] <= 1) work.Class[i] = lexicon.UnknownClass(work, i);
        }

        PerceptronTrainer trainer = TrainOnce(corpus, works, gold, tags, lexicon, frequency, epochs, seed, log);
        for (int run = 1; run < runs; run++) trainer.Merge(TrainOnce(corpus, works, gold, tags, lexicon, frequency, epochs, seed + run, log));
        return new Tagger(tags, lexicon, WeightTable.Build(trainer.Quantize(smallestWeight * runs)), dictionary, clusters);
    }

    private static PerceptronTrainer TrainOnce(IReadOnlyList<TrainingSentence> corpus, SentenceWork[] works, int[][] gold, TagSet tags, TagLexicon lexicon, Dictionary<ulong, int> frequency, int epochs, int seed, Action<string> log)
    {
        var trainer = new PerceptronTrainer();
        var keys = new uint[Tagger.MaxFeatures];
        var scores = new float[tags.ComponentCount];
        var random = new Random(seed);
        int[] order = [.. Enumerable.Range(0, corpus.Count)];
        for (int epoch = 0; epoch < epochs; epoch++)
        {
            random.Shuffle(order);
            int wrong = 0, total = 0;
            foreach (int s in order)
            {
                SentenceWork work = works[s];
                for (int i = 0; i < work.Count; i++)
                {
                    bool known = gold[s][i] >= 0;
                    if (known) total++;
                    // A word met once in training is treated as unknown, as new words will be.
                    ReadOnlySpan<ushort> candidates = frequency[work.Word[i]] <= 1 ? lexicon.UnknownCandidates(work, i) : lexicon.Candidates(work, i);
                    int target = gold[s][i];
                    if (candidates.Length == 1 && candidates[0] == target)
                    {
                        work.Tag[i] = target;
                        continue;
                    }
                    if (known) trainer.Tick();
                    var features = new FeatureList(keys);
                    Tagger.Extract(work, i, tags, ref features);
                    Array.Clear(scores);
                    trainer.Score(features.Keys, scores);
                    int best = candidates[0];
                    float bestScore = float.NegativeInfinity;
                    foreach (ushort candidate in candidates)
                    {
                        float score = ScoreOf(tags, candidate, scores);
                        if (score > bestScore) (best, bestScore) = (candidate, score);
                    }
                    if (known && best != target)
                    {
                        wrong++;
                        foreach (ushort component in tags.Components[target])
                            if (!tags.Components[best].Contains(component)) trainer.Update(features.Keys, component, corpus[s].Weight);
                        foreach (ushort component in tags.Components[best])
                            if (!tags.Components[target].Contains(component)) trainer.Update(features.Keys, component, -corpus[s].Weight);
                    }
                    work.Tag[i] = best;
                }
            }
            log($"tagger epoch {epoch + 1}: {100.0 * (total - wrong) / total:F2} % right in training, {trainer.FeatureCount} features");
        }
        return trainer;
    }

    private static float ScoreOf(TagSet tags, int tag, float[] scores)
    {
        float score = 0;
        foreach (ushort component in tags.Components[tag]) score += scores[component];
        return score;
    }

    /// <summary>The form columns of a gold sentence.</summary>
    public static SentenceWork Forms(GoldSentence sentence)
    {
        var work = new SentenceWork();
        work.Reset(sentence.Count);
        for (int i = 0; i < sentence.Count; i++) work.Set(i, WordForm.Normalize(sentence.Form[i]));
        return work;
    }

    private static (TagSet, Dictionary<(Upos, string), int>) BuildTags(IReadOnlyList<TrainingSentence> corpus)
    {
        var counts = new Dictionary<(Upos, string), int>();
        foreach ((GoldSentence sentence, _) in corpus)
            for (int i = 0; i < sentence.Count; i++)
                if (sentence.Feats[i] != GoldSentence.NoTag) counts[(sentence.Upos[i], sentence.Feats[i])] = counts.GetValueOrDefault((sentence.Upos[i], sentence.Feats[i])) + 1;
        (Upos, string)[] tags = [.. counts.OrderByDescending(c => c.Value).ThenBy(c => c.Key.Item1).ThenBy(c => c.Key.Item2, StringComparer.Ordinal).Select(c => c.Key)];
        return (new TagSet(tags), tags.Select((t, i) => (t, i)).ToDictionary(t => t.t, t => t.i));
    }

    private static TagLexicon BuildLexicon(SentenceWork[] works, int[][] gold, out Dictionary<ulong, int> frequency)
    {
        frequency = [];
        var words = new Dictionary<ulong, Dictionary<int, int>>();
        var forms = new Dictionary<(ulong Word, int Capital), Dictionary<int, int>>();
        var suffixes = new Dictionary<uint, Dictionary<int, int>>();
        var classes = new Dictionary<uint, Dictionary<int, int>>();
        for (int s = 0; s < works.Length; s++)
            for (int i = 0; i < works[s].Count; i++)
                frequency[works[s].Word[i]] = frequency.GetValueOrDefault(works[s].Word[i]) + 1;
        var sampleOf = new Dictionary<(ulong, int), (SentenceWork, int)>();
        for (int s = 0; s < works.Length; s++)
        {
            SentenceWork work = works[s];
            for (int i = 0; i < work.Count; i++)
            {
                int tag = gold[s][i];
                if (tag < 0) continue;
                Count(words, work.Word[i], tag);
                var form = (work.Word[i], work.Shape[i] & SentenceWork.FirstUpper);
                Count(forms, form, tag);
                sampleOf.TryAdd(form, (work, i));
                if (work.HasDictionary && work.DictionaryClass[i] != 0) Count(classes, TagLexicon.KeyOfDictionary(work.DictionaryClass[i], work.Shape[i]), tag);
                if (frequency[work.Word[i]] > 10) continue;
                for (int length = 1; length <= 4; length++) Count(suffixes, TagLexicon.KeyOfSuffix(work.SuffixOf(i, length), length, work.Shape[i]), tag);
            }
        }
        var lists = new List<ushort[]>();
        var known = new Dictionary<string, int>(StringComparer.Ordinal);
        var keys = new Dictionary<uint, int>();
        var allTags = new Dictionary<int, int>();
        foreach (int[] sentence in gold)
            foreach (int tag in sentence)
                if (tag >= 0) allTags[tag] = allTags.GetValueOrDefault(tag) + 1;
        ListOf(allTags, 1);
        foreach ((uint key, Dictionary<int, int> tags) in suffixes)
            if (tags.Values.Sum() >= 8) keys.TryAdd(key, ListOf(tags, 1));
        foreach ((uint key, Dictionary<int, int> tags) in classes)
            if (tags.Values.Sum() >= 5) keys.TryAdd(key, ListOf(tags, 1));
        var fromSuffix = new TagLexicon(new KeyTable(keys), [.. lists]);
        foreach ((ulong word, Dictionary<int, int> tags) in words)
            if (frequency[word] >= 2) keys.TryAdd(TagLexicon.KeyOfWord(word), ListOf(tags, 1));
        foreach (((ulong word, int capital), Dictionary<int, int> tags) in forms)
        {
            if (frequency[word] < 2) continue;
            var all = new Dictionary<int, int>(tags);
            foreach ((int tag, int count) in words[word]) all.TryAdd(tag, 1);
            if (tags.Values.Sum() < ClosedAt)
            {
                (SentenceWork work, int i) = sampleOf[(word, capital)];
                foreach (ushort tag in fromSuffix.UnknownCandidates(work, i)) all.TryAdd(tag, 0);
            }
            keys.TryAdd(TagLexicon.KeyOfCandidates(word, capital), ListOf(all, 0));
        }
        return new TagLexicon(new KeyTable(keys), [.. lists]);

        int ListOf(Dictionary<int, int> counts, int minimum)
        {
            ushort[] list = [.. counts.Where(c => c.Value >= minimum).OrderByDescending(c => c.Value).ThenBy(c => c.Key).Select(c => (ushort)c.Key)];
            // The order beyond the first hardly matters; sorting it lets words share lists.
            Array.Sort(list, 1, list.Length - 1);
            string name = string.Join(',', list);
            if (!known.TryGetValue(name, out int id))
            {
                known[name] = id = lists.Count;
                lists.Add(list);
            }
            return id;
        }
    }

    private static void Count<TKey>(Dictionary<TKey, Dictionary<int, int>> table, TKey key, int tag) where TKey : notnull
    {
        if (!table.TryGetValue(key, out Dictionary<int, int>? counts)) table[key] = counts = [];
        counts[tag] = counts.GetValueOrDefault(tag) + 1;
    }
}
