using System.Diagnostics;
using System.IO.Compression;
using System.Text;
using Hearsay.Capture;
using Hearsay.Text;
using Xunit.Abstractions;
using static Hearsay.Tests.Capture.CaptureTesting;

namespace Hearsay.Tests.Capture;

/// <summary>Mutated inputs: no exception, no lost record, bodies and spans always sound. HEARSAY_FUZZ sets the number of inputs.</summary>
public class FuzzTests(ITestOutputHelper output)
{
    private const int Inputs = 600;

    private static readonly TimeSpan LongestInput = TimeSpan.FromSeconds(10);

    [Fact]
    public void Mutated_inputs_give_documents_or_problems_and_never_an_exception()
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        int count = int.TryParse(Environment.GetEnvironmentVariable("HEARSAY_FUZZ"), out int wanted) ? wanted : Inputs;
        (string Key, byte[] Bytes)[] seeds = [.. Seeds()];
        int documents = 0, problems = 0;
        TimeSpan slowest = TimeSpan.Zero;
        for (int i = 0; i < count; i++)
        {
            Random random = new(1000 + i);
            (string key, byte[] bytes) = seeds[random.Next(seeds.Length)];
            byte[] mutated = Mutate(bytes, seeds[random.Next(seeds.Length)].Bytes, random);
            Stopwatch clock = Stopwatch.StartNew();
            CaptureResult[] results;
            try
            {
                results = Read(mutated, key);
            }
            catch (Exception e)
            {
                throw new InvalidOperationException($"input {i} ({key}, {mutated.Length} bytes): {e.GetType().Name}", e);
            }
            if (clock.Elapsed > slowest) slowest = clock.Elapsed;
            Assert.True(clock.Elapsed < LongestInput, $"input {i} ({key}) took {clock.Elapsed}");
            Assert.NotEmpty(results);
            foreach (CaptureResult result in results)
            {
                Assert.True(result.Document is not null || result.Problem is { IsError: true }, $"input {i} ({key}): neither document nor problem");
                if (result.Document is not { } document)
                {
                    problems++;
                    continue;
                }
                documents++;
                Sound(document, $"input {i} ({key})");
            }
        }
        output.WriteLine($"{count} inputs, {documents} documents, {problems} problems, slowest {slowest.TotalMilliseconds:0} ms");
    }

    [Fact]
    public void Every_line_of_mutated_json_lines_is_answered()
    {
        string[] lines = [.. Enumerable.Range(0, 40).Select(i => $$"""{"id":"r{{i}}","text":"The mayor said on Monday that {{i}} recruits had been locked in a school cellar."}""")];
        for (int seed = 0; seed < 100; seed++)
        {
            Random random = new(seed);
            byte[][] mutated = [.. lines.Select(l => Encoding.UTF8.GetBytes(l))];
            for (int k = 0; k < 10; k++)
            {
                byte[] line = mutated[random.Next(mutated.Length)];
                byte value = (byte)random.Next(256);
                if (value is not ((byte)'\n' or (byte)'\r')) line[random.Next(line.Length)] = value;
            }
            CaptureResult[] results = Read([.. mutated.SelectMany(l => (byte[])[.. l, (byte)'\n'])], "a.jsonl");
            Assert.Equal(lines.Length, results.Length);
        }
    }

    private static void Sound(Document document, string input)
    {
        int at = 0;
        foreach (Block block in document.Blocks)
        {
            Assert.True(block.Span.Start == at && block.Span.Length > 0, $"{input}: block at {block.Span}");
            at = block.Span.End + 1;
        }
        Assert.True(document.Body.Length == Math.Max(0, at - 1), $"{input}: blocks do not cover the body");
        for (int i = 0; i < document.Body.Length; i++)
        {
            char c = document.Body[i];
            bool lone = char.IsHighSurrogate(c) ? i + 1 >= document.Body.Length || !char.IsLowSurrogate(document.Body[i + 1]) : char.IsLowSurrogate(c) && (i == 0 || !char.IsHighSurrogate(document.Body[i - 1]));
            Assert.False(lone || (char.IsControl(c) && c != '\n'), $"{input}: U+{(int)c:X4} at {i}");
        }
    }

    private static byte[] Mutate(byte[] bytes, byte[] other, Random random)
    {
        List<byte> result = [.. bytes];
        for (int rounds = random.Next(1, 5); rounds > 0 && result.Count > 0; rounds--)
        {
            int at = random.Next(result.Count);
            switch (random.Next(7))
            {
                case 0:
                    for (int k = random.Next(1, 30); k > 0; k--) result[random.Next(result.Count)] = (byte)random.Next(256);
                    break;
                case 1:
                    result.RemoveRange(at, result.Count - at);
                    break;
                case 2:
                    result.RemoveRange(at, random.Next(Math.Min(200, result.Count - at)));
                    break;
                case 3:
                    int from = random.Next(other.Length);
                    result.InsertRange(at, other[from..Math.Min(other.Length, from + random.Next(1, 2000))]);
                    break;
                case 4:
                    result.InsertRange(at, result.GetRange(at, Math.Min(500, result.Count - at)));
                    break;
                case 5:
                    Encoding encoding = Encoding.GetEncoding(new[] { "windows-1251", "koi8-u", "utf-16", "iso-8859-5" }[random.Next(4)]);
                    result = [.. encoding.GetBytes(Encoding.UTF8.GetString([.. result]))];
                    break;
                default:
                    result.InsertRange(at, Encoding.UTF8.GetBytes(new[] { "<div>", "</p>", "<!--", "<script>", "\"", "{\"", "&#x110000;", "\\ud800", "\u202E", "Читайте також:\n", "READ NEXT:\n", "…", "\0" }[random.Next(13)]));
                    break;
            }
        }
        return [.. result];
    }

    private static byte[] Zip(params (string Name, string Text)[] members)
    {
        using MemoryStream bytes = new();
        using (ZipArchive archive = new(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach ((string name, string text) in members)
            {
                ZipArchiveEntry entry = archive.CreateEntry(name);
                entry.LastWriteTime = new DateTimeOffset(2023, 3, 14, 0, 0, 0, TimeSpan.Zero); // the clock would change the seed
                using Stream member = entry.Open();
                member.Write(Encoding.UTF8.GetBytes(text));
            }
        }
        return bytes.ToArray();
    }

    private static IEnumerable<(string Key, byte[] Bytes)> Seeds()
    {
        string folder = AppContext.BaseDirectory;
        while (!Directory.Exists(Path.Combine(folder, "tests", "pages"))) folder = Path.GetDirectoryName(folder) ?? throw new DirectoryNotFoundException("tests/pages");
        foreach (string file in Directory.EnumerateFiles(Path.Combine(folder, "tests", "pages", "layouts")).Order(StringComparer.Ordinal)) yield return ("page.html", File.ReadAllBytes(file));
        const string Sentence = "Мэр Орловки сообщил в понедельник, что одиннадцать новобранцев заперли в подвале школы за отказ вернуться на фронт. ";
        yield return ("a.txt", Encoding.UTF8.GetBytes($" date 2022-08-18 {Sentence}\n\n{Sentence}\nЧитайте также:\nДесять собак охраняют замок\n14 октября 2024, 10:41\n{Sentence}{Sentence}\nИсточник: orlovka.example\nКомментарии\nГрустно"));
        yield return ("-", Encoding.UTF8.GetBytes($$"""{"id":"a","published":"2023-03-14","text":"{{Sentence}}"}""" + "\n" + $$"""{"html":"<p>{{Sentence}}</p>"}"""));
        yield return ("result.json", Encoding.UTF8.GetBytes($$"""{"name":"Орловка","type":"public_channel","messages":[{"id":1,"type":"message","date":"2023-03-14T10:00:00","text":["{{Sentence}}",{"type":"bold","text":"да"}]},{"id":2,"type":"service","text":""}]}"""));
        yield return ("feed.xml", Encoding.UTF8.GetBytes($"<?xml version=\"1.0\"?><rss><channel><title>T</title><item><title>a</title><description>{Sentence}</description></item></channel></rss>"));
        yield return ("atom", Encoding.UTF8.GetBytes($"<feed xmlns=\"http://www.w3.org/2005/Atom\"><title>T</title><entry><id>1</id><title>a</title><published>2023-03-14T10:00:00Z</published><content type=\"html\">&lt;p&gt;{Sentence}&lt;/p&gt;</content></entry></feed>"));
        yield return ("map.xml", Encoding.UTF8.GetBytes("<?xml version=\"1.0\"?><urlset xmlns:news=\"n\"><url><loc>https://example.org/1</loc><news:news/></url></urlset>"));
        yield return ("x.zip", Zip(("a.html", $"<p>{Sentence}</p>"), ("b.txt", Sentence)));
        yield return ("x.mhtml", Encoding.UTF8.GetBytes($"MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=\"B\"\r\n\r\n--B\r\nContent-Type: text/html\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n<p>{Sentence}</p>\r\n--B--\r\n"));
        yield return ("x.warc", Encoding.UTF8.GetBytes($"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://example.org/\r\nContent-Length: 90\r\n\r\nHTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n<p>ab\r\n0\r\n\r\n\r\n\r\n"));
        yield return ("s.html", Encoding.UTF8.GetBytes($"<div class=\"tgme_widget_message\" data-post=\"a/1\"><div class=\"tgme_widget_message_text\">{Sentence}<blockquote>q</blockquote></div><time datetime=\"2023-03-14T10:00:00+00:00\"></time></div>"));
    }
}
