using System.Globalization;
using Xunit.Abstractions;

namespace Hearsay.Tests.Claims;

public class DocumentCorpusTests(ITestOutputHelper output)
{
    public static TheoryData<string> Documents() => new(DocumentCorpus.Cases.Where(document => !document.IsPending && !document.IsBlind).Select(document => document.Name));

    [Theory]
    [MemberData(nameof(Documents))]
    public void Document_gives_its_claims(string name)
    {
        DocumentCorpus.Case document = DocumentCorpus.Cases.Single(candidate => candidate.Name == name);
        IReadOnlyList<string> wrong = DocumentCorpus.Check(document).Wrong;
        Assert.True(wrong.Count == 0, $"{name}:\n{string.Join("\n", wrong)}");
    }

    /// <summary>Strict F1 (anchor and type) and the share of claims right in all that is written of them, pending documents included. May rise, not fall.</summary>
    [Theory]
    [InlineData("en", false, 0.94, 0.84)]
    [InlineData("en", true, 0.74, 0.57)]
    [InlineData("ru", false, 0.80, 0.55)]
    [InlineData("ru", true, 0.77, 0.57)]
    [InlineData("uk", false, 0.84, 0.49)]
    [InlineData("uk", true, 0.84, 0.6)]
    public void Claims_found_in_documents_do_not_get_fewer(string language, bool isBlind, double strictFloor, double wholeFloor)
    {
        int documents = 0, right = 0, written = 0, found = 0, whole = 0, beside = 0;
        foreach (DocumentCorpus.Case document in DocumentCorpus.Cases.Where(document => document.Language == language && document.IsBlind == isBlind))
        {
            DocumentCorpus.Outcome outcome = DocumentCorpus.Check(document);
            documents++;
            (written, found, whole, beside) = (written + outcome.Written, found + outcome.Found, whole + outcome.Whole, beside + outcome.Beside);
            if (outcome.Wrong.Count == 0) right++;
            if (isBlind) continue;
            foreach (string wrong in outcome.Wrong) output.WriteLine($"{document.Name} {wrong}");
            if (outcome.Wrong.Count == 0 && document.IsPending) output.WriteLine($"{document.Name} comes out right by now: take its ~ away");
        }
        double precision = (double)found / (found + beside), recall = (double)found / written, strict = 2.0 * found / (found + beside + written), share = (double)whole / written;
        string figures = string.Create(CultureInfo.InvariantCulture, $"{language}{(isBlind ? ", blind" : "")}: {documents} documents, {right} wholly right; of {written} claims {found} found and {beside} beside them (precision {precision:0.000}, recall {recall:0.000}, F1 {strict:0.000}); {whole} wholly right ({share:0.000})");
        output.WriteLine(figures);
        Assert.True(strict >= strictFloor && share >= wholeFloor, string.Create(CultureInfo.InvariantCulture, $"{figures}; the floors are F1 {strictFloor:0.00} and {wholeFloor:0.00} wholly right"));
    }

    [Fact]
    public void Every_anchor_stands_in_the_body_and_every_key_once_in_its_file()
    {
        string[] lost = [.. DocumentCorpus.Cases.SelectMany(document => document.Claims.Where(claim => !DocumentCorpus.Spans(document.Document().Body, claim.Anchor).Any()).Select(claim => $"{document.Name} \"{claim.Anchor}\""))];
        Assert.True(lost.Length == 0, $"not in the body: {string.Join("; ", lost)}");
        string[] twice = [.. DocumentCorpus.Cases.GroupBy(document => document.Name, StringComparer.Ordinal).Where(group => group.Count() > 1).Select(group => group.Key)];
        Assert.True(twice.Length == 0, $"more than once: {string.Join(", ", twice)}");
    }
}
