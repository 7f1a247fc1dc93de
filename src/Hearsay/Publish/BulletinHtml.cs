using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using Hearsay.Text;

namespace Hearsay.Publish;

/// <summary>Sets a bulletin down as one HTML page: no script, nothing fetched, light and dark, fit for print and screen readers.</summary>
public static class BulletinHtml
{
    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);

    private const string Style = """
        :root { color-scheme: light dark; --ink: #1c1c1a; --paper: #fdfcf9; --soft: #5b5a55; --line: #d9d6cc; --mark: #fff0b3; --link: #0b4f8a; --chip: #efece3; --two: #1d6b3a; --dispute: #9a3412 }
        @media (prefers-color-scheme: dark) { :root { --ink: #e9e7e1; --paper: #171715; --soft: #a9a79f; --line: #3a3934; --mark: #5a4a12; --link: #8ec2f2; --chip: #262521; --two: #7fd6a0; --dispute: #f5a97f } }
        * { box-sizing: border-box }
        body { margin: 0; background: var(--paper); color: var(--ink); font: 1.0625rem/1.6 Charter, "Bitstream Charter", "Iowan Old Style", Georgia, "Times New Roman", serif; text-rendering: optimizeLegibility }
        main { max-width: 44rem; margin: 0 auto; padding: 2rem 1.25rem 4rem }
        h1 { font-size: 2rem; line-height: 1.15; margin: 0 0 1rem; text-wrap: balance }
        h2 { font-size: 1.25rem; margin: 3rem 0 .5rem; padding-top: .5rem; border-top: 2px solid var(--ink) }
        h3 { font-size: 1.0625rem; margin: 0; display: inline }
        p { margin: .4rem 0 }
        a { color: var(--link); text-underline-offset: .15em }
        a:focus-visible { outline: 2px solid var(--link); outline-offset: 2px }
        .skip { position: absolute; left: -999rem } .skip:focus { left: 1rem; top: 1rem; background: var(--paper); padding: .5rem }
        .summary { color: var(--soft) }
        article { padding: 1rem 0 .75rem; border-bottom: 1px solid var(--line) }
        article article { border: 0; border-left: 3px solid var(--line); margin: .5rem 0 0; padding: 0 0 0 .9rem }
        article:target, li:target { background: color-mix(in srgb, var(--mark) 40%, transparent) }
        .standing { font: .8125rem/1.4 system-ui, sans-serif; background: var(--chip); border-radius: .8rem; padding: .1rem .6rem; margin-left: .35rem; white-space: nowrap }
        .standing.many { color: var(--two) } .standing.disputed { color: var(--dispute) }
        .sources, .collapsed, details, .meta { font: .875rem/1.5 system-ui, sans-serif; color: var(--soft) }
        .collapsed { margin: .2rem 0 0; padding-left: 1.1rem }
        sup { font: .75rem/0 system-ui, sans-serif } sup a { text-decoration: none; padding: 0 .1em }
        table { border-collapse: collapse; width: 100%; margin: .75rem 0; font: .9375rem/1.45 system-ui, sans-serif }
        caption { text-align: left; font-weight: 600; color: var(--dispute); padding-bottom: .25rem }
        th, td { text-align: left; vertical-align: top; padding: .3rem .6rem .3rem 0; border-bottom: 1px solid var(--line) }
        .notes { padding-left: 2.2rem; font-size: .9375rem } .notes li { margin-bottom: .9rem; overflow-wrap: anywhere }
        blockquote { margin: .2rem 0; padding-left: .8rem; border-left: 3px solid var(--line) }
        mark { background: var(--mark); color: inherit; border-radius: .15em; padding: 0 .1em }
        code { font-size: .85em }
        @media print { :root { --paper: #fff; --ink: #000; --soft: #333; --line: #999; --mark: #eee; --chip: #fff; --link: #000 } body { font-size: 10.5pt } main { max-width: none; padding: 0 } article, table, .notes li { break-inside: avoid } h2 { break-after: avoid } .skip { display: none } }
        """;

    /// <summary>The whole bulletin as an HTML page, lines ending in a line feed.</summary>
    public static string Write(Bulletin bulletin)
    {
        StringBuilder page = new();
        page.Append(CultureInfo.InvariantCulture, $"<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n<title>{E(bulletin.Title)}</title>\n<style>\n{Style.ReplaceLineEndings("\n")}\n</style>\n</head>\n<body>\n<a class=\"skip\" href=\"#events\">Skip to the events</a>\n<main>\n<header>\n<h1>{E(bulletin.Title)}</h1>\n");
        foreach (string line in bulletin.Summary) page.Append(CultureInfo.InvariantCulture, $"<p class=\"summary\">{E(line)}</p>\n");
        page.Append("</header>\n");
        if (bulletin.Highlights.Count > 0)
        {
            page.Append("<section aria-labelledby=\"first\">\n<h2 id=\"first\">Read first</h2>\n<ul>\n");
            foreach (BulletinEntry entry in bulletin.Highlights) page.Append(CultureInfo.InvariantCulture, $"<li>{E(entry.Sentence)} <a href=\"#{entry.Anchor}\">{E(entry.Standing)}</a></li>\n");
            page.Append("</ul>\n</section>\n");
        }
        page.Append("<div id=\"events\">\n");
        foreach (BulletinSection day in bulletin.Days)
        {
            page.Append(CultureInfo.InvariantCulture, $"<section aria-labelledby=\"{day.Anchor}\">\n<h2 id=\"{day.Anchor}\">{E(day.Heading)}</h2>\n");
            foreach (BulletinEntry entry in day.Entries) Entry(page, entry);
            page.Append("</section>\n");
        }
        page.Append("</div>\n");
        if (bulletin.Tallies.Count > 0)
        {
            page.Append("<section aria-labelledby=\"tallies\">\n<h2 id=\"tallies\">Tallies</h2>\n<p class=\"summary\">Totals and numbers of events, as sources count them. They are not added to the events above.</p>\n");
            foreach (BulletinEntry tally in bulletin.Tallies) Entry(page, tally);
            page.Append("</section>\n");
        }
        if (bulletin.LoneDenials.Count > 0)
        {
            page.Append("<section aria-labelledby=\"denials\">\n<h2 id=\"denials\">Denials</h2>\n<p class=\"summary\">Said not to have happened, where no document at hand says that it did.</p>\n<ul>\n");
            foreach ((string sentence, int note) in bulletin.LoneDenials) page.Append(CultureInfo.InvariantCulture, $"<li>{E(sentence)}{Links([note])}</li>\n");
            page.Append("</ul>\n</section>\n");
        }
        if (bulletin.SingleSource.Count > 0)
        {
            page.Append("<section aria-labelledby=\"single\">\n<h2 id=\"single\">What rests on one source</h2>\n<table>\n<thead><tr><th scope=\"col\">Source</th><th scope=\"col\">Events it carries alone</th></tr></thead>\n<tbody>\n");
            foreach ((string source, IReadOnlyList<BulletinEntry> entries) in bulletin.SingleSource)
                page.Append(CultureInfo.InvariantCulture, $"<tr><th scope=\"row\">{E(source)}</th><td>{string.Join("; ", entries.Select(entry => $"<a href=\"#{entry.Anchor}\">{E(entry.Label)}</a>"))}</td></tr>\n");
            page.Append("</tbody>\n</table>\n</section>\n");
        }
        if (bulletin.Problems.Count > 0)
        {
            page.Append("<section aria-labelledby=\"problems\">\n<h2 id=\"problems\">Problems</h2>\n<p class=\"summary\">Inputs that could not be read, or not fully.</p>\n<ul>\n");
            foreach (Problem problem in bulletin.Problems) page.Append(CultureInfo.InvariantCulture, $"<li><code>{problem.Code}</code> {E(problem.Document)}: {E(problem.Message)}</li>\n");
            page.Append("</ul>\n</section>\n");
        }
        page.Append("<section aria-labelledby=\"notes\">\n<h2 id=\"notes\">Notes</h2>\n<p class=\"summary\">Quoted words are exact unless marked; positions are characters (UTF-16 units) of the document's text.</p>\n<ol class=\"notes\">\n");
        foreach (BulletinNote note in bulletin.Notes) Note(page, note);
        page.Append("</ol>\n</section>\n</main>\n</body>\n</html>\n");
        return page.ToString();
    }

    private static void Entry(StringBuilder page, BulletinEntry entry)
    {
        string kind = entry.Tables.Count > 0 ? " disputed" : entry.Event.Roots.Count > 1 ? " many" : string.Empty;
        page.Append(CultureInfo.InvariantCulture, $"<article id=\"{entry.Anchor}\">\n<div><h3>{E(entry.Label)}</h3> <span class=\"standing{kind}\">{E(entry.Standing)}</span></div>\n<p>{E(entry.Sentence)}{Links(entry.Notes)}</p>\n<p class=\"sources\">{E(entry.SourcesLine)}.</p>\n");
        if (entry.CollapsedLines.Count > 0)
        {
            page.Append("<ul class=\"collapsed\">\n");
            foreach (string line in entry.CollapsedLines) page.Append(CultureInfo.InvariantCulture, $"<li>{E(line)}</li>\n");
            page.Append("</ul>\n");
        }
        foreach (BulletinTable table in entry.Tables)
        {
            page.Append(CultureInfo.InvariantCulture, $"<table>\n<caption>Sources disagree: {E(char.ToLowerInvariant(table.Caption[0]) + table.Caption[1..])}</caption>\n<thead><tr><th scope=\"col\">Value</th><th scope=\"col\">Who says so</th><th scope=\"col\">Where</th></tr></thead>\n<tbody>\n");
            foreach ((string value, string saysWho, IReadOnlyList<int> notes) in table.Rows) page.Append(CultureInfo.InvariantCulture, $"<tr><th scope=\"row\">{E(value)}</th><td>{E(saysWho)}</td><td>{Links(notes)}</td></tr>\n");
            page.Append("</tbody>\n</table>\n");
        }
        foreach (BulletinEntry consequence in entry.Consequences) Entry(page, consequence);
        page.Append("</article>\n");
    }

    private static void Note(StringBuilder page, BulletinNote note)
    {
        string title = note.Url is { } url && (url.StartsWith("https://", StringComparison.OrdinalIgnoreCase) || url.StartsWith("http://", StringComparison.OrdinalIgnoreCase))
            ? $"<a href=\"{E(url)}\" rel=\"noreferrer\">{E(note.Title)}</a>" : E(note.Title);
        string language = note.Language is { } tag && tag != "und" ? $" lang=\"{tag}\"" : string.Empty;
        string trigger = note.Trigger.Length > 0 ? $"<mark>{E(note.Trigger)}</mark>" : string.Empty;
        page.Append(CultureInfo.InvariantCulture, $"<li id=\"n{note.Number}\" value=\"{note.Number}\"><cite>{title}</cite>. {E(note.Publisher)}, {BulletinMarkdown.DateWords(note.Published)}. {E(BulletinMarkdown.ChainWords(note))}\n<blockquote{language}>{E(note.Before)}{trigger}{E(note.After)}</blockquote>\n<span class=\"meta\">{(note.IsChanged ? "names replaced; " : string.Empty)}characters {note.Span.Start}–{note.Span.End}; <code>{E(note.Reference)}</code> <a href=\"#{note.Entry}\" aria-label=\"Back to the entry of note {note.Number}\">↩</a></span></li>\n");
    }

    private static string Links(IReadOnlyList<int> notes) => notes.Count == 0 ? string.Empty
        : $"<sup>{string.Join(" ", notes.Select(note => string.Create(CultureInfo.InvariantCulture, $"<a href=\"#n{note}\" aria-label=\"Note {note}\">{note}</a>")))}</sup>";

    private static string E(string text) => Encoder.Encode(text);
}
