using System.IO.Compression;
using System.Text.Json;

namespace Hearsay.Cli;

/// <summary>An article page of WCXB and what is known of it.</summary>
/// <param name="Id">Its number, as the file names have it.</param>
/// <param name="Url">Its address; null where unknown.</param>
/// <param name="Html">The page.</param>
/// <param name="Article">The text of its article; null where the set tells none.</param>
/// <param name="Published">What the set tells of the day of publication; null or empty where it tells none.</param>
internal readonly record struct WcxbPage(string Id, string? Url, byte[] Html, string? Article, string? Published);

/// <summary>Reads an unpacked WCXB split.</summary>
internal static class WcxbPages
{
    /// <summary>The article pages, in the order of their numbers; lazily.</summary>
    /// <param name="folder">The folder that holds html/ and ground-truth/.</param>
    public static IEnumerable<WcxbPage> Articles(string folder)
    {
        foreach (string file in Directory.EnumerateFiles(Path.Combine(folder, "ground-truth"), "*.json").Order(StringComparer.Ordinal))
        {
            using JsonDocument json = JsonDocument.Parse(File.ReadAllBytes(file));
            if (json.RootElement.GetProperty("_internal").GetProperty("page_type").GetProperty("primary").GetString() != "article") continue;
            JsonElement truth = json.RootElement.GetProperty("ground_truth");
            string id = Path.GetFileNameWithoutExtension(file);
            yield return new WcxbPage(id, Text(json.RootElement, "url"), Unzip(Path.Combine(folder, "html", id + ".html.gz")), Text(truth, "main_content"), Text(truth, "publish_date"));
        }
    }

    /// <summary>The content of a file packed with gzip.</summary>
    public static byte[] Unzip(string file)
    {
        using FileStream packed = File.OpenRead(file);
        using GZipStream unpacked = new(packed, CompressionMode.Decompress);
        using MemoryStream bytes = new();
        unpacked.CopyTo(bytes);
        return bytes.ToArray();
    }

    private static string? Text(JsonElement element, string property) => element.TryGetProperty(property, out JsonElement value) ? value.GetString() : null;
}
