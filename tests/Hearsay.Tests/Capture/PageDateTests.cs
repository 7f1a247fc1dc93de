using System.Globalization;
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
}
