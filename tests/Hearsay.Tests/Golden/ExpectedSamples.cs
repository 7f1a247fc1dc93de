using System.Globalization;
using Hearsay.Claims;
using Hearsay.Tests.Claims;
using Hearsay.Tests.Times;
using Hearsay.Text;
using YamlDotNet.RepresentationModel;

namespace Hearsay.Tests.Golden;

/// <summary>Days from and to, either of which may be left open.</summary>
public readonly record struct Days(DateOnly? From, DateOnly? To);

/// <summary>One claim that a careful reader takes from a sample; null and empty mean that the file says nothing about it.</summary>
public sealed record ExpectedClaim
{
    public required IReadOnlyList<string> Types { get; init; }
    public required string Anchor { get; init; }
    public (long? Low, long? High)? Count { get; init; }
    public bool IsTally { get; init; }
    /// <summary>Names any of which is right; "none" allows no place.</summary>
    public required IReadOnlyList<string> Places { get; init; }
    /// <summary>Days any of which are right; null among them allows none.</summary>
    public required IReadOnlyList<Days?> Whens { get; init; }
    public required IReadOnlyList<IReadOnlyList<string>> Chains { get; init; }
    public required IReadOnlyList<Certainty> Certainties { get; init; }
    public bool IsOptional { get; init; }

    /// <summary>Whether number, place, days and root are as written.</summary>
    public bool IsWhole(Claim claim, string body) => HasCount(claim) && HasPlace(claim, body) && HasDays(claim) && HasRoot(claim, body);

    private bool HasCount(Claim claim) => Count is not { } count
        || (claim.Quantity is { } said && (count.Low is null || count.Low == said.Low || count.Low == said.Best) && (count.High is null || count.High == said.High || count.High == said.Best));

    public bool HasPlace(Claim claim, string body) => Places.Count == 0 || Places.Any(place => place == "none" ? claim.Place is null
        : claim.Place is { } there && (there.Toponym.Place is { } found ? found.Name.TrimEnd('’') == place : NameMatch.Same(place, there.Toponym.Span.Of(body))));

    private bool HasDays(Claim claim) => Whens.Count == 0
        || Whens.Any(days => days is { } right ? claim.When is { } said && said.Interval.From == right.From && said.Interval.To == right.To : claim.When is null);

    private bool HasRoot(Claim claim, string body) =>
        Chains.Any(chain => chain.Count == 0 ? claim.Sources.Count == 0 : claim.Sources.Count > 0 && NameMatch.Same(chain[^1], claim.Sources[^1], body));
}

/// <summary>One sample and what a careful reader gets from it.</summary>
public sealed record ExpectedDocument
{
    /// <summary>Path below samples/, with "#" and the message for a post of a Telegram export.</summary>
    public required string Key { get; init; }
    public string? Title { get; init; }
    public string? Publisher { get; init; }
    public string? Language { get; init; }
    public DateOnly? Published { get; init; }
    public required string From { get; init; }
    public string? Syndicated { get; init; }
    public string? First { get; init; }
    public string? Last { get; init; }
    public required IReadOnlyList<string> Clutter { get; init; }
    public required IReadOnlyList<ExpectedClaim> Claims { get; init; }
    /// <summary>Words that must not become an asserted or attributed claim.</summary>
    public required IReadOnlyList<string> NoClaim { get; init; }
}

/// <summary>An occurrence that several samples tell of.</summary>
/// <param name="Name">What it is, for messages.</param>
/// <param name="Members">Key of a sample and the anchor of its claim.</param>
/// <param name="Roots">Its independent sources.</param>
public sealed record ExpectedEvent(string Name, string Type, IReadOnlyList<(string Key, string Anchor)> Members, IReadOnlyList<string> Roots);

/// <summary>tests/golden/samples.yaml, read.</summary>
internal sealed class ExpectedSamples
{
    private readonly DataFile file;

    private ExpectedSamples(DataFile file)
    {
        this.file = file;
        Documents = [.. Items(file.Root, "documents").Select(ReadDocument)];
        Events = [.. Items(file.Root, "events").Select(happened => new ExpectedEvent(Text(happened, "name")!, Text(happened, "type")!,
            [.. Items(happened, "members").Select(Member)], Texts(happened, "roots")))];
        Tallies = [.. Items(file.Root, "tallies").Select(Member)];
    }

    public static ExpectedSamples Load() => new(DataFile.Open(Path.Combine(Repository.Root, "tests", "golden", "samples.yaml")));

    public IReadOnlyList<ExpectedDocument> Documents { get; }

    public IReadOnlyList<ExpectedEvent> Events { get; }

    public IReadOnlyList<(string Key, string Anchor)> Tallies { get; }

    private ExpectedDocument ReadDocument(YamlNode node) => new()
    {
        Key = Text(node, "file") + (Text(node, "message") is { } message ? "#" + message : string.Empty),
        Title = Text(node, "title"), Publisher = Text(node, "publisher"), Language = Text(node, "language"),
        Published = Day(Text(node, "published")), From = Text(node, "from") ?? "none", Syndicated = Text(node, "syndicated"),
        First = Text(node, "first"), Last = Text(node, "last"),
        Clutter = Texts(node, "clutter"), NoClaim = Texts(node, "no_claim"), Claims = [.. Items(node, "claims").Select(ReadClaim)],
    };

    private ExpectedClaim ReadClaim(YamlNode node)
    {
        long? low = Number(Text(node, "low")), high = Number(Text(node, "high"));
        List<Days?> whens = [];
        if (Text(node, "from") is not null || Text(node, "to") is not null) whens.Add(new Days(Day(Text(node, "from")), Day(Text(node, "to"))));
        foreach (YamlNode days in Items(node, "alt_whens")) whens.Add(file.Strings(days) is [string from, string to] ? new Days(Day(from), Day(to)) : null);
        string? place = Text(node, "place");
        return new ExpectedClaim
        {
            Types = [Text(node, "type")!, .. Texts(node, "alt_types")], Anchor = Text(node, "anchor")!,
            Count = (low ?? high) is null || Text(node, "alt_quantity") == "none" ? null : (low, high), IsTally = Text(node, "tally") == "true",
            Places = place is null ? [] : [place, .. Texts(node, "alt_places")], Whens = whens,
            Chains = [Texts(node, "chain"), .. Items(node, "alt_chains").Select(chain => file.Strings(chain))],
            Certainties = [.. new[] { Text(node, "certainty")! }.Concat(Texts(node, "alt_certainties")).Select(word => Enum.Parse<Certainty>(word, ignoreCase: true))],
            IsOptional = Text(node, "optional") == "true",
        };
    }

    private (string, string) Member(YamlNode node) => file.Strings(node) is [string key, string anchor] ? (key, anchor) : throw file.Error(node, "expected [FILE, ANCHOR]");

    private YamlNode? Child(YamlNode node, string key) => file.Mapping(node).Children.TryGetValue(new YamlScalarNode(key), out YamlNode? value) ? value : null;

    private string? Text(YamlNode node, string key) => Child(node, key) is { } value ? file.Scalar(value) : null;

    private string[] Texts(YamlNode node, string key) => Child(node, key) is { } value ? file.Strings(value) : [];

    private IEnumerable<YamlNode> Items(YamlNode node, string key) => Child(node, key) is { } value ? file.List(value).Children : [];

    private static DateOnly? Day(string? text) => text is null ? null : DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static long? Number(string? text) => text is null ? null : long.Parse(text, CultureInfo.InvariantCulture);
}
