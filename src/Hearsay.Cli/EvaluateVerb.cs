using System.CommandLine;
using Hearsay.Capture;
using Hearsay.Claims;
using Hearsay.Language;
using Hearsay.Text;

namespace Hearsay.Cli;

/// <summary><c>hearsay evaluate</c>: how well each stage does on public test sets.</summary>
internal static class EvaluateVerb
{
    public static Command Build()
    {
        string data = Path.Combine(AppContext.BaseDirectory, "data");
        Lazy<LanguageCore> language = new(() => LanguageCore.Load(Path.Combine(data, "models")));
        Lazy<ClaimExtractor> claims = new(() => ClaimExtractor.Load(data));
        return new Command("evaluate", "Measures the stages on public test sets that you have unpacked.")
        {
            EvaluateCapture.Build(() => PageLexicon.Load(Path.Combine(data, "capture"))),
            EvaluatePlaces.Create((text, code) => language.Value.Analyze(DocumentOf(text, code))),
            EvaluateTimes.Build(),
            EvaluateLanguage.Build(),
            EvaluateClaims.Build(() => Pipeline.Load(data)),
            EvaluateAttribution.Build(text => claims.Value.Attributions(language.Value.Analyze(DocumentOf(text, LanguageCode.English) with { Blocks = [.. Lines(text)] }))),
        };
    }

    private static Document DocumentOf(string text, LanguageCode code) => new()
    {
        Id = Capture.Capture.IdOf(System.Text.Encoding.UTF8.GetBytes(text)), Key = "evaluate", Body = text, Language = code,
        Blocks = [new Block(new TextSpan(0, text.Length), BlockKind.Paragraph)],
    };

    private static IEnumerable<Block> Lines(string text)
    {
        for (int start = 0; start < text.Length;)
        {
            int end = text.IndexOf('\n', start) is >= 0 and int found ? found : text.Length;
            if (!text.AsSpan(start, end - start).IsWhiteSpace()) yield return new Block(TextSpan.FromBounds(start, end), BlockKind.Paragraph);
            start = end + 1;
        }
    }
}
