using System.Collections.Frozen;
using System.Globalization;
using Hearsay.Text;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Hearsay.Times;

/// <summary>Units that periods and durations are told in.</summary>
internal enum TimeUnit { None, Second, Minute, Hour, Day, DayAndNight, Week, Fortnight, Weekend, Month, Quarter, Season, Year, Decade, Century }

internal enum PartOfDay { None, Morning, Noon, Afternoon, Evening, Night, Midnight, Dawn, Dusk }

internal enum Season { None, Winter, Spring, Summer, Autumn }

/// <summary>Words that move a period: "this", "last", "next" and their kin.</summary>
internal enum Shift { None, This, Last, BeforeLast, Next, Past, Coming, Previous, Following, Same, That, Recent, Latest }

/// <summary>Words that take a part of a period: "early", "the second half of".</summary>
internal enum PartOf { None, Start, Early, Mid, Late, FirstHalf, SecondHalf, Earlier, Later, Rest, Whole, EndPoint }

internal enum Vagueness { None, Present, Past, Future }

/// <summary>What a word of time does in an expression; the classes of the vocabulary files. At most 64: sets of them are bits.</summary>
internal enum WordClass : byte
{
    Month, Weekday, Cardinal, Ordinal, Some, Unit, Plural, DayPart, DayPartOf, Season, Day, DayAdjective, YearShift, Shift, Part,
    Ago, Later, Earlier, FromNow, Through, Since, Until, Before, After, By, From, To, Between, And, In, Within, On, For, Of, The,
    YearWord, DayOfMonth, Every, Set, Per, Old, More, Approximate, Quality, Half, AndAHalf, HalfUnit,
    Meridiem, ClockWord, ClockBefore, AtClock, Eve, DecadeName, Vague, FutureCue, PastPerfect, PastAuxiliary, Said, Holiday,
    EpochStart, EpochNoun, EpochAdjective, Roman, PeriodMark,
}

/// <summary>One thing a word can do.</summary>
/// <param name="Class">Its class.</param>
/// <param name="Value">A number, or the value of the enum that the class speaks of.</param>
/// <param name="IsWeak">Counts only beside other words of time.</param>
/// <param name="IsCapital">Counts only where capitalised.</param>
internal readonly record struct Sense(WordClass Class, int Value, bool IsWeak, bool IsCapital);

/// <summary>All a word can do, with a set of its classes for a quick look.</summary>
internal sealed class Senses(Sense[] all)
{
    public static readonly Senses None = new([]);

    public Sense[] All { get; } = all;

    /// <summary>One bit for each class among the senses.</summary>
    public ulong Classes { get; } = all.Aggregate(0UL, (mask, sense) => mask | 1UL << (int)sense.Class);

    /// <summary>Whether an expression can hang on this word; around "the", "by" or "a" alone none does.</summary>
    public bool IsCore { get; } = all.Any(sense => sense.Class is WordClass.Month or WordClass.Weekday or WordClass.Unit or WordClass.DayPart or WordClass.DayPartOf
        or WordClass.Season or WordClass.Day or WordClass.DayAdjective or WordClass.Eve or WordClass.YearShift or WordClass.Holiday or WordClass.Set
        or WordClass.HalfUnit or WordClass.DecadeName or WordClass.Vague or WordClass.Meridiem or WordClass.EpochNoun or WordClass.PeriodMark
        || sense.Class is WordClass.Cardinal && sense.Value >= 10);

    public bool Has(WordClass wordClass) => (Classes & 1UL << (int)wordClass) != 0;
}

/// <summary>A phrase of several words that begins with a given word.</summary>
internal sealed record Phrase(string[] Rest, Senses Senses);

/// <summary>What the vocabulary knows of one word: its senses alone, and the phrases it begins, longest first.</summary>
internal sealed record Entry(Senses Senses, Phrase[] Phrases);

/// <summary>The words of time of one language, from data/times/*.yaml.</summary>
/// <remarks>Immutable after loading; safe to share.</remarks>
internal sealed class TimeVocabulary
{
    private readonly FrozenDictionary<string, Entry> _entries;
    private readonly FrozenDictionary<string, Entry>.AlternateLookup<ReadOnlySpan<char>> _lookup;

    private readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> _pastVerbs, _namedAfterDays;
    private readonly string[] _pastEndings;

    private TimeVocabulary(LanguageCode language, FrozenDictionary<string, Entry> entries, Dictionary<string, string[]> lists)
    {
        _pastVerbs = lists["past-verbs"].ToFrozenSet(StringComparer.Ordinal).GetAlternateLookup<ReadOnlySpan<char>>();
        _namedAfterDays = lists["named-after-days"].ToFrozenSet(StringComparer.Ordinal).GetAlternateLookup<ReadOnlySpan<char>>();
        _pastEndings = lists["past-endings"];
        Language = language;
        _entries = entries;
        _lookup = _entries.GetAlternateLookup<ReadOnlySpan<char>>();
    }

    public LanguageCode Language { get; }

    /// <summary>Longest word of the vocabulary, in UTF-16 units; longer words need no look-up.</summary>
    public const int LongestWord = 24;

    /// <summary>Finds a lower-case word.</summary>
    public bool TryGet(ReadOnlySpan<char> word, out Entry entry) => _lookup.TryGetValue(word, out entry!);

    /// <summary>Whether a word is a verb in the past, by its ending or because it is listed as one.</summary>
    public bool IsPastVerb(ReadOnlySpan<char> word)
    {
        foreach (string ending in _pastEndings)
            if (word.EndsWith(ending, StringComparison.Ordinal)) return true;
        return _pastVerbs.Contains(word);
    }

    /// <summary>Whether things that a capitalised word names are named after days ("the October 7 Brigade").</summary>
    public bool IsNamedAfterDays(ReadOnlySpan<char> word) => _namedAfterDays.Contains(word);

    /// <summary>Reads one vocabulary file.</summary>
    /// <param name="path">Path of the YAML file.</param>
    /// <exception cref="InvalidDataException">The file breaks the format; the message names file and line.</exception>
    public static TimeVocabulary Load(string path)
    {
        YamlMappingNode root = ReadRoot(path);
        LanguageCode language = Scalar(root, "language", path) switch
        {
            "en" => LanguageCode.English,
            "ru" => LanguageCode.Russian,
            "uk" => LanguageCode.Ukrainian,
            string other => throw Broken(path, root.Start, $"language \"{other}\" is not one of en, ru, uk"),
        };
        var endings = new Dictionary<string, string[]>(StringComparer.Ordinal);
        if (root.Children.TryGetValue("endings", out YamlNode? endingsNode))
        {
            foreach ((YamlNode name, YamlNode list) in Mapping(endingsNode, path))
                endings.Add(Text(name, path), Split(Text(list, path)));
        }
        var lists = new Dictionary<string, string[]>(StringComparer.Ordinal) { ["past-verbs"] = [], ["past-endings"] = [], ["named-after-days"] = [] };
        if (root.Children.TryGetValue("lists", out YamlNode? listsNode))
        {
            foreach ((YamlNode name, YamlNode list) in Mapping(listsNode, path))
                lists[Text(name, path)] = lists.ContainsKey(Text(name, path)) ? Split(Text(list, path)) : throw Broken(path, name.Start, $"unknown list \"{Text(name, path)}\"; known: {string.Join(", ", lists.Keys)}");
        }
        var alone = new Dictionary<string, List<Sense>>(StringComparer.Ordinal);
        var phrases = new Dictionary<string, Dictionary<string, List<Sense>>>(StringComparer.Ordinal);
        if (!root.Children.TryGetValue("words", out YamlNode? words)) throw Broken(path, root.Start, "no \"words\"");
        foreach ((YamlNode className, YamlNode values) in Mapping(words, path))
        {
            string name = Text(className, path);
            if (!Enum.TryParse(name.Replace("-", "", StringComparison.Ordinal), ignoreCase: true, out WordClass wordClass))
                throw Broken(path, className.Start, $"unknown class \"{name}\"");
            foreach ((YamlNode valueNode, YamlNode formsNode) in Mapping(values, path))
            {
                int value = ValueOf(wordClass, Text(valueNode, path), path, valueNode.Start);
                foreach (string written in Split(Text(formsNode, path)))
                {
                    bool weak = written.Contains('*', StringComparison.Ordinal), capital = written.Contains('^', StringComparison.Ordinal);
                    var sense = new Sense(wordClass, value, weak, capital);
                    foreach (string form in Expand(written.TrimEnd('*', '^'), endings, path, formsNode.Start))
                        Add(form, sense, alone, phrases);
                }
            }
        }
        var entries = new Dictionary<string, Entry>(StringComparer.Ordinal);
        foreach (string word in alone.Keys.Union(phrases.Keys, StringComparer.Ordinal))
        {
            Senses senses = alone.TryGetValue(word, out List<Sense>? own) ? new Senses([.. own]) : Senses.None;
            Phrase[] begun = phrases.TryGetValue(word, out Dictionary<string, List<Sense>>? of)
                ? [.. of.Select(p => new Phrase(p.Key.Split(' '), new Senses([.. p.Value]))).OrderByDescending(p => p.Rest.Length).ThenBy(p => string.Join(' ', p.Rest), StringComparer.Ordinal)]
                : [];
            entries.Add(word, new Entry(senses, begun));
        }
        return new TimeVocabulary(language, entries.ToFrozenDictionary(StringComparer.Ordinal), lists);
    }

    internal static YamlMappingNode ReadRoot(string path)
    {
        var stream = new YamlStream();
        try
        {
            using var reader = new StreamReader(path);
            stream.Load(reader);
        }
        catch (YamlException problem)
        {
            throw Broken(path, problem.Start, problem.Message, problem);
        }
        return stream.Documents.Count == 1 && stream.Documents[0].RootNode is YamlMappingNode root
            ? root
            : throw new InvalidDataException($"{path}: not one mapping of names to values");
    }

    internal static string Scalar(YamlMappingNode node, string key, string path) =>
        node.Children.TryGetValue(key, out YamlNode? value) ? Text(value, path) : throw Broken(path, node.Start, $"no \"{key}\"");

    internal static string Text(YamlNode node, string path) =>
        node is YamlScalarNode { Value: { Length: > 0 } text } ? text : throw Broken(path, node.Start, "a word is missing here");

    internal static InvalidDataException Broken(string path, Mark at, string what, Exception? cause = null) =>
        new(string.Create(CultureInfo.InvariantCulture, $"{path}, line {at.Line}: {what}"), cause);

    private static YamlMappingNode Mapping(YamlNode node, string path) =>
        node as YamlMappingNode ?? throw Broken(path, node.Start, "expected a mapping of values to forms");

    private static string[] Split(string list) => list.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private static IEnumerable<string> Expand(string form, Dictionary<string, string[]> endings, string path, Mark at)
    {
        int open = form.IndexOf('{', StringComparison.Ordinal);
        if (open < 0) return [form.ToLowerInvariant()];
        string name = form[(open + 1)..].TrimEnd('}');
        if (!endings.TryGetValue(name, out string[]? list)) throw Broken(path, at, $"no endings named \"{name}\"");
        string stem = form[..open].ToLowerInvariant();
        return list.Select(ending => stem + ending).Distinct(StringComparer.Ordinal);
    }

    private static void Add(string form, Sense sense, Dictionary<string, List<Sense>> alone, Dictionary<string, Dictionary<string, List<Sense>>> phrases)
    {
        string[] words = form.Split([' ', '-'], StringSplitOptions.RemoveEmptyEntries);
        if (words.Length == 1)
        {
            ListOf(alone, words[0]).Add(sense);
            return;
        }
        if (!phrases.TryGetValue(words[0], out Dictionary<string, List<Sense>>? begun)) phrases.Add(words[0], begun = new(StringComparer.Ordinal));
        ListOf(begun, string.Join(' ', words[1..])).Add(sense);
    }

    private static List<Sense> ListOf(Dictionary<string, List<Sense>> lists, string key)
    {
        if (!lists.TryGetValue(key, out List<Sense>? list)) lists.Add(key, list = []);
        return list;
    }

    private static int ValueOf(WordClass wordClass, string written, string path, Mark at)
    {
        if (int.TryParse(written, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int number)) return number;
        string name = written.Replace("-", "", StringComparison.Ordinal);
        return wordClass switch
        {
            WordClass.Unit or WordClass.HalfUnit when Enum.TryParse(name, true, out TimeUnit unit) => (int)unit,
            WordClass.DayPart when Enum.TryParse(name, true, out PartOfDay part) => (int)part,
            WordClass.Season when Enum.TryParse(name, true, out Season season) => (int)season,
            WordClass.Shift when Enum.TryParse(name, true, out Shift shift) => (int)shift,
            WordClass.Part when Enum.TryParse(name, true, out PartOf part) => (int)part,
            WordClass.Vague when Enum.TryParse(name, true, out Vagueness vagueness) => (int)vagueness,
            _ => throw Broken(path, at, $"\"{written}\" is no value of the class"),
        };
    }
}

/// <summary>A war whose days are counted and whose start dates totals.</summary>
/// <param name="Id">Stable id.</param>
/// <param name="Start">Its first day; 1 January where only the year is given.</param>
/// <param name="Grain">Day, or year where only the year is given.</param>
/// <param name="Names">Stems of words that tell a text speaks of it.</param>
internal sealed record Epoch(string Id, DateOnly Start, Grain Grain, string[] Names)
{
    /// <summary>Reads data/times/epochs.yaml.</summary>
    /// <exception cref="InvalidDataException">The file breaks the format; the message names file and line.</exception>
    public static Epoch[] Load(string path)
    {
        YamlMappingNode root = TimeVocabulary.ReadRoot(path);
        if (!root.Children.TryGetValue("epochs", out YamlNode? node) || node is not YamlSequenceNode list)
            throw TimeVocabulary.Broken(path, root.Start, "no list \"epochs\"");
        var epochs = new List<Epoch>();
        foreach (YamlNode item in list)
        {
            if (item is not YamlMappingNode epoch) throw TimeVocabulary.Broken(path, item.Start, "expected id, start and names");
            string written = TimeVocabulary.Scalar(epoch, "start", path);
            Grain grain = written.Length == 4 ? Grain.Year : Grain.Day;
            if (!DateOnly.TryParseExact(written, grain == Grain.Year ? "yyyy" : "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly start))
                throw TimeVocabulary.Broken(path, epoch.Start, "start is not a date like 2022-02-24, or a year");
            if (!epoch.Children.TryGetValue("names", out YamlNode? names) || names is not YamlSequenceNode stems)
                throw TimeVocabulary.Broken(path, epoch.Start, "no list \"names\"");
            epochs.Add(new Epoch(TimeVocabulary.Scalar(epoch, "id", path), start, grain, [.. stems.Select(s => TimeVocabulary.Text(s, path))]));
        }
        return [.. epochs];
    }
}
