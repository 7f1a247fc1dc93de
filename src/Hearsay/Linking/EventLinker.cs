// Linking: claims of many documents become events.
// Input: readings, in any order. Output: events with their independent sources and contradictions.
// Invariants: the order of the readings changes nothing; every positive claim about something that happened is in
// exactly one event; tallies meet only tallies; a denial joins the event it denies and makes none.
// Method: claims that share a key (place, region, name, number, source, sentence) are compared within a window of days;
// pairs above a threshold are merged best first, unless two members exclude each other.
// Known weak spots: within one city and day, raids of the same kind told without numbers fall together.
using System.Security.Cryptography;
using System.Text;
using Hearsay.Claims;
using Hearsay.Places;
using Hearsay.Text;
using Hearsay.Times;

namespace Hearsay.Linking;

/// <summary>Links claims into events. Immutable; safe to share.</summary>
public sealed class EventLinker
{
    /// <summary>Claims further apart than this are not compared.</summary>
    private const int WindowDays = 60;
    /// <summary>Under one key, a claim is compared with this many after it in day order.</summary>
    private const int WindowClaims = 80;
    /// <summary>Mean score a merged cluster must keep.</summary>
    private const double MeanLink = 1.2;
    /// <summary>Members compared of each of two clusters.</summary>
    private const int SampledMembers = 12;
    /// <summary>Score from which a denial is taken to deny an event.</summary>
    private const double DenialLink = 1.6;

    private readonly Names names;
    private readonly EventTypes types;

    private EventLinker(Names names, EventTypes types)
    {
        this.names = names;
        this.types = types;
    }

    /// <summary>Loads the word lists of data/linking.</summary>
    /// <param name="dataDirectory">The folder data/.</param>
    /// <exception cref="DataFileException">A data file is missing or wrong; the message names file and line.</exception>
    public static EventLinker Load(string dataDirectory) => Load(dataDirectory, Names.Load(dataDirectory));

    /// <summary>The same with names already loaded.</summary>
    public static EventLinker Load(string dataDirectory, Names names) => new(names, EventTypes.Load(Path.Combine(dataDirectory, "linking")));

    /// <summary>Links the claims of all documents.</summary>
    /// <param name="readings">Any order; a document given twice counts once.</param>
    public LinkResult Link(IReadOnlyList<Reading> readings)
    {
        Reading[] ordered = [.. readings.OrderBy(reading => reading.Document.Id, StringComparer.Ordinal).ThenBy(reading => reading.Document.Key, StringComparer.Ordinal)
            .DistinctBy(reading => reading.Document.Id)];
        TextCopies copies = new([.. ordered.Select(reading => reading.Document)], names);
        EventNumbers numbers = new(names);
        PairScorer scorer = new(types, copies, numbers);
        RootCounter counter = new(names, copies);

        ClaimSketch[][] perDocument = new ClaimSketch[ordered.Length][];
        Parallel.For(0, ordered.Length, i => perDocument[i] =
            [.. ordered[i].Claims.Select(claim => ClaimSketch.Of(new Member(ordered[i].Document, claim), i, names)).OrderBy(sketch => sketch.Ref)]);
        ClaimSketch[] all = [.. perDocument.SelectMany(claims => claims)];
        ClaimSketch[] said = [.. all.Where(IsOccurrence)];
        ClaimSketch[] denied = [.. all.Where(IsDenial)];

        List<(int A, int B)> pairs = Candidates(said);
        List<List<int>> clusters = Cluster(said, pairs, scorer);
        (List<int>[] denialsOf, List<Member> lone) = Attach(denied, said, clusters, scorer);
        Event[] events = new Event[clusters.Count];
        Parallel.For(0, clusters.Count, i =>
            events[i] = Describe([.. clusters[i].Select(index => said[index])], [.. denialsOf[i].Select(index => denied[index])], counter, numbers));
        return new LinkResult(Order(WithCauses(events)), lone, pairs.Count);
    }

    private static bool IsOccurrence(ClaimSketch sketch) => sketch.Claim is
    {
        Certainty: Certainty.Asserted or Certainty.Attributed or Certainty.Hedged, Polarity: Polarity.Positive, Type: not ("assessment" or "denial"),
    } && sketch.Claim.Quantity is not { Low: null or 0, Best: 0 };

    private static bool IsDenial(ClaimSketch sketch) => sketch.Claim.Certainty == Certainty.Denied
        || (sketch.Claim.Certainty is Certainty.Asserted or Certainty.Attributed or Certainty.Hedged
            && (sketch.Claim.Polarity == Polarity.Negative || sketch.Claim.Type == "denial" || sketch.Claim.Quantity is { Low: null or 0, Best: 0 }));

    private static List<List<int>> Cluster(ClaimSketch[] said, List<(int A, int B)> pairs, PairScorer scorer)
    {
        (double Score, int A, int B)[] edges = [.. pairs.AsParallel().AsOrdered()
            .Select(pair => (scorer.Score(said[pair.A], said[pair.B]), pair.A, pair.B)).Where(edge => edge.Item1 >= PairScorer.Link)];
        Array.Sort(edges, (x, y) => y.Score.CompareTo(x.Score) is not 0 and var byScore ? byScore
            : x.A.CompareTo(y.A) is not 0 and var byA ? byA : x.B.CompareTo(y.B));

        List<int>?[] clusters = new List<int>?[said.Length];
        int[] clusterOf = new int[said.Length];
        for (int i = 0; i < said.Length; i++) (clusters[i], clusterOf[i]) = ([i], i);
        foreach ((_, int a, int b) in edges)
        {
            int one = clusterOf[a], other = clusterOf[b];
            if (one == other || !Mergeable(clusters[one]!, clusters[other]!, said, scorer)) continue;
            if (clusters[one]!.Count < clusters[other]!.Count) (one, other) = (other, one);
            foreach (int member in clusters[other]!) clusterOf[member] = one;
            clusters[one]!.AddRange(clusters[other]!);
            clusters[one]!.Sort();
            clusters[other] = null;
        }
        return [.. clusters.Where(cluster => cluster is not null).Select(cluster => cluster!).OrderBy(cluster => cluster[0])];
    }

    private static bool Mergeable(List<int> one, List<int> other, ClaimSketch[] said, PairScorer scorer)
    {
        if (one.Count == 1 && other.Count == 1) return true;
        double sum = 0;
        int count = 0;
        for (int i = 0; i < one.Count && i < SampledMembers; i++)
        {
            for (int j = 0; j < other.Count && j < SampledMembers; j++)
            {
                double score = scorer.Score(said[one[i]], said[other[j]]);
                if (double.IsNegativeInfinity(score)) return false;
                sum += score;
                count++;
            }
        }
        return sum / count >= MeanLink;
    }

    /// <summary>Pairs worth comparing, each once, lower index first, in order.</summary>
    private List<(int A, int B)> Candidates(ClaimSketch[] said)
    {
        Dictionary<string, List<int>> blocks = new(StringComparer.Ordinal);
        for (int i = 0; i < said.Length; i++)
        {
            string type = types.BlockOf(said[i].Claim.Type);
            foreach (string key in KeysOf(said[i]))
            {
                string block = $"{type}|{key}";
                if (!blocks.TryGetValue(block, out List<int>? members)) blocks[block] = members = [];
                members.Add(i);
            }
        }
        HashSet<(int, int)> pairs = [];
        foreach (List<int> members in blocks.Values)
        {
            if (members.Count < 2) continue;
            members.Sort((x, y) => (said[x].Day ?? int.MaxValue).CompareTo(said[y].Day ?? int.MaxValue) is not 0 and var byDay ? byDay : x.CompareTo(y));
            for (int i = 0; i < members.Count; i++)
            {
                int? day = said[members[i]].Day;
                for (int j = i + 1; j < members.Count && j <= i + WindowClaims; j++)
                {
                    int? later = said[members[j]].Day;
                    if (day is { } d && later is { } l && l - d > WindowDays) break;
                    pairs.Add((Math.Min(members[i], members[j]), Math.Max(members[i], members[j])));
                }
            }
            // The undated stand at the end; they may belong to any day.
            int undated = members.FindIndex(member => said[member].Day is null);
            for (int j = Math.Max(undated, 0); undated > 0 && j < members.Count && j < undated + WindowClaims; j++)
                for (int i = 0; i < undated && i < WindowClaims; i++)
                    pairs.Add((Math.Min(members[i], members[j]), Math.Max(members[i], members[j])));
        }
        return [.. pairs.Order()];
    }

    private static IEnumerable<string> KeysOf(ClaimSketch sketch)
    {
        if (sketch.Claim.Place is { } place)
        {
            if (place.Toponym.Place is { } known)
            {
                yield return $"p:{known.GazetteerId}";
                yield return $"a:{known.Country}/{known.Admin1 ?? known.Name}";
            }
            else yield return $"t:{Names.Skeleton(place.Toponym.Span.Of(sketch.Member.Document.Body).ToLowerInvariant())}";
        }
        foreach (NameKey name in sketch.Named)
            foreach (string word in name.ProperWords)
                if (word.Length >= 3) yield return $"n:{word}";
        if (sketch.When is { From: { } from, To: { } to }) yield return $"d:{from.DayNumber}-{to.DayNumber}";
        if (sketch.Range is { } range) yield return $"q:{range.Low}-{range.High}";
        foreach (NameKey source in sketch.Chain) yield return $"s:{source.Key}";
        // The two least triples: sentences that share most of their words share one of these.
        for (int i = 0; i < sketch.Shingles.Length && i < 2; i++) yield return $"w:{sketch.Shingles[i]:x}";
    }

    private (List<int>[] Denials, List<Member> Lone) Attach(ClaimSketch[] denied, ClaimSketch[] said, List<List<int>> clusters, PairScorer scorer)
    {
        List<int>[] denials = new List<int>[clusters.Count];
        for (int i = 0; i < denials.Length; i++) denials[i] = [];
        List<Member> lone = [];
        Dictionary<string, List<int>> clustersByKey = new(StringComparer.Ordinal);
        Dictionary<int, List<int>> clustersByDocument = [];
        for (int i = 0; i < clusters.Count; i++)
        {
            foreach (string key in clusters[i].SelectMany(index => KeysOf(said[index]).Select(key => $"{types.BlockOf(said[index].Claim.Type)}|{key}")).Distinct(StringComparer.Ordinal))
                Add(clustersByKey, key, i);
            foreach (int document in clusters[i].Select(index => said[index].Document).Distinct())
                Add(clustersByDocument, document, i);
        }
        for (int d = 0; d < denied.Length; d++)
        {
            ClaimSketch denial = denied[d];
            int best = denial.Claim.Type == "denial" ? Answered(denial, said, clusters, clustersByDocument) : Matching(denial, said, clusters, clustersByKey, clustersByDocument, scorer);
            if (best >= 0) denials[best].Add(d);
            else if (denial.Claim.Type != "denial") lone.Add(denial.Member);
        }
        return (denials, lone);

        static void Add<TKey>(Dictionary<TKey, List<int>> lists, TKey key, int value) where TKey : notnull
        {
            if (!lists.TryGetValue(key, out List<int>? list)) lists[key] = list = [];
            list.Add(value);
        }
    }

    /// <summary>The event a denied claim denies: the one its own words would join, had they been said positively.</summary>
    private int Matching(ClaimSketch denial, ClaimSketch[] said, List<List<int>> clusters, Dictionary<string, List<int>> byKey, Dictionary<int, List<int>> byDocument, PairScorer scorer)
    {
        SortedSet<int> candidates = [.. byDocument.GetValueOrDefault(denial.Document) ?? []];
        foreach (string key in KeysOf(denial))
            candidates.UnionWith((byKey.GetValueOrDefault($"{types.BlockOf(denial.Claim.Type)}|{key}") ?? []).Take(WindowClaims));
        (double Score, int Cluster) best = (DenialLink, -1);
        foreach (int cluster in candidates)
        {
            double most = PairScorer.Veto;
            foreach (int index in clusters[cluster].Take(SampledMembers))
            {
                double score = scorer.Score(denial, said[index]);
                // A page sets a denial beside what is denied, so here its own document counts for, not against.
                if (said[index].Document == denial.Document) score += 2;
                most = Math.Max(most, score);
            }
            if (most > best.Score) best = (most, cluster);
        }
        return best.Cluster;
    }

    /// <summary>The event a bare "X denied it" answers: the last one told before it in the same sentence or the one before.</summary>
    private static int Answered(ClaimSketch denial, ClaimSketch[] said, List<List<int>> clusters, Dictionary<int, List<int>> byDocument)
    {
        const int farthest = 400;
        (int Distance, int Cluster) best = (farthest, -1);
        foreach (int cluster in byDocument.GetValueOrDefault(denial.Document) ?? [])
        {
            foreach (int index in clusters[cluster].Where(index => said[index].Document == denial.Document))
            {
                int distance = said[index].Claim.Sentence == denial.Claim.Sentence ? 0 : denial.Claim.Sentence.Start - said[index].Claim.Trigger.Start;
                if (distance >= 0 && distance < best.Distance) best = (distance, cluster);
            }
        }
        return best.Cluster;
    }

    private Event Describe(ClaimSketch[] claims, ClaimSketch[] denials, RootCounter counter, EventNumbers numbers)
    {
        (IReadOnlyList<Root> roots, IReadOnlyList<Collapse> collapses, int copyCount) = counter.Count(claims);
        Member[] members = [.. claims.Select(claim => claim.Member)];
        Member[] against = [.. denials.Select(denial => denial.Member)];
        (string type, string family) = members.GroupBy(member => (member.Claim.Type, member.Claim.Family))
            .OrderByDescending(group => group.Count()).ThenBy(group => group.Key.Type is "attack" or "explosion").ThenBy(group => group.Key.Type, StringComparer.Ordinal).First().Key;
        EventQuantity? quantity = numbers.Gather(members, roots);
        return new Event
        {
            Id = IdOf(members), Type = type, Family = family, IsTally = members[0].Claim.IsTally,
            Members = members, Denials = against, Roots = roots, Collapses = collapses,
            DocumentCount = claims.Select(claim => claim.Document).Distinct().Count(), CopyCount = copyCount,
            Quantity = quantity, Place = PlaceOf(members, roots), When = WhenOf(members, roots),
            Certainty = members.Min(member => member.Claim.Certainty),
            Disagreements = new Contradictions(new Sayers(names)).Find(members, against, roots, quantity, denials),
        };
    }

    private static string IdOf(Member[] members)
    {
        StringBuilder text = new();
        foreach (Member member in members) text.Append(member.Document.Id).Append('\n').Append(member.Claim.Id).Append('\n');
        return "e" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())))[..12];
    }

    private static Place? PlaceOf(Member[] members, IReadOnlyList<Root> roots) => members
        .Where(member => member.Claim.Place?.Toponym.Place is not null)
        .GroupBy(member => member.Claim.Place!.Toponym.Place!.GazetteerId, StringComparer.Ordinal)
        .Select(group => (Place: group.First().Claim.Place!.Toponym.Place!, Carried: group.All(member => member.Claim.Place!.Carried), Sources: EventNumbers.WhoSays([.. group], roots).Count))
        .OrderBy(found => found.Place.Precision).ThenBy(found => found.Carried).ThenByDescending(found => found.Sources).ThenBy(found => found.Place.GazetteerId, StringComparer.Ordinal)
        .Select(found => found.Place).FirstOrDefault();

    private static Interval? WhenOf(Member[] members, IReadOnlyList<Root> roots) => members
        .Where(member => member.Claim.When is not null)
        .GroupBy(member => member.Claim.When!.Interval)
        .OrderByDescending(group => EventNumbers.WhoSays([.. group], roots).Count).ThenBy(group => group.Key.LengthDays ?? int.MaxValue)
        .ThenBy(group => group.Key.From).Select(group => (Interval?)group.Key).FirstOrDefault();

    /// <summary>Ties harm to the violence it came from, where one sentence tells both.</summary>
    private static Event[] WithCauses(Event[] events)
    {
        Dictionary<(string, TextSpan), Event> causes = [];
        foreach (Event happened in events)
            if (happened is { Family: "violence", IsTally: false })
                foreach (Member member in happened.Members) causes.TryAdd((member.Document.Id, member.Claim.Sentence), happened);
        for (int i = 0; i < events.Length; i++)
        {
            if (events[i].Family != "harm" || events[i].IsTally) continue;
            foreach (Member member in events[i].Members)
            {
                if (!causes.TryGetValue((member.Document.Id, member.Claim.Sentence), out Event? cause)) continue;
                events[i] = events[i] with { ConsequenceOf = cause.Id };
                break;
            }
        }
        return events;
    }

    private static Event[] Order(Event[] events) =>
        [.. events.OrderBy(happened => happened.When?.From ?? happened.When?.To ?? DateOnly.MaxValue)
            .ThenBy(happened => happened.Type, StringComparer.Ordinal).ThenBy(happened => happened.Id, StringComparer.Ordinal)];
}
