// Names across languages: one key for "Mikhail Nosov", «Михаил Носов» and «Михайло Носов».
// Input: names and descriptions as claims carry them. Output: ordered word keys; equal keys mean the same name.
// Known weak spots: translated names ("The Bell", «Колокол») need an entry in sources.yaml; short skeletons can collide, so a
// single shared short word never decides alone.
using System.Collections.Frozen;
using System.Text;
using Hearsay.Claims;
using Hearsay.Text;

namespace Hearsay.Linking;

/// <summary>A name taken apart into language-independent words.</summary>
/// <param name="Text">The name as given.</param>
/// <param name="Key">Its words sorted and joined: equal for equal names in any of the languages.</param>
/// <param name="Words">Word keys in the order written.</param>
/// <param name="ProperWords">Those that belong to a proper name rather than a description; empty for "local officials".</param>
public sealed record NameKey(string Text, string Key, IReadOnlyList<string> Words, IReadOnlyList<string> ProperWords)
{
    /// <summary>Whether nothing of the name is proper: a description such as "relatives of the soldiers".</summary>
    public bool IsDescription => ProperWords.Count == 0;

    /// <summary>Whether both name the same, or one is the other cut short ("Nosov", "Mikhail Nosov").</summary>
    public bool Matches(NameKey other)
    {
        if (Key == other.Key) return Key.Length > 0;
        (NameKey small, NameKey large) = Words.Count <= other.Words.Count ? (this, other) : (other, this);
        if (small.ProperWords.Count == 0 || small.Words.Count == large.Words.Count) return false;
        foreach (string word in small.Words)
            if (!large.Words.Contains(word, StringComparer.Ordinal)) return false;
        return small.Words.Count > 1 || (small.Words[0].Length >= 3 && small.Words[0] == large.Words[^1]);
    }
}

/// <summary>Reads names into <see cref="NameKey"/>s. Immutable; safe to share.</summary>
public sealed class Names
{
    private readonly FrozenDictionary<string, string[]> exact;
    private readonly FrozenDictionary<string, string[]> stems;
    private readonly SourceList sources;
    private readonly int longestStem;

    private Names(Dictionary<string, string[]> exact, Dictionary<string, string[]> stems, SourceList sources)
    {
        this.exact = exact.ToFrozenDictionary(StringComparer.Ordinal);
        this.stems = stems.ToFrozenDictionary(StringComparer.Ordinal);
        this.sources = sources;
        longestStem = stems.Keys.Select(stem => stem.Length).DefaultIfEmpty(0).Max();
    }

    /// <summary>Loads linking/name-words.txt and the list of named sources.</summary>
    /// <param name="dataDirectory">The folder data/.</param>
    /// <exception cref="DataFileException">A line is malformed; the message names file and line.</exception>
    public static Names Load(string dataDirectory)
    {
        Dictionary<string, string[]> wholeWords = new(StringComparer.Ordinal), beginnings = new(StringComparer.Ordinal);
        foreach ((string line, string where) in LinkingData.Lines(Path.Combine(dataDirectory, "linking", "name-words.txt")))
        {
            int colon = line.IndexOf(':');
            if (colon <= 0) throw new DataFileException($"{where}: expected \"code: word word …\"");
            string[] codes = line[..colon].Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if (codes is ["-"]) codes = [];
            foreach (string pattern in line[(colon + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries))
            {
                if (pattern.EndsWith('*')) beginnings.TryAdd(pattern[..^1], codes);
                else wholeWords.TryAdd(pattern, codes);
            }
        }
        return new Names(wholeWords, beginnings, SourceList.Load(Path.Combine(dataDirectory, "sources.yaml")));
    }

    /// <summary>The listed source of this name, also where a description stands before it ("независимое издание ASTRA"); or null.</summary>
    public KnownSource? Known(string name)
    {
        if (sources.Find(name) is { } listed) return listed;
        // «Институт изучения войны (ISW)»: the page's abbreviation beside the name.
        if (name.EndsWith(')') && name.LastIndexOf(" (", StringComparison.Ordinal) is > 0 and int bracket && sources.Find(name[..bracket]) is { } explained) return explained;
        foreach (Range range in WordSplitter.Words(name).Skip(1))
        {
            (int start, int length) = range.GetOffsetAndLength(name.Length);
            if (!char.IsUpper(name[start])) continue;
            // The first proper word decides: what stands before it only describes.
            return IsCommon(name.Substring(start, length).ToLowerInvariant()) ? null : sources.Find(name[start..]);
        }
        return null;
    }

    /// <summary>Takes a name apart.</summary>
    public NameKey Of(string name) => Read(Known(name)?.Name ?? name);

    /// <summary>Language-independent key of one word: a code of name-words.txt, or a consonant skeleton; empty where the word says nothing.</summary>
    public string WordKey(ReadOnlySpan<char> word)
    {
        string lower = word.ToString().ToLowerInvariant();
        string[]? codes = CodesOf(lower);
        return codes is null ? Skeleton(lower) : string.Join('+', codes);
    }

    /// <summary>Whether the word is one of name-words.txt, and so no proper name.</summary>
    public bool IsCommon(string lowerWord) => CodesOf(lowerWord) is not null;

    private NameKey Read(string name)
    {
        List<string> words = [], proper = [];
        foreach (Range range in WordSplitter.Words(name))
        {
            string word = name[range];
            string lower = word.ToLowerInvariant();
            string[]? codes = CodesOf(lower);
            if (codes is not null)
            {
                foreach (string code in codes)
                    if (!words.Contains(code)) words.Add(code);
                continue;
            }
            string skeleton = Skeleton(lower);
            if (skeleton.Length == 0) continue;
            if (!words.Contains(skeleton)) words.Add(skeleton);
            if (char.IsUpper(word[0]) || char.IsDigit(word[0])) proper.Add(skeleton);
        }
        return new NameKey(name, string.Join(' ', words.Order(StringComparer.Ordinal)), words, proper);
    }

    private string[]? CodesOf(string lowerWord)
    {
        if (exact.TryGetValue(lowerWord, out string[]? codes)) return codes;
        FrozenDictionary<string, string[]>.AlternateLookup<ReadOnlySpan<char>> lookup = stems.GetAlternateLookup<ReadOnlySpan<char>>();
        for (int length = Math.Min(longestStem, lowerWord.Length); length >= 2; length--)
            if (lookup.TryGetValue(lowerWord.AsSpan(0, length), out codes)) return codes;
        return null;
    }

    /// <summary>Consonants of a lower-case word in one alphabet for Latin and Cyrillic spellings.</summary>
    /// <remarks>Vowels, soft signs and y differ most between transliterations and case endings, so only a first vowel
    /// leaves a mark. g/h and v/w fall together (Grigorov, Hryhorov); kh, zh, ts, ch and sh become single letters.</remarks>
    public static string Skeleton(string lowerWord)
    {
        ReadOnlySpan<char> word = WithoutEnding(lowerWord);
        StringBuilder key = new(word.Length);
        for (int at = 0; at < word.Length; at++)
        {
            char here = word[at], next = at + 1 < word.Length ? word[at + 1] : '\0';
            switch (here)
            {
                case 's' when next == 'h': Append(key, 'S'); at++; break;
                case 'c' when next == 'h': Append(key, 'C'); at++; break;
                case 'z' when next == 'h': Append(key, 'J'); at++; break;
                case 'k' when next == 'h': Append(key, 'x'); at++; break;
                case 't' when next is 's' or 'z': Append(key, 'c'); at++; break;
                case 'p' when next == 'h': Append(key, 'f'); at++; break;
                case 'c' or 'q' or 'к': Append(key, 'k'); break;
                case 'x': Append(key, 'k'); Append(key, 's'); break;
                case 'w' or 'в': Append(key, 'v'); break;
                case 'h' or 'г' or 'ґ': Append(key, 'g'); break;
                case 'б': Append(key, 'b'); break;
                case 'д': Append(key, 'd'); break;
                case 'ж' or 'j': Append(key, 'J'); break;
                case 'з': Append(key, 'z'); break;
                case 'л': Append(key, 'l'); break;
                case 'м': Append(key, 'm'); break;
                case 'н': Append(key, 'n'); break;
                case 'п': Append(key, 'p'); break;
                case 'р': Append(key, 'r'); break;
                case 'с': Append(key, 's'); break;
                case 'т' when next == 'с': Append(key, 'c'); at++; break;
                case 'т': Append(key, 't'); break;
                case 'ф': Append(key, 'f'); break;
                case 'х': Append(key, 'x'); break;
                case 'ц': Append(key, 'c'); break;
                case 'ч': Append(key, 'C'); break;
                case 'ш': Append(key, 'S'); break;
                case 'щ': Append(key, 'S'); Append(key, 'C'); break;
                case >= 'a' and <= 'z' and not ('a' or 'e' or 'i' or 'o' or 'u' or 'y'): Append(key, here); break;
                case >= '0' and <= '9': key.Append(here); break;
                default:
                    if (at == 0 && char.IsLetter(here)) key.Append('a');
                    break;
            }
        }
        return key.ToString();

        static void Append(StringBuilder key, char letter)
        {
            if (key.Length == 0 || key[^1] != letter) key.Append(letter);
        }
    }

    private static readonly string[] CaseEndings = ["ского", "скому", "ському", "ським", "ского", "ских", "ским", "ского", "ового", "ами", "ями", "ому", "ого", "ему", "ого", "ым", "им", "ом", "ем", "ою", "ею", "ах", "ях", "ів", "ов"];

    /// <summary>A Cyrillic word without the case ending whose consonants the base form lacks, and a Latin one without its possessive s.</summary>
    private static ReadOnlySpan<char> WithoutEnding(string word)
    {
        if (word.EndsWith("'s", StringComparison.Ordinal) || word.EndsWith("’s", StringComparison.Ordinal)) return word.AsSpan(0, word.Length - 2);
        if (word.Length < 6 || word[^1] < 'а') return word;
        foreach (string ending in CaseEndings)
        {
            if (!word.EndsWith(ending, StringComparison.Ordinal)) continue;
            bool surname = ending is "ов" or "ів";
            if (surname) return word;
            int keep = ending.StartsWith("ськ", StringComparison.Ordinal) || ending.StartsWith("ск", StringComparison.Ordinal) ? ending.IndexOf('к', StringComparison.Ordinal) + 1 : 0;
            if (word.Length - ending.Length + keep >= 3) return word.AsSpan(0, word.Length - ending.Length + keep);
        }
        return word;
    }
}
