using System.Buffers;
using System.Globalization;
using System.IO.Compression;
using System.Text;

namespace Hearsay.Places;

/// <summary>Reads files in the layout of the GeoNames dump (19 columns, tab-separated, UTF-8), plain, gzipped or zipped.</summary>
/// <remarks>https://download.geonames.org/export/dump/readme.txt, table "geoname".</remarks>
public static class GeoNamesReader
{
    /// <summary>Countries whose names of places are written one way in Latin letters; elsewhere a spelling is a romanisation and may vary.</summary>
    internal static readonly HashSet<string> OneSpelling = new(StringComparer.Ordinal)
    {
        "US", "CA", "MX", "GB", "IE", "AU", "NZ", "FR", "BE", "LU", "NL", "DE", "AT", "CH", "LI", "IT", "SM", "ES", "PT", "AD", "RO", "PL", "CZ", "SK", "HU", "SI", "HR",
        "NO", "SE", "FI", "DK", "IS", "EE", "LV", "LT", "BR", "AR", "CL", "PE", "PA", "UY", "PY", "EC", "BO", "CR", "GT", "DO", "PR", "CU", "MT", "GL", "RE", "GP", "MQ", "PH", "ID", "MY", "ZA", "NA", "TR",
    };

    private static readonly SearchValues<char> UkrainianLetters = SearchValues.Create("іїєґІЇЄҐ");
    private static readonly SearchValues<char> RussianLetters = SearchValues.Create("ыэёъЫЭЁЪ");

    // Below this many inhabitants, foreign spellings of places with one own spelling are left out: they only make homonyms.
    private const int ForeignNamesFrom = 15_000;

    // City extracts list seats of communes below this; they add homonyms.
    private const int FewestInhabitants = 500;

    // Likewise for their Cyrillic names.
    private const int CyrillicNamesFrom = 5_000;

    /// <summary>Opens a text file, unpacking .gz and .zip (the first .txt inside that is no readme).</summary>
    /// <exception cref="InvalidDataException">A zip without a text file.</exception>
    public static StreamReader OpenText(string path)
    {
        if (path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase))
            return new StreamReader(new GZipStream(File.OpenRead(path), CompressionMode.Decompress), Encoding.UTF8);
        if (!path.EndsWith(".zip", StringComparison.OrdinalIgnoreCase)) return new StreamReader(path, Encoding.UTF8);
        using var zip = new ZipArchive(File.OpenRead(path), ZipArchiveMode.Read);
        ZipArchiveEntry entry = zip.Entries.FirstOrDefault(e => e.Name.EndsWith(".txt", StringComparison.Ordinal) && !e.Name.StartsWith("readme", StringComparison.OrdinalIgnoreCase))
            ?? throw new InvalidDataException($"{path} holds no .txt file");
        var unpacked = new MemoryStream();
        using (Stream packed = entry.Open()) packed.CopyTo(unpacked);
        unpacked.Position = 0;
        return new StreamReader(unpacked, Encoding.UTF8);
    }

    /// <summary>The populated places and divisions of a dump, with their names in Latin and Cyrillic letters.</summary>
    /// <param name="text">The dump.</param>
    /// <param name="path">For messages.</param>
    /// <param name="divisions">Whether to take first- to third-level divisions too (country files hold them, city files do not).</param>
    /// <exception cref="InvalidDataException">A line has too few columns or a bad number; the message names file and line.</exception>
    public static IEnumerable<GazetteerEntry> Read(TextReader text, string path, bool divisions)
    {
        int lineNumber = 0;
        while (text.ReadLine() is string line)
        {
            lineNumber++;
            if (line.Length == 0 || line[0] == '#') continue;
            string[] column = line.Split('\t');
            if (column.Length < 15
                || !uint.TryParse(column[0], NumberStyles.None, CultureInfo.InvariantCulture, out uint id)
                || !double.TryParse(column[4], NumberStyles.Float, CultureInfo.InvariantCulture, out double latitude)
                || !double.TryParse(column[5], NumberStyles.Float, CultureInfo.InvariantCulture, out double longitude))
                throw new InvalidDataException($"{path}:{lineNumber}: not a line of a GeoNames dump (19 columns separated by tabs: id, name, …, latitude, longitude, …)");
            long population = long.TryParse(column[14], NumberStyles.None, CultureInfo.InvariantCulture, out long people) ? people : 0;
            string country = column[8];
            string parent = Code(country, column[10], column[11]);
            switch (column[6])
            {
                // Seats of communes without known inhabitants: only where villages are few in the list anyway.
                case "P" when population < FewestInhabitants && !divisions && OneSpelling.Contains(country):
                    break;
                case "P" when column[7] is not ("PPLH" or "PPLQ" or "PPLW" or "PPLCH"):
                    PlaceKind kind = column[7] switch { "PPLC" => PlaceKind.Capital, "PPLA" => PlaceKind.RegionSeat, "PPLX" => PlaceKind.Quarter, _ => PlaceKind.Town };
                    yield return new GazetteerEntry(id, PlaceSource.GeoNames, kind, null, parent, latitude, longitude, population, NamesOf(column, country, population));
                    break;
                case "A" when divisions && column[7] is "ADM1":
                    yield return new GazetteerEntry(id, PlaceSource.GeoNames, PlaceKind.Region, Code(country, column[10], ""), country, null, null, population, NamesOf(column, country, population));
                    break;
                case "A" when divisions && column[7] is "ADM2":
                    yield return new GazetteerEntry(id, PlaceSource.GeoNames, PlaceKind.District, parent, Code(country, column[10], ""), latitude, longitude, population, NamesOf(column, country, population));
                    break;
                case "A" when divisions && column[7] is "ADM3":
                    yield return new GazetteerEntry(id, PlaceSource.GeoNames, PlaceKind.Community, null, parent, latitude, longitude, population, WithoutTerritorial(NamesOf(column, country, population)));
                    break;
            }
        }
    }

    /// <summary>Names in Latin and Cyrillic letters, the preferred one first, without doubles, and the romanisations that a Ukrainian or Russian name licenses.</summary>
    internal static List<string> WithRomanisations(IEnumerable<string> names, bool romanise)
    {
        var kept = new List<string>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (string name in names) Add(name);
        if (romanise)
        {
            var keys = new HashSet<ulong>();
            foreach (string name in kept) keys.Add(PlaceKeys.Hash(name));
            foreach (string name in kept.ToArray())
            {
                if (!PlaceKeys.IsCyrillic(name) || name.StartsWith('~')) continue;
                bool ukrainianOnly = name.AsSpan().ContainsAny(UkrainianLetters);
                bool russianOnly = name.AsSpan().ContainsAny(RussianLetters);
                if (!russianOnly) AddRomanised(Romanisation.Ukrainian(name));
                if (!ukrainianOnly) AddRomanised(Romanisation.Russian(name));
            }

            void AddRomanised(string latin)
            {
                if (keys.Add(PlaceKeys.Hash(latin))) Add(latin);
            }
        }
        return kept;

        void Add(string name)
        {
            if (seen.Add(PlaceKeys.NormaliseName(name))) kept.Add(name);
        }
    }

    // «Покровська Територіальна Громада» is «Покровська громада» in the news, the adjective before its type word, and "Pokrovska community".
    private static List<string> WithoutTerritorial(List<string> names)
    {
        const string Official = " Територіальна Громада", Romanised = " Terytorialna Hromada";
        var plain = new List<string>(names.Count);
        foreach (string name in names)
        {
            if (name.EndsWith(Official, StringComparison.OrdinalIgnoreCase))
            {
                plain.Add("~" + name[..^Official.Length]);
            }
            else if (name.EndsWith(Romanised, StringComparison.OrdinalIgnoreCase))
            {
                plain.Add(name[..^Romanised.Length] + " Hromada");
                plain.Add(name[..^Romanised.Length] + " community");
            }
            else if (!name.Contains("Gromada", StringComparison.OrdinalIgnoreCase)) plain.Add(name);
        }
        return plain.Count > 0 ? plain : names;
    }

    private static string Code(string country, string admin1, string admin2) =>
        admin1.Length == 0 || admin1 == "00" ? country : admin2.Length == 0 ? $"{country}.{admin1}" : $"{country}.{admin1}.{admin2}";

    private static List<string> NamesOf(string[] column, string country, long population)
    {
        var names = new List<string> { Plain(column[1]) };
        bool oneSpelling = OneSpelling.Contains(country);
        foreach (string raw in column[3].Split(','))
        {
            string name = Plain(raw);
            if (name.Length < 3 || (column[6] == "P" && NamesDivision(name))) continue;
            if (IsCyrillicName(name))
            {
                if (!oneSpelling || population >= CyrillicNamesFrom) names.Add(name);
            }
            else if ((!oneSpelling || population >= ForeignNamesFrom) && IsLatinName(name) && !(name.Length <= 4 && IsUpper(name))) names.Add(name);
        }
        if (country == "UA") PreferNational(names);
        return WithRomanisations(names, romanise: country is "UA" or "RU" or "BY");
    }

    // The list gives Voronezh the name «Воронежская область» too.
    private static bool NamesDivision(string name)
    {
        foreach (string type in (ReadOnlySpan<string>)[" область", " край", " район", " Область", " Oblast", " Oblast'", "skaya Oblast", " Rayon", " Raion", " Province", " Governorate", " громада"])
        {
            if (name.EndsWith(type, StringComparison.Ordinal)) return true;
        }
        return false;
    }

    // "Hulyaypole", "Mar'yinka": the list's own spelling gives way to the national romanisation of the same name.
    private static void PreferNational(List<string> names)
    {
        ulong listed = PlaceKeys.Hash(names[0]);
        // Where a name has Ukrainian letters, those without are Russian; elsewhere both languages write it alike.
        bool hasUkrainian = names.Exists(name => name.AsSpan().ContainsAny(UkrainianLetters));
        for (int i = 1; i < names.Count; i++)
        {
            if (!PlaceKeys.IsCyrillic(names[i]) || (hasUkrainian ? !names[i].AsSpan().ContainsAny(UkrainianLetters) : names[i].AsSpan().ContainsAny(RussianLetters))) continue;
            string national = Romanisation.Ukrainian(names[i]);
            if (PlaceKeys.Hash(national) != listed) continue;
            if (national != names[0]) names.Insert(0, national);
            return;
        }
    }

    private static string Plain(string name) => name.Normalize(NormalizationForm.FormD).Contains('\u0301') && PlaceKeys.IsCyrillic(name)
        ? name.Normalize(NormalizationForm.FormD).Replace("\u0301", "", StringComparison.Ordinal).Normalize(NormalizationForm.FormC)
        : name;

    private static bool IsUpper(string name)
    {
        foreach (char c in name)
        {
            if (!char.IsUpper(c)) return false;
        }
        return true;
    }

    private static bool IsCyrillicName(string name)
    {
        bool letters = false;
        foreach (char c in name)
        {
            if (c is >= 'А' and <= 'я' or 'ё' or 'Ё' or 'і' or 'І' or 'ї' or 'Ї' or 'є' or 'Є' or 'ґ' or 'Ґ') letters = true;
            else if (c is not (' ' or '-' or '\'' or '’' or 'ʼ' or '.' or '(' or ')')) return false;
        }
        return letters;
    }

    private static bool IsLatinName(string name)
    {
        bool letters = false;
        foreach (char c in name)
        {
            if (c is >= 'A' and <= 'Z' or >= 'a' and <= 'z' or >= 'À' and <= 'ɏ' or >= 'Ḁ' and <= 'ỿ') letters = true;
            else if (c is not (' ' or '-' or '\'' or '’' or 'ʼ' or '‘' or 'ʻ' or '.')) return false;
        }
        return letters;
    }
}
