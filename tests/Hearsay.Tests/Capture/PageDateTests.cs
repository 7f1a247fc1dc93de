using System.Globalization;
using Hearsay.Capture;
using Hearsay.Text;

namespace Hearsay.Tests.Capture;

/// <summary>Which of the days a page declares, shows and has in its address is that of its publication.</summary>
public class PageDateTests
{
    private static readonly string Text = "<p>The mayor of Orlivka said that eleven recruits had been held in the cellar of a school, and that nobody had told their relatives where they were.</p>"
        + "<p>The garrison denied the report and said that the men were at an exercise near the town, which would end on the following day, and that all were well.</p>";

    [Theory]
    [InlineData("2023-03-14T22:30:00Z", "15 March 2023, 00:30", "2023-03-15")] // one moment, in universal time and in the publisher's own
    [InlineData("2023-03-15T02:30:00+00:00", "March 14, 2023", "2023-03-14")]
    [InlineData("2023-03-14T09:30:00Z", "15 March 2023", "2023-03-14")] // no place is that far east
    [InlineData("2023-03-14T22:30:00+02:00", "15 March 2023", "2023-03-14")]
    [InlineData("2023-01-01T00:00:00Z", "14 March 2023", "2023-03-14")] // the day a template was published
    [InlineData("2023-03-14", "Updated 20 April 2023", "2023-03-14")]
    [InlineData("2023-03-14", "14.03.23, 10:40", "2023-03-14")]
    [InlineData(null, "14.03.23, 10:40", "2023-03-14")]
    [InlineData(null, "Published: 14 March 2023", "2023-03-14")]
    [InlineData(null, "14 March 2023 – 17 March 2023", null)] // how long something lasts
    [InlineData(null, "", null)]
    [InlineData("2023-11-01T09:00:00Z", "Motoring 11/01/2023", "2023-11-01")] // the declared day, month first
    [InlineData(null, "3 May 2023 / 12:25 / Updated 8 hours ago", "2023-05-03")]
    [InlineData("2023-03-14", "Doors open: 20 April 2023", "2023-04-20")]
    public void Day_of_publication(string? declared, string shown, string? day)
    {
        string meta = declared is null ? "" : $"<meta property=\"article:published_time\" content=\"{declared}\">";
        Document document = CaptureTesting.ReadPage($"<html><head><title>Recruits locked in cellar</title>{meta}</head><body><article><h1>Recruits locked in cellar</h1><div>{shown}</div>{Text}</article></body></html>");
        Assert.Equal(day, document.Published?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
    }

    [Fact]
    public void A_declared_day_that_the_page_shows_too_is_not_overruled_by_another_it_shows()
    {
        Document document = CaptureTesting.ReadPage($"<html><head><title>Recruits locked in cellar</title><meta property=\"article:published_time\" content=\"2023-03-14\"></head><body><article><h1>Recruits locked in cellar</h1><div>20 April 2023</div><div>14 March 2023</div>{Text}</article></body></html>");
        Assert.Equal(new DateOnly(2023, 3, 14), document.Published);
    }

    [Fact]
    public void Of_several_days_in_microdata_none_is_the_page_s()
    {
        static string Card(string day) => $"<span itemprop=\"datePublished\" content=\"{day}\"></span>";
        Assert.Equal(new DateOnly(2023, 3, 14), CaptureTesting.ReadPage($"<html><body><article><h1>Recruits locked in cellar</h1>{Card("2023-03-14")}{Text}</article></body></html>").Published);
        Assert.Null(CaptureTesting.ReadPage($"<html><body><article><h1>Recruits locked in cellar</h1>{Card("2023-03-14")}{Text}</article>{Card("2022-01-02")}</body></html>").Published);
    }

    [Fact]
    public void A_shown_day_after_the_last_change_is_no_day_of_publication() => Assert.Equal("2023-03-14", Day(
        "<meta property=\"article:published_time\" content=\"2023-03-14\"><meta property=\"article:modified_time\" content=\"2023-03-16\">", "<div>Doors open: 20 April 2023</div>"));

    [Fact]
    public void A_day_declared_without_saying_of_what_yields_to_the_one_under_the_headline() => Assert.Equal("2023-03-13", Day(
        "<meta name=\"date\" content=\"2023-03-14\">", "<ul><li>By our reporter</li><li>13.03.2023, 12:01</li></ul>"));

    [Fact]
    public void The_month_in_the_address_speaks_against_a_day_of_another_month() => Assert.Equal("2023-03-14", Day(
        "<meta property=\"article:published_time\" content=\"2023-03-14\">", "<div>Concert in the square 18 January 2022</div>", url: "https://paper.example/2023/03/recruits/"));

    [Fact]
    public void The_address_tells_the_local_day_where_only_the_bar_above_shows_another() => Assert.Equal("2023-03-14", Day(
        "<meta property=\"article:published_time\" content=\"2023-03-15T01:49:09Z\">", "", "<div>Wednesday, 15 March 2023</div><h2>Recruits locked in cellar</h2>", "https://paper.example/2023/03/14/recruits/"));

    [Fact]
    public void The_only_day_a_page_shows_in_a_line_of_its_own_is_taken_where_nothing_else_tells_one()
    {
        Assert.Equal("2023-03-14", Day("", "", after: "<p>14 March 2023</p>"));
        Assert.Null(Day("", "", after: "<p>14 March 2023</p><p>2 June 2023</p>"));
    }

    [Fact]
    public void A_recipe_tells_its_day_too() => Assert.Equal("2023-03-14", Day(
        "<script type=\"application/ld+json\">{\"@type\":\"Recipe\",\"name\":\"Bread\",\"datePublished\":\"2023-03-14\"}</script>", ""));

    private static string? Day(string head, string below, string above = "", string? url = null, string after = "") => CaptureTesting.ReadPage(
        $"<html><head><title>Recruits locked in cellar</title>{head}</head><body>{above}<article><h1>Recruits locked in cellar</h1>{below}{Text}</article>{after}</body></html>",
        new CaptureOptions { Url = url }).Published?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
