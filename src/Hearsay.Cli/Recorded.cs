using Hearsay.Claims;
using Hearsay.Linking;
using Hearsay.Store;

namespace Hearsay.Cli;

/// <summary>A record read whole: its documents, and its events as they follow from the claims.</summary>
internal sealed record Recorded(IReadOnlyList<Reading> Readings, LinkResult Linked, IReadOnlyList<Text.Problem> Problems)
{
    public static Recorded Open(string path, string dataDirectory)
    {
        using Record record = Record.OpenForReading(path);
        IReadOnlyList<Reading> readings = record.Readings();
        LinkResult linked = EventLinker.Load(dataDirectory).Link(readings);
        return new Recorded(readings, linked with { Events = record.WithReviews(linked.Events) }, record.Problems());
    }
}
