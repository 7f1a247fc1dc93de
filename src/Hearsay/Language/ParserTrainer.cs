using Hearsay.Text;

namespace Hearsay.Language;

/// <summary>Learns a <see cref="Parser"/> from trees; the same input and seed give the same bytes.</summary>
internal static class ParserTrainer
{
    /// <param name="corpus">Sentences with trees.</param>
    /// <param name="ownCount">How many of them, from the first, are of the language itself; the lemmas of the others are taken as given.</param>
    /// <param name="words">Tagger and lemmatizer of the language.</param>
    /// <param name="predicted">For each sentence of the corpus its tags as a tagger sees them that has not seen the sentence.</param>
    /// <param name="epochs">Passes over the corpus.</param>
    /// <param name="runs">How many times to train, each in an order of its own; the runs vote together.</param>
    /// <param name="smallestActionWeight">Weights of transitions nearer to zero are dropped.</param>
    /// <param name="smallestWeight">Other weights nearer to zero are dropped, to keep the file small.</param>
    /// <param name="seed">Seed of the order and of exploration.</param>
    /// <param name="log">Told after each pass.</param>
    public static Parser Train(IReadOnlyList<TrainingSentence> corpus, int ownCount, LanguageModel words, IReadOnlyList<int[]> predicted, int epochs, int runs, double smallestActionWeight, double smallestWeight, int seed, Action<string> log)
    {
        string[] relations = ["root", .. corpus.SelectMany(c => c.Sentence.Deprel).Append("punct").Where(r => r != "root").Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        Dictionary<string, int> index = relations.Select((r, i) => (r, i)).ToDictionary(p => p.r, p => p.i, StringComparer.Ordinal);
        TagSet tags = words.Tagger.Tags;
        var works = new SentenceWork[corpus.Count];
        for (int s = 0; s < corpus.Count; s++)
        {
            works[s] = TaggerTrainer.Forms(corpus[s].Sentence);
            predicted[s].CopyTo(works[s].Tag, 0);
            words.LookUp(works[s]);
            if (s < ownCount) words.Lemmatize(works[s], corpus[s].Sentence.Form);
            else for (int i = 0; i < works[s].Count; i++) works[s].SetLemma(i, corpus[s].Sentence.Lemma[i]);
        }
        (PerceptronTrainer actions, PerceptronTrainer labels, PerceptronTrainer ranks) = TrainOnce(corpus, works, tags, index, epochs, seed, log);
        for (int run = 1; run < runs; run++)
        {
            (PerceptronTrainer moreActions, PerceptronTrainer moreLabels, PerceptronTrainer moreRanks) = TrainOnce(corpus, works, tags, index, epochs, seed + run, log);
            actions.Merge(moreActions);
            labels.Merge(moreLabels);
            ranks.Merge(moreRanks);
        }
        return new Parser(relations, new ActionTable(WeightTable.Build(actions.Quantize(smallestActionWeight * runs))), WeightTable.Build(labels.Quantize(smallestWeight * runs)), new PunctuationAttacher(WeightTable.Build(ranks.Quantize(smallestWeight * runs))));
    }

    private static (PerceptronTrainer Actions, PerceptronTrainer Labels, PerceptronTrainer Ranks) TrainOnce(IReadOnlyList<TrainingSentence> corpus, SentenceWork[] works, TagSet tags, Dictionary<string, int> index, int epochs, int seed, Action<string> log)
    {
        var actions = new PerceptronTrainer();
        var labels = new PerceptronTrainer();
        var ranks = new PerceptronTrainer();
        var state = new ParserState();
        var gold = new ParserState();
        var beam = new ParserBeam();
        var random = new Random(seed);
        int[] order = [.. Enumerable.Range(0, corpus.Count)];
        var model = new Learner(actions, labels, new float[index.Count]);
        var wrongPath = new List<byte>();
        for (int epoch = 0; epoch < epochs; epoch++)
        {
            random.Shuffle(order);
            int right = 0, rightLabels = 0, total = 0, punctRight = 0, puncts = 0;
            foreach (int s in order)
            {
                GoldSentence sentence = corpus[s].Sentence;
                float weight = corpus[s].Weight;
                state.Load(works[s], tags);
                (int[] head, int[] label) = GoldTree(sentence, state, index);
                actions.Tick();
                Search(ref model, state, gold, beam, head, wrongPath);
                Correct(ref model, state, gold, wrongPath, weight);
                (int arcs, int named) = TrainLabels(ref model, state, beam.Best, head, label, weight);
                right += arcs;
                rightLabels += named;
                total += state.Count;
                (int good, int all) = TrainPunctuation(works[s], tags, state, sentence, head, label, ranks, weight);
                punctRight += good;
                puncts += all;
            }
            log($"parser epoch {epoch + 1}: arcs {100.0 * right / total:F2} %, with relation {100.0 * rightLabels / total:F2} %, punctuation {100.0 * punctRight / Math.Max(1, puncts):F2} %, {actions.FeatureCount} + {labels.FeatureCount} features");
        }
        return (actions, labels, ranks);
    }

    /// <summary>Weights that are being learnt.</summary>
    private readonly struct Learner(PerceptronTrainer actions, PerceptronTrainer labels, float[] labelScores) : IParserModel
    {
        public PerceptronTrainer Actions => actions;
        public PerceptronTrainer Labels => labels;

        public void ScoreActions(ParserState state, Span<float> scores)
        {
            Span<uint> keys = stackalloc uint[ParserState.MaxFeatures];
            var features = new FeatureList(keys);
            state.ExtractAction(ref features);
            actions.Score(features.Keys, scores);
        }

        public int ChooseLabel(ParserState state, int head, int child)
        {
            Span<uint> keys = stackalloc uint[ParserState.MaxFeatures];
            var features = new FeatureList(keys);
            state.ExtractLabel(head, child, ref features);
            Array.Clear(labelScores);
            labels.Score(features.Keys, labelScores);
            int best = 1;
            for (int l = 2; l < labelScores.Length; l++)
                if (labelScores[l] > labelScores[best]) best = l;
            return best;
        }
    }

    /// <summary>Searches while a second parse follows the gold tree; finds the prefix whose lead over the gold one is largest (Huang et al. 2012).</summary>
    /// <param name="model">The weights.</param>
    /// <param name="state">The loaded sentence.</param>
    /// <param name="gold">Becomes the parse that loses the fewest gold arcs; among equal steps it takes those the model prefers.</param>
    /// <param name="beam">Ends with the model's own parse.</param>
    /// <param name="head">Gold heads.</param>
    /// <param name="wrongPath">Receives the transitions of the prefix; empty where the model leads nowhere astray.</param>
    private static void Search(ref Learner model, ParserState state, ParserState gold, ParserBeam beam, int[] head, List<byte> wrongPath)
    {
        wrongPath.Clear();
        gold.CopyFrom(state);
        beam.Start(state, Parser.Width);
        Span<float> scores = stackalloc float[3];
        double goldScore = 0, lead = double.NegativeInfinity;
        while (!gold.IsDone)
        {
            int action = gold.ForcedAction;
            if (action < 0)
            {
                scores.Clear();
                model.ScoreActions(gold, scores);
                (int shift, int left, int right) = Costs(gold, head);
                int least = Math.Min(shift, Math.Min(left, right));
                for (int a = 0; a < 3; a++)
                {
                    int cost = a == ParserState.Shift ? shift : a == ParserState.Left ? left : right;
                    if (cost == least && (action < 0 || scores[a] > scores[action])) action = a;
                }
                goldScore += scores[action];
            }
            ParserBeam.Apply(ref model, gold, action);
            beam.Advance(ref model, Parser.Width, double.PositiveInfinity);
            ParserState best = beam.Best;
            if (beam.BestScore - goldScore <= lead || best.History.AsSpan(0, best.Steps).SequenceEqual(gold.History.AsSpan(0, gold.Steps))) continue;
            lead = beam.BestScore - goldScore;
            wrongPath.Clear();
            wrongPath.AddRange(best.History.AsSpan(0, best.Steps));
        }
    }

    /// <summary>Takes weight from the wrong prefix and gives it to the gold one, from where they part.</summary>
    private static void Correct(ref Learner model, ParserState state, ParserState gold, List<byte> wrongPath, float weight)
    {
        if (wrongPath.Count == 0) return;
        byte[] goldPath = gold.History[..wrongPath.Count];
        int parting = 0;
        while (goldPath[parting] == wrongPath[parting]) parting++;
        Span<byte> wrong = System.Runtime.InteropServices.CollectionsMarshal.AsSpan(wrongPath);
        Replay(ref model, state, goldPath, parting, weight);
        Replay(ref model, state, wrong, parting, -weight);
    }

    private static void Replay(ref Learner model, ParserState state, ReadOnlySpan<byte> path, int parting, float delta)
    {
        Span<uint> keys = stackalloc uint[ParserState.MaxFeatures];
        state.Start();
        for (int step = 0; step < path.Length; step++)
        {
            if (step >= parting && state.ForcedAction < 0)
            {
                var features = new FeatureList(keys);
                state.ExtractAction(ref features);
                model.Actions.Update(features.Keys, path[step], delta);
            }
            ParserBeam.Apply(ref model, state, path[step]);
        }
    }

    /// <summary>Goes through the model's own parse again and teaches the relations of its right arcs.</summary>
    private static (int Arcs, int Named) TrainLabels(ref Learner model, ParserState state, ParserState found, int[] head, int[] label, float weight)
    {
        Span<uint> keys = stackalloc uint[ParserState.MaxFeatures];
        int arcs = 0, named = 0;
        state.Start();
        for (int step = 0; step < found.Steps; step++)
        {
            int action = found.History[step];
            if (action == ParserState.Shift)
            {
                state.DoShift();
                continue;
            }
            int child = state.S0, parent = action == ParserState.Left ? state.Front : state.S1;
            int chosen = parent == state.Count ? 0 : model.ChooseLabel(state, parent, child);
            if (parent != state.Count) model.Labels.Tick();
            if (head[child] == parent)
            {
                arcs++;
                if (chosen == label[child]) named++;
                else if (parent != state.Count && label[child] > 0)
                {
                    var features = new FeatureList(keys);
                    state.ExtractLabel(parent, child, ref features);
                    model.Labels.Update(features.Keys, label[child], weight);
                    model.Labels.Update(features.Keys, chosen, -weight);
                }
            }
            if (action == ParserState.Left) state.DoLeft(chosen);
            else state.DoRight(chosen);
        }
        return (arcs, named);
    }

    /// <summary>The gold tree over the nodes; heads that are punctuation are replaced by the next head above.</summary>
    private static (int[] Head, int[] Label) GoldTree(GoldSentence sentence, ParserState state, Dictionary<string, int> index)
    {
        var nodeOf = new int[sentence.Count];
        Array.Fill(nodeOf, ParserState.None);
        for (int n = 0; n < state.Count; n++) nodeOf[state.Token[n]] = n;
        var head = new int[state.Count];
        var label = new int[state.Count];
        for (int n = 0; n < state.Count; n++)
        {
            int token = state.Token[n];
            int up = sentence.Head[token];
            for (int guard = 0; up >= 0 && nodeOf[up] < 0 && guard < sentence.Count; guard++) up = sentence.Head[up];
            head[n] = up < 0 ? state.Count : nodeOf[up];
            label[n] = up < 0 ? 0 : index[sentence.Deprel[token]];
        }
        return (head, label);
    }

    /// <summary>How many gold arcs each action makes unreachable; <see cref="int.MaxValue"/> where it is not allowed.</summary>
    private static (int Shift, int Left, int Right) Costs(ParserState state, int[] head)
    {
        int s0 = state.S0, s1 = state.S1, b0 = state.Front;
        int shift = int.MaxValue, left = int.MaxValue, right = int.MaxValue;
        int ahead = 0; // children of s0 still in the buffer
        if (s0 >= 0)
            for (int d = b0; d < state.Count; d++) if (head[d] == s0) ahead++;
        if (state.CanShift)
        {
            shift = 0;
            for (int k = 0; k < state.StackCount; k++)
            {
                int node = state.Stack[k];
                if (head[node] == b0) shift++;
                if (k < state.StackCount - 1 && head[b0] == node) shift++;
            }
        }
        if (state.CanLeft)
        {
            left = ahead;
            if (head[s0] == s1 || head[s0] > b0) left++;
        }
        if (state.CanRight)
        {
            right = ahead;
            if (head[s0] >= b0) right++;
        }
        return (shift, left, right);
    }

    /// <summary>Teaches the ranking of heads for punctuation on the gold tree of words.</summary>
    private static (int Right, int Total) TrainPunctuation(SentenceWork work, TagSet tags, ParserState state, GoldSentence sentence, int[] head, int[] label, PerceptronTrainer ranks, float weight)
    {
        if (state.Count == 0) return (0, 0);
        for (int n = 0; n < state.Count; n++) (state.Head[n], state.Label[n]) = (head[n], label[n]);
        Span<int> candidates = stackalloc int[PunctuationAttacher.MaxCandidates];
        Span<uint> bestKeys = stackalloc uint[PunctuationAttacher.MaxFeatures];
        Span<uint> goldKeys = stackalloc uint[PunctuationAttacher.MaxFeatures];
        Span<uint> keys = stackalloc uint[PunctuationAttacher.MaxFeatures];
        Span<float> score = stackalloc float[1];
        int right = 0, good = 0, total = 0;
        for (int i = 0; i < work.Count; i++)
        {
            if (right < state.Count && state.Token[right] == i) { right++; continue; }
            int count = PunctuationAttacher.Candidates(state, right, candidates, out int leftCount);
            int mate = PunctuationAttacher.Mate(work, tags, i);
            int best = -1, gold = -1, used = 0;
            float bestScore = float.NegativeInfinity;
            for (int k = 0; k < count; k++)
            {
                var features = new FeatureList(keys);
                PunctuationAttacher.Extract(work, state, i, right, candidates[k], k < leftCount ? k : leftCount - k - 1, k == leftCount - 1 || k == count - 1, mate, ref features);
                used = features.Count;
                score[0] = 0;
                ranks.Score(features.Keys, score);
                if (score[0] > bestScore)
                {
                    (best, bestScore) = (k, score[0]);
                    keys.CopyTo(bestKeys);
                }
                if (state.Token[candidates[k]] == sentence.Head[i])
                {
                    gold = k;
                    keys.CopyTo(goldKeys);
                }
            }
            total++;
            if (best == gold) good++;
            if (gold < 0 || count < 2) continue;
            ranks.Tick();
            if (best == gold) continue;
            ranks.Update(goldKeys[..used], 0, weight);
            ranks.Update(bestKeys[..used], 0, -weight);
        }
        return (good, total);
    }
}
