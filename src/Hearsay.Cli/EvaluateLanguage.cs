// hearsay evaluate language --data DIR: the table of tags, lemmas, trees and names, on gold tokens and on raw text, with speed.
using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using Hearsay.Language;
using Hearsay.Text;

namespace Hearsay.Cli;

/// <summary>Measures the language stage on treebanks and corpora of names.</summary>
public static class EvaluateLanguage
{
    private static readonly string[] Relations = ["nsubj", "nsubj:pass", "obj", "iobj", "obl", "nmod", "ccomp", "xcomp", "advcl", "acl", "acl:relcl", "conj", "appos", "parataxis", "nummod"];

    /// <summary>Builds the command.</summary>
    public static Command Build()
    {
        var data = new Option<DirectoryInfo>("--data") { Description = "Folder of the unpacked data sets, with \"train\" and \"test\" in it.", Required = true };
        var models = new Option<DirectoryInfo>("--models") { Description = "Folder of the models. Default: the program's own.", DefaultValueFactory = _ => new DirectoryInfo(Path.Combine(AppContext.BaseDirectory, "data", "models")) };
        var development = new Option<bool>("--development") { Description = "Measure on the development splits: for tuning, when the test splits must stay unseen." };
        var command = new Command("language", "Measure tokens, sentences, tags, lemmas, trees and names.") { data, models, development };
        command.SetAction(parsed =>
        {
            string folder = parsed.GetRequiredValue(data).FullName;
            if (!Directory.Exists(folder))
            {
                parsed.InvocationConfiguration.Error.WriteLine($"No folder {folder}: give the folder of the unpacked data sets.");
                return 2;
            }
            foreach (string line in Measure(folder, parsed.GetRequiredValue(models).FullName, parsed.GetValue(development))) parsed.InvocationConfiguration.Output.WriteLine(line);
            return 0;
        });
        return command;
    }

    /// <summary>Measures every set that is there.</summary>
    /// <returns>Lines to print.</returns>
    public static IEnumerable<string> Measure(string data, string models, bool development)
    {
        LanguageCore core = LanguageCore.Load(models);
        yield return string.Create(CultureInfo.InvariantCulture, $"{"",-22} {"tokens",7} {"UPOS",6} {"FEATS",6} {"LEMMA",6} {"UAS",6} {"LAS",6} {"words",6} {"sents",6}");
        foreach (TrainingRecipe recipe in TrainingRecipe.All)
        {
            ModelFile file = ModelFile.Load(Path.Combine(models, recipe.Language + ".model"));
            LanguageCode language = recipe.Language switch { "en" => LanguageCode.English, "ru" => LanguageCode.Russian, _ => LanguageCode.Ukrainian };
            foreach (TreebankFile set in development ? recipe.Development : recipe.Test)
            {
                if (!set.IsIn(data)) continue;
                List<GoldSentence> sentences = set.Read(data);
                SyntaxScores gold = LanguageEvaluation.OnGoldTokens(file, sentences);
                yield return Row($"{recipe.Language} {set.Name}", gold);
                yield return Row("   from raw text", LanguageEvaluation.OnRawText(core, language, sentences));
                yield return "   " + string.Join(' ', Relations.Where(gold.Relations.ContainsKey).Select(r => string.Create(CultureInfo.InvariantCulture, $"{r} {gold.Relations[r]:F1}")));
                yield return string.Create(CultureInfo.InvariantCulture, $"   {Speed(core, language, sentences):N0} tokens/s from raw text to trees and names, one core");
            }
            if (development) continue;
            foreach (NameCorpus set in recipe.NameTest)
            {
                if (!Path.Exists(Path.Combine(data, set.Path))) continue;
                yield return $"{recipe.Language} names {set.Name}: " + string.Join(' ', LanguageEvaluation.OnNames(file, NameCorpora.Read(set, data)).Select(s => string.Create(CultureInfo.InvariantCulture, $"{s.Key} {s.Value:F1}")));
            }
        }
    }

    private static string Row(string name, SyntaxScores s) =>
        string.Create(CultureInfo.InvariantCulture, $"{name,-22} {s.Tokens,7} {s.Upos,6:F2} {s.Feats,6:F2} {s.Lemma,6:F2} {s.Uas,6:F2} {s.Las,6:F2} {s.TokenF1,6:F2} {s.SentenceF1,6:F2}");

    private static double Speed(LanguageCore core, LanguageCode language, List<GoldSentence> sentences)
    {
        var body = new System.Text.StringBuilder();
        var blocks = new List<Block>();
        foreach (GoldSentence sentence in sentences)
        {
            int start = body.Length;
            for (int i = 0; i < sentence.Count; i++) body.Append(sentence.Form[i]).Append(sentence.SpaceAfter[i] ? " " : "");
            blocks.Add(new Block(TextSpan.FromBounds(start, body.Length), BlockKind.Paragraph));
            body.Append('\n');
        }
        var document = new Document { Id = "", Key = "", Body = body.ToString(), Language = language, Blocks = blocks };
        double best = 0;
        for (int run = 0; run < 4; run++)
        {
            var clock = Stopwatch.StartNew();
            int tokens = core.Analyze(document).Tokens.Count;
            best = Math.Max(best, tokens / clock.Elapsed.TotalSeconds);
        }
        return best;
    }
}
