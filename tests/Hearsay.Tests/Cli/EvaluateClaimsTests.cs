using System.Text.Json;
using Hearsay.Cli;
using Hearsay.Tests.Golden;

namespace Hearsay.Tests.Cli;

public class EvaluateClaimsTests
{
    private const string Text = "Police detained twelve protesters in Tbilisi on Monday, the interior ministry said. The mayor was not hurt.";

    private static readonly object Detention = new
    {
        type = "detention", anchor = "detained twelve protesters", trigger = "detained", count = new { min = 12, max = 12 },
        place = new { name = "Tbilisi", lat = 41.69, lon = 44.83 }, when = new { from = "2022-12-05", to = "2022-12-05" },
        source_chain = new[] { "Interior Ministry" }, certainty = "attributed", main = true,
    };

    [Fact]
    public void A_claim_that_is_right_in_every_value_is_whole()
    {
        ClaimScorer scorer = Score([Detention], out List<string> differences);

        Assert.Empty(differences);
        Assert.Equal(1, scorer.Value(ClaimScorer.All, "strict F1"));
        Assert.Equal(1, scorer.Value("en", "whole"));
        Assert.Equal(1, scorer.Value("en", "root"));
    }

    [Fact]
    public void A_wrong_number_and_a_claim_not_found_are_told()
    {
        object wounded = new { type = "wounded", anchor = "was not hurt", trigger = "hurt", source_chain = Array.Empty<string>(), certainty = "asserted" };
        object fewer = new { type = "detention", anchor = "detained twelve", trigger = "detained", count = new { min = 11, max = 11 }, source_chain = new[] { "Interior Ministry" }, certainty = "attributed" };

        ClaimScorer scorer = Score([fewer, wounded], out List<string> differences);

        Assert.Contains(differences, d => d.Contains("quantity 12–12", StringComparison.Ordinal));
        Assert.Equal(0, scorer.Value("en", "whole"));
        Assert.Equal(0, scorer.Value("en", "quantity"));
        Assert.Contains("root 1.000", string.Join('\n', scorer.Lines()), StringComparison.Ordinal);
    }

    [Fact]
    public void A_malformed_annotation_is_refused_by_name()
    {
        (string gold, string texts) = Folders("""{"id": "d", "claims": [{"anchor": "x"}]}""");

        InvalidDataException problem = Assert.Throws<InvalidDataException>(() => GoldDocument.ReadAll(gold, texts, _ => { }).ToList());

        Assert.Contains("d.json", problem.Message, StringComparison.Ordinal);
    }

    /// <summary>Figures on the page the project began with. May rise, not fall.</summary>
    [SharedFact("eval", "dev", "en", "seed.json")]
    public void Figures_of_the_seed_do_not_fall()
    {
        DirectoryInfo texts = Directory.CreateTempSubdirectory("hearsay-eval-");
        texts.CreateSubdirectory("en");
        File.Copy(Shared.At("seeds", "putin-braces-for-mutiny.txt"), Path.Combine(texts.FullName, "en", "seed.txt"));

        ClaimScorer scorer = EvaluateClaims.Score(Engines.BuiltIn, Shared.At("eval", "dev"), texts.FullName, _ => { }, _ => { });

        Assert.True(scorer.Value("en", "strict F1") >= 0.85 && scorer.Value("en", "whole") >= 0.79 && scorer.Value("en", "root") >= 0.99, string.Join('\n', scorer.Lines()));
    }

    private static ClaimScorer Score(object[] claims, out List<string> differences)
    {
        (string gold, string texts) = Folders(JsonSerializer.Serialize(new { id = "d", published = "2022-12-06", claims }));
        List<string> found = [];
        ClaimScorer scorer = EvaluateClaims.Score(Engines.BuiltIn, gold, texts, found.Add, _ => { });
        differences = found;
        return scorer;
    }

    private static (string Gold, string Texts) Folders(string annotation)
    {
        string root = Directory.CreateTempSubdirectory("hearsay-eval-").FullName, gold = Path.Combine(root, "gold"), texts = Path.Combine(root, "texts");
        Directory.CreateDirectory(Path.Combine(gold, "en"));
        Directory.CreateDirectory(Path.Combine(texts, "en"));
        File.WriteAllText(Path.Combine(gold, "en", "d.json"), annotation);
        File.WriteAllText(Path.Combine(texts, "en", "d.txt"), "URL: https://example.org/d\n\n" + Text);
        return (gold, texts);
    }
}
