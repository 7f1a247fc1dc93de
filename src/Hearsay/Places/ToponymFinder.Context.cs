using Hearsay.Text;

namespace Hearsay.Places;

// What stands around a name and speaks for or against a place: type words, prepositions, what it belongs to.
internal sealed partial class ToponymFinder
{
    // «під Чорнобаївкою ЗСУ знищили»: an abbreviation after a name is no part of it.
    // «БпЛА», «КАБами»: capitals, declined by a few small letters in Cyrillic.
    private static bool IsAllCapitals(TextSpan word, string body)
    {
        const int FewestCapitals = 3, LongestEnding = 3;
        int capitals = 0;
        while (capitals < word.Length && !char.IsLower(body[word.Start + capitals])) capitals++;
        return capitals == word.Length || (capitals >= FewestCapitals && word.Length - capitals <= LongestEnding && PlaceKeys.IsCyrillic(word.Of(body)));
    }

    private bool IsNamePart(PlaceToken word, string body) =>
        word.IsCapital(body) && word.Text.Length > 1 && !IsAllCapitals(word.Span, body) && !IsAdjective(word.Text)
        && (lexicon.Of(word.Text) & (PlaceWord.Settlement | PlaceWord.Region | PlaceWord.District | PlaceWord.Community | PlaceWord.Direction | PlaceWord.Facility | PlaceWord.Water | PlaceWord.Country | PlaceWord.Locative | PlaceWord.Near)) == PlaceWord.None;

    private void ReadBefore(Mention mention, List<PlaceToken> words, int sentenceStart, string body)
    {
        int at = mention.FirstWord - 1;
        // Type words before the name: "the village of X", «в селе X», "Donetsk Oblast village X".
        for (int step = 0; step < 3 && at >= 0 && words[at].Token >= sentenceStart && words[at + 1].Joined; step++, at--)
        {
            string text = words[at].Text;
            if (text is "the" or "a" or "an") continue;
            PlaceWord kind = at > 0 && text == "of" ? lexicon.Of(words[at - 1].Text + " of") & PlaceWord.Settlement : PlaceWord.None;
            if (text == "of")
            {
                if (at > 0) kind |= lexicon.Of(words[at - 1].Text) & TypeWords;
                if (kind == PlaceWord.None) break;
                at--;
            }
            else
            {
                kind = lexicon.Of(text) & TypeWords;
                // One-letter abbreviations («с.», «м.») need their stop.
                if (words[at].IsCapital(body) && words[at].Token > sentenceStart && PlaceKeys.IsCyrillic(text)) kind = PlaceWord.None;
                if (text.Length == 1 && !(words[at].Span.End < body.Length && body[words[at].Span.End] == '.')) kind = PlaceWord.None;
            }
            if (kind == PlaceWord.None) break;
            if (kind == PlaceWord.District && PlaceKeys.IsCyrillic(text))
            {
                // «в районе Соледара»: around it; districts are named by adjectives.
                mention.IsNear = mention.HasPreposition = true;
                break;
            }
            mention.Type |= kind;
            mention.TypeIsBefore = true;
        }
        // «в окупованому Джанкої», "in occupied Melitopol": the preposition stands before what describes the place.
        for (int step = 0; step < MostPlainAdjectives && at > 0 && words[at - 1].Token >= sentenceStart && words[at].Joined && words[at + 1].Joined && Describes(words[at], body); step++) at--;
        if (at >= 0 && at + 1 == mention.FirstWord && StartsWithArticle(words, at, body)) at--;
        if (at < 0 || words[at].Token < sentenceStart || !words[at + 1].Joined) return;
        PlaceWord before = lexicon.Of(words[at].Text);
        // "Institute for the Study of War", "Bank of …": part of a body's name.
        if (words[at].Text is "of" or "for" && at > 0 && words[at - 1].Token > sentenceStart && words[at].Joined && words[at - 1].IsCapital(body) && !PlaceKeys.IsCyrillic(mention.Text)
            && (lexicon.Of(words[at - 1].Text) & TypeWords) == PlaceWord.None) mention.IsInBodyName = true;
        // "the African Union Mission in Somalia", "the Interim Force in Lebanon" speak; nothing need happen there.
        if (words[at].Text is "in" && at > 0 && words[at - 1].Token >= sentenceStart && words[at].Joined && words[at - 1].IsCapital(body) && (lexicon.Of(words[at - 1].Text) & PlaceWord.Body) != PlaceWord.None)
            mention.IsInBodyName = mention.IsNotLocative = true;
        string two = at > 0 ? words[at - 1].Text + " " + words[at].Text : "";
        string three = at > 1 ? words[at - 2].Text + " " + two : "";
        if (((before | lexicon.Of(two) | lexicon.Of(three)) & PlaceWord.Near) != PlaceWord.None) mention.IsNear = mention.HasPreposition = true;
        if ((before & PlaceWord.Locative) != PlaceWord.None) mention.HasPreposition = true;
        mention.IsInside = mention.IsNear || words[at].Text is "in" or "at" or "inside";
    }

    private bool Describes(PlaceToken word, string body) =>
        !word.IsCapital(body) && (PlaceKeys.IsCyrillic(word.Text) ? LooksLikeAdjective(word.Text) : (lexicon.Of(word.Text) & PlaceWord.Describes) != PlaceWord.None);

    private void ReadAfter(Mention mention, List<PlaceToken> words, TokenTable tokens, int sentence, string body)
    {
        int end = mention.EndWord;
        int lastEnd = words[end - 1].Span.End;
        bool possessive = lastEnd + 1 < body.Length && body[lastEnd] is '\'' or '’' && body[lastEnd + 1] == 's';
        int sentenceEnd = tokens.Sentences[sentence].EndToken;
        int next = end;
        if (possessive && next < words.Count && words[next].Text == "s") next++;
        if (next >= words.Count || words[next].Token >= sentenceEnd) return;
        PlaceWord after = words[next].Joined || possessive ? lexicon.Of(words[next].Text) : PlaceWord.None;
        PlaceWord two = next + 1 < words.Count && words[next].Joined ? lexicon.Of(words[next].Text + " " + words[next + 1].Text) : PlaceWord.None;
        bool latin = !PlaceKeys.IsCyrillic(mention.Text);
        // "the Moscow-occupied region", "a Kigali-backed group": by whom, not where.
        if (latin && lastEnd < body.Length && body[lastEnd] == '-' && (words[next].Text.EndsWith("ed", StringComparison.Ordinal) || (lexicon.Of(words[next].Text) & PlaceWord.Hyphened) != PlaceWord.None))
        {
            mention.IsNotLocative = true;
            return;
        }
        // "the village of Armenia's Gegharkunik province": the village is not Armenia.
        if (possessive) mention.Type = PlaceWord.None;
        if (latin && !possessive && ((after | two) & TypeWords) != PlaceWord.None) mention.Type |= (after | two) & TypeWords;
        else if (latin && mention.Type == PlaceWord.None && !possessive) mention.Type |= TypeAhead(words, end, body) & (PlaceWord.Region | PlaceWord.District | PlaceWord.Direction);
        // "Kursk Governor Roman Starovoit" governs the region.
        if (latin && !possessive && mention.Type == PlaceWord.None && !mention.HasPreposition && (lexicon.Of(words[next].Text) & PlaceWord.HeadsRegion) != PlaceWord.None) mention.Type = PlaceWord.Region;
        bool governed = ((after | two) & PlaceWord.Governs) != PlaceWord.None;
        if (latin && governed && (possessive || !mention.HasPreposition)) mention.IsNotLocative = true;
        // "Kyiv said", «Москва заявила»: the capital or country stands for its government.
        if (!mention.HasPreposition && mention.Type == PlaceWord.None && (after & PlaceWord.Speech) != PlaceWord.None) mention.IsNotLocative = true;
    }

    private const PlaceWord TypeWords = PlaceWord.Settlement | PlaceWord.Region | PlaceWord.District | PlaceWord.Community
        | PlaceWord.Direction | PlaceWord.Facility | PlaceWord.Water | PlaceWord.Country;

    /// <summary>The type word that an adjective or the first of several names belongs to: «Борівська та Золочівська громади», "Donetsk and Luhansk regions".</summary>
    private PlaceWord TypeAhead(List<PlaceToken> words, int at, string body)
    {
        const int Furthest = 24;
        int plain = 0;
        bool passed = false;
        for (int step = 0; step < Furthest && at + step < words.Count; step++)
        {
            PlaceToken word = words[at + step];
            if (!word.Joined && !IsListGap(body, words[at + step - 1].Span.End, word.Span.Start)) return PlaceWord.None;
            bool cyrillic = PlaceKeys.IsCyrillic(word.Text);
            PlaceWord type = word.IsCapital(body) && cyrillic ? PlaceWord.None : lexicon.Of(word.Text) & TypeWords & ~PlaceWord.Country;
            if (type != PlaceWord.None && word.Text.Length > 1)
            {
                // "Bakhmut, Donetsk oblast": the type word of another name, unless it is a plural.
                return cyrillic || !passed || word.Text.EndsWith('s') ? type : PlaceWord.None;
            }
            bool conjunction = IsConjunction(word.Text) || word.Text is "а" or "також" or "также";
            bool ofHyphened = at + step + 1 < words.Count && words[at + step + 1].Token == word.Token;
            bool another = IsAdjective(word.Text) || ofHyphened || (!cyrillic && word.IsCapital(body));
            // «гарнізонний військовий суд»: ordinary adjectives before the type word.
            if (!conjunction && !another && (!cyrillic || ++plain > MostPlainAdjectives || !LooksLikeAdjective(word.Text))) return PlaceWord.None;
            // One name does not reach past another without a conjunction or comma between.
            if (another && step == 0 && word.Joined && !cyrillic) return PlaceWord.None;
            passed |= another;
        }
        return PlaceWord.None;
    }
}
