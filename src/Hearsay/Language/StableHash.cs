using System.Numerics;
using System.Runtime.CompilerServices;

namespace Hearsay.Language;

/// <summary>Hashes that are the same in every process and on every machine; models are keyed by them.</summary>
/// <remarks>Changing anything here invalidates every model file: raise <see cref="ModelFile.Version"/> with it.</remarks>
internal static class StableHash
{
    private const ulong Prime1 = 0x9E3779B97F4A7C15, Prime2 = 0xC2B2AE3D27D4EB4F, Prime3 = 0x165667B19E3779F9;

    /// <summary>Hash of text, code unit by code unit; never 0.</summary>
    public static ulong OfText(ReadOnlySpan<char> text)
    {
        ulong hash = 0xCBF29CE484222325;
        foreach (char c in text) hash = (hash ^ c) * 0x100000001B3;
        return Finish(hash);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Finish(ulong hash)
    {
        hash ^= hash >> 32;
        hash *= Prime2;
        hash ^= hash >> 29;
        return hash == 0 ? Prime1 : hash;
    }

    /// <summary>Goes on with a text hash by one code unit; finish with <see cref="EndText"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong AddChar(ulong running, char c) => (running ^ c) * 0x100000001B3;

    /// <summary>The running value of an empty text.</summary>
    public const ulong EmptyText = 0xCBF29CE484222325;

    /// <summary>The hash of the text whose running value is given; equals <see cref="OfText"/> of it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong EndText(ulong running) => Finish(running);

    /// <summary>Key of a feature: its template and up to three values.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint Feature(uint template, ulong a, ulong b = 0, ulong c = 0)
    {
        ulong hash = ((ulong)template * Prime1) ^ (a * Prime2);
        hash = BitOperations.RotateLeft(hash, 29) + (b * Prime3);
        hash = BitOperations.RotateLeft(hash * Prime1, 31) ^ (c * Prime2);
        hash *= Prime1;
        hash ^= hash >> 29;
        hash *= Prime3;
        return (uint)(hash >> 32);
    }
}

/// <summary>Feature keys of one decision, in a caller's buffer.</summary>
internal ref struct FeatureList
{
    private readonly Span<uint> _keys;

    public FeatureList(Span<uint> keys)
    {
        _keys = keys;
        Count = 0;
    }

    public int Count { get; private set; }

    public readonly ReadOnlySpan<uint> Keys => _keys[..Count];

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(uint template, ulong a) => _keys[Count++] = StableHash.Feature(template, a);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(uint template, ulong a, ulong b) => _keys[Count++] = StableHash.Feature(template, a, b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(uint template, ulong a, ulong b, ulong c) => _keys[Count++] = StableHash.Feature(template, a, b, c);
}
