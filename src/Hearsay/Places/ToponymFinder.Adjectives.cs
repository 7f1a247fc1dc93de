using Hearsay.Text;

namespace Hearsay.Places;

// Adjectives made of names: «харківський», «Нікопольщина», «Куп'янському напрямку».
internal sealed partial class ToponymFinder
{
    /// <summary>Adjectives made of names end in -ск-, -цк-, -зьк-, -ськ-, -цьк- and a case ending.</summary>
    internal static bool IsAdjective(string word)
    {
        int stem = AdjectiveStem(word);
        return stem >= 3;
    }

    // «на Куп'янському напрямку здійснили дві атаки, а на Лиманському – дев'ять», «Покровський – 43 атаки»: a masculine adjective with nothing
    // to agree with, where the page tells of directions.
    private bool IsEllipticDirection(Analysis analysis, List<PlaceToken> words, int at)
    {
        PlaceToken word = words[at];
        string body = analysis.Document.Body;
        if (!IsAdjective(word.Text) || !words.Exists(other => (lexicon.Of(other.Text) & PlaceWord.Direction) != PlaceWord.None)) return false;
        bool isLast = at + 1 == words.Count || !words[at + 1].Joined;
        int first = analysis.Tokens.Sentences[analysis.SentenceOf(word.Token)].FirstToken;
        if (word.Text.EndsWith("ий", StringComparison.Ordinal)) return isLast && IsAtLineStart(body, words[at > 0 && words[at - 1].Token == word.Token ? at - 1 : at].Span.Start) && FollowsDash(body, word.Span.End);
        if (!word.Text.EndsWith("ому", StringComparison.Ordinal) && !word.Text.EndsWith("ом", StringComparison.Ordinal)) return false;
        if (!isLast && words[at + 1].Token != word.Token && !IsConjunction(words[at + 1].Text) && analysis.Tokens.Upos[words[at + 1].Token] is not (Upos.VERB or Upos.ADV or Upos.AUX or Upos.PART or Upos.NUM)) return false;
        int before = at - 1;
        while (before >= 0 && words[before].Token >= first && (IsConjunction(words[before].Text) || words[before].Token == words[before + 1].Token || (words[before].IsCapital(body) && IsAdjective(words[before].Text)))
            && (words[before + 1].Joined || IsListGap(body, words[before].Span.End, words[before + 1].Span.Start))) before--;
        return before >= 0 && words[before].Token >= first && words[before].Text == "на" && words[before + 1].Joined;
    }

    // «- Покровський – 43 атаки;»: at the head of a line, after its mark.
    private static bool IsAtLineStart(string body, int at)
    {
        while (at > 0 && body[at - 1] is ' ' or '-' or '–' or '—' or '•' or '*' or '\t') at--;
        return at == 0 || body[at - 1] == '\n';
    }

    private static bool FollowsDash(string body, int at)
    {
        while (at < body.Length && body[at] == ' ') at++;
        return at < body.Length && body[at] is '-' or '–' or '—';
    }

    // Whether a town the adjective is made of goes before this match: «Харківський район» is named after the town, «Харківська область» is the region.
    private bool IsBelow(PlaceMatch match, PlaceWord type) =>
        match.Match == NameMatch.Adjective ? (type & PlaceWord.Region) == PlaceWord.None && index.Of(match.Ref).KindOf(match.Ref.Number) == PlaceKind.Region
        : match.Match == NameMatch.Inflected && !IsRegion(match);

    private bool IsRegion(PlaceMatch match) => index.Of(match.Ref).KindOf(match.Ref.Number) is PlaceKind.Region or PlaceKind.Area;

    private static bool IsLand(string word) => word.LastIndexOf("щин", StringComparison.Ordinal) is int at and >= 4 && word.Length - at is 4 or 5;

    // Length of the word without its adjective ending and without the suffix's last consonant к; -1 where it is no such adjective.
    private static int AdjectiveStem(string word)
    {
        // «Нікопольщина», «Синельниківщині»: the land around, named like the adjective.
        int land = word.LastIndexOf("щин", StringComparison.Ordinal);
        if (land >= 4 && word.Length - land is 4 or 5) return land;

        ReadOnlySpan<string> endings = ["ого", "ому", "ими", "ими", "ий", "ій", "ой", "ая", "ое", "ие", "их", "им", "ім", "ом", "ую", "ою", "ої", "ому", "а", "у", "е", "і"];
        foreach (string ending in endings)
        {
            if (!word.EndsWith(ending, StringComparison.Ordinal)) continue;
            int end = word.Length - ending.Length;
            if (end >= 4 && word[end - 1] == 'к' && word[end - 2] is 'с' or 'ц' or 'з') return end - 2;
            if (end >= 5 && word[end - 1] == 'к' && word[end - 2] == 'ь' && word[end - 3] is 'с' or 'ц' or 'з') return end - 3;
        }
        return -1;
    }

    /// <summary>Places whose name an adjective can be made of.</summary>
    private List<PlaceMatch> Adjectives(string word)
    {
        int stem = AdjectiveStem(word);
        var matches = new List<PlaceMatch>();
        if (stem < 2) return matches;
        string root = word[..stem];
        char suffix = word[stem];
        if (suffix == 'щ') suffix = 'с';
        string sk = word.Contains("ьк", StringComparison.Ordinal) || word[stem] == 'щ' ? suffix + "ьк" : suffix + "к";
        // Куп'янський → Куп'янськ; харківський → Харків; нікопольський → Нікополь; олександрівський → Олександрівка; липецький → Липці; запорізький → Запоріжжя.
        // Кяхтинский → Кяхта, суджанский → Суджа, улан-удэнский → Улан-Удэ: the root without its connecting letters.
        string shorter = root.EndsWith("ин", StringComparison.Ordinal) || root.EndsWith("ан", StringComparison.Ordinal) ? root[..^2] : root.EndsWith('н') ? root[..^1] : root;
        ReadOnlySpan<string> bases = suffix == 'с' ? [root + sk, root, root + "к"] : [root + sk, root + suffix, root + (suffix == 'ц' ? "к" : "г"), root];
        var found = new List<int>();
        foreach (string candidate in bases) AddBase(candidate, matches, found);
        if (matches.Count == 0) AddBase(shorter, matches, found);
        return matches;
    }

    private void AddBase(string candidate, List<PlaceMatch> matches, List<int> found)
    {
        if (candidate.Length < 2) return;
        Span<char> key = stackalloc char[PlaceKeys.MaxWordKey * 2];
        ulong hash = PlaceKeys.Finish(PlaceKeys.Append(PlaceKeys.Begin(), key[..PlaceKeys.WordKey(candidate, key)]));
        for (int layer = 0; layer < index.Layers.Count; layer++)
        {
            Gazetteer gazetteer = index.Layers[layer];
            found.Clear();
            gazetteer.Find(hash, found);
            foreach (int place in found)
            {
                var match = new PlaceMatch(new PlaceRef(layer, place), NameMatch.Adjective);
                if (IsRootOf(gazetteer, place, candidate) && !matches.Contains(match)) matches.Add(match);
            }
        }
    }

    private static bool IsRootOf(Gazetteer gazetteer, int place, string root)
    {
        Span<char> name = stackalloc char[256];
        Span<char> word = stackalloc char[PlaceKeys.MaxWordKey * 2];
        for (int at = gazetteer.FirstName(place); gazetteer.ReadName(ref at, name, out int length);)
        {
            bool adjective = name[0] == '~';
            int from = adjective ? 1 : 0;
            if (!PlaceKeys.IsCyrillic(name[from..length]) || name[from..length].Contains(' ')) continue;
            ReadOnlySpan<char> normal = word[..PlaceKeys.Normalise(name[from..length], word)];
            int stem = normal[..^1].Length > 2 && normal[^1] is 'а' or 'я' or 'о' or 'е' or 'є' or 'и' or 'ы' or 'і' or 'ї' or 'ь' or 'й' ? normal.Length - 1 : normal.Length;
            if (Inflection.StemsAgree(normal[..stem], root)) return true;
            // Names on -ове, -ово, -ів and the like lose it before the suffix or keep it: мирівський – Мирове.
            int common = normal.CommonPrefixLength(root);
            if (common >= 3 && root.Length - common <= 2 && stem - common <= 2) return true;
        }
        return false;
    }
}
