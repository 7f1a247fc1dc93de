// Where and when a claim says it happened: the place and time of its own clause first, then of its sentence, then what a
// careful reader carries over from the sentences before. Input: toponyms and time expressions. Output: ClaimPlace, ClaimTime.
// Invariants: what is carried is marked as carried; speech acts and assessments carry nothing.
using Hearsay.Places;
using Hearsay.Text;
using Hearsay.Times;

namespace Hearsay.Claims;

/// <summary>Chooses places and times for the claims of one document, from top to bottom. Not shared between documents.</summary>
internal sealed class ClaimSetting
{
    private readonly SyntaxTree tree;
    private readonly TokenTable tokens;
    private readonly int[] toponymOf;
    private readonly int[] timeOf;
    private readonly IReadOnlyList<Toponym> toponyms;
    private readonly IReadOnlyList<TimeExpression> times;
    private ClaimPlace? lastPlace;
    private ClaimTime? lastTime;
    private int lastTimeSentence = -1;

    public ClaimSetting(SyntaxTree tree, IReadOnlyList<Toponym> toponyms, IReadOnlyList<TimeExpression> times)
    {
        (this.tree, this.toponyms, this.times) = (tree, toponyms, times);
        tokens = tree.Tokens;
        toponymOf = Cover(toponyms.Select(t => t.Span).ToArray());
        timeOf = Cover(times.Select(t => t.Span).ToArray());
    }

    /// <summary>Whether a token belongs to a place that something can happen in.</summary>
    public bool IsPlace(int token) => toponymOf[token] >= 0 && toponyms[toponymOf[token]].IsLocative;

    /// <summary>Whether a token belongs to a time expression.</summary>
    public bool IsTime(int token) => timeOf[token] >= 0;

    private int[] Cover(TextSpan[] spans)
    {
        int[] cover = new int[tokens.Count];
        Array.Fill(cover, -1);
        int next = 0;
        for (int t = 0; t < tokens.Count; t++)
        {
            while (next < spans.Length && spans[next].End <= tokens.Start[t]) next++;
            if (next < spans.Length && spans[next].Overlaps(tokens.SpanOf(t))) cover[t] = next;
        }
        return cover;
    }

    /// <summary>Places of a trigger; several for a list ("in Ryazan and Saratov"), one claim each; empty where none.</summary>
    public IReadOnlyList<ClaimPlace> PlacesOf(Trigger trigger, bool mayCarry)
    {
        int token = trigger.Token;
        Sentence sentence = tree.Sentence(token);
        int clause = tree.ClauseOf(token);
        int best = -1, bestScore = int.MinValue;
        for (int t = sentence.FirstToken; t < sentence.EndToken; t++)
        {
            if (toponymOf[t] < 0 || (t > sentence.FirstToken && toponymOf[t - 1] == toponymOf[t])) continue;
            Toponym toponym = toponyms[toponymOf[t]];
            if (!toponym.IsLocative) continue;
            int score = -Math.Abs(t - token);
            if (tree.IsUnder(t, token)) score += 200;
            if (tree.ClauseOf(t) == clause) score += 120;
            else if (IsAbove(tree.ClauseOf(t), clause)) score += 40;
            // A settlement says more than the region around it.
            if (toponym.Place is { } place) score += place.Precision switch { PlacePrecision.Facility or PlacePrecision.Settlement => 60, PlacePrecision.District => 40, PlacePrecision.Region => 20, _ => 0 };
            else score += 30;
            if (score > bestScore) (best, bestScore) = (toponymOf[t], score);
        }
        if (best >= 0)
        {
            List<ClaimPlace> places = [.. ListOf(best, sentence).Select(p => new ClaimPlace(toponyms[p], false))];
            lastPlace = places[0];
            return places;
        }
        // An object that is a place ("captured Bakhmut", «обстреляли Харьков»): not locative by its preposition, but it is where.
        for (int t = sentence.FirstToken; t < sentence.EndToken; t++)
            if (toponymOf[t] >= 0 && tree.ClauseOf(t) == clause && (tree.Is(t, "obj") || (tree.Is(t, "nsubj") && tree.IsPassive(clause)) || tree.IsUnder(t, token)) && toponyms[toponymOf[t]].Place is { Precision: not PlacePrecision.Country })
            {
                lastPlace = new ClaimPlace(toponyms[toponymOf[t]], false);
                return [lastPlace];
            }
        return mayCarry && lastPlace is { } carried ? [carried with { Carried = true }] : [];
    }

    // Conjoined toponyms of the same precision: "in Ryazan and Saratov".
    private List<int> ListOf(int first, Sentence sentence)
    {
        List<int> list = [first];
        PlacePrecision? precision = toponyms[first].Place?.Precision;
        int token = TokenOf(first, sentence);
        for (int step = -1; step <= 1; step += 2)
        {
            int at = token;
            while (true)
            {
                int next = NextInList(at, step, sentence);
                if (next < 0 || list.Contains(toponymOf[next]) || toponyms[toponymOf[next]].Place?.Precision != precision) break;
                list.Add(toponymOf[next]);
                at = next;
            }
        }
        list.Sort();
        return list;
    }

    private int TokenOf(int toponym, Sentence sentence)
    {
        for (int t = sentence.FirstToken; t < sentence.EndToken; t++)
            if (toponymOf[t] == toponym) return t;
        return sentence.FirstToken;
    }

    // The toponym directly beside, over "," or "and" and at most a preposition and a type word.
    private int NextInList(int from, int step, Sentence sentence)
    {
        bool linked = false;
        int seen = 0;
        for (int t = from + step; t >= sentence.FirstToken && t < sentence.EndToken && seen < 4; t += step)
        {
            if (toponymOf[t] == toponymOf[from]) continue;
            if (toponymOf[t] >= 0) return linked ? t : -1;
            if (tokens.Upos[t] == Upos.CCONJ) linked = true;
            else if (tokens.Form[t] == ",") linked = IsInnerComma(t, sentence);
            else if (tokens.Upos[t] is not (Upos.ADP or Upos.NOUN or Upos.DET)) return -1;
            if (tokens.Form[t] != "," && !linked) return -1;
            seen++;
        }
        return -1;
    }

    // A comma belongs to a list only when "and" follows the list further on: "A, B and C", not "Avdiivka, Donetsk Oblast".
    private bool IsInnerComma(int comma, Sentence sentence)
    {
        for (int t = comma + 1; t < Math.Min(sentence.EndToken, comma + 16); t++)
        {
            if (tokens.Upos[t] == Upos.CCONJ) return true;
            if (toponymOf[t] < 0 && tokens.Form[t] != "," && tokens.Upos[t] is not (Upos.ADP or Upos.NOUN or Upos.ADJ or Upos.DET)) return false;
        }
        return false;
    }

    private bool IsAbove(int upper, int lower)
    {
        for (int at = lower; at >= 0; at = tokens.Head[at])
            if (at == upper) return true;
        return false;
    }

    /// <summary>Time of a trigger, or null where the text gives none.</summary>
    public ClaimTime? TimeOf(Trigger trigger, bool mayCarry)
    {
        int token = trigger.Token;
        Sentence sentence = tree.Sentence(token);
        int clause = tree.ClauseOf(token);
        int best = -1, bestScore = int.MinValue;
        for (int t = sentence.FirstToken; t < sentence.EndToken; t++)
        {
            if (timeOf[t] < 0 || (t > sentence.FirstToken && timeOf[t - 1] == timeOf[t])) continue;
            TimeExpression time = times[timeOf[t]];
            if (time.Interval is not { } interval || (interval.From is null && interval.To is null)) continue;
            int score = -Math.Abs(t - token);
            if (tree.IsUnder(t, token)) score += 200;
            if (tree.ClauseOf(t) == clause) score += 120;
            else if (IsAbove(tree.ClauseOf(t), clause)) score += IsReporting(tree.ClauseOf(t), clause) ? -200 : 60;
            else if (time.IsBackground) score -= 100;
            if (score > bestScore) (best, bestScore) = (timeOf[t], score);
        }
        if (best >= 0 && bestScore > -60)
        {
            TimeExpression time = times[best];
            ClaimTime own = new(time.Span, time.Interval!.Value, time.Rule, false);
            if (!time.IsBackground)
            {
                lastTime = own;
                lastTimeSentence = tree.SentenceOf(token);
            }
            return own;
        }
        return mayCarry && lastTime is { } carried && lastTimeSentence >= 0 ? carried with { Carried = true } : null;
    }

    // "said on Wednesday that …": the day of the saying is not the day of what is said.
    private bool IsReporting(int upper, int lower)
    {
        for (int at = lower; at >= 0 && at != upper; at = tokens.Head[at])
            if (tokens.Head[at] == upper && tree.Is(at, "ccomp")) return true;
        return false;
    }
}
