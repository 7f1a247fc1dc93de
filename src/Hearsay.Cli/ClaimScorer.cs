using System.Globalization;
using System.Text.RegularExpressions;
using Hearsay.Claims;
using Hearsay.Text;

namespace Hearsay.Cli;

/// <summary>Compares the claims of documents with those of an annotator, and adds up.</summary>
/// <remarks>
/// A claim found is that of the annotator where it stands at the same words and has the same type, or for the lenient figure a type of the same
/// family. Given the type, each value is judged alone; a whole claim has type, quantity, place, date and root right.
/// </remarks>
/// <param name="familyOf">Family of each event type.</param>
public sealed partial class ClaimScorer(Func<string, string?> familyOf)
{
    private const int Reach = 60; // characters between a trigger and an anchor that still belong together

    private const double NearKilometres = 25;

    private readonly Dictionary<(string Language, string Figure), int> sums = [];

    private sealed record Found(Claim Claim, int Start, int End);

    private sealed record Wanted(GoldClaim Claim, (int Start, int End)[] Spans, int Trigger);

    /// <summary>Judges one document.</summary>
    /// <param name="gold">The annotation.</param>
    /// <param name="reading">What was read; null where nothing was.</param>
    /// <returns>Annotated claims not found, claims found that are not annotated, and values that differ; one line each.</returns>
    public IReadOnlyList<string> Add(GoldDocument gold, Reading? reading)
    {
        string raw = GoldDocument.Normal(gold.Text), body = reading?.Document.Body ?? "";
        Wanted[] wanted = [.. gold.Claims.Select(c => Locate(c, raw)).OfType<Wanted>()];
        Found[] found = [.. (reading?.Claims ?? []).Select(c => Locate(c, body, raw))];
        (int Gold, int Found, bool SameType)[] pairs = Pair(wanted, found);
        var taken = pairs.Select(p => p.Found).ToHashSet();
        int required = wanted.Count(w => !w.Claim.IsOptional);
        // What an annotator found optional, and a number told again elsewhere in the page, is not false.
        int free = pairs.Count(p => wanted[p.Gold].Claim.IsOptional) + found.Where((f, i) => !taken.Contains(i) && wanted.Any(w => ToldAgain(w.Claim, f.Claim))).Count();
        pairs = [.. pairs.Where(p => !wanted[p.Gold].Claim.IsOptional)];

        Count(gold.Language, "documents", 1);
        Count(gold.Language, "gold", required);
        Count(gold.Language, "found", found.Length - free);
        Count(gold.Language, "strict", pairs.Count(p => p.SameType));
        Count(gold.Language, "lenient", pairs.Length);
        Tell(gold.Language, "main", pairs.Count(p => p.SameType && wanted[p.Gold].Claim.IsMain), wanted.Count(w => w.Claim.IsMain && !w.Claim.IsOptional));
        foreach (string trap in gold.Traps.Select(GoldDocument.Normal))
        {
            int at = trap.Length == 0 ? -1 : raw.IndexOf(trap, StringComparison.Ordinal);
            if (at >= 0) Tell(gold.Language, "traps", found.Any(f => f.Start >= at && f.Start < at + trap.Length && f.Claim is { Certainty: Certainty.Asserted or Certainty.Attributed, Polarity: Polarity.Positive }) ? 1 : 0, 1);
        }

        List<string> differences = [];
        foreach ((int g, int f, bool sameType) in pairs)
        {
            GoldClaim claim = wanted[g].Claim;
            string[] wrong = sameType ? Judge(gold.Language, claim, found[f].Claim) : ["type " + found[f].Claim.Type];
            if (wrong.Length > 0) differences.Add($"{gold.Id}: {claim.Types[0]} \"{claim.Anchors[0]}\": {string.Join(", ", wrong)}");
        }
        differences.AddRange(wanted.Where((w, i) => !w.Claim.IsOptional && pairs.All(p => p.Gold != i)).Select(w => $"{gold.Id}: not found: {w.Claim.Types[0]} \"{w.Claim.Anchors[0]}\""));
        differences.AddRange(found.Where((_, i) => !taken.Contains(i)).Select(f => $"{gold.Id}: not annotated: {f.Claim.Type} \"{GoldDocument.Normal(f.Claim.Trigger.Of(body))}\""));
        return differences;
    }

    /// <summary>The figures of each language and of all, ready to print.</summary>
    public IEnumerable<string> Lines()
    {
        foreach (string language in sums.Keys.Select(k => k.Language).Distinct().OrderBy(l => l == All).ThenBy(l => l, StringComparer.Ordinal))
        {
            int gold = Sum(language, "gold"), found = Sum(language, "found"), strict = Sum(language, "strict");
            if (gold == 0) continue;
            yield return Invariant($"[{language}] {Sum(language, "documents")} documents, {gold} claims annotated, {found} found: strict P {Share(strict, found)} R {Share(strict, gold)} F1 {Share(2 * strict, gold + found)}, family F1 {Share(2 * Sum(language, "lenient"), gold + found)}, main claims {Figure(language, "main")}");
            yield return Invariant($"[{language}] given the type: quantity {Figure(language, "quantity")}, place within {NearKilometres:F0} km {Figure(language, "place")}, date {Figure(language, "date")}, root {Figure(language, "root")}, chain {Figure(language, "chain")}, certainty {Figure(language, "certainty")}; traps fallen into {Figure(language, "traps")}");
            yield return Invariant($"[{language}] whole claims (type, quantity, place, date and root right): {Share(Sum(language, "whole"), gold)}");
        }
    }

    /// <summary>A figure between 0 and 1: "strict F1", "whole", or the share of one of the values.</summary>
    public double Value(string language, string figure) => figure switch
    {
        "strict F1" => 2.0 * Sum(language, "strict") / Math.Max(1, Sum(language, "gold") + Sum(language, "found")),
        "whole" => (double)Sum(language, "whole") / Math.Max(1, Sum(language, "gold")),
        _ => (double)Sum(language, figure) / Math.Max(1, Sum(language, figure + " of")),
    };

    /// <summary>The key of the sums over every language.</summary>
    public const string All = "all";

    private static Wanted? Locate(GoldClaim claim, string raw)
    {
        List<(int, int)> spans = [];
        foreach (string anchor in claim.Anchors.Select(GoldDocument.Normal).Where(a => a.Length > 0))
            for (int at = raw.IndexOf(anchor, StringComparison.Ordinal); at >= 0; at = raw.IndexOf(anchor, at + anchor.Length, StringComparison.Ordinal)) spans.Add((at, at + anchor.Length));
        if (spans.Count == 0) return null;
        int offset = GoldDocument.Normal(claim.Anchors[0]).IndexOf(GoldDocument.Normal(claim.Trigger), StringComparison.OrdinalIgnoreCase);
        return new Wanted(claim, [.. spans], spans[0].Item1 + Math.Max(0, offset));
    }

    // The body differs from the text given by what was cut as clutter, so a span is found again by what stands around it.
    private static Found Locate(Claim claim, string body, string raw)
    {
        int start = claim.Trigger.Start, end = claim.Trigger.End;
        string middle = GoldDocument.Normal(body[start..end]);
        foreach (int width in (int[])[40, 25, 12, 0])
        {
            string left = GoldDocument.Normal(body[Math.Max(0, start - width)..start]), right = GoldDocument.Normal(body[end..Math.Min(body.Length, end + width)]);
            string whole = GoldDocument.Normal(body[Math.Max(0, start - width)..Math.Min(body.Length, end + width)]);
            foreach (string context in (string[])[Joined(left, middle, right), Joined(left, middle, ""), Joined("", middle, right), whole])
            {
                int at = raw.IndexOf(width == 0 ? middle : context, StringComparison.Ordinal);
                if (at < 0) continue;
                at += width == 0 ? 0 : context.IndexOf(middle, StringComparison.Ordinal);
                return new Found(claim, at, at + middle.Length);
            }
        }
        return new Found(claim, -1, -1);

        static string Joined(params string[] parts) => string.Join(' ', parts.Where(p => p.Length > 0));
    }

    private (int Gold, int Found, bool SameType)[] Pair(Wanted[] wanted, Found[] found)
    {
        List<(double Score, int Gold, int Found, bool SameType)> candidates = [];
        for (int g = 0; g < wanted.Length; g++)
            for (int f = 0; f < found.Length; f++)
            {
                if (found[f].Start < 0) continue;
                int distance = wanted[g].Spans.Min(s => found[f].Start < s.End && found[f].End > s.Start ? 0 : Math.Min(Math.Abs(found[f].Start - s.End), Math.Abs(s.Start - found[f].End)));
                bool sameType = wanted[g].Claim.Types.Contains(found[f].Claim.Type);
                if (distance > Reach || !(sameType || wanted[g].Claim.Types.Any(t => familyOf(t) == found[f].Claim.Family))) continue;
                double score = (distance == 0 ? 3 : 0) + (sameType ? 4 : 0) - (wanted[g].Claim.IsOptional ? 0.5 : 0) - (distance / 100.0) - (Math.Abs(found[f].Start - wanted[g].Trigger) / 1000.0);
                candidates.Add((score, g, f, sameType));
            }
        List<(int, int, bool)> pairs = [];
        HashSet<int> usedGold = [], usedFound = [];
        foreach ((_, int g, int f, bool sameType) in candidates.OrderByDescending(c => c.Score))
        {
            if (usedGold.Contains(g) || usedFound.Contains(f)) continue;
            usedGold.Add(g);
            usedFound.Add(f);
            pairs.Add((g, f, sameType));
        }
        return [.. pairs];
    }

    private static bool ToldAgain(GoldClaim gold, Claim claim)
    {
        if (gold.Counts.Length == 0 || !gold.Types.Contains(claim.Type)) return false;
        (long? least, long? most) = gold.Counts[0];
        Quantity? quantity = claim.Quantity;
        return (least is null || least == quantity?.Low || least == quantity?.Best) && (most is null || most == quantity?.High || most == quantity?.Best);
    }

    private string[] Judge(string language, GoldClaim gold, Claim claim)
    {
        List<string> wrong = [];
        bool whole = true;
        if (gold.Counts.Length > 0)
            whole &= Judged("quantity", gold.Counts.Any(c => Fits(c.Least, claim.Quantity?.Low, claim.Quantity?.Best) && Fits(c.Most, claim.Quantity?.High, claim.Quantity?.Best)), Invariant($"{claim.Quantity?.Low}–{claim.Quantity?.High}"));
        if (gold.Place is { } place)
            whole &= Judged("place", claim.Place?.Toponym.Place is { Latitude: { } latitude, Longitude: { } longitude } && Kilometres(place.Latitude, place.Longitude, latitude, longitude) <= NearKilometres, claim.Place?.Toponym.Place?.Name);
        if (gold.Whens.Length > 0)
        {
            (string? From, string? To) when = (Day(claim.When?.Interval.From), Day(claim.When?.Interval.To));
            whole &= Judged("date", gold.Whens.Contains(when), $"{when.From}/{when.To}");
        }
        string[] sources = [.. claim.Sources.Select(s => s.Name)];
        Judged("chain", gold.Chains.Any(c => c.Length == sources.Length && c.Zip(sources).All(p => Links(p.First, p.Second))), string.Join(" ← ", sources));
        whole &= Judged("root", gold.Chains.Any(c => c.Length == 0 ? sources.Length == 0 : sources.Length > 0 && Links(c[^1], sources[^1])), sources.LastOrDefault());
        Judged("certainty", gold.Certainties.Contains(claim.Certainty.ToString(), StringComparer.OrdinalIgnoreCase), claim.Certainty.ToString());
        if (whole) Count(language, "whole", 1);
        return [.. wrong];

        bool Judged(string value, bool right, string? found)
        {
            Tell(language, value, right ? 1 : 0, 1);
            if (!right) wrong.Add($"{value} {found ?? "none"}");
            return right;
        }

        // "Dozens" is 20 to one annotator and 24 to another.
        static bool Fits(long? wanted, long? bound, long? best) => wanted is null || wanted == bound || wanted == best || (wanted is 20 or 24 && (bound is 20 or 24 || best is 20 or 24));
    }

    private static string? Day(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    // An annotator joins people who speak together with a plus sign; one of them is enough.
    private static bool Links(string gold, string found) => gold.Split(" + ").Any(one => SameName(one, found));

    private static bool SameName(string a, string b)
    {
        string[] left = Words(a), right = Words(b);
        if (left.Length == 0 || right.Length == 0) return false;
        if (left.SequenceEqual(right)) return true;
        HashSet<string> leftStems = [.. left.Select(Stem)], rightStems = [.. right.Select(Stem)];
        return leftStems.Intersect(rightStems).Count() >= 0.5 * Math.Min(leftStems.Count, rightStems.Count);
    }

    private static string[] Words(string name) => [.. NoWord().Replace(GoldDocument.Normal(name).ToLowerInvariant(), " ").Split(' ', StringSplitOptions.RemoveEmptyEntries).Where(w => w is not ("the" or "a" or "an" or "of" or "s" or "и" or "в" or "та" or "у"))];

    private static string Stem(string word) => word.Length > 5 ? word[..Math.Max(4, word.Length - 3)] : word;

    [GeneratedRegex(@"[^\w ]")]
    private static partial Regex NoWord();

    private static double Kilometres(double latitude, double longitude, double otherLatitude, double otherLongitude)
    {
        const double EarthDiameter = 12_742;
        double a = double.DegreesToRadians(latitude), b = double.DegreesToRadians(otherLatitude);
        double h = Math.Pow(Math.Sin((b - a) / 2), 2) + (Math.Cos(a) * Math.Cos(b) * Math.Pow(Math.Sin(double.DegreesToRadians(otherLongitude - longitude) / 2), 2));
        return EarthDiameter * Math.Asin(Math.Min(1, Math.Sqrt(h)));
    }

    private void Tell(string language, string figure, int right, int of)
    {
        Count(language, figure, right);
        Count(language, figure + " of", of);
    }

    private void Count(string language, string figure, int number)
    {
        foreach (string key in (string[])[language, All]) sums[(key, figure)] = Sum(key, figure) + number;
    }

    private int Sum(string language, string figure) => sums.GetValueOrDefault((language, figure));

    private string Figure(string language, string figure) => Invariant($"{Share(Sum(language, figure), Sum(language, figure + " of"))} ({Sum(language, figure)}/{Sum(language, figure + " of")})");

    private static string Share(int part, int whole) => whole == 0 ? "-" : ((double)part / whole).ToString("F3", CultureInfo.InvariantCulture);

    private static string Invariant(FormattableString text) => FormattableString.Invariant(text);
}
