using BenchmarkDotNet.Attributes;
using Hearsay.Claims;
using Hearsay.Language;
using Hearsay.Places;

namespace Hearsay.Bench;

/// <summary>What loading costs: the whole engine against its parts.</summary>
[MemoryDiagnoser]
[ShortRunJob]
public class StartBenchmarks
{
    private static readonly string Data = Path.Combine(AppContext.BaseDirectory, "data");

    [Benchmark(Baseline = true, Description = "engine")]
    public object Engine() => Pipeline.Load(Data);

    [Benchmark(Description = "language models")]
    public object Models() => LanguageCore.Load(Path.Combine(Data, "models"));

    [Benchmark(Description = "gazetteer")]
    public object Gazetteers() => PlaceFolders.OpenAll();

    [Benchmark(Description = "codebook and cues")]
    public object Rules() => ClaimExtractor.Load(Data);
}
