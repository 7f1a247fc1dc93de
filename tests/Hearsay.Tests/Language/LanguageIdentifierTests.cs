using Hearsay.Language;
using Hearsay.Tests.Times;
using Hearsay.Text;

namespace Hearsay.Tests.Language;

/// <summary>tests/corpus/language/identify.txt, line by line.</summary>
public sealed class LanguageIdentifierTests
{
    public static TheoryData<int, string, LanguageCode> Lines()
    {
        var lines = new TheoryData<int, string, LanguageCode>();
        LanguageCode expected = LanguageCode.Unknown;
        int number = 0;
        foreach (string line in File.ReadLines(Path.Combine(Repository.Root, "tests", "corpus", "language", "identify.txt")))
        {
            number++;
            if (line.Length == 0 || line.StartsWith("# ", StringComparison.Ordinal)) continue;
            if (!line.StartsWith("= ", StringComparison.Ordinal)) lines.Add(number, line, expected);
            else
            {
                expected = line[2..] switch
                {
                    "en" => LanguageCode.English,
                    "ru" => LanguageCode.Russian,
                    "uk" => LanguageCode.Ukrainian,
                    "other" => LanguageCode.Other,
                    "unknown" => LanguageCode.Unknown,
                    string other => throw new InvalidDataException($"identify.txt:{number}: no language \"{other}\""),
                };
            }
        }
        return lines;
    }

    [Theory]
    [MemberData(nameof(Lines))]
    public void Text_is_in_its_language(int line, string text, LanguageCode expected)
    {
        LanguageCode found = LanguageIdentifier.Identify(text);
        Assert.True(expected == found, $"identify.txt:{line}: {found} instead of {expected}: {text}");
    }
}
