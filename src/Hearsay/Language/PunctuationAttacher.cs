using Hearsay.Text;

namespace Hearsay.Language;

/// <summary>Attaches punctuation to a finished tree of words, by ranking the heads that cross no arc. Immutable.</summary>
internal sealed class PunctuationAttacher
{
    private readonly WeightTable _weights;

    public PunctuationAttacher(WeightTable weights) => _weights = weights;

    public const int MaxFeatures = 24;

    public void Write(BinaryWriter writer) => _weights.Write(writer);

    /// <summary>Copies the tree of words into the sentence's columns and attaches every punctuation token.</summary>
    public void Finish(SentenceWork work, TagSet tags, ParserState state, int punctLabel)
    {
        CopyTree(work, state);
        if (state.Count == 0)
        {
            // Nothing but punctuation: the first token is the root.
            for (int i = 0; i < work.Count; i++) (work.Head[i], work.Label[i]) = i == 0 ? (-1, 0) : (0, punctLabel);
            return;
        }
        Span<int> candidates = stackalloc int[MaxCandidates];
        Span<uint> keys = stackalloc uint[MaxFeatures];
        Span<int> score = stackalloc int[1];
        int right = 0;
        for (int i = 0; i < work.Count; i++)
        {
            if (right < state.Count && state.Token[right] == i) { right++; continue; }
            int count = Candidates(state, right, candidates, out int leftCount);
            int best = candidates[0];
            if (count > 1)
            {
                int bestScore = int.MinValue;
                int mate = Mate(work, tags, i);
                for (int k = 0; k < count; k++)
                {
                    var features = new FeatureList(keys);
                    Extract(work, state, i, right, candidates[k], k < leftCount ? k : leftCount - k - 1, k == leftCount - 1 || k == count - 1, mate, ref features);
                    score[0] = 0;
                    _weights.Score(features.Keys, score);
                    if (score[0] > bestScore) (best, bestScore) = (candidates[k], score[0]);
                }
            }
            work.Head[i] = state.Token[best];
            work.Label[i] = punctLabel;
        }
    }

    public const int MaxCandidates = 64;

    private static void CopyTree(SentenceWork work, ParserState state)
    {
        for (int n = 0; n < state.Count; n++)
        {
            work.Head[state.Token[n]] = state.Head[n] == state.Count ? -1 : state.Token[state.Head[n]];
            work.Label[state.Token[n]] = state.Label[n];
        }
    }

    /// <summary>Nodes that can head something in the gap before node <paramref name="right"/> without crossing an arc: first those to the left, nearest first, then those to the right.</summary>
    public static int Candidates(ParserState state, int right, Span<int> candidates, out int leftCount)
    {
        int count = 0;
        for (int node = right - 1; node >= 0 && node < right && count < MaxCandidates / 2; node = Up(state, node)) candidates[count++] = node;
        leftCount = count;
        for (int node = right < state.Count ? right : ParserState.None; node >= right && count < MaxCandidates; node = Up(state, node)) candidates[count++] = node;
        return count;
    }

    private static int Up(ParserState state, int node) => state.Head[node] == state.Count ? ParserState.None : state.Head[node];

    /// <summary>The other half of a bracket or quotation mark, or −1.</summary>
    public static int Mate(SentenceWork work, TagSet tags, int i)
    {
        ulong mark = work.Word[i];
        for (int k = 0; k < Pairs.Length; k++)
        {
            (ulong open, ulong close) = Pairs[k];
            if (open == close && mark == open)
            {
                int before = 0;
                for (int j = 0; j < i; j++) if (work.Word[j] == open) before++;
                return before % 2 == 0 ? Seek(work, i, open, close, 1) : Seek(work, i, close, open, -1);
            }
            if (mark == open && Seek(work, i, open, close, 1) is int ahead and >= 0) return ahead;
            if (mark == close && Seek(work, i, close, open, -1) is int behind and >= 0) return behind;
        }
        return -1;
    }

    private static readonly (ulong Open, ulong Close)[] Pairs = [.. ((string[])["()", "[]", "«»", "“”", "„“", "„”", "\"\"", "''", "‘’"]).Select(p => (StableHash.OfText(p.AsSpan(0, 1)), StableHash.OfText(p.AsSpan(1))))];

    private static int Seek(SentenceWork work, int i, ulong same, ulong other, int step)
    {
        int depth = 0;
        for (int j = i + step; j >= 0 && j < work.Count; j += step)
        {
            if (work.Word[j] == other)
            {
                if (depth == 0) return j;
                depth--;
            }
            else if (work.Word[j] == same) depth++;
        }
        return -1;
    }

    /// <summary>Features of one candidate head.</summary>
    /// <param name="work">The sentence.</param>
    /// <param name="state">The finished tree of words.</param>
    /// <param name="i">The punctuation token.</param>
    /// <param name="right">The first node after it.</param>
    /// <param name="node">The candidate.</param>
    /// <param name="step">How far up the chain: 0, 1, … to the left; −1, −2, … to the right.</param>
    /// <param name="isTop">Whether the candidate is the last of its chain.</param>
    /// <param name="mate">The token's other half, −1 for none.</param>
    /// <param name="features">Receives the features.</param>
    public static void Extract(SentenceWork work, ParserState state, int i, int right, int node, int step, bool isTop, int mate, ref FeatureList features)
    {
        ulong mark = work.Word[i];
        ulong side = step >= 0 ? 1u : 2u;
        ulong climb = (ulong)Math.Min(6, step >= 0 ? step : -step - 1);
        ulong top = isTop ? 1u : 0u;
        ulong upos = state.Upos[node], label = (ulong)state.Label[node];
        int up = Up(state, node);
        ulong end = right >= state.Count ? 2u : right == 0 ? 1u : 0u;
        ulong lastOne = i == work.Count - 1 ? 1u : 0u;
        ulong pair = 0;
        if (mate >= 0)
        {
            int low = Math.Min(i, mate), high = Math.Max(i, mate);
            bool inside = state.Token[node] > low && state.Token[node] < high;
            bool outside = up < 0 || state.Token[up] < low || state.Token[up] > high;
            pair = 1u + (inside ? 1u : 0u) + (outside ? 2u : 0u) + (mate > i ? 4u : 0u);
        }
        ulong place = side + (climb * 4) + (top * 64) + (end * 128) + (lastOne * 512);
        ulong upLabel = up < 0 ? 99 : (ulong)state.Label[up];
        ulong neighbours = (right > 0 ? state.Upos[right - 1] : 50) + (64 * (right < state.Count ? state.Upos[right] : 50));
        bool crosses = up >= 0 && (up < right) != (node < right);
        ulong cross = crosses ? 1u : 0u;
        features.Add(301, mark, place);
        features.Add(302, mark, pair, place);
        features.Add(303, mark, pair);
        features.Add(304, mark, label, side + (top * 4) + (end * 8) + (cross * 32));
        features.Add(305, mark, label, place);
        features.Add(306, mark, upos, (label * 1024) + place);
        features.Add(307, mark, neighbours, place);
        features.Add(308, mark, label + (upLabel * 128), side + (cross * 4) + (top * 8));
        features.Add(309, mark, state.Word[node], side);
        features.Add(310, mark, right < state.Count ? state.Word[right] : 1, label + (side * 128) + (cross * 512));
        features.Add(311, mark, neighbours, label + (side * 128) + (cross * 512));
        features.Add(312, mark, (ulong)Math.Min(8, Math.Abs(node - right)) + (side * 16), label);
        features.Add(313, mark, cross + (climb * 2) + (side * 32), label + (pair * 128));
        features.Add(314, mark, right < state.Count ? (ulong)state.Label[right] : 1, label + (side * 128) + (cross * 512) + (climb * 1024));
    }
}
