using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Hearsay.Tests.Network;

/// <summary>What a client asked.</summary>
/// <param name="Path">Path and query.</param>
/// <param name="Number">How often this path was asked for, this time included.</param>
/// <param name="Headers">Header fields, names lower case.</param>
internal sealed record Asked(string Path, int Number, IReadOnlyDictionary<string, string> Headers);

/// <summary>A server on this machine that answers with raw bytes, so that it can break every rule of HTTP.</summary>
internal sealed class MisbehavingServer : IDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource stop = new();
    private readonly ConcurrentDictionary<string, int> counts = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<Asked> asked = new();
    private readonly Func<Asked, Stream, CancellationToken, Task> answer;
    private readonly Task accepting;

    public MisbehavingServer(Func<Asked, Stream, CancellationToken, Task> answer)
    {
        this.answer = answer;
        listener.Start();
        accepting = AcceptAsync();
    }

    /// <summary>A server whose pages are whole answers: "200\nContent-Type: text/html\n\nbody".</summary>
    public MisbehavingServer(Func<Asked, string> page) : this((asked, stream, token) => stream.WriteAsync(Plain(page(asked)), token).AsTask())
    {
    }

    /// <summary>Address of a path on it.</summary>
    public string this[string path] => $"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}{path}";

    /// <summary>What was asked so far, in order.</summary>
    public IReadOnlyList<Asked> Requests => [.. asked];

    /// <summary>The paths asked for so far, robots.txt left out.</summary>
    public string[] Paths => [.. asked.Select(a => a.Path).Where(p => p != "/robots.txt")];

    /// <summary>Bytes of an answer with its length right.</summary>
    public static byte[] Plain(string page)
    {
        int split = page.IndexOf("\n\n", StringComparison.Ordinal);
        byte[] body = Encoding.UTF8.GetBytes(split < 0 ? "" : page[(split + 2)..]);
        string[] head = (split < 0 ? page : page[..split]).Split('\n');
        return [.. Encoding.ASCII.GetBytes($"HTTP/1.1 {head[0]} Said\r\n{string.Concat(head.Skip(1).Select(line => line + "\r\n"))}Content-Length: {body.Length}\r\nConnection: close\r\n\r\n"), .. body];
    }

    public void Dispose()
    {
        stop.Cancel();
        listener.Stop();
        accepting.Wait();
        stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        List<Task> serving = [];
        while (!stop.IsCancellationRequested)
        {
            try
            {
                serving.Add(ServeAsync(await listener.AcceptTcpClientAsync(stop.Token)));
            }
            catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
            {
                break;
            }
        }
        await Task.WhenAll(serving);
    }

    private async Task ServeAsync(TcpClient client)
    {
        using (client)
        {
            try
            {
                NetworkStream stream = client.GetStream();
                StringBuilder head = new();
                byte[] one = new byte[1];
                while (!head.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal) && await stream.ReadAsync(one, stop.Token) > 0) head.Append((char)one[0]);
                string[] lines = head.ToString().Split("\r\n");
                if (lines[0].Split(' ') is not [_, var path, _]) return;
                Dictionary<string, string> headers = lines.Skip(1).Where(line => line.Contains(':', StringComparison.Ordinal)).ToDictionary(line => line[..line.IndexOf(':', StringComparison.Ordinal)].ToLowerInvariant(), line => line[(line.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim(), StringComparer.Ordinal);
                Asked request = new(path, counts.AddOrUpdate(path, 1, (_, count) => count + 1), headers);
                asked.Enqueue(request);
                await answer(request, stream, stop.Token);
            }
            catch (Exception e) when (e is IOException or OperationCanceledException or SocketException)
            {
                // The client had enough, or the test is over.
            }
        }
    }
}

/// <summary>A clock that jumps over short waits at once, and stands still through long ones until told to move.</summary>
/// <param name="jumps">Longest wait that passes at once.</param>
internal sealed class JumpingClock(TimeSpan jumps) : TimeProvider
{
    private readonly Lock gate = new();
    private readonly List<Waiting> waiting = [];
    private readonly List<TimeSpan> waits = [];
    private DateTimeOffset now = new(2023, 3, 14, 9, 0, 0, TimeSpan.Zero);

    /// <summary>The waits that passed at once, in order.</summary>
    public IReadOnlyList<TimeSpan> Waits
    {
        get
        {
            lock (gate) return [.. waits];
        }
    }

    /// <summary>Timers that stand still.</summary>
    public int Standing
    {
        get
        {
            lock (gate) return waiting.Count;
        }
    }

    public override DateTimeOffset GetUtcNow()
    {
        lock (gate) return now;
    }

    public override long GetTimestamp() => GetUtcNow().UtcTicks;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        Waiting timer = new(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>Moves the clock; timers that are due by then fire.</summary>
    public void Advance(TimeSpan by)
    {
        Waiting[] due;
        lock (gate)
        {
            now += by;
            due = [.. waiting.Where(timer => timer.Due <= now)];
            waiting.RemoveAll(timer => timer.Due <= now);
        }
        foreach (Waiting timer in due) timer.Fire();
    }

    private sealed class Waiting(JumpingClock clock, TimerCallback callback, object? state) : ITimer
    {
        public DateTimeOffset Due { get; private set; }

        public void Fire() => callback(state);

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            bool at = dueTime >= TimeSpan.Zero && dueTime <= clock.jumpsUpTo;
            lock (clock.gate)
            {
                clock.waiting.Remove(this);
                if (dueTime < TimeSpan.Zero) return true;
                if (at)
                {
                    clock.now += dueTime;
                    clock.waits.Add(dueTime);
                }
                else
                {
                    Due = clock.now + dueTime;
                    clock.waiting.Add(this);
                }
            }
            // Not on this thread: who made the timer may not have it yet.
            if (at) ThreadPool.QueueUserWorkItem(_ => Fire());
            return true;
        }

        public void Dispose()
        {
            lock (clock.gate) clock.waiting.Remove(this);
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }

    private readonly TimeSpan jumpsUpTo = jumps;
}
