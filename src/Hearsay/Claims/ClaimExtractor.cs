// Claims: what is said to have happened, to whom, how many, where, when, who says so, how sure.
// Input: an analysed document with its toponyms and time expressions. Output: claims in text order.
// Invariants: every value carries the characters it was read from; nothing is invented where the text is silent.
// Known weak spots: coreference beyond pronouns of speakers; events told over several sentences.
using System.Collections.Immutable;
using Hearsay.Places;
using Hearsay.Text;
using Hearsay.Times;

namespace Hearsay.Claims;

/// <summary>Extracts claims. Immutable, safe to share.</summary>
public sealed partial class ClaimExtractor
{
    private readonly Codebook codebook;
    private readonly TriggerFinder triggerFinder;
    private readonly QuantityReader quantityReader;
    private readonly AttributionReader attributionReader;
    private readonly CertaintyReader certaintyReader;
    private readonly RuleWords ruleWords;
    private readonly SettingWords settingWords;
    private readonly ClaimWords words;

    /// <summary>Loads codebook, cue words, number words and the source list from the data folder.</summary>
    /// <exception cref="DataFileException">A file is missing or wrong; the message names file and line.</exception>
    public static ClaimExtractor Load(string dataDirectory)
    {
        Codebook codebook = Codebook.Load(Path.Combine(dataDirectory, "codebook"), UserData.Folder("codebook"));
        SourceList sources = SourceList.Load(Path.Combine(dataDirectory, "sources.yaml"));
        return new ClaimExtractor(codebook, new QuantityReader(Path.Combine(dataDirectory, "quantities")),
            new AttributionReader(Path.Combine(dataDirectory, "attribution"), sources, codebook), Path.Combine(dataDirectory, "lexicon", "irregular.en.txt"), SettingWords.Load(Path.Combine(dataDirectory, "places", "settings.tsv")), ClaimWords.Load(Path.Combine(dataDirectory, "claims")));
    }

    private ClaimExtractor(Codebook codebook, QuantityReader quantityReader, AttributionReader attributionReader, string irregularPath, SettingWords settingWords, ClaimWords words)
    {
        (this.codebook, this.quantityReader, this.attributionReader) = (codebook, quantityReader, attributionReader);
        triggerFinder = new TriggerFinder(codebook, attributionReader.CuesOf);
        (this.settingWords, this.words) = (settingWords, words);
        ruleWords = new RuleWords(codebook, irregularPath);
        certaintyReader = new CertaintyReader(attributionReader);
    }

    public Codebook Codebook => codebook;

    /// <summary>Claims of one document, in text order; empty where nothing is reported.</summary>
    public IReadOnlyList<Claim> Extract(Analysis analysis, IReadOnlyList<Toponym> toponyms, IReadOnlyList<TimeExpression> times)
    {
        SyntaxTree tree = new(analysis with { Tokens = TreeRepair.Mend(ruleWords.Correct(analysis.Tokens), settingWords, attributionReader.CuesOf(LanguageCode.English)) }, words);
        AttributionLayer attribution = attributionReader.Read(tree);
        // A place name within the name of a medium («агентство Sana») is no place of the story.
        // The region a body belongs to («в штабе обороны ДНР») is no place of what it says either.
        ClaimSetting setting = new(tree, [.. toponyms.Where(t => !(t.Place is { Precision: PlacePrecision.Region or PlacePrecision.Country } && attribution.Frames.Any(f => f.SourceHead >= 0 && tree.Language(f.SourceHead) != LanguageCode.English && f.Source.Kind is "military" or "ministry" or "intelligence" or "emergency" or "prosecutor" && f.Source.Span.Start < t.Span.Start && f.Source.Span.End >= t.Span.End))).Where(t => !attribution.Frames.Any(f => f.Source.Kind is "outlet" or "agency" or "channel" && f.Source.Span.Start <= t.Span.Start && f.Source.Span.End >= t.Span.End))], times, settingWords);
        List<Claim> claims = [];
        int lastTallied = -1, lastLack = -1;
        List<(int Token, int Target, int Claim)> tellings = [];
        List<Quotation> quotations = Quotation.FindAll(tree);
        IReadOnlyList<Trigger> triggers = Merge(tree, triggerFinder.Find(tree, setting.IsPlace));
        bool[] isRepeated = RepeatedSentences(tree);
        foreach (Trigger trigger in triggers)
        {
            if (isRepeated[tree.SentenceOf(trigger.Token)] || IsArgument(tree, trigger, triggers)) continue;
            // One tally a counting noun: "cases of soldiers rioting, disobeying orders and …" is one statement.
            int tallied = CountedEvents(tree, trigger.Token);
            if (tallied >= 0 && tallied == lastTallied) continue;
            if (tallied >= 0) lastTallied = tallied;
            BlockKind block = analysis.Document.Blocks.Count > 0 ? analysis.Document.Blocks[tree.Sentence(trigger.Token).Block].Kind : BlockKind.Paragraph;
            if (block is BlockKind.Heading or BlockKind.Caption or BlockKind.EntryTime) continue;
            // «нет еды и бронежилетов», «не давали води»: one lack a clause.
            if (trigger.Type.Family == "conditions" && lastLack >= 0 && tree.SentenceOf(lastLack) == tree.SentenceOf(trigger.Token) && tree.ClauseOf(lastLack) == tree.ClauseOf(trigger.Token)) continue;
            if (trigger.Type.Family == "conditions") lastLack = trigger.Token;
            if (tallied < 0 && IsBareMention(tree, trigger, setting, claims)) continue;
            if (IsSinceThen(tree, trigger.Token) || IsTollToCome(tree, trigger) || IsSamePeople(tree, trigger, claims)) continue;
            // "According to an indictment": a paper that is the source.
            if (trigger.Type.Code == "prosecution" && trigger.Rule.Upos == Upos.NOUN && attribution.Frames.Any(f => f.SourceHead == trigger.Token)) continue;
            List<Claim> built = [.. Build(tree, trigger, setting, attribution)];
            if (built.Count > 0 && tree.Language(trigger.Token) == LanguageCode.English && IsToldAgain(claims, built[0])) continue;
            if (built.Count == 1 && tree.Language(trigger.Token) != LanguageCode.English && IsSameWords(tree, trigger, built[0], claims, tellings)) continue;
            if (built.Count == 1 && tree.Language(trigger.Token) != LanguageCode.English && (IsStruckAgain(claims, built[0]) || quotations.Exists(quotation => quotation.Contains(trigger.Token) && tree.SentenceOf(quotation.FirstToken) == tree.SentenceOf(trigger.Token)) && IsQuotedAgain(claims, built[0]))) continue;
            if (built.Count == 1) tellings.Add((trigger.Token, trigger.Target, claims.Count));
            foreach (Claim claim in built) claims.Add(claim with { Id = "c" + (claims.Count + 1).ToString(System.Globalization.CultureInfo.InvariantCulture) });
        }
        return claims;
    }

    /// <summary>Who says what in one document, whatever it is about; without what a source carries on into later sentences.</summary>
    public IReadOnlyList<AttributionSpans> Attributions(Analysis analysis)
    {
        SyntaxTree tree = new(analysis with { Tokens = TreeRepair.Mend(ruleWords.Correct(analysis.Tokens), settingWords, attributionReader.CuesOf(LanguageCode.English)) }, words);
        TokenTable tokens = tree.Tokens;
        return [.. attributionReader.Read(tree).Frames.Where(frame => frame.Source.CueSpan.Length > 0).Select(frame => new AttributionSpans(Speaker(frame), frame.Source.CueSpan, Content(frame), frame.Rule))];

        // The words that stand with the cue ("he"); the chain names whom they mean.
        TextSpan Speaker(Attribution frame)
        {
            if (frame.SourceHead < 0) return frame.Source.Span;
            (int first, int end) = tree.Extent(frame.SourceHead);
            return tokens.SpanOf(first, end);
        }

        TextSpan[] Content(Attribution frame)
        {
            bool isSplit = frame.Own.First > frame.FirstToken && frame.Own.End < frame.EndToken && frame.Own.End > frame.Own.First;
            int first = frame.Own.First <= frame.FirstToken && frame.Own.End > frame.FirstToken ? frame.Own.End : frame.FirstToken;
            int end = frame.Own.End >= frame.EndToken && frame.Own.First < frame.EndToken ? frame.Own.First : frame.EndToken;
            (int First, int End)[] pieces = isSplit ? [(frame.FirstToken, frame.Own.First), (frame.Own.End, frame.EndToken)] : [(first, end)];
            return [.. pieces.Where(piece => piece.End > piece.First).Select(piece => tokens.SpanOf(piece.First, piece.End))];
        }
    }

    // Sentences that a page gives twice, the second time perhaps cut short: they tell nothing new.
    private static bool[] RepeatedSentences(SyntaxTree tree)
    {
        const int shortest = 40;
        Sentence[] sentences = tree.Tokens.Sentences;
        bool[] repeated = new bool[sentences.Length];
        HashSet<string> beginnings = new(StringComparer.Ordinal);
        string body = tree.Analysis.Document.Body;
        for (int s = 0; s < sentences.Length; s++)
        {
            string text = tree.Tokens.SpanOf(sentences[s].FirstToken, sentences[s].EndToken).Of(body);
            if (text.Length < shortest) continue;
            // A cut-off sentence ends the page; elsewhere the whole has to be the same.
            repeated[s] = !beginnings.Add(text) || s == sentences.Length - 1 && beginnings.Any(earlier => earlier.Length > text.Length && earlier.StartsWith(text, StringComparison.Ordinal));
        }
        return repeated;
    }

    // "10 prisoners died", "executed two captives": people named by what befell them before, to whom something else happens now.
    private bool IsArgument(SyntaxTree tree, Trigger trigger, IReadOnlyList<Trigger> triggers)
    {
        // "handed over four dead hostages", "the missing soldiers": what the people are called, to whom something else happens or whom the page has told of.
        if (tree.Language(trigger.Token) == LanguageCode.English && trigger.Type.Family == "harm" && tree.Is(trigger.Token, "amod") && tree.Tokens.Head[trigger.Token] is >= 0 and int bearer && bearer > trigger.Token)
        {
            if (trigger.Type.Code == "missing" && HasThe(tree, bearer)) return true;
            foreach (Trigger other in triggers)
                if (other.Target == bearer && other.Type.Code is "release" or "exchange") return true;
        }
        if (trigger.Rule.Upos != Upos.NOUN || trigger.Type.Family is not ("coercion" or "harm") || KindOf(tree, trigger.Token) is not ("person" or "military" or "civilian")) return false;
        foreach (Trigger other in triggers)
            if (other.Token != trigger.Token && other.Type.Code != trigger.Type.Code && other.Type.Family is "harm" or "coercion" or "civil" && (other.Target == trigger.Token || (other.Actor == trigger.Token && other.Type.Family != "coercion"))) return true;
        return false;
    }

    // "left four people dead", "reported missing": two words of one sentence that tell one number of one kind.
    private static bool IsToldAgain(List<Claim> told, Claim claim)
    {
        if (claim.Family != "harm" || claim.Quantity is not { } quantity) return false;
        for (int i = told.Count - 1; i >= 0 && told[i].Sentence == claim.Sentence; i--)
            if (told[i].Type == claim.Type && told[i].Quantity?.Span == quantity.Span && told[i].When?.Span == claim.When?.Span) return true;
        return false;
    }

    // «Поліція затримала учасників акції»: in the words of a sentence before, with no number, place or time that it has not told.
    private static bool IsSameWords(SyntaxTree tree, Trigger trigger, Claim claim, List<Claim> told, List<(int Token, int Target, int Claim)> tellings)
    {
        if (trigger.Target < 0 || claim.Family is "speech") return false;
        TokenTable tokens = tree.Tokens;
        foreach ((int token, int target, int at) in tellings)
        {
            if (target < 0 || tokens.Lemma[token] != tokens.Lemma[trigger.Token] || tokens.Lemma[target] != tokens.Lemma[trigger.Target] || tree.SentenceOf(token) == tree.SentenceOf(trigger.Token) || told[at].Type != claim.Type) continue;
            Claim before = told[at];
            bool addsNumber = claim.Quantity is { } number && (before.Quantity?.Low, before.Quantity?.High) != (number.Low, number.High);
            bool addsPlace = claim.Place is { } place && !place.Carried && before.Place?.Toponym.Place?.GazetteerId != place.Toponym.Place?.GazetteerId;
            bool addsTime = claim.When is { } time && !time.Carried && before.When?.Interval != time.Interval;
            if (!addsNumber && !addsPlace && !addsTime) return true;
        }
        return false;
    }

    // «возобновили обстрел центра, под огонь попал бульвар»: two words of one sentence for what struck one place on one day.
    private static bool IsStruckAgain(List<Claim> told, Claim claim)
    {
        if (claim.Family is not ("violence" or "control") || claim.Quantity is not null || claim.Place?.Toponym.Place is not { } place) return false;
        for (int i = told.Count - 1; i >= 0 && told[i].Sentence == claim.Sentence; i--)
            if (told[i].Type == claim.Type && told[i].Quantity is null && told[i].Place?.Toponym.Place is { } other && other.GazetteerId == place.GazetteerId && told[i].When?.Interval == claim.When?.Interval) return true;
        return false;
    }

    // «Войска сбросили взрывчатку на Херсон. … "Сбросили взрывчатку с дрона", – говорится в сообщении»: the words behind what was told.
    private static bool IsQuotedAgain(List<Claim> told, Claim claim) =>
        claim.Family == "violence" && claim.Quantity is null && claim.Place?.Toponym.Place is { } place
        && told.Exists(other => other.Type == claim.Type && other.Sentence != claim.Sentence && other.Place?.Toponym.Place is { } there && there.GazetteerId == place.GazetteerId && (claim.When is null || other.When?.Interval == claim.When?.Interval));

    // "the toll rose to 123 since the operation began": what only dates something else.
    private static bool IsSinceThen(SyntaxTree tree, int token)
    {
        if (tree.Language(token) != LanguageCode.English || tree.Tokens.Upos[token] is not (Upos.NOUN or Upos.PROPN)) return false;
        int verb = tree.Tokens.Head[token];
        // "since the start of the offensive", "the anniversary of the invasion"
        if (verb >= 0 && tree.Is(token, "nmod") && (tree.Tokens.Lemma[verb] == "anniversary" || tree.LemmaIn("beginnings", verb) && tree.Preposition(verb) == "since")) return true;
        if (verb < 0 || !tree.LemmaIn("begin", verb)) return false;
        foreach (int child in tree.Children(verb))
            if (tree.Tokens.Lemma[child] == "since" && tree.Is(child, "mark")) return true;
        return false;
    }

    // Names an event without telling of it: "battle front", "sent to fight", «під час боїв»; or refers back to one already told.
    private bool IsBareMention(SyntaxTree tree, Trigger trigger, ClaimSetting setting, List<Claim> told)
    {
        TokenTable tokens = tree.Tokens;
        int token = trigger.Token;
        if (trigger.Type.Code == "battle" && tokens.Has(token, "VerbForm", "Inf") && !tree.Is(token, "root") && !tree.Is(token, "ccomp")) return true;
        // "740 people were killed in two days of revenge killings": named once more in the sentence that has told it.
        if (trigger.Type.Family == "harm" && trigger.Rule.Upos == Upos.NOUN && (tree.Is(token, "obl") || tree.Is(token, "nmod") || tree.Is(token, "conj")) && tree.Child(token, "nummod") < 0
            && told.Exists(claim => claim.Type == trigger.Type.Code && claim.Quantity is not null && claim.Sentence.Start == tokens.Start[tree.Sentence(token).FirstToken])) return true;
        if (IsTopic(tree, trigger)) return true;
        if (tree.Language(token) == LanguageCode.English && IsKnownAlready(tree, trigger, setting, told)) return true;
        // «для убийства и похищения»: what is meant to be done.
        if (tokens.Upos[token] == Upos.NOUN && tree.Language(token) != LanguageCode.English && IsPurpose(tree, token)) return true;
        if (tokens.Upos[token] is not (Upos.NOUN or Upos.PROPN) || trigger.Type.Family is not ("violence" or "control" or "civil" or "indiscipline") && trigger.Type.Code is not "conscription") return false;
        if (tree.Is(token, "compound") || RefersBack(tree, token)) return true;
        // «прошли акции протеста», «прокатилась волна обысков»: the noun above it only says how many or in what form.
        int above = tokens.Head[token];
        if (tree.Is(token, "nmod") && above >= 0 && (tree.Is(above, "nsubj") || tree.Is(above, "obj") || tokens.Head[above] >= 0 && setting.IsTime(tokens.Head[above])) && tree.LemmaIn("series", above)) return false;
        if (!(tree.Is(token, "obl") || tree.Is(token, "nmod") || tree.Is(token, "conj"))) return false;
        // «Официальное сообщение Минобороны о взрыве»: a line that only says what it is about.
        if (tree.Language(token) != LanguageCode.English && above >= 0 && tree.Is(above, "root") && tokens.Upos[above] == Upos.NOUN && tree.PrepositionIn("about", token) && tree.Child(token, "nummod") < 0) return true;
        // «провели двое суток под миномётным огнём»: it tells what they were under.
        if (trigger.Type.Code == "shelling" && tree.Preposition(token) is "под" or "під" && tree.Language(token) != LanguageCode.English && !told.Exists(claim => claim.Type == "shelling")
            && !(above >= 0 && codebook.TriggersOf(tree.Language(token), tokens.Lemma[above]).Any(entry => entry.Rule.Type.Code == "shelling"))) return false;
        // «решение о начале мобилизации»: who decides on it tells of it, once.
        if (trigger.Type.Code == "conscription" && IsDecision(tree, token) && !told.Exists(claim => claim.Type == "conscription")) return false;
        // «пострадавшие от обстрела города»: the one told before, at the same place.
        if (tree.Language(token) != LanguageCode.English && tree.Child(token, "nummod") < 0 && IsAtToldPlace(tree, trigger, setting, told)) return true;
        if (trigger.Actor >= 0 || (trigger.Target >= 0 && !IsUnnamedPlace(tree, trigger.Target)) || trigger.Weapon >= 0 || tree.Child(token, "nummod") >= 0) return false;
        // "a gunfight between two groups": told with those who fight.
        if (tree.Language(token) == LanguageCode.English && token + 1 < tokens.Count && tokens.Form[token + 1] == "between") return false;
        (int first, int end) = tree.Extent(token);
        for (int t = first; t < end; t++)
            if (setting.IsPlace(t) || setting.IsTime(t)) return false;
        // A strike of its own kind is news where only others have been told.
        bool isSpecial = IsSpecial(trigger) && trigger.Type.Code is "drone-strike" or "air-strike" or "missile-strike" && tree.Language(token) != LanguageCode.English;
        foreach (Claim claim in told)
            if ((claim.Family == trigger.Type.Family && !isSpecial) || claim.Type == trigger.Type.Code) return true;
        return trigger.Type.Code is "battle" or "conscription" or "protest";
    }

    // «пожаловались на потери», «отрицают потери»: what a complaint or denial is about, without a number.
    private bool IsTopic(SyntaxTree tree, Trigger trigger)
    {
        TokenTable tokens = tree.Tokens;
        int token = trigger.Token, verb = tokens.Head[token];
        if (tree.Language(token) == LanguageCode.English || tokens.Upos[token] != Upos.NOUN || trigger.Type.Family is not ("harm" or "conditions" or "coercion") || verb < 0 || tokens.Upos[verb] != Upos.VERB || tree.Child(token, "nummod") >= 0) return false;
        if (!(tree.Is(token, "obl") || tree.Is(token, "obj") || tree.Is(token, "nsubj") && token > verb)) return false;
        foreach (TriggerEntry entry in codebook.TriggersOf(tree.Language(verb), tokens.Lemma[verb]))
            if (entry.Others.Length == 0 && !entry.Rule.Need.Any(c => c.Flag == "negated") && entry.Rule.Type.Code is "complaint" or "denial") return true;
        return false;
    }

    // «обстрел города», «удар по посёлку»: the one told of, not another.
    private static bool IsUnnamedPlace(SyntaxTree tree, int noun) =>
        tree.Language(noun) != LanguageCode.English && tree.LemmaIn("unnamed-places", noun) && tree.Child(noun, "appos") < 0 && tree.Child(noun, "nmod") < 0;

    // «число жертв может вырасти»: a toll that is still to come.
    private bool IsTollToCome(SyntaxTree tree, Trigger trigger)
    {
        TokenTable tokens = tree.Tokens;
        int count = tokens.Head[trigger.Token];
        if (trigger.Type.Family != "harm" || tree.Language(trigger.Token) == LanguageCode.English || count < 0 || !tree.LemmaIn("toll", count)) return false;
        for (int at = tokens.Head[count], steps = 0; at >= 0 && steps < 2; at = tokens.Head[at], steps++)
            if (tokens.Has(at, "Tense", "Fut") || attributionReader.CuesOf(tree.Language(at)).Is("modals", tokens.Lemma[at]) || tree.Child(at, "aux") is >= 0 and int auxiliary && tokens.Has(auxiliary, "Tense", "Fut")) return true;
        return false;
    }

    private static bool IsPurpose(SyntaxTree tree, int noun)
    {
        if (tree.PrepositionIn("purpose", noun)) return true;
        return tree.Is(noun, "conj") && tree.Tokens.Head[noun] is >= 0 and int first && tree.Tokens.Upos[first] == Upos.NOUN && tree.Preposition(noun).Length == 0 && tree.PrepositionIn("purpose", first);
    }

    private static bool IsDecision(SyntaxTree tree, int noun)
    {
        const int furthest = 6;
        for (int t = noun - 1; t >= Math.Max(tree.Sentence(noun).FirstToken, noun - furthest) && tree.Tokens.Upos[t] is not (Upos.VERB or Upos.PUNCT); t--)
            if (tree.LemmaIn("decisions", t)) return true;
        return false;
    }

    private static bool IsAtToldPlace(SyntaxTree tree, Trigger trigger, ClaimSetting setting, List<Claim> told)
    {
        if (setting.TimeOf(trigger, mayCarry: false) is not null) return false;
        IReadOnlyList<ClaimPlace> places = setting.PlacesOf(trigger, mayCarry: false);
        if (places.Count != 1) return false;
        return told.Exists(claim => claim.Type == trigger.Type.Code && claim.Place?.Toponym.Place is { } place && places[0].Toponym.Place is { } own && own.GazetteerId == place.GazetteerId);
    }

    // «Она доставлена в больницу», «этих дезертиров задержали»: whom the sentences before have told the same of.
    private static bool IsSamePeople(SyntaxTree tree, Trigger trigger, List<Claim> told)
    {
        const int reach = 2;
        TokenTable tokens = tree.Tokens;
        int target = trigger.Target;
        if (tree.Language(trigger.Token) == LanguageCode.English || target < 0 || trigger.Type.Family is not ("harm" or "coercion") || trigger.Type.Code is "prosecution") return false;
        if (!(tokens.Upos[target] == Upos.PRON && tokens.Has(target, "Person", "3") && trigger.Type.Code is "wounded" || RefersBack(tree, target) || trigger.Type.Code is "wounded" && tree.Child(target, "nummod") < 0 && tree.FormIn("hurt-people", target))) return false;
        int sentence = tree.SentenceOf(trigger.Token);
        int from = tokens.Start[tokens.Sentences[Math.Max(0, sentence - reach)].FirstToken];
        return told.Exists(claim => claim.Type == trigger.Type.Code && claim.Sentence.Start >= from);
    }

    // «называют это нападение терактом», «ці удари»: pointed at, so told before.
    private static bool RefersBack(SyntaxTree tree, int noun)
    {
        foreach (int child in tree.Children(noun))
            if (child < noun && tree.LemmaIn("pointing", child)) return true;
        return false;
    }

    // "killed in the attack on the school": an event with "the", beside the harm it did, after the page has told of it, without a place or
    // time of its own; "reports about deaths", "news of casualties": no number, and not said to be so.
    private static bool IsKnownAlready(SyntaxTree tree, Trigger trigger, ClaimSetting setting, List<Claim> told)
    {
        TokenTable tokens = tree.Tokens;
        int token = trigger.Token, head = tokens.Head[token];
        if (tokens.Upos[token] != Upos.NOUN || head < 0) return false;
        if (trigger.Type.Family == "harm" && trigger.Type.Code != "damage" && tree.Is(token, "nmod") && tree.Child(token, "nummod") < 0 && tree.LemmaIn("hearsay", head)) return true;
        // "The airstrikes are in response to …", "The attack comes after …", "is following the protests": what is said about it, not that it was.
        bool isTopic = tree.Is(token, "nsubj") && (tree.Child(head, "cop") >= 0 || tree.LemmaIn("commenting", head)) || tree.Is(token, "obj") && tree.LemmaIn("treating", head);
        bool isWeighed = tree.Language(token) == LanguageCode.English && trigger.Type.Family is "control" or "violence" && (tree.Is(token, "obj") && tree.LemmaIn("weighing", head) || tree.Is(token, "obl") && tree.Preposition(token) == "on" && tree.LemmaIn("weighing-on", head));
        if (isWeighed) return true;
        bool isBeside = tree.Is(token, "obl") && tree.PrepositionIn("beside", token);
        if (trigger.Type.Family is not ("violence" or "civil" or "coercion" or "control") || !(isTopic || isBeside && trigger.Type.Family == "violence") || !(HasThe(tree, token) || isTopic && tree.Children(token).ToArray().Any(child => tokens.Deprel[child] == "nmod:poss")) || tree.Child(token, "nummod") >= 0) return false;
        (int first, int end) = tree.Extent(token);
        for (int t = first; t < end; t++)
            if (setting.IsPlace(t) || setting.IsTime(t)) return false;
        return told.Exists(claim => claim.Family == trigger.Type.Family);
    }

    private static bool HasThe(SyntaxTree tree, int noun)
    {
        foreach (int child in tree.Children(noun))
            if (tree.Is(child, "det") && tree.Tokens.Lemma[child] is "the" or "this" or "that") return true;
        return false;
    }

    // Two words of one phrase for one event: "launched a missile strike", "shelling attack". The more special type wins,
    // at the noun when types are equal.
    private static List<Trigger> Merge(SyntaxTree tree, IReadOnlyList<Trigger> triggers)
    {
        List<Trigger> kept = [];
        foreach (Trigger trigger in triggers)
        {
            Trigger current = trigger;
            bool drop = false;
            for (int k = kept.Count - 1; k >= 0; k--)
            {
                Trigger other = kept[k];
                // Further off only the subject of a verb tells the same event ("An airstrike … on a village … hit a school").
                if (current.Token - other.Token > 8 && !(tree.Tokens.Head[other.Token] == current.Token && tree.Is(other.Token, "nsubj") && tree.Language(current.Token) == LanguageCode.English)) { if (tree.SentenceOf(other.Token) != tree.SentenceOf(current.Token)) break; continue; }
                if (tree.SentenceOf(other.Token) != tree.SentenceOf(current.Token) || other.Type.Family != current.Type.Family) continue;
                bool linked = tree.Tokens.Head[current.Token] == other.Token || tree.Tokens.Head[other.Token] == current.Token;
                if (IsSecondNoun(tree, other, current))
                {
                    drop = true;
                    break;
                }
                if (IsPair(tree, other, current))
                {
                    // «перехвачено и уничтожено 26 беспилотников»: the number stands with either.
                    kept[k] = (current.Target >= 0 || current.Actor >= 0) && current.Type.Code != "prosecution" ? current : other;
                    drop = true;
                    break;
                }
                if (!linked || tree.Is(current.Token, "conj") || tree.Is(other.Token, "conj")) continue;
                // «пошкоджені шість будинків, в одному виникла пожежа»: two statements, whatever the parser hung under what.
                if (other.Type.Family == "harm" && tree.Language(other.Token) != LanguageCode.English && HasArgumentAndComma(tree, other, current)) continue;
                if (other.Type.Code != current.Type.Code && current.Type.Family != "violence") continue;
                bool isSubject = tree.Language(current.Token) == LanguageCode.English && tree.Tokens.Head[other.Token] == current.Token && tree.Is(other.Token, "nsubj");
                if (!isSubject) if (tree.Is(current.Token, "advcl") || tree.Is(current.Token, "ccomp") || tree.Is(other.Token, "acl")) continue;
                // «удари безпілотників»: the strike, not its weapon, where both say the same.
                bool keepOther = (IsSpecial(other) && !IsSpecial(current)) || (other.Type.Code == current.Type.Code && tree.Language(other.Token) != LanguageCode.English && other.Rule.Upos == Upos.NOUN && current.Rule.Upos == Upos.NOUN && tree.Tokens.Head[current.Token] == other.Token);
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

    // «отразили атаки и штурмы»: the second of two nouns under a light verb whose phrase the first completes.
    private static bool IsSecondNoun(SyntaxTree tree, Trigger verb, Trigger noun) =>
        verb.Rule.Upos == Upos.VERB && noun.Rule.Upos == Upos.NOUN && tree.Language(noun.Token) != LanguageCode.English && tree.Is(noun.Token, "conj") && tree.Child(noun.Token, "nummod") < 0
        && tree.Tokens.Head[noun.Token] is >= 0 and int first && first > verb.Token && (tree.Is(first, "obj") || tree.Is(first, "obl")) && tree.Tokens.Head[first] == verb.Token && tree.Tokens.Upos[first] == Upos.NOUN && tree.Child(first, "nummod") < 0;

    private static bool HasArgumentAndComma(SyntaxTree tree, Trigger first, Trigger second)
    {
        bool between = false;
        for (int t = first.Token + 1; t < second.Token; t++) between |= tree.Tokens.Form[t] is "," or ";";
        return between && first.Rule.Upos != Upos.NOUN && (tree.Child(first.Token, "obj") >= 0 || tree.Child(first.Token, "nsubj") >= 0) && tree.Child(second.Token, "nsubj") >= 0;
    }

    // Two verbs of one kind side by side, joined by nothing but "and": one event told with two words.
    private static bool IsPair(SyntaxTree tree, Trigger first, Trigger second) =>
        first.Type.Code == second.Type.Code
        && ((first.Type.Family is "violence" or "control" && first.Rule.Upos == Upos.VERB && second.Rule.Upos == Upos.VERB && second.Token - first.Token == 2 && tree.Tokens.Upos[first.Token + 1] == Upos.CCONJ)
            // «признал виновным и отправил в колонию»
            || (first.Type.Code == "prosecution" && first.Rule.Upos == Upos.VERB && second.Rule.Upos == Upos.VERB && tree.Language(first.Token) != LanguageCode.English && tree.Is(second.Token, "conj") && tree.Tokens.Head[second.Token] == first.Token && tree.Child(second.Token, "nsubj") < 0)
            // «пыткам и жестокому обращению»
            || (first.Type.Family is "violence" or "coercion" && first.Rule.Upos == Upos.NOUN && second.Rule.Upos == Upos.NOUN && tree.Language(first.Token) != LanguageCode.English && tree.Is(second.Token, "conj") && tree.Tokens.Head[second.Token] == first.Token && tree.Child(second.Token, "nummod") < 0));

    private static bool IsSpecial(Trigger trigger) => trigger.Type.Code is not ("attack" or "explosion");

    private IEnumerable<Claim> Build(SyntaxTree tree, Trigger trigger, ClaimSetting setting, AttributionLayer attribution)
    {
        TokenTable tokens = tree.Tokens;
        Document document = tree.Analysis.Document;
        Verdict verdict = certaintyReader.Read(tree, trigger.Token, trigger.Rule);
        bool isSpeech = trigger.Type.Family is "speech";
        if (verdict.Polarity == Polarity.Negative) yield break;
        // Whoever was caught on the way is told of as fleeing: "detained men who planned to cross the river".
        if (verdict.Rule is "certainty/attempt" && trigger.Rule.Id is "en/flight/cross-border" or "en/flight/dodgers-cross") verdict = new Verdict(null, Polarity.Positive, "certainty/plain");
        if (verdict.Rule is "certainty/question" or "certainty/attempt" or "certainty/condition") yield break;
        // "could order an attack", "the offensive may fail": what is only named under a maybe is not said to come.
        if (verdict.Certainty == Certainty.Hypothetical && (isSpeech || tokens.Upos[trigger.Token] is Upos.NOUN)) yield break;

        if (verdict.Certainty == Certainty.Future && trigger.Type.Code == "aid") yield break;

        List<Attribution> chain = [.. attribution.ChainOf(trigger.Token)];
        // "Putin announced a mobilisation": to announce it is to do it; the page tells that he did.
        if (trigger.Type.Code == "conscription" && tree.Language(trigger.Token) == LanguageCode.English) chain.RemoveAll(f => f.Rule == "attribution/verb.object" && f.Verb >= 0 && tree.LemmaIn("announcing", f.Verb) && tokens.Head[trigger.Token] == f.Verb);
        // "reportedly" says that somebody reports it; the next sentence of the paragraph tells who.
        if (chain.Count == 0 && verdict.Certainty == Certainty.Hedged && !isSpeech) chain = NextSentenceSources(tree, trigger.Token, attribution);
        // The speaker of a speech act is its actor, not its source.
        string? actorName = null;
        if (isSpeech)
        {
            chain.RemoveAll(f => f.Verb == trigger.Token || (trigger.Actor >= 0 && (f.SourceHead == trigger.Actor || tree.IsUnder(f.SourceHead, trigger.Actor))));
            actorName = attribution.Frames.FirstOrDefault(f => f.Verb == trigger.Token)?.Source.Name;
            if (actorName is not null) chain.RemoveAll(f => f.Source.Name == actorName);
        }
        bool denied = chain.Any(f => f.Denies);
        if (denied && !isSpeech)
        {
            verdict = new Verdict(Certainty.Denied, Polarity.Negative, "certainty/denied-by-source");
        }
        // "denied any civilian casualties": nothing is told but that it is denied.
        if (denied && trigger.Type.Family == "harm" && trigger.Rule.Upos == Upos.NOUN && tree.Language(trigger.Token) == LanguageCode.English && tree.Child(trigger.Token, "nummod") < 0) yield break;
        Certainty certainty = verdict.Certainty ?? (chain.Count > 0 ? Certainty.Attributed : Certainty.Asserted);

        List<Participant> participants = Participants(tree, trigger, actorName, setting);
        int tallied = CountedEvents(tree, trigger.Token);
        Quantity? quantity = tallied >= 0 ? quantityReader.Read(tree, tallied, setting.IsTime, singleIsOne: false) : QuantityOf(tree, trigger, setting);
        // Orders are given where the story is; what is said about it is said elsewhere.
        bool carries = !isSpeech || trigger.Type.Code is "order";
        IReadOnlyList<ClaimPlace> places = setting.PlacesOf(trigger, carries);
        ClaimTime? when = setting.TimeOf(trigger, carries);
        Sentence sentence = tree.Sentence(trigger.Token);
        // One number told of several places is no number of each.
        bool splits = (trigger.Type.Family is "violence" && (trigger.Type.Code != "interception" || quantity is null)) || trigger.Type.Family is "control" || trigger.Type.Code is "displacement" || (trigger.Type.Family is "harm" or "coercion" && quantity is null);
        Claim claim = new()
        {
            Id = "",
            Type = trigger.Type.Code,
            Family = trigger.Type.Family,
            Trigger = tokens.SpanOf(trigger.Token),
            Sentence = tokens.SpanOf(sentence.FirstToken, sentence.EndToken),
            Participants = participants,
            Quantity = quantity is null ? null : quantity with { What = trigger.Type.Code },
            Place = places.Count > 0 ? places[0] : null,
            When = when,
            Sources = [.. chain.Select(f => f.Source)],
            Certainty = certainty,
            Polarity = verdict.Polarity,
            IsTally = tallied >= 0 || CountsEvents(tree, trigger, quantity),
            Rule = trigger.Rule.Id,
            Trace = Trace(tree, trigger, verdict, chain, quantity, places, when),
        };
        _ = document;
        // «атакував безпілотниками та артилерією»: two kinds of strikes.
        if (trigger.Type.Family is "violence" && quantity is null && tree.Language(trigger.Token) != LanguageCode.English)
            foreach ((EventType Type, int Weapon) second in triggerFinder.OtherWeapons(tree, trigger))
            foreach (ClaimPlace? place in places.Count == 0 ? [null] : splits ? places : places.Take(1).Cast<ClaimPlace?>())
                yield return claim with { Type = second.Type.Code, Trigger = tokens.SpanOf(second.Weapon), Place = place, Trace = Trace(tree, trigger with { Type = second.Type, Weapon = second.Weapon }, verdict, chain, quantity, places, when) };
        if (splits && places.Count > 1)
            foreach (ClaimPlace place in places) yield return claim with { Place = place };
        else if (places.Count > 1)
            yield return claim with { Place = null };
        else
            yield return claim;
        int counted = Counted(trigger);
        if (trigger.Type.Family is "violence" && quantity is not null && tree.Language(trigger.Token) != LanguageCode.English && EventPart(tree, trigger.Token, quantity, setting) is { } of)
            yield return claim with { Type = of.Type.Code, Trigger = tokens.SpanOf(of.At), Quantity = of.Quantity with { What = of.Type.Code }, Rule = trigger.Rule.Id + "/part" };
        if (trigger.Type.Family is "harm" && counted >= 0)
            foreach ((int head, Quantity part) in quantityReader.Partitions(tree, counted, setting.IsTime).Where(p => !tree.LemmaIn("periods", p.Item1)))
                yield return claim with
                {
                    Trigger = tokens.SpanOf(head),
                    Quantity = part with { What = trigger.Type.Code },
                    Participants = [.. participants.Where(p => p.Role != Role.Target), Participant(tree, head, Role.Target, setting)],
                    Rule = trigger.Rule.Id + "/part",
                };
        if (trigger.Type.Family is "harm" && quantity is not null && tree.Language(trigger.Token) != LanguageCode.English)
        {
            foreach ((int head, Quantity also) in AlsoCounted(tree, trigger, setting))
                yield return claim with
                {
                    Type = TypeOf(tree, trigger, head),
                    Trigger = tokens.SpanOf(head),
                    Quantity = also with { What = TypeOf(tree, trigger, head) },
                    Participants = [.. participants.Where(p => p.Role != Role.Target), Participant(tree, head, Role.Target, setting)],
                    Rule = trigger.Rule.Id + "/also",
                };
            if (Respective(tree, trigger, quantity, setting) is (int other, Quantity second))
                yield return claim with { Trigger = tokens.SpanOf(other), Quantity = second with { What = trigger.Type.Code }, Participants = [.. participants.Where(p => p.Role != Role.Target)], Rule = trigger.Rule.Id + "/respective" };
            foreach ((int number, Quantity elsewhere) in Elided(tree, trigger, setting))
                yield return claim with
                {
                    Trigger = tokens.SpanOf(number),
                    Quantity = elsewhere with { What = trigger.Type.Code },
                    Place = setting.PlacesOf(trigger with { Token = number, Target = -1, Actor = -1 }, carries) is [var there, ..] ? there : null,
                    Participants = [.. participants.Where(p => p.Role != Role.Target)],
                    Rule = trigger.Rule.Id + "/elided",
                };
        }
    }

    private static List<Attribution> NextSentenceSources(SyntaxTree tree, int token, AttributionLayer attribution)
    {
        int next = tree.SentenceOf(token) + 1;
        Sentence[] sentences = tree.Tokens.Sentences;
        if (next >= sentences.Length || sentences[next].Block != sentences[next - 1].Block) return [];
        for (int t = sentences[next].EndToken - 1; t >= sentences[next].FirstToken; t--)
            if (tree.Tokens.Upos[t] == Upos.VERB && attribution.ChainOf(t) is { Count: > 0 } chain) return [.. chain];
        return [];
    }


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
        quantity is not null && quantity.Low is null or > 1 && trigger.Rule.Upos == Upos.NOUN && trigger.Type.Family is "violence" or "civil" && tree.Child(trigger.Token, "nummod") >= 0;

    private List<Participant> Participants(SyntaxTree tree, Trigger trigger, string? actorName, ClaimSetting setting)
    {
        List<Participant> participants = [];
        int actor = trigger.Actor, target = trigger.Target, weapon = trigger.Weapon;
        if (trigger.Type.Family is "violence" or "harm" && trigger.Rule.Upos == Upos.VERB)
        {
            int obj = tree.Object(trigger.Token);
            if (trigger.Type.Code == "interception") target = target >= 0 ? target : obj >= 0 ? obj : tree.Children(trigger.Token).ToArray().Append(-1).First(c => c < 0 || tree.Preposition(c) == "down");
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
        if (trigger.Target < 0 && trigger.Rule.Upos == Upos.NOUN && KindOf(tree, trigger.Token) is "person" or "military" or "civilian") participants.Add(Participant(tree, trigger.Token, Role.Target, setting));
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
                if ((tree.Is(child, "obl") || tree.Is(child, "nmod")) && !setting.IsTime(child) && !tree.Tokens.Has(child, "Case", "Loc") && codebook.ClassesOf(tree.Language(child), tree.Preposition(child)).Contains("toward")) return child;
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
        return Antecedent(tree, head) is { } person ? new Participant(role, span, person, "person") : new Participant(role, span, entity, KindOf(tree, head));
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
            if (name.Kind == NameKind.Person && name.EndToken - name.FirstToken > 1 && found.EndToken - found.FirstToken == 1 && tokens.Form[name.EndToken - 1] == lastWord) return tokens.SpanOf(name.FirstToken, name.EndToken).Of(tree.Analysis.Document.Body);
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

    private static ImmutableArray<string> Trace(SyntaxTree tree, Trigger trigger, Verdict verdict, List<Attribution> chain, Quantity? quantity, IReadOnlyList<ClaimPlace> places, ClaimTime? when)
    {
        TokenTable tokens = tree.Tokens;
        List<string> steps = [$"trigger \"{tokens.Form[trigger.Token]}\" ({tokens.Upos[trigger.Token]}, lemma {tokens.Lemma[trigger.Token]}, {tokens.Deprel[trigger.Token]}) matched {trigger.Rule.Id}"];
        if (trigger.Weapon >= 0) steps.Add($"type {trigger.Type.Code} by the weapon \"{tokens.Form[trigger.Weapon]}\"");
        foreach (Attribution frame in chain) steps.Add($"source {frame.Source.Name} by \"{frame.Source.Cue}\" ({frame.Rule})");
        steps.Add($"certainty by {verdict.Rule}");
        if (quantity is not null) steps.Add($"quantity by {quantity.Rule}");
        if (places.Count > 0) steps.Add($"place \"{places[0].Toponym.Span.Of(tree.Analysis.Document.Body)}\" by {places[0].Toponym.Rule}{(places[0].Carried ? ", carried over" : "")}");
        if (when is not null) steps.Add($"time \"{when.Span.Of(tree.Analysis.Document.Body)}\" by {when.Rule}{(when.Carried ? ", carried over" : "")}");
        return [.. steps];
    }
}
