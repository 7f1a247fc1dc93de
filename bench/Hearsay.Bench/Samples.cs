using Hearsay.Capture;
using Hearsay.Text;

namespace Hearsay.Bench;

/// <summary>The pages of samples/, which travel beside the benchmark.</summary>
internal static class Samples
{
    /// <summary>Name and bytes of each sample, in order of their names.</summary>
    public static IEnumerable<(string Name, byte[] Bytes)> Pages() =>
        Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "samples"), "*", SearchOption.AllDirectories)
            .Where(path => !path.EndsWith(".yaml", StringComparison.Ordinal)).Order(StringComparer.Ordinal).Select(path => (Path.GetFileName(path), File.ReadAllBytes(path)));

    /// <summary>The documents taken from one sample.</summary>
    public static IEnumerable<Document> DocumentsOf(Pipeline pipeline, (string Name, byte[] Bytes) page)
    {
        foreach (CaptureResult result in pipeline.Captures.ReadStream(new MemoryStream(page.Bytes), page.Name, new CaptureOptions()))
            if (result.Document is { } document) yield return document;
    }
}
