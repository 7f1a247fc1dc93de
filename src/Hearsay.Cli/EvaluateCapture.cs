using System.CommandLine;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Hearsay.Capture;
using Hearsay.Text;

namespace Hearsay.Cli;

/// <summary>Measures capture on public page collections and prints each figure beside that of other programs.</summary>
/// <remarks>
/// Peers' figures are those their own repositories publish. Word F1 is WCXB's own measure: the overlap of the two bags
/// of words, averaged over pages. Benchmark F1 is that of article-extraction-benchmark: overlap of four-word shingles,
/// precision and recall averaged over pages.
/// </remarks>
internal static partial class EvaluateCapture
{
    private const int ShingleLength = 4;

    /// <summary>The command "capture", to be added under "evaluate".</summary>
    /// <param name="lexicon">Loads the lexicons; called only when the command runs.</param>
    public static Command Build(Func<PageLexicon> lexicon)
    {
        Option<DirectoryInfo?> wcxb = new("--wcxb") { Description = "Unpacked WCXB split: the folder that holds html/ and ground-truth/" };
        Option<DirectoryInfo?> htmldate = new("--htmldate") { Description = "Unpacked htmldate evaluation set: the folder that holds eval/ and eval_default.json" };
        Option<DirectoryInfo?> benchmark = new("--benchmark") { Description = "Unpacked article-extraction-benchmark: the folder that holds html/ and ground-truth.json" };
        Option<int> worst = new("--worst") { Description = "List this many pages with the lowest figure of each set" };
        Option<bool> speed = new("--speed") { Description = "Also time the benchmark's pages against the parser alone" };
        Option<bool> extremes = new("--extremes") { Description = "Also read a page of 50 MB and pages of 100,000 nested elements; print time and memory" };
        Command command = new("capture", "Measure article text, publication dates and speed of capture on public page collections") { wcxb, htmldate, benchmark, worst, speed, extremes };
        command.SetAction(arguments =>
        {
            CaptureReader reader = new(lexicon(), _ => LanguageCode.Unknown);
            int list = arguments.GetValue(worst);
            if (arguments.GetValue(wcxb) is { } wcxbFolder) Wcxb(reader, wcxbFolder.FullName, list);
            if (arguments.GetValue(htmldate) is { } dateFolder) HtmlDate(reader, dateFolder.FullName, list);
            if (arguments.GetValue(benchmark) is { } benchmarkFolder) Benchmark(reader, benchmarkFolder.FullName, list, arguments.GetValue(speed));
            if (arguments.GetValue(extremes)) EvaluateExtremes.Run(reader);
            return 0;
        });
        return command;
    }

    private static void Wcxb(CaptureReader reader, string folder, int list)
    {
        List<(string Id, double F1, string Note)> pages = [];
        int dated = 0, right = 0, wrong = 0, undated = 0, invented = 0;
        double precision = 0, recall = 0;
        foreach ((string id, string? url, byte[] html, string? article, string? stated) in WcxbPages.Articles(folder))
        {
            if (article is null) continue;
            Document? document = Read(reader, html, url);
            (double p, double r, double f1) = BagOfWords(document?.Body ?? "", article);
            precision += p;
            recall += r;
            pages.Add((id, f1, string.Create(CultureInfo.InvariantCulture, $"P {p:0.00} R {r:0.00} {document?.Title}")));
            if (DateOnly.TryParseExact(stated?[..Math.Min(10, stated.Length)], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly day))
            {
                dated++;
                if (document?.Published == day) right++;
                else if (document?.Published is not null) wrong++;
                if (list > 0 && document?.Published != day) Console.WriteLine($"date {id}: want {stated}, got {document?.Published:yyyy-MM-dd} from {document?.PublishedFrom} ({document?.PublishedEvidence})");
            }
            else if (string.IsNullOrEmpty(stated))
            {
                undated++;
                if (document?.Published is not null)
                {
                    invented++;
                    if (list > 0) Console.WriteLine($"date {id}: want none, got {document.Published:yyyy-MM-dd} from {document.PublishedFrom} ({document.PublishedEvidence})");
                }
            }
        }
        double n = pages.Count;
        Print($"WCXB, {pages.Count} article pages: word F1 {pages.Average(p => p.F1):0.000} (precision {precision / n:0.000}, recall {recall / n:0.000}); rs-trafilatura 0.932, trafilatura 0.926, Readability 0.825");
        Print($"WCXB dates: day right {Share(right, dated)}, wrong {wrong}; given where the page has none {Share(invented, undated)}; htmldate 0.867 and all");
        ListWorst(pages, list);
    }

    private static void HtmlDate(CaptureReader reader, string folder, int list)
    {
        using JsonDocument json = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(folder, "eval_default.json")));
        int right = 0, wrong = 0, none = 0;
        foreach (JsonProperty page in json.RootElement.EnumerateObject())
        {
            string file = Path.Combine(folder, "eval", page.Value.GetProperty("file").GetString()!);
            if (!File.Exists(file)) continue;
            DateOnly want = DateOnly.ParseExact(page.Value.GetProperty("date").GetString()!, "yyyy-MM-dd", CultureInfo.InvariantCulture);
            Document? document = reader.Read(file, new CaptureOptions { Url = page.Name }).FirstOrDefault()?.Document;
            if (document?.Published == want) right++;
            else if (document?.Published is null) none++;
            else wrong++;
            if (list > 0 && document?.Published != want) Console.WriteLine($"date {page.Value.GetProperty("file")}: want {want:yyyy-MM-dd}, got {document?.Published:yyyy-MM-dd} from {document?.PublishedFrom} ({document?.PublishedEvidence})");
        }
        Print($"htmldate pages: day right {Share(right, right + wrong + none)}, wrong {wrong}, none given {none}; htmldate 0.906 (725/800)");
    }

    private static void Benchmark(CaptureReader reader, string folder, int list, bool speed)
    {
        using JsonDocument json = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(folder, "ground-truth.json")));
        List<(string Id, double F1, string Note)> pages = [];
        List<(string Page, string? Url)> sources = [];
        double precision = 0, recall = 0;
        int exact = 0;
        foreach (JsonProperty item in json.RootElement.EnumerateObject())
        {
            string file = Path.Combine(folder, "html", item.Name + ".html.gz");
            string? url = item.Value.TryGetProperty("url", out JsonElement address) ? address.GetString() : null;
            sources.Add((file, url));
            string[] got = Words(Read(reader, WcxbPages.Unzip(file), url)?.Body ?? "", fold: false), want = Words(item.Value.GetProperty("articleBody").GetString() ?? "", fold: false);
            (double p, double r) = Shingles(got, want);
            precision += p;
            recall += r;
            if (got.AsSpan().SequenceEqual(want)) exact++;
            pages.Add((item.Name, p + r == 0 ? 0 : 2 * p * r / (p + r), string.Create(CultureInfo.InvariantCulture, $"P {p:0.00} R {r:0.00} {url}")));
        }
        double meanPrecision = precision / pages.Count, meanRecall = recall / pages.Count;
        Print($"article-extraction-benchmark, {pages.Count} pages: F1 {2 * meanPrecision * meanRecall / (meanPrecision + meanRecall):0.000} (precision {meanPrecision:0.000}, recall {meanRecall:0.000}), exact {exact / (double)pages.Count:0.000}; rs_trafilatura 0.970, go_trafilatura 0.960, trafilatura 0.958, Readability.js 0.947. JSON-LD article bodies are not read");
        ListWorst(pages, list);
        if (speed) Speed(reader, sources);
    }

    private static void Speed(CaptureReader reader, List<(string File, string? Url)> sources)
    {
        AngleSharp.Html.Parser.HtmlParser parser = new();
        List<(byte[] Bytes, string? Url)> pages = [.. sources.Select(s => (WcxbPages.Unzip(s.File), s.Url))];
        List<double> ratios = [];
        double parsing = 0, capturing = 0;
        for (int round = 0; round < 4; round++)
        {
            foreach ((byte[] bytes, string? url) in pages)
            {
                string text = Encoding.UTF8.GetString(bytes);
                TimeSpan start = Environment.CpuUsage.TotalTime;
                using (parser.ParseDocument(text)) { }
                double parse = (Environment.CpuUsage.TotalTime - start).TotalMilliseconds;
                start = Environment.CpuUsage.TotalTime;
                using MemoryStream stream = new(bytes);
                foreach (CaptureResult result in reader.ReadStream(stream, "page.html", new CaptureOptions { Url = url })) GC.KeepAlive(result);
                double capture = (Environment.CpuUsage.TotalTime - start).TotalMilliseconds;
                if (round == 0 || parse == 0) continue; // warms the code up
                ratios.Add(capture / parse);
                parsing += parse;
                capturing += capture;
            }
        }
        ratios.Sort();
        Print($"speed, {pages.Count} pages, three rounds, time of the processor: capture takes {ratios[ratios.Count / 2]:0.00} times the parser alone (median page), {capturing / parsing:0.00} times in total; {pages.Count * 3 / (capturing / 1000):0} pages a second");
    }

    private static Document? Read(CaptureReader reader, byte[] html, string? url)
    {
        using MemoryStream stream = new(html);
        return reader.ReadStream(stream, "page.html", new CaptureOptions { Url = url }).FirstOrDefault()?.Document;
    }

    private static string[] Words(string text, bool fold) => [.. WordPattern().Matches(fold ? text.ToLowerInvariant() : text).Select(m => m.Value)];

    private static (double Precision, double Recall, double F1) BagOfWords(string got, string want)
    {
        Dictionary<string, int> a = Count(Words(got, fold: true)), b = Count(Words(want, fold: true));
        int overlap = Overlap(a, b), total = a.Values.Sum(), reference = b.Values.Sum();
        if (reference == 0) return total == 0 ? (1, 1, 1) : (0, 0, 0);
        if (overlap == 0) return (0, 0, 0);
        double p = overlap / (double)total, r = overlap / (double)reference;
        return (p, r, 2 * p * r / (p + r));
    }

    private static (double Precision, double Recall) Shingles(string[] got, string[] want)
    {
        Dictionary<string, int> a = Count(Joined(got)), b = Count(Joined(want));
        int overlap = Overlap(a, b), total = a.Values.Sum(), reference = b.Values.Sum();
        if (total == 0 && reference == 0) return (1, 1);
        return (total == 0 ? 0 : overlap / (double)total, reference == 0 ? 0 : overlap / (double)reference);
    }

    private static IEnumerable<string> Joined(string[] words) => words.Length < ShingleLength
        ? words.Length == 0 ? [] : [string.Join(' ', words)]
        : Enumerable.Range(0, words.Length - ShingleLength + 1).Select(i => string.Join(' ', words, i, ShingleLength));

    private static Dictionary<string, int> Count(IEnumerable<string> items)
    {
        Dictionary<string, int> counts = new(StringComparer.Ordinal);
        foreach (string item in items) counts[item] = counts.GetValueOrDefault(item) + 1;
        return counts;
    }

    private static int Overlap(Dictionary<string, int> a, Dictionary<string, int> b) => a.Sum(pair => Math.Min(pair.Value, b.GetValueOrDefault(pair.Key)));

    private static string Share(int part, int whole) => string.Create(CultureInfo.InvariantCulture, $"{(whole == 0 ? 0 : part / (double)whole):0.000} ({part}/{whole})");

    private static void ListWorst(List<(string Id, double F1, string Note)> pages, int list)
    {
        foreach ((string id, double f1, string note) in pages.OrderBy(p => p.F1).Take(list))
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {f1:0.000} {id} {note}"));
    }

    private static void Print(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));

    [GeneratedRegex("""\w+""", RegexOptions.NonBacktracking)]
    private static partial Regex WordPattern();
}
