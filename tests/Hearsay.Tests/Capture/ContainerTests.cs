using System.Globalization;
using System.IO.Compression;
using System.Text;
using Hearsay.Capture;
using Hearsay.Text;
using static Hearsay.Tests.Capture.CaptureTesting;

namespace Hearsay.Tests.Capture;

public class ContainerTests
{
    private const string Sentence = "The mayor of Orlivka said on Monday that eleven recruits had been locked in a school cellar.";
    private const string Page = $"<html><head><title>Recruits in cellar</title></head><body><article><h1>Recruits in cellar</h1><p>{Sentence}</p><p>{Sentence} He gave no names.</p></article></body></html>";

    [Fact]
    public void A_zip_gives_its_members_in_ordinal_order_and_a_broken_one_stops_nothing()
    {
        using MemoryStream bytes = new();
        using (ZipArchive archive = new(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            Add(archive, "b/page.html", Page);
            Add(archive, "b/page_files/style.css", "p{}");
            Add(archive, "a.txt", Sentence);
            Add(archive, "c.txt", "");
        }
        CaptureResult[] results = Read(bytes.ToArray(), "all.zip");
        Assert.Equal(["all.zip!a.txt", "all.zip!b/page.html", "all.zip!c.txt"], results.Select(r => r.Document?.Key ?? r.Problem!.Document));
        Assert.Equal("HS1002", results[2].Problem!.Code);
        Assert.All(results.Take(2), r => Assert.Equal("zip", r.Capture!.How));

        static void Add(ZipArchive archive, string name, string text)
        {
            using StreamWriter writer = new(archive.CreateEntry(name).Open());
            writer.Write(text);
        }
    }

    [Fact]
    public void A_gzipped_input_is_read_as_what_it_packs()
    {
        CaptureResult[] results = Read(Gzip(Encoding.UTF8.GetBytes($$"""{"id":"a","text":"{{Sentence}}"}""" + "\n" + $$"""{"id":"b","text":"{{Sentence}}"}""")), "many.jsonl.gz");
        Assert.Equal(["a", "b"], results.Select(r => r.Document!.Key));
        Assert.Equal(Sentence, Assert.Single(Read(Gzip(Gzip(Encoding.UTF8.GetBytes(Sentence))), "x.txt.gz.gz")).Document!.Body);
    }

    [Fact]
    public void A_gzip_bomb_and_a_truncated_gzip_are_one_problem_each()
    {
        byte[] bomb = Gzip(new byte[40 * 1024 * 1024]);
        Assert.Equal("HS1005", Assert.Single(Read(bomb, "bomb.txt.gz")).Problem!.Code);
        byte[] noise = [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3, 0x77, 0x66, 0x55, 0x44];
        Assert.Equal("HS1010", Assert.Single(Read(noise, "x.gz")).Problem!.Code);
    }

    [Fact]
    public void Archives_packed_in_each_other_without_end_are_refused()
    {
        byte[] bytes = Encoding.UTF8.GetBytes(Sentence);
        for (int i = 0; i < 6; i++) bytes = Gzip(bytes);
        Assert.Equal("HS1010", Assert.Single(Read(bytes, "x")).Problem!.Code);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_warc_gives_its_pages_and_passes_over_the_rest(bool packed)
    {
        string html = Page.Replace("Orlivka", "Орлівка", StringComparison.Ordinal);
        byte[] first = Record("response", "https://example.org/2023/03/14/a", Http("text/html; charset=utf-8", Encoding.UTF8.GetBytes(html)));
        byte[] second = Record("response", "https://example.org/pic.png", Http("image/png", [1, 2, 3]));
        byte[] third = Record("request", "https://example.org/a", Encoding.UTF8.GetBytes("GET / HTTP/1.1\r\n\r\n"));
        byte[] fourth = Record("resource", "https://example.org/b", Encoding.UTF8.GetBytes(Sentence), "text/plain");
        byte[] moved = Record("response", "https://example.org/old", Encoding.UTF8.GetBytes("HTTP/1.1 301 Moved\r\nContent-Type: text/html\r\n\r\n<p>moved</p>"));
        byte[][] records = [first, second, third, fourth, moved];
        byte[] bytes = packed ? [.. records.SelectMany(Gzip)] : [.. records.SelectMany(r => r)];
        CaptureResult[] results = Read(bytes, packed ? "crawl.warc.gz" : "crawl.warc");
        Assert.All(results, r => Assert.Null(r.Problem));
        Assert.Equal(["https://example.org/2023/03/14/a", "https://example.org/b"], results.Select(r => r.Document!.Url));
        Assert.Contains("Орлівка", results[0].Document!.Body, StringComparison.Ordinal);
        Assert.Equal(new DateOnly(2023, 3, 14), results[0].Document!.Published);
    }

    [Fact]
    public void A_warc_cut_off_gives_the_pages_before_the_cut_and_one_problem()
    {
        byte[] record = Record("resource", "https://example.org/b", Encoding.UTF8.GetBytes(Sentence), "text/plain");
        CaptureResult[] results = Read([.. record, .. record[..^40]], "cut.warc");
        Assert.Equal([null, "HS1010"], results.Select(r => r.Problem?.Code));
    }

    [Fact]
    public void A_chunked_and_compressed_response_is_unpacked()
    {
        byte[] body = Gzip(Encoding.UTF8.GetBytes(Page));
        byte[] chunked = [.. Encoding.Latin1.GetBytes(body.Length.ToString("x", CultureInfo.InvariantCulture) + "\r\n"), .. body, .. "\r\n0\r\n\r\n"u8];
        byte[] http = [.. "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n\r\n"u8, .. chunked];
        Assert.StartsWith(Sentence, Assert.Single(Read(Record("response", "https://example.org/c", http), "c.warc")).Document!.Body, StringComparison.Ordinal);
    }

    [Fact]
    public void A_page_saved_in_one_file_is_decoded()
    {
        const string Mhtml = "From: <Saved>\r\nSnapshot-Content-Location: https://example.org/d\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\ttype=\"text/html\";\r\n\tboundary=\"--B\"\r\n\r\n----B\r\nContent-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\nContent-Location: https://example.org/d\r\n\r\n<html><body><p>=D0=9C=D1=8D=D1=80 =D0=9E=D1=80=D0=BB=D0=BE=D0=B2=D0=BA=D0=B8 =\r\nsaid that eleven recruits were locked up in a school cellar in the town.</p></body></html>\r\n----B\r\nContent-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\r\nAAAA\r\n----B--\r\n";
        Document document = Assert.Single(Read(Mhtml, "page.mhtml")).Document!;
        Assert.Equal("Мэр Орловки said that eleven recruits were locked up in a school cellar in the town.", document.Body);
        Assert.Equal("https://example.org/d", document.Url);
    }

    [Theory]
    [InlineData("<?xml version=\"1.0\"?><urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\"><url><loc>https://example.org/a</loc></url></urlset>")]
    [InlineData("<sitemapindex><sitemap><loc>https://example.org/news.xml</loc></sitemap></sitemapindex>")]
    public void A_sitemap_names_pages_and_is_no_document(string map) => Assert.Equal("HS1019", Assert.Single(Read(map, "map.xml")).Problem!.Code);

    [Fact]
    public void A_feed_gives_one_document_an_entry()
    {
        string rss = $"""
            <?xml version="1.0"?><!DOCTYPE rss [<!ENTITY x "y">]><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>Orlivka Review</title>
            <item><title>Recruits in cellar</title><link>https://example.org/a</link><guid>g1</guid><pubDate>Tue, 14 Mar 2023 10:41:00 +0200</pubDate><content:encoded><![CDATA[<p>{Sentence}</p><p>He gave no names, and the garrison has denied the report.</p>]]></content:encoded></item>
            <item><title>Second</title><link>https://example.org/b</link><description>{Sentence}</description></item>
            </channel></rss>
            """;
        CaptureResult[] results = Read(rss, "feed.xml");
        Assert.Equal(["feed.xml#g1", "feed.xml#https://example.org/b"], results.Select(r => r.Document!.Key));
        Document first = results[0].Document!;
        Assert.Equal(("Recruits in cellar", "Orlivka Review", new DateOnly(2023, 3, 14)), (first.Title, first.Publisher, first.Published!.Value));
        Assert.StartsWith(Sentence + "\n", first.Body, StringComparison.Ordinal);
        Assert.Equal("HS1010", Assert.Single(Read(rss[..300], "feed.xml")).Problem!.Code);
    }

    private static byte[] Gzip(byte[] bytes)
    {
        using MemoryStream packed = new();
        using (GZipStream gzip = new(packed, CompressionLevel.Fastest)) gzip.Write(bytes);
        return packed.ToArray();
    }

    private static byte[] Http(string type, byte[] body) => [.. Encoding.Latin1.GetBytes($"HTTP/1.1 200 OK\r\nContent-Type: {type}\r\n\r\n"), .. body];

    private static byte[] Record(string type, string url, byte[] block, string contentType = "application/http") =>
        [.. Encoding.Latin1.GetBytes(string.Create(CultureInfo.InvariantCulture, $"WARC/1.0\r\nWARC-Type: {type}\r\nWARC-Target-URI: {url}\r\nContent-Type: {contentType}\r\nContent-Length: {block.Length}\r\n\r\n")), .. block, .. "\r\n\r\n"u8];
}
