using Hearsay.Capture;

namespace Hearsay.Tests.Network;

public class RobotsTests
{
    [Theory]
    [InlineData("User-agent: *\nDisallow: /", "/a", false)]
    [InlineData("User-agent: *\nDisallow:", "/a", true)]
    [InlineData("", "/a", true)]
    [InlineData("User-agent: *\nDisallow: /news\nAllow: /news/open", "/news/open/1", true)]
    [InlineData("User-agent: *\nDisallow: /news\nAllow: /news/open", "/news/shut", false)]
    [InlineData("User-agent: *\nAllow: /page\nDisallow: /page", "/page", true)] // of two equal rules the kinder one
    [InlineData("User-agent: *\nDisallow: /\n\nUser-agent: Hearsay\nDisallow: /private", "/news", true)]
    [InlineData("User-agent: *\nAllow: /\n\nUser-agent: hearsay/2\nDisallow: /", "/news", false)]
    [InlineData("User-agent: Hearsay\nUser-agent: other\nDisallow: /a\n\nUser-agent: HEARSAY\nDisallow: /b", "/b/1", false)] // groups of one name count together
    [InlineData("User-agent: Hearsay\nUser-agent: other\nDisallow: /a\n\nUser-agent: HEARSAY\nDisallow: /b", "/a/1", false)]
    [InlineData("User-agent: Hear\nDisallow: /", "/a", true)] // another program's name
    [InlineData("User-agent: *\nDisallow: /*.pdf$", "/x/report.pdf", false)]
    [InlineData("User-agent: *\nDisallow: /*.pdf$", "/x/report.pdf?page=2", true)]
    [InlineData("User-agent: *\nDisallow: /*print*", "/a?x=print&b", false)]
    [InlineData("User-agent: *\nDisallow: /новини", "/%D0%BD%D0%BE%D0%B2%D0%B8%D0%BD%D0%B8/1", false)]
    [InlineData("User-agent: *\nDisallow: /%7ejoe", "/~joe/a", false)]
    [InlineData("User-agent: *\nDisallow: /a%2fb", "/a/b", true)] // an escaped slash is no slash
    [InlineData("Sitemap: https://example.org/s.xml\nUser-agent: * # all\n disallow : /a # b", "/a", false)]
    [InlineData("Disallow: /", "/a", true)] // a rule of no group
    [InlineData("User-agent: *\nDisallow: /", "/robots.txt", true)]
    public void The_longest_rule_of_the_programs_own_group_decides(string file, string path, bool allowed) =>
        Assert.Equal(allowed, RobotsRules.Parse(file, "Hearsay").Allows(new Uri("https://example.org" + path)));

    [Fact]
    public void A_delay_asked_for_is_kept_within_a_minute()
    {
        Assert.Equal(TimeSpan.FromSeconds(5), RobotsRules.Parse("User-agent: *\nCrawl-delay: 5\nDisallow: /a", "Hearsay").Delay);
        Assert.Equal(RobotsRules.LongestDelay, RobotsRules.Parse("User-agent: *\nCrawl-delay: 86400", "Hearsay").Delay);
        Assert.Null(RobotsRules.Parse("User-agent: *\nCrawl-delay: soon", "Hearsay").Delay);
    }

    [Fact]
    public void A_pattern_of_many_stars_is_no_trap()
    {
        RobotsRules rules = RobotsRules.Parse($"User-agent: *\nDisallow: /{string.Concat(Enumerable.Repeat("*a", 200))}$", "Hearsay");
        Assert.True(rules.Allows(new Uri("https://example.org/" + new string('a', 5000) + "b")));
    }
}
