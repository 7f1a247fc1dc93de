using System.Collections.Frozen;
using Hearsay.Text;
using YamlDotNet.RepresentationModel;

namespace Hearsay.Claims;

/// <summary>How one language says who says so, from data/attribution. Lists are lemmas; phrases are lower-case words.</summary>
public sealed class CueWords
{
    private readonly Dictionary<string, string[]> lists;
    private readonly FrozenDictionary<string, FrozenSet<string>> sets;
    private readonly Dictionary<string, string[][]> phrases;

    // Words by which sources are named and their words found.
    private static readonly string[] SpeakerKeys =
    [
        "witness", "refer", "stations", "of-persons", "bulletins", "summaries", "governors", "reporting", "first-person", "no-speaker", "he-she", "they", "his-her", "their", "one", "some-of", "out-of", "articles", "indefinite", "where", "named",
        "name-particles", "name-links", "site-endings", "media", "media-of", "media-apart", "media-people", "reporters", "monitors", "analysts", "offices",
        "interlocutors", "unnamed", "woman", "women", "people", "videos", "studies", "publish", "adding", "speech", "post", "relay", "words", "conclusions",
        "conclude", "establish", "follow", "from", "said-in", "platforms", "audience", "about", "as", "that", "many-media", "relative", "such", "statements", "remind",
        "earlier", "accuse", "of-what", "give", "determiners", "verbs-like-nouns", "numerals", "adjectives-in-ing", "time-zones", "directions", "interjections", "list-headings",
    ];

    private static readonly string[] Keys = [.. SpeakerKeys, "say", "report", "show", "deny", "cite", "according", "known-to", "citing", "source-labels", "quote-labels",
        "anaphora", "hedges", "hedge-verbs", "modals", "hypothetical-marks", "future-marks", "attempt", "anew", "aside", "anonymous", "bodies", "role", "titles", "documents", "examine", "speak", "bare", "count", "counts", "news", "prospects", "fears", "counted-events"];

    private CueWords(Dictionary<string, string[]> lists)
    {
        this.lists = lists;
        sets = lists.ToDictionary(l => l.Key, l => l.Value.Where(w => !w.Contains(' ', StringComparison.Ordinal)).ToFrozenSet(StringComparer.Ordinal), StringComparer.Ordinal).ToFrozenDictionary(StringComparer.Ordinal);
        phrases = lists.ToDictionary(l => l.Key, l => l.Value.Select(w => w.Split(' ')).OrderByDescending(w => w.Length).ToArray(), StringComparer.Ordinal);
    }

    /// <summary>Loads one language's file.</summary>
    /// <exception cref="DataFileException">A key is unknown or missing; the message names file and line.</exception>
    public static CueWords Load(string path)
    {
        DataFile file = DataFile.Open(path);
        Dictionary<string, string[]> lists = new(StringComparer.Ordinal);
        foreach ((string key, YamlNode at, YamlNode value) in file.Entries(file.Root))
            lists[key] = Array.IndexOf(Keys, key) >= 0 ? file.Strings(value) : throw file.Error(at, $"unknown list \"{key}\"; known: {string.Join(", ", Keys)}");
        foreach (string key in Keys)
            if (!lists.ContainsKey(key)) throw new DataFileException($"{path}: the list \"{key}\" is missing");
        return new CueWords(lists);
    }

    /// <summary>Whether a lemma is in a list of single words.</summary>
    public bool Is(string list, string lemma) => sets[list].Contains(lemma);

    /// <summary>The entry a capitalised Russian or Ukrainian word is a case form of («Генштабі»), where the lemma is unsure; null where none.</summary>
    public string? FormOf(string list, string form)
    {
        if (form.Length < 4 || !char.IsUpper(form[0]) || form[0] < 'А') return null;
        string lower = form.ToLowerInvariant();
        foreach (string entry in lists[list])
            if (entry.Length >= 4 && lower.Length - entry.Length is >= 0 and <= 2 && lower.StartsWith(entry, StringComparison.Ordinal)) return char.ToUpperInvariant(entry[0]) + entry[1..];
        return null;
    }

    /// <summary>The list's entries as written.</summary>
    public IReadOnlyList<string> List(string list) => lists[list];

    /// <summary>Number of tokens of the longest phrase of the list that starts at a token; 0 where none does.</summary>
    public int PhraseAt(string list, TokenTable tokens, int at, int end)
    {
        foreach (string[] phrase in phrases[list])
        {
            if (at + phrase.Length > end) continue;
            bool fits = true;
            for (int i = 0; fits && i < phrase.Length; i++) fits = tokens.Form[at + i].Equals(phrase[i], StringComparison.OrdinalIgnoreCase);
            if (fits) return phrase.Length;
        }
        return 0;
    }
}
