// Trees: the head and relation of each word.
// Input: a tagged sentence. Output: its Head and Label columns; one root, no cycles.
// Arc-hybrid transitions over the words without punctuation (Kuhlmann et al. 2011), the best few of which are followed; the relation is chosen when an arc is made; punctuation is attached afterwards by a learned ranking.
// Weak spot: only projective trees.
using Hearsay.Text;

namespace Hearsay.Language;

/// <summary>Finds dependency trees. Immutable and thread-safe.</summary>
internal sealed class Parser
{
    private readonly ActionTable _actions;
    private readonly WeightTable _labels;
    private readonly PunctuationAttacher _punctuation;
    private readonly int _punct, _conj, _cc;

    public Parser(string[] relations, ActionTable actions, WeightTable labels, PunctuationAttacher punctuation)
    {
        Relations = relations;
        _actions = actions;
        _labels = labels;
        _punctuation = punctuation;
        _punct = Array.IndexOf(relations, "punct");
        _conj = Array.IndexOf(relations, "conj");
        _cc = Array.IndexOf(relations, "cc");
    }

    /// <summary>Relations by number; 0 is "root".</summary>
    public string[] Relations { get; }

    /// <summary>How many prefixes of a parse are kept; 3 did as well as 6 on the development splits, 1 lost 1.6 LAS.</summary>
    public const int Width = 4;

    /// <summary>How much worse than the best prefix one may be, in units of the weights.</summary>
    private const double Margin = 60_000;

    /// <summary>Fills <see cref="SentenceWork.Head"/> and <see cref="SentenceWork.Label"/>.</summary>
    public void Parse(SentenceWork work, TagSet tags, ParserState state, ParserBeam beam)
    {
        state.Load(work, tags);
        var model = new Weights(this);
        beam.Start(state, Width);
        while (!beam.Best.IsDone) beam.Advance(ref model, Width, Margin);
        _punctuation.Finish(work, tags, beam.Best, _punct);
    }

    private readonly struct Weights(Parser parser) : IParserModel
    {
        public void ScoreActions(ParserState state, Span<float> scores)
        {
            Span<uint> keys = stackalloc uint[ParserState.MaxFeatures];
            var features = new FeatureList(keys);
            state.ExtractAction(ref features);
            (scores[ParserState.Shift], scores[ParserState.Left], scores[ParserState.Right]) = parser._actions.Score(features.Keys);
        }

        public int ChooseLabel(ParserState state, int head, int child)
        {
            Span<uint> keys = stackalloc uint[ParserState.MaxFeatures];
            Span<int> scores = stackalloc int[parser.Relations.Length];
            scores.Clear();
            var features = new FeatureList(keys);
            state.ExtractLabel(head, child, ref features);
            parser._labels.Score(features.Keys, scores);
            // A noun is not coordinated with a verb right before it, without a conjunction or a mark between: «убит один из них».
            if (parser._conj > 0 && (Upos)(state.Upos[head] - 1) is Upos.VERB && (Upos)(state.Upos[child] - 1) is Upos.NOUN or Upos.PROPN or Upos.PRON or Upos.NUM or Upos.DET && state.PunctCount[child] == state.PunctCount[head] && (parser._cc < 0 || (state.LeftLabels[child] & (1UL << (parser._cc & 63))) == 0)) scores[parser._conj] = int.MinValue;
            int best = 1;
            for (int i = 2; i < scores.Length; i++)
                if (scores[i] > scores[best]) best = i;
            return best;
        }
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
        return new Parser(relations, new ActionTable(WeightTable.Read(reader)), WeightTable.Read(reader), new PunctuationAttacher(WeightTable.Read(reader)));
    }
}
