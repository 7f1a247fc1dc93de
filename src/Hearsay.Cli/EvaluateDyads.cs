// PETRARCH's validation records: single sentences coded with who (source) did something to whom (target), in CAMEO.
// Known weak spots: two thirds of the records are of diplomacy, for which Hearsay has no event type; they are counted apart.
using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Hearsay.Claims;

namespace Hearsay.Cli;

/// <summary>Measures pairs of actor and target on sentences coded by hand.</summary>
internal static partial class EvaluateDyads
{
    private const int CodeLength = 3; // the state or movement; what follows is the role of its people

    /// <summary>CAMEO's root codes that event types of Hearsay stand for: demand, disapprove, reject, threaten, protest, exhibit force, coerce, assault, fight.</summary>
    private static readonly HashSet<string> Shared = ["10", "11", "12", "13", "14", "15", "17", "18", "19", "20"];

    public static IEnumerable<string> Measure(string records, string actors, Func<string, DateOnly?, Reading?> read)
    {
        (string Name, string Code)[] dictionary = [.. Actors(File.ReadLines(actors)).OrderByDescending(a => a.Name.Length)];
        int sentences = 0;
        var all = new Tally();
        var shared = new Tally();
        // The file is no well-formed XML as a whole (comments with double hyphens), its records are.
        foreach (Match record in Record().Matches(File.ReadAllText(records)))
        {
            XElement coded = XElement.Parse(Comment().Replace(record.Value, ""));
            string text = string.Join(' ', (coded.Element("Text")?.Value ?? "").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
            XElement[] codings = [.. coded.Elements("EventCoding").Where(c => c.Attribute("sourcecode") is not null)];
            HashSet<(string, string)> gold = [.. codings.Select(PairOf).Where(p => !p.Item1.StartsWith('-') && !p.Item2.StartsWith('-') && !p.Item1.StartsWith('#') && !p.Item2.StartsWith('#'))];
            bool isShared = codings.Length > 0 && codings.All(c => Shared.Contains(c.Attribute("eventcode")!.Value[..2]));
            DateOnly? day = DateOnly.TryParseExact(coded.Attribute("date")?.Value, "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly known) ? known : null;
            HashSet<(string, string)> found = [.. (read(text, day)?.Claims ?? []).SelectMany(c => Pairs(c, dictionary))];
            sentences++;
            all.Add(gold, found);
            if (isShared) shared.Add(gold, found);
        }
        yield return $"PETRARCH records, {sentences} sentences, pairs of actor and target: {all}";
        yield return $"PETRARCH records, those whose events Hearsay has a type for ({shared.Sentences}): {shared}";
        yield return "PETRARCH 2 on the same records (as its authors report): pairs F1 0.619.";
    }

    private static (string, string) PairOf(XElement coding) => (CodeOf(coding.Attribute("sourcecode")!.Value), CodeOf(coding.Attribute("targetcode")!.Value));

    private static string CodeOf(string code) => code[..Math.Min(CodeLength, code.Length)];

    private static IEnumerable<(string, string)> Pairs(Claim claim, (string Name, string Code)[] dictionary)
    {
        string[] who = Codes(Role.Actor), whom = [.. Codes(Role.Target), .. Codes(Role.Recipient)];
        if (who.Length == 0) who = [.. claim.Sources.TakeLast(1).Select(s => CodeOfName(s.Name, dictionary)).OfType<string>()];
        return from a in who from b in whom where a != b select (a, b);

        string[] Codes(Role role) => [.. claim.Participants.Where(p => p.Role == role).Select(p => CodeOfName(p.Entity, dictionary)).OfType<string>().Distinct()];
    }

    private static string? CodeOfName(string name, (string Name, string Code)[] dictionary)
    {
        string upper = name.ToUpperInvariant();
        return dictionary.Where(a => Begins(upper, a.Name)).Select(a => a.Code).FirstOrDefault();

        static bool Begins(string text, string word)
        {
            int at = text.IndexOf(word, StringComparison.Ordinal);
            return at == 0 || (at > 0 && !char.IsLetter(text[at - 1]));
        }
    }

    private static IEnumerable<(string Name, string Code)> Actors(IEnumerable<string> lines)
    {
        string? code = null;
        foreach (string line in lines)
        {
            string entry = line.Split('#')[0].Trim();
            if (entry.Length == 0 || entry[0] is '<' or ';') continue;
            Match coded = Entry().Match(entry);
            if (coded.Success) code = CodeOf(coded.Groups[2].Value.ToUpperInvariant());
            string name = (coded.Success ? coded.Groups[1].Value : entry).Trim().TrimStart('+').Replace('_', ' ').Trim();
            if (code is not null && name.Length > 2 && !code.StartsWith('-')) yield return (name.ToUpperInvariant(), code);
        }
    }

    private sealed class Tally
    {
        private int right, gold, found;

        public int Sentences { get; private set; }

        public void Add(HashSet<(string, string)> wanted, HashSet<(string, string)> got)
        {
            Sentences++;
            right += wanted.Intersect(got).Count();
            gold += wanted.Count;
            found += got.Count;
        }

        public override string ToString() =>
            string.Create(CultureInfo.InvariantCulture, $"P {(double)right / Math.Max(1, found):F3} R {(double)right / Math.Max(1, gold):F3} F1 {2.0 * right / Math.Max(1, gold + found):F3} ({right} of {gold}, {found} found)");
    }

    [GeneratedRegex("<Sentence .*?</Sentence>", RegexOptions.Singleline)]
    private static partial Regex Record();

    [GeneratedRegex("<!--.*?-->", RegexOptions.Singleline)]
    private static partial Regex Comment();

    [GeneratedRegex(@"^(.*?)\s*\[([A-Za-z\-]+)[^\]]*\]")]
    private static partial Regex Entry();
}
