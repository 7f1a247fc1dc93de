using Hearsay.Places;
using Hearsay.Text;

namespace Hearsay.Claims;

// Places of one list: "in Ryazan and Saratov", «у Веселому, Харкові та Вовчанську».
internal sealed partial class ClaimPlaces
{
    // Toponyms of one list: "in Ryazan and Saratov", «зазнали Веселе, Харків, Вовчанськ Харківської області; Улиця Сумської області».
    private List<int> ListOf(int first, Sentence sentence)
    {
        List<int> list = [first];
        PlacePrecision? precision = toponyms[first].Place?.Precision;
        bool conjoined = false;
        for (int step = -1; step <= 1; step += 2)
        {
            int at = firstToken[first];
            while (true)
            {
                int next = NextInList(at, step, sentence, precision, ref conjoined);
                if (next < 0 || list.Contains(toponymOf[next])) break;
                list.Add(toponymOf[next]);
                at = next;
            }
        }
        // «на дороге между Сватовом и Кременной»: one spot.
        foreach (int spot in list)
            if (words.Is("between", preposition[spot])) return [spot];
        // Two names with a comma between may belong to two clauses.
        if (list.Count == 2 && !conjoined) return [first];
        list.Sort();
        return list;
    }

    private bool IsUnlistedVillage(int token)
    {
        Toponym toponym = toponyms[toponymOf[token]];
        string body = tree.Analysis.Document.Body;
        return toponym.Place is null && !IsEnglish(token) && tokens.Upos[token] is Upos.PROPN or Upos.NOUN && !(toponym.Span.End < body.Length && body[toponym.Span.End] == '-');
    }

    private bool IsListed(int token)
    {
        string before = token > 0 ? tokens.Form[token - 1] : "", after = token + 1 < tokens.Count ? tokens.Form[token + 1] : "";
        return (before == "," || before.Length > 0 && IsSettlementWord(before))
            && (after == "," || words.Is("and", after) || after.Length > 0 && tokens.Upos[token + 1] == Upos.ADJ && char.IsUpper(after[0]));
    }

    // «сёл», «посёлков», «селищ»: by their beginning, since taggers miss them before unknown names.
    private bool IsSettlementWord(string form) => form.Length <= 9 && char.IsLower(form[0]) && words.Begins("settlement-stems", form);

    // «по Нікополю, Марганецькій, Покровській громадах»: a town and the communities around others are of one list.
    private static bool IsSameRank(PlacePrecision? one, PlacePrecision? other) =>
        one == other || (one is PlacePrecision.Settlement or PlacePrecision.District && other is PlacePrecision.Settlement or PlacePrecision.District);

    // «на південний схід від»: an attribute of a direction.
    private bool IsDirection(int token, Sentence sentence) =>
        token + 1 < sentence.EndToken && tokens.Upos[token] == Upos.ADJ && words.Is("direction", tokens.Lemma[token + 1]);

    // The other bracket of a pair that opens or closes here and holds no more than a remark; −1 where none.
    private int Bracketed(int at, int step, Sentence sentence)
    {
        const int Longest = 10;
        if (tokens.Form[at] != (step > 0 ? "(" : ")")) return -1;
        for (int t = at + step; t >= sentence.FirstToken && t < sentence.EndToken && Math.Abs(t - at) <= Longest; t += step)
            if (tokens.Form[t] == (step > 0 ? ")" : "(")) return t;
        return -1;
    }

    // The toponym directly beside, over a comma, semicolon or "and", at most a preposition and a type word, and the region of either.
    private int NextInList(int from, int step, Sentence sentence, PlacePrecision? precision, ref bool conjoined)
    {
        const int Furthest = 8;
        bool linked = false, withAnd = false;
        int seen = 0;
        for (int t = from + step; t >= sentence.FirstToken && t < sentence.EndToken && seen < Furthest; t += step)
        {
            if (toponymOf[t] == toponymOf[from]) continue;
            // «…, Голубівки (усі на північ від Куп'янська), Соболівки»: what stands in brackets is no member.
            if (tokens.Form[t] is "(" or ")" && Bracketed(t, step, sentence) is >= 0 and int past)
            {
                t = past;
                continue;
            }
            // «; на схід від Куп'янська поблизу Петропавлівки»: where a direction is taken from.
            if (toponymOf[t] >= 0 && IsReference(firstToken[toponymOf[t]]) && toponymOf[t] != toponymOf[from]) continue;
            if (toponymOf[t] >= 0)
            {
                if (IsSameRank(toponyms[toponymOf[t]].Place?.Precision, precision) || (precision == PlacePrecision.Settlement && IsUnlistedVillage(t)))
                {
                    if (!linked || !toponyms[toponymOf[t]].IsLocative) return -1;
                    conjoined |= withAnd;
                    return firstToken[toponymOf[t]];
                }
                // «сёл Гуево Суджанского района, Тёткино …»: the district of either.
                if (precision == PlacePrecision.Settlement && toponyms[toponymOf[t]].Place is { Precision: PlacePrecision.District } && tokens.Has(t, "Case", "Gen")) continue;
                if (!IsWide(toponymOf[t]) || precision is PlacePrecision.Region or PlacePrecision.Country or PlacePrecision.Area) return -1;
                continue;
            }
            if (tokens.Upos[t] == Upos.CCONJ || tokens.Form[t] is "," or ";")
            {
                linked = true;
                withAnd |= tokens.Form[t] is not ",";
            }
            else if (IsSettlementWord(tokens.Form[t])) seen++;
            // A village the gazetteer lacks among those it has.
            else if (tokens.Upos[t] == Upos.PROPN && !IsEnglish(t) && precision == PlacePrecision.Settlement && IsListed(t)) seen++;
            else if (!GoesOn(t)) return -1;
            else seen++;
        }
        return -1;

        bool GoesOn(int t) => tokens.Upos[t] is Upos.ADP or Upos.NOUN or Upos.DET || tokens.Upos[t] == Upos.ADJ && tokens.Has(t, "Case", "Gen")
            || tokens.Form[t] is "(" or ")" or "." || words.Is("beside", tokens.Form[t]) || IsDirection(t, sentence);
    }
}
