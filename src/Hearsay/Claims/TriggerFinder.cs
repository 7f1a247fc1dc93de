// Finds the words that report events. Input: trees and the codebook. Output: one Trigger per word at most, with its
// rule and its arguments. It does not judge certainty, sources, place or time.
using Hearsay.Text;

namespace Hearsay.Claims;

/// <summary>A word that reports an event, with its arguments as token indices (−1 where none).</summary>
/// <param name="Token">The head word.</param>
/// <param name="Rule">The rule that matched.</param>
/// <param name="Type">The event type, after refinement by weapon.</param>
/// <param name="Actor">Head of the actor's phrase.</param>
/// <param name="Target">Head of the target's phrase.</param>
/// <param name="Recipient">Head of the recipient's phrase.</param>
/// <param name="Weapon">The weapon word that refined the type, or −1.</param>
public sealed record Trigger(int Token, TriggerRule Rule, EventType Type, int Actor, int Target, int Recipient, int Weapon);

/// <summary>Finds triggers by the codebook's rules. Immutable, safe to share.</summary>
public sealed class TriggerFinder
{
    /// <summary>How far "near" and the words of a phrase reach, in tokens.</summary>
    private const int NearReach = 5;
    private const int PhraseReach = 7;

    private readonly Codebook codebook;
    private readonly Dictionary<string, EventType> types;
    private readonly Func<LanguageCode, CueWords> cues;

    public TriggerFinder(Codebook codebook, Func<LanguageCode, CueWords> cues)
    {
        (this.codebook, this.cues) = (codebook, cues);
        types = codebook.Types.ToDictionary(t => t.Code, StringComparer.Ordinal);
    }

    /// <summary>All triggers of a document, in text order.</summary>
    /// <param name="tree">Trees of the document.</param>
    /// <param name="isPlace">Whether a token belongs to a toponym.</param>
    public IReadOnlyList<Trigger> Find(SyntaxTree tree, Func<int, bool> isPlace)
    {
        List<Trigger> found = [];
        TokenTable tokens = tree.Tokens;
        for (int t = 0; t < tokens.Count; t++)
        {
            if (tokens.Upos[t] is Upos.PUNCT or Upos.ADP or Upos.CCONJ or Upos.SCONJ || SourceNamer.IsParticle(tokens, t, cues(tree.Language(t)))) continue;
            TriggerEntry[] entries = codebook.TriggersOf(tree.Language(t), tokens.Lemma[t]);
            if (entries.Length == 0 && tokens.Lemma[t].Length > 0 && char.IsUpper(tokens.Lemma[t][0]))
                entries = codebook.TriggersOf(tree.Language(t), tokens.Lemma[t].ToLowerInvariant());
            if (entries.Length == 0 && tokens.Upos[t] is Upos.VERB && tree.IsEnglish(t)) entries = ByForm(tokens.Form[t].ToLowerInvariant());
            bool isFound = false;
            foreach (TriggerEntry entry in entries)
                if (TryMatch(tree, t, entry, isPlace, out Trigger? trigger))
                {
                    found.Add(trigger);
                    isFound = true;
                    break;
                }
            if (isFound || !tokens.Has(t, "VerbForm", "Part") || tokens.Has(t, "Variant", "Short") || tree.IsEnglish(t) || !NumberBeside(tree, t)) continue;
            foreach (TriggerEntry entry in codebook.TriggersOf(tree.Language(t), ParticipleForms.Adjective(tokens.Form[t].ToLowerInvariant())))
                if (entry.Rule.Upos is Upos.X or Upos.ADJ && (entry.Rule.Type.Family == "harm" || !tree.Is(t, "amod")) && TryMatch(tree, t, entry, isPlace, out Trigger? trigger))
                {
                    found.Add(trigger);
                    break;
                }
        }
        return found;
    }

    // "rioting", "exploded": the verb under a regular ending, where the lemma leads nowhere.
    private TriggerEntry[] ByForm(string form)
    {
        foreach (string ending in (string[])["ing", "ed", "es", "s"])
        {
            if (form.Length < ending.Length + 3 || !form.EndsWith(ending, StringComparison.Ordinal)) continue;
            string stem = form[..^ending.Length];
            foreach (string lemma in (string[])[stem, stem + "e", stem[^1] == stem[^2] ? stem[..^1] : stem, stem[^1] == 'i' ? stem[..^1] + "y" : stem])
                if (codebook.TriggersOf(LanguageCode.English, lemma) is { Length: > 0 } entries) return entries;
        }
        return [];
    }

    private static bool FollowsSoon(SyntaxTree tree, int verb, string preposition)
    {
        const int reach = 3;
        for (int t = verb + 1; t <= Math.Min(verb + reach, tree.Sentence(verb).EndToken - 1); t++)
        {
            if (tree.Tokens.Form[t].Equals(preposition, StringComparison.OrdinalIgnoreCase)) return true;
            if (tree.Tokens.Upos[t] is Upos.VERB or Upos.PUNCT) return false;
        }
        return false;
    }

    private bool TryMatch(SyntaxTree tree, int token, TriggerEntry entry, Func<int, bool> isPlace, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out Trigger? trigger)
    {
        trigger = null;
        TriggerRule rule = entry.Rule;
        if (!FitsPartOfSpeech(tree.Tokens, token, rule.Upos, tree.IsEnglish(token))) return false;
        foreach (string other in entry.Others)
            if (!HasNear(tree, token, other, PhraseReach)) return false;
        // "called on Israel" but not "a group called X said on Telegram"
        bool hasPreposition = rule.Upos == Upos.VERB && tree.IsEnglish(token) && entry.Others is ["on" or "upon" or "for" or "at"];
        if (hasPreposition && !FollowsSoon(tree, token, entry.Others[0])) return false;
        (int actor, int target, int recipient) = Arguments(tree, token, entry);
        foreach (Condition condition in rule.Not)
            if (Holds(tree, token, target, actor, condition, isPlace)) return false;
        foreach (Condition condition in rule.Need)
            if (!Holds(tree, token, target, actor, condition, isPlace)) return false;
        if (rule.Any.Count > 0 && !rule.Any.Any(c => Holds(tree, token, target, actor, c, isPlace))) return false;
        EventType type = rule.Type;
        int weapon = -1;
        if (rule.RefineByWeapon) (type, weapon) = Refine(tree, token, type, target);
        trigger = new Trigger(token, rule, type, actor, target, recipient, weapon);
        return true;
    }

    // «рассказывает одна из жён мобилизованных»: a long participle in an oblique case stands for people, unless it follows its noun
    // after a comma. After a dash («отказников – мобилизованных») and at the head of a sentence there is no noun for it to follow.
    private static bool IsNominal(TokenTable tokens, int token)
    {
        if (!tokens.Has(token, "VerbForm", "Part") || tokens.Has(token, "Variant", "Short")) return false;
        if (tokens.Feature(token, "Case") is not ("Gen" or "Dat" or "Acc" or "Ins" or "Loc")) return false;
        bool isAfterNoun = token >= 2 && tokens.Form[token - 1] == "," && tokens.Upos[token - 2] is Upos.NOUN or Upos.PROPN or Upos.VERB && !IsAmong(tokens, token);
        if (tokens.Deprel[token] is "obl" or "xcomp" or "iobj" or "flat" || (tokens.Deprel[token] == "conj" && !isAfterNoun)) return true;
        if (token >= 1 && tokens.Form[token - 1] is "–" or "—" or "-") return true;
        // «Мобилизованных из Уссурийска удерживают в СИЗО»
        bool isBeforeNoun = token + 1 == tokens.Count || tokens.Upos[token + 1] is Upos.NOUN;
        return !isBeforeNoun && char.IsUpper(tokens.Form[token][0]) && tokens.Has(token, "Number", "Plur") && tokens.Feature(token, "Case") is "Gen" or "Acc";
    }

    // «задержанным мужчинам»: a long participle right before a noun it agrees with, whatever the parser hung it on.
    private static bool IsBeforeItsNoun(TokenTable tokens, int token)
    {
        if (!tokens.Has(token, "VerbForm", "Part") || tokens.Has(token, "Variant", "Short") || token + 1 >= tokens.Count || tokens.Upos[token + 1] != Upos.NOUN) return false;
        return tokens.Feature(token, "Case") is { } grammaticalCase && tokens.Feature(token + 1, "Case") == grammaticalCase
            && tokens.Feature(token + 1, "Number") == tokens.Feature(token, "Number") && (token == 0 || tokens.Form[token - 1] != ",");
    }

    // «раненых, погибших и пропавших»: one of a list, which ends in a joined member.
    private static bool IsAmong(TokenTable tokens, int token) =>
        token + 1 < tokens.Count && (tokens.Upos[token + 1] is Upos.CCONJ || tokens.Form[token + 1] == ",");

    // Taggers waver between VERB and ADJ on participles, and between NOUN and PROPN in headlines.
    private static bool FitsPartOfSpeech(TokenTable tokens, int token, Upos wanted, bool isEnglish) => wanted switch
    {
        Upos.VERB => IsVerb(tokens, token, isEnglish),
        Upos.NOUN => tokens.Upos[token] is Upos.NOUN or Upos.PROPN
            || (tokens.Upos[token] is Upos.ADJ or Upos.NUM && tokens.Deprel[token] is "nsubj" or "nsubj:pass" or "obj" or "obl" or "nmod" or "root" or "conj"),
        Upos.ADJ => tokens.Upos[token] is Upos.ADJ or Upos.VERB or Upos.ADV or Upos.NOUN,
        _ => true,
    };

    // An attribute ("mobilised men") or a participle used as a noun («мобилизованные») describes; it reports nothing.
    private static bool IsVerb(TokenTable tokens, int token, bool isEnglish)
    {
        bool isTelling = isEnglish && RuleWords.IsTellingParticiple(LanguageCode.English, tokens, token);
        bool isParticiple = tokens.Upos[token] == Upos.ADJ && (isTelling || tokens.Has(token, "VerbForm", "Part"));
        if (!(tokens.Upos[token] is Upos.VERB or Upos.AUX || isParticiple) || IsNominal(tokens, token) || (!isEnglish && IsBeforeItsNoun(tokens, token))) return false;
        if (tokens.Deprel[token] == "amod") return isTelling;
        return tokens.Deprel[token] is not ("aux" or "aux:pass" or "cop" or "nsubj" or "nsubj:pass" or "obj" or "iobj" or "nmod" or "appos" or "compound");
    }

    /// <summary>Actor, target and recipient of a trigger by its rule's frame; −1 where none.</summary>
    private static (int Actor, int Target, int Recipient) Arguments(SyntaxTree tree, int token, TriggerEntry entry)
    {
        TokenTable tokens = tree.Tokens;
        TriggerRule rule = entry.Rule;
        // «один чоловік був викрадений»: a participle that is the predicate has the subject of one.
        bool isPredicate = rule.Upos == Upos.X && !tree.IsEnglish(token) && tokens.Has(token, "VerbForm", "Part") && tree.Child(token, "nsubj") >= 0;
        if (tokens.Upos[token] is Upos.VERB or Upos.AUX || (tokens.Upos[token] == Upos.ADJ && (rule.Upos is Upos.VERB or Upos.ADJ || isPredicate)))
        {
            bool passive = tree.IsPassive(token);
            int subject = tokens.Upos[token] == Upos.ADJ && tree.Is(token, "amod") ? tokens.Head[token] : tree.Subject(token);
            int obj = tree.Object(token);
            // «Поранення дістав 74-річний чоловік»: the noun of the phrase, taken for a subject before the subject.
            if (subject >= 0 && Array.IndexOf(entry.Others, tokens.Lemma[subject].ToLowerInvariant()) >= 0) subject = OtherSubject(tree, token, subject);
            int agent = Agent(tree, token);
            int indirect = tree.Child(token, "iobj");
            // «мужчину задержали на стадии подготовки»: the person is whom it befell, whatever case the tagger saw.
            bool isPerson = indirect >= 0 && indirect < token && tokens.Upos[indirect] == Upos.NOUN && tokens.Has(indirect, "Animacy", "Anim");
            bool isThing = isPerson && obj > token && !tokens.Has(obj, "Animacy", "Anim");
            if (isThing && !tree.IsEnglish(token) && rule.Type.Family is "coercion" or "harm" && entry.Others.Length == 0) obj = indirect;
            if (obj >= 0 && Array.IndexOf(entry.Others, tokens.Lemma[obj].ToLowerInvariant()) >= 0)
            {
                // A light verb: its object is part of the phrase ("suffered injuries", «дістали поранення»).
                // "set fire to dozens of homes"
                int below = tokens.Lemma[obj] == "fire" && ToWhat(tree, token) is >= 0 and int burnt ? burnt : tree.Child(obj, "nmod");
                if (rule.Type.Code == "damage" && rule.Frame is not Frame.SubjectTarget) return (subject, below, -1);
                // «удар забрав життя трьох докерів»: whose life.
                bool isBereft = rule.Type.Family == "harm" && rule.Frame is Frame.Transitive && !tree.IsEnglish(token);
                if (isBereft && tree.Child(obj, "nmod") is >= 0 and int bereft && tokens.Has(bereft, "Case", "Gen")) return (subject, bereft, -1);
                if (rule.Type.Family == "harm") return (agent, subject, -1);
                return rule.Frame is Frame.SubjectTarget ? (agent, subject, -1) : (subject, indirect >= 0 ? indirect : below, -1);
            }
            return rule.Frame switch
            {
                // «а ещё четверо пострадали»: parsers take the bare number for an object; it is nearer than an inherited subject.
                Frame.SubjectTarget => (agent, subject >= 0 && (obj < 0 || obj > token || tree.Child(token, "nsubj") >= 0) ? subject : obj, -1),
                Frame.SubjectActor => passive && obj < 0 ? (agent, subject, -1) : (subject, obj, indirect),
                Frame.ObjectRecipient => passive ? (agent, -1, subject) : (subject, -1, obj >= 0 ? obj : indirect),
                // «Не менее 12 солдат держат в подвале»: nobody is named who holds them; the counted noun is whom it happens to.
                _ when !passive && obj < 0 && subject >= 0 && rule.Type.Family == "coercion" && !tree.IsEnglish(token)
                    && tree.Child(subject, "nummod") >= 0 && tokens.Has(token, "Number", "Plur") => (-1, subject, indirect),
                _ when passive || tokens.Upos[token] == Upos.ADJ => (agent, subject >= 0 ? subject : obj, indirect),
                _ => (subject, obj, indirect),
            };
        }
        int of = -1, by = -1, possessor = -1;
        foreach (int child in tree.Children(token))
        {
            if (tree.Is(child, "nmod") || tree.Is(child, "obl"))
            {
                string preposition = tree.Preposition(child);
                // «уничтожение до 155 военнослужащих»: how many, not where to.
                if (tree.Child(child, "nummod") >= 0 && tree.PrepositionIn("how-many", child)) preposition = "";
                if (tokens.Deprel[child] == "nmod:poss") possessor = child;
                else if (preposition is "by" || (preposition is "" && tokens.Has(child, "Case", "Ins"))) by = child;
                else if ((preposition.Length > 0 && tree.PrepositionIn("befalling", child)) || (preposition is "" && tokens.Has(child, "Case", "Gen"))) of = of < 0 ? child : of;
                else if (preposition.Length > 0 && tree.PrepositionIn("done-by", child)) by = by < 0 ? child : by;
            }
            else if (possessor < 0 && (tree.Is(child, "compound") || tree.Is(child, "amod") && IsCapitalAttribute(tokens, child)))
            {
                possessor = child;
            }
        }
        return rule.Frame is Frame.OfActor or Frame.SubjectActor
            ? (by >= 0 ? by : of >= 0 ? of : possessor, -1, -1)
            : rule.Frame is Frame.SubjectTarget ? (by, of >= 0 ? of : possessor, -1)
            : (by >= 0 ? by : possessor, of, -1);
    }

    private static bool IsCapitalAttribute(TokenTable tokens, int token) =>
        tokens.Upos[token] is Upos.ADJ or Upos.PROPN && tokens.Form[token] is [var first, ..] && char.IsUpper(first);

    private static int ToWhat(SyntaxTree tree, int verb)
    {
        foreach (int child in tree.Children(verb))
            if (tree.Is(child, "obl") && tree.Preposition(child) == "to") return child;
        return -1;
    }

    private static int OtherSubject(SyntaxTree tree, int verb, int first)
    {
        foreach (int child in tree.Children(verb))
            if (child != first && (tree.Is(child, "nsubj") || tree.Is(child, "obj"))) return child;
        return first;
    }

    private static int Agent(SyntaxTree tree, int verb)
    {
        foreach (int child in tree.Children(verb))
        {
            if (!tree.Is(child, "obl")) continue;
            if (tree.Tokens.Deprel[child] == "obl:agent" || tree.Preposition(child) == "by") return child;
            if (tree.Preposition(child).Length == 0 && tree.Tokens.Has(child, "Case", "Ins") && tree.IsPassive(verb)) return child;
        }
        return -1;
    }

    private static bool HasNear(SyntaxTree tree, int token, string lemma, int reach)
    {
        Sentence sentence = tree.Sentence(token);
        int from = Math.Max(sentence.FirstToken, token - reach), to = Math.Min(sentence.EndToken, token + reach + 1);
        for (int t = from; t < to; t++)
        {
            if (t == token) continue;
            bool isFound = tree.Tokens.Lemma[t].Equals(lemma, StringComparison.OrdinalIgnoreCase) || tree.Tokens.Form[t].Equals(lemma, StringComparison.OrdinalIgnoreCase);
            if ((isFound || IsVariant(tree.Tokens.Lemma[t], lemma)) && IsOfPhrase(tree, token, t)) return true;
        }
        return false;
    }

    // "captured alive and 33 vehicles were burned" is no "burn alive": the words of a phrase share a clause, or stand close or linked.
    private static bool IsOfPhrase(SyntaxTree tree, int token, int other) =>
        Math.Abs(other - token) <= 3 || tree.ClauseOf(other) == tree.ClauseOf(token) || tree.IsUnder(other, token) || tree.IsUnder(token, other);

    // Ukrainian у/в and з/із/зі, Russian в/во and с/со are one preposition each.
    private static bool IsVariant(string found, string lemma) => lemma switch
    {
        "у" or "в" or "во" => found is "у" or "в" or "во",
        "з" or "із" or "зі" => found is "з" or "із" or "зі",
        "с" or "со" => found is "с" or "со",
        _ => false,
    };

    private bool Holds(SyntaxTree tree, int token, int target, int actor, Condition condition, Func<int, bool> isPlace)
    {
        TokenTable tokens = tree.Tokens;
        Sentence sentence = tree.Sentence(token);
        switch (condition.Where)
        {
            case Where.Flag: return HoldsFlag(tree, token, target, actor, condition.Flag!, isPlace);
            case Where.Subject:
                return tree.Subject(token) is >= 0 and int subject && FitsPhrase(tree, subject, condition, isPlace);
            case Where.Object:
                int obj = tree.Object(token);
                if (obj < 0 && tree.IsPassive(token)) obj = tree.Subject(token);
                return obj >= 0 && FitsPhrase(tree, obj, condition, isPlace);
            case Where.Target:
                return target >= 0 && FitsPhrase(tree, target, condition, isPlace);
            case Where.Head:
                return tokens.Head[token] >= 0 && Fits(tree, tokens.Head[token], condition, isPlace);
            case Where.Next:
                return token + 1 < sentence.EndToken && Fits(tree, token + 1, condition, isPlace);
            case Where.Previous:
                return token > sentence.FirstToken && Fits(tree, token - 1, condition, isPlace);
            case Where.Near:
                for (int t = Math.Max(sentence.FirstToken, token - NearReach); t < Math.Min(sentence.EndToken, token + NearReach + 1); t++)
                    if (t != token && Fits(tree, t, condition, isPlace)) return true;
                return false;
            case Where.Clause:
                int clause = tree.ClauseOf(token);
                for (int t = sentence.FirstToken; t < sentence.EndToken; t++)
                    if (t != token && tree.ClauseOf(t) == clause && Fits(tree, t, condition, isPlace)) return true;
                return false;
            case Where.Sentence:
                for (int t = sentence.FirstToken; t < sentence.EndToken; t++)
                    if (t != token && Fits(tree, t, condition, isPlace)) return true;
                return false;
            case Where.Preposition:
                if (tree.Child(token, "case") is >= 0 and int own && Fits(tree, own, condition, isPlace)) return true;
                foreach (int child in tree.Children(token))
                {
                    if (Tokens(child).Upos[child] == Upos.ADP && Fits(tree, child, condition, isPlace)) return true;
                    if (tree.Is(child, "obl") && tree.Child(child, "case") is >= 0 and int case_ && Fits(tree, case_, condition, isPlace)) return true;
                }
                return false;
            default:
                foreach (int child in tree.Children(token))
                {
                    bool fits = condition.Where switch
                    {
                        Where.Oblique => tree.Is(child, "obl") || tree.Is(child, "nmod") || tree.Is(child, "iobj"),
                        Where.Modifier => tree.Is(child, "amod") || tree.Is(child, "compound") || tree.Is(child, "advmod")
                            || tree.Is(child, "nmod") || tree.Is(child, "det") || tree.Is(child, "flat"),
                        _ => true,
                    };
                    if (fits && Fits(tree, child, condition, isPlace)) return true;
                }
                return false;
        }

        TokenTable Tokens(int _) => tokens;
    }

    private static bool HoldsFlag(SyntaxTree tree, int token, int target, int actor, string flag, Func<int, bool> isPlace)
    {
        TokenTable tokens = tree.Tokens;
        switch (flag)
        {
            case "passive": return tree.IsPassive(token);
            case "plural": return tokens.Has(token, "Number", "Plur") || (target >= 0 && tokens.Has(target, "Number", "Plur"));
            case "number": return tree.Child(token, "nummod") >= 0 || (target >= 0 && tree.Child(target, "nummod") >= 0)
                || (actor >= 0 && tree.Child(actor, "nummod") >= 0) || NumberBeside(tree, token);
            case "negated": return Negation.IsNegated(tree, token);
            default:
                Sentence sentence = tree.Sentence(token);
                int clause = tree.ClauseOf(token);
                for (int t = sentence.FirstToken; t < sentence.EndToken; t++)
                    if (tree.ClauseOf(t) == clause && isPlace(t)) return true;
                return false;
        }
    }

    private static bool NumberBeside(SyntaxTree tree, int token)
    {
        Sentence sentence = tree.Sentence(token);
        for (int t = Math.Max(sentence.FirstToken, token - 3); t < Math.Min(sentence.EndToken, token + 5) && (t <= token || tree.Tokens.Upos[t] is not Upos.PUNCT); t++)
            if (tree.Tokens.Upos[t] == Upos.NUM) return true;
        return false;
    }

    // A phrase fits by its head or by any of its conjuncts.
    private bool FitsPhrase(SyntaxTree tree, int head, Condition condition, Func<int, bool> isPlace)
    {
        foreach (int member in tree.WithConjuncts(head))
        {
            if (Fits(tree, member, condition, isPlace)) return true;
            // "five people", "a group of soldiers": the counted noun stands below the number or the measure word.
            foreach (int child in tree.Children(member))
                if ((tree.Is(child, "nmod") || tree.Is(child, "compound") || tree.Is(child, "flat") || tree.Is(child, "appos"))
                    && Fits(tree, child, condition, isPlace)) return true;
        }
        return false;
    }

    private bool Fits(SyntaxTree tree, int token, Condition condition, Func<int, bool> isPlace)
    {
        string lemma = tree.Tokens.Lemma[token];
        if (condition.Classes.Length == 0)
            return condition.Lemmas.Contains(lemma) || (lemma.Length > 0 && char.IsUpper(lemma[0]) && condition.Lemmas.Contains(lemma.ToLowerInvariant()));
        foreach (string wordClass in condition.Classes)
            if (wordClass == "place" ? isPlace(token) : IsIn(tree, token, wordClass)) return true;
        return false;
    }

    private bool IsIn(SyntaxTree tree, int token, string wordClass)
    {
        LanguageCode language = tree.Language(token);
        string lemma = tree.Tokens.Lemma[token];
        if (codebook.IsIn(language, lemma, wordClass)) return true;
        if (lemma.Length > 0 && char.IsUpper(lemma[0]) && codebook.IsIn(language, lemma.ToLowerInvariant(), wordClass)) return true;
        // A soldier, a governor or a policeman is a person too; so is a named one and a counted "seven".
        return wordClass == "person" && (
            codebook.IsIn(language, lemma, "military") || codebook.IsIn(language, lemma, "civilian") || codebook.IsIn(language, lemma, "official")
            || codebook.IsIn(language, lemma, "police") || codebook.IsIn(language, lemma, "armed-group")
            || (tree.Tokens.Upos[token] == Upos.NUM && !CountsNoun(tree, token))
            || (tree.Tokens.Upos[token] == Upos.PRON && !tree.Tokens.Has(token, "Animacy", "Inan") && !tree.LemmaIn("it", token))
            || IsPersonName(tree, token));
    }

    // "two houses": a number before its noun stands for nobody, whatever of the two the parser took for the head.
    private bool CountsNoun(SyntaxTree tree, int number)
    {
        TokenTable tokens = tree.Tokens;
        int next = number + 1;
        while (next < tokens.Count && next < number + 3 && tokens.Upos[next] is Upos.ADJ) next++;
        return next < tokens.Count && (tokens.Upos[next] is Upos.NOUN || codebook.IsIn(tree.Language(next), tokens.Lemma[next], "building"));
    }

    private static bool IsPersonName(SyntaxTree tree, int token)
    {
        foreach (NameMention name in tree.Tokens.Names)
            if (token >= name.FirstToken && token < name.EndToken) return name.Kind == NameKind.Person;
        return false;
    }

    // The most special weapon of the clause decides; a drone that drops bombs is a drone.
    private static readonly (string Class, string Type)[] WeaponOrder =
        [("drone", "drone-strike"), ("missile", "missile-strike"), ("air", "air-strike"), ("artillery", "shelling"), ("mine", "explosion")];

    private (EventType Type, int Weapon) Refine(SyntaxTree tree, int token, EventType general, int target)
    {
        Sentence sentence = tree.Sentence(token);
        int clause = tree.ClauseOf(token);
        foreach ((string weaponClass, string type) in WeaponOrder)
            for (int t = sentence.FirstToken; t < sentence.EndToken; t++)
            {
                if (tree.ClauseOf(t) != clause && (Math.Abs(t - token) > 3 || !tree.IsEnglish(t) && IsCutOff(tree, t, token))) continue;
                string lemma = tree.Tokens.Lemma[t].ToLowerInvariant();
                if (!codebook.IsIn(tree.Language(t), lemma, weaponClass) || t > sentence.FirstToken && tree.LemmaIn("no-weapon", t - 1)) continue;
                // "struck a plane", "hit two tanks": what is hit is no weapon of it.
                bool isVehicle = codebook.IsIn(tree.Language(t), lemma, "vehicle"), isVerb = tree.Tokens.Upos[token] == Upos.VERB;
                if (isVerb && isVehicle && (t == target || t > token && codebook.ClassesOf(tree.Language(t), tree.Preposition(t)).Contains("toward") && tree.IsEnglish(t))) continue;
                // "hit depots, long-range drones and bases", "struck a drone workshop": among what was hit.
                if (isVerb && target > token && tree.IsEnglish(t) && tree.Tokens.Head[t] == target && (tree.Is(t, "conj") || tree.Is(t, "compound"))) continue;
                return (types[type], t);
            }
        return (general, -1);
    }

    // A comma or "and" stands between: «70 авіаційних ударів, здійснив 116 обстрілів».
    private static bool IsCutOff(SyntaxTree tree, int first, int second)
    {
        for (int t = Math.Min(first, second) + 1; t < Math.Max(first, second); t++)
            if (tree.Tokens.Form[t] == "," || tree.Tokens.Upos[t] == Upos.CCONJ) return true;
        return false;
    }

    /// <summary>Weapons of other kinds joined to the one that made a trigger precise («дронами та артилерією»), each with the type it makes.</summary>
    public IEnumerable<(EventType Type, int Weapon)> OtherWeapons(SyntaxTree tree, Trigger trigger)
    {
        HashSet<string> seen = [trigger.Type.Code];
        int weapon = trigger.Weapon >= 0 ? trigger.Weapon : WeaponOf(tree, trigger);
        if (weapon < 0) yield break;
        foreach (int step in (int[])[-1, 1])
            for (int t = weapon + step, gap = 0; tree.SentenceOf(weapon) == (t < 0 || t >= tree.Tokens.Count ? -1 : tree.SentenceOf(t)) && gap < 4; t += step, gap++)
            {
                if (WeaponAt(tree, t) is { } type)
                {
                    if (IsJoined(tree, Math.Min(t, t - (step * (gap + 1))), Math.Max(t, t - (step * (gap + 1)))) && seen.Add(type.Code)) yield return (type, t);
                    gap = -1;
                }
                else if (tree.Tokens.Upos[t] is not (Upos.CCONJ or Upos.ADJ or Upos.ADP) && tree.Tokens.Form[t] is not "," && !tree.FormIn("also", t)) break;
            }
    }

    // The word of the trigger's clause that names its weapon; −1 where none.
    private int WeaponOf(SyntaxTree tree, Trigger trigger)
    {
        if (trigger.Type.Code is not ("drone-strike" or "missile-strike" or "air-strike" or "shelling")) return -1;
        Sentence sentence = tree.Sentence(trigger.Token);
        for (int t = sentence.FirstToken; t < sentence.EndToken; t++)
            if (t != trigger.Token && tree.ClauseOf(t) == tree.ClauseOf(trigger.Token) && tree.Tokens.Upos[t] is Upos.NOUN or Upos.PROPN
                && WeaponAt(tree, t)?.Code == trigger.Type.Code) return t;
        return -1;
    }

    // In one case, with "and" or a comma between.
    private static bool IsJoined(SyntaxTree tree, int first, int second)
    {
        bool joined = false;
        for (int t = first + 1; t < second; t++) joined |= tree.Tokens.Upos[t] is Upos.CCONJ || tree.Tokens.Form[t] is ",";
        TokenTable tokens = tree.Tokens;
        if (!joined || tokens.Upos[first] is not (Upos.NOUN or Upos.PROPN) || tokens.Upos[second] is not (Upos.NOUN or Upos.PROPN)) return false;
        return tokens.Feature(first, "Case") == tokens.Feature(second, "Case") || PageAbbreviations.IsAbbreviation(tokens.Form[first]) || PageAbbreviations.IsAbbreviation(tokens.Form[second]);
    }

    /// <summary>The first weapon within reach after a token, with the type it makes; null where none.</summary>
    public (EventType Type, int Token)? WeaponAfter(SyntaxTree tree, int from)
    {
        const int reach = 6;
        for (int t = from; t < Math.Min(tree.Sentence(from - 1).EndToken, from + reach); t++)
            if (WeaponAt(tree, t) is { } type) return (type, t);
            else if (tree.LemmaIn("rocket", t)) return (types["shelling"], t);
        return null;
    }

    /// <summary>The type that a weapon makes; null where the token names none.</summary>
    public EventType? WeaponAt(SyntaxTree tree, int token)
    {
        foreach ((string weaponClass, string type) in WeaponOrder)
            if (codebook.IsIn(tree.Language(token), tree.Tokens.Lemma[token].ToLowerInvariant(), weaponClass)) return types[type];
        return null;
    }
}
