// Events in plain English, one sentence each.
// Input: an event. Output: who, what, how many as said, where, when, and how sure. Nothing is said that no claim says.
// Known weak spots: descriptions in Russian or Ukrainian are put into English only where every word is known;
// otherwise they stand in the original, in quotation marks.
using System.Collections.Frozen;
using System.Text;
using Hearsay.Claims;
using Hearsay.Linking;
using Hearsay.Places;
using Hearsay.Text;
using Hearsay.Times;

namespace Hearsay.Publish;

/// <summary>Says events in sentences. Immutable; safe to share.</summary>
public sealed class EventSentences
{
    private sealed record Phrase(string Label, string[] Templates);

    /// <summary>Longer descriptions break a sentence; the note has them in full.</summary>
    private const int LongestPhrase = 70;
    private const int LongestForeignPhrase = 40;

    private readonly Names names;
    private readonly FrozenDictionary<string, Phrase> phrases;
    private readonly FrozenDictionary<string, string> words;
    private readonly FrozenSet<string> pronouns;
    private readonly FrozenSet<string> articles;
    private readonly FrozenDictionary<string, string> countries;

    private EventSentences(Names names, Dictionary<string, Phrase> phrases, List<(string, string)> families, Dictionary<string, string> words, HashSet<string> pronouns, HashSet<string> articles, Dictionary<string, string> countries)
    {
        this.names = names;
        this.phrases = phrases.ToFrozenDictionary(StringComparer.Ordinal);
        this.words = words.ToFrozenDictionary(StringComparer.Ordinal);
        this.pronouns = pronouns.ToFrozenSet(StringComparer.OrdinalIgnoreCase);
        this.countries = countries.ToFrozenDictionary(StringComparer.Ordinal);
        this.articles = articles.ToFrozenSet(StringComparer.Ordinal);
        Families = families;
    }

    /// <summary>Family codes with the words shown, in the order of a bulletin.</summary>
    public IReadOnlyList<(string Code, string Heading)> Families { get; }

    /// <summary>Loads sentences.txt and countries.txt of data/publish.</summary>
    /// <param name="dataDirectory">The folder data/.</param>
    /// <param name="names">Names and words of data/.</param>
    /// <exception cref="DataFileException">A line is malformed; the message names file and line.</exception>
    public static EventSentences Load(string dataDirectory, Names names)
    {
        Dictionary<string, Phrase> phrases = new(StringComparer.Ordinal);
        Dictionary<string, string> words = new(StringComparer.Ordinal), countries = new(StringComparer.Ordinal);
        List<(string, string)> families = [];
        HashSet<string> pronouns = new(StringComparer.OrdinalIgnoreCase), articles = new(StringComparer.Ordinal);
        string publish = Path.Combine(dataDirectory, "publish");
        foreach ((string line, string where) in LinkingData.Lines(Path.Combine(publish, "sentences.txt")))
        {
            if (line.StartsWith("pronoun:", StringComparison.Ordinal)) pronouns.UnionWith(line[8..].Split(' ', StringSplitOptions.RemoveEmptyEntries));
            else if (line.StartsWith("article:", StringComparison.Ordinal)) articles.UnionWith(line[8..].Split(' ', StringSplitOptions.RemoveEmptyEntries));
            else if (line.StartsWith("word:", StringComparison.Ordinal)) words.Add(Left(line[5..], where), Right(line));
            else if (line.StartsWith("family:", StringComparison.Ordinal)) families.Add((Left(line[7..], where), Right(line)));
            else
            {
                string[] columns = line.Split('|', StringSplitOptions.TrimEntries);
                if (columns.Length != 3) throw new DataFileException($"{where}: expected \"type | label | template / template\"");
                phrases.Add(columns[0], new Phrase(columns[1], columns[2].Split(" / ")));
            }
        }
        foreach ((string line, string where) in LinkingData.Lines(Path.Combine(publish, "countries.txt"))) countries.Add(Left(line, where), Right(line));
        return new EventSentences(names, phrases, families, words, pronouns, articles, countries);

        static string Left(string line, string where) => line.IndexOf('=', StringComparison.Ordinal) is > 0 and var at ? line[..at].Trim() : throw new DataFileException($"{where}: expected \"code = words\"");
        static string Right(string line) => line[(line.IndexOf('=', StringComparison.Ordinal) + 1)..].Trim();
    }

    /// <summary>A source's name for an English reader: known names and descriptions in English, other Cyrillic names in Latin letters.</summary>
    public string SourceName(string name)
    {
        if (names.Known(name) is { } known) return known.Name;
        string english = InEnglish(name);
        if (!english.StartsWith('«') || names.Of(name).IsDescription) return english;
        // "голова громади Остап Деревій": the name itself, without what he is.
        string[] parts = name.Split(' ');
        int first = Array.FindIndex(parts, part => part.Length > 1 && char.IsUpper(part[0]));
        return Romanised(parts.Length - first >= 2 ? string.Join(' ', parts.Skip(first)) : name);
    }

    /// <summary>The same as a part of a sentence, with its article: "the Russian Ministry of Defence".</summary>
    public string SourceInSentence(string name)
    {
        string shown = SourceName(name);
        if (shown.StartsWith("The ", StringComparison.Ordinal)) return "the " + shown[4..];
        bool takesArticle = !shown.Contains('’', StringComparison.Ordinal) && !shown.Contains('\'', StringComparison.Ordinal)
            && shown.Split(' ') is { Length: > 1 } parts && parts.Any(articles.Contains);
        return takesArticle && !shown.StartsWith("the ", StringComparison.Ordinal) ? "the " + shown : shown;
    }

    /// <summary>Cyrillic letters in Latin ones; everything else as it is.</summary>
    private static string Romanised(string text)
    {
        if (!text.Any(letter => letter is >= 'Ѐ' and <= 'ӿ')) return text;
        bool ukrainian = text.Any(letter => letter is 'і' or 'ї' or 'є' or 'ґ' or 'І' or 'Ї' or 'Є' or 'Ґ');
        return string.Join(' ', text.Split(' ').Select(word => ukrainian ? Romanisation.Ukrainian(word) : Romanisation.Russian(word)));
    }

    /// <summary>The type in words ("Drone strike").</summary>
    public string LabelOf(string type) => phrases.TryGetValue(type, out Phrase? phrase) ? phrase.Label : type;

    /// <summary>What happened, where and when, as a sentence without its sources and without the full stop.</summary>
    public string Say(Event happened, Protection protection)
    {
        StringBuilder sentence = new(happened.Certainty == Certainty.Hedged ? "Reportedly, " : string.Empty);
        sentence.Append(What(happened, protection));
        if (PlaceOf(happened, protection) is { } place && !EndsWith(sentence, happened, protection)) sentence.Append(' ').Append(place);
        if (WhenOf(happened) is { } when) sentence.Append(sentence[^1] != '”' && PlaceName(happened, protection)?.Contains(',', StringComparison.Ordinal) == true ? ", " : " ").Append(when);
        sentence[0] = char.ToUpperInvariant(sentence[0]);
        return sentence.ToString();
    }

    /// <summary>Whether the people described bring the place with them ("airbases deep inside Russia").</summary>
    private static bool EndsWith(StringBuilder sentence, Event happened, Protection protection) =>
        happened.Place is { } place && !protection.Coarsens(happened) && sentence.ToString().EndsWith(" " + place.Name, StringComparison.Ordinal);

    /// <summary>The place in words without a preposition ("Zavitne Bazhannia, Donetsk Oblast, Ukraine"); null where none is known.</summary>
    public string? PlaceName(Event happened, Protection protection)
    {
        if (happened.Place is { } place) return NameOf(protection.Coarsens(happened) ? Coarse(place) : place);
        if (protection.Coarsens(happened)) return null;
        Member? unresolved = happened.Members.FirstOrDefault(member => member.Claim.Place is not null);
        return unresolved is null ? null : $"“{unresolved.Claim.Place!.Toponym.Span.Of(unresolved.Document.Body)}”";
    }

    /// <summary>A place in words with what contains it.</summary>
    public string NameOf(Place place)
    {
        List<string> parts = [place.Name];
        if (place.Admin1 is { } region && !SameName(region, place.Name)) parts.Add(region);
        if (place.Country is { } code && countries.TryGetValue(code, out string? country) && country != place.Name) parts.Add(country);
        return string.Join(", ", parts);

        static bool SameName(string region, string name) => region == name || region == name + " City";
    }

    /// <summary>A tally in a sentence without its sources ("3 cases (riot) in November 2022").</summary>
    public string SayTally(Event tally, Protection protection)
    {
        string number = tally.Quantity is { } quantity ? Number(tally, quantity) : "several";
        string of = tally.Quantity?.Of is { Length: > 0 } said ? protection.Text(InEnglish(said)) : "cases";
        string place = PlaceOf(tally, protection) is { } where ? " " + where : string.Empty;
        string when = tally.When is { } days ? " " + DayOf(days) : string.Empty;
        string label = LabelOf(tally.Type).ToLowerInvariant();
        string type = of.Contains(label[..Math.Min(4, label.Length)], StringComparison.OrdinalIgnoreCase) ? string.Empty : $" ({label})";
        string counted = $"{number} {of}";
        return $"{char.ToUpperInvariant(counted[0])}{counted[1..]}{type}{place}{when}";
    }

    private string What(Event happened, Protection protection)
    {
        if (!phrases.TryGetValue(happened.Type, out Phrase? phrase)) return $"a report of {happened.Type}";
        Dictionary<string, string> slots = new(StringComparer.Ordinal);
        foreach ((string slot, Role role) in new[] { ("target", Role.Target), ("actor", Role.Actor), ("recipient", Role.Recipient) })
            if (Entity(happened, role) is { } entity) slots[slot] = entity;

        // Who is named as both was the target in one wording and the subject of another.
        if (slots.TryGetValue("actor", out string? doer) && slots.TryGetValue("target", out string? done) && names.Of(doer).Key == names.Of(done).Key) slots.Remove("actor");
        string? counted = null;
        if (happened.Quantity is { } quantity && AsSaidWhole(happened, quantity) is { } whole)
        {
            slots[whole.Slot] = counted = whole.Words;
        }
        else if (happened.Quantity is not null)
        {
            quantity = happened.Quantity;
            string main = phrase.Templates[0].Contains("{target}", StringComparison.Ordinal) ? "target" : "actor";
            string number = Number(happened, quantity), of = quantity.Of is { Length: > 0 } said ? InEnglish(said.Split(',')[0]) : string.Empty;
            foreach (string slot in new[] { "target", "actor" })
            {
                // A bare number counts those whom the type is about.
                if (counted is not null || !slots.TryGetValue(slot, out string? entity) || (of.Length == 0 ? slot != main : !SameThing(entity, of))) continue;
                // One named person needs no "1", and a name can't be counted ("several Nosov").
                bool named = names.Of(entity) is { ProperWords.Count: > 0 } key && key.ProperWords.Count == key.Words.Count;
                if (named && quantity is not { Best: 1, High: 1 or null }) continue;
                counted = named ? entity : $"{number} {WithoutArticle(entity)}";
                slots[slot] = counted;
            }
            if (counted is null)
            {
                if (!slots.ContainsKey(main)) slots[main] = counted = of.Length > 0 ? $"{number} {of}" : $"{number} {(Counts(happened) ? "people" : "objects")}";
                else counted = null;
            }
        }
        foreach (string slot in slots.Keys.ToArray()) slots[slot] = protection.Text(slots[slot]);
        foreach (string template in phrase.Templates)
        {
            if (Fill(template, slots, happened) is not { } filled) continue;
            // "(one he)" tells nobody anything.
            return counted is null && happened.Quantity is { } left && (left.Of is null || !pronouns.Contains(left.Of))
                ? $"{filled} ({Number(happened, left)}{(left.Of is { Length: > 0 } of ? " " + InEnglish(of) : string.Empty)})" : filled;
        }
        return phrase.Label.ToLowerInvariant() + " was reported";
    }

    /// <summary>Number and people in one stretch of an English text ("at least 12 Russian soldiers"), where only one number is said; null otherwise.</summary>
    private static (string Slot, string Words)? AsSaidWhole(Event happened, EventQuantity quantity)
    {
        if (quantity.Values.Count != 1) return null;
        foreach (Member member in quantity.Values[0].Members)
        {
            if (member.Document.Language != LanguageCode.English || member.Claim.Quantity is not { Span.Length: > 0 } said) continue;
            foreach (Participant participant in member.Claim.Participants)
            {
                if (participant.Role is not (Role.Target or Role.Actor) || participant.Span.End <= said.Span.End || said.Span.End < participant.Span.Start
                    || participant.Span.Start < said.Span.Start - 4 || participant.Span.Start > said.Span.End + 1) continue;
                string words = TextSpan.FromBounds(said.Span.Start, participant.Span.End).Of(member.Document.Body).Replace('\n', ' ').TrimEnd(',', ' ');
                if (words.Length > LongestPhrase) continue;
                return (participant.Role == Role.Target ? "target" : "actor", words.Length > 1 && char.IsLower(words[1]) ? char.ToLowerInvariant(words[0]) + words[1..] : words);
            }
        }
        return null;
    }

    private static bool Counts(Event happened) => happened.Family is "coercion" or "indiscipline" or "civil" || happened.Type is "killed" or "wounded" or "captured" or "missing";

    private static string? Fill(string template, Dictionary<string, string> slots, Event happened)
    {
        StringBuilder text = new();
        string last = string.Empty;
        for (int at = 0; at < template.Length;)
        {
            switch (template[at])
            {
                case '[':
                    int close = template.IndexOf(']', at);
                    if (Fill(template[(at + 1)..close], slots, happened) is { } optional) text.Append(optional);
                    at = close + 1;
                    break;
                case '{':
                    int end = template.IndexOf('}', at);
                    string slot = template[(at + 1)..end];
                    if (slot is "was" or "has") text.Append(IsOne(last, happened) ? slot : slot == "was" ? "were" : "have");
                    else if (slots.TryGetValue(slot, out string? value)) text.Append(last = value);
                    else return null;
                    at = end + 1;
                    break;
                default:
                    text.Append(template[at++]);
                    break;
            }
        }
        return text.ToString();
    }

    private static bool IsOne(string subject, Event happened)
    {
        if (happened.Quantity is { Best: 1 } && !subject.Contains(" and ", StringComparison.Ordinal)) return true;
        if (subject.StartsWith("a ", StringComparison.OrdinalIgnoreCase) || subject.StartsWith("an ", StringComparison.OrdinalIgnoreCase) || subject.StartsWith("one ", StringComparison.OrdinalIgnoreCase)) return true;
        if (happened.Quantity is not null || subject.Contains(" and ", StringComparison.Ordinal)) return false;
        if (subject.StartsWith("Person ", StringComparison.Ordinal)) return true;
        string lastWord = subject[(subject.LastIndexOf(' ') + 1)..].TrimEnd('»', '”', '"');
        return !lastWord.EndsWith('s') && lastWord.ToLowerInvariant() is not ("men" or "women" or "people" or "children" or "servicemen" or "police" or "military" or "personnel" or "mobilized" or "mobilised" or "aircraft" or "forces");
    }

    /// <summary>The best words for a participant over all claims of the event: in English where one has them, else as said.</summary>
    private string? Entity(Event happened, Role role)
    {
        IEnumerable<(string Text, bool English, string Key)> all =
            from member in happened.Members
            from participant in member.Claim.Participants
            where participant.Role == role && participant.Entity.Trim() is { Length: > 0 and <= LongestPhrase } text && !pronouns.Contains(text)
                && participant.Span != member.Claim.Quantity?.Span
            select (participant.Entity.Trim(), member.Document.Language == LanguageCode.English, names.Of(participant.Entity).Key);
        (string Text, bool English, string Key)[] found = [.. all];
        if (found.Length == 0) return null;
        var best = found.GroupBy(entity => entity.Key, StringComparer.Ordinal)
            .OrderByDescending(group => group.Any(entity => entity.English)).ThenByDescending(group => group.Count()).ThenByDescending(group => group.Key.Length).ThenBy(group => group.Key, StringComparer.Ordinal)
            .First().OrderByDescending(entity => entity.English).ThenByDescending(entity => entity.Text.Length).ThenBy(entity => entity.Text, StringComparer.Ordinal).First();
        string shown = InEnglish(best.Text);
        // Words nobody could put into English, and that name nobody, stand in the note's quotation only.
        return shown.StartsWith('«') && (shown.Length > LongestForeignPhrase || !best.Text.Split(' ').Skip(1).Any(word => word.Length > 0 && char.IsUpper(word[0]))) ? null : shown;
    }

    /// <summary>A description as it is where it is in Latin letters; word by word where every word is known; else in quotation marks.</summary>
    private string InEnglish(string text)
    {
        if (!text.Any(letter => letter is >= 'Ѐ' and <= 'ӿ')) return text;
        NameKey key = names.Of(text);
        if (key.ProperWords.Count >= 2 && key.ProperWords.Count == key.Words.Count && text.Split(' ').Length == key.Words.Count) return Romanised(text);
        if (key.ProperWords.Count == 0 && key.Words.Count > 0 && key.Words.All(words.ContainsKey))
        {
            // "soldier russia": adjectives before the thing; of two things the second owns the first ("relatives of soldiers").
            string[] parts = [.. key.Words.Select(word => words[word]).Where(word => word.Length > 0)];
            string things = string.Join(" of ", parts.Where(part => char.IsLower(part[0])));
            string adjectives = string.Join(' ', parts.Where(part => char.IsUpper(part[0])));
            if (things.Length > 0) return adjectives.Length > 0 ? $"{adjectives} {things}" : things;
            if (key.Words is ["people"]) return "people";
        }
        return $"«{text}»";
    }

    private bool SameThing(string entity, string of)
    {
        NameKey a = names.Of(entity), b = names.Of(of);
        return a.Words.Intersect(b.Words, StringComparer.Ordinal).Any() || entity.Contains(of, StringComparison.OrdinalIgnoreCase)
            || (a.Words.Contains("people", StringComparer.Ordinal) && b.Words.Contains("people", StringComparer.Ordinal));
    }

    private static string WithoutArticle(string text) =>
        text.StartsWith("the ", StringComparison.OrdinalIgnoreCase) ? text[4..] : text.StartsWith("a ", StringComparison.OrdinalIgnoreCase) ? text[2..] : text;

    /// <summary>The number as said where it was said in English ("at least 12", "hundreds of"), else in figures.</summary>
    private static string Number(Event happened, EventQuantity quantity)
    {
        QuantityValue first = quantity.Values[0];
        string words = AsSaid(first);
        // Both of two numbers; of more, the first, and the table shows the rest.
        return quantity.Values.Count != 2 || AsSaid(quantity.Values[1]) == words ? words : $"{words} or {AsSaid(quantity.Values[1])}";
    }

    private static string AsSaid(QuantityValue value)
    {
        foreach (Member member in value.Members)
        {
            if (member.Document.Language != LanguageCode.English || member.Claim.Quantity is not { } quantity) continue;
            string said = quantity.Span.Of(member.Document.Body).Replace('\n', ' ').Trim();
            if (said.Length is 0 or > 30 || said.Any(letter => letter is ',' or '(')) continue;
            // "a soldier" says one without a word for it.
            if (quantity.Best == 1 && !said.Any(char.IsDigit) && !said.StartsWith("one", StringComparison.OrdinalIgnoreCase)) continue;
            if (said is "hundreds" or "dozens" or "thousands" or "scores" or "tens" or "Hundreds" or "Dozens" or "Thousands") return said.ToLowerInvariant() + " of";
            return char.IsLetter(said[0]) ? char.ToLowerInvariant(said[0]) + said[1..] : said;
        }
        return value is { Best: 1, High: 1 or null, Low: 1 or null } ? "one" : EventNumbers.InWords(value.Low, value.Best, value.High);
    }

    private string? PlaceOf(Event happened, Protection protection)
    {
        if (PlaceName(happened, protection) is not { } name) return null;
        bool near = !protection.Coarsens(happened) && happened.Members.Any(member => member.Claim.Place is not null)
            && happened.Members.Where(member => member.Claim.Place is not null).All(member => member.Claim.Place!.Toponym.IsNear);
        return (near ? "near " : "in ") + name;
    }

    private Place Coarse(Place place) => place.Precision is PlacePrecision.Region or PlacePrecision.Country or PlacePrecision.Area ? place
        : place.Admin1 is { } region ? place with { Name = region, Latitude = null, Longitude = null, Precision = PlacePrecision.Region }
        : place with { Name = countries.GetValueOrDefault(place.Country ?? string.Empty, "an undisclosed place"), Latitude = null, Longitude = null, Precision = PlacePrecision.Country };

    /// <summary>The day in words; both where sources give two that exclude each other.</summary>
    private static string? WhenOf(Event happened)
    {
        if (happened.When is not { } when) return null;
        Interval[] disputed = [.. happened.Disagreements.Where(disagreement => disagreement.About == DisagreementAbout.Date)
            .SelectMany(disagreement => disagreement.Sides).Select(side => side.Members[0].Claim.When!.Interval)];
        return disputed.Length == 2 ? $"{DayOf(disputed[0])} or {DayOf(disputed[1])}" : DayOf(when);
    }

    private static string DayOf(Interval when)
    {
        string words = DayWords.Of(when);
        return when switch
        {
            { From: null } or { To: null } => words,
            { LengthDays: 1 } => "on " + words,
            _ when when.From!.Value.Day == 1 && when.To!.Value.AddDays(1).Day == 1 => "in " + words,
            _ when char.IsLetter(words[0]) => "in " + words,
            _ => "between " + words.Replace("–", " and ", StringComparison.Ordinal).Replace("  ", " ", StringComparison.Ordinal),
        };
    }
}
