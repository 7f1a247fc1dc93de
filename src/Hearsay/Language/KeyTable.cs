using System.Numerics;

namespace Hearsay.Language;

/// <summary>An immutable map from 32-bit keys to small numbers, compact on disk (sorted differences).</summary>
internal sealed class KeyTable
{
    /// <summary>What <see cref="Find"/> gives for an absent key.</summary>
    public const int None = -1;

    private readonly ulong[] _slots;
    private readonly int _shift;

    public KeyTable(IEnumerable<KeyValuePair<uint, int>> pairs)
    {
        KeyValuePair<uint, int>[] all = [.. pairs.OrderBy(p => p.Key)];
        Count = all.Length;
        int capacity = (int)BitOperations.RoundUpToPowerOf2((uint)Math.Max(16, all.Length + (all.Length >> 1)));
        _slots = new ulong[capacity];
        _shift = 32 - BitOperations.Log2((uint)capacity);
        foreach ((uint key, int value) in all)
        {
            uint at = key >> _shift;
            while (_slots[at] != 0) at = (at + 1) & ((uint)capacity - 1);
            _slots[at] = ((ulong)key << 32) | (uint)(value + 1);
        }
    }

    public int Count { get; }

    /// <summary>The number stored under a key, or <see cref="None"/>.</summary>
    public int Find(uint key)
    {
        uint mask = (uint)_slots.Length - 1;
        ulong slot;
        for (uint at = key >> _shift; (slot = _slots[at]) != 0; at = (at + 1) & mask)
            if ((uint)(slot >> 32) == key) return (int)(uint)slot - 1;
        return None;
    }

    public void Write(BinaryWriter writer)
    {
        (uint Key, int Value)[] all = [.. _slots.Where(s => s != 0).Select(s => ((uint)(s >> 32), (int)(uint)s - 1)).OrderBy(p => p.Item1)];
        writer.Write(all.Length);
        uint previous = 0;
        foreach ((uint key, _) in all)
        {
            writer.Write7BitEncodedInt((int)(key - previous));
            previous = key;
        }
        foreach ((_, int value) in all) writer.Write7BitEncodedInt(value);
    }

    public static KeyTable Read(BinaryReader reader)
    {
        int count = reader.ReadInt32();
        var keys = new uint[count];
        uint previous = 0;
        for (int i = 0; i < count; i++) keys[i] = previous += (uint)reader.Read7BitEncodedInt();
        var pairs = new KeyValuePair<uint, int>[count];
        for (int i = 0; i < count; i++) pairs[i] = new(keys[i], reader.Read7BitEncodedInt());
        return new KeyTable(pairs);
    }
}
