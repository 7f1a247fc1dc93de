// Where and when a claim says it happened: the place and time of its own clause first, then of its sentence, then what a
// careful reader carries over from the sentences around. Input: toponyms and time expressions. Output: ClaimPlace, ClaimTime.
// Invariants: what is carried is marked as carried; speech acts and assessments carry nothing.
using Hearsay.Places;
using Hearsay.Text;
using Hearsay.Times;

namespace Hearsay.Claims;

/// <summary>Chooses places and times for the claims of one document, from top to bottom. Not shared between documents.</summary>
internal sealed class ClaimSetting
{
    private readonly ClaimPlaces places;
    private readonly ClaimTimes times;

    public ClaimSetting(SyntaxTree tree, IReadOnlyList<Toponym> toponyms, IReadOnlyList<TimeExpression> expressions, SettingWords words)
    {
        places = new ClaimPlaces(tree, toponyms, words);
        times = new ClaimTimes(tree, expressions, words);
    }

    /// <summary>Whether a token belongs to a place that something can happen in.</summary>
    public bool IsPlace(int token) => places.IsPlace(token);

    /// <summary>Whether the sentence of a token tells of a direction of the front.</summary>
    public bool IsAtDirection(int token) => places.IsAtDirection(token);

    /// <summary>Whether a token belongs to a time expression.</summary>
    public bool IsTime(int token) => times.IsTime(token);

    /// <summary>Places of a trigger; several for a list ("in Ryazan and Saratov"), one claim each; empty where none.</summary>
    /// <param name="trigger">The trigger.</param>
    /// <param name="mayCarry">Whether its type takes a place over from the sentences around.</param>
    public IReadOnlyList<ClaimPlace> PlacesOf(Trigger trigger, bool mayCarry) => places.Of(trigger, mayCarry);

    /// <summary>Time of a trigger, or null where the text gives none.</summary>
    /// <param name="trigger">The trigger.</param>
    /// <param name="mayCarry">Whether its type takes a day over from the sentences around.</param>
    public ClaimTime? TimeOf(Trigger trigger, bool mayCarry) => times.Of(trigger, mayCarry);

    /// <summary>For each token the index of the span that covers it, -1 for none.</summary>
    internal static int[] Cover(TokenTable tokens, IReadOnlyList<TextSpan> spans)
    {
        int[] cover = new int[tokens.Count];
        Array.Fill(cover, -1);
        int next = 0;
        for (int t = 0; t < tokens.Count; t++)
        {
            while (next < spans.Count && spans[next].End <= tokens.Start[t]) next++;
            if (next < spans.Count && spans[next].Overlaps(tokens.SpanOf(t))) cover[t] = next;
        }
        return cover;
    }

    /// <summary>Whether the clause of <paramref name="upper"/> stands above that of <paramref name="lower"/>, or is it.</summary>
    internal static bool IsAbove(TokenTable tokens, int upper, int lower)
    {
        for (int at = lower; at >= 0; at = tokens.Head[at])
            if (at == upper) return true;
        return false;
    }
}
