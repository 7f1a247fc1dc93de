using System.Globalization;
using System.Text.RegularExpressions;
using AngleSharp.Html.Dom;

namespace Hearsay.Capture;

/// <summary>A page whose article is known.</summary>
/// <param name="Html">The page's bytes.</param>
/// <param name="Url">Its address; null where unknown.</param>
/// <param name="Article">The text of its article.</param>
public readonly record struct KnownPage(byte[] Html, string? Url, string Article);

/// <summary>Makes data/capture/blocks.txt from pages whose articles are known.</summary>
/// <remarks>
/// Logistic regression by gradient steps with rates of their own for each weight (Duchi et al. 2011) and a penalty on
/// their squares. A block counts by its share of its page's words, as the figures do. The same pages give the same bytes.
/// </remarks>
public static partial class BlockTraining
{
    private const int Rounds = 12, ShingleLength = 4;
    private const float Rate = 0.08f, Penalty = 0.003f;

    /// <summary>No block counts for more than this many hundredths of its page.</summary>
    private const float GreatestWeight = 4;

    /// <summary>A block of which this share stands in the article is the article's.</summary>
    private const double ArticleShare = 0.5;

    /// <summary>Learns the weights and gives the lines of the file.</summary>
    /// <param name="lexicon">The lexicons of data/capture.</param>
    /// <param name="pages">The pages, in a fixed order.</param>
    public static IReadOnlyList<string> Train(PageLexicon lexicon, IEnumerable<KnownPage> pages)
    {
        HtmlCapture html = new(lexicon);
        List<(int[] Places, bool Article, float Weight)> blocks = [];
        foreach (KnownPage known in pages)
        {
            if (!TextDecoder.TryDecode(known.Html, null, out string source) || !HtmlCapture.IsShallow(source)) continue;
            using IHtmlDocument page = html.Parse(source);
            List<(byte[] Traits, string Text)> seen = html.SeenBlocks(page, known.Url);
            string[] article = Words(known.Article);
            HashSet<string> shingles = [.. Shingles(article)];
            string whole = $" {string.Join(' ', article)} ";
            int total = seen.Sum(block => Words(block.Text).Length + ShingleLength);
            foreach ((byte[] traits, string text) in seen)
            {
                string[] words = Words(text);
                if (words.Length == 0) continue;
                bool inside = words.Length < ShingleLength ? whole.Contains($" {string.Join(' ', words)} ", StringComparison.Ordinal) : Shingles(words).Average(s => shingles.Contains(s) ? 1 : 0) >= ArticleShare;
                blocks.Add((BlockWeights.Places(traits), inside, 100f * (words.Length + ShingleLength) / total));
            }
        }
        float[] weights = new float[BlockWeights.Count], steps = new float[BlockWeights.Count];
        int[] order = [.. Enumerable.Range(0, blocks.Count)];
        uint state = 1;
        for (int round = 0; round < Rounds; round++)
        {
            for (int i = order.Length - 1; i > 0; i--)
            {
                state = (state * 1664525) + 1013904223;
                int j = (int)(state / 4294967296.0 * (i + 1));
                (order[i], order[j]) = (order[j], order[i]);
            }
            foreach (int at in order)
            {
                (int[] places, bool article, float weight) = blocks[at];
                float sum = 0;
                foreach (int place in places) sum += weights[place];
                float error = ((article ? 1 : 0) - (1 / (1 + MathF.Exp(-sum)))) * MathF.Min(weight, GreatestWeight);
                foreach (int place in places)
                {
                    float gradient = error - (Penalty * weights[place]);
                    steps[place] += gradient * gradient;
                    weights[place] += Rate * gradient / MathF.Sqrt(steps[place] + 1e-6f);
                }
            }
        }
        return
        [
            "# Weights of what is seen of a block (BlockTrait in BlockWeights.cs): how much it speaks for the article. Made by \"hearsay train capture\"",
            string.Create(CultureInfo.InvariantCulture, $"# from {blocks.Count} blocks of the WCXB development split (CC BY 4.0, Murrough Foley)."),
            .. new BlockWeights(weights).Lines(),
        ];
    }

    private static string[] Words(string text) => [.. WordPattern().Matches(text.ToLowerInvariant()).Select(m => m.Value)];

    private static IEnumerable<string> Shingles(string[] words)
    {
        for (int i = 0; i + ShingleLength <= words.Length; i++) yield return string.Join(' ', words, i, ShingleLength);
    }

    [GeneratedRegex("""\w+""", RegexOptions.NonBacktracking)]
    private static partial Regex WordPattern();
}
