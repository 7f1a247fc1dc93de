using System.CommandLine;
using System.Globalization;
using Hearsay.Claims;
using Hearsay.Linking;
using Hearsay.Publish;
using Hearsay.Text;

namespace Hearsay.Cli;

/// <summary><c>hearsay explain</c>: how an event or a claim came about, down to the characters.</summary>
public static class ExplainVerb
{
    public static Command Build()
    {
        Argument<string> what = new("EVENT|CLAIM") { Description = "Id of an event (e1f2…; its first digits are enough), or DOCUMENT#CLAIM: the document by key, file name or first digits of its id, then c1, c2, …" };
        Option<string> record = Inputs.RecordOption();
        Verb verb = new("explain", "Shows the words, the rule and the chain of sources behind an event or a claim, step by step.")
        {
            Examples =
            [
                ("hearsay explain e1f2", "the event whose id starts so"),
                ("hearsay explain page.html#c3", "the third claim of a document"),
                ("hearsay explain sha256:9ab1c2d3e4f5#c3", "the same by the document's digest, as the bulletin's notes give it"),
            ],
        };
        verb.Add(what);
        verb.Add(record);
        verb.SetAction(parsed =>
        {
            Terminal terminal = Terminal.Of(parsed);
            return Run(terminal, Recorded.Open(parsed.GetRequiredValue(record), terminal.DataDirectory), parsed.GetRequiredValue(what));
        });
        return verb;
    }

    private static int Run(Terminal terminal, Recorded recorded, string what)
    {
        int at = what.LastIndexOf('#');
        if (at > 0)
        {
            Member[] claims = [.. FindClaims(recorded, what[..at], what[(at + 1)..])];
            if (claims.Length == 1)
            {
                Explain(terminal.Output, claims[0], string.Empty);
                Event? happened = recorded.Linked.Events.FirstOrDefault(e => e.Members.Concat(e.Denials).Any(member => member.Ref == claims[0].Ref));
                terminal.Output.WriteLine(happened is null ? "In no event." : $"Belongs to event {happened.Id}: hearsay explain {happened.Id}");
                return ExitCode.Fine;
            }
            return Refuse(terminal, claims.Length == 0
                ? $"HS7001 No claim {what}. List a document's claims with: hearsay claims FILE"
                : $"HS7002 {what} fits {claims.Length.ToString(CultureInfo.InvariantCulture)} documents. Give more of the key, or the digest: {string.Join(", ", claims.Select(claim => claim.Document.Key).Take(3))}");
        }
        Event[] events = [.. recorded.Linked.Events.Where(happened => happened.Id.StartsWith(what, StringComparison.OrdinalIgnoreCase))];
        if (events.Length == 1)
        {
            Explain(terminal, recorded.Names, events[0]);
            return ExitCode.Fine;
        }
        return Refuse(terminal, events.Length == 0
            ? $"HS7003 No event {what}. List them with: hearsay events"
            : $"HS7004 {events.Length.ToString(CultureInfo.InvariantCulture)} events start with {what}. Give more of the id: {string.Join(", ", events.Select(happened => happened.Id).Take(5))}");
    }

    private static int Refuse(Terminal terminal, string message)
    {
        terminal.Error.WriteLine("hearsay: " + message);
        return ExitCode.Usage;
    }

    private static IEnumerable<Member> FindClaims(Recorded recorded, string document, string claim)
    {
        List<Reading> exact = [.. recorded.Readings.Where(reading => reading.Document.Key == document || reading.Document.Id == document)];
        IEnumerable<Reading> readings = exact.Count > 0 ? exact : recorded.Readings.Where(reading =>
            reading.Document.Key.EndsWith("/" + document, StringComparison.Ordinal)
            || (document.Length >= 4 && (reading.Document.Id.StartsWith(document, StringComparison.Ordinal) || reading.Document.Id.StartsWith("sha256:" + document, StringComparison.Ordinal))));
        return readings.SelectMany(reading => reading.Claims.Where(found => found.Id == claim).Select(found => new Member(reading.Document, found)));
    }

    private static void Explain(Terminal terminal, Names names, Event happened)
    {
        TextWriter output = terminal.Output;
        EventSentences sentences = EventSentences.Load(terminal.DataDirectory, names);
        output.WriteLine($"Event {happened.Id} ({happened.Type}{(happened.IsTally ? ", a tally" : string.Empty)}; {EventsJson.NameOf(happened.Review)})");
        output.WriteLine($"  {(happened.IsTally ? sentences.SayTally(happened, Protection.Off) : sentences.Say(happened, Protection.Off))}.");
        output.WriteLine();
        output.WriteLine($"Independent sources: {happened.Roots.Count.ToString(CultureInfo.InvariantCulture)} in {ReadVerb.Plural(happened.DocumentCount, "document")}");
        foreach (Root root in happened.Roots)
            output.WriteLine($"  {root.Shown}: {string.Join(", ", root.Members.Select(NameOf))}");
        if (happened.Collapses.Count > 0)
        {
            output.WriteLine();
            output.WriteLine("Counted as one:");
            foreach (Collapse collapse in happened.Collapses) output.WriteLine($"  {collapse.Explanation}");
        }
        foreach (Disagreement disagreement in happened.Disagreements)
        {
            output.WriteLine();
            output.WriteLine($"Sources disagree ({disagreement.About.ToString().ToLowerInvariant()}):");
            foreach (DisagreementSide side in disagreement.Sides) output.WriteLine($"  {side.Value}: {string.Join("; ", side.SaysWho)} ({string.Join(", ", side.Members.Select(NameOf))})");
        }
        output.WriteLine();
        output.WriteLine("Claims:");
        foreach (Member member in happened.Members) Explain(output, member, "  ");
        if (happened.Denials.Count == 0) return;
        output.WriteLine("Denials:");
        foreach (Member member in happened.Denials) Explain(output, member, "  ");
    }

    private static string NameOf(Member member) => $"{member.Document.Key}#{member.Claim.Id}";

    private static void Explain(TextWriter output, Member member, string indent)
    {
        (Document document, Claim claim) = (member.Document, member.Claim);
        string body = document.Body;
        output.WriteLine($"{indent}{NameOf(member)} in \"{document.Title ?? document.Key}\" ({member.Publisher}{(document.Published is { } day ? ", " + day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) : string.Empty)})");
        string inner = indent + "  ";
        output.WriteLine($"{inner}words      “{OneLine(claim.Sentence.Of(body))}” {At(claim.Sentence)}");
        output.WriteLine($"{inner}type       {claim.Type} by \"{OneLine(claim.Trigger.Of(body))}\" {At(claim.Trigger)}, rule {claim.Rule}");
        foreach (Participant participant in claim.Participants)
            output.WriteLine($"{inner}{participant.Role.ToString().ToLowerInvariant(),-10} {participant.Entity}{(participant.Kind is { } kind ? $" ({kind})" : string.Empty)} by \"{OneLine(participant.Span.Of(body))}\" {At(participant.Span)}");
        if (claim.Quantity is { } quantity)
            output.WriteLine($"{inner}quantity   {EventNumbers.InWords(quantity.Low, quantity.Best, quantity.High, quantity.Approximate)}{(quantity.Of is { } of ? " " + of : string.Empty)} by \"{OneLine(quantity.Span.Of(body))}\" {At(quantity.Span)}, rule {quantity.Rule}");
        if (claim.Place is { } place)
            output.WriteLine($"{inner}place      {(place.Toponym.Place is { } found ? $"{found.Name}{(found.Admin1 is { } region ? ", " + region : string.Empty)}, {found.Country} ({found.GazetteerId})" : "not in the gazetteer")} by \"{OneLine(place.Toponym.Span.Of(body))}\" {At(place.Toponym.Span)}, rule {place.Toponym.Rule}{(place.Carried ? ", carried over" : string.Empty)}");
        if (claim.When is { } when)
            output.WriteLine($"{inner}when       {DayWords.Of(when.Interval)} by \"{OneLine(when.Span.Of(body))}\" {At(when.Span)}, rule {when.Rule}{(when.Carried ? ", carried over" : string.Empty)}");
        output.WriteLine($"{inner}sources    {(claim.Sources.Count == 0 ? "the page's own words" : string.Join(" → ", claim.Sources.Select(source => $"{source.Name} (\"{OneLine(source.Span.Of(body))}\" {At(source.Span)}, cue \"{source.Cue}\")")))}");
        output.WriteLine($"{inner}certainty  {claim.Certainty.ToString().ToLowerInvariant()}{(claim.Polarity == Polarity.Negative ? ", negative" : string.Empty)}{(claim.IsTally ? ", tally" : string.Empty)}");
        for (int i = 0; i < claim.Trace.Count; i++)
            output.WriteLine($"{inner}{(i == 0 ? "steps     " : "          ")} {(i + 1).ToString(CultureInfo.InvariantCulture)}. {claim.Trace[i]}");
        output.WriteLine();
    }

    private static string At(TextSpan span) => string.Create(CultureInfo.InvariantCulture, $"[{span.Start}–{span.End}]");

    private static string OneLine(string text) => text.Replace('\n', ' ');
}
