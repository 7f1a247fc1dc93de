using System.Buffers.Binary;

namespace Hearsay.Places;

/// <summary>Where an entry's id comes from.</summary>
public enum PlaceSource : byte { GeoNames, Hearsay, User }

/// <summary>One entry on its way into a gazetteer file.</summary>
/// <param name="Id">Number in the source list.</param>
/// <param name="Source">The source list.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Code">Code of a country or division ("UA", "UA.05", "UA.05.1404"); null for other places.</param>
/// <param name="ParentCode">Code of what contains it; null for none. A code that is not in the file falls back to its own prefix.</param>
/// <param name="Latitude">WGS 84 degrees; null for no point.</param>
/// <param name="Longitude">WGS 84 degrees; null for no point.</param>
/// <param name="Population">Inhabitants; 0 where unknown.</param>
/// <param name="Names">The preferred name first, then all others; '~' marks an adjective form.</param>
public sealed record GazetteerEntry(
    uint Id, PlaceSource Source, PlaceKind Kind, string? Code, string? ParentCode,
    double? Latitude, double? Longitude, long Population, IReadOnlyList<string> Names);

/// <summary>Packs entries into the file that <see cref="Gazetteer.Open"/> reads.</summary>
public static class GazetteerBuilder
{
    /// <summary>Packs the entries; the same entries in any order give the same bytes.</summary>
    /// <returns>The whole file.</returns>
    /// <exception cref="ArgumentException">More places than the format numbers (16 million).</exception>
    public static byte[] Build(IEnumerable<GazetteerEntry> entries)
    {
        List<GazetteerEntry> ordered = Order(entries, out int[] parents);
        if (ordered.Count >= Gazetteer.NoParent) throw new ArgumentException("Too many places for one gazetteer file.", nameof(entries));

        var names = new List<byte>();
        var nameOffsets = new int[ordered.Count];
        var keys = new List<(ulong Hash, int Place)>();
        var own = new HashSet<ulong>();
        for (int i = 0; i < ordered.Count; i++)
        {
            GazetteerEntry entry = ordered[i];
            nameOffsets[i] = names.Count;
            own.Clear();
            foreach (string name in entry.Names)
            {
                CodePage.Encode(name, names);
                ulong hash = PlaceKeys.Hash(name.StartsWith('~') ? name[1..] : name);
                if (own.Add(hash)) keys.Add((hash, i));
            }
            if (entry.Code is not null) CodePage.Encode("=" + entry.Code, names);
            names.Add(0);
        }
        keys.Sort((a, b) => (a.Hash >> 24) != (b.Hash >> 24) ? (a.Hash >> 24).CompareTo(b.Hash >> 24) : a.Place.CompareTo(b.Place));

        int directory = Gazetteer.HeaderSize + Gazetteer.PlaceSize * ordered.Count;
        int keyStart = directory + 4 * (Gazetteer.Buckets + 1);
        int nameStart = keyStart + Gazetteer.EntrySize * keys.Count;
        var file = new byte[nameStart + names.Count];
        Gazetteer.Magic.CopyTo(file);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(16), ordered.Count);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(20), keys.Count);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(24), names.Count);
        for (int i = 0; i < ordered.Count; i++) WritePlace(file.AsSpan(Gazetteer.HeaderSize + Gazetteer.PlaceSize * i, Gazetteer.PlaceSize), ordered[i], nameOffsets[i], parents[i]);
        int next = 0;
        for (int bucket = 0; bucket <= Gazetteer.Buckets; bucket++)
        {
            while (next < keys.Count && (int)(keys[next].Hash >> 48) < bucket) next++;
            BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(directory + 4 * bucket), next);
        }
        for (int i = 0; i < keys.Count; i++)
        {
            Span<byte> entry = file.AsSpan(keyStart + Gazetteer.EntrySize * i, Gazetteer.EntrySize);
            WriteU24(entry, (uint)(keys[i].Hash >> 24) & 0xFFFFFF);
            WriteU24(entry[3..], (uint)keys[i].Place);
        }
        names.CopyTo(file, nameStart);
        BinaryPrimitives.WriteUInt32LittleEndian(file.AsSpan(8), Gazetteer.Checksum(file.AsSpan(16)));
        return file;
    }

    /// <summary>Depth first: a container, then all that lies in it.</summary>
    private static List<GazetteerEntry> Order(IEnumerable<GazetteerEntry> entries, out int[] parents)
    {
        List<GazetteerEntry> all = [.. entries];
        var byCode = new Dictionary<string, GazetteerEntry>(StringComparer.Ordinal);
        foreach (GazetteerEntry entry in all)
        {
            if (entry.Code is not null) byCode.TryAdd(entry.Code, entry);
        }
        var children = new Dictionary<string, List<GazetteerEntry>>(StringComparer.Ordinal);
        foreach (GazetteerEntry entry in all)
        {
            string parent = entry.ParentCode ?? "";
            while (parent.Length > 0 && (!byCode.TryGetValue(parent, out GazetteerEntry? container) || ReferenceEquals(container, entry)))
                parent = parent.LastIndexOf('.') is int dot and > 0 ? parent[..dot] : "";
            if (!children.TryGetValue(parent, out List<GazetteerEntry>? list)) children.Add(parent, list = []);
            list.Add(entry);
        }
        foreach (List<GazetteerEntry> list in children.Values)
        {
            list.Sort((a, b) =>
            {
                int byCodes = string.CompareOrdinal(a.Code ?? "\uFFFF", b.Code ?? "\uFFFF");
                if (byCodes != 0) return byCodes;
                int bySource = a.Source.CompareTo(b.Source);
                if (bySource != 0) return bySource;
                int byId = a.Id.CompareTo(b.Id);
                return byId != 0 ? byId : string.CompareOrdinal(a.Names[0], b.Names[0]);
            });
        }
        var ordered = new List<GazetteerEntry>(all.Count);
        var parentNumbers = new List<int>(all.Count);
        Walk("", -1);
        parents = [.. parentNumbers];
        return ordered;

        void Walk(string code, int parent)
        {
            if (!children.Remove(code, out List<GazetteerEntry>? list)) return;
            foreach (GazetteerEntry entry in list)
            {
                int number = ordered.Count;
                ordered.Add(entry);
                parentNumbers.Add(parent);
                if (entry.Code is not null && ReferenceEquals(byCode[entry.Code], entry)) Walk(entry.Code, number);
            }
        }
    }

    private static void WritePlace(Span<byte> record, GazetteerEntry entry, int names, int parent)
    {
        BinaryPrimitives.WriteInt32LittleEndian(record, names);
        BinaryPrimitives.WriteUInt32LittleEndian(record[4..], entry.Id);
        if (entry is { Latitude: double latitude, Longitude: double longitude })
        {
            WriteU24(record[8..], (uint)Math.Round((latitude + 90) / 180 * 0xFFFFFF));
            WriteU24(record[11..], (uint)Math.Round((longitude + 180) / 360 * 0xFFFFFF));
        }
        BinaryPrimitives.WriteUInt16LittleEndian(record[14..], PackPopulation(entry.Population));
        record[16] = (byte)((byte)entry.Kind | ((byte)entry.Source << 4));
        WriteU24(record[17..], parent < 0 ? Gazetteer.NoParent : (uint)parent);
    }

    private static ushort PackPopulation(long population)
    {
        int shift = 0;
        while (population >> shift > 0xFFF && shift < 15) shift++;
        return (ushort)(Math.Min(population >> shift, 0xFFF) | (long)(shift << 12));
    }

    private static void WriteU24(Span<byte> at, uint value)
    {
        at[0] = (byte)value;
        at[1] = (byte)(value >> 8);
        at[2] = (byte)(value >> 16);
    }
}
