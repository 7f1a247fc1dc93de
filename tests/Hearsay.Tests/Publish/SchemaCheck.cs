using System.Text.Json;
using System.Text.RegularExpressions;

namespace Hearsay.Tests.Publish;

/// <summary>Checks JSON against the keywords of JSON Schema 2020-12 that the committed schemas use; any other keyword fails.</summary>
internal sealed class SchemaCheck
{
    private readonly JsonElement root;

    private SchemaCheck(JsonElement root) => this.root = root;

    public static SchemaCheck Load(string file)
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Hearsay.slnx"))) folder = folder.Parent;
        Assert.NotNull(folder);
        return new SchemaCheck(JsonDocument.Parse(File.ReadAllBytes(Path.Combine(folder.FullName, "docs", "schemas", file))).RootElement);
    }

    /// <summary>What is wrong with one line, each with its path; empty where it is valid.</summary>
    public IReadOnlyList<string> Errors(string json)
    {
        List<string> errors = [];
        using JsonDocument document = JsonDocument.Parse(json);
        Check(root, document.RootElement, "$", errors);
        return errors;
    }

    private void Check(JsonElement schema, JsonElement value, string path, List<string> errors)
    {
        foreach (JsonProperty keyword in schema.EnumerateObject())
        {
            JsonElement rule = keyword.Value;
            switch (keyword.Name)
            {
                case "$schema" or "$id" or "$defs" or "title" or "description": break;
                case "$ref": Check(root.GetProperty("$defs").GetProperty(rule.GetString()!["#/$defs/".Length..]), value, path, errors); break;
                case "type":
                    string[] types = rule.ValueKind == JsonValueKind.Array ? [.. rule.EnumerateArray().Select(type => type.GetString()!)] : [rule.GetString()!];
                    if (!types.Any(type => IsOf(type, value))) errors.Add($"{path}: {value.ValueKind} is not {string.Join(" or ", types)}");
                    break;
                case "const": if (value.GetRawText() != rule.GetRawText()) errors.Add($"{path}: not {rule}"); break;
                case "enum": if (!rule.EnumerateArray().Any(allowed => allowed.GetRawText() == value.GetRawText())) errors.Add($"{path}: {value} is not one of {rule}"); break;
                case "pattern": if (value.ValueKind == JsonValueKind.String && !Regex.IsMatch(value.GetString()!, rule.GetString()!, RegexOptions.None, TimeSpan.FromSeconds(1))) errors.Add($"{path}: {value} does not match {rule}"); break;
                case "minimum": if (value.ValueKind == JsonValueKind.Number && value.GetDouble() < rule.GetDouble()) errors.Add($"{path}: {value} is below {rule}"); break;
                case "maximum": if (value.ValueKind == JsonValueKind.Number && value.GetDouble() > rule.GetDouble()) errors.Add($"{path}: {value} is above {rule}"); break;
                case "required":
                    if (value.ValueKind == JsonValueKind.Object)
                        foreach (JsonElement name in rule.EnumerateArray())
                            if (!value.TryGetProperty(name.GetString()!, out _)) errors.Add($"{path}: no {name}");
                    break;
                case "properties":
                    if (value.ValueKind == JsonValueKind.Object)
                        foreach (JsonProperty property in rule.EnumerateObject())
                            if (value.TryGetProperty(property.Name, out JsonElement child)) Check(property.Value, child, $"{path}.{property.Name}", errors);
                    break;
                case "additionalProperties":
                    Assert.Equal(JsonValueKind.False, rule.ValueKind);
                    if (value.ValueKind == JsonValueKind.Object)
                        foreach (JsonProperty property in value.EnumerateObject())
                            if (!schema.GetProperty("properties").TryGetProperty(property.Name, out _)) errors.Add($"{path}: unknown {property.Name}");
                    break;
                case "items":
                    if (value.ValueKind == JsonValueKind.Array)
                        foreach ((JsonElement item, int i) in value.EnumerateArray().Select((item, i) => (item, i))) Check(rule, item, $"{path}[{i}]", errors);
                    break;
                default: throw new NotSupportedException($"The checker does not know the keyword {keyword.Name}.");
            }
        }
    }

    private static bool IsOf(string type, JsonElement value) => type switch
    {
        "object" => value.ValueKind == JsonValueKind.Object, "array" => value.ValueKind == JsonValueKind.Array, "string" => value.ValueKind == JsonValueKind.String,
        "boolean" => value.ValueKind is JsonValueKind.True or JsonValueKind.False, "null" => value.ValueKind == JsonValueKind.Null,
        "integer" => value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out _), "number" => value.ValueKind == JsonValueKind.Number,
        _ => throw new NotSupportedException($"The checker does not know the type {type}."),
    };
}
