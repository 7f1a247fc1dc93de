// Military units: numbered or named brigades, regiments and their kin.
// Input: a tagged sentence and the names found in it. Output: the names, with units among them.
// Rule-based over data/lexicon/names.*.txt, because no corpus that may be used here marks units.
// Weak spot: what follows the unit ("of marines") is not part of the name.
using System.Collections.Frozen;
using Hearsay.Text;

namespace Hearsay.Language;

/// <summary>Finds names of military units. Immutable and thread-safe.</summary>
internal sealed class UnitFinder
{
    private const int LongestQuotedName = 5;

    private readonly FrozenSet<string> _heads;

    private UnitFinder(FrozenSet<string> heads) => _heads = heads;

    /// <summary>Reads a word list; see data/lexicon/names.en.txt for the format.</summary>
    /// <exception cref="InvalidDataException">A line is malformed; the message names file and line.</exception>
    public static UnitFinder Load(string path)
    {
        var heads = new List<string>();
        int number = 0;
        foreach (string line in File.ReadLines(path))
        {
            number++;
            int comment = line.IndexOf('#', StringComparison.Ordinal);
            string[] words = (comment < 0 ? line : line[..comment]).Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if (words.Length == 0) continue;
            if (words[0] != "unit") throw new InvalidDataException($"{path}:{number}: a line begins with \"unit\", not with \"{words[0]}\".");
            heads.AddRange(words[1..]);
        }
        return new UnitFinder(heads.ToFrozenSet(StringComparer.OrdinalIgnoreCase));
    }

    /// <summary>Puts units among the names of one sentence; names within a unit's words give way to it.</summary>
    /// <param name="table">Forms, lemmas and parts of speech are set.</param>
    /// <param name="sentence">The sentence.</param>
    /// <param name="names">Names of the document so far; those of the sentence stand from <paramref name="from"/> on.</param>
    /// <param name="from">Index of the sentence's first name.</param>
    public void Find(TokenTable table, Sentence sentence, List<NameMention> names, int from)
    {
        for (int i = sentence.FirstToken; i < sentence.EndToken; i++)
        {
            if (table.Upos[i] is not (Upos.NOUN or Upos.PROPN) || !_heads.Contains(table.Lemma[i])) continue;
            int first = FirstOf(table, sentence, i), end = EndOf(table, sentence, i);
            if (first == i && end == i + 1) continue;
            bool cut = false;
            for (int n = from; n < names.Count; n++)
            {
                NameMention name = names[n];
                if (name.EndToken <= first || name.FirstToken >= end) continue;
                // A longer name of the same thing: "155-та бригада ЗСУ".
                if (name.FirstToken <= first && name.EndToken >= end) (first, end) = (name.FirstToken, name.EndToken);
                else if (name.FirstToken < first || name.EndToken > end) cut = true;
            }
            if (cut) continue;
            int at = from;
            while (at < names.Count && names[at].FirstToken < first) at++;
            while (at < names.Count && names[at].EndToken <= end) names.RemoveAt(at);
            names.Insert(at, new NameMention(first, end, NameKind.Unit));
            i = end - 1;
        }
    }

    /// <summary>Where the name begins: at the farthest number or proper name that only adjectives and names part from the head; at the head where there is none.</summary>
    private static int FirstOf(TokenTable table, Sentence sentence, int head)
    {
        int first = head;
        for (int i = head - 1; i >= sentence.FirstToken; i--)
        {
            if (char.IsAsciiDigit(table.Form[i][0]))
            {
                first = i;
                break;
            }
            if (table.Upos[i] is Upos.PROPN) first = i;
            else if (table.Upos[i] is not (Upos.ADJ or Upos.NOUN) || (table.Upos[i] is Upos.NOUN && sentence.Language != LanguageCode.English)) break;
        }
        return first;
    }

    /// <summary>Where the name ends: after a quoted name that follows the head.</summary>
    private static int EndOf(TokenTable table, Sentence sentence, int head)
    {
        int open = head + 1;
        if (open >= sentence.EndToken || table.Form[open][0] is not ('«' or '"' or '“' or '„')) return open;
        for (int i = open + 1; i < sentence.EndToken && i <= open + LongestQuotedName; i++)
            if (table.Form[i][0] is '»' or '"' or '”' or '“') return i > open + 1 && char.IsUpper(table.Form[open + 1][0]) ? i + 1 : open;
        return open;
    }
}
