using Hearsay.Text;

namespace Hearsay.Claims;

// Summaries of a general staff: assaults, how often, and numbers for several directions at once.
public sealed partial class ClaimExtractor
{
    // «На Лиманському напрямку ворог тричі атакував»: what a general staff calls attacks are assaults on the ground.
    private bool IsGroundAssault(SyntaxTree tree, Trigger trigger, ClaimSetting setting)
    {
        int token = trigger.Token;
        if (trigger.Type.Code != "attack" || trigger.Weapon >= 0 || tree.IsEnglish(token)) return false;
        if (!tree.LemmaIn("assaults", token) && !(EventNoun(tree, token) is >= 0 and int named && tree.LemmaIn("assaults", named))) return false;
        if (setting.IsAtDirection(token)) return true;
        Sentence sentence = tree.Sentence(token);
        for (int t = sentence.FirstToken; t < sentence.EndToken; t++)
            if (tree.LemmaIn("ground", t) && tree.ClauseOf(t) == tree.ClauseOf(token)) return true;
        return false;
    }

    // «38 разів обстріляв», «обстріли тричі фіксували»: near the verb, whatever the parser hangs it on.
    private Quantity? Repeated(SyntaxTree tree, int trigger, ClaimSetting setting)
    {
        const int reach = 4;
        TokenTable tokens = tree.Tokens;
        int verb = tokens.Upos[trigger] == Upos.VERB ? trigger : tokens.Head[trigger];
        if (verb < 0 || tokens.Upos[verb] != Upos.VERB) return null;
        Sentence sentence = tree.Sentence(verb);
        foreach (int step in (int[])[-1, 1])
            for (int t = verb + step; t >= sentence.FirstToken && t < sentence.EndToken && Math.Abs(t - verb) <= reach; t += step)
            {
                if (tokens.Upos[t] is Upos.VERB or Upos.PUNCT) break;
                if (tree.LemmaIn("time", t) && quantityReader.Read(tree, t, setting.IsTime, singleIsOne: false) is { } counted) return counted;
                if (quantityReader.Times(tree, t) is { } times) return times;
            }
        return null;
    }

    // «32 та 28 атак відповідно», after two directions: one number for each place; empty where they do not match.
    private List<(int Number, Quantity Quantity)> NumberByPlace(SyntaxTree tree, Trigger trigger, int places, ClaimSetting setting)
    {
        List<(int Number, Quantity Quantity)> numbers = [];
        TokenTable tokens = tree.Tokens;
        Sentence sentence = tree.Sentence(trigger.Token);
        bool isRespective = false;
        for (int t = sentence.FirstToken; t < sentence.EndToken; t++) isRespective |= tree.LemmaIn("respectively", t) || tree.FormIn("respectively", t);
        if (!isRespective || places < 2) return numbers;
        for (int t = sentence.FirstToken; t < sentence.EndToken; t++)
        {
            if (quantityReader.IsNumber(tree, t) && !setting.IsTime(t) && quantityReader.ReadAt(tree, t, setting.IsTime) is { } quantity) numbers.Add((t, quantity));
            else if (numbers.Count > 0 && tokens.Upos[t] is not Upos.CCONJ && tokens.Form[t] != ",")
            {
                if (numbers.Count == places) return numbers;
                numbers.Clear();
            }
        }
        return numbers.Count == places ? numbers : [];
    }

    // «3 ракетних та 70 авіаційних ударів»: numbers that share their noun, each with the weapon that its adjective names; empty where there is one.
    private List<(EventType Type, int Number, Quantity Quantity)> ByWeapon(SyntaxTree tree, Trigger trigger, ClaimSetting setting)
    {
        List<(EventType Type, int Number, Quantity Quantity)> kinds = [];
        TokenTable tokens = tree.Tokens;
        int noun = tokens.Upos[trigger.Token] == Upos.NOUN ? trigger.Token : EventNoun(tree, trigger.Token);
        if (noun < 0) return kinds;
        foreach (int number in tree.Children(noun))
            if (number + 1 < noun && quantityReader.IsNumber(tree, number) && tokens.Upos[number + 1] == Upos.ADJ && triggerFinder.WeaponAt(tree, number + 1) is { } type
                && quantityReader.ReadAt(tree, number, setting.IsTime) is { } quantity)
                kinds.Add((type, number, quantity));
        return kinds.Count > 1 ? kinds : [];
    }

    // «застосувала 246 ракет, 538 дронів та 1159 авіабомб»: weapons counted in one list after the first.
    private IEnumerable<(EventType Type, int Weapon, Quantity Quantity)> AlsoLaunched(SyntaxTree tree, Trigger trigger, Quantity first, ClaimSetting setting)
    {
        TokenTable tokens = tree.Tokens;
        Sentence sentence = tree.Sentence(trigger.Token);
        int t = sentence.FirstToken;
        while (t < sentence.EndToken && tokens.Start[t] < first.Span.End) t++;
        bool hasWeapon = false;
        Quantity? pending = null;
        for (; t < sentence.EndToken; t++)
        {
            if (tokens.Upos[t] is Upos.NOUN or Upos.PROPN && triggerFinder.WeaponAt(tree, t) is { } type)
            {
                if (hasWeapon && pending is not null) yield return (type, t, pending);
                (hasWeapon, pending) = (true, null);
            }
            else if (hasWeapon && quantityReader.IsNumber(tree, t) && quantityReader.ReadAt(tree, t, setting.IsTime) is { } quantity)
            {
                if (!IsAfterAnd(tree, t)) yield break;
                pending = quantity;
            }
            else if (tokens.Upos[t] is not (Upos.ADJ or Upos.CCONJ or Upos.X or Upos.PROPN or Upos.DET or Upos.ADV) && tokens.Form[t] is not ("," or "«" or "»" or "\"")
                && !(tokens.Upos[t] == Upos.VERB && tokens.Has(t, "VerbForm", "Part")) && !(hasWeapon && pending is null && tokens.Upos[t] == Upos.NOUN)) yield break;
        }
    }
}
