using BenchmarkDotNet.Attributes;
using Hearsay.Claims;
using Hearsay.Linking;
using Hearsay.Text;

namespace Hearsay.Bench;

/// <summary>How linking grows with the number of documents: ten times the documents against the baseline.</summary>
[MemoryDiagnoser]
[ShortRunJob]
public class LinkingBenchmarks
{
    private EventLinker linker = null!;
    private Reading[] few = [], many = [];

    [GlobalSetup]
    public void Load()
    {
        string data = Path.Combine(AppContext.BaseDirectory, "data");
        Pipeline pipeline = Pipeline.Load(data);
        linker = EventLinker.Load(data);
        Reading[] readings = [.. Samples.Pages().SelectMany(page => Samples.DocumentsOf(pipeline, page)).Select(pipeline.Read)];
        few = Repeat(readings, 400);
        many = Repeat(readings, 4000);
    }

    [Benchmark(Baseline = true, Description = "400 documents")]
    public int Few() => linker.Link(few).Events.Count;

    [Benchmark(Description = "4000 documents")]
    public int Many() => linker.Link(many).Events.Count;

    // The same reports of other publishers, each five days later than the one before.
    private static Reading[] Repeat(Reading[] readings, int count) => [.. Enumerable.Range(0, count).Select(i =>
    {
        Reading reading = readings[i % readings.Length];
        int round = i / readings.Length;
        Document document = reading.Document;
        byte[] id = System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes($"{document.Id}/{round}"));
        return reading with { Document = document with { Id = "sha256:" + Convert.ToHexStringLower(id), Key = $"{document.Key}/{round}", Publisher = $"Outlet {i % 97}", Published = document.Published?.AddDays(5 * round) } };
    })];
}
