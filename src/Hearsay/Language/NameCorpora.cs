using System.Globalization;
using Hearsay.Text;

namespace Hearsay.Language;

/// <summary>A sentence with its names.</summary>
/// <param name="Forms">The words.</param>
/// <param name="Names">Names in order; token indexes.</param>
/// <param name="Kinds">Which kinds the source marks, as bits; others may be there unmarked.</param>
/// <param name="StartsDocument">Whether a document begins here.</param>
public sealed record NameSentence(string[] Forms, NameMention[] Names, int Kinds, bool StartsDocument);

/// <summary>Formats of corpora of names.</summary>
public enum NameFormat
{
    /// <summary>One word a line, fields between blanks or tabs, label in the column given; an empty line ends a sentence.</summary>
    Columns,
    /// <summary>factRuEval-2016: .tokens, .spans and .objects files of a folder.</summary>
    FactRuEval,
    /// <summary>CoNLL-U of the GUM corpus; names are taken from its entities that are headed by proper nouns.</summary>
    Gum,
}

/// <summary>A corpus of names.</summary>
/// <param name="Name">Name of the data set, as in NOTICE.</param>
/// <param name="Path">File, or folder for factRuEval, under the data folder.</param>
/// <param name="Format">How it is written.</param>
/// <param name="FormColumn">Column of the word.</param>
/// <param name="LabelColumn">Column of the label.</param>
/// <param name="Weight">How much it counts in training.</param>
public sealed record NameCorpus(string Name, string Path, NameFormat Format = NameFormat.Columns, int FormColumn = 0, int LabelColumn = 1, float Weight = 1);

/// <summary>Reads corpora of names.</summary>
public static class NameCorpora
{
    private static readonly Dictionary<string, NameKind> Kinds = new(StringComparer.OrdinalIgnoreCase)
    {
        ["PER"] = NameKind.Person, ["PERS"] = NameKind.Person, ["person"] = NameKind.Person,
        ["LOC"] = NameKind.Location, ["location"] = NameKind.Location,
        ["ORG"] = NameKind.Organization, ["corporation"] = NameKind.Organization, ["group"] = NameKind.Organization,
        ["MISC"] = NameKind.Other, ["ART"] = NameKind.Other, ["creative-work"] = NameKind.Other,
        ["product"] = NameKind.Product,
    };

    /// <summary>Reads every sentence of a corpus.</summary>
    public static List<NameSentence> Read(NameCorpus corpus, string dataDirectory)
    {
        string path = Path.Combine(dataDirectory, corpus.Path);
        return corpus.Format switch
        {
            NameFormat.FactRuEval => ReadFactRuEval(path),
            NameFormat.Gum => ReadGum(path),
            _ => ReadColumns(path, corpus.FormColumn, corpus.LabelColumn),
        };
    }

    private static readonly HashSet<string> Titles = new(StringComparer.OrdinalIgnoreCase) { "Mr.", "Mrs.", "Ms.", "Dr.", "President", "Sir", "Lord", "Lady", "King", "Queen", "Prince", "Princess", "Senator", "Governor", "General", "Captain", "Colonel", "Major", "Professor", "Prof.", "Pope", "Saint", "Minister", "Judge", "Justice", "Father", "Uncle", "Aunt", "Congressman", "Secretary", "Chairman", "Mayor", "Rev.", "Mister", "Mrs", "Mr", "Dr" };

    /// <summary>An entity counts as a name when its head is a proper noun; the name is the run of proper nouns around the head, with "of …" in places and organisations.</summary>
    private static List<NameSentence> ReadGum(string path)
    {
        var sentences = new List<NameSentence>();
        var rows = new List<string[]>();
        var open = new List<(string Group, NameKind? Kind, int First)>();
        bool starts = false;
        foreach (string line in File.ReadLines(path).Append(""))
        {
            if (line.StartsWith('#'))
            {
                starts |= line.StartsWith("# newdoc", StringComparison.Ordinal);
                continue;
            }
            if (line.Length > 0)
            {
                string[] fields = line.Split('\t');
                if (fields[0].All(char.IsAsciiDigit)) rows.Add(fields);
                continue;
            }
            if (rows.Count == 0) continue;
            var spans = new List<(int First, int End, NameKind Kind)>();
            open.Clear();
            for (int i = 0; i < rows.Count; i++)
            {
                string? entity = rows[i][9].Split('|').FirstOrDefault(f => f.StartsWith("Entity=", StringComparison.Ordinal));
                if (entity is null) continue;
                for (int at = 7; at < entity.Length;)
                {
                    if (entity[at] == '(')
                    {
                        int end = entity.IndexOfAny(['(', ')'], at + 1);
                        if (end < 0) end = entity.Length;
                        string[] parts = entity[(at + 1)..end].Split('-');
                        NameKind? kind = parts.Length < 2 ? null : parts[1] switch { "person" => NameKind.Person, "place" => NameKind.Location, "organization" => NameKind.Organization, _ => null };
                        if (end < entity.Length && entity[end] == ')')
                        {
                            if (kind is not null) spans.Add((i, i + 1, kind.Value));
                            end++;
                        }
                        else open.Add((parts[0], kind, i));
                        at = end;
                    }
                    else
                    {
                        int end = entity.IndexOf(')', at);
                        if (end < 0) break;
                        string group = entity[at..end];
                        int mate = open.FindLastIndex(o => o.Group == group);
                        if (mate >= 0)
                        {
                            if (open[mate].Kind is NameKind kind) spans.Add((open[mate].First, i + 1, kind));
                            open.RemoveAt(mate);
                        }
                        at = end + 1;
                    }
                }
            }
            spans.Sort((a, b) => b.End - b.First - (a.End - a.First));
            var taken = new bool[rows.Count];
            var names = new List<NameMention>();
            foreach ((int first, int end, NameKind kind) in spans)
            {
                int head = Enumerable.Range(first, end - first).FirstOrDefault(i => int.Parse(rows[i][6], CultureInfo.InvariantCulture) - 1 is int up && (up < first || up >= end), -1);
                if (head < 0 || rows[head][3] != "PROPN") continue;
                int from = head, to = head + 1;
                while (from > first && (rows[from - 1][3] == "PROPN" || (rows[from - 1][1] == "-" && from - 1 > first && rows[from - 2][3] == "PROPN"))) from--;
                while (to < end)
                {
                    if (rows[to][3] == "PROPN") to++;
                    else if (kind != NameKind.Person && to + 1 < end && rows[to][1] is "of" or "for" or "and" or "&" or "-" && rows[to + 1][3] == "PROPN") to += 2;
                    else if (kind != NameKind.Person && to + 2 < end && rows[to][1] == "of" && rows[to + 1][1] == "the" && rows[to + 2][3] == "PROPN") to += 3;
                    else break;
                }
                if (kind == NameKind.Person)
                    while (from < to - 1 && Titles.Contains(rows[from][1])) from++;
                if (taken.AsSpan(from, to - from).Contains(true) || !rows[from][1].Any(char.IsUpper)) continue;
                taken.AsSpan(from, to - from).Fill(true);
                names.Add(new NameMention(from, to, kind));
            }
            sentences.Add(new NameSentence([.. rows.Select(r => r[1])], [.. names.OrderBy(n => n.FirstToken)], 0b111, starts));
            rows.Clear();
            starts = false;
        }
        return sentences;
    }

    private static List<NameSentence> ReadColumns(string path, int formColumn, int labelColumn)
    {
        var raw = new List<(string[] Forms, string[] Labels, bool Starts)>();
        var forms = new List<string>();
        var labels = new List<string>();
        bool starts = false;
        foreach (string line in File.ReadLines(path).Append(""))
        {
            if (line.StartsWith("# ", StringComparison.Ordinal) || line.StartsWith("-DOCSTART-", StringComparison.Ordinal))
            {
                starts |= line.Contains("newdoc", StringComparison.Ordinal) || line[0] == '-';
                continue;
            }
            string[] fields = line.Split((char[])['\t', ' '], StringSplitOptions.RemoveEmptyEntries);
            if (fields.Length <= Math.Max(formColumn, labelColumn))
            {
                if (forms.Count > 0)
                {
                    raw.Add(([.. forms], [.. labels], starts));
                    starts = false;
                }
                forms.Clear();
                labels.Clear();
                continue;
            }
            forms.Add(fields[formColumn]);
            labels.Add(fields[labelColumn]);
        }
        int kinds = 0;
        foreach ((_, string[] tags, _) in raw)
            foreach (string tag in tags)
                if (tag.Length > 2 && Kinds.TryGetValue(tag[2..], out NameKind kind)) kinds |= 1 << (int)kind;
        return [.. raw.Select(r => new NameSentence(r.Forms, MentionsOf(r.Labels), kinds, r.Starts))];
    }

    /// <summary>The names that BIO labels mark.</summary>
    private static NameMention[] MentionsOf(string[] labels)
    {
        var names = new List<NameMention>();
        for (int i = 0; i < labels.Length; i++)
        {
            if (labels[i].Length < 3 || !Kinds.TryGetValue(labels[i][2..], out NameKind kind)) continue;
            int end = i + 1;
            while (end < labels.Length && labels[end].StartsWith("I-", StringComparison.Ordinal) && labels[end].AsSpan(2).Equals(labels[i].AsSpan(2), StringComparison.Ordinal)) end++;
            names.Add(new NameMention(i, end, kind));
            i = end - 1;
        }
        return [.. names];
    }

    private static List<NameSentence> ReadFactRuEval(string folder)
    {
        var sentences = new List<NameSentence>();
        foreach (string tokens in Directory.GetFiles(folder, "*.tokens").Order(StringComparer.Ordinal))
        {
            var spans = new Dictionary<string, (string Type, int Start, int End)>(StringComparer.Ordinal);
            foreach (string line in File.ReadLines(Path.ChangeExtension(tokens, ".spans")))
            {
                string[] fields = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
                if (fields.Length < 4) continue;
                int start = int.Parse(fields[2], CultureInfo.InvariantCulture);
                spans[fields[0]] = (fields[1], start, start + int.Parse(fields[3], CultureInfo.InvariantCulture));
            }
            var marks = new List<(int Start, int End, NameKind Kind)>();
            foreach (string line in File.ReadLines(Path.ChangeExtension(tokens, ".objects")))
            {
                string[] fields = line.Split('#')[0].Split(' ', StringSplitOptions.RemoveEmptyEntries);
                if (fields.Length < 3) continue;
                NameKind? kind = fields[1] switch { "Person" => NameKind.Person, "Location" or "LocOrg" => NameKind.Location, "Org" => NameKind.Organization, _ => null };
                if (kind is null) continue;
                // The name proper: what only describes ("движение", "город") is left out, as in the other corpora.
                (string Type, int Start, int End)[] parts = [.. fields[2..].Where(spans.ContainsKey).Select(f => spans[f]).Where(s => s.Type is "name" or "surname" or "patronymic" or "nickname" or "org_name" or "loc_name")];
                if (kind == NameKind.Organization) parts = [.. parts.Where(p => p.Type == "org_name")];
                if (parts.Length > 0) marks.Add((parts.Min(p => p.Start), parts.Max(p => p.End), kind.Value));
            }
            marks.Sort((a, b) => b.End - b.Start - (a.End - a.Start)); // the outermost first
            var words = new List<(int Start, int End, string Form)>();
            bool starts = true;
            foreach (string line in File.ReadLines(tokens).Append(""))
            {
                string[] fields = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
                if (fields.Length >= 4)
                {
                    int start = int.Parse(fields[1], CultureInfo.InvariantCulture);
                    words.Add((start, start + int.Parse(fields[2], CultureInfo.InvariantCulture), fields[3]));
                    continue;
                }
                if (words.Count == 0) continue;
                var names = new List<NameMention>();
                var taken = new bool[words.Count];
                foreach ((int start, int end, NameKind kind) in marks)
                {
                    int first = words.FindIndex(w => w.Start == start), last = words.FindIndex(w => w.End == end);
                    if (first < 0 || last < first || taken.AsSpan(first, last + 1 - first).Contains(true)) continue;
                    taken.AsSpan(first, last + 1 - first).Fill(true);
                    names.Add(new NameMention(first, last + 1, kind));
                }
                sentences.Add(new NameSentence([.. words.Select(w => w.Form)], [.. names.OrderBy(n => n.FirstToken)], 0b111, starts));
                words.Clear();
                starts = false;
            }
        }
        return sentences;
    }
}
