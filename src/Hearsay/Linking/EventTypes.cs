using System.Collections.Frozen;
using Hearsay.Text;

namespace Hearsay.Linking;

/// <summary>Which event types may speak of one occurrence. Immutable; safe to share.</summary>
public sealed class EventTypes
{
    private static readonly FrozenSet<string> Speech = FrozenSet.ToFrozenSet(["accusation", "denial", "demand", "order", "complaint", "assessment", "threat"], StringComparer.Ordinal);

    private readonly FrozenSet<(string, string)> compatible;
    private readonly FrozenDictionary<string, string> block;
    private readonly FrozenSet<string> once;

    private EventTypes(HashSet<(string, string)> compatible, Dictionary<string, string> block, HashSet<string> once)
    {
        this.compatible = compatible.ToFrozenSet();
        this.block = block.ToFrozenDictionary(StringComparer.Ordinal);
        this.once = once.ToFrozenSet(StringComparer.Ordinal);
    }

    /// <summary>Loads compatible-types.txt from the folder data/linking.</summary>
    public static EventTypes Load(string linkingDirectory)
    {
        HashSet<(string, string)> pairs = [];
        HashSet<string> singular = new(StringComparer.Ordinal);
        Dictionary<string, string> blockOf = new(StringComparer.Ordinal);
        foreach ((string line, string where) in LinkingData.Lines(Path.Combine(linkingDirectory, "compatible-types.txt")))
        {
            string[] words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if (words[0] == "once:")
            {
                singular.UnionWith(words.Skip(1));
                continue;
            }
            if (words.Length < 2) throw new DataFileException($"{where}: a group needs two types or more.");
            foreach (string a in words)
                foreach (string b in words)
                    pairs.Add((a, b));
            // One block for all types reachable from each other.
            string[] blocks = [.. words.Select(word => blockOf.GetValueOrDefault(word, word)).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
            foreach (string word in words) blockOf[word] = blocks[0];
            foreach (string type in blockOf.Keys.ToArray())
                if (blocks.Contains(blockOf[type], StringComparer.Ordinal)) blockOf[type] = blocks[0];
        }
        return new EventTypes(pairs, blockOf, singular);
    }

    /// <summary>Whether claims of the two types can be one event.</summary>
    public bool Compatible(string type, string other) => type == other || compatible.Contains((type, other));

    /// <summary>Key under which all types that could meet are blocked together.</summary>
    public string BlockOf(string type) => block.GetValueOrDefault(type, type);

    /// <summary>Whether it befalls one person once, so that differing dates are a contradiction rather than two events.</summary>
    public bool IsOnce(string type) => once.Contains(type);

    /// <summary>Whether the event is that something was said; its words then matter more than its place.</summary>
    public bool IsSpeech(string type) => Speech.Contains(type);
}
