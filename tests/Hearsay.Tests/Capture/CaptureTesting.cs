using System.Text;
using Hearsay.Capture;
using Hearsay.Text;

namespace Hearsay.Tests.Capture;

/// <summary>What the capture tests share: one reader over the shipped lexicons, and short ways to feed it.</summary>
internal static class CaptureTesting
{
    public static PageLexicon Lexicon { get; } = PageLexicon.Load(Path.Combine(AppContext.BaseDirectory, "data", "capture"));

    public static CaptureReader Reader { get; } = new(Lexicon, _ => LanguageCode.Unknown);

    public static CaptureResult[] Read(byte[] bytes, string key, CaptureOptions? options = null)
    {
        using MemoryStream stream = new(bytes);
        return [.. Reader.ReadStream(stream, key, options ?? new CaptureOptions())];
    }

    public static CaptureResult[] Read(string text, string key, CaptureOptions? options = null) => Read(Encoding.UTF8.GetBytes(text), key, options);

    public static Document ReadText(string text, CaptureOptions? options = null) => Assert.Single(Read(text, "page.txt", options)).Document!;

    public static Document ReadPage(string html, CaptureOptions? options = null) => Assert.Single(Read(html, "page.html", options)).Document!;

    /// <summary>The shared folder beside the checkout, or null where it is absent.</summary>
    public static string? Shared(string path)
    {
        for (DirectoryInfo? at = new(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            if (!File.Exists(Path.Combine(at.FullName, "Hearsay.slnx"))) continue;
            foreach (DirectoryInfo? above in new[] { at.Parent, at.Parent?.Parent })
            {
                string candidate = Path.Combine(above?.FullName ?? "", "shared", path);
                if (above is not null && (File.Exists(candidate) || Directory.Exists(candidate))) return candidate;
            }
        }
        return null;
    }
}
