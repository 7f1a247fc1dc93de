using System.CommandLine;
using System.Text;
using Hearsay.Capture;
using Hearsay.Claims;

namespace Hearsay.Cli;

/// <summary><c>hearsay evaluate claims</c>: claims against annotated documents, and against public sets that share a part of the task.</summary>
public static class EvaluateClaims
{
    /// <summary>The command "claims", to be added under "evaluate".</summary>
    /// <param name="load">Loads everything a document passes through.</param>
    public static Command Build(Func<Pipeline> load)
    {
        Option<DirectoryInfo?> gold = new("--gold") { Description = "Folder of annotated documents: LANG/ID.json." };
        Option<DirectoryInfo?> texts = new("--texts") { Description = "Folder of their texts: LANG/ID.txt; header lines \"URL:\", \"PUBLISHED:\" are skipped." };
        Option<bool> differences = new("--differences") { Description = "Also list each claim not found, not annotated, or with another value." };
        Option<DirectoryInfo?> muc = new("--muc") { Description = "Unpacked MUC-4 split (raw/**/key-* beside the messages): incidents, victims and their number. Only messages in mixed case are read." };
        Option<FileInfo?> dyads = new("--dyads") { Description = "PETRARCH's validation records (XML): who did something to whom." };
        Option<FileInfo?> actors = new("--actors") { Description = "PETRARCH's dictionary of the actors in those records." };
        Option<FileInfo?> factuality = new("--factuality") { Description = "UDS It-Happened judgements (factuality.json): whether what is told happened." };
        Option<FileInfo[]> treebank = new("--treebank") { Description = "CoNLL-U files of English EWT that the judgements are about: en_ewt-ud-train.conllu, en_ewt-ud-dev.conllu.", AllowMultipleArgumentsPerToken = true };
        Command command = new("claims", "Measure claims on annotated documents and public event sets.") { gold, texts, differences, muc, dyads, actors, factuality, treebank };
        command.Validators.Add(result =>
        {
            if (result.GetValue(gold) is null != result.GetValue(texts) is null) result.AddError("--gold and --texts belong together: annotations and the texts they are about.");
            if (result.GetValue(dyads) is null != result.GetValue(actors) is null) result.AddError("--dyads and --actors belong together: the records name actors by codes of that dictionary.");
            if (result.GetValue(factuality) is null != (result.GetValue(treebank) is null or [])) result.AddError("--factuality and --treebank belong together: the judgements name words of those sentences.");
            if (result.GetValue(gold) is null && result.GetValue(muc) is null && result.GetValue(dyads) is null && result.GetValue(factuality) is null) result.AddError("Nothing to measure on: give --gold and --texts, --muc, --dyads or --factuality.");
        });
        command.SetAction(parsed =>
        {
            string? missing = new[] { parsed.GetValue(gold)?.FullName, parsed.GetValue(texts)?.FullName, parsed.GetValue(muc)?.FullName, parsed.GetValue(dyads)?.FullName, parsed.GetValue(actors)?.FullName, parsed.GetValue(factuality)?.FullName }
                .Concat((parsed.GetValue(treebank) ?? []).Select(f => f.FullName)).FirstOrDefault(path => path is not null && !Path.Exists(path));
            if (missing is not null)
            {
                parsed.InvocationConfiguration.Error.WriteLine($"{missing} is not there: give the folder or file of the unpacked set.");
                return ExitCode.Usage;
            }
            TextWriter output = parsed.InvocationConfiguration.Output;
            Pipeline pipeline = load();
            if (parsed.GetValue(gold) is { } goldFolder) Documents(pipeline, goldFolder.FullName, parsed.GetValue(texts)!.FullName, parsed.GetValue(differences), output, parsed.InvocationConfiguration.Error);
            if (parsed.GetValue(muc) is { } mucFolder) Print(EvaluateMuc.Measure(mucFolder.FullName, text => ReadText(pipeline, text, null)));
            if (parsed.GetValue(dyads) is { } records) Print(EvaluateDyads.Measure(records.FullName, parsed.GetValue(actors)!.FullName, (text, day) => ReadText(pipeline, text, day)));
            if (parsed.GetValue(factuality) is { } judgements) Print(EvaluateFactuality.Measure(judgements.FullName, parsed.GetValue(treebank)!.Select(f => f.FullName), text => ReadText(pipeline, text, null)));
            return ExitCode.Fine;

            void Print(IEnumerable<string> lines)
            {
                foreach (string line in lines) output.WriteLine(line);
            }
        });
        return command;
    }

    /// <summary>Scores annotated documents.</summary>
    public static ClaimScorer Score(Pipeline pipeline, string gold, string texts, Action<string> difference, Action<string> missing)
    {
        Dictionary<string, string> families = pipeline.Codebook.Types.ToDictionary(t => t.Code, t => t.Family, StringComparer.Ordinal);
        var scorer = new ClaimScorer(families.GetValueOrDefault);
        foreach (GoldDocument document in GoldDocument.ReadAll(gold, texts, missing))
        {
            using MemoryStream line = new(Encoding.UTF8.GetBytes(document.ToJsonLine()));
            Reading? reading = pipeline.Captures.ReadStream(line, document.Id, new CaptureOptions()).Select(r => r.Document).OfType<Text.Document>().Select(pipeline.Read).FirstOrDefault();
            foreach (string found in scorer.Add(document, reading)) difference(found);
        }
        return scorer;
    }

    private static void Documents(Pipeline pipeline, string gold, string texts, bool differences, TextWriter output, TextWriter error)
    {
        ClaimScorer scorer = Score(pipeline, gold, texts, line => { if (differences) output.WriteLine(line); }, id => error.WriteLine($"no text for {id}"));
        foreach (string line in scorer.Lines()) output.WriteLine(line);
    }

    private static Reading? ReadText(Pipeline pipeline, string text, DateOnly? published)
    {
        using MemoryStream stream = new(Encoding.UTF8.GetBytes(text));
        return pipeline.Captures.ReadStream(stream, "evaluate.txt", new CaptureOptions { Published = published }).Select(r => r.Document).OfType<Text.Document>().Select(pipeline.Read).FirstOrDefault();
    }
}
