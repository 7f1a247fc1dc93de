using BenchmarkDotNet.Attributes;
using Hearsay.Capture;
using Hearsay.Claims;
using Hearsay.Language;
using Hearsay.Places;
using Hearsay.Text;
using Hearsay.Times;

namespace Hearsay.Bench;

/// <summary>What each stage costs on the sample pages of one language, against the whole way from bytes to claims.</summary>
[MemoryDiagnoser]
[ShortRunJob]
public class StageBenchmarks
{
    private static readonly string Data = Path.Combine(AppContext.BaseDirectory, "data");

    private Pipeline pipeline = null!;
    private LanguageCore language = null!;
    private TimeTagger times = null!;
    private PlaceResolver places = null!;
    private ClaimExtractor claims = null!;
    private (string Name, byte[] Bytes)[] pages = [];
    private Document[] documents = [];
    private Analysis[] analyses = [];
    private (IReadOnlyList<Toponym> Places, IReadOnlyList<TimeExpression> Times)[] settings = [];

    /// <summary>Which samples are read.</summary>
    [Params("en", "ru", "uk")]
    public string Language { get; set; } = "en";

    [GlobalSetup]
    public void Load()
    {
        pipeline = Pipeline.Load(Data);
        language = LanguageCore.Load(Path.Combine(Data, "models"));
        times = new TimeTagger(Path.Combine(Data, "times"));
        places = new PlaceResolver(PlaceFolders.OpenAll(), PlaceLexicon.Load(Path.Combine(Data, "places")));
        claims = ClaimExtractor.Load(Data);
        pages = [.. Samples.Pages().Where(page => DocumentsOf(page).All(document => document.LanguageTag == Language))];
        documents = [.. pages.SelectMany(DocumentsOf)];
        analyses = [.. documents.Select(language.Analyze)];
        settings = [.. documents.Select((document, i) => (places.Resolve(analyses[i]), times.Tag(document)))];
    }

    [Benchmark(Baseline = true, Description = "bytes to claims")]
    public int WholeWay() => pages.Sum(page => DocumentsOf(page).Sum(document => pipeline.Read(document).Claims.Count));

    [Benchmark(Description = "capture")]
    public int Capture() => pages.Sum(page => DocumentsOf(page).Count());

    [Benchmark(Description = "language")]
    public int Analyze() => documents.Sum(document => language.Analyze(document).Tokens.Count);

    [Benchmark(Description = "times")]
    public int Tag() => documents.Sum(document => times.Tag(document).Count);

    [Benchmark(Description = "places")]
    public int Resolve() => analyses.Sum(analysis => places.Resolve(analysis).Count);

    [Benchmark(Description = "claims")]
    public int Extract()
    {
        int count = 0;
        for (int i = 0; i < analyses.Length; i++) count += claims.Extract(analyses[i], settings[i].Places, settings[i].Times).Count;
        return count;
    }

    private IEnumerable<Document> DocumentsOf((string Name, byte[] Bytes) page) => Samples.DocumentsOf(pipeline, page);
}
