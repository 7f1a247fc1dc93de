using System.Text;

namespace Hearsay.Capture;

/// <summary>What an input is.</summary>
internal enum InputKind : byte { Text, Html, TelegramExport, Json, Mhtml, Feed, Sitemap, Binary }

/// <summary>Tells inputs apart by their bytes first and their names second.</summary>
internal static class InputSniffer
{
    /// <summary>Whether the input is a sequence of JSON records, one a line.</summary>
    public static bool IsJsonLines(string key, ReadOnlySpan<byte> head)
    {
        string extension = Extension(key);
        if (extension is ".jsonl" or ".ndjson") return true;
        if (extension is ".json" or ".html" or ".htm" or ".xml") return false;
        ReadOnlySpan<byte> start = TrimStart(head);
        if (start.IsEmpty || start[0] != (byte)'{') return false;
        // A record opens and closes on its first line, or that line is longer than what was read ahead; an export is spread over lines.
        int end = start.IndexOf((byte)'\n');
        ReadOnlySpan<byte> line = (end < 0 ? start : start[..end]).TrimEnd(" \t\r"u8);
        return end < 0 ? line.IndexOf("\""u8) is >= 0 and < 40 && !Contains(line, "\"messages\""u8) : line.Length > 2;
    }

    /// <summary>What a whole input is.</summary>
    public static InputKind Sniff(string key, ReadOnlySpan<byte> bytes)
    {
        if (TextDecoder.IsBinary(bytes)) return InputKind.Binary;
        ReadOnlySpan<byte> start = TrimStart(bytes);
        string extension = Extension(key);
        if (extension is ".mhtml" or ".mht" || MhtmlReader.IsMhtml(start)) return InputKind.Mhtml;
        if (!start.IsEmpty && start[0] == (byte)'<' && FeedReader.IsFeed(start)) return InputKind.Feed;
        if (!start.IsEmpty && start[0] == (byte)'<' && SitemapReader.IsSitemap(start)) return InputKind.Sitemap;
        if (!start.IsEmpty && start[0] == (byte)'{' && extension is not (".html" or ".htm"))
        {
            ReadOnlySpan<byte> head = start[..Math.Min(start.Length, 4096)];
            return Contains(head, "\"messages\""u8) && Contains(head, "\"type\""u8) ? InputKind.TelegramExport : InputKind.Json;
        }
        if (extension == ".json") return InputKind.Json;
        if (extension is ".html" or ".htm" or ".xhtml") return InputKind.Html;
        return LooksHtml(start) ? InputKind.Html : InputKind.Text;
    }

    private static bool LooksHtml(ReadOnlySpan<byte> start)
    {
        string head = Encoding.Latin1.GetString(start[..Math.Min(start.Length, 2048)]);
        if (head.StartsWith("<!doctype html", StringComparison.OrdinalIgnoreCase) || head.StartsWith("<html", StringComparison.OrdinalIgnoreCase)) return true;
        if (head.Contains('\0', StringComparison.Ordinal)) head = head.Replace("\0", "", StringComparison.Ordinal); // UTF-16
        return head.TrimStart('ÿ', 'þ').StartsWith('<')
            && (head.Contains("<html", StringComparison.OrdinalIgnoreCase) || head.Contains("<body", StringComparison.OrdinalIgnoreCase) || head.Contains("<head", StringComparison.OrdinalIgnoreCase)
                || head.Contains("<div", StringComparison.OrdinalIgnoreCase) || head.Contains("<p>", StringComparison.OrdinalIgnoreCase) || head.Contains("<article", StringComparison.OrdinalIgnoreCase));
    }

    private static string Extension(string key)
    {
        int dot = key.LastIndexOf('.');
        return dot < 0 || key.IndexOf('/', dot) >= 0 ? "" : key[dot..].ToLowerInvariant();
    }

    private static ReadOnlySpan<byte> TrimStart(ReadOnlySpan<byte> bytes)
    {
        if (bytes.StartsWith(TextDecoder.Utf8Mark)) bytes = bytes[3..];
        return bytes.TrimStart(" \t\r\n"u8);
    }

    private static bool Contains(ReadOnlySpan<byte> bytes, ReadOnlySpan<byte> phrase) => bytes.IndexOf(phrase) >= 0;
}

/// <summary>Reads a stream line by line or whole, never holding more than the limit allows.</summary>
internal sealed class LineSource(Stream stream, long maxBytes)
{
    private const int ReadAhead = 1 << 16;

    private byte[] buffer = new byte[ReadAhead];
    private int start;
    private int end;
    private bool ended;
    private int lineNumber;

    /// <summary>What was read ahead.</summary>
    public ReadOnlySpan<byte> Head => buffer.AsSpan(start, end - start);

    /// <summary>Reads ahead; false where the stream is empty.</summary>
    public bool Fill()
    {
        while (end < buffer.Length && !ended)
        {
            int read = stream.Read(buffer, end, buffer.Length - end);
            if (read == 0) ended = true;
            end += read;
        }
        return end > start;
    }

    /// <summary>The whole rest of the stream, unless it is larger than the limit.</summary>
    public bool TryReadAll(out byte[] bytes)
    {
        if (ended && end - start <= maxBytes)
        {
            bytes = Head.ToArray();
            return true;
        }
        using MemoryStream all = new(stream.CanSeek ? (int)Math.Min(maxBytes, stream.Length - stream.Position + (end - start)) : 1 << 18);
        all.Write(buffer, start, end - start);
        while (!ended && all.Length <= maxBytes)
        {
            int read = stream.Read(buffer, 0, buffer.Length);
            if (read == 0) ended = true;
            all.Write(buffer, 0, read);
        }
        bytes = all.Length > maxBytes ? [] : all.Capacity == all.Length ? all.GetBuffer() : all.ToArray();
        return all.Length <= maxBytes;
    }

    /// <summary>The next line without its line break.</summary>
    /// <param name="line">Its bytes; empty where it is too long.</param>
    /// <param name="number">Its number, from 1.</param>
    /// <param name="tooLong">Whether it was longer than the limit and was skipped.</param>
    /// <returns>False at the end of the stream.</returns>
    public bool TryReadLine(out byte[] line, out int number, out bool tooLong)
    {
        line = [];
        tooLong = false;
        number = ++lineNumber;
        int scanned = start;
        bool skipping = false;
        while (true)
        {
            int at = buffer.AsSpan(scanned, end - scanned).IndexOf((byte)'\n');
            if (at >= 0)
            {
                int stop = scanned + at;
                if (!skipping) line = buffer.AsSpan(start, stop - start).TrimEnd((byte)'\r').ToArray();
                start = stop + 1;
                tooLong = skipping || line.Length > maxBytes;
                if (tooLong) line = [];
                return true;
            }
            if (ended)
            {
                if (start == end && !skipping) return false;
                if (!skipping) line = buffer.AsSpan(start, end - start).ToArray();
                start = end;
                tooLong = skipping || line.Length > maxBytes;
                if (tooLong) line = [];
                return true;
            }
            if (skipping || end - start > maxBytes)
            {
                skipping = true;
                start = end = 0;
            }
            else if (start > 0)
            {
                Buffer.BlockCopy(buffer, start, buffer, 0, end - start);
                end -= start;
                start = 0;
            }
            else if (end == buffer.Length) Array.Resize(ref buffer, buffer.Length * 2);
            scanned = end;
            int read = stream.Read(buffer, end, buffer.Length - end);
            if (read == 0) ended = true;
            end += read;
        }
    }
}
