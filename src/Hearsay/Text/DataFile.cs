using System.Globalization;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Hearsay.Text;

/// <summary>A data file that does not say what it should; the message names file and line and what to change.</summary>
public sealed class DataFileException : Exception
{
    public DataFileException() { }
    public DataFileException(string message) : base(message) { }
    public DataFileException(string message, Exception inner) : base(message, inner) { }
}

/// <summary>Reads the YAML files of data/ with errors that name file and line.</summary>
public sealed class DataFile
{
    private DataFile(string path, YamlMappingNode root)
    {
        Path = path;
        Root = root;
    }

    public string Path { get; }

    /// <summary>The mapping at the top of the file; empty for an empty file.</summary>
    public YamlMappingNode Root { get; }

    /// <summary>Opens a file whose top level is a mapping.</summary>
    /// <exception cref="DataFileException">The file is missing, is not YAML, or is not a mapping.</exception>
    public static DataFile Open(string path)
    {
        DataFile file = Open(path, out YamlNode root);
        return root is YamlMappingNode ? file : throw new DataFileException($"{path}(1): expected \"key: value\" at the top level");
    }

    /// <summary>Opens a file of any top level.</summary>
    /// <exception cref="DataFileException">The file is missing or is not YAML.</exception>
    public static DataFile Open(string path, out YamlNode root)
    {
        try
        {
            using StreamReader reader = File.OpenText(path);
            YamlStream stream = [];
            stream.Load(reader);
            root = stream.Documents.Count == 0 ? new YamlMappingNode() : stream.Documents[0].RootNode;
            return new DataFile(path, root as YamlMappingNode ?? []);
        }
        catch (YamlException e)
        {
            throw new DataFileException(string.Create(CultureInfo.InvariantCulture, $"{path}({e.Start.Line}): {e.Message}"), e);
        }
        catch (IOException e)
        {
            throw new DataFileException($"{path}: cannot be read ({e.Message}); data/ must lie beside the program", e);
        }
    }

    /// <summary>An error at a node of this file.</summary>
    public DataFileException Error(YamlNode node, string message) =>
        new(string.Create(CultureInfo.InvariantCulture, $"{Path}({node.Start.Line}): {message}"));

    /// <summary>The text of a scalar node.</summary>
    public string Scalar(YamlNode node) =>
        node is YamlScalarNode { Value: { } value } ? value : throw Error(node, "expected a word or a quoted string");

    /// <summary>The node as a list of strings; a single scalar counts as a list of one.</summary>
    public string[] Strings(YamlNode node) => node switch
    {
        YamlScalarNode scalar => string.IsNullOrEmpty(scalar.Value) ? [] : [scalar.Value],
        YamlSequenceNode list => [.. list.Select(Scalar)],
        _ => throw Error(node, "expected a list of words"),
    };

    /// <summary>The node as a mapping.</summary>
    public YamlMappingNode Mapping(YamlNode node) => node as YamlMappingNode ?? throw Error(node, "expected \"key: value\" lines");

    /// <summary>The node as a list.</summary>
    public YamlSequenceNode List(YamlNode node) => node as YamlSequenceNode ?? throw Error(node, "expected a list (lines that begin with \"- \")");

    /// <summary>Keys and values in file order, refusing a key that occurs twice.</summary>
    public IEnumerable<(string Key, YamlNode KeyNode, YamlNode Value)> Entries(YamlMappingNode mapping)
    {
        foreach (KeyValuePair<YamlNode, YamlNode> entry in mapping.Children)
            yield return (Scalar(entry.Key), entry.Key, entry.Value);
    }
}
