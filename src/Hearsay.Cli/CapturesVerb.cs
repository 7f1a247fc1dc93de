using System.CommandLine;
using Hearsay.Store;

namespace Hearsay.Cli;

/// <summary><c>hearsay captures export</c>: what was received, for other tools.</summary>
public static class CapturesVerb
{
    public static Command Build()
    {
        Argument<string> file = new("FILE") { Description = "The web archive to write: .warc, or .warc.gz for a compressed one. It must not exist." };
        Option<string> record = Inputs.RecordOption();
        Verb export = new("export", "Writes every capture of the record, byte for byte as received, to a web archive (WARC 1.1) that other tools open.")
        {
            Examples = [("hearsay captures export evidence.warc.gz", "all captures of hearsay.record"), ("hearsay captures export kharkiv.warc --record kharkiv.record", "of another record, uncompressed")],
        };
        export.Add(file);
        export.Add(record);
        export.SetAction(parsed =>
        {
            Terminal terminal = Terminal.Of(parsed);
            string path = parsed.GetRequiredValue(file);
            using Record opened = Record.OpenForReading(parsed.GetRequiredValue(record));
            if (File.Exists(path)) throw new RecordException("HS6011", $"{path} exists already and was left as it is. Give another name.");
            string unfinished = path + ".part";
            long count;
            using (FileStream output = new(unfinished, FileMode.Create, FileAccess.Write))
                count = opened.ExportCaptures(output, Path.GetFileName(path), gzip: path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase));
            File.Move(unfinished, path);
            terminal.Output.WriteLine($"{path}: {ReadVerb.Plural(count, "capture")}.");
            return ExitCode.Fine;
        });
        Verb verb = new("captures", "Works with the captures of a record.") { Examples = [("hearsay captures export evidence.warc.gz", "write a web archive")] };
        verb.Add(export);
        return verb;
    }
}
