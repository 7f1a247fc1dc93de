using System.Globalization;
using System.Text.RegularExpressions;
using Hearsay.Cli;
using Hearsay.Places;
using Hearsay.Tests.Times;

namespace Hearsay.Tests.Places;

public partial class EvaluatePlacesTests
{
    [Fact]
    public void Given_and_found_toponyms_are_counted_apart()
    {
        DirectoryInfo data = Directory.CreateTempSubdirectory("hearsay-evaluate");
        try
        {
            const string text = "The shells fell near Kharkiv. Nobody was hurt in Sumy.";
            File.WriteAllText(Path.Combine(data.FullName, "GeoVirus.xml"), $"<articles><article><text>{text}</text><locations>{Location("Kharkiv", 49.98, 36.25)}{Location("Sumy", 0, 0)}</locations></article></articles>");
            using var output = new StringWriter(CultureInfo.InvariantCulture);
            EvaluatePlaces.Run(PlaceResolver.Load(), PlainText.Analyse, data.FullName, null, null, misses: false, output);
            Assert.StartsWith("GeoVirus: 1 documents, 2 toponyms; span given: within 161 km 0.500, ", output.ToString(), StringComparison.Ordinal);
            Assert.Contains("end to end: precision 1.000, recall 1.000, F1 1.000", output.ToString(), StringComparison.Ordinal);

            string Location(string name, double latitude, double longitude)
            {
                int start = text.IndexOf(name, StringComparison.Ordinal);
                return string.Create(CultureInfo.InvariantCulture, $"<location><name>{name}</name><start>{start}</start><end>{start + name.Length}</end><lat>{latitude}</lat><lon>{longitude}</lon></location>");
            }
        }
        finally
        {
            data.Delete(recursive: true);
        }
    }

    /// <summary>Floors on the public sets, where they lie unpacked beside the repository; may not fall. Without tags: what the stage does alone.</summary>
    [Fact]
    public void Figures_on_public_sets_do_not_fall()
    {
        string data = Path.Combine(Repository.Root, "..", "shared", "unpacked", "train");
        if (!Directory.Exists(data))
        {
            Console.WriteLine($"skipped: no unpacked sets in {data}");
            return;
        }
        using var output = new StringWriter(CultureInfo.InvariantCulture);
        EvaluatePlaces.Run(PlaceResolver.Load(), PlainText.Analyse, data, null, null, misses: false, output);
        foreach (string line in output.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            double floor = line.Split(' ', ':')[0] switch { "lgl" => 0.81, "GeoVirus" => 0.89, "headlines" => 0.95, _ => 0 };
            Match figure = Within().Match(line);
            Assert.True(double.Parse(figure.Groups[1].ValueSpan, CultureInfo.InvariantCulture) >= floor, $"{line} is below {floor}");
        }
    }

    [GeneratedRegex(@"within \d+ km (\d\.\d+)")]
    private static partial Regex Within();
}
