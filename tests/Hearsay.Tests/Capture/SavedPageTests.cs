using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Hearsay.Text;
using static Hearsay.Tests.Capture.CaptureTesting;

namespace Hearsay.Tests.Capture;

/// <summary>The pages of tests/pages/saved: self-written, in the manner of Russian and Ukrainian sites. "[+…+]" marks what must be kept, "[-…-]" what must go.</summary>
public partial class SavedPageTests
{
    static SavedPageTests() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    public static TheoryData<string> Pages() => [.. Directory.EnumerateFiles(Path.Combine(PageTests.Folder, "saved"), "*.html").Select(f => Path.GetFileNameWithoutExtension(f)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Pages))]
    public void Marked_passages_are_kept_and_dropped(string name)
    {
        string source = File.ReadAllText(Path.Combine(PageTests.Folder, "saved", name + ".html"));
        int end = source.IndexOf("-->", StringComparison.Ordinal);
        Dictionary<string, string> head = source[4..end].Split('\n').Select(line => line.Split(": ", 2)).Where(parts => parts.Length == 2).ToDictionary(parts => parts[0].Trim(), parts => parts[1].Trim(), StringComparer.Ordinal);
        string page = source[(end + 3)..].TrimStart();
        string[] keep = [.. KeepMark().Matches(page).Select(m => Tag().Replace(m.Groups["passage"].Value, ""))], drop = [.. DropMark().Matches(page).Select(m => m.Groups["passage"].Value.Trim())];
        Assert.NotEmpty(keep);
        Assert.NotEmpty(drop);
        page = page.Replace("[+", "", StringComparison.Ordinal).Replace("+]", "", StringComparison.Ordinal).Replace("[-", "", StringComparison.Ordinal).Replace("-]", "", StringComparison.Ordinal);

        Document[] documents = [.. Read(Encoding.GetEncoding(head.GetValueOrDefault("encoding", "utf-8")).GetBytes(page), name + ".html").Where(result => result.Document is not null).Select(result => result.Document!)];
        string all = string.Join("\n=====\n", documents.Select(d => d.Body));
        Assert.All(keep, passage => Assert.True(all.Contains(passage, StringComparison.Ordinal), $"lost: {passage}\n--- text:\n{all}"));
        Assert.All(drop, passage => Assert.False(all.Contains(passage, StringComparison.Ordinal), $"kept: {passage}\n--- text:\n{all}"));
        if (head.TryGetValue("title", out string? title)) Assert.All(documents, document => Assert.Equal(title, document.Title));
        string days = string.Join(", ", documents.Select(d => d.Published?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "none"));
        Assert.Equal(head.GetValueOrDefault("days") ?? head.GetValueOrDefault("published") ?? "none", days);
    }

    [GeneratedRegex(@"\[\+(?<passage>.+?)\+\]", RegexOptions.Singleline)]
    private static partial Regex KeepMark();

    [GeneratedRegex("<[^>]+>")]
    private static partial Regex Tag();

    [GeneratedRegex(@"\[-(?<passage>.+?)-\]", RegexOptions.Singleline)]
    private static partial Regex DropMark();
}
