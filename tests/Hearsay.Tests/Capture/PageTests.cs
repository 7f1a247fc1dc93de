using System.Text;
using Hearsay.Text;
using static Hearsay.Tests.Capture.CaptureTesting;

namespace Hearsay.Tests.Capture;

/// <summary>Each layout in tests/pages/layouts filled with each article of tests/pages/articles.txt: what must be kept is kept, what must go is gone.</summary>
public class PageTests
{
    static PageTests() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    private sealed record Article(string Name, string Language, Dictionary<string, string> Fields, List<(char Kind, string Text)> Lines);

    internal static readonly string Folder = FindFolder();
    private static readonly (List<Article> Articles, Dictionary<string, Dictionary<string, string>> Clutter) Data = Load();

    public static TheoryData<string, string> Pages()
    {
        TheoryData<string, string> pages = [];
        foreach (string layout in Directory.EnumerateFiles(Path.Combine(Folder, "layouts"), "*.html").Select(f => Path.GetFileNameWithoutExtension(f)).Order(StringComparer.Ordinal))
        {
            foreach (Article article in Data.Articles) pages.Add(layout, article.Name);
        }
        return pages;
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public void Article_is_kept_and_clutter_goes(string layout, string name)
    {
        Article article = Data.Articles.Single(a => a.Name == name);
        string template = File.ReadAllText(Path.Combine(Folder, "layouts", layout + ".html"));
        string page = Fill(template, article);
        // The old table layout is served as old pages are: without a charset, in windows-1251.
        byte[] bytes = layout == "tables" ? Encoding.GetEncoding(1251).GetBytes(page) : Encoding.UTF8.GetBytes(page);
        Document document = Assert.Single(Read(bytes, layout + ".html")).Document!;

        Assert.Equal(article.Fields["title"], document.Title);
        int at = 0;
        foreach ((_, string line) in article.Lines)
        {
            int found = document.Body.IndexOf(line, at, StringComparison.Ordinal);
            Assert.True(found >= 0, $"lost or out of order: {line}\n--- body:\n{document.Body}");
            at = found + line.Length;
        }
        foreach ((string key, string text) in Data.Clutter[article.Language])
        {
            if (template.Contains("{{" + key + "}}", StringComparison.Ordinal))
                Assert.False(document.Body.Contains(text, StringComparison.Ordinal), $"kept clutter \"{text}\"\n--- body:\n{document.Body}");
        }
        Assert.DoesNotContain(article.Fields["title"] + "\n", document.Body, StringComparison.Ordinal);
        Assert.Equal(DateOnly.ParseExact(article.Fields["iso"], "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture), document.Published);
    }

    [Theory]
    [InlineData("<title>Recruits locked in cellar — Orlivka Gazette</title>", "<p>© Orlivka Gazette, 2023</p>", "Orlivka Gazette")]
    [InlineData("<title>Recruits locked in cellar — Orlivka Gazette</title>", "", null)]
    [InlineData("<title>Recruits locked in cellar — and nobody knows why</title>", "<p>and nobody knows why</p>", null)]
    public void The_name_after_the_title_is_the_publisher_where_the_page_shows_it(string title, string footer, string? publisher)
    {
        Document document = CaptureTesting.ReadPage($"<html><head>{title}</head><body><h1>Recruits locked in cellar</h1><p>{string.Join(' ', Enumerable.Repeat("The mayor said that eleven men were held there.", 4))}</p>{footer}</body></html>");
        Assert.Equal(publisher, document.Publisher);
    }

    [Fact]
    public void A_label_before_a_line_break_announces_what_follows()
    {
        Document document = CaptureTesting.ReadPage($"<html><body><h1>Recruits locked in cellar</h1><p>{string.Join(' ', Enumerable.Repeat("The mayor said that eleven men were held there.", 4))}</p><div>UP NEXT<br>King opens long bridge over river<br>Dogs guard castle</div></body></html>");
        Assert.EndsWith("held there.", document.Body, StringComparison.Ordinal);
    }

    private static string Fill(string template, Article article)
    {
        string page = template;
        foreach ((string key, string value) in article.Fields.Concat(Data.Clutter[article.Language])) page = page.Replace("{{" + key + "}}", value, StringComparison.Ordinal);
        int half = (article.Lines.Count + 1) / 2;
        return page.Replace("{{lang}}", article.Language, StringComparison.Ordinal)
            .Replace("{{body}}", Markup(article.Lines), StringComparison.Ordinal)
            .Replace("{{body1}}", Markup(article.Lines[..half]), StringComparison.Ordinal)
            .Replace("{{body2}}", Markup(article.Lines[half..]), StringComparison.Ordinal)
            .Replace("{{breaks}}", string.Join("<br><br>\n", article.Lines.Select(l => l.Kind == 'h' ? $"<b>{l.Text}</b>" : l.Text)), StringComparison.Ordinal);
    }

    private static string Markup(List<(char Kind, string Text)> lines) =>
        string.Concat(lines.Select(l => l.Kind switch { 'h' => $"<h2>{l.Text}</h2>\n", 'q' => $"<blockquote><p>{l.Text}</p></blockquote>\n", _ => $"<p>{l.Text}</p>\n" }));

    private static (List<Article> Articles, Dictionary<string, Dictionary<string, string>> Clutter) Load()
    {
        List<Article> articles = [];
        Dictionary<string, Dictionary<string, string>> clutter = new(StringComparer.Ordinal);
        Dictionary<string, string> fields = [];
        Article? article = null;
        foreach (string line in File.ReadAllLines(Path.Combine(Folder, "articles.txt")))
        {
            if (line.Length == 0 || line[0] == '#') continue;
            if (line[0] == '[')
            {
                string[] words = line.Trim('[', ']').Split(' ');
                fields = new Dictionary<string, string>(StringComparer.Ordinal);
                article = null;
                if (words[0] == "clutter") clutter[words[1]] = fields;
                else articles.Add(article = new Article(words[1], words[0], fields, []));
                continue;
            }
            int colon = line.IndexOf(": ", StringComparison.Ordinal);
            string key = line[..colon], text = line[(colon + 2)..];
            if (key.Length == 1) article!.Lines.Add((key[0], text));
            else fields[key] = text;
        }
        return (articles, clutter);
    }

    private static string FindFolder()
    {
        for (DirectoryInfo? at = new(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            string candidate = Path.Combine(at.FullName, "tests", "pages");
            if (Directory.Exists(candidate)) return candidate;
        }
        throw new DirectoryNotFoundException("tests/pages");
    }
}
