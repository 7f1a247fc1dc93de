using Hearsay.Text;

namespace Hearsay.Claims;

// Who did it, to whom, with what.
public sealed partial class ClaimExtractor
{
    private List<Participant> Participants(SyntaxTree tree, Trigger trigger, string? actorName, ClaimSetting setting)
    {
        List<Participant> participants = [];
        int actor = trigger.Actor, target = trigger.Target, weapon = trigger.Weapon;
        if (trigger.Type.Family is "violence" or "harm" && trigger.Rule.Upos == Upos.VERB)
        {
            int obj = tree.Object(trigger.Token);
            if (trigger.Type.Code == "interception")
                target = target >= 0 ? target : obj >= 0 ? obj : tree.Children(trigger.Token).ToArray().Append(-1).First(c => c < 0 || tree.Preposition(c) == "down");
            // "fired two shells at the port", «сбросила бомбу на дом»: the object is what it was done with.
            else if (obj >= 0 && IsWeapon(tree, obj)) (target, weapon) = (AimedAt(tree, trigger.Token, obj, setting), obj);
            // "an army drone struck the market": what struck is no one; whose it is may be said.
            if (actor >= 0 && IsWeapon(tree, actor)) (actor, weapon) = (OwnerOf(tree, actor), actor);
        }
        if (actor >= 0)
        {
            Participant who = Participant(tree, actor, Role.Actor, setting);
            participants.Add(actorName is null ? who : who with { Entity = actorName });
        }
        if (target >= 0 && target != actor) participants.Add(Participant(tree, target, Role.Target, setting));
        // «трое раненых», "a detainee": the trigger itself names whom it happened to.
        if (trigger.Target < 0 && trigger.Rule.Upos == Upos.NOUN && KindOf(tree, trigger.Token) is "person" or "military" or "civilian")
            participants.Add(Participant(tree, trigger.Token, Role.Target, setting));
        if (trigger.Recipient >= 0) participants.Add(Participant(tree, trigger.Recipient, Role.Recipient, setting));
        if (weapon >= 0 && weapon != trigger.Token && weapon != actor) participants.Add(Participant(tree, weapon, Role.Instrument, setting, target));
        participants.Sort((a, b) => a.Span.Start.CompareTo(b.Span.Start));
        return participants;
    }

    private bool IsWeapon(SyntaxTree tree, int head) => KindOf(tree, head) == "weapon";

    private int AimedAt(SyntaxTree tree, int verb, int weapon, ClaimSetting setting)
    {
        foreach (int head in (int[])[verb, weapon])
            foreach (int child in tree.Children(head))
            {
                if (!(tree.Is(child, "obl") || tree.Is(child, "nmod")) || setting.IsTime(child) || tree.Tokens.Has(child, "Case", "Loc")) continue;
                if (codebook.ClassesOf(tree.Language(child), tree.Preposition(child)).Contains("toward")) return child;
            }
        return -1;
    }

    private int OwnerOf(SyntaxTree tree, int weapon)
    {
        TokenTable tokens = tree.Tokens;
        foreach (int child in tree.Children(weapon))
            if (tokens.Deprel[child] == "nmod:poss" || (tree.Is(child, "compound") && KindOf(tree, child) is not null and not "weapon")
                || (tree.Is(child, "nmod") && tree.Preposition(child).Length == 0 && KindOf(tree, child) is "military" or "armed-group")) return child;
        return -1;
    }

    private Participant Participant(SyntaxTree tree, int head, Role role, ClaimSetting setting, int other = -1)
    {
        TokenTable tokens = tree.Tokens;
        (int first, int end) = tree.Phrase(head);
        end = WithoutTail(tree, head, end, setting);
        // Another participant within the phrase stands for itself, with its preposition.
        if (other > head && other < end)
            for (end = other; other > head; other--)
                if (tokens.Upos[other] == Upos.ADP) end = other;
        // "a Sudanese army drone": the army is Sudanese, whatever the drone is.
        if (tree.Is(head, "compound"))
            while (first > 0 && tokens.Head[first - 1] == tokens.Head[head] && (tree.Is(first - 1, "amod") || tree.Is(first - 1, "compound"))) first--;
        TextSpan span = tokens.SpanOf(first, end);
        int nounFirst = first;
        while (nounFirst < head && (tokens.Upos[nounFirst] is Upos.DET or Upos.NUM or Upos.ADV or Upos.PUNCT or Upos.PART || tree.FormIn("before-number", nounFirst))) nounFirst++;
        // "a 34-year-old resident"
        for (int t = first + 2; t < head; t++)
            if (tokens.Form[t] == "old" && tokens.Form[t - 1] == "-") nounFirst = Math.Max(nounFirst, t + 1);
        string entity = tokens.SpanOf(Math.Min(nounFirst, head), end).Of(tree.Analysis.Document.Body).Replace('\n', ' ');
        if (role == Role.Actor && tree.IsEnglish(head) && SetOffName(tree, head) is { } called) return new Participant(role, tokens.SpanOf(called.First, called.End), tokens.SpanOf(called.First, called.End).Of(tree.Analysis.Document.Body).Replace('\n', ' '), "person");
        return Antecedent(tree, head) is { } person ? new Participant(role, span, person, "person") : new Participant(role, span, entity, KindOf(tree, head));
    }

    // "The mayor of Goma, Faustin Kapend, urged …": the name between the commas after who he is; null where none.
    private (int First, int End)? SetOffName(SyntaxTree tree, int head)
    {
        const int reach = 8, longestName = 4;
        TokenTable tokens = tree.Tokens;
        if (tokens.Upos[head] != Upos.NOUN || tokens.Has(head, "Number", "Plur") || !attributionReader.CuesOf(LanguageCode.English).Is("role", tokens.Lemma[head])) return null;
        int end = tree.Sentence(head).EndToken, comma = head + 1;
        while (comma < Math.Min(end, head + reach) && tokens.Upos[comma] is Upos.ADP or Upos.DET or Upos.NOUN or Upos.PROPN or Upos.ADJ) comma++;
        if (comma >= end || tokens.Form[comma] != ",") return null;
        int last = comma + 1;
        while (last < end && tokens.Upos[last] == Upos.PROPN) last++;
        return last < end && tokens.Form[last] == "," && last - comma - 1 is >= 2 and <= longestName ? (comma + 1, last) : null;
    }

    // "the army on Thursday", "police in Minsk", "the minister, in remarks …": when, where and how is no part of who; "of" and "from" are.
    private static int WithoutTail(SyntaxTree tree, int head, int end, ClaimSetting setting)
    {
        TokenTable tokens = tree.Tokens;
        int adposition = -1;
        for (int t = head + 1; t < end; t++)
        {
            if (tokens.Form[t] == "," && t + 1 < end && tokens.Upos[t + 1] == Upos.ADP) return t;
            if (tokens.Upos[t] == Upos.ADP) adposition = t;
            if (setting.IsPlace(t) && adposition > head && !tree.LemmaIn("belonging", adposition)) return adposition;
            if (!setting.IsTime(t)) continue;
            int cut = t;
            while (cut - 1 > head && tokens.Upos[cut - 1] is Upos.ADP or Upos.DET or Upos.NUM or Upos.ADJ) cut--;
            return cut;
        }
        return end;
    }

    // Whom "he" or «она» means: the last person named before it, in its sentence or one of the two before; null for other words.
    private static string? Antecedent(SyntaxTree tree, int head)
    {
        const int reach = 2;
        TokenTable tokens = tree.Tokens;
        if (tokens.Upos[head] != Upos.PRON || !tree.LemmaIn("he-she", head)) return null;
        NameMention? last = null;
        foreach (NameMention name in tokens.Names)
            if (name.Kind == NameKind.Person && name.EndToken <= head && tree.SentenceOf(head) - tree.SentenceOf(name.FirstToken) <= reach && !IsObject(tree, name)) last = name;
        if (last is not { } found) return null;
        string said = tokens.SpanOf(found.FirstToken, found.EndToken).Of(tree.Analysis.Document.Body), lastWord = tokens.Form[found.EndToken - 1];
        // The fullest form of the name that the page gives.
        foreach (NameMention name in tokens.Names)
            if (found.EndToken - found.FirstToken == 1 && name.Kind == NameKind.Person && name.EndToken - name.FirstToken > 1 && tokens.Form[name.EndToken - 1] == lastWord)
                return tokens.SpanOf(name.FirstToken, name.EndToken).Of(tree.Analysis.Document.Body);
        return said;
    }

    private static bool IsObject(SyntaxTree tree, NameMention name)
    {
        for (int t = name.FirstToken; t < name.EndToken; t++)
            if (tree.Is(t, "obj") || tree.Is(t, "obl") || tree.Is(t, "nmod")) return true;
        return false;
    }

    private string? KindOf(SyntaxTree tree, int head)
    {
        TokenTable tokens = tree.Tokens;
        foreach (NameMention name in tokens.Names)
            if (head >= name.FirstToken && head < name.EndToken && name.Kind == NameKind.Person) return "person";
        foreach (string wordClass in codebook.ClassesOf(tree.Language(head), tokens.Lemma[head].ToLowerInvariant()))
            switch (wordClass)
            {
                case "military" or "civilian" or "official" or "police" or "armed-group" or "outlet" or "ngo": return wordClass;
                case "drone" or "missile" or "artillery" or "air" or "mine" or "weapon": return "weapon";
                case "building" or "vehicle": return "object";
                case "person": return "person";
            }
        return null;
    }
}
