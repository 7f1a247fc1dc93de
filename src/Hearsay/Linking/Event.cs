using Hearsay.Claims;
using Hearsay.Places;
using Hearsay.Text;
using Hearsay.Times;

namespace Hearsay.Linking;

/// <summary>Names one claim of the record.</summary>
/// <param name="Document"><see cref="Document.Id"/> of the document.</param>
/// <param name="Claim"><see cref="Claim.Id"/> within it.</param>
public readonly record struct ClaimRef(string Document, string Claim) : IComparable<ClaimRef>
{
    /// <summary>By document, then by the claim's number.</summary>
    public int CompareTo(ClaimRef other)
    {
        int byDocument = string.CompareOrdinal(Document, other.Document);
        if (byDocument != 0) return byDocument;
        int byLength = Claim.Length.CompareTo(other.Claim.Length);
        return byLength != 0 ? byLength : string.CompareOrdinal(Claim, other.Claim);
    }
}

/// <summary>A claim together with the document that makes it.</summary>
public sealed record Member(Document Document, Claim Claim)
{
    public ClaimRef Ref => new(Document.Id, Claim.Id);

    /// <summary>The name the page speaks under: the outlet it was taken from, else its own, else its site, else the name of its file.</summary>
    public string Publisher => NamedPublisher ?? Document.Key[(Document.Key.LastIndexOf('/') + 1)..];

    /// <summary>The same where the page or its address names one; null where only the file has a name.</summary>
    internal string? NamedPublisher
    {
        get
        {
            if (Document.SyndicatedFrom is { Length: > 0 } origin && origin != "unnamed") return origin;
            if (Document.Publisher is { Length: > 0 } publisher) return publisher;
            if (Document.Url is not { } url || !Uri.TryCreate(url, UriKind.Absolute, out Uri? uri)) return null;
            return uri.Host.StartsWith("www.", StringComparison.Ordinal) ? uri.Host[4..] : uri.Host;
        }
    }
}

/// <summary>What a person has decided about an event.</summary>
public enum ReviewState : byte { Machine, Confirmed, Edited, Rejected }

/// <summary>One independent source of an event.</summary>
/// <param name="Name">Canonical name, or the description as said ("relatives of the soldiers").</param>
/// <param name="Via">Who heard a source that is only described; null for a named one.</param>
/// <param name="Kind">Kind of the root; null for a page's own voice or where unknown.</param>
/// <param name="Members">The claims that go back to it, in record order.</param>
public sealed record Root(string Name, string? Via, string? Kind, IReadOnlyList<Member> Members)
{
    /// <summary>As shown: "ASTRA", "relatives (via BBC)".</summary>
    public string Shown => Via is null ? Name : $"{Name} (via {Via})";
}

/// <summary>Why several voices were counted as one.</summary>
public enum CollapseReason : byte
{
    /// <summary>Documents quote the same source.</summary>
    Requoted,
    /// <summary>The text is a copy of another document's, whole or in part.</summary>
    Copy,
    /// <summary>The text is another document's in another language.</summary>
    Translation,
    /// <summary>A mark on the page says where the text was first published.</summary>
    Syndicated,
    /// <summary>A page's own words sum up what it attributes elsewhere.</summary>
    OwnSummary,
    /// <summary>One source only carries what another told it.</summary>
    Carrier,
}

/// <summary>One step of the counting of independent sources, for the reader to check.</summary>
/// <param name="Reason">Why they are one.</param>
/// <param name="Root">Name of the source they count as.</param>
/// <param name="Documents">Keys of the documents concerned, ordered.</param>
/// <param name="Explanation">The same in a sentence.</param>
public sealed record Collapse(CollapseReason Reason, string Root, IReadOnlyList<string> Documents, string Explanation);

/// <summary>A number of an event with everyone who says it.</summary>
/// <param name="Low">At least this many; null where open.</param>
/// <param name="Best">The number said; null where only bounds are said.</param>
/// <param name="High">At most this many; null where open.</param>
/// <param name="SaysWho">Names of those who say so, ordered; with the document that tells it where a source is told two ways.</param>
/// <param name="Members">The claims that say so.</param>
public sealed record QuantityValue(long? Low, long? Best, long? High, IReadOnlyList<string> SaysWho, IReadOnlyList<Member> Members);

/// <summary>The numbers of an event, side by side.</summary>
/// <param name="Low">Lowest bound any source gives.</param>
/// <param name="Best">The value most independent sources give; of equals the lowest; null where none gives one.</param>
/// <param name="High">Highest bound any source gives; null where one leaves it open.</param>
/// <param name="Of">What is counted, in the words of the first claim.</param>
/// <param name="What">What happened to them.</param>
/// <param name="Values">Distinct values, most sources first.</param>
public sealed record EventQuantity(long? Low, long? Best, long? High, string? Of, string? What, IReadOnlyList<QuantityValue> Values);

/// <summary>What sources contradict each other about.</summary>
public enum DisagreementAbout : byte { Occurrence, Quantity, Date, Place }

/// <summary>One side of a disagreement.</summary>
/// <param name="Value">What is said, in words ("23 September 2022", "at least 12", "did not happen").</param>
/// <param name="SaysWho">Names of the sources that say so, ordered.</param>
/// <param name="Members">The claims that say so.</param>
public sealed record DisagreementSide(string Value, IReadOnlyList<string> SaysWho, IReadOnlyList<Member> Members);

/// <summary>Sources that contradict each other; never averaged, always side by side.</summary>
public sealed record Disagreement(DisagreementAbout About, IReadOnlyList<DisagreementSide> Sides);

/// <summary>Claims of one or many documents about one occurrence (or, for a tally, about one total).</summary>
public sealed record Event
{
    /// <summary>"e" and 12 hex digits: a hash of the member claims, so the same claims give the same id anywhere.</summary>
    public required string Id { get; init; }
    /// <summary>Event type code: the most frequent among the members; of equals the more specific, then by name.</summary>
    public required string Type { get; init; }
    public required string Family { get; init; }
    /// <summary>A number of events or a total; never to be added to the events it counts.</summary>
    public bool IsTally { get; init; }
    /// <summary>Claims that it happened, in record order.</summary>
    public required IReadOnlyList<Member> Members { get; init; }
    /// <summary>Claims that it did not, in record order.</summary>
    public required IReadOnlyList<Member> Denials { get; init; }
    /// <summary>Independent sources of <see cref="Members"/>, earliest document first.</summary>
    public required IReadOnlyList<Root> Roots { get; init; }
    /// <summary>What was counted as one, and why.</summary>
    public required IReadOnlyList<Collapse> Collapses { get; init; }
    /// <summary>Documents that assert it.</summary>
    public required int DocumentCount { get; init; }
    /// <summary>Of those, the ones whose text is a copy or translation of another's.</summary>
    public required int CopyCount { get; init; }
    public EventQuantity? Quantity { get; init; }
    /// <summary>The finest place any claim gives that contradicts no other; null where none is known.</summary>
    public Place? Place { get; init; }
    /// <summary>The finest interval most sources give; null where none is known.</summary>
    public Interval? When { get; init; }
    /// <summary>The strongest voice among the members: asserted, attributed or hedged.</summary>
    public Certainty Certainty { get; init; }
    public required IReadOnlyList<Disagreement> Disagreements { get; init; }
    /// <summary>Id of the event this one is a consequence of, told in the same sentence; null where none.</summary>
    public string? ConsequenceOf { get; init; }
    public ReviewState Review { get; init; }
}

/// <summary>All that linking found.</summary>
/// <param name="Events">Ordered by day (undated last), then type, then id.</param>
/// <param name="LoneDenials">Claims that something did not happen which no document at hand says happened.</param>
/// <param name="ComparedPairs">Pairs of claims that were scored: what the work grows with.</param>
public sealed record LinkResult(IReadOnlyList<Event> Events, IReadOnlyList<Member> LoneDenials, long ComparedPairs);
