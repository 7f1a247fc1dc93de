using System.Collections.Frozen;
using Hearsay.Text;
using YamlDotNet.RepresentationModel;

namespace Hearsay.Claims;

/// <summary>A named source of data/sources.yaml.</summary>
/// <param name="Name">Canonical English name.</param>
/// <param name="Kind">outlet, agency, channel, monitor, ministry, …</param>
/// <param name="Country">ISO 3166-1 alpha-2, or null.</param>
/// <param name="Owner">Owning group or state body, or null.</param>
public sealed record KnownSource(string Name, string? Kind, string? Country, string? Owner);

/// <summary>The editable list of named sources, looked up by any alias in any of the languages. Immutable.</summary>
public sealed class SourceList
{
    private readonly FrozenDictionary<string, KnownSource> byAlias;

    private SourceList(FrozenDictionary<string, KnownSource> byAlias) => this.byAlias = byAlias;

    /// <summary>Loads the list.</summary>
    /// <exception cref="DataFileException">An entry is wrong or an alias stands twice; the message names file and line.</exception>
    public static SourceList Load(string path)
    {
        DataFile file = DataFile.Open(path, out YamlNode root);
        Dictionary<string, KnownSource> byAlias = new(StringComparer.Ordinal);
        foreach (YamlNode node in file.List(root))
        {
            string? name = null, kind = null, country = null, owner = null;
            string[] aliases = [];
            foreach ((string key, YamlNode at, YamlNode value) in file.Entries(file.Mapping(node)))
            {
                switch (key)
                {
                    case "name": name = file.Scalar(value); break;
                    case "kind": kind = file.Scalar(value); break;
                    case "country": country = Optional(value); break;
                    case "owner": owner = Optional(value); break;
                    case "aliases": aliases = file.Strings(value); break;
                    default: throw file.Error(at, $"unknown key \"{key}\"; known: name, kind, country, owner, aliases");
                }
            }
            if (name is null) throw file.Error(node, "a source needs a name");
            KnownSource source = new(name, kind, country, owner);
            foreach (string alias in aliases.Append(name))
            {
                string key = Key(alias);
                if (key.Length == 0) throw file.Error(node, $"alias \"{alias}\" has no letter or digit");
                if (byAlias.TryGetValue(key, out KnownSource? other) && !ReferenceEquals(other, source))
                    throw file.Error(node, $"alias \"{alias}\" belongs to \"{other.Name}\" already");
                byAlias[key] = source;
            }
        }
        return new SourceList(byAlias.ToFrozenDictionary(StringComparer.Ordinal));

        string? Optional(YamlNode value) => file.Scalar(value) is "" or "null" or "~" ? null : file.Scalar(value);
    }

    /// <summary>The source with this name or alias, whatever its case, quotes and article; null where the list has none.</summary>
    public KnownSource? Find(string name) => byAlias.GetValueOrDefault(Key(name));

    // Letters and digits in lower case, single spaces, no leading article.
    private static string Key(string name)
    {
        System.Text.StringBuilder key = new(name.Length);
        foreach (char c in name)
        {
            if (char.IsLetterOrDigit(c)) key.Append(char.ToLowerInvariant(c == 'ё' ? 'е' : c));
            else if (key.Length > 0 && key[^1] != ' ') key.Append(' ');
        }
        string text = key.ToString().TrimEnd();
        return text.StartsWith("the ", StringComparison.Ordinal) ? text[4..] : text;
    }
}
