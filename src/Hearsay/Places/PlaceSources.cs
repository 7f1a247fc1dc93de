using System.Globalization;
using System.Text.Json;

namespace Hearsay.Places;

/// <summary>What the built-in gazetteer is made of: GeoNames extracts for the world, and the lists in data/places for names they lack.</summary>
/// <remarks>Format and origin of each list: data/places/README.md.</remarks>
public static class PlaceSources
{
    /// <summary>All entries of the built-in gazetteer.</summary>
    /// <param name="cities">GeoNames dump of populated places (cities500.txt), plain, .gz or .zip.</param>
    /// <param name="admin1">JSON array of {"code","name"} of first-level divisions ("UA.05").</param>
    /// <param name="admin2">The same for second-level divisions ("UA.05.1404").</param>
    /// <param name="lists">Folder with countries.tsv, divisions.tsv, areas.tsv, settlements.tsv and wars.tsv.</param>
    /// <exception cref="InvalidDataException">A bad line; the message names file and line.</exception>
    public static List<GazetteerEntry> BuiltIn(string cities, string admin1, string admin2, string lists)
    {
        var entries = new List<GazetteerEntry>();
        entries.AddRange(Countries(Path.Combine(lists, "countries.tsv")));
        Dictionary<string, GazetteerEntry> known = Divisions(Path.Combine(lists, "divisions.tsv")).ToDictionary(e => e.Code!, StringComparer.Ordinal);
        uint number = 100_000;
        foreach ((string code, string name) in CodeNames(admin1))
        {
            entries.Add(known.TryGetValue(code, out GazetteerEntry? named)
                ? named
                : new GazetteerEntry(number, PlaceSource.Hearsay, PlaceKind.Region, code, code[..2], null, null, 0, DivisionNames(name)));
            number++;
        }
        number = 200_000;
        foreach ((string code, string name) in CodeNames(admin2))
        {
            entries.Add(new GazetteerEntry(number++, PlaceSource.Hearsay, PlaceKind.District, code, code[..code.LastIndexOf('.')], null, null, 0, DivisionNames(name)));
        }
        entries.AddRange(Areas(Path.Combine(lists, "areas.tsv")));
        using (StreamReader text = GeoNamesReader.OpenText(cities)) entries.AddRange(GeoNamesReader.Read(text, cities, divisions: false));
        MergeSettlements(entries, Path.Combine(lists, "settlements.tsv"), 10_000);
        return MergeSettlements(entries, Path.Combine(lists, "wars.tsv"), 30_000);
    }

    /// <summary>All populated places of a GeoNames country file; countries and first-level divisions named as in the built-in gazetteer.</summary>
    /// <param name="country">ISO code; lines of other countries are left out.</param>
    /// <param name="text">The dump.</param>
    /// <param name="path">For messages.</param>
    /// <param name="builtIn">Gives the names of the country and its first-level divisions.</param>
    /// <param name="onlyMissing">Whether to leave out the settlements that the built-in gazetteer has.</param>
    /// <exception cref="InvalidDataException">A bad line, or no line of that country; the message names the file.</exception>
    public static List<GazetteerEntry> CountryFile(string country, TextReader text, string path, Gazetteer builtIn, bool onlyMissing = false)
    {
        var entries = new List<GazetteerEntry>();
        var known = new HashSet<uint>();
        for (int place = 0; onlyMissing && place < builtIn.Count; place++)
        {
            if (builtIn.SourceOf(place) == PlaceSource.GeoNames) known.Add(builtIn.NumberOf(place));
        }
        foreach (GazetteerEntry entry in GeoNamesReader.Read(text, path, divisions: true))
        {
            if (entry.Kind == PlaceKind.Region || entry.ParentCode is null || !entry.ParentCode.StartsWith(country, StringComparison.Ordinal)) continue;
            if (!known.Contains(entry.Id)) entries.Add(entry);
        }
        if (entries.Count == 0) throw new InvalidDataException($"{path} holds no place of {country}");
        uint id = 1;
        for (int place = 0; place < builtIn.Count; place++)
        {
            if (builtIn.KindOf(place) is not (PlaceKind.Country or PlaceKind.Region) || builtIn.CodeOf(place) is not string code || !code.StartsWith(country, StringComparison.Ordinal)) continue;
            List<string> names = builtIn.NamesOf(place);
            names.RemoveAll(name => name.StartsWith('='));
            entries.Add(new GazetteerEntry(id++, PlaceSource.Hearsay, builtIn.KindOf(place), code, code.Length > 2 ? country : null, null, null, 0, names));
        }
        return entries;
    }

    /// <summary>A user's own list: CSV with a header naming at least name, lat and lon; also names (more, separated by |), country, admin1, population.</summary>
    /// <exception cref="InvalidDataException">No such columns, or a bad number; the message names file and line.</exception>
    public static IEnumerable<GazetteerEntry> Csv(string path)
    {
        using var text = new StreamReader(path);
        List<string> header = Fields(text.ReadLine() ?? "");
        int name = header.IndexOf("name"), latitude = header.IndexOf("lat"), longitude = header.IndexOf("lon");
        if (name < 0 || latitude < 0 || longitude < 0) throw new InvalidDataException($"{path}:1: the first line must name the columns name, lat and lon (and may name names, country, admin1, population)");
        int more = header.IndexOf("names"), country = header.IndexOf("country"), region = header.IndexOf("admin1"), population = header.IndexOf("population");
        int lineNumber = 1;
        uint id = 1;
        var containers = new HashSet<string>(StringComparer.Ordinal);
        while (text.ReadLine() is string line)
        {
            lineNumber++;
            if (string.IsNullOrWhiteSpace(line)) continue;
            List<string> field = Fields(line);
            string At(int column) => column >= 0 && column < field.Count ? field[column].Trim() : "";
            if (!double.TryParse(At(latitude), NumberStyles.Float, CultureInfo.InvariantCulture, out double lat) || lat is < -90 or > 90
                || !double.TryParse(At(longitude), NumberStyles.Float, CultureInfo.InvariantCulture, out double lon) || lon is < -180 or > 180
                || At(name).Length == 0)
                throw new InvalidDataException($"{path}:{lineNumber}: a place needs a name, a latitude from -90 to 90 and a longitude from -180 to 180");
            _ = long.TryParse(At(population), NumberStyles.None, CultureInfo.InvariantCulture, out long people);
            string? parent = null;
            if (At(country).Length == 2)
            {
                parent = At(country).ToUpperInvariant();
                if (containers.Add(parent)) yield return new GazetteerEntry(id++, PlaceSource.User, PlaceKind.Country, parent, null, null, null, 0, [parent]);
                if (At(region).Length > 0)
                {
                    string code = $"{parent}.{At(region)}";
                    if (containers.Add(code)) yield return new GazetteerEntry(id++, PlaceSource.User, PlaceKind.Region, code, parent, null, null, 0, [At(region)]);
                    parent = code;
                }
            }
            string[] names = [At(name), .. At(more).Split('|', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)];
            yield return new GazetteerEntry(id++, PlaceSource.User, PlaceKind.Town, null, parent, lat, lon, people, GeoNamesReader.WithRomanisations(names, romanise: true));
        }
    }

    /// <summary>The lines of a list with tab-separated columns; comments (#) and blank lines left out.</summary>
    /// <param name="path">The file.</param>
    /// <param name="columns">How many columns each line must have; missing last ones are read as empty.</param>
    /// <exception cref="InvalidDataException">A line has more columns, or only one; the message names file and line.</exception>
    internal static IEnumerable<(string[] Column, int Line)> Table(string path, int columns)
    {
        int lineNumber = 0;
        foreach (string line in File.ReadLines(path))
        {
            lineNumber++;
            if (line.Length == 0 || line[0] == '#') continue;
            string[] column = line.Split('\t');
            if (column.Length > columns || (column.Length == 1 && columns > 1)) throw new InvalidDataException($"{path}:{lineNumber}: {columns} columns separated by tabs expected, {column.Length} found");
            if (column.Length < columns)
            {
                int given = column.Length;
                Array.Resize(ref column, columns);
                Array.Fill(column, "", given, columns - given);
            }
            yield return (column, lineNumber);
        }
    }

    private static IEnumerable<GazetteerEntry> Countries(string path)
    {
        uint id = 1;
        foreach ((string[] column, _) in Table(path, 5))
            yield return new GazetteerEntry(id++, PlaceSource.Hearsay, PlaceKind.Country, column[0], null, null, null, 0, Names(column[1..4], column[4]));
    }

    private static IEnumerable<GazetteerEntry> Divisions(string path)
    {
        uint id = 1_000;
        foreach ((string[] column, _) in Table(path, 5))
            yield return new GazetteerEntry(id++, PlaceSource.Hearsay, PlaceKind.Region, column[0], column[0][..2], null, null, 0, Names(column[1..4], column[4]));
    }

    private static IEnumerable<GazetteerEntry> Areas(string path)
    {
        uint id = 2_000;
        foreach ((string[] column, int line) in Table(path, 6))
        {
            PlaceKind kind = column[0] switch
            {
                "area" => PlaceKind.Area,
                "water" => PlaceKind.Water,
                _ => throw new InvalidDataException($"{path}:{line}: the kind must be 'area' or 'water', not '{column[0]}'"),
            };
            yield return new GazetteerEntry(id++, PlaceSource.Hearsay, kind, null, column[1].Length == 0 ? null : column[1], null, null, 0, Names(column[2..5], column[5]));
        }
    }

    /// <summary>Adds the settlements of the list, or their names to entries that are there already (same name, within 15 km).</summary>
    private static List<GazetteerEntry> MergeSettlements(List<GazetteerEntry> entries, string path, uint id)
    {
        const double SamePlaceKilometres = 15;
        var byName = new Dictionary<string, List<int>>(StringComparer.Ordinal);
        for (int i = 0; i < entries.Count; i++)
        {
            if (entries[i].Latitude is null) continue;
            foreach (string name in entries[i].Names)
            {
                string key = PlaceKeys.NormaliseName(name);
                if (!byName.TryGetValue(key, out List<int>? list)) byName.Add(key, list = []);
                list.Add(i);
            }
        }
        foreach ((string[] column, int line) in Table(path, 7))
        {
            if (!double.TryParse(column[4], NumberStyles.Float, CultureInfo.InvariantCulture, out double latitude) || !double.TryParse(column[5], NumberStyles.Float, CultureInfo.InvariantCulture, out double longitude))
                throw new InvalidDataException($"{path}:{line}: latitude and longitude must be decimal degrees");
            PlaceKind kind = column[6] switch
            {
                "" or "town" => PlaceKind.Town,
                "facility" => PlaceKind.Facility,
                "community" => PlaceKind.Community,
                "district" => PlaceKind.District,
                _ => throw new InvalidDataException($"{path}:{line}: the kind must be town, facility, community, district or empty, not '{column[6]}'"),
            };
            // Without an English name the press romanisation of the Ukrainian or Russian one is preferred.
            if (column[1].Length == 0) column[1] = column[3].Length > 0 ? Romanisation.Ukrainian(column[3].Split('|')[0]) : Romanisation.Russian(column[2].Split('|')[0]);
            List<string> names = Names(column[1..4], "");
            int same = -1;
            foreach (string name in kind == PlaceKind.Town ? names : [])
            {
                if (same >= 0 || !byName.TryGetValue(PlaceKeys.NormaliseName(name), out List<int>? list)) continue;
                same = list.FindIndex(i => Geography.Kilometres(latitude, longitude, entries[i].Latitude!.Value, entries[i].Longitude!.Value) <= SamePlaceKilometres) is int at and >= 0 ? list[at] : -1;
            }
            if (same >= 0)
                entries[same] = entries[same] with { Names = GeoNamesReader.WithRomanisations([names[0], .. entries[same].Names, .. names], romanise: true) };
            else
                entries.Add(new GazetteerEntry(id, PlaceSource.Hearsay, kind, null, column[0], latitude, longitude, 0, GeoNamesReader.WithRomanisations(names, romanise: true)));
            id++;
        }
        return entries;
    }

    private static List<string> Names(IEnumerable<string> columns, string adjectives)
    {
        var names = new List<string>();
        foreach (string column in columns) names.AddRange(column.Split('|', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
        foreach (string adjective in adjectives.Split('|', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)) names.Add("~" + adjective);
        return names;
    }

    /// <summary>A division's English name and the same without its type word at the end.</summary>
    private static List<string> DivisionNames(string name)
    {
        var names = new List<string> { name };
        foreach (string type in (string[])[" Oblast", " Raion", " Rayon", " Region", " Province", " District", " Governorate", " Department", " State", " County", " Municipality", " Territory", " Prefecture"])
        {
            if (name.EndsWith(type, StringComparison.Ordinal) && name.Length > type.Length + 2) names.Add(name[..^type.Length]);
        }
        return names;
    }

    private static IEnumerable<(string Code, string Name)> CodeNames(string path)
    {
        using JsonDocument json = JsonDocument.Parse(File.ReadAllBytes(path));
        foreach (JsonElement division in json.RootElement.EnumerateArray())
            yield return (division.GetProperty("code").GetString()!, division.GetProperty("name").GetString()!);
    }

    private static List<string> Fields(string line)
    {
        var fields = new List<string>();
        var field = new System.Text.StringBuilder();
        bool quoted = false;
        for (int i = 0; i < line.Length; i++)
        {
            char c = line[i];
            if (quoted && c == '"' && i + 1 < line.Length && line[i + 1] == '"') { field.Append('"'); i++; }
            else if (c == '"') quoted = !quoted;
            else if (c == ',' && !quoted) { fields.Add(field.ToString()); field.Clear(); }
            else field.Append(c);
        }
        fields.Add(field.ToString());
        return fields;
    }
}
