using System.Buffers;
using System.CommandLine;
using System.Globalization;
using Hearsay.Linking;
using Hearsay.Publish;

namespace Hearsay.Cli;

/// <summary><c>hearsay events</c>: the events of a record.</summary>
public static class EventsVerb
{
    public static Command Build()
    {
        Option<string> record = Inputs.RecordOption();
        Option<string> format = new("--format", "-f") { Description = "text, or jsonl for hearsay/events/1.", DefaultValueFactory = _ => "text" };
        format.AcceptOnlyFromAmong("text", "jsonl");
        Verb verb = new("events", "Lists the events of the record with their independent sources.")
        {
            Examples =
            [
                ("hearsay events", "one event a line, to read"),
                ("hearsay events --format jsonl > events.jsonl", "for other programs"),
                ("hearsay events --format jsonl | jq 'select(.sourceCount > 1)'", "those with more than one independent source"),
            ],
        };
        verb.Add(record);
        verb.Add(format);
        verb.SetAction(parsed =>
        {
            Terminal terminal = Terminal.Of(parsed);
            Recorded recorded = Recorded.Open(parsed.GetRequiredValue(record), terminal.DataDirectory);
            if (parsed.GetValue(format) == "jsonl") WriteJson(terminal, recorded.Linked.Events);
            else WriteText(terminal, recorded);
            return ExitCode.Fine;
        });
        return verb;
    }

    private static void WriteJson(Terminal terminal, IReadOnlyList<Event> events)
    {
        ArrayBufferWriter<byte> line = new();
        foreach (Event happened in events)
        {
            line.ResetWrittenCount();
            EventsJson.WriteLine(line, happened);
            terminal.Out.Write(line.WrittenSpan);
        }
    }

    private static void WriteText(Terminal terminal, Recorded recorded)
    {
        IReadOnlyList<Event> events = recorded.Linked.Events;
        if (events.Count == 0) terminal.Output.WriteLine("No events. Read some documents first: hearsay read PATH…");
        EventSentences sentences = EventSentences.Load(terminal.DataDirectory, recorded.Names);
        foreach (Event happened in events)
        {
            string said = happened.IsTally ? "Tally: " + sentences.SayTally(happened, Protection.Off) : sentences.Say(happened, Protection.Off);
            terminal.Output.WriteLine($"{happened.Id}  {said}");
            string disputed = happened.Disagreements.Count > 0 ? "; sources disagree" : string.Empty;
            terminal.Output.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"               {happened.Type}; {ReadVerb.Plural(happened.Roots.Count, "independent source")} ({string.Join("; ", happened.Roots.Select(root => sentences.SourceName(root.Name) + (root.Via is { } via ? $" (via {sentences.SourceName(via)})" : string.Empty)))}) in {ReadVerb.Plural(happened.DocumentCount, "document")}{disputed}"));
        }
    }
}
