using System.Security.Cryptography;
using System.Text;
using Hearsay.Claims;
using Hearsay.Places;
using Hearsay.Text;
using Hearsay.Times;

namespace Hearsay.Tests.Linking;

/// <summary>Writes readings by hand: a document, and claims found in it by the words they quote.</summary>
internal sealed class Report
{
    private readonly List<Claim> claims = [];
    private readonly Document document;

    public static readonly Place Zavitne = new("Zavitne Bazhannia", "Donetsk Oblast", "UA", 47.72, 36.84, PlacePrecision.Settlement, "geonames:1", "Volnovakha Raion", 500);
    public static readonly Place Donetsk = new("Donetsk Oblast", "Donetsk Oblast", "UA", null, null, PlacePrecision.Region, "geonames:2");
    public static readonly Place Kazan = new("Kazan", "Tatarstan", "RU", 55.79, 49.12, PlacePrecision.Settlement, "geonames:3", null, 1_200_000);
    public static readonly Place Ryazan = new("Ryazan", "Ryazan Oblast", "RU", 54.63, 39.74, PlacePrecision.Settlement, "geonames:4", null, 500_000);

    private Report(Document document) => this.document = document;

    /// <summary>A document whose body is given; its sentences end in a full stop.</summary>
    public static Report Of(string key, string body, string? publisher = null, string? published = "2022-12-06", LanguageCode language = LanguageCode.English, string? syndicatedFrom = null, string? title = null) =>
        new(new Document
        {
            Id = "sha256:" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key + "\n" + body))),
            Key = key, Body = body, Blocks = [new Block(new TextSpan(0, body.Length), BlockKind.Paragraph)], Language = language, Title = title,
            Publisher = publisher ?? key, Published = published is null ? null : DateOnly.ParseExact(published, "yyyy-MM-dd"),
            PublishedFrom = published is null ? PublishedFrom.None : PublishedFrom.Given, SyndicatedFrom = syndicatedFrom,
        });

    /// <summary>Adds a claim.</summary>
    /// <param name="type">Event type code.</param>
    /// <param name="trigger">Words of the body.</param>
    /// <param name="sources">Chain, outermost first; "kind:name" for a source of a given kind.</param>
    /// <param name="target">Words of the body; "kind:words" for a kind.</param>
    /// <param name="number">"12", "12+", "200-999" or "~50", with what is counted after a space.</param>
    /// <param name="when">"2022-10-16" or "2022-10-16..2022-10-18".</param>
    public Report Claim(string type, string trigger, string[]? sources = null, string? target = null, string? actor = null, string? number = null, Place? place = null,
        string? when = null, Certainty? certainty = null, bool tally = false, Polarity polarity = Polarity.Positive)
    {
        string body = document.Body;
        int at = body.IndexOf(trigger, StringComparison.Ordinal);
        Assert.True(at >= 0, $"\"{trigger}\" does not stand in {document.Key}");
        int start = body.LastIndexOf(". ", at, StringComparison.Ordinal) is >= 0 and var stop ? stop + 2 : 0;
        int end = body.IndexOf('.', at) is >= 0 and var close ? close + 1 : body.Length;
        TextSpan sentence = TextSpan.FromBounds(start, end);
        List<Participant> participants = [];
        if (target is not null) participants.Add(ParticipantOf(Role.Target, target, body));
        if (actor is not null) participants.Add(ParticipantOf(Role.Actor, actor, body));
        claims.Add(new Claim
        {
            Id = $"c{claims.Count + 1}", Type = type, Family = FamilyOf(type), Trigger = new TextSpan(at, trigger.Length), Sentence = sentence,
            Participants = participants, Quantity = number is null ? null : QuantityOf(number, type, body),
            Place = place is null ? null : new ClaimPlace(new Toponym(SpanOf(place.Name, body), place, true, false, "test/place"), false),
            When = when is null ? null : new ClaimTime(sentence, IntervalOf(when), "test/time", false),
            Sources = [.. (sources ?? []).Select(source => SourceOf(source, body))],
            Certainty = certainty ?? (sources is null ? Certainty.Asserted : Certainty.Attributed), Polarity = polarity, IsTally = tally, Rule = $"test/{type}",
            Trace = [$"trigger \"{trigger}\" matched test/{type}"],
        });
        return this;
    }

    public Reading Read() => new(document, claims, []);

    public static implicit operator Reading(Report report) => report.Read();

    private static Participant ParticipantOf(Role role, string words, string body)
    {
        (string? kind, string name) = Kinded(words);
        return new Participant(role, SpanOf(name, body), name, kind);
    }

    private static Source SourceOf(string words, string body)
    {
        (string? kind, string name) = Kinded(words);
        return new Source(name, kind, SpanOf(name, body), "said", new TextSpan(0, 0));
    }

    private static (string? Kind, string Name) Kinded(string words) => words.IndexOf(':', StringComparison.Ordinal) is > 0 and var colon ? (words[..colon], words[(colon + 1)..]) : (null, words);

    private static TextSpan SpanOf(string words, string body) => body.IndexOf(words, StringComparison.Ordinal) is >= 0 and var at ? new TextSpan(at, words.Length) : new TextSpan(0, 0);

    private static Quantity QuantityOf(string text, string type, string body)
    {
        string[] parts = text.Split(' ', 2);
        string number = parts[0].TrimStart('~');
        (long? low, long? best, long? high) = number switch
        {
            [.., '+'] => (Number(number[..^1]), Number(number[..^1]), (long?)null),
            _ when number.Contains('-') => (Number(number.Split('-')[0]), null, Number(number.Split('-')[1])),
            _ => (Number(number), (long?)Number(number), (long?)Number(number)),
        };
        return new Quantity(low, best, high, parts[0][0] == '~', parts.Length > 1 ? parts[1] : null, type, SpanOf(body.Contains($"at least {number.TrimEnd('+')}", StringComparison.Ordinal) ? $"at least {number.TrimEnd('+')}" : number.TrimEnd('+'), body), "test/number");
    }

    private static long Number(string digits) => long.Parse(digits, System.Globalization.CultureInfo.InvariantCulture);

    private static Interval IntervalOf(string text)
    {
        string[] ends = text.Split("..");
        return new Interval(DateOnly.ParseExact(ends[0], "yyyy-MM-dd"), DateOnly.ParseExact(ends[^1], "yyyy-MM-dd"), ends.Length == 1 ? Grain.Day : Grain.Week);
    }

    private static string FamilyOf(string type) => type switch
    {
        "detention" or "conscription" or "forced-labour" => "coercion", "refusal" or "mutiny" or "riot" => "indiscipline", "killed" or "wounded" or "damage" => "harm",
        "deprivation" => "conditions", "demand" or "denial" or "assessment" => "speech", _ => "violence",
    };
}
