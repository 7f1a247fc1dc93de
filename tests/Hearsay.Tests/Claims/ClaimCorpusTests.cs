using System.Globalization;
using Hearsay.Claims;
using Hearsay.Tests.Golden;
using Hearsay.Text;
using Xunit.Abstractions;

namespace Hearsay.Tests.Claims;

public class ClaimCorpusTests(ITestOutputHelper output)
{
    public static TheoryData<string> Lines() => new(ClaimCorpus.Cases.Where(line => !line.IsPending && !line.IsBlind).Select(line => line.Name));

    [Theory]
    [MemberData(nameof(Lines))]
    public void Line_gives_its_claims(string name)
    {
        ClaimCorpus.Case line = ClaimCorpus.Cases.Single(candidate => candidate.Name == name);
        IReadOnlyList<string> wrong = ClaimCorpus.Check(line);
        Assert.True(wrong.Count == 0, $"{line.Name} \"{line.Text}\": {string.Join("; ", wrong)}");
    }

    /// <summary>Share of lines wholly right, those marked as pending included. May rise, not fall.</summary>
    [Theory]
    [InlineData("en", false, 0.83)]
    [InlineData("en", true, 0.63)]
    [InlineData("ru", false, 0.79)]
    [InlineData("uk", false, 0.82)]
    [InlineData("uk", true, 0.6)]
    [InlineData("ru", true, 0.512)]
    public void Share_of_lines_wholly_right_does_not_fall(string language, bool isBlind, double floor)
    {
        ClaimCorpus.Case[] lines = [.. ClaimCorpus.Cases.Where(line => line.Language == language && line.IsBlind == isBlind)];
        int right = 0;
        foreach (ClaimCorpus.Case line in lines)
        {
            IReadOnlyList<string> wrong = ClaimCorpus.Check(line);
            if (wrong.Count == 0) right++;
            if (isBlind) continue;
            if (wrong.Count > 0) output.WriteLine($"{line.Name} \"{line.Text}\": {string.Join("; ", wrong)}");
            else if (line.IsPending) output.WriteLine($"{line.Name} comes out right by now: take its ~ away");
        }
        double share = (double)right / lines.Length;
        string figure = string.Create(CultureInfo.InvariantCulture, $"{language}{(isBlind ? ", blind" : "")}: {right} of {lines.Length} lines wholly right ({share:0.000})");
        output.WriteLine(figure);
        Assert.True(share >= floor, string.Create(CultureInfo.InvariantCulture, $"{figure}; the floor is {floor:0.000}"));
    }

    [Fact]
    public void Rule_files_load_and_every_type_can_be_found_in_every_language()
    {
        Codebook codebook = ClaimExtractor.Load(Engines.Data).Codebook;
        foreach (LanguageCode language in new[] { LanguageCode.English, LanguageCode.Russian, LanguageCode.Ukrainian })
        {
            HashSet<string> found = [.. codebook.RulesOf(language).Select(rule => rule.Type.Code)];
            string[] missing = [.. codebook.Types.Select(type => type.Code).Where(code => !found.Contains(code))];
            Assert.True(missing.Length == 0, $"{language} has no rule for {string.Join(", ", missing)}");
        }
    }

    [Fact]
    public void Every_rule_has_an_id_of_its_own()
    {
        Codebook codebook = Engines.BuiltIn.Codebook;
        foreach (LanguageCode language in new[] { LanguageCode.English, LanguageCode.Russian, LanguageCode.Ukrainian })
        {
            string[] twice = [.. codebook.RulesOf(language).Distinct().GroupBy(rule => rule.Id, StringComparer.Ordinal).Where(group => group.Count() > 1).Select(group => group.Key)];
            Assert.True(twice.Length == 0, $"{language}: {string.Join(", ", twice)}");
        }
    }

    [Theory]
    [InlineData("codebook", "en.yaml")]
    [InlineData("codebook", "types.yaml")]
    [InlineData("attribution", "ru.yaml")]
    [InlineData("quantities", "uk.yaml")]
    [InlineData("claims", "ru.yaml")]
    public void A_broken_rule_file_is_refused_with_its_name_and_line(string subject, string file)
    {
        string copy = Directory.CreateTempSubdirectory("hearsay-data-").FullName;
        try
        {
            foreach (string folder in new[] { "codebook", "attribution", "quantities", "claims" })
            {
                Directory.CreateDirectory(Path.Combine(copy, folder));
                foreach (string path in Directory.EnumerateFiles(Path.Combine(Engines.Data, folder))) File.Copy(path, Path.Combine(copy, folder, Path.GetFileName(path)));
            }
            File.Copy(Path.Combine(Engines.Data, "sources.yaml"), Path.Combine(copy, "sources.yaml"));
            File.AppendAllText(Path.Combine(copy, subject, file), "\nno such key of any rule file: [1, {\n");

            DataFileException problem = Assert.Throws<DataFileException>(() => ClaimExtractor.Load(copy));

            Assert.Matches($@"{file}\([0-9]+\)", problem.Message);
        }
        finally
        {
            Directory.Delete(copy, recursive: true);
        }
    }

    [Fact]
    public void Spans_of_every_claim_lie_in_the_text()
    {
        foreach (ClaimCorpus.Case line in ClaimCorpus.Cases)
        {
            foreach (Claim claim in Engines.BuiltIn.Read(Engines.DocumentOf(line.Text, LanguageCode.Unknown)).Claims)
            {
                TextSpan[] spans = [claim.Trigger, claim.Sentence, .. claim.Participants.Select(p => p.Span), .. claim.Sources.Select(s => s.Span), .. claim.Sources.Select(s => s.CueSpan)];
                Assert.All(spans, span => Assert.InRange(span.End, span.Start, line.Text.Length));
                Assert.True(claim.Trigger.Length > 0 && claim.Trigger.Start >= claim.Sentence.Start && claim.Trigger.End <= claim.Sentence.End, $"{line.Name}: trigger outside its sentence");
                Assert.True(claim.Trace.Count > 0, $"{line.Name}: {claim.Rule} leaves no trace to explain it by");
            }
        }
    }
}
