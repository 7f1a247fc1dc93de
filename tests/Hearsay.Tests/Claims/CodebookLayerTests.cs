using Hearsay.Claims;
using Hearsay.Text;

namespace Hearsay.Tests.Claims;

/// <summary>A user's own codebook laid over the program's.</summary>
public sealed class CodebookLayerTests
{
    private static readonly string Program = Path.Combine(AppContext.BaseDirectory, "data", "codebook");

    [Fact]
    public void Own_types_words_and_rules_are_added()
    {
        string folder = Folder(("types.yaml", "looting-of-art:\n  family: violence\n  meaning: Works of art are taken away.\n"),
            ("classes.yaml", "en:\n  artwork: [painting, icon]\n"),
            ("en.yaml", "looting-of-art:\n  - id: remove-art\n    verb: [remove, crate up]\n    need: [\"obj@artwork\"]\n"));

        Codebook codebook = Codebook.Load(Program, folder);

        EventType type = Assert.Single(codebook.Types, each => each.Code == "looting-of-art");
        Assert.Equal(["crate up", "remove"], codebook.WordsOf(LanguageCode.English, type));
        Assert.True(codebook.IsIn(LanguageCode.English, "icon", "artwork"));
        Assert.Equal(Codebook.Load(Program).Types.Count + 1, codebook.Types.Count);
    }

    [Fact]
    public void A_rule_of_the_same_name_replaces_the_programs()
    {
        TriggerRule shipped = Codebook.Load(Program).RulesOf(LanguageCode.English).First(rule => rule.Type.Code == "detention");
        string folder = Folder(("en.yaml", $"detention:\n  - id: {shipped.Id.Split('/')[2]}\n    verb: [spirit away]\n"));

        Codebook codebook = Codebook.Load(Program, folder);

        TriggerRule rule = Assert.Single(codebook.RulesOf(LanguageCode.English), each => each.Id == shipped.Id);
        Assert.Contains(codebook.TriggersOf(LanguageCode.English, "spirit"), entry => entry.Rule == rule);
    }

    [Theory]
    [InlineData("en.yaml", "detention:\n  - id: a\n    verb: [hide]\n    colour: red\n", "unknown key \"colour\"")]
    [InlineData("en.yaml", "detention:\n  - id: a\n    verb: [hide]\n  - id: a\n    verb: [hide]\n", "is used twice")]
    [InlineData("ru.yaml", "no-such-type:\n  - id: a\n    verb: [hide]\n", "unknown event type")]
    public void What_is_wrong_in_it_is_told_with_file_and_line(string file, string text, string message)
    {
        string folder = Folder((file, text));

        DataFileException error = Assert.Throws<DataFileException>(() => Codebook.Load(Program, folder));

        Assert.Contains(message, error.Message, StringComparison.Ordinal);
        Assert.Contains(Path.Combine(folder, file), error.Message, StringComparison.Ordinal);
    }

    private static string Folder(params (string Name, string Text)[] files)
    {
        string folder = Directory.CreateTempSubdirectory("hearsay-codebook-").FullName;
        foreach ((string name, string text) in files) File.WriteAllText(Path.Combine(folder, name), text);
        return folder;
    }
}
