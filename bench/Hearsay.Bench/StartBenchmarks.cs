using BenchmarkDotNet.Attributes;
using Hearsay.Claims;
using Hearsay.Places;
using Hearsay.Text;

namespace Hearsay.Bench;

/// <summary>What loading costs: the whole engine against its parts.</summary>
[MemoryDiagnoser]
[ShortRunJob]
public class StartBenchmarks
{
    private static readonly string Data = Path.Combine(AppContext.BaseDirectory, "data");

    private static readonly Document English = DocumentOf(LanguageCode.English, "Two civilians were killed in Kharkiv, the governor said.");
    private static readonly Document Russian = DocumentOf(LanguageCode.Russian, "Двое жителей убиты в Харькове, сообщил губернатор.");
    private static readonly Document Ukrainian = DocumentOf(LanguageCode.Ukrainian, "Двоє мешканців загинули у Харкові, повідомив голова ОВА.");

    [Benchmark(Baseline = true, Description = "engine to its first claim, one language")]
    public object OneLanguage() => Pipeline.Load(Data).Read(English);

    [Benchmark(Description = "engine to its first claims, three languages")]
    public object ThreeLanguages()
    {
        Pipeline pipeline = Pipeline.Load(Data);
        pipeline.Read(English);
        pipeline.Read(Russian);
        return pipeline.Read(Ukrainian);
    }

    [Benchmark(Description = "gazetteer")]
    public object Gazetteers() => PlaceFolders.OpenAll();

    [Benchmark(Description = "codebook and cues")]
    public object Rules() => ClaimExtractor.Load(Data);

    private static Document DocumentOf(LanguageCode language, string text) => new()
    {
        Id = "", Key = "", Body = text, Language = language, Blocks = [new Block(new TextSpan(0, text.Length), BlockKind.Paragraph)],
    };
}
