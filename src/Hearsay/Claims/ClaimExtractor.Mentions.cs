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
        if (verb < 0) return false;
        if (tree.Is(token, "nmod") && (tree.Tokens.Lemma[verb] == "anniversary" || tree.LemmaIn("beginnings", verb) && tree.Preposition(verb) == "since")) return true;
        if (!tree.LemmaIn("begin", verb)) return false;
        foreach (int child in tree.Children(verb))
            if (tree.Tokens.Lemma[child] == "since" && tree.Is(child, "mark")) return true;
        return false;
    }

    // «СОЧ (самовольное оставление части)»: what initials stand for.
    private static bool IsExpansion(SyntaxTree tree, int token)
    {
        const int reach = 3;
        int first = tree.Sentence(token).FirstToken;
        for (int t = token - 1; t > Math.Max(first, token - 1 - reach); t--)
            if (tree.Tokens.Form[t] == "(") return PageAbbreviations.IsAbbreviation(tree.Tokens.Form[t - 1]);
        return false;
    }

    // Names an event without telling of it: "battle front", "sent to fight", «під час боїв»; or refers back to one already told.
    private bool IsBareMention(SyntaxTree tree, Trigger trigger, ClaimSetting setting, List<Claim> told)
    {
        TokenTable tokens = tree.Tokens;
        int token = trigger.Token, above = tokens.Head[token];
        (string type, string family) = (trigger.Type.Code, trigger.Type.Family);
        bool isEnglish = tree.IsEnglish(token), isNoun = tokens.Upos[token] == Upos.NOUN, isCounted = tree.Child(token, "nummod") >= 0;
        bool isBeside = tree.Is(token, "obl") || tree.Is(token, "nmod") || tree.Is(token, "conj");
        if (type == "battle" && tokens.Has(token, "VerbForm", "Inf") && !tree.Is(token, "root") && !tree.Is(token, "ccomp")) return true;
        // "740 people were killed in two days of revenge killings": named once more in the sentence that has told it.
        if (family == "harm" && trigger.Rule.Upos == Upos.NOUN && isBeside && !isCounted && IsCountedInSentence(tree, trigger, told)) return true;
        if (IsTopic(tree, trigger) || IsExpansion(tree, token)) return true;
        if (isEnglish && IsKnownAlready(tree, trigger, setting, told)) return true;
        // «для убийства и похищения»: what is meant to be done.
        if (isNoun && !isEnglish && IsPurpose(tree, token)) return true;
        if (!(isNoun || tokens.Upos[token] == Upos.PROPN) || family is not ("violence" or "control" or "civil" or "indiscipline") && type is not "conscription") return false;
        if (tree.Is(token, "compound") || RefersBack(tree, token)) return true;
        if (!isBeside || IsUnderSeries(tree, token, setting)) return false;
        // «Официальное сообщение Минобороны о взрыве»: a line that only says what it is about.
        bool isLine = above >= 0 && tree.Is(above, "root") && tokens.Upos[above] == Upos.NOUN;
        if (!isEnglish && isLine && tree.PrepositionIn("about", token) && !isCounted) return true;
        // «провели двое суток под миномётным огнём»: it tells what they were under.
        bool isUnderFire = type == "shelling" && !isEnglish && tree.Preposition(token) is "под" or "під";
        if (isUnderFire && !told.Exists(claim => claim.Type == "shelling") && !IsUnderShelling(tree, above)) return false;
        // «решение о начале мобилизации»: who decides on it tells of it, once.
        if (type == "conscription" && IsDecision(tree, token) && !told.Exists(claim => claim.Type == "conscription")) return false;
        // «пострадавшие от обстрела города»: the one told before, at the same place.
        if (!isEnglish && !isCounted && IsAtToldPlace(tree, trigger, setting, told)) return true;
        if (trigger.Actor >= 0 || (trigger.Target >= 0 && !IsUnnamedPlace(tree, trigger.Target)) || trigger.Weapon >= 0 || isCounted) return false;
        // "after three days of clashes": told with how long they went on.
        if (isEnglish && above >= 0 && above < token && tree.LemmaIn("periods", above) && tree.Child(above, "nummod") >= 0) return false;
        // "a gunfight between two groups": told with those who fight.
        if (isEnglish && token + 1 < tokens.Count && tokens.Form[token + 1] == "between") return false;
        (int first, int end) = tree.Extent(token);
        for (int t = first; t < end; t++)
            if (setting.IsPlace(t) || setting.IsTime(t)) return false;
        // A strike of its own kind is news where only others have been told.
        bool isSpecial = type is "drone-strike" or "air-strike" or "missile-strike" && !isEnglish;
        foreach (Claim claim in told)
            if ((claim.Family == family && !isSpecial) || claim.Type == type) return true;
        return type is "battle" or "conscription" or "protest";
    }

    private static bool IsCountedInSentence(SyntaxTree tree, Trigger trigger, List<Claim> told)
    {
        int start = tree.Tokens.Start[tree.Sentence(trigger.Token).FirstToken];
        return told.Exists(claim => claim.Type == trigger.Type.Code && claim.Quantity is not null && claim.Sentence.Start == start);
    }

    // «прошли акции протеста», «прокатилась волна обысков»: the noun above it only says how many or in what form.
    private static bool IsUnderSeries(SyntaxTree tree, int noun, ClaimSetting setting)
    {
        int above = tree.Tokens.Head[noun];
        if (above < 0 || !tree.Is(noun, "nmod") || !tree.LemmaIn("series", above)) return false;
        return tree.Is(above, "nsubj") || tree.Is(above, "obj") || tree.Tokens.Head[above] is >= 0 and int verb && setting.IsTime(verb);
    }

    private bool IsUnderShelling(SyntaxTree tree, int head) =>
        head >= 0 && codebook.TriggersOf(tree.Language(head), tree.Tokens.Lemma[head]).Any(entry => entry.Rule.Type.Code == "shelling");

    // «пожаловались на потери», «отрицают потери»: what a complaint or denial is about, without a number.
    private bool IsTopic(SyntaxTree tree, Trigger trigger)
    {
        TokenTable tokens = tree.Tokens;
        int token = trigger.Token, verb = tokens.Head[token];
        if (tree.IsEnglish(token) || tokens.Upos[token] != Upos.NOUN || trigger.Type.Family is not ("harm" or "conditions" or "coercion")) return false;
        if (verb < 0 || tokens.Upos[verb] != Upos.VERB || tree.Child(token, "nummod") >= 0) return false;
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
        {
            int auxiliary = tree.Child(at, "aux");
            bool isFuture = tokens.Has(at, "Tense", "Fut") || auxiliary >= 0 && tokens.Has(auxiliary, "Tense", "Fut");
            if (isFuture || attributionReader.CuesOf(tree.Language(at)).Is("modals", tokens.Lemma[at])) return true;
        }
        return false;
    }

    private static bool IsPurpose(SyntaxTree tree, int noun)
    {
        if (tree.PrepositionIn("purpose", noun)) return true;
        if (!tree.Is(noun, "conj") || tree.Preposition(noun).Length > 0) return false;
        int first = tree.Tokens.Head[noun];
        return first >= 0 && tree.Tokens.Upos[first] == Upos.NOUN && tree.PrepositionIn("purpose", first);
    }

    private static bool IsDecision(SyntaxTree tree, int noun)
    {
        const int furthest = 6;
        for (int t = noun - 1; t >= Math.Max(tree.Sentence(noun).FirstToken, noun - furthest) && tree.Tokens.Upos[t] is not (Upos.VERB or Upos.PUNCT); t--)
            if (tree.LemmaIn("decisions", t)) return true;
        return false;
    }
}
