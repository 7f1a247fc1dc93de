using System.Text;
using System.Text.Json;
using System.Text.Encodings.Web;

namespace Hearsay.Capture;

/// <summary>One redirect on the way to a page.</summary>
/// <param name="Url">The address that answered.</param>
/// <param name="Status">HTTP status of the answer: 301, 302, 303, 307 or 308.</param>
public readonly record struct Redirect(string Url, int Status);

/// <summary>How bytes came over the network.</summary>
/// <param name="Asked">The address asked for.</param>
/// <param name="Url">The address that gave the bytes: the same, or where redirects led.</param>
/// <param name="Status">HTTP status of that answer.</param>
/// <param name="At">When the answer began, UTC.</param>
/// <param name="Redirects">What lay between, in order; empty where nothing did.</param>
/// <param name="Headers">Header fields of the answer, in the order received.</param>
public sealed record Exchange(string Asked, string Url, int Status, DateTimeOffset At, IReadOnlyList<Redirect> Redirects, IReadOnlyList<KeyValuePair<string, string>> Headers)
{
    private static readonly JsonWriterOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>A header's value; null where it was not sent.</summary>
    public string? Header(string name)
    {
        foreach ((string key, string value) in Headers)
            if (key.Equals(name, StringComparison.OrdinalIgnoreCase)) return value;
        return null;
    }

    /// <summary>What to ask with next time, so that an unchanged page is not sent again; null where the server gave nothing for it.</summary>
    public Validators? Validators => Header("ETag") is null && Header("Last-Modified") is null ? null : new Validators(Url, Header("ETag"), Header("Last-Modified"));

    /// <summary>The exchange as one line of JSON: {"asked","url","status","at","redirects":[{"url","status"}],"headers":[[name,value]]}.</summary>
    public string ToJson()
    {
        System.Buffers.ArrayBufferWriter<byte> bytes = new();
        using (Utf8JsonWriter json = new(bytes, Readable))
        {
            json.WriteStartObject();
            json.WriteString("asked", Asked);
            json.WriteString("url", Url);
            json.WriteNumber("status", Status);
            json.WriteString("at", At.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture));
            json.WriteStartArray("redirects");
            foreach (Redirect redirect in Redirects)
            {
                json.WriteStartObject();
                json.WriteString("url", redirect.Url);
                json.WriteNumber("status", redirect.Status);
                json.WriteEndObject();
            }
            json.WriteEndArray();
            json.WriteStartArray("headers");
            foreach ((string name, string value) in Headers)
            {
                json.WriteStartArray();
                json.WriteStringValue(name);
                json.WriteStringValue(value);
                json.WriteEndArray();
            }
            json.WriteEndArray();
            json.WriteEndObject();
        }
        return Encoding.UTF8.GetString(bytes.WrittenSpan);
    }

    /// <summary>Reads what <see cref="ToJson"/> wrote.</summary>
    public static Exchange FromJson(string json)
    {
        using JsonDocument parsed = JsonDocument.Parse(json);
        JsonElement root = parsed.RootElement;
        return new Exchange(root.GetProperty("asked").GetString()!, root.GetProperty("url").GetString()!, root.GetProperty("status").GetInt32(), root.GetProperty("at").GetDateTimeOffset(),
            [.. root.GetProperty("redirects").EnumerateArray().Select(r => new Redirect(r.GetProperty("url").GetString()!, r.GetProperty("status").GetInt32()))],
            [.. root.GetProperty("headers").EnumerateArray().Select(h => KeyValuePair.Create(h[0].GetString()!, h[1].GetString()!))]);
    }
}

/// <summary>What a server gave with a page to tell later whether it changed (RFC 9110, section 8.8).</summary>
/// <param name="Url">The address that gave them; they mean nothing at another.</param>
/// <param name="ETag">Entity tag, as sent; null where none.</param>
/// <param name="LastModified">Date of the last change, as sent; null where none.</param>
public sealed record Validators(string Url, string? ETag, string? LastModified);
