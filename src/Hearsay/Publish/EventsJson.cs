// The events interface: one event as one line of JSON.
// Input: events of the linker. Output: hearsay/events/1, as docs/schemas/events-1.schema.json defines it.
using System.Buffers;
using System.Text.Json;
using Hearsay.Linking;

namespace Hearsay.Publish;

/// <summary>Writes events as JSON Lines, schema <c>hearsay/events/1</c>.</summary>
public static class EventsJson
{
    /// <summary>Name and version of the interface.</summary>
    public const string Schema = "hearsay/events/1";

    /// <summary>Writes one event as UTF-8 JSON and a line feed.</summary>
    public static void WriteLine(IBufferWriter<byte> output, Event happened)
    {
        using (Utf8JsonWriter json = new(output, ClaimsJson.Options)) Write(json, happened);
        output.Write("\n"u8);
    }

    /// <summary>Writes one event as a JSON object.</summary>
    public static void Write(Utf8JsonWriter json, Event happened)
    {
        json.WriteStartObject();
        json.WriteString("schema"u8, Schema);
        json.WriteString("id"u8, happened.Id);
        json.WriteString("type"u8, happened.Type);
        json.WriteString("family"u8, happened.Family);
        json.WriteBoolean("tally"u8, happened.IsTally);
        json.WriteString("certainty"u8, ClaimsJson.NameOf(happened.Certainty));
        WriteMembers(json, "claims"u8, happened.Members);
        WriteMembers(json, "denials"u8, happened.Denials);
        WriteNames(json, "independentSources"u8, happened.Roots.Select(root => root.Shown));
        json.WriteNumber("sourceCount"u8, happened.Roots.Count);
        json.WriteNumber("documentCount"u8, happened.DocumentCount);
        json.WriteNumber("copyCount"u8, happened.CopyCount);
        json.WriteStartArray("collapsed"u8);
        foreach (Collapse collapse in happened.Collapses)
        {
            json.WriteStartObject();
            json.WriteString("reason"u8, NameOf(collapse.Reason));
            json.WriteString("source"u8, collapse.Root);
            WriteNames(json, "documents"u8, collapse.Documents);
            json.WriteString("explanation"u8, collapse.Explanation);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        WriteQuantity(json, happened.Quantity);
        if (happened.Place is { } place)
        {
            json.WriteStartObject("place"u8);
            ClaimsJson.WritePlaceFields(json, place);
            json.WriteEndObject();
        }
        else json.WriteNull("place"u8);
        if (happened.When is { } when)
        {
            json.WriteStartObject("when"u8);
            ClaimsJson.WriteInterval(json, when);
            json.WriteEndObject();
        }
        else json.WriteNull("when"u8);
        json.WriteStartArray("disagreements"u8);
        foreach (Disagreement disagreement in happened.Disagreements)
        {
            json.WriteStartObject();
            json.WriteString("about"u8, NameOf(disagreement.About));
            json.WriteStartArray("values"u8);
            foreach (DisagreementSide side in disagreement.Sides)
            {
                json.WriteStartObject();
                json.WriteString("value"u8, side.Value);
                WriteNames(json, "saysWho"u8, side.SaysWho);
                WriteMembers(json, "claims"u8, side.Members);
                json.WriteEndObject();
            }
            json.WriteEndArray();
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteString("consequenceOf"u8, happened.ConsequenceOf);
        json.WriteString("review"u8, NameOf(happened.Review));
        json.WriteEndObject();
    }

    private static void WriteQuantity(Utf8JsonWriter json, EventQuantity? quantity)
    {
        if (quantity is null)
        {
            json.WriteNull("quantity"u8);
            return;
        }
        json.WriteStartObject("quantity"u8);
        ClaimsJson.WriteNumber(json, "low"u8, quantity.Low);
        ClaimsJson.WriteNumber(json, "best"u8, quantity.Best);
        ClaimsJson.WriteNumber(json, "high"u8, quantity.High);
        json.WriteString("of"u8, quantity.Of);
        json.WriteString("what"u8, quantity.What);
        json.WriteStartArray("values"u8);
        foreach (QuantityValue value in quantity.Values)
        {
            json.WriteStartObject();
            ClaimsJson.WriteNumber(json, "low"u8, value.Low);
            ClaimsJson.WriteNumber(json, "best"u8, value.Best);
            ClaimsJson.WriteNumber(json, "high"u8, value.High);
            WriteNames(json, "saysWho"u8, value.SaysWho);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteMembers(Utf8JsonWriter json, ReadOnlySpan<byte> name, IReadOnlyList<Member> members)
    {
        json.WriteStartArray(name);
        foreach (Member member in members)
        {
            json.WriteStartObject();
            json.WriteString("document"u8, member.Document.Id);
            json.WriteString("claim"u8, member.Claim.Id);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    private static void WriteNames(Utf8JsonWriter json, ReadOnlySpan<byte> name, IEnumerable<string> values)
    {
        json.WriteStartArray(name);
        foreach (string value in values) json.WriteStringValue(value);
        json.WriteEndArray();
    }

    /// <summary>The spelling of a review state in every export and in the record.</summary>
    public static string NameOf(ReviewState state) => state switch
    {
        ReviewState.Confirmed => "confirmed", ReviewState.Edited => "edited", ReviewState.Rejected => "rejected", _ => "machine",
    };

    private static string NameOf(CollapseReason reason) => reason switch
    {
        CollapseReason.Requoted => "requoted", CollapseReason.Copy => "copy", CollapseReason.Translation => "translation",
        CollapseReason.Syndicated => "syndicated", CollapseReason.OwnSummary => "own-summary", _ => "carrier",
    };

    private static string NameOf(DisagreementAbout about) => about switch
    {
        DisagreementAbout.Occurrence => "occurrence", DisagreementAbout.Quantity => "quantity", DisagreementAbout.Date => "date", _ => "place",
    };
}
