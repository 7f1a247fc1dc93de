using Hearsay.Tests.Times;
using Hearsay.Text;

namespace Hearsay.Tests.Language;

/// <summary>tests/corpus/language/sentences.txt, line by line.</summary>
public sealed class SentenceSplitterTests
{
    private static readonly TokenizerLexicon Lexicon = TokenizerLexicon.Load(Path.Combine(AppContext.BaseDirectory, "data", "lexicon"));

    public static TheoryData<int, LanguageCode, string> Lines()
    {
        var lines = new TheoryData<int, LanguageCode, string>();
        LanguageCode language = LanguageCode.Unknown;
        int number = 0;
        foreach (string line in File.ReadLines(Path.Combine(Repository.Root, "tests", "corpus", "language", "sentences.txt")))
        {
            number++;
            if (line.StartsWith("# language ", StringComparison.Ordinal)) language = line[11..] switch { "en" => LanguageCode.English, "ru" => LanguageCode.Russian, _ => LanguageCode.Ukrainian };
            else if (line.Length > 0 && !line.StartsWith("# ", StringComparison.Ordinal)) lines.Add(number, language, line);
        }
        return lines;
    }

    [Theory]
    [MemberData(nameof(Lines))]
    public void Text_falls_into_its_sentences(int line, LanguageCode language, string expected)
    {
        string text = expected.Replace(" || ", " ", StringComparison.Ordinal);
        var tokens = new List<TextSpan>();
        new Tokenizer(Lexicon).Tokenize(text, new TextSpan(0, text.Length), language, tokens);
        var ends = new List<int>();
        new SentenceSplitter(Lexicon).Split(text, tokens, 0, tokens.Count, language, ends);
        int first = 0;
        var found = new List<string>();
        foreach (int end in ends)
        {
            found.Add(text[tokens[first].Start..tokens[end - 1].End]);
            first = end;
        }
        string joined = string.Join(" || ", found);
        Assert.True(expected == joined, $"sentences.txt:{line}: {joined}");
    }
}
