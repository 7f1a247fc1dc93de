using Hearsay.Text;

namespace Hearsay.Claims;

// What Russian and Ukrainian reports call their sources by: sites, interlocutors of agencies, names with particles, women's surnames.
internal sealed partial class SourceNamer
{
    // «Агад бен Кони», «Мохаммед аль-Холи»: a name goes on over a particle in small letters.
    private NameMention WithParticles(NameMention name)
    {
        int end = name.EndToken;
        if (name.Kind == NameKind.Person)
            while (end + 1 < tokens.Count && IsParticle(tokens, end, cues(tree.Language(end))) && tree.SentenceOf(end + 1) == tree.SentenceOf(name.FirstToken)) end += 2;
        return name with { EndToken = end };
    }

    // «глава Одесской ОВА Олег Кипер» taken for one body: the person's name at its end is a name of its own.
    private IEnumerable<NameMention> WithoutPerson(NameMention name)
    {
        int at = name.EndToken;
        // «Минобороны Нагорного Карабаха» taken for a person.
        if (name.Kind == NameKind.Person && tree.Language(at - 1) != LanguageCode.English && at - name.FirstToken > 1 && !tokens.Has(name.FirstToken, "Animacy", "Anim")
            && cues(tree.Language(at - 1)).Is("anonymous", tokens.Lemma[name.FirstToken].ToLowerInvariant())) return [name with { Kind = NameKind.Organization }];
        if (name.Kind == NameKind.Organization && tree.Language(name.FirstToken) != LanguageCode.English)
            while (at - 1 > name.FirstToken && tokens.Upos[at - 1] == Upos.PROPN && tokens.Has(at - 1, "Animacy", "Anim") && tokens.Has(at - 1, "Case", "Nom")
                && tokens.Form[at - 1] is [_, var second, ..] && char.IsLower(second)) at--;
        if (name.EndToken - at is not (2 or 3)) return [name];
        return [name with { EndToken = at }, name with { FirstToken = at, Kind = NameKind.Person }];
    }

    // «пресс-служба СБУ», «источник в силовых структурах региона»: whose or where, right after the words, wherever the tree hangs it.
    private int WithOwner(int head, int end, CueWords words)
    {
        int last = tree.Sentence(head).EndToken;
        while (end < last && tokens.Upos[end] == Upos.PROPN && tokens.Head[end] == head && NameAt(end) is not { Kind: NameKind.Person }) end++;
        if (end == head + 1 && end + 1 < last && words.Is("unnamed", tokens.Lemma[head]) && tokens.Upos[end] == Upos.ADP && (words.Is("said-in", tokens.Form[end]) || words.Is("from", tokens.Form[end])))
        {
            int to = end + 1;
            while (to < last && tokens.Upos[to] is Upos.ADJ or Upos.NOUN or Upos.PROPN && !(tokens.Upos[to] is not Upos.ADJ && tree.Is(to, "nsubj"))) to++;
            if (tokens.Upos[to - 1] is Upos.NOUN or Upos.PROPN) end = to;
        }
        return end;
    }

    /// <summary>Whether a token is a small word within a person's name («бен», «ибн»).</summary>
    public static bool IsParticle(TokenTable tokens, int token, CueWords words) =>
        token > 0 && token + 1 < tokens.Count && tokens.Form[token].Length <= 4 && char.IsUpper(tokens.Form[token - 1][0])
            && char.IsUpper(tokens.Form[token + 1][0]) && words.Is("name-particles", tokens.Form[token]);

    /// <summary>Who was cited last, whom «собеседник агентства» and «источник» mean.</summary>
    public (string Name, string? Kind)? Cited { get; set; }

    /// <summary>Whether a word is the address of a site («Zabmedia.ru»).</summary>
    public static bool IsSite(string form, CueWords words)
    {
        int stop = form.LastIndexOf('.');
        return stop > 1 && char.IsAsciiLetter(form[0]) && words.Is("site-endings", form[(stop + 1)..].ToLowerInvariant());
    }

    // «портал Zabinfo.ru»
    private (string Name, string? Kind, TextSpan Span)? SiteAfter(int head, LanguageCode language) =>
        head + 1 < tokens.Count && IsSite(tokens.Form[head + 1], cues(language)) && codebook.IsIn(language, tokens.Lemma[head].ToLowerInvariant(), "outlet")
            ? (tokens.Form[head + 1], "outlet", tokens.SpanOf(head + 1)) : null;

    // «собеседник агентства», «источник»: nothing but the medium tells who it is.
    private bool IsInterlocutor(int head, int first, int end, CueWords words)
    {
        bool isUnnamed = words.Is("unnamed", tokens.Lemma[head]);
        if (!isUnnamed && !words.Is("interlocutors", tokens.Lemma[head]) || isUnnamed && tokens.Has(head, "Number", "Plur")) return false;
        for (int t = first; t < end; t++)
            if (t != head && !words.Is("media-of", tokens.Lemma[t].ToLowerInvariant())) return false;
        return true;
    }

    // «Ирины Венедиктовой»: the lemma of a woman's surname may be the man's.
    private static string Feminine(string surname) =>
        surname.EndsWith("ов", StringComparison.Ordinal) || surname.EndsWith("ев", StringComparison.Ordinal) || surname.EndsWith("ин", StringComparison.Ordinal) ? surname + "а"
        : surname.EndsWith("ский", StringComparison.Ordinal) ? surname[..^2] + "ая" : surname.EndsWith("ський", StringComparison.Ordinal) ? surname[..^2] + "а" : surname;

    // «Матери и жёны записали обращение. Женщины рассказывают …»: who they are, told in one of the two sentences before; −1 where nobody.
    private int WomenBefore(int head, CueWords words)
    {
        const int reach = 2;
        for (int s = tree.SentenceOf(head) - 1; s >= Math.Max(0, tree.SentenceOf(head) - reach); s--)
            for (int t = tokens.Sentences[s].FirstToken; t < tokens.Sentences[s].EndToken; t++)
                if (tokens.Upos[t] == Upos.NOUN && tokens.Has(t, "Number", "Plur") && !tokens.Has(t, "Case", "Gen")
                    && words.Is("women", tokens.Lemma[t].ToLowerInvariant())) return t;
        return -1;
    }

    // «по словам местного жителя» names «местный житель»: the singular head by its lemma and the adjectives that agree with it; what
    // cannot be turned with certainty stays as it stands.
    private string InNominative(int first, int end, int head, string said)
    {
        const int sharedStem = 3;
        string form = tokens.Form[head], lemma = tokens.Lemma[head];
        if (tokens.Upos[head] != Upos.NOUN || tokens.Has(head, "Number", "Plur") || tokens.Feature(head, "Case") is null or "Nom") return said;
        if (!char.IsLower(form[0]) || lemma.Length < sharedStem || form.Length < sharedStem) return said;
        // «кажуть їхні дружини»: the verb tells that they are several.
        if (tokens.Head[head] is >= 0 and int verb && tokens.Has(verb, "Number", "Plur") && tokens.Has(verb, "VerbForm", "Fin") && (tree.Is(head, "obj") || tree.Is(head, "nsubj"))) return said;
        int shared = Math.Min(sharedStem, lemma.Length - 1);
        if (!form.AsSpan(0, shared).SequenceEqual(lemma.AsSpan(0, shared))) return said;
        string body = tree.Analysis.Document.Body;
        System.Text.StringBuilder text = new();
        int at = tokens.Start[first];
        for (int t = first; t < end; t++)
        {
            text.Append(body, at, tokens.Start[t] - at);
            at = tokens.SpanOf(t).End;
            string? word = t == head ? lemma : t < head && tokens.Upos[t] is Upos.ADJ or Upos.DET && tokens.Head[t] == head ? Agreeing(t, head) : tokens.Form[t];
            if (word is null) return said;
            text.Append(word);
        }
        return text.ToString().Replace('\n', ' ');
    }

    // An adjective in the nominative and the gender of its noun; null where its lemma is no adjective's.
    private string? Agreeing(int adjective, int noun)
    {
        string lemma = tokens.Lemma[adjective], gender = tokens.Feature(noun, "Gender") ?? "";
        bool isCapital = char.IsUpper(tokens.Form[adjective][0]), isUkrainian = tree.Language(noun) == LanguageCode.Ukrainian;
        if (lemma.Length < 4 || lemma[^1] != 'й' || lemma[^2] is not ('ы' or 'и' or 'о' or 'і')) return null;
        bool isSoft = lemma[^2] == 'і' || (!isUkrainian && lemma[^2] == 'и' && lemma[^3] == 'н');
        string ending = (gender, isUkrainian, isSoft) switch
        {
            ("Fem", true, false) => "а", ("Fem", true, true) => "я", ("Neut", true, false) => "е", ("Neut", true, true) => "є",
            ("Fem", false, false) => "ая", ("Fem", false, true) => "яя", ("Neut", false, false) => "ое", ("Neut", false, true) => "ее",
            _ => lemma[^2..],
        };
        string word = lemma[..^2] + ending;
        return isCapital ? char.ToUpperInvariant(word[0]) + word[1..] : word;
    }
}
