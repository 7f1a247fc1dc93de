// Places, first half: which words of a text may name a place.
// Input: an analysed document. Output: mentions in text order, each with every place its words can mean and the evidence around it.
// Invariants: mentions do not overlap; nothing is decided here that needs another mention (that is PlaceResolver).
// Weak spot: personal names that are also names of places and stand alone ("Jordan said") rest on the name finder.
using System.Runtime.InteropServices;
using Hearsay.Text;

namespace Hearsay.Places;

/// <summary>Finds the words of a document that may name places.</summary>
internal sealed partial class ToponymFinder(PlaceIndex index, PlaceLexicon lexicon)
{
    private const int LongestName = 6;
    private const int MostPlainAdjectives = 2;
    private const int ShortestUntagged = 4;
    private const int FurthestVerb = 5;
    private const int MostBetween = 5;
    private const int MostListed = 8;
    private const long LeastWithArticle = 20_000;
    private const long LeastInCompound = 200_000;
    private const long LeastWithQuarters = 30_000;

    /// <summary>All mentions in text order, and the words they are made of.</summary>
    internal List<Mention> Find(Analysis analysis, out List<PlaceToken> words)
    {
        words = Words(analysis);
        var mentions = new List<Mention>();
        var known = new Dictionary<string, List<PlaceMatch>>(StringComparer.Ordinal);
        Span<char> key = stackalloc char[PlaceKeys.MaxWordKey * 2];
        var parts = new string[LongestName];
        string body = analysis.Document.Body;
        for (int at = 0; at < words.Count;)
        {
            PlaceToken word = words[at];
            bool capital = word.IsCapital(body) || StartsWithArticle(words, at, body);
            PlaceWord adjectiveType = !IsAdjective(word.Text) ? PlaceWord.None : IsLand(word.Text) ? (capital ? PlaceWord.District : PlaceWord.None) : TypeAhead(words, at + 1, body);
            if (capital && adjectiveType == PlaceWord.None && IsElliptic(analysis, words, at)) adjectiveType = word.Text.EndsWith("ком", StringComparison.Ordinal) ? PlaceWord.District : PlaceWord.Region;
            if (capital && adjectiveType == PlaceWord.None && IsEllipticDirection(analysis, words, at)) adjectiveType = PlaceWord.Direction;
            PlaceWord governed = capital && adjectiveType == PlaceWord.None && IsAdjective(word.Text) ? GovernedAhead(analysis.Tokens, words, at + 1) : PlaceWord.None;
            adjectiveType |= governed;
            // «белгородский город Шебекино», «харківському селі Липці»: a town in the region the adjective names.
            // «у міському суді»: an ordinary adjective.
            if (!capital && (lexicon.Of(word.Text) & PlaceWord.Common) != PlaceWord.None) adjectiveType = PlaceWord.None;
            bool ofTown = (adjectiveType & PlaceWord.Settlement) != PlaceWord.None && at + 2 < words.Count && words[at + 2].Joined && words[at + 2].IsCapital(body) && (lexicon.Of(words[at + 1].Text) & PlaceWord.Settlement) != PlaceWord.None;
            if (ofTown) adjectiveType = PlaceWord.Region;
            // «по сектору Газа»: a name that begins with an ordinary word.
            bool isLed = !capital && PlaceKeys.IsCyrillic(word.Text) && at + 1 < words.Count && words[at + 1].Joined && words[at + 1].IsCapital(body) && (lexicon.Of(word.Text) & (PlaceWord.Region | PlaceWord.Water)) != PlaceWord.None;
            if (word.Text.Length < 2 || (!capital && !isLed && adjectiveType == PlaceWord.None))
            {
                at++;
                continue;
            }
            int best = 0;
            bool runsTogether = true;
            List<PlaceMatch>? bestMatches = null;
            ulong hash = PlaceKeys.Begin();
            for (int n = 1; n <= LongestName && at + n <= words.Count; n++)
            {
                PlaceToken next = words[at + n - 1];
                if (n > 1 && !next.Joined) break;
                parts[n - 1] = next.Text;
                hash = PlaceKeys.Append(hash, key[..PlaceKeys.WordKey(next.Text, key)]);
                if (!capital && n == 1) continue;
                TextSpan span = TextSpan.FromBounds(word.Span.Start, next.Span.End);
                if (n == 1 && !CanNamePlace(analysis, words, at)) continue;
                // "We are" is not Weare: words run together only where each is capitalised or hyphens join them.
                runsTogether = runsTogether && (next.IsCapital(body) || next.Token == word.Token || n == 1);
                List<PlaceMatch> matches = Matches(known, PlaceKeys.Finish(hash), parts.AsSpan(0, n), body.AsSpan(span.Start, span.Length), runsTogether);
                // "Khiam on" is not Xiamen: small words belong to names that are listed with them.
                if (matches.Count > 0 && !(n > 1 && matches.TrueForAll(match => match.Match == NameMatch.Respelt) && HasSmallWord(words, at, at + n, body)) && !IsPartOfCompound(words, at, at + n, body, matches))
                {
                    best = n;
                    bestMatches = matches;
                }
            }
            // "Obeid", "Fasher": Arabic names that reports give without their article.
            if (bestMatches is null && capital && analysis.Tokens.Upos[word.Token] == Upos.PROPN && !PlaceKeys.IsCyrillic(word.Text) && WithArticle(word.Text) is { } named) (best, bestMatches) = (1, named);
            // «Куп'янському напрямку», «Борівська та Золочівська громади»: the name is inside the adjective.
            bool adjective = false;
            // «у сирійському місті Ідліб» is no town that the adjective could also be made of.
            bool maybe = adjectiveType != PlaceWord.None && (bestMatches is null || best == 1) && bestMatches?.Exists(IsCountryAdjective) != true;
            if (maybe)
            {
                List<PlaceMatch> derived = Adjectives(word.Text);
                foreach (PlaceMatch match in bestMatches ?? [])
                {
                    if (match.Match == NameMatch.Adjective && !derived.Exists(other => other.Ref == match.Ref)) derived.Add(match);
                }
                // «Житомирська та Київська області»: the region, though a village is called Житомирська.
                bool region = (adjectiveType & PlaceWord.Region) != PlaceWord.None && derived.Exists(IsRegion) && bestMatches?.Exists(IsRegion) != true;
                if (derived.Count > 0 && (bestMatches is null || region || bestMatches.TrueForAll(match => IsBelow(match, adjectiveType) || (match.Match == NameMatch.Adjective && !IsRegion(match)))))
                {
                    best = 1;
                    bestMatches = derived;
                    adjective = true;
                }
            }
            if (bestMatches is null)
            {
                at++;
                continue;
            }
            Mention mention = Describe(analysis, words, at, at + best, bestMatches);
            mention.IsAdjective = adjective || bestMatches.TrueForAll(match => match.Match == NameMatch.Adjective);
            if (mention.IsAdjective)
            {
                bool ofCountry = bestMatches.Exists(IsCountryAdjective);
                mention.Type = ofCountry ? PlaceWord.None : adjectiveType;
                mention.IsNotLocative = ofCountry || ofTown || adjectiveType == PlaceWord.None || governed != PlaceWord.None;
            }
            mentions.Add(mention);
            at += best;
        }
        var ordinary = new HashSet<string>(StringComparer.Ordinal);
        foreach (PlaceToken word in words)
        {
            if (!word.IsCapital(body)) ordinary.Add(word.Text);
        }
        for (int i = 0; i < mentions.Count; i++)
        {
            if (mentions[i].EndWord - mentions[i].FirstWord == 1 && !mentions[i].IsAdjective) mentions[i].IsAlsoWord = ordinary.Contains(mentions[i].Text);
            Relate(mentions, i, words, body);
        }
        return mentions;
    }

    private static bool HasSmallWord(List<PlaceToken> words, int first, int end, string body)
    {
        for (int at = first + 1; at < end; at++)
            if (!words[at].IsCapital(body) && words[at].Token != words[at - 1].Token && !NameSounds.IsArticle(words[at].Text)) return true;
        return false;
    }

    // «Хан-Юнус» is not Haan: a name joined to another by a hyphen stands for itself only if both are large places («Киев-Москва»).
    private bool IsPartOfCompound(List<PlaceToken> words, int first, int end, string body, List<PlaceMatch> matches)
    {
        bool isAfter = end < words.Count && IsHyphenated(words, end - 1, body) && words[end].IsCapital(body);
        bool isBefore = first > 0 && IsHyphenated(words, first - 1, body) && words[first - 1].IsCapital(body);
        if (!isAfter && !isBefore) return false;
        return !matches.Exists(match => index.Of(match.Ref).KindOf(match.Ref.Number) is PlaceKind.Country or PlaceKind.Capital or PlaceKind.Region || index.Of(match.Ref).PopulationOf(match.Ref.Number) >= LeastInCompound);
    }

    private static bool IsHyphenated(List<PlaceToken> words, int at, string body) =>
        words[at + 1].Joined && words[at].Span.End + 1 == words[at + 1].Span.Start && body[words[at].Span.End] is '-' or '‑';

    private bool IsCountry(PlaceMatch match) => index.Of(match.Ref).KindOf(match.Ref.Number) == PlaceKind.Country;

    private bool IsCountryAdjective(PlaceMatch match) => match.Match == NameMatch.Adjective && IsCountry(match);

    // "el-Fasher", "al-Tanf", «эль-Фашер»: the article is part of the name, in small letters or not.
    private static bool StartsWithArticle(List<PlaceToken> words, int at, string body) =>
        NameSounds.IsArticle(words[at].Text) && at + 1 < words.Count && words[at + 1].IsCapital(body) && IsHyphenated(words, at, body);

    private List<PlaceMatch>? WithArticle(string word)
    {
        if (word.Length < ShortestUntagged) return null;
        foreach (string article in (ReadOnlySpan<string>)["el", "al"])
        {
            List<PlaceMatch> towns = index.Match($"{article} {word}").FindAll(match => match.Match is NameMatch.Exact or NameMatch.Preferred && index.Of(match.Ref).PopulationOf(match.Ref.Number) >= LeastWithArticle && index.Of(match.Ref).NamesOf(match.Ref.Number).Exists(NameSounds.HasArticle));
            if (towns.Count > 0) return towns;
        }
        return null;
    }

    // «У Хмельницькій області поранені троє, у Житомирській загинула людина»: a feminine adjective in the locative with nothing to agree with.
    private bool IsElliptic(Analysis analysis, List<PlaceToken> words, int at)
    {
        PlaceToken word = words[at];
        // «в західні області: Львівську, Волинську».
        int head = at - 1;
        while (head > 0 && at - head < MostListed && words[head].IsCapital(analysis.Document.Body) && IsAdjective(words[head].Text)) head--;
        if (head >= 0 && !words[head + 1].Joined && (lexicon.Of(words[head].Text) & PlaceWord.Region) != PlaceWord.None && !words[head].IsCapital(analysis.Document.Body) && FollowsColon(analysis.Document.Body, words[head].Span.End)) return true;
        if (at > 0 && word.Joined && words[at - 1].Text is "в" or "у" && word.Text.EndsWith("ком", StringComparison.Ordinal) && (at + 1 == words.Count || !words[at + 1].Joined) && NamesDistrict(analysis, words, at)) return true;
        if (at == 0 || !word.Joined || words[at - 1].Text is not ("у" or "в" or "на" or "во") || !(word.Text.EndsWith("ій", StringComparison.Ordinal) || word.Text.EndsWith("ой", StringComparison.Ordinal))) return false;
        if (at + 1 == words.Count || !words[at + 1].Joined) return true;
        return analysis.Tokens.Upos[words[at + 1].Token] is Upos.VERB or Upos.ADV or Upos.AUX or Upos.PRON or Upos.PART;
    }

    // «сбили два беспилотника в Новооскольском округе, три дрона упали в Губкинском, а в Красненском районе …»
    private bool NamesDistrict(Analysis analysis, List<PlaceToken> words, int at)
    {
        int sentence = analysis.SentenceOf(words[at].Token);
        for (int other = at - 1; other >= 0 && analysis.SentenceOf(words[other].Token) == sentence; other--)
            if ((lexicon.Of(words[other].Text) & (PlaceWord.District | PlaceWord.Community)) != PlaceWord.None) return true;
        for (int other = at + 1; other < words.Count && analysis.SentenceOf(words[other].Token) == sentence; other++)
            if ((lexicon.Of(words[other].Text) & (PlaceWord.District | PlaceWord.Community)) != PlaceWord.None) return true;
        return false;
    }

    private static bool FollowsColon(string body, int at)
    {
        while (at < body.Length && char.IsWhiteSpace(body[at])) at++;
        return at < body.Length && body[at] is ':' or '-' or '–' or '—' or '(';
    }

    // «голова Запорізької ОВА», «Ізмаїльська РДА», «Сумська обласна прокуратура»: bodies of a region or district, which tell where the report is about.
    private PlaceWord GovernedAhead(TokenTable tokens, List<PlaceToken> words, int at)
    {
        for (int step = 0; step <= MostPlainAdjectives && at + step < words.Count && words[at + step].Joined; step++)
        {
            string text = words[at + step].Text;
            if (tokens.Upos[words[at + step].Token] is Upos.NOUN or Upos.PROPN or Upos.X && (lexicon.Of(text) & PlaceWord.Governs) != PlaceWord.None)
                return (lexicon.Of(text) & PlaceWord.GovernsDistrict) != PlaceWord.None ? PlaceWord.District : (lexicon.Of(text) & PlaceWord.GovernsTown) != PlaceWord.None ? PlaceWord.Settlement : PlaceWord.Region;
            if (!LooksLikeAdjective(text)) return PlaceWord.None;
        }
        return PlaceWord.None;
    }

    // Pronouns, particles and verbs that start a sentence are no names, nor are abbreviations in capitals that no place is listed under.
    private static bool CanNamePlace(Analysis analysis, List<PlaceToken> words, int at)
    {
        PlaceToken word = words[at];
        Upos upos = analysis.Tokens.Upos[word.Token];
        if (upos is Upos.X or Upos.PROPN or Upos.NOUN or Upos.ADJ) return true;
        // A tagger that does not know a name guesses: capitals inside a Cyrillic sentence are names all the same.
        return upos is Upos.VERB or Upos.ADV && PlaceKeys.IsCyrillic(word.Text) && word.Text.Length >= ShortestUntagged && at > 0 && words[at - 1].Joined
            && words[at - 1].Token >= analysis.Tokens.Sentences[analysis.SentenceOf(word.Token)].FirstToken;
    }

    /// <summary>One mention for each given span that the gazetteer has a name for, longest first within the span.</summary>
    internal List<Mention> FindAt(Analysis analysis, IReadOnlyList<TextSpan> spans)
    {
        List<PlaceToken> words = Words(analysis);
        var mentions = new List<Mention>();
        var known = new Dictionary<string, List<PlaceMatch>>(StringComparer.Ordinal);
        Span<char> key = stackalloc char[PlaceKeys.MaxWordKey * 2];
        string body = analysis.Document.Body;
        foreach (TextSpan span in spans)
        {
            int first = words.FindIndex(word => word.Span.End > span.Start);
            if (first < 0) continue;
            int end = first;
            while (end < words.Count && words[end].Span.Start < span.End) end++;
            if (end == first) continue;
            ulong hash = PlaceKeys.Begin();
            var parts = new string[end - first];
            for (int word = first; word < end; word++)
            {
                parts[word - first] = words[word].Text;
                hash = PlaceKeys.Append(hash, key[..PlaceKeys.WordKey(words[word].Text, key)]);
            }
            List<PlaceMatch> matches = Matches(known, PlaceKeys.Finish(hash), parts, body.AsSpan(span.Start, span.Length));
            if (matches.Count == 0) continue;
            Mention mention = Describe(analysis, words, first, end, matches, span);
            mention.IsAdjective = matches.TrueForAll(match => match.Match == NameMatch.Adjective);
            mentions.Add(mention);
        }
        for (int i = 0; i < mentions.Count; i++) Relate(mentions, i, words, body);
        return mentions;
    }

    /// <summary>A mention the gazetteer has nothing for, with the evidence around it.</summary>
    internal Mention Describe(Analysis analysis, List<PlaceToken> words, int first, int end) => Describe(analysis, words, first, end, []);

    /// <summary>Whether the words between say that the second mention contains the first.</summary>
    internal bool Contains(Mention mention, Mention next, List<PlaceToken> words, string body)
    {
        List<Mention> two = [mention, next];
        Relate(two, 0, words, body);
        bool contains = mention.Container == 1;
        mention.Container = -1;
        return contains;
    }

    /// <summary>The words of the document in order; punctuation is left out but ends what is joined.</summary>
    private List<PlaceToken> Words(Analysis analysis)
    {
        TokenTable tokens = analysis.Tokens;
        string body = analysis.Document.Body;
        var words = new List<PlaceToken>(tokens.Count + 16);
        Span<char> buffer = stackalloc char[PlaceKeys.MaxWordKey * 2];
        foreach (Sentence sentence in tokens.Sentences)
        {
            bool joined = false;
            for (int token = sentence.FirstToken; token < sentence.EndToken; token++)
            {
                int start = tokens.Start[token], end = start + tokens.Length[token];
                bool any = false;
                for (int at = start; at < end;)
                {
                    while (at < end && WordRanges.IsSeparator(body[at]) && !IsInitialStop(body, at, start, end)) at++;
                    int from = at;
                    while (at < end && (!WordRanges.IsSeparator(body[at]) || IsInitialStop(body, at, start, end))) at++;
                    int to = at;
                    if (to - from > 2 && body[to - 1] == 's' && body[to - 2] is '\'' or '’') to -= 2;
                    bool whole = from == start && to == end;
                    ReadOnlySpan<char> raw = whole && tokens.Form[token].Length > 0 ? tokens.Form[token] : body.AsSpan(from, to - from);
                    int length = PlaceKeys.Normalise(raw, buffer);
                    if (length == 0) continue;
                    string text = lexicon.Expand(new string(buffer[..length]));
                    words.Add(new PlaceToken(token, TextSpan.FromBounds(from, to), text, joined || any));
                    any = true;
                }
                if (any) joined = true;
                else if (end > start) joined = joined && Joins(body, start, end, words);
            }
        }
        return words;
    }

    // The stops of "U.S." belong to the word; the stop after an abbreviation does not end a name; hyphens join.
    private static bool IsInitialStop(string body, int at, int start, int end) =>
        body[at] == '.' && at > start && at - 1 >= 0 && char.IsUpper(body[at - 1]) && (at - 2 < start || body[at - 2] == '.') && end - start > 2;

    private static bool Joins(string body, int start, int end, List<PlaceToken> words)
    {
        const int LongestAbbreviation = 4;
        if (end - start > 1) return false;
        if (body[start] == '-' && (start == 0 || char.IsWhiteSpace(body[start - 1]))) return false;
        return body[start] switch
        {
            '-' or '‑' or '\'' or '’' or 'ʼ' => true,
            '.' => words.Count > 0 && words[^1].Span.Length <= LongestAbbreviation && words[^1].Span.End == start,
            '«' or '"' or '“' => false,
            _ => false,
        };
    }

    private List<PlaceMatch> Matches(Dictionary<string, List<PlaceMatch>> known, ulong hash, ReadOnlySpan<string> parts, ReadOnlySpan<char> surface, bool runsTogether = true)
    {
        Dictionary<string, List<PlaceMatch>>.AlternateLookup<ReadOnlySpan<char>> bySurface = known.GetAlternateLookup<ReadOnlySpan<char>>();
        if (bySurface.TryGetValue(surface, out List<PlaceMatch>? before)) return before;
        var matches = new List<PlaceMatch>();
        index.Match(hash, parts, surface, matches, runsTogether);
        bySurface[surface] = matches;
        return matches;
    }

    private Mention Describe(Analysis analysis, List<PlaceToken> words, int first, int end, List<PlaceMatch> matches, TextSpan? span = null)
    {
        TokenTable tokens = analysis.Tokens;
        string body = analysis.Document.Body;
        int sentence = analysis.SentenceOf(words[first].Token);
        int sentenceStart = tokens.Sentences[sentence].FirstToken;
        var mention = new Mention
        {
            FirstWord = first,
            EndWord = end,
            Span = span ?? TextSpan.FromBounds(words[first].Span.Start, words[end - 1].Span.End),
            Sentence = sentence,
            Text = JoinedText(words, first, end),
            Candidates = matches,
            StartsSentence = words[first].Token == sentenceStart || (first > 0 && words[first - 1].Token < sentenceStart),
            IsCommon = (lexicon.Of(JoinedText(words, first, end)) & (PlaceWord.Common | TypeWords)) != PlaceWord.None,
        };
        for (int word = first; word < end; word++)
        {
            // A text without tags: a capital inside a sentence is all there is to go by.
            if (tokens.Upos[words[word].Token] is Upos.PROPN || (tokens.Upos[words[word].Token] == Upos.X && !mention.StartsSentence && words[word].IsCapital(body))) mention.IsProper = true;
        }
        foreach (NameMention name in tokens.Names)
        {
            if (name.FirstToken > words[end - 1].Token) break;
            if (name.EndToken <= words[first].Token) continue;
            mention.Label = name.Kind;
            int from = name.FirstToken;
            // «атакували з БПЛА Антонівку»: an abbreviation before a name is no part of it.
            while (from < words[first].Token && IsAllCapitals(tokens.SpanOf(from), body)) from++;
            mention.IsWholeName = from >= words[first].Token && name.EndToken <= words[end - 1].Token + 1;
        }
        bool sameSentenceBefore = first > 0 && words[first - 1].Token >= sentenceStart;
        ReadBefore(mention, words, sentenceStart, body);
        ReadAfter(mention, words, tokens, sentence, body);
        // A capitalised word right before or after that is no type word: part of a longer name ("Paris Hilton", "Владимир Путин").
        if (sameSentenceBefore && words[first].Joined && IsNamePart(words[first - 1], body) && words[first - 1].Token != sentenceStart) mention.HasNameNeighbour = true;
        if (sameSentenceBefore && words[first].Joined && (lexicon.Of(words[first - 1].Text) & PlaceWord.Person) != PlaceWord.None)
        {
            // «мер Мелітополя» governs the town; "General Lee" is a person.
            if (PlaceKeys.IsCyrillic(mention.Text)) mention.IsNotLocative = true;
            else mention.HasTitleBefore = true;
        }
        // "on Bohdan Khmelnytskyi Street".
        for (int after = end; !mention.IsStreet && after < words.Count && after < end + 3 && words[after].Joined && words[after].IsCapital(body) && !PlaceKeys.IsCyrillic(mention.Text); after++)
            mention.IsStreet = (lexicon.Of(words[after].Text) & PlaceWord.Street) != PlaceWord.None;
        mention.IsStreet |= sameSentenceBefore && words[first].Joined && (lexicon.Of(words[first - 1].Text) & PlaceWord.Street) != PlaceWord.None;
        mention.IsQuoted = mention.Span.Start > 0 && mention.Span.End < body.Length && body[mention.Span.Start - 1] is '«' or '"' or '“' or '„' && body[mention.Span.End] is '»' or '"' or '”' or '“';
        mention.IsTarget = sameSentenceBefore && words[first].Joined && IsTargeted(tokens, words, first, sentenceStart);
        if (sameSentenceBefore && words[first].Joined && PlaceKeys.IsCyrillic(mention.Text) && (lexicon.Of(words[first - 1].Text) & PlaceWord.Governs) != PlaceWord.None) mention.IsOfPeople = true;
        if (end < words.Count && words[end].Token < tokens.Sentences[sentence].EndToken && words[end].Joined && IsNamePart(words[end], body)) mention.HasNameNeighbour = true;
        return mention;
    }

    // The word before, over what agrees with the name («обстріл окупованого Донецька»), by its dictionary form;
    // a verb also over what it was done with («атакували з БПЛА Антонівку»).
    private bool IsTargeted(TokenTable tokens, List<PlaceToken> words, int first, int sentenceStart)
    {
        // "an attack on Moura", "the shelling of Sarmin"
        if (words[first - 1].Text is "on" or "of" or "against" or "for")
        {
            return first > 1 && words[first - 1].Joined && words[first - 2].Token >= sentenceStart
                && (lexicon.Of(PlaceKeys.Normalise(tokens.Lemma[words[first - 2].Token])) & PlaceWord.Target) != PlaceWord.None;
        }
        bool adjacent = true;
        for (int at = first - 1; at >= 0 && first - at <= FurthestVerb && words[at].Token >= sentenceStart && words[at + 1].Joined; at--)
        {
            int token = words[at].Token;
            bool isVerb = tokens.Upos[token] is Upos.VERB;
            if ((adjacent || isVerb) && (lexicon.Of(PlaceKeys.Normalise(tokens.Lemma[token])) & (PlaceWord.Target | PlaceWord.Facility)) != PlaceWord.None) return true;
            if (isVerb) return false;
            adjacent &= LooksLikeAdjective(words[at].Text);
        }
        return false;
    }

    /// <summary>Whether a word is in a case that only adjectives and surnames like them have («Залужного», «Роботиному»).</summary>
    internal static bool DeclinesAsAdjective(string word)
    {
        foreach (string ending in (ReadOnlySpan<string>)["ого", "его", "ього", "ому", "ему", "ьому"])
        {
            if (word.EndsWith(ending, StringComparison.Ordinal)) return true;
        }
        return false;
    }

    /// <summary>Whether the words from <paramref name="first"/> are one adjective of a common noun («в Северной столице»).</summary>
    internal static bool IsAdjectiveBeforeNoun(Analysis analysis, List<PlaceToken> words, int first, int end) =>
        end == first + 1 && end < words.Count && words[end].Joined && LooksLikeAdjective(words[first].Text)
        && !words[end].IsCapital(analysis.Document.Body) && analysis.Tokens.Upos[words[end].Token] == Upos.NOUN;

    private static bool LooksLikeAdjective(string word)
    {
        const int Shortest = 5;
        if (word.Length < Shortest) return false;
        foreach (string ending in (ReadOnlySpan<string>)["ий", "ый", "ій", "ой", "ая", "ое", "ые", "ие", "их", "ых", "ого", "его", "ому", "ему", "ими", "ыми", "ым", "им", "ом", "ем", "ої", "ою", "ую", "ній", "ної", "них", "ний", "на", "не", "ні"])
        {
            if (word.EndsWith(ending, StringComparison.Ordinal)) return true;
        }
        return false;
    }

    private static bool IsConjunction(string word) => word is "and" or "or" or "та" or "і" or "й" or "и" or "або" or "или";

    private static bool IsListGap(string body, int from, int to)
    {
        for (int i = from; i < to; i++)
        {
            if (body[i] is not (' ' or ',' or '\u00A0' or '-')) return false;
        }
        return true;
    }

    /// <summary>Finds what contains a mention ("X, in the Donetsk Oblast", «X Белгородской области», «X (Курская область)») and lists ("in Ryazan and Saratov").</summary>
    private void Relate(List<Mention> mentions, int i, List<PlaceToken> words, string body)
    {
        if (i + 1 >= mentions.Count) return;
        Mention mention = mentions[i], next = mentions[i + 1];
        if (next.Sentence != mention.Sentence) return;
        bool comma = false, other = false, conjunction = false, preposition = false;
        int wordsBetween = 0;
        for (int word = mention.EndWord; word < next.FirstWord; word++)
        {
            string text = words[word].Text;
            if (IsConjunction(text)) conjunction = true;
            else if (text is "of" && word > mention.EndWord && (lexicon.Of(words[word - 1].Text) & PlaceWord.Settlement) != PlaceWord.None) wordsBetween--;
            else if (text is "in" or "of" or "у" or "в" or "на" or "the") preposition |= text != "the";
            else if (text == "s" || (lexicon.Of(text) & (TypeWords | PlaceWord.Describes | PlaceWord.Between)) != PlaceWord.None) wordsBetween += 0;
            else other = true;
            wordsBetween++;
        }
        for (int at = mention.Span.End; at < next.Span.Start; at++)
        {
            if (body[at] is ',' or '(') comma = true;
            else if (body[at] is ';' or ':' or '.' or ')' && !IsAfterAbbreviation(body, at)) other = true;
        }
        if (other || wordsBetween > MostBetween) return;
        // «Дніпровський район Херсона»: a quarter of the city, not the district of another.
        if ((mention.IsAdjective || (PlaceKeys.IsCyrillic(mention.Text) && LooksLikeAdjective(mention.Text))) && (lexicon.Of(words[mention.EndWord].Text) & PlaceWord.District) != PlaceWord.None && wordsBetween == 1 && next.FirstWord == mention.EndWord + 1 && !comma && !next.IsAdjective && next.Type == PlaceWord.None
            && next.Candidates.Exists(IsCity) && !next.Candidates.Exists(IsRegion))
        {
            mention.IsQuarter = true;
            next.HasPreposition |= mention.HasPreposition;
            return;
        }
        // "the Burkina Faso village of Bani", «сирийском городе Манбидж»: in that country.
        if (mention.Candidates.Exists(IsCountry) && (next.Type & PlaceWord.Settlement) != PlaceWord.None && next.TypeIsBefore && !comma && !conjunction && !preposition && wordsBetween is 1 or 2)
        {
            next.Container = i;
            return;
        }
        if (wordsBetween == 0 && words[next.FirstWord].Joined && !PlaceKeys.IsCyrillic(next.Text) && mention.Type == PlaceWord.None && Rank(mention) == 0 && Rank(next) == 0)
        {
            // Two names side by side are one longer name: "Paris Hilton".
            mention.HasNameNeighbour = next.HasNameNeighbour = true;
            return;
        }
        if (conjunction || (comma && !preposition && Rank(next) == Rank(mention)))
        {
            next.ListedAfter = i;
            // «в районі Вовчанська, Амбарного»: the word for nearness stands once.
            if (!preposition && mention.IsNear && PlaceKeys.IsCyrillic(next.Text)) next.IsNear = true;
            return;
        }
        // Ukrainian and Russian put the region in the genitive right after the name; English after a comma or preposition.
        bool adjacent = wordsBetween == 0 && PlaceKeys.IsCyrillic(next.Text);
        // «у Києві, Київській, Вінницькій областях» is a list.
        if (comma && next.IsAdjective) return;
        if ((comma || preposition || adjacent) && Rank(next) > Rank(mention))
        {
            mention.Container = i + 1;
            // «для Харкова, у Донецькій області …»: the next item as often as what contains.
            mention.ContainerIsLoose = comma && preposition && PlaceKeys.IsCyrillic(next.Text);
        }
    }

    private bool IsCity(PlaceMatch match) => index.Of(match.Ref).PopulationOf(match.Ref.Number) >= LeastWithQuarters;

    private static bool IsAfterAbbreviation(string body, int at) => body[at] == '.' && at >= 2 && (body[at - 1] is 'с' or 'м' or 'г' or 'д' or 'н' or 'п' || !char.IsLetter(body[at - 2]));

    // Coarseness of what a mention can mean: 0 settlement, 1 district, 2 region or area, 3 country.
    private int Rank(Mention mention)
    {
        if ((mention.Type & PlaceWord.Region) != PlaceWord.None) return 2;
        if ((mention.Type & (PlaceWord.District | PlaceWord.Community)) != PlaceWord.None) return 1;
        if ((mention.Type & (PlaceWord.Settlement | PlaceWord.Facility)) != PlaceWord.None) return 0;
        int rank = 0;
        foreach (PlaceMatch match in CollectionsMarshal.AsSpan(mention.Candidates))
        {
            int own = index.Of(match.Ref).KindOf(match.Ref.Number) switch
            {
                PlaceKind.Country => 3,
                PlaceKind.Region or PlaceKind.Area => 2,
                PlaceKind.District => 1,
                _ => 0,
            };
            // A town of the same name as its region or district is a town unless a type word says otherwise.
            if (own == 0) return mention.Candidates.Exists(m => index.Of(m.Ref).KindOf(m.Ref.Number) == PlaceKind.Country) ? 3 : 0;
            rank = Math.Max(rank, own);
        }
        return rank;
    }

    private static string JoinedText(List<PlaceToken> words, int first, int end)
    {
        if (end == first + 1) return words[first].Text;
        var parts = new string[end - first];
        for (int i = first; i < end; i++) parts[i - first] = words[i].Text;
        return string.Join(' ', parts);
    }
}
