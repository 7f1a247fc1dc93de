using System.Collections.Frozen;
using Hearsay.Text;
using YamlDotNet.RepresentationModel;

namespace Hearsay.Claims;

/// <summary>A named source of data/sources.yaml.</summary>
/// <param name="Name">Canonical English name.</param>
/// <param name="Kind">outlet, agency, channel, monitor, ministry, …</param>
/// <param name="Country">ISO 3166-1 alpha-2, or null.</param>
/// <param name="Owner">Owning group or state body, or null.</param>
/// <param name="Russian">Usual name in Russian, or null where the English one is used.</param>
/// <param name="Ukrainian">Usual name in Ukrainian, or null where the English one is used.</param>
public sealed record KnownSource(string Name, string? Kind, string? Country, string? Owner, string? Russian, string? Ukrainian);

/// <summary>Groups of the kinds of sources that mechanisms ask for together.</summary>
internal static class SourceKind
{
    /// <summary>Whether it is a medium.</summary>
    public static bool IsMedium(string? kind) => kind is "outlet" or "agency" or "channel";

    /// <summary>Whether it is a medium or a body that watches a war.</summary>
    public static bool IsMediumOrMonitor(string? kind) => IsMedium(kind) || kind == "monitor";

    /// <summary>Whether it is a person who has been told of, whoever that is.</summary>
    public static bool IsSomebody(string? kind) => kind is "person" or "official" or "witness" or "military";
}

/// <summary>The editable list of named sources, looked up by any alias in any of the languages. Immutable.</summary>
public sealed class SourceList
{
    private readonly FrozenDictionary<string, KnownSource> byAlias;

    private readonly FrozenDictionary<string, KnownSource> byExactName;
    private readonly FrozenDictionary<string, KnownSource?> byStem, byBareWords;
    private readonly FrozenDictionary<string, string> spellings;

    private SourceList(FrozenDictionary<string, KnownSource> byAlias, FrozenDictionary<string, KnownSource> byExactName, IReadOnlyList<string> written)
    {
        (this.byAlias, this.byExactName) = (byAlias, byExactName);
        // The first spelling that words without their endings lead to.
        Dictionary<string, string> bySpelling = new(StringComparer.Ordinal);
        foreach (string alias in written)
            if (BareKey(Key(alias)) is { } bare) bySpelling.TryAdd(bare, alias);
        spellings = bySpelling.ToFrozenDictionary(StringComparer.Ordinal);
        // A stem that two sources share names neither.
        Dictionary<string, KnownSource?> stems = new(StringComparer.Ordinal);
        foreach ((string key, KnownSource source) in byAlias)
            if (StemKey(key) is { } stem) stems[stem] = stems.TryGetValue(stem, out KnownSource? other) && !ReferenceEquals(other, source) ? null : source;
        byStem = stems.ToFrozenDictionary(StringComparer.Ordinal);
        Dictionary<string, KnownSource?> bareWords = new(StringComparer.Ordinal);
        foreach ((string key, KnownSource source) in byAlias)
            if (BareKey(key) is { } bare) bareWords[bare] = bareWords.TryGetValue(bare, out KnownSource? other) && !ReferenceEquals(other, source) ? null : source;
        byBareWords = bareWords.ToFrozenDictionary(StringComparer.Ordinal);
    }

    /// <summary>Loads the list.</summary>
    /// <exception cref="DataFileException">An entry is wrong or an alias stands twice; the message names file and line.</exception>
    public static SourceList Load(string path)
    {
        DataFile file = DataFile.Open(path, out YamlNode root);
        Dictionary<string, KnownSource> byAlias = new(StringComparer.Ordinal), byExactName = new(StringComparer.Ordinal);
        List<string> written = [];
        foreach (YamlNode node in file.List(root))
        {
            string? name = null, kind = null, country = null, owner = null, russian = null, ukrainian = null;
            string[] aliases = [], exact = [];
            foreach ((string key, YamlNode at, YamlNode value) in file.Entries(file.Mapping(node)))
            {
                switch (key)
                {
                    case "name": name = file.Scalar(value); break;
                    case "kind": kind = file.Scalar(value); break;
                    case "country": country = Optional(value); break;
                    case "owner": owner = Optional(value); break;
                    case "ru": russian = file.Scalar(value); break;
                    case "uk": ukrainian = file.Scalar(value); break;
                    case "aliases": aliases = file.Strings(value); break;
                    case "exact": exact = file.Strings(value); break;
                    default: throw file.Error(at, $"unknown key \"{key}\"; known: name, kind, country, owner, ru, uk, aliases, exact");
                }
            }
            if (name is null) throw file.Error(node, "a source needs a name");
            KnownSource source = new(name, kind, country, owner, russian, ukrainian);
            foreach (string alias in exact) byExactName[alias] = source;
            foreach (string? alias in (string?[])[.. aliases, name, russian, ukrainian])
            {
                if (alias is null || Array.IndexOf(exact, alias) >= 0) continue;
                string key = Key(alias);
                if (key.Length == 0) throw file.Error(node, $"alias \"{alias}\" has no letter or digit");
                if (byAlias.TryGetValue(key, out KnownSource? other) && !ReferenceEquals(other, source))
                    throw file.Error(node, $"alias \"{alias}\" belongs to \"{other.Name}\" already");
                byAlias[key] = source;
                written.Add(alias);
            }
        }
        return new SourceList(byAlias.ToFrozenDictionary(StringComparer.Ordinal), byExactName.ToFrozenDictionary(StringComparer.Ordinal), written);

        string? Optional(YamlNode value) => file.Scalar(value) is "" or "null" or "~" ? null : file.Scalar(value);
    }

    /// <summary>The source with this name or alias, whatever its case, quotes and article; null where the list has none.</summary>
    public KnownSource? Find(string name) => byExactName.GetValueOrDefault(name.Trim()) ?? byAlias.GetValueOrDefault(Key(name));

    /// <summary>The name to show for a mention in a language: as written where it is a listed name, the listed name it is a case of, else the usual name of that language.</summary>
    public string NameFor(string text, KnownSource source, LanguageCode language)
    {
        if (Find(text) is not null) return text;
        // «в Министерстве обороны России»: the spelling of the list that the page declines.
        if (BareKey(Key(text)) is { } bare && spellings.TryGetValue(bare, out string? written) && ReferenceEquals(Find(written), source)) return written;
        return language switch
        {
            LanguageCode.Russian => source.Russian ?? source.Name,
            LanguageCode.Ukrainian => source.Ukrainian ?? source.Name,
            _ => source.Name,
        };
    }

    /// <summary>As <see cref="Find"/>, but for a Russian or Ukrainian name in any case («Астре», «Генштабі»); null where the stem leads to none or to two.</summary>
    public KnownSource? FindInflected(string name) => Find(name) ?? (StemKey(Key(name)) is { } stem && (stem.Length > ShortestStem || char.IsUpper(name.TrimStart('«', '"', '„', '“')[0])) ? byStem.GetValueOrDefault(stem) : null) ?? FindWithoutEndings(Key(name));

    // A stem no longer than this leads to a name only from a word with a capital: «мера» is no form of «Мерц».
    private const int ShortestStem = 3;

    // «Интерфаксу», «Института изучения войны»: words without their endings; null where that leads to none or to two.
    private KnownSource? FindWithoutEndings(string key) => BareKey(key) is { } bare ? byBareWords.GetValueOrDefault(bare) : null;

    private static readonly string[] Endings =
    [
        "ами", "ями", "ого", "его", "ому", "ему", "ыми", "ими", "ого", "ові", "еві", "ая", "яя", "ую", "юю", "ой", "ей", "ые", "ие", "ый", "ий", "ах", "ях", "ов", "ев", "ом", "ем", "ам", "ям", "ою", "ею", "ья", "ью",
        "ия", "ию", "ии", "ої", "ій", "их", "ых", "ым", "им", "ів", "а", "я", "о", "е", "ы", "и", "у", "ю", "ь", "й", "і", "ї", "є",
    ];

    private static string? BareKey(string key)
    {
        if (key.Length < 6 || key[0] < 'а') return null;
        string[] words = key.Split(' ');
        for (int i = 0; i < words.Length; i++)
            foreach (string ending in Endings)
                if (words[i].Length - ending.Length >= 4 && words[i].EndsWith(ending, StringComparison.Ordinal))
                {
                    words[i] = words[i][..^ending.Length];
                    break;
                }
        return string.Join(' ', words);
    }

    // Cyrillic words without their last letters; null for names of other scripts or with nothing to spare.
    private static string? StemKey(string key)
    {
        if (key.Length < 4 || key[0] < 'а') return null;
        string[] words = key.Split(' ');
        for (int i = 0; i < words.Length; i++)
            if (words[i].Length >= 4) words[i] = words[i][..Math.Max(3, words[i].Length - 2)];
        return string.Join(' ', words);
    }

    // Letters and digits in lower case, single spaces, no leading article.
    private static string Key(string name)
    {
        System.Text.StringBuilder key = new(name.Length);
        foreach (char c in name)
        {
            if (char.IsLetterOrDigit(c)) key.Append(char.ToLowerInvariant(c == 'ё' ? 'е' : c));
            else if (key.Length > 0 && key[^1] != ' ') key.Append(' ');
        }
        string text = key.ToString().TrimEnd();
        return text.StartsWith("the ", StringComparison.Ordinal) ? text[4..] : text;
    }
}
