using System.Text;
using Hearsay.Capture;
using Hearsay.Claims;
using Hearsay.Cli;
using Hearsay.Store;
using Hearsay.Text;
using Microsoft.Data.Sqlite;
using Record = Hearsay.Store.Record;

namespace Hearsay.Tests.Network;

/// <summary><c>hearsay read ADDRESS</c> and <c>hearsay watch</c>, in process, against a server on this machine.</summary>
public sealed class WatchTests : IDisposable
{
    private const string Article = "<html><head><title>{0}</title></head><body><article><h1>{0}</h1><p>The mayor of Orlivka said on Monday that twelve recruits had been detained in the cellar of a school.</p><p>They were given one meal a day, according to their relatives.</p></article></body></html>";

    private readonly string folder = Directory.CreateTempSubdirectory("hearsay-watch-").FullName;
    private readonly JumpingClock clock = new(TimeSpan.FromSeconds(45));
    private readonly SortedDictionary<string, string> pages = new(StringComparer.Ordinal);
    private readonly MisbehavingServer server;

    public WatchTests() => server = new MisbehavingServer(asked => pages.GetValueOrDefault(asked.Path, "404") is var page && page.Contains("\nETag: " + asked.Headers.GetValueOrDefault("if-none-match", "none") + "\n", StringComparison.Ordinal) ? "304" : page);

    private string RecordPath => Path.Combine(folder, "test.record");

    public void Dispose()
    {
        server.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task A_page_is_read_once_and_asked_for_conditionally_after_that()
    {
        pages["/a"] = "302\nLocation: /news/a";
        pages["/news/a"] = "200\nContent-Type: text/html; charset=utf-8\nETag: \"1\"\n\n" + Page("Recruits in cellar");

        Run first = await RunAsync("read", server["/a"], "--record", RecordPath), second = await RunAsync("read", server["/a"], "--record", RecordPath);

        Assert.Equal((ExitCode.Fine, ""), (first.Code, first.Error));
        Assert.Contains("1 document read with 1 claim;", first.Output, StringComparison.Ordinal);
        Assert.Contains("0 documents read with 0 claims, 1 already there", second.Output, StringComparison.Ordinal);
        using Record record = Record.OpenForReading(RecordPath);
        Document document = Assert.Single(record.Readings()).Document;
        Assert.Equal((server["/a"], server["/news/a"]), (document.Key, document.Url));
        Assert.Empty(record.Verify());
        string exchange = Scalar("SELECT exchange FROM custody WHERE how = 'http'");
        Assert.Contains("\"redirects\":[{\"url\":\"" + server["/a"], exchange, StringComparison.Ordinal);
        Assert.Contains("[\"ETag\",\"\\\"1\\\"\"]", exchange, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_changed_header_in_the_log_is_found()
    {
        pages["/a"] = "200\nContent-Type: text/html\nServer: honest\n\n" + Page("Recruits in cellar");
        await RunAsync("read", server["/a"], "--record", RecordPath);
        Scalar("DROP TRIGGER custody_unchanged; UPDATE custody SET exchange = replace(exchange, 'honest', 'forged'); UPDATE captures SET exchange = replace(exchange, 'honest', 'forged'); SELECT ''");

        using Record record = Record.OpenForReading(RecordPath);
        Assert.Contains(record.Verify(), damage => damage.Reason.Contains("its hash no longer fits", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_charset_of_the_header_is_believed_also_after_the_run_was_killed()
    {
        byte[] page = [.. Encoding.ASCII.GetBytes("<p>"), .. TextIn1251("Мэр Орловки сообщил в понедельник, что новобранцев заперли в подвале школы."), .. Encoding.ASCII.GetBytes("</p>")];
        Exchange exchange = new("https://example.org/a", "https://example.org/a", 200, clock.GetUtcNow(), [], [KeyValuePair.Create("Content-Type", "text/html; charset=windows-1251")]);
        using (Record record = Record.OpenOrCreate(RecordPath))
            record.KeepCaptures([Hearsay.Capture.Capture.Of(exchange.Asked, exchange.Url, "text/html", page, "http") with { Exchange = exchange }], clock.GetUtcNow());
        string other = Path.Combine(folder, "a.txt");
        await File.WriteAllTextAsync(other, "Nothing happened in the village on Monday, the newspaper says, and nobody was hurt.");

        await RunAsync("read", other, "--record", RecordPath);

        using Record read = Record.OpenForReading(RecordPath);
        Assert.Contains(read.Readings(), reading => reading.Document.Url == exchange.Url && reading.Document.Body.Contains("Мэр Орловки", StringComparison.Ordinal));
        Assert.Empty(server.Requests);
    }

    [Fact]
    public async Task What_cannot_be_had_is_a_problem_and_the_rest_is_read()
    {
        pages["/robots.txt"] = "200\n\nUser-agent: *\nDisallow: /private";
        pages["/a"] = "200\nContent-Type: text/html\n\n" + Page("Recruits in cellar");
        pages["/private"] = pages["/a"];
        pages["/photo"] = "200\nContent-Type: image/png\n\n\u0001\u0002\0\0\0\0";

        Run run = await RunAsync("read", server["/private"], server["/gone"], server["/photo"], server["/a"], "--record", RecordPath);

        Assert.Equal(ExitCode.SomeProblems, run.Code);
        Assert.Equal(["HS1014", "HS1016", "HS1003"], run.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(' ')[1]));
        Assert.Contains("1 document read", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Claims_of_an_address_need_no_record()
    {
        pages["/a"] = "200\nContent-Type: text/html\n\n" + Page("Recruits in cellar");

        Run run = await RunAsync("claims", server["/a"]);

        Assert.Equal(ExitCode.Fine, run.Code);
        Assert.Contains($"\"key\":\"{server["/a"]}\"", run.Output, StringComparison.Ordinal);
        Assert.False(File.Exists(RecordPath));
    }

    [Fact]
    public async Task New_entries_of_a_feed_are_read_once()
    {
        Feed("/1", "/2");
        pages["/1"] = "200\nContent-Type: text/html\n\n" + Page("First");
        pages["/2"] = "200\nContent-Type: text/html\n\n" + Page("Second");
        string list = List("# feeds\n\n" + server["/feed"] + "\n");

        Run first = await RunAsync("watch", list, "--once", "--record", RecordPath), second = await RunAsync("watch", list, "--once", "--record", RecordPath);
        Feed("/1", "/2", "/3");
        pages["/3"] = "200\nContent-Type: text/html\n\n" + Page("Third");
        Run third = await RunAsync("watch", list, "--once", "--record", RecordPath);

        Assert.Equal((0, 0, 0), (first.Code, second.Code, third.Code));
        Assert.Contains("2 documents read", first.Output, StringComparison.Ordinal);
        Assert.Contains("nothing new", second.Output, StringComparison.Ordinal);
        Assert.Contains("1 document read", third.Output, StringComparison.Ordinal);
        Assert.Equal(["/feed", "/1", "/2", "/feed", "/feed", "/3"], server.Paths);
    }

    [Fact]
    public async Task An_entry_whose_page_is_not_to_be_had_is_read_from_the_feed_and_one_that_may_come_is_asked_for_again()
    {
        Feed("/gone", "/late");
        pages["/late"] = "503";
        string list = List(server["/feed"]);

        Run first = await RunAsync("watch", list, "--once", "--record", RecordPath);
        pages["/late"] = "200\nContent-Type: text/html\n\n" + Page("Late");
        Run second = await RunAsync("watch", list, "--once", "--record", RecordPath);

        Assert.Contains("1 document read", first.Output, StringComparison.Ordinal);
        Assert.Contains("HS1016", first.Error, StringComparison.Ordinal);
        Assert.Contains("1 document read", second.Output, StringComparison.Ordinal);
        using Record record = Record.OpenForReading(RecordPath);
        Assert.Equal([server["/gone"], server["/late"]], record.Readings().Select(reading => reading.Document.Url).Order(StringComparer.Ordinal));
        Assert.Single(server.Paths, path => path == "/gone");
    }

    [Fact]
    public async Task Posts_of_a_channel_preview_are_read_once_though_their_views_change()
    {
        string Post(int id, int views) => $"<div class=\"tgme_widget_message\" data-post=\"orlivka/{id}\"><div class=\"tgme_widget_message_text\">Post {id}: twelve recruits were detained in the cellar of the school in Orlivka on Monday.</div><span class=\"tgme_widget_message_views\">{views}</span><time datetime=\"2023-03-1{id}T10:00:00+00:00\"></time></div>";
        pages["/s/orlivka"] = "200\nContent-Type: text/html\n\n<html><body>" + Post(1, 10) + Post(2, 5) + "</body></html>";
        string list = List(server["/s/orlivka"]);
        Run first = await RunAsync("watch", list, "--once", "--record", RecordPath);
        pages["/s/orlivka"] = "200\nContent-Type: text/html\n\n<html><body>" + Post(1, 99) + Post(2, 77) + Post(3, 1) + "</body></html>";
        Run second = await RunAsync("watch", list, "--once", "--record", RecordPath);

        Assert.Contains("2 documents read", first.Output, StringComparison.Ordinal);
        Assert.Contains("1 document read", second.Output, StringComparison.Ordinal);
        using Record record = Record.OpenForReading(RecordPath);
        Assert.Equal(["https://t.me/orlivka/1", "https://t.me/orlivka/2", "https://t.me/orlivka/3"], record.Readings().Select(reading => reading.Document.Url).Order(StringComparer.Ordinal));
        Assert.Empty(record.Verify());
    }

    [Fact]
    public async Task A_news_sitemap_gives_its_articles_and_a_plain_one_none()
    {
        pages["/maps"] = $"200\nContent-Type: application/xml\n\n<?xml version=\"1.0\"?><sitemapindex xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\"><sitemap><loc>{server["/news.xml"]}</loc></sitemap></sitemapindex>";
        pages["/news.xml"] = $"200\nContent-Type: application/xml\n\n<?xml version=\"1.0\"?><urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\" xmlns:news=\"http://www.google.com/schemas/sitemap-news/0.9\"><url><loc>{server["/1"]}</loc><news:news><news:title>First</news:title></news:news></url><url><loc>{server["/about"]}</loc></url></urlset>";
        pages["/plain.xml"] = $"200\nContent-Type: application/xml\n\n<?xml version=\"1.0\"?><urlset><url><loc>{server["/about"]}</loc></url></urlset>";
        pages["/1"] = "200\nContent-Type: text/html\n\n" + Page("First");

        Run run = await RunAsync("watch", List(server["/maps"] + "\n" + server["/plain.xml"]), "--once", "--record", RecordPath);

        Assert.Contains("1 document read", run.Output, StringComparison.Ordinal);
        Assert.Contains($"HS1018 {server["/plain.xml"]}", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("/about", server.Paths);
    }

    [Fact]
    public async Task A_watch_asks_again_when_its_time_has_come_and_stops_cleanly()
    {
        Feed("/1");
        pages["/1"] = "200\nContent-Type: text/html\n\n" + Page("First");
        string list = List(server["/feed"]);
        using CancellationTokenSource stop = new();
        Task<Run> watching = RunAsync(stop.Token, "watch", list, "--every", "30", "--record", RecordPath);
        await UntilAsync(() => server.Paths.Length == 2 && clock.Standing == 1);
        clock.Advance(TimeSpan.FromMinutes(30));
        await UntilAsync(() => server.Paths.Length == 3 && clock.Standing == 1);
        await stop.CancelAsync();
        Run run = await watching;

        Assert.Equal(ExitCode.Interrupted, run.Code);
        Assert.StartsWith("hearsay: HS9002", run.Error, StringComparison.Ordinal);
        Assert.Equal(["/feed", "/1", "/feed"], server.Paths);
        using Record record = Record.OpenForReading(RecordPath);
        Assert.Equal((1, 1), ((int)record.Counts().Documents, (int)record.Counts().Events));
    }

    [Theory]
    [InlineData("feed.xml")]
    [InlineData("# nothing")]
    public async Task A_list_that_names_no_feed_is_told_and_nobody_is_asked(string text)
    {
        Run run = await RunAsync("watch", List(text), "--once", "--record", RecordPath);

        Assert.Equal(ExitCode.Usage, run.Code);
        Assert.StartsWith("hearsay: HS1018", run.Error, StringComparison.Ordinal);
        Assert.Empty(server.Requests);
    }

    private static string Page(string title) => Article.Replace("{0}", title, StringComparison.Ordinal);

    private static byte[] TextIn1251(string text)
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        return Encoding.GetEncoding(1251).GetBytes(text);
    }

    /// <summary>A feed of these pages, the last first.</summary>
    private void Feed(params string[] paths) => pages["/feed"] = $"200\nContent-Type: application/rss+xml\nETag: \"{paths.Length}\"\n\n<?xml version=\"1.0\"?><rss version=\"2.0\"><channel><title>Orlivka</title>"
        + string.Concat(paths.Reverse().Select(path => $"<item><title>Entry</title><link>{server[path]}</link><guid>{path}</guid><description>Twelve recruits were detained in a cellar, the feed says of {path} on Monday.</description></item>")) + "</channel></rss>";

    private string List(string text)
    {
        string path = Path.Combine(folder, "feeds.txt");
        File.WriteAllText(path, text);
        return path;
    }

    /// <summary>Waits for another thread to get there; a test that never does is ended by the runner.</summary>
    private static async Task UntilAsync(Func<bool> reached)
    {
        while (!reached()) await Task.Delay(5);
    }

    private string Scalar(string sql)
    {
        using SqliteConnection connection = new($"Data Source={RecordPath};Pooling=False");
        connection.Open();
        using SqliteCommand command = connection.CreateCommand();
#pragma warning disable CA2100 // constants of this file
        command.CommandText = sql;
#pragma warning restore CA2100
        return (string)command.ExecuteScalar()!;
    }

    private Task<Run> RunAsync(params string[] arguments) => RunAsync(CancellationToken.None, arguments);

    private async Task<Run> RunAsync(CancellationToken stop, params string[] arguments)
    {
        using MemoryStream output = new();
        using StringWriter error = new();
        Terminal terminal = new(Stream.Null, output, error) { LoadEngine = TestEngine, Clock = clock };
        int code = await CommandLine.RunAsync(arguments, terminal, stop);
        return new Run(code, Encoding.UTF8.GetString(output.ToArray()), error.ToString().ReplaceLineEndings("\n"));
    }

    private sealed record Run(int Code, string Output, string Error);

    private static Engine TestEngine(string dataDirectory) =>
        new(new CaptureReader(PageLexicon.Load(Path.Combine(dataDirectory, "capture")), _ => LanguageCode.English), document => new Reading(document,
            document.Body.IndexOf("detained", StringComparison.Ordinal) is var at && at < 0 ? [] :
            [new Claim { Id = "c1", Type = "detention", Family = "coercion", Trigger = new TextSpan(at, 8), Sentence = new TextSpan(at, 8), Participants = [], Sources = [], Rule = "test/detention", Trace = [] }], []));
}
