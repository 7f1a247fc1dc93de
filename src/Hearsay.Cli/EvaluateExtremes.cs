using System.Diagnostics;
using System.Globalization;
using System.Text;
using Hearsay.Capture;

namespace Hearsay.Cli;

/// <summary>Measures time and memory of pages that are no pages: very large, and nested very deep.</summary>
internal static class EvaluateExtremes
{
    private const int Nested = 100_000;

    /// <summary>Reads each page once and prints what became of it. Memory is the process's peak so far, so an upper bound of each page's own.</summary>
    public static void Run(CaptureReader reader)
    {
        const string paragraph = "<p>The mayor said on Monday that twelve recruits had been held in the cellar of a school, according to their relatives.</p>\n";
        Measure("100,000 nested blocks", Encoding.UTF8.GetBytes("<html><body>" + string.Concat(Enumerable.Repeat("<div>", Nested)) + paragraph));
        Measure("100,000 nested inline elements", Encoding.UTF8.GetBytes("<html><body><p>" + string.Concat(Enumerable.Repeat("<b><i>", Nested / 2)) + "text</body></html>"));
        foreach (int megabytes in (ReadOnlySpan<int>)[1, 4, 8, 50]) Measure(string.Create(CultureInfo.InvariantCulture, $"page of {megabytes} MB"), Page(megabytes * 1_000_000));

        static byte[] Page(int bytes)
        {
            StringBuilder page = new("<html><head><title>Recruits in cellar</title></head><body><article>\n", bytes + 1000);
            for (int i = 0; page.Length < bytes; i++) page.Append(CultureInfo.InvariantCulture, $"<p>The mayor of village {i} said on Monday that {i % 97} recruits had been held in the cellar of school number {i / 3}.</p>\n");
            return Encoding.UTF8.GetBytes(page.Append("</article></body></html>").ToString());
        }

        void Measure(string name, byte[] bytes)
        {
            Stopwatch clock = Stopwatch.StartNew();
            using MemoryStream stream = new(bytes, writable: false);
            CaptureResult result = reader.ReadStream(stream, "page.html", new CaptureOptions()).First();
            clock.Stop();
            using Process self = Process.GetCurrentProcess();
            string became = result.Document is { } document ? string.Create(CultureInfo.InvariantCulture, $"read, {document.Body.Length:N0} characters") : $"refused, {result.Problem!.Code}";
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name}: {became}; {clock.Elapsed.TotalSeconds:0.0} s, peak {self.PeakWorkingSet64 / 1048576.0:0} MiB"));
        }
    }
}
