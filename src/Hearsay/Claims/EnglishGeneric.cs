using Hearsay.Text;

namespace Hearsay.Claims;

/// <summary>Whether English words speak of a kind of event rather than of one that happened: law, definition, right, habit, exercise, plan.</summary>
internal static class EnglishGeneric
{
    /// <summary>Whether nothing is said to have happened at a trigger.</summary>
    public static bool IsGeneric(SyntaxTree tree, int token, EventType type)
    {
        bool isNoun = tree.Tokens.Upos[token] == Upos.NOUN;
        if (IsRight(tree, token) || IsAppointed(tree, token) || IsScripted(tree, token) || IsRuled(tree, token)) return true;
        if (type.Family == "coercion" && IsAble(tree, token) || IsOfAnyone(tree, token)) return true;
        if (isNoun && (type.Family == "coercion" && IsPenalty(tree, token) || IsAnyOne(tree, token))) return true;
        return type.Family is "civil" or "violence" or "control" && IsHabit(tree, token) || type.Family is "harm" or "violence" && IsTruth(tree, token);
    }

    // "the right to protest"
    private static bool IsRight(SyntaxTree tree, int token)
    {
        int noun = tree.Tokens.Head[token];
        return noun >= 0 && noun < token && tree.Is(token, "acl") && tree.Tokens.Has(token, "VerbForm", "Inf") && tree.LemmaIn("rights", noun);
    }

    // "Peacekeepers are to leave by the end of the year"
    private static bool IsAppointed(SyntaxTree tree, int token)
    {
        TokenTable tokens = tree.Tokens;
        if (token < tree.Sentence(token).FirstToken + 2 || !tokens.Has(token, "VerbForm", "Inf") || tokens.Form[token - 1] != "to") return false;
        int be = token - 2;
        return tokens.Lemma[be] == "be" && tokens.Has(be, "Tense", "Pres") && (tokens.Head[be] == token || tokens.Head[token] == be);
    }

    // "According to the scenario, a missile hit the school", "rehearsed the evacuation"
    private static bool IsScripted(SyntaxTree tree, int token)
    {
        const int reach = 6;
        Sentence sentence = tree.Sentence(token);
        for (int t = sentence.FirstToken; t < Math.Min(sentence.EndToken, sentence.FirstToken + reach); t++)
            if (tree.LemmaIn("scripts", t) && (tree.Is(t, "obl") || tree.Is(t, "nsubj"))) return true;
        int verb = tree.Tokens.Head[token];
        return verb >= 0 && tree.Is(token, "obj") && tree.LemmaIn("rehearsing", verb);
    }

    // "The Conventions require that the wounded be returned", "Under the law it is punished": in the present, by a rule.
    private static bool IsRuled(SyntaxTree tree, int token)
    {
        TokenTable tokens = tree.Tokens;
        for (int at = token, steps = 0; at >= 0 && steps < 6; at = tokens.Head[at], steps++)
        {
            if (!IsPresent(tree, at)) continue;
            foreach (int child in tree.Children(at))
            {
                if (tree.Is(child, "nsubj") && tree.LemmaIn("rules", child) && tree.LemmaIn("ruling", at)) return true;
                if (child < at && tree.Is(child, "obl") && tree.LemmaIn("rules", child) && tree.PrepositionIn("under", child)) return true;
            }
        }
        return false;
    }

    // "faces life imprisonment", "punishable by detention"
    private static bool IsPenalty(SyntaxTree tree, int noun)
    {
        int verb = tree.Tokens.Head[noun];
        return verb >= 0 && (tree.Is(noun, "obj") || tree.Is(noun, "obl")) && tree.LemmaIn("facing", verb);
    }

    // "can be sentenced to ten years"
    private static bool IsAble(SyntaxTree tree, int verb)
    {
        foreach (int child in tree.Children(verb))
            if (tree.Is(child, "aux") && tree.LemmaIn("able", child)) return true;
        return false;
    }

    // "A soldier who refuses an order can be sentenced": whoever does it.
    private static bool IsOfAnyone(SyntaxTree tree, int token)
    {
        int who = tree.Tokens.Head[token];
        return tree.Is(token, "acl") && who >= 0 && who < token && IsPresent(tree, token) && tree.Is(who, "nsubj") && tree.Tokens.Head[who] is >= 0 and int verb && IsAble(tree, verb);
    }

    // "In a real attack every minute counts": some event or other, in the present.
    private static bool IsAnyOne(SyntaxTree tree, int noun)
    {
        TokenTable tokens = tree.Tokens;
        if (noun >= 2 && tree.LemmaIn("real", noun - 1) && tree.LemmaIn("any", noun - 2)) return true;
        int verb = tokens.Head[noun];
        if (verb < 0 || !tree.Is(noun, "obl") || !tree.PrepositionIn("within", noun) || !IsPresent(tree, verb)) return false;
        foreach (int child in tree.Children(noun))
            if (tree.Is(child, "det") && tree.LemmaIn("any", child)) return true;
        return false;
    }

    // "Families rally every Sunday", "It publishes a map every day and marks advances"
    private static bool IsHabit(SyntaxTree tree, int token)
    {
        TokenTable tokens = tree.Tokens;
        if (IsEvery(tree, token)) return true;
        int verb = tokens.Upos[token] == Upos.VERB ? token : tree.ClauseOf(token);
        if (verb < 0 || !IsPresent(tree, verb)) return false;
        foreach (int clause in tree.Is(verb, "conj") && tokens.Head[verb] >= 0 ? (int[])[verb, tokens.Head[verb]] : [verb])
            foreach (int child in tree.Children(clause))
            {
                if (!tree.Is(child, "obl") && !tree.Is(child, "advmod")) continue;
                if (tree.LemmaIn("habitual", child)) return true;
                foreach (int below in tree.Children(child))
                    if (tree.LemmaIn("each", below) && tree.Is(below, "det")) return true;
            }
        return false;
    }

    // "Families rally every Sunday": right after the event, where no verb of the sentence stands in the past.
    private static bool IsEvery(SyntaxTree tree, int token)
    {
        const int reach = 5;
        TokenTable tokens = tree.Tokens;
        Sentence sentence = tree.Sentence(token);
        bool isEvery = false;
        for (int t = token + 1; t < Math.Min(sentence.EndToken - 1, token + reach); t++)
            isEvery |= tree.LemmaIn("each", t) && (tree.LemmaIn("periods", t + 1) || tokens.Upos[t + 1] == Upos.PROPN);
        for (int t = sentence.FirstToken; t < sentence.EndToken && isEvery; t++)
            if (tokens.Has(t, "Tense", "Past") && !tokens.Has(t, "Voice", "Pass")) isEvery = false;
        return isEvery;
    }

    // "famine kills children", "the air force attacks only armed groups": reported in the simple present, of nobody in particular.
    private static bool IsTruth(SyntaxTree tree, int token)
    {
        TokenTable tokens = tree.Tokens;
        if (!tree.Is(token, "ccomp") || !IsPresent(tree, token) || tokens.Upos[token] != Upos.VERB) return false;
        if (tree.Object(token) is not (>= 0 and int suffers) || !tokens.Has(suffers, "Number", "Plur") || tokens.Upos[suffers] != Upos.NOUN) return false;
        (int first, int end) = tree.Extent(token);
        for (int t = first; t < end; t++)
            if (tokens.Upos[t] is Upos.PROPN or Upos.NUM || t > token && t <= suffers && tokens.Upos[t] is Upos.DET or Upos.PRON) return false;
        return true;
    }

    // The simple present, or the passive of it, without an auxiliary that makes it perfect or progressive.
    private static bool IsPresent(SyntaxTree tree, int verb)
    {
        TokenTable tokens = tree.Tokens;
        bool isPresent = tokens.Has(verb, "Tense", "Pres") && tokens.Has(verb, "VerbForm", "Fin");
        foreach (int child in tree.Children(verb))
        {
            if (!tree.Is(child, "aux") && !tree.Is(child, "cop")) continue;
            if (tokens.Lemma[child] != "be" || !tokens.Has(child, "Tense", "Pres")) return false;
            isPresent = tree.Is(child, "cop") || tokens.Has(verb, "Tense", "Past") || tokens.Has(verb, "Voice", "Pass");
        }
        return isPresent;
    }
}
