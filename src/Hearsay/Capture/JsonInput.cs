using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Hearsay.Capture;

/// <summary>Reads JSON of any provenance: broken UTF-8, other encodings, escapes that stand for half a character.</summary>
internal static partial class JsonInput
{
    /// <summary>The bytes as UTF-8 without a byte order mark, decoded from another encoding where they are none.</summary>
    public static ReadOnlyMemory<byte> AsUtf8(byte[] bytes)
    {
        if (bytes.AsSpan().StartsWith(TextDecoder.Utf8Mark) && System.Text.Unicode.Utf8.IsValid(bytes)) return bytes.AsMemory(3);
        if (System.Text.Unicode.Utf8.IsValid(bytes)) return bytes;
        TextDecoder.TryDecode(bytes, declared: null, out string text);
        return Encoding.UTF8.GetBytes(text);
    }

    /// <summary>The value of a property; false where there is none, or a name beside it stands for no characters.</summary>
    public static bool TryGet(JsonElement element, string name, out JsonElement value)
    {
        try
        {
            return element.TryGetProperty(name, out value);
        }
        catch (InvalidOperationException)
        {
            value = default;
            return false;
        }
    }

    /// <summary>The string value of a property, or null where it has none.</summary>
    public static string? StringOf(JsonElement element, string name) =>
        TryGet(element, name, out JsonElement value) && value.ValueKind == JsonValueKind.String ? Text(value) : null;

    /// <summary>The string; escapes that stand for half a character become U+FFFD.</summary>
    public static string Text(JsonElement value)
    {
        try
        {
            return value.GetString()!;
        }
        catch (InvalidOperationException)
        {
            string repaired = SurrogateEscape().Replace(value.GetRawText(), m => m.Groups["pair"].Success && m.Groups["pair"].Length > 0 ? m.Value : "\\uFFFD");
            using JsonDocument json = JsonDocument.Parse(repaired);
            return json.RootElement.GetString()!;
        }
    }

    /// <summary>A number or string as text; null for anything else.</summary>
    public static string? Scalar(JsonElement element, string name) => TryGet(element, name, out JsonElement value)
        ? value.ValueKind switch { JsonValueKind.String => Text(value), JsonValueKind.Number => value.GetRawText(), _ => null }
        : null;

    [GeneratedRegex("""(?<pair>\\u[dD][89aAbB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2})|\\u[dD][89a-fA-F][0-9a-fA-F]{2}""", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex SurrogateEscape();
}
