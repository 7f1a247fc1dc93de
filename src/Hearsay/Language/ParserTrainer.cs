using Hearsay.Text;

namespace Hearsay.Language;

/// <summary>Learns a <see cref="Parser"/> from trees; the same input and seed give the same bytes.</summary>
internal static class ParserTrainer
{
    private const double Exploration = 0.9; // share of steps that follow the model's own choice once it has seen the data

    /// <param name="corpus">Sentences with trees.</param>
    /// <param name="tags">The tag set.</param>
    /// <param name="clusters">Groups of words used alike, or null.</param>
    /// <param name="predicted">For each sentence of the corpus its tags as a tagger sees them that has not seen the sentence.</param>
    /// <param name="epochs">Passes over the corpus.</param>
    /// <param name="smallestWeight">Weights nearer to zero are dropped, to keep the file small.</param>
    /// <param name="seed">Seed of the order and of exploration.</param>
    /// <param name="log">Told after each pass.</param>
    public static Parser Train(IReadOnlyList<TrainingSentence> corpus, TagSet tags, WordClusters? clusters, IReadOnlyList<int[]> predicted, int epochs, double smallestWeight, int seed, Action<string> log)
    {
        string[] relations = ["root", .. corpus.SelectMany(c => c.Sentence.Deprel).Append("punct").Where(r => r != "root").Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        Dictionary<string, int> index = relations.Select((r, i) => (r, i)).ToDictionary(p => p.r, p => p.i, StringComparer.Ordinal);
        var actions = new PerceptronTrainer();
        var labels = new PerceptronTrainer();
        var ranks = new PerceptronTrainer();
        var works = new SentenceWork[corpus.Count];
        for (int s = 0; s < corpus.Count; s++)
        {
            works[s] = TaggerTrainer.Forms(corpus[s].Sentence);
            predicted[s].CopyTo(works[s].Tag, 0);
            if (clusters is not null) works[s].LookUp(clusters);
        }
        var state = new ParserState();
        var random = new Random(seed);
        int[] order = [.. Enumerable.Range(0, corpus.Count)];
        var actionKeys = new uint[ParserState.MaxFeatures];
        var labelKeys = new uint[ParserState.MaxFeatures];
        var actionScores = new float[3];
        var labelScores = new float[relations.Length];
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
                while (!state.IsDone)
                {
                    int action;
                    if (!state.CanShift) action = state.CanRight ? ParserState.Right : ParserState.Left;
                    else if (!state.CanLeft) action = ParserState.Shift;
                    else
                    {
                        var features = new FeatureList(actionKeys);
                        state.ExtractAction(ref features);
                        Array.Clear(actionScores);
                        actions.Score(features.Keys, actionScores);
                        actions.Tick();
                        (int shift, int left, int reduce) = Costs(state, head);
                        int least = Math.Min(shift, Math.Min(left, reduce));
                        int best = -1, correct = -1;
                        for (int a = 0; a < 3; a++)
                        {
                            int cost = a == ParserState.Shift ? shift : a == ParserState.Left ? left : reduce;
                            if (cost == int.MaxValue) continue;
                            if (best < 0 || actionScores[a] > actionScores[best]) best = a;
                            if (cost == least && (correct < 0 || actionScores[a] > actionScores[correct])) correct = a;
                        }
                        int bestCost = best == ParserState.Shift ? shift : best == ParserState.Left ? left : reduce;
                        if (bestCost > least)
                        {
                            actions.Update(features.Keys, correct, weight);
                            actions.Update(features.Keys, best, -weight);
                        }
                        action = bestCost == least || (epoch > 0 && random.NextDouble() < Exploration) ? best : correct;
                    }
                    if (action == ParserState.Shift)
                    {
                        state.DoShift();
                        continue;
                    }
                    int child = state.S0, parent = action == ParserState.Left ? state.Front : state.S1;
                    int chosen = 0;
                    if (parent != state.Count)
                    {
                        var features = new FeatureList(labelKeys);
                        state.ExtractLabel(parent, child, ref features);
                        Array.Clear(labelScores);
                        labels.Score(features.Keys, labelScores);
                        labels.Tick();
                        chosen = 1;
                        for (int l = 2; l < labelScores.Length; l++)
                            if (labelScores[l] > labelScores[chosen]) chosen = l;
                        if (head[child] == parent && label[child] > 0 && chosen != label[child])
                        {
                            labels.Update(features.Keys, label[child], weight);
                            labels.Update(features.Keys, chosen, -weight);
                        }
                    }
                    total++;
                    if (head[child] == parent)
                    {
                        right++;
                        if (label[child] == chosen) rightLabels++;
                    }
                    if (action == ParserState.Left) state.DoLeft(chosen);
                    else state.DoRight(chosen);
                }
                (int good, int all) = TrainPunctuation(works[s], tags, state, sentence, head, label, ranks, weight);
                punctRight += good;
                puncts += all;
            }
            log($"parser epoch {epoch + 1}: arcs {100.0 * right / total:F2} %, with relation {100.0 * rightLabels / total:F2} %, punctuation {100.0 * punctRight / Math.Max(1, puncts):F2} %, {actions.FeatureCount} + {labels.FeatureCount} features");
        }
        return new Parser(relations, WeightTable.Build(actions.Quantize(smallestWeight)), WeightTable.Build(labels.Quantize(smallestWeight)), new PunctuationAttacher(WeightTable.Build(ranks.Quantize(smallestWeight))));
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
