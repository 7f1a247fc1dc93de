using System.CommandLine;
using System.Globalization;
using Hearsay.Places;

namespace Hearsay.Cli;

/// <summary><c>hearsay places</c>: build, extend and ask the gazetteer.</summary>
internal static class PlacesVerb
{
    /// <summary>The verb with its parts build, add and find.</summary>
    internal static Command Create() => new("places", "The gazetteer: which places Hearsay knows.") { Build(), Fill(), Add(), Find() };

    private static Command Build()
    {
        var cities = new Option<FileInfo>("--cities") { Description = "GeoNames dump of populated places (cities500.txt, .gz or .zip)", Required = true };
        var admin1 = new Option<FileInfo>("--admin1") { Description = "First-level divisions: JSON array of code and name", Required = true };
        var admin2 = new Option<FileInfo>("--admin2") { Description = "Second-level divisions: JSON array of code and name", Required = true };
        var lists = new Option<DirectoryInfo>("--lists") { Description = "Folder of Hearsay's own lists (data/places)", Required = true };
        var output = new Option<FileInfo>("--out") { Description = "The file to write (world.hsgaz)", Required = true };
        var command = new Command("build", "Make the built-in gazetteer from GeoNames extracts and Hearsay's own lists.\n\nExample:\n  hearsay places build --cities cities500.txt --admin1 admin1.json --admin2 admin2.json --lists data/places --out data/places/world.hsgaz")
        {
            cities, admin1, admin2, lists, output,
        };
        command.SetAction(parsed => Guard(() =>
        {
            List<GazetteerEntry> entries = PlaceSources.BuiltIn(
                parsed.GetRequiredValue(cities).FullName, parsed.GetRequiredValue(admin1).FullName, parsed.GetRequiredValue(admin2).FullName, parsed.GetRequiredValue(lists).FullName);
            return Write(GazetteerBuilder.Build(entries), parsed.GetRequiredValue(output).FullName);
        }));
        return command;
    }

    private static Command Fill()
    {
        var country = new Argument<string>("COUNTRY") { Description = "ISO code of the country (UA)" };
        var from = new Option<FileInfo>("--from") { Description = "GeoNames country file (.txt, .txt.gz or .zip)", Required = true };
        var output = new Option<FileInfo>("--out") { Description = "The file to write (ua.hsgaz)", Required = true };
        var command = new Command("fill", "Make a further built-in gazetteer: the places of a country that the first one lacks.\n\nExample:\n  hearsay places fill UA --from UA.zip --out data/places/ua.hsgaz") { country, from, output };
        command.SetAction(parsed => Guard(() =>
        {
            string path = parsed.GetRequiredValue(from).FullName;
            using StreamReader text = GeoNamesReader.OpenText(path);
            List<GazetteerEntry> entries = PlaceSources.CountryFile(parsed.GetRequiredValue(country).ToUpperInvariant(), text, path, PlaceFolders.OpenBuiltIn(), onlyMissing: true);
            return Write(GazetteerBuilder.Build(entries), parsed.GetRequiredValue(output).FullName);
        }));
        return command;
    }

    private static Command Add()
    {
        var country = new Argument<string?>("COUNTRY") { Description = "ISO code of the country (UA, RU, SY …)", Arity = ArgumentArity.ZeroOrOne };
        var from = new Option<FileInfo?>("--from") { Description = "GeoNames country file (.txt, .txt.gz or .zip); without it the file is fetched from download.geonames.org" };
        var csv = new Option<FileInfo?>("--csv") { Description = "Your own list: CSV with the columns name, lat, lon and if you like names, country, admin1, population" };
        var command = new Command("add", "Add all places of a country, or your own list, to the places Hearsay knows.\n\nExamples:\n  hearsay places add UA\n  hearsay places add UA --from geonames-UA.txt.gz\n  hearsay places add --csv my-places.csv") { country, from, csv };
        command.SetAction((parsed, cancellation) => GuardAsync(async () =>
        {
            if (parsed.GetValue(csv) is FileInfo list)
            {
                string name = "user-" + Path.GetFileNameWithoutExtension(list.Name);
                return Write(GazetteerBuilder.Build(PlaceSources.Csv(list.FullName)), PlaceFolders.UserFile(name));
            }
            string? code = parsed.GetValue(country)?.ToUpperInvariant();
            if (code is not { Length: 2 } || !char.IsAsciiLetterUpper(code[0]) || !char.IsAsciiLetterUpper(code[1]))
            {
                Console.Error.WriteLine("Name a country by its two-letter ISO code (hearsay places add UA), or a list of your own (--csv FILE).");
                return 2;
            }
            Gazetteer builtIn = PlaceFolders.OpenBuiltIn();
            if (parsed.GetValue(from) is FileInfo file) return AddCountry(code, file.FullName, builtIn);
            string fetched = Path.Combine(Path.GetTempPath(), $"hearsay-{code}-{Environment.ProcessId}.zip");
            try
            {
                await PlaceDownload.FetchCountryAsync(code, fetched, cancellation);
                return AddCountry(code, fetched, builtIn);
            }
            finally
            {
                File.Delete(fetched);
            }
        }));
        return command;
    }

    private static Command Find()
    {
        var name = new Argument<string>("NAME") { Description = "A name in any of the three languages, in any case form" };
        var command = new Command("find", "Show the places a name can mean, the most likely first.\n\nExamples:\n  hearsay places find Avdiyivka\n  hearsay places find \"Заветном Желании\"") { name };
        command.SetAction(parsed => Guard(() =>
        {
            var index = new PlaceIndex(PlaceFolders.OpenAll());
            List<PlaceMatch> matches = index.Match(parsed.GetRequiredValue(name));
            foreach (PlaceMatch match in matches)
            {
                Place place = index.PlaceAt(match.Ref);
                string where = string.Join(", ", new[] { place.Name, place.Admin2, place.Precision > PlacePrecision.District ? null : place.Admin1, place.Country }.Where(part => !string.IsNullOrEmpty(part)).Distinct(StringComparer.Ordinal));
                string point = place is { Latitude: double latitude, Longitude: double longitude } ? string.Create(CultureInfo.InvariantCulture, $"{latitude:0.0000} {longitude:0.0000}") : "no point";
                Console.WriteLine($"{where}\t{place.Precision.ToString().ToLowerInvariant()}\t{point}\t{place.Population.ToString(CultureInfo.InvariantCulture)}\t{place.GazetteerId}");
            }
            if (matches.Count > 0) return 0;
            Console.Error.WriteLine("No such place. A fuller gazetteer may have it: hearsay places add COUNTRY");
            return 1;
        }));
        return command;
    }

    private static int AddCountry(string code, string path, Gazetteer builtIn)
    {
        using StreamReader text = GeoNamesReader.OpenText(path);
        return Write(GazetteerBuilder.Build(PlaceSources.CountryFile(code, text, path, builtIn)), PlaceFolders.UserFile(code));
    }

    private static int Write(byte[] file, string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        string draft = path + ".new";
        File.WriteAllBytes(draft, file);
        Gazetteer gazetteer = Gazetteer.Open(draft);
        File.Move(draft, path, overwrite: true);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{gazetteer.Count} places, {gazetteer.EntryCount} names, {file.Length} bytes: {path}"));
        return 0;
    }

    private static int Guard(Func<int> action)
    {
        try
        {
            return action();
        }
        catch (Exception problem) when (problem is IOException or InvalidDataException or GazetteerFormatException or UnauthorizedAccessException or HttpRequestException)
        {
            Console.Error.WriteLine(problem.Message);
            return 1;
        }
    }

    private static async Task<int> GuardAsync(Func<Task<int>> action)
    {
        try
        {
            return await action();
        }
        catch (Exception problem) when (problem is IOException or InvalidDataException or GazetteerFormatException or UnauthorizedAccessException or HttpRequestException)
        {
            Console.Error.WriteLine(problem.Message);
            return 1;
        }
    }
}
