// Trees: the head and relation of each word.
// Input: a tagged sentence. Output: its Head and Label columns; one root, no cycles.
// Greedy arc-hybrid transitions over the words without punctuation (Kuhlmann et al. 2011; dynamic oracle of Goldberg and
// Nivre 2013); the relation is chosen when an arc is made; punctuation is attached afterwards by a learned ranking.
// Weak spot: only projective trees; a wrong early choice is not revisited.
using Hearsay.Text;

namespace Hearsay.Language;

/// <summary>Finds dependency trees. Immutable and thread-safe.</summary>
internal sealed class Parser
{
    private readonly WeightTable _actions, _labels;
    private readonly PunctuationAttacher _punctuation;
    private readonly int _punct;

    public Parser(string[] relations, WeightTable actions, WeightTable labels, PunctuationAttacher punctuation)
    {
        Relations = relations;
        _actions = actions;
        _labels = labels;
        _punctuation = punctuation;
        _punct = Array.IndexOf(relations, "punct");
    }

    /// <summary>Relations by number; 0 is "root".</summary>
    public string[] Relations { get; }

    /// <summary>Fills <see cref="SentenceWork.Head"/> and <see cref="SentenceWork.Label"/>.</summary>
    public void Parse(SentenceWork work, TagSet tags, ParserState state)
    {
        state.Load(work, tags);
        Span<uint> keys = stackalloc uint[ParserState.MaxFeatures];
        Span<int> scores = stackalloc int[Relations.Length];
        Span<int> actionScores = stackalloc int[3];
        while (!state.IsDone)
        {
            int action;
            if (!state.CanShift) action = state.CanRight ? ParserState.Right : ParserState.Left;
            else if (!state.CanLeft) action = ParserState.Shift;
            else
            {
                var features = new FeatureList(keys);
                state.ExtractAction(ref features);
                actionScores.Clear();
                _actions.Score(features.Keys, actionScores);
                action = actionScores[ParserState.Shift] >= actionScores[ParserState.Left] ? ParserState.Shift : ParserState.Left;
                if (state.CanRight && actionScores[ParserState.Right] > actionScores[action]) action = ParserState.Right;
            }
            if (action == ParserState.Shift)
            {
                state.DoShift();
                continue;
            }
            int child = state.S0, head = action == ParserState.Left ? state.Front : state.S1;
            int label = 0;
            if (head != state.Count)
            {
                var features = new FeatureList(keys);
                state.ExtractLabel(head, child, ref features);
                scores.Clear();
                _labels.Score(features.Keys, scores);
                label = Best(scores);
            }
            if (action == ParserState.Left) state.DoLeft(label);
            else state.DoRight(label);
        }
        _punctuation.Finish(work, tags, state, _punct);
    }

    /// <summary>The best relation other than root.</summary>
    private static int Best(ReadOnlySpan<int> scores)
    {
        int best = 1;
        for (int i = 2; i < scores.Length; i++)
            if (scores[i] > scores[best]) best = i;
        return best;
    }

    public void Write(BinaryWriter writer)
    {
        writer.Write(Relations.Length);
        foreach (string relation in Relations) writer.Write(relation);
        _actions.Write(writer);
        _labels.Write(writer);
        _punctuation.Write(writer);
    }

    public static Parser Read(BinaryReader reader)
    {
        var relations = new string[reader.ReadInt32()];
        for (int i = 0; i < relations.Length; i++) relations[i] = string.Intern(reader.ReadString());
        return new Parser(relations, WeightTable.Read(reader), WeightTable.Read(reader), new PunctuationAttacher(WeightTable.Read(reader)));
    }
}
