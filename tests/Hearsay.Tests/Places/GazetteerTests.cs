using Hearsay.Places;

namespace Hearsay.Tests.Places;

public class GazetteerTests
{
    private static readonly GazetteerEntry[] Entries =
    [
        new(1, PlaceSource.Hearsay, PlaceKind.Country, "UA", null, null, null, 0, ["Ukraine", "Украина", "Україна", "~український"]),
        new(2, PlaceSource.Hearsay, PlaceKind.Region, "UA.07", "UA", null, null, 0, ["Kharkiv Oblast", "Харківська область"]),
        new(706483, PlaceSource.GeoNames, PlaceKind.RegionSeat, null, "UA.07", 49.98081, 36.25272, 1_433_886, ["Kharkiv", "Харків", "Харьков"]),
        new(703656, PlaceSource.GeoNames, PlaceKind.Town, null, "UA.07.99", 49.71064, 37.61574, 27_169, ["Kupiansk", "Куп'янськ", "Купянск"]),
        new(3, PlaceSource.Hearsay, PlaceKind.Water, null, null, null, null, 0, ["Black Sea", "Чорне море", "Чёрное море"]),
    ];

    [Fact]
    public void What_is_packed_comes_out_again()
    {
        Gazetteer gazetteer = Open(GazetteerBuilder.Build(Entries));
        Place kharkiv = Single(gazetteer, "Харкові");
        Assert.Equal("Kharkiv", kharkiv.Name);
        Assert.Equal("Kharkiv Oblast", kharkiv.Admin1);
        Assert.Equal("UA", kharkiv.Country);
        Assert.Equal(49.9808, kharkiv.Latitude!.Value, 3);
        Assert.Equal(36.2527, kharkiv.Longitude!.Value, 3);
        Assert.InRange(kharkiv.Population, 1_433_000, 1_434_000);
        Assert.Equal("geonames:706483", kharkiv.GazetteerId);
        Assert.Equal(PlacePrecision.Settlement, kharkiv.Precision);
    }

    [Fact]
    public void A_division_that_is_not_listed_falls_back_to_its_region() => Assert.Equal("Kharkiv Oblast", Single(Open(GazetteerBuilder.Build(Entries)), "Купянске").Admin1);

    [Fact]
    public void Regions_countries_and_seas_have_no_point()
    {
        Gazetteer gazetteer = Open(GazetteerBuilder.Build(Entries));
        Assert.All((string[])["Харківської області", "України", "Чорним морем"], name =>
        {
            Place place = Single(gazetteer, name);
            Assert.Null(place.Latitude);
            Assert.Null(place.Longitude);
            Assert.NotEqual(PlacePrecision.Settlement, place.Precision);
        });
    }

    [Fact]
    public void The_order_of_entries_does_not_change_the_file() => Assert.Equal(GazetteerBuilder.Build(Entries), GazetteerBuilder.Build(Entries.Reverse()));

    [Fact]
    public void Damage_is_noticed()
    {
        byte[] file = GazetteerBuilder.Build(Entries);
        file[^3] ^= 0x20;
        Assert.Contains("damaged", Assert.Throws<GazetteerFormatException>(() => Open(file)).Message, StringComparison.Ordinal);
        byte[] cut = GazetteerBuilder.Build(Entries)[..^5];
        Assert.Contains("damaged", Assert.Throws<GazetteerFormatException>(() => Open(cut)).Message, StringComparison.Ordinal);
        Assert.Contains("not a gazetteer", Assert.Throws<GazetteerFormatException>(() => Open("something else entirely, but long enough"u8.ToArray())).Message, StringComparison.Ordinal);
        byte[] newer = GazetteerBuilder.Build(Entries);
        newer[7] = 9;
        Assert.Contains("version 9", Assert.Throws<GazetteerFormatException>(() => Open(newer)).Message, StringComparison.Ordinal);
    }

    // Unoptimised code reads the checksum several times slower.
    [Fact]
    public void The_built_in_gazetteers_spend_at_most_forty_bytes_a_name()
    {
        IReadOnlyList<Gazetteer> builtIn = [.. PlaceFolders.OpenAll().Where(opened => opened.Path.StartsWith(PlaceFolders.BuiltIn, StringComparison.Ordinal))];
        Assert.True(builtIn[0].Count > 200_000);
        foreach (Gazetteer gazetteer in builtIn)
        {
            long names = 0;
            for (int place = 0; place < gazetteer.Count; place++) names += gazetteer.NamesOf(place).Count;
            Assert.True(gazetteer.FileSize <= 40 * names, $"{gazetteer.FileSize} bytes for {names} names");
        }
        Assert.True(builtIn.Sum(gazetteer => gazetteer.FileSize) < 18_000_000);
    }

    [Fact]
    public void What_lies_in_a_region_is_one_range()
    {
        Gazetteer gazetteer = PlaceFolders.OpenBuiltIn();
        var index = new PlaceIndex([gazetteer]);
        int region = index.Match("Sumy Oblast")[0].Ref.Number;
        int end = gazetteer.EndOf(region);
        Assert.True(end - region > 50);
        for (int place = 0; place < gazetteer.Count; place++) Assert.Equal(place >= region && place < end, gazetteer.IsWithin(place, region));
    }

    [Fact]
    public void A_country_file_and_a_users_own_list_are_layers_over_the_built_in_one()
    {
        string folder = Directory.CreateTempSubdirectory("hearsay-places").FullName;
        try
        {
            Gazetteer builtIn = PlaceFolders.OpenBuiltIn();
            const string Dump = "999000001\tVyhadane Selo\tVyhadane Selo\tВигадане Село,Выдуманное Село\t50.10000\t36.50000\tP\tPPL\tUA\t\t07\t\t\t\t0\t\t100\tEurope/Kyiv\t2024-01-01";
            Gazetteer country = Save(folder, "UA", GazetteerBuilder.Build(PlaceSources.CountryFile("UA", new StringReader(Dump), "dump", builtIn)));
            string csv = Path.Combine(folder, "mine.csv");
            File.WriteAllText(csv, "name,names,lat,lon,country,admin1\n\"Camp Zero\",\"Zero Camp|Лагерь Ноль\",13.5,25.3,SD,North Darfur\n");
            Gazetteer mine = Save(folder, "user-mine", GazetteerBuilder.Build(PlaceSources.Csv(csv)));
            var index = new PlaceIndex([builtIn, country, mine]);
            Place village = index.PlaceAt(Assert.Single(index.Match("у Вигаданому Селі"[2..])).Ref);
            Assert.Equal("Kharkiv Oblast", village.Admin1);
            Assert.Equal("geonames:999000001", village.GazetteerId);
            Place camp = index.PlaceAt(Assert.Single(index.Match("Лагере Ноль")).Ref);
            Assert.Equal("SD", camp.Country);
            Assert.StartsWith("user:", camp.GazetteerId, StringComparison.Ordinal);
            // The country of both lists is one.
            Assert.Single(index.Match("Украина"));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Theory]
    [InlineData("no columns here", ":1:")]
    [InlineData("name,lat,lon\nHere,95,10", ":2:")]
    [InlineData("name,lat,lon\nHere,5,10\n,1,1", ":3:")]
    public void A_bad_line_of_a_users_list_is_named(string text, string where)
    {
        string path = Path.GetTempFileName();
        try
        {
            File.WriteAllText(path, text);
            Assert.Contains(where, Assert.Throws<InvalidDataException>(() => PlaceSources.Csv(path).ToList()).Message, StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void A_bad_line_of_a_dump_is_named() =>
        Assert.Contains("UA.txt:2", Assert.Throws<InvalidDataException>(() => GeoNamesReader.Read(new StringReader("# comment\nnot\ta\tdump"), "UA.txt", divisions: true).ToList()).Message, StringComparison.Ordinal);

    private static Place Single(Gazetteer gazetteer, string name)
    {
        var index = new PlaceIndex([gazetteer]);
        return index.PlaceAt(Assert.Single(index.Match(name)).Ref);
    }

    private static Gazetteer Save(string folder, string name, byte[] file)
    {
        string path = Path.Combine(folder, name + ".hsgaz");
        File.WriteAllBytes(path, file);
        return Gazetteer.Open(path);
    }

    private static Gazetteer Open(byte[] file)
    {
        string path = Path.GetTempFileName();
        try
        {
            File.WriteAllBytes(path, file);
            return Gazetteer.Open(path);
        }
        finally
        {
            File.Delete(path);
        }
    }
}
