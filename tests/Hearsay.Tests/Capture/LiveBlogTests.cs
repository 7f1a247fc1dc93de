using System.Globalization;
using Hearsay.Capture;
using Hearsay.Text;
using static Hearsay.Tests.Capture.CaptureTesting;

namespace Hearsay.Tests.Capture;

public class LiveBlogTests
{
    private const string Head = "<html><head><title>Siege of Orlivka: live</title><meta property=\"article:published_time\" content=\"2023-03-14T08:00:00+02:00\"></head><body><main><h1>Siege of Orlivka: live</h1>";

    private static string Entry(string time, string text, string more = "") => $"<div class=\"entry\"{more}>{time}<p>{text} The town council said so in a statement to residents.</p></div>";

    private static string Page(params string[] entries) => $"{Head}<div class=\"feed\">{string.Concat(entries)}</div></main></body></html>";

    private static string Days(string page) => string.Join(' ', Read(page, "page.html").Select(result => result.Document!.Published?.ToString("MM-dd", CultureInfo.InvariantCulture) ?? "none"));

    [Fact]
    public void Each_entry_is_a_document_under_its_own_time()
    {
        CaptureResult[] results = Read(Page(
            Entry("<time datetime=\"2023-03-15T07:10:00+02:00\">07:10</time>", "The bridge was hit by two rockets.", " id=\"b\""),
            Entry("<time datetime=\"2023-03-14T22:10:00+02:00\">22:10</time>", "Power failed in the northern quarters.", " id=\"a\""),
            Entry("<time datetime=\"2023-03-14T09:30:00+02:00\">09:30</time>", "A column was seen on the ring road.")), "page.html", new CaptureOptions { Url = "https://example.org/live" });

        Assert.Equal(["page.html#b", "page.html#a", "page.html#2023-03-14T09:30"], results.Select(r => r.Document!.Key));
        Assert.Equal(["https://example.org/live#b", "https://example.org/live#a", "https://example.org/live"], results.Select(r => r.Document!.Url));
        Assert.Equal([new DateOnly(2023, 3, 15), new DateOnly(2023, 3, 14), new DateOnly(2023, 3, 14)], results.Select(r => r.Document!.Published!.Value));
        Assert.All(results, result => Assert.Equal(result.Document!.Id, Hearsay.Capture.Capture.IdOf(result.Capture!.Bytes)));
        Assert.StartsWith("The bridge was hit", results[0].Document!.Body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("18:40", "12:05", "09:10", "03-14 03-14 03-14")]
    [InlineData("07:10", "22:10", "09:30", "none none none")] // midnight lies between the first two
    [InlineData("15 March, 07:10", "14 March, 22:10", "14 March, 09:30", "03-15 03-14 03-14")]
    [InlineData("15.03.23 07:10", "14.03.23 22:10", "14.03.23 09:30", "03-15 03-14 03-14")]
    public void A_clock_without_a_day_is_of_the_page_s_day_only_where_no_midnight_lies_between(string first, string second, string third, string days) =>
        Assert.Equal(days, Days(Page(Entry($"<b>{first}</b>", "The bridge was hit by two rockets."), Entry($"<b>{second}</b>", "Power failed in the northern quarters."), Entry($"<b>{third}</b>", "A column was seen on the ring road."))));

    [Fact]
    public void A_stamp_in_universal_time_gives_the_day_of_the_clock_beside_it() =>
        Assert.Equal("03-15 03-14 03-14", Days(Page(
            Entry("<time datetime=\"2023-03-14T22:30:00Z\">00:30</time>", "The bridge was hit by two rockets."),
            Entry("<time datetime=\"2023-03-14T20:30:00Z\">22:30</time>", "Power failed in the northern quarters."),
            Entry("<time datetime=\"2023-03-14T07:30:00Z\">09:30</time>", "A column was seen on the ring road."))));

    [Fact]
    public void What_readers_write_below_an_article_is_no_entry()
    {
        string text = string.Join("", Enumerable.Range(1, 3).Select(i => $"<p>The mayor said on Monday that {i} recruits had been held in the cellar of a school for two days.</p>"));
        Document document = CaptureTesting.ReadPage($"{Head}<div>{text}</div><h3>Comments (3)</h3>{Entry("<i>10:00</i>", "What a mess this is.")}{Entry("<i>11:00</i>", "I was there and saw nothing.")}{Entry("<i>12:00</i>", "Nobody tells us anything.")}</main></body></html>");
        Assert.EndsWith("for two days.", document.Body, StringComparison.Ordinal);
    }

    [Fact]
    public void A_record_is_one_document_whatever_its_page_holds()
    {
        string page = Page(Entry("<b>18:40</b>", "The bridge was hit by two rockets."), Entry("<b>12:05</b>", "Power failed in the northern quarters."), Entry("<b>09:10</b>", "A column was seen on the ring road."));
        CaptureResult only = Assert.Single(Read(System.Text.Json.JsonSerializer.Serialize(new Dictionary<string, string> { ["id"] = "a", ["html"] = page }), "pages.jsonl"));
        Assert.Contains("ring road", only.Document!.Body, StringComparison.Ordinal);
    }

    [Fact]
    public void Structured_data_gives_a_day_only_to_what_the_page_shows()
    {
        const string told = "<script type=\"application/ld+json\">{\"@type\":\"LiveBlogPosting\",\"liveBlogUpdate\":[{\"headline\":\"Bridge hit by two rockets at dawn\",\"datePublished\":\"2023-03-15T06:00:00+02:00\"},{\"headline\":\"Power failed in northern quarters\",\"datePublished\":\"2023-03-14T22:00:00+02:00\"},{\"headline\":\"Column seen on the ring road again\",\"datePublished\":\"2023-03-14T09:00:00+02:00\"},{\"headline\":\"Shown nowhere on this page at all\",\"datePublished\":\"2023-03-13T09:00:00+02:00\"}]}</script>";
        static string Told(string headline) => $"<div><h3>{headline}</h3><p>The town council said so in a statement to residents.</p></div>";
        Assert.Equal("03-15 03-14 03-14", Days($"{Head}{told}<div>{Told("Bridge hit by two rockets at dawn")}{Told("Power failed in northern quarters")}{Told("Column seen on the ring road again")}</div></main></body></html>"));
    }
}
