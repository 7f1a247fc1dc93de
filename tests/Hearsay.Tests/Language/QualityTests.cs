using System.Globalization;
using Hearsay.Language;
using Hearsay.Tests.Golden;
using Xunit.Abstractions;

namespace Hearsay.Tests.Language;

/// <summary>Scores of the shipped models on the development splits. Floors may rise, not fall. The data sets are no part of the repository.</summary>
public sealed class QualityTests(ITestOutputHelper output)
{
    /// <summary>The folder with "train" in it, beside the shared one.</summary>
    private static readonly string Data = Path.GetFullPath(Shared.At("..", "data"));

    [DataTheory]
    [InlineData("en", "EWT dev", 94.5, 93.0, 98.0, 80.5)]
    [InlineData("en", "GUM dev", 96.0, 93.4, 98.3, 81.0)]
    [InlineData("ru", "GSD dev", 95.5, 83.5, 97.0, 72.5)]
    [InlineData("ru", "Taiga dev", 94.4, 78.5, 95.0, 69.5)]
    [InlineData("uk", "IU dev", 95.8, 87.0, 97.2, 78.4)]
    [InlineData("uk", "ParlaMint dev", 97.2, 88.9, 98.4, 80.6)]
    public void Scores_do_not_fall_below_their_floors(string language, string set, double upos, double feats, double lemma, double las)
    {
        TreebankFile treebank = TrainingRecipe.All.Single(recipe => recipe.Language == language).Development.Single(file => file.Name == set);
        ModelFile model = ModelFile.Load(Path.Combine(AppContext.BaseDirectory, "data", "models", language + ".model"));
        SyntaxScores scores = LanguageEvaluation.OnGoldTokens(model, treebank.Read(Data));
        string figures = string.Create(CultureInfo.InvariantCulture, $"{language} {set}: UPOS {scores.Upos:F2}, FEATS {scores.Feats:F2}, lemmas {scores.Lemma:F2}, LAS {scores.Las:F2}");
        output.WriteLine(figures);
        Assert.True(scores.Upos >= upos && scores.Feats >= feats && scores.Lemma >= lemma && scores.Las >= las, $"{figures}; the floors are {upos}, {feats}, {lemma}, {las}");
    }

    /// <summary>A theory about the data sets; skipped, with the reason, where they are absent.</summary>
    [AttributeUsage(AttributeTargets.Method)]
    private sealed class DataTheoryAttribute : TheoryAttribute
    {
        public DataTheoryAttribute()
        {
            if (!Directory.Exists(Path.Combine(Data, "train"))) Skip = $"{Data} is not there: it holds public data sets, which are no part of this repository.";
        }
    }
}
