using System.Collections.Frozen;
using Hearsay.Text;

namespace Hearsay.Claims;

/// <summary>Words that tell whether a place a sentence names is where something happened, from data/places/settings.tsv.</summary>
internal sealed class SettingWords
{
    private static readonly string[] Lists = ["launching", "taking", "hurt", "direction", "people-of", "kilometre", "court", "undergoing", "settlement", "again", "region", "data", "this",
        "from", "off", "away", "direction-of", "into", "in", "inside", "between", "and", "beside", "district", "settlement-stems", "flashback",
        "remain", "here", "front", "quarters", "moving", "way", "before", "relative", "opens-relative", "heads-of-places", "home-people", "talks", "of-a-region", "said", "late", "about", "months", "dateline", "road"];

    private readonly FrozenDictionary<string, FrozenSet<string>> lists;

    private SettingWords(FrozenDictionary<string, FrozenSet<string>> lists) => this.lists = lists;

    /// <summary>Reads the lists.</summary>
    /// <exception cref="DataFileException">A line has no tab, a list is unknown or missing; the message names file and line.</exception>
    public static SettingWords Load(string path)
    {
        Dictionary<string, HashSet<string>> lists = new(StringComparer.Ordinal);
        int number = 0;
        foreach (string line in File.ReadLines(path))
        {
            number++;
            if (line.Length == 0 || line[0] == '#') continue;
            string[] column = line.Split('\t');
            if (column.Length != 2 || Array.IndexOf(Lists, column[0]) < 0) throw new DataFileException($"{path}({number}): expected one of {string.Join(", ", Lists)}, a tab and words separated by |");
            if (!lists.TryGetValue(column[0], out HashSet<string>? words)) lists.Add(column[0], words = new HashSet<string>(StringComparer.Ordinal));
            words.UnionWith(column[1].Split('|', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
        }
        foreach (string list in Lists)
            if (!lists.ContainsKey(list)) throw new DataFileException($"{path}: the list \"{list}\" is missing");
        return new SettingWords(lists.ToFrozenDictionary(pair => pair.Key, pair => pair.Value.ToFrozenSet(StringComparer.Ordinal), StringComparer.Ordinal));
    }

    /// <summary>Whether a word begins like one of a list.</summary>
    public bool Begins(string list, string form)
    {
        foreach (string stem in lists[list])
            if (form.StartsWith(stem, StringComparison.Ordinal)) return true;
        return false;
    }

    /// <summary>Whether a list holds a lemma, in small letters or not.</summary>
    public bool Is(string list, string lemma) => lists[list].Contains(lemma) || (char.IsUpper(lemma.Length > 0 ? lemma[0] : ' ') && lists[list].Contains(lemma.ToLowerInvariant()));
}
