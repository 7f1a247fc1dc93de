using System.Collections.Frozen;
using Hearsay.Text;
using YamlDotNet.RepresentationModel;

namespace Hearsay.Claims;

/// <summary>Word lists by which claims are judged, one file a language, from data/claims. Immutable, safe to share.</summary>
internal sealed class ClaimWords
{
    private static readonly string[] Keys = ["beginnings", "begin", "series", "unnamed-places", "toll", "decisions", "hurt-people", "pointing", "about", "purpose", "hearsay",
        "commenting", "treating", "weighing", "weighing-on", "beside", "within", "aiming", "announcing",
        "remaining", "respectively", "where", "part-of", "periods", "shells", "rocket", "assaults", "ground", "time",
        "possible", "case-of", "preparing", "preparing-for", "aims", "ruling", "rules", "it-is", "prepositions-like-nouns", "one-of-several", "hedging-openers", "hedging-closers", "nouns-like-verbs", "names-like-adverbs", "foretelling", "bearing", "rumour-marks", "so-that", "seeming", "asked-how", "takes-object", "trying", "planning", "must",
        "rights", "scripts", "rehearsing", "under", "facing", "able", "real", "any", "each", "habitual",
        "or", "there-is-no", "negators", "not-negated", "no-kind", "no", "nobody", "nothing", "failing",
        "he-she", "it", "relative", "oblique-pronouns", "before-number", "belonging", "how-many", "befalling", "done-by", "no-weapon", "also"];

    private readonly FrozenDictionary<string, FrozenSet<string>> english, russian, ukrainian;

    private ClaimWords(FrozenDictionary<string, FrozenSet<string>>[] languages) => (english, russian, ukrainian) = (languages[0], languages[1], languages[2]);

    /// <summary>Loads the en, ru and uk lists; a list that a language leaves out is empty there.</summary>
    /// <exception cref="DataFileException">A key is unknown, or missing in every language; the message names file and line.</exception>
    public static ClaimWords Load(string directory)
    {
        string[] files = ["en.yaml", "ru.yaml", "uk.yaml"];
        FrozenDictionary<string, FrozenSet<string>>[] languages = [.. files.Select(name => WordLists.Load(Path.Combine(directory, name), Keys))];
        foreach (string key in Keys)
            if (languages.All(lists => lists[key].Count == 0)) throw new DataFileException($"{directory}: the list \"{key}\" is missing in every language");
        return new ClaimWords(languages);
    }

    /// <summary>Whether a language's list holds a word, in small letters or not.</summary>
    public bool Is(LanguageCode language, string list, string word) =>
        WordLists.Holds((language switch { LanguageCode.Russian => russian, LanguageCode.Ukrainian => ukrainian, _ => english })[list], word);
}

/// <summary>Named lists of words.</summary>
internal static class WordLists
{
    /// <summary>Reads a file of lists; those of the keys that it leaves out are empty.</summary>
    /// <exception cref="DataFileException">A key is unknown; the message names file and line.</exception>
    public static FrozenDictionary<string, FrozenSet<string>> Load(string path, string[] keys)
    {
        DataFile file = DataFile.Open(path);
        Dictionary<string, FrozenSet<string>> lists = keys.ToDictionary(key => key, _ => FrozenSet<string>.Empty, StringComparer.Ordinal);
        foreach ((string key, YamlNode at, YamlNode value) in file.Entries(file.Root))
        {
            if (!lists.ContainsKey(key)) throw file.Error(at, $"unknown list \"{key}\"; known: {string.Join(", ", keys)}");
            lists[key] = file.Strings(value).ToFrozenSet(StringComparer.Ordinal);
        }
        return lists.ToFrozenDictionary(StringComparer.Ordinal);
    }

    /// <summary>Whether a list holds a word, in small letters or not.</summary>
    public static bool Holds(FrozenSet<string> list, string word) => list.Contains(word) || (word.Length > 0 && char.IsUpper(word[0]) && list.Contains(word.ToLowerInvariant()));
}
