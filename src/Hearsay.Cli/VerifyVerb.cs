using System.CommandLine;
using Hearsay.Store;

namespace Hearsay.Cli;

/// <summary><c>hearsay verify</c>: is every capture still what was received, and the custody log whole?</summary>
public static class VerifyVerb
{
    public static Command Build()
    {
        Option<string> record = Inputs.RecordOption();
        Option<string?> custody = new("--custody") { HelpName = "HASH", Description = "Also check that the custody log still holds this entry: a hash that an earlier verify printed." };
        Verb verb = new("verify", "Recomputes the SHA-256 of every capture in the record, follows the custody log, and names what changed or is gone.")
        {
            Examples =
            [
                ("hearsay verify", "check hearsay.record"),
                ("hearsay verify --record kharkiv.record", "check another record"),
                ("hearsay verify --custody sha256:5f1c…", "nothing was taken from the log since that hash was noted"),
            ],
        };
        verb.Add(record);
        verb.Add(custody);
        verb.SetAction(parsed =>
        {
            Terminal terminal = Terminal.Of(parsed);
            using Record opened = Record.OpenForReading(parsed.GetRequiredValue(record));
            List<Damage> damaged = [.. opened.Verify()];
            if (parsed.GetValue(custody) is { } noted && !opened.HasCustody(noted)) damaged.Add(new Damage(noted, "custody log", "The entry with this hash is gone."));
            foreach (Damage damage in damaged) terminal.Error.WriteLine($"hearsay: HS6010 {damage.Key}{(damage.Id.Length > 0 ? $" ({damage.Id})" : string.Empty)}: {damage.Reason} Restore the record from a backup.");
            RecordCounts counts = opened.Counts();
            terminal.Output.WriteLine($"{opened.Path}: {ReadVerb.Plural(counts.Captures, "capture")} checked, {(damaged.Count == 0 ? "all as received" : ReadVerb.Plural(damaged.Count, "problem"))}; {ReadVerb.Plural(counts.Documents, "document")}, {ReadVerb.Plural(counts.Claims, "claim")}.");
            if (opened.CustodyHead() is { Length: > 0 } head) terminal.Output.WriteLine($"Custody log ends with {head}; note it elsewhere to show later that nothing was taken away.");
            return damaged.Count == 0 ? ExitCode.Fine : ExitCode.SomeProblems;
        });
        return verb;
    }
}
