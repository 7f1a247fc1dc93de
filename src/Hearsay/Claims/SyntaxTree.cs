// Syntax seen the way claims need it: children, clauses, subjects and objects after passives, relative clauses,
// control and conjunction are undone. Input: a TokenTable. Output: look-ups. Nothing here knows about events.
// Known weak spot: it trusts the parser; a wrong attachment gives a wrong argument, so callers that can check do.
using Hearsay.Text;

namespace Hearsay.Claims;

/// <summary>Children, clauses and arguments of the trees of one document. Immutable.</summary>
public sealed class SyntaxTree
{
    private readonly int[] firstChild;
    private readonly int[] children;
    private readonly int[] clauseHead;
    private readonly int[] sentenceOf;
    private readonly ClaimWords words;

    internal SyntaxTree(Analysis analysis, ClaimWords words)
    {
        Analysis = analysis;
        this.words = words;
        TokenTable tokens = Tokens;
        int count = tokens.Count;
        firstChild = new int[count + 1];
        for (int t = 0; t < count; t++)
            if (tokens.Head[t] >= 0) firstChild[tokens.Head[t] + 1]++;
        for (int t = 0; t < count; t++) firstChild[t + 1] += firstChild[t];
        children = new int[firstChild[count]];
        int[] next = firstChild[..count];
        for (int t = 0; t < count; t++)
            if (tokens.Head[t] >= 0) children[next[tokens.Head[t]]++] = t;
        sentenceOf = new int[count];
        for (int s = 0; s < tokens.Sentences.Length; s++)
            for (int t = tokens.Sentences[s].FirstToken; t < tokens.Sentences[s].EndToken; t++) sentenceOf[t] = s;
        clauseHead = new int[count];
        for (int t = 0; t < count; t++)
        {
            int at = t;
            for (int steps = 0; steps < count && tokens.Head[at] >= 0 && !StartsClause(at); steps++) at = tokens.Head[at];
            clauseHead[t] = at;
        }
    }

    public Analysis Analysis { get; }

    public TokenTable Tokens => Analysis.Tokens;

    /// <summary>Direct dependents of a token, in text order.</summary>
    public ReadOnlySpan<int> Children(int token) => children.AsSpan(firstChild[token], firstChild[token + 1] - firstChild[token]);

    /// <summary>The token that heads the clause the token stands in (itself for a clause's head).</summary>
    public int ClauseOf(int token) => clauseHead[token];

    /// <summary>Index of the sentence the token stands in.</summary>
    public int SentenceOf(int token) => sentenceOf[token];

    /// <summary>The sentence the token stands in.</summary>
    public Sentence Sentence(int token) => Tokens.Sentences[sentenceOf[token]];

    public LanguageCode Language(int token) => Sentence(token).Language;

    public bool IsEnglish(int token) => Language(token) == LanguageCode.English;

    /// <summary>The relation without its subtype: "nsubj" for "nsubj:pass".</summary>
    public ReadOnlySpan<char> Relation(int token)
    {
        string deprel = Tokens.Deprel[token];
        int colon = deprel.IndexOf(':', StringComparison.Ordinal);
        return colon < 0 ? deprel : deprel.AsSpan(0, colon);
    }

    public bool Is(int token, string relation) => Relation(token).SequenceEqual(relation);

    /// <summary>Whether the lemma of a token is in a word list of its language (data/claims).</summary>
    internal bool LemmaIn(string list, int token) => words.Is(Language(token), list, Tokens.Lemma[token]);

    /// <summary>Whether the form of a token, in small letters or not, is in a word list of its language.</summary>
    internal bool FormIn(string list, int token) => words.Is(Language(token), list, Tokens.Form[token]);

    /// <summary>Whether a noun phrase has a preposition that is in a word list of its language.</summary>
    internal bool PrepositionIn(string list, int noun) => Child(noun, "case") is >= 0 and int adposition && words.Is(Language(noun), list, Tokens.Lemma[adposition]);

    /// <summary>First direct dependent with this relation (subtypes count), or −1.</summary>
    public int Child(int token, string relation)
    {
        foreach (int child in Children(token))
            if (Is(child, relation)) return child;
        return -1;
    }

    /// <summary>Whether <paramref name="token"/> is <paramref name="ancestor"/> or lies below it.</summary>
    public bool IsUnder(int token, int ancestor)
    {
        for (int at = token; at >= 0; at = Tokens.Head[at])
            if (at == ancestor) return true;
        return false;
    }

    /// <summary>First and past-the-last token of everything below a token, itself included.</summary>
    public (int First, int End) Extent(int token)
    {
        int first = token, end = token + 1;
        Widen(token, ref first, ref end, 0);
        return (first, end);
    }

    private void Widen(int token, ref int first, ref int end, int depth)
    {
        if (depth > 200) return;
        foreach (int child in Children(token))
        {
            first = Math.Min(first, child);
            end = Math.Max(end, child + 1);
            Widen(child, ref first, ref end, depth + 1);
        }
    }

    /// <summary>The noun phrase of a head without its clauses, appositions and conjuncts, as a token range trimmed of punctuation.</summary>
    public (int First, int End) Phrase(int head)
    {
        int first = head, end = head + 1;
        WidenPhrase(head, ref first, ref end, 0);
        while (first < head && Tokens.Upos[first] is Upos.PUNCT or Upos.ADP or Upos.CCONJ or Upos.SCONJ) first++;
        while (end > head + 1 && Tokens.Upos[end - 1] is Upos.PUNCT or Upos.ADP or Upos.CCONJ) end--;
        return (first, end);
    }

    private void WidenPhrase(int token, ref int first, ref int end, int depth)
    {
        if (depth > 8) return;
        foreach (int child in Children(token))
        {
            ReadOnlySpan<char> relation = Relation(child);
            if (relation is "case" or "punct" or "cc" or "conj" or "acl" or "appos" or "parataxis" or "advcl" or "cop" or "mark"
                or "nsubj" or "csubj" or "ccomp" or "aux" or "dep" or "orphan" or "list" or "discourse" or "vocative")
                continue;
            if (Tokens.Upos[token] is Upos.VERB && relation is "obl" or "obj" or "iobj" or "xcomp" or "advmod") continue;
            first = Math.Min(first, child);
            end = Math.Max(end, child + 1);
            WidenPhrase(child, ref first, ref end, depth + 1);
        }
    }

    /// <summary>The head and its conjuncts, in text order.</summary>
    public IEnumerable<int> WithConjuncts(int head)
    {
        yield return head;
        for (int i = firstChild[head]; i < firstChild[head + 1]; i++)
            if (Is(children[i], "conj") && Tokens.Upos[children[i]] is not (Upos.VERB or Upos.AUX)) yield return children[i];
    }

    /// <summary>Whether the verb is passive: says so by its features, a passive auxiliary or a passive subject.</summary>
    public bool IsPassive(int verb) => IsPassive(verb, 0);

    private bool IsPassive(int verb, int depth)
    {
        bool hasSubject = false, hasObject = false, hasAuxiliary = false;
        foreach (int child in Children(verb))
        {
            if (Tokens.Deprel[child] is "nsubj:pass" or "aux:pass" or "csubj:pass") return true;
            hasSubject |= Is(child, "nsubj");
            hasObject |= Is(child, "obj");
            hasAuxiliary |= Is(child, "aux");
        }
        if (!IsEnglish(verb)) return Tokens.Has(verb, "Voice", "Pass");
        if (!Tokens.Has(verb, "VerbForm", "Part") || !Tokens.Has(verb, "Tense", "Past")) return false;
        // "were killed and wounded" shares its auxiliary; "he killed three" is no participle, whatever the tagger says.
        if (Is(verb, "conj") && !hasSubject && !hasAuxiliary && depth < 4 && Tokens.Head[verb] >= 0 && Tokens.Upos[Tokens.Head[verb]] == Upos.VERB)
            return !hasObject && IsPassive(Tokens.Head[verb], depth + 1);
        return !hasSubject && !hasObject && !hasAuxiliary && !Is(verb, "root");
    }

    /// <summary>Subject of a verb or predicate, through conjunction, control, participles and relative clauses; −1 where none.</summary>
    public int Subject(int verb) => Subject(verb, 0);

    private int Subject(int verb, int depth)
    {
        foreach (int child in Children(verb))
            if (Is(child, "nsubj") && !IsOblique(child) && !FormIn("oblique-pronouns", child)) return Antecedent(child, verb);
        if (depth > 6) return -1;
        int head = Tokens.Head[verb];
        if (head < 0) return -1;
        ReadOnlySpan<char> relation = Relation(verb);
        if (relation is "conj" && Tokens.Upos[head] is Upos.VERB or Upos.AUX or Upos.ADJ or Upos.NOUN && IsPredicate(head)) return Subject(head, depth + 1);
        if (relation is "xcomp")
        {
            int controller = Child(head, "obj");
            if (controller < 0) controller = Child(head, "iobj");
            return controller >= 0 ? controller : Subject(head, depth + 1);
        }
        if (relation is "acl") return head;
        if (relation is "advcl" && Tokens.Feature(verb, "VerbForm") is "Part" or "Conv" or "Ger" or "Inf") return Subject(head, depth + 1);
        return -1;
    }

    // Parsers take «четверых увезли» for a subject; its case says that it is none. A counted noun stands in the genitive rightly.
    private bool IsOblique(int noun) =>
        Language(noun) is LanguageCode.Russian or LanguageCode.Ukrainian && Tokens.Feature(noun, "Case") is "Gen" or "Acc" or "Dat" or "Ins"
        && Child(noun, "nummod") < 0 && !Tokens.Has(noun, "Animacy", "Inan") && !StartsWithDigit(noun) && Child(noun, "det") < 0 && !IsQuantified(noun);

    private bool StartsWithDigit(int token) => Tokens.Form[token] is [var first, ..] && char.IsAsciiDigit(first);

    private bool IsQuantified(int noun) => noun > 0 && (Tokens.Upos[noun - 1] is Upos.NUM || StartsWithDigit(noun - 1));

    private bool IsPredicate(int token) => Tokens.Upos[token] is Upos.VERB or Upos.AUX || Child(token, "nsubj") >= 0 || Child(token, "cop") >= 0;

    // "which", "who", «который»: the noun the relative clause stands under.
    private int Antecedent(int token, int verb)
    {
        if (Tokens.Upos[token] is not (Upos.PRON or Upos.DET) || !(Tokens.Has(token, "PronType", "Rel") || LemmaIn("relative", token)))
            return token;
        for (int at = verb; at >= 0; at = Tokens.Head[at])
            if (Is(at, "acl") && Tokens.Head[at] >= 0) return Tokens.Head[at];
        return token;
    }

    /// <summary>Object of a verb, through conjunction and relative clauses; −1 where none.</summary>
    public int Object(int verb)
    {
        foreach (int child in Children(verb))
            if (Is(child, "obj")) return Antecedent(child, verb);
        foreach (int child in Children(verb))
            if (Is(child, "nsubj") && IsOblique(child)) return child;
        // «продолжают содержать 151 человека»: people counted right after the verb, whatever relation the parser found.
        if (!IsEnglish(verb) && !IsPassive(verb))
            foreach (int child in Children(verb))
            {
                bool isCounted = child > verb && Is(child, "obl") && Child(child, "case") < 0 && Child(child, "nummod") >= 0;
                if (isCounted && Tokens.Has(child, "Animacy", "Anim") && Tokens.Feature(child, "Case") is "Gen" or "Acc") return child;
            }
        // "detained and beat the men": the shared object stands under the last verb.
        foreach (int child in Children(verb))
            if (Is(child, "conj") && Tokens.Upos[child] == Upos.VERB && child == NextContent(verb))
                foreach (int below in Children(child))
                    if (Is(below, "obj")) return below;
        return -1;
    }

    private int NextContent(int token)
    {
        Sentence sentence = Sentence(token);
        for (int t = token + 1; t < sentence.EndToken; t++)
            if (Tokens.Upos[t] is not (Upos.CCONJ or Upos.PUNCT or Upos.ADV)) return t;
        return -1;
    }

    /// <summary>Lower-case form of the preposition of a noun phrase ("by"), or empty where none.</summary>
    public string Preposition(int noun)
    {
        int adposition = Child(noun, "case");
        return adposition < 0 ? "" : Tokens.Lemma[adposition];
    }

    private bool StartsClause(int token)
    {
        ReadOnlySpan<char> relation = Relation(token);
        if (relation is "root" or "ccomp" or "advcl" or "acl" or "parataxis" or "csubj") return true;
        return relation is "conj" && IsPredicate(token) && Tokens.Upos[token] is Upos.VERB or Upos.AUX or Upos.ADJ;
    }
}
