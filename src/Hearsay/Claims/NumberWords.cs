using System.Collections.Frozen;
using System.Globalization;
using Hearsay.Text;
using YamlDotNet.RepresentationModel;

namespace Hearsay.Claims;

/// <summary>Number words and phrases of one language, from data/quantities.</summary>
internal sealed class NumberWords
{
    public required FrozenDictionary<string, double> Numbers { get; init; }
    public required FrozenDictionary<string, double> Multipliers { get; init; }
    /// <summary>Adverbs that say how often («тричі»).</summary>
    public required FrozenDictionary<string, double> Times { get; init; }
    public required FrozenDictionary<string, (long Low, long High)> Vague { get; init; }
    public required FrozenDictionary<string, (long Low, long High)> VagueScaled { get; init; }
    /// <summary>Qualifier phrases as lower-case words, longest first, with what they do to the number.</summary>
    public required (string[] Words, Bound Bound)[] Qualifiers { get; init; }
    public required FrozenDictionary<string, string> Ranges { get; init; }
    public required string[][] Including { get; init; }
    public required FrozenSet<string> One { get; init; }
    /// <summary>Verbs of a count that grows or falls: what they reach is the number («зросла до семи»), no bound.</summary>
    public required FrozenSet<string> Reaching { get; init; }
    /// <summary>Dictionary forms with the plural that is vague by itself ("dozen", «десяток»).</summary>
    public required FrozenDictionary<string, string> Plurals { get; init; }

    private static readonly string[] Keys = ["one-alone", "articles", "enemies", "each", "measures", "counted-groups", "percent", "numbering",
        "cited-by", "over", "vague-part", "multiplies-alone", "no-number-before", "half", "ages", "at-age", "some-of"];
    private FrozenDictionary<string, FrozenSet<string>> Lists { get; init; } = FrozenDictionary<string, FrozenSet<string>>.Empty;

    /// <summary>Whether a list holds a word as written.</summary>
    public bool Is(string list, string word) => Lists[list].Contains(word);

    public static NumberWords Load(string path)
    {
        DataFile file = DataFile.Open(path);
        Dictionary<string, double> numbers = [], multipliers = [], times = [];
        Dictionary<string, (long, long)> vague = [], scaled = [];
        Dictionary<string, string> ranges = [], plurals = [];
        Dictionary<string, FrozenSet<string>> lists = Keys.ToDictionary(key => key, _ => FrozenSet<string>.Empty, StringComparer.Ordinal);
        List<(string[], Bound)> qualifiers = [];
        string[][] including = [];
        string[] one = [], reaching = [];
        foreach ((string key, YamlNode at, YamlNode value) in file.Entries(file.Root))
        {
            switch (key)
            {
                case "numbers": Values(value, numbers); break;
                case "multipliers": Values(value, multipliers); break;
                case "times": Values(value, times); break;
                case "vague": Bounds(value, vague); break;
                case "vague-scaled": Bounds(value, scaled); break;
                case "at-least": Add(value, Bound.AtLeast); break;
                case "more-than": Add(value, Bound.MoreThan); break;
                case "up-to": Add(value, Bound.UpTo); break;
                case "about": Add(value, Bound.About); break;
                case "range": Pairs(value, ranges); break;
                case "plurals": Pairs(value, plurals); break;
                case "including": including = [.. file.Strings(value).Select(s => s.Split(' '))]; break;
                case "reaching": reaching = file.Strings(value); break;
                case "one": one = file.Strings(value); break;
                default: lists[key] = lists.ContainsKey(key) ? file.Strings(value).ToFrozenSet(StringComparer.Ordinal) : throw file.Error(at, $"unknown key \"{key}\""); break;
            }
        }
        return new NumberWords
        {
            Numbers = numbers.ToFrozenDictionary(StringComparer.Ordinal),
            Multipliers = multipliers.ToFrozenDictionary(StringComparer.Ordinal),
            Times = times.ToFrozenDictionary(StringComparer.Ordinal),
            Vague = vague.ToFrozenDictionary(StringComparer.Ordinal),
            VagueScaled = scaled.ToFrozenDictionary(StringComparer.Ordinal),
            Qualifiers = [.. qualifiers.OrderByDescending(q => q.Item1.Length)],
            Ranges = ranges.ToFrozenDictionary(StringComparer.Ordinal),
            Including = including,
            One = one.ToFrozenSet(StringComparer.Ordinal),
            Reaching = reaching.ToFrozenSet(StringComparer.Ordinal),
            Plurals = plurals.ToFrozenDictionary(StringComparer.Ordinal),
            Lists = lists.ToFrozenDictionary(StringComparer.Ordinal),
        };

        void Pairs(YamlNode value, Dictionary<string, string> into)
        {
            foreach ((string from, _, YamlNode to) in file.Entries(file.Mapping(value))) into[from] = file.Scalar(to);
        }

        void Add(YamlNode value, Bound bound) => qualifiers.AddRange(file.Strings(value).Select(s => (s.Split(' '), bound)));

        void Values(YamlNode value, Dictionary<string, double> into)
        {
            foreach ((string word, _, YamlNode number) in file.Entries(file.Mapping(value)))
            {
                if (!double.TryParse(file.Scalar(number), NumberStyles.Float, CultureInfo.InvariantCulture, out double parsed)) throw file.Error(number, "expected a number");
                // An apostrophe may be written in any way.
                foreach (char mark in "'’ʼ") into[word.Replace('\'', mark)] = parsed;
            }
        }

        void Bounds(YamlNode value, Dictionary<string, (long, long)> into)
        {
            foreach ((string word, _, YamlNode pair) in file.Entries(file.Mapping(value)))
            {
                string[] ends = file.Strings(pair);
                if (ends.Length != 2 || !long.TryParse(ends[0], NumberStyles.None, CultureInfo.InvariantCulture, out long low)
                    || !long.TryParse(ends[1], NumberStyles.None, CultureInfo.InvariantCulture, out long high))
                    throw file.Error(pair, "expected [low, high]");
                into[word] = (low, high);
            }
        }
    }
}

internal enum Bound : byte { Exact, AtLeast, MoreThan, UpTo, About }
