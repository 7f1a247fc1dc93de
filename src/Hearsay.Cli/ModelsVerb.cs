using System.CommandLine;
using System.Globalization;
using Hearsay.Language;

namespace Hearsay.Cli;

/// <summary><c>hearsay models</c>: what models are there, trained on what, under which licence, how good.</summary>
public static class ModelsVerb
{
    /// <summary>Builds the command.</summary>
    public static Command Build()
    {
        var folder = new Option<DirectoryInfo>("--models") { Description = "Folder of the models. Default: the program's own.", DefaultValueFactory = _ => new DirectoryInfo(Path.Combine(AppContext.BaseDirectory, "data", "models")) };
        var command = new Command("models", "Lists the language models: trained on what, under which licence, with which scores.") { folder };
        command.SetAction(parsed =>
        {
            TextWriter output = parsed.InvocationConfiguration.Output;
            foreach (FileInfo file in parsed.GetRequiredValue(folder).GetFiles("*.model").OrderBy(f => f.Name, StringComparer.Ordinal))
            {
                ModelFile model = ModelFile.Load(file.FullName);
                output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{model.Info.Language}  {file.Name}, {file.Length:N0} bytes, format {ModelFile.Version}"));
                foreach (ModelPart part in model.Info.Parts)
                {
                    output.WriteLine($"    {part.Name}: {string.Join(", ", part.TrainedOn)}");
                    output.WriteLine($"        licence {part.Licence}");
                    if (part.Scores.Count > 0)
                        output.WriteLine("        " + string.Join(", ", part.Scores.OrderBy(s => s.Key, StringComparer.Ordinal).Select(s => string.Create(CultureInfo.InvariantCulture, $"{s.Key} {s.Value:F1}"))));
                }
            }
            return 0;
        });
        return command;
    }
}
