using System.Text;
using Hearsay.Claims;
using Hearsay.Cli;
using Hearsay.Linking;
using Hearsay.Publish;
using Hearsay.Tests.Times;
using Hearsay.Text;

namespace Hearsay.Tests.Golden;

/// <summary>samples/ read into a new record by the program's own verbs, once for all tests of the class.</summary>
public sealed class SampleRun : IAsyncLifetime
{
    private readonly string folder = Directory.CreateTempSubdirectory("hearsaysamples").FullName;

    /// <summary>What a command line printed; paths as if run beside samples/.</summary>
    public sealed record Printed(int Code, string Output, string Error);

    public string RecordPath => Path.Combine(folder, "samples.record");

    public string Samples => Path.Combine(folder, "samples");

    public Printed Read { get; private set; } = null!;

    internal ExpectedSamples Expected { get; } = ExpectedSamples.Load();

    public IReadOnlyList<Reading> Readings { get; private set; } = [];

    public LinkResult Linked { get; private set; } = null!;

    /// <summary>As published: private persons protected.</summary>
    public Bulletin Bulletin { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        string source = Path.Combine(Repository.Root, "samples");
        foreach (string file in Directory.EnumerateFiles(source, "*", SearchOption.AllDirectories))
        {
            string copy = Path.Combine(Samples, Path.GetRelativePath(source, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }
        Read = await RunAsync("read", Samples, "--record", RecordPath);
        using Hearsay.Store.Record record = Hearsay.Store.Record.OpenForReading(RecordPath);
        Readings = record.Readings();
        Names names = Names.Load(Engines.Data);
        Linked = EventLinker.Load(Engines.Data, names).Link(Readings);
        Bulletin = BulletinComposer.Load(Engines.Data, names).Compose(Linked, Readings, record.Problems(), protect: true);
    }

    public Task DisposeAsync()
    {
        Directory.Delete(folder, recursive: true);
        return Task.CompletedTask;
    }

    /// <summary>Runs a command line in this process, at a fixed time.</summary>
    public async Task<Printed> RunAsync(params string[] arguments)
    {
        using MemoryStream output = new();
        using StringWriter error = new();
        int code = await CommandLine.RunAsync(arguments, new Terminal(Stream.Null, output, error) { Clock = new FixedClock(), DataDirectory = Engines.Data, LoadEngine = _ => new Engine(Engines.BuiltIn.Captures, Engines.BuiltIn.Read) });
        return new Printed(code, Here(Encoding.UTF8.GetString(output.ToArray())), Here(error.ToString()));
    }

    /// <summary>A file of this run's folder.</summary>
    public string FileOf(string name) => Path.Combine(folder, name);

    public string KeyOf(Document document) => Here(document.Key)["samples/".Length..];

    public Reading ReadingOf(string key) => Readings.Single(reading => KeyOf(reading.Document) == key);

    /// <summary>The claim that came out for an expected one; null where none did.</summary>
    public Claim? ClaimOf(string key, string anchor)
    {
        ExpectedDocument document = Expected.Documents.Single(candidate => candidate.Key == key);
        ExpectedClaim claim = document.Claims.First(candidate => candidate.Anchor == anchor);
        return SampleScore.Match(ReadingOf(key), document.Claims).FirstOrDefault(pair => pair.Expected == claim).Found;
    }

    /// <summary>The event that most members of an expected event came out in; null where none did.</summary>
    public Event? EventOf(ExpectedEvent expected)
    {
        HashSet<ClaimRef> members = [];
        foreach ((string key, string anchor) in expected.Members)
            if (ClaimOf(key, anchor) is { } claim) members.Add(new ClaimRef(ReadingOf(key).Document.Id, claim.Id));
        return Linked.Events.Select(happened => (happened, Count: happened.Members.Count(member => members.Contains(member.Ref)))).Where(pair => pair.Count > 0)
            .OrderByDescending(pair => pair.Count).ThenBy(pair => pair.happened.Members.Count).Select(pair => pair.happened).FirstOrDefault();
    }

    private string Here(string text) => text.Replace(folder + Path.DirectorySeparatorChar, string.Empty, StringComparison.Ordinal).ReplaceLineEndings("\n");

    private sealed class FixedClock : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => new(2022, 12, 8, 6, 0, 0, TimeSpan.Zero);
    }
}

/// <summary>How well claims agree with those expected: the evaluation's measure.</summary>
internal static class SampleScore
{
    private const int NearCharacters = 60;

    /// <summary>Pairs of expected and found claims of one document, the nearest first; each claim once.</summary>
    public static IReadOnlyList<(ExpectedClaim Expected, Claim Found)> Match(Reading reading, IReadOnlyList<ExpectedClaim> expected)
    {
        string body = reading.Document.Body;
        List<(double Score, ExpectedClaim Expected, Claim Found)> candidates = [];
        foreach (ExpectedClaim claim in expected)
        {
            int at = body.IndexOf(claim.Anchor, StringComparison.Ordinal);
            if (at < 0) continue;
            foreach (Claim found in reading.Claims.Where(found => claim.Types.Contains(found.Type)))
            {
                int distance = Math.Max(0, Math.Max(at - found.Trigger.End, found.Trigger.Start - (at + claim.Anchor.Length)));
                if (distance > NearCharacters) continue;
                // Of claims split by place, each goes to the one that names its place.
                double score = (distance == 0 ? 3 : 0) + (claim.HasPlace(found, body) ? 1 : 0) - (claim.IsOptional ? 0.5 : 0) - (distance / 100.0) + (found.Certainty == claim.Certainties[0] ? 0.25 : 0);
                candidates.Add((score, claim, found));
            }
        }
        List<(ExpectedClaim, Claim)> pairs = [];
        HashSet<ExpectedClaim> taken = new(ReferenceEqualityComparer.Instance);
        HashSet<string> used = new(StringComparer.Ordinal);
        foreach ((_, ExpectedClaim claim, Claim found) in candidates.OrderByDescending(candidate => candidate.Score))
        {
            if (taken.Contains(claim) || !used.Add(found.Id)) continue;
            taken.Add(claim);
            pairs.Add((claim, found));
        }
        return pairs;
    }
}
