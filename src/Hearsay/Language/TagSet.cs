using Hearsay.Text;

namespace Hearsay.Language;

/// <summary>The tags of one language: each is a part of speech with its features, and is scored as the sum of its components.</summary>
/// <remarks>Components: the part of speech, each feature with its value, and the tag as a whole.</remarks>
internal sealed class TagSet
{
    private const int UposCount = 17;

    public TagSet(IReadOnlyList<(Upos Upos, string Feats)> tags)
    {
        Upos = [.. tags.Select(t => t.Upos)];
        Feats = [.. tags.Select(t => string.Intern(t.Feats))];
        var values = new Dictionary<string, int>(StringComparer.Ordinal);
        Components = new ushort[tags.Count][];
        var parts = new List<string>[tags.Count];
        for (int tag = 0; tag < tags.Count; tag++)
        {
            parts[tag] = [];
            foreach (string feature in tags[tag].Feats.Split('|', StringSplitOptions.RemoveEmptyEntries))
            {
                parts[tag].Add(feature);
                values.TryAdd(feature, UposCount + values.Count);
            }
        }
        int wholeTags = UposCount + values.Count;
        ComponentCount = wholeTags + tags.Count;
        for (int tag = 0; tag < tags.Count; tag++)
            Components[tag] = [(ushort)Upos[tag], .. parts[tag].Select(p => (ushort)values[p]), (ushort)(wholeTags + tag)];
        Morph = new ulong[tags.Count];
        for (int tag = 0; tag < tags.Count; tag++) Morph[tag] = MorphOf(Upos[tag], Feats[tag]);
        Case = [.. Feats.Select(f => HashOf(f, "Case"))];
        Agreement = [.. Feats.Select(f => HashOf(f, "Case") ^ (HashOf(f, "Number") * 3) ^ (HashOf(f, "Gender") * 5))];
    }

    public int Count => Upos.Length;
    public Upos[] Upos { get; }
    public string[] Feats { get; }
    public ushort[][] Components { get; }
    public int ComponentCount { get; }
    /// <summary>Hash of what the parser needs to know of a tag: part of speech, case, verb form, voice, degree.</summary>
    public ulong[] Morph { get; }
    /// <summary>Hash of the case, 0 for none.</summary>
    public ulong[] Case { get; }
    /// <summary>Hash of case, number and gender.</summary>
    public ulong[] Agreement { get; }

    private static ulong HashOf(string feats, string name)
    {
        int at = feats.StartsWith(name + "=", StringComparison.Ordinal) ? 0 : feats.IndexOf("|" + name + "=", StringComparison.Ordinal) + 1;
        if (at == 0 && !feats.StartsWith(name + "=", StringComparison.Ordinal)) return 0;
        int end = feats.IndexOf('|', at);
        return StableHash.OfText(end < 0 ? feats.AsSpan(at) : feats.AsSpan(at, end - at));
    }

    private static ulong MorphOf(Upos upos, string feats)
    {
        ulong hash = (ulong)upos + 1;
        foreach (string name in (string[])["Case", "VerbForm", "Voice", "Mood", "Tense", "PronType", "Variant", "NumType", "Poss"])
            hash = (hash * 31) + HashOf(feats, name);
        return hash;
    }

    public void Write(BinaryWriter writer)
    {
        writer.Write(Count);
        for (int i = 0; i < Count; i++)
        {
            writer.Write((byte)Upos[i]);
            writer.Write(Feats[i]);
        }
    }

    public static TagSet Read(BinaryReader reader)
    {
        var tags = new (Upos, string)[reader.ReadInt32()];
        for (int i = 0; i < tags.Length; i++) tags[i] = ((Upos)reader.ReadByte(), reader.ReadString());
        return new TagSet(tags);
    }
}
