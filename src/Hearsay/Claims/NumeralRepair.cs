// Sets right Russian and Ukrainian numerals in their rarer cases. Input: a token table. Output: the same words with some trees mended.
// Invariants: forms and positions stay; a tree is changed only where a numeral stands before a plural noun.
using Hearsay.Text;

namespace Hearsay.Claims;

/// <summary>Mends numerals that taggers take for verbs, names or pronouns («завдала п'яти ударів», «викрали шістьох ченців»).</summary>
internal sealed class NumeralRepair(QuantityReader quantities)
{
    /// <summary>The noun stands so near after its numeral.</summary>
    private const int Reach = 3;

    /// <summary>The table with mended numerals; the same table where nothing is wrong.</summary>
    public TokenTable Mend(TokenTable original)
    {
        TokenTable? mended = null;
        foreach (Sentence sentence in original.Sentences)
        {
            if (sentence.Language == LanguageCode.English) continue;
            for (int t = sentence.FirstToken; t < sentence.EndToken; t++)
            {
                TokenTable tokens = mended ?? original;
                if (t + 1 < sentence.EndToken && tokens.Upos[t + 1] == Upos.NUM && quantities.IsQualifier(sentence.Language, tokens.Form[t]) && Counted(tokens, sentence, t) is >= 0 and int counted)
                    Qualify(mended ??= original.Editable(), sentence, t, counted);
                if (ShareOf(tokens, sentence, t) is >= 0 and int whole) Gather(mended ??= original.Editable(), t, whole);
                if (!quantities.IsNumeralForm(sentence.Language, tokens.Form[t]) || NounAfter(tokens, sentence, t) is not (>= 0 and int noun)) continue;
                bool isMistaken = (tokens.Upos[t] is not (Upos.NUM or Upos.NOUN) || IsCardinalAsNoun(tokens, sentence, t, noun)) && !IsAbove(tokens, t, noun);
                bool isObject = IsObject(tokens, sentence, noun);
                if (!isMistaken && !isObject) continue;
                mended ??= original.Editable();
                if (isMistaken) Lower(mended, sentence, t, noun);
                if (IsObject(mended, sentence, noun)) mended.Deprel[noun] = "obj";
            }
        }
        return mended ?? original;
    }

    // «понад 60 атак», whose first word was taken for a noun or for a preposition of the noun; −1 where neither.
    private static int Counted(TokenTable tokens, Sentence sentence, int qualifier)
    {
        const int reach = 5;
        for (int t = qualifier + 2; t < Math.Min(sentence.EndToken, qualifier + reach); t++)
        {
            if (tokens.Upos[t] is Upos.NUM or Upos.ADJ || tokens.Upos[t] == Upos.VERB && tokens.Has(t, "VerbForm", "Part")) continue;
            bool isBelow = tokens.Head[t] == qualifier && tokens.Upos[qualifier] == Upos.NOUN;
            bool isCase = tokens.Head[qualifier] == t && tokens.Deprel[qualifier] == "case" && tokens.Deprel[t] == "obl";
            return tokens.Upos[t] == Upos.NOUN && (isBelow || isCase) ? t : -1;
        }
        return -1;
    }

    // The word qualifies the number; the noun is what the verb tells of.
    private static void Qualify(TokenTable tokens, Sentence sentence, int qualifier, int noun)
    {
        if (tokens.Head[noun] == qualifier)
        {
            (tokens.Head[noun], tokens.Deprel[noun]) = (tokens.Head[qualifier], tokens.Deprel[qualifier]);
            for (int t = sentence.FirstToken; t < sentence.EndToken; t++)
                if (tokens.Head[t] == qualifier) tokens.Head[t] = noun;
        }
        else if (tokens.Head[noun] is >= 0 and int verb && tokens.Upos[verb] == Upos.VERB)
        {
            bool hasSubject = false, hasObject = false;
            for (int t = sentence.FirstToken; t < sentence.EndToken; t++)
            {
                hasSubject |= tokens.Head[t] == verb && tokens.Deprel[t] is "nsubj" or "nsubj:pass" && t != noun;
                hasObject |= tokens.Head[t] == verb && tokens.Deprel[t] == "obj";
            }
            bool isSubject = !hasSubject && !tokens.Has(verb, "Person", "0") && (noun < verb || tokens.Has(verb, "Gender", "Neut"));
            if (isSubject) tokens.Deprel[noun] = "nsubj";
            else if (!hasObject) tokens.Deprel[noun] = "obj";
        }
        (tokens.Head[qualifier], tokens.Deprel[qualifier], tokens.Upos[qualifier], tokens.Feats[qualifier]) = (noun, "advmod", Upos.ADV, "");
    }

    // «17 із 22 БпЛА», whose noun the parser has left aside; −1 where it has not.
    private static int ShareOf(TokenTable tokens, Sentence sentence, int number)
    {
        const int reach = 6;
        if (tokens.Upos[number] != Upos.NUM || number + 3 >= sentence.EndToken || tokens.Upos[number + 2] != Upos.NUM || tokens.Form[number + 1] is not ("з" or "із" or "зі" or "из")) return -1;
        int noun = number + 3;
        while (noun < Math.Min(sentence.EndToken, number + reach) && tokens.Upos[noun] == Upos.ADJ) noun++;
        if (noun >= sentence.EndToken || tokens.Upos[noun] is not (Upos.NOUN or Upos.PROPN) || tokens.Deprel[noun] is not ("parataxis" or "appos" or "dep" or "discourse" or "vocative")) return -1;
        return tokens.Head[noun] is >= 0 and int verb && tokens.Upos[verb] == Upos.VERB ? noun : -1;
    }

    private static void Gather(TokenTable tokens, int number, int noun)
    {
        tokens.Deprel[noun] = "obj";
        foreach (int part in (int[])[number, number + 2]) (tokens.Head[part], tokens.Deprel[part]) = (noun, "nummod");
        (tokens.Head[number + 1], tokens.Deprel[number + 1]) = (number + 2, "case");
    }

    // «Шість зіткнень відбулося»: at the head of a sentence; «сотня», «десяток» are nouns indeed.
    private static bool IsCardinalAsNoun(TokenTable tokens, Sentence sentence, int token, int noun) =>
        token == sentence.FirstToken && tokens.Upos[token] == Upos.NOUN && tokens.Head[noun] == token && tokens.Has(noun, "Case", "Gen")
        && (tokens.Form[token].EndsWith('ь') || tokens.Form[token].EndsWith("сім", StringComparison.OrdinalIgnoreCase));

    private static int NounAfter(TokenTable tokens, Sentence sentence, int numeral)
    {
        for (int t = numeral + 1; t < Math.Min(sentence.EndToken, numeral + 1 + Reach); t++)
        {
            if (tokens.Upos[t] is Upos.NOUN or Upos.PROPN) return tokens.Has(t, "Number", "Plur") || tokens.Has(t, "Number", "Ptan") ? t : -1;
            if (tokens.Upos[t] is not (Upos.ADJ or Upos.DET) && !(tokens.Upos[t] == Upos.VERB && tokens.Has(t, "VerbForm", "Part"))) return -1;
        }
        return -1;
    }

    // Whether the noun hangs under the numeral by way of another word: then neither can be moved.
    private static bool IsAbove(TokenTable tokens, int numeral, int noun)
    {
        if (tokens.Head[noun] == numeral) return false;
        for (int at = tokens.Head[noun]; at >= 0; at = tokens.Head[at])
            if (at == numeral) return true;
        return false;
    }

    // «викрали шістьох ченців»: counted beings after a verb without an object, taken for a circumstance.
    private static bool IsObject(TokenTable tokens, Sentence sentence, int noun)
    {
        int verb = tokens.Head[noun];
        if (tokens.Deprel[noun] != "obl" || verb < sentence.FirstToken || verb > noun || tokens.Upos[verb] != Upos.VERB || !(tokens.Has(noun, "Case", "Gen") || tokens.Has(noun, "Case", "Acc"))) return false;
        for (int t = sentence.FirstToken; t < sentence.EndToken; t++)
            if (tokens.Head[t] == verb && tokens.Deprel[t] is "obj" || tokens.Head[t] == noun && tokens.Deprel[t] == "case") return false;
        return true;
    }

    // The numeral goes under its noun, which takes its place.
    private static void Lower(TokenTable tokens, Sentence sentence, int numeral, int noun)
    {
        (int head, string relation) = (tokens.Head[numeral], tokens.Deprel[numeral]);
        if (tokens.Head[noun] == numeral)
        {
            tokens.Head[noun] = head;
            tokens.Deprel[noun] = relation is "nsubj" or "obj" or "iobj" or "obl" or "nmod" or "conj" or "root" or "parataxis" or "appos" ? relation : head >= 0 && tokens.Upos[head] == Upos.VERB ? "obj" : "nmod";
        }
        for (int t = sentence.FirstToken; t < sentence.EndToken; t++)
            if (tokens.Head[t] == numeral && t != noun) tokens.Head[t] = noun;
        (tokens.Head[numeral], tokens.Deprel[numeral], tokens.Upos[numeral]) = (noun, "nummod", Upos.NUM);
        tokens.Feats[numeral] = "NumType=Card";
        tokens.Lemma[numeral] = tokens.Form[numeral].ToLowerInvariant();
    }
}
