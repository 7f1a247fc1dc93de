using System.Runtime.InteropServices;

namespace Hearsay.Language;

/// <summary>What a search asks of the weights, in training and in use.</summary>
internal interface IParserModel
{
    /// <summary>Scores of shift, left and right.</summary>
    void ScoreActions(ParserState state, Span<float> scores);

    /// <summary>The relation of a word to its head, other than root.</summary>
    int ChooseLabel(ParserState state, int head, int child);
}

/// <summary>Searches for the sequence of transitions that scores best, keeping the best few prefixes of each length. Reused; not thread-safe.</summary>
/// <remarks>Zhang and Clark 2008. Prefixes of one length have read and attached as many words, so their scores compare.</remarks>
internal sealed class ParserBeam
{
    private readonly List<ParserState> _pool = [];
    private readonly List<Candidate> _candidates = [];
    private ParserState[] _now = [], _next = [];
    private double[] _score = [], _nextScore = [];

    private readonly record struct Candidate(double Score, int From, int Action) : IComparable<Candidate>
    {
        public int CompareTo(Candidate other)
        {
            int order = other.Score.CompareTo(Score);
            if (order != 0) return order;
            order = From.CompareTo(other.From);
            return order != 0 ? order : Action.CompareTo(other.Action);
        }
    }

    /// <summary>Number of prefixes kept now.</summary>
    public int Count { get; private set; }

    /// <summary>The best prefix so far, the whole tree when the search is done.</summary>
    public ParserState Best => _now[0];

    /// <summary>Score of the best prefix.</summary>
    public double BestScore => _score[0];

    /// <summary>Begins a search.</summary>
    /// <param name="start">A loaded sentence, before its first transition; it is not changed.</param>
    /// <param name="width">How many prefixes to keep.</param>
    public void Start(ParserState start, int width)
    {
        for (int k = 0; k < Count; k++) _pool.Add(_now[k]);
        if (_now.Length < width) (_now, _next, _score, _nextScore) = (new ParserState[width], new ParserState[width], new double[width], new double[width]);
        _now[0] = Rent(start);
        _score[0] = 0;
        Count = 1;
    }

    private ParserState Rent(ParserState original)
    {
        ParserState copy = _pool.Count > 0 ? _pool[^1] : new ParserState();
        if (_pool.Count > 0) _pool.RemoveAt(_pool.Count - 1);
        copy.CopyFrom(original);
        return copy;
    }

    /// <summary>Makes every prefix one transition longer and keeps the best.</summary>
    /// <param name="model">The weights.</param>
    /// <param name="width">How many prefixes to keep.</param>
    /// <param name="margin">Prefixes that score this much less than the best are dropped.</param>
    public void Advance<TModel>(ref TModel model, int width, double margin) where TModel : struct, IParserModel
    {
        _candidates.Clear();
        Span<float> scores = stackalloc float[3];
        for (int k = 0; k < Count; k++)
        {
            ParserState state = _now[k];
            int forced = state.ForcedAction;
            if (forced >= 0)
            {
                _candidates.Add(new Candidate(_score[k], k, forced));
                continue;
            }
            scores.Clear();
            model.ScoreActions(state, scores);
            for (int action = 0; action < 3; action++)
                if (action != ParserState.Right || state.CanRight) _candidates.Add(new Candidate(_score[k] + scores[action], k, action));
        }
        if (_candidates.Count > 1) CollectionsMarshal.AsSpan(_candidates).Sort();
        int kept = 0;
        while (kept < Math.Min(width, _candidates.Count) && _candidates[kept].Score >= _candidates[0].Score - margin) kept++;
        Span<int> uses = stackalloc int[Count];
        for (int c = 0; c < kept; c++) uses[_candidates[c].From]++;
        for (int c = 0; c < kept; c++)
        {
            (double score, int from, int action) = _candidates[c];
            ParserState state = --uses[from] == 0 ? _now[from] : Rent(_now[from]);
            Apply(ref model, state, action);
            (_next[c], _nextScore[c]) = (state, score);
            if (uses[from] == 0) _now[from] = null!;
        }
        for (int k = 0; k < Count; k++)
            if (_now[k] is not null) _pool.Add(_now[k]);
        (_now, _next) = (_next, _now);
        (_score, _nextScore) = (_nextScore, _score);
        Count = kept;
    }

    /// <summary>Makes one transition; the relation of an arc is the best one for it.</summary>
    public static void Apply<TModel>(ref TModel model, ParserState state, int action) where TModel : struct, IParserModel
    {
        if (action == ParserState.Shift)
        {
            state.DoShift();
            return;
        }
        int head = action == ParserState.Left ? state.Front : state.S1;
        int label = head == state.Count ? 0 : model.ChooseLabel(state, head, state.S0);
        if (action == ParserState.Left) state.DoLeft(label);
        else state.DoRight(label);
    }
}
