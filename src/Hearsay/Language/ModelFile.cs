using System.Buffers.Binary;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Hearsay.Language;

/// <summary>What a part of a model was made from.</summary>
public sealed record ModelPart
{
    /// <summary>tagger, lemmas, parser or names.</summary>
    public required string Name { get; init; }

    /// <summary>The data sets it was trained on, by name.</summary>
    public required IReadOnlyList<string> TrainedOn { get; init; }

    /// <summary>SPDX expression of the licence that follows from the data.</summary>
    public required string Licence { get; init; }

    /// <summary>Scores in per cent, each named by data set, split and measure.</summary>
    public required IReadOnlyDictionary<string, double> Scores { get; init; }
}

/// <summary>The description in the head of a model file.</summary>
public sealed record ModelInfo
{
    /// <summary>ISO 639-1 code.</summary>
    public required string Language { get; init; }

    public required IReadOnlyList<ModelPart> Parts { get; init; }
}

/// <summary>A model file cannot be used: absent, damaged, foreign, or of another version. The message says what to do.</summary>
public sealed class ModelException : Exception
{
    public ModelException(string message) : base(message) { }

    public ModelException(string message, Exception cause) : base(message, cause) { }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = false)]
[JsonSerializable(typeof(ModelInfo))]
internal sealed partial class ModelJson : JsonSerializerContext;

/// <summary>The file a language's models travel in.</summary>
/// <remarks>
/// <code>
/// offset  bytes  what (little endian)
/// 0       8      magic "HEARSAYM"
/// 8       4      version
/// 12      4      n, length of the description
/// 16      n      description, UTF-8 JSON (<see cref="ModelInfo"/>)
/// …       4      number of sections; then for each: name (length-prefixed UTF-8), packed length (4), length (4), Brotli bytes
/// end−32  32     SHA-256 of all before
/// </code>
/// </remarks>
public sealed class ModelFile
{
    /// <summary>Version of the layout and of the features behind the weights; a file of another version is refused.</summary>
    public const int Version = 4;

    private static readonly byte[] Magic = "HEARSAYM"u8.ToArray();

    // Unpacked when first read: most runs meet one language, and unpacking takes longer than all else at start.
    private readonly Dictionary<string, Lazy<byte[]>> _sections;

    private ModelFile(ModelInfo info, Dictionary<string, Lazy<byte[]>> sections)
    {
        Info = info;
        _sections = sections;
    }

    public ModelInfo Info { get; }

    /// <summary>Names of the parts in the file.</summary>
    public IEnumerable<string> Sections => _sections.Keys.Order(StringComparer.Ordinal);

    /// <summary>An empty file for a language.</summary>
    public static ModelFile Create(string language) => new(new ModelInfo { Language = language, Parts = [] }, []);

    /// <summary>This file with one part put in or replaced.</summary>
    public ModelFile With(ModelPart part, Action<BinaryWriter> write)
    {
        using var memory = new MemoryStream();
        using (var writer = new BinaryWriter(memory, Encoding.UTF8, leaveOpen: true)) write(writer);
        var sections = new Dictionary<string, Lazy<byte[]>>(_sections, StringComparer.Ordinal) { [part.Name] = new Lazy<byte[]>(memory.ToArray()) };
        ModelPart[] parts = [.. Info.Parts.Where(p => p.Name != part.Name).Append(part).OrderBy(p => p.Name, StringComparer.Ordinal)];
        return new ModelFile(Info with { Parts = parts }, sections);
    }

    /// <summary>This file with the scores of one part replaced.</summary>
    public ModelFile WithScores(string part, IReadOnlyDictionary<string, double> scores) =>
        new(Info with { Parts = [.. Info.Parts.Select(p => p.Name == part ? p with { Scores = scores } : p)] }, _sections);

    public bool Has(string part) => _sections.ContainsKey(part);

    internal T Read<T>(string part, Func<BinaryReader, T> read)
    {
        if (!_sections.TryGetValue(part, out Lazy<byte[]>? section)) throw new ModelException($"The model of language \"{Info.Language}\" has no {part}. Train it with: hearsay train {part} --language {Info.Language}");
        byte[] bytes = section.Value;
        using var reader = new BinaryReader(new MemoryStream(bytes), Encoding.UTF8);
        T model;
        try
        {
            model = read(reader);
        }
        catch (EndOfStreamException e)
        {
            throw new ModelException($"The {part} of the model of language \"{Info.Language}\" was written by another version of this program. Train it anew with: hearsay train all --language {Info.Language}", e);
        }
        if (reader.BaseStream.Position != bytes.Length) throw new ModelException($"The {part} of the model of language \"{Info.Language}\" was written by another version of this program. Train it anew with: hearsay train all --language {Info.Language}");
        return model;
    }

    /// <summary>Writes the file.</summary>
    public void Save(string path)
    {
        using var memory = new MemoryStream();
        using (var writer = new BinaryWriter(memory, Encoding.UTF8, leaveOpen: true))
        {
            writer.Write(Magic);
            writer.Write(Version);
            byte[] info = JsonSerializer.SerializeToUtf8Bytes(Info, ModelJson.Default.ModelInfo);
            writer.Write(info.Length);
            writer.Write(info);
            writer.Write(_sections.Count);
            foreach ((string name, Lazy<byte[]> section) in _sections.OrderBy(s => s.Key, StringComparer.Ordinal))
            {
                byte[] bytes = section.Value;
                byte[] packed = new byte[BrotliEncoder.GetMaxCompressedLength(bytes.Length)];
                if (!BrotliEncoder.TryCompress(bytes, packed, out int length, quality: 9, window: 22)) throw new InvalidOperationException($"Could not pack the {name} part.");
                writer.Write(name);
                writer.Write(length);
                writer.Write(bytes.Length);
                writer.Write(packed, 0, length);
            }
        }
        byte[] content = memory.ToArray();
        using FileStream file = File.Create(path);
        file.Write(content);
        file.Write(SHA256.HashData(content));
    }

    /// <summary>Reads a file and checks it by its checksum; parts are unpacked when they are first read.</summary>
    /// <exception cref="ModelException">The file is absent, damaged, foreign, or of another version.</exception>
    public static ModelFile Load(string path)
    {
        byte[] bytes;
        try
        {
            bytes = File.ReadAllBytes(path);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new ModelException($"The model {path} is missing. It is part of the program's data folder; reinstall it, or make it anew with: hearsay train all", e);
        }
        ReadOnlySpan<byte> span = bytes;
        if (span.Length < 16 || !span[..8].SequenceEqual(Magic)) throw new ModelException($"{path} is not a Hearsay model (its first bytes differ).");
        int version = BinaryPrimitives.ReadInt32LittleEndian(span[8..]);
        if (version != Version) throw new ModelException($"{path} is a model of version {version}; this program reads version {Version}. Use the model that came with the program, or train it anew.");
        if (span.Length < 52 || !SHA256.HashData(span[..^32]).AsSpan().SequenceEqual(span[^32..])) throw new ModelException($"{path} is damaged or cut short (its checksum differs). Copy it again.");
        using var reader = new BinaryReader(new MemoryStream(bytes, 12, bytes.Length - 44), Encoding.UTF8);
        ModelInfo info = JsonSerializer.Deserialize(reader.ReadBytes(reader.ReadInt32()), ModelJson.Default.ModelInfo) ?? throw new ModelException($"{path} has no description.");
        var sections = new Dictionary<string, Lazy<byte[]>>(StringComparer.Ordinal);
        for (int left = reader.ReadInt32(); left > 0; left--)
        {
            string name = reader.ReadString();
            byte[] packed = new byte[reader.ReadInt32()];
            int size = reader.ReadInt32();
            reader.BaseStream.ReadExactly(packed);
            sections[name] = new Lazy<byte[]>(() => Unpack(path, name, packed, size));
        }
        return new ModelFile(info, sections);
    }

    private static byte[] Unpack(string path, string name, byte[] packed, int size)
    {
        byte[] unpacked = new byte[size];
        if (!BrotliDecoder.TryDecompress(packed, unpacked, out int length) || length != size) throw new ModelException($"{path} is damaged: its {name} part does not unpack. Copy it again.");
        return unpacked;
    }
}
