using Hearsay.Text;

namespace Hearsay.Claims;

/// <summary>Negation of a word, by its own particles, its auxiliary, a negative subject or object, or the verb it stands under.</summary>
public static class Negation
{
    /// <summary>Whether the event of this word is said not to have happened.</summary>
    public static bool IsNegated(SyntaxTree tree, int token)
    {
        if (HasNegator(tree, token)) return true;
        TokenTable tokens = tree.Tokens;
        int head = tokens.Head[token];
        if (head < 0) return false;
        // "did not cover us or give us any support"
        bool isAlternative = tree.Is(token, "conj") && tree.Child(token, "cc") is >= 0 and int or && tree.LemmaIn("or", or);
        if (isAlternative && tree.Child(token, "nsubj") < 0 && HasNegator(tree, head)) return true;
        // «Постраждалих немає», «погибших нет»: under the word that says there are none.
        if (tree.LemmaIn("there-is-no", head) && (tokens.Upos[token] != Upos.VERB || tokens.Has(token, "VerbForm", "Part")) && tree.Child(token, "case") < 0) return true;
        // "no evidence of shelling", "did not carry out a strike", «не смогли захватить», "failed to take".
        // «Пострадавших и ущерба не зафиксировали»: in the genitive, whatever the parser hung it on the verb as.
        if (!tree.IsEnglish(token) && tokens.Feature(token, "Case") == "Gen" && tree.Child(token, "case") < 0 && tokens.Upos[head] == Upos.VERB && (tree.Is(token, "obl") || tree.Is(token, "advcl") || tree.Is(token, "iobj")) && HasNegator(tree, head)) return true;
        if (tree.Is(token, "xcomp") || tree.Is(token, "obj") || tree.Is(token, "nsubj") || tree.Is(token, "aux") || tree.Is(token, "csubj"))
            return HasNegator(tree, head) || (tree.Is(token, "xcomp") && tree.LemmaIn("failing", head));
        return false;
    }

    private static bool HasNegator(SyntaxTree tree, int token)
    {
        TokenTable tokens = tree.Tokens;
        // «Пострадавших нет.»: the word that says there are none right beside the one it denies, whatever the parser made of it.
        bool isGenitive = tokens.Feature(token, "Case") == "Gen" && tree.Child(token, "case") < 0;
        foreach (int child in tree.Children(token))
        {
            if (isGenitive && tree.LemmaIn("there-is-no", child) && Math.Abs(child - token) == 1) return true;
            if (tree.LemmaIn("negators", child)
                && (tree.Is(child, "advmod") || tree.Is(child, "det") || tree.Is(child, "aux") || tree.Is(child, "cop") || tree.Is(child, "cc") || tree.Is(child, "root")))
                // "not only X but also Y" denies nothing.
                return !(child + 1 < tokens.Count && tree.LemmaIn("not-negated", child + 1));
            if (tree.Is(child, "det") && tree.LemmaIn("no-kind", child)) return true;
            if ((tree.Is(child, "nsubj") || tree.IsEnglish(child) && tree.Is(child, "obj")) && (tree.LemmaIn("nobody", child) || HasNoDeterminer(tree, child))) return true;
            if (tree.Is(child, "obj") && HasNoDeterminer(tree, child)) return true;
        }
        bool canBeDenied = tree.Child(token, "case") < 0 && (tokens.Upos[token] != Upos.VERB || tokens.Has(token, "VerbForm", "Part"));
        return IsAfterNobody(tree, token) || canBeDenied && DeniedAfterAside(tree, token);
    }

    // «пострадавших, по предварительным данным, нет»: an aside between commas parts the two.
    private static bool DeniedAfterAside(SyntaxTree tree, int token)
    {
        const int longestAside = 7;
        TokenTable tokens = tree.Tokens;
        int end = Math.Min(tree.Sentence(token).EndToken, token + longestAside);
        if (token + 2 >= end || tokens.Form[token + 1] != ",") return false;
        for (int t = token + 2; t < end; t++)
        {
            if (tree.LemmaIn("there-is-no", t)) return tokens.Form[t - 1] == ",";
            if (tokens.Upos[t] is Upos.VERB or Upos.AUX) return false;
        }
        return false;
    }

    // "no one was hurt", wherever the parser hangs "no one".
    private static bool IsAfterNobody(SyntaxTree tree, int token)
    {
        TokenTable tokens = tree.Tokens;
        int before = token - 1;
        while (before > 0 && tokens.Upos[before] is Upos.AUX or Upos.ADV) before--;
        return tree.IsEnglish(token) && before > 0 && before < token - 1
            && (tree.LemmaIn("nobody", before) || (tokens.Lemma[before] == "one" && tokens.Form[before - 1].Equals("no", StringComparison.OrdinalIgnoreCase)));
    }

    private static bool HasNoDeterminer(SyntaxTree tree, int noun)
    {
        bool isNoOne = noun > 0 && tree.Tokens.Lemma[noun] is "one" && tree.Tokens.Form[noun - 1].Equals("no", StringComparison.OrdinalIgnoreCase);
        if (isNoOne || tree.LemmaIn("nothing", noun)) return true;
        foreach (int child in tree.Children(noun))
            if (tree.Is(child, "det") && tree.LemmaIn("no", child)) return true;
        return false;
    }
}
