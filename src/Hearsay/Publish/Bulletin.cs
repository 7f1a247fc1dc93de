// Bulletin: the record as something to read.
// Input: linked events, the readings behind them, problems. Output: sections, entries and endnotes, which
// BulletinMarkdown and BulletinHtml set down.
// Invariants: every sentence leads to numbered endnotes with the exact words; contradicting values stand side by side;
// tallies stand apart; the same record gives the same bulletin.
using System.Globalization;
using Hearsay.Claims;
using Hearsay.Linking;
using Hearsay.Text;
using Hearsay.Times;

namespace Hearsay.Publish;

/// <summary>One endnote: the words behind a sentence, and the way they came.</summary>
/// <param name="Number">From 1, in the order of first mention.</param>
/// <param name="Entry">Anchor of the entry that cites it.</param>
/// <param name="Title">Title of the document, or its key.</param>
/// <param name="Publisher">Who published it.</param>
/// <param name="Published">Day of publication; null where unknown.</param>
/// <param name="Url">Address; null where unknown or withheld.</param>
/// <param name="Chain">Attribution chain, outermost first; empty for the page's own voice.</param>
/// <param name="Before">Quoted words before the trigger.</param>
/// <param name="Trigger">The trigger as quoted.</param>
/// <param name="After">Quoted words after it.</param>
/// <param name="Span">Where the quoted words stand, in UTF-16 offsets of the document's text.</param>
/// <param name="IsChanged">Whether names were replaced in the quoted words.</param>
/// <param name="Language">ISO 639-1 code of the quoted words; null where unknown.</param>
/// <param name="Reference">Document and claim, for <c>hearsay explain</c>.</param>
public sealed record BulletinNote(int Number, string Entry, string Title, string Publisher, DateOnly? Published, string? Url, IReadOnlyList<string> Chain,
    string Before, string Trigger, string After, TextSpan Span, bool IsChanged, string? Language, string Reference);

/// <summary>A table of a contradiction: value, who says it, and the notes that show where.</summary>
public sealed record BulletinTable(string Caption, IReadOnlyList<(string Value, string SaysWho, IReadOnlyList<int> Notes)> Rows);

/// <summary>One event or tally of a bulletin.</summary>
/// <param name="Anchor">Id of the entry in the page.</param>
/// <param name="Label">The type in words.</param>
/// <param name="Sentence">What happened, with its sources, ending in a full stop.</param>
/// <param name="Notes">Numbers of its endnotes.</param>
/// <param name="Standing">How well it stands: "2 independent sources", "one source", "disputed".</param>
/// <param name="SourcesLine">Who the sources are, in how many documents, and what was collapsed.</param>
/// <param name="CollapsedLines">What was counted as one, and why.</param>
/// <param name="Tables">Contradictions, side by side.</param>
/// <param name="Consequences">Harm told in the same breath.</param>
/// <param name="Event">The event itself.</param>
public sealed record BulletinEntry(string Anchor, string Label, string Sentence, IReadOnlyList<int> Notes, string Standing, string SourcesLine,
    IReadOnlyList<string> CollapsedLines, IReadOnlyList<BulletinTable> Tables, IReadOnlyList<BulletinEntry> Consequences, Event Event);

/// <summary>Entries under one heading.</summary>
public sealed record BulletinSection(string Anchor, string Heading, IReadOnlyList<BulletinEntry> Entries);

/// <summary>A bulletin ready to be set down.</summary>
public sealed record Bulletin
{
    public required string Title { get; init; }
    /// <summary>What was read and found, one sentence each.</summary>
    public required IReadOnlyList<string> Summary { get; init; }
    /// <summary>Entries to read first: most independent sources, then disputed.</summary>
    public required IReadOnlyList<BulletinEntry> Highlights { get; init; }
    /// <summary>By day, undated last.</summary>
    public required IReadOnlyList<BulletinSection> Days { get; init; }
    public required IReadOnlyList<BulletinEntry> Tallies { get; init; }
    /// <summary>Denials of what no document at hand reports, with their notes.</summary>
    public required IReadOnlyList<(string Sentence, int Note)> LoneDenials { get; init; }
    /// <summary>Sources that events rest on alone, with those events.</summary>
    public required IReadOnlyList<(string Source, IReadOnlyList<BulletinEntry> Entries)> SingleSource { get; init; }
    public required IReadOnlyList<Problem> Problems { get; init; }
    public required IReadOnlyList<BulletinNote> Notes { get; init; }
    /// <summary>How many private persons' names were replaced; null where protection is off.</summary>
    public required int? Protected { get; init; }
}

/// <summary>Composes bulletins. Immutable; safe to share.</summary>
public sealed class BulletinComposer
{
    private const int MostHighlights = 5;
    private readonly EventSentences sentences;
    private readonly string dataDirectory;
    private readonly Names names;

    private BulletinComposer(EventSentences sentences, string dataDirectory, Names names)
    {
        this.sentences = sentences;
        this.names = names;
        this.dataDirectory = dataDirectory;
    }

    /// <summary>Loads the phrases of data/publish.</summary>
    /// <param name="dataDirectory">The folder data/.</param>
    /// <param name="names">Names and words of data/.</param>
    public static BulletinComposer Load(string dataDirectory, Names names) => new(EventSentences.Load(dataDirectory, names), dataDirectory, names);

    /// <summary>Composes a bulletin of everything given.</summary>
    /// <param name="linked">Events and lone denials; rejected events are left out.</param>
    /// <param name="readings">The documents behind them.</param>
    /// <param name="problems">What went wrong on the way.</param>
    /// <param name="protect">Whether private persons' names are replaced and their places coarsened.</param>
    public Bulletin Compose(LinkResult linked, IReadOnlyList<Reading> readings, IReadOnlyList<Problem> problems, bool protect)
    {
        Event[] events = [.. linked.Events.Where(happened => happened.Review != ReviewState.Rejected)];
        Protection protection = protect ? Protection.For(events, linked.LoneDenials, dataDirectory, names) : Protection.Off;
        Composition composition = new(sentences, protection);
        HashSet<string> ids = [.. events.Select(happened => happened.Id)];
        ILookup<string, Event> consequences = events.Where(happened => happened.ConsequenceOf is { } cause && ids.Contains(cause)).ToLookup(happened => happened.ConsequenceOf!, StringComparer.Ordinal);

        List<BulletinSection> days = [];
        foreach (IGrouping<(int Order, string Heading), Event> day in events
            .Where(happened => !happened.IsTally && (happened.ConsequenceOf is not { } cause || !ids.Contains(cause)))
            .GroupBy(HeadingOf).OrderBy(group => group.Key.Order).ThenBy(group => group.Key.Heading, StringComparer.Ordinal))
        {
            BulletinEntry[] entries = [.. day.OrderBy(FamilyOrder).ThenByDescending(happened => happened.Roots.Count).ThenBy(happened => happened.When?.From).ThenBy(happened => happened.Id, StringComparer.Ordinal)
                .Select(happened => composition.Entry(happened, consequences[happened.Id]))];
            days.Add(new BulletinSection($"day-{days.Count + 1}", day.Key.Heading, entries));
        }
        BulletinEntry[] tallies = [.. events.Where(happened => happened.IsTally).Select(tally => composition.Entry(tally, []))];
        (string, int)[] lone = [.. linked.LoneDenials.Select(composition.LoneDenial)];
        BulletinEntry[] all = [.. days.SelectMany(day => day.Entries)];
        return new Bulletin
        {
            Title = TitleOf(readings), Summary = SummaryOf(readings, events, protection),
            Highlights = [.. all.Where(entry => entry.Event.Roots.Count > 1 || entry.Tables.Count > 0)
                .OrderByDescending(entry => entry.Event.Roots.Count).ThenByDescending(entry => entry.Tables.Count).ThenByDescending(entry => entry.Event.DocumentCount).ThenBy(entry => entry.Anchor, StringComparer.Ordinal).Take(MostHighlights)],
            Days = days, Tallies = tallies, LoneDenials = lone,
            SingleSource = [.. all.Where(entry => entry.Event.Roots.Count == 1).GroupBy(entry => composition.RootName(entry.Event.Roots[0]), StringComparer.Ordinal)
                .OrderByDescending(group => group.Count()).ThenBy(group => group.Key, StringComparer.Ordinal).Select(group => (group.Key, (IReadOnlyList<BulletinEntry>)[.. group]))],
            Problems = problems, Notes = composition.Notes, Protected = protection.IsOn ? protection.Count : null,
        };
    }

    private int FamilyOrder(Event happened)
    {
        for (int i = 0; i < sentences.Families.Count; i++)
            if (sentences.Families[i].Code == happened.Family) return i;
        return sentences.Families.Count;
    }

    /// <summary>Exact days have headings of their own; coarser times stand under their month, the undated at the end.</summary>
    private static (int Order, string Heading) HeadingOf(Event happened)
    {
        if (happened.When is not { } when || (when.From ?? when.To) is not { } day) return (int.MaxValue, "Day not said");
        if (when.LengthDays is null or > 40) return (int.MaxValue - 1, "Over a longer time");
        if (when.LengthDays > 3) return (day.AddDays(1 - day.Day).DayNumber * 2 - 1, day.ToString("MMMM yyyy", CultureInfo.InvariantCulture));
        return (day.DayNumber * 2, day.ToString("dddd d MMMM yyyy", CultureInfo.InvariantCulture));
    }

    private static string TitleOf(IReadOnlyList<Reading> readings)
    {
        DateOnly[] days = [.. readings.Where(reading => reading.Document.Published is not null).Select(reading => reading.Document.Published!.Value).Order()];
        return days.Length == 0 ? "Bulletin" : $"Bulletin, {DayWords.Of(new Interval(days[0], days[^1], Grain.Day))}";
    }

    private static List<string> SummaryOf(IReadOnlyList<Reading> readings, Event[] events, Protection protection)
    {
        int claims = readings.Sum(reading => reading.Claims.Count), tallies = events.Count(happened => happened.IsTally), happenings = events.Length - tallies;
        int corroborated = events.Count(happened => !happened.IsTally && happened.Roots.Count > 1), disputed = events.Count(happened => happened.Disagreements.Count > 0);
        string languages = List([.. readings.Select(reading => reading.Document.Language).Where(language => language is LanguageCode.English or LanguageCode.Russian or LanguageCode.Ukrainian)
            .Distinct().Order().Select(language => language.ToString())]);
        List<string> lines =
        [
            $"Made from {Count(readings.Count, "document")}{(languages.Length > 0 ? $" in {languages}" : string.Empty)} with {Count(claims, "claim")}: {Count(happenings, "event")}{(tallies > 0 ? $" and {Count(tallies, "tally", "tallies")}" : string.Empty)}.",
            $"{Capital(Count(corroborated, "event"))} {(corroborated == 1 ? "has" : "have")} two or more independent sources; {Count(happenings - corroborated, "event")} {(happenings - corroborated == 1 ? "rests" : "rest")} on one.{(disputed > 0 ? $" Sources contradict each other about {Count(disputed, "event")}." : string.Empty)}",
            "An independent source is the one a report goes back to. Copies, translations, syndicated texts and pages that quote the same source count once.",
        ];
        if (protection.IsOn && protection.Count > 0)
            lines.Add($"Names of {Count(protection.Count, "private person")} are replaced by pseudonyms, and the places of events that name them are given by region.");
        return lines;
    }

    internal static string Count(int number, string one, string? many = null) =>
        $"{number.ToString("N0", CultureInfo.InvariantCulture)} {(number == 1 ? one : many ?? one + "s")}";

    private static string Capital(string text) => text.Length == 0 ? text : char.ToUpperInvariant(text[0]) + text[1..];

    /// <summary>"a", "a and b", "a, b and c".</summary>
    internal static string List(IReadOnlyList<string> items) => items.Count switch
    {
        0 => string.Empty, 1 => items[0], _ => $"{string.Join(", ", items.Take(items.Count - 1))} and {items[^1]}",
    };

    /// <summary>The growing list of notes while a bulletin is composed.</summary>
    private sealed class Composition(EventSentences sentences, Protection protection)
    {
        private readonly Dictionary<ClaimRef, int> numbers = [];

        public List<BulletinNote> Notes { get; } = [];

        public BulletinEntry Entry(Event happened, IEnumerable<Event> consequences)
        {
            string anchor = happened.Id;
            bool coarse = protection.Coarsens(happened);
            int[] notes = [.. happened.Members.Concat(happened.Denials).OrderBy(member => member.Document.Published ?? DateOnly.MaxValue).ThenBy(member => member.Ref)
                .Select(member => Note(member, anchor, coarse)).Distinct().Order()];
            string said = happened.IsTally ? sentences.SayTally(happened, protection) : sentences.Say(happened, protection);
            string[] roots = [.. happened.Roots.Select(RootName)], spoken = [.. happened.Roots.Select(root => protection.Text(sentences.SourceInSentence(root.Name)))];
            string according = roots.Length <= 3 ? List(spoken) : $"{string.Join(", ", spoken[..2])} and {Count(roots.Length - 2, "other independent source")}";
            return new BulletinEntry(anchor, sentences.LabelOf(happened.Type), $"{said}, according to {according}.", notes, StandingOf(happened), SourcesLine(happened, roots),
                [.. happened.Collapses.Select(collapse => protection.Text(collapse.Explanation))],
                [.. happened.Disagreements.Select(disagreement => Table(disagreement, anchor, coarse))],
                [.. consequences.Select(consequence => Entry(consequence, []))], happened);
        }

        public (string Sentence, int Note) LoneDenial(Member member)
        {
            string who = protection.Text(sentences.SourceInSentence(member.Claim.Sources.Count > 0 ? member.Claim.Sources[^1].Name : member.Publisher));
            int note = Note(member, "denials", coarse: false);
            string place = member.Claim.Place?.Toponym.Place is { } found ? $", {sentences.NameOf(found)}" : string.Empty;
            string when = member.Claim.When is { } days ? $", {DayWords.Of(days.Interval)}" : string.Empty;
            return ($"{sentences.LabelOf(member.Claim.Type)}{place}{when}: denied by {who}.", note);
        }

        /// <summary>A root as shown, in English letters and protected.</summary>
        public string RootName(Root root) => protection.Text(sentences.SourceName(root.Name)) + (root.Via is { } via ? $" (via {protection.Text(sentences.SourceName(via))})" : string.Empty);

        private static string StandingOf(Event happened)
        {
            string sources = happened.Roots.Count == 1 ? "one source" : $"{happened.Roots.Count.ToString(CultureInfo.InvariantCulture)} independent sources";
            if (happened.Denials.Count > 0) sources += ", denied";
            else if (happened.Disagreements.Count > 0) sources += ", details disputed";
            return happened.Review == ReviewState.Confirmed ? sources + ", confirmed by a reviewer" : sources;
        }

        private static string SourcesLine(Event happened, string[] roots)
        {
            string copies = happened.CopyCount > 0 ? $", {(happened.CopyCount == 1 ? "1 copy" : $"{happened.CopyCount.ToString(CultureInfo.InvariantCulture)} copies")} collapsed" : string.Empty;
            return $"Independent sources: {roots.Length.ToString(CultureInfo.InvariantCulture)} ({string.Join("; ", roots)}) in {Count(happened.DocumentCount, "document")}{copies}";
        }

        private BulletinTable Table(Disagreement disagreement, string anchor, bool coarse) => new(
            disagreement.About switch
            {
                DisagreementAbout.Occurrence => "Whether it happened", DisagreementAbout.Quantity => "How many",
                DisagreementAbout.Date => "When", _ => "Where",
            },
            [.. disagreement.Sides.Select(side => (
                disagreement.About == DisagreementAbout.Place && coarse ? "[place]" : side.Value, protection.Text(string.Join("; ", side.SaysWho.Select(sentences.SourceName))),
                (IReadOnlyList<int>)[.. side.Members.Select(member => Note(member, anchor, coarse)).Distinct().Order()]))]);

        private int Note(Member member, string entry, bool coarse)
        {
            if (numbers.TryGetValue(member.Ref, out int number)) return number;
            numbers[member.Ref] = number = Notes.Count + 1;
            Document document = member.Document;
            Claim claim = member.Claim;
            string exact = claim.Sentence.Of(document.Body), quoted = protection.Quote(member, coarse);
            bool changed = quoted != exact;
            (string before, string trigger, string after) = (quoted, string.Empty, string.Empty);
            if (!changed && claim.Sentence.Contains(claim.Trigger))
                (before, trigger, after) = (document.Body[claim.Sentence.Start..claim.Trigger.Start], claim.Trigger.Of(document.Body), document.Body[claim.Trigger.End..claim.Sentence.End]);
            Notes.Add(new BulletinNote(number, entry, protection.Text(document.Title ?? document.Key), protection.Text(sentences.SourceName(member.Publisher)), document.Published, protection.Url(document.Url),
                [.. claim.Sources.Select(source => protection.Text(sentences.SourceName(source.Name)))], before, trigger, after, claim.Sentence, changed, document.LanguageTag,
                $"{document.Id[..Math.Min(document.Id.Length, 19)]}#{claim.Id}"));
            return number;
        }
    }
}
