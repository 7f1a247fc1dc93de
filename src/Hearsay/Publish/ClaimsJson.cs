// The claims interface: one document and its claims as one line of JSON.
// Input: a Reading. Output: hearsay/claims/1, as docs/schemas/claims-1.schema.json defines it.
// Invariants: keys always in the same order, every key present, unknown is null; the same reading gives the same bytes.
using System.Buffers;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Hearsay.Claims;
using Hearsay.Places;
using Hearsay.Text;
using Hearsay.Times;

namespace Hearsay.Publish;

/// <summary>Writes readings as JSON Lines, schema <c>hearsay/claims/1</c>.</summary>
public static class ClaimsJson
{
    /// <summary>Name and version of the interface.</summary>
    public const string Schema = "hearsay/claims/1";

    /// <summary>Cyrillic, quotation marks and dashes stay readable; only what JSON itself requires is escaped.</summary>
    internal static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = false };

    /// <summary>Writes one reading as UTF-8 JSON and a line feed.</summary>
    public static void WriteLine(IBufferWriter<byte> output, Reading reading)
    {
        using (Utf8JsonWriter json = new(output, Options)) Write(json, reading);
        output.Write("\n"u8);
    }

    /// <summary>Writes one reading as a JSON object.</summary>
    public static void Write(Utf8JsonWriter json, Reading reading)
    {
        string body = reading.Document.Body;
        json.WriteStartObject();
        json.WriteString("schema"u8, Schema);
        WriteDocument(json, reading.Document);
        json.WriteStartArray("claims"u8);
        foreach (Claim claim in reading.Claims) WriteClaim(json, claim, body);
        json.WriteEndArray();
        WriteProblems(json, reading.Problems);
        json.WriteEndObject();
    }

    private static void WriteDocument(Utf8JsonWriter json, Document document)
    {
        json.WriteStartObject("document"u8);
        json.WriteString("id"u8, document.Id);
        json.WriteString("key"u8, document.Key);
        json.WriteString("url"u8, document.Url);
        json.WriteString("title"u8, document.Title);
        json.WriteString("publisher"u8, document.Publisher);
        json.WriteString("language"u8, document.LanguageTag);
        WriteDay(json, "published"u8, document.Published);
        json.WriteString("publishedFrom"u8, NameOf(document.PublishedFrom));
        json.WriteString("syndicatedFrom"u8, document.SyndicatedFrom);
        json.WriteString("body"u8, document.Body);
        json.WriteEndObject();
    }

    /// <summary>Writes one claim as a JSON object.</summary>
    /// <param name="json">Where to.</param>
    /// <param name="claim">The claim.</param>
    /// <param name="body">Body of the document the claim was found in; its spans point into it.</param>
    public static void WriteClaim(Utf8JsonWriter json, Claim claim, string body)
    {
        json.WriteStartObject();
        json.WriteString("id"u8, claim.Id);
        json.WriteString("type"u8, claim.Type);
        json.WriteString("family"u8, claim.Family);
        json.WriteStartObject("trigger"u8);
        WriteSpan(json, claim.Trigger, body);
        json.WriteEndObject();
        json.WriteStartObject("sentence"u8);
        json.WriteNumber("start"u8, claim.Sentence.Start);
        json.WriteNumber("end"u8, claim.Sentence.End);
        json.WriteEndObject();

        json.WriteStartArray("participants"u8);
        foreach (Participant participant in claim.Participants)
        {
            json.WriteStartObject();
            json.WriteString("role"u8, NameOf(participant.Role));
            WriteSpan(json, participant.Span, body);
            json.WriteString("entity"u8, participant.Entity);
            json.WriteString("kind"u8, participant.Kind);
            json.WriteEndObject();
        }
        json.WriteEndArray();

        WriteQuantity(json, claim.Quantity, body);
        WritePlace(json, claim.Place, body);
        WriteWhen(json, claim.When, body);

        json.WriteStartArray("sources"u8);
        foreach (Source source in claim.Sources)
        {
            json.WriteStartObject();
            json.WriteString("name"u8, source.Name);
            json.WriteString("kind"u8, source.Kind);
            WriteSpan(json, source.Span, body);
            json.WriteString("cue"u8, source.Cue);
            json.WriteEndObject();
        }
        json.WriteEndArray();

        json.WriteString("certainty"u8, NameOf(claim.Certainty));
        json.WriteString("polarity"u8, claim.Polarity == Polarity.Negative ? "negative" : "positive");
        json.WriteBoolean("tally"u8, claim.IsTally);
        json.WriteString("rule"u8, claim.Rule);
        json.WriteEndObject();
    }

    private static void WriteQuantity(Utf8JsonWriter json, Quantity? quantity, string body)
    {
        if (quantity is null)
        {
            json.WriteNull("quantity"u8);
            return;
        }
        json.WriteStartObject("quantity"u8);
        WriteNumber(json, "low"u8, quantity.Low);
        WriteNumber(json, "best"u8, quantity.Best);
        WriteNumber(json, "high"u8, quantity.High);
        json.WriteString("of"u8, quantity.Of);
        json.WriteString("what"u8, quantity.What);
        WriteSpan(json, quantity.Span, body);
        json.WriteEndObject();
    }

    private static void WritePlace(Utf8JsonWriter json, ClaimPlace? claimPlace, string body)
    {
        if (claimPlace is null)
        {
            json.WriteNull("place"u8);
            return;
        }
        json.WriteStartObject("place"u8);
        WriteSpan(json, claimPlace.Toponym.Span, body);
        WritePlaceFields(json, claimPlace.Toponym.Place);
        json.WriteEndObject();
    }

    /// <summary>The fields of a gazetteer place, all null where the name was not resolved.</summary>
    internal static void WritePlaceFields(Utf8JsonWriter json, Place? place)
    {
        json.WriteString("name"u8, place?.Name);
        json.WriteString("admin1"u8, place?.Admin1);
        json.WriteString("country"u8, place?.Country);
        if (place?.Latitude is { } latitude) json.WriteNumber("lat"u8, latitude); else json.WriteNull("lat"u8);
        if (place?.Longitude is { } longitude) json.WriteNumber("lon"u8, longitude); else json.WriteNull("lon"u8);
        json.WriteString("precision"u8, place is null ? null : NameOf(place.Precision));
        WriteNumber(json, "acledPrecision"u8, place?.AcledPrecision);
        json.WriteString("gazetteerId"u8, place?.GazetteerId);
    }

    private static void WriteWhen(Utf8JsonWriter json, ClaimTime? when, string body)
    {
        if (when is null)
        {
            json.WriteNull("when"u8);
            return;
        }
        json.WriteStartObject("when"u8);
        WriteSpan(json, when.Span, body);
        WriteInterval(json, when.Interval);
        json.WriteEndObject();
    }

    internal static void WriteInterval(Utf8JsonWriter json, Interval interval)
    {
        WriteDay(json, "from"u8, interval.From);
        WriteDay(json, "to"u8, interval.To);
        json.WriteString("grain"u8, NameOf(interval.Grain));
        json.WriteNumber("acledPrecision"u8, interval.AcledPrecision);
    }

    internal static void WriteProblems(Utf8JsonWriter json, IReadOnlyList<Problem> problems)
    {
        json.WriteStartArray("problems"u8);
        foreach (Problem problem in problems)
        {
            json.WriteStartObject();
            json.WriteString("code"u8, problem.Code);
            json.WriteString("stage"u8, problem.Stage);
            json.WriteString("message"u8, problem.Message);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    private static void WriteSpan(Utf8JsonWriter json, TextSpan span, string body)
    {
        json.WriteString("text"u8, body.AsSpan(span.Start, span.Length));
        json.WriteNumber("start"u8, span.Start);
        json.WriteNumber("end"u8, span.End);
    }

    internal static void WriteNumber(Utf8JsonWriter json, ReadOnlySpan<byte> name, long? value)
    {
        if (value is { } number) json.WriteNumber(name, number);
        else json.WriteNull(name);
    }

    private static void WriteDay(Utf8JsonWriter json, ReadOnlySpan<byte> name, DateOnly? day) =>
        json.WriteString(name, day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));

    /// <summary>The spelling of a value in every export: lower case.</summary>
    internal static string NameOf(Role role) => role switch
    {
        Role.Actor => "actor", Role.Target => "target", Role.Recipient => "recipient", Role.Instrument => "instrument", _ => "reason",
    };

    internal static string NameOf(Certainty certainty) => certainty switch
    {
        Certainty.Asserted => "asserted", Certainty.Attributed => "attributed", Certainty.Hedged => "hedged",
        Certainty.Denied => "denied", Certainty.Hypothetical => "hypothetical", _ => "future",
    };

    internal static string NameOf(PlacePrecision precision) => precision switch
    {
        PlacePrecision.Facility => "facility", PlacePrecision.Settlement => "settlement", PlacePrecision.District => "district",
        PlacePrecision.Region => "region", PlacePrecision.Country => "country", _ => "area",
    };

    internal static string NameOf(Grain grain) => grain switch
    {
        Grain.Day => "day", Grain.Week => "week", Grain.Month => "month", Grain.Quarter => "quarter",
        Grain.Season => "season", Grain.Year => "year", _ => "decade",
    };

    internal static string NameOf(PublishedFrom from) => from switch
    {
        PublishedFrom.Given => "given", PublishedFrom.Meta => "meta", PublishedFrom.Url => "url", PublishedFrom.Text => "text", _ => "none",
    };
}
