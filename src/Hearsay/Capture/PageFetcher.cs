// From the network, only when asked: one address becomes bytes and how they came, or a reason why not.
// Invariants: robots.txt is asked before a host's first page and obeyed; a host is asked once at a time, with a pause
// between requests; nothing longer than the limit is held in memory, packed or unpacked; every wait ends.
// Weak spots: pages that a script builds in the browser come as the server sends them, often without their text.
using System.Collections.Concurrent;
using System.Globalization;
using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Hearsay.Text;
using Polly;
using Polly.Retry;

namespace Hearsay.Capture;

/// <summary>Limits of reading from the network.</summary>
public sealed record FetchOptions
{
    /// <summary>Largest page in bytes, unpacked.</summary>
    public long MaxBytes { get; init; } = CaptureOptions.DefaultMaxBytes;

    /// <summary>Longest time one answer may take, from the request to its last byte.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Shortest time between two requests to the same host.</summary>
    public TimeSpan Pause { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>How often a request that failed for a passing reason is made again.</summary>
    public int Retries { get; init; } = 3;

    /// <summary>Wait before the first retry; each further one waits twice as long, unless the server says how long (Retry-After).</summary>
    public TimeSpan FirstWait { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>Longest wait before a retry; a server that asks for a longer one is left alone for this run.</summary>
    public TimeSpan LongestWait { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>Most redirects that are followed.</summary>
    public int MaxRedirects { get; init; } = 10;

    /// <summary>Where operators of servers reach the user: an address of a page or of mail; null to tell none.</summary>
    public string? Contact { get; init; }

    /// <summary>Whether a text can be a contact: printable ASCII without spaces and brackets, with a colon or an at sign, up to 200 characters.</summary>
    public static bool IsContact(string text) =>
        text.Length is > 2 and <= 200 && text.AsSpan().IndexOfAny(':', '@') > 0 && !text.AsSpan().ContainsAnyExceptInRange('!', '~') && !text.AsSpan().ContainsAny('(', ')', '<');
}

/// <summary>What became of a request.</summary>
public enum FetchOutcome
{
    /// <summary>The page came.</summary>
    Received,
    /// <summary>The page is what it was when its validators were given.</summary>
    Unchanged,
    /// <summary>The page cannot be had: asking again would give the same answer.</summary>
    Refused,
    /// <summary>The page could not be had this time.</summary>
    Failed,
}

/// <summary>The answer to a request.</summary>
/// <param name="Outcome">What became of it.</param>
/// <param name="Bytes">The page, unpacked; empty unless received.</param>
/// <param name="Exchange">How it came; null unless received.</param>
/// <param name="Problem">Why it did not; null where it came or is unchanged.</param>
public sealed record Fetched(FetchOutcome Outcome, byte[] Bytes, Exchange? Exchange, Problem? Problem);

/// <summary>Asks servers for pages, politely.</summary>
/// <remarks>Safe to use from several threads. Redirects are followed and recorded; cookies are neither kept nor sent.</remarks>
public sealed class PageFetcher : IDisposable
{
    /// <summary>Product token, as robots.txt files name it.</summary>
    public const string Agent = "Hearsay";

    private static readonly TimeSpan RobotsLifetime = TimeSpan.FromHours(24);

    private static readonly TimeSpan UnreachableRobotsLifetime = TimeSpan.FromMinutes(10);

    private readonly FetchOptions options;
    private readonly TimeProvider clock;
    private readonly HttpClient client;
    private readonly ResiliencePipeline<Answer> pipeline;
    private readonly OwnNetwork network = new();
    private readonly ConcurrentDictionary<string, Host> hosts = new(StringComparer.Ordinal);

    /// <summary>A fetcher that has asked nobody anything yet.</summary>
    /// <param name="options">Limits.</param>
    /// <param name="clock">Gives times and waits.</param>
    /// <exception cref="ArgumentException">The contact of <paramref name="options"/> is none.</exception>
    public PageFetcher(FetchOptions options, TimeProvider clock)
    {
        if (options.Contact is { } contact && !FetchOptions.IsContact(contact)) throw new ArgumentException("No address of a page or of mail.", nameof(options));
        this.options = options;
        this.clock = clock;
        client = new HttpClient(new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            AutomaticDecompression = DecompressionMethods.None, // unpacked here, where the limit is known
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
            ConnectCallback = network.ConnectAsync,
        })
        { Timeout = Timeout.InfiniteTimeSpan };
        client.DefaultRequestHeaders.TryAddWithoutValidation("User-Agent", UserAgent(options.Contact));
        client.DefaultRequestHeaders.TryAddWithoutValidation("Accept", "text/html,application/xhtml+xml,application/rss+xml,application/atom+xml,application/xml;q=0.9,text/plain;q=0.8,*/*;q=0.5");
        client.DefaultRequestHeaders.TryAddWithoutValidation("Accept-Encoding", "gzip, deflate, br");
        pipeline = new ResiliencePipelineBuilder<Answer> { TimeProvider = clock }.AddRetry(new RetryStrategyOptions<Answer>
        {
            MaxRetryAttempts = Math.Max(1, options.Retries),
            BackoffType = DelayBackoffType.Exponential,
            Delay = options.FirstWait,
            MaxDelay = options.LongestWait,
            UseJitter = false,
            ShouldHandle = attempt => ValueTask.FromResult(options.Retries > 0 && attempt.Outcome.Result is { MayPass: true } answer && (answer.RetryAfter ?? TimeSpan.Zero) <= options.LongestWait),
            DelayGenerator = attempt => ValueTask.FromResult(attempt.Outcome.Result?.RetryAfter),
        }).Build();
    }

    /// <summary>How the program names itself to servers.</summary>
    private static string UserAgent(string? contact) =>
        $"{Agent}/{typeof(PageFetcher).Assembly.GetName().Version?.ToString(3) ?? "0"}{(contact is null ? "" : $" (+{contact})")}";

    /// <summary>Whether a path is an address that this class can ask for.</summary>
    public static bool IsAddress(string path) => TryAddress(path, out _);

    /// <summary>Whether an address leads to this machine, to its own network, or to no single host.</summary>
    public static bool IsOwnNetwork(IPAddress address) => OwnNetwork.Contains(address);

    /// <summary>Asks for a page that the user named; its host may be in the user's own network.</summary>
    /// <param name="address">An absolute http or https address.</param>
    /// <param name="known">What the server gave with the page last time; null where it was never received.</param>
    /// <param name="cancellation">Stops at once, also while waiting.</param>
    /// <exception cref="ArgumentException"><paramref name="address"/> is no such address.</exception>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public Task<Fetched> FetchAsync(string address, Validators? known, CancellationToken cancellation)
    {
        if (TryAddress(address, out Uri? url)) network.Name(url);
        return FetchFoundAsync(address, known, cancellation);
    }

    /// <summary>Asks for a page that a feed or sitemap named; not from the user's own network, unless the user named the host.</summary>
    /// <param name="address">An absolute http or https address.</param>
    /// <param name="known">What the server gave with the page last time; null where it was never received.</param>
    /// <param name="cancellation">Stops at once, also while waiting.</param>
    /// <exception cref="ArgumentException"><paramref name="address"/> is no such address.</exception>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public async Task<Fetched> FetchFoundAsync(string address, Validators? known, CancellationToken cancellation)
    {
        if (!TryAddress(address, out Uri? url)) throw new ArgumentException("No http or https address.", nameof(address));
        List<Redirect> redirects = [];
        HashSet<string> visited = new(StringComparer.Ordinal);
        while (true)
        {
            visited.Add(url.AbsoluteUri);
            (RobotsRules robots, Answer? unreachable) = await RobotsOfAsync(url, cancellation);
            if (unreachable is { Code: CaptureProblems.OwnNetwork, Failure: { } reason }) return Failed(FetchOutcome.Refused, unreachable.Code, reason);
            if (unreachable is not null) return Failed(FetchOutcome.Failed, CaptureProblems.NotReached, $"{url.Authority} cannot be asked what it allows: its robots.txt was not to be had ({unreachable.Failure?.TrimEnd('.')}). Try again later.");
            if (!robots.Allows(url)) return Failed(FetchOutcome.Refused, CaptureProblems.Robots, $"The robots.txt of {url.Authority} asks programs not to read {url.PathAndQuery}. Save the page in a browser and give the file.");
            Answer answer = await AskAsync(url, known?.Url == url.AbsoluteUri ? known : null, options.MaxBytes, robots.Delay, cancellation);
            if (answer.Failure is { } failure) return Failed(answer.MayPass ? FetchOutcome.Failed : FetchOutcome.Refused, answer.Code, failure);
            if (answer.Status == 304 && known is not null) return new Fetched(FetchOutcome.Unchanged, [], null, null);
            if (answer.Location is { } location)
            {
                redirects.Add(new Redirect(url.AbsoluteUri, answer.Status));
                if (!TryAddress(location.AbsoluteUri, out Uri? next)) return Failed(FetchOutcome.Refused, CaptureProblems.Redirects, $"The server redirects to {location.Scheme}:, which is no page.");
                if (visited.Contains(next.AbsoluteUri)) return Failed(FetchOutcome.Refused, CaptureProblems.Redirects, $"The server redirects in a circle ({string.Join(" → ", redirects.Select(r => r.Url))} → {next.AbsoluteUri}).");
                if (redirects.Count > options.MaxRedirects) return Failed(FetchOutcome.Refused, CaptureProblems.Redirects, string.Create(CultureInfo.InvariantCulture, $"The server redirects more than {options.MaxRedirects} times."));
                url = next;
                continue;
            }
            return new Fetched(FetchOutcome.Received, answer.Bytes, new Exchange(address, url.AbsoluteUri, answer.Status, answer.At, redirects, answer.Headers), null);
        }

        Fetched Failed(FetchOutcome outcome, string code, string message) => new(outcome, [], null, CaptureProblems.Error(code, address, message));
    }

    public void Dispose()
    {
        client.Dispose();
        foreach (Host host in hosts.Values) host.Dispose();
    }

    private static bool TryAddress(string text, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out Uri? url)
    {
        if (!Uri.TryCreate(text, UriKind.Absolute, out url) || url.Scheme is not ("http" or "https") || url.Host.Length == 0) return false;
        if (url.Fragment.Length > 0) url = new Uri(url.GetLeftPart(UriPartial.Query));
        return true;
    }

    private async Task<(RobotsRules Rules, Answer? Unreachable)> RobotsOfAsync(Uri url, CancellationToken cancellation)
    {
        Host host = HostOf(url);
        await host.RobotsGate.WaitAsync(cancellation);
        try
        {
            if (host.Robots is null || clock.GetUtcNow() >= host.RobotsUntil)
            {
                (host.Robots, host.Unreachable) = await AskRobotsAsync(url, cancellation);
                host.RobotsUntil = clock.GetUtcNow() + (host.Unreachable is null ? RobotsLifetime : UnreachableRobotsLifetime);
            }
            return (host.Robots, host.Unreachable);
        }
        finally
        {
            host.RobotsGate.Release();
        }
    }

    private async Task<(RobotsRules Rules, Answer? Unreachable)> AskRobotsAsync(Uri url, CancellationToken cancellation)
    {
        const int mostRedirects = 5; // RFC 9309, section 2.3.1.2
        Uri file = new(url, "/robots.txt");
        for (int i = 0; i <= mostRedirects; i++)
        {
            Answer answer = await AskAsync(file, null, RobotsRules.MaxBytes, null, cancellation);
            if (answer.Status is >= 400 and < 500 and not 429) return (RobotsRules.AllowAll, null); // there is none
            if (answer.Code == CaptureProblems.TooLarge) return (RobotsRules.Parse(Encoding.UTF8.GetString(answer.Bytes), Agent), null); // its first part counts
            if (answer.Failure is not null) return (RobotsRules.DisallowAll, answer);
            if (answer.Location is null) return (RobotsRules.Parse(Encoding.UTF8.GetString(answer.Bytes), Agent), null);
            if (!TryAddress(answer.Location.AbsoluteUri, out Uri? next)) break;
            file = next;
        }
        return (RobotsRules.AllowAll, null);
    }

    private async Task<Answer> AskAsync(Uri url, Validators? known, long maxBytes, TimeSpan? delay, CancellationToken cancellation) =>
        await pipeline.ExecuteAsync(async token => await AskOnceAsync(url, known, maxBytes, delay, token), cancellation);

    private async Task<Answer> AskOnceAsync(Uri url, Validators? known, long maxBytes, TimeSpan? delay, CancellationToken cancellation)
    {
        Host host = HostOf(url);
        await host.Gate.WaitAsync(cancellation);
        try
        {
            TimeSpan early = host.Next - clock.GetUtcNow();
            if (early > TimeSpan.Zero) await Task.Delay(early, clock, cancellation);
            using CancellationTokenSource limit = new(options.Timeout, clock);
            using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(cancellation, limit.Token);
            try
            {
                return await ExchangeAsync(url, known, maxBytes, either.Token);
            }
            catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
            {
                return Answer.Of(CaptureProblems.NotReached, string.Create(CultureInfo.InvariantCulture, $"The server did not finish its answer within {options.Timeout.TotalSeconds:0} seconds. Try again later."), mayPass: true);
            }
            catch (Exception e) when ((e as OwnNetworkException ?? e.InnerException as OwnNetworkException) is not null)
            {
                return Answer.Of(CaptureProblems.OwnNetwork, $"{url.Host} is in your own network, and it was not you who named it. If it is meant, give its address yourself.", mayPass: false);
            }
            catch (HttpRequestException e)
            {
                bool mayPass = e.HttpRequestError is not (HttpRequestError.SecureConnectionError or HttpRequestError.InvalidResponse or HttpRequestError.ConfigurationLimitExceeded);
                return Answer.Of(CaptureProblems.NotReached, $"The server cannot be reached ({e.Message.TrimEnd('.')}). Check the address and the connection.", mayPass);
            }
            catch (IOException e)
            {
                return Answer.Of(CaptureProblems.NotReached, $"The answer broke off ({e.Message.TrimEnd('.')}). Try again later.", mayPass: true);
            }
            catch (InvalidDataException e)
            {
                return Answer.Of(CaptureProblems.NotReached, $"The answer cannot be unpacked ({e.Message.TrimEnd('.')}).", mayPass: false);
            }
            finally
            {
                TimeSpan pause = delay > options.Pause ? delay.Value : options.Pause;
                host.Next = clock.GetUtcNow() + pause;
            }
        }
        finally
        {
            host.Gate.Release();
        }
    }

    private async Task<Answer> ExchangeAsync(Uri url, Validators? known, long maxBytes, CancellationToken cancellation)
    {
        using HttpRequestMessage request = new(HttpMethod.Get, url);
        if (known?.ETag is { } tag) request.Headers.TryAddWithoutValidation("If-None-Match", tag);
        if (known?.LastModified is { } day) request.Headers.TryAddWithoutValidation("If-Modified-Since", day);
        using HttpResponseMessage response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellation);
        int status = (int)response.StatusCode;
        Answer answer = new(status, clock.GetUtcNow(), [.. Flat(response.Headers), .. Flat(response.Content.Headers)], []);
        if (status == 304 && known is not null) return answer;
        if (status is 301 or 302 or 303 or 307 or 308 && response.Headers.Location is { } location) return answer with { Location = new Uri(url, location) };
        if (status is < 200 or >= 300)
        {
            return answer with
            {
                Code = CaptureProblems.HttpStatus,
                Failure = string.Create(CultureInfo.InvariantCulture, $"The server answered {status}{(response.ReasonPhrase is { Length: > 0 } reason ? $" ({reason})" : string.Empty)}."),
                MayPass = status is 408 or 425 or 429 or >= 500 and not (501 or 505),
                RetryAfter = WaitAsked(response.Headers.RetryAfter),
            };
        }
        using Stream packed = await response.Content.ReadAsStreamAsync(cancellation);
        using Stream? body = string.Join(',', response.Content.Headers.ContentEncoding).Trim().ToLowerInvariant() switch
        {
            "" or "identity" => packed,
            "gzip" or "x-gzip" => new GZipStream(packed, CompressionMode.Decompress),
            "deflate" => new ZLibStream(packed, CompressionMode.Decompress),
            "br" => new BrotliStream(packed, CompressionMode.Decompress),
            _ => null,
        };
        if (body is null) return answer with { Code = CaptureProblems.NotReached, Failure = "The answer is packed in a way that was not asked for." };
        using MemoryStream all = new();
        byte[] buffer = new byte[1 << 16];
        int read;
        while ((read = await body.ReadAsync(buffer, cancellation)) > 0)
        {
            all.Write(buffer, 0, (int)Math.Min(read, maxBytes - all.Length));
            if (all.Length >= maxBytes)
                return answer with { Bytes = all.ToArray(), Code = CaptureProblems.TooLarge, Failure = string.Create(CultureInfo.InvariantCulture, $"The page is larger than {maxBytes} bytes and was not read to its end; no article is that long.") };
        }
        return answer with { Bytes = all.ToArray() };
    }

    private TimeSpan? WaitAsked(RetryConditionHeaderValue? header)
    {
        TimeSpan? wait = header?.Delta ?? header?.Date - clock.GetUtcNow();
        return wait < TimeSpan.Zero ? TimeSpan.Zero : wait;
    }

    private static IEnumerable<KeyValuePair<string, string>> Flat(HttpHeaders headers) =>
        headers.NonValidated.SelectMany(field => field.Value.Select(value => KeyValuePair.Create(field.Key, value)));

    private Host HostOf(Uri url) => hosts.GetOrAdd($"{url.Scheme}://{url.Authority}", static _ => new Host());

    /// <summary>What is known of a server in this run.</summary>
    private sealed class Host : IDisposable
    {
        /// <summary>Held while the server is asked something.</summary>
        public SemaphoreSlim Gate { get; } = new(1);

        /// <summary>Held while its robots.txt is looked up.</summary>
        public SemaphoreSlim RobotsGate { get; } = new(1);

        /// <summary>When it may be asked again.</summary>
        public DateTimeOffset Next { get; set; }

        public RobotsRules? Robots { get; set; }

        public DateTimeOffset RobotsUntil { get; set; }

        public Answer? Unreachable { get; set; }

        public void Dispose()
        {
            Gate.Dispose();
            RobotsGate.Dispose();
        }
    }

    /// <summary>One answer, or why there was none.</summary>
    private sealed record Answer(int Status, DateTimeOffset At, IReadOnlyList<KeyValuePair<string, string>> Headers, byte[] Bytes)
    {
        public string Code { get; init; } = string.Empty;

        /// <summary>Why it is of no use; null where it is.</summary>
        public string? Failure { get; init; }

        /// <summary>Whether asking again may help.</summary>
        public bool MayPass { get; init; }

        /// <summary>How long the server asks to be left alone; null where it does not say.</summary>
        public TimeSpan? RetryAfter { get; init; }

        public Uri? Location { get; init; }

        public static Answer Of(string code, string failure, bool mayPass) => new(0, default, [], []) { Code = code, Failure = failure, MayPass = mayPass };
    }
}
