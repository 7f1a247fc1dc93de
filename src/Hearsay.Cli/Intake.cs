// Intake: what was found becomes part of the record.
// Invariants: a capture is kept before it is read; a document already there is not read again; every problem is told and kept.
using System.Globalization;
using Hearsay.Capture;
using Hearsay.Claims;
using Hearsay.Linking;
using Hearsay.Store;
using Hearsay.Text;

namespace Hearsay.Cli;

/// <summary>Takes captures and documents into a record, and counts.</summary>
/// <param name="terminal">Where problems are told.</param>
/// <param name="record">The record; used by one thread at a time.</param>
/// <param name="engine">Reads the documents.</param>
internal sealed class Intake(Terminal terminal, Record record, Engine engine)
{
    public int Read { get; private set; }

    public int Known { get; set; }

    public int Failed { get; private set; }

    public long Claims { get; private set; }

    public string InWords() => $"{ReadVerb.Plural(Read, "document")} read with {ReadVerb.Plural(Claims, "claim")}"
        + (Known > 0 ? $", {Known.ToString(CultureInfo.InvariantCulture)} already there" : string.Empty)
        + (Failed > 0 ? $", {ReadVerb.Plural(Failed, "input")} with problems" : string.Empty);

    /// <summary>What a run that was killed had kept but not yet read.</summary>
    public IEnumerable<CaptureResult> LeftOver(CaptureOptions options) => record.PendingCaptures().SelectMany(capture => Again(capture, options));

    /// <summary>Keeps the captures, reads the documents, keeps what they say.</summary>
    public void Add(IReadOnlyList<CaptureResult> batch, int jobs, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        record.KeepCaptures(batch.Where(result => result.Capture is not null).Select(result => result.Capture!), terminal.Clock.GetUtcNow());
        CaptureResult[] fresh = [.. batch.Where(result => result.Document is null || !record.Contains(result.Document.Id))];
        Known += batch.Count - fresh.Length;
        Outcome[] outcomes = [.. Inputs.Read(fresh, engine.Read, jobs, cancellation)];
        Reading[] readings = [.. outcomes.Where(outcome => outcome.Reading is not null).Select(outcome => outcome.Reading!)];
        int added = record.AddReadings(readings);
        record.AddProblems(outcomes.Where(outcome => outcome.Problem is not null).Select(outcome => (outcome.Problem!, outcome.Capture?.Id)));
        // One answer that is one document: what is left to remember of it can be remembered now that it is kept.
        foreach (Exchange exchange in batch.Where(result => result.Capture is { How: "http" }).Select(result => result.Capture!.Exchange).OfType<Exchange>())
            record.NoteAnswer(exchange.Asked, exchange.Validators, exchange.At);
        Read += added;
        Known += readings.Length - added;
        Claims += readings.Sum(reading => reading.Claims.Count);
        foreach (Outcome outcome in outcomes)
        {
            if (outcome.Problem is { } problem)
            {
                Failed++;
                terminal.Tell(problem);
            }
            foreach (Problem warning in outcome.Reading?.Problems ?? []) terminal.Tell(warning);
        }
    }

    /// <summary>Links the claims of the whole record into events.</summary>
    /// <returns>How many events the record holds.</returns>
    public int Link()
    {
        LinkResult linked = EventLinker.Load(terminal.DataDirectory).Link(record.Readings());
        record.SaveEvents(record.WithReviews(linked.Events));
        return linked.Events.Count;
    }

    private IEnumerable<CaptureResult> Again(Capture.Capture capture, CaptureOptions options)
    {
        if (capture is { How: "http", Exchange: { } exchange }) return engine.Captures.ReadFetched(capture.Bytes, exchange, options);
        return FromBytes();

        IEnumerable<CaptureResult> FromBytes()
        {
            using MemoryStream bytes = new(capture.Bytes, writable: false);
            foreach (CaptureResult result in engine.Captures.ReadStream(bytes, capture.Key, options with { Url = capture.Url ?? options.Url })) yield return result;
        }
    }
}
