using Hearsay.Places;
using Hearsay.Text;

namespace Hearsay.Claims;

// Places that a sentence of a Russian or Ukrainian report names and that nothing it tells of happened at: where people come from, where
// weapons were launched, where the hurt were taken, what a distance is measured from.
internal sealed partial class ClaimPlaces
{
    /// <summary>From this distance on, "30 km from X" is no place near X.</summary>
    private const int FarKilometres = 25;

    // «Деснянський район», where the page names Kyiv: its quarter, not the district called alike; the city's toponym, −1 for any other place.
    private int CityOfQuarter(int i)
    {
        if (toponyms[i].Place is not { Precision: PlacePrecision.District } || !toponyms[i].Rule.EndsWith(".division", StringComparison.Ordinal)) return -1;
        string adjective = tokens.Lemma[firstToken[i]].ToLowerInvariant();
        for (int j = 0; j < toponyms.Count; j++)
            if (firstToken[j] >= 0 && toponyms[j].Place is { Precision: PlacePrecision.Settlement } city && words.Is("quarters", $"{city.Name}:{adjective}")) return j;
        return -1;
    }

    // The city of a quarter that a sentence names; −1 where it names none.
    private int CityOfQuarterIn(Sentence sentence)
    {
        for (int t = sentence.FirstToken; t < sentence.EndToken; t++)
            if (toponymOf[t] >= 0 && firstToken[toponymOf[t]] == t && !IsEnglish(t) && CityOfQuarter(toponymOf[t]) is >= 0 and int city) return city;
        return -1;
    }

    // «рухався в бік Криму»: where something was on its way to.
    private bool IsMovedTo(int token)
    {
        const int reach = 4;
        int start = tree.Sentence(token).FirstToken, clause = tree.ClauseOf(token);
        if (IsEnglish(token) || clause < 0 || !words.Is("moving", tokens.Lemma[clause])) return false;
        for (int t = token - 1; t > start && token - t <= reach && tokens.Upos[t] is not (Upos.VERB or Upos.PUNCT); t--)
            if (words.Is("way", tokens.Lemma[t])) return true;
        return false;
    }

    private bool IsElsewhere(int token) => IsMovedTo(token) || IsFarFrom(token) || IsLaunchSite(token) || IsDestination(token) || IsHome(token) || IsParty(token);

    // «возле Терного (к западу от Кременной)», «севернее Богдановки»: what a direction is taken from.
    private bool IsReference(int token)
    {
        int t = token - 1, start = tree.Sentence(token).FirstToken;
        if (t < start + 1) return false;
        return words.Is("direction", tokens.Lemma[t - 1]) && words.Is("direction-of", tokens.Lemma[t]);
    }

    // "tried to leave Mariupol for", «выехать из Мариуполя»: where another verb of the sentence leads out of.
    private bool IsLeft(int token, Trigger trigger)
    {
        int head = HeadOf(token), verb = tokens.Head[head];
        return verb >= 0 && verb != trigger.Token && !Leaves(trigger) && tokens.Upos[verb] == Upos.VERB && words.Is("from", tree.Preposition(head))
            && !tree.IsUnder(token, trigger.Token) && tree.ClauseOf(token) != tree.ClauseOf(trigger.Token);
    }

    // "a Vladivostok court sentenced him", «беглецов судят Улан-Удэнский и Иркутский гарнизонные суды», «суд Новосибирска».
    private bool IsOfCourt(int token, Trigger trigger)
    {
        const int Furthest = 6;
        if (trigger.Type.Code is not "prosecution") return false;
        Sentence sentence = tree.Sentence(token);
        if (token > sentence.FirstToken && words.Is("court", tokens.Lemma[token - 1])) return true;
        for (int t = token + 1; t < sentence.EndToken && t - token <= Furthest; t++)
        {
            if (words.Is("court", tokens.Lemma[t])) return true;
            if (toponymOf[t] < 0 && tokens.Upos[t] is not (Upos.ADJ or Upos.PROPN or Upos.CCONJ or Upos.NOUN)) return false;
        }
        return false;
    }

    // «мобилизованные из Уссурийска»: where people are from.
    private bool IsHome(int token)
    {
        int head = HeadOf(token), people = tokens.Head[head];
        if (people < 0 || people >= head || !tree.Is(head, "nmod")) return false;
        // "backed by troops from neighboring Uganda"
        if (IsEnglish(token)) return tree.Preposition(head) == "from" && words.Is("home-people", tokens.Lemma[people]);
        return words.Is("from", tree.Preposition(head)) && tokens.Has(people, "Animacy", "Anim");
    }

    // «обмен пленными с Киевом»: with whom, not where.
    private bool IsParty(int token) => !IsEnglish(token) && tokens.Has(token, "Case", "Ins") && words.Is("off", tree.Preposition(HeadOf(token)));

    private bool IsEnglish(int token) => tree.Language(token) == LanguageCode.English;

    // «жители Энгельса», «мешканка Сум»: the genitive after people tells where they are from.
    private bool IsOrigin(int token)
    {
        if (IsEnglish(token) || !tokens.Has(token, "Case", "Gen") || token == tree.Sentence(token).FirstToken) return false;
        return tokens.Upos[token - 1] == Upos.NOUN && words.Is("people-of", tokens.Lemma[token - 1]);
    }

    // "at a press briefing in Geneva, the head of the mission said …": where it was told.
    private bool IsOfTalk(int token, int head, Trigger trigger) =>
        IsEnglish(token) && trigger.Type.Family != "speech" && tokens.Head[head] is >= 0 and int noun && noun < head && tokens.Upos[noun] == Upos.NOUN && words.Is("talks", tokens.Lemma[noun]);

    // "Kharkiv Mayor Ihor Terekhov said …", «мэр Херсона сообщил»: what he governs, before the words he says; -1 for none.
    private int SeatOfSpeaker(Sentence sentence, int token)
    {
        if (!tree.IsEnglish(token)) return SeatAfterTitle(sentence, token);
        for (int t = sentence.FirstToken; t < token; t++)
        {
            int i = toponymOf[t];
            if (i < 0 || firstToken[i] != t || toponyms[i].Place is not { Precision: PlacePrecision.Region or PlacePrecision.Settlement }) continue;
            int next = t + 1;
            while (next < token && (toponymOf[next] == i || words.Is("of-a-region", tokens.Form[next].ToLowerInvariant()))) next++;
            if (next < token && words.Is("heads-of-places", tokens.Form[next].ToLowerInvariant())) return i;
        }
        return -1;
    }

    // «мэр Херсона Глеб Литвин», «глава администрации Горловки»: a town, with nothing but nouns and attributes between; a region is too wide to be told so.
    private int SeatAfterTitle(Sentence sentence, int token)
    {
        const int longestBody = 4;
        for (int t = sentence.FirstToken; t < token; t++)
        {
            if (tokens.Upos[t] is not (Upos.NOUN or Upos.PROPN) || !words.Is("heads-of-places", tokens.Lemma[t])) continue;
            for (int next = t + 1; next <= Math.Min(t + longestBody, token - 1) && tokens.Upos[next] is Upos.NOUN or Upos.PROPN or Upos.ADJ; next++)
                if (toponymOf[next] is >= 0 and int i && toponyms[i].Place is { Precision: PlacePrecision.Settlement }) return i;
        }
        return -1;
    }

    // «в 40 километрах от Мариуполя»
    private bool IsFarFrom(int token)
    {
        int start = tree.Sentence(token).FirstToken, t = token - 1;
        while (t > start && tokens.Upos[t] is Upos.NOUN or Upos.ADJ or Upos.DET) t--;
        if (t < start + 2 || !words.Is("away", tokens.Lemma[t]) || !IsKilometre(t - 1)) return false;
        return int.TryParse(tokens.Form[t - 2], System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out int distance)
            && distance > FarKilometres;
    }

    private bool IsKilometre(int token) => words.Is("kilometre", tokens.Lemma[token]);

    // «беспилотники, запущенные из Курска», «пуски с аэродрома Чауда»: after "from", below a word for launching or beside the weapon.
    private bool IsLaunchSite(int token)
    {
        if (IsEnglish(token)) return false;
        int sentence = tree.Sentence(token).FirstToken;
        bool isFrom = false;
        for (int t = token - 1; t >= sentence && token - t <= 14; t--)
        {
            if (tokens.Upos[t] is Upos.ADP) isFrom = words.Is("from", tokens.Lemma[t]) || words.Is("off", tokens.Lemma[t]);
            if (isFrom && words.Is("launching", tokens.Lemma[t])) return true;
            if (tokens.Form[t] is ";" or ":") return false;
            // Another verb or place phrase parts them, except in a list of launch sites.
            if (tokens.Upos[t] is Upos.VERB && !words.Is("launching", tokens.Lemma[t])) return false;
        }
        return false;
    }

    // «раненых доставили в Ереван»: where they were taken, not where they were hurt.
    private bool IsDestination(int token)
    {
        if (!IsEnglish(token) && !tokens.Has(token, "Case", "Acc") && !tokens.Has(token, "Case", "Gen")) return false;
        int clause = tree.ClauseOf(token);
        if (clause < 0 || !words.Is("taking", tokens.Lemma[clause])) return false;
        Sentence sentence = tree.Sentence(token);
        bool tellsOfHurt = false;
        for (int t = sentence.FirstToken; t < sentence.EndToken && !tellsOfHurt; t++) tellsOfHurt = words.Is("hurt", tokens.Lemma[t]);
        if (!tellsOfHurt) return false;
        for (int t = token - 1; t >= sentence.FirstToken && token - t <= 5; t--)
            if (tokens.Upos[t] == Upos.ADP) return words.Is("into", tokens.Lemma[t]);
        return false;
    }
}
