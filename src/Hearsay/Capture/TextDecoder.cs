using System.Buffers;
using System.Text;
using System.Text.RegularExpressions;

namespace Hearsay.Capture;

/// <summary>Turns the bytes of a page or text into characters, whatever encoding they are really in.</summary>
/// <remarks>
/// Order of belief: byte order mark; bytes that are well-formed UTF-8 with at least one multi-byte character; the
/// declared charset, unless the text it gives looks worse than that of another Cyrillic code page. A header or meta
/// tag is a claim, not a fact: pages in windows-1251 are served as UTF-8 and the other way round.
/// </remarks>
internal static partial class TextDecoder
{
    private static readonly Encoding Windows1251;
    private static readonly Encoding Koi8U;
    private static readonly Encoding Iso88595;
    private static readonly Encoding Windows1252;

    // The commonest letters of Russian and Ukrainian running text; ranks them as a reader's eye would.
    private static readonly SearchValues<char> CommonCyrillic = SearchValues.Create("оеаинтсрвлкі");

    private static readonly SearchValues<byte> ControlBytes = SearchValues.Create([0, 1, 2, 3, 4, 5, 6, 7, 8, 11, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 28, 29, 30, 31]);

    static TextDecoder()
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        Windows1251 = Encoding.GetEncoding(1251);
        Koi8U = Encoding.GetEncoding("koi8-u");
        Iso88595 = Encoding.GetEncoding("iso-8859-5");
        Windows1252 = Encoding.GetEncoding(1252);
    }

    /// <summary>Decodes bytes; never fails.</summary>
    /// <param name="bytes">The bytes as received.</param>
    /// <param name="declared">Charset named by a header or the container; null where none.</param>
    /// <param name="text">The characters, without a byte order mark.</param>
    /// <returns>False where no reading gives plausible text: too many characters that no encoding explains.</returns>
    public static bool TryDecode(ReadOnlySpan<byte> bytes, string? declared, out string text)
    {
        if (bytes.StartsWith(Utf8Mark)) return Plausible(text = Encoding.UTF8.GetString(bytes[3..]));
        if (bytes.StartsWith(LittleEndianMark)) return Plausible(text = Encoding.Unicode.GetString(bytes[2..]));
        if (bytes.StartsWith(BigEndianMark)) return Plausible(text = Encoding.BigEndianUnicode.GetString(bytes[2..]));
        if (LooksUtf16(bytes, out Encoding? wide)) return Plausible(text = wide.GetString(bytes));
        if (System.Text.Unicode.Utf8.IsValid(bytes))
        {
            text = Encoding.UTF8.GetString(bytes);
            return true;
        }

        // UTF-8 with a few broken bytes (cut in the middle of a character, or patched together) is still UTF-8.
        string asUtf8 = Encoding.UTF8.GetString(bytes);
        if (MostlyUtf8(asUtf8))
        {
            text = asUtf8;
            return true;
        }

        declared ??= MetaCharset(bytes);
        Encoding? named = Named(declared);
        string best = "";
        double bestScore = double.MinValue;
        foreach (Encoding? candidate in (Encoding?[])[named, Encoding.UTF8, Windows1251, Koi8U, Iso88595, Windows1252])
        {
            if (candidate is null) continue;
            string reading = candidate.GetString(bytes);
            double score = Score(reading) + (ReferenceEquals(candidate, named) ? 0.05 : 0);
            if (score <= bestScore) continue;
            best = reading;
            bestScore = score;
        }
        text = best;
        return bestScore > -0.05;
    }

    /// <summary>Whether the bytes are no text at all: zero bytes, or many control characters.</summary>
    public static bool IsBinary(ReadOnlySpan<byte> bytes)
    {
        ReadOnlySpan<byte> head = bytes[..Math.Min(bytes.Length, 64 * 1024)];
        if (head.StartsWith("%PDF-"u8) || head.StartsWith("PK\u0003\u0004"u8) || head.StartsWith(GzipMark) || head.StartsWith(PngMark) || head.StartsWith(JpegMark)) return true;
        if (head.StartsWith(LittleEndianMark) || head.StartsWith(BigEndianMark) || LooksUtf16(head, out _)) return false;
        if (!head.ContainsAny(ControlBytes)) return false;
        int control = 0;
        foreach (byte b in head)
        {
            if (b == 0) control += 20;
            else if (b < 0x20 && b is not (0x09 or 0x0A or 0x0C or 0x0D or 0x1B)) control++;
        }
        return control > Math.Max(8, head.Length / 50);
    }

    /// <summary>Charset a meta tag or XML declaration in the first bytes names; null where none.</summary>
    public static string? MetaCharset(ReadOnlySpan<byte> bytes)
    {
        string head = Encoding.Latin1.GetString(bytes[..Math.Min(bytes.Length, 4096)]);
        Match match = CharsetPattern().Match(head);
        return match.Success ? match.Groups["name"].Value : null;
    }

    /// <summary>The byte order mark of UTF-8.</summary>
    public static ReadOnlySpan<byte> Utf8Mark => [0xEF, 0xBB, 0xBF];

    private static ReadOnlySpan<byte> LittleEndianMark => [0xFF, 0xFE];

    private static ReadOnlySpan<byte> BigEndianMark => [0xFE, 0xFF];

    /// <summary>The first bytes of a gzip stream.</summary>
    public static ReadOnlySpan<byte> GzipMark => [0x1F, 0x8B];

    private static ReadOnlySpan<byte> PngMark => [0x89, 0x50, 0x4E, 0x47];

    private static ReadOnlySpan<byte> JpegMark => [0xFF, 0xD8, 0xFF];

    private static bool MostlyUtf8(string text)
    {
        int bad = 0, good = 0;
        foreach (char c in text)
        {
            if (c == '\uFFFD') bad++;
            else if (c >= 0x80) good++;
        }
        return good >= 20 * bad;
    }

    private static bool Plausible(string text) => Score(text) > -0.05;

    private static Encoding? Named(string? name)
    {
        if (string.IsNullOrWhiteSpace(name)) return null;
        try
        {
            Encoding encoding = Encoding.GetEncoding(name.Trim().Trim('"', '\''));
            return encoding.CodePage is 20127 or 28591 ? Windows1252 : encoding;
        }
        catch (Exception e) when (e is ArgumentException or NotSupportedException)
        {
            return null; // an unknown charset name says nothing, and UTF-7 is not read: it hides markup
        }
    }

    private static bool LooksUtf16(ReadOnlySpan<byte> bytes, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out Encoding? encoding)
    {
        encoding = null;
        ReadOnlySpan<byte> head = bytes[..(Math.Min(bytes.Length, 512) & ~1)];
        if (head.Length < 16) return false;
        int evenZero = 0, oddZero = 0;
        for (int i = 0; i < head.Length; i += 2)
        {
            if (head[i] == 0) evenZero++;
            if (head[i + 1] == 0) oddZero++;
        }
        int half = head.Length / 2;
        if (oddZero > half * 0.6 && evenZero == 0) encoding = Encoding.Unicode;
        else if (evenZero > half * 0.6 && oddZero == 0) encoding = Encoding.BigEndianUnicode;
        return encoding is not null;
    }

    /// <summary>How much a reading looks like English, Russian or Ukrainian text; below −0.05 it looks like none.</summary>
    private static double Score(string text)
    {
        ReadOnlySpan<char> sample = text.AsSpan(0, Math.Min(text.Length, 200_000));
        int letters = 0, cyrillic = 0, common = 0, bad = 0, odd = 0, caseBreaks = 0, high = 0;
        char previous = ' ';
        foreach (char c in sample)
        {
            if (c < 0x80)
            {
                previous = c;
                continue;
            }
            high++;
            if (c == '\uFFFD' || (c >= 0x80 && c < 0xA0)) bad++;
            else if (c is >= '\u0400' and <= '\u052F')
            {
                letters++;
                cyrillic++;
                if (CommonCyrillic.Contains(c)) common++;
                if (char.IsUpper(c) && char.IsLower(previous)) caseBreaks++;
                if (c is not (>= 'А' and <= 'я' or 'ё' or 'Ё' or 'і' or 'І' or 'ї' or 'Ї' or 'є' or 'Є' or 'ґ' or 'Ґ')) odd++;
            }
            else if (char.IsLetter(c)) letters++;
            else if (c is >= '\u2500' and <= '\u25FF') odd++;
            else if (char.IsSymbol(c) && c < 0x2000) odd++;
            previous = c;
        }
        if (high == 0) return 0;
        double score = -3.0 * bad / high - 1.0 * odd / high - 1.5 * caseBreaks / high;
        if (cyrillic > 0) score += 1.0 * common / high - 0.2 * (cyrillic - common) / high;
        return score;
    }

    [GeneratedRegex("""(?:charset|encoding)\s*=\s*["']?\s*(?<name>[A-Za-z0-9_:.\-]{2,40})""", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex CharsetPattern();
}
