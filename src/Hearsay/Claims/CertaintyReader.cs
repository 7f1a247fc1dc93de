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
        bool usesNegation = rule.Need.Concat(rule.Any).Any(c => c.Flag == "negated");
        if (tokens.Form[sentence.EndToken - 1] is "?" || (sentence.EndToken - 2 > token && tokens.Form[sentence.EndToken - 2] is "?")) return new Verdict(Certainty.Hypothetical, Polarity.Positive, "certainty/question");
        if (!usesNegation && (Negation.IsNegated(tree, token) || IsWithoutNews(tree, token, cues) || IsWithoutArrival(tree, token, cues))) return new Verdict(Certainty.Denied, Polarity.Negative, "certainty/negated");

        // "more deaths", «новые атаки» without a number foretell.
        if (sentence.Language == LanguageCode.English && tokens.Upos[token] == Upos.NOUN && tokens.Has(token, "Number", "Plur") && token > sentence.FirstToken
            && tree.LemmaIn("foretelling", token - 1) && tree.Child(token, "nummod") < 0 && !(tokens.Head[token] is >= 0 and int bearer && tree.LemmaIn("bearing", bearer)))
            return new Verdict(Certainty.Hypothetical, Polarity.Positive, "certainty/prospect");

        // "planning to blow up", "tried to cross": right before the verb, wherever the parser hangs it.
        if (sentence.Language == LanguageCode.English && token >= sentence.FirstToken + 2 && tokens.Form[token - 1] == "to" && tokens.Upos[token] == Upos.VERB && tree.FormIn("planning", token - 2))
            return new Verdict(Certainty.Hypothetical, Polarity.Positive, "certainty/attempt");
        // Who tried to flee was on the way.
        if (sentence.Language != LanguageCode.English && rule.Type.Code is not ("flight" or "displacement") && IsOnlyTried(tree, token, cues)) return new Verdict(Certainty.Hypothetical, Polarity.Positive, "certainty/attempt");

        // Walk up through what governs the trigger until the clause that stands on its own.
        bool isHedged = false;
        string hedge = "";
        int at = token;
        for (int steps = 0; at >= 0 && steps < 12; steps++)
        {
            // "a video purportedly showing": the adverb right before a verb is its own, whatever the parser hung it on.
            if (at > sentence.FirstToken && at <= token && tokens.Upos[at] == Upos.VERB && tokens.Upos[at - 1] == Upos.ADV && cues.Is("hedges", tokens.Lemma[at - 1].ToLowerInvariant())) (isHedged, hedge) = (true, tokens.Lemma[at - 1]);
            foreach (int child in tree.Children(at))
            {
                string lemma = tokens.Lemma[child].ToLowerInvariant();
                if (child != token && cues.Is("hedges", lemma) && tree.ClauseOf(child) is var c && (c == tree.ClauseOf(at) || c == child)) (isHedged, hedge) = (true, lemma);
                if (tree.Is(child, "aux") || tree.Is(child, "advmod") || tree.Is(child, "mark") || tree.Is(child, "expl"))
                {
                    if (cues.Is("future-marks", lemma) && at != tokens.Head[token]) return new Verdict(Certainty.Future, Polarity.Positive, "certainty/future");
                    // «будто бы»: rumour, no condition.
                    if (lemma is "бы" or "би" && child > 0 && tree.LemmaIn("rumour-marks", child - 1)) (isHedged, hedge) = (true, "будто бы");
                    else if (cues.Is("hypothetical-marks", lemma) && !(tree.LemmaIn("so-that", child) && tree.Is(at, "ccomp"))) return new Verdict(Certainty.Hypothetical, Polarity.Positive, "certainty/condition");
                    if (cues.Is("modals", lemma))
                    {
                        bool perfect = tree.Children(at).ToArray().Any(a => tree.Is(a, "aux") && tokens.Lemma[a] == "have");
                        if (!perfect) return new Verdict(Certainty.Hypothetical, Polarity.Positive, "certainty/modal");
                        (isHedged, hedge) = (true, lemma);
                    }
                }
            }
            if (at == token && IsFuture(tree, at)) return new Verdict(Certainty.Future, Polarity.Positive, "certainty/future-tense");
            int head = tokens.Head[at];
            if (head < 0) break;
            // «спробував сховатися у чагарниках, але був затриманий»: what follows "but" stands on its own, whatever the parser hung it on.
            if (sentence.Language != LanguageCode.English && tree.Is(at, "acl") && tree.Child(at, "cc") >= 0 && tokens.Has(at, "VerbForm", "Part")) break;
            // «планировали отступить, и там был убит один»: a conjunct with its own subject or auxiliary stands on its own.
            if (tree.Is(at, "conj") && tokens.Has(head, "VerbForm", "Inf") && !tokens.Has(at, "VerbForm", "Inf") && (tree.Child(at, "nsubj") >= 0 || tree.Child(at, "aux") >= 0)) break;
            string headLemma = tokens.Lemma[head].ToLowerInvariant();
            if (tokens.Upos[head] is Upos.VERB or Upos.ADJ or Upos.NOUN && (tree.Is(at, "xcomp") || tree.Is(at, "ccomp") || (tree.Is(at, "obj") && at == token) || (tree.Is(at, "advcl") && HasPurpose(tree, at)) || (tree.Is(at, "csubj") || (tree.Is(at, "acl") && tokens.Has(at, "VerbForm", "Inf"))))
                && (cues.Is("attempt", headLemma) || cues.Is("future-marks", headLemma)) && !(tree.Is(at, "obj") && tree.LemmaIn("takes-object", head)))
            {
                // «намагалися перетнути кордон»: who tries to flee is in flight.
                if (rule.Type.Code is "flight" or "displacement" && tree.LemmaIn("trying", head)) { at = head; continue; }
                return new Verdict(Certainty.Hypothetical, Polarity.Positive, "certainty/attempt");
            }
            // "afraid of being arrested", "for fear of being shot": nobody has been.
            if (cues.Is("fears", headLemma) && tokens.Upos[head] is Upos.ADJ or Upos.NOUN && (tree.Is(at, "advcl") || tree.Is(at, "ccomp") || tree.Is(at, "xcomp") || tree.Is(at, "acl") || tree.Is(at, "nmod") || tree.Is(at, "obl"))) return new Verdict(Certainty.Hypothetical, Polarity.Positive, "certainty/attempt");
            // "threatened them with prison", "Capturing the city is a goal": not said to have happened.
            if (at == token && sentence.Language == LanguageCode.English && (tree.Is(at, "obl") && headLemma == "threaten" && tree.Preposition(at) == "with" || tree.Is(at, "csubj") && tree.Child(head, "cop") >= 0)) return new Verdict(Certainty.Hypothetical, Polarity.Positive, "certainty/attempt");
            // "sends them to the front to be slaughtered": a purpose.
            if (at == token && sentence.Language == LanguageCode.English && rule.Type.Family == "harm" && (tree.Is(at, "advcl") || tree.Is(at, "acl") && tree.Is(head, "obl")) && IsToBe(tree, at)) return new Verdict(Certainty.Hypothetical, Polarity.Positive, "certainty/attempt");
            if (tree.Is(at, "nmod") && tokens.Upos[at] == Upos.NOUN && cues.Is("prospects", headLemma) && !(rule.Type.Code is "flight" or "displacement" && headLemma is "спроба")) return new Verdict(Certainty.Hypothetical, Polarity.Positive, "certainty/prospect");
            if (tree.Is(at, "xcomp") && cues.Is("modals", headLemma)) return new Verdict(Certainty.Hypothetical, Polarity.Positive, "certainty/modal");
            if (tree.Is(at, "xcomp") && cues.Is("hedge-verbs", headLemma)) (isHedged, hedge) = (true, headLemma);
            if (tree.Is(at, "xcomp") && cues.Is("report", headLemma) && tree.IsPassive(head)) (isHedged, hedge) = (true, headLemma);
            if (tree.Is(at, "root") || (tree.Is(at, "ccomp") && tokens.Upos[head] == Upos.VERB) || tree.Is(at, "parataxis")) break;
            at = head;
        }
        if (!isHedged)
        {
            // Adverbs and adjectives beside the trigger ("a suspected drone attack", «вероятный удар»).
            for (int t = Math.Max(sentence.FirstToken, token - 3); t < token; t++)
                if (cues.Is("hedges", tokens.Lemma[t].ToLowerInvariant()) && tree.ClauseOf(t) == tree.ClauseOf(token)) (isHedged, hedge) = (true, tokens.Lemma[t]);
        }
        return isHedged ? new Verdict(Certainty.Hedged, Polarity.Positive, "certainty/hedge:" + hedge) : new Verdict(null, Polarity.Positive, "certainty/plain");
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
        while (before > first && tokens.Upos[before] is Upos.ADV or Upos.AUX or Upos.PRON or Upos.PART or Upos.CCONJ or Upos.DET || before > first && tokens.Has(before, "VerbForm", "Inf") && tokens.Upos[before + 1] == Upos.CCONJ) before--;
        string lemma = before >= first ? tokens.Lemma[before].ToLowerInvariant() : "";
        return tokens.Upos[Math.Max(before, first)] is Upos.VERB or Upos.ADJ or Upos.NOUN && (cues.Is("attempt", lemma) || cues.Is("attempt", lemma + "ся") && tokens.Form[Math.Max(before, first)].EndsWith('я') || cues.Is("prospects", lemma) || before >= first && tree.LemmaIn("must", before)) && !tokens.Has(before, "Polarity", "Neg") && !Negation.IsNegated(tree, before);
    }

    // "no immediate reports of casualties", «данных о пострадавших нет»: nobody says that it happened.
    private static bool IsWithoutNews(SyntaxTree tree, int token, CueWords cues)
    {
        TokenTable tokens = tree.Tokens;
        int news = tokens.Head[token];
        if (news < 0 || !tree.Is(token, "nmod") && !tree.Is(token, "acl") && !tree.Is(token, "obl") || tokens.Upos[news] is not Upos.NOUN || !cues.Is("news", tokens.Lemma[news].ToLowerInvariant())) return false;
        return Negation.IsNegated(tree, news);
    }

    // «Інформація про постраждалих не надходила»: the parser hangs the people on the verb.
    private static bool IsWithoutArrival(SyntaxTree tree, int token, CueWords cues)
    {
        int verb = tree.Tokens.Head[token];
        return verb >= 0 && tree.Is(token, "obl") && tree.PrepositionIn("about", token) && tree.Tokens.Upos[verb] == Upos.VERB && tree.Child(verb, "nsubj") is >= 0 and int news
            && cues.Is("news", tree.Tokens.Lemma[news].ToLowerInvariant()) && Negation.IsNegated(tree, verb);
    }

    private static bool IsFuture(SyntaxTree tree, int token) =>
        tree.Tokens.Has(token, "Tense", "Fut") && !tree.IsEnglish(token) && tree.Tokens.Upos[token] == Upos.VERB;

    private static bool HasPurpose(SyntaxTree tree, int clause)
    {
        if (tree.Tokens.Has(clause, "VerbForm", "Inf")) return true;
        foreach (int child in tree.Children(clause))
            if (tree.Is(child, "mark") && tree.LemmaIn("so-that", child)) return true;
        return false;
    }
}
