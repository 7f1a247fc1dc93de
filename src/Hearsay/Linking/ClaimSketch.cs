using Hearsay.Claims;
using Hearsay.Places;
using Hearsay.Times;

namespace Hearsay.Linking;

/// <summary>What linking compares of one claim, prepared once.</summary>
internal sealed class ClaimSketch
{
    public required Member Member { get; init; }
    public required ClaimRef Ref { get; init; }
    /// <summary>Index of the document in record order.</summary>
    public required int Document { get; init; }
    public Claim Claim => Member.Claim;
    public Place? Place => Claim.Place?.Toponym.Place;
    public Interval? When => Claim.When?.Interval;
    /// <summary>Middle of the claim's interval, else the day of publication, as a day number; null where neither is known.</summary>
    public required int? Day { get; init; }
    /// <summary>Named participants ("Mikhail Nosov"), without those that are only described.</summary>
    public required NameKey[] Named { get; init; }
    /// <summary>Word keys of every target, and of every actor.</summary>
    public required string[] TargetWords { get; init; }
    public required string[] ActorWords { get; init; }
    /// <summary>Whose they are, one bit a state of <see cref="States"/>; 0 where not said.</summary>
    public required int TargetSides { get; init; }
    public required int ActorSides { get; init; }
    /// <summary>Keys of the chain, outermost first.</summary>
    public required NameKey[] Chain { get; init; }
    /// <summary>Sorted hashes of the sentence's word stems.</summary>
    public required ulong[] Words { get; init; }
    /// <summary>Sorted hashes of the sentence's word triples.</summary>
    public required ulong[] Shingles { get; init; }

    /// <summary>Lowest and highest number the words allow; null where no number is said. A person named or told of alone ("her husband") is no count of all.</summary>
    public (long Low, long High)? Range => Claim.Quantity is not { Rule: not "quantity/single-person" } quantity || (quantity.Low ?? quantity.Best ?? quantity.High) is null
        ? null
        : (quantity.Low ?? quantity.Best ?? 0, quantity.High ?? (quantity.Low is null ? quantity.Best : null) ?? long.MaxValue);

    public static ClaimSketch Of(Member member, int document, Names names)
    {
        Claim claim = member.Claim;
        List<NameKey> named = [];
        SortedSet<string> targets = new(StringComparer.Ordinal), actors = new(StringComparer.Ordinal);
        foreach (Participant participant in claim.Participants)
        {
            if (participant.Role is Role.Reason or Role.Instrument) continue;
            NameKey key = names.Of(participant.Entity);
            (participant.Role == Role.Actor ? actors : targets).UnionWith(key.Words);
            if (!key.IsDescription) named.Add(key);
        }
        (ulong[] words, ulong[] shingles) = TextCopies.SentenceHashes(claim.Sentence.Of(member.Document.Body));
        return new ClaimSketch
        {
            Member = member, Ref = member.Ref, Document = document, Day = DayOf(member),
            Named = [.. named], TargetWords = [.. targets], ActorWords = [.. actors], TargetSides = SidesOf(targets), ActorSides = SidesOf(actors),
            Chain = [.. claim.Sources.Select(source => names.Of(source.Name))],
            Words = words, Shingles = shingles,
        };
    }

    /// <summary>Codes of name-words.txt that say on whose side somebody is.</summary>
    private static readonly string[] States = ["russia", "ukraine", "belarus", "syria"];

    private static int SidesOf(SortedSet<string> words)
    {
        int sides = 0;
        for (int i = 0; i < States.Length; i++)
            if (words.Contains(States[i])) sides |= 1 << i;
        return sides;
    }

    private static int? DayOf(Member member)
    {
        int? published = member.Document.Published?.DayNumber;
        if (member.Claim.When?.Interval is not { } interval) return published;
        return (interval.From, interval.To) switch
        {
            ({ } from, { } to) => from.DayNumber + (to.DayNumber - from.DayNumber) / 2,
            ({ } from, null) => from.DayNumber,
            (null, { } to) => to.DayNumber,
            _ => published,
        };
    }
}
