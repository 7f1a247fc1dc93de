using Hearsay.Text;

namespace Hearsay.Claims;

// Words that name an event without telling of it: a topic, a purpose, a date, something still to come.
public sealed partial class ClaimExtractor
{
    // "the toll rose to 123 since the operation began": what only dates something else.
    private static bool IsSinceThen(SyntaxTree tree, int token)
    {
        if (!tree.IsEnglish(token) || tree.Tokens.Upos[token] is not (Upos.NOUN or Upos.PROPN)) return false;
        int verb = tree.Tokens.Head[token];
        // "since the start of the offensive", "the anniversary of the invasion"
        if (verb >= 0 && tree.Is(token, "nmod") && (tree.Tokens.Lemma[verb] == "anniversary" || tree.LemmaIn("beginnings", verb) && tree.Preposition(verb) == "since")) return true;
        if (verb < 0 || !tree.LemmaIn("begin", verb)) return false;
        foreach (int child in tree.Children(verb))
            if (tree.Tokens.Lemma[child] == "since" && tree.Is(child, "mark")) return true;
        return false;
    }

    // Names an event without telling of it: "battle front", "sent to fight", «під час боїв»; or refers back to one already told.
    private bool IsBareMention(SyntaxTree tree, Trigger trigger, ClaimSetting setting, List<Claim> told)
    {
        TokenTable tokens = tree.Tokens;
        int token = trigger.Token;
        if (trigger.Type.Code == "battle" && tokens.Has(token, "VerbForm", "Inf") && !tree.Is(token, "root") && !tree.Is(token, "ccomp")) return true;
        // "740 people were killed in two days of revenge killings": named once more in the sentence that has told it.
        if (trigger.Type.Family == "harm" && trigger.Rule.Upos == Upos.NOUN && (tree.Is(token, "obl") || tree.Is(token, "nmod") || tree.Is(token, "conj")) && tree.Child(token, "nummod") < 0
            && told.Exists(claim => claim.Type == trigger.Type.Code && claim.Quantity is not null && claim.Sentence.Start == tokens.Start[tree.Sentence(token).FirstToken])) return true;
        if (IsTopic(tree, trigger)) return true;
        if (tree.IsEnglish(token) && IsKnownAlready(tree, trigger, setting, told)) return true;
        // «для убийства и похищения»: what is meant to be done.
        if (tokens.Upos[token] == Upos.NOUN && !tree.IsEnglish(token) && IsPurpose(tree, token)) return true;
        if (tokens.Upos[token] is not (Upos.NOUN or Upos.PROPN) || trigger.Type.Family is not ("violence" or "control" or "civil" or "indiscipline") && trigger.Type.Code is not "conscription") return false;
        if (tree.Is(token, "compound") || RefersBack(tree, token)) return true;
        // «прошли акции протеста», «прокатилась волна обысков»: the noun above it only says how many or in what form.
        int above = tokens.Head[token];
        if (tree.Is(token, "nmod") && above >= 0 && (tree.Is(above, "nsubj") || tree.Is(above, "obj") || tokens.Head[above] >= 0 && setting.IsTime(tokens.Head[above])) && tree.LemmaIn("series", above)) return false;
        if (!(tree.Is(token, "obl") || tree.Is(token, "nmod") || tree.Is(token, "conj"))) return false;
        // «Официальное сообщение Минобороны о взрыве»: a line that only says what it is about.
        if (!tree.IsEnglish(token) && above >= 0 && tree.Is(above, "root") && tokens.Upos[above] == Upos.NOUN && tree.PrepositionIn("about", token) && tree.Child(token, "nummod") < 0) return true;
        // «провели двое суток под миномётным огнём»: it tells what they were under.
        if (trigger.Type.Code == "shelling" && tree.Preposition(token) is "под" or "під" && !tree.IsEnglish(token) && !told.Exists(claim => claim.Type == "shelling")
            && !(above >= 0 && codebook.TriggersOf(tree.Language(token), tokens.Lemma[above]).Any(entry => entry.Rule.Type.Code == "shelling"))) return false;
        // «решение о начале мобилизации»: who decides on it tells of it, once.
        if (trigger.Type.Code == "conscription" && IsDecision(tree, token) && !told.Exists(claim => claim.Type == "conscription")) return false;
        // «пострадавшие от обстрела города»: the one told before, at the same place.
        if (!tree.IsEnglish(token) && tree.Child(token, "nummod") < 0 && IsAtToldPlace(tree, trigger, setting, told)) return true;
        if (trigger.Actor >= 0 || (trigger.Target >= 0 && !IsUnnamedPlace(tree, trigger.Target)) || trigger.Weapon >= 0 || tree.Child(token, "nummod") >= 0) return false;
        // "a gunfight between two groups": told with those who fight.
        if (tree.IsEnglish(token) && token + 1 < tokens.Count && tokens.Form[token + 1] == "between") return false;
        (int first, int end) = tree.Extent(token);
        for (int t = first; t < end; t++)
            if (setting.IsPlace(t) || setting.IsTime(t)) return false;
        // A strike of its own kind is news where only others have been told.
        bool isSpecial = IsSpecial(trigger) && trigger.Type.Code is "drone-strike" or "air-strike" or "missile-strike" && !tree.IsEnglish(token);
        foreach (Claim claim in told)
            if ((claim.Family == trigger.Type.Family && !isSpecial) || claim.Type == trigger.Type.Code) return true;
        return trigger.Type.Code is "battle" or "conscription" or "protest";
    }

    // «пожаловались на потери», «отрицают потери»: what a complaint or denial is about, without a number.
    private bool IsTopic(SyntaxTree tree, Trigger trigger)
    {
        TokenTable tokens = tree.Tokens;
        int token = trigger.Token, verb = tokens.Head[token];
        if (tree.IsEnglish(token) || tokens.Upos[token] != Upos.NOUN || trigger.Type.Family is not ("harm" or "conditions" or "coercion") || verb < 0 || tokens.Upos[verb] != Upos.VERB || tree.Child(token, "nummod") >= 0) return false;
        if (!(tree.Is(token, "obl") || tree.Is(token, "obj") || tree.Is(token, "nsubj") && token > verb)) return false;
        foreach (TriggerEntry entry in codebook.TriggersOf(tree.Language(verb), tokens.Lemma[verb]))
            if (entry.Others.Length == 0 && !entry.Rule.Need.Any(c => c.Flag == "negated") && entry.Rule.Type.Code is "complaint" or "denial") return true;
        return false;
    }

    // «обстрел города», «удар по посёлку»: the one told of, not another.
    private static bool IsUnnamedPlace(SyntaxTree tree, int noun) =>
        !tree.IsEnglish(noun) && tree.LemmaIn("unnamed-places", noun) && tree.Child(noun, "appos") < 0 && tree.Child(noun, "nmod") < 0;

    // «число жертв может вырасти»: a toll that is still to come.
    private bool IsTollToCome(SyntaxTree tree, Trigger trigger)
    {
        TokenTable tokens = tree.Tokens;
        int count = tokens.Head[trigger.Token];
        if (trigger.Type.Family != "harm" || tree.IsEnglish(trigger.Token) || count < 0 || !tree.LemmaIn("toll", count)) return false;
        for (int at = tokens.Head[count], steps = 0; at >= 0 && steps < 2; at = tokens.Head[at], steps++)
            if (tokens.Has(at, "Tense", "Fut") || attributionReader.CuesOf(tree.Language(at)).Is("modals", tokens.Lemma[at]) || tree.Child(at, "aux") is >= 0 and int auxiliary && tokens.Has(auxiliary, "Tense", "Fut")) return true;
        return false;
    }

    private static bool IsPurpose(SyntaxTree tree, int noun)
    {
        if (tree.PrepositionIn("purpose", noun)) return true;
        return tree.Is(noun, "conj") && tree.Tokens.Head[noun] is >= 0 and int first && tree.Tokens.Upos[first] == Upos.NOUN && tree.Preposition(noun).Length == 0 && tree.PrepositionIn("purpose", first);
    }

    private static bool IsDecision(SyntaxTree tree, int noun)
    {
        const int furthest = 6;
        for (int t = noun - 1; t >= Math.Max(tree.Sentence(noun).FirstToken, noun - furthest) && tree.Tokens.Upos[t] is not (Upos.VERB or Upos.PUNCT); t--)
            if (tree.LemmaIn("decisions", t)) return true;
        return false;
    }
}
