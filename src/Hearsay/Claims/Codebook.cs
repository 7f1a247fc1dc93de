// The codebook: event types, and the words that report them.
// Input: data/codebook/types.yaml, classes.yaml and one trigger file a language. Output: an immutable Codebook.
// Invariants: every type has a family and a meaning; a rule's id is unique within its type and language; rules of one
// word are tried in order of most conditions first, then file order, so a special reading wins over the general one.
using System.Collections.Frozen;
using Hearsay.Text;
using YamlDotNet.RepresentationModel;

namespace Hearsay.Claims;

/// <summary>One event type of the codebook.</summary>
/// <param name="Code">Code used in claims ("detention").</param>
/// <param name="Family">Family code ("coercion").</param>
/// <param name="Meaning">One sentence.</param>
/// <param name="Counts">What counts.</param>
/// <param name="Excludes">What does not.</param>
/// <param name="Roles">What each role means for this type.</param>
/// <param name="Codes">Codes in other ontologies, by their name (acled, plover, cameo).</param>
public sealed record EventType(string Code, string Family, string Meaning, IReadOnlyList<string> Counts,
    IReadOnlyList<string> Excludes, IReadOnlyList<KeyValuePair<string, string>> Roles, IReadOnlyList<KeyValuePair<string, string>> Codes);

/// <summary>How the grammar of a trigger gives its roles.</summary>
public enum Frame : byte { Transitive, SubjectTarget, SubjectActor, ObjectRecipient, OfTarget, OfActor }

/// <summary>Where a condition looks, seen from the trigger.</summary>
public enum Where : byte { Subject, Object, Oblique, Modifier, Child, Head, Next, Previous, Near, Clause, Sentence, Preposition, Target, Flag }

/// <summary>One condition of a rule: a place to look, and words or a word class to find there.</summary>
/// <param name="Where">Where it looks.</param>
/// <param name="Lemmas">Lemmas, any of which satisfies it; empty when it names classes or a flag.</param>
/// <param name="Classes">Word classes, any of which satisfies it; empty when it lists lemmas or is a flag.</param>
/// <param name="Flag">The flag's name, or null.</param>
public sealed record Condition(Where Where, FrozenSet<string> Lemmas, string[] Classes, string? Flag = null);

/// <summary>One rule: a word (or phrase) that reports an event type under conditions.</summary>
public sealed record TriggerRule
{
    /// <summary>"en/detention/hold".</summary>
    public required string Id { get; init; }
    public required EventType Type { get; init; }
    /// <summary>VERB, NOUN or ADJ; X for any part of speech.</summary>
    public required Upos Upos { get; init; }
    public required Frame Frame { get; init; }
    public required IReadOnlyList<Condition> Need { get; init; }
    public required IReadOnlyList<Condition> Any { get; init; }
    public required IReadOnlyList<Condition> Not { get; init; }
    /// <summary>The type becomes more special by the weapon named in its clause.</summary>
    public bool RefineByWeapon { get; init; }
    /// <summary>Counts only with an argument of its own.</summary>
    public bool IsWeak { get; init; }
}

/// <summary>One lemma or phrase of a rule.</summary>
/// <param name="Rule">The rule.</param>
/// <param name="Others">Lemmas that must stand in the same clause near the head word; empty for a single word.</param>
public readonly record struct TriggerEntry(TriggerRule Rule, string[] Others)
{
    /// <summary>How special the entry is: more conditions and more words win.</summary>
    public int Specificity => (4 * Others.Length) + (2 * Rule.Need.Count) + (Rule.Any.Count > 0 ? 2 : 0) + (Rule.Not.Count > 0 ? 1 : 0);
}

/// <summary>Event types, trigger rules and word classes. Immutable, safe to share.</summary>
public sealed class Codebook
{
    private readonly FrozenDictionary<string, TriggerEntry[]>[] triggers;
    private readonly FrozenDictionary<string, string[]>[] classes;

    private Codebook(IReadOnlyList<EventType> types, FrozenDictionary<string, TriggerEntry[]>[] triggers, FrozenDictionary<string, string[]>[] classes)
    {
        Types = types;
        this.triggers = triggers;
        this.classes = classes;
    }

    /// <summary>All types, in file order.</summary>
    public IReadOnlyList<EventType> Types { get; }

    /// <summary>Loads types.yaml, classes.yaml and en, ru, uk trigger files from one folder, and from a second one that adds to it.</summary>
    /// <param name="directory">The program's codebook.</param>
    /// <param name="layer">A user's own: any of the same files, with further types, words of classes and rules. A type or rule of the same name
    /// replaces the program's; of two rules that fit a word equally well the user's wins. Null or absent: none.</param>
    /// <exception cref="DataFileException">A file is missing or wrong; the message names file and line.</exception>
    public static Codebook Load(string directory, string? layer = null)
    {
        Dictionary<string, EventType> types = new(StringComparer.Ordinal);
        foreach (DataFile file in Files("types.yaml"))
            foreach ((string code, YamlNode at, YamlNode value) in file.Entries(file.Root))
                types[code] = ReadType(file, code, at, value);
        FrozenDictionary<string, string[]>[] classes = ReadClasses(Files("classes.yaml"));
        HashSet<string> classNames = [.. classes.SelectMany(c => c.Values.SelectMany(v => v))];
        var triggers = new FrozenDictionary<string, TriggerEntry[]>[LanguageFolders.Length];
        for (int i = 0; i < LanguageFolders.Length; i++) triggers[i] = ReadTriggers(Files(LanguageFolders[i] + ".yaml").Reverse(), LanguageFolders[i], types, classNames);
        return new Codebook([.. types.Values], triggers, classes);

        IEnumerable<DataFile> Files(string name)
        {
            yield return DataFile.Open(Path.Combine(directory, name));
            if (layer is not null && File.Exists(Path.Combine(layer, name))) yield return DataFile.Open(Path.Combine(layer, name));
        }
    }

    /// <summary>Entries whose head word is this lemma, most special first; empty where none.</summary>
    public TriggerEntry[] TriggersOf(LanguageCode language, string lemma)
    {
        int i = IndexOf(language);
        return i >= 0 && triggers[i].TryGetValue(lemma, out TriggerEntry[]? entries) ? entries : [];
    }

    /// <summary>Whether a lemma belongs to a word class ("drone").</summary>
    public bool IsIn(LanguageCode language, string lemma, string wordClass)
    {
        int i = IndexOf(language);
        return i >= 0 && classes[i].TryGetValue(lemma, out string[]? names) && Array.IndexOf(names, wordClass) >= 0;
    }

    /// <summary>Classes of a lemma, in file order; empty where none.</summary>
    public string[] ClassesOf(LanguageCode language, string lemma)
    {
        int i = IndexOf(language);
        return i >= 0 && classes[i].TryGetValue(lemma, out string[]? names) ? names : [];
    }

    /// <summary>The words by which a language reports a type, in alphabetical order: dictionary forms, phrases with all their words.</summary>
    public IEnumerable<string> WordsOf(LanguageCode language, EventType type) =>
        IndexOf(language) is >= 0 and int i
            ? triggers[i].SelectMany(e => e.Value.Where(entry => entry.Rule.Type == type).Select(entry => string.Join(' ', [e.Key, .. entry.Others]))).Distinct().Order(StringComparer.Ordinal)
            : [];

    /// <summary>All rules of a language, without order.</summary>
    public IEnumerable<TriggerRule> RulesOf(LanguageCode language) =>
        IndexOf(language) is >= 0 and int i ? triggers[i].Values.SelectMany(e => e).Select(e => e.Rule).Distinct() : [];

    /// <summary>Every word a language's rules and classes ask for.</summary>
    public IEnumerable<string> WordsOf(LanguageCode language)
    {
        if (IndexOf(language) is not (>= 0 and int i)) yield break;
        foreach (string word in classes[i].Keys) yield return word;
        foreach ((string head, TriggerEntry[] entries) in triggers[i])
        {
            yield return head;
            foreach (TriggerEntry entry in entries)
            {
                foreach (string other in entry.Others) yield return other;
                foreach (Condition condition in entry.Rule.Not.Concat(entry.Rule.Need).Concat(entry.Rule.Any))
                    foreach (string lemma in condition.Lemmas) yield return lemma;
            }
        }
    }

    private static readonly string[] LanguageFolders = ["en", "ru", "uk"];

    private static int IndexOf(LanguageCode language) => language switch
    {
        LanguageCode.English => 0,
        LanguageCode.Russian => 1,
        LanguageCode.Ukrainian => 2,
        _ => -1,
    };

    private static EventType ReadType(DataFile file, string code, YamlNode keyNode, YamlNode node)
    {
        string? family = null, meaning = null;
        string[] counts = [], excludes = [];
        List<KeyValuePair<string, string>> roles = [], codes = [];
        foreach ((string key, YamlNode at, YamlNode value) in file.Entries(file.Mapping(node)))
        {
            switch (key)
            {
                case "family": family = file.Scalar(value); break;
                case "meaning": meaning = file.Scalar(value); break;
                case "counts": counts = file.Strings(value); break;
                case "excludes": excludes = file.Strings(value); break;
                case "roles": roles = Pairs(value); break;
                case "codes": codes = Pairs(value); break;
                default: throw file.Error(at, $"unknown key \"{key}\"; known: family, meaning, counts, excludes, roles, codes");
            }
        }
        if (family is null || meaning is null) throw file.Error(keyNode, $"type \"{code}\" needs a family and a meaning");
        return new EventType(code, family, meaning, counts, excludes, roles, codes);

        List<KeyValuePair<string, string>> Pairs(YamlNode value) =>
            [.. file.Entries(file.Mapping(value)).Select(e => KeyValuePair.Create(e.Key, file.Scalar(e.Value)))];
    }

    private static FrozenDictionary<string, string[]>[] ReadClasses(IEnumerable<DataFile> files)
    {
        var byLanguage = new Dictionary<string, List<string>>[LanguageFolders.Length];
        for (int i = 0; i < byLanguage.Length; i++) byLanguage[i] = new(StringComparer.Ordinal);
        foreach ((DataFile file, string language, YamlNode at, YamlNode value) in files.SelectMany(file => file.Entries(file.Root).Select(entry => (file, entry.Key, entry.KeyNode, entry.Value))))
        {
            int i = Array.IndexOf(LanguageFolders, language);
            if (i < 0) throw file.Error(at, $"unknown language \"{language}\"; known: en, ru, uk");
            foreach ((string name, _, YamlNode words) in file.Entries(file.Mapping(value)))
                foreach (string word in file.Strings(words))
                {
                    if (!byLanguage[i].TryGetValue(word, out List<string>? names)) byLanguage[i][word] = names = [];
                    if (!names.Contains(name)) names.Add(name);
                }
        }
        return [.. byLanguage.Select(d => d.ToFrozenDictionary(e => e.Key, e => e.Value.ToArray(), StringComparer.Ordinal))];
    }

    private static FrozenDictionary<string, TriggerEntry[]> ReadTriggers(IEnumerable<DataFile> files, string language, Dictionary<string, EventType> types, HashSet<string> classNames)
    {
        Dictionary<string, List<TriggerEntry>> byLemma = new(StringComparer.Ordinal);
        HashSet<string> ids = new(StringComparer.Ordinal);
        foreach (DataFile file in files)
        {
            string[] replaced = [.. ids];
            foreach ((string code, YamlNode at, YamlNode list) in file.Entries(file.Root))
            {
                if (!types.TryGetValue(code, out EventType? type)) throw file.Error(at, $"unknown event type \"{code}\"; types.yaml lists them");
                foreach (YamlNode node in file.List(list))
                {
                    (TriggerRule rule, string[] lemmas) = ReadRule(file, language, type, file.Mapping(node), classNames);
                    if (replaced.Contains(rule.Id)) continue;
                    if (!ids.Add(rule.Id)) throw file.Error(node, $"rule id \"{rule.Id}\" is used twice");
                    foreach (string[] words in lemmas.SelectMany(Spellings))
                    {
                        if (!byLemma.TryGetValue(words[0], out List<TriggerEntry>? entries)) byLemma[words[0]] = entries = [];
                        entries.Add(new TriggerEntry(rule, words[1..]));
                    }
                }
            }
        }
        // OrderByDescending is stable: equal entries keep file order.
        return byLemma.ToFrozenDictionary(e => e.Key, e => e.Value.OrderByDescending(t => t.Specificity).ToArray(), StringComparer.Ordinal);
    }

    // «дістати|зазнати поранення|травма»: every choice of one word from each place.
    private static IEnumerable<string[]> Spellings(string lemma)
    {
        IEnumerable<string[]> all = [[]];
        foreach (string place in lemma.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            all = [.. all.SelectMany(words => place.Split('|'), (words, word) => (string[])[.. words, word])];
        return all;
    }

    private static (TriggerRule Rule, string[] Lemmas) ReadRule(DataFile file, string language, EventType type, YamlMappingNode node, HashSet<string> classNames)
    {
        string? id = null;
        Upos upos = Upos.X;
        string[]? lemmas = null;
        Frame? frame = null;
        Condition[] need = [], any = [], not = [];
        bool refine = false, weak = false;
        foreach ((string key, YamlNode at, YamlNode value) in file.Entries(node))
        {
            switch (key)
            {
                case "id": id = file.Scalar(value); break;
                case "verb" or "noun" or "adj" or "word":
                    if (lemmas is not null) throw file.Error(at, "a rule has exactly one of verb, noun, adj, word");
                    lemmas = file.Strings(value);
                    upos = key switch { "verb" => Upos.VERB, "noun" => Upos.NOUN, "adj" => Upos.ADJ, _ => Upos.X };
                    break;
                case "frame":
                    frame = file.Scalar(value) switch
                    {
                        "transitive" => Frame.Transitive,
                        "subject-target" => Frame.SubjectTarget,
                        "subject-actor" => Frame.SubjectActor,
                        "object-recipient" => Frame.ObjectRecipient,
                        "of-target" => Frame.OfTarget,
                        "of-actor" => Frame.OfActor,
                        string other => throw file.Error(value, $"unknown frame \"{other}\""),
                    };
                    break;
                case "need": need = Conditions(value); break;
                case "any": any = Conditions(value); break;
                case "not": not = Conditions(value); break;
                case "refine": refine = file.Scalar(value) == "weapon" ? true : throw file.Error(value, "refine can be \"weapon\" only"); break;
                case "weak": weak = file.Scalar(value) == "true"; break;
                default: throw file.Error(at, $"unknown key \"{key}\"; known: id, verb, noun, adj, word, frame, need, any, not, refine, weak");
            }
        }
        if (id is null || lemmas is not { Length: > 0 }) throw file.Error(node, "a rule needs an id and one of verb, noun, adj, word");
        return (new TriggerRule
        {
            Id = $"{language}/{type.Code}/{id}",
            Type = type,
            Upos = upos,
            Frame = frame ?? (upos == Upos.NOUN ? Frame.OfTarget : Frame.Transitive),
            Need = need,
            Any = any,
            Not = not,
            RefineByWeapon = refine,
            IsWeak = weak,
        }, lemmas);

        Condition[] Conditions(YamlNode value) => [.. (value is YamlSequenceNode s ? s.Children : [value]).Select(n => ReadCondition(file, n, classNames))];
    }

    private static Condition ReadCondition(DataFile file, YamlNode node, HashSet<string> classNames)
    {
        string text = file.Scalar(node);
        int colon = text.IndexOfAny([':', '@']);
        if (colon < 0)
        {
            if (text is not ("passive" or "plural" or "number" or "place" or "negated"))
                throw file.Error(node, $"unknown flag \"{text}\"; known: passive, plural, number, place, negated");
            return new Condition(Where.Flag, FrozenSet<string>.Empty, [], text);
        }
        Where where = text[..colon] switch
        {
            "subj" => Where.Subject,
            "obj" => Where.Object,
            "obl" => Where.Oblique,
            "mod" => Where.Modifier,
            "child" => Where.Child,
            "head" => Where.Head,
            "next" => Where.Next,
            "prev" => Where.Previous,
            "near" => Where.Near,
            "clause" => Where.Clause,
            "sentence" => Where.Sentence,
            "prep" => Where.Preposition,
            "target" => Where.Target,
            string other => throw file.Error(node, $"unknown place to look \"{other}\" in condition \"{text}\""),
        };
        string[] values = text[(colon + 1)..].Split('|', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        if (values.Length == 0) throw file.Error(node, $"condition \"{text}\" names nothing");
        if (text[colon] == ':') return new Condition(where, values.ToFrozenSet(StringComparer.Ordinal), []);
        foreach (string name in values)
            if (!classNames.Contains(name) && name is not "place") throw file.Error(node, $"unknown word class \"{name}\"; classes.yaml lists them");
        return new Condition(where, FrozenSet<string>.Empty, values);
    }
}
