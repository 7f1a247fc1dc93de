using System.Globalization;
using Hearsay.Claims;
using Hearsay.Places;
using Hearsay.Times;

namespace Hearsay.Linking;

/// <summary>Finds what the sources of one event contradict each other about.</summary>
internal sealed class Contradictions(Sayers sayers)
{
    public IReadOnlyList<Disagreement> Find(IReadOnlyList<Member> members, IReadOnlyList<Member> denials, IReadOnlyList<Root> roots, EventQuantity? quantity, IReadOnlyList<ClaimSketch> denialSketches)
    {
        List<Disagreement> found = [];
        if (denials.Count > 0) found.Add(Occurrence(members, denials, roots, denialSketches));
        if (quantity is not null && Numbers(quantity) is { } numbers) found.Add(numbers);
        if (Dates(members) is { } dates) found.Add(dates);
        if (Places(members) is { } places) found.Add(places);
        return found;
    }

    private static Disagreement Occurrence(IReadOnlyList<Member> members, IReadOnlyList<Member> denials, IReadOnlyList<Root> roots, IReadOnlyList<ClaimSketch> sketches)
    {
        List<DisagreementSide> sides = [new("happened", [.. roots.Select(root => root.Shown)], members)];
        string[] deniers = [.. sketches.Select(sketch => sketch.Chain.Length > 0 ? sketch.Chain[^1].Text : DenierOf(sketch)).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        sides.Add(new DisagreementSide("did not happen", deniers, denials));
        return new Disagreement(DisagreementAbout.Occurrence, sides);

        // "The ministry denied it" without a chain: whoever does the denying.
        static string DenierOf(ClaimSketch sketch) =>
            sketch.Claim.Type == "denial" && sketch.Claim.Participants.FirstOrDefault(participant => participant.Role == Role.Actor) is { } actor
                ? actor.Entity : sketch.Member.Publisher;
    }

    private static Disagreement? Numbers(EventQuantity quantity)
    {
        bool contradict = false;
        for (int i = 0; i < quantity.Values.Count; i++)
            for (int j = i + 1; j < quantity.Values.Count; j++)
                contradict |= !Overlap(quantity.Values[i], quantity.Values[j]);
        return !contradict ? null : new Disagreement(DisagreementAbout.Quantity, [.. quantity.Values.Select(value =>
            new DisagreementSide(EventNumbers.InWords(value.Low, value.Best, value.High), value.SaysWho, value.Members))]);

        static bool Overlap(QuantityValue a, QuantityValue b)
        {
            (long aLow, long aHigh) = Bounds(a);
            (long bLow, long bHigh) = Bounds(b);
            return aLow <= bHigh && bLow <= aHigh;
        }

        static (long, long) Bounds(QuantityValue value) => (value.Low ?? value.Best ?? 0, value.High ?? (value.Low is null ? value.Best : null) ?? long.MaxValue);
    }

    private Disagreement? Dates(IReadOnlyList<Member> members)
    {
        IGrouping<Interval, Member>[] said = [.. members.Where(member => member.Claim.When is { Interval: not { From: null, To: null } })
            .GroupBy(member => member.Claim.When!.Interval).OrderBy(group => group.Key.From ?? group.Key.To).ThenBy(group => group.Key.To)];
        bool contradict = false;
        for (int i = 0; i < said.Length; i++)
            for (int j = i + 1; j < said.Length; j++)
                contradict |= PairScorer.Gap(said[i].Key, said[j].Key) > 0;
        return !contradict ? null : Sides(DisagreementAbout.Date, [.. said.Select(group => (DayWords.Of(group.Key), (IReadOnlyList<Member>)[.. group]))]);
    }

    private Disagreement? Places(IReadOnlyList<Member> members)
    {
        const double sameKm = 15;
        IGrouping<string, Member>[] said = [.. members.Where(member => member.Claim.Place is { Carried: false, Toponym.Place.Precision: PlacePrecision.Facility or PlacePrecision.Settlement })
            .GroupBy(member => member.Claim.Place!.Toponym.Place!.GazetteerId, StringComparer.Ordinal).OrderBy(group => group.Key, StringComparer.Ordinal)];
        bool contradict = false;
        for (int i = 0; i < said.Length; i++)
            for (int j = i + 1; j < said.Length; j++)
                contradict |= PairScorer.Distance(said[i].First().Claim.Place!.Toponym.Place!, said[j].First().Claim.Place!.Toponym.Place!) > sameKm;
        return !contradict ? null : Sides(DisagreementAbout.Place, [.. said.Select(group => (group.First().Claim.Place!.Toponym.Place!.Name, (IReadOnlyList<Member>)[.. group]))]);
    }

    private Disagreement Sides(DisagreementAbout about, (string Value, IReadOnlyList<Member> Members)[] sides)
    {
        IReadOnlyList<string>[] saysWho = sayers.Of([.. sides.Select(side => side.Members)]);
        return new Disagreement(about, [.. sides.Select((side, i) => new DisagreementSide(side.Value, saysWho[i], side.Members))]);
    }
}

/// <summary>Intervals in plain English.</summary>
public static class DayWords
{
    /// <summary>"23 September 2022", "16–18 October 2022", "September 2022", "since 1 May 2022".</summary>
    public static string Of(Interval interval)
    {
        CultureInfo english = CultureInfo.InvariantCulture;
        switch (interval)
        {
            case { From: null, To: null }: return "at an unknown time";
            case { From: { } since, To: null }: return $"since {Day(since)}";
            case { From: null, To: { } until }: return $"until {Day(until)}";
            case { From: { } from, To: { } to }:
                if (from == to) return Day(from);
                bool wholeMonths = from.Day == 1 && to.AddDays(1).Day == 1;
                if (wholeMonths && from is { Month: 1 } && to.Month == 12) return from.Year == to.Year ? from.Year.ToString(english) : $"{from.Year.ToString(english)}–{to.Year.ToString(english)}";
                if (wholeMonths && from.Year == to.Year && from.Month == to.Month) return from.ToString("MMMM yyyy", english);
                if (from.Year == to.Year && from.Month == to.Month)
                {
                    if (from.Day == 1 && to.Day == 10) return $"early {from.ToString("MMMM yyyy", english)}";
                    if (from.Day == 11 && to.Day == 20) return $"mid-{from.ToString("MMMM yyyy", english)}";
                    if (from.Day == 21 && to.AddDays(1).Day == 1) return $"late {from.ToString("MMMM yyyy", english)}";
                    return $"{from.Day.ToString(english)}–{Day(to)}";
                }
                if (wholeMonths) return from.Year == to.Year ? $"{from.ToString("MMMM", english)}–{to.ToString("MMMM yyyy", english)}" : $"{from.ToString("MMMM yyyy", english)}–{to.ToString("MMMM yyyy", english)}";
                return from.Year == to.Year ? $"{from.ToString("d MMMM", english)} – {Day(to)}" : $"{Day(from)} – {Day(to)}";
        }

        static string Day(DateOnly day) => day.ToString("d MMMM yyyy", CultureInfo.InvariantCulture);
    }
}
