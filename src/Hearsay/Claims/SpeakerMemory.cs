using Hearsay.Text;

namespace Hearsay.Claims;

/// <summary>Who has spoken so far on a page, and whom "the group", "the soldiers", "the woman" mean by it.</summary>
/// <remarks>
/// English only: the article says that somebody already told of is meant. A description that fits nobody who has spoken stays what it
/// is; it is better "the soldiers" than the wrong soldiers.
/// </remarks>
internal sealed class SpeakerMemory(SyntaxTree tree, Codebook codebook, Func<LanguageCode, CueWords> cues, Func<int, NameMention?> nameAt)
{
    /// <summary>How far back, in sentences, a person or several persons are still meant by a bare noun.</summary>
    private const int PersonReach = 8;

    /// <summary>How far back a body is still meant by the noun in its name.</summary>
    private const int BodyReach = 25;

    private static readonly string[] PersonClasses = ["military", "civilian", "police", "armed-group", "official", "person"];

    private readonly TokenTable tokens = tree.Tokens;
    private readonly List<(string Name, string? Kind, int Head, int Named)> spoken = [];

    /// <summary>Notes that a source has spoken.</summary>
    public void Note(string name, string? kind, int head)
    {
        // "They said": the words that named them tell more than the pronoun.
        int named = head;
        if (tokens.Upos[head] == Upos.PRON && spoken.FindLastIndex(s => s.Name == name) is >= 0 and int before) named = spoken[before].Named;
        spoken.Add((name, kind, head, named));
    }

    /// <summary>The last that has spoken under a name; null where none has.</summary>
    public (string Name, string? Kind)? LastNamed() =>
        spoken.FindLastIndex(s => s.Name is [var letter, ..] && char.IsUpper(letter) && s.Kind is not ("witness" or "anonymous")) is >= 0 and int at
            ? (spoken[at].Name, spoken[at].Kind) : null;

    /// <summary>Whether the last to speak was a person by a name that the name finder does not know: "Olga, whose son …, said".</summary>
    public bool IsLastUnknown() => spoken.Count > 0 && spoken[^1].Head is var head && tokens.Upos[head] == Upos.PROPN && nameAt(head) is null
        && head + 2 < tokens.Count && tokens.Form[head + 1] == "," && cues(LanguageCode.English).Is("of-persons", tokens.Form[head + 2]);

    /// <summary>The source a bare definite noun stands for; null where none that has spoken fits.</summary>
    public (string Name, string? Kind)? Find(int head)
    {
        if (tree.Language(head) != LanguageCode.English || tokens.Upos[head] != Upos.NOUN || !IsDefinite(head)) return null;
        string lemma = tokens.Lemma[head].ToLowerInvariant();
        bool isPlural = tokens.Has(head, "Number", "Plur"), isCollective = cues(LanguageCode.English).Is("bodies", lemma);
        int sentence = tree.SentenceOf(head);
        for (int i = spoken.Count - 1; i >= 0; i--)
        {
            (string name, string? kind, int at, int other) = spoken[i];
            int distance = sentence - tree.SentenceOf(at);
            if (distance > BodyReach) return null;
            if (name.Contains(' ', StringComparison.Ordinal) && EndsNamePart(name, tokens.Form[head])) return (name, kind);
            if (distance > PersonReach || i < spoken.Count - 1) continue;
            if (isCollective && !isPlural && IsCollective(kind, other)) return (name, kind);
            if (!isCollective && IsPersonal(lemma) && IsSamePeople(lemma, isPlural, name, other)) return (name, kind);
        }
        return null;
    }

    /// <summary>The body that has spoken and whose name a capitalised word alone after "the" stands for: "the Observatory", "the Institute".</summary>
    public (string Name, string? Kind)? FindPart(int head)
    {
        if (tree.Language(head) != LanguageCode.English || !IsArticledOrCapitals(head) || tokens.Form[head] is not [var letter, ..]
            || !char.IsUpper(letter) || nameAt(head) is { Kind: NameKind.Person }) return null;
        foreach (int child in tree.Children(head))
            if (tokens.Upos[child] is not (Upos.DET or Upos.PUNCT)) return null;
        for (int i = spoken.Count - 1; i >= 0 && tree.SentenceOf(head) - tree.SentenceOf(spoken[i].Head) <= BodyReach; i--)
        {
            (string name, string? kind, _, _) = spoken[i];
            if (kind is "person" or "witness" or "anonymous" or "official" || !name.Contains(' ', StringComparison.Ordinal)) continue;
            if (Array.IndexOf(name.Split(' '), tokens.Form[head]) >= 0) return (name, kind);
        }
        return null;
    }

    private bool IsArticledOrCapitals(int head) =>
        head > 0 && tokens.Form[head - 1].Equals("the", StringComparison.OrdinalIgnoreCase) || tokens.Form[head].Length > 2 && tokens.Form[head].All(char.IsAsciiLetterUpper);

    // "the group": only the article stands before it, and nothing that would tell it apart after it.
    private bool IsDefinite(int head)
    {
        CueWords words = cues(LanguageCode.English);
        int article = head - 1;
        while (article > 0 && words.Is("bodies", tokens.Lemma[head].ToLowerInvariant()) && words.Is("bare", tokens.Form[article].ToLowerInvariant())) article--;
        if (article < 0 || !tokens.Form[article].Equals("the", StringComparison.OrdinalIgnoreCase)) return false;
        foreach (int child in tree.Children(head))
            if (child > head && tokens.Upos[child] is not Upos.PUNCT) return false;
        return true;
    }

    // "the military" after "the Israeli military", "the ministry" after "Gaza's health ministry": the name holds the very word.
    private static bool EndsNamePart(string name, string form)
    {
        foreach (string word in name.Split(' '))
            if (word.Equals(form, StringComparison.OrdinalIgnoreCase)) return true;
        return false;
    }

    private bool IsCollective(string? kind, int head) =>
        kind is not ("person" or "witness" or "anonymous" or "video" or "document" or "outlet" or "agency" or "channel")
        && !(kind == "official" && (cues(LanguageCode.English).Is("role", tokens.Lemma[head].ToLowerInvariant()) || nameAt(head) is { Kind: NameKind.Person }));

    private bool IsPersonal(string lemma)
    {
        foreach (string name in codebook.ClassesOf(LanguageCode.English, lemma))
            if (Array.IndexOf(PersonClasses, name) >= 0) return true;
        return false;
    }

    private bool IsSamePeople(string lemma, bool isPlural, string name, int other)
    {
        bool wasOne = name.StartsWith("one of ", StringComparison.OrdinalIgnoreCase) || !tokens.Has(other, "Number", "Plur");
        if (wasOne == isPlural || tokens.Upos[other] is not (Upos.NOUN or Upos.PROPN)) return false;
        string otherLemma = tokens.Lemma[other].ToLowerInvariant();
        CueWords words = cues(LanguageCode.English);
        if (words.Is("people", lemma)) return IsPersonal(otherLemma) && !words.Is("woman", otherLemma);
        if (words.Is("woman", lemma)) return words.Is("women", otherLemma);
        foreach (string wordClass in codebook.ClassesOf(LanguageCode.English, lemma))
            if (wordClass is not "person" && Array.IndexOf(PersonClasses, wordClass) >= 0 && codebook.IsIn(LanguageCode.English, otherLemma, wordClass)) return true;
        return lemma == otherLemma;
    }
}
