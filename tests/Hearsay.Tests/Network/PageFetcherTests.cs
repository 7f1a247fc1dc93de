using System.IO.Compression;
using System.Text;
using Hearsay.Capture;

namespace Hearsay.Tests.Network;

/// <summary>Reading from servers that do not behave. No test waits: short waits pass at once, long ones when the test says so.</summary>
public sealed class PageFetcherTests : IDisposable
{
    private readonly JumpingClock clock = new(TimeSpan.FromSeconds(45));
    private readonly FetchOptions options = new() { MaxBytes = 100_000 };
    private MisbehavingServer? server;

    public void Dispose() => server?.Dispose();

    [Fact]
    public async Task A_page_comes_with_how_it_came()
    {
        Fetched page = await FetchAsync(_ => "200\nContent-Type: text/html; charset=utf-8\nETag: \"v1\"\n\n<p>Text</p>");

        Assert.Equal((FetchOutcome.Received, "<p>Text</p>"), (page.Outcome, Encoding.UTF8.GetString(page.Bytes)));
        Assert.Equal(("\"v1\"", "text/html; charset=utf-8", 200), (page.Exchange!.Header("etag"), page.Exchange.Header("Content-Type"), page.Exchange.Status));
        Assert.Empty(page.Exchange.Redirects);
        Assert.Equal(page.Exchange.ToJson(), Exchange.FromJson(page.Exchange.ToJson()).ToJson());
        Assert.Equal(["/robots.txt", "/page"], server!.Requests.Select(r => r.Path));
        Assert.All(server.Requests, request => Assert.Matches(@"^Hearsay/\d+\.\d+\.\d+$", request.Headers["user-agent"]));
    }

    [Fact]
    public async Task Servers_are_told_where_they_reach_the_user_if_the_user_says_so()
    {
        server = new MisbehavingServer(_ => "200\n\ntext");
        using PageFetcher fetcher = new(options with { Contact = "mailto:ada@example.org" }, clock);
        await fetcher.FetchAsync(server["/page"], null, CancellationToken.None);

        Assert.All(server.Requests, request => Assert.EndsWith(" (+mailto:ada@example.org)", request.Headers["user-agent"], StringComparison.Ordinal));
        Assert.All(["ada", "mailto:ada example.org", "https://example.org/\r\nHost: x", "https://пример.org/", "a:)"], contact => Assert.False(FetchOptions.IsContact(contact)));
        Assert.Throws<ArgumentException>(() => new PageFetcher(options with { Contact = "ada" }, clock));
    }

    [Fact]
    public async Task What_a_feed_names_in_the_own_network_is_not_asked_for()
    {
        server = new MisbehavingServer(_ => "200\n\ntext");
        using PageFetcher fetcher = new(options, clock);
        Fetched found = await fetcher.FetchFoundAsync(server["/page"], null, CancellationToken.None);

        Assert.Equal((FetchOutcome.Refused, "HS1020"), (found.Outcome, found.Problem!.Code));
        Assert.Empty(server.Requests);
    }

    [Fact]
    public async Task A_redirect_into_the_own_network_is_not_followed_unless_the_user_named_the_host()
    {
        using MisbehavingServer inside = new(_ => "200\n\nsecret");
        server = new MisbehavingServer(asked => asked.Path == "/page" ? $"302\nLocation: {inside["/router"].Replace("127.0.0.1", "127.0.0.2", StringComparison.Ordinal)}" : "404");
        using PageFetcher fetcher = new(options, clock);
        Fetched page = await fetcher.FetchAsync(server["/page"], null, CancellationToken.None);

        Assert.Equal((FetchOutcome.Refused, "HS1020"), (page.Outcome, page.Problem!.Code));
        Assert.Empty(inside.Requests);
        Assert.Equal(FetchOutcome.Received, (await fetcher.FetchFoundAsync(inside["/a"], null, CancellationToken.None)).Outcome); // 127.0.0.1 is what the user named
    }

    [Theory]
    [InlineData("127.0.0.1", true)]
    [InlineData("10.1.2.3", true)]
    [InlineData("172.31.255.255", true)]
    [InlineData("172.32.0.1", false)]
    [InlineData("192.168.1.1", true)]
    [InlineData("169.254.169.254", true)]
    [InlineData("100.64.0.1", true)]
    [InlineData("0.0.0.0", true)]
    [InlineData("8.8.8.8", false)]
    [InlineData("::1", true)]
    [InlineData("::", true)]
    [InlineData("fe80::1", true)]
    [InlineData("fd00::1", true)]
    [InlineData("::ffff:192.168.1.1", true)]
    [InlineData("64:ff9b::c0a8:101", true)]
    [InlineData("64:ff9b::808:808", false)]
    [InlineData("2001:4860:4860::8888", false)]
    public void Which_addresses_are_of_the_own_network(string address, bool own) => Assert.Equal(own, PageFetcher.IsOwnNetwork(System.Net.IPAddress.Parse(address)));

    [Fact]
    public async Task What_robots_txt_disallows_is_not_asked_for()
    {
        Fetched page = await FetchAsync(asked => asked.Path == "/robots.txt" ? "200\n\nUser-agent: *\nDisallow: /pa" : "200\n\ntext");

        Assert.Equal((FetchOutcome.Refused, "HS1014"), (page.Outcome, page.Problem!.Code));
        Assert.Empty(server!.Paths);
    }

    [Fact]
    public async Task A_server_that_cannot_say_what_it_allows_is_left_alone()
    {
        Fetched page = await FetchAsync(asked => asked.Path == "/robots.txt" ? "503" : "200\n\ntext");

        Assert.Equal((FetchOutcome.Failed, "HS1015"), (page.Outcome, page.Problem!.Code));
        Assert.Empty(server!.Paths);
    }

    [Fact]
    public async Task Too_many_requests_is_waited_out_as_long_as_the_server_asks()
    {
        Fetched page = await FetchAsync(asked => asked.Path == "/page" && asked.Number == 1 ? "429\nRetry-After: 37" : asked.Path == "/page" ? "200\n\ntext" : "404");

        Assert.Equal(FetchOutcome.Received, page.Outcome);
        Assert.Contains(TimeSpan.FromSeconds(37), clock.Waits);
        Assert.Equal(["/page", "/page"], server!.Paths);
    }

    [Fact]
    public async Task A_server_that_asks_for_an_hour_is_left_alone()
    {
        Fetched page = await FetchAsync(asked => asked.Path == "/page" ? "429\nRetry-After: 3600" : "404");

        Assert.Equal((FetchOutcome.Failed, "HS1016"), (page.Outcome, page.Problem!.Code));
        Assert.Equal(["/page"], server!.Paths);
    }

    [Fact]
    public async Task What_may_pass_is_tried_again_with_growing_waits_and_then_given_up()
    {
        Fetched page = await FetchAsync(asked => asked.Path == "/page" ? "503" : "404");

        Assert.Equal((FetchOutcome.Failed, "HS1016"), (page.Outcome, page.Problem!.Code));
        Assert.Equal(1 + options.Retries, server!.Paths.Length);
        Assert.Equal([2, 4, 8], clock.Waits.Where(wait => wait >= options.FirstWait).Select(wait => wait.TotalSeconds));
    }

    [Fact]
    public async Task What_will_not_pass_is_asked_once()
    {
        Fetched page = await FetchAsync(_ => "404");

        Assert.Equal((FetchOutcome.Refused, "HS1016"), (page.Outcome, page.Problem!.Code));
        Assert.Equal(["/page"], server!.Paths);
    }

    [Fact]
    public async Task One_host_is_asked_once_a_second_or_as_its_robots_txt_says()
    {
        server = new MisbehavingServer(asked => asked.Path == "/robots.txt" ? "200\n\nUser-agent: *\nCrawl-delay: 7" : "200\n\ntext");
        using PageFetcher fetcher = new(options, clock);
        await Task.WhenAll(Enumerable.Range(0, 3).Select(i => fetcher.FetchAsync(server[$"/{i}"], null, CancellationToken.None)));

        Assert.Equal([1, 7, 7], clock.Waits.Select(wait => wait.TotalSeconds));
    }

    [Fact]
    public async Task An_unchanged_page_is_not_sent_again()
    {
        server = new MisbehavingServer(asked => asked.Headers.GetValueOrDefault("if-none-match") == "\"v1\"" && asked.Headers.ContainsKey("if-modified-since") ? "304" : "200\nETag: \"v1\"\nLast-Modified: Tue, 14 Mar 2023 08:00:00 GMT\n\ntext");
        using PageFetcher fetcher = new(options, clock);
        Fetched first = await fetcher.FetchAsync(server["/page"], null, CancellationToken.None), second = await fetcher.FetchAsync(server["/page"], first.Exchange!.Validators, CancellationToken.None);

        Assert.Equal((FetchOutcome.Received, FetchOutcome.Unchanged), (first.Outcome, second.Outcome));
        Assert.Null(second.Problem);
    }

    [Fact]
    public async Task Redirects_are_followed_and_recorded()
    {
        Fetched page = await FetchAsync(asked => asked.Path switch { "/page" => "301\nLocation: /b", "/b" => "302\nLocation: c?d=1#e", "/c?d=1" => "200\n\ntext", _ => "404" });

        Assert.Equal(FetchOutcome.Received, page.Outcome);
        Assert.Equal((server!["/page"], server["/c?d=1"]), (page.Exchange!.Asked, page.Exchange.Url));
        Assert.Equal([new Redirect(server["/page"], 301), new Redirect(server["/b"], 302)], page.Exchange.Redirects);
    }

    [Fact]
    public async Task Redirects_in_a_circle_without_end_or_to_no_page_are_refused()
    {
        Assert.Equal("HS1017", (await FetchAsync(asked => asked.Path switch { "/page" => "302\nLocation: /b", "/b" => "302\nLocation: /page", _ => "404" })).Problem!.Code);
        Assert.Equal("HS1017", (await FetchAsync(asked => asked.Path == "/robots.txt" ? "404" : $"302\nLocation: {asked.Path}x")).Problem!.Code);
        Assert.Equal(1 + options.MaxRedirects, server!.Paths.Length);
        Assert.Equal("HS1017", (await FetchAsync(asked => asked.Path == "/robots.txt" ? "404" : "302\nLocation: file:///etc/hosts")).Problem!.Code);
    }

    [Fact]
    public async Task A_page_without_end_is_cut_at_the_limit()
    {
        Fetched page = await FetchAsync(async (stream, token) =>
        {
            await stream.WriteAsync("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n"u8.ToArray(), token);
            while (true) await stream.WriteAsync(new byte[4096], token);
        });

        Assert.Equal((FetchOutcome.Refused, "HS1005"), (page.Outcome, page.Problem!.Code));
    }

    [Fact]
    public async Task A_bomb_is_not_unpacked_beyond_the_limit()
    {
        using MemoryStream packed = new();
        using (GZipStream gzip = new(packed, CompressionLevel.Optimal, leaveOpen: true)) gzip.Write(new byte[50_000_000]);
        Fetched page = await FetchAsync((stream, token) => stream.WriteAsync((byte[])[.. Encoding.ASCII.GetBytes($"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: {packed.Length}\r\n\r\n"), .. packed.ToArray()], token).AsTask());

        Assert.Equal((FetchOutcome.Refused, "HS1005"), (page.Outcome, page.Problem!.Code));
    }

    [Fact]
    public async Task A_packed_page_is_unpacked_and_a_broken_one_refused()
    {
        using MemoryStream packed = new();
        using (GZipStream gzip = new(packed, CompressionLevel.Optimal, leaveOpen: true)) gzip.Write("<p>Text</p>"u8);
        byte[] head = Encoding.ASCII.GetBytes($"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: {packed.Length}\r\n\r\n");

        Assert.Equal("<p>Text</p>", Encoding.UTF8.GetString((await FetchAsync((stream, token) => stream.WriteAsync((byte[])[.. head, .. packed.ToArray()], token).AsTask())).Bytes));
        Assert.Equal("HS1015", (await FetchAsync((stream, token) => stream.WriteAsync((byte[])[.. head, .. new byte[packed.Length]], token).AsTask())).Problem!.Code);
    }

    [Fact]
    public async Task An_answer_shorter_than_it_says_is_no_page()
    {
        Fetched page = await FetchAsync((stream, token) => stream.WriteAsync("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n<p>Half of the te"u8.ToArray(), token).AsTask());

        Assert.Equal((FetchOutcome.Failed, "HS1015"), (page.Outcome, page.Problem!.Code));
        Assert.Equal(1 + options.Retries, server!.Paths.Length);
    }

    [Fact]
    public async Task What_is_no_HTTP_at_all_is_a_problem()
    {
        Fetched page = await FetchAsync((stream, token) => stream.WriteAsync("SSH-2.0-OpenSSH\r\n"u8.ToArray(), token).AsTask());

        Assert.Equal("HS1015", page.Problem!.Code);
    }

    [Fact]
    public async Task A_server_that_nobody_runs_is_a_problem()
    {
        server = new MisbehavingServer(_ => "404");
        string gone = server["/page"];
        server.Dispose();
        server = null;
        using PageFetcher fetcher = new(options, clock);

        Assert.Equal((FetchOutcome.Failed, "HS1015"), (await fetcher.FetchAsync(gone, null, CancellationToken.None)) is var page ? (page.Outcome, page.Problem!.Code) : default);
    }

    [Fact]
    public async Task A_slow_server_is_given_up_when_its_time_is_over()
    {
        using SemaphoreSlim begun = new(0);
        server = new MisbehavingServer(async (asked, stream, token) =>
        {
            if (asked.Path == "/robots.txt")
            {
                await stream.WriteAsync(MisbehavingServer.Plain("404"), token);
                return;
            }
            await stream.WriteAsync("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n<p>"u8.ToArray(), token);
            begun.Release();
            await Task.Delay(Timeout.Infinite, token);
        });
        using PageFetcher fetcher = new(options with { Retries = 0 }, clock);
        Task<Fetched> fetching = fetcher.FetchAsync(server["/page"], null, CancellationToken.None);
        await begun.WaitAsync();
        clock.Advance(options.Timeout);

        Assert.Equal((FetchOutcome.Failed, "HS1015"), (await fetching) is var page ? (page.Outcome, page.Problem!.Code) : default);
    }

    [Fact]
    public async Task Stopped_means_stopped_also_while_a_server_is_silent()
    {
        using CancellationTokenSource stop = new();
        server = new MisbehavingServer(async (asked, _, token) =>
        {
            await stop.CancelAsync();
            await Task.Delay(Timeout.Infinite, token);
        });
        using PageFetcher fetcher = new(options, clock);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => fetcher.FetchAsync(server["/page"], null, stop.Token));
    }

    [Theory]
    [InlineData("https://example.org/a", true)]
    [InlineData("http://example.org", true)]
    [InlineData("ftp://example.org/a", false)]
    [InlineData("file:///etc/hosts", false)]
    [InlineData("page.html", false)]
    [InlineData("/tmp/page.html", false)]
    [InlineData("C:/page.html", false)]
    public void Only_web_addresses_are_addresses(string path, bool isAddress) => Assert.Equal(isAddress, PageFetcher.IsAddress(path));

    private Task<Fetched> FetchAsync(Func<Asked, string> page) => FetchAsync(new MisbehavingServer(page));

    /// <summary>Asks for a page that is written as raw bytes; there is no robots.txt.</summary>
    private Task<Fetched> FetchAsync(Func<Stream, CancellationToken, Task> raw) =>
        FetchAsync(new MisbehavingServer((asked, stream, token) => asked.Path == "/robots.txt" ? stream.WriteAsync(MisbehavingServer.Plain("404"), token).AsTask() : raw(stream, token)));

    private async Task<Fetched> FetchAsync(MisbehavingServer started)
    {
        server?.Dispose();
        server = started;
        using PageFetcher fetcher = new(options, clock);
        return await fetcher.FetchAsync(started["/page"], null, CancellationToken.None);
    }
}
