using Hearsay.Text;

namespace Hearsay.Claims;

// Two words of one sentence for one event: which of the triggers stays.
public sealed partial class ClaimExtractor
{
    // Two words of one phrase for one event: "launched a missile strike", "shelling attack". The more special type wins,
    // at the noun when types are equal.
    private static List<Trigger> Merge(SyntaxTree tree, IReadOnlyList<Trigger> triggers)
    {
        const int furthest = 8;
        List<Trigger> kept = [];
        foreach (Trigger trigger in triggers)
        {
            Trigger current = trigger;
            bool drop = false;
            for (int k = kept.Count - 1; k >= 0; k--)
            {
                Trigger other = kept[k];
                // Further off only the subject of a verb tells the same event ("An airstrike … on a village … hit a school").
                bool isSubject = tree.IsEnglish(current.Token) && tree.Tokens.Head[other.Token] == current.Token && tree.Is(other.Token, "nsubj");
                bool isWithin = tree.IsEnglish(current.Token) && tree.Tokens.Head[current.Token] == other.Token && tree.Is(current.Token, "obl") && tree.PrepositionIn("within", current.Token);
                bool isSameSentence = tree.SentenceOf(other.Token) == tree.SentenceOf(current.Token), isFar = current.Token - other.Token > furthest && !isSubject && !isWithin;
                // "launched an attack on the capital, targeting a suburb": at what it was aimed.
                if (isSameSentence && IsAimOf(tree, other, current))
                {
                    kept[k] = other with { Target = other.Target >= 0 ? other.Target : current.Target };
                    drop = true;
                    break;
                }
                if (isFar && !isSameSentence) break;
                if (isFar || !isSameSentence || other.Type.Family != current.Type.Family) continue;
                bool linked = tree.Tokens.Head[current.Token] == other.Token || tree.Tokens.Head[other.Token] == current.Token;
                if (IsSecondNoun(tree, other, current))
                {
                    drop = true;
                    break;
                }
                if (IsPair(tree, other, current))
                {
                    // «перехвачено и уничтожено 26 беспилотников»: the number stands with either.
                    bool isList = tree.IsEnglish(other.Token) && other.Rule.Upos == Upos.NOUN;
                    kept[k] = (current.Target >= 0 || current.Actor >= 0) && current.Type.Code != "prosecution" && !isList ? current : other;
                    drop = true;
                    break;
                }
                if (!linked || tree.Is(current.Token, "conj") || tree.Is(other.Token, "conj")) continue;
                // "A base came under attack, and a station and a market were targeted": a sentence of its own.
                if (tree.IsEnglish(current.Token) && tree.Is(current.Token, "parataxis") && tree.Child(current.Token, "nsubj") >= 0) continue;
                // «пошкоджені шість будинків, в одному виникла пожежа»: two statements, whatever the parser hung under what.
                if (other.Type.Family == "harm" && !tree.IsEnglish(other.Token) && HasArgumentAndComma(tree, other, current)) continue;
                if (other.Type.Code != current.Type.Code && current.Type.Family != "violence") continue;
                if (!isSubject && (tree.Is(current.Token, "advcl") || tree.Is(current.Token, "ccomp") || tree.Is(other.Token, "acl"))) continue;
                // «удари безпілотників»: the strike, not its weapon, where both say the same.
                bool isOneKindOfNoun = other.Type.Code == current.Type.Code && other.Rule.Upos == Upos.NOUN && current.Rule.Upos == Upos.NOUN;
                // "launched two missiles and 19 drones in an overnight attack": with the verb stand the numbers.
                bool keepOther = isWithin && other.Rule.Upos == Upos.VERB && IsSpecial(other) || (IsSpecial(other) && !IsSpecial(current)) || (isOneKindOfNoun && !tree.IsEnglish(other.Token) && tree.Tokens.Head[current.Token] == other.Token);
                Trigger winner = keepOther ? other : current, loser = keepOther ? current : other;
                kept[k] = winner with
                {
                    Actor = winner.Actor >= 0 && winner.Actor != loser.Token ? winner.Actor : loser.Actor != winner.Token ? loser.Actor : -1,
                    Target = winner.Target >= 0 && winner.Target != loser.Token ? winner.Target : loser.Target != winner.Token ? loser.Target : -1,
                };
                drop = true;
                break;
            }
            if (!drop) kept.Add(current);
        }
        kept.Sort((a, b) => a.Token.CompareTo(b.Token));
        return kept;
    }

    private static bool IsAimOf(SyntaxTree tree, Trigger attack, Trigger aim) =>
        tree.IsEnglish(aim.Token) && tree.LemmaIn("aiming", aim.Token) && tree.Tokens.Form[aim.Token].EndsWith("ing", StringComparison.Ordinal) && attack.Type.Family == "violence" && aim.Type.Family == "violence"
        && (tree.Is(aim.Token, "advcl") || tree.Is(aim.Token, "acl")) && attack.Token < aim.Token && tree.IsUnder(tree.Tokens.Head[aim.Token], attack.Token) && tree.Tokens.Upos[aim.Token - 1] is not (Upos.ADV or Upos.CCONJ);

    // «отразили атаки и штурмы»: the second of two nouns under a light verb whose phrase the first completes.
    private static bool IsSecondNoun(SyntaxTree tree, Trigger verb, Trigger noun)
    {
        if (verb.Rule.Upos != Upos.VERB || noun.Rule.Upos != Upos.NOUN || tree.IsEnglish(noun.Token) || !tree.Is(noun.Token, "conj")) return false;
        int first = tree.Tokens.Head[noun.Token];
        return first > verb.Token && tree.Tokens.Head[first] == verb.Token && (tree.Is(first, "obj") || tree.Is(first, "iobj") || tree.Is(first, "obl")) && tree.Tokens.Upos[first] == Upos.NOUN
            && tree.Child(noun.Token, "nummod") < 0 && tree.Child(first, "nummod") < 0;
    }

    private static bool HasArgumentAndComma(SyntaxTree tree, Trigger first, Trigger second)
    {
        bool between = false;
        for (int t = first.Token + 1; t < second.Token; t++) between |= tree.Tokens.Form[t] is "," or ";";
        bool hasArgument = tree.Child(first.Token, "obj") >= 0 || tree.Child(first.Token, "nsubj") >= 0;
        return between && first.Rule.Upos != Upos.NOUN && hasArgument && tree.Child(second.Token, "nsubj") >= 0;
    }

    // Two verbs of one kind side by side, joined by nothing but "and": one event told with two words.
    private static bool IsPair(SyntaxTree tree, Trigger first, Trigger second)
    {
        if (first.Type.Code != second.Type.Code || first.Rule.Upos != second.Rule.Upos) return false;
        string family = first.Type.Family;
        bool isJoined = !tree.IsEnglish(first.Token) && tree.Is(second.Token, "conj") && tree.Tokens.Head[second.Token] == first.Token;
        // «пыткам и жестокому обращению»
        bool isListed = isJoined || first.Type.Code == "ill-treatment" && tree.Is(second.Token, "conj") && tree.Tokens.Head[second.Token] == first.Token;
        if (first.Rule.Upos == Upos.NOUN) return isListed && family is "violence" or "coercion" && tree.Child(second.Token, "nummod") < 0;
        if (first.Rule.Upos != Upos.VERB) return false;
        bool isSideBySide = second.Token - first.Token == 2 && tree.Tokens.Upos[first.Token + 1] == Upos.CCONJ;
        // «признал виновным и отправил в колонию»
        return isSideBySide && family is "violence" or "control" || isJoined && first.Type.Code == "prosecution" && tree.Child(second.Token, "nsubj") < 0;
    }

    private static bool IsSpecial(Trigger trigger) => trigger.Type.Code is not ("attack" or "explosion");
}
