using System.Xml;
using Hearsay.Text;

namespace Hearsay.Language;

/// <summary>Reads the Brown corpus of Ukrainian (brown-uk/corpus): tags of the VESUM dictionary, turned into those of a treebank that keeps such tags as XPOS.</summary>
/// <remarks>Only nouns, verbs, adjectives and adverbs are taken over; words whose tag has no clear counterpart are left untagged (<see cref="GoldSentence.NoTag"/>).</remarks>
internal static class BrownUk
{
    /// <param name="folder">Folder with the XML files.</param>
    /// <param name="treebank">Sentences whose XPOS are VESUM-like tags.</param>
    public static List<GoldSentence> Read(string folder, IEnumerable<GoldSentence> treebank)
    {
        Dictionary<string, (Upos, string)> map = LearnMap(treebank);
        var raw = new List<List<(string Form, string Lemma, string Tags)>>();
        foreach (string path in Directory.GetFiles(folder, "*.xml").Order(StringComparer.Ordinal))
        {
            using XmlReader reader = XmlReader.Create(path, new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit });
            while (reader.Read())
            {
                if (reader.NodeType != XmlNodeType.Element) continue;
                if (reader.Name == "sentence") raw.Add([]);
                else if (reader.Name == "token" && raw.Count > 0 && reader.GetAttribute("value") is { Length: > 0 } form)
                    raw[^1].Add((form, reader.GetAttribute("lemma") ?? "_", reader.GetAttribute("tags") ?? ""));
            }
        }
        // The gender of a plural noun is that of its lemma in the singular.
        var genders = new Dictionary<string, Dictionary<string, int>>(StringComparer.Ordinal);
        foreach ((_, string lemma, string tags) in raw.SelectMany(s => s))
        {
            string[] parts = tags.Split(':');
            if (parts[0] != "noun" || parts.FirstOrDefault(p => p is "m" or "f" or "n") is not string gender) continue;
            if (!genders.TryGetValue(lemma, out Dictionary<string, int>? counts)) genders[lemma] = counts = new Dictionary<string, int>(StringComparer.Ordinal);
            counts[gender] = counts.GetValueOrDefault(gender) + 1;
        }
        var sentences = new List<GoldSentence>();
        foreach (List<(string Form, string Lemma, string Tags)> words in raw)
        {
            if (words.Count == 0) continue;
            var sentence = GoldSentence.Empty(words.Count);
            for (int i = 0; i < words.Count; i++)
            {
                (sentence.Form[i], sentence.Lemma[i], string tags) = words[i];
                string[] parts = tags.Split(':');
                string? gender = parts[0] == "noun" && parts.Contains("p") && genders.TryGetValue(words[i].Lemma, out Dictionary<string, int>? counts) ? counts.OrderByDescending(c => c.Value).ThenBy(c => c.Key, StringComparer.Ordinal).First().Key : null;
                bool open = parts[0] is "noun" or "verb" or "adj" or "adv" && !parts.Contains("pron") && !(parts[0] == "adv" && parts.Length == 1);
                if (parts[0] == "punct") (sentence.Upos[i], sentence.Feats[i]) = (Upos.PUNCT, GoldSentence.NoTag);
                else if (open && map.TryGetValue(KeyOf(tags, gender), out (Upos Upos, string Feats) tag)) (sentence.Upos[i], sentence.Feats[i]) = tag;
                else (sentence.Upos[i], sentence.Feats[i]) = (Upos.X, GoldSentence.NoTag);
            }
            sentences.Add(sentence);
        }
        return sentences;
    }

    /// <summary>Lemmas that the corpus marks as names of persons and places, with their <see cref="NameBits"/>.</summary>
    /// <param name="folder">Folder with the XML files.</param>
    public static IEnumerable<(string Lemma, int Bits)> ReadNames(string folder)
    {
        foreach (string path in Directory.GetFiles(folder, "*.xml").Order(StringComparer.Ordinal))
        {
            using XmlReader reader = XmlReader.Create(path, new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit });
            while (reader.Read())
            {
                if (reader.NodeType != XmlNodeType.Element || reader.Name != "token" || reader.GetAttribute("lemma") is not { Length: > 1 } lemma) continue;
                int bits = 0;
                foreach (string part in (reader.GetAttribute("tags") ?? "").Split(':'))
                    bits |= part switch { "fname" => NameBits.Given, "lname" => NameBits.Family, "pname" => NameBits.Patronymic, "geo" => NameBits.Place, _ => 0 };
                if (bits != 0) yield return (lemma, bits);
            }
        }
    }

    private static Dictionary<string, (Upos, string)> LearnMap(IEnumerable<GoldSentence> treebank)
    {
        var counts = new Dictionary<string, Dictionary<(Upos, string), int>>(StringComparer.Ordinal);
        foreach (GoldSentence sentence in treebank)
        {
            for (int i = 0; i < sentence.Count; i++)
            {
                string key = KeyOf(sentence.Xpos[i], null);
                if (!counts.TryGetValue(key, out Dictionary<(Upos, string), int>? tags)) counts[key] = tags = [];
                tags[(sentence.Upos[i], sentence.Feats[i])] = tags.GetValueOrDefault((sentence.Upos[i], sentence.Feats[i])) + 1;
            }
        }
        // A counterpart is clear when nine of ten agree.
        return counts.Select(c => (c.Key, Total: c.Value.Values.Sum(), Best: c.Value.OrderByDescending(t => t.Value).ThenBy(t => t.Key.Item1).ThenBy(t => t.Key.Item2, StringComparer.Ordinal).First()))
            .Where(c => c.Best.Value * 10 >= c.Total * 9).ToDictionary(c => c.Key, c => c.Best.Key, StringComparer.Ordinal);
    }

    private static readonly HashSet<string> Ignored = new(StringComparer.Ordinal) { "v-u", "v-i", "auto", "var", "alt", "arch", "bad", "slang", "rare", "obsc", "coll", "subst", "short", "long", "ns", "nv", "ranim", "rinanim", "predic", "insert", "vis", "combsuff", "geo", "ua_1992", "ua_2019", "up92", "up19" };

    /// <summary>The parts of a tag that matter, in a fixed order.</summary>
    private static string KeyOf(string tags, string? gender)
    {
        string[] parts = tags.Split(':');
        IEnumerable<string> kept = parts.Skip(1).Select(p => p.TrimStart('&')).Where(p => !Ignored.Contains(p) && !p.StartsWith("xp", StringComparison.Ordinal) && !p.StartsWith("xv", StringComparison.Ordinal) && !p.StartsWith("rv_", StringComparison.Ordinal));
        if (gender is not null && !kept.Contains(gender)) kept = kept.Append(gender);
        return parts[0] + ":" + string.Join(':', kept.Order(StringComparer.Ordinal));
    }
}
