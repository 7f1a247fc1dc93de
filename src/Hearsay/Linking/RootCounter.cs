// Independence: how many people could really have known.
// Input: the claims of one event. Output: its independent sources, and every step that made several voices one.
// Steps, each recorded: the same source named by several documents; a copy, a translation or a syndicated text;
// a page's own words that sum up what it attributes; a source that only carries another.
// A described source ("relatives") is one only together with the one who spoke to it: two reporters' relatives are two.
using Hearsay.Claims;
using Hearsay.Text;

namespace Hearsay.Linking;

/// <summary>Counts the independent sources of events. Immutable; safe to share.</summary>
internal sealed class RootCounter(Names names, TextCopies copies)
{
    private sealed class Voice
    {
        public required ClaimSketch Claim { get; init; }
        /// <summary>Identity of the root; voices with equal keys are one source.</summary>
        public required string Key { get; init; }
        public required NameKey Name { get; init; }
        public required string Shown { get; init; }
        /// <summary>Who carries a described root.</summary>
        public string? Via { get; init; }
        public required string? Kind { get; init; }
        /// <summary>Identity of the publisher whose page it is.</summary>
        public required string Publisher { get; init; }
        /// <summary>The page speaks for itself.</summary>
        public required bool IsOwn { get; init; }
        /// <summary>Named only by a description, so tied to who carries it.</summary>
        public required bool IsDescribed { get; init; }
        public int Group { get; set; }
    }

    private sealed record Step(CollapseReason Reason, int One, int Other);

    /// <summary>Counts the roots of one event.</summary>
    /// <param name="claims">Its claims in record order.</param>
    public (IReadOnlyList<Root> Roots, IReadOnlyList<Collapse> Collapses, int CopyCount) Count(IReadOnlyList<ClaimSketch> claims)
    {
        Voice[] voices = new Voice[claims.Count];
        for (int i = 0; i < voices.Length; i++) voices[i] = VoiceOf(claims[i], i);
        List<Step> steps = [];
        CollapseEqual(voices, steps);
        CollapseCopies(voices, steps);
        CollapseOwnSummaries(voices, steps);
        CollapseCarriers(voices, steps);
        CollapseShortNames(voices, steps);

        Dictionary<int, List<Voice>> groups = [];
        foreach (Voice voice in voices)
        {
            if (!groups.TryGetValue(Find(voices, voice.Group), out List<Voice>? group)) groups[Find(voices, voice.Group)] = group = [];
            group.Add(voice);
        }
        List<(Root Root, int Group)> roots = [];
        foreach ((int group, List<Voice> members) in groups)
            roots.Add((RootOf(members, voices, steps), group));
        roots.Sort((a, b) =>
        {
            int byDay = FirstDay(a.Root).CompareTo(FirstDay(b.Root));
            return byDay != 0 ? byDay : string.CompareOrdinal(a.Root.Shown, b.Root.Shown);
        });
        Dictionary<int, string> nameOf = roots.ToDictionary(root => root.Group, root => root.Root.Shown);
        HashSet<int> copied = [];
        foreach (Step step in steps)
            if (step.Reason is CollapseReason.Copy or CollapseReason.Translation) copied.Add(voices[step.Other].Claim.Document);
        return ([.. roots.Select(root => root.Root)], Explain(voices, steps, nameOf), copied.Count);

        static DateOnly FirstDay(Root root) => root.Members.Min(member => member.Document.Published ?? DateOnly.MaxValue);
    }

    private Voice VoiceOf(ClaimSketch claim, int index)
    {
        string publisher = claim.Member.Publisher;
        // Two files called index.html are not one publisher.
        string publisherKey = claim.Member.NamedPublisher is { } named ? KeyOf(names.Of(named), named) : claim.Member.Document.Key;
        IReadOnlyList<Source> chain = claim.Claim.Sources;
        if (chain.Count == 0)
        {
            NameKey own = names.Of(publisher);
            return new Voice { Claim = claim, Key = publisherKey, Name = own, Shown = own.Text, Kind = null, Publisher = publisherKey, IsOwn = true, IsDescribed = false, Group = index };
        }
        Source root = chain[^1];
        NameKey name = claim.Chain[^1];
        // A description may begin a sentence; capitals further in are those of a name ("Defence Ministry").
        bool described = names.Known(root.Name) is null && (root.Kind is "anonymous" or "witness" or "video" or "document"
            || (name.IsDescription && root.Kind is not ("official" or "ministry" or "military" or "agency") && !root.Name.Skip(1).Any(char.IsUpper)));
        if (!described)
            return new Voice { Claim = claim, Key = KeyOf(name, root.Name), Name = name, Shown = name.Text, Kind = root.Kind, Publisher = publisherKey, IsOwn = false, IsDescribed = false, Group = index };
        NameKey carrier = chain.Count > 1 ? claim.Chain[^2] : names.Of(publisher);
        string carrierKey = chain.Count > 1 ? KeyOf(carrier, carrier.Text) : publisherKey;
        return new Voice
        {
            Claim = claim, Key = $"{KeyOf(name, root.Name)}\u0001{carrierKey}", Name = name,
            Shown = root.Name, Via = carrier.Text, Kind = root.Kind, Publisher = publisherKey, IsOwn = false, IsDescribed = true, Group = index,
        };

        static string KeyOf(NameKey key, string text) => key.Key.Length > 0 ? key.Key : text;
    }

    private static void CollapseEqual(Voice[] voices, List<Step> steps)
    {
        Dictionary<string, int> first = new(StringComparer.Ordinal);
        for (int i = 0; i < voices.Length; i++)
        {
            if (!first.TryGetValue(voices[i].Key, out int earlier)) { first[voices[i].Key] = i; continue; }
            bool syndicated = voices[i].IsOwn && voices[earlier].IsOwn && voices[i].Claim.Document != voices[earlier].Claim.Document
                && (voices[i].Claim.Member.Document.SyndicatedFrom ?? voices[earlier].Claim.Member.Document.SyndicatedFrom) is not null;
            Join(voices, steps, syndicated ? CollapseReason.Syndicated : CollapseReason.Requoted, earlier, i);
        }
    }

    private void CollapseCopies(Voice[] voices, List<Step> steps)
    {
        // Most events have few documents; where thousands copy each other, the first of each text stand for the rest.
        const int mostLeaders = 200;
        List<int> leaders = [];
        for (int i = 0; i < voices.Length; i++)
        {
            bool follows = false;
            foreach (int leader in leaders)
            {
                ClaimSketch a = voices[leader].Claim, b = voices[i].Claim;
                if (a.Document == b.Document) continue;
                TextRelation relation = copies.Relation(a.Document, b.Document);
                bool sentence = TextCopies.SameSentence(a.Shingles, b.Shingles);
                if (relation == TextRelation.None && !sentence) continue;
                // A translator who leaves the source out still says only what the original says.
                bool sameVoice = sentence || voices[leader].IsOwn || voices[i].IsOwn
                    || (voices[leader].IsDescribed && voices[i].IsDescribed && (relation == TextRelation.Translation || voices[leader].Name.Key == voices[i].Name.Key));
                if (!sameVoice && voices[leader].Key != voices[i].Key) continue;
                bool laterFirst = voices[leader].IsOwn == voices[i].IsOwn ? string.CompareOrdinal(PublishedKey(b), PublishedKey(a)) < 0 : voices[leader].IsOwn;
                Join(voices, steps, relation == TextRelation.Translation ? CollapseReason.Translation : CollapseReason.Copy, laterFirst ? i : leader, laterFirst ? leader : i, always: true);
                follows = true;
            }
            if (!follows && leaders.Count < mostLeaders) leaders.Add(i);
        }

        static string PublishedKey(ClaimSketch claim) => claim.Member.Document.Published?.ToString("O", System.Globalization.CultureInfo.InvariantCulture) ?? "~";
    }

    private static void CollapseOwnSummaries(Voice[] voices, List<Step> steps)
    {
        Dictionary<string, int> attributed = new(StringComparer.Ordinal);
        for (int i = 0; i < voices.Length; i++)
            if (!voices[i].IsOwn) attributed.TryAdd(voices[i].Publisher, i);
        for (int i = 0; i < voices.Length; i++)
            if (voices[i].IsOwn && attributed.TryGetValue(voices[i].Publisher, out int source))
                Join(voices, steps, CollapseReason.OwnSummary, source, i);
    }

    private static void CollapseCarriers(Voice[] voices, List<Step> steps)
    {
        Dictionary<string, int> carried = new(StringComparer.Ordinal);
        for (int i = 0; i < voices.Length; i++)
        {
            NameKey[] chain = voices[i].Claim.Chain;
            for (int link = 0; link + 1 < chain.Length; link++)
                if (chain[link].Key != voices[i].Key) carried.TryAdd(chain[link].Key, i);
        }
        for (int i = 0; i < voices.Length; i++)
            if (carried.TryGetValue(voices[i].Key, out int deeper)) Join(voices, steps, CollapseReason.Carrier, deeper, i);
        // The page that heard a described source and a document that names the page as its source are one line too.
        for (int i = 0; i < voices.Length; i++)
        {
            if (!voices[i].IsDescribed || voices[i].Claim.Chain.Length != 1) continue;
            string publisher = voices[i].Key[(voices[i].Key.IndexOf('\u0001') + 1)..];
            for (int j = 0; j < voices.Length; j++)
                if (voices[j].Key == publisher) Join(voices, steps, CollapseReason.Carrier, i, j);
        }
    }

    private static void CollapseShortNames(Voice[] voices, List<Step> steps)
    {
        for (int i = 0; i < voices.Length; i++)
        {
            if (voices[i].IsDescribed) continue;
            int match = -1;
            bool single = true;
            for (int j = 0; j < voices.Length; j++)
            {
                if (voices[j].IsDescribed || voices[j].Name.Words.Count <= voices[i].Name.Words.Count || !voices[i].Name.Matches(voices[j].Name)) continue;
                if (match >= 0 && Find(voices, voices[match].Group) != Find(voices, voices[j].Group)) single = false;
                else match = j;
            }
            if (match >= 0 && single) Join(voices, steps, CollapseReason.Requoted, match, i);
        }
    }

    private Root RootOf(List<Voice> group, Voice[] voices, List<Step> steps)
    {
        HashSet<Voice> absorbed = [.. steps.Where(step => step.Reason is CollapseReason.OwnSummary or CollapseReason.Carrier or CollapseReason.Copy or CollapseReason.Translation)
            .Select(step => voices[step.Other])];
        // Of a line such as ASTRA and the soldier it talked to, the name most documents go by; of equals the deeper one.
        Dictionary<string, int> documents = group.GroupBy(voice => voice.Key, StringComparer.Ordinal)
            .ToDictionary(same => same.Key, same => same.Select(voice => voice.Claim.Document).Distinct().Count(), StringComparer.Ordinal);
        Voice best = group.OrderBy(voice => voice.IsOwn).ThenByDescending(voice => documents[voice.Key]).ThenBy(voice => absorbed.Contains(voice)).ThenBy(voice => voice.IsDescribed)
            .ThenByDescending(voice => voice.Name.Words.Count).ThenByDescending(voice => IsLatin(voice.Shown)).ThenBy(voice => voice.Shown, StringComparer.Ordinal).First();
        return new Root(best.Shown, best.Via, best.Kind, [.. group.Select(voice => voice.Claim.Member).OrderBy(member => member.Ref)]);

        static bool IsLatin(string text) => text.Length > 0 && text[0] < 'Ѐ';
    }

    private static List<Collapse> Explain(Voice[] voices, List<Step> steps, Dictionary<int, string> nameOf)
    {
        List<Collapse> collapses = [];
        foreach (IGrouping<(CollapseReason Reason, int Group), Step> group in steps
            .Where(step => voices[step.One].Claim.Document != voices[step.Other].Claim.Document || voices[step.One].Key != voices[step.Other].Key)
            .GroupBy(step => (step.Reason, Find(voices, step.One))))
        {
            string root = nameOf[group.Key.Group];
            string[] documents = [.. group.SelectMany(step => new[] { step.One, step.Other }).Select(i => voices[i].Claim.Member.Document.Key).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
            string[] copied = [.. group.Select(step => voices[step.Other].Claim.Member.Document.Key).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
            string others = string.Join(", ", copied);
            string absorbed = string.Join(", ", group.Select(step => voices[step.Other].Shown).Distinct(StringComparer.Ordinal).Where(shown => shown != root).Order(StringComparer.Ordinal));
            string explanation = group.Key.Reason switch
            {
                CollapseReason.Requoted => $"{documents.Length} {(documents.Length == 1 ? "document goes" : "documents go")} back to {root}.",
                CollapseReason.Copy => $"Same text as another document: {others}.",
                CollapseReason.Translation => $"Same text in another language: {others}.",
                CollapseReason.Syndicated => $"Taken from {root}, as a mark on the page says: {others}.",
                CollapseReason.OwnSummary => $"{others} says it in its own words as well; it gives {root} as the source.",
                _ => $"{(absorbed.Length > 0 ? absorbed : "An intermediary")} passes on what {root} says.",
            };
            collapses.Add(new Collapse(group.Key.Reason, root, documents, explanation));
        }
        collapses.Sort((a, b) => (a.Reason, 0).CompareTo((b.Reason, 0)) is not 0 and var byReason ? byReason
            : string.CompareOrdinal(a.Root, b.Root) is not 0 and var byRoot ? byRoot : string.CompareOrdinal(a.Explanation, b.Explanation));
        return collapses;
    }

    private static int Find(Voice[] voices, int member)
    {
        while (voices[member].Group != member) member = voices[member].Group;
        return member;
    }

    /// <summary>Makes two voices one; a step is recorded where that changes the count or, with <paramref name="always"/>, in any case.</summary>
    private static void Join(Voice[] voices, List<Step> steps, CollapseReason reason, int one, int other, bool always = false)
    {
        int a = Find(voices, one), b = Find(voices, other);
        if (a != b || always) steps.Add(new Step(reason, one, other));
        if (a != b) voices[Math.Max(a, b)].Group = Math.Min(a, b);
    }
}
