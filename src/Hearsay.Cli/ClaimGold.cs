using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Hearsay.Cli;

/// <summary>A claim as an annotator wrote it down.</summary>
/// <param name="Types">The type, and others that can be defended.</param>
/// <param name="Anchors">Words that stand where the claim stands; the first is the annotator's own.</param>
/// <param name="Trigger">The word of the anchor that says what happened.</param>
/// <param name="Counts">Least and most, each null where open; empty where nothing is counted.</param>
/// <param name="Place">Latitude and longitude, WGS 84; null where the text gives no place.</param>
/// <param name="Whens">First and last day as ISO dates; empty where the text gives no time.</param>
/// <param name="Chains">Attribution chains, outermost first.</param>
/// <param name="Certainties">Words of the claims interface.</param>
/// <param name="IsMain">What the page is about.</param>
/// <param name="IsOptional">Neither required nor wrong.</param>
public sealed record GoldClaim(
    string[] Types, string[] Anchors, string Trigger, (long? Least, long? Most)[] Counts, (double Latitude, double Longitude)? Place,
    (string? From, string? To)[] Whens, string[][] Chains, string[] Certainties, bool IsMain, bool IsOptional);

/// <summary>An annotated document with its text.</summary>
/// <param name="Id">Name of the annotation.</param>
/// <param name="Language">Folder it lies in: "en".</param>
/// <param name="Url">Where the page is, or null.</param>
/// <param name="Published">ISO date, or null.</param>
/// <param name="Text">The text without the header lines of its file.</param>
/// <param name="Claims">Required claims, then optional ones.</param>
/// <param name="Traps">Words that assert nothing.</param>
public sealed partial record GoldDocument(string Id, string Language, string? Url, string? Published, string Text, IReadOnlyList<GoldClaim> Claims, IReadOnlyList<string> Traps)
{
    private const int LongestHeader = 8; // lines

    /// <summary>Reads every annotated document of a folder (LANG/ID.json) whose text is in another (LANG/ID.txt).</summary>
    /// <param name="gold">Folder of the annotations.</param>
    /// <param name="texts">Folder of the texts.</param>
    /// <param name="missing">Told the annotations without a text.</param>
    /// <exception cref="InvalidDataException">An annotation is malformed; the message names the file.</exception>
    public static IEnumerable<GoldDocument> ReadAll(string gold, string texts, Action<string> missing)
    {
        foreach (string folder in Directory.GetDirectories(gold).Order(StringComparer.Ordinal))
            foreach (string path in Directory.GetFiles(folder, "*.json").Order(StringComparer.Ordinal))
            {
                string language = Path.GetFileName(folder), text = Path.Combine(texts, language, Path.GetFileNameWithoutExtension(path) + ".txt");
                if (!File.Exists(text))
                {
                    missing($"{language}/{Path.GetFileNameWithoutExtension(path)}");
                    continue;
                }
                yield return Read(path, language, BodyOf(File.ReadAllText(text)));
            }
    }

    private static GoldDocument Read(string path, string language, string text)
    {
        try
        {
            using JsonDocument json = JsonDocument.Parse(File.ReadAllBytes(path));
            JsonElement root = json.RootElement;
            return new GoldDocument(
                root.GetProperty("id").GetString()!, language, TextOf(root, "url"), TextOf(root, "published"), text,
                [.. Items(root, "claims").Select(c => ClaimOf(c, isOptional: false)), .. Items(root, "optional_claims").Select(c => ClaimOf(c, isOptional: true))],
                [.. Items(root, "must_not_assert").Select(AnchorOf)]);
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            throw new InvalidDataException($"{path} is no annotated document: {e.Message}", e);
        }
    }

    private static GoldClaim ClaimOf(JsonElement claim, bool isOptional)
    {
        JsonElement[] certainties = [.. Values(claim, "certainty"), .. Values(claim, "alt_certainty"), .. Values(claim, "alt_certainties")];
        return new GoldClaim(
            [claim.GetProperty("type").GetString()!, .. Items(claim, "alt_types").Select(t => t.GetString()!)],
            [claim.GetProperty("anchor").GetString()!, .. Items(claim, "alt_anchors").Select(AnchorOf)],
            TextOf(claim, "trigger") ?? "",
            [.. Objects(claim, "count", "alt_counts").Select(c => (NumberOf(c, "min"), NumberOf(c, "max"))).Where((c, i) => i > 0 || c.Item1 is not null || c.Item2 is not null)],
            Objects(claim, "place", "").Select(p => p.TryGetProperty("lat", out JsonElement lat) && lat.ValueKind == JsonValueKind.Number ? (lat.GetDouble(), p.GetProperty("lon").GetDouble()) : ((double, double)?)null).FirstOrDefault(),
            [.. Objects(claim, "when", "alt_whens").Select(w => (TextOf(w, "from"), TextOf(w, "to")))],
            [ChainOf(claim, "source_chain"), .. Items(claim, "alt_source_chains").Select(c => (string[])[.. c.EnumerateArray().Select(s => s.GetString()!)])],
            [.. certainties.Select(c => c.GetString()!)],
            claim.TryGetProperty("main", out JsonElement main) && main.ValueKind == JsonValueKind.True,
            isOptional);
    }

    private static string[] ChainOf(JsonElement claim, string name) => [.. Items(claim, name).Select(s => s.GetString()!)];

    private static string AnchorOf(JsonElement item) => item.ValueKind == JsonValueKind.String ? item.GetString()! : TextOf(item, "anchor") ?? "";

    private static string? TextOf(JsonElement item, string name) => item.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static long? NumberOf(JsonElement item, string name) => item.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.Number ? (long)value.GetDouble() : null;

    private static IEnumerable<JsonElement> Items(JsonElement item, string name) => item.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.Array ? value.EnumerateArray() : [];

    private static IEnumerable<JsonElement> Values(JsonElement item, string name) => item.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.String ? [value] : Items(item, name);

    // The alternatives count only where there is a value they are alternatives to.
    private static IEnumerable<JsonElement> Objects(JsonElement item, string name, string others) =>
        item.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.Object ? Items(item, others).Where(o => o.ValueKind == JsonValueKind.Object).Prepend(value) : [];

    private static string BodyOf(string text)
    {
        string[] lines = text.Split('\n');
        int i = 0;
        while (i < lines.Length && i < LongestHeader && (Header().IsMatch(lines[i]) || lines[i].Trim().All(c => c is '-' or '='))) i++;
        return string.Join('\n', lines[i..]);
    }

    [GeneratedRegex(@"^(URL|url|Title|title|TITLE|Published|published|PUBLISHED|Lang|lang|LANG|Source|Query|query|Note|note)\s*:")]
    private static partial Regex Header();

    /// <summary>Text with composed characters and one blank for each stretch of white space.</summary>
    public static string Normal(string text)
    {
        string composed = text.Normalize(NormalizationForm.FormC);
        var normal = new StringBuilder(composed.Length);
        foreach (char c in composed)
            if (!char.IsWhiteSpace(c)) normal.Append(c);
            else if (normal.Length > 0 && normal[^1] != ' ') normal.Append(' ');
        return normal.ToString().TrimEnd(' ');
    }

    /// <summary>One line of JSON as <c>hearsay claims -</c> takes it.</summary>
    public string ToJsonLine() => string.Create(CultureInfo.InvariantCulture, $"{JsonSerializer.Serialize(new { id = Id, url = Url, published = Published, text = Text })}\n");
}
