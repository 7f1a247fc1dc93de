using System.Globalization;
using System.Text;
using Hearsay.Text;

namespace Hearsay.Publish;

/// <summary>Sets a bulletin down in Markdown (CommonMark with tables), with anchors from text to notes and back.</summary>
public static class BulletinMarkdown
{
    /// <summary>The whole bulletin as Markdown, lines ending in a line feed.</summary>
    public static string Write(Bulletin bulletin)
    {
        StringBuilder text = new();
        text.Append("# ").Append(Plain(bulletin.Title)).Append("\n\n");
        foreach (string line in bulletin.Summary) text.Append(Plain(line)).Append('\n');
        if (bulletin.Highlights.Count > 0)
        {
            text.Append("\n## Read first\n\n");
            foreach (BulletinEntry entry in bulletin.Highlights)
                text.Append(CultureInfo.InvariantCulture, $"- {Plain(entry.Sentence)} [{Plain(entry.Standing)}](#{entry.Anchor})\n");
        }
        foreach (BulletinSection day in bulletin.Days)
        {
            text.Append(CultureInfo.InvariantCulture, $"\n## {Plain(day.Heading)}\n");
            foreach (BulletinEntry entry in day.Entries) Entry(text, entry);
        }
        if (bulletin.Tallies.Count > 0)
        {
            text.Append("\n## Tallies\n\nTotals and numbers of events, as sources count them. They are not added to the events above.\n");
            foreach (BulletinEntry tally in bulletin.Tallies) Entry(text, tally);
        }
        if (bulletin.LoneDenials.Count > 0)
        {
            text.Append("\n## <a id=\"denials\"></a>Denials\n\nSaid not to have happened, where no document at hand says that it did.\n\n");
            foreach ((string sentence, int note) in bulletin.LoneDenials) text.Append("- ").Append(Plain(sentence)).Append(' ').Append(Links([note])).Append('\n');
        }
        if (bulletin.SingleSource.Count > 0)
        {
            text.Append("\n## What rests on one source\n\n| Source | Events it carries alone |\n|---|---|\n");
            foreach ((string source, IReadOnlyList<BulletinEntry> entries) in bulletin.SingleSource)
                text.Append(CultureInfo.InvariantCulture, $"| {Cell(source)} | {string.Join("; ", entries.Select(entry => $"[{Cell(entry.Label)}](#{entry.Anchor})"))} |\n");
        }
        if (bulletin.Problems.Count > 0)
        {
            text.Append("\n## Problems\n\nInputs that could not be read, or not fully.\n\n");
            foreach (Problem problem in bulletin.Problems) text.Append(CultureInfo.InvariantCulture, $"- {problem.Code} {Plain(problem.Document)}: {Plain(problem.Message)}\n");
        }
        text.Append("\n## Notes\n\nQuoted words are exact unless marked; positions are characters (UTF-16 units) of the document's text.\n\n");
        foreach (BulletinNote note in bulletin.Notes) Note(text, note);
        return text.ToString();
    }

    private static void Entry(StringBuilder text, BulletinEntry entry)
    {
        text.Append(CultureInfo.InvariantCulture, $"\n<a id=\"{entry.Anchor}\"></a>**{Plain(entry.Label)}.** {Plain(entry.Sentence)} {Links(entry.Notes)}  \n*{Plain(entry.SourcesLine)}. Stands: {Plain(entry.Standing)}.*\n");
        if (entry.CollapsedLines.Count > 0)
        {
            text.Append('\n');
            foreach (string line in entry.CollapsedLines) text.Append("- ").Append(Plain(line)).Append('\n');
        }
        foreach (BulletinTable table in entry.Tables) Table(text, table);
        if (entry.Consequences.Count > 0) text.Append('\n');
        foreach (BulletinEntry consequence in entry.Consequences)
            text.Append(CultureInfo.InvariantCulture, $"- <a id=\"{consequence.Anchor}\"></a>**{Plain(consequence.Label)}.** {Plain(consequence.Sentence)} {Links(consequence.Notes)} *{Plain(consequence.SourcesLine)}. Stands: {Plain(consequence.Standing)}.*\n");
        foreach (BulletinTable table in entry.Consequences.SelectMany(consequence => consequence.Tables)) Table(text, table);
    }

    private static void Table(StringBuilder text, BulletinTable table)
    {
        text.Append(CultureInfo.InvariantCulture, $"\n| {Cell(table.Caption)} | Who says so | Where |\n|---|---|---|\n");
        foreach ((string value, string saysWho, IReadOnlyList<int> notes) in table.Rows) text.Append(CultureInfo.InvariantCulture, $"| {Cell(value)} | {Cell(saysWho)} | {Links(notes)} |\n");
    }

    private static void Note(StringBuilder text, BulletinNote note)
    {
        string title = note.Url is { } url ? $"[{Plain(note.Title)}](<{url.Replace(">", "%3E", StringComparison.Ordinal).Replace("<", "%3C", StringComparison.Ordinal)}>)" : Plain(note.Title);
        text.Append(CultureInfo.InvariantCulture, $"<a id=\"n{note.Number}\"></a>[{note.Number}](#{note.Entry}) {title}. {Plain(note.Publisher)}, {DateWords(note.Published)}. {Plain(ChainWords(note))}  \n");
        text.Append(CultureInfo.InvariantCulture, $"“{Plain(OneLine(note.Before))}{(note.Trigger.Length > 0 ? $"**{Plain(OneLine(note.Trigger))}**" : string.Empty)}{Plain(OneLine(note.After))}” ({(note.IsChanged ? "names replaced; " : string.Empty)}characters {note.Span.Start}–{note.Span.End}; `{note.Reference}`) [↩](#{note.Entry})\n\n");
    }

    internal static string DateWords(DateOnly? day) => day?.ToString("d MMMM yyyy", CultureInfo.InvariantCulture) ?? "no date";

    internal static string ChainWords(BulletinNote note) => note.Chain.Count == 0 ? "In the page's own words." : $"Said by: {string.Join(" → ", note.Chain)}.";

    private static string Links(IReadOnlyList<int> notes) => string.Concat(notes.Select(note => string.Create(CultureInfo.InvariantCulture, $"[\\[{note}\\]](#n{note})")));

    private static string OneLine(string text) => text.Replace('\n', ' ').Replace('\r', ' ');

    private static string Cell(string text) => Plain(text).Replace("|", "\\|", StringComparison.Ordinal);

    /// <summary>Text with every character escaped that Markdown would take for markup.</summary>
    private static string Plain(string text)
    {
        StringBuilder plain = new(text.Length + 8);
        for (int i = 0; i < text.Length; i++)
        {
            if (text[i] is '<' or '>')
            {
                // As entities: some programs that show Markdown pass HTML through in spite of a backslash.
                plain.Append(text[i] == '<' ? "&lt;" : "&gt;");
                continue;
            }
            if (text[i] is '\\' or '`' or '*' or '_' or '[' or ']' or '#' or '~' || (text[i] == '!' && i + 1 < text.Length && text[i + 1] == '[') || (text[i] == '&' && i + 1 < text.Length && (char.IsLetter(text[i + 1]) || text[i + 1] == '#')))
                plain.Append('\\');
            plain.Append(text[i] is '\n' or '\r' ? ' ' : text[i]);
        }
        return plain.ToString();
    }
}
