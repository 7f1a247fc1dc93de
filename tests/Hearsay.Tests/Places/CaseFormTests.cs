using Hearsay.Places;
using Hearsay.Text;

namespace Hearsay.Tests.Places;

public class CaseFormTests
{
    // Share of the corpus that must be recognised as the place it names.
    private const double Floor = 0.97;

    private static readonly PlaceResolver Resolver = PlaceResolver.Load();

    [Theory]
    [InlineData("case-forms.ru.tsv", LanguageCode.Russian, 300)]
    [InlineData("case-forms.uk.tsv", LanguageCode.Ukrainian, 300)]
    [InlineData("spellings.en.tsv", LanguageCode.English, 75)]
    public void Case_forms_and_spellings_are_recognised(string file, LanguageCode language, int least)
    {
        int all = 0;
        var wrong = new List<string>();
        foreach (string line in File.ReadLines(Path.Combine(Corpus(), file)))
        {
            if (line.StartsWith('#')) continue;
            string[] column = line.Split('\t');
            var span = new TextSpan(column[0].IndexOf(column[1], StringComparison.Ordinal), column[1].Length);
            all++;
            string? found = Resolver.Resolve(PlainText.Analyse(column[0], language)).FirstOrDefault(t => t.Span == span)?.Place?.Name;
            if (found is null || PlaceKeys.Hash(found) != PlaceKeys.Hash(column[2])) wrong.Add($"{column[1]} ({column[2]}): {found ?? "nothing"}");
        }
        Assert.True(all >= least, $"{file} has {all} lines");
        Assert.True(all - wrong.Count >= Floor * all, $"{all - wrong.Count} of {all}\n{string.Join('\n', wrong)}");
    }

    [Theory]
    [InlineData("ріг", "розі")]
    [InlineData("харків", "харкові")]
    [InlineData("орел", "орлом")]
    [InlineData("ромни", "ромен")]
    [InlineData("авдіївка", "авдіївці")]
    [InlineData("запоріжжя", "запоріжжі")]
    [InlineData("сумы", "сумах")]
    [InlineData("казань", "казанью")]
    public void Stems_alternate_as_the_languages_let_them(string nominative, string form) => Assert.True(Inflection().IsFormOf(nominative, form));

    [Theory]
    [InlineData("киров", "кировске")]
    [InlineData("бахмут", "бахмутка")]
    [InlineData("суми", "сумка")]
    [InlineData("львів", "любов")]
    public void Other_words_are_no_case_forms(string nominative, string word) => Assert.False(Inflection().IsFormOf(nominative, word));

    private static Inflection Inflection() => new(Path.Combine(PlaceFolders.BuiltIn, "inflection.tsv"));

    private static string Corpus()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            string corpus = Path.Combine(folder.FullName, "tests", "corpus", "places");
            if (Directory.Exists(corpus)) return corpus;
        }
        throw new DirectoryNotFoundException("tests/corpus/places is not above the test program");
    }
}
