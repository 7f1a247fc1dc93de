using System.Globalization;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;

namespace Hearsay.Store;

/// <summary>Writes captures as a WARC file (WARC/1.1, ISO 28500:2017) that web-archive tools open.</summary>
/// <remarks>
/// Captures are resource records: the program keeps what was received, not the HTTP exchange. The same captures give the
/// same bytes: record ids are made from digests, and the file's own date is that of its first capture.
/// </remarks>
internal sealed class WarcWriter(Stream output, bool gzip)
{
    /// <summary>The record that says what the file is; always the first.</summary>
    /// <param name="name">Name of the file.</param>
    /// <param name="at">UTC, ISO 8601, to the second.</param>
    /// <param name="about">Lines of the description, "name: value".</param>
    public void WriteInfo(string name, string at, IEnumerable<string> about)
    {
        byte[] block = Encoding.UTF8.GetBytes(string.Concat(about.Select(line => line + "\r\n")));
        Write([("WARC-Type", "warcinfo"), ("WARC-Record-ID", RecordId(name + "\n" + Hearsay.Capture.Capture.IdOf(block))), ("WARC-Date", at), ("WARC-Filename", OneLine(name)), ("Content-Type", "application/warc-fields")], block);
    }

    /// <summary>One capture.</summary>
    /// <param name="capture">The capture; its bytes are the record's block.</param>
    /// <param name="at">When it was received: UTC, ISO 8601, to the second.</param>
    public void Write(Hearsay.Capture.Capture capture, string at) => Write(
    [
        ("WARC-Type", "resource"), ("WARC-Record-ID", RecordId(capture.Id)), ("WARC-Date", at), ("WARC-Target-URI", Target(capture)),
        ("WARC-Block-Digest", capture.Id), ("Content-Type", OneLine(capture.MediaType ?? "application/octet-stream")),
    ], capture.Bytes);

    private void Write(IReadOnlyList<(string Name, string Value)> fields, byte[] block)
    {
        StringBuilder header = new("WARC/1.1\r\n");
        foreach ((string name, string value) in fields) header.Append(name).Append(": ").Append(value).Append("\r\n");
        header.Append(CultureInfo.InvariantCulture, $"Content-Length: {block.Length}\r\n\r\n");
        // Compressed archives hold one gzip member a record, so that readers can jump to any of them.
        Stream record = gzip ? new GZipStream(output, CompressionLevel.Optimal, leaveOpen: true) : output;
        record.Write(Encoding.UTF8.GetBytes(header.ToString()));
        record.Write(block);
        record.Write("\r\n\r\n"u8);
        if (gzip) record.Dispose();
    }

    /// <summary>The address it was published at; a name made from its key where it has none.</summary>
    private static string Target(Hearsay.Capture.Capture capture) =>
        Uri.TryCreate(capture.Url, UriKind.Absolute, out Uri? address) ? address.AbsoluteUri : "urn:hearsay:" + Uri.EscapeDataString(capture.Key);

    /// <summary>A UUID of version 8 (RFC 9562) whose free bits are those of a digest.</summary>
    private static string RecordId(string of)
    {
        byte[] bits = SHA256.HashData(Encoding.UTF8.GetBytes(of))[..16];
        bits[6] = (byte)((bits[6] & 0x0F) | 0x80);
        bits[8] = (byte)((bits[8] & 0x3F) | 0x80);
        return $"<urn:uuid:{new Guid(bits, bigEndian: true):D}>";
    }

    private static string OneLine(string text) => text.ReplaceLineEndings(" ");
}
