// Places, the gazetteer: names to places and places to what contains them.
// Input: one binary file made by GazetteerBuilder. Output: the entries a key leads to.
// Invariants: entries are in depth-first order of containment, so what lies in a region is one range of numbers;
// nothing is decoded before it is asked for; the object is immutable and shared by all workers.
// Weak spot: keys are lossy; callers must check the names of what they find (see NameMatcher).
using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Hearsay.Places;

/// <summary>What an entry of the gazetteer is, finer than <see cref="PlacePrecision"/>.</summary>
public enum PlaceKind : byte
{
    Area,
    Country,
    /// <summary>First-level division.</summary>
    Region,
    /// <summary>Second-level division.</summary>
    District,
    /// <summary>Municipality or community below a district.</summary>
    Community,
    /// <summary>Capital of a country.</summary>
    Capital,
    /// <summary>Seat of a first-level division.</summary>
    RegionSeat,
    Town,
    /// <summary>Part of a town.</summary>
    Quarter,
    Facility,
    /// <summary>River, lake, sea, mountain: no point of its own.</summary>
    Water,
}

/// <summary>The file cannot be used as a gazetteer.</summary>
public sealed class GazetteerFormatException(string message) : Exception(message);

/// <summary>A compact list of places, opened from one file; thread-safe.</summary>
/// <remarks>
/// Layout (little-endian):
/// offset | bytes | what
/// 0      | 8     | magic "HSGAZ" 0 0 and the version
/// 8      | 4     | CRC-32C of everything from offset 16
/// 12     | 4     | reserved, 0
/// 16     | 4     | places n
/// 20     | 4     | key entries m
/// 24     | 4     | bytes of names
/// 28     | 4     | reserved, 0
/// 32     | 20 n  | places: names offset u32, id u32, latitude u24, longitude u24, population u16, kind and source u8, parent u24
/// …      | 4 · 65537 | first key entry of each bucket (top 16 bits of the hash)
/// …      | 6 m   | key entries, ordered: next 24 bits of the hash, place number u24
/// …      | …     | names: for each place its names, each ended by 0, the list ended by 0; one byte a letter (see CodePage)
/// A name that starts with '=' is the place's code ("=UA.05"), '~' an adjective form; both are not shown.
/// </remarks>
public sealed class Gazetteer
{
    internal const int HeaderSize = 32;
    internal const int PlaceSize = 20;
    internal const int EntrySize = 6;
    internal const int Buckets = 1 << 16;
    internal const int NoParent = 0xFFFFFF;
    internal static ReadOnlySpan<byte> Magic => "HSGAZ\0\0\u0001"u8;

    private readonly byte[] file;
    private readonly int directory;
    private readonly int entries;
    private readonly int names;

    private Gazetteer(byte[] file, string path)
    {
        this.file = file;
        Path = path;
        Count = BinaryPrimitives.ReadInt32LittleEndian(file.AsSpan(16));
        EntryCount = BinaryPrimitives.ReadInt32LittleEndian(file.AsSpan(20));
        directory = HeaderSize + PlaceSize * Count;
        entries = directory + 4 * (Buckets + 1);
        names = entries + EntrySize * EntryCount;
    }

    /// <summary>The file it was opened from.</summary>
    public string Path { get; }

    /// <summary>Number of places.</summary>
    public int Count { get; }

    /// <summary>Number of key entries: distinct keys summed over places.</summary>
    public int EntryCount { get; }

    /// <summary>Size of the file in bytes.</summary>
    public int FileSize => file.Length;

    /// <summary>Opens a gazetteer file and checks it.</summary>
    /// <param name="path">File made by <see cref="GazetteerBuilder"/>.</param>
    /// <exception cref="GazetteerFormatException">Not a gazetteer, of another version, or damaged; the message says which and what to do.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static Gazetteer Open(string path)
    {
        byte[] bytes = Read(path);
        if (bytes.Length < HeaderSize || !bytes.AsSpan(0, 5).SequenceEqual(Magic[..5]))
            throw new GazetteerFormatException($"{path} is not a gazetteer file; build one with 'hearsay places build' or 'hearsay places add'");
        if (bytes[7] != Magic[7])
            throw new GazetteerFormatException($"{path} is a gazetteer of version {bytes[7]}, this program reads version {Magic[7]}; build it again");
        if (Checksum(bytes.AsSpan(16)) != BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(8)))
            throw new GazetteerFormatException($"{path} is damaged (checksum does not match); build or add it again");
        long places = BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(16));
        long keys = BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(20));
        long nameBytes = BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(24));
        if (HeaderSize + PlaceSize * places + 4 * (Buckets + 1) + EntrySize * keys + nameBytes != bytes.Length)
            throw new GazetteerFormatException($"{path} is damaged (its length does not fit its header); build or add it again");
        return new Gazetteer(bytes, path);
    }

    private static byte[] Read(string path)
    {
        using Microsoft.Win32.SafeHandles.SafeFileHandle handle = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.Read, FileOptions.SequentialScan);
        // Every byte is read over: no need to clear it first.
        byte[] bytes = GC.AllocateUninitializedArray<byte>(checked((int)RandomAccess.GetLength(handle)));
        for (int read = 0; read < bytes.Length;)
        {
            int more = RandomAccess.Read(handle, bytes.AsSpan(read), read);
            if (more == 0) throw new EndOfStreamException($"{path} ended while it was read");
            read += more;
        }
        return bytes;
    }

    /// <summary>CRC-32C of a block, as stored in the header.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static uint Checksum(ReadOnlySpan<byte> block)
    {
        uint crc = 0xFFFFFFFF;
        int whole = block.Length / sizeof(ulong);
        foreach (ulong word in MemoryMarshal.Cast<byte, ulong>(block[..(whole * sizeof(ulong))]))
            crc = BitOperations.Crc32C(crc, BitConverter.IsLittleEndian ? word : BinaryPrimitives.ReverseEndianness(word));
        foreach (byte b in block[(whole * sizeof(ulong))..]) crc = BitOperations.Crc32C(crc, b);
        return ~crc;
    }

    /// <summary>Adds to <paramref name="found"/> the numbers of the places that have a name with this key.</summary>
    /// <param name="hash">Hash of the name's keys, see <see cref="PlaceKeys.Hash"/>.</param>
    /// <param name="found">Receives place numbers, ascending.</param>
    public void Find(ulong hash, List<int> found)
    {
        int bucket = (int)(hash >> 48);
        uint rest = (uint)(hash >> 24) & 0xFFFFFF;
        ReadOnlySpan<byte> span = file;
        int low = BinaryPrimitives.ReadInt32LittleEndian(span[(directory + 4 * bucket)..]);
        int high = BinaryPrimitives.ReadInt32LittleEndian(span[(directory + 4 * bucket + 4)..]);
        for (int i = low; i < high; i++)
        {
            int at = entries + EntrySize * i;
            uint key = ReadU24(span, at);
            if (key < rest) continue;
            if (key > rest) break;
            found.Add((int)ReadU24(span, at + 3));
        }
    }

    /// <summary>What the place is.</summary>
    public PlaceKind KindOf(int place) => (PlaceKind)(file[Record(place) + 16] & 0x0F);

    /// <summary>Inhabitants, rounded to three or more digits; 0 where unknown.</summary>
    public long PopulationOf(int place)
    {
        ushort packed = BinaryPrimitives.ReadUInt16LittleEndian(file.AsSpan(Record(place) + 14));
        return (long)(packed & 0xFFF) << (packed >> 12);
    }

    /// <summary>Number of the place that contains this one; -1 for none.</summary>
    public int ParentOf(int place)
    {
        uint parent = ReadU24(file, Record(place) + 17);
        return parent == NoParent ? -1 : (int)parent;
    }

    /// <summary>WGS 84 point; false where the place has no honest one.</summary>
    public bool TryGetPoint(int place, out double latitude, out double longitude)
    {
        int record = Record(place);
        uint lat = ReadU24(file, record + 8);
        uint lon = ReadU24(file, record + 11);
        latitude = lat / (double)0xFFFFFF * 180 - 90;
        longitude = lon / (double)0xFFFFFF * 360 - 180;
        return lat != 0 || lon != 0;
    }

    /// <summary>The place's preferred English name.</summary>
    public string NameOf(int place)
    {
        int at = NamesAt(place);
        return CodePage.Decode(file.AsSpan(at), out _);
    }

    /// <summary>All names of the place, the preferred one first; adjective forms start with '~', the code with '='.</summary>
    public List<string> NamesOf(int place)
    {
        var all = new List<string>();
        int at = NamesAt(place);
        while (file[at] != 0)
        {
            all.Add(CodePage.Decode(file.AsSpan(at), out int read));
            at += read;
        }
        return all;
    }

    /// <summary>Where the names of a place begin, for <see cref="ReadName"/>.</summary>
    internal int FirstName(int place) => NamesAt(place);

    /// <summary>Decodes the next name of a place; false after the last. Allocates nothing.</summary>
    internal bool ReadName(ref int at, Span<char> buffer, out int length)
    {
        length = 0;
        if (file[at] == 0) return false;
        length = CodePage.Decode(file.AsSpan(at), buffer, out int read);
        at += read;
        return true;
    }

    /// <summary>Code of a division or country in the source list ("UA.05"); null for other places.</summary>
    public string? CodeOf(int place)
    {
        int at = NamesAt(place);
        while (file[at] != 0)
        {
            if (file[at] == (byte)'=') return CodePage.Decode(file.AsSpan(at + 1), out _);
            at += file.AsSpan(at).IndexOf((byte)0) + 1;
        }
        return null;
    }

    /// <summary>"geonames:" and the id, or the id of another list.</summary>
    public string IdOf(int place)
    {
        uint id = NumberOf(place);
        string source = SourceOf(place) switch { PlaceSource.GeoNames => "geonames", PlaceSource.Hearsay => "hearsay", _ => "user" };
        return string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{source}:{id}");
    }

    /// <summary>The place's number in the list it comes from.</summary>
    public uint NumberOf(int place) => BinaryPrimitives.ReadUInt32LittleEndian(file.AsSpan(Record(place) + 4));

    /// <summary>The list the place comes from.</summary>
    public PlaceSource SourceOf(int place) => (PlaceSource)(file[Record(place) + 16] >> 4);

    /// <summary>Whether <paramref name="place"/> is <paramref name="container"/> or lies in it.</summary>
    public bool IsWithin(int place, int container)
    {
        for (int p = place; p >= 0; p = ParentOf(p))
        {
            if (p == container) return true;
        }
        return false;
    }

    /// <summary>The nearest container of this kind, the place itself included; -1 for none.</summary>
    public int AncestorOf(int place, PlaceKind kind)
    {
        for (int p = place; p >= 0; p = ParentOf(p))
        {
            if (KindOf(p) == kind) return p;
        }
        return -1;
    }

    /// <summary>ISO 3166-1 alpha-2 code of the place's country; null for areas of several countries.</summary>
    public string? CountryOf(int place)
    {
        int country = AncestorOf(place, PlaceKind.Country);
        return country < 0 ? null : CodeOf(country);
    }

    /// <summary>Number just past the last place within <paramref name="container"/>.</summary>
    public int EndOf(int container)
    {
        int end = container + 1;
        while (end < Count && IsWithin(end, container)) end++;
        return end;
    }

    /// <summary>The place as the other stages see it.</summary>
    public Place PlaceAt(int place)
    {
        PlaceKind kind = KindOf(place);
        int region = AncestorOf(place, PlaceKind.Region);
        int district = AncestorOf(place, PlaceKind.District);
        bool hasPoint = TryGetPoint(place, out double latitude, out double longitude);
        return new Place(
            NameOf(place),
            region < 0 ? null : NameOf(region),
            CountryOf(place),
            hasPoint ? Math.Round(latitude, 4) : null,
            hasPoint ? Math.Round(longitude, 4) : null,
            PrecisionOf(kind),
            IdOf(place),
            district < 0 ? null : NameOf(district),
            PopulationOf(place));
    }

    /// <summary>How fine a place of this kind is known.</summary>
    public static PlacePrecision PrecisionOf(PlaceKind kind) => kind switch
    {
        PlaceKind.Country => PlacePrecision.Country,
        PlaceKind.Region => PlacePrecision.Region,
        PlaceKind.District or PlaceKind.Community => PlacePrecision.District,
        PlaceKind.Capital or PlaceKind.RegionSeat or PlaceKind.Town or PlaceKind.Quarter => PlacePrecision.Settlement,
        PlaceKind.Facility => PlacePrecision.Facility,
        _ => PlacePrecision.Area,
    };

    private static int Record(int place) => HeaderSize + PlaceSize * place;

    private int NamesAt(int place) => names + (int)BinaryPrimitives.ReadUInt32LittleEndian(file.AsSpan(Record(place)));

    private static uint ReadU24(ReadOnlySpan<byte> span, int at) => (uint)(span[at] | (span[at + 1] << 8) | (span[at + 2] << 16));
}

/// <summary>One byte a letter for Latin and Cyrillic names.</summary>
/// <remarks>0x01–0x7F are ASCII; 0x80–0xDF are U+0400–U+045F; 0xE0–0xFE are frequent accented Latin letters; 0xFF is followed by one UTF-16 unit, each half plus one so that no byte is 0 in the low half.</remarks>
internal static class CodePage
{
    private const string Accented = "áàâäãåéèêëíìîïóòôöõúùûüçñøłşăı’";

    internal static void Encode(string name, List<byte> into)
    {
        foreach (char c in name)
        {
            if (c is > '\0' and < '\u0080') into.Add((byte)c);
            else if (c is >= 'Ѐ' and <= 'џ') into.Add((byte)(0x80 + (c - 'Ѐ')));
            else if (Accented.IndexOf(c) is int i and >= 0) into.Add((byte)(0xE0 + i));
            else
            {
                // Three digits of base 128 plus one each: never 0, so that 0 always ends a name.
                into.Add(0xFF);
                into.Add((byte)(1 + (c & 0x7F)));
                into.Add((byte)(1 + ((c >> 7) & 0x7F)));
                into.Add((byte)(1 + (c >> 14)));
            }
        }
        into.Add(0);
    }

    internal static string Decode(ReadOnlySpan<byte> bytes, out int read)
    {
        Span<char> text = stackalloc char[256];
        int length = Decode(bytes, text, out read);
        return new string(text[..length]);
    }

    internal static int Decode(ReadOnlySpan<byte> bytes, Span<char> text, out int read)
    {
        int end = bytes.IndexOf((byte)0);
        read = end + 1;
        int length = 0;
        for (int i = 0; i < end && length < text.Length; i++)
        {
            byte b = bytes[i];
            text[length++] = b switch
            {
                < 0x80 => (char)b,
                < 0xE0 => (char)('Ѐ' + (b - 0x80)),
                < 0xFF => Accented[b - 0xE0],
                _ => (char)((bytes[++i] - 1) | ((bytes[++i] - 1) << 7) | ((bytes[++i] - 1) << 14)),
            };
        }
        return length;
    }
}
