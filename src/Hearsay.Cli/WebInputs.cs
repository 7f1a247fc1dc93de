using Hearsay.Capture;

namespace Hearsay.Cli;

/// <summary>Inputs that are addresses. Nobody is asked anything until the first one is read.</summary>
/// <param name="terminal">Clock and limits of the run.</param>
/// <param name="engine">Reads what comes.</param>
/// <param name="known">What a server gave with an address last time; null where never received.</param>
/// <param name="cancellation">Stops at once, also while waiting for a server.</param>
internal sealed class WebInputs(Terminal terminal, Engine engine, Func<string, Validators?> known, CancellationToken cancellation) : IDisposable
{
    private readonly Lazy<PageFetcher> fetcher = new(() => new PageFetcher(terminal.Network, terminal.Clock));

    /// <summary>How many pages were what they were last time.</summary>
    public int Unchanged { get; private set; }

    /// <summary>The documents of one address.</summary>
    public IEnumerable<CaptureResult> Read(string address, CaptureOptions options)
    {
        // Inputs come one after the other on a thread of their own; there is nothing else to do while a server answers.
        Fetched answer = fetcher.Value.FetchAsync(address, known(address), cancellation).GetAwaiter().GetResult();
        if (answer.Outcome == FetchOutcome.Unchanged) Unchanged++;
        if (answer.Problem is { } problem) yield return new CaptureResult(null, null, problem);
        if (answer.Exchange is not { } exchange) yield break;
        foreach (CaptureResult result in engine.Captures.ReadFetched(answer.Bytes, exchange, options)) yield return result;
    }

    public void Dispose()
    {
        if (fetcher.IsValueCreated) fetcher.Value.Dispose();
    }
}
