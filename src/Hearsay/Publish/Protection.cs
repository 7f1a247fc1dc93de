// Protection: what is published must not put private persons at risk.
// Input: events. Output: the same words with private persons' names replaced by pseudonyms, and their places coarsened.
// Invariants: one person has one pseudonym throughout a record, in every language and spelling; nothing is replaced
// when protection is off.
// Known weak spots: a private person whom no claim names as participant or source, and whom the text around a quoted
// sentence names only there, is not known to be a person here.
using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Hearsay.Claims;
using Hearsay.Linking;
using Hearsay.Places;
using Hearsay.Text;

namespace Hearsay.Publish;

/// <summary>Replaces names of private persons by stable pseudonyms and coarsens their places. Immutable; safe to share.</summary>
public sealed class Protection
{
    private sealed record Person(NameKey Name, string Pseudonym, string[] Surfaces);

    /// <summary>Shows everything as it is.</summary>
    public static Protection Off { get; } = new([], [], null);

    private readonly List<Person> persons;
    private readonly HashSet<string> coarsened;
    private readonly Names? names;

    private Protection(List<Person> persons, HashSet<string> coarsened, Names? names)
    {
        this.persons = persons;
        this.coarsened = coarsened;
        this.names = names;
    }

    /// <summary>Whether names are replaced at all.</summary>
    public bool IsOn => names is not null;

    /// <summary>How many persons are protected.</summary>
    public int Count => persons.Count;

    /// <summary>Finds the private persons of these events.</summary>
    /// <param name="events">Everything that will be published.</param>
    /// <param name="lone">Claims published outside events.</param>
    /// <param name="dataDirectory">The folder data/.</param>
    /// <param name="names">Names and words of data/.</param>
    public static Protection For(IReadOnlyList<Event> events, IReadOnlyList<Member> lone, string dataDirectory, Names names)
    {
        HashSet<string> bodies = new(StringComparer.Ordinal), known = new(StringComparer.Ordinal);
        foreach ((string line, string where) in LinkingData.Lines(Path.Combine(dataDirectory, "publish", "not-private.txt")))
        {
            string[] words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            HashSet<string> list = words[0] switch { "org:" => bodies, "public:" => known, _ => throw new DataFileException($"{where}: expected \"org:\" or \"public:\"") };
            foreach (string word in words.Skip(1)) list.Add(word.ToLowerInvariant());
        }
        HashSet<string> knownKeys = [.. known.Select(Names.Skeleton)];
        // What is on the map is no name of a person, unless it is also part of a full name ("Paris Hilton").
        HashSet<string> onMap = new(StringComparer.Ordinal), inFullNames = new(StringComparer.Ordinal);
        foreach (Member member in events.SelectMany(happened => happened.Members.Concat(happened.Denials)).Concat(lone))
        {
            if (member.Claim.Place?.Toponym is { } toponym)
                foreach (string? name in new[] { toponym.Span.Of(member.Document.Body), toponym.Place?.Name, toponym.Place?.Admin1 }) onMap.UnionWith(names.Of(name ?? string.Empty).Words);
            foreach (string name in member.Claim.Participants.Where(participant => participant.Kind == "person").Select(participant => participant.Entity)
                .Concat(member.Claim.Sources.Where(source => source.Kind == "person").Select(source => source.Name)))
                if (names.Of(name) is { ProperWords.Count: >= 2 } key && key.ProperWords.Count == key.Words.Count) inFullNames.UnionWith(key.ProperWords);
        }
        onMap.ExceptWith(inFullNames);

        Dictionary<string, (NameKey Name, HashSet<string> Surfaces)> found = new(StringComparer.Ordinal);
        Dictionary<string, int> standing = new(StringComparer.Ordinal);
        HashSet<string> coarsened = new(StringComparer.Ordinal);
        List<(string Event, string Key)> mentions = [];
        foreach (Event happened in events)
            foreach (Member member in happened.Members.Concat(happened.Denials)) Look(member, happened.Id);
        foreach (Member member in lone) Look(member, string.Empty);

        // Told of as an official more often than as a private person: an official. In doubt, protected.
        foreach ((string key, int votes) in standing)
            if (votes > 0) found.Remove(key);
        // A family name alone belongs to the person named in full elsewhere.
        List<(NameKey Name, HashSet<string> Surfaces)> merged = [];
        Dictionary<string, string> fullOf = new(StringComparer.Ordinal);
        foreach ((NameKey name, HashSet<string> surfaces) in found.Values.OrderByDescending(person => person.Name.Words.Count).ThenBy(person => person.Name.Key, StringComparer.Ordinal))
        {
            int full = merged.FindIndex(person => person.Name.Matches(name));
            if (full >= 0) merged[full].Surfaces.UnionWith(surfaces);
            else merged.Add((name, [.. surfaces]));
            fullOf[name.Key] = full >= 0 ? merged[full].Name.Key : name.Key;
        }
        foreach ((string id, string key) in mentions)
            if (fullOf.ContainsKey(key)) coarsened.Add(id);
        return new Protection(WithPseudonyms(merged), coarsened, names);

        void Look(Member member, string id)
        {
            foreach (Participant participant in member.Claim.Participants)
            {
                bool personal = participant.Kind == "person" || (participant.Kind is null or "military" or "civilian" or "armed-group" && LooksPersonal(participant.Entity));
                Consider(member, id, participant.Entity, participant.Span.Of(member.Document.Body), personal, participant.Kind == "official");
            }
            foreach (Source source in member.Claim.Sources)
                Consider(member, id, source.Name, source.Span.Of(member.Document.Body), source.Kind is "person" or "witness" or "anonymous" || (source.Kind == "military" && LooksPersonal(source.Name)), source.Kind is "official" or "ministry");
        }

        void Consider(Member member, string id, string name, string surface, bool personal, bool office)
        {
            NameKey key = names.Of(name);
            if (key.IsDescription || key.ProperWords.Any(onMap.Contains)) return;
            if (office || personal) standing[key.Key] = standing.GetValueOrDefault(key.Key) + (office ? 1 : -1);
            if (!personal || office || IsPublic(name)) return;
            if (!found.TryGetValue(key.Key, out (NameKey Name, HashSet<string> Surfaces) person)) found[key.Key] = person = (key, new HashSet<string>(StringComparer.Ordinal));
            foreach (string text in new[] { name, surface })
                foreach (Range range in WordSplitter.Words(text))
                    if (char.IsUpper(text[range][0]) && !names.IsCommon(text[range].ToLowerInvariant())) person.Surfaces.UnionWith([text[range], Romanisation.Ukrainian(text[range]), Romanisation.Russian(text[range])]);
            mentions.Add((id, key.Key));
        }

        bool IsPublic(string name) => WordSplitter.Words(name).Select(range => name[range].ToLowerInvariant())
            .Any(word => known.Contains(word) || bodies.Contains(word) || (word.Length > 4 && knownKeys.Contains(Names.Skeleton(word))));

        bool LooksPersonal(string name)
        {
            string[] words = [.. WordSplitter.Words(name).Select(range => name[range])];
            return words.Length is 2 or 3 && Array.TrueForAll(words, word => char.IsUpper(word[0]) && word.Length > 1 && !word.Any(char.IsDigit) && char.IsLower(word[^1])
                && !names.IsCommon(word.ToLowerInvariant()) && !bodies.Contains(word.ToLowerInvariant()));
        }
    }

    /// <summary>Whether the place of the event is shown no finer than its region.</summary>
    public bool Coarsens(Event happened) => coarsened.Contains(happened.Id);

    /// <summary>The words with every private name in them replaced.</summary>
    public string Text(string text)
    {
        if (persons.Count == 0) return text;
        StringBuilder shown = new(text.Length);
        int copied = 0;
        (Person Person, int End)? run = null;
        foreach (Range range in WordSplitter.Words(text))
        {
            (int start, int length) = range.GetOffsetAndLength(text.Length);
            // A possessive or an ending belongs to the name it hangs on.
            if (!char.IsUpper(text[start]) || Find(text.AsSpan(start, length)) is not { } person) continue;
            bool joins = run is { } open && ReferenceEquals(open.Person, person) && text.AsSpan(open.End, start - open.End).Trim(" .").IsEmpty;
            if (!joins) shown.Append(text, copied, start - copied).Append(person.Pseudonym);
            string possessive = text.AsSpan(start, length).EndsWith("'s") || text.AsSpan(start, length).EndsWith("’s") ? text.Substring(start + length - 2, 2) : string.Empty;
            shown.Append(possessive);
            copied = start + length;
            run = (person, copied);
        }
        return shown.Append(text, copied, text.Length - copied).ToString();
    }

    /// <summary>A quoted sentence with private names replaced and, where the event's place is coarsened, its place name taken out.</summary>
    public string Quote(Member member, bool coarsen)
    {
        string body = member.Document.Body;
        TextSpan sentence = member.Claim.Sentence;
        if (!coarsen || member.Claim.Place is not { } place || !sentence.Contains(place.Toponym.Span)) return Text(sentence.Of(body));
        TextSpan span = place.Toponym.Span;
        return Text(body[sentence.Start..span.Start]) + "[place]" + Text(body[span.End..sentence.End]);
    }

    /// <summary>The address, or only its site where the rest spells a private name.</summary>
    public string? Url(string? url)
    {
        if (url is null || persons.Count == 0 || !Uri.TryCreate(url, UriKind.Absolute, out Uri? uri)) return url;
        string path = uri.AbsolutePath + uri.Query;
        foreach (Range range in WordSplitter.Words(path.Replace('-', ' ').Replace('_', ' ')))
        {
            string skeleton = Names.Skeleton(path.Replace('-', ' ').Replace('_', ' ')[range].ToLowerInvariant());
            if (skeleton.Length >= 3 && persons.Exists(person => person.Name.ProperWords.Contains(skeleton, StringComparer.Ordinal))) return $"{uri.Scheme}://{uri.Host}/";
        }
        return url;
    }

    private Person? Find(ReadOnlySpan<char> word)
    {
        if (word.EndsWith("'s") || word.EndsWith("’s")) word = word[..^2];
        string lower = word.ToString().ToLowerInvariant();
        string skeleton = Names.Skeleton(lower);
        foreach (Person person in persons)
        {
            // Short skeletons collide with common words; they count only where the letters agree as well.
            if (skeleton.Length >= 4 && person.Name.ProperWords.Contains(skeleton, StringComparer.Ordinal)) return person;
            foreach (string surface in person.Surfaces)
                if (SameBeginning(lower, surface)) return person;
        }
        return null;
    }

    /// <summary>Two forms of one name: equal but for an ending of up to three letters.</summary>
    private static bool SameBeginning(string lower, string surface)
    {
        int shared = 0, shorter = Math.Min(lower.Length, surface.Length);
        while (shared < shorter && lower[shared] == char.ToLowerInvariant(surface[shared])) shared++;
        return shared >= 3 && shared >= shorter - 2 && shared >= surface.Length - 2 && lower.Length - shared <= 3;
    }

    private static List<Person> WithPseudonyms(List<(NameKey Name, HashSet<string> Surfaces)> people)
    {
        const int codes = 26 * 90;
        HashSet<int> taken = [];
        List<Person> persons = [];
        foreach ((NameKey name, HashSet<string> surfaces) in people.OrderBy(person => person.Name.Key, StringComparer.Ordinal))
        {
            byte[] hash = SHA256.HashData(Encoding.UTF8.GetBytes(name.Key));
            int code = (int)(BinaryPrimitives.ReadUInt32LittleEndian(hash) % codes);
            int tries = 0;
            while (!taken.Add(code) && tries++ < codes) code = (code + 1) % codes;
            string letter = ((char)('A' + code / 90)).ToString();
            string number = (code % 90 + 1 + (tries >= codes ? persons.Count : 0)).ToString(System.Globalization.CultureInfo.InvariantCulture);
            persons.Add(new Person(name, $"Person {letter}{number}", [.. surfaces.Order(StringComparer.Ordinal)]));
        }
        return persons;
    }
}
