// Capture: bytes become clean, dated, attributable documents.
// Input: a file, a folder, a stream. Output: one CaptureResult for each document found and for each input refused.
// Invariants: the captured bytes are never changed; each bad input gives exactly one Problem and the run goes on;
// the same bytes give the same result.
// Weak spots: a page that is mostly a list of short items reads as navigation; a title that ends with a full stop
// in plain text stays in the body unless the layout sets it apart.
using System.Security.Cryptography;
using Hearsay.Text;

namespace Hearsay.Capture;

/// <summary>What was received. Never changed.</summary>
/// <param name="Id">"sha256:" and the hex digest of <paramref name="Bytes"/>.</param>
/// <param name="Key">The id the caller gave, or the path it came from.</param>
/// <param name="Url">Where it was published, as given or as the capture itself says; null where unknown.</param>
/// <param name="MediaType">What the bytes are ("text/html"); null where not determined.</param>
/// <param name="Bytes">The bytes as received; of a JSON Lines input, the bytes of this record's line.</param>
/// <param name="How">"file", "stdin", "jsonl", "http", or the container it was taken from ("zip", "mhtml", "warc", "telegram", "feed", "liveblog").</param>
public sealed record Capture(string Id, string Key, string? Url, string? MediaType, byte[] Bytes, string How)
{
    /// <summary>How the bytes, or what they were taken from, came over the network; null where they did not.</summary>
    public Exchange? Exchange { get; init; }

    /// <summary>A capture of these bytes, with its id computed.</summary>
    public static Capture Of(string key, string? url, string? mediaType, byte[] bytes, string how) =>
        new(IdOf(bytes), key, url, mediaType, bytes, how);

    /// <summary>"sha256:" and the lower-case hex digest of the bytes.</summary>
    public static string IdOf(ReadOnlySpan<byte> bytes) => "sha256:" + Convert.ToHexStringLower(SHA256.HashData(bytes));
}

/// <summary>One document taken from an input, or why there is none.</summary>
/// <param name="Capture">The bytes behind it; null where nothing could be received.</param>
/// <param name="Document">The text; null where the input was refused.</param>
/// <param name="Problem">Why it was refused, or a warning about the document; null as a rule.</param>
public sealed record CaptureResult(Capture? Capture, Document? Document, Problem? Problem);

/// <summary>What the caller knows about the inputs, and the limits that protect the run.</summary>
public sealed record CaptureOptions
{
    /// <summary>Largest page, text or record read whole unless the caller says otherwise: 32 MiB.</summary>
    public const long DefaultMaxBytes = 32L * 1024 * 1024;

    /// <summary>Publication day of documents whose input record gives none of its own.</summary>
    public DateOnly? Published { get; init; }

    /// <summary>Address of the documents whose input gives none of its own.</summary>
    public string? Url { get; init; }

    /// <summary>Largest page, text or JSON Lines record in bytes; larger ones are refused. Streams of records may be of any length.</summary>
    public long MaxBytes { get; init; } = DefaultMaxBytes;
}

/// <summary>The problems capture reports; each code is explained in docs/problems.md.</summary>
internal static class CaptureProblems
{
    public const string Missing = "HS1001";
    public const string Empty = "HS1002";
    public const string Binary = "HS1003";
    public const string Encoding = "HS1004";
    public const string TooLarge = "HS1005";
    public const string BrokenJson = "HS1006";
    public const string NoText = "HS1007";
    public const string NotAPage = "HS1008";
    public const string Unreadable = "HS1009";
    public const string BrokenArchive = "HS1010";
    public const string TooDeep = "HS1011";
    public const string Withheld = "HS1012";
    public const string BadField = "HS1013";
    public const string Robots = "HS1014";
    public const string NotReached = "HS1015";
    public const string HttpStatus = "HS1016";
    public const string Redirects = "HS1017";
    public const string NotAFeed = "HS1018";
    public const string NamesPages = "HS1019";
    public const string OwnNetwork = "HS1020";

    public static Problem Error(string code, string key, string message) => new(code, "capture", message, key);

    public static Problem Warning(string code, string key, string message) => new(code, "capture", message, key, IsError: false);
}
