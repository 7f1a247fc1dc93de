using Hearsay.Cli;

namespace Hearsay.Tests.Times;

public class EvaluateTimesTests
{
    private static readonly string Vocabulary = Path.Combine(AppContext.BaseDirectory, "data", "times");

    [Fact]
    public void Found_and_valued_expressions_are_counted_apart()
    {
        DirectoryInfo data = Directory.CreateTempSubdirectory("hearsay-evaluate");
        try
        {
            Write(data, "time-timebank/a.tml", """
                <TimeML><DCT><TIMEX3 type="DATE" value="2022-12-06">6 December</TIMEX3></DCT>
                <TEXT>The base was hit on <TIMEX3 type="DATE" value="2022-12-05">Monday</TIMEX3>, and again
                <TIMEX3 type="DATE" value="2022-11-29">two days ago</TIMEX3>. A <TIMEX3 type="DURATION" value="P3M">trimester</TIMEX3> passed.</TEXT></TimeML>
                """);
            Write(data, "time-duckling-ru-uk/ru.tsv", "# reference\nвчера\tdatetime (2013, 2, 11, 0, 0, 0) Day\nникогда\tdatetime (2013, 2, 11, 0, 0, 0) Day\n");
            Write(data, "time-duckling-ru-uk/uk.tsv", "вчора\tdatetime (2013, 2, 11, 0, 0, 0) Day\n");
            string[] lines = [.. EvaluateTimes.Measure(data.FullName, Vocabulary, misses: false)];
            Assert.Equal("timebank: 1 documents, 3 expressions, 2 found | relaxed P 1.000 R 0.667 F1 0.800 | TIMEX3 string F1 0.400 | value F1 0.400", lines[0]);
            Assert.Equal("duckling ru: 1 of 2 expressions, 0.500", lines[1]);
            Assert.Equal("duckling uk: 1 of 1 expressions, 1.000", lines[2]);
        }
        finally
        {
            data.Delete(recursive: true);
        }
    }

    /// <summary>Floors on the public sets, where they lie unpacked beside the repository; may not fall.</summary>
    [Fact]
    public void Figures_on_public_sets_do_not_fall()
    {
        string data = Path.Combine(Repository.Root, "..", "shared", "unpacked", "train");
        if (!Directory.Exists(data))
        {
            Console.WriteLine($"skipped: no unpacked sets in {data}");
            return;
        }
        foreach (string line in EvaluateTimes.Measure(data, Vocabulary, misses: false))
        {
            double floor = line.Split(' ')[0] switch { "timebank:" => 0.82, "duckling" => 0.95, _ when line.Contains("DatePeriodParser", StringComparison.Ordinal) => 0.62, _ => 0.82 };
            Assert.True(double.Parse(line[^5..], System.Globalization.CultureInfo.InvariantCulture) >= floor, $"{line} is below {floor}");
        }
    }

    private static void Write(DirectoryInfo folder, string path, string text)
    {
        string file = Path.Combine(folder.FullName, path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, text);
    }
}
