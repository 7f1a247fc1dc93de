using System.Text;
using Hearsay.Capture;
using Hearsay.Text;
using static Hearsay.Tests.Capture.CaptureTesting;

namespace Hearsay.Tests.Capture;

public class InputTests
{
    private const string Sentence = "The mayor of Orlivka said on Monday that eleven recruits had been locked in a school cellar.";

    static InputTests() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    [Fact]
    public void Json_lines_give_one_document_a_record_and_one_problem_a_broken_line()
    {
        string lines = $$"""
            {"id":"a","url":"https://example.org/a","title":"Recruits in cellar","published":"2023-03-14","language":"en","text":"{{Sentence}}"}
            {"text":"{{Sentence}}"
            {"html":"<html><body><article><h1>Recruits in cellar</h1><p>{{Sentence}}</p><p>{{Sentence}} Again.</p></article></body></html>"}

            {"id":7,"text":"{{Sentence}}","published":"soon"}
            [1,2]
            {"id":"empty"}
            """;
        CaptureResult[] results = Read(lines, "-");
        Assert.Equal([null, "HS1006", null, "HS1013", "HS1006", "HS1007"], results.Select(r => r.Problem?.Code));
        Document first = results[0].Document!;
        Assert.Equal(("a", "https://example.org/a", "Recruits in cellar", LanguageCode.English), (first.Key, first.Url, first.Title, first.Language));
        Assert.Equal((new DateOnly(2023, 3, 14), PublishedFrom.Given), (first.Published!.Value, first.PublishedFrom));
        Assert.Equal("-#3", results[2].Document!.Key);
        Assert.Equal(Hearsay.Capture.Capture.IdOf(Encoding.UTF8.GetBytes(lines.Split('\n')[0])), first.Id);
    }

    [Fact]
    public void The_title_given_is_not_repeated_in_the_body()
    {
        Document document = Assert.Single(Read($$"""{"title":"Recruits in cellar","text":"Recruits in cellar\n\n{{Sentence}}"}""", "-")).Document!;
        Assert.Equal(Sentence, document.Body);
    }

    [Fact]
    public void A_missing_file_is_one_problem()
    {
        CaptureResult result = Assert.Single(Reader.Read("no/such/file.html", new CaptureOptions()));
        Assert.Equal(("HS1001", true), (result.Problem!.Code, result.Problem.IsError));
    }

    [Theory]
    [InlineData("")]
    [InlineData(" \n\t\r\n")]
    public void An_empty_input_is_one_problem(string text)
    {
        foreach (string key in new[] { "a.txt", "a.html", "a.jsonl", "-", "result.json" })
            Assert.Equal("HS1002", Assert.Single(Read(text, key)).Problem!.Code);
    }

    [Fact]
    public void Binary_is_one_problem_whatever_its_name()
    {
        byte[] noise = new byte[5000];
        new Random(7).NextBytes(noise);
        noise[0] = 0x89;
        foreach (string key in new[] { "a.txt", "a.html", "photo.png" })
            Assert.Equal("HS1003", Assert.Single(Read(noise, key)).Problem!.Code);
    }

    [Fact]
    public void An_over_large_page_is_refused_with_a_reason_and_never_held()
    {
        using EndlessPage page = new(50L * 1024 * 1024);
        CaptureResult result = Assert.Single(Reader.ReadStream(page, "big.html", new CaptureOptions()));
        Assert.Equal("HS1005", result.Problem!.Code);
        Assert.True(page.Position <= CaptureOptions.DefaultMaxBytes + (1 << 20), "read on past the limit");
    }

    [Fact]
    public void An_over_long_record_is_skipped_and_the_next_one_read()
    {
        string lines = $$"""{"text":"{{new string('x', 5000)}}"}""" + "\n" + $$"""{"id":"b","text":"{{Sentence}}"}""" + "\n";
        CaptureResult[] results = Read(lines, "a.jsonl", new CaptureOptions { MaxBytes = 1000 });
        Assert.Equal(["HS1005", null], results.Select(r => r.Problem?.Code));
        Assert.Equal("b", results[1].Document!.Key);
    }

    [Fact]
    public void Elements_nested_too_deeply_are_refused()
    {
        string page = "<html><body>" + string.Concat(Enumerable.Repeat("<div>", 100_000)) + Sentence;
        Assert.Equal("HS1011", Assert.Single(Read(page, "deep.html")).Problem!.Code);
    }

    [Theory]
    [InlineData("<html><body><p>{0}<p>{0} Again<div><b>bold")]
    [InlineData("<html><head><title>T</title><body><div><p>{0}</div></p></html")]
    [InlineData("<!doctype html><p>{0}<table><tr><td>x<p>{0}")]
    public void Broken_html_still_gives_its_text(string page) =>
        Assert.Contains("eleven recruits", ReadPage(string.Format(System.Globalization.CultureInfo.InvariantCulture, page, Sentence)).Body, StringComparison.Ordinal);

    [Theory]
    [InlineData("windows-1251", "utf-8")]
    [InlineData("windows-1251", "windows-1251")]
    [InlineData("koi8-u", "windows-1251")]
    [InlineData("utf-8", "windows-1251")]
    [InlineData("utf-16", "utf-8")]
    [InlineData("windows-1251", "")]
    [InlineData("utf-8", "utf-7")]
    public void Pages_are_read_in_the_encoding_they_are_in_not_the_one_they_name(string real, string declared)
    {
        const string Russian = "Мэр Орловки сообщил в понедельник, что одиннадцать новобранцев заперли в подвале школы за отказ вернуться на фронт.";
        const string Ukrainian = "Міський голова Орлівки повідомив у понеділок, що одинадцятьох новобранців зачинили в підвалі школи за відмову повернутися.";
        string meta = declared.Length == 0 ? "" : $"<meta charset=\"{declared}\">";
        string page = $"<html><head>{meta}<title>Новости</title></head><body><article><p>{Russian}</p><p>{Ukrainian}</p></article></body></html>";
        Encoding encoding = Encoding.GetEncoding(real);
        Document document = Assert.Single(Read([.. encoding.GetPreamble(), .. encoding.GetBytes(page)], "page.html")).Document!;
        Assert.Equal($"{Russian}\n{Ukrainian}", document.Body);
    }

    [Fact]
    public void Characters_that_make_sense_in_no_encoding_are_one_problem()
    {
        byte[] bytes = [.. Enumerable.Range(0, 4000).Select(i => (byte)(i % 2 == 0 ? 0x81 + (i % 13) : 0x98))];
        Assert.Equal("HS1004", Assert.Single(Read(bytes, "a.txt")).Problem!.Code);
    }

    [Fact]
    public void A_folder_is_read_in_ordinal_order_and_a_bad_file_does_not_stop_it()
    {
        string folder = Directory.CreateTempSubdirectory("hearsay-capture-").FullName;
        try
        {
            Directory.CreateDirectory(Path.Combine(folder, "b"));
            File.WriteAllText(Path.Combine(folder, "b", "2.txt"), Sentence);
            File.WriteAllText(Path.Combine(folder, "Z.txt"), Sentence + " Z.");
            File.WriteAllText(Path.Combine(folder, "a.txt"), "");
            CaptureResult[] results = [.. Reader.Read(folder, new CaptureOptions())];
            Assert.Equal(["Z.txt", "a.txt", "2.txt"], results.Select(r => Path.GetFileName(r.Document?.Key ?? r.Problem!.Document)));
            Assert.Equal("HS1002", results[1].Problem!.Code);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public void Header_lines_of_a_text_file_are_read_as_metadata()
    {
        Document document = ReadText($"URL: https://example.org/x\nTITLE: Recruits in cellar\nPUBLISHED: 2023-03-14\nLANG: en\n\n{Sentence}");
        Assert.Equal(("https://example.org/x", "Recruits in cellar", Sentence, LanguageCode.English), (document.Url, document.Title, document.Body, document.Language));
        Assert.Equal(new DateOnly(2023, 3, 14), document.Published);
    }

    [Theory]
    [InlineData("https://example.org/news/2023/03/14/recruits", 14)]
    [InlineData("https://example.org/2023-03-09-recruits.html", 9)]
    [InlineData("https://example.org/20230307/recruits-1.html", 7)]
    public void The_day_in_an_address_dates_a_page_that_gives_no_other(string url, int day)
    {
        Document document = ReadText(Sentence, new CaptureOptions { Url = url });
        Assert.Equal((new DateOnly(2023, 3, day), PublishedFrom.Url), (document.Published!.Value, document.PublishedFrom));
    }

    [Theory]
    [InlineData("https://example.org/news/20231345/recruits")]
    [InlineData("https://example.org/news/7396150/")]
    [InlineData("https://example.org/2023/03/recruits")]
    public void An_address_without_a_day_dates_nothing(string url) => Assert.Null(ReadText(Sentence, new CaptureOptions { Url = url }).Published);

    /// <summary>A page of a given length made as it is read.</summary>
    private sealed class EndlessPage(long length) : Stream
    {
        private long position;
        public override bool CanRead => true;
        public override bool CanSeek => false;
        public override bool CanWrite => false;
        public override long Length => length;
        public override long Position { get => position; set => throw new NotSupportedException(); }
        public override int Read(byte[] buffer, int offset, int count)
        {
            int read = (int)Math.Min(count, length - position);
            buffer.AsSpan(offset, read).Fill((byte)'a');
            position += read;
            return read;
        }
        public override void Flush() { }
        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
        public override void SetLength(long value) => throw new NotSupportedException();
        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
