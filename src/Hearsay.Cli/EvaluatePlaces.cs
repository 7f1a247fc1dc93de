using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using System.Xml.Linq;
using Hearsay.Places;
using Hearsay.Text;

namespace Hearsay.Cli;

/// <summary>Measures the places stage on public corpora; the figures of docs/places.md.</summary>
public static class EvaluatePlaces
{
    private const double SameCityKilometres = 161;
    private const double SamePlaceKilometres = 25;

    /// <summary><c>evaluate places</c>.</summary>
    /// <param name="analyse">Turns a text into tokens.</param>
    internal static Command Create(Func<string, LanguageCode, Analysis> analyse)
    {
        var data = new Option<DirectoryInfo>("--data") { Description = "Folder that holds unpacked corpora: lgl.xml, GeoVirus.xml, TR-News.xml, VIINA_*_REBUILD.csv, in any subfolder", Required = true };
        var development = new Option<DirectoryInfo?>("--claims") { Description = "Folder of annotated claims (dev/<language>/<id>.json)" };
        var texts = new Option<DirectoryInfo?>("--texts") { Description = "Folder of the annotated documents (<language>/<id>.txt)" };
        var misses = new Option<bool>("--misses") { Description = "Print every toponym that came out wrong" };
        var command = new Command("places", "Measure toponym resolution on LGL, GeoVirus, TR-News, headlines and annotated claims.\n\nExample:\n  hearsay evaluate places --data corpora --claims ../shared/eval/dev") { data, development, texts, misses };
        command.SetAction(parsed => Run(PlaceResolver.Load(), analyse, parsed.GetRequiredValue(data).FullName, parsed.GetValue(development)?.FullName, parsed.GetValue(texts)?.FullName, parsed.GetValue(misses), Console.Out));
        return command;
    }

    /// <summary>Prints all figures the folder has data for.</summary>
    public static int Run(PlaceResolver resolver, Func<string, LanguageCode, Analysis> analyse, string data, string? claims, string? texts, bool misses, TextWriter output)
    {
        foreach (string name in (string[])["lgl.xml", "GeoVirus.xml", "TR-News.xml"])
        {
            foreach (string path in Directory.GetFiles(data, name, SearchOption.AllDirectories).Order(StringComparer.Ordinal)) Corpus(resolver, analyse, path, misses && name != "TR-News.xml", output);
        }
        string[] headlines = [.. Directory.GetFiles(data, "VIINA_*_REBUILD.csv", SearchOption.AllDirectories).Order(StringComparer.Ordinal)];
        if (headlines.Length > 0) Headlines(resolver, analyse, headlines, misses, output);
        if (claims is not null) Claims(resolver, analyse, claims, misses, output);
        if (claims is not null && texts is not null) Documents(resolver, analyse, claims, texts, misses, output);
        return 0;
    }

    private static void Corpus(PlaceResolver resolver, Func<string, LanguageCode, Analysis> analyse, string path, bool misses, TextWriter output)
    {
        int gold = 0, exact = 0, withId = 0, near = 0, found = 0, predicted = 0, hits = 0, documents = 0, words = 0;
        TimeSpan time = TimeSpan.Zero;
        foreach (XElement article in XDocument.Load(path).Root!.Elements("article"))
        {
            string text = article.Element("text")!.Value;
            Analysis analysis = analyse(text, LanguageCode.English);
            documents++;
            words += analysis.Tokens.Count;
            var spans = new List<TextSpan>();
            var points = new List<(double Latitude, double Longitude, string? Id)>();
            var all = new List<TextSpan>();
            foreach (XElement toponym in article.Descendants().Where(e => e.Name == "toponym" || e.Name == "location"))
            {
                if (!int.TryParse(toponym.Element("start")?.Value, NumberStyles.Integer, CultureInfo.InvariantCulture, out int start) || !int.TryParse(toponym.Element("end")?.Value, NumberStyles.Integer, CultureInfo.InvariantCulture, out int end)) continue;
                string phrase = (toponym.Element("phrase") ?? toponym.Element("name"))!.Value;
                TextSpan span = Align(text, phrase, start, end);
                if (span.Length == 0) continue;
                all.Add(span);
                XElement? tag = toponym.Element("gaztag");
                string? lat = (tag ?? toponym).Element("lat")?.Value, lon = (tag ?? toponym).Element("lon")?.Value;
                if (!double.TryParse(lat, NumberStyles.Float, CultureInfo.InvariantCulture, out double latitude) || !double.TryParse(lon, NumberStyles.Float, CultureInfo.InvariantCulture, out double longitude)) continue;
                spans.Add(span);
                points.Add((latitude, longitude, tag?.Attribute("geonameid")?.Value));
            }
            IReadOnlyList<Place?> given = resolver.ResolveSpans(analysis, spans);
            long began = Stopwatch.GetTimestamp();
            IReadOnlyList<Toponym> toponyms = resolver.Resolve(analysis);
            time += Stopwatch.GetElapsedTime(began);
            predicted += toponyms.Count(t => t.Place is not null);
            hits += toponyms.Count(t => t.Place is not null && all.Contains(t.Span));
            found += all.Count;
            for (int i = 0; i < spans.Count; i++)
            {
                gold++;
                Place? place = given[i];
                (double latitude, double longitude, string? id) = points[i];
                bool sameId = id is not null && place?.GazetteerId == "geonames:" + id;
                if (place?.GazetteerId.StartsWith("geonames:", StringComparison.Ordinal) == true && id is not null) withId++;
                if (sameId) exact++;
                // A country or region has no point here: the right one by name counts when it holds the gold point.
                bool isNear = sameId || (place is not null && IsNear(place, latitude, longitude));
                if (isNear) near++;
                else if (misses) output.WriteLine($"  {Path.GetFileName(path)}: {spans[i].Of(text)} -> {place?.Name}, {place?.Admin1}, {place?.Country} {place?.Latitude} {place?.Longitude}; expected {latitude} {longitude} ({id})");
            }
        }
        double precision = predicted == 0 ? 0 : (double)hits / predicted, recall = found == 0 ? 0 : (double)hits / found;
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{Path.GetFileNameWithoutExtension(path)}: {documents} documents, {gold} toponyms; span given: within 161 km {(double)near / gold:0.000}, exact id {(double)exact / gold:0.000} (of those with a GeoNames entry {(withId == 0 ? 0 : (double)exact / withId):0.000}); end to end: precision {precision:0.000}, recall {recall:0.000}, F1 {(precision + recall == 0 ? 0 : 2 * precision * recall / (precision + recall)):0.000}; {time.TotalMilliseconds / documents:0.000} ms a document of {words / documents} tokens"));
    }

    // Countries, regions and areas: their extent stands for the point.
    private static bool IsNear(Place place, double latitude, double longitude)
    {
        if (place is { Latitude: double a, Longitude: double b }) return Geography.Kilometres(a, b, latitude, longitude) <= SameCityKilometres;
        // Seas, continents and the like have neither point nor members; their names are unambiguous here.
        if (place.Precision == PlacePrecision.Area) return true;
        return Extents.Value.TryGetValue(place.GazetteerId, out (double South, double North, double West, double East) box)
            && latitude >= box.South - 1 && latitude <= box.North + 1 && longitude >= box.West - 1 && longitude <= box.East + 1;
    }

    private static readonly Lazy<Dictionary<string, (double South, double North, double West, double East)>> Extents = new(() =>
    {
        Gazetteer gazetteer = PlaceFolders.OpenBuiltIn();
        var extents = new Dictionary<string, (double South, double North, double West, double East)>(StringComparer.Ordinal);
        for (int place = 0; place < gazetteer.Count; place++)
        {
            if (!gazetteer.TryGetPoint(place, out double latitude, out double longitude)) continue;
            for (int container = gazetteer.ParentOf(place); container >= 0; container = gazetteer.ParentOf(container))
            {
                string id = gazetteer.IdOf(container);
                extents[id] = extents.TryGetValue(id, out (double South, double North, double West, double East) box)
                    ? (Math.Min(box.South, latitude), Math.Max(box.North, latitude), Math.Min(box.West, longitude), Math.Max(box.East, longitude))
                    : (latitude, latitude, longitude, longitude);
            }
        }
        return extents;
    });

    // Offsets of the corpora are off by a few characters in places; the phrase is looked for around them.
    private static TextSpan Align(string text, string phrase, int start, int end)
    {
        const int Around = 12;
        if (start >= 0 && end <= text.Length && start < end && text.AsSpan(start, end - start).SequenceEqual(phrase)) return TextSpan.FromBounds(start, end);
        int from = Math.Clamp(start - Around, 0, text.Length);
        int at = text.IndexOf(phrase, from, StringComparison.Ordinal);
        return at >= 0 && at <= start + Around ? new TextSpan(at, phrase.Length) : default;
    }

    private static void Headlines(PlaceResolver resolver, Func<string, LanguageCode, Analysis> analyse, string[] paths, bool misses, TextWriter output)
    {
        var named = new Dictionary<LanguageCode, (int All, int Right)>();
        foreach (string path in paths)
        {
            List<string[]> rows = Csv(File.ReadAllText(path));
            string[] header = rows[0];
            int latitude = Array.FindIndex(header, h => h.Equals("latitude", StringComparison.OrdinalIgnoreCase)), longitude = Array.FindIndex(header, h => h.Equals("longitude", StringComparison.OrdinalIgnoreCase)), id = Array.IndexOf(header, "geonameid");
            int[] texts = [.. Enumerable.Range(0, header.Length).Where(i => header[i].Equals("representative_text", StringComparison.OrdinalIgnoreCase))];
            foreach (string[] row in rows.Skip(1))
            {
                if (row.Length < header.Length || !double.TryParse(row[latitude], NumberStyles.Float, CultureInfo.InvariantCulture, out double lat) || !double.TryParse(row[longitude], NumberStyles.Float, CultureInfo.InvariantCulture, out double lon)) continue;
                foreach (int column in texts)
                {
                    string text = row[column];
                    LanguageCode language = text.AsSpan().IndexOfAny("іїєґ") >= 0 ? LanguageCode.Ukrainian : text.AsSpan().IndexOfAny("ыэъё") >= 0 ? LanguageCode.Russian : LanguageCode.Unknown;
                    if (text.Length == 0 || language == LanguageCode.Unknown) continue;
                    IReadOnlyList<Toponym> toponyms = resolver.Resolve(analyse(text, language));
                    // The text names the place where some words of it are one of its names, in any case form.
                    if (!Names(resolver.Index, text, "geonames:" + row[id])) continue;
                    bool right = toponyms.Any(t => t.Place is { Latitude: double a, Longitude: double b } && Geography.Kilometres(a, b, lat, lon) <= SamePlaceKilometres);
                    (int all, int rights) = named.GetValueOrDefault(language);
                    named[language] = (all + 1, rights + (right ? 1 : 0));
                    if (!right && misses) output.WriteLine($"  headline: {text} -> {string.Join("; ", toponyms.Select(t => $"{t.Span.Of(text)}={t.Place?.Name},{t.Place?.Admin1}"))}; expected {lat} {lon}");
                }
            }
        }
        foreach ((LanguageCode language, (int all, int right)) in named.OrderBy(pair => pair.Key)) output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"headlines, {language}: {all} that name their place, within 25 km {(double)right / all:0.000}"));
    }

    private static bool Names(PlaceIndex index, string text, string gazetteerId)
    {
        const int LongestName = 3;
        string[] words = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        for (int from = 0; from < words.Length; from++)
        {
            for (int count = 1; count <= LongestName && from + count <= words.Length; count++)
            {
                string name = string.Join(' ', words[from..(from + count)]).Trim('.', ',', '"', '«', '»', ':', ';', '!', '?', '(', ')', '“', '”', '-', '–', '—');
                if (name.Length > 2 && char.IsUpper(name[0]) && index.Match(name).Exists(match => index.Of(match.Ref).IdOf(match.Ref.Number) == gazetteerId)) return true;
            }
        }
        return false;
    }

    /// <summary>Whether the gazetteer can place the names of annotated claims, each alone with its region.</summary>
    private static void Claims(PlaceResolver resolver, Func<string, LanguageCode, Analysis> analyse, string folder, bool misses, TextWriter output)
    {
        foreach (string language in (string[])["en", "ru", "uk"])
        {
            int all = 0, right = 0;
            var names = new HashSet<string>(StringComparer.Ordinal);
            int distinctRight = 0;
            foreach (string path in Directory.GetFiles(Path.Combine(folder, language), "*.json").Order(StringComparer.Ordinal))
            {
                using JsonDocument json = JsonDocument.Parse(File.ReadAllBytes(path));
                foreach (JsonElement claim in json.RootElement.GetProperty("claims").EnumerateArray())
                {
                    if (!claim.TryGetProperty("place", out JsonElement place) || place.ValueKind != JsonValueKind.Object || place.GetProperty("lat").ValueKind != JsonValueKind.Number) continue;
                    double lat = place.GetProperty("lat").GetDouble(), lon = place.GetProperty("lon").GetDouble();
                    string name = place.GetProperty("name").GetString()!, region = place.GetProperty("admin1").GetString() ?? "";
                    // The region in English before the name stands for what the document says elsewhere.
                    string text = $"{region}: {name}.";
                    LanguageCode code = language switch { "en" => LanguageCode.English, "ru" => LanguageCode.Russian, _ => LanguageCode.Ukrainian };
                    Analysis analysis = analyse(text, code);
                    var span = new TextSpan(region.Length + 2, name.Length);
                    IReadOnlyList<Toponym> toponyms = resolver.Resolve(analysis);
                    bool hit = toponyms.Any(t => t.Span.Overlaps(span) && t.Place is { Latitude: double a, Longitude: double b } && Geography.Kilometres(a, b, lat, lon) <= SamePlaceKilometres);
                    all++;
                    if (hit) right++;
                    if (names.Add(name) && hit) distinctRight++;
                    else if (!hit && misses) output.WriteLine($"  {Path.GetFileName(path)}: {name} ({region}) {lat} {lon} -> {string.Join("; ", toponyms.Select(t => $"{t.Span.Of(text)}={t.Place?.Name},{t.Place?.Admin1} {t.Place?.Latitude} {t.Place?.Longitude}"))}");
                }
            }
            if (all > 0) output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"claims, {language}: {all} places with coordinates, within 25 km {(double)right / all:0.000}; {names.Count} different names {(double)distinctRight / names.Count:0.000}"));
        }
    }

    /// <summary>Whether the places of annotated claims are resolved right where the documents name them.</summary>
    private static void Documents(PlaceResolver resolver, Func<string, LanguageCode, Analysis> analyse, string claims, string texts, bool misses, TextWriter output)
    {
        foreach (string language in (string[])["en", "ru", "uk"])
        {
            int all = 0, right = 0, unplaced = 0, documents = 0, tokens = 0;
            TimeSpan time = TimeSpan.Zero;
            foreach (string path in Directory.GetFiles(Path.Combine(claims, language), "*.json").Order(StringComparer.Ordinal))
            {
                string file = Path.Combine(texts, language, Path.GetFileNameWithoutExtension(path) + ".txt");
                if (!File.Exists(file)) continue;
                string text = File.ReadAllText(file);
                Analysis analysis = analyse(text, language switch { "en" => LanguageCode.English, "ru" => LanguageCode.Russian, _ => LanguageCode.Ukrainian });
                long began = Stopwatch.GetTimestamp();
                IReadOnlyList<Toponym> toponyms = resolver.Resolve(analysis);
                time += Stopwatch.GetElapsedTime(began);
                documents++;
                tokens += analysis.Tokens.Count;
                using JsonDocument json = JsonDocument.Parse(File.ReadAllBytes(path));
                var seen = new HashSet<string>(StringComparer.Ordinal);
                foreach (JsonElement claim in json.RootElement.GetProperty("claims").EnumerateArray())
                {
                    if (!claim.TryGetProperty("place", out JsonElement place) || place.ValueKind != JsonValueKind.Object || place.GetProperty("lat").ValueKind != JsonValueKind.Number) continue;
                    string name = place.GetProperty("name").GetString()!;
                    if (!seen.Add(name)) continue;
                    double lat = place.GetProperty("lat").GetDouble(), lon = place.GetProperty("lon").GetDouble();
                    Toponym[] there = [.. toponyms.Where(t => Occurrences(text, name).Any(span => span.Overlaps(t.Span)))];
                    bool hit = there.Any(t => t.Place is { Latitude: double a, Longitude: double b } && Geography.Kilometres(a, b, lat, lon) <= SamePlaceKilometres);
                    all++;
                    if (hit) right++;
                    else if (there.Length == 0) unplaced++;
                    if (!hit && misses) output.WriteLine($"  {Path.GetFileName(file)}: {name} {lat} {lon} -> {string.Join("; ", there.Select(t => $"{t.Span.Of(text)}={t.Place?.Name},{t.Place?.Admin1} {t.Rule}"))}");
                }
            }
            if (all > 0) output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"documents, {language}: {all} places of claims named in {documents} documents, within 25 km {(double)right / all:0.000}, not found {unplaced}; {time.TotalMilliseconds / documents:0.000} ms a document of {tokens / documents} tokens"));
        }
    }

    private static IEnumerable<TextSpan> Occurrences(string text, string name)
    {
        for (int at = text.IndexOf(name, StringComparison.Ordinal); at >= 0; at = text.IndexOf(name, at + 1, StringComparison.Ordinal)) yield return new TextSpan(at, name.Length);
    }

    private static List<string[]> Csv(string text)
    {
        var rows = new List<string[]>();
        var row = new List<string>();
        var field = new System.Text.StringBuilder();
        bool quoted = false;
        for (int i = 0; i < text.Length; i++)
        {
            char c = text[i];
            if (quoted)
            {
                if (c != '"') field.Append(c);
                else if (i + 1 < text.Length && text[i + 1] == '"') { field.Append('"'); i++; }
                else quoted = false;
            }
            else if (c == '"') quoted = true;
            else if (c == ',') { row.Add(field.ToString()); field.Clear(); }
            else if (c == '\n')
            {
                row.Add(field.ToString().TrimEnd('\r'));
                field.Clear();
                rows.Add([.. row]);
                row.Clear();
            }
            else field.Append(c);
        }
        if (row.Count > 0 || field.Length > 0)
        {
            row.Add(field.ToString());
            rows.Add([.. row]);
        }
        return rows;
    }
}
