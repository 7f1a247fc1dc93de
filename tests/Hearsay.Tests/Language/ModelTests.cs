using Hearsay.Language;
using Hearsay.Tests.Times;

namespace Hearsay.Tests.Language;

/// <summary>Training on a tiny treebank, and what a damaged model file says.</summary>
public sealed class ModelTests
{
    private static readonly TrainingRecipe Tiny = new()
    {
        Language = "en",
        Treebanks = [new TreebankFile("tiny", Path.Combine("tests", "corpus", "language", "tiny.conllu"))],
        Development = [],
        Test = [],
        Licence = "Apache-2.0",
        SmallestWeight = 0,
        SmallestActionWeight = 0,
        SmallestTagWeight = 0,
        NameCorpora = [],
        NameTest = [],
    };

    private static readonly Lazy<ModelFile> Trained = new(() => Train(seed: 1));

    private static ModelFile Train(int seed) =>
        LanguageTraining.TrainSyntax(Tiny, Repository.Root, LanguageTraining.ReadCorpus(Tiny, Repository.Root), ModelFile.Create("en"), seed, static _ => { });

    private static byte[] BytesOf(ModelFile file)
    {
        string path = Path.GetTempFileName();
        try
        {
            file.Save(path);
            return File.ReadAllBytes(path);
        }
        finally
        {
            File.Delete(path);
        }
    }

    /// <summary>What loading a file of these bytes says.</summary>
    private static string MessageOf(byte[] bytes)
    {
        string path = Path.GetTempFileName();
        try
        {
            File.WriteAllBytes(path, bytes);
            return Assert.Throws<ModelException>(() => ModelFile.Load(path)).Message;
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void Same_data_and_seed_give_the_same_bytes() => Assert.Equal(BytesOf(Trained.Value), BytesOf(Train(seed: 1)));

    [Fact]
    public void What_was_seen_in_training_is_parsed_right()
    {
        SyntaxScores scores = LanguageEvaluation.OnGoldTokens(Trained.Value, Tiny.Treebanks[0].Read(Repository.Root));
        Assert.Equal((100.0, 100.0, 100.0), (scores.Upos, scores.Lemma, scores.Las));
    }

    [Fact]
    public void Damaged_file_is_refused_by_its_checksum()
    {
        byte[] bytes = BytesOf(Trained.Value);
        bytes[bytes.Length / 2] ^= 0x10;
        Assert.Contains("damaged", MessageOf(bytes), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0.0)]
    [InlineData(0.01)]
    [InlineData(0.5)]
    [InlineData(0.999)]
    public void File_cut_short_is_refused(double share)
    {
        byte[] bytes = BytesOf(Trained.Value);
        Assert.Matches("not a Hearsay model|cut short", MessageOf(bytes[..(int)(bytes.Length * share)]));
    }

    [Fact]
    public void Foreign_file_is_refused() => Assert.Contains("not a Hearsay model", MessageOf(new byte[4096]), StringComparison.Ordinal);

    [Fact]
    public void Model_of_another_version_is_refused_by_name()
    {
        byte[] bytes = BytesOf(Trained.Value);
        bytes[8]++;
        Assert.Contains($"version {ModelFile.Version + 1}", MessageOf(bytes), StringComparison.Ordinal);
    }

    [Fact]
    public void Absent_model_says_how_to_get_one()
    {
        string path = Path.Combine(Path.GetTempPath(), "no-such-folder", "en.model");
        Assert.Contains("hearsay train", Assert.Throws<ModelException>(() => ModelFile.Load(path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_shipped_model_is_under_8_megabytes_and_names_its_data_and_licence()
    {
        foreach (string language in new[] { "en", "ru", "uk" })
        {
            string path = Path.Combine(AppContext.BaseDirectory, "data", "models", language + ".model");
            Assert.True(new FileInfo(path).Length <= 8_000_000, $"{language}.model has {new FileInfo(path).Length} bytes");
            Assert.All(ModelFile.Load(path).Info.Parts, part => Assert.True(part.Licence.Length > 0 && part.TrainedOn.Count > 0));
        }
    }
}
