using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Hearsay.Language;

/// <summary>Weights of the features of a choice among three: key and weights lie side by side, so that a feature costs one access to memory.</summary>
internal sealed class ActionTable
{
    public const int Choices = 3;

    private readonly Slot[] _slots;
    private readonly int _shift;

    [StructLayout(LayoutKind.Sequential, Size = 16)]
    private struct Slot
    {
        public uint Key;
        public short First, Second, Third;
    }

    /// <param name="weights">A table whose labels are below <see cref="Choices"/>.</param>
    public ActionTable(WeightTable weights)
    {
        int capacity = (int)BitOperations.RoundUpToPowerOf2((uint)Math.Max(16, weights.Count + (weights.Count >> 1)));
        _slots = new Slot[capacity];
        _shift = 32 - BitOperations.Log2((uint)capacity);
        foreach ((uint key, (ushort Label, short Weight)[] pairs) in weights.Features())
        {
            uint at = key >> _shift;
            while (_slots[at].Key != 0) at = (at + 1) & ((uint)capacity - 1);
            ref Slot slot = ref _slots[at];
            slot.Key = key;
            foreach ((ushort label, short weight) in pairs)
                switch (label)
                {
                    case 0: slot.First = weight; break;
                    case 1: slot.Second = weight; break;
                    case 2: slot.Third = weight; break;
                    default: throw new InvalidDataException($"label {label} of a choice among {Choices}");
                }
        }
    }

    /// <summary>Adds up the weights of every feature.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public (int First, int Second, int Third) Score(ReadOnlySpan<uint> keys)
    {
        Slot[] slots = _slots;
        uint mask = (uint)slots.Length - 1;
        int first = 0, second = 0, third = 0, shift = _shift;
        // The table is larger than the caches: first every slot is touched, without a branch that could be guessed wrong, so that
        // the waits for memory overlap; then they are compared.
        uint touched = 0;
        foreach (uint key in keys) touched |= slots[key >> shift].Key;
        if (touched == 0) return default;
        foreach (uint key in keys)
        {
            uint at = key >> shift;
            while (true)
            {
                ref readonly Slot slot = ref slots[at];
                if (slot.Key == key)
                {
                    first += slot.First;
                    second += slot.Second;
                    third += slot.Third;
                    break;
                }
                if (slot.Key == 0) break;
                at = (at + 1) & mask;
            }
        }
        return (first, second, third);
    }

    /// <summary>Writes the table as a <see cref="WeightTable"/> is written.</summary>
    public void Write(BinaryWriter writer)
    {
        var features = new List<(uint, (ushort, sbyte)[])>();
        foreach (Slot slot in _slots)
        {
            if (slot.Key == 0) continue;
            (ushort, short)[] pairs = [(0, slot.First), (1, slot.Second), (2, slot.Third)];
            features.Add((slot.Key, [.. pairs.Where(p => p.Item2 != 0).Select(p => (p.Item1, WeightTable.CodeOf(p.Item2)))]));
        }
        features.Sort(static (a, b) => a.Item1.CompareTo(b.Item1));
        WeightTable.Write(writer, features);
    }
}
