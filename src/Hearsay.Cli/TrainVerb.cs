// hearsay train: makes the language models anew from public treebanks and corpora of names, and capture's weights from pages.
// The data lie unpacked in one folder with "train", "test" and "gazetteer" in it; none of them is part of the project.
using System.CommandLine;
using Hearsay.Capture;
using Hearsay.Language;

namespace Hearsay.Cli;

/// <summary><c>hearsay train</c>: models from treebanks and corpora of names, deterministically by seed.</summary>
public static class TrainVerb
{
    /// <summary>Builds the command.</summary>
    public static Command Build() => new("train", "Trains the language models from public treebanks and corpora of names, and capture's weights from known pages.")
    {
        Part("all", "Train everything: tags, lemmas, trees, names.", syntax: true, names: true),
        Part("syntax", "Train tagger, lemmatizer and parser (the parser learns from the tagger's tags).", syntax: true, names: false),
        Capture(),
        Part("names", "Train the name finder on top of the tagger and lemmatizer that are there.", syntax: false, names: true),
    };

    private static Command Part(string name, string description, bool syntax, bool names)
    {
        var data = new Option<DirectoryInfo>("--data") { Description = "Folder of the unpacked data sets, with \"train\", \"test\" and \"gazetteer\" in it.", Required = true };
        var output = new Option<DirectoryInfo>("--models") { Description = "Folder to write the models to. Default: the program's own.", DefaultValueFactory = _ => new DirectoryInfo(Path.Combine(AppContext.BaseDirectory, "data", "models")) };
        var language = new Option<string?>("--language", "-l") { Description = "en, ru or uk. Default: all three." };
        language.AcceptOnlyFromAmong("en", "ru", "uk");
        var seed = new Option<int>("--seed") { Description = "Seed of shuffling and exploration: the same seed and data give the same bytes.", DefaultValueFactory = _ => 1 };
        var command = new Command(name, description) { data, output, language, seed };
        if (syntax)
        {
            var treebanks = new Option<string[]>("--treebank") { Description = "CoNLL-U file to train on instead of the recipe's treebanks (give --language with it; repeat for more).", AllowMultipleArgumentsPerToken = true };
            command.Add(treebanks);
            command.SetAction(parsed => Run(parsed, parsed.GetValue(treebanks) ?? []));
        }
        else command.SetAction(parsed => Run(parsed, []));
        return command;

        int Run(ParseResult parsed, string[] own)
        {
            TextWriter progress = parsed.InvocationConfiguration.Error;
            string folder = parsed.GetRequiredValue(data).FullName;
            DirectoryInfo models = parsed.GetRequiredValue(output);
            models.Create();
            foreach (TrainingRecipe known in TrainingRecipe.All)
            {
                if (parsed.GetValue(language) is string only && only != known.Language) continue;
                TrainingRecipe recipe = own.Length == 0 ? known : known with { Treebanks = [.. own.Select(path => new TreebankFile(Path.GetFileNameWithoutExtension(path), Path.GetFullPath(path)))] };
                string path = Path.Combine(models.FullName, recipe.Language + ".model");
                ModelFile file = File.Exists(path) ? ModelFile.Load(path) : ModelFile.Create(recipe.Language);
                void Log(string line) => progress.WriteLine($"{recipe.Language}: {line}");
                if (syntax) file = LanguageTraining.TrainSyntax(recipe, folder, LanguageTraining.ReadCorpus(recipe, folder), file, parsed.GetValue(seed), Log);
                if (names) file = LanguageTraining.TrainNames(recipe, folder, file, holdOut: false, out _, parsed.GetValue(seed), Log);
                file = LanguageTraining.WithTestScores(recipe, folder, file);
                file.Save(path);
                parsed.InvocationConfiguration.Output.WriteLine($"{path}: {new FileInfo(path).Length:N0} bytes");
            }
            return 0;
        }
    }

    private static Command Capture()
    {
        var pages = new Option<DirectoryInfo>("--wcxb") { Description = "Unpacked WCXB development split: the folder that holds html/ and ground-truth/.", Required = true };
        var lexicons = new Option<DirectoryInfo>("--lexicons") { Description = "Folder of clutter.txt and its like, to write blocks.txt to. Default: the program's own.", DefaultValueFactory = _ => new DirectoryInfo(Path.Combine(AppContext.BaseDirectory, "data", "capture")) };
        var command = new Command("capture", "Train the weights by which capture drops what stands among an article's paragraphs and is none of it.") { pages, lexicons };
        command.SetAction(parsed =>
        {
            string folder = parsed.GetRequiredValue(lexicons).FullName, file = Path.Combine(folder, "blocks.txt");
            IReadOnlyList<string> lines = BlockTraining.Train(PageLexicon.Load(folder), WcxbPages.Articles(parsed.GetRequiredValue(pages).FullName)
                .Where(page => page.Article is not null).Select(page => new KnownPage(page.Html, page.Url, page.Article!)));
            File.WriteAllText(file, string.Join('\n', lines) + "\n");
            parsed.InvocationConfiguration.Output.WriteLine($"{file}: {lines.Count} lines");
            return 0;
        });
        return command;
    }
}
