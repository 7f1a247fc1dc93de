using Hearsay.Claims;
using Hearsay.Linking;
using Hearsay.Store;

namespace Hearsay.Cli;

/// <summary>A record read whole: its documents, and its events as they follow from the claims.</summary>
internal sealed record Recorded(IReadOnlyList<Reading> Readings, LinkResult Linked, IReadOnlyList<Text.Problem> Problems, Names Names)
{
    public static Recorded Open(string path, string dataDirectory)
    {
        using Record record = Record.OpenForReading(path);
        IReadOnlyList<Reading> readings = record.Readings();
        Names names = Names.Load(dataDirectory);
        LinkResult linked = EventLinker.Load(dataDirectory, names).Link(readings);
        return new Recorded(readings, linked with { Events = record.WithReviews(linked.Events) }, record.Problems(), names);
    }
}
