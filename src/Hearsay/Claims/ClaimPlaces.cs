// Where: of the toponyms of a sentence the one that the trigger's clause happens in; else the place the story is at.
// The story is at the settlement told last, unless a region that does not hold it has been named since.
// Weak spot: "the city" without a name is the settlement told last, whichever that is.
using Hearsay.Places;
using Hearsay.Text;

namespace Hearsay.Claims;

/// <summary>Chooses places for the claims of one document, from top to bottom. Not shared between documents.</summary>
internal sealed partial class ClaimPlaces
{
    // How many sentences a place is carried on, and looked for ahead by a lead that names none.
    private const int CarryReach = 12;
    private const int Several = -2;
    private const int LeadSentences = 3;
    private const int AheadReach = 3;

    private readonly SyntaxTree tree;
    private readonly TokenTable tokens;
    private readonly IReadOnlyList<Toponym> toponyms;
    private readonly SettingWords words;
    private readonly int[] toponymOf;
    private readonly int[] firstToken;
    private readonly string[] preposition;
    private readonly bool[] isDateline;
    // For each sentence the toponym its claims happened at, or would; -1 for none, Several for a list.
    private readonly int[] told;
    private readonly int main;

    public ClaimPlaces(SyntaxTree tree, IReadOnlyList<Toponym> toponyms, SettingWords words)
    {
        (this.tree, this.toponyms, this.words) = (tree, toponyms, words);
        tokens = tree.Tokens;
        toponymOf = ClaimSetting.Cover(tokens, [.. toponyms.Select(t => t.Span)]);
        firstToken = new int[toponyms.Count];
        Array.Fill(firstToken, -1);
        for (int t = tokens.Count - 1; t >= 0; t--)
            if (toponymOf[t] >= 0) firstToken[toponymOf[t]] = t;
        preposition = new string[toponyms.Count];
        for (int i = 0; i < toponyms.Count; i++) preposition[i] = firstToken[i] < 0 ? "" : PrepositionOf(firstToken[i]);
        isDateline = new bool[toponyms.Count];
        MarkDateline();
        told = new int[tokens.Sentences.Length];
        for (int s = 0; s < told.Length; s++)
        {
            told[s] = FirstPoint(s);
            if (told[s] >= 0 && ListOf(told[s], tokens.Sentences[s]).Count > 1) told[s] = Several;
        }
        main = Main();
    }

    /// <summary>Whether a token belongs to a place that something can happen in.</summary>
    public bool IsPlace(int token) => toponymOf[token] >= 0 && toponyms[toponymOf[token]].IsLocative;

    /// <summary>Places of a trigger; several for a list; empty where none.</summary>
    public IReadOnlyList<ClaimPlace> Of(Trigger trigger, bool mayCarry)
    {
        int token = trigger.Token;
        Sentence sentence = tree.Sentence(token);
        int sentenceIndex = tree.SentenceOf(token);
        int best = Best(trigger, sentence);
        if (best >= 0 && mayCarry && Again(trigger, best) && Carried(sentenceIndex) is int again and >= 0 && IsPoint(again)) return [new ClaimPlace(toponyms[again], true)];
        if (best >= 0)
        {
            best = Finer(best, trigger);
            int at = firstToken[best];
            bool isList = tree.IsUnder(at, token) || tree.ClauseOf(at) == tree.ClauseOf(token);
            List<int> list = isList ? ListOf(best, sentence) : [best];
            if (list.Count > 1 && !IsDirection(best) && DirectionsBefore(sentenceIndex, list.Min(p => firstToken[p])) is { Count: > 0 } directions) (best, list) = (directions[0], directions);
            // "a town in Haiti", or a lead about a region: the one town that the next sentences name in it is the town meant.
            bool isOneWide = mayCarry && list.Count == 1 && IsWide(best);
            bool leavesTownOpen = isOneWide && (NamesSettlement(sentence) || (sentenceIndex < LeadSentences && toponyms[best].Place is { Precision: PlacePrecision.Region }));
            if (leavesTownOpen && Ahead(sentenceIndex) is int town and >= 0 && IsWithin(toponyms[town].Place, toponyms[best].Place))
                return [new ClaimPlace(toponyms[town], true)];
            if (!IsWide(best)) told[sentenceIndex] = list.Count == 1 ? best : Several;
            return [.. list.Select(p => new ClaimPlace(toponyms[p], false))];
        }
        if (CityOfQuarterIn(sentence) is >= 0 and int city && mayCarry) return [new ClaimPlace(toponyms[city], true)];
        if (!mayCarry || IsAlongTheFront(trigger)) return [];
        if (DirectionsBefore(sentenceIndex, int.MaxValue) is { Count: > 0 } here) return [.. here.Select(p => new ClaimPlace(toponyms[p], true))];
        int carried = Carried(sentenceIndex);
        if (SeatOfSpeaker(sentence, token) is >= 0 and int seat && (carried < 0 || !IsWithin(toponyms[carried].Place, toponyms[seat].Place))) return [new ClaimPlace(toponyms[seat], true)];
        return carried >= 0 ? [new ClaimPlace(toponyms[carried], true)] : [];
    }

    private int Best(Trigger trigger, Sentence sentence)
    {
        int token = trigger.Token, clause = tree.ClauseOf(token);
        int best = -1, bestScore = int.MinValue;
        for (int t = sentence.FirstToken; t < sentence.EndToken; t++)
        {
            int i = toponymOf[t];
            if (i < 0 || firstToken[i] != t || !CanHold(i, trigger)) continue;
            int score = -Math.Abs(t - token);
            int own = tree.ClauseOf(t);
            if (tree.IsUnder(t, token)) score += 200;
            if (own == clause) score += 120;
            else if (ClaimSetting.IsAbove(tokens, own, clause)) score += 40;
            if (preposition[i].Length > 0) score += 10;
            // A settlement says more than the region around it.
            score += toponyms[i].Place is { } place
                ? place.Precision switch { PlacePrecision.Facility or PlacePrecision.Settlement => 60, PlacePrecision.District => 40, PlacePrecision.Region => 20, _ => 0 }
                : 35;
            if (toponyms[i].IsNear) score -= 20;
            if (IsOrigin(t)) score -= 230;
            if (IsReference(t) || IsRoadEnd(i)) score -= 130;
            // «По Межівській громаді на Синельниківщині»: the second holds the first.
            if (toponyms[i].Place is { Precision: PlacePrecision.District or PlacePrecision.Region } && HoldsTheOneBefore(t)) score -= 80;
            // «вивезли з села на територію РФ»: a country says little where the sentence names a settlement.
            if (toponyms[i].Place is { Precision: PlacePrecision.Country or PlacePrecision.Area } && told[tree.SentenceOf(token)] >= 0) score -= 250;
            if (score > bestScore) (best, bestScore) = (i, score);
        }
        bool isDistrict = best >= 0 && toponyms[best].Place is { Precision: PlacePrecision.District };
        return isDistrict && !IsEnglish(token) && OnlySettlement(sentence, best) is >= 0 and int settlement && CanHold(settlement, trigger) ? settlement : best;
    }

    // «У Краматорському районі вбили одну людину і поранили ще одну в селі Щурове»: the one settlement that the sentence names in the district; −1 for none or several.
    private int OnlySettlement(Sentence sentence, int district)
    {
        int only = -1;
        for (int t = sentence.FirstToken; t < sentence.EndToken; t++)
        {
            if (toponymOf[t] is not (>= 0 and int i) || firstToken[i] != t || toponyms[i].Place is { Precision: not (PlacePrecision.Settlement or PlacePrecision.Facility) }
                || !toponyms[i].IsLocative || i == district) continue;
            if (only >= 0 || !IsWithin(toponyms[i].Place, toponyms[district].Place)) return -1;
            only = i;
        }
        // «били по Покровському району: у Кураховому …»: the second part tells of its own.
        for (int t = only < 0 ? 0 : Math.Min(firstToken[only], firstToken[district]); only >= 0 && t < Math.Max(firstToken[only], firstToken[district]); t++)
            if (tokens.Form[t] is ":" or ";") return -1;
        return only;
    }

    // «у місті внаслідок обстрілів пошкоджено вісім будинків, а також школа у Віролюбівці»: the settlement told before, in the trigger's clause, nearer than another name.
    private bool Again(Trigger trigger, int best)
    {
        Sentence sentence = tree.Sentence(trigger.Token);
        int other = firstToken[best];
        if (other < trigger.Token) return false;
        for (int t = sentence.FirstToken + 1; t < trigger.Token; t++)
        {
            if (toponymOf[t] >= 0) return false;
            if (!words.Is("again", tokens.Lemma[t]) || !tokens.Has(t, "Number", "Sing")
                || tokens.Upos[t - 1] is not (Upos.ADP or Upos.DET) || !words.Is("in", tree.Preposition(t))) continue;
            bool isUnnamed = t + 1 == sentence.EndToken || toponymOf[t + 1] < 0;
            if (isUnnamed && tree.ClauseOf(t) == tree.ClauseOf(trigger.Token)) return true;
        }
        return false;
    }

    // «У Краматорському районі вбили людину і поранили ще одну у селі Щурове»: the one settlement of the sentence, within the district, with no comma before it.
    private int Finer(int best, Trigger trigger)
    {
        if (toponyms[best].Place is not { Precision: PlacePrecision.District or PlacePrecision.Region } || firstToken[best] > trigger.Token) return best;
        Sentence sentence = tree.Sentence(trigger.Token);
        int found = -1;
        for (int t = trigger.Token + 1; t < sentence.EndToken; t++)
        {
            if (found < 0 && tokens.Form[t] is "," or ";" or ":") return best;
            int i = toponymOf[t];
            if (i < 0 || firstToken[i] != t || toponyms[i].Place is not { Precision: PlacePrecision.Settlement }) continue;
            if (found >= 0 || preposition[i].Length == 0 || !IsWithin(toponyms[i].Place, toponyms[best].Place)) return best;
            found = i;
        }
        return found >= 0 ? found : best;
    }

    private bool HoldsTheOneBefore(int token)
    {
        const int Furthest = 4;
        int start = tree.Sentence(token).FirstToken;
        for (int t = token - 1; t >= start && token - t <= Furthest; t--)
        {
            if (toponymOf[t] >= 0) return IsPoint(toponymOf[t]) && toponyms[toponymOf[t]].IsLocative;
            if (tokens.Upos[t] is not (Upos.ADP or Upos.NOUN)) return false;
        }
        return false;
    }

    // "ERBIL, Kurdistan Region - At least two …", «КИЇВ, 5 грудня —»: where it was written, before a dash or colon and without a verb.
    private void MarkDateline()
    {
        const int Furthest = 12;
        if (tokens.Sentences.Length == 0) return;
        Sentence first = tokens.Sentences[0];
        int end = first.Language == LanguageCode.English ? TreeRepair.DatelineEnd(tokens, first, words) : -1;
        for (int t = first.FirstToken; end < 0 && t < first.EndToken && t < first.FirstToken + Furthest; t++)
        {
            if (t == first.FirstToken && toponymOf[t] < 0 || tokens.Upos[t] is Upos.VERB or Upos.AUX or Upos.ADP) return;
            if (tokens.Form[t] is not ("-" or "–" or "—" or ":")) continue;
            end = t;
            break;
        }
        for (int t = first.FirstToken; t < end; t++)
            if (toponymOf[t] >= 0) isDateline[toponymOf[t]] = true;
        MarkDatelineSentence();
    }

    // «Москва. 9 октября. – Министерство …»: a sentence of nothing but a name at the head of a paragraph, and a day after it.
    private void MarkDatelineSentence()
    {
        const int furthest = 4;
        for (int s = 0; s + 1 < Math.Min(tokens.Sentences.Length, furthest); s++)
        {
            Sentence sentence = tokens.Sentences[s];
            Sentence next = tokens.Sentences[s + 1];
            bool isHead = (s == 0 || tokens.Sentences[s - 1].Block != sentence.Block) && next.Block == sentence.Block;
            if (!isHead || sentence.Count > 3 || tokens.Upos[next.FirstToken] != Upos.NUM) continue;
            for (int t = sentence.FirstToken; t < sentence.EndToken; t++)
                if (toponymOf[t] >= 0) isDateline[toponymOf[t]] = true;
        }
    }

    // Whether something can be said to happen there: a locative name, or a settlement that is the object of the trigger
    // or stands below it («обстріляли Вовчанськ», «удар по Харкову»); never who did it or whose it is.
    private bool CanHold(int i, Trigger trigger)
    {
        Toponym toponym = toponyms[i];
        int token = firstToken[i];
        if (tokens.Upos[token] is Upos.ADP or Upos.DET or Upos.SCONJ or Upos.CCONJ or Upos.ADV or Upos.PRON or Upos.AUX or Upos.PART or Upos.NUM) return false;
        int head = HeadOf(token);
        if (isDateline[i] || preposition[i] == "by" || (trigger.Actor >= 0 && trigger.Actor != trigger.Token && HeadOf(trigger.Actor) == head)) return false;
        if (IsCityDistrict(i) || IsOfCity(i) || IsAttribute(i)) return false;
        if (IsFarFrom(token) || IsParty(token) || IsHome(token) || (trigger.Type.Family is "violence" or "harm" && IsElsewhere(token))) return false;
        // «Киеву переданы 205 пленных»: to whom, not where.
        if (!IsEnglish(token) && preposition[i].Length == 0 && tree.Is(head, "iobj") && tokens.Has(head, "Case", "Dat")) return false;
        if (IsLeft(token, trigger) || IsOfTalk(token, head, trigger)) return false;
        bool isCountry = toponym.Place is { Precision: PlacePrecision.Country };
        if (isCountry)
        {
            // Countries act, send and are spoken of more often than they are where something happened.
            bool isObject = tree.Is(head, "obj") && tree.IsUnder(head, trigger.Token);
            bool isIn = words.Is("inside", preposition[i]);
            bool isCrossed = preposition[i].Length > 0 && Leaves(trigger) && trigger.Type.Code is not "deportation";
            if (!isObject && !isIn && !isCrossed || tree.Is(head, "compound")) return false;
        }
        // "El-Fasher has endured attacks", «Херсон пережил обстрел»
        bool undergoes = IsPoint(i) && tree.Is(head, "nsubj") && tokens.Head[head] is >= 0 and int verb
            && words.Is("undergoing", tokens.Lemma[verb]) && tree.IsUnder(trigger.Token, verb);
        if (toponym.IsLocative || undergoes || (IsPoint(i) && IsOfCourt(token, trigger))) return true;
        if (toponym.Place is not { Precision: not (PlacePrecision.Country or PlacePrecision.Area) } || !tree.IsUnder(head, trigger.Token)) return false;
        if (tree.Is(head, "nsubj")) return tree.IsPassive(trigger.Token) || words.Is("undergoing", tokens.Lemma[trigger.Token]);
        // «30 обстрілів Вугледара»
        bool isStruck = tree.Is(head, "nmod") && tokens.Head[head] == trigger.Token && tokens.Has(head, "Case", "Gen") && trigger.Rule.Upos == Upos.NOUN && trigger.Type.Family is "violence" && IsPoint(i);
        return isStruck || tree.Is(head, "obj") || tree.Is(head, "obl") || tree.Is(head, "conj") || (tree.Is(head, "nmod") && tree.Preposition(head).Length > 0);
    }

    // «в Александровском саду», «в Саудовском госпитале»: an adjective of the noun after it, which is neither a region nor a district.
    private bool IsAttribute(int i)
    {
        int token = firstToken[i], last = token;
        if (IsEnglish(token) || tokens.Upos[token] != Upos.ADJ) return false;
        while (last + 1 < tokens.Count && toponymOf[last + 1] == i) last++;
        int noun = last + 1;
        // «в Национальном антитеррористическом комитете»
        while (noun < tokens.Count && tokens.Upos[noun] == Upos.ADJ && char.IsLower(tokens.Form[noun][0]) && toponymOf[noun] < 0) noun++;
        if (noun >= tokens.Count || tokens.Upos[noun] != Upos.NOUN || char.IsUpper(tokens.Form[noun][0])
            || tokens.Feature(noun, "Case") != tokens.Feature(token, "Case") || toponymOf[noun] >= 0) return false;
        return toponyms[i].Rule.Contains("case-form", StringComparison.Ordinal) || toponyms[i].Rule.Contains("unlisted", StringComparison.Ordinal)
            || toponyms[i].Place is { Precision: PlacePrecision.Country };
    }

    // «перекрыли дорогу Баткен – Исфана»: the ends of a road are not where on it something happened.
    private bool IsRoadEnd(int i)
    {
        int token = firstToken[i], start = tree.Sentence(token).FirstToken, before = token - 1;
        if (IsEnglish(token) || before <= start) return false;
        if (tokens.Form[before] is "-" or "–" or "—" && before - 1 > start && toponymOf[before - 1] >= 0) before = firstToken[toponymOf[before - 1]] - 1;
        else if (!(token + 2 < tokens.Count && tokens.Form[token + 1] is "-" or "–" or "—" && toponymOf[token + 2] >= 0)) return false;
        while (before > start && tokens.Form[before] is "\"" or "«") before--;
        return before >= start && words.Is("road", tokens.Lemma[before]);
    }

    // «Днепровский район» after «Днепровский район Херсона».
    private bool IsOfCity(int i)
    {
        const int stem = 6;
        if (toponyms[i].Place is not { Precision: PlacePrecision.District }) return false;
        string form = tokens.Form[firstToken[i]];
        if (form.Length < stem || IsEnglish(firstToken[i])) return false;
        for (int j = 0; j < toponyms.Count; j++)
            if (j != i && firstToken[j] >= 0 && IsCityDistrict(j) && tokens.Form[firstToken[j]].StartsWith(form[..stem], StringComparison.Ordinal)) return true;
        return false;
    }

    // «в Днепровском районе Херсона»: a district of the city named after it, not the one called after another town.
    private bool IsCityDistrict(int i)
    {
        const int furthest = 3;
        if (toponyms[i].Place is not { Precision: PlacePrecision.District }) return false;
        int token = firstToken[i];
        Sentence sentence = tree.Sentence(token);
        if (IsEnglish(token)) return false;
        if (CityOfQuarter(i) >= 0) return true;
        bool isDistrict = false;
        for (int t = token; t < Math.Min(sentence.EndToken, token + furthest + 1); t++)
        {
            if (words.Is("district", tokens.Lemma[t])) isDistrict = true;
            else if (isDistrict && toponymOf[t] >= 0 && toponymOf[t] != i)
                return toponyms[toponymOf[t]].Place is { Precision: PlacePrecision.Settlement } && tokens.Has(t, "Case", "Gen");
            else if (isDistrict && t > token && tokens.Upos[t] is not (Upos.NOUN or Upos.ADJ)) return false;
        }
        return false;
    }

    private static bool Leaves(Trigger trigger) => trigger.Type.Code is "flight" or "displacement" or "deportation" or "retreat" or "release" or "exchange";

    private int HeadOf(int token)
    {
        int head = token;
        while (tokens.Head[head] >= 0 && toponymOf[head] >= 0 && toponymOf[tokens.Head[head]] == toponymOf[token]) head = tokens.Head[head];
        return head;
    }

    // The preposition before a name, over what describes it ("in the occupied village of X", «у селі X», «біля міста X»).
    private string PrepositionOf(int first)
    {
        const int Furthest = 6;
        int start = tree.Sentence(first).FirstToken;
        for (int t = first - 1; t >= start && first - t <= Furthest; t--)
        {
            switch (tokens.Upos[t])
            {
                case Upos.ADP when tokens.Form[t] is not "of":
                    return tokens.Form[t].ToLowerInvariant();
                case Upos.ADP or Upos.DET or Upos.ADJ or Upos.NUM:
                    continue;
                // Type words stand right before the name, or before "of".
                case Upos.NOUN when t == first - 1 || tokens.Form[t + 1] is "of" or ".":
                    continue;
                case Upos.PUNCT when tokens.Form[t] is "«" or "\"" or "“" or "„" or ".":
                    continue;
                default:
                    return "";
            }
        }
        return "";
    }

    private bool IsWide(int i) => toponyms[i].Place is { Precision: PlacePrecision.Region or PlacePrecision.Country or PlacePrecision.Area };

    private bool IsPoint(int i) => toponyms[i].Place is { Precision: PlacePrecision.Settlement or PlacePrecision.Facility or PlacePrecision.District };

    // A place that no gazetteer has may lie anywhere.
    private static bool IsWithin(Place? inner, Place? outer)
    {
        const double DistrictKilometres = 40;
        if (inner is null) return true;
        if (outer is null || inner.Country != outer.Country) return false;
        if (outer.Precision is not (PlacePrecision.Region or PlacePrecision.District)) return true;
        if (inner.Admin1 != outer.Admin1) return false;
        if (outer.Precision == PlacePrecision.Region || inner.Admin2 == outer.Name) return true;
        return outer is { Latitude: double latitude, Longitude: double longitude } && inner is { Latitude: double ownLatitude, Longitude: double ownLongitude }
            ? Geography.Kilometres(latitude, longitude, ownLatitude, ownLongitude) <= DistrictKilometres
            : inner.Admin2 is null || outer.Admin2 is null;
    }
}
