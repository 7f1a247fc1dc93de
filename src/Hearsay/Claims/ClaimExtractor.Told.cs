using Hearsay.Places;
using Hearsay.Text;

namespace Hearsay.Claims;

// What a page has told already: the same sentence, the same people, the same event in other words.
public sealed partial class ClaimExtractor
{
    // Sentences that a page gives twice, the second time perhaps cut short: they tell nothing new.
    private static bool[] RepeatedSentences(SyntaxTree tree)
    {
        const int shortest = 40;
        Sentence[] sentences = tree.Tokens.Sentences;
        bool[] repeated = new bool[sentences.Length];
        HashSet<string> beginnings = new(StringComparer.Ordinal);
        string body = tree.Analysis.Document.Body;
        for (int s = 0; s < sentences.Length; s++)
        {
            string text = tree.Tokens.SpanOf(sentences[s].FirstToken, sentences[s].EndToken).Of(body);
            if (text.Length < shortest) continue;
            // A cut-off sentence ends the page; elsewhere the whole has to be the same.
            repeated[s] = !beginnings.Add(text)
                || s == sentences.Length - 1 && beginnings.Any(earlier => earlier.Length > text.Length && earlier.StartsWith(text, StringComparison.Ordinal));
        }
        return repeated;
    }

    // "the Guards Air Assault Brigade", "the Centre for Countering Disinformation": a capitalised word within a longer name, in a sentence that is
    // not capitalised throughout.
    private static bool IsPartOfName(SyntaxTree tree, Trigger trigger)
    {
        const int most = 2;
        TokenTable tokens = tree.Tokens;
        int token = trigger.Token;
        Sentence sentence = tree.Sentence(token);
        if (!tree.IsEnglish(token) || token == sentence.FirstToken || !IsCapitalised(token)) return false;
        int capitals = 0, words = 0;
        for (int t = sentence.FirstToken; t < sentence.EndToken; t++)
        {
            if (tokens.Upos[t] is Upos.PUNCT or Upos.NUM) continue;
            words++;
            if (IsCapitalised(t)) capitals++;
        }
        if (capitals * most > words) return false;
        return IsCapitalised(token - 1) || token + 1 < sentence.EndToken && IsCapitalised(token + 1)
            || token > sentence.FirstToken + 1 && tokens.Upos[token - 1] is Upos.ADP or Upos.DET or Upos.CCONJ && IsCapitalised(token - 2) && tokens.Upos[token - 2] is Upos.PROPN or Upos.NOUN;

        bool IsCapitalised(int t) => tokens.Form[t] is [var first, ..] && char.IsUpper(first);
    }

    // "10 prisoners died", "executed two captives": people named by what befell them before, to whom something else happens now.
    private bool IsArgument(SyntaxTree tree, Trigger trigger, IReadOnlyList<Trigger> triggers)
    {
        int token = trigger.Token;
        // "handed over four dead hostages", "the missing soldiers": what the people are called, to whom something else happens or whom the page has told of.
        bool isAttribute = tree.IsEnglish(token) && trigger.Type.Family == "harm" && tree.Is(token, "amod");
        if (isAttribute && tree.Tokens.Head[token] is >= 0 and int bearer && bearer > token)
        {
            if (trigger.Type.Code == "missing" && HasThe(tree, bearer)) return true;
            foreach (Trigger other in triggers)
                if (other.Target == bearer && other.Type.Code is "release" or "exchange") return true;
        }
        if (trigger.Rule.Upos != Upos.NOUN || trigger.Type.Family is not ("coercion" or "harm") || KindOf(tree, token) is not ("person" or "military" or "civilian")) return false;
        foreach (Trigger other in triggers)
        {
            if (other.Token == token || other.Type.Code == trigger.Type.Code || other.Type.Family is not ("harm" or "coercion" or "civil")) continue;
            if (other.Target == token || (other.Actor == token && other.Type.Family != "coercion")) return true;
        }
        return false;
    }

    // "left four people dead", "reported missing": two words of one sentence that tell one number of one kind.
    private static bool IsToldAgain(List<Claim> told, Claim claim)
    {
        if (claim.Family != "harm" || claim.Quantity is not { } quantity) return false;
        for (int i = told.Count - 1; i >= 0 && told[i].Sentence == claim.Sentence; i--)
            if (told[i].Type == claim.Type && told[i].Quantity?.Span == quantity.Span && told[i].When?.Span == claim.When?.Span) return true;
        return false;
    }

    // "they beat us with clubs; they beat us with sticks", "gunmen clashed with residents who fought beside the police": the same word, or a battle
    // told with two, in one sentence, without a number, place or time of its own.
    private static bool IsSaidTwice(SyntaxTree tree, Trigger trigger, Claim claim, List<Claim> told, List<(int Token, int Target, int Claim)> tellings)
    {
        if (claim.Family is "speech" or "civil" || claim.Quantity is not null || claim.When is { Carried: false }) return false;
        foreach ((int token, _, int at) in tellings)
        {
            if (told[at].Type != claim.Type || tree.SentenceOf(token) != tree.SentenceOf(trigger.Token)) continue;
            if (tree.Tokens.Lemma[token] != tree.Tokens.Lemma[trigger.Token] && claim.Type is not "battle") continue;
            if (claim.Place is { Carried: false } place && told[at].Place?.Toponym.Span != place.Toponym.Span) continue;
            if (claim.Sources.SequenceEqual(told[at].Sources)) return true;
        }
        return false;
    }

    // «Поліція затримала учасників акції»: in the words of a sentence before, with no number, place or time that it has not told.
    private static bool IsSameWords(SyntaxTree tree, Trigger trigger, Claim claim, List<Claim> told, List<(int Token, int Target, int Claim)> tellings)
    {
        if (trigger.Target < 0 || claim.Family is "speech") return false;
        TokenTable tokens = tree.Tokens;
        foreach (int child in tree.Children(trigger.Token))
            if (tree.LemmaIn("also", child)) return false;
        foreach ((int token, int target, int at) in tellings)
        {
            if (target < 0 || told[at].Type != claim.Type || tree.SentenceOf(token) == tree.SentenceOf(trigger.Token)) continue;
            if (tokens.Lemma[token] != tokens.Lemma[trigger.Token] || tokens.Lemma[target] != tokens.Lemma[trigger.Target]) continue;
            Claim before = told[at];
            bool addsNumber = claim.Quantity is { } number && (before.Quantity?.Low, before.Quantity?.High) != (number.Low, number.High);
            bool addsPlace = claim.Place is { } place && !place.Carried && before.Place?.Toponym.Place?.GazetteerId != place.Toponym.Place?.GazetteerId;
            bool addsTime = claim.When is { } time && !time.Carried && before.When?.Interval != time.Interval;
            if (!addsNumber && !addsPlace && !addsTime) return true;
        }
        return false;
    }

    // «возобновили обстрел центра, под огонь попал бульвар»: two words of one sentence for what struck one place on one day.
    private static bool IsStruckAgain(List<Claim> told, Claim claim)
    {
        if (claim.Family is not ("violence" or "control") || claim.Quantity is not null || claim.Place?.Toponym.Place is not { } place) return false;
        for (int i = told.Count - 1; i >= 0 && told[i].Sentence == claim.Sentence; i--)
            if (told[i].Type == claim.Type && told[i].Quantity is null && IsAt(told[i], place) && told[i].When?.Interval == claim.When?.Interval) return true;
        return false;
    }

    private static bool IsAt(Claim claim, Place place) => claim.Place?.Toponym.Place is { } own && own.GazetteerId == place.GazetteerId;

    // «Войска сбросили взрывчатку на Херсон. … "Сбросили взрывчатку с дрона", – говорится в сообщении»: the words behind what was told.
    private static bool IsQuotedAgain(List<Claim> told, Claim claim) =>
        claim.Family == "violence" && claim.Quantity is null && claim.Place?.Toponym.Place is { } place
        && told.Exists(other => other.Type == claim.Type && other.Sentence != claim.Sentence && IsAt(other, place)
            && (claim.When is null || other.When?.Interval == claim.When?.Interval));

    private static bool IsAtToldPlace(SyntaxTree tree, Trigger trigger, ClaimSetting setting, List<Claim> told)
    {
        if (setting.TimeOf(trigger, mayCarry: false) is not null) return false;
        IReadOnlyList<ClaimPlace> places = setting.PlacesOf(trigger, mayCarry: false);
        return places.Count == 1 && places[0].Toponym.Place is { } own && told.Exists(claim => claim.Type == trigger.Type.Code && IsAt(claim, own));
    }

    // «Она доставлена в больницу», «этих дезертиров задержали»: whom the sentences before have told the same of.
    private static bool IsSamePeople(SyntaxTree tree, Trigger trigger, List<Claim> told)
    {
        const int reach = 2;
        TokenTable tokens = tree.Tokens;
        int target = trigger.Target;
        if (tree.IsEnglish(trigger.Token) || target < 0 || trigger.Type.Family is not ("harm" or "coercion") || trigger.Type.Code is "prosecution") return false;
        bool isPronoun = tokens.Upos[target] == Upos.PRON && tokens.Has(target, "Person", "3"), isHurt = tree.Child(target, "nummod") < 0 && tree.FormIn("hurt-people", target);
        if (!(RefersBack(tree, target) || trigger.Type.Code is "wounded" && (isPronoun || isHurt))) return false;
        int sentence = tree.SentenceOf(trigger.Token);
        int from = tokens.Start[tokens.Sentences[Math.Max(0, sentence - reach)].FirstToken];
        return told.Exists(claim => claim.Type == trigger.Type.Code && claim.Sentence.Start >= from);
    }

    // «называют это нападение терактом», «ці удари»: pointed at, so told before.
    private static bool RefersBack(SyntaxTree tree, int noun)
    {
        foreach (int child in tree.Children(noun))
            if (child < noun && tree.LemmaIn("pointing", child)) return true;
        return false;
    }

    // "killed in the attack on the school": an event with "the", beside the harm it did, after the page has told of it, without a place or
    // time of its own; "reports about deaths", "news of casualties": no number, and not said to be so.
    private static bool IsKnownAlready(SyntaxTree tree, Trigger trigger, ClaimSetting setting, List<Claim> told)
    {
        TokenTable tokens = tree.Tokens;
        int token = trigger.Token, head = tokens.Head[token];
        if (tokens.Upos[token] != Upos.NOUN || head < 0) return false;
        (string family, bool isObject, bool isOblique) = (trigger.Type.Family, tree.Is(token, "obj"), tree.Is(token, "obl"));
        if (family == "harm" && trigger.Type.Code != "damage" && tree.Is(token, "nmod") && tree.Child(token, "nummod") < 0 && tree.LemmaIn("hearsay", head)) return true;
        // "postponed the offensive", "focused on the offensive"
        bool isWeighed = isObject && tree.LemmaIn("weighing", head) || isOblique && tree.Preposition(token) == "on" && tree.LemmaIn("weighing-on", head);
        if (isWeighed && family is "control" or "violence") return true;
        // "The airstrikes are in response to …", "The attack comes after …", "is following the protests": what is said about it, not that it was.
        bool isTopic = tree.Is(token, "nsubj") && (tree.Child(head, "cop") >= 0 || tree.LemmaIn("commenting", head)) || isObject && tree.LemmaIn("treating", head);
        bool isBeside = family == "violence" && isOblique && tree.PrepositionIn("beside", token);
        if (family is not ("violence" or "civil" or "coercion" or "control") || !(isTopic || isBeside) || tree.Child(token, "nummod") >= 0) return false;
        if (!HasThe(tree, token) && !(isTopic && tree.Children(token).ToArray().Any(child => tokens.Deprel[child] == "nmod:poss"))) return false;
        (int first, int end) = tree.Extent(token);
        for (int t = first; t < end; t++)
            if (setting.IsPlace(t) || setting.IsTime(t)) return false;
        return told.Exists(claim => claim.Family == trigger.Type.Family);
    }

    private static bool HasThe(SyntaxTree tree, int noun)
    {
        foreach (int child in tree.Children(noun))
            if (tree.Is(child, "det") && tree.Tokens.Lemma[child] is "the" or "this" or "that") return true;
        return false;
    }
}
