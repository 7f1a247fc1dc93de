using System.Globalization;
using System.IO.Compression;
using Hearsay.Text;

namespace Hearsay.Language;

/// <summary>One sentence of a treebank: columns of equal length.</summary>
public sealed class GoldSentence
{
    public required string[] Form { get; init; }
    public required string[] Lemma { get; init; }
    public required Upos[] Upos { get; init; }
    public required string[] Feats { get; init; }
    /// <summary>Index of the head in this sentence, −1 for the root and where the treebank has no tree.</summary>
    public required int[] Head { get; init; }
    public required string[] Deprel { get; init; }
    /// <summary>Tags of the treebank's own; "_" for none.</summary>
    public required string[] Xpos { get; init; }
    /// <summary>Whether a blank follows the token in the text.</summary>
    public required bool[] SpaceAfter { get; init; }
    /// <summary>Whether a paragraph or document begins with this sentence.</summary>
    public bool NewParagraph { get; init; }
    /// <summary>Whether the sentence is annotated with a tree.</summary>
    public bool HasTree { get; init; }

    /// <summary>In <see cref="Feats"/>: the word's tag is not known, nothing is to be learnt from it.</summary>
    public const string NoTag = "?";

    public int Count => Form.Length;

    /// <summary>A sentence of so many words with columns to fill.</summary>
    internal static GoldSentence Empty(int count, bool hasTree = false)
    {
        var sentence = new GoldSentence
        {
            Form = new string[count],
            Lemma = new string[count],
            Upos = new Upos[count],
            Feats = new string[count],
            Xpos = new string[count],
            Head = new int[count],
            Deprel = new string[count],
            SpaceAfter = new bool[count],
            HasTree = hasTree,
        };
        Array.Fill(sentence.Xpos, "_");
        Array.Fill(sentence.Deprel, "_");
        Array.Fill(sentence.Head, -1);
        Array.Fill(sentence.SpaceAfter, true);
        return sentence;
    }
}

/// <summary>Reads CoNLL-U files (https://universaldependencies.org/format.html).</summary>
public static class Conllu
{
    /// <summary>Reads every sentence of a file; ".gz" is unpacked. Multiword ranges and empty nodes are dropped, their words kept.</summary>
    /// <exception cref="InvalidDataException">A line is malformed; the message names file and line.</exception>
    public static List<GoldSentence> Read(string path)
    {
        var sentences = new List<GoldSentence>();
        using Stream file = File.OpenRead(path);
        using Stream stream = path.EndsWith(".gz", StringComparison.Ordinal) ? new GZipStream(file, CompressionMode.Decompress) : file;
        using var reader = new StreamReader(stream);
        var rows = new List<string[]>();
        var indexOf = new Dictionary<string, int>(StringComparer.Ordinal);
        var spaceAfter = new List<bool>();
        bool newParagraph = false;
        string[]? range = null;
        int rangeEnd = 0;
        int number = 0;
        while (true)
        {
            string? line = reader.ReadLine();
            number++;
            if (string.IsNullOrWhiteSpace(line))
            {
                if (rows.Count > 0) sentences.Add(Build(rows, indexOf, spaceAfter, newParagraph));
                rows.Clear();
                indexOf.Clear();
                spaceAfter.Clear();
                newParagraph = false;
                (range, rangeEnd) = (null, 0);
                if (line is null) break;
                continue;
            }
            if (line[0] == '#')
            {
                newParagraph |= line.StartsWith("# newpar", StringComparison.Ordinal) || line.StartsWith("# newdoc", StringComparison.Ordinal);
                continue;
            }
            string[] fields = line.Split('\t');
            if (fields.Length < 8) throw new InvalidDataException($"{path}:{number}: a CoNLL-U line has ten columns separated by tabs, this one has {fields.Length}.");
            if (fields[0].Contains('.', StringComparison.Ordinal)) continue;
            int dash = fields[0].IndexOf('-', StringComparison.Ordinal);
            if (dash > 0)
            {
                range = fields;
                rangeEnd = int.Parse(fields[0].AsSpan(dash + 1), CultureInfo.InvariantCulture);
                continue;
            }
            int id = int.Parse(fields[0], CultureInfo.InvariantCulture);
            if (range is not null && id > rangeEnd)
            {
                // A range whose words are not listed stands for them.
                int first = int.Parse(range[0].AsSpan(0, range[0].IndexOf('-', StringComparison.Ordinal)), CultureInfo.InvariantCulture);
                for (int inner = first; inner <= rangeEnd; inner++) indexOf.TryAdd(inner.ToString(CultureInfo.InvariantCulture), rows.Count);
                rows.Add(range);
                spaceAfter.Add(HasSpace(range));
                range = null;
            }
            indexOf[fields[0]] = rows.Count;
            rows.Add(fields);
            if (range is null) spaceAfter.Add(HasSpace(fields));
            else
            {
                spaceAfter.Add(id == rangeEnd && HasSpace(range));
                if (id == rangeEnd) range = null;
            }
        }
        return sentences;
    }

    private static bool HasSpace(string[] fields) => fields.Length < 10 || !fields[9].Contains("SpaceAfter=No", StringComparison.Ordinal);

    private static GoldSentence Build(List<string[]> rows, Dictionary<string, int> indexOf, List<bool> spaceAfter, bool newParagraph)
    {
        int count = rows.Count;
        var sentence = new GoldSentence
        {
            Form = new string[count],
            Lemma = new string[count],
            Upos = new Upos[count],
            Feats = new string[count],
            Xpos = new string[count],
            Head = new int[count],
            Deprel = new string[count],
            SpaceAfter = [.. spaceAfter],
            NewParagraph = newParagraph,
            HasTree = rows[0][6] != "_",
        };
        for (int i = 0; i < count; i++)
        {
            string[] row = rows[i];
            sentence.Form[i] = row[1];
            sentence.Lemma[i] = row[2];
            sentence.Upos[i] = Enum.TryParse(row[3], out Upos upos) ? upos : Upos.X;
            sentence.Xpos[i] = row[4];
            sentence.Feats[i] = row[5] == "_" ? "" : row[5];
            sentence.Head[i] = indexOf.GetValueOrDefault(row[6], -1);
            sentence.Deprel[i] = row[7];
        }
        return sentence;
    }
}
