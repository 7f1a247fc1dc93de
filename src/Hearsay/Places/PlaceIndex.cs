using System.Collections.Concurrent;
using System.Runtime.InteropServices;

namespace Hearsay.Places;

/// <summary>One place of one of the gazetteers in use.</summary>
/// <param name="Layer">Index of the gazetteer.</param>
/// <param name="Number">Number of the place in it.</param>
public readonly record struct PlaceRef(int Layer, int Number);

/// <summary>How the words of a text match a name.</summary>
public enum NameMatch : byte
{
    None,
    /// <summary>Another spelling of a romanised name.</summary>
    Respelt,
    /// <summary>A case form.</summary>
    Inflected,
    /// <summary>An adjective made of the name (харківський, куп'янського).</summary>
    Adjective,
    /// <summary>The name as listed.</summary>
    Exact,
    /// <summary>The place's preferred English name.</summary>
    Preferred,
}

/// <summary>A place that a name can mean.</summary>
/// <param name="Ref">The place.</param>
/// <param name="Match">How the name was matched.</param>
public readonly record struct PlaceMatch(PlaceRef Ref, NameMatch Match);

/// <summary>Several gazetteers as one; thread-safe.</summary>
public sealed class PlaceIndex
{
    // Shorter words are seldom case forms of names, and often particles and pronouns.
    private const int ShortestForm = 4;
    // «із Сум»: seats of regions are named often enough to be known in three letters.
    private const int ShortestFormOfSeat = 3;
    private const int ShortestRespelt = 5;
    private const int ShortestSound = 3;

    private static readonly PlaceRef Nowhere = new(-1, -1);

    private readonly Gazetteer[] layers;
    private readonly Inflection inflection;
    // For each added gazetteer: its countries, regions and districts as numbers of the built-in one, and back.
    private readonly Dictionary<int, int>[] toBuiltIn;
    private readonly Dictionary<int, int>[] fromBuiltIn;
    private readonly ConcurrentDictionary<PlaceRef, long> populations = new();
    // For each country asked for: its settlements by the skeleton of their names' sound.
    private readonly ConcurrentDictionary<PlaceRef, Dictionary<string, List<(string Sound, PlaceRef Place)>>> sounds = new();

    /// <summary>Puts gazetteers together, with the built-in table of endings.</summary>
    /// <param name="layers">Built-in first, then added ones.</param>
    public PlaceIndex(IReadOnlyList<Gazetteer> layers)
        : this(layers, new Inflection(Path.Combine(PlaceFolders.BuiltIn, "inflection.tsv")))
    {
    }

    /// <summary>Puts gazetteers together.</summary>
    public PlaceIndex(IReadOnlyList<Gazetteer> layers, Inflection inflection)
    {
        ArgumentOutOfRangeException.ThrowIfZero(layers.Count, nameof(layers));
        this.layers = [.. layers];
        this.inflection = inflection;
        toBuiltIn = new Dictionary<int, int>[layers.Count];
        fromBuiltIn = new Dictionary<int, int>[layers.Count];
        Dictionary<string, int>? builtIn = layers.Count > 1 ? Divisions(layers[0]) : null;
        for (int layer = 1; layer < layers.Count; layer++)
        {
            toBuiltIn[layer] = [];
            fromBuiltIn[layer] = [];
            foreach ((string code, int number) in Divisions(layers[layer]))
            {
                if (!builtIn!.TryGetValue(code, out int known)) continue;
                toBuiltIn[layer][number] = known;
                fromBuiltIn[layer][known] = number;
            }
        }
    }

    /// <summary>The gazetteers, built-in first.</summary>
    public IReadOnlyList<Gazetteer> Layers => layers;

    /// <summary>The gazetteer of a place.</summary>
    public Gazetteer Of(PlaceRef place) => layers[place.Layer];

    /// <summary>The place as the other stages see it.</summary>
    public Place PlaceAt(PlaceRef place) => layers[place.Layer].PlaceAt(place.Number);

    /// <summary>The country of a place, as the built-in gazetteer numbers it where it has it; (-1, -1) for none.</summary>
    public PlaceRef CountryOf(PlaceRef place) => Container(place, PlaceKind.Country);

    /// <summary>The first-level division of a place, likewise.</summary>
    public PlaceRef RegionOf(PlaceRef place) => Container(place, PlaceKind.Region);

    /// <summary>Number of the same country, region or district in another gazetteer; -1 for none.</summary>
    public int SameIn(int layer, PlaceRef place)
    {
        if (place.Layer == layer) return place.Number;
        int number = place.Number;
        if (place.Layer > 0 && !toBuiltIn[place.Layer].TryGetValue(number, out number)) return -1;
        return layer == 0 ? number : fromBuiltIn[layer].GetValueOrDefault(number, -1);
    }

    /// <summary>Whether one place lies in another, or is it, in whichever gazetteers they are listed.</summary>
    public bool IsWithin(PlaceRef place, PlaceRef container) =>
        SameIn(place.Layer, container) is int number and >= 0 && layers[place.Layer].IsWithin(place.Number, number);

    /// <summary>Inhabitants of the settlements listed within a place, in its own gazetteer.</summary>
    public long PopulationWithin(PlaceRef container) => populations.GetOrAdd(container, Sum);

    private long Sum(PlaceRef container)
    {
        Gazetteer gazetteer = layers[container.Layer];
        long sum = 0;
        for (int place = container.Number + 1, end = gazetteer.EndOf(container.Number); place < end; place++)
        {
            // Quarters are counted with their town.
            if (gazetteer.KindOf(place) is PlaceKind.Town or PlaceKind.RegionSeat or PlaceKind.Capital) sum += gazetteer.PopulationOf(place);
        }
        return sum;
    }

    /// <summary>The one settlement of a country whose name sounds like this; null where none or several do.</summary>
    /// <param name="country">The country, as <see cref="CountryOf"/> numbers it.</param>
    /// <param name="text">Normalised words of a text.</param>
    internal PlaceRef? Sounding(PlaceRef country, string text)
    {
        const int ClearlyLarger = 5;
        const double SamePlaceKilometres = 15;
        PlaceRef? best = null;
        int bestDistance = int.MaxValue;
        bool tied = false;
        Dictionary<string, List<(string Sound, PlaceRef Place)>> named = sounds.GetOrAdd(country, SoundsOf);
        foreach (string nominative in NameSounds.Nominatives(text))
        {
            string sound = NameSounds.Sound(nominative);
            if (sound.Length < ShortestSound || !named.TryGetValue(NameSounds.Skeleton(sound), out List<(string Sound, PlaceRef Place)>? alike)) continue;
            foreach ((string other, PlaceRef place) in alike)
            {
                if (NameSounds.Distance(sound, other) is not int distance || distance > bestDistance || best == place) continue;
                if (distance < bestDistance || best is not PlaceRef known)
                {
                    (best, bestDistance, tied) = (place, distance, false);
                    continue;
                }
                _ = Of(place).TryGetPoint(place.Number, out double latitude, out double longitude);
                _ = Of(known).TryGetPoint(known.Number, out double knownLatitude, out double knownLongitude);
                if (Geography.Kilometres(latitude, longitude, knownLatitude, knownLongitude) < SamePlaceKilometres) continue;
                long people = Of(place).PopulationOf(place.Number), others = Of(known).PopulationOf(known.Number);
                if (people >= ClearlyLarger * Math.Max(others, 1)) (best, tied) = (place, false);
                else tied |= others < ClearlyLarger * Math.Max(people, 1);
            }
        }
        return tied ? null : best;
    }

    private Dictionary<string, List<(string Sound, PlaceRef Place)>> SoundsOf(PlaceRef country)
    {
        var named = new Dictionary<string, List<(string, PlaceRef)>>(StringComparer.Ordinal);
        Span<char> name = stackalloc char[256];
        for (int layer = 0; layer < layers.Length; layer++)
        {
            Gazetteer gazetteer = layers[layer];
            int number = SameIn(layer, country);
            if (number < 0) continue;
            for (int place = number + 1, end = gazetteer.EndOf(number); place < end; place++)
            {
                if (Gazetteer.PrecisionOf(gazetteer.KindOf(place)) is not (PlacePrecision.Settlement or PlacePrecision.Facility)) continue;
                for (int at = gazetteer.FirstName(place); gazetteer.ReadName(ref at, name, out int length);)
                {
                    if (name[0] is '=' or '~') continue;
                    string sound = NameSounds.Sound(new string(name[..length]));
                    string skeleton = NameSounds.Skeleton(sound);
                    if (!named.TryGetValue(skeleton, out List<(string, PlaceRef)>? alike)) named.Add(skeleton, alike = []);
                    if (!alike.Contains((sound, new PlaceRef(layer, place)))) alike.Add((sound, new PlaceRef(layer, place)));
                }
            }
        }
        return named;
    }

    /// <summary>Whether a settlement of this place, listed in its own gazetteer, lies near a point.</summary>
    public bool IsNearMemberOf(PlaceRef container, double latitude, double longitude, double kilometres)
    {
        Gazetteer gazetteer = layers[container.Layer];
        for (int place = container.Number + 1, end = gazetteer.EndOf(container.Number); place < end; place++)
            if (gazetteer.TryGetPoint(place, out double memberLatitude, out double memberLongitude) && Geography.Kilometres(latitude, longitude, memberLatitude, memberLongitude) <= kilometres) return true;
        return false;
    }

    /// <summary>Whether any gazetteer lists a place within this one.</summary>
    public bool HasMembers(PlaceRef container)
    {
        for (int layer = 0; layer < layers.Length; layer++)
        {
            int number = SameIn(layer, container);
            if (number >= 0 && number + 1 < layers[layer].Count && layers[layer].ParentOf(number + 1) == number) return true;
        }
        return false;
    }

    private static Dictionary<string, int> Divisions(Gazetteer gazetteer)
    {
        var divisions = new Dictionary<string, int>(StringComparer.Ordinal);
        for (int place = 0; place < gazetteer.Count; place++)
        {
            if (gazetteer.KindOf(place) is PlaceKind.Country or PlaceKind.Region or PlaceKind.District && gazetteer.CodeOf(place) is string code) divisions.TryAdd(code, place);
        }
        return divisions;
    }

    private PlaceRef Container(PlaceRef place, PlaceKind kind)
    {
        int number = layers[place.Layer].AncestorOf(place.Number, kind);
        if (number < 0) return Nowhere;
        return place.Layer > 0 && toBuiltIn[place.Layer].TryGetValue(number, out int known) ? new PlaceRef(0, known) : new PlaceRef(place.Layer, number);
    }

    /// <summary>Places that a name standing alone can mean, in any case form, the most populous first.</summary>
    public List<PlaceMatch> Match(string name)
    {
        string normal = PlaceKeys.NormaliseName(name);
        var matches = new List<PlaceMatch>();
        Match(PlaceKeys.Hash(name), normal.Split(' '), name, matches);
        matches.Sort((a, b) =>
        {
            int byPopulation = Of(b.Ref).PopulationOf(b.Ref.Number).CompareTo(Of(a.Ref).PopulationOf(a.Ref.Number));
            if (byPopulation != 0) return byPopulation;
            int byLayer = a.Ref.Layer.CompareTo(b.Ref.Layer);
            return byLayer != 0 ? byLayer : a.Ref.Number.CompareTo(b.Ref.Number);
        });
        return matches;
    }

    /// <summary>Adds the places one of whose names the words are, in any case form; a place in two gazetteers is given once.</summary>
    /// <param name="hash">Hash of the words' keys.</param>
    /// <param name="words">Normalised words.</param>
    /// <param name="surface">The words as they stand, for abbreviations that only match in capitals.</param>
    /// <param name="matches">Receives the matches.</param>
    /// <param name="runsTogether">Whether a name listed in fewer words may match ("Novo Ivanovka" for Novoivanovka).</param>
    public void Match(ulong hash, ReadOnlySpan<string> words, ReadOnlySpan<char> surface, List<PlaceMatch> matches, bool runsTogether = true)
    {
        var found = new List<int>();
        int first = matches.Count;
        for (int layer = 0; layer < layers.Length; layer++)
        {
            found.Clear();
            layers[layer].Find(hash, found);
            foreach (int number in found)
            {
                NameMatch match = Best(layers[layer], number, words, surface, runsTogether);
                if (match == NameMatch.None) continue;
                if (layer == 0 || !IsKnown(matches, first, layer, number)) matches.Add(new PlaceMatch(new PlaceRef(layer, number), match));
            }
        }
    }

    /// <summary>Whether a place of a later gazetteer is one that an earlier one has given: the same id, or the same division or country.</summary>
    private bool IsKnown(List<PlaceMatch> matches, int first, int layer, int number)
    {
        Gazetteer gazetteer = layers[layer];
        string? code = null;
        PlaceKind kind = gazetteer.KindOf(number);
        if (kind is PlaceKind.Country or PlaceKind.Region or PlaceKind.District) code = gazetteer.CodeOf(number);
        string id = gazetteer.IdOf(number);
        bool hasPoint = gazetteer.TryGetPoint(number, out double latitude, out double longitude);
        foreach (PlaceMatch match in CollectionsMarshal.AsSpan(matches)[first..])
        {
            if (match.Ref.Layer == layer) continue;
            Gazetteer other = Of(match.Ref);
            if (code is not null ? other.CodeOf(match.Ref.Number) == code : other.IdOf(match.Ref.Number) == id) return true;
            // A hand-listed settlement and the same one of a full list.
            const double SamePlaceKilometres = 6;
            if (hasPoint && Gazetteer.PrecisionOf(kind) == PlacePrecision.Settlement && Gazetteer.PrecisionOf(other.KindOf(match.Ref.Number)) == PlacePrecision.Settlement
                && other.TryGetPoint(match.Ref.Number, out double otherLatitude, out double otherLongitude)
                && Geography.Kilometres(latitude, longitude, otherLatitude, otherLongitude) < SamePlaceKilometres) return true;
        }
        return false;
    }

    private NameMatch Best(Gazetteer gazetteer, int number, ReadOnlySpan<string> words, ReadOnlySpan<char> surface, bool runsTogether)
    {
        Span<char> name = stackalloc char[256];
        NameMatch best = NameMatch.None;
        bool capitals = IsAbbreviation(surface);
        bool oneSpelling = gazetteer.CountryOf(number) is string country && GeoNamesReader.OneSpelling.Contains(country);
        // «КИЇВ, 5 грудня»: a dateline.
        bool isKnownInCapitals = surface.Length >= ShortestForm && !surface.Contains('.') && gazetteer.KindOf(number) is PlaceKind.Country or PlaceKind.Capital or PlaceKind.RegionSeat;
        bool first = true;
        for (int at = gazetteer.FirstName(number); gazetteer.ReadName(ref at, name, out int length);)
        {
            ReadOnlySpan<char> listed = name[..length];
            bool preferred = first;
            first = false;
            if (listed[0] == '=') continue;
            bool adjective = listed[0] == '~';
            if (adjective) listed = listed[1..];
            if (IsAbbreviation(listed) ? !IsSameAbbreviation(listed, surface) : capitals && !isKnownInCapitals) continue;
            if (!runsTogether && CountWords(listed) < words.Length) continue;
            NameMatch match = Compare(listed, words, oneSpelling);
            if (match == NameMatch.Respelt && surface.Length < ShortestRespelt) continue;
            if (match == NameMatch.Inflected && surface.Length < (gazetteer.KindOf(number) is PlaceKind.Capital or PlaceKind.RegionSeat ? ShortestFormOfSeat : ShortestForm)) continue;
            if (match != NameMatch.None && adjective) match = NameMatch.Adjective;
            if (match == NameMatch.Exact && preferred) match = NameMatch.Preferred;
            if (match > best) best = match;
            if (best >= NameMatch.Exact) break;
        }
        return best;
    }

    private NameMatch Compare(ReadOnlySpan<char> listed, ReadOnlySpan<string> words, bool oneSpelling)
    {
        Span<char> word = stackalloc char[PlaceKeys.MaxWordKey * 2];
        if (!PlaceKeys.IsCyrillic(listed))
        {
            // Spaces and hyphens do not count: compare letter by letter across words.
            int given = 0, letter = 0;
            bool same = true;
            foreach (Range range in new WordRanges(listed))
            {
                int length = PlaceKeys.Normalise(listed[range], word);
                for (int i = 0; i < length && same; i++)
                {
                    while (given < words.Length && letter == words[given].Length)
                    {
                        given++;
                        letter = 0;
                    }
                    same = given < words.Length && words[given][letter++] == word[i];
                }
            }
            if (same && given == words.Length - 1 && letter == words[given].Length) return NameMatch.Exact;
            return oneSpelling || PlaceKeys.IsCyrillic(words[0]) || !SameKey(listed, words) ? NameMatch.None : NameMatch.Respelt;
        }
        int at = 0;
        bool exact = true;
        foreach (Range range in new WordRanges(listed))
        {
            int length = PlaceKeys.Normalise(listed[range], word);
            if (length == 0) continue;
            if (at == words.Length) return NameMatch.None;
            ReadOnlySpan<char> form = words[at++];
            if (word[..length].SequenceEqual(form)) continue;
            exact = false;
            if (!inflection.IsFormOf(word[..length], form)) return NameMatch.None;
        }
        if (at != words.Length) return NameMatch.None;
        return exact ? NameMatch.Exact : NameMatch.Inflected;
    }

    private static int CountWords(ReadOnlySpan<char> name)
    {
        int count = 0;
        foreach (Range _ in new WordRanges(name)) count++;
        return count;
    }

    private static bool SameKey(ReadOnlySpan<char> listed, ReadOnlySpan<string> words)
    {
        Span<char> word = stackalloc char[PlaceKeys.MaxWordKey * 2];
        Span<char> key = stackalloc char[PlaceKeys.MaxWordKey * 2];
        ulong one = PlaceKeys.Begin(), other = PlaceKeys.Begin();
        foreach (Range range in new WordRanges(listed))
        {
            int length = PlaceKeys.Normalise(listed[range], word);
            if (length > 0) one = PlaceKeys.Append(one, key[..PlaceKeys.WordKey(word[..length], key)]);
        }
        foreach (string text in words) other = PlaceKeys.Append(other, key[..PlaceKeys.WordKey(text, key)]);
        return one == other;
    }

    // "US", "LNR", "КНР", "U.S.": only in capitals, or they would be pronouns and words.
    private static bool IsAbbreviation(ReadOnlySpan<char> name)
    {
        const int Longest = 5;
        if (name.Length > Longest) return false;
        foreach (char c in name)
        {
            if (c != '.' && !char.IsUpper(c)) return false;
        }
        return true;
    }

    private static bool IsSameAbbreviation(ReadOnlySpan<char> name, ReadOnlySpan<char> surface)
    {
        int i = 0;
        foreach (char c in surface)
        {
            if (c is '.' or ' ') continue;
            while (i < name.Length && name[i] == '.') i++;
            if (i == name.Length || c != name[i]) return false;
            i++;
        }
        while (i < name.Length && name[i] == '.') i++;
        return i == name.Length;
    }
}
