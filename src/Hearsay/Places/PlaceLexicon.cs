using System.Collections.Frozen;
using System.Globalization;

namespace Hearsay.Places;

/// <summary>What a word next to a name of a place tells about it.</summary>
[Flags]
public enum PlaceWord
{
    None = 0,
    Locative = 1,
    Near = 1 << 1,
    Settlement = 1 << 2,
    Region = 1 << 3,
    District = 1 << 4,
    Community = 1 << 5,
    Direction = 1 << 6,
    Facility = 1 << 7,
    Water = 1 << 8,
    Country = 1 << 9,
    Governs = 1 << 10,
    Speech = 1 << 11,
    Person = 1 << 12,
    Common = 1 << 13,
    Target = 1 << 14,
    Describes = 1 << 15,
    Street = 1 << 16,
    Body = 1 << 17,
    Hyphened = 1 << 18,
    HeadsRegion = 1 << 19,
    GovernsDistrict = 1 << 20,
    GovernsTown = 1 << 21,
    Between = 1 << 22,
}

/// <summary>The words around names of places, read from words.tsv, and the endings of names.</summary>
public sealed class PlaceLexicon
{
    private readonly FrozenDictionary<string, PlaceWord> words;
    private const PlaceWord Inflected = PlaceWord.Settlement | PlaceWord.Region | PlaceWord.District | PlaceWord.Community | PlaceWord.Direction
        | PlaceWord.Facility | PlaceWord.Water | PlaceWord.Country | PlaceWord.Governs | PlaceWord.Person | PlaceWord.Common;

    // Shorter words are abbreviations and prepositions: they have no case forms.
    private const int InflectedFrom = 3;

    private readonly FrozenDictionary<string, string> expansions;
    private readonly FrozenDictionary<string, string[]> bySkeleton;

    private readonly FrozenDictionary<string, double> news;

    private readonly (double Latitude, double Longitude)[] fronts;
    private readonly string[] townEndings;

    private PlaceLexicon(FrozenDictionary<string, PlaceWord> words, FrozenDictionary<string, string> expansions, FrozenDictionary<string, double> news, (double Latitude, double Longitude)[] fronts, string[] townEndings, Inflection inflection)
    {
        this.townEndings = townEndings;
        this.fronts = fronts;
        this.news = news;
        this.words = words;
        this.expansions = expansions;
        bySkeleton = words.Keys
            .Where(word => word.Length >= InflectedFrom && !word.Contains(' ') && PlaceKeys.IsCyrillic(word) && (words[word] & Inflected) != PlaceWord.None)
            .GroupBy(Skeleton, StringComparer.Ordinal)
            .ToFrozenDictionary(group => group.Key, group => group.Order(StringComparer.Ordinal).ToArray(), StringComparer.Ordinal);
        Inflection = inflection;
    }

    /// <summary>Case endings of names.</summary>
    public Inflection Inflection { get; }

    /// <summary>Reads words.tsv, news.tsv, fronts.tsv and inflection.tsv.</summary>
    /// <param name="folder">data/places.</param>
    /// <exception cref="InvalidDataException">A bad line; the message names file and line.</exception>
    public static PlaceLexicon Load(string folder)
    {
        string path = Path.Combine(folder, "words.tsv");
        var kinds = new Dictionary<string, PlaceWord>(StringComparer.Ordinal);
        var expand = new Dictionary<string, string>(StringComparer.Ordinal);
        var townEndings = new List<string>();
        foreach ((string[] column, int line) in PlaceSources.Table(path, 3))
        {
            if (column[0] == "expand")
            {
                if (column[2].Length == 0) throw new InvalidDataException($"{path}:{line}: an abbreviation needs what it stands for");
                expand[Key(column[1])] = PlaceKeys.NormaliseName(column[2]);
                continue;
            }
            if (column[0] == "town-ending")
            {
                townEndings.AddRange(column[1].Split('|', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
                continue;
            }
            if (!Enum.TryParse(column[0], ignoreCase: true, out PlaceWord kind) || kind == PlaceWord.None) throw new InvalidDataException($"{path}:{line}: unknown kind '{column[0]}'");
            foreach (string word in column[1].Split('|', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
                kinds[Key(word)] = kinds.GetValueOrDefault(Key(word)) | kind;
        }
        string newsPath = Path.Combine(folder, "news.tsv");
        var news = new Dictionary<string, double>(StringComparer.Ordinal);
        foreach ((string[] column, int line) in PlaceSources.Table(newsPath, 2))
        {
            if (!double.TryParse(column[1], NumberStyles.Float, CultureInfo.InvariantCulture, out double weight) || weight is < 0 or > 3) throw new InvalidDataException($"{newsPath}:{line}: a weight from 0 to 3 expected, not '{column[1]}'");
            news[column[0]] = weight;
        }
        string frontsPath = Path.Combine(folder, "fronts.tsv");
        var fronts = new List<(double, double)>();
        foreach ((string[] column, int line) in PlaceSources.Table(frontsPath, 3))
        {
            if (!double.TryParse(column[1], NumberStyles.Float, CultureInfo.InvariantCulture, out double latitude) || !double.TryParse(column[2], NumberStyles.Float, CultureInfo.InvariantCulture, out double longitude))
                throw new InvalidDataException($"{frontsPath}:{line}: a latitude and a longitude expected");
            fronts.Add((latitude, longitude));
        }
        return new PlaceLexicon(kinds.ToFrozenDictionary(StringComparer.Ordinal), expand.ToFrozenDictionary(StringComparer.Ordinal), news.ToFrozenDictionary(StringComparer.Ordinal), [.. fronts], [.. townEndings], new Inflection(Path.Combine(folder, "inflection.tsv")));
    }

    /// <summary>What is known of a normalised word, in any case form, or of words separated by single spaces, as listed.</summary>
    public PlaceWord Of(string normalised)
    {
        PlaceWord known = words.GetValueOrDefault(normalised);
        if (known != PlaceWord.None || normalised.Length < InflectedFrom || !PlaceKeys.IsCyrillic(normalised)) return known;
        if (!bySkeleton.TryGetValue(Skeleton(normalised), out string[]? sameSkeleton)) return known;
        foreach (string word in sameSkeleton)
        {
            if (!Inflection.IsFormOf(word, normalised)) continue;
            // Ordinary words in the forms that look like them; «Львові» is no form of «лев» here.
            bool alike = normalised.AsSpan().CommonPrefixLength(word) >= Math.Min(InflectedFrom, word.Length);
            known |= words[word] & (alike ? Inflected : Inflected & ~PlaceWord.Common);
        }
        return known;
    }

    /// <summary>How much more often the news names places of this division than its inhabitants let expect, as a summand of the prior.</summary>
    /// <param name="code">Code of a first-level division ("UA.05").</param>
    public double NewsOf(string code) => news.GetValueOrDefault(code);

    /// <summary>Whether a direction of a front is called after the town at a point.</summary>
    /// <param name="latitude">WGS 84, degrees.</param>
    /// <param name="longitude">WGS 84, degrees.</param>
    public bool HeadsFront(double latitude, double longitude)
    {
        const double Kilometres = 12;
        foreach ((double Latitude, double Longitude) town in fronts)
            if (Geography.Kilometres(latitude, longitude, town.Latitude, town.Longitude) <= Kilometres) return true;
        return false;
    }

    /// <summary>Whether a word ends as towns do and surnames do not («Торське», «Новоукраїнка»).</summary>
    public bool EndsLikeTown(string word)
    {
        const int Shortest = 6;
        if (word.Length < Shortest) return false;
        foreach (string ending in townEndings)
            if (word.EndsWith(ending, StringComparison.Ordinal)) return true;
        return false;
    }

    /// <summary>What an abbreviation stands for; the word itself for all others.</summary>
    public string Expand(string normalised) => expansions.GetValueOrDefault(normalised, normalised);

    private static string Skeleton(string word)
    {
        Span<char> key = stackalloc char[PlaceKeys.MaxWordKey * 2];
        return new string(key[..PlaceKeys.WordKey(word, key)]);
    }

    // Hyphens inside a word are kept out of keys the same way on both sides.
    private static string Key(string word) => PlaceKeys.NormaliseName(word);
}
