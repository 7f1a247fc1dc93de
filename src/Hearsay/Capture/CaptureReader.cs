using System.Buffers;
using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Text.Json;
using Hearsay.Text;

namespace Hearsay.Capture;

/// <summary>Reads files, folders and streams into documents.</summary>
/// <remarks>Immutable after construction and safe to share; results come in a fixed order: files by ordinal path, documents as they stand in their file.</remarks>
public sealed class CaptureReader
{
    /// <summary>How many containers may be packed into each other.</summary>
    private const int DeepestContainer = 3;

    private readonly Func<string, LanguageCode> identifyLanguage;
    private readonly PlainTextCapture plainText;
    private readonly HtmlCapture html;
    private readonly TelegramCapture telegram;
    private readonly PageLexicon lexicon;

    /// <summary>A reader over the lexicons in <paramref name="lexicon"/>.</summary>
    /// <param name="lexicon">Clutter, origin marks and months, from data/capture.</param>
    /// <param name="identifyLanguage">Gives the main language of a body.</param>
    public CaptureReader(PageLexicon lexicon, Func<string, LanguageCode> identifyLanguage)
    {
        this.lexicon = lexicon;
        this.identifyLanguage = identifyLanguage;
        plainText = new PlainTextCapture(lexicon);
        html = new HtmlCapture(lexicon);
        telegram = new TelegramCapture(lexicon, plainText);
    }

    /// <summary>Reads a file, or a folder and everything in it in ordinal order of paths.</summary>
    /// <param name="path">File or folder; it need not exist.</param>
    /// <param name="options">What is known of the inputs, and limits.</param>
    /// <returns>One result for each document found and each input refused; lazily, in a fixed order.</returns>
    public IEnumerable<CaptureResult> Read(string path, CaptureOptions options)
    {
        if (Directory.Exists(path))
        {
            IEnumerable<string> files = Directory.EnumerateFiles(path, "*", new EnumerationOptions { RecurseSubdirectories = true, IgnoreInaccessible = true, AttributesToSkip = FileAttributes.Hidden | FileAttributes.System | FileAttributes.ReparsePoint });
            foreach (string file in files.OrderBy(f => f.Replace('\\', '/'), StringComparer.Ordinal))
            {
                if (!IsCompanionFile(file))
                {
                    foreach (CaptureResult result in ReadFile(file, options)) yield return result;
                }
            }
            yield break;
        }
        if (!File.Exists(path))
        {
            yield return Refused(null, CaptureProblems.Missing, path, "No such file or folder; check the path.");
            yield break;
        }
        foreach (CaptureResult result in ReadFile(path, options)) yield return result;
    }

    /// <summary>Reads a stream of JSON Lines records, or one page, text, export or archive, whichever it turns out to be.</summary>
    /// <param name="stream">The bytes; read once, from its present position; not closed.</param>
    /// <param name="key">What to call it: "-" for the standard input.</param>
    /// <param name="options">What is known of the inputs, and limits.</param>
    /// <returns>One result for each document found and each record refused; JSON Lines are read record by record.</returns>
    public IEnumerable<CaptureResult> ReadStream(Stream stream, string key, CaptureOptions options) => ReadStream(stream, key, options, "stdin", DeepestContainer);

    /// <summary>Reads what came over the network, as a file with the same bytes is read.</summary>
    /// <param name="bytes">The page, feed, export or archive, unpacked.</param>
    /// <param name="exchange">How it came; the charset its headers name is believed as a web browser would.</param>
    /// <param name="options">What is known of the input, and limits.</param>
    /// <returns>One result for each document found and each input refused; the key is the address asked for.</returns>
    public IEnumerable<CaptureResult> ReadFetched(byte[] bytes, Exchange exchange, CaptureOptions options)
    {
        string key = exchange.Asked;
        string? type = WarcReader.MediaType(exchange.Header("Content-Type"));
        // A path without a name says nothing of what it gives; ".xml" or ".json" at its end do.
        IEnumerable<CaptureResult> results;
        if (!IsBlank(bytes) && InputSniffer.Sniff(key, bytes) is InputKind.Html or InputKind.Text && !WarcReader.IsWarc(bytes) && !InputSniffer.IsJsonLines(key, bytes))
        {
            // Some servers call everything text/plain: what opens like a page is one.
            string media = type == "text/plain" && InputSniffer.Sniff(key, bytes) == InputKind.Text ? "text/plain" : "text/html";
            results = ReadArchived(new ArchivedPage(key, exchange.Url, media, WarcReader.Charset(exchange.Header("Content-Type")), bytes), key, options, "http");
        }
        else results = ReadBytesOrContainer();
        foreach (CaptureResult result in results) yield return result with { Capture = result.Capture is null ? null : result.Capture with { Exchange = exchange } };

        IEnumerable<CaptureResult> ReadBytesOrContainer()
        {
            using MemoryStream stream = new(bytes, writable: false);
            foreach (CaptureResult result in ReadStream(stream, key, options with { Url = exchange.Url }, "http", DeepestContainer)) yield return result;
        }
    }

    private IEnumerable<CaptureResult> ReadFile(string path, CaptureOptions options)
    {
        string key = path.Replace('\\', '/');
        FileStream stream;
        CaptureResult? refused = null;
        try
        {
            stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 1 << 16, FileOptions.SequentialScan);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            refused = Refused(null, CaptureProblems.Unreadable, key, $"The file cannot be read ({e.Message}); check its permissions.");
            stream = null!;
        }
        if (refused is not null)
        {
            yield return refused;
            yield break;
        }
        using (stream)
        {
            foreach (CaptureResult result in ReadStream(stream, key, options, "file", DeepestContainer)) yield return result;
        }
    }

    private IEnumerable<CaptureResult> ReadStream(Stream stream, string key, CaptureOptions options, string how, int depth)
    {
        LineSource source = new(stream, options.MaxBytes);
        if (!source.Fill())
        {
            yield return Refused(null, CaptureProblems.Empty, key, "The input is empty; nothing was read.");
            yield break;
        }
        bool packed = source.Head.StartsWith(TextDecoder.GzipMark) || source.Head.StartsWith("PK\u0003\u0004"u8);
        if (packed && depth == 0)
        {
            yield return Refused(null, CaptureProblems.BrokenArchive, key, "Archives are packed inside archives too many times; unpack them first.");
            yield break;
        }
        if (source.Head.StartsWith(TextDecoder.GzipMark))
        {
            string inner = key.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? key[..^3] : key;
            using GZipStream unpacked = new(new RereadStream(source.Head.ToArray(), stream), CompressionMode.Decompress);
            foreach (CaptureResult result in Guard(ReadStream(unpacked, inner, options, how, depth - 1), key)) yield return result;
            yield break;
        }
        if (WarcReader.IsWarc(source.Head))
        {
            foreach (CaptureResult result in Guard(ReadWarc(new RereadStream(source.Head.ToArray(), stream), key, options), key)) yield return result;
            yield break;
        }
        if (source.Head.StartsWith("PK\u0003\u0004"u8))
        {
            foreach (CaptureResult result in Guard(ReadZip(source, stream, key, options, depth - 1), key)) yield return result;
            yield break;
        }
        if (InputSniffer.IsJsonLines(key, source.Head))
        {
            foreach (CaptureResult result in ReadJsonLines(source, key, options)) yield return result;
            yield break;
        }
        if (!source.TryReadAll(out byte[] bytes))
        {
            yield return Refused(null, CaptureProblems.TooLarge, key, string.Create(CultureInfo.InvariantCulture,
                $"The input is larger than {options.MaxBytes} bytes and was not read; no article is that long. Raise the limit, or give a collection as JSON Lines."));
            yield break;
        }
        foreach (CaptureResult result in ReadBytes(bytes, key, options, how)) yield return result;
    }

    /// <summary>Reads one whole input that is no JSON Lines.</summary>
    private IEnumerable<CaptureResult> ReadBytes(byte[] bytes, string key, CaptureOptions options, string how)
    {
        InputKind kind = InputSniffer.Sniff(key, bytes);
        if (IsBlank(bytes)) return [Refused(null, CaptureProblems.Empty, key, "The input is empty; nothing was read.")];
        return kind switch
        {
            InputKind.Binary => [Refused(Capture.Of(key, options.Url, null, bytes, how), CaptureProblems.Binary, key, "The input is binary, not a page or text; convert it to text first.")],
            InputKind.Html => [.. ReadHtml(Capture.Of(key, options.Url, "text/html", bytes, how), declaredCharset: null, Given.From(options))],
            InputKind.TelegramExport => ReadTelegramExport(bytes, key, options),
            InputKind.Mhtml => ReadMhtml(bytes, key, options),
            InputKind.Feed => ReadFeed(bytes, key, options),
            InputKind.Sitemap => [Refused(Capture.Of(key, options.Url, "application/xml", bytes, how), CaptureProblems.NamesPages, key, "A sitemap names pages and carries no text. Put its address into a file and read them with: hearsay watch FILE")],
            InputKind.Json => ReadSingleJson(bytes, key, options),
            _ => [ReadText(Capture.Of(key, options.Url, "text/plain", bytes, how), Given.From(options))],
        };
    }

    /// <summary>Passes results on; where the container breaks, ends with one problem.</summary>
    private static IEnumerable<CaptureResult> Guard(IEnumerable<CaptureResult> results, string key)
    {
        using IEnumerator<CaptureResult> each = results.GetEnumerator();
        while (true)
        {
            CaptureResult? broken = null;
            try
            {
                if (!each.MoveNext()) yield break;
            }
            catch (Exception e) when (e is InvalidDataException or EndOfStreamException or NotSupportedException) // the last: packed in a way not known here
            {
                broken = Refused(null, CaptureProblems.BrokenArchive, key, $"The archive is broken ({e.Message}); what came before was read.");
            }
            yield return broken ?? each.Current;
            if (broken is not null) yield break;
        }
    }

    private IEnumerable<CaptureResult> ReadZip(LineSource source, Stream stream, string key, CaptureOptions options, int depth)
    {
        Stream whole = stream;
        if (stream.CanSeek) stream.Position = 0;
        else if (source.TryReadAll(out byte[] bytes)) whole = new MemoryStream(bytes);
        else
        {
            yield return Refused(null, CaptureProblems.TooLarge, key, "The archive is too large to be read from a stream; give it as a file.");
            yield break;
        }
        using ZipArchive archive = new(whole, ZipArchiveMode.Read, leaveOpen: true);
        foreach (ZipArchiveEntry entry in archive.Entries.Where(e => e.Name.Length > 0).OrderBy(e => e.FullName, StringComparer.Ordinal))
        {
            if (IsCompanionFile(entry.FullName)) continue;
            string name = $"{key}!{entry.FullName}";
            foreach (CaptureResult result in Guard(ReadMember(entry, name, options, depth), name)) yield return result;
        }
    }

    private IEnumerable<CaptureResult> ReadMember(ZipArchiveEntry entry, string name, CaptureOptions options, int depth)
    {
        using Stream member = entry.Open();
        foreach (CaptureResult result in ReadStream(member, name, options, "zip", depth)) yield return result;
    }

    private IEnumerable<CaptureResult> ReadWarc(Stream stream, string key, CaptureOptions options)
    {
        bool any = false;
        foreach (ArchivedPage page in WarcReader.Read(stream, options.MaxBytes))
        {
            string name = $"{key}#{page.Id}";
            if (page.TooLong)
            {
                any = true;
                yield return Refused(null, CaptureProblems.TooLarge, name, string.Create(CultureInfo.InvariantCulture, $"The archived page is larger than {options.MaxBytes} bytes and was skipped."));
                continue;
            }
            if (page.MediaType is not (null or "text/html" or "application/xhtml+xml" or "text/plain") || IsBlank(page.Bytes)) continue; // pictures, style sheets, scripts
            any = true;
            foreach (CaptureResult result in ReadArchived(page, name, options, "warc")) yield return result;
        }
        if (!any) yield return Refused(null, CaptureProblems.NoText, key, "The web archive holds no page.");
    }

    private IEnumerable<CaptureResult> ReadArchived(ArchivedPage page, string name, CaptureOptions options, string how)
    {
        Capture capture = Capture.Of(name, page.Url, page.MediaType, page.Bytes, how);
        Given given = Given.From(options) with { Url = page.Url ?? options.Url };
        if (TextDecoder.IsBinary(page.Bytes)) return [Refused(capture, CaptureProblems.Binary, name, "The archived record is binary, not a page.")];
        return page.MediaType == "text/plain" ? [ReadText(capture, given)] : ReadHtml(capture, page.Charset, given);
    }

    private IEnumerable<CaptureResult> ReadMhtml(byte[] bytes, string key, CaptureOptions options)
    {
        ArchivedPage? page;
        try
        {
            page = MhtmlReader.Read(bytes);
        }
        catch (InvalidDataException e)
        {
            return [Refused(Capture.Of(key, options.Url, "multipart/related", bytes, "mhtml"), CaptureProblems.BrokenArchive, key, $"The saved page is broken ({e.Message}); save it again.")];
        }
        return page is null
            ? [Refused(Capture.Of(key, options.Url, "multipart/related", bytes, "mhtml"), CaptureProblems.BrokenArchive, key, "The saved page holds no HTML part; save it again.")]
            : ReadArchived(page, key, options, "mhtml");
    }

    private List<CaptureResult> ReadFeed(byte[] bytes, string key, CaptureOptions options)
    {
        List<CaptureResult> results = [];
        try
        {
            (string? publisher, List<FeedEntry> entries) = FeedReader.Read(bytes);
            foreach (FeedEntry entry in entries)
            {
                Capture capture = Capture.Of($"{key}#{entry.Id}", entry.Url, "application/xml", entry.Source, "feed");
                DateOnly? day = DateReader.TryMachine(entry.Published, lexicon, out DateOnly written) ? written : options.Published;
                Given given = new(entry.Url ?? options.Url, null, entry.Title is null ? null : BodyBuilder.Clean(entry.Title), null, IsRecord: true);
                using AngleSharp.Html.Dom.IHtmlDocument fragment = html.Parse(HtmlCapture.IsShallow(entry.Content) ? entry.Content : "");
                PageText page = html.Read(fragment, given.Title, given.Url) with
                {
                    Publisher = publisher,
                    Byline = entry.Author,
                    Published = day,
                    PublishedFrom = day is null ? PublishedFrom.None : PublishedFrom.Meta,
                    PublishedEvidence = day is null ? null : "pubDate " + entry.Published,
                };
                results.Add(ToResult(capture, page, given));
            }
        }
        catch (System.Xml.XmlException e)
        {
            return [Refused(Capture.Of(key, options.Url, "application/xml", bytes, "feed"), CaptureProblems.BrokenArchive, key, string.Create(CultureInfo.InvariantCulture, $"The feed is not well-formed XML (line {e.LineNumber}); fetch it again."))];
        }
        if (results.Count == 0) results.Add(Refused(Capture.Of(key, options.Url, "application/xml", bytes, "feed"), CaptureProblems.NoText, key, "The feed has no entry."));
        return results;
    }

    private IEnumerable<CaptureResult> ReadJsonLines(LineSource source, string path, CaptureOptions options)
    {
        bool any = false;
        while (source.TryReadLine(out byte[] line, out int number, out bool tooLong))
        {
            string key = string.Create(CultureInfo.InvariantCulture, $"{path}#{number}");
            if (tooLong)
            {
                any = true;
                yield return Refused(null, CaptureProblems.TooLarge, key, string.Create(CultureInfo.InvariantCulture, $"The record is longer than {options.MaxBytes} bytes and was skipped."));
                continue;
            }
            if (IsBlank(line)) continue;
            any = true;
            foreach (CaptureResult result in ReadRecord(line, key, options, "jsonl")) yield return result;
        }
        if (!any) yield return Refused(null, CaptureProblems.Empty, path, "The input is empty; nothing was read.");
    }

    /// <summary>Reads one record {"id","url","title","published","language","text"|"html"}.</summary>
    private IEnumerable<CaptureResult> ReadRecord(byte[] bytes, string key, CaptureOptions options, string how)
    {
        JsonDocument json;
        string? broken = null;
        try
        {
            json = JsonDocument.Parse(JsonInput.AsUtf8(bytes));
        }
        catch (JsonException e)
        {
            broken = string.Create(CultureInfo.InvariantCulture, $"The line is not valid JSON (at byte {e.BytePositionInLine ?? 0}); it was skipped.");
            json = null!;
        }
        if (broken is not null) return [Refused(Capture.Of(key, null, "application/json", bytes, how), CaptureProblems.BrokenJson, key, broken)];
        using (json)
        {
            JsonElement record = json.RootElement;
            if (record.ValueKind != JsonValueKind.Object)
                return [Refused(Capture.Of(key, null, "application/json", bytes, how), CaptureProblems.BrokenJson, key, "The line is JSON but no object with \"text\" or \"html\"; it was skipped.")];
            string? id = JsonInput.Scalar(record, "id");
            string given = string.IsNullOrWhiteSpace(id) ? key : id;
            string? url = JsonInput.StringOf(record, "url") ?? options.Url;
            Capture capture = Capture.Of(given, url, "application/json", bytes, how);
            DateOnly? published = options.Published;
            if (JsonInput.StringOf(record, "published") is { Length: > 0 } stated)
            {
                if (!DateReader.TryMachine(stated, lexicon, out DateOnly day))
                    return [Refused(capture, CaptureProblems.BadField, given, $"\"published\" is \"{Shortened(stated)}\", which is no day; write it as 2022-12-06 or leave it out.")];
                published = day;
            }
            Given known = new(url, published, JsonInput.StringOf(record, "title"), LanguageOf(JsonInput.StringOf(record, "language")), IsRecord: true);
            if (JsonInput.StringOf(record, "text") is { } text) return [ReadText(capture, known, text)];
            if (JsonInput.StringOf(record, "html") is { } page) return [.. ReadHtmlText(capture, page, known)];
            return [Refused(capture, CaptureProblems.NoText, given, "The record has neither \"text\" nor \"html\"; it was skipped.")];
        }
    }

    private IEnumerable<CaptureResult> ReadSingleJson(byte[] bytes, string key, CaptureOptions options)
    {
        ReadOnlyMemory<byte> content = JsonInput.AsUtf8(bytes);
        try
        {
            using JsonDocument json = JsonDocument.Parse(content);
            if (json.RootElement.ValueKind == JsonValueKind.Object && TelegramCapture.IsExport(json.RootElement)) return ReadTelegramExport(bytes, key, options);
            if (json.RootElement.ValueKind == JsonValueKind.Object && (JsonInput.TryGet(json.RootElement, "text", out _) || JsonInput.TryGet(json.RootElement, "html", out _)))
                return ReadRecord(bytes, key, options, "file");
        }
        catch (JsonException e)
        {
            return [Refused(Capture.Of(key, null, "application/json", bytes, "file"), CaptureProblems.BrokenJson, key, string.Create(CultureInfo.InvariantCulture,
                $"The file is not valid JSON (line {(e.LineNumber ?? 0) + 1}); it was not read."))];
        }
        return [Refused(Capture.Of(key, null, "application/json", bytes, "file"), CaptureProblems.NotAPage, key, "The file is JSON, but neither a Telegram Desktop export nor a record with \"text\" or \"html\".")];
    }

    private List<CaptureResult> ReadTelegramExport(byte[] bytes, string key, CaptureOptions options)
    {
        List<CaptureResult> results = [];
        try
        {
            using JsonDocument json = JsonDocument.Parse(JsonInput.AsUtf8(bytes), new JsonDocumentOptions { MaxDepth = 128 });
            foreach (TelegramPost post in telegram.ReadExport(json.RootElement, options.Url))
            {
                Capture capture = Capture.Of($"{key}#{post.Id}", post.Page.Url, "application/json", post.Source, "telegram");
                results.Add(ToResult(capture, post.Page, Given.From(options)));
            }
        }
        catch (JsonException e)
        {
            return [Refused(Capture.Of(key, null, "application/json", bytes, "file"), CaptureProblems.BrokenJson, key, string.Create(CultureInfo.InvariantCulture,
                $"The Telegram export is not valid JSON (line {(e.LineNumber ?? 0) + 1}); export it again."))];
        }
        if (results.Count == 0) results.Add(Refused(Capture.Of(key, null, "application/json", bytes, "telegram"), CaptureProblems.NoText, key, "The Telegram export holds no message with text."));
        return results;
    }

    private CaptureResult ReadText(Capture capture, Given given)
    {
        return TextDecoder.TryDecode(capture.Bytes, declared: null, out string text)
            ? ReadText(capture, given, text)
            : Refused(capture, CaptureProblems.Encoding, capture.Key, "The characters make sense in no encoding known to Hearsay; save the text as UTF-8.");
    }

    private CaptureResult ReadText(Capture capture, Given given, string text)
    {
        TextHeader header = given.IsRecord ? new TextHeader(0) : TextHeader.Read(text, lexicon);
        Given known = given with
        {
            Title = given.Title ?? header.Title,
            Url = given.Url ?? header.Url,
            Published = given.Published ?? header.Published,
            Language = given.Language ?? LanguageOf(header.Language),
        };
        PageText page = plainText.Read(header.Length == 0 ? text : text[header.Length..], known.Title, known.Url);
        return ToResult(capture with { Url = capture.Url ?? known.Url }, page, known);
    }

    private IEnumerable<CaptureResult> ReadHtml(Capture capture, string? declaredCharset, Given given) =>
        TextDecoder.TryDecode(capture.Bytes, declaredCharset, out string text)
            ? ReadHtmlText(capture, text, given)
            : [Refused(capture, CaptureProblems.Encoding, capture.Key, "The characters make sense in no encoding known to Hearsay; save the page again as UTF-8.")];

    private IEnumerable<CaptureResult> ReadHtmlText(Capture capture, string text, Given given)
    {
        if (!HtmlCapture.IsShallow(text))
            return [Refused(capture, CaptureProblems.TooDeep, capture.Key, "The page nests its elements too deeply to be an article; it was not read.")];
        using AngleSharp.Html.Dom.IHtmlDocument dom = html.Parse(text);
        if (text.Contains("tgme_widget_message", StringComparison.Ordinal) && TelegramCapture.IsPreview(dom))
        {
            List<CaptureResult> results = [];
            foreach (TelegramPost post in telegram.ReadPreview(dom))
            {
                Capture one = capture with { Id = Capture.IdOf(post.Source), Key = $"{capture.Key}#{post.Id}", Url = post.Page.Url, Bytes = post.Source, How = "telegram" };
                results.Add(post.Withheld
                    ? Refused(one, CaptureProblems.Withheld, one.Key, "The preview withholds the text of this post; open it in Telegram and export the channel.")
                    : ToResult(one, post.Page, given with { Url = post.Page.Url ?? given.Url })); // each post has its own address
            }
            if (results.Count > 0) return results;
        }
        if (given.IsRecord)
        {
            PageText only = html.Read(dom, given.Title, given.Url); // a record is one document, whatever its page holds
            return [ToResult(capture with { Url = capture.Url ?? only.Url }, only, given)];
        }
        (PageText page, List<(LiveEntry Entry, string Source, PageText Text)> entries) = html.ReadEntries(dom, given.Title, given.Url);
        Capture whole = capture with { Url = capture.Url ?? page.Url };
        List<CaptureResult> parts = [];
        if (entries.Count == 0 || page.Blocks.Count > 0) parts.Add(ToResult(whole, page, given));
        foreach ((LiveEntry entry, string source, PageText words) in entries)
        {
            byte[] bytes = System.Text.Encoding.UTF8.GetBytes(source);
            Capture one = whole with { Id = Capture.IdOf(bytes), Key = $"{capture.Key}#{entry.Id}", Url = words.Url, Bytes = bytes, How = LiveEntry.How };
            parts.Add(ToResult(one, words, given with { Url = words.Url ?? given.Url, Published = entry.Day is null ? given.Published : null }));
        }
        return parts;
    }

    private CaptureResult ToResult(Capture capture, PageText page, Given given)
    {
        (string body, Block[] blocks) = BodyBuilder.Build(page.Blocks);
        DateOnly? published = given.Published ?? page.Published;
        PublishedFrom from = given.Published is not null ? PublishedFrom.Given : page.PublishedFrom;
        string? evidence = given.Published is not null ? null : page.PublishedEvidence;
        // The day in the address of a live blog is not that of each of its entries.
        if (published is null && capture.How != LiveEntry.How && PageDates.FromUrl(given.Url ?? page.Url) is { } urlDate)
        {
            published = urlDate.Day;
            from = PublishedFrom.Url;
            evidence = urlDate.Evidence;
        }
        Document document = new()
        {
            Id = capture.Id,
            Key = capture.Key,
            Url = given.Url ?? page.Url,
            Title = page.Title ?? given.Title,
            Deck = page.Deck,
            Byline = page.Byline,
            Publisher = page.Publisher,
            Language = given.Language ?? identifyLanguage(body.Length > 0 ? body : page.Title ?? ""),
            Published = published,
            PublishedFrom = from,
            PublishedEvidence = evidence,
            SyndicatedFrom = page.SyndicatedFrom,
            Body = body,
            Blocks = blocks,
        };
        Problem? warning = body.Length == 0 ? CaptureProblems.Warning(CaptureProblems.NoText, capture.Key, "No article text was found: the input holds only navigation, headlines or notices.") : null;
        return new CaptureResult(capture, document, warning);
    }

    private static CaptureResult Refused(Capture? capture, string code, string key, string message) =>
        new(capture, null, CaptureProblems.Error(code, key, message));

    /// <summary>Files that belong to a saved page or export and are no documents of their own.</summary>
    private static bool IsCompanionFile(string file)
    {
        string path = file.Replace('\\', '/');
        return path.Contains("_files/", StringComparison.Ordinal) || Path.GetExtension(path).ToLowerInvariant() is ".css" or ".js" or ".png" or ".jpg" or ".jpeg" or ".gif" or ".svg" or ".webp" or ".ico" or ".woff" or ".woff2" or ".ttf" or ".mp4" or ".webm" or ".ogg" or ".tgs";
    }

    private static bool IsBlank(ReadOnlySpan<byte> bytes)
    {
        ReadOnlySpan<byte> content = bytes.StartsWith(TextDecoder.Utf8Mark) ? bytes[3..] : bytes;
        return content.IndexOfAnyExcept(" \t\r\n"u8) < 0;
    }

    private static string Shortened(string text) => text.Length <= 40 ? text : text[..40] + "…";

    private static LanguageCode? LanguageOf(string? tag) => tag?.Trim().ToLowerInvariant() switch
    {
        null or "" => null,
        { } t when t.StartsWith("en", StringComparison.Ordinal) => LanguageCode.English,
        { } t when t.StartsWith("ru", StringComparison.Ordinal) => LanguageCode.Russian,
        { } t when t.StartsWith("uk", StringComparison.Ordinal) || t == "ua" => LanguageCode.Ukrainian,
        _ => LanguageCode.Other,
    };

    /// <summary>What the input record or the caller says of a document.</summary>
    private sealed record Given(string? Url, DateOnly? Published, string? Title, LanguageCode? Language, bool IsRecord)
    {
        public static Given From(CaptureOptions options) => new(options.Url, options.Published, null, null, IsRecord: false);
    }
}

/// <summary>The "URL:", "TITLE:", "PUBLISHED:", "LANG:" lines that may open a text file.</summary>
/// <param name="Length">Characters they take, with the blank line after them; 0 where there are none.</param>
/// <param name="Url">Address of the page.</param>
/// <param name="Title">Its title.</param>
/// <param name="Published">Its day of publication.</param>
/// <param name="Language">Its language tag.</param>
internal sealed record TextHeader(int Length, string? Url = null, string? Title = null, DateOnly? Published = null, string? Language = null)
{
    public static TextHeader Read(string text, PageLexicon lexicon)
    {
        TextHeader header = new(0);
        int at = text.Length > 0 && text[0] == '\uFEFF' ? 1 : 0;
        bool any = false;
        while (at < text.Length)
        {
            int end = text.IndexOf('\n', at);
            if (end < 0) end = text.Length;
            ReadOnlySpan<char> line = text.AsSpan(at, end - at).Trim();
            int colon = line.IndexOf(':');
            string? value = colon > 0 ? line[(colon + 1)..].Trim().ToString() : null;
            if (value is not null && line[..colon] is "URL") header = header with { Url = value };
            else if (value is not null && line[..colon] is "TITLE") header = header with { Title = value };
            else if (value is not null && line[..colon] is "LANG") header = header with { Language = value };
            else if (value is not null && line[..colon] is "PUBLISHED") header = header with { Published = DateReader.TryMachine(value, lexicon, out DateOnly day) ? day : null };
            else if (!(any && line.IsEmpty)) break;
            any = true;
            at = Math.Min(end + 1, text.Length);
        }
        return any ? header with { Length = at } : header;
    }
}
