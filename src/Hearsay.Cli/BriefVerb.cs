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
            bool html = (parsed.GetValue(format) ?? (path is not null && Path.GetExtension(path).StartsWith(".htm", StringComparison.OrdinalIgnoreCase) ? "html" : "md")) == "html";
            Recorded recorded = Recorded.Open(parsed.GetRequiredValue(record), terminal.DataDirectory);
            Bulletin bulletin = BulletinComposer.Load(terminal.DataDirectory, recorded.Names).Compose(recorded.Linked, recorded.Readings, recorded.Problems, protect: !parsed.GetValue(open));
            string text = html ? BulletinHtml.Write(bulletin) : BulletinMarkdown.Write(bulletin);
            if (path is null) terminal.Output.Write(text);
            else
            {
                File.WriteAllText(path, text, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
                terminal.Output.WriteLine($"{path}: {string.Join(' ', bulletin.Summary.Take(2))}");
            }
            return ExitCode.Fine;
        });
        return verb;
    }
}
