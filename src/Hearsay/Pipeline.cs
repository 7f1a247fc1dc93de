using Hearsay.Capture;
using Hearsay.Claims;
using Hearsay.Language;
using Hearsay.Places;
using Hearsay.Text;
using Hearsay.Times;

namespace Hearsay;

/// <summary>The whole path from a document to its claims. Immutable, safe to share between threads.</summary>
public sealed class Pipeline
{
    private readonly LanguageCore language;
    private readonly TimeTagger times;
    private readonly PlaceResolver places;
    private readonly ClaimExtractor claims;

    public Pipeline(CaptureReader captures, LanguageCore language, TimeTagger times, PlaceResolver places, ClaimExtractor claims) =>
        (Captures, this.language, this.times, this.places, this.claims) = (captures, language, times, places, claims);

    /// <summary>Loads models, rules and gazetteers.</summary>
    /// <param name="dataDirectory">The program's data folder.</param>
    /// <exception cref="DataFileException">A data file is missing or wrong; the message names file and line.</exception>
    /// <exception cref="ModelException">A model is missing, truncated or foreign.</exception>
    public static Pipeline Load(string dataDirectory) => new(
        new CaptureReader(PageLexicon.Load(Path.Combine(dataDirectory, "capture")), text => LanguageIdentifier.Identify(text)),
        LanguageCore.Load(Path.Combine(dataDirectory, "models")),
        new TimeTagger(Path.Combine(dataDirectory, "times")),
        new PlaceResolver(PlaceFolders.OpenAll(), PlaceLexicon.Load(Path.Combine(dataDirectory, "places"))),
        ClaimExtractor.Load(dataDirectory));

    /// <summary>Takes documents from bytes.</summary>
    public CaptureReader Captures { get; }

    /// <summary>The rules the claims are read by.</summary>
    public Codebook Codebook => claims.Codebook;

    /// <summary>Reads one document: language, times and places first, then what is claimed and who says so.</summary>
    public Reading Read(Document document)
    {
        Analysis analysis = language.Analyze(document);
        IReadOnlyList<TimeExpression> expressions = times.Tag(document);
        IReadOnlyList<Toponym> toponyms = places.Resolve(analysis);
        IReadOnlyList<Claim> found = claims.Extract(analysis, toponyms, expressions);
        return new Reading(document, found, [.. Warnings(document, found)]);
    }

    private static IEnumerable<Problem> Warnings(Document document, IReadOnlyList<Claim> found)
    {
        if (document.Language == LanguageCode.Other)
            yield return new Problem("HS2001", "language", "The text is in none of the languages Hearsay reads (English, Russian, Ukrainian); no claim was read from it.", document.Key, IsError: false);
        foreach (string advice in found.Select(claim => claim.Place?.Toponym.Advice).OfType<string>().Distinct(StringComparer.Ordinal))
            yield return new Problem("HS3001", "places", advice + ".", document.Key, IsError: false);
    }
}
