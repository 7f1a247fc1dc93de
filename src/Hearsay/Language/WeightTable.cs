using System.Numerics;
using System.Runtime.CompilerServices;

namespace Hearsay.Language;

/// <summary>A linear model: for each feature key a short list of (label, weight) pairs. Immutable.</summary>
/// <remarks>
/// In memory, <c>_slots</c> is an open-addressing table of 64-bit words, key in the upper half, offset into <c>_entries</c> in the lower:
/// <code>
/// _entries[offset]      number of pairs n
/// _entries[offset+1..n] label in the upper 16 bits, weight (signed) in the lower 16
/// </code>
/// A weight is stored as a signed byte whose square it grows with: fine steps near zero, where most weights are, without
/// cutting off the few large ones.
/// On disk, keys are sorted and written as differences; one feature costs about 3 bytes and 2–3 for each pair.
/// </remarks>
internal sealed class WeightTable
{
    private readonly ulong[] _slots;
    private readonly int _shift;
    private readonly int[] _entries;

    private WeightTable(ulong[] slots, int[] entries)
    {
        _slots = slots;
        _shift = 32 - BitOperations.Log2((uint)slots.Length);
        _entries = entries;
    }

    private const int Largest = 127 * 127 * 2;

    /// <summary>The byte that stands for a weight, given as a share of the largest (−1 to 1).</summary>
    public static sbyte Encode(double share) => (sbyte)Math.Round(Math.Sign(share) * 127 * Math.Sqrt(Math.Abs(share)));

    private static short Decode(sbyte code) => (short)(code * Math.Abs((int)code) * 2);

    /// <summary>Number of features.</summary>
    public int Count { get; private init; }

    /// <summary>Adds the weights of every feature to the scores of its labels.</summary>
    /// <remarks>
    /// The table is larger than the caches and most of the time is spent waiting for memory. So the slots of all features are read first,
    /// then the heads of all entries, in loops without a branch that could be guessed wrong: the waits overlap.
    /// </remarks>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Score(ReadOnlySpan<uint> keys, Span<int> scores)
    {
        ulong[] slots = _slots;
        int[] entries = _entries;
        int shift = _shift, count = 0;
        uint mask = (uint)slots.Length - 1;
        Span<ulong> first = stackalloc ulong[keys.Length];
        Span<int> offsets = stackalloc int[keys.Length];
        for (int i = 0; i < keys.Length; i++) first[i] = slots[keys[i] >> shift];
        for (int i = 0; i < keys.Length; i++)
        {
            uint key = keys[i], at = key >> shift;
            ulong slot = first[i];
            while (slot != 0 && (uint)(slot >> 32) != key) slot = slots[at = (at + 1) & mask];
            if (slot != 0) offsets[count++] = (int)(uint)slot;
        }
        int touched = 0;
        for (int i = 0; i < count; i++) touched |= entries[offsets[i]];
        if (touched == 0) return;
        for (int i = 0; i < count; i++)
        {
            int offset = offsets[i], end = offset + entries[offset];
            while (++offset <= end)
            {
                int entry = entries[offset];
                scores[entry >> 16] += (short)entry;
            }
        }
    }

    /// <summary>Builds a table from features sorted by key.</summary>
    /// <param name="features">Key and its pairs; keys strictly ascending and not 0.</param>
    public static WeightTable Build(IReadOnlyList<(uint Key, (ushort Label, sbyte Code)[] Pairs)> features)
    {
        var writer = new MemoryStream();
        using (var binary = new BinaryWriter(writer, System.Text.Encoding.UTF8, leaveOpen: true)) Write(binary, features);
        writer.Position = 0;
        using var reader = new BinaryReader(writer);
        return Read(reader);
    }

    /// <summary>Writes the table in the order of its keys.</summary>
    public void Write(BinaryWriter writer)
    {
        var features = new List<(uint, (ushort, sbyte)[])>(Count);
        foreach ((uint key, (ushort Label, short Weight)[] pairs) in Features()) features.Add((key, [.. pairs.Select(p => (p.Label, CodeOf(p.Weight)))]));
        features.Sort(static (a, b) => a.Item1.CompareTo(b.Item1));
        Write(writer, features);
    }

    /// <summary>The byte a weight was read from.</summary>
    public static sbyte CodeOf(short weight) => Encode(weight / (double)Largest);

    /// <summary>Every feature with its labels and weights, in no order.</summary>
    public IEnumerable<(uint Key, (ushort Label, short Weight)[] Pairs)> Features()
    {
        foreach (ulong slot in _slots)
        {
            if (slot == 0) continue;
            int offset = (int)(uint)slot;
            var pairs = new (ushort, short)[_entries[offset]];
            for (int i = 0; i < pairs.Length; i++) pairs[i] = ((ushort)(_entries[offset + 1 + i] >> 16), (short)_entries[offset + 1 + i]);
            yield return ((uint)(slot >> 32), pairs);
        }
    }

    /// <summary>Writes features sorted by key.</summary>
    public static void Write(BinaryWriter writer, IReadOnlyList<(uint Key, (ushort Label, sbyte Code)[] Pairs)> features)
    {
        writer.Write(features.Count);
        writer.Write(features.Sum(f => (long)f.Pairs.Length));
        uint previous = 0;
        // Columns compress better than rows.
        foreach ((uint key, _) in features)
        {
            writer.Write7BitEncodedInt((int)(key - previous));
            previous = key;
        }
        foreach ((_, (ushort, sbyte)[] pairs) in features) writer.Write7BitEncodedInt(pairs.Length);
        foreach ((_, (ushort Label, sbyte)[] pairs) in features)
        {
            int last = 0;
            foreach ((ushort label, _) in pairs)
            {
                writer.Write7BitEncodedInt(label - last);
                last = label;
            }
        }
        foreach ((_, (ushort, sbyte Code)[] pairs) in features)
            foreach ((_, sbyte code) in pairs) writer.Write(code);
    }

    /// <summary>Reads what <see cref="Write(BinaryWriter)"/> wrote.</summary>
    public static WeightTable Read(BinaryReader reader)
    {
        int count = reader.ReadInt32();
        long pairs = reader.ReadInt64();
        var keys = new uint[count];
        var counts = new int[count];
        uint previous = 0;
        for (int i = 0; i < count; i++) keys[i] = previous += (uint)reader.Read7BitEncodedInt();
        for (int i = 0; i < count; i++) counts[i] = reader.Read7BitEncodedInt();
        var entries = new int[count + checked((int)pairs)];
        int at = 0;
        for (int i = 0; i < count; i++)
        {
            entries[at++] = counts[i];
            int label = 0;
            for (int k = 0; k < counts[i]; k++) entries[at++] = (label += reader.Read7BitEncodedInt()) << 16;
        }
        byte[] weights = reader.ReadBytes(checked((int)pairs));
        if (weights.Length != pairs) throw new EndOfStreamException();
        at = 0;
        int w = 0;
        int capacity = (int)BitOperations.RoundUpToPowerOf2((uint)Math.Max(16, count + (count >> 1)));
        var slots = new ulong[capacity];
        int shift = 32 - BitOperations.Log2((uint)capacity);
        for (int i = 0; i < count; i++)
        {
            uint slot = keys[i] >> shift;
            while (slots[slot] != 0) slot = (slot + 1) & ((uint)capacity - 1);
            slots[slot] = ((ulong)keys[i] << 32) | (uint)at;
            at++;
            for (int k = 0; k < counts[i]; k++) entries[at++] |= (ushort)Decode((sbyte)weights[w++]);
        }
        return new WeightTable(slots, entries) { Count = count };
    }
}
