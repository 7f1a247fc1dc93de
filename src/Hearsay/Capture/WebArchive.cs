using System.Buffers;
using System.Globalization;
using System.IO.Compression;
using System.Text;

namespace Hearsay.Capture;

/// <summary>One page taken from a web archive.</summary>
/// <param name="Id">Name of the record within its archive.</param>
/// <param name="Url">Address it was fetched from; null where the archive does not say.</param>
/// <param name="MediaType">"text/html" and the like, lower case, without parameters; null where not stated.</param>
/// <param name="Charset">Charset the server named; null where none.</param>
/// <param name="Bytes">The page; empty where it was longer than the limit.</param>
/// <param name="TooLong">Whether it was longer than the limit.</param>
internal sealed record ArchivedPage(string Id, string? Url, string? MediaType, string? Charset, byte[] Bytes, bool TooLong = false);

/// <summary>Reads WARC files record by record (WARC 1.0 and 1.1, ISO 28500).</summary>
internal static class WarcReader
{
    private const int LongestHeader = 64 * 1024;

    /// <summary>Whether the first bytes open a WARC file.</summary>
    public static bool IsWarc(ReadOnlySpan<byte> head) => head.StartsWith("WARC/"u8);

    /// <summary>The pages of response and resource records, in file order; other records are passed over.</summary>
    /// <exception cref="InvalidDataException">The file is broken at this point; records before it were given.</exception>
    public static IEnumerable<ArchivedPage> Read(Stream stream, long maxBytes)
    {
        BufferedStream source = new(stream, 1 << 16);
        int number = 0;
        while (ReadHeader(source) is { } header)
        {
            number++;
            if (!header.TryGetValue("content-length", out string? text) || !long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long length))
                throw new InvalidDataException(string.Create(CultureInfo.InvariantCulture, $"record {number} has no content length"));
            string type = header.GetValueOrDefault("warc-type", "");
            bool wanted = type is "response" or "resource";
            bool tooLong = wanted && length > maxBytes;
            byte[] block = wanted && !tooLong ? ReadExactly(source, length) : Skip(source, length);
            if (!wanted) continue;
            string id = header.GetValueOrDefault("warc-record-id", number.ToString(CultureInfo.InvariantCulture)).Trim('<', '>');
            string? url = header.GetValueOrDefault("warc-target-uri")?.Trim('<', '>');
            if (tooLong) yield return new ArchivedPage(id, url, null, null, [], TooLong: true);
            else if (type == "resource") yield return new ArchivedPage(id, url, MediaType(header.GetValueOrDefault("content-type")), Charset(header.GetValueOrDefault("content-type")), block);
            else if (Response(id, url, block, maxBytes) is { } page) yield return page;
        }
    }

    /// <summary>The name before the parameters of a content type, lower case.</summary>
    public static string? MediaType(string? contentType) => contentType?.Split(';')[0].Trim().ToLowerInvariant() is { Length: > 0 } type ? type : null;

    /// <summary>The charset parameter of a content type.</summary>
    public static string? Charset(string? contentType)
    {
        if (contentType is null) return null;
        foreach (string part in contentType.Split(';'))
        {
            string trimmed = part.Trim();
            if (trimmed.StartsWith("charset=", StringComparison.OrdinalIgnoreCase)) return trimmed[8..].Trim('"', ' ');
        }
        return null;
    }

    private static ArchivedPage? Response(string id, string? url, byte[] block, long maxBytes)
    {
        int end = block.AsSpan().IndexOf("\r\n\r\n"u8);
        int skip = 4;
        if (end < 0)
        {
            end = block.AsSpan().IndexOf("\n\n"u8);
            skip = 2;
        }
        if (end < 0) return null;
        string[] lines = Encoding.Latin1.GetString(block, 0, end).Split('\n', StringSplitOptions.TrimEntries);
        if (lines[0].Split(' ') is not [_, var status, ..] || !status.StartsWith('2')) return null; // redirects and errors are no documents
        Dictionary<string, string> header = new(StringComparer.Ordinal);
        foreach (string line in lines.Skip(1))
        {
            int colon = line.IndexOf(':');
            if (colon > 0) header[line[..colon].Trim().ToLowerInvariant()] = line[(colon + 1)..].Trim();
        }
        byte[] body = block[(end + skip)..];
        if (header.GetValueOrDefault("transfer-encoding", "").Contains("chunked", StringComparison.OrdinalIgnoreCase)) body = Unchunk(body);
        bool tooLong = false;
        body = header.GetValueOrDefault("content-encoding", "").ToLowerInvariant() switch
        {
            "gzip" or "x-gzip" => Inflate(new GZipStream(new MemoryStream(body), CompressionMode.Decompress), maxBytes, out tooLong),
            "deflate" => Inflate(new ZLibStream(new MemoryStream(body), CompressionMode.Decompress), maxBytes, out tooLong),
            "br" => Inflate(new BrotliStream(new MemoryStream(body), CompressionMode.Decompress), maxBytes, out tooLong),
            _ => body,
        };
        return new ArchivedPage(id, url, MediaType(header.GetValueOrDefault("content-type")), Charset(header.GetValueOrDefault("content-type")), body, tooLong);
    }

    /// <summary>Unpacks a stream, but no more than the limit.</summary>
    public static byte[] Inflate(Stream packed, long maxBytes, out bool tooLong)
    {
        using (packed)
        {
            using MemoryStream all = new();
            byte[] buffer = ArrayPool<byte>.Shared.Rent(1 << 16);
            try
            {
                int read;
                while ((read = packed.Read(buffer, 0, buffer.Length)) > 0)
                {
                    all.Write(buffer, 0, read);
                    if (all.Length <= maxBytes) continue;
                    tooLong = true;
                    return [];
                }
            }
            finally
            {
                ArrayPool<byte>.Shared.Return(buffer);
            }
            tooLong = false;
            return all.ToArray();
        }
    }

    private static byte[] Unchunk(byte[] body)
    {
        using MemoryStream all = new();
        int at = 0;
        while (at < body.Length)
        {
            int end = body.AsSpan(at).IndexOf((byte)'\n');
            if (end < 0) break;
            string size = Encoding.Latin1.GetString(body, at, end).Split(';')[0].Trim();
            if (!int.TryParse(size, NumberStyles.HexNumber, CultureInfo.InvariantCulture, out int length) || length < 0) return body; // stored already joined
            at += end + 1;
            if (length == 0) break;
            int take = Math.Min(length, body.Length - at);
            all.Write(body, at, take);
            at += take + 2;
        }
        return all.ToArray();
    }

    private static Dictionary<string, string>? ReadHeader(Stream source)
    {
        string? first;
        do first = ReadLine(source);
        while (first is { Length: 0 });
        if (first is null) return null;
        if (!first.StartsWith("WARC/", StringComparison.Ordinal)) throw new InvalidDataException("a record does not begin with WARC/");
        Dictionary<string, string> header = new(StringComparer.Ordinal);
        while (ReadLine(source) is { } line && line.Length > 0)
        {
            int colon = line.IndexOf(':');
            if (colon > 0) header[line[..colon].Trim().ToLowerInvariant()] = line[(colon + 1)..].Trim();
        }
        return header;
    }

    private static string? ReadLine(Stream source)
    {
        StringBuilder line = new();
        int b;
        while ((b = source.ReadByte()) >= 0)
        {
            if (b == '\n') return line.ToString().TrimEnd('\r');
            line.Append((char)b);
            if (line.Length > LongestHeader) throw new InvalidDataException("a header line has no end");
        }
        return line.Length > 0 ? line.ToString() : null;
    }

    private static byte[] ReadExactly(Stream source, long length)
    {
        byte[] bytes = new byte[length];
        int at = source.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
        return at == bytes.Length ? bytes : throw new InvalidDataException("the last record is cut off");
    }

    private static byte[] Skip(Stream source, long length)
    {
        byte[] buffer = ArrayPool<byte>.Shared.Rent(1 << 16);
        try
        {
            while (length > 0)
            {
                int read = source.Read(buffer, 0, (int)Math.Min(length, buffer.Length));
                if (read == 0) throw new InvalidDataException("the last record is cut off");
                length -= read;
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
        return [];
    }
}

/// <summary>Reads pages saved by a browser in one file (MHTML, RFC 2557).</summary>
internal static class MhtmlReader
{
    /// <summary>Whether the first bytes are the header of a page saved in one file.</summary>
    public static bool IsMhtml(ReadOnlySpan<byte> head)
    {
        string start = Encoding.Latin1.GetString(head[..Math.Min(head.Length, 4096)]);
        return start.Contains("multipart/related", StringComparison.OrdinalIgnoreCase) && start.Contains("MIME-Version:", StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>The first HTML part, or null where there is none.</summary>
    public static ArchivedPage? Read(byte[] bytes)
    {
        string text = Encoding.Latin1.GetString(bytes);
        (Dictionary<string, string> top, int at) = Header(text, 0);
        string? boundary = Parameter(top.GetValueOrDefault("content-type"), "boundary");
        if (string.IsNullOrEmpty(boundary)) return null;
        string mark = "--" + boundary;
        for (int start = text.IndexOf(mark, at, StringComparison.Ordinal); start >= 0;)
        {
            int lineEnd = text.IndexOf('\n', start);
            if (lineEnd < 0) return null;
            int next = text.IndexOf(mark, lineEnd, StringComparison.Ordinal);
            (Dictionary<string, string> header, int body) = Header(text, lineEnd + 1);
            string? type = WarcReader.MediaType(header.GetValueOrDefault("content-type"));
            if (type is "text/html" or "application/xhtml+xml")
            {
                string content = text[body..(next < 0 ? text.Length : Math.Max(body, next))]; // a header without end runs into the next part
                string? url = header.GetValueOrDefault("content-location") ?? top.GetValueOrDefault("snapshot-content-location");
                return new ArchivedPage("page", url, type, WarcReader.Charset(header.GetValueOrDefault("content-type")), Decode(content, header.GetValueOrDefault("content-transfer-encoding")));
            }
            start = next;
        }
        return null;
    }

    private static (Dictionary<string, string> Fields, int Body) Header(string text, int at)
    {
        Dictionary<string, string> fields = new(StringComparer.Ordinal);
        string? last = null;
        while (at < text.Length)
        {
            int end = text.IndexOf('\n', at);
            if (end < 0) end = text.Length;
            string line = text[at..end].TrimEnd('\r');
            at = Math.Min(end + 1, text.Length);
            if (line.Length == 0) break;
            int colon = line.IndexOf(':');
            if (line[0] is ' ' or '\t' && last is not null) fields[last] += " " + line.Trim();
            else if (colon > 0) fields[last = line[..colon].Trim().ToLowerInvariant()] = line[(colon + 1)..].Trim();
        }
        return (fields, at);
    }

    private static string? Parameter(string? field, string name)
    {
        if (field is null) return null;
        foreach (string part in field.Split(';'))
        {
            string trimmed = part.Trim();
            if (trimmed.StartsWith(name + "=", StringComparison.OrdinalIgnoreCase)) return trimmed[(name.Length + 1)..].Trim('"', ' ');
        }
        return null;
    }

    private static byte[] Decode(string content, string? encoding)
    {
        if (string.Equals(encoding, "base64", StringComparison.OrdinalIgnoreCase))
        {
            byte[] buffer = new byte[content.Length];
            return Convert.TryFromBase64String(string.Concat(content.Where(c => !char.IsWhiteSpace(c))), buffer, out int written) ? buffer[..written] : throw new InvalidDataException("the page's base64 is broken");
        }
        if (!string.Equals(encoding, "quoted-printable", StringComparison.OrdinalIgnoreCase)) return Encoding.Latin1.GetBytes(content);
        using MemoryStream bytes = new(content.Length);
        for (int i = 0; i < content.Length; i++)
        {
            if (content[i] != '=')
            {
                bytes.WriteByte((byte)content[i]);
                continue;
            }
            if (i + 1 < content.Length && content[i + 1] == '\n') i++;
            else if (i + 2 < content.Length && content[i + 1] == '\r' && content[i + 2] == '\n') i += 2;
            else if (i + 2 < content.Length && byte.TryParse(content.AsSpan(i + 1, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out byte value))
            {
                bytes.WriteByte(value);
                i += 2;
            }
            else bytes.WriteByte((byte)'=');
        }
        return bytes.ToArray();
    }
}

/// <summary>A stream whose first bytes were read already.</summary>
internal sealed class RereadStream(byte[] head, Stream rest) : Stream
{
    private int at;

    public override bool CanRead => true;
    public override bool CanSeek => false;
    public override bool CanWrite => false;
    public override long Length => throw new NotSupportedException();
    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override int Read(byte[] buffer, int offset, int count)
    {
        if (at >= head.Length) return rest.Read(buffer, offset, count);
        int read = Math.Min(count, head.Length - at);
        head.AsSpan(at, read).CopyTo(buffer.AsSpan(offset));
        at += read;
        return read;
    }

    public override void Flush() { }
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
    public override void SetLength(long value) => throw new NotSupportedException();
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
