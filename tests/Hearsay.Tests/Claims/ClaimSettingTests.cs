using System.Globalization;
using Hearsay.Claims;
using Hearsay.Tests.Golden;
using Hearsay.Tests.Times;
using Hearsay.Text;

namespace Hearsay.Tests.Claims;

/// <summary>Places and days of claims in short reports: tests/corpus/settings/*.txt, whose format en.txt tells.</summary>
public class ClaimSettingTests
{
    public sealed record Case(string Language, int Line, DateOnly Published, string Text, string Trigger, string Place, string Days);

    private static readonly Dictionary<string, Case> Cases = ClaimNotation.Languages.SelectMany(Read).ToDictionary(c => $"{c.Language}:{c.Line}", StringComparer.Ordinal);

    public static TheoryData<string> Names => [.. Cases.Keys.Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Claim_is_set_where_and_when_the_report_says(string name)
    {
        Case line = Cases[name];
        LanguageCode language = ClaimNotation.LanguageOf(line.Language);
        Document document = Engines.DocumentOf(line.Text, language) with { Published = line.Published };
        Claim[] claims = [.. Engines.BuiltIn.Read(document).Claims.Where(claim => claim.Trigger.Of(line.Text).ToString().Contains(line.Trigger, StringComparison.Ordinal))];
        Assert.True(claims.Length > 0, $"no claim at \"{line.Trigger}\"");
        Assert.Contains((line.Place, line.Days), claims.Select(claim => (claim.Place?.Toponym.Place?.Name ?? "-", Days(claim.When))));
    }

    private static string Days(ClaimTime? when) => when?.Interval is not { } interval ? "-"
        : interval.From == interval.To ? Day(interval.From) : $"{Day(interval.From)}..{Day(interval.To)}";

    private static string Day(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "";

    private static IEnumerable<Case> Read(string language)
    {
        string path = Path.Combine(Repository.Root, "tests", "corpus", "settings", language + ".txt");
        DateOnly published = default;
        string? text = null;
        int number = 0;
        foreach (string line in File.ReadLines(path))
        {
            number++;
            if (line.Length == 0 || line[0] == '#') continue;
            if (line.StartsWith("published ", StringComparison.Ordinal))
            {
                published = DateOnly.ParseExact(line["published ".Length..], "yyyy-MM-dd", CultureInfo.InvariantCulture);
                text = null;
            }
            else if (text is null) text = line.Replace(" / ", "\n", StringComparison.Ordinal);
            else
            {
                string[] sides = line.Split(" => ");
                int days = sides[1].LastIndexOf(' ');
                yield return new Case(language, number, published, text, sides[0], sides[1][..days], sides[1][(days + 1)..]);
            }
        }
    }
}
