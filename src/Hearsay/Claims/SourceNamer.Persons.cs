using Hearsay.Text;

namespace Hearsay.Claims;

// Persons: the name in, beside or after a phrase, whose it is, and how it is spelt in full and in the nominative.
internal sealed partial class SourceNamer
{
    private NameMention? FindName(int head)
    {
        NameMention? own = NameAt(head);
        if (own is { Kind: NameKind.Person }) return own;
        NameMention? best = own;
        foreach (int child in tree.Children(head))
        {
            if (!(tree.Is(child, "appos") || tree.Is(child, "flat") || tree.Is(child, "compound")
                || tree.Is(child, "nmod") || tree.Is(child, "list") || tree.Is(child, "amod"))) continue;
            NameMention? below = NameAt(child);
            if (below is { Kind: NameKind.Person } other && IsSomebodyElse(other)) continue;
            if (below is { Kind: NameKind.Person } && !(tree.Is(child, "nmod") && tokens.Deprel[child] == "nmod:poss" && tree.Child(child, "case") >= 0)
                && !(tree.Is(child, "nmod") && tokens.Has(child, "Case", "Gen") && tree.Is(child, "nmod") && HasOwnKind(head))) return below;
            if (best is null && below is not null) best = below;
            if (tree.Is(child, "appos") || tree.Is(child, "flat"))
                foreach (int deeper in tree.Children(child))
                    if (NameAt(deeper) is { Kind: NameKind.Person } person && tree.Relation(deeper) is "flat" or "appos") return person;
        }
        // The parser may hang the name elsewhere: a person's name directly after the role word is the role's holder.
        if (head + 1 < tokens.Count && NameAt(head + 1) is { Kind: NameKind.Person } next && cues(tree.Language(head)).Is("role", tokens.Lemma[head])) return next;
        return best;
    }

    // "Kherson RMA Oleksandr Prokudin": a body by its initials, and after it whoever heads it.
    private IEnumerable<NameMention> Parted(NameMention name)
    {
        int person = name.EndToken - 2;
        bool isBoth = name.Kind == NameKind.Organization && person > name.FirstToken && tree.Language(person) == LanguageCode.English && PageAbbreviations.IsAbbreviation(tokens.Form[person - 1])
            && IsGivenOrFamily(person) && IsGivenOrFamily(person + 1);
        if (!isBoth) return [name];
        return [name with { EndToken = person }, name with { FirstToken = person, Kind = NameKind.Person }];
    }

    private bool IsGivenOrFamily(int token) =>
        tokens.Upos[token] == Upos.PROPN && tokens.Form[token] is [var first, var second, ..] && char.IsUpper(first) && char.IsLower(second) && !cues(LanguageCode.English).Is("bodies", tokens.Form[token].ToLowerInvariant());

    // Capitalised names in a row around a head that no name covers; null for one alone.
    private (string Name, TextSpan Span)? RunOfNames(int head)
    {
        if (NameAt(head) is not null || !IsGivenOrFamily(head)) return null;
        int first = head, end = head + 1;
        Sentence sentence = tree.Sentence(head);
        while (first > sentence.FirstToken && NameAt(first - 1) is null && IsGivenOrFamily(first - 1) && !cues(LanguageCode.English).Is("role", tokens.Lemma[first - 1].ToLowerInvariant())) first--;
        while (end < sentence.EndToken && NameAt(end) is null && IsGivenOrFamily(end)) end++;
        return end - first is >= 2 and <= 4 ? (tokens.SpanOf(first, end).Of(tree.Analysis.Document.Body).Replace('\n', ' '), tokens.SpanOf(first, end)) : null;
    }

    // "the mother of Ivan Petrov": whom "of" leads to in English is somebody else; "Defence Force" is nobody.
    private bool IsSomebodyElse(NameMention name)
    {
        if (tree.Language(name.FirstToken) != LanguageCode.English) return false;
        // "the premier's spokeswoman": the possessor is not who speaks.
        if (name.EndToken < tokens.Count && tokens.Form[name.EndToken] is "'s" or "’s") return true;
        if (cues(LanguageCode.English).Is("bodies", tokens.Form[name.EndToken - 1].ToLowerInvariant())) return true;
        int before = name.FirstToken - 1;
        while (before >= 0 && tokens.Upos[before] is Upos.DET or Upos.ADJ) before--;
        return before >= 0 && tokens.Upos[before] == Upos.ADP;
    }

    private bool IsCapital(int token) => token >= 0 && tokens.Form[token] is [var first, ..] && char.IsUpper(first) && tokens.Upos[token] is Upos.PROPN or Upos.NOUN or Upos.ADJ;

    // The role word itself, or the one before the proper nouns the tree takes for the head; −1 where none.
    private int RoleOf(int head, CueWords words)
    {
        for (int t = head; t >= Math.Max(tree.Sentence(head).FirstToken, head - 3); t--)
        {
            if (words.Is("role", tokens.Lemma[t].ToLowerInvariant())) return t;
            if (tokens.Upos[t] != Upos.PROPN) return -1;
        }
        return -1;
    }

    private (string Name, TextSpan Span)? SetOffName(int head, CueWords words)
    {
        const int reach = 18;
        string lemma = tokens.Lemma[head].ToLowerInvariant();
        bool isOne = words.Is("one", lemma) && IsOneOf(head);
        if (!isOne && (tokens.Upos[head] != Upos.NOUN || tokens.Has(head, "Number", "Plur")
            || !(words.Is("role", lemma) || KindOfHead(head, LanguageCode.English) is "witness" or "person" or "military"))) return null;
        for (int t = head + 1; t + 3 < Math.Min(tree.Sentence(head).EndToken, head + reach); t++)
        {
            if (tokens.Upos[t] is Upos.AUX || tokens.Upos[t] is Upos.VERB && !tree.Is(t, "amod") && !(tree.Is(t, "acl") && tokens.Head[t] == head)) return null;
            if (tokens.Form[t] != ",") continue;
            int end = t + 1;
            while (end < tokens.Count && tokens.Upos[end] == Upos.PROPN && IsCapital(end) && NameAt(end) is null or { Kind: NameKind.Person }) end++;
            return end - t is >= 3 and <= 5 && tokens.Form[end] == "," ? (Nominative(t + 1, end), tokens.SpanOf(t + 1, end)) : null;
        }
        return null;
    }

    // "one of them, a miller, said": the noun with an indefinite article between the commas right after it; −1 where none.
    private int SetOffSomebody(int head)
    {
        const int reach = 10;
        if (!IsOneOf(head)) return -1;
        Sentence sentence = tree.Sentence(head);
        int comma = head + 1;
        while (comma < sentence.EndToken && comma < head + reach && tokens.Form[comma] != ",") comma++;
        if (comma + 2 >= sentence.EndToken || tokens.Form[comma] != "," || !cues(LanguageCode.English).Is("articles", tokens.Form[comma + 1])) return -1;
        int noun = -1;
        for (int t = comma + 2; t < Math.Min(sentence.EndToken, comma + reach) && tokens.Upos[t] is not (Upos.VERB or Upos.AUX or Upos.ADP or Upos.PUNCT); t++)
            if (tokens.Upos[t] == Upos.NOUN) noun = t;
        return noun;
    }

    // «головнокомандувач ЗСУ Валерій Залужний», "gang leader Luckson Elan": after a word for a role, the last two or three capitalised
    // proper nouns in a row before anything but nouns and adjectives, whether or not the name finder knows them.
    private (string Name, TextSpan Span)? NamedAfter(int head)
    {
        int end = -1, first = -1;
        for (int t = head + 1; t < Math.Min(tree.Sentence(head).EndToken, head + 10); t++)
        {
            if (tokens.Upos[t] is not (Upos.NOUN or Upos.PROPN or Upos.ADJ)) break;
            bool isName = tokens.Upos[t] == Upos.PROPN && !IsPossessorOfRole(t) && tokens.Form[t] is [var c, var d, ..]
                && char.IsUpper(c) && char.IsLower(d) && NameAt(t) is null or { Kind: NameKind.Person };
            if (!isName) first = -1;
            else if (first < 0) first = t;
            else end = t + 1;
        }
        return first >= 0 && end > first + 1 && end - first <= 3 ? (Nominative(first, end), tokens.SpanOf(first, end)) : null;
    }

    // «глава МИД Азербайджана …»: what the role belongs to.
    private bool IsPossessorOfRole(int token) => tree.Language(token) != LanguageCode.English && tokens.Has(token, "Case", "Gen")
        && (tokens.Has(token, "Animacy", "Inan") || (token + 2 < tokens.Count && IsNominativeName(token + 1) && IsNominativeName(token + 2)));

    private bool IsNominativeName(int token) => tokens.Upos[token] == Upos.PROPN && tokens.Has(token, "Case", "Nom");

    // "жена Путина": the genitive names somebody else.
    private bool HasOwnKind(int head) => !cues(tree.Language(head)).Is("titles", tokens.Lemma[head]) && cues(tree.Language(head)).Is("anonymous", tokens.Lemma[head]);

    /// <summary>The longest name in the document that ends like this one ("Nosov" → "Mikhail Nosov").</summary>
    public string FullName(string name)
    {
        string[] parts = name.Split(' ');
        if (parts.Length > 1) return name;
        foreach ((string full, string[] fullParts) in persons)
            if (SameName(fullParts[^1], name) || (fullParts.Length > 1 && SameName(fullParts[0], name) && persons.Count(p => SameName(p.Words[0], name)) == 1)) return full;
        return name;
    }

    private static bool SameName(string a, string b)
    {
        if (a.Equals(b, StringComparison.OrdinalIgnoreCase)) return true;
        // Case endings of Russian and Ukrainian surnames: same beginning, at most three letters of ending.
        int shared = 0;
        while (shared < a.Length && shared < b.Length && char.ToLowerInvariant(a[shared]) == char.ToLowerInvariant(b[shared])) shared++;
        return shared >= 4 && a.Length - shared <= 3 && b.Length - shared <= 3 && char.IsLetter(a[0]) && a[0] > 0x400;
    }

    // «начальник ОВА Олег Синєгубов»: proper nouns that hang flat under the role word or stand right after its phrase.
    private (string Name, TextSpan Span)? PersonAfter(int head)
    {
        foreach (int child in tree.Children(head))
        {
            if (!tree.Is(child, "flat") || tokens.Upos[child] != Upos.PROPN) continue;
            int end = child + 1;
            while (end < tokens.Count && tokens.Upos[end] == Upos.PROPN && tokens.Head[end] == child) end++;
            return (Nominative(child, end), tokens.SpanOf(child, end));
        }
        // The tree may hang the name elsewhere: the next person named after a role word, before any verb or stop, is its holder.
        if (!cues(tree.Language(head)).Is("role", tokens.Lemma[head].ToLowerInvariant())) return null;
        int reach = tree.Language(head) == LanguageCode.English ? 9 : 14;
        for (int t = head + 1; t < Math.Min(tree.Sentence(head).EndToken, head + reach) && !EndsRole(t); t++)
            if (NameAt(t) is { Kind: NameKind.Person } name && !IsSomebodyElse(name) && !IsOfAnother(t, head))
                return (Nominative(name.FirstToken, name.EndToken), tokens.SpanOf(name.FirstToken, name.EndToken));
        return null;
    }

    // «руководитель Центра по примирению враждующих сторон … Владимир Савченко»: participles describe what the role belongs to.
    private bool EndsRole(int t) => tokens.Upos[t] is Upos.AUX or Upos.PUNCT || tokens.Upos[t] is Upos.VERB && (tree.Language(t) == LanguageCode.English || !tree.Is(t, "amod"));

    // «представитель президента Владимира Зеленского»: the role stands in the nominative, the name does not.
    private bool IsOfAnother(int name, int head) => tree.Language(head) != LanguageCode.English && tokens.Has(head, "Case", "Nom") && tokens.Has(name, "Case", "Gen") && tokens.Form[name] != tokens.Lemma[name];

    // The name in the nominative, as far as the lemmas tell; forms already nominative stay as they stand.
    private string Nominative(int first, int end)
    {
        if (tree.Language(first) == LanguageCode.English) return tokens.SpanOf(first, end).Of(tree.Analysis.Document.Body).Replace('\n', ' ');
        System.Text.StringBuilder text = new();
        bool isWoman = end - first > 1 && tokens.Has(first, "Gender", "Fem");
        bool isAsItStands = end - first > 1 && tokens.Has(first, "Case", "Nom") && tokens.Form[first] == tokens.Lemma[first];
        for (int t = first; t < end; t++)
        {
            string form = tokens.Form[t];
            bool isOblique = tokens.Upos[t] is Upos.PROPN or Upos.NOUN or Upos.ADJ && tokens.Feature(t, "Case") is not (null or "Nom");
            string word = isAsItStands || PageAbbreviations.IsAbbreviation(form) ? form
                : t > first && isWoman && form != tokens.Lemma[t] ? Feminine(tokens.Lemma[t])
                : isOblique ? tokens.Lemma[t] : form;
            if (word.Length > 0 && char.IsLower(word[0]) && form.Length > 0 && char.IsUpper(form[0])) word = char.ToUpperInvariant(word[0]) + word[1..];
            if (text.Length > 0) text.Append(' ');
            text.Append(word);
        }
        return text.ToString();
    }

    private string? KindOfPerson(int head, KnownSource? source) =>
        source?.Kind ?? (cues(tree.Language(head)).Is("role", tokens.Lemma[head]) && KindOfHead(head, tree.Language(head)) is { } kind ? kind : "person");
}
