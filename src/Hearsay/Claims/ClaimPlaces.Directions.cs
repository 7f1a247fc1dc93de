using Hearsay.Places;
using Hearsay.Text;

namespace Hearsay.Claims;

// Directions of a general staff's summary («На Лиманському напрямку відбито дев'ять атак у районах …»): the direction is where it happened,
// the villages after it only say where along the direction. A total for the whole front happened at none of them.
internal sealed partial class ClaimPlaces
{
    private bool IsDirection(int i) => toponyms[i].Rule.EndsWith(".direction", StringComparison.Ordinal);

    /// <summary>Whether the sentence of a token names a direction, or goes on with one named before («Тут було …»).</summary>
    public bool IsAtDirection(int token) => DirectionsBefore(tree.SentenceOf(token), int.MaxValue).Count > 0;

    // The directions that a sentence names before a token, those named last where it names them apart; of the sentence before where this one begins with "here".
    private List<int> DirectionsBefore(int sentenceIndex, int before)
    {
        Sentence sentence = tokens.Sentences[sentenceIndex];
        List<int> found = DirectionsIn(sentence, before);
        if (found.Count > 0 || sentenceIndex == 0 || tokens.Sentences[sentenceIndex - 1].Block != sentence.Block || !words.Is("here", tokens.Form[sentence.FirstToken])) return found;
        return DirectionsIn(tokens.Sentences[sentenceIndex - 1], int.MaxValue);
    }

    private List<int> DirectionsIn(Sentence sentence, int before)
    {
        List<int> found = [];
        for (int t = sentence.FirstToken; t < sentence.EndToken && t < before; t++)
        {
            if (toponymOf[t] is not (>= 0 and int i) || firstToken[i] != t || !IsDirection(i)) continue;
            // «на Лиманському відбито …, а на Куп'янському …»: another verb parts them.
            for (int between = found.Count == 0 ? t : firstToken[found[^1]]; between < t; between++)
                if (tokens.Upos[between] == Upos.VERB) { found.Clear(); break; }
            found.Add(i);
        }
        return found;
    }

    // «на фронті відбулося 218 зіткнень»: along all of it.
    private bool IsAlongTheFront(Trigger trigger)
    {
        Sentence sentence = tree.Sentence(trigger.Token);
        for (int t = sentence.FirstToken; t < sentence.EndToken; t++)
            if (words.Is("front", tokens.Lemma[t]) && tree.Preposition(t).Length > 0 && tree.ClauseOf(t) == tree.ClauseOf(trigger.Token)) return true;
        return false;
    }

    /// <summary>The place of something counted once for several: the first of places near each other, null where they lie far apart.</summary>
    public static ClaimPlace? Together(IReadOnlyList<ClaimPlace> places)
    {
        const double FurthestKilometres = 40;
        if (places[0].Toponym.Place is not { Latitude: double latitude, Longitude: double longitude }) return null;
        foreach (ClaimPlace place in places)
            if (place.Toponym.Place is { Latitude: double other, Longitude: double otherLongitude } && Geography.Kilometres(latitude, longitude, other, otherLongitude) > FurthestKilometres) return null;
        return places[0];
    }
}
