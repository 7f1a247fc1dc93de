using Hearsay.Text;

namespace Hearsay.Claims;

/// <summary>Whether Russian and Ukrainian words speak of a kind of event rather than of one that happened: advice, law, definition, aim, possibility.</summary>
internal static class GenericReader
{
    /// <summary>Whether nothing is said to have happened at a trigger.</summary>
    public static bool IsGeneric(SyntaxTree tree, int token)
    {
        TokenTable tokens = tree.Tokens;
        bool isNoun = tokens.Upos[token] == Upos.NOUN;
        if (isNoun && (IsPossible(tree, token) || IsInCaseOf(tree, token) || IsPreparedFor(tree, token) || IsAim(tree, token))) return true;
        return IsRuled(tree, token) || isNoun && (IsAdvice(tree, token) || IsDefinition(tree, token));
    }

    // «можливий удар», «запланований наступ»
    private static bool IsPossible(SyntaxTree tree, int noun)
    {
        foreach (int child in tree.Children(noun))
            if (tree.Is(child, "amod") && tree.LemmaIn("possible", child)) return true;
        return false;
    }

    // «у разі обстрілу»
    private static bool IsInCaseOf(SyntaxTree tree, int noun)
    {
        int above = tree.Tokens.Head[noun];
        return above >= 0 && above < noun && tree.Is(noun, "nmod") && tree.LemmaIn("case-of", above) && tree.PrepositionIn("where", above) && tree.Child(above, "nummod") < 0;
    }

    // «готується до наступу»
    private static bool IsPreparedFor(SyntaxTree tree, int noun)
    {
        int verb = tree.Tokens.Head[noun];
        return verb >= 0 && tree.Is(noun, "obl") && tree.Tokens.Upos[verb] == Upos.VERB && tree.LemmaIn("preparing", verb) && tree.Child(noun, "nummod") < 0 && tree.PrepositionIn("preparing-for", noun);
    }

    // «Метою ворога лишається захоплення міста»: in the clause that names the aim, as its subject or beside it.
    private static bool IsAim(SyntaxTree tree, int noun)
    {
        TokenTable tokens = tree.Tokens;
        int above = tokens.Head[noun];
        if (tree.Child(noun, "nummod") >= 0 || above < 0 || !(tree.Is(noun, "nsubj") || tree.Is(noun, "nmod") || tree.Is(noun, "root"))) return false;
        if (tree.LemmaIn("aims", above)) return true;
        foreach (int child in tree.Children(above))
            if (child != noun && tree.LemmaIn("aims", child) && (tokens.Has(child, "Case", "Ins") || tokens.Has(child, "Case", "Nom"))) return true;
        return false;
    }

    // «Не підходьте до вікон під час обстрілів»
    private static bool IsAdvice(SyntaxTree tree, int noun)
    {
        for (int at = tree.Tokens.Head[noun], steps = 0; at >= 0 && steps < 6; at = tree.Tokens.Head[at], steps++)
            if (tree.Tokens.Has(at, "Mood", "Imp") && tree.Tokens.Has(at, "Number", "Plur")) return true;
        return false;
    }

    // «Конвенція забороняє катувати полонених»
    private static bool IsRuled(SyntaxTree tree, int token)
    {
        for (int at = token, steps = 0; at >= 0 && steps < 6; at = tree.Tokens.Head[at], steps++)
        {
            if (!tree.LemmaIn("ruling", at)) continue;
            foreach (int child in tree.Children(at))
                if ((tree.Is(child, "nsubj") || tree.Is(child, "obl")) && tree.LemmaIn("rules", child)) return true;
        }
        return false;
    }

    // «Насильницьке зникнення – це незаконне затримання»: a noun on either side of the dash before "it is".
    private static bool IsDefinition(SyntaxTree tree, int noun)
    {
        TokenTable tokens = tree.Tokens;
        Sentence sentence = tree.Sentence(noun);
        int root = noun;
        while (tokens.Head[root] >= 0) root = tokens.Head[root];
        if (tokens.Upos[root] is not (Upos.NOUN or Upos.ADJ)) return false;
        // «Це – грубе порушення, що уможливлює тортури»
        if (tree.FormIn("it-is", sentence.FirstToken) && sentence.FirstToken + 1 < sentence.EndToken && tokens.Form[sentence.FirstToken + 1] is "–" or "—" or "-") return true;
        for (int t = sentence.FirstToken + 1; t + 1 < sentence.EndToken; t++)
        {
            if (tokens.Upos[t] is Upos.VERB && tokens.Has(t, "VerbForm", "Fin")) return false;
            if (tokens.Form[t] is "–" or "—" or "-" && tree.FormIn("it-is", t + 1)) return tree.ClauseOf(noun) == tree.ClauseOf(root) || noun < t || tokens.Head[noun] >= 0 && tree.Is(noun, "conj");
        }
        return false;
    }
}
