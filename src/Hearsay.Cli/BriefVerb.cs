using System.CommandLine;
using System.Text;
using Hearsay.Publish;

namespace Hearsay.Cli;

/// <summary><c>hearsay brief</c>: the bulletin of a record.</summary>
public static class BriefVerb
{
    public static Command Build()
    {
        Option<string> record = Inputs.RecordOption();
        Option<string?> format = new("--format", "-f") { Description = "md or html. Default: by the name of --output, else md." };
        format.AcceptOnlyFromAmong("md", "html");
        Option<string?> output = new("--output", "-o") { Description = "File to write. Default: standard output.", HelpName = "FILE" };
        Option<bool> open = new("--no-protect") { Description = "Show names of private persons and exact places. For your own eyes; do not publish." };
        Verb verb = new("brief", "Writes the bulletin: what happened, who says so, and where sources contradict each other.")
        {
            Examples =
            [
                ("hearsay brief", "Markdown on the screen"),
                ("hearsay brief --output bulletin.html", "a page to send or print"),
                ("hearsay brief --record kharkiv.record --no-protect", "with private persons' names, for your own eyes"),
            ],
        };
        verb.Add(record);
        verb.Add(format);
        verb.Add(output);
        verb.Add(open);
        verb.SetAction(parsed =>
        {
            Terminal terminal = Terminal.Of(parsed);
            string? path = parsed.GetValue(output);
            string form = parsed.GetValue(format) ?? (path is null ? "md" : FormatOf(path));
            Bulletin bulletin = Compose(terminal, parsed.GetRequiredValue(record), protect: !parsed.GetValue(open));
            if (path is null) terminal.Output.Write(Text(bulletin, form));
            else Save(terminal, bulletin, form, path);
            return ExitCode.Fine;
        });
        return verb;
    }

    /// <summary>Writes the bulletin of a record to a file, private persons protected, in the format its name tells, and says what is in it.</summary>
    public static void Save(Terminal terminal, string recordPath, string path) =>
        Save(terminal, Compose(terminal, recordPath, protect: true), FormatOf(path), path);

    private static void Save(Terminal terminal, Bulletin bulletin, string format, string path)
    {
        File.WriteAllText(path, Text(bulletin, format), new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
        terminal.Output.WriteLine($"{path}: {string.Join(' ', bulletin.Summary.Take(2))}");
    }

    private static Bulletin Compose(Terminal terminal, string recordPath, bool protect)
    {
        Recorded recorded = Recorded.Open(recordPath, terminal.DataDirectory);
        return BulletinComposer.Load(terminal.DataDirectory, recorded.Names).Compose(recorded.Linked, recorded.Readings, recorded.Problems, protect);
    }

    private static string Text(Bulletin bulletin, string format) => format == "html" ? BulletinHtml.Write(bulletin) : BulletinMarkdown.Write(bulletin);

    private static string FormatOf(string path) => Path.GetExtension(path).StartsWith(".htm", StringComparison.OrdinalIgnoreCase) ? "html" : "md";
}
