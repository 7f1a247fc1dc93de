using Hearsay.Places;
using Hearsay.Text;

namespace Hearsay.Claims;

// Where the story is when a sentence names no place of its own.
internal sealed partial class ClaimPlaces
{
    // The first settlement or district of a sentence in which something can be said to happen; -1 for none.
    private int FirstPoint(int sentence)
    {
        int best = -1;
        for (int t = tokens.Sentences[sentence].FirstToken; t < tokens.Sentences[sentence].EndToken; t++)
        {
            int i = toponymOf[t];
            if (i < 0 || firstToken[i] != t || !IsPoint(i) || !toponyms[i].IsLocative || isDateline[i] || preposition[i] == "by") continue;
            if (IsCityDistrict(i) || IsOfCity(i) || IsAttribute(i) || IsRoadEnd(i) || IsOrigin(t) || IsElsewhere(t) || IsReference(t)) continue;
            if (best < 0 || (toponyms[best].Place!.Precision == PlacePrecision.District && toponyms[i].Place!.Precision != PlacePrecision.District)) best = i;
        }
        return best;
    }

    /// <summary>Where the story is when a sentence names no place of its own: told before, or ahead by its first sentences; -1 for unknown.</summary>
    private int Carried(int sentence)
    {
        int region = RegionOf(sentence);
        for (int back = sentence; back >= 0 && sentence - back <= CarryReach; back--)
        {
            // After "near Ryazan and at Engels" nobody knows which.
            if (told[back] == Several && back < sentence) return -1;
            if (told[back] >= 0 && (back < sentence || IsWithin(sentence, told[back])))
                return region < 0 || IsWithin(toponyms[told[back]].Place, toponyms[region].Place) ? told[back] : Locative(region, sentence);
            if (region < 0) region = RegionOf(back);
        }
        if (main >= 0 && (region < 0 || IsWithin(toponyms[main].Place, toponyms[region].Place))) return main;
        int ahead = Ahead(sentence);
        if (ahead >= 0 && (region < 0 || IsWithin(toponyms[ahead].Place, toponyms[region].Place))) return ahead;
        return region >= 0 ? Locative(region, sentence) : -1;
    }

    // A place that the sentence itself names, but for another of its claims.
    private bool IsWithin(int sentence, int toponym) => tree.SentenceOf(firstToken[toponym]) == sentence && toponyms[toponym].IsLocative;

    // «голова Харківської ОВА»: tells the region, is none where something happened unless the sentence goes on with "in the region".
    private int Locative(int region, int sentence) => toponyms[region].IsLocative || NamesRegion(tokens.Sentences[sentence]) ? region : -1;

    private bool NamesRegion(Sentence sentence)
    {
        for (int t = sentence.FirstToken + 1; t < sentence.EndToken; t++)
            if (toponymOf[t] < 0 && words.Is("region", tokens.Lemma[t]) && tree.Preposition(t).Length > 0) return true;
        return false;
    }

    /// <summary>The last first-level division a sentence names, whatever for; -1 for none.</summary>
    private int RegionOf(int sentence)
    {
        for (int t = tokens.Sentences[sentence].EndToken - 1; t >= tokens.Sentences[sentence].FirstToken; t--)
            if (toponymOf[t] >= 0 && toponyms[toponymOf[t]].Place is { Precision: PlacePrecision.Region } && !IsMovedTo(t)) return toponymOf[t];
        return -1;
    }

    // Whether a sentence names no region, or one that holds the place.
    private bool LiesInRegionOf(int sentence, Place? place)
    {
        bool any = false;
        for (int t = tokens.Sentences[sentence].FirstToken; t < tokens.Sentences[sentence].EndToken; t++)
        {
            if (toponymOf[t] < 0 || toponyms[toponymOf[t]].Place is not { Precision: PlacePrecision.Region } region) continue;
            if (IsWithin(place, region)) return true;
            any = true;
        }
        return !any;
    }

    // A lead that names no place tells of the one that the next sentences name, if they name one.
    private int Ahead(int sentence)
    {
        if (main >= 0) return main;
        int found = -1;
        if (sentence >= LeadSentences) return found;
        for (int at = 0; at < told.Length && at <= sentence + AheadReach; at++)
        {
            if (told[at] == Several) return -1;
            if (told[at] < 0)
            {
                if (found < 0 && RegionOf(at) >= 0 && at > sentence) return -1;
                continue;
            }
            // "Strikes kill two in Idlib": the headline's name is its region's.
            if (RegionOf(sentence) is int own and >= 0 && toponyms[told[at]].Place is { } town && toponyms[own].Place!.Name.StartsWith(town.Name, StringComparison.Ordinal)) continue;
            if (at < sentence || !LiesInRegionOf(at, toponyms[told[at]].Place)
                || (found >= 0 && toponyms[found].Place?.GazetteerId != toponyms[told[at]].Place?.GazetteerId)) return -1;
            found = told[at];
        }
        return found;
    }

    /// <summary>The settlement the page is about: the only one it names as a place where things happen, or by far the most named; -1 for none.</summary>
    private int Main()
    {
        var counts = new Dictionary<string, (int First, int Count)>(StringComparer.Ordinal);
        int all = 0;
        bool hasSettlement = toponyms.Any(t => t is { IsLocative: true, Place.Precision: PlacePrecision.Settlement });
        for (int i = 0; i < toponyms.Count; i++)
        {
            if (!toponyms[i].IsLocative || isDateline[i] || firstToken[i] < 0
                || toponyms[i].Place is not { Precision: PlacePrecision.Settlement or PlacePrecision.Facility } place) continue;
            if (IsElsewhere(firstToken[i]) || IsReference(firstToken[i]) || IsAttribute(i) || IsRoadEnd(i)) continue;
            // "a nurse at Madina hospital in Mogadishu": a hospital or plant is called after anything; the page is about the settlement.
            if (place.Precision == PlacePrecision.Facility && hasSettlement) continue;
            all++;
            counts[place.GazetteerId] = counts.TryGetValue(place.GazetteerId, out (int First, int Count) known) ? (known.First, known.Count + 1) : (i, 1);
        }
        if (all == 0) return -1;
        (int first, int count) = counts.Values.OrderByDescending(c => c.Count).ThenBy(c => c.First).First();
        if (counts.Count > 1 && (count < 3 || count * 5 < all * 3)) return -1;
        // Other regions named as places: the page is about more than this settlement.
        for (int i = 0; i < toponyms.Count; i++)
            if (toponyms[i].Place is { Precision: PlacePrecision.Region or PlacePrecision.District } region && !IsWithin(toponyms[first].Place, region)) return -1;
        return first;
    }

    // "a village in Kursk region", «у селі на Сумщині»: a settlement that is not named.
    private bool NamesSettlement(Sentence sentence)
    {
        for (int t = sentence.FirstToken; t < sentence.EndToken; t++)
        {
            if (!words.Is("settlement", tokens.Lemma[t])) continue;
            if (t + 1 >= sentence.EndToken || toponymOf[t + 1] < 0 || IsWide(toponymOf[t + 1])) return true;
        }
        return false;
    }
}
