// Sets right what English parsers get wrong in reports. Input: a token table. Output: the same words with some trees mended.
// Invariants: forms and positions stay; a tree is changed only where the words leave no other reading.
// Known weak spot: a participle before a bare noun ("rebels attacked army posts") is taken for the verb only after a plural or a name.
using Hearsay.Text;

namespace Hearsay.Claims;

/// <summary>Mends trees: the dateline taken for part of the sentence, the verb taken for an attribute of its object.</summary>
internal static partial class TreeRepair
{
    /// <summary>A dateline ends within so many tokens.</summary>
    private const int LongestDateline = 14;

    /// <summary>The table with mended trees; the same table where nothing is wrong.</summary>
    /// <param name="tokens">A parsed document.</param>
    /// <param name="words">Small words of datelines.</param>
    /// <param name="english">Words that English parsers get wrong.</param>
    public static TokenTable Mend(TokenTable tokens, SettingWords words, CueWords english)
    {
        Repair? repair = null;
        for (int s = 0; s < tokens.Sentences.Length; s++)
        {
            Sentence sentence = tokens.Sentences[s];
            if (sentence.Language != LanguageCode.English) continue;
            if ((s == 0 || tokens.Sentences[s - 1].Block != sentence.Block) && DatelineEnd(tokens, sentence, words) is > 0 and int end)
                Mending().Detach(sentence, end);
            for (int t = sentence.FirstToken; t < sentence.EndToken; t++)
            {
                if (NameTakenForVerb(Now(), sentence, t) is > 0 and int nameEnd) Mending().MakeName(sentence, t, nameEnd);
                if (IsVerbBeforeItsObject(Now(), sentence, t, english)) Mending().RaiseVerb(sentence, t);
                else if (IsDownBeforeObject(Now(), sentence, t)) Mending().MakeDowned(t);
                else if (IsThatTakenForObject(Now(), t)) Mending().MakeMark(t);
                else if (IsShotDown(Now(), sentence, t)) Mending().RaiseShot(sentence, t);
                else if (IsAmountAfterUpTo(Now(), sentence, t)) Mending().MakeObject(t);
                else if (IsSecondHarm(Now(), sentence, t)) Mending().RaiseSecond(sentence, t);
                else if (RelativeForMain(Now(), sentence, t) is >= 0 and int main) Mending().LowerRelative(sentence, t, main);
                else if (IsNeighbouring(Now(), sentence, t, english)) Mending().MakeAdjective(t);
                else if (IsTimeZone(Now(), sentence, t, english)) Mending().LowerZone(sentence, t);
                else if (IsNumberJoinedToParticiple(Now(), sentence, t)) Mending().JoinNumber(t);
                else if (IsVerbTakenForAux(Now(), sentence, t) is > 0 and int aim) Mending().RaiseAux(sentence, t, aim);
                else if (IsNoBeforeLess(Now(), sentence, t)) Mending().AttachNo(t);
                else if (IsNoFewer(Now(), sentence, t)) Mending().CountNoFewer(t);
                else if (IsAdvancedTowards(Now(), sentence, t, english)) Mending().RaiseAdvanced(sentence, t);
                else if (IsOwnerForBody(Now(), sentence, t)) Mending().SwapOwner(sentence, t);
                else if (IsShotDead(Now(), sentence, t)) Mending().RaiseShot(sentence, t);
                else if (IsNameOfAnEvent(Now(), sentence, t)) Mending().LowerNoun(sentence, t);
                else if (IsAgeWithName(Now(), sentence, t)) Mending().MakeSubject(t);
                else if (IsTellingOfSuffering(Now(), sentence, t)) Mending().RaiseTelling(sentence, t);
                else if (IsVerbLikeNoun(Now(), sentence, t, english)) Mending().MakeVerb(t);
                else if (IsVerbOfName(Now(), sentence, t, english)) Mending().RaiseAfterName(sentence, t);
                else if (IsOpening(Now(), sentence, t, english)) Mending().Open(sentence, t);
                else if (english.Is("numerals", tokens.Form[t].ToLowerInvariant()) && IsCounting(Now(), sentence, t)) Mending().MakeNumber(t);
            }
        }
        return Now();

        TokenTable Now() => repair?.Tokens ?? tokens;

        Repair Mending() => repair ??= new Repair(tokens);
    }

    /// <summary>Past the dash that ends a dateline at the head of a sentence ("BANGKOK (AP) —", "(Nairobi) –"); −1 where none.</summary>
    public static int DatelineEnd(TokenTable tokens, Sentence sentence, SettingWords words)
    {
        bool hasBrackets = false, hasCapitals = false, hasMonth = false;
        int depth = 0;
        for (int t = sentence.FirstToken; t < Math.Min(sentence.EndToken - 2, sentence.FirstToken + LongestDateline); t++)
        {
            string form = tokens.Form[t];
            if (form is "(" or "[") { depth++; continue; }
            if (form is ")" or "]") { depth--; hasBrackets = true; continue; }
            if (form is "-" or "–" or "—" or "--" && depth == 0)
            {
                // "Al-Shabaab", "Guinea-Bissau": no blank around the mark.
                int before = Math.Max(t - 1, 0);
                bool hasBlanks = tokens.Start[t] > tokens.Start[before] + tokens.Length[before] && tokens.Start[t + 1] > tokens.Start[t] + tokens.Length[t];
                bool isApart = hasBlanks || form is "—" or "--";
                if (t == sentence.FirstToken || !isApart) { if (t == sentence.FirstToken) return -1; continue; }
                return hasBrackets || hasCapitals || hasMonth ? t + 1 : -1;
            }
            if (depth > 0 || form is "," or "." or "/" or ":") continue;
            hasCapitals |= form.Length >= 3 && form.All(c => !char.IsLetter(c) || char.IsUpper(c)) && char.IsLetter(form[0]) && t == sentence.FirstToken;
            hasMonth |= words.Is("months", form.TrimEnd('.'));
            if (form is not [var first, ..] || !(char.IsUpper(first) || char.IsDigit(first) || words.Is("dateline", form))) return -1;
        }
        return -1;
    }

    // "the attack killed dozens", "rebels attacked army posts": what is tagged as an attribute of the noun after it is the verb. No
    // attribute stands before an article or a number, nor right after a plural or a name.
    private static bool IsVerbBeforeItsObject(TokenTable tokens, Sentence sentence, int token, CueWords words)
    {
        if (tokens.Deprel[token] != "amod" || tokens.Head[token] <= token || tokens.Head[token] >= sentence.EndToken || token <= sentence.FirstToken
            || tokens.Upos[token] is not (Upos.VERB or Upos.ADJ) || !tokens.Form[token].EndsWith("ed", StringComparison.Ordinal)
            || tokens.Form[token - 1] is "-" or "–") return false;
        int noun = tokens.Head[token], left = token - 1;
        while (left > sentence.FirstToken && tokens.Upos[left] == Upos.ADV) left--;
        if (tokens.Upos[left] is not (Upos.NOUN or Upos.PROPN) && !(tokens.Upos[left] == Upos.PRON && left == token - 1) && !(left < token - 1 && tokens.Form[left] is "," or ")")) return false;
        if (IsQuantifier(tokens, token + 1, words) && token + 1 <= noun) return !IsEmbedded(tokens, noun);
        if (tokens.Upos[token] != Upos.VERB || left != token - 1 || tokens.Upos[left] == Upos.NOUN && !tokens.Has(left, "Number", "Plur")) return false;
        // The noun after it heads the whole: nothing else does.
        if (tokens.Deprel[noun] is not ("root" or "ccomp" or "parataxis" or "conj") || HasVerbChild(tokens, sentence, noun)) return false;
        for (int t = sentence.FirstToken; t < sentence.EndToken; t++)
            if (tokens.Head[t] == noun && tokens.Deprel[t] is "case" or "cop" or "det" or "nmod:poss") return false;
        return true;
    }

    private static bool IsEmbedded(TokenTable tokens, int noun)
    {
        for (int t = 0; t < tokens.Count && t <= noun; t++)
            if (tokens.Head[t] == noun && tokens.Deprel[t] == "case" && t < noun) return true;
        return false;
    }

    private static bool HasChild(TokenTable tokens, Sentence sentence, int token, string deprel)
    {
        for (int t = sentence.FirstToken; t < sentence.EndToken; t++)
            if (tokens.Head[t] == token && tokens.Deprel[t] == deprel) return true;
        return false;
    }

    private static bool HasVerbChild(TokenTable tokens, Sentence sentence, int noun)
    {
        for (int t = sentence.FirstToken; t < noun; t++)
            if (tokens.Head[t] == noun && tokens.Deprel[t] is "nsubj" or "nsubj:pass" or "aux" && tokens.Upos[t] != Upos.NOUN) return true;
        return false;
    }

    private static bool IsQuantifier(TokenTable tokens, int token, CueWords words) => token < tokens.Count
        && (tokens.Upos[token] is Upos.DET or Upos.NUM && tokens.Deprel[token] is "det" or "nummod" or "root" or "obj" or "obl"
            || words.Is("determiners", tokens.Form[token]));

    // "the commanders fire at them": a noun with a subject of its own and no copula.
    private static bool IsVerbLikeNoun(TokenTable tokens, Sentence sentence, int token, CueWords words)
    {
        if (tokens.Upos[token] != Upos.NOUN || tokens.Deprel[token] is not ("root" or "ccomp" or "conj")
            || token <= sentence.FirstToken || token + 1 >= sentence.EndToken) return false;
        if (!words.Is("verbs-like-nouns", tokens.Form[token])) return false;
        return tokens.Upos[token - 1] is Upos.NOUN or Upos.PRON or Upos.PROPN && tokens.Head[token - 1] == token && tokens.Deprel[token - 1] == "nsubj";
    }

    // "Russia denies the allegations", "Kyiv denies loss of …": a form that taggers take for a noun, right after the name that opens the sentence
    // and before what it is done to.
    private static bool IsVerbOfName(TokenTable tokens, Sentence sentence, int token, CueWords words)
    {
        if (tokens.Upos[token] != Upos.NOUN || token != sentence.FirstToken + 1 || token + 1 >= sentence.EndToken || !words.Is("verbs-like-nouns", tokens.Form[token]) || !char.IsUpper(tokens.Form[token - 1][0])) return false;
        return tokens.Head[token - 1] == token && tokens.Deprel[token] == "root" && (HasChild(tokens, sentence, token, "obj") || tokens.Upos[token + 1] == Upos.DET)
            || tokens.Deprel[token] == "compound" && tokens.Head[token] > token && tokens.Head[token - 1] == tokens.Head[token];
    }

    // "Trucks with flour reached …", "ISW assesses …": a word at the head of a sentence that taggers do not know is no interjection where a verb
    // after it has no subject.
    private static bool IsOpening(TokenTable tokens, Sentence sentence, int token, CueWords words) =>
        (tokens.Upos[token] == Upos.INTJ || IsAcronymMistaken(tokens, token)) && token <= sentence.FirstToken + 1 && (token == sentence.FirstToken || tokens.Upos[token - 1] == Upos.PUNCT) && tokens.Form[token].Length >= 3 && char.IsUpper(tokens.Form[token][0])
        && tokens.Head[token] > token && tokens.Head[token] < sentence.EndToken && tokens.Upos[tokens.Head[token]] == Upos.VERB && !HasChild(tokens, sentence, tokens.Head[token], "nsubj") && !HasChild(tokens, sentence, tokens.Head[token], "nsubj:pass") && token + 1 < sentence.EndToken && tokens.Form[token + 1] != "," && !words.Is("interjections", tokens.Form[token].ToLowerInvariant());

    // "ACLED recorded 214 clashes": capitals taken for an auxiliary.
    private static bool IsAcronymMistaken(TokenTable tokens, int token) =>
        tokens.Upos[token] is Upos.VERB or Upos.AUX && tokens.Deprel[token] is "aux" or "aux:pass" or "advcl" or "reparandum" && tokens.Form[token].Length >= 3 && tokens.Form[token].All(char.IsAsciiLetterUpper);

    // "Nine teenagers were returned": a number that opens a sentence, taken for a verb or an adjective.
    private static bool IsCounting(TokenTable tokens, Sentence sentence, int token) =>
        token == sentence.FirstToken && tokens.Upos[token] is Upos.VERB or Upos.ADJ or Upos.INTJ or Upos.NOUN or Upos.PROPN && tokens.Head[token] > token && tokens.Head[token] <= token + 4 && tokens.Has(tokens.Head[token], "Number", "Plur");

    // "troops shot dead 19 suspects": the verb taken for a noun of what follows it.
    private static bool IsShotDead(TokenTable tokens, Sentence sentence, int token) =>
        tokens.Form[token] == "shot" && tokens.Upos[token] == Upos.NOUN && token > sentence.FirstToken && token + 2 < sentence.EndToken && tokens.Form[token + 1] == "dead"
        && tokens.Upos[token - 1] is Upos.NOUN or Upos.PROPN && tokens.Head[token - 1] == token && tokens.Head[token] > token + 1;

    // "the Houthis shot down a drone": the verb taken for a noun, and the last of what was shot down for the verb.
    private static bool IsShotDown(TokenTable tokens, Sentence sentence, int token) =>
        tokens.Form[token] == "shot" && tokens.Upos[token] == Upos.NOUN && token > sentence.FirstToken && token + 2 < sentence.EndToken && tokens.Form[token + 1] == "down"
        && tokens.Upos[token - 1] is Upos.NOUN or Upos.PROPN && tokens.Head[token - 1] == token && tokens.Head[token] > token + 1;

    // "Four drones were downed in Saratov, which hosts a base": the clause with "which" taken for the main one; the verb of the true one, -1 for none.
    private static int RelativeForMain(TokenTable tokens, Sentence sentence, int token)
    {
        if (tokens.Deprel[token] != "nsubj" || token < sentence.FirstToken + 3 || tokens.Form[token] is not ("which" or "who") || tokens.Form[token - 1] != ",") return -1;
        int clause = tokens.Head[token];
        if (clause <= token || tokens.Deprel[clause] is not ("root" or "ccomp" or "conj")) return -1;
        for (int t = token - 2; t >= sentence.FirstToken; t--)
        {
            if (tokens.Head[t] != clause || tokens.Deprel[t] != "advcl" || tokens.Upos[t] != Upos.VERB) continue;
            bool isFinite = tokens.Feats[t].Contains("VerbForm=Fin", StringComparison.Ordinal);
            for (int c = sentence.FirstToken; c < token; c++)
            {
                if (tokens.Head[c] != t) continue;
                if (tokens.Deprel[c] == "mark") return -1;
                isFinite |= tokens.Deprel[c].StartsWith("aux", StringComparison.Ordinal);
            }
            return isFinite ? t : -1;
        }
        return -1;
    }

    // "Volodymyr Tymoshko, head of the police, said …": the first name taken for a verb, and the surname for its object; where the name ends, -1 for none.
    private static int NameTakenForVerb(TokenTable tokens, Sentence sentence, int token)
    {
        if (tokens.Upos[token] != Upos.VERB || token + 1 >= sentence.EndToken || tokens.Head[token + 1] != token || tokens.Form[token] is not [var initial, ..] || !char.IsUpper(initial)) return -1;
        foreach (NameMention name in tokens.Names)
            if (name.FirstToken == token && name.Kind == NameKind.Person && name.EndToken > token + 1) return name.EndToken;
        return -1;
    }

    // "drones attacked occupied Crimea": the verb taken for an auxiliary of the participle after it; what it is aimed at, -1 for none.
    private static int IsVerbTakenForAux(TokenTable tokens, Sentence sentence, int token)
    {
        int participle = token + 1;
        if (tokens.Deprel[token] != "aux:pass" || !tokens.Form[token].EndsWith("ed", StringComparison.Ordinal) || tokens.Head[token] != participle || participle + 1 >= sentence.EndToken) return -1;
        for (int t = participle + 1; t < sentence.EndToken; t++)
            if (tokens.Head[t] == participle && tokens.Upos[t] is Upos.NOUN or Upos.PROPN) return tokens.Upos[t - 1] == Upos.ADP || t > participle + 4 ? -1 : t;
        return -1;
    }

    // "No fewer than 14 fishermen drowned": "fewer" taken for who drowned.
    private static bool IsNoFewer(TokenTable tokens, Sentence sentence, int token) =>
        tokens.Form[token] is "fewer" or "less" && token > sentence.FirstToken && tokens.Lemma[token - 1].Equals("no", StringComparison.OrdinalIgnoreCase) && token + 3 < sentence.EndToken
        && tokens.Form[token + 1] == "than" && tokens.Upos[token + 2] == Upos.NUM && tokens.Head[token + 2] is var noun && noun > token + 2 && tokens.Head[noun] == token;

    // "No less than 12 miners were killed": "no" hung on the verb.
    private static bool IsNoBeforeLess(TokenTable tokens, Sentence sentence, int token) =>
        token + 3 < sentence.EndToken && tokens.Lemma[token].Equals("no", StringComparison.OrdinalIgnoreCase) && tokens.Form[token + 1] is "fewer" or "less" && tokens.Form[token + 2] == "than"
        && tokens.Upos[token + 3] == Upos.NUM && tokens.Head[token] > token + 3;

    // "Ukrainian forces advanced west of Lyman, ISW wrote": taken for an adjective of the direction.
    private static bool IsAdvancedTowards(TokenTable tokens, Sentence sentence, int token, CueWords english)
    {
        if (tokens.Form[token] != "advanced" || tokens.Deprel[token] != "amod" || token <= sentence.FirstToken || tokens.Head[token] != token + 1) return false;
        int subject = token - 1;
        return tokens.Upos[subject] is Upos.NOUN or Upos.PROPN && tokens.Head[token + 1] == subject && english.Is("directions", tokens.Form[token + 1].ToLowerInvariant());
    }

    // "159 prisoners held by Russia and 175 held by Ukraine": the second number joined to the participle instead of the noun.
    private static bool IsNumberJoinedToParticiple(TokenTable tokens, Sentence sentence, int token) =>
        tokens.Upos[token] == Upos.NUM && tokens.Deprel[token] == "conj" && token + 1 < sentence.EndToken && tokens.Head[token] is >= 0 and int verb && verb < token
        && tokens.Upos[verb] == Upos.VERB && tokens.Deprel[verb].StartsWith("acl", StringComparison.Ordinal)
        && tokens.Deprel[token + 1].StartsWith("acl", StringComparison.Ordinal) && tokens.Head[token + 1] == tokens.Head[verb];

    // "around 3 pm (1500 GMT), a source said": the zone taken for who speaks.
    private static bool IsTimeZone(TokenTable tokens, Sentence sentence, int token, CueWords english) =>
        tokens.Upos[token] == Upos.PROPN && token > sentence.FirstToken && token + 1 < sentence.EndToken && english.Is("time-zones", tokens.Form[token].ToLowerInvariant())
        && tokens.Upos[token - 1] == Upos.NUM && tokens.Head[token] > token + 1;

    // "troops from neighboring Uganda": taken for a verb.
    private static bool IsNeighbouring(TokenTable tokens, Sentence sentence, int token, CueWords english) =>
        tokens.Upos[token] == Upos.VERB && english.Is("adjectives-in-ing", tokens.Form[token].ToLowerInvariant()) && token > sentence.FirstToken + 1 && token + 1 < sentence.EndToken
        && tokens.Upos[token + 1] is Upos.PROPN or Upos.NOUN && tokens.Head[token + 1] == token && tokens.Head[token] >= 0
        && tokens.Head[token - 1] == token && tokens.Deprel[token - 1] is "mark" or "case";

    // "shot down a drone": "down" taken for a preposition.
    private static bool IsDownBeforeObject(TokenTable tokens, Sentence sentence, int token) =>
        tokens.Form[token] == "down" && tokens.Deprel[token] == "case" && token > sentence.FirstToken && tokens.Form[token - 1] is "shot" or "shoot" or "shooting"
        && tokens.Upos[token - 1] == Upos.VERB && tokens.Head[token] is var noun && noun > token && tokens.Head[noun] == token - 1 && tokens.Deprel[noun] == "obl";

    // "told Radio Lotus that guards had beaten them": the conjunction taken for an object of the verb that has one.
    private static bool IsThatTakenForObject(TokenTable tokens, int token)
    {
        if (tokens.Form[token] != "that" || tokens.Upos[token] != Upos.PRON || !tokens.Deprel[token].StartsWith("obj", StringComparison.Ordinal)) return false;
        int verb = tokens.Head[token];
        if (verb <= token || tokens.Deprel[verb] != "ccomp" || tokens.Head[verb] >= token || tokens.Head[verb] < 0) return false;
        for (int t = token + 1; t < verb + 8 && t < tokens.Count; t++)
            if (tokens.Head[t] == verb && tokens.Deprel[t] == "obj") return true;
        return false;
    }

    // "Ukraine's military said": the owner taken for who speaks, and the body for an apposition.
    private static bool IsOwnerForBody(TokenTable tokens, Sentence sentence, int token) =>
        tokens.Upos[token] == Upos.PROPN && token + 2 < sentence.EndToken && tokens.Form[token + 1] is "'s" or "’s" && tokens.Head[token + 1] == token
        && tokens.Head[token + 2] == token && tokens.Deprel[token + 2] == "appos" && tokens.Upos[token + 2] is Upos.ADJ or Upos.NOUN;

    // "lost up to 540 troops": "up" taken for a part of the verb, so that the troops are no object.
    private static bool IsAmountAfterUpTo(TokenTable tokens, Sentence sentence, int token) =>
        tokens.Form[token] == "up" && tokens.Deprel[token].StartsWith("compound", StringComparison.Ordinal) && token + 3 < sentence.EndToken && tokens.Form[token + 1] == "to" && tokens.Upos[token + 2] == Upos.NUM
        && tokens.Head[token + 1] is var noun && noun > token + 2 && noun <= token + 5 && tokens.Head[noun] == tokens.Head[token] && tokens.Deprel[noun] == "obl";

    // "killed 30 people and injured dozens": the second verb taken for an attribute of the number after it.
    private static bool IsSecondHarm(TokenTable tokens, Sentence sentence, int token)
    {
        if (tokens.Deprel[token] != "amod" || !tokens.Form[token].EndsWith("ed", StringComparison.Ordinal) || token < sentence.FirstToken + 3 || tokens.Form[token - 1] != "and" || tokens.Upos[token] is not (Upos.VERB or Upos.ADJ)) return false;
        int number = tokens.Head[token], first = number >= 0 ? tokens.Head[number] : -1;
        return number == token + 1 && tokens.Upos[number] is Upos.NOUN or Upos.NUM && tokens.Deprel[number] == "conj" && first >= sentence.FirstToken && first < token && tokens.Deprel[first] == "obj"
            && tokens.Head[first] is >= 0 and int verb && tokens.Upos[verb] == Upos.VERB && (tokens.Upos[number] == Upos.NUM || tokens.Has(number, "Number", "Plur"));
    }

    // "after fighting broke out": a word in -ing right before a finite verb is what that verb tells of.
    private static bool IsNameOfAnEvent(TokenTable tokens, Sentence sentence, int token)
    {
        if (IsSubjectOfLater(tokens, sentence, token)) return true;
        int verb = token + 1;
        if (tokens.Upos[token] != Upos.VERB || !tokens.Form[token].EndsWith("ing", StringComparison.Ordinal)
            || verb >= sentence.EndToken || tokens.Upos[verb] != Upos.VERB) return false;
        bool isSubject = tokens.Deprel[token] == "nsubj";
        bool belongTogether = tokens.Head[verb] == token || tokens.Head[token] == verb && isSubject;
        bool isFinite = tokens.Has(verb, "VerbForm", "Fin") || isSubject && tokens.Has(verb, "Tense", "Past");
        return belongTogether && isFinite && (isSubject || token == sentence.FirstToken || tokens.Upos[token - 1] is Upos.SCONJ or Upos.PUNCT or Upos.CCONJ or Upos.ADJ);
    }

    // "fighting also continued", "Fighting is going on": auxiliaries and adverbs between the two.
    private static bool IsSubjectOfLater(TokenTable tokens, Sentence sentence, int token)
    {
        if (tokens.Upos[token] != Upos.VERB || !tokens.Form[token].EndsWith("ing", StringComparison.Ordinal) || tokens.Deprel[token] is not ("nsubj" or "nsubj:pass" or "reparandum" or "csubj" or "discourse")) return false;
        int verb = token + 1;
        while (verb < sentence.EndToken && tokens.Upos[verb] is Upos.ADV or Upos.AUX) verb++;
        return verb > token + 1 && verb < sentence.EndToken && tokens.Head[token] == verb && tokens.Upos[verb] == Upos.VERB;
    }

    // "Others described being beaten": who tells, then what was done to them.
    private static bool IsTellingOfSuffering(TokenTable tokens, Sentence sentence, int token) =>
        tokens.Upos[token] == Upos.VERB && token > sentence.FirstToken && token + 2 < sentence.EndToken
        && tokens.Form[token + 1] == "being" && tokens.Deprel[token] is "acl" or "nsubj" or "nsubj:pass"
        && tokens.Deprel[token - 1] is "nsubj" or "nsubj:pass" && tokens.Head[token - 1] > token + 1
        && (tokens.Head[token] == token - 1 || tokens.Head[token] == tokens.Head[token - 1]);

    // "20-year-old Ivan Petrov was wounded": the age heads the name and is the subject.
    private static bool IsAgeWithName(TokenTable tokens, Sentence sentence, int token) =>
        tokens.Form[token] == "old" && tokens.Deprel[token] == "amod" && token > sentence.FirstToken
        && tokens.Form[token - 1] == "-" && tokens.Head[token] > token && tokens.Upos[tokens.Head[token]] == Upos.VERB
        && token + 1 < sentence.EndToken && tokens.Head[token + 1] == token && tokens.Deprel[token + 1] == "flat";
}
