using System.Globalization;
using Hearsay.Claims;

namespace Hearsay.Linking;

/// <summary>Puts the numbers of an event's claims side by side.</summary>
public sealed class EventNumbers(Names names)
{
    /// <summary>Whether two numbers count the same kind of thing, as far as the words say.</summary>
    public bool SameUnit(Quantity one, Quantity other)
    {
        if (one.Of == other.Of) return true;
        string a = UnitOf(one), b = UnitOf(other);
        return a.Length == 0 || b.Length == 0 || a == b;
    }

    /// <summary>The numbers of the largest group of claims that count the same thing; null where none is said.</summary>
    public EventQuantity? Gather(IReadOnlyList<Member> members, IReadOnlyList<Root> roots)
    {
        List<Member> said = [.. members.Where(member => member.Claim.Quantity is { } q && (q.Low ?? q.Best ?? q.High) is not null)];
        // One told of alone ("her husband") is no number beside those that count.
        if (said.Exists(member => member.Claim.Quantity!.Rule != "quantity/single-person")) said.RemoveAll(member => member.Claim.Quantity!.Rule == "quantity/single-person");
        if (said.Count == 0) return null;
        string unit = said.GroupBy(member => UnitOf(member.Claim.Quantity!), StringComparer.Ordinal)
            .OrderByDescending(group => group.Count()).ThenBy(group => group.Key, StringComparer.Ordinal).First().Key;
        List<QuantityValue> values = [];
        foreach (IGrouping<(long?, long?, long?), Member> group in said
            .Where(member => UnitOf(member.Claim.Quantity!) is var own && (own == unit || own.Length == 0 || unit.Length == 0))
            .GroupBy(member => (member.Claim.Quantity!.Low, member.Claim.Quantity.Best, member.Claim.Quantity.High)))
        {
            Member[] sayers = [.. group];
            values.Add(new QuantityValue(group.Key.Item1, group.Key.Item2, group.Key.Item3, WhoSays(sayers, roots), sayers));
        }
        values.Sort((a, b) =>
        {
            int bySources = b.SaysWho.Count.CompareTo(a.SaysWho.Count);
            return bySources != 0 ? bySources : (a.Best ?? a.Low ?? a.High ?? 0).CompareTo(b.Best ?? b.Low ?? b.High ?? 0) is not 0 and var byValue ? byValue
                : (a.High ?? long.MaxValue).CompareTo(b.High ?? long.MaxValue);
        });
        IReadOnlyList<string>[] saysWho = new Sayers(names).Of([.. values.Select(value => value.Members)]);
        for (int i = 0; i < values.Count; i++) values[i] = values[i] with { SaysWho = saysWho[i] };
        Quantity first = values[0].Members[0].Claim.Quantity!;
        return new EventQuantity(
            values.Min(value => value.Low ?? value.Best ?? 0),
            values.Select(value => value.Best).FirstOrDefault(best => best is not null),
            values.Any(value => HighOf(value) is null) ? null : values.Max(HighOf),
            first.Of, first.What, values);
    }

    private static long? HighOf(QuantityValue value) => value.High ?? (value.Low is null ? value.Best : null);

    /// <summary>Names of the independent sources behind some of an event's claims, in the event's order.</summary>
    public static IReadOnlyList<string> WhoSays(IReadOnlyList<Member> members, IReadOnlyList<Root> roots)
    {
        HashSet<ClaimRef> refs = [.. members.Select(member => member.Ref)];
        return [.. roots.Where(root => root.Members.Any(member => refs.Contains(member.Ref))).Select(root => root.Shown)];
    }

    /// <summary>A number as words: "at least 12", "200 to 999", "about 50".</summary>
    public static string InWords(long? low, long? best, long? high, bool approximate = false)
    {
        string about = approximate ? "about " : string.Empty;
        return (low, best, high) switch
        {
            (null, null, null) => "an unstated number",
            ({ } l, _, { } h) when l == h => about + Number(l),
            ({ } l, _, { } h) => $"{Number(l)} to {Number(h)}",
            ({ } l, _, null) => $"at least {Number(l)}",
            (null, { } b, null) => about + Number(b),
            (null, _, { } h) => $"at most {Number(h)}",
        };
    }

    private static string Number(long value) => value < 10_000 ? value.ToString(CultureInfo.InvariantCulture) : value.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>Persons are one unit under any description; other things go by their last word.</summary>
    private string UnitOf(Quantity quantity)
    {
        if (quantity.Of is not { Length: > 0 } of) return string.Empty;
        string last = string.Empty;
        foreach (Range range in WordSplitter.Words(of))
        {
            string key = names.WordKey(of.AsSpan(range));
            if (key.StartsWith("people", StringComparison.Ordinal)) return "people";
            if (key.Length > 0) last = key;
        }
        return last;
    }
}
