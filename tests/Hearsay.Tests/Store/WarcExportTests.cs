using System.IO.Compression;
using System.Text;
using Hearsay.Capture;
using Hearsay.Store;
using Hearsay.Tests.Capture;
using Record = Hearsay.Store.Record;

namespace Hearsay.Tests.Store;

public sealed class WarcExportTests : IDisposable
{
    private static readonly DateTimeOffset Received = new(2022, 12, 6, 8, 0, 0, TimeSpan.Zero);
    private const string Page = "<html><body><h1>Recruits locked in cellar</h1><p>The mayor of Orlivka said on Monday that eleven recruits had been locked in a school cellar after they refused to return.</p></body></html>";
    private const string Text = "The mayor of Orlivka said on Monday that eleven recruits had been locked in a school cellar after they refused to return.";
    private readonly string folder = Directory.CreateTempSubdirectory("hearsay-warc-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void What_is_exported_is_read_back_byte_for_byte(bool gzip)
    {
        byte[] archive = Export(gzip);
        CaptureResult[] read = CaptureTesting.Read(archive, gzip ? "a.warc.gz" : "a.warc");
        Assert.Equal([global::Hearsay.Capture.Capture.IdOf(Encoding.UTF8.GetBytes(Page)), global::Hearsay.Capture.Capture.IdOf(Encoding.UTF8.GetBytes(Text))], read.Select(result => result.Capture!.Id));
        Assert.Equal("https://example.org/p?x=%D0%B0", read[0].Document!.Url);
        Assert.Equal("Recruits locked in cellar", read[0].Document!.Title);
    }

    [Fact]
    public void Records_are_as_the_standard_wants_them()
    {
        byte[] archive = Export(gzip: false);
        string[] records = Encoding.UTF8.GetString(archive).Split("\r\n\r\n");
        Assert.Equal(7, records.Length); // three headers, three blocks, nothing after the last
        Assert.StartsWith("WARC/1.1\r\nWARC-Type: warcinfo\r\n", records[0], StringComparison.Ordinal);
        Assert.Contains("\r\nWARC-Date: 2022-12-06T08:00:00Z\r\n", records[2], StringComparison.Ordinal);
        Assert.Contains("\r\nWARC-Target-URI: https://example.org/p?x=%D0%B0\r\n", records[2], StringComparison.Ordinal);
        Assert.Contains("\r\nWARC-Block-Digest: sha256:", records[2], StringComparison.Ordinal);
        Assert.EndsWith($"\r\nContent-Length: {Page.Length}", records[2], StringComparison.Ordinal);
        Assert.Contains("\r\nWARC-Target-URI: urn:hearsay:notes%2Fb%20c.txt\r\n", records[4], StringComparison.Ordinal);
        Assert.Equal(3, records.Where((_, i) => i % 2 == 0).SkipLast(1).Select(record => record.Split("\r\n").Single(line => line.StartsWith("WARC-Record-ID: <urn:uuid:", StringComparison.Ordinal))).Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public void Every_record_is_a_gzip_member_of_its_own()
    {
        byte[] plain = Export(gzip: false), packed = Export(gzip: true);
        int members = 0;
        for (int i = 0; i + 2 < packed.Length; i++) if (packed[i] == 0x1F && packed[i + 1] == 0x8B && packed[i + 2] == 8) members++;
        using GZipStream unpacked = new(new MemoryStream(packed), CompressionMode.Decompress);
        using MemoryStream all = new();
        unpacked.CopyTo(all);
        Assert.Equal(3, members);
        Assert.Equal(plain, all.ToArray());
    }

    private byte[] Export(bool gzip)
    {
        using Record record = Record.OpenOrCreate(Path.Combine(folder, Guid.NewGuid().ToString("N") + ".record"));
        record.KeepCaptures(
        [
            global::Hearsay.Capture.Capture.Of("p.html", "https://example.org/p?x=а", "text/html", Encoding.UTF8.GetBytes(Page), "file"),
            global::Hearsay.Capture.Capture.Of("notes/b c.txt", null, "text/plain", Encoding.UTF8.GetBytes(Text), "file"),
        ], Received);
        using MemoryStream output = new();
        Assert.Equal(2, record.ExportCaptures(output, "a.warc", gzip));
        return output.ToArray();
    }
}
