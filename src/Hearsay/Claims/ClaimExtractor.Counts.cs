using Hearsay.Text;

namespace Hearsay.Claims;

// How many an event concerns: the number of the argument that is counted, else the only number about that can count it.
public sealed partial class ClaimExtractor
{
    private static int Counted(Trigger trigger) => trigger.Rule.Frame is Frame.SubjectActor or Frame.OfActor ? trigger.Actor : trigger.Target;

    private Quantity? QuantityOf(SyntaxTree tree, Trigger trigger, ClaimSetting setting)
    {
        TokenTable tokens = tree.Tokens;
        int token = trigger.Token, counted = Counted(trigger);
        (string type, string family) = (trigger.Type.Code, trigger.Type.Family);
        bool isEnglish = tree.IsEnglish(token), isNoun = trigger.Rule.Upos == Upos.NOUN, isVerb = tokens.Upos[token] == Upos.VERB;
        bool isToll = family is "harm" or "coercion" || isEnglish && type == "sexual-violence";
        if (!isEnglish && family == "harm" && CountedBefore(tree, token) is >= 0 and int beside) counted = beside;
        else if (counted >= 0 && counted < token) counted = quantityReader.WholeOf(tree, counted);
        if (family is "speech" || type == "conscription" && isNoun && !IsCounted(tree, token, counted)) return null;
        // «без света остались 15 тысяч человек»: those who are left without it.
        if (family is "conditions" && tokens.Head[token] is >= 0 and int left && tree.LemmaIn("remaining", left) && Left(tree, left, setting) is { } lacking) return lacking;
        // "one was injured and another lightly wounded"
        if (isEnglish && isToll && counted >= 0 && tokens.Lemma[counted] == "another" && tokens.Upos[counted] is Upos.DET or Upos.PRON && tree.Child(counted, "nummod") < 0 && (counted + 1 >= tokens.Count || tokens.Upos[counted + 1] != Upos.NUM)) return One(tree, counted);
        // The trigger may itself be counted ("10 wounded", «трое раненых») or be the number's head ("wounding four").
        if (counted < 0 || tokens.Upos[token] is Upos.NOUN or Upos.ADJ || NumberBefore(tree, token, setting) || IsCountedParticiple(tree, token))
        {
            Quantity? own = quantityReader.Read(tree, token, setting.IsTime, singleIsOne: false);
            if (own is null && IsCountedParticiple(tree, token) && !setting.IsTime(token - 1)) own = quantityReader.ReadAt(tree, token - 1, setting.IsTime);
            if (own is not null) return own;
        }
        bool isMove = type is "interception" or "displacement" or "flight";
        bool isRescue = type == "aid" && isVerb && !isEnglish && counted >= 0 && IsPerson(tree.Language(counted), tokens.Lemma[counted].ToLowerInvariant());
        bool countsPeople = isRescue || isToll || family is "indiscipline" or "conditions" || isMove || type is "advance" or "territory-captured";
        if (!(countsPeople || family is "violence" or "civil")) return null;
        // "hundreds rallied against the coup": what is counted about the noun are no mutineers.
        bool isCoup = isEnglish && type == "mutiny" && isNoun;
        bool counts = isToll || isMove || family is "indiscipline" && !isCoup || type is "drone-strike" or "missile-strike" or "air-strike" || (type == "shelling" && isVerb && !isEnglish);
        // «ворог 38 разів обстріляв», «тричі атакував»: how often.
        if (family is "violence" && type != "interception" && !isEnglish && Repeated(tree, token, setting) is { } often) return often;
        // «завдали 376 ударів», «зупинили 79 штурмів»: how often, by the noun that names the event.
        if (family is "violence" && isVerb && EventNoun(tree, token) is >= 0 and int named
            && quantityReader.Read(tree, named, setting.IsTime, singleIsOne: false) is { } times) return times;
        // «одна людина загинула, а ще четверо постраждали»: what stands in the clause itself comes before a subject taken over from another.
        bool isTakenOver = counted >= 0 && trigger.Rule.Upos == Upos.VERB && !tree.IsUnder(counted, token) && tree.ClauseOf(counted) != tree.ClauseOf(token);
        if (counts && isTakenOver && Nearby(tree, trigger, setting, ownClauseOnly: true) is { } near) return near;
        // «гибель под обстрелами пяти жителей»: people counted beside the noun for a strike are its victims, told of by another word.
        bool isVictim = counted >= 0 && !isEnglish && IsPerson(tree.Language(counted), tokens.Lemma[counted].ToLowerInvariant());
        if (family is "violence" && isNoun && isVictim) return null;
        Quantity? quantity = counted < 0 ? null : quantityReader.Read(tree, counted, setting.IsTime, singleIsOne: false);
        if (quantity is null && counted >= 0 && isToll && isEnglish) quantity = quantityReader.OneOfList(tree, counted, setting.IsTime);
        // "hundreds of protesters who were demonstrating": the number heads those who are told of.
        if (quantity is null && counted >= 0 && isEnglish && MeasureOf(tree, counted) is >= 0 and int measure) quantity = quantityReader.ReadAt(tree, measure, setting.IsTime);
        bool sums = isEnglish && type is "killed" or "wounded" or "missing" or "captured" or "abduction" or "detention" or "ill-treatment";
        if (quantity is { } part && sums)
            return quantityReader.Sum(tree, counted, part, setting.IsTime, member => KindOf(tree, member) is not ("object" or "weapon" or "outlet"));
        // "injured 16", "left seven people dead", «11 из них сбили»: a number beside the trigger that the tree does not attach to it.
        if (quantity is null && (isToll || isMove) && (counted < 0 || tokens.Upos[counted] is Upos.PRON))
            quantity = quantityReader.ReadBeside(tree, token, setting.IsTime);
        // «потерям ВСУ свыше 355 военнослужащих»: the number after whose loss it is.
        if (quantity is null && family is "harm" && tokens.Upos[token] == Upos.NOUN && counted > token && !isEnglish)
            quantity = quantityReader.ReadBeside(tree, token, setting.IsTime);
        // "another person", "a man": one by its own article, whatever is counted near it.
        if (quantity is null && counted >= 0 && isEnglish && isToll && type != "damage" && quantityReader.HasArticle(tree, counted))
            quantity = quantityReader.Read(tree, counted, setting.IsTime, singleIsOne: true);
        // «Двое погибли сразу, третий скончался в больнице»
        if (quantity is null && counted >= 0 && !isEnglish && isToll && type != "damage" && tokens.Upos[counted] == Upos.ADJ && tokens.Has(counted, "Number", "Sing") && tree.LemmaIn("one-of-several", counted))
            return One(tree, counted);
        // «11 поліцейських затримали матір»: whoever it befell is one, whatever else is counted.
        if (quantity is null && counted >= 0 && !isEnglish && isToll && isVerb && type != "damage" && tree.Is(counted, "obj"))
            quantity = quantityReader.Read(tree, counted, setting.IsTime, singleIsOne: true);
        // "…, which led to an outage": things counted elsewhere are not what went out.
        bool isThing = type == "damage" && isNoun && isEnglish;
        if (quantity is null && counts && !isThing) quantity = Nearby(tree, trigger, setting, ownClauseOnly: false);
        // «є загибла»: the word itself names the one it befell.
        bool namesVictim = counted < 0 && family is "harm" && trigger.Rule.Upos is not (Upos.VERB or Upos.NOUN) && (tree.Is(token, "nsubj") || tree.Is(token, "obj"));
        if (quantity is null && namesVictim) quantity = quantityReader.Read(tree, token, setting.IsTime, singleIsOne: true);
        // "shot down a drone": one by its article.
        bool isOneDowned = counted >= 0 && type == "interception" && (!isEnglish || quantityReader.HasArticle(tree, counted));
        if (quantity is null && counted >= 0 && (isToll || isOneDowned || family is "conditions" or "indiscipline"))
            quantity = quantityReader.Read(tree, counted, setting.IsTime, singleIsOne: true);
        return quantity;
    }

    private static Quantity One(SyntaxTree tree, int token) => new(1, 1, 1, false, null, null, tree.Tokens.SpanOf(token), "quantity/another");

    // Whether a number stands with a noun, or with what it counts below it.
    private static bool IsCounted(SyntaxTree tree, int noun, int counted) =>
        tree.Child(noun, "nummod") >= 0 || counted >= 0 && tree.Tokens.Head[counted] == noun && tree.Child(counted, "nummod") >= 0;

    // The members of a list, which parsers chain by conjunction or, without "and", by apposition.
    private static IEnumerable<int> Listed(SyntaxTree tree, int first)
    {
        List<int> members = [first];
        for (int i = 0; i < members.Count; i++)
            foreach (int child in tree.Children(members[i]).ToArray())
            {
                bool isListed = tree.Is(child, "conj") || tree.Is(child, "appos");
                if (child > members[i] && isListed && tree.Tokens.Upos[child] == Upos.NOUN && tree.Child(child, "nummod") >= 0) members.Add(child);
            }
        return members;
    }

    // «109 мужчин, 24 женщины и 38 детей были убиты», «две ракеты «Нептун» и 41 беспилотник»: counted nouns in a row, whatever the tree
    // makes of them, with nothing but attributes and names between a comma or "and" and the next number.
    private List<int> ListedByOrder(SyntaxTree tree, int first)
    {
        const int longestItem = 8, longestQualifier = 3, mostMembers = 4;
        TokenTable tokens = tree.Tokens;
        int end = tree.Sentence(first).EndToken, last = first;
        List<int> members = [];
        for (int t = first + 1; t < end && t - last <= longestItem && members.Count < mostMembers; t++)
        {
            if (tokens.Upos[t] is Upos.VERB or Upos.AUX or Upos.SCONJ or Upos.PRON && !tree.Is(t, "amod")) break;
            if (tokens.Form[t] is ";" or ":" or "–" or "—" or ".") break;
            if (tokens.Form[t] != "," && tokens.Upos[t] != Upos.CCONJ) continue;
            int number = t + 1;
            while (number < Math.Min(end, t + 1 + longestQualifier) && !quantityReader.IsNumber(tree, number) && tokens.Upos[number] is Upos.ADV or Upos.PART or Upos.ADP or Upos.CCONJ) number++;
            if (number >= end || !quantityReader.IsNumber(tree, number) || tree.FormIn("part-of", t + 1)) continue;
            int noun = number + 1;
            while (noun < Math.Min(end, number + 5) && tokens.Upos[noun] is Upos.ADJ or Upos.NUM || noun < end && tree.Is(noun, "amod")) noun++;
            if (noun >= end || tokens.Upos[noun] != Upos.NOUN || tree.Preposition(noun).Length > 0 && tokens.Upos[number - 1] is not Upos.ADP) break;
            members.Add(noun);
            (t, last) = (noun, noun);
        }
        return members;
    }

    // The number right before a counted noun and its attributes; −1 where none.
    private int NumberOf(SyntaxTree tree, int noun)
    {
        if (tree.Child(noun, "nummod") is >= 0 and int number) return number;
        int t = noun - 1;
        while (t > tree.Sentence(noun).FirstToken && (tree.Tokens.Upos[t] == Upos.ADJ || tree.Is(t, "amod")) && !quantityReader.IsNumber(tree, t)) t--;
        return t >= tree.Sentence(noun).FirstToken && quantityReader.IsNumber(tree, t) ? t : -1;
    }

    // «убиты 17 солдат и 36 добровольцев», «уничтожено 50 оккупантов, 12 танков»: what is counted beside the first, each by its own number.
    private IEnumerable<(int Head, Quantity Quantity)> AlsoCounted(SyntaxTree tree, Trigger trigger, ClaimSetting setting)
    {
        TokenTable tokens = tree.Tokens;
        int counted = Counted(trigger);
        if (counted < 0 || tree.Child(counted, "nummod") < 0 || trigger.Type.Family == "harm" && !tree.IsEnglish(trigger.Token) && CountedBefore(tree, trigger.Token) >= 0) yield break;
        int part = quantityReader.Partitions(tree, counted, setting.IsTime).Select(p => p.Head).FirstOrDefault(-1);
        HashSet<int> told = [];
        foreach (int member in (IEnumerable<int>)[.. Listed(tree, counted), .. tree.WithConjuncts(trigger.Token), .. trigger.Type.Code == "damage" ? [] : ListedByOrder(tree, counted)])
        {
            if (member == counted || member == trigger.Token || tokens.Upos[member] != Upos.NOUN || part >= 0 && (member == part || tree.IsUnder(member, part)) || !told.Add(member)) continue;
            int number = NumberOf(tree, member);
            if (number < 0 || number > member || number < counted || setting.IsTime(number) || HasOwnVerb(tree, trigger.Token, member)) continue;
            if (quantityReader.ReadAt(tree, number, setting.IsTime) is { } quantity && TypeOf(tree, trigger, member).Length > 0)
                yield return (member, quantity with { Of = tokens.Form[member].ToLowerInvariant() });
        }
    }

    // «и 1019 человек были ранены»
    private static bool HasOwnVerb(SyntaxTree tree, int trigger, int noun)
    {
        if (trigger > noun && tree.Tokens.Upos[trigger] == Upos.VERB && tree.SentenceOf(trigger) == tree.SentenceOf(noun)) return false;
        int next = noun + 1, end = tree.Sentence(noun).EndToken;
        while (next < end && tree.Tokens.Upos[next] is Upos.AUX or Upos.ADV) next++;
        return next < end && tree.Tokens.Upos[next] == Upos.VERB;
    }

    // «потери составили до 225 и более 440 военнослужащих соответственно»: the second of two numbers for two parties.
    private (int Number, Quantity Quantity)? SecondOfTwo(SyntaxTree tree, Trigger trigger, Quantity first, ClaimSetting setting)
    {
        const int longestQualifier = 3;
        TokenTable tokens = tree.Tokens;
        Sentence sentence = tree.Sentence(trigger.Token);
        bool isRespective = false;
        int and = -1;
        for (int t = sentence.FirstToken; t < sentence.EndToken; t++)
        {
            isRespective |= tree.LemmaIn("respectively", t) || tree.FormIn("respectively", t);
            if (and < 0 && tokens.Start[t] >= first.Span.End && tokens.Upos[t] == Upos.CCONJ) and = t;
        }
        if (!isRespective || and < 0) return null;
        for (int t = and + 1; t < Math.Min(sentence.EndToken, and + 1 + longestQualifier); t++)
            if (quantityReader.IsNumber(tree, t) && quantityReader.ReadAt(tree, t, setting.IsTime) is { } second) return (t, second);
        return null;
    }

    // The type of event for something counted beside the target: people are killed, tanks destroyed; empty where neither fits.
    private string TypeOf(SyntaxTree tree, Trigger trigger, int member)
    {
        LanguageCode language = tree.Language(member);
        string lemma = tree.Tokens.Lemma[member].ToLowerInvariant();
        bool isThing = codebook.IsIn(language, lemma, "vehicle") || codebook.IsIn(language, lemma, "building") || codebook.IsIn(language, lemma, "artillery");
        if (trigger.Type.Code == "damage") return isThing ? "damage" : "";
        if (trigger.Type.Code == "interception") return isThing || codebook.IsIn(language, lemma, "drone") || codebook.IsIn(language, lemma, "missile") || codebook.IsIn(language, lemma, "air") ? "interception" : "";
        if (tree.Tokens.Has(member, "Animacy", "Anim") || IsPerson(language, lemma) || codebook.IsIn(language, lemma, "armed-group")) return trigger.Type.Code;
        return isThing && trigger.Type.Code == "killed" ? "damage" : "";
    }

    // «в Харькове погибли трое, в Чугуеве — двое»: the number after a dash, in a part of the sentence without a verb that says where.
    private IEnumerable<(int Number, Quantity Quantity)> Elided(SyntaxTree tree, Trigger trigger, ClaimSetting setting)
    {
        const int longestQualifier = 3, longestPart = 14;
        TokenTable tokens = tree.Tokens;
        Sentence sentence = tree.Sentence(trigger.Token);
        for (int dash = trigger.Token + 2; dash + 1 < sentence.EndToken; dash++)
        {
            if (tokens.Upos[dash] == Upos.VERB && tokens.Has(dash, "VerbForm", "Fin")) yield break;
            if (tokens.Form[dash] is not ("-" or "–" or "—")) continue;
            // «… и до 50 — в зоне «Днепр»»: the other way about.
            bool isReversed = tokens.Upos[dash - 1] == Upos.NUM && tree.FormIn("where", dash + 1) && IsAfterAnd(tree, dash - 1);
            if (isReversed && quantityReader.ReadAt(tree, dash - 1, setting.IsTime) is { } reversed)
            {
                yield return (dash - 1, reversed);
                continue;
            }
            int number = dash + 1;
            while (number < Math.Min(sentence.EndToken, dash + 1 + longestQualifier) && !quantityReader.IsNumber(tree, number)) number++;
            if (number >= sentence.EndToken || !quantityReader.IsNumber(tree, number) || setting.IsTime(number)) continue;
            int first = dash;
            bool isWhere = false;
            while (first > trigger.Token && dash - first < longestPart
                && tokens.Form[first - 1] is not ("," or ";") && tokens.Upos[first - 1] is not (Upos.CCONJ or Upos.VERB)) first--;
            for (int t = first; t < dash; t++) isWhere |= tokens.Upos[t] == Upos.ADP && tree.FormIn("where", t);
            if (!isWhere || first <= trigger.Token || quantityReader.ReadAt(tree, number, setting.IsTime) is not { } quantity) continue;
            int noun = number + 1;
            if (noun < sentence.EndToken && tokens.Upos[noun] == Upos.NOUN && !IsPerson(tree.Language(noun), tokens.Lemma[noun].ToLowerInvariant())) continue;
            yield return (number, quantity);
        }
    }

    // «здійснив 3938 обстрілів, зокрема 132 – із реактивних систем»: some of the counted events, told apart by the weapon after the number.
    private (int At, EventType Type, Quantity Quantity)? EventPart(SyntaxTree tree, int token, Quantity whole, ClaimSetting setting)
    {
        const int reach = 6;
        TokenTable tokens = tree.Tokens;
        int end = tree.Sentence(token).FirstToken;
        while (end < tree.Sentence(token).EndToken && tokens.Start[end] < whole.Span.End) end++;
        if (end == tree.Sentence(token).EndToken || quantityReader.PartAfter(tree, end, reach, setting.IsTime) is not { } part) return null;
        if (part.Quantity.Low is not { } low || low >= (whole.Low ?? 0) || triggerFinder.WeaponAfter(tree, part.End) is not { } weapon) return null;
        return (weapon.Token, weapon.Type, part.Quantity);
    }

    private static bool IsAfterAnd(SyntaxTree tree, int number)
    {
        int before = number - 1, first = tree.Sentence(number).FirstToken;
        while (before > first && tree.Tokens.Upos[before] is Upos.ADP or Upos.ADV or Upos.PART) before--;
        return tree.Tokens.Upos[before] == Upos.CCONJ || tree.Tokens.Form[before] == ",";
    }

    // The object or subject of a verb that names an event, else a weapon («авіація завдала 56 ударів»: the strikes are counted); −1 where none.
    private int EventNoun(SyntaxTree tree, int verb)
    {
        int weapon = -1;
        foreach (int child in tree.Children(verb))
        {
            bool isBare = tree.Is(child, "obj") || tree.Is(child, "nsubj") || (tree.Is(child, "obl") && tree.Preposition(child).Length == 0);
            if (!isBare || tree.Tokens.Upos[child] != Upos.NOUN) continue;
            string lemma = tree.Tokens.Lemma[child].ToLowerInvariant();
            LanguageCode language = tree.Language(child);
            foreach (TriggerEntry entry in codebook.TriggersOf(language, lemma))
                if (entry.Rule.Upos == Upos.NOUN && entry.Rule.Type.Family == "violence") return child;
            if (weapon >= 0) continue;
            if (codebook.IsIn(language, lemma, "drone") || codebook.IsIn(language, lemma, "missile") || codebook.IsIn(language, lemma, "air")) weapon = child;
        }
        return weapon;
    }

    // «… и 1019 человек были ранены»: a counted noun right before the verb, after "and" or at the head of the sentence, is nobody else's; -1 where none.
    private int CountedBefore(SyntaxTree tree, int verb)
    {
        TokenTable tokens = tree.Tokens;
        if (tokens.Upos[verb] != Upos.VERB) return -1;
        int noun = verb - 1, first = tree.Sentence(verb).FirstToken;
        while (noun > first && tokens.Upos[noun] is Upos.AUX or Upos.ADV) noun--;
        if (noun <= first || tokens.Upos[noun] != Upos.NOUN || tree.Child(noun, "nummod") is not (>= 0 and int number) || number > noun || noun - number > 3) return -1;
        int before = number - 1;
        while (before >= first && tokens.Upos[before] is Upos.ADP or Upos.ADV or Upos.PART) before--;
        if (before < first || tokens.Upos[before] != Upos.CCONJ) return -1;
        // «109 мужчин, 24 женщины и 38 детей были убиты»: the last of a list.
        if (tree.Is(noun, "conj") && tokens.Head[noun] is >= 0 and int listed && tokens.Upos[listed] == Upos.NOUN && tree.Child(listed, "nummod") >= 0 && tokens.Head[listed] == verb && !HasVerbBefore(tree, listed)) return -1;
        // «Чотири гелікоптери й один літак знищено»: without a verb before, one of several.
        while (--before >= first)
            if (tokens.Upos[before] == Upos.VERB) return noun;
        return -1;
    }

    // A verb before a token, in its sentence, that no conjunction parts from it.
    private static bool HasVerbBefore(SyntaxTree tree, int token)
    {
        for (int t = token - 1; t >= tree.Sentence(token).FirstToken && tree.Tokens.Upos[t] is not Upos.SCONJ; t--)
            if (tree.Tokens.Upos[t] == Upos.VERB) return true;
        return false;
    }

    private Quantity? Left(SyntaxTree tree, int verb, ClaimSetting setting)
    {
        foreach (int child in tree.Children(verb))
        {
            bool isLeft = tree.Is(child, "nsubj") || tree.Is(child, "obl") && tree.Tokens.Has(child, "Case", "Gen");
            if (isLeft && tree.Child(child, "nummod") >= 0 && quantityReader.Read(tree, child, setting.IsTime, singleIsOne: false) is { } quantity) return quantity;
        }
        return null;
    }

    // The number word above a noun ("hundreds of protesters"); −1 where none.
    private int MeasureOf(SyntaxTree tree, int noun)
    {
        int measure = tree.Is(noun, "nmod") && tree.PrepositionIn("part-of", noun) ? tree.Tokens.Head[noun] : -1;
        return measure >= 0 && tree.Tokens.Upos[measure] is Upos.NOUN or Upos.NUM && quantityReader.IsNumber(tree, measure) ? measure : -1;
    }

    // "thousands killed in action", "44 wounded": a number right before a participle.
    private bool IsCountedParticiple(SyntaxTree tree, int token)
    {
        TokenTable tokens = tree.Tokens;
        return tree.Language(token) == LanguageCode.English && token > tree.Sentence(token).FirstToken && tokens.Upos[token] is Upos.VERB or Upos.ADJ && tokens.Form[token].EndsWith("ed", StringComparison.Ordinal)
            && quantityReader.IsNumber(tree, token - 1) && (tokens.Upos[token - 1] is Upos.NUM or Upos.NOUN) && tree.Child(token, "obj") < 0 && tree.Child(token, "aux") < 0;
    }

    // "killed 179 people in Soro and 44 others in the village of Nondin": a second number with a place of its own and no verb.
    private IEnumerable<(int Number, Quantity Quantity)> AndElsewhere(SyntaxTree tree, Trigger trigger, Quantity first, ClaimSetting setting)
    {
        const int farthestPreposition = 4, farthestPlace = 6;
        TokenTable tokens = tree.Tokens;
        Sentence sentence = tree.Sentence(trigger.Token);
        bool hasPlace = false;
        for (int t = trigger.Token + 1; t < sentence.EndToken; t++)
        {
            if (tokens.Upos[t] is Upos.VERB or Upos.AUX || tokens.Form[t] is ";" or ":") yield break;
            hasPlace |= setting.IsPlace(t);
            if (!hasPlace || tokens.Start[t] < first.Span.End || setting.IsTime(t) || !quantityReader.IsNumber(tree, t) || tokens.Upos[t] != Upos.NUM || !IsAfterAnd(tree, t)) continue;
            int preposition = t + 1;
            while (preposition < Math.Min(sentence.EndToken, t + farthestPreposition) && tokens.Upos[preposition] is Upos.NOUN or Upos.ADJ or Upos.ADV) preposition++;
            if (preposition >= sentence.EndToken || tokens.Upos[preposition] != Upos.ADP || !tree.FormIn("where", preposition)) continue;
            if (preposition > t + 1 && tokens.Upos[preposition - 1] == Upos.NOUN && !IsPerson(LanguageCode.English, tokens.Lemma[preposition - 1].ToLowerInvariant())) continue;
            bool isElsewhere = false;
            for (int p = preposition + 1; p < Math.Min(sentence.EndToken, preposition + farthestPlace) && tokens.Form[p] is not ","; p++) isElsewhere |= setting.IsPlace(p);
            if (isElsewhere && quantityReader.ReadAt(tree, t, setting.IsTime) is { } quantity) yield return (t, quantity);
        }
    }

    // «541 задержанного»: the number stands right before the trigger, or before its attributes.
    private bool NumberBefore(SyntaxTree tree, int token, ClaimSetting setting)
    {
        int t = token - 1;
        while (t > tree.Sentence(token).FirstToken && tree.Tokens.Upos[t] == Upos.ADJ) t--;
        return t >= tree.Sentence(token).FirstToken && tree.Tokens.Upos[t] == Upos.NUM && !setting.IsTime(t);
    }

    /// <summary>A number of the trigger's clause, or of one above it, that no other verb parts from it and that can count what the trigger tells of.</summary>
    private Quantity? Nearby(SyntaxTree tree, Trigger trigger, ClaimSetting setting, bool ownClauseOnly)
    {
        TokenTable tokens = tree.Tokens;
        Sentence sentence = tree.Sentence(trigger.Token);
        int clause = tree.ClauseOf(trigger.Token);
        Quantity? best = null;
        int bestDistance = int.MaxValue;
        for (int t = sentence.FirstToken; t < sentence.EndToken; t++)
        {
            if (t == trigger.Token || setting.IsTime(t) || !quantityReader.IsNumber(tree, t)) continue;
            if (IsShotDown(tree, t, trigger)) continue;
            if (ownClauseOnly ? HasVerbBetween(tree, t, trigger.Token) : tree.ClauseOf(t) != clause && !IsAbove(tree, tree.ClauseOf(t), clause)) continue;
            if (!ownClauseOnly && (HasRivalBetween(tree, t, trigger.Token, clause) || IsOfAnother(tree, t, trigger.Token))) continue;
            int distance = Math.Abs(t - trigger.Token);
            if (distance >= bestDistance || !CanCount(tree, t, trigger)) continue;
            // "one" counts only what it stands with: «жена одного из них».
            if (quantityReader.ReadAt(tree, t, setting.IsTime) is { High: not 1 } quantity) (best, bestDistance) = (quantity, distance);
        }
        return best;
    }

    // "intercepted 19 drones in an attack": what was shot down is told with that.
    private bool IsShotDown(SyntaxTree tree, int number, Trigger trigger)
    {
        TokenTable tokens = tree.Tokens;
        if (tree.Language(number) != LanguageCode.English || trigger.Type.Family != "violence" || trigger.Type.Code == "interception") return false;
        for (int at = number, steps = 0; at >= 0 && steps < 4; at = tokens.Head[at], steps++)
            if (tokens.Upos[at] == Upos.VERB && at != trigger.Token) return codebook.TriggersOf(LanguageCode.English, tokens.Lemma[at]).Any(entry => entry.Rule.Type.Code == "interception" && entry.Others.Length == 0);
        return false;
    }

    private static bool IsAbove(SyntaxTree tree, int upper, int lower)
    {
        for (int at = lower; at >= 0; at = tree.Tokens.Head[at])
            if (at == upper) return true;
        return false;
    }

    private static bool HasVerbBetween(SyntaxTree tree, int one, int other)
    {
        for (int t = Math.Min(one, other) + 1; t < Math.Max(one, other); t++)
            if (tree.Tokens.Upos[t] == Upos.VERB) return true;
        return false;
    }

    // "killed three and wounded four": the number beyond another predicate of the same rank is that one's.
    private static bool HasRivalBetween(SyntaxTree tree, int number, int trigger, int clause)
    {
        bool isJoined = tree.Is(trigger, "conj") || tree.Is(clause, "conj");
        for (int t = Math.Min(number, trigger) + 1; t < Math.Max(number, trigger); t++)
            // «четверо вважаються зниклими»: the verb that the trigger completes is no rival.
            if (tree.Tokens.Upos[t] == Upos.VERB && (tree.Tokens.Head[trigger] != t || tree.Is(trigger, "conj") && !tree.IsEnglish(trigger) && tree.Child(trigger, "nsubj") >= 0) && (isJoined || tree.Is(t, "conj") || tree.Is(t, "parataxis"))) return true;
        return false;
    }

    // «пошкоджені шість будинків, в одному виникла пожежа»: what is counted is the argument of another predicate that the trigger does not stand under.
    private static bool IsOfAnother(SyntaxTree tree, int number, int trigger)
    {
        if (tree.IsEnglish(number)) return false;
        int noun = tree.Is(number, "nummod") ? tree.Tokens.Head[number] : number, predicate = tree.Tokens.Head[noun];
        if (predicate < 0 || predicate == trigger || !tree.Is(noun, "obj") || tree.Tokens.Head[predicate] != trigger) return false;
        return (tree.Tokens.Upos[predicate] == Upos.VERB || tree.Tokens.Has(predicate, "VerbForm", "Part")) && !tree.IsUnder(trigger, predicate);
    }

    // Whether what the number counts suits the event: people are killed, drones are shot down, houses are damaged.
    private bool CanCount(SyntaxTree tree, int number, Trigger trigger)
    {
        TokenTable tokens = tree.Tokens;
        LanguageCode language = tree.Language(number);
        int noun = tokens.Upos[number] is Upos.NOUN && !quantityReader.IsNumeral(tree, number) ? number : tree.Is(number, "nummod") ? tokens.Head[number] : -1;
        Sentence sentence = tree.Sentence(number);
        for (int t = number + 1; noun < 0 && t < Math.Min(sentence.EndToken, number + 4); t++)
        {
            if (tokens.Upos[t] is Upos.NOUN or Upos.PROPN) noun = t;
            else if (tokens.Upos[t] is not (Upos.ADJ or Upos.NUM or Upos.ADV or Upos.ADP)) break;
        }
        // «количество пострадавших увеличилось до 11 человек»: the number the count came to.
        bool isTotal = tokens.Head[trigger.Token] is >= 0 and int above && tree.LemmaIn("toll", above);
        if (noun >= 0 && !isTotal && tree.Preposition(noun).Length > 0 && !tree.PrepositionIn("part-of", noun) && !tree.IsUnder(noun, trigger.Token)) return false;
        string lemma = noun < 0 ? "" : tokens.Lemma[noun].ToLowerInvariant();
        bool isOwnArgument = noun >= 0 && tokens.Head[noun] == trigger.Token && (tree.Is(noun, "nsubj") || tree.Is(noun, "obj")) && codebook.ClassesOf(language, lemma).Length == 0;
        bool isPerson = noun < 0 || isOwnArgument || IsPerson(language, lemma) || (tokens.Upos[noun] == Upos.ADJ && tokens.Has(noun, "Number", "Plur"));
        bool isWeapon = noun >= 0 && (codebook.IsIn(language, lemma, "drone") || codebook.IsIn(language, lemma, "missile"));
        return trigger.Type.Code switch
        {
            "damage" => noun >= 0 && (!isPerson || isOwnArgument),
            "interception" => noun < 0 || isWeapon,
            "drone-strike" or "missile-strike" or "air-strike" => isWeapon,
            "shelling" => noun >= 0 && tree.LemmaIn("shells", noun),
            _ => isPerson,
        };
    }

    private bool IsPerson(LanguageCode language, string lemma) =>
        codebook.IsIn(language, lemma, "person") || codebook.IsIn(language, lemma, "military") || codebook.IsIn(language, lemma, "civilian")
        || codebook.IsIn(language, lemma, "police") || codebook.IsIn(language, lemma, "official");

    // "three other cases of soldiers rioting": the noun that counts events above the trigger, with its number; −1 where none.
    private int CountedEvents(SyntaxTree tree, int token)
    {
        TokenTable tokens = tree.Tokens;
        CueWords cues = attributionReader.CuesOf(tree.Language(token));
        int at = token;
        for (int steps = 0; at >= 0 && steps < 5; steps++, at = tokens.Head[at])
            if (at != token && tokens.Upos[at] == Upos.NOUN && cues.Is("counted-events", tokens.Lemma[at]) && tree.Child(at, "nummod") >= 0) return at;
        return -1;
    }

    // A counted noun that is itself an event ("six strikes", «двенадцать обстрелов») is a tally as well.
    private static bool CountsEvents(SyntaxTree tree, Trigger trigger, Quantity? quantity) =>
        quantity is { Low: null or > 1 } && trigger.Rule.Upos == Upos.NOUN && trigger.Type.Family is "violence" or "civil" && tree.Child(trigger.Token, "nummod") >= 0;
}
