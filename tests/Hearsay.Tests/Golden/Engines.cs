using Hearsay.Capture;
using Hearsay.Claims;
using Hearsay.Language;
using Hearsay.Places;
using Hearsay.Text;
using Hearsay.Times;

namespace Hearsay.Tests.Golden;

/// <summary>The engine as shipped, loaded once for all tests.</summary>
internal static class Engines
{
    /// <summary>Rules, lexicons, gazetteer and models as they travel with the program.</summary>
    public static readonly string Data = Path.Combine(AppContext.BaseDirectory, "data");

    private static readonly Lazy<Pipeline> BuiltInPipeline = new(() => Pipeline.Load(Data));
    private static readonly Lazy<Pipeline> UkrainePipeline = new(WithUkraine);

    /// <summary>With the places built in.</summary>
    public static Pipeline BuiltIn => BuiltInPipeline.Value;

    /// <summary>As after <c>hearsay places add UA</c>; needs the shared folder.</summary>
    public static Pipeline Ukraine => UkrainePipeline.Value;

    /// <summary>A document of one paragraph that the pipeline did not have to capture.</summary>
    public static Document DocumentOf(string text, LanguageCode language, DateOnly? published = null) => new()
    {
        Id = "", Key = "", Body = text, Language = language, Published = published, Blocks = [new Block(new TextSpan(0, text.Length), BlockKind.Paragraph)],
    };

    private static Pipeline WithUkraine()
    {
        Gazetteer world = PlaceFolders.OpenBuiltIn();
        string file = Path.Combine(Directory.CreateTempSubdirectory("hearsay-ua-").FullName, "UA.hsgaz");
        string source = Shared.At("data", "gazetteer", "geonames-UA.txt.gz");
        using (StreamReader text = GeoNamesReader.OpenText(source)) File.WriteAllBytes(file, GazetteerBuilder.Build(PlaceSources.CountryFile("UA", text, source, world)));
        return new Pipeline(
            new CaptureReader(PageLexicon.Load(Path.Combine(Data, "capture")), text => LanguageIdentifier.Identify(text)),
            LanguageCore.Load(Path.Combine(Data, "models")),
            new TimeTagger(Path.Combine(Data, "times")),
            new PlaceResolver([world, Gazetteer.Open(file)], PlaceLexicon.Load(Path.Combine(Data, "places"))),
            ClaimExtractor.Load(Data));
    }
}
