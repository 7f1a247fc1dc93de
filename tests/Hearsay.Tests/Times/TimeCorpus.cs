using System.Globalization;
using Hearsay.Text;
using Hearsay.Times;

namespace Hearsay.Tests.Times;

/// <summary>Reads tests/corpus/times/*.txt: an expected value, then every phrasing that must give it.</summary>
/// <remarks>
/// "published DATE" or "published unknown" sets the reference; "= VALUE RULE [; VALUE RULE …]" what the bracketed words of
/// the lines below must give, in order; "!" opens lines that must give nothing. VALUE is a day, FROM..TO (either side may
/// be empty), "-" for unresolved, or "N days" for a length without days; a "~" before it says that it is background.
/// </remarks>
public static class TimeCorpus
{
    /// <summary>One bracketed stretch and what it must give.</summary>
    public sealed record Expected(int Start, int End, string Value, string Rule, bool IsBackground);

    /// <summary>One line.</summary>
    public sealed record Case(string File, int Line, DateOnly? Published, string Text, IReadOnlyList<Expected> Expected)
    {
        public string Name => $"{File}:{Line.ToString(CultureInfo.InvariantCulture)}";
    }

    public static readonly TimeTagger Tagger = new(Path.Combine(AppContext.BaseDirectory, "data", "times"));

    public static readonly IReadOnlyList<Case> Cases = [.. new[] { "en", "ru", "uk" }.SelectMany(Read)];

    public static Document DocumentOf(string text, DateOnly? published, string language) => new()
    {
        Id = "",
        Key = "",
        Body = text,
        Blocks = [.. Blocks(text)],
        Published = published,
        Language = language switch { "ru" => LanguageCode.Russian, "uk" => LanguageCode.Ukrainian, _ => LanguageCode.English },
    };

    private static IEnumerable<Block> Blocks(string text)
    {
        for (int at = 0; at < text.Length;)
        {
            int end = text.IndexOf('\n', at);
            if (end < 0) end = text.Length;
            if (end > at) yield return new Block(TextSpan.FromBounds(at, end), BlockKind.Paragraph);
            at = end + 1;
        }
    }

    private static IEnumerable<Case> Read(string language)
    {
        DateOnly? published = null;
        string[] values = [];
        int number = 0;
        foreach (string line in File.ReadLines(Path.Combine(Repository.Root, "tests", "corpus", "times", language + ".txt")))
        {
            number++;
            string text = line.Trim();
            if (text.Length == 0 || text[0] == '#') continue;
            if (text.StartsWith("published ", StringComparison.Ordinal)) published = text.EndsWith("unknown", StringComparison.Ordinal) ? null : DateOnly.Parse(text[10..], CultureInfo.InvariantCulture);
            else if (text[0] == '!') values = [];
            else if (text[0] == '=') values = text[1..].Split(';', StringSplitOptions.TrimEntries);
            else yield return Parse(language, number, published, text.Replace(" / ", "\n", StringComparison.Ordinal), values);
        }
    }

    private static Case Parse(string language, int number, DateOnly? published, string marked, string[] values)
    {
        var body = new System.Text.StringBuilder();
        var expected = new List<Expected>();
        int start = -1;
        foreach (char c in marked)
        {
            if (c == '[') start = body.Length;
            else if (c == ']')
            {
                string value = values[expected.Count];
                int cut = value.LastIndexOf(' ');
                expected.Add(new Expected(start, body.Length, value[..cut].TrimStart('~'), language + "/" + value[(cut + 1)..], value[0] == '~'));
            }
            else body.Append(c);
        }
        if (expected.Count != values.Length) throw new InvalidDataException($"{language}.txt, line {number}: {values.Length} values for {expected.Count} bracketed stretches");
        return new Case(language, number, published, body.ToString(), expected);
    }

    public static string Show(TimeExpression expression) =>
        expression.Interval is { } i ? i.From == i.To ? Day(i.From) : $"{Day(i.From)}..{Day(i.To)}"
        : expression.DurationDays is { } days ? days.ToString("0.##", CultureInfo.InvariantCulture) + " days" : "-";

    private static string Day(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "";
}

/// <summary>Where the repository lies, seen from the test's output folder.</summary>
internal static class Repository
{
    public static readonly string Root = Find();

    private static string Find()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Hearsay.slnx"))) return folder.FullName;
        }
        throw new DirectoryNotFoundException("no Hearsay.slnx above the test's folder");
    }
}
