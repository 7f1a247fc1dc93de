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
    /// <param name="trigger">The trigger.</param>
    /// <param name="mayCarry">Whether its type takes a place over from the sentences around.</param>
    public IReadOnlyList<ClaimPlace> PlacesOf(Trigger trigger, bool mayCarry)
    {
        int token = trigger.Token;
        Sentence sentence = tree.Sentence(token);
        int clause = tree.ClauseOf(token);
        int best = -1, bestScore = int.MinValue;
        for (int t = sentence.FirstToken; t < sentence.EndToken; t++)
        {
            if (toponymOf[t] < 0 || (t > sentence.FirstToken && toponymOf[t - 1] == toponymOf[t]) || !CanHold(t, token)) continue;
            int score = -Math.Abs(t - token);
            if (tree.IsUnder(t, token)) score += 200;
            if (tree.ClauseOf(t) == clause) score += 120;
            else if (IsAbove(tree.ClauseOf(t), clause)) score += 40;
            // A settlement says more than the region around it.
            score += toponyms[toponymOf[t]].Place is { } place
                ? place.Precision switch { PlacePrecision.Facility or PlacePrecision.Settlement => 60, PlacePrecision.District => 40, PlacePrecision.Region => 20, _ => 0 }
                : 30;
            if (score > bestScore) (best, bestScore) = (toponymOf[t], score);
        }
        int sentenceIndex = tree.SentenceOf(token);
        if (best >= 0)
        {
            int at = TokenOf(best, sentence);
            bool isList = tree.IsUnder(at, token) || tree.ClauseOf(at) == clause;
            List<ClaimPlace> places = isList ? [.. ListOf(best, sentence).Select(p => new ClaimPlace(toponyms[p], false))] : [new ClaimPlace(toponyms[best], false)];
            // "a town in Haiti": the one town the page names in that country is the town meant.
            if (mayCarry && places.Count == 1 && IsWide(places[0]) && Dominant() is { } town && IsWithin(town.Toponym.Place!, places[0].Toponym.Place)) return [town];
            if (!IsWide(places[0])) (lastPlace, lastPlaceSentence) = (places[0], sentenceIndex);
            return places;
        }
        if (!mayCarry) return [];
        if (lastPlace is { } carried && sentenceIndex - lastPlaceSentence <= CarryReach) return [carried with { Carried = true }];
        return Dominant() is { } only ? [only] : [];
    }

    /// <summary>How many sentences a place is carried on.</summary>
    private const int CarryReach = 5;

    private int lastPlaceSentence = -1;

    // Whether something can be said to happen there: a locative name, or a settlement that is the object of the trigger
    // or stands below it («обстріляли Вовчанськ», «удар по Харкову»); never who did it or whose it is.
    private bool CanHold(int token, int trigger)
    {
        Toponym toponym = toponyms[toponymOf[token]];
        if (tokens.Upos[token] is Upos.ADP or Upos.DET or Upos.SCONJ or Upos.CCONJ or Upos.ADV or Upos.PRON or Upos.AUX or Upos.PART or Upos.NUM) return false;
        int head = HeadOf(token);
        if (tree.Is(head, "obl") && tree.Preposition(head) == "by") return false;
        if (toponym.IsLocative) return true;
        return toponym.Place is { Precision: not (PlacePrecision.Country or PlacePrecision.Area) } && tree.IsUnder(head, trigger)
            && (tree.Is(head, "obj") || tree.Is(head, "obl") || (tree.Is(head, "nmod") && tree.Preposition(head).Length > 0) || (tree.Is(head, "nsubj") && tree.IsPassive(trigger)) || tree.Is(head, "conj"));
    }

    private int HeadOf(int token)
    {
        int head = token;
        while (tokens.Head[head] >= 0 && toponymOf[tokens.Head[head]] == toponymOf[token]) head = tokens.Head[head];
        return head;
    }

    private static bool IsWide(ClaimPlace place) => place.Toponym.Place is { Precision: PlacePrecision.Region or PlacePrecision.Country or PlacePrecision.Area };

    private static bool IsWithin(Place inner, Place? outer) =>
        outer is not null && inner.Country == outer.Country && (outer.Precision is not PlacePrecision.Region || inner.Admin1 == outer.Name || inner.Admin1 == outer.Admin1);

    // The settlement the page is about: the only one it names as a place where things happen.
    private ClaimPlace? Dominant()
    {
        if (!dominantFound)
        {
            dominantFound = true;
            HashSet<string> ids = new(StringComparer.Ordinal);
            foreach (Toponym toponym in toponyms)
            {
                if (!toponym.IsLocative || toponym.Place is not { Precision: PlacePrecision.Settlement or PlacePrecision.Facility } place) continue;
                ids.Add(place.GazetteerId);
                dominant ??= new ClaimPlace(toponym, true);
            }
            if (ids.Count != 1) dominant = null;
        }
        return dominant;
    }

    private ClaimPlace? dominant;
    private bool dominantFound;

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
    /// <param name="trigger">The trigger.</param>
    /// <param name="mayCarry">Whether its type takes a day over from the sentences before.</param>
    public ClaimTime? TimeOf(Trigger trigger, bool mayCarry)
    {
        int token = trigger.Token;
        Sentence sentence = tree.Sentence(token);
        int clause = tree.ClauseOf(token);
        int best = -1, bestScore = int.MinValue, bestAt = -1;
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
            if (score > bestScore) (best, bestScore, bestAt) = (timeOf[t], score, t);
        }
        if (best >= 0 && bestScore > -60)
        {
            TimeExpression time = times[best];
            // "stayed there for two days before being forced to dig": the clause after "before" follows the stretch told.
            Interval? interval = tree.ClauseOf(bestAt) != clause && Follows(clause) ? NarrativeClock.Following(times, best)
                : IsLasting(trigger.Type.Code) ? NarrativeClock.Lasting(times, best) : time.Interval;
            ClaimTime own = new(time.Span, interval ?? time.Interval!.Value, time.Rule, false);
            (lastTime, lastTimeSentence) = (own, tree.SentenceOf(token));
            return own;
        }
        // A day carries on to what follows it; a month or a year dates only its own sentence.
        return mayCarry && lastTime is { } carried && carried.Interval.LengthDays is <= 2 && lastTimeSentence >= 0 ? carried with { Carried = true } : null;
    }

    private bool Follows(int clause)
    {
        foreach (int child in tree.Children(clause))
            if (tree.Is(child, "mark") && tokens.Lemma[child] is "before" or "until" or "прежде" or "пока" or "перш" or "доки") return true;
        return false;
    }

    private static bool IsLasting(string type) => type is "detention" or "forced-labour" or "deprivation" or "displacement" or "missing";

    // "said on Wednesday that …": the day of the saying is not the day of what is said.
    private bool IsReporting(int upper, int lower)
    {
        for (int at = lower; at >= 0 && at != upper; at = tokens.Head[at])
            if (tokens.Head[at] == upper && tree.Is(at, "ccomp")) return true;
        return false;
    }
}
