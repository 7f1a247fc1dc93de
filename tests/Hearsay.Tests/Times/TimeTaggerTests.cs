using FsCheck;
using FsCheck.Fluent;
using Hearsay.Text;
using Hearsay.Times;

namespace Hearsay.Tests.Times;

public class TimeTaggerTests
{
    public static TheoryData<string> Lines() => new(TimeCorpus.Cases.Select(c => c.Name));

    [Theory]
    [MemberData(nameof(Lines))]
    public void Corpus_line_gives_its_days(string name)
    {
        TimeCorpus.Case line = TimeCorpus.Cases.Single(c => c.Name == name);
        IReadOnlyList<TimeExpression> found = TimeCorpus.Tagger.Tag(TimeCorpus.DocumentOf(line.Text, line.Published, line.File));
        string all = string.Join("; ", found.Select(f => $"[{f.Span.Of(line.Text)}] {TimeCorpus.Show(f)} {f.Rule} {f.Anchor}"));
        if (line.Expected.Count == 0)
        {
            Assert.True(found.Count == 0, $"{line.Name} \"{line.Text}\" holds no time, found {all}");
            return;
        }
        foreach (TimeCorpus.Expected expected in line.Expected)
        {
            TimeExpression? hit = found.FirstOrDefault(f => f.Span.Start < expected.End && f.Span.End > expected.Start);
            string words = line.Text[expected.Start..expected.End];
            Assert.True(hit is not null, $"{line.Name} \"{words}\" not found, found {all}");
            Assert.True(hit.Span.Of(line.Text) == words, $"{line.Name} \"{words}\" found as \"{hit.Span.Of(line.Text)}\"");
            Assert.True(TimeCorpus.Show(hit) == expected.Value && hit.Rule == expected.Rule && hit.IsBackground == expected.IsBackground,
                $"{line.Name} \"{words}\" should be {expected.Value} by {expected.Rule}, background {expected.IsBackground}; found {all}, background {hit.IsBackground}");
        }
    }

    [Fact]
    public void Every_rule_has_a_corpus_line()
    {
        var told = TimeCorpus.Cases.SelectMany(c => c.Expected).Select(e => e.Rule).ToHashSet(StringComparer.Ordinal);
        string[] untold = [.. TimeCorpus.Tagger.RuleIds.Where(id => !told.Contains(id)).Order(StringComparer.Ordinal)];
        Assert.True(untold.Length == 0, "rules without a corpus line: " + string.Join(", ", untold));
    }

    [Fact]
    public void Spans_are_in_bounds_ordered_and_apart()
    {
        string[] words = [.. TimeCorpus.Cases.SelectMany(c => c.Text.Split(' ', '\n')).Distinct(StringComparer.Ordinal)];
        Gen<string> texts = Gen.ListOf(Gen.Elements(words)).Select(list => string.Join(' ', list));
        Prop.ForAll(texts.ToArbitrary(), text =>
        {
            int end = 0;
            foreach (TimeExpression expression in TimeCorpus.Tagger.Tag(TimeCorpus.DocumentOf(text, new DateOnly(2022, 12, 6), "en")))
            {
                if (expression.Span.Start < end || expression.Span.Length <= 0 || expression.Span.End > text.Length) return false;
                if (expression.Interval is { From: { } from, To: { } to } && from > to) return false;
                end = expression.Span.End;
            }
            return true;
        }).Check(Config.QuickThrowOnFailure.WithReplay(20221206, 297).WithMaxTest(2000));
    }

    [Fact]
    public void The_same_document_gives_the_same_expressions()
    {
        string text = string.Join('\n', TimeCorpus.Cases.Select(c => c.Text));
        Document document = TimeCorpus.DocumentOf(text, new DateOnly(2022, 12, 6), "en");
        Assert.Equal(TimeCorpus.Tagger.Tag(document), TimeCorpus.Tagger.Tag(document));
    }

    [Fact]
    public void A_clause_told_as_following_gets_the_stretch_after_the_expression()
    {
        const string text = "The men were detained on October 16. They stayed for two days before being forced to dig.\nTwo weeks of forced digging later, they were asked again, and then held for another two weeks.";
        IReadOnlyList<TimeExpression> found = TimeCorpus.Tagger.Tag(TimeCorpus.DocumentOf(text, new DateOnly(2022, 12, 6), "en"));
        int stay = Enumerable.Range(0, found.Count).Single(i => found[i].Span.Of(text) == "two days");
        Assert.Equal(new Hearsay.Times.Interval(new(2022, 10, 18), new(2022, 11, 1), Grain.Week), NarrativeClock.Following(found, stay));
    }

    [Fact]
    public void What_began_on_a_day_lasts_as_long_as_the_next_sentence_says()
    {
        const string text = "The men were detained on October 16. They stayed for two days. On November 3 they were freed.";
        IReadOnlyList<TimeExpression> found = TimeCorpus.Tagger.Tag(TimeCorpus.DocumentOf(text, new DateOnly(2022, 12, 6), "en"));
        Assert.Equal(new Hearsay.Times.Interval(new(2022, 10, 16), new(2022, 10, 18), Grain.Day), NarrativeClock.Lasting(found, 0));
        Assert.Equal(found[2].Interval, NarrativeClock.Lasting(found, 2));
    }

    [Fact]
    public void A_broken_vocabulary_names_file_and_line()
    {
        string folder = Directory.CreateTempSubdirectory("hearsay-times").FullName;
        try
        {
            foreach (string file in Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "data", "times"))) File.Copy(file, Path.Combine(folder, Path.GetFileName(file)));
            File.WriteAllText(Path.Combine(folder, "uk.yaml"), "language: uk\nwords:\n  month:\n    1: січень\n  moon:\n    1: повня\n");
            InvalidDataException problem = Assert.Throws<InvalidDataException>(() => new TimeTagger(folder));
            Assert.Contains("uk.yaml, line 5", problem.Message, StringComparison.Ordinal);
            Assert.Contains("moon", problem.Message, StringComparison.Ordinal);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public void An_empty_body_gives_nothing() => Assert.Empty(TimeCorpus.Tagger.Tag(TimeCorpus.DocumentOf("", null, "en")));

    [Fact]
    public void Digits_at_the_very_end_or_without_end_are_no_trouble()
    {
        foreach (string text in new[] { "5", "5.", "05.12", "12:3", "2022-", "1990", new string('7', 5000), "5 " + new string(' ', 5000), string.Concat(Enumerable.Repeat("1 2 ", 5000)) })
            Assert.All(TimeCorpus.Tagger.Tag(TimeCorpus.DocumentOf(text, new DateOnly(2022, 12, 6), "ru")), f => Assert.InRange(f.Span.End, 1, text.Length));
    }
}
