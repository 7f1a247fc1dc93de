using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Hearsay.Claims;
using Hearsay.Text;

namespace Hearsay.Store;

/// <summary>Documents and claims as the record keeps them: every field, so that what is read back equals what was stored.</summary>
/// <remarks>Not an interface: exports are made by the publish stage.</remarks>
[JsonSourceGenerationOptions(UseStringEnumConverter = true)]
[JsonSerializable(typeof(Document))]
[JsonSerializable(typeof(Claim))]
internal sealed partial class StoredJson : JsonSerializerContext
{
    /// <summary>Cyrillic stays readable to whoever opens the record with a database tool.</summary>
    public static readonly StoredJson Readable = new(new JsonSerializerOptions
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, IgnoreReadOnlyProperties = true, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    });
}
