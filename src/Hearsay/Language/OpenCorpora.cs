using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;

namespace Hearsay.Language;

/// <summary>Reads the OpenCorpora dictionary in the compiled format of pymorphy2 (version 2.4) as the npm package az repacks it.</summary>
internal static class OpenCorpora
{
    /// <param name="folder">The folder with words.dawg, paradigms.array, suffixes.json and gramtab-opencorpora-int.json.</param>
    public static MorphDictionary Read(string folder)
    {
        string[] gramtab = ReadStrings(Path.Combine(folder, "gramtab-opencorpora-int.json"));
        string[] suffixes = [.. ReadStrings(Path.Combine(folder, "suffixes.json")).Select(s => s.Replace('ё', 'е'))];
        ushort[][] paradigms = ReadParadigms(Path.Combine(folder, "paradigms.array"));
        var tagIndex = new Dictionary<string, ushort>(StringComparer.Ordinal);
        ushort[] tagOf = [.. gramtab.Select(t => IndexOf(tagIndex, Reduce(t)))];

        var stems = new SortedDictionary<string, SortedSet<ushort>>(StringComparer.Ordinal);
        foreach ((string word, ushort paradigm, ushort form) in ReadWords(Path.Combine(folder, "words.dawg")))
        {
            if (form != 0) continue;
            ushort[] columns = paradigms[paradigm];
            string ending = suffixes[columns[0]];
            string plain = word.Replace('ё', 'е');
            if (!plain.EndsWith(ending, StringComparison.Ordinal)) continue;
            string stem = plain[..^ending.Length];
            if (!stems.TryGetValue(stem, out SortedSet<ushort>? list)) stems[stem] = list = [];
            list.Add(paradigm);
        }

        var paradigmLists = new List<ushort[]>();
        var tagLists = new List<ushort[]>();
        var known = new Dictionary<string, int>(StringComparer.Ordinal);
        var stemKeys = new Dictionary<uint, int>();
        foreach ((string stem, SortedSet<ushort> list) in stems) stemKeys.TryAdd(MorphDictionary.KeyOfStem(StableHash.OfText(stem)), ListOf("p", paradigmLists, [.. list]));
        var endingKeys = new Dictionary<uint, int>();
        for (int p = 0; p < paradigms.Length; p++)
        {
            int count = paradigms[p].Length / 3;
            var byEnding = new SortedDictionary<string, List<ushort>>(StringComparer.Ordinal);
            for (int f = 0; f < count; f++)
            {
                if (paradigms[p][(2 * count) + f] != 0) continue; // forms with a prefix of their own ("поновее")
                string ending = suffixes[paradigms[p][f]];
                if (!byEnding.TryGetValue(ending, out List<ushort>? tags)) byEnding[ending] = tags = [];
                ushort tag = tagOf[paradigms[p][count + f]];
                if (!tags.Contains(tag)) tags.Add(tag);
            }
            foreach ((string ending, List<ushort> tags) in byEnding) endingKeys.TryAdd(MorphDictionary.KeyOfEnding(p, StableHash.OfText(ending)), ListOf("t", tagLists, [.. tags]));
        }
        return new MorphDictionary(new KeyTable(stemKeys), [.. paradigmLists], new KeyTable(endingKeys), [.. tagLists],
            [.. paradigms.Select(p => suffixes[p[0]])], [.. tagIndex.OrderBy(t => t.Value).Select(t => new DictionaryTag(t.Key))]);

        int ListOf(string kind, List<ushort[]> lists, ushort[] values)
        {
            string name = kind + string.Join(',', values);
            if (!known.TryGetValue(name, out int id))
            {
                known[name] = id = lists.Count;
                lists.Add(values);
            }
            return id;
        }
    }

    private static ushort IndexOf(Dictionary<string, ushort> index, string tag)
    {
        if (!index.TryGetValue(tag, out ushort id)) index[tag] = id = (ushort)index.Count;
        return id;
    }

    private static string Reduce(string tag)
    {
        string[] grammemes = tag.Split(',', ' ');
        return string.Join(' ', grammemes.Take(1).Concat(grammemes.Skip(1).Where(DictionaryTag.Kept.Contains)));
    }

    private static string[] ReadStrings(string path) => JsonSerializer.Deserialize(File.ReadAllBytes(path), StringsJson.Default.StringArray)!;

    /// <summary>Each paradigm: suffix numbers of its forms, then tag numbers, then prefix numbers.</summary>
    private static ushort[][] ReadParadigms(string path)
    {
        using var reader = new BinaryReader(File.OpenRead(path));
        var paradigms = new ushort[reader.ReadUInt16()][];
        for (int i = 0; i < paradigms.Length; i++)
        {
            paradigms[i] = new ushort[reader.ReadUInt16()];
            for (int k = 0; k < paradigms[i].Length; k++) paradigms[i][k] = reader.ReadUInt16();
        }
        return paradigms;
    }

    /// <summary>Walks the automaton: each key is the word in Windows-1251, byte 1, and two numbers of two bytes, paradigm and form.</summary>
    private static IEnumerable<(string Word, ushort Paradigm, ushort Form)> ReadWords(string path)
    {
        Encoding windows1251 = CodePagesEncodingProvider.Instance.GetEncoding(1251)!;
        byte[] bytes = File.ReadAllBytes(path);
        int unitCount = BinaryPrimitives.ReadInt32LittleEndian(bytes);
        uint[] units = MemoryMarshal.Cast<byte, uint>(bytes.AsSpan(4, unitCount * 4)).ToArray();
        byte[] guide = bytes[(8 + (unitCount * 4))..]; // for each unit its first child's label and its next sibling's
        var key = new List<byte>();
        var path2 = new Stack<(uint Index, byte Label)>();
        // Depth first, labels in ascending order.
        path2.Push((0, 0));
        var depth = new Stack<int>();
        depth.Push(0);
        while (path2.Count > 0)
        {
            (uint index, byte label) = path2.Pop();
            int level = depth.Pop();
            key.RemoveRange(Math.Max(0, level - 1), key.Count - Math.Max(0, level - 1));
            if (level > 0) key.Add(label);
            if ((units[index] & (1u << 8)) != 0 && key.IndexOf(1) is int separator and > 0)
            {
                string word = windows1251.GetString(CollectionsMarshal.AsSpan(key)[..separator]);
                int at = separator + 1;
                yield return (word, Unpack(key[at], key[at + 1]), Unpack(key[at + 2], key[at + 3]));
            }
            byte child = guide[index * 2];
            while (child != 0)
            {
                uint next = index ^ Offset(units[index]) ^ child;
                if ((units[next] & 0x800000FF) != child) break;
                path2.Push((next, child));
                depth.Push(level + 1);
                child = guide[(next * 2) + 1];
            }
        }
    }

    /// <summary>Numbers are packed so that no byte of theirs is 0.</summary>
    private static ushort Unpack(byte high, byte low) => (ushort)(((high ^ 1) << 6) | (low >> 1));

    private static uint Offset(uint unit) => (unit >> 10) << (int)((unit & (1u << 9)) >> 6);
}

[System.Text.Json.Serialization.JsonSerializable(typeof(string[]))]
internal sealed partial class StringsJson : System.Text.Json.Serialization.JsonSerializerContext;
