using System.CommandLine;
using Hearsay.Store;

namespace Hearsay.Cli;

/// <summary><c>hearsay verify</c>: is every capture still what was received?</summary>
public static class VerifyVerb
{
    public static Command Build()
    {
        Option<string> record = Inputs.RecordOption();
        Verb verb = new("verify", "Recomputes the SHA-256 of every capture in the record and names those that changed.")
        {
            Examples = [("hearsay verify", "check hearsay.record"), ("hearsay verify --record kharkiv.record", "check another record")],
        };
        verb.Add(record);
        verb.SetAction(parsed =>
        {
            Terminal terminal = Terminal.Of(parsed);
            using Record opened = Record.OpenForReading(parsed.GetRequiredValue(record));
            IReadOnlyList<Damage> damaged = opened.Verify();
            foreach (Damage damage in damaged) terminal.Error.WriteLine($"hearsay: HS6010 {damage.Key}{(damage.Id.Length > 0 ? $" ({damage.Id})" : string.Empty)}: {damage.Reason} Restore the record from a backup.");
            RecordCounts counts = opened.Counts();
            terminal.Output.WriteLine($"{opened.Path}: {ReadVerb.Plural(counts.Captures, "capture")} checked, {(damaged.Count == 0 ? "all as received" : ReadVerb.Plural(damaged.Count, "problem"))}; {ReadVerb.Plural(counts.Documents, "document")}, {ReadVerb.Plural(counts.Claims, "claim")}.");
            return damaged.Count == 0 ? ExitCode.Fine : ExitCode.SomeProblems;
        });
        return verb;
    }
}
