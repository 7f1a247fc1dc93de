using System.Buffers;
using System.Text;
using System.Text.Json;
using Hearsay.Claims;
using Hearsay.Linking;
using Hearsay.Publish;
using Hearsay.Tests.Linking;
using Hearsay.Text;

namespace Hearsay.Tests.Publish;

public class JsonTests
{
    private static readonly Reading Full = Report.Of("seed.txt", "ASTRA сообщает: at least 12 Russian soldiers are confined in Zavitne Bazhannia.", "Daily Express", syndicatedFrom: "unnamed", title: "Putin “braces”")
        .Claim("detention", "confined", ["outlet:ASTRA"], "military:Russian soldiers", number: "12+ soldiers", place: Report.Zavitne, when: "2022-10-16..2022-10-18")
        .Claim("refusal", "are", polarity: Polarity.Negative);

    [Fact]
    public void Claims_line_is_as_its_schema_says()
    {
        SchemaCheck schema = SchemaCheck.Load("claims-1.schema.json");

        Assert.Empty(schema.Errors(Line(Full)));
        Assert.Empty(schema.Errors(Line(Full with { Problems = [new Problem("HS1004", "capture", "Letters were lost.", "seed.txt", IsError: false)] })));
        Assert.Empty(schema.Errors(Line(Report.Of("empty", string.Empty, published: null, language: LanguageCode.Unknown).Read())));
        foreach (Reading reading in Corpus.Readings) Assert.Empty(schema.Errors(Line(reading)));
    }

    [Fact]
    public void Schema_refuses_what_the_interface_does_not_have()
    {
        SchemaCheck schema = SchemaCheck.Load("claims-1.schema.json");
        string line = Line(Full);

        Assert.NotEmpty(schema.Errors(line.Replace("\"polarity\":\"positive\"", "\"polarity\":\"maybe\"", StringComparison.Ordinal)));
        Assert.NotEmpty(schema.Errors(line.Replace("\"rule\":", "\"rules\":", StringComparison.Ordinal)));
        Assert.NotEmpty(schema.Errors(line.Replace("\"low\":12", "\"low\":-1", StringComparison.Ordinal)));
    }

    [Fact]
    public void Words_and_offsets_agree_and_Cyrillic_stays_readable()
    {
        string line = Line(Full);
        using JsonDocument json = JsonDocument.Parse(line);
        string body = json.RootElement.GetProperty("document").GetProperty("body").GetString()!;
        foreach (JsonElement claim in json.RootElement.GetProperty("claims").EnumerateArray())
        {
            JsonElement trigger = claim.GetProperty("trigger");
            Assert.Equal(trigger.GetProperty("text").GetString(), body[trigger.GetProperty("start").GetInt32()..trigger.GetProperty("end").GetInt32()]);
        }
        Assert.Contains("сообщает", line, StringComparison.Ordinal);
        Assert.Contains("“braces”", line, StringComparison.Ordinal);
    }

    [Fact]
    public void Unknown_is_null_and_every_key_is_there()
    {
        using JsonDocument json = JsonDocument.Parse(Line(Full));
        JsonElement bare = json.RootElement.GetProperty("claims")[1];

        foreach (string key in new[] { "quantity", "place", "when" }) Assert.Equal(JsonValueKind.Null, bare.GetProperty(key).ValueKind);
        Assert.Equal("negative", bare.GetProperty("polarity").GetString());
        JsonElement quantity = json.RootElement.GetProperty("claims")[0].GetProperty("quantity");
        Assert.Equal((12, 12), (quantity.GetProperty("low").GetInt32(), quantity.GetProperty("best").GetInt32()));
        Assert.Equal(JsonValueKind.Null, quantity.GetProperty("high").ValueKind);
    }

    [Fact]
    public void Events_lines_are_as_their_schema_says()
    {
        SchemaCheck schema = SchemaCheck.Load("events-1.schema.json");
        LinkResult linked = EventLinker.Load(Path.Combine(AppContext.BaseDirectory, "data")).Link([Full, .. Corpus.Readings]);

        Assert.All(linked.Events, happened =>
        {
            ArrayBufferWriter<byte> line = new();
            EventsJson.WriteLine(line, happened);
            Assert.Empty(schema.Errors(Encoding.UTF8.GetString(line.WrittenSpan)));
        });
    }

    private static string Line(Reading reading)
    {
        ArrayBufferWriter<byte> line = new();
        ClaimsJson.WriteLine(line, reading);
        Assert.Equal((byte)'\n', line.WrittenSpan[^1]);
        return Encoding.UTF8.GetString(line.WrittenSpan);
    }
}
