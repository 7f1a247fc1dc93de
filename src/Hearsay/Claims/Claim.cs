using Hearsay.Places;
using Hearsay.Text;
using Hearsay.Times;

namespace Hearsay.Claims;

/// <summary>Who carries what the claim says.</summary>
public enum Certainty : byte
{
    /// <summary>The page's own voice.</summary>
    Asserted,
    Attributed,
    /// <summary>Reportedly, purportedly, may.</summary>
    Hedged,
    Denied,
    Hypothetical,
    Future,
}

/// <summary>Whether the claim says that it happened or that it did not.</summary>
public enum Polarity : byte { Positive, Negative }

/// <summary>What a participant does in the event.</summary>
public enum Role : byte { Actor, Target, Recipient, Instrument, Reason }

/// <summary>One participant of a claim.</summary>
/// <param name="Role">What it does in the event.</param>
/// <param name="Span">The words, as offsets into the body.</param>
/// <param name="Entity">Who that is: the canonical name, or the head words of the description; pronouns resolved where licensed.</param>
/// <param name="Kind">military, armed-group, official, police, civilian, outlet, ngo, state, weapon, object, person; null where unknown.</param>
public sealed record Participant(Role Role, TextSpan Span, string Entity, string? Kind);

/// <summary>A number as said: low, best, high, each null where the words leave it open.</summary>
/// <param name="Low">At least this many.</param>
/// <param name="Best">The number said.</param>
/// <param name="High">At most this many.</param>
/// <param name="Approximate">Said loosely ("about", "hundreds").</param>
/// <param name="Of">What is counted ("soldiers"); null where not said.</param>
/// <param name="What">What happened to them ("killed", "detained"): the claim's own type in words.</param>
/// <param name="Span">The words, as offsets into the body.</param>
/// <param name="Rule">Stable id of the rule that read the number.</param>
public sealed record Quantity(long? Low, long? Best, long? High, bool Approximate, string? Of, string? What, TextSpan Span, string Rule);

/// <summary>One link of an attribution chain.</summary>
/// <param name="Name">Canonical name ("Institute for the Study of War"), or the description as said ("local independent media outlets").</param>
/// <param name="Kind">outlet, agency, official, ministry, military, monitor, channel, person, witness, anonymous, document, video; null where unknown.</param>
/// <param name="Span">The words that name it, as offsets into the body.</param>
/// <param name="Cue">The word or phrase that makes it a source ("According to", "said").</param>
/// <param name="CueSpan">Where the cue stands; an empty span where the link is carried over from an earlier sentence.</param>
public sealed record Source(string Name, string? Kind, TextSpan Span, string Cue, TextSpan CueSpan);

/// <summary>Where a claim says it happened.</summary>
/// <param name="Toponym">The words and the place they name.</param>
/// <param name="Carried">Taken from the surroundings (headline, earlier sentence) rather than the claim's own clause.</param>
public sealed record ClaimPlace(Toponym Toponym, bool Carried);

/// <summary>When a claim says it happened.</summary>
/// <param name="Span">The words, as offsets into the body.</param>
/// <param name="Interval">The days.</param>
/// <param name="Rule">Stable id of the rule.</param>
/// <param name="Carried">Taken from the surroundings rather than the claim's own clause.</param>
public sealed record ClaimTime(TextSpan Span, Interval Interval, string Rule, bool Carried);

/// <summary>One statement in a document that something happened, is happening, or will.</summary>
public sealed record Claim
{
    /// <summary>"c1", "c2", … in text order within the document.</summary>
    public required string Id { get; init; }
    /// <summary>Event type code of the codebook ("detention").</summary>
    public required string Type { get; init; }
    /// <summary>Family code of the codebook ("coercion").</summary>
    public required string Family { get; init; }
    public required TextSpan Trigger { get; init; }
    public required TextSpan Sentence { get; init; }
    /// <summary>In text order; empty where none is said.</summary>
    public required IReadOnlyList<Participant> Participants { get; init; }
    public Quantity? Quantity { get; init; }
    public ClaimPlace? Place { get; init; }
    public ClaimTime? When { get; init; }
    /// <summary>Attribution chain, outermost first; empty for the page's own voice. The last is the root.</summary>
    public required IReadOnlyList<Source> Sources { get; init; }
    public Certainty Certainty { get; init; }
    public Polarity Polarity { get; init; }
    /// <summary>A claim about a number of events or a total over a period; never added to the events it counts.</summary>
    public bool IsTally { get; init; }
    /// <summary>Stable id of the rule that found it ("en/detention/confine.passive").</summary>
    public required string Rule { get; init; }
    /// <summary>Step by step: what each rule and model decided for this claim, in order, for explain.</summary>
    public IReadOnlyList<string> Trace { get; init; } = [];
}

/// <summary>What was read from one document.</summary>
/// <param name="Document">The text.</param>
/// <param name="Claims">In text order.</param>
/// <param name="Problems">What went wrong or deserves a warning; empty as a rule.</param>
public sealed record Reading(Document Document, IReadOnlyList<Claim> Claims, IReadOnlyList<Problem> Problems);
