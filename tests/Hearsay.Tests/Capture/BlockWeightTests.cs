using System.Text;
using Hearsay.Capture;
using Hearsay.Text;

namespace Hearsay.Tests.Capture;

/// <summary>What the learned weights drop of a page where no rule speaks, and how they are learned.</summary>
public class BlockWeightTests
{
    private static readonly string[] Paragraphs =
    [
        "The mayor of Orlivka said on Tuesday that eleven recruits had been held in the cellar of a school, and that nobody had told their relatives where they were.",
        "The garrison denied the report and said that the men were at an exercise near the town, which would end on the following day, and that all of them were well.",
        "Two mothers who had waited at the gate since the morning said that an officer had promised them a list of names, but that nobody had come out to read it to them.",
        "The prosecutor's office said that it had opened a case after a lawyer of one of the families had filed a complaint with photographs of the cellar and of its door.",
        "By the evening seven of the men had called home, the lawyer said, while the four others could still not be reached by anybody who had tried to telephone them.",
    ];

    private static string Card(string headline, string words) => $"<div class=\"entry\"><a href=\"/x\"><img src=\"x.jpg\"></a><h3><a href=\"/x\">{headline}</a></h3><p>{words}</p><a href=\"/x\">More</a></div>";

    private static string Page(string below) =>
        $"<html><head><title>Recruits locked in cellar</title></head><body><main><h1>Recruits locked in cellar</h1><div>{string.Concat(Paragraphs.Select(p => $"<p>{p}</p>"))}</div>{below}</main></body></html>";

    private static readonly string Cards = "<div>" + string.Concat(
        Card("Bakery opens third shop by the harbour", "Long queues formed for the first loaves of the new oven."), Card("Choir wins a prize for its songs", "Its leader thanked everybody who had come to listen."),
        Card("Library moves to the old station", "Readers carried the books over the square by hand."), Card("Ferry timetable changes in spring", "The first boat will leave half an hour earlier.")) + "</div>";

    [Fact]
    public void Cards_of_other_stories_below_the_article_are_dropped()
    {
        Document document = CaptureTesting.ReadPage(Page(Cards));
        foreach (string paragraph in Paragraphs) Assert.Contains(paragraph, document.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("loaves", document.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("Ferry", document.Body, StringComparison.Ordinal);
    }

    [Fact]
    public void A_table_of_figures_amid_the_article_stays()
    {
        string row = "<tr><td>Night watch</td><td>12%</td><td>$40</td><td>45%</td></tr>";
        string html = Page("").Replace($"<p>{Paragraphs[2]}</p>", $"<p>{Paragraphs[2]}</p><table>{row}{row.Replace("Night", "Day", StringComparison.Ordinal)}</table>", StringComparison.Ordinal);
        Assert.Contains("Night watch 12% $40 45%", CaptureTesting.ReadPage(html).Body, StringComparison.Ordinal);
    }

    [Fact]
    public void Training_twice_gives_the_same_lines_and_tells_cards_from_paragraphs()
    {
        KnownPage[] pages = [.. Enumerable.Range(0, 6).Select(_ => new KnownPage(Encoding.UTF8.GetBytes(Page(Cards)), null, string.Join('\n', Paragraphs)))];
        IReadOnlyList<string> first = BlockTraining.Train(CaptureTesting.Lexicon, pages), second = BlockTraining.Train(CaptureTesting.Lexicon, pages);
        Assert.Equal(first, second);
        float Weight(string name) => float.Parse(Assert.Single(first, line => line.StartsWith(name, StringComparison.Ordinal) && line.Count(c => c == ' ') == 2)[name.Length..], System.Globalization.CultureInfo.InvariantCulture);
        Assert.True(Weight("Relation 0 ") > 0);
        Assert.True(Weight("Repeats 2 ") < 0);
    }

    [Fact]
    public void A_line_without_a_known_trait_is_refused_with_its_place()
    {
        string folder = Directory.CreateTempSubdirectory().FullName;
        try
        {
            foreach (string file in Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "data", "capture"))) File.Copy(file, Path.Combine(folder, Path.GetFileName(file)));
            File.WriteAllText(Path.Combine(folder, "blocks.txt"), "# weights\nRelation 0 0.5\nColour 3 0.1\n");
            Assert.Contains("blocks.txt(3)", Assert.Throws<InvalidDataException>(() => PageLexicon.Load(folder)).Message, StringComparison.Ordinal);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
