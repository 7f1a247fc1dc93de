using Hearsay.Text;

namespace Hearsay.Claims;

/// <summary>How sure a claim is, and why.</summary>
/// <param name="Certainty">The verdict before sources are counted; null where nothing but the sources decides.</param>
/// <param name="Polarity">Whether it is said to have happened.</param>
/// <param name="Rule">Stable id of the rule that decided.</param>
public readonly record struct Verdict(Certainty? Certainty, Polarity Polarity, string Rule);

/// <summary>Reads hedges, negation, conditions, plans and futures around a trigger. Immutable, safe to share.</summary>
/// <remarks>Labels follow the factuality scales of FactBank and UDS-Factuality, collapsed to what a reader of reports needs.</remarks>
public sealed class CertaintyReader(AttributionReader attribution)
{
    /// <summary>Judges one trigger.</summary>
    /// <param name="tree">Trees of the document.</param>
    /// <param name="token">The trigger's token.</param>
    /// <param name="rule">Its rule; a rule that asks for negation has used it up.</param>
    public Verdict Read(SyntaxTree tree, int token, TriggerRule rule)
    {
        TokenTable tokens = tree.Tokens;
        Sentence sentence = tree.Sentence(token);
        CueWords cues = attribution.CuesOf(sentence.Language);
        bool isEnglish = sentence.Language == LanguageCode.English, tellsFlight = rule.Type.Code is "flight" or "displacement";
        bool usesNegation = rule.Need.Concat(rule.Any).Any(c => c.Flag == "negated");
        if (tokens.Form[sentence.EndToken - 1] is "?" || (sentence.EndToken - 2 > token && tokens.Form[sentence.EndToken - 2] is "?")) return Unreal("question");
        if (!usesNegation && (Negation.IsNegated(tree, token) || IsWithoutNews(tree, token, cues) || IsWithout(tree, token, rule) || IsWithoutArrival(tree, token, cues)))
            return new Verdict(Certainty.Denied, Polarity.Negative, "certainty/negated");
        if (isEnglish && IsForetold(tree, token)) return Unreal("prospect");
        // "How many people came under fire is not specified", "it was unclear how many were killed".
        if (isEnglish && IsAsked(tree, token)) return Unreal("question");
        // "planning to blow up", "tried to cross": right before the verb, wherever the parser hangs it.
        bool isInfinitive = isEnglish && token >= sentence.FirstToken + 2 && tokens.Form[token - 1] == "to" && tokens.Upos[token] == Upos.VERB;
        if (isInfinitive && tree.FormIn("planning", token - 2)) return Unreal("attempt");
        if (isEnglish ? EnglishGeneric.IsGeneric(tree, token, rule.Type) : GenericReader.IsGeneric(tree, token)) return Unreal("condition");
        // Who tried to flee was on the way.
        if (!isEnglish && !tellsFlight && IsOnlyTried(tree, token, cues)) return Unreal("attempt");

        // Walk up through what governs the trigger until the clause that stands on its own.
        bool isHedged = false;
        string hedge = "";
        int at = token;
        for (int steps = 0; at >= 0 && steps < 12; steps++)
        {
            // "a video purportedly showing": the adverb right before a verb is its own, whatever the parser hung it on.
            bool isAfterAdverb = at > sentence.FirstToken && at <= token && tokens.Upos[at] == Upos.VERB && tokens.Upos[at - 1] == Upos.ADV;
            if (isAfterAdverb && cues.Is("hedges", tokens.Lemma[at - 1].ToLowerInvariant())) (isHedged, hedge) = (true, tokens.Lemma[at - 1]);
            foreach (int child in tree.Children(at))
            {
                string lemma = tokens.Lemma[child].ToLowerInvariant();
                // "suspected drone attacks": the participle by its form.
                if (isEnglish && child != token && tree.Is(child, "amod") && at == token && tokens.Upos[token] == Upos.NOUN && cues.Is("hedges", tokens.Form[child].ToLowerInvariant())) (isHedged, hedge) = (true, tokens.Form[child]);
                if (child != token && cues.Is("hedges", lemma) && tree.ClauseOf(child) is var c && (c == tree.ClauseOf(at) || c == child)) (isHedged, hedge) = (true, lemma);
                if (!(tree.Is(child, "aux") || tree.Is(child, "advmod") || tree.Is(child, "mark") || tree.Is(child, "expl"))) continue;
                if (cues.Is("future-marks", lemma) && at != tokens.Head[token]) return new Verdict(Certainty.Future, Polarity.Positive, "certainty/future");
                // «будто бы»: rumour, no condition.
                if (lemma is "бы" or "би" && child > 0 && tree.LemmaIn("rumour-marks", child - 1)) (isHedged, hedge) = (true, "будто бы");
                else if (cues.Is("hypothetical-marks", lemma) && !(tree.LemmaIn("so-that", child) && tree.Is(at, "ccomp"))) return Unreal("condition");
                if (!cues.Is("modals", lemma)) continue;
                bool isPerfect = tree.Children(at).ToArray().Any(a => tree.Is(a, "aux") && tokens.Lemma[a] == "have");
                if (!isPerfect) return Unreal("modal");
                (isHedged, hedge) = (true, lemma);
            }
            if (at == token && IsFuture(tree, at) && HasCondition(tree, at, cues)) return Unreal("condition");
            if (at == token && IsFuture(tree, at)) return new Verdict(Certainty.Future, Polarity.Positive, "certainty/future-tense");
            int head = tokens.Head[at];
            if (head < 0) break;
            // "could worsen the violence that has already killed 300": a finite relative clause stands on its own.
            if (isEnglish && tree.Is(at, "acl") && (tokens.Has(at, "VerbForm", "Fin") || tree.Children(at).ToArray().Any(child => tree.Is(child, "aux") && tokens.Has(child, "VerbForm", "Fin"))) && at <= token) break;
            // «спробував сховатися у чагарниках, але був затриманий»: what follows "but" stands on its own, whatever the parser hung it on.
            if (!isEnglish && tree.Is(at, "acl") && tree.Child(at, "cc") >= 0 && tokens.Has(at, "VerbForm", "Part")) break;
            // «планировали отступить, и там был убит один»: a conjunct with its own subject or auxiliary stands on its own.
            bool isFiniteConjunct = tree.Is(at, "conj") && tokens.Has(head, "VerbForm", "Inf") && !tokens.Has(at, "VerbForm", "Inf");
            if (isFiniteConjunct && (tree.Child(at, "nsubj") >= 0 || tree.Child(at, "aux") >= 0)) break;
            string headLemma = tokens.Lemma[head].ToLowerInvariant();
            bool isComplement = tokens.Upos[head] is Upos.VERB or Upos.ADJ or Upos.NOUN && IsComplement(tree, at, token);
            bool isTried = isComplement && (cues.Is("attempt", headLemma) || cues.Is("future-marks", headLemma));
            if (isTried && !(tree.Is(at, "obj") && tree.LemmaIn("takes-object", head)))
            {
                // «намагалися перетнути кордон»: who tries to flee is in flight.
                if (!tellsFlight || !tree.LemmaIn("trying", head)) return Unreal("attempt");
                at = head;
                continue;
            }
            // "afraid of being arrested", "for fear of being shot": nobody has been.
            if (cues.Is("fears", headLemma) && tokens.Upos[head] is Upos.ADJ or Upos.NOUN && IsFeared(tree, at)) return Unreal("attempt");
            if (at == token && isEnglish && (IsThreat(tree, at, head) || rule.Type.Family == "harm" && IsPurpose(tree, at, head))) return Unreal("attempt");
            bool isProspect = tree.Is(at, "nmod") && tokens.Upos[at] == Upos.NOUN && cues.Is("prospects", headLemma);
            if (isProspect && !(tellsFlight && headLemma is "спроба")) return Unreal("prospect");
            if (tree.Is(at, "xcomp"))
            {
                if (cues.Is("modals", headLemma)) return Unreal("modal");
                if (cues.Is("hedge-verbs", headLemma) || cues.Is("report", headLemma) && tree.IsPassive(head)) (isHedged, hedge) = (true, headLemma);
            }
            // "It appears that the patrol was ambushed"
            if (isEnglish && tree.Is(at, "ccomp") && tree.LemmaIn("seeming", head) && (tree.Child(head, "nsubj") < 0 || tokens.Lemma[tree.Child(head, "nsubj")] == "it")) (isHedged, hedge) = (true, headLemma);
            if (tree.Is(at, "root") || (tree.Is(at, "ccomp") && tokens.Upos[head] == Upos.VERB) || tree.Is(at, "parataxis")) break;
            at = head;
        }
        if (!isHedged && !isEnglish && AsideHedge(tree, token, cues) is >= 0 and int aside) return new Verdict(Certainty.Hedged, Polarity.Positive, "certainty/aside:" + tokens.Lemma[aside]);
        if (!isHedged)
        {
            // Adverbs and adjectives beside the trigger ("a suspected drone attack", «вероятный удар»).
            for (int t = Math.Max(sentence.FirstToken, token - 3); t < token; t++)
                // «за попередню добу»: the day before is no guess.
                if (cues.Is("hedges", tokens.Lemma[t].ToLowerInvariant()) && tree.ClauseOf(t) == tree.ClauseOf(token) && !(t + 1 < sentence.EndToken && tree.LemmaIn("periods", t + 1))) (isHedged, hedge) = (true, tokens.Lemma[t]);
        }
        return isHedged ? new Verdict(Certainty.Hedged, Polarity.Positive, "certainty/hedge:" + hedge) : new Verdict(null, Polarity.Positive, "certainty/plain");
    }

    private static Verdict Unreal(string why) => new(Certainty.Hypothetical, Polarity.Positive, "certainty/" + why);

    // "more deaths", "possible strikes" without a number foretell, unless they have been suffered.
    private static bool IsForetold(SyntaxTree tree, int noun)
    {
        TokenTable tokens = tree.Tokens;
        if (tokens.Upos[noun] != Upos.NOUN || !tokens.Has(noun, "Number", "Plur") || noun <= tree.Sentence(noun).FirstToken) return false;
        if (!tree.LemmaIn("foretelling", noun - 1) || tree.Child(noun, "nummod") >= 0) return false;
        return !(tokens.Head[noun] is >= 0 and int bearer && tree.LemmaIn("bearing", bearer));
    }

    // What is tried, planned or asked for, under the word that says so.
    private static bool IsComplement(SyntaxTree tree, int at, int trigger) =>
        tree.Is(at, "xcomp") || tree.Is(at, "ccomp") || tree.Is(at, "csubj") || (tree.Is(at, "obj") && at == trigger)
        || (tree.Is(at, "advcl") && HasPurpose(tree, at)) || (tree.Is(at, "acl") && tree.Tokens.Has(at, "VerbForm", "Inf"));

    private static bool IsFeared(SyntaxTree tree, int at) =>
        tree.Is(at, "advcl") || tree.Is(at, "ccomp") || tree.Is(at, "xcomp") || tree.Is(at, "acl") || tree.Is(at, "nmod") || tree.Is(at, "obl");

    // "threatened them with prison", "Capturing the city is a goal": not said to have happened.
    private static bool IsThreat(SyntaxTree tree, int at, int head) =>
        tree.Is(at, "obl") && tree.Tokens.Lemma[head].Equals("threaten", StringComparison.OrdinalIgnoreCase) && tree.Preposition(at) == "with"
        || tree.Is(at, "csubj") && tree.Child(head, "cop") >= 0;

    // "sends them to the front to be slaughtered": a purpose.
    private static bool IsPurpose(SyntaxTree tree, int at, int head) => (tree.Is(at, "advcl") || tree.Is(at, "acl") && tree.Is(head, "obl")) && IsToBe(tree, at);

    // "how many" or "whether" at most so far before the trigger, with nothing but its subject between.
    private static bool IsAsked(SyntaxTree tree, int token)
    {
        const int reach = 8;
        TokenTable tokens = tree.Tokens;
        for (int t = token - 1; t > Math.Max(tree.Sentence(token).FirstToken - 1, token - reach) && tokens.Form[t] is not ("," or ";" or ":" or "\""); t--)
            if (tree.FormIn("asked-how", t) && t > tree.Sentence(token).FirstToken - 1 && (tokens.Lemma[t] != "many" || t > 0 && tokens.Form[t - 1].Equals("how", StringComparison.OrdinalIgnoreCase))) return true;
        return false;
    }

    private static bool IsToBe(SyntaxTree tree, int token)
    {
        bool isInfinitive = false, isPassive = false;
        foreach (int child in tree.Children(token))
        {
            isInfinitive |= tree.Is(child, "mark") && tree.Tokens.Form[child] == "to";
            isPassive |= tree.Tokens.Form[child] is "be" or "get" && tree.Is(child, "aux");
        }
        return isInfinitive && isPassive;
    }

    // «готовился взорвать», «попытки захватить», «должны были проникнуть»: an infinitive right after the word that makes it a plan or an attempt.
    private static bool IsOnlyTried(SyntaxTree tree, int token, CueWords cues)
    {
        TokenTable tokens = tree.Tokens;
        if (!tokens.Has(token, "VerbForm", "Inf")) return false;
        int before = token - 1, first = tree.Sentence(token).FirstToken;
        while (before > first && IsBetween(before)) before--;
        if (before < first) return false;
        if (tokens.Upos[before] is not (Upos.VERB or Upos.ADJ or Upos.NOUN) || tokens.Has(before, "Polarity", "Neg")) return false;
        string lemma = tokens.Lemma[before].ToLowerInvariant();
        bool isTried = cues.Is("attempt", lemma) || tokens.Form[before].EndsWith('я') && cues.Is("attempt", lemma + "ся")
            || cues.Is("prospects", lemma) || tree.LemmaIn("must", before) || tree.LemmaIn("aims", before);
        return isTried && !Negation.IsNegated(tree, before);

        bool IsBetween(int at) => tokens.Upos[at] is Upos.ADV or Upos.AUX or Upos.PRON or Upos.PART or Upos.CCONJ or Upos.DET
            || tokens.Has(at, "VerbForm", "Inf") && tokens.Upos[at + 1] == Upos.CCONJ;
    }

    // "no immediate reports of casualties", «данных о пострадавших нет»: nobody says that it happened.
    private static bool IsWithoutNews(SyntaxTree tree, int token, CueWords cues)
    {
        TokenTable tokens = tree.Tokens;
        token = FirstConjunct(tree, token);
        int news = tokens.Head[token];
        if (news < 0 || tokens.Upos[news] is not Upos.NOUN || !(tree.Is(token, "nmod") || tree.Is(token, "acl") || tree.Is(token, "obl"))) return false;
        if (!cues.Is("news", tokens.Lemma[news].ToLowerInvariant())) return false;
        return Negation.IsNegated(tree, news);
    }

    // «обошлось без жертв и пострадавших»
    private static bool IsWithout(SyntaxTree tree, int token, TriggerRule rule) =>
        rule.Type.Family == "harm" && !tree.IsEnglish(token) && tree.Preposition(FirstConjunct(tree, token)) == "без";

    private static int FirstConjunct(SyntaxTree tree, int token)
    {
        while (tree.Is(token, "conj") && tree.Tokens.Upos[token] == tree.Tokens.Upos[tree.Tokens.Head[token]]) token = tree.Tokens.Head[token];
        return token;
    }

    // «Інформація про постраждалих не надходила»: the parser hangs the people on the verb.
    private static bool IsWithoutArrival(SyntaxTree tree, int token, CueWords cues)
    {
        int verb = tree.Tokens.Head[token];
        if (verb < 0 || tree.Tokens.Upos[verb] != Upos.VERB || !tree.Is(token, "obl") || !tree.PrepositionIn("about", token)) return false;
        return tree.Child(verb, "nsubj") is >= 0 and int news && cues.Is("news", tree.Tokens.Lemma[news].ToLowerInvariant()) && Negation.IsNegated(tree, verb);
    }

    private static bool IsFuture(SyntaxTree tree, int token) =>
        tree.Tokens.Has(token, "Tense", "Fut") && !tree.IsEnglish(token) && tree.Tokens.Upos[token] == Upos.VERB;

    // «Если повестки не отменят, шахтёры перекроют трассу»
    private static bool HasCondition(SyntaxTree tree, int token, CueWords cues)
    {
        foreach (int child in tree.Children(token))
            if (tree.Is(child, "advcl") && tree.Child(child, "mark") is >= 0 and int mark && cues.Is("hypothetical-marks", tree.Tokens.Lemma[mark].ToLowerInvariant()) && !tree.LemmaIn("so-that", mark)) return true;
        return false;
    }

    // «Гарнизон, судя по всему, оставил высоту», «По неподтверждённой информации, в Кидале взят…»: an aside between commas or one that opens the sentence,
    // before the trigger with no other verb between, whatever the tree hangs it on. Returns its word, or −1.
    private static int AsideHedge(SyntaxTree tree, int token, CueWords cues)
    {
        const int longestAside = 4;
        TokenTable tokens = tree.Tokens;
        int first = tree.Sentence(token).FirstToken, close = token - 1;
        for (; close > first && tokens.Form[close] != ","; close--)
            if (tokens.Upos[close] is Upos.VERB or Upos.SCONJ) return -1;
        int open = close - 1;
        while (open >= first && tokens.Upos[open] != Upos.PUNCT) open--;
        if (close <= first || close - open - 1 > longestAside || open >= first && tokens.Form[open] != ",") return -1;
        int start = open + 1;
        if (tree.FormIn("hedging-openers", start) && tree.FormIn("hedging-closers", close - 1)) return start;
        if (tokens.Upos[start] != Upos.ADP) return -1;
        for (int t = start + 1; t < close - 1; t++)
            if (tokens.Upos[t] == Upos.ADJ && cues.Is("hedges", tokens.Lemma[t].ToLowerInvariant())) return t;
        return -1;
    }

    private static bool HasPurpose(SyntaxTree tree, int clause)
    {
        if (tree.Tokens.Has(clause, "VerbForm", "Inf")) return true;
        foreach (int child in tree.Children(clause))
            if (tree.Is(child, "mark") && tree.LemmaIn("so-that", child)) return true;
        return false;
    }
}
