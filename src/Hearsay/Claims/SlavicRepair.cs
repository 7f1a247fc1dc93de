using Hearsay.Text;

namespace Hearsay.Claims;

/// <summary>Mends Russian and Ukrainian trees where the words leave no other reading: abbreviations taken for verbs, subjects taken for objects and objects for subjects.</summary>
/// <remarks>Input: a token table. Output: the same words with some trees mended. Forms and positions stay.</remarks>
internal static class SlavicRepair
{
    /// <summary>The table with mended trees; the same table where nothing is wrong.</summary>
    public static TokenTable Mend(TokenTable original, ClaimWords words)
    {
        TokenTable? mended = null;
        foreach (Sentence sentence in original.Sentences)
        {
            if (sentence.Language == LanguageCode.English) continue;
            for (int t = sentence.FirstToken; t < sentence.EndToken; t++)
            {
                TokenTable tokens = mended ?? original;
                if (PrepositionalNoun(tokens, sentence, t, words) is >= 0 and int governed) LowerPreposition(mended ??= original.Editable(), sentence, t, governed);
                else if (NounAsVerb(tokens, sentence, t, words) is { } lemma) MakeNoun(mended ??= original.Editable(), sentence, t, lemma);
                else if (tokens.Upos[t] == Upos.ADV && char.IsUpper(tokens.Form[t][0]) && words.Is(sentence.Language, "names-like-adverbs", tokens.Form[t]) && tokens.Head[t] is >= 0 and int teller)
                {
                    mended ??= original.Editable();
                    (mended.Upos[t], mended.Lemma[t], mended.Feats[t]) = (Upos.PROPN, tokens.Form[t], "Animacy=Inan|Case=Nom|Gender=Masc|Number=Sing");
                    if (mended.Upos[teller] == Upos.VERB) mended.Deprel[t] = "nsubj";
                }
                else if (IsAbbreviationAsVerb(tokens, sentence, t)) LowerAbbreviation(mended ??= original.Editable(), sentence, t);
                // «повідомляється у Telegram-каналі»: what stands in a place is no subject.
                else if (tokens.Deprel[t] == "nsubj" && StandsWithin(tokens, sentence, t)) (mended ??= original.Editable()).Deprel[t] = "obl";
                // «Загинув прикордонник, повідомляється …»: a finite verb is no subject.
                else if (tokens.Upos[t] == Upos.VERB && tokens.Deprel[t] == "nsubj" && tokens.Has(t, "VerbForm", "Fin")) (mended ??= original.Editable()).Deprel[t] = "parataxis";
                else if (StraySubject(tokens, sentence, t) is >= 0 and int predicate) RaiseSubject(mended ??= original.Editable(), t, predicate);
                else if (tokens.Upos[t] == Upos.VERB)
                    for (int mends = 0; mends < 2 && Arguments(mended ?? original, sentence, t) is (int argument, string relation); mends++) (mended ??= original.Editable()).Deprel[argument] = relation;
            }
        }
        return mended ?? original;
    }

    // «Унаслідок цього загорілася одна»: a preposition taken for a noun, and what it governs; −1 for any other word.
    private static int PrepositionalNoun(TokenTable tokens, Sentence sentence, int token, ClaimWords words)
    {
        const int reach = 3;
        if (tokens.Upos[token] is not (Upos.NOUN or Upos.PROPN) || !words.Is(sentence.Language, "prepositions-like-nouns", tokens.Form[token])) return -1;
        for (int t = token + 1; t < Math.Min(sentence.EndToken, token + 1 + reach); t++)
        {
            if (tokens.Upos[t] is Upos.ADJ or Upos.DET or Upos.NUM && tokens.Head[t] != token && t + 1 < sentence.EndToken) continue;
            bool isGoverned = tokens.Upos[t] is Upos.NOUN or Upos.PROPN or Upos.PRON or Upos.DET && tokens.Has(t, "Case", "Gen");
            return isGoverned && (tokens.Head[t] == token || tokens.Head[t] == tokens.Head[token]) && tokens.Head[token] >= 0 ? t : -1;
        }
        return -1;
    }

    private static void LowerPreposition(TokenTable tokens, Sentence sentence, int preposition, int governed)
    {
        (tokens.Head[governed], tokens.Deprel[governed]) = (tokens.Head[preposition], "obl");
        for (int t = sentence.FirstToken; t < sentence.EndToken; t++)
            if (tokens.Head[t] == preposition) tokens.Head[t] = governed;
        (tokens.Head[preposition], tokens.Deprel[preposition], tokens.Upos[preposition], tokens.Feats[preposition]) = (governed, "case", Upos.ADP, "Case=Gen");
        tokens.Lemma[preposition] = tokens.Form[preposition].ToLowerInvariant();
    }

    // «Втрати росіян», «52 обстріли»: plural nouns that taggers take for verbs; the noun's word, null for any other word.
    private static string? NounAsVerb(TokenTable tokens, Sentence sentence, int token, ClaimWords words)
    {
        string form = tokens.Form[token].ToLowerInvariant();
        if (tokens.Upos[token] != Upos.VERB || form.Length == 0 || form[^1] is not ('и' or 'і')) return null;
        foreach (string lemma in (string[])[form[..^1], form[..^1] + "а"])
            if (words.Is(sentence.Language, "nouns-like-verbs", lemma)) return lemma;
        return null;
    }

    // The noun takes the place its position shows: subject before a verb, else object; what stood below it as an object is its attribute.
    private static void MakeNoun(TokenTable tokens, Sentence sentence, int token, string lemma)
    {
        int head = tokens.Head[token];
        (tokens.Upos[token], tokens.Lemma[token], tokens.Feats[token]) = (Upos.NOUN, lemma, "Animacy=Inan|Case=Nom|Number=Plur");
        if (head >= 0 && tokens.Upos[head] == Upos.VERB) tokens.Deprel[token] = token < head ? "nsubj" : "obj";
        for (int t = sentence.FirstToken; t < sentence.EndToken; t++)
            if (tokens.Head[t] == token && tokens.Deprel[t] is "obj" or "iobj" && t > token) tokens.Deprel[t] = "nmod";
        if (token > sentence.FirstToken && tokens.Upos[token - 1] == Upos.NUM) (tokens.Head[token - 1], tokens.Deprel[token - 1]) = (token, "nummod");
    }

    private static bool StandsWithin(TokenTable tokens, Sentence sentence, int noun)
    {
        for (int t = Math.Max(sentence.FirstToken, noun - 3); t < noun; t++)
            if (tokens.Head[t] == noun && tokens.Deprel[t] == "case" && tokens.Form[t].ToLowerInvariant() is "у" or "в" or "на") return true;
        return false;
    }

    // «Генштаб ЗСУ у зведенні повідомив»: capitals throughout, after a noun.
    private static bool IsAbbreviationAsVerb(TokenTable tokens, Sentence sentence, int token)
    {
        const int shortest = 2;
        string form = tokens.Form[token];
        if (tokens.Upos[token] is not (Upos.VERB or Upos.ADV or Upos.ADJ) || form.Length < shortest || token == sentence.FirstToken) return false;
        if (tokens.Upos[token - 1] is not (Upos.NOUN or Upos.PROPN) && !(tokens.Upos[token - 1] is Upos.SCONJ or Upos.ADV or Upos.X && char.IsUpper(tokens.Form[token - 1][0]))) return false;
        return IsAbbreviation(form);
    }

    // The abbreviation goes under the noun before it; what it headed hangs on the finite verb that stood below it, or on the noun.
    private static void LowerAbbreviation(TokenTable tokens, Sentence sentence, int token)
    {
        int noun = token - 1, verb = -1;
        if (tokens.Upos[noun] is not (Upos.NOUN or Upos.PROPN)) (tokens.Upos[noun], tokens.Feats[noun], tokens.Deprel[noun]) = (Upos.NOUN, "Animacy=Inan|Case=Nom|Gender=Masc|Number=Sing", "dep");
        for (int t = sentence.FirstToken; t < sentence.EndToken && verb < 0; t++)
            if (tokens.Head[t] == token && tokens.Upos[t] == Upos.VERB && tokens.Has(t, "VerbForm", "Fin")) verb = t;
        int heir = verb >= 0 ? verb : noun;
        bool isBelow = IsUnder(tokens, noun, token);
        if (verb < 0 && !isBelow && IsUnder(tokens, token, noun)) return;
        for (int t = sentence.FirstToken; t < sentence.EndToken; t++)
            if (tokens.Head[t] == token && t != heir) tokens.Head[t] = heir;
        if (heir != noun || isBelow) (tokens.Head[heir], tokens.Deprel[heir]) = (tokens.Head[token], tokens.Deprel[token]);
        if (heir != noun && tokens.Head[noun] == heir && tokens.Deprel[noun] is "obj" or "obl" or "xcomp" or "nmod" or "dep") tokens.Deprel[noun] = "nsubj";
        (tokens.Head[token], tokens.Deprel[token], tokens.Upos[token]) = (noun, "nmod", Upos.PROPN);
        (tokens.Feats[token], tokens.Lemma[token]) = ("Case=Gen|Number=Sing|Uninflect=Yes", tokens.Form[token]);
    }

    // «взят в плен командир»: a nominative under a noun in another case, after a verb that agrees with it and has no subject; the verb, or −1.
    private static int StraySubject(TokenTable tokens, Sentence sentence, int noun)
    {
        if (tokens.Upos[noun] != Upos.NOUN || tokens.Deprel[noun] != "nmod" || !tokens.Has(noun, "Case", "Nom") || !tokens.Has(noun, "Animacy", "Anim")) return -1;
        int head = tokens.Head[noun];
        if (head < 0 || head > noun || tokens.Upos[head] != Upos.NOUN || tokens.Has(head, "Case", "Nom")) return -1;
        for (int t = head + 1; t < noun; t++)
            if (tokens.Head[t] != noun || tokens.Upos[t] is Upos.ADP or Upos.PUNCT) return -1;
        int verb = head;
        while (verb >= 0 && tokens.Upos[verb] == Upos.NOUN && tokens.Deprel[verb] is "nmod" or "obl" or "obj") verb = tokens.Head[verb];
        if (verb < 0 || verb > head || tokens.Upos[verb] != Upos.VERB || !Agrees(tokens, noun, verb)) return -1;
        bool isPassive = tokens.Has(verb, "Variant", "Short") && tokens.Has(verb, "VerbForm", "Part");
        if (!isPassive && !(tokens.Has(verb, "VerbForm", "Fin") && tokens.Has(verb, "Tense", "Past"))) return -1;
        for (int t = sentence.FirstToken; t < sentence.EndToken; t++)
            if (tokens.Head[t] == verb && tokens.Deprel[t].StartsWith("nsubj", StringComparison.Ordinal)) return -1;
        return verb;
    }

    private static void RaiseSubject(TokenTable tokens, int noun, int verb) =>
        (tokens.Head[noun], tokens.Deprel[noun]) = (verb, tokens.Has(verb, "VerbForm", "Part") ? "nsubj:pass" : "nsubj");

    private static bool IsUnder(TokenTable tokens, int token, int above)
    {
        for (int at = tokens.Head[token], steps = 0; at >= 0 && steps < tokens.Count; at = tokens.Head[at], steps++)
            if (at == above) return true;
        return false;
    }

    // «Губернатор підтвердив підрив», «СБУ затримала зрадника»: of two subjects the second, a thing after the verb, is its object; of two
    // objects the first, before a verb that agrees with it, is its subject.
    private static (int Argument, string Relation)? Arguments(TokenTable tokens, Sentence sentence, int verb)
    {
        if (!tokens.Has(verb, "VerbForm", "Fin") || tokens.Lemma[verb].EndsWith("ся", StringComparison.Ordinal)) return null;
        int subject = -1, secondSubject = -1, before = -1, after = -1;
        for (int t = sentence.FirstToken; t < sentence.EndToken; t++)
        {
            if (tokens.Head[t] != verb) continue;
            if (tokens.Deprel[t] is "cop" or "aux:pass" or "nsubj:pass" or "ccomp") return null;
            if (tokens.Deprel[t] == "nsubj" && t < verb) subject = t;
            else if (tokens.Deprel[t] == "nsubj") secondSubject = t;
            else if (tokens.Deprel[t] == "obj" && t < verb) before = t;
            else if (tokens.Deprel[t] == "obj") after = t;
        }
        if (subject >= 0 && secondSubject >= 0 && after < 0 && before < 0 && IsThing(tokens, secondSubject) && tokens.Upos[subject] is Upos.NOUN or Upos.PROPN) return (secondSubject, "obj");
        // «ЗСУ знищили гелікоптер»: the verb in the plural agrees with neither; capitals before it, a thing after it.
        bool isPlural = tokens.Has(verb, "Number", "Plur");
        if (isPlural && subject < 0 && secondSubject >= 0 && after < 0 && IsThing(tokens, secondSubject) && tokens.Has(secondSubject, "Number", "Sing") && !HasConjunct(tokens, sentence, secondSubject)) return (secondSubject, "obj");
        if (isPlural && subject < 0 && secondSubject < 0 && before >= 0 && IsAbbreviation(tokens.Form[before])) return (before, "nsubj");
        // «Сім поліцейських затримали матір»
        if (isPlural && subject < 0 && secondSubject < 0 && before >= 0 && after >= 0 && tokens.Has(before, "Number", "Plur") && IsCounted(tokens, sentence, before)) return (before, "nsubj");
        if (subject < 0 && secondSubject < 0 && before >= 0 && after >= 0 && IsThing(tokens, before) && Agrees(tokens, before, verb)) return (before, "nsubj");
        return null;
    }

    private static bool IsCounted(TokenTable tokens, Sentence sentence, int noun) =>
        noun > sentence.FirstToken && tokens.Upos[noun - 1] == Upos.NUM && tokens.Head[noun - 1] == noun;

    private static bool HasConjunct(TokenTable tokens, Sentence sentence, int noun)
    {
        for (int t = noun + 1; t < sentence.EndToken; t++)
            if (tokens.Head[t] == noun && tokens.Deprel[t] == "conj") return true;
        return false;
    }

    private static bool IsAbbreviation(string form)
    {
        foreach (char c in form)
            if (!char.IsUpper(c)) return false;
        return form.Length > 1;
    }

    private static bool IsThing(TokenTable tokens, int noun) =>
        tokens.Upos[noun] is Upos.NOUN or Upos.PROPN && tokens.Has(noun, "Animacy", "Inan") && tokens.Feature(noun, "Case") is "Nom" or "Acc";

    private static bool Agrees(TokenTable tokens, int noun, int verb)
    {
        if (tokens.Feature(noun, "Number") != tokens.Feature(verb, "Number")) return false;
        return tokens.Feature(verb, "Gender") is not { Length: > 0 } gender || tokens.Feature(noun, "Gender") == gender;
    }
}
