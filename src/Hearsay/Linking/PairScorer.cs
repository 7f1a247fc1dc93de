// How much two claims look like reports of one occurrence.
// Input: two claim sketches. Output: a score; Veto where something makes it impossible.
// The weights are rough log odds set by hand on the development documents' same_event_as links (November 2026);
// a link needs about as much as "same village and nothing against it" or "same person, same act, same week".
using Hearsay.Claims;
using Hearsay.Places;
using Hearsay.Times;

namespace Hearsay.Linking;

/// <summary>Scores pairs of claims. Immutable; safe to share.</summary>
internal sealed class PairScorer(EventTypes types, TextCopies copies, EventNumbers numbers)
{
    /// <summary>Cannot be one event.</summary>
    public const double Veto = double.NegativeInfinity;
    /// <summary>From here up, two claims are linked.</summary>
    public const double Link = 2.9;

    private const double VillageScore = 3;
    private const double SamePlaceKm = 3, NearKm = 15, FarKm = 40, NearAsSaidKm = 80;
    /// <summary>In a city this large the same kind of event happens often; the place alone says less.</summary>
    private const long ManyInhabitants = 100_000;

    public double Score(ClaimSketch one, ClaimSketch other)
    {
        if (!types.Compatible(one.Claim.Type, other.Claim.Type) || one.Claim.IsTally != other.Claim.IsTally) return Veto;
        bool sameDocument = one.Document == other.Document;
        // What rules most pairs out comes first.
        double place = PlaceScore(one, other, sameDocument);
        if (double.IsNegativeInfinity(place)) return Veto;
        bool once = types.IsOnce(one.Claim.Type) && types.IsOnce(other.Claim.Type);
        double time = TimeScore(one, other, sameDocument, once);
        if (double.IsNegativeInfinity(time)) return Veto;
        double quantity = QuantityScore(one, other, sameDocument);
        if (double.IsNegativeInfinity(quantity)) return Veto;
        // The part of a total is not the total.
        if (sameDocument && one.Range is { } range && other.Range is { } otherRange && range != otherRange && one.Place?.GazetteerId != other.Place?.GazetteerId) return Veto;
        double people = PeopleScore(one, other, out bool sharesNamed);
        if (once && !sharesNamed) time = TimeScore(one, other, sameDocument, once: false);
        double score = place + people + time + quantity + SourceScore(one, other);
        if (double.IsNegativeInfinity(score)) return Veto;
        bool sameSentence = !sameDocument && TextCopies.SameSentence(one.Shingles, other.Shingles);
        if (one.Claim.IsTally && place + quantity < 2) return Veto;
        if (one.Claim.Type != other.Claim.Type) score -= 0.7;
        // A page tells several like events apart, unless all of it is about one village.
        if (sameDocument) score -= one.Claim.Sentence == other.Claim.Sentence ? 2 : place >= VillageScore ? 0 : 1;
        else if (sameSentence) score += 4;
        else if (copies.Relation(one.Document, other.Document) != TextRelation.None)
            score += one.When is { } day && day == other.When || one.Range is { } number && number == other.Range ? 2.5 : 1;
        // What was demanded or denied is told by its words; a sentence too short to compare says nothing for or against.
        if (WordOverlap(one, other) is { } words) score += types.IsSpeech(one.Claim.Type) ? sameSentence ? 0 : 5 * words - 1.5 : 1.5 * words;
        return score;
    }

    private static double? WordOverlap(ClaimSketch one, ClaimSketch other)
    {
        int shorter = Math.Min(one.Words.Length, other.Words.Length);
        return shorter < 4 ? null : (double)TextCopies.Shared(one.Words, other.Words) / shorter;
    }

    private static double PlaceScore(ClaimSketch one, ClaimSketch other, bool sameDocument)
    {
        if (one.Place is not { } a || other.Place is not { } b)
        {
            // A name no gazetteer has is still a name: the same spelling is the same place.
            return one.Claim.Place is { } x && other.Claim.Place is { } y && x.Toponym.Place is null && y.Toponym.Place is null
                && Names.Skeleton(x.Toponym.Span.Of(one.Member.Document.Body).ToLowerInvariant())
                    == Names.Skeleton(y.Toponym.Span.Of(other.Member.Document.Body).ToLowerInvariant()) ? 2 : 0;
        }
        bool carried = one.Claim.Place!.Carried || other.Claim.Place!.Carried;
        double against = carried ? -3 : Veto;
        double weight = carried ? 0.6 : 1;
        bool fine = IsFine(a) && IsFine(b);
        if (a.GazetteerId == b.GazetteerId) return weight * (IsFine(a) ? a.Population > ManyInhabitants ? 2.2 : VillageScore : a.Precision == PlacePrecision.District ? 2.2 : a.Precision == PlacePrecision.Region ? 1.2 : 0.3);
        if (a.Country is not null && b.Country is not null && a.Country != b.Country) return against;
        if (fine && Distance(a, b) is { } km)
        {
            // A page that names two villages means two.
            if (sameDocument && km > SamePlaceKm) return against;
            double far = one.Claim.Place!.Toponym.IsNear || other.Claim.Place!.Toponym.IsNear ? NearAsSaidKm : FarKm;
            return km <= SamePlaceKm ? 2.6 * weight : km <= NearKm ? 1.6 * weight : km <= far ? -1 : against;
        }
        if (a.Precision is PlacePrecision.Country or PlacePrecision.Area || b.Precision is PlacePrecision.Country or PlacePrecision.Area) return 0.2 * weight;
        if (a.Admin1 is not null && b.Admin1 is not null && a.Admin1 != b.Admin1) return against;
        if (a.Precision == PlacePrecision.District && b.Precision == PlacePrecision.District) return against;
        bool district = a.Precision == PlacePrecision.District || b.Precision == PlacePrecision.District;
        if (district && fine is false && (a.Precision == PlacePrecision.District ? b.Admin2 : a.Admin2) is { } inner
            && (a.Precision == PlacePrecision.District ? a.Name : b.Name) is { } outer)
            return inner == outer ? 1.5 * weight : IsFine(a) || IsFine(b) ? -1 : 0.5;
        return 0.8 * weight;
    }

    private static bool IsFine(Place place) => place.Precision is PlacePrecision.Facility or PlacePrecision.Settlement;

    /// <summary>Great-circle distance in kilometres; null where either has no point.</summary>
    internal static double? Distance(Place a, Place b)
    {
        if (a is not { Latitude: { } latA, Longitude: { } lonA } || b is not { Latitude: { } latB, Longitude: { } lonB }) return null;
        double phiA = double.DegreesToRadians(latA), phiB = double.DegreesToRadians(latB);
        double dPhi = phiB - phiA, dLambda = double.DegreesToRadians(lonB - lonA);
        double h = Math.Pow(Math.Sin(dPhi / 2), 2) + Math.Cos(phiA) * Math.Cos(phiB) * Math.Pow(Math.Sin(dLambda / 2), 2);
        return 12742 * Math.Asin(Math.Min(1, Math.Sqrt(h)));
    }

    private static double TimeScore(ClaimSketch one, ClaimSketch other, bool sameDocument, bool once)
    {
        int? published = one.Member.Document.Published?.DayNumber, otherPublished = other.Member.Document.Published?.DayNumber;
        if (one.When is { } a && other.When is { } b)
        {
            int gap = Gap(a, b);
            // A day taken over from the surroundings is a hint, not a statement.
            if (one.Claim.When!.Carried || other.Claim.When!.Carried) return gap == 0 ? 0.5 : gap <= 3 ? -0.5 : -2;
            int longest = Math.Max(a.LengthDays ?? 60, b.LengthDays ?? 60);
            if (gap == 0) return longest == 1 ? 2.5 : longest <= 3 ? 2 : longest <= 10 ? 1.3 : longest <= 31 ? 0.6 : 0.2;
            if (once && gap <= 60) return sameDocument ? -1 : 0;
            if (sameDocument) return Veto;
            return gap == 1 ? 0.3 : gap <= 3 ? -1.5 : Veto;
        }
        if (sameDocument) return 0;
        if ((one.When ?? other.When) is { } known)
        {
            // The undated claim is news of its document: what happened later cannot be it, what happened long before is unlikely.
            int? news = one.When is null ? published : otherPublished;
            if (news is not { } day) return -0.6;
            if (known.From is { } from && from.DayNumber > day + 1) return Veto;
            int age = known.To is { } to ? day - to.DayNumber : 0;
            return age <= 3 ? 0.6 : age <= 14 ? 0.2 : age <= 60 ? -0.5 : -2.5;
        }
        if (published is not { } p || otherPublished is not { } q) return -0.6;
        int apart = Math.Abs(p - q);
        return apart <= 2 ? 0.7 : apart <= 7 ? 0.4 : apart <= 21 ? 0 : apart <= 60 ? -1 : -3;
    }

    /// <summary>Days between two intervals; 0 where they overlap. Open ends overlap everything on their side.</summary>
    internal static int Gap(Interval a, Interval b)
    {
        if (a.To is { } aTo && b.From is { } bFrom && aTo < bFrom) return bFrom.DayNumber - aTo.DayNumber;
        if (b.To is { } bTo && a.From is { } aFrom && bTo < aFrom) return aFrom.DayNumber - bTo.DayNumber;
        return 0;
    }

    private static double PeopleScore(ClaimSketch one, ClaimSketch other, out bool sharesNamed)
    {
        sharesNamed = false;
        double score = 0;
        foreach (NameKey name in one.Named)
            foreach (NameKey candidate in other.Named)
                if (name.Matches(candidate)) sharesNamed = true;
        if (sharesNamed) score += 2.6;
        else if (one.Named.Length > 0 && other.Named.Length > 0) score -= 1.5;
        else if (one.Named.Length + other.Named.Length > 0 && (SoleTarget(one) || SoleTarget(other))) score -= 0.6;

        if (one.TargetSides != 0 && other.TargetSides != 0 && (one.TargetSides & other.TargetSides) == 0) return Veto;
        if (one.ActorSides != 0 && other.ActorSides != 0 && (one.ActorSides & other.ActorSides) == 0) score -= 2;
        if (Share(one.TargetWords, other.TargetWords)) score += 0.5;
        if (Share(one.ActorWords, other.ActorWords)) score += 0.4;
        return score;

        static bool SoleTarget(ClaimSketch claim) => claim.Named.Length == 1 && claim.Range is null or { Low: 1, High: 1 };

        static bool Share(string[] words, string[] others)
        {
            foreach (string word in words)
                if (Array.IndexOf(others, word) >= 0) return true;
            return false;
        }
    }

    private double QuantityScore(ClaimSketch one, ClaimSketch other, bool sameDocument)
    {
        if (one.Range is not { } a || other.Range is not { } b) return 0;
        if (!numbers.SameUnit(one.Claim.Quantity!, other.Claim.Quantity!)) return 0;
        if (a == b) return a.Low >= 100 ? 2.4 : a.Low > 2 ? 2 : 1;
        // "At least 12" does not speak of hundreds: an open end reaches to three times the bound.
        long aHigh = a.High == long.MaxValue ? a.Low * 3 : a.High, bHigh = b.High == long.MaxValue ? b.Low * 3 : b.High;
        if (a.Low <= bHigh && b.Low <= aHigh) return 0.5;
        if (sameDocument) return Veto;
        double ratio = (double)Math.Max(a.Low, b.Low) / Math.Max(1, Math.Min(aHigh, bHigh));
        return ratio <= 1.5 ? -0.3 : ratio <= 3 ? -1 : ratio <= 10 ? -2 : Veto;
    }

    private static double SourceScore(ClaimSketch one, ClaimSketch other)
    {
        if (one.Chain.Length == 0 || other.Chain.Length == 0) return 0;
        if (one.Chain[^1].Matches(other.Chain[^1])) return one.Chain.Length > 1 && other.Chain.Length > 1 && one.Chain[0].Matches(other.Chain[0]) ? 1.6 : 1;
        foreach (NameKey link in one.Chain)
            foreach (NameKey candidate in other.Chain)
                if (link.Matches(candidate)) return 0.7;
        return 0;
    }
}
