// MUC-4 (1992): newswire on violence in Latin America with filled templates. What Hearsay shares with it: that an incident is found,
// and how many people were killed or hurt.
// Known weak spots: most messages are in capitals throughout and are left out; templates are per incident, claims per statement, so a
// precision of incidents cannot be told and is not printed.
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Hearsay.Claims;

namespace Hearsay.Cli;

/// <summary>Measures incidents and victims on MUC-4.</summary>
internal static partial class EvaluateMuc
{
    private const string Killed = "killed", Wounded = "wounded";

    /// <summary>Which event types tell of an incident of each kind; robberies and forced stoppages of work have none.</summary>
    private static readonly Dictionary<string, string[]> TypesOf = new(StringComparer.Ordinal)
    {
        ["ATTACK"] = ["attack", "battle", "killed", "wounded", "execution", "shelling", "air-strike", "missile-strike", "drone-strike", "explosion", "damage", "ill-treatment"],
        ["BOMBING"] = ["explosion", "attack", "shelling", "air-strike", "missile-strike", "damage"],
        ["KIDNAPPING"] = ["abduction", "detention", "captured"],
        ["ARSON"] = ["damage", "attack"],
    };

    private sealed record Template(string Message, string Kind, bool IsOptional, HashSet<(string Effect, long Number)> Victims, HashSet<string> Effects);

    public static IEnumerable<string> Measure(string folder, Func<string, Reading?> read)
    {
        Dictionary<string, string> texts = [];
        foreach (string path in Directory.EnumerateFiles(folder, "*.mixed-case", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
            foreach ((string id, string text) in Messages(File.ReadAllText(path, Encoding.Latin1))) texts[id] = text;
        ILookup<string, Template> templates = Directory.EnumerateFiles(folder, "key-*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
            .SelectMany(path => Templates(File.ReadLines(path, Encoding.Latin1))).ToLookup(t => t.Message, StringComparer.Ordinal);
        if (texts.Count == 0 || templates.Count == 0)
        {
            yield return $"MUC-4: no messages in mixed case (*.mixed-case) with keys (key-*) under {folder}";
            yield break;
        }
        SortedDictionary<string, (int Found, int Of)> incidents = new(StringComparer.Ordinal);
        int rightNumbers = 0, goldNumbers = 0, foundNumbers = 0, rightEffects = 0, goldEffects = 0, foundEffects = 0;
        foreach ((string id, string text) in texts.OrderBy(t => t.Key, StringComparer.Ordinal))
        {
            Claim[] claims = [.. (read(text)?.Claims ?? []).Where(c => c.Polarity == Polarity.Positive && c.Certainty is not (Certainty.Future or Certainty.Hypothetical))];
            foreach (Template template in templates[id].Where(t => !t.IsOptional && TypesOf.ContainsKey(t.Kind)))
            {
                (int found, int of) = incidents.GetValueOrDefault(template.Kind);
                incidents[template.Kind] = (found + (claims.Any(c => TypesOf[template.Kind].Contains(c.Type)) ? 1 : 0), of + 1);
            }
            HashSet<(string, long)> numbers = [.. claims.Where(c => c.Type is Killed or Wounded && c.Quantity?.Best is not null).Select(c => (c.Type, c.Quantity!.Best!.Value))];
            HashSet<(string, long)> optional = [.. templates[id].SelectMany(t => t.Victims)], gold = [.. templates[id].Where(t => !t.IsOptional).SelectMany(t => t.Victims)];
            (rightNumbers, goldNumbers, foundNumbers) = (rightNumbers + gold.Intersect(numbers).Count(), goldNumbers + gold.Count, foundNumbers + numbers.Count(n => gold.Contains(n) || !optional.Contains(n)));
            HashSet<string> effects = [.. claims.Where(c => c.Type is Killed or Wounded).Select(c => c.Type)], goldOf = [.. templates[id].Where(t => !t.IsOptional).SelectMany(t => t.Effects)], anyOf = [.. templates[id].SelectMany(t => t.Effects)];
            (rightEffects, goldEffects, foundEffects) = (rightEffects + goldOf.Intersect(effects).Count(), goldEffects + goldOf.Count, foundEffects + effects.Count(e => goldOf.Contains(e) || !anyOf.Contains(e)));
        }
        yield return string.Create(CultureInfo.InvariantCulture, $"MUC-4, {texts.Count} messages in mixed case. Incidents told of by a claim of a fitting type: {string.Join(", ", incidents.Select(i => $"{i.Key.ToLowerInvariant()} {i.Value.Found}/{i.Value.Of}"))}");
        yield return "MUC-4, people killed or hurt in a message: " + Prf(rightEffects, goldEffects, foundEffects);
        yield return "MUC-4, people killed or hurt, with their number: " + Prf(rightNumbers, goldNumbers, foundNumbers);
    }

    private static string Prf(int right, int gold, int found) =>
        string.Create(CultureInfo.InvariantCulture, $"P {(double)right / Math.Max(1, found):F3} R {(double)right / Math.Max(1, gold):F3} F1 {2.0 * right / Math.Max(1, gold + found):F3} ({right} of {gold}, {found} found)");

    private static IEnumerable<(string Id, string Text)> Messages(string file)
    {
        Match[] heads = [.. MessageHead().Matches(file).Cast<Match>()];
        for (int i = 0; i < heads.Length; i++)
        {
            int start = heads[i].Index + heads[i].Length, end = i + 1 < heads.Length ? heads[i + 1].Index : file.Length;
            string body = file[start..end];
            int text = body.IndexOf("[TEXT]", StringComparison.OrdinalIgnoreCase);
            string[] paragraphs = (text < 0 ? body : body[(text + "[TEXT]".Length)..]).ReplaceLineEndings("\n").Split("\n\n", StringSplitOptions.RemoveEmptyEntries);
            yield return (heads[i].Value.ToUpperInvariant(), string.Join("\n\n", paragraphs.Select(p => string.Join(' ', p.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)))));
        }
    }

    private static IEnumerable<Template> Templates(IEnumerable<string> lines)
    {
        Dictionary<int, List<string>> slots = [];
        int slot = -1;
        foreach (string line in lines.Append("0.  END"))
        {
            Match head = SlotHead().Match(line);
            if (head.Success)
            {
                slot = int.Parse(head.Groups[1].Value, CultureInfo.InvariantCulture);
                if (slot == 0)
                {
                    if (TemplateOf(slots) is { } template) yield return template;
                    slots = [];
                }
                slots[slot] = [head.Groups[2].Value.Trim()];
            }
            else if (line.Length > 0 && line[0] == ' ' && slot >= 0) slots[slot].Add(line.Trim());
        }
    }

    private static Template? TemplateOf(Dictionary<int, List<string>> slots)
    {
        if (!slots.TryGetValue(0, out List<string>? id) || !slots.TryGetValue(4, out List<string>? kind) || !slots.TryGetValue(1, out List<string>? number)) return null;
        // What a question mark or "(OPTIONAL)" opens need not be found.
        string[] Firm(int slot) => slots.TryGetValue(slot, out List<string>? values) ? [.. values.Where(v => v.Length > 0 && v is not "-" && !v.StartsWith('?'))] : [];
        HashSet<(string, long)> victims = [];
        HashSet<string> effects = [];
        foreach (string effect in Firm(23))
        {
            string? type = effect.StartsWith("DEATH", StringComparison.Ordinal) ? Killed : effect.StartsWith("INJURY", StringComparison.Ordinal) ? Wounded : null;
            if (type is null) continue;
            effects.Add(type);
            string whom = effect[(effect.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim();
            foreach (string count in Firm(21).Where(c => c.EndsWith(whom, StringComparison.Ordinal)))
                if (long.TryParse(count[..Math.Max(0, count.IndexOf(':', StringComparison.Ordinal))].Trim(), NumberStyles.Integer, CultureInfo.InvariantCulture, out long people)) victims.Add((type, people));
        }
        return new Template(id[0].Trim(), kind[0].Split('/')[0].Trim(), number[0].Contains("OPTIONAL", StringComparison.OrdinalIgnoreCase), victims, effects);
    }

    [GeneratedRegex(@"^(?:DEV|TST\d)-MUC\d-\d{4}", RegexOptions.Multiline | RegexOptions.IgnoreCase)]
    private static partial Regex MessageHead();

    [GeneratedRegex(@"^(\d{1,2})\.\s+[A-Z]+(?:(?:: | )[A-Z]+)*(?:\s{2,}|$)(.*)$")]
    private static partial Regex SlotHead();
}
