// UDS It-Happened: people's judgements, from -3 (certainly did not happen) to 3 (certainly did), on predicates of English web texts.
// What is compared: of the claims whose trigger is a judged word, whether Hearsay says that it happened.
using System.Globalization;
using System.Text.Json;
using Hearsay.Claims;
using Hearsay.Language;
using Hearsay.Text;

namespace Hearsay.Cli;

/// <summary>Measures certainty and polarity on predicates that people judged.</summary>
internal static class EvaluateFactuality
{
    public static IEnumerable<string> Measure(string judgements, IEnumerable<string> treebanks, Func<string, Reading?> read)
    {
        Dictionary<(string Sentence, int Token), double> judged = Judgements(judgements);
        int right = 0, happened = 0, agreed = 0, total = 0, denied = 0, deniedRight = 0;
        foreach (string path in treebanks)
        {
            // The set names sentences by file and number: "ewt-train-1".
            string part = Path.GetFileNameWithoutExtension(path).Split('-')[^1];
            int number = 0;
            foreach (GoldSentence sentence in Conllu.Read(path))
            {
                string id = string.Create(CultureInfo.InvariantCulture, $"ewt-{part}-{++number}");
                if (!Enumerable.Range(1, sentence.Count).Any(t => judged.ContainsKey((id, t)))) continue;
                var text = new System.Text.StringBuilder();
                var tokenAt = new Dictionary<int, int>();
                for (int i = 0; i < sentence.Count; i++)
                {
                    for (int k = 0; k < sentence.Form[i].Length; k++) tokenAt[text.Length + k] = i + 1;
                    text.Append(sentence.Form[i]);
                    if (sentence.SpaceAfter[i]) text.Append(' ');
                }
                string body = text.ToString();
                if (read(body) is not { } reading) continue;
                int offset = reading.Document.Body.Length == 0 ? -1 : body.IndexOf(reading.Document.Body, StringComparison.Ordinal);
                if (offset < 0) continue;
                foreach (Claim claim in reading.Claims)
                {
                    if (!tokenAt.TryGetValue(offset + claim.Trigger.Start, out int token) || !judged.TryGetValue((id, token), out double value)) continue;
                    bool said = claim.Polarity == Polarity.Positive && claim.Certainty is Certainty.Asserted or Certainty.Attributed, did = value > 0;
                    total++;
                    happened += did ? 1 : 0;
                    right += said == did ? 1 : 0;
                    agreed += said && did ? 1 : 0;
                    denied += did ? 0 : 1;
                    deniedRight += !said && !did ? 1 : 0;
                }
            }
        }
        yield return string.Create(CultureInfo.InvariantCulture, $"UDS factuality, {total} claims on judged words: said to have happened or not as people judge {Share(right, total)} (always \"happened\": {Share(happened, total)}); of what happened {Share(agreed, happened)}, of what did not {Share(deniedRight, denied)}");
    }

    private static string Share(int part, int whole) => whole == 0 ? "-" : ((double)part / whole).ToString("F3", CultureInfo.InvariantCulture);

    private static Dictionary<(string, int), double> Judgements(string path)
    {
        using JsonDocument json = JsonDocument.Parse(File.ReadAllBytes(path));
        Dictionary<(string, int), double> judged = [];
        foreach (JsonProperty sentence in json.RootElement.GetProperty("data").EnumerateObject())
            foreach (JsonProperty predicate in sentence.Value.EnumerateObject())
            {
                // "ewt-train-2255-semantics-pred-6"
                if (!int.TryParse(predicate.Name[(predicate.Name.LastIndexOf('-') + 1)..], NumberStyles.Integer, CultureInfo.InvariantCulture, out int token)) continue;
                if (predicate.Value.TryGetProperty("factuality", out JsonElement factuality) && factuality.TryGetProperty("factual", out JsonElement factual))
                    judged[(sentence.Name, token)] = factual.GetProperty("value").GetDouble();
            }
        return judged;
    }
}
