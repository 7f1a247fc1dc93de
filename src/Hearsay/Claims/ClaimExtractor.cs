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
    private readonly NumeralRepair numeralRepair;
    private readonly SettingWords settingWords;
    private readonly ClaimWords words;

    /// <summary>Loads codebook, cue words, number words and the source list from the data folder.</summary>
    /// <exception cref="DataFileException">A file is missing or wrong; the message names file and line.</exception>
    public static ClaimExtractor Load(string dataDirectory)
    {
        Codebook codebook = Codebook.Load(Path.Combine(dataDirectory, "codebook"), UserData.Folder("codebook"));
        SourceList sources = SourceList.Load(Path.Combine(dataDirectory, "sources.yaml"));
        ClaimWords words = ClaimWords.Load(Path.Combine(dataDirectory, "claims"));
        return new ClaimExtractor(codebook, new QuantityReader(Path.Combine(dataDirectory, "quantities")),
            new AttributionReader(Path.Combine(dataDirectory, "attribution"), sources, codebook), Path.Combine(dataDirectory, "lexicon", "irregular.en.txt"),
            SettingWords.Load(Path.Combine(dataDirectory, "places", "settings.tsv")), words);
    }

    private ClaimExtractor(Codebook codebook, QuantityReader quantityReader, AttributionReader attributionReader, string irregularPath, SettingWords settingWords, ClaimWords words)
    {
        (this.codebook, this.quantityReader, this.attributionReader) = (codebook, quantityReader, attributionReader);
        triggerFinder = new TriggerFinder(codebook, attributionReader.CuesOf);
        (this.settingWords, this.words) = (settingWords, words);
        ruleWords = new RuleWords(codebook, irregularPath);
        numeralRepair = new NumeralRepair(quantityReader);
        certaintyReader = new CertaintyReader(attributionReader);
    }

    public Codebook Codebook => codebook;

    /// <summary>Claims of one document, in text order; empty where nothing is reported.</summary>
    public IReadOnlyList<Claim> Extract(Analysis analysis, IReadOnlyList<Toponym> toponyms, IReadOnlyList<TimeExpression> times)
    {
        SyntaxTree tree = TreeOf(analysis);
        AttributionLayer attribution = attributionReader.Read(tree);
        ClaimSetting setting = new(tree, [.. toponyms.Where(toponym => !IsWithinSource(tree, toponym, attribution))], times, settingWords);
        List<Claim> claims = [];
        int lastTallied = -1, lastLack = -1;
        List<(int Token, int Target, int Claim)> tellings = [];
        List<Quotation> quotations = Quotation.FindAll(tree);
        IReadOnlyList<Trigger> triggers = Merge(tree, triggerFinder.Find(tree, setting.IsPlace));
        bool[] isRepeated = RepeatedSentences(tree);
        foreach (Trigger trigger in triggers)
        {
            int sentence = tree.SentenceOf(trigger.Token);
            if (IsPartOfName(tree, trigger)) continue;
            if (isRepeated[sentence] || IsArgument(tree, trigger, triggers)) continue;
            // One tally a counting noun: "cases of soldiers rioting, disobeying orders and …" is one statement.
            int tallied = CountedEvents(tree, trigger.Token);
            if (tallied >= 0 && tallied == lastTallied) continue;
            if (tallied >= 0) lastTallied = tallied;
            BlockKind block = analysis.Document.Blocks.Count > 0 ? analysis.Document.Blocks[tree.Sentence(trigger.Token).Block].Kind : BlockKind.Paragraph;
            if (block is BlockKind.Heading or BlockKind.Caption or BlockKind.EntryTime) continue;
            // «нет еды и бронежилетов», «не давали води»: one lack a clause.
            if (trigger.Type.Family == "conditions")
            {
                if (lastLack >= 0 && tree.SentenceOf(lastLack) == sentence && tree.ClauseOf(lastLack) == tree.ClauseOf(trigger.Token)) continue;
                lastLack = trigger.Token;
            }
            if (tallied < 0 && IsBareMention(tree, trigger, setting, claims)) continue;
            if (IsSinceThen(tree, trigger.Token) || IsTollToCome(tree, trigger) || IsSamePeople(tree, trigger, claims)) continue;
            // "According to an indictment": a paper that is the source.
            if (trigger.Type.Code == "prosecution" && trigger.Rule.Upos == Upos.NOUN && attribution.Frames.Any(f => f.SourceHead == trigger.Token)) continue;
            List<Claim> built = [.. Build(tree, trigger, setting, attribution)];
            if (built.Count > 0 && tree.IsEnglish(trigger.Token) && (IsToldAgain(claims, built[0]) || IsSaidTwice(tree, trigger, built[0], claims, tellings))) continue;
            // A weapon that the list of an earlier verb has counted.
            if (built.Count == 1 && !tree.IsEnglish(trigger.Token) && claims.Exists(earlier => earlier.Trigger == built[0].Trigger && earlier.Type == built[0].Type)) continue;
            if (built.Count == 1 && !tree.IsEnglish(trigger.Token))
            {
                bool isQuoted = quotations.Exists(quotation => quotation.Contains(trigger.Token) && tree.SentenceOf(quotation.FirstToken) == sentence);
                if (IsSameWords(tree, trigger, built[0], claims, tellings) || IsStruckAgain(claims, built[0]) || isQuoted && IsQuotedAgain(claims, built[0])) continue;
            }
            if (built.Count == 1) tellings.Add((trigger.Token, trigger.Target, claims.Count));
            // "launched five missiles and 62 drones": the drones told with the missiles, and a word that tells of them itself.
            foreach (Claim claim in built.Where(claim => !claims.Exists(told => told.Type == claim.Type && told.Trigger == claim.Trigger && told.Rule != claim.Rule))) claims.Add(claim with { Id = "c" + (claims.Count + 1).ToString(System.Globalization.CultureInfo.InvariantCulture) });
        }
        return [.. WithTitle(tree, triggers, setting, attribution, claims).Select((claim, n) => claim with { Id = "c" + (n + 1).ToString(System.Globalization.CultureInfo.InvariantCulture) })];
    }

    // What only the title tells: kinds of events that the page itself does not come back to.
    private IEnumerable<Claim> WithTitle(SyntaxTree tree, IReadOnlyList<Trigger> triggers, ClaimSetting setting, AttributionLayer attribution, List<Claim> told)
    {
        ImmutableArray<Block> blocks = [.. tree.Analysis.Document.Blocks];
        if (blocks.Length < 2 || blocks[0].Kind != BlockKind.Heading) return told;
        List<Claim> title = [];
        foreach (Trigger trigger in triggers)
        {
            if (tree.Sentence(trigger.Token).Block != 0 || !tree.IsEnglish(trigger.Token) || trigger.Type.Family == "speech") continue;
            if (told.Exists(claim => claim.Type == trigger.Type.Code) || title.Exists(claim => claim.Type == trigger.Type.Code) || IsArgument(tree, trigger, triggers)) continue;
            title.AddRange(Build(tree, trigger, setting, attribution));
        }
        return title.Concat(told);
    }

    private SyntaxTree TreeOf(Analysis analysis)
    {
        TokenTable tokens = TreeRepair.Mend(SlavicRepair.Mend(numeralRepair.Mend(ruleWords.Correct(analysis.Tokens)), words), settingWords, attributionReader.CuesOf(LanguageCode.English));
        return new SyntaxTree(analysis with { Tokens = tokens }, words);
    }

    // A place name within the name of a medium («агентство Sana») is no place of the story.
    // The region a body belongs to («в штабе обороны ДНР») is no place of what it says either.
    private bool IsWithinSource(SyntaxTree tree, Toponym toponym, AttributionLayer attribution)
    {
        bool isLarge = toponym.Place is { Precision: PlacePrecision.Region or PlacePrecision.Country };
        foreach (Attribution frame in attribution.Frames)
        {
            TextSpan source = frame.Source.Span;
            if (source.Start > toponym.Span.Start || source.End < toponym.Span.End) continue;
            if (frame.Source.Kind is "outlet" or "agency" or "channel") return true;
            // "According to Kiev", "Moscow said": the place is who says so.
            if (source == toponym.Span && frame.SourceHead >= 0 && tree.IsEnglish(frame.SourceHead)) return true;
            // "the Defence Ministry in Yerevan said": where the body sits.
            bool isSeat = frame.SourceHead >= 0 && tree.IsEnglish(frame.SourceHead) && attributionReader.CuesOf(LanguageCode.English).Is("offices", tree.Tokens.Lemma[frame.SourceHead].ToLowerInvariant());
            if (isSeat && toponym.Span.Start > tree.Tokens.SpanOf(frame.SourceHead).End) return true;
            bool isBody = frame.Source.Kind is "military" or "ministry" or "intelligence" or "emergency" or "prosecutor";
            if (isLarge && isBody && frame.SourceHead >= 0 && !tree.IsEnglish(frame.SourceHead) && source.Start < toponym.Span.Start) return true;
        }
        return false;
    }

    /// <summary>Who says what in one document, whatever it is about; without what a source carries on into later sentences.</summary>
    public IReadOnlyList<AttributionSpans> Attributions(Analysis analysis)
    {
        SyntaxTree tree = TreeOf(analysis);
        TokenTable tokens = tree.Tokens;
        return [.. attributionReader.Read(tree).Frames.Where(frame => frame.Source.CueSpan.Length > 0)
            .Select(frame => new AttributionSpans(Speaker(frame), frame.Source.CueSpan, Content(frame), frame.Rule))];

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

    private IEnumerable<Claim> Build(SyntaxTree tree, Trigger trigger, ClaimSetting setting, AttributionLayer attribution)
    {
        TokenTable tokens = tree.Tokens;
        if (IsGroundAssault(tree, trigger, setting)) trigger = trigger with { Type = codebook.Types.First(known => known.Code == "battle") };
        (string type, string family) = (trigger.Type.Code, trigger.Type.Family);
        Verdict verdict = certaintyReader.Read(tree, trigger.Token, trigger.Rule);
        bool isSpeech = family is "speech", isEnglish = tree.IsEnglish(trigger.Token);
        if (verdict.Polarity == Polarity.Negative) yield break;
        // Whoever was caught on the way is told of as fleeing: "detained men who planned to cross the river".
        if (verdict.Rule is "certainty/attempt" && trigger.Rule.Id is "en/flight/cross-border" or "en/flight/dodgers-cross")
            verdict = new Verdict(null, Polarity.Positive, "certainty/plain");
        if (verdict.Rule is "certainty/question" or "certainty/attempt" or "certainty/condition") yield break;
        // "could order an attack", "the offensive may fail": what is only named under a maybe is not said to come.
        if (verdict.Certainty == Certainty.Hypothetical && (isSpeech || tokens.Upos[trigger.Token] is Upos.NOUN)) yield break;
        if (verdict.Certainty == Certainty.Future && type == "aid") yield break;

        List<Attribution> chain = [.. attribution.ChainOf(trigger.Token)];
        // "Putin announced a mobilisation": to announce it is to do it; the page tells that he did.
        if (type == "conscription" && isEnglish)
            chain.RemoveAll(f => f.Rule == "attribution/verb.object" && f.Verb >= 0 && tree.LemmaIn("announcing", f.Verb) && tokens.Head[trigger.Token] == f.Verb);
        // "reportedly" says that somebody reports it; the next sentence of the paragraph tells who.
        bool isAside = verdict.Rule.StartsWith("certainty/aside", StringComparison.Ordinal);
        if (chain.Count == 0 && verdict.Certainty == Certainty.Hedged && !isSpeech && !isAside) chain = NextSentenceSources(tree, trigger.Token, attribution);
        // The speaker of a speech act is its actor, not its source.
        string? actorName = null;
        if (isSpeech)
        {
            bool IsActor(int head) => trigger.Actor >= 0 && (head == trigger.Actor || tree.IsUnder(head, trigger.Actor));
            chain.RemoveAll(f => f.Verb == trigger.Token || IsActor(f.SourceHead));
            actorName = attribution.Frames.FirstOrDefault(f => f.Verb == trigger.Token)?.Source.Name;
            if (actorName is not null) chain.RemoveAll(f => f.Source.Name == actorName);
            // «Андрій Сибіга закликав …»: whoever spoke before tells no longer.
            if (!isEnglish && trigger.Actor >= 0 && tokens.Names.Any(name => name.Kind == NameKind.Person && trigger.Actor >= name.FirstToken && trigger.Actor < name.EndToken))
                chain.RemoveAll(f => f.Rule == "attribution/carried");
        }
        bool denied = chain.Any(f => f.Denies);
        if (denied && !isSpeech) verdict = new Verdict(Certainty.Denied, Polarity.Negative, "certainty/denied-by-source");
        // "denied any civilian casualties": nothing is told but that it is denied.
        if (denied && family == "harm" && trigger.Rule.Upos == Upos.NOUN && isEnglish && tree.Child(trigger.Token, "nummod") < 0) yield break;
        Certainty certainty = verdict.Certainty ?? (chain.Count > 0 ? Certainty.Attributed : Certainty.Asserted);

        List<Participant> participants = Participants(tree, trigger, actorName, setting);
        int tallied = CountedEvents(tree, trigger.Token);
        Quantity? quantity = tallied >= 0 ? quantityReader.Read(tree, tallied, setting.IsTime, singleIsOne: false) : QuantityOf(tree, trigger, setting);
        // Orders are given where the story is; what is said about it is said elsewhere.
        bool carries = !isSpeech || type is "order";
        IReadOnlyList<ClaimPlace> places = setting.PlacesOf(trigger, carries);
        ClaimTime? when = setting.TimeOf(trigger, carries);
        Sentence sentence = tree.Sentence(trigger.Token);
        // One number told of several places is no number of each.
        bool splits = family is "control" || type is "displacement"
            || (quantity is null ? family is "violence" or "harm" or "coercion" || family is "civil" && !isEnglish : family is "violence" && type != "interception" && isEnglish);
        Claim claim = new()
        {
            Id = "",
            Type = type,
            Family = family,
            Trigger = tokens.SpanOf(trigger.Token),
            Sentence = tokens.SpanOf(sentence.FirstToken, sentence.EndToken),
            Participants = participants,
            Quantity = quantity is null ? null : quantity with { What = type },
            Place = places.Count > 0 ? places[0] : null,
            When = when,
            Sources = [.. chain.Select(f => f.Source)],
            Certainty = certainty,
            Polarity = verdict.Polarity,
            IsTally = tallied >= 0 || CountsEvents(tree, trigger, quantity),
            Rule = trigger.Rule.Id,
            Trace = Trace(tree, trigger, verdict, chain, quantity, places, when),
        };
        // «атакував безпілотниками та артилерією»: two kinds of strikes.
        if (family is "violence" && quantity is null && (!isEnglish || tree.IsPassive(trigger.Token)))
            foreach ((EventType Type, int Weapon) second in triggerFinder.OtherWeapons(tree, trigger))
            {
                ImmutableArray<string> trace = Trace(tree, trigger with { Type = second.Type, Weapon = second.Weapon }, verdict, chain, quantity, places, when);
                foreach (ClaimPlace? place in places.Count == 0 ? [null] : splits ? places : places.Take(1).Cast<ClaimPlace?>())
                    yield return claim with { Type = second.Type.Code, Trigger = tokens.SpanOf(second.Weapon), Place = place, Trace = trace };
            }
        if (family is "violence" && !isEnglish && ByWeapon(tree, trigger, setting) is { Count: > 1 } kinds)
            foreach ((EventType kind, int number, Quantity share) in kinds)
                yield return claim with { Type = kind.Code, Trigger = tokens.SpanOf(number), Quantity = share with { What = kind.Code }, Place = places.Count > 0 ? ClaimPlaces.Together(places) : null, Rule = trigger.Rule.Id + "/kind" };
        else if (family is "violence" && NumberByPlace(tree, trigger, places.Count, setting) is { Count: > 1 } shares)
            for (int i = 0; i < shares.Count; i++)
                yield return claim with { Trigger = tokens.SpanOf(shares[i].Number), Quantity = shares[i].Quantity with { What = type }, Place = places[i], Rule = trigger.Rule.Id + "/respective" };
        else if (splits && places.Count > 1)
            foreach (ClaimPlace place in places) yield return claim with { Place = place };
        else if (places.Count > 1)
            yield return claim with { Place = family is "violence" ? ClaimPlaces.Together(places) : null };
        else
            yield return claim;
        foreach (Claim part in Parts(tree, trigger, claim, quantity, setting, carries)) yield return part;
    }

    // What is counted beside and within what a claim tells: parts of a whole, other things hit, other places.
    private IEnumerable<Claim> Parts(SyntaxTree tree, Trigger trigger, Claim claim, Quantity? quantity, ClaimSetting setting, bool carries)
    {
        TokenTable tokens = tree.Tokens;
        (string type, string family) = (trigger.Type.Code, trigger.Type.Family);
        bool isEnglish = tree.IsEnglish(trigger.Token);
        int counted = Counted(trigger);
        if (family is "violence" && quantity is not null && !isEnglish && EventPart(tree, trigger.Token, quantity, setting) is { } of)
            yield return claim with { Type = of.Type.Code, Trigger = tokens.SpanOf(of.At), Quantity = of.Quantity with { What = of.Type.Code }, Rule = trigger.Rule.Id + "/part" };
        if (family is "violence" && type is not "interception" && quantity is not null && tokens.Upos[trigger.Token] == Upos.VERB)
            foreach ((EventType kind, int weapon, Quantity also) in AlsoLaunched(tree, trigger, quantity, setting))
                yield return claim with { Type = kind.Code, Trigger = tokens.SpanOf(weapon), Quantity = also with { What = kind.Code }, Rule = trigger.Rule.Id + "/also" };
        if (family is not "harm" && !(family is "violence" && quantity is not null && !isEnglish)) yield break;
        Participant[] others = [.. claim.Participants.Where(p => p.Role != Role.Target)];
        if (counted >= 0 && family is "harm")
            foreach ((int head, Quantity part) in quantityReader.Partitions(tree, counted, setting.IsTime).Where(p => !tree.LemmaIn("periods", p.Head)))
                yield return Beside(head, type, part, "/part");
        if (quantity is not null && isEnglish)
            foreach ((int number, Quantity elsewhere) in AndElsewhere(tree, trigger, quantity, setting))
                yield return Elsewhere(number, elsewhere, "/elsewhere");
        if (quantity is null || isEnglish) yield break;
        foreach ((int head, Quantity also) in family is "harm" || type == "interception" ? AlsoCounted(tree, trigger, setting) : [])
            yield return Beside(head, TypeOf(tree, trigger, head), also, "/also");
        if (family is "harm" && SecondOfTwo(tree, trigger, quantity, setting) is (int other, Quantity second))
            yield return claim with { Trigger = tokens.SpanOf(other), Quantity = second with { What = type }, Participants = others, Rule = trigger.Rule.Id + "/respective" };
        foreach ((int number, Quantity elsewhere) in Elided(tree, trigger, setting))
            yield return Elsewhere(number, elsewhere, "/elided");

        // Somebody or something else that is counted, at the claim's own place.
        Claim Beside(int head, string kind, Quantity share, string rule) => claim with
        {
            Type = kind,
            Trigger = tokens.SpanOf(head),
            Quantity = share with { What = kind },
            Participants = [.. others, Participant(tree, head, Role.Target, setting)],
            Rule = trigger.Rule.Id + rule,
        };

        // The same, so many at another place.
        Claim Elsewhere(int number, Quantity share, string rule) => claim with
        {
            Trigger = tokens.SpanOf(number),
            Quantity = share with { What = type },
            Place = setting.PlacesOf(trigger with { Token = PlaceAfter(number), Target = -1, Actor = -1 }, carries) is [var there, ..] ? there : null,
            Participants = others,
            Rule = trigger.Rule.Id + rule,
        };

        // «до 15 — под Лиманом»: the place right after the number, wherever the parser hangs either; else the number.
        int PlaceAfter(int number)
        {
            const int reach = 5;
            for (int t = number + 1; t < Math.Min(tree.Sentence(number).EndToken, number + reach) && tokens.Form[t] is not ("," or ";") && tokens.Upos[t] is not Upos.CCONJ; t++)
                if (setting.IsPlace(t)) return t;
            return number;
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

    private static ImmutableArray<string> Trace(SyntaxTree tree, Trigger trigger, Verdict verdict, List<Attribution> chain, Quantity? quantity,
        IReadOnlyList<ClaimPlace> places, ClaimTime? when)
    {
        TokenTable tokens = tree.Tokens;
        string body = tree.Analysis.Document.Body;
        int token = trigger.Token;
        List<string> steps = [$"trigger \"{tokens.Form[token]}\" ({tokens.Upos[token]}, lemma {tokens.Lemma[token]}, {tokens.Deprel[token]}) matched {trigger.Rule.Id}"];
        if (trigger.Weapon >= 0) steps.Add($"type {trigger.Type.Code} by the weapon \"{tokens.Form[trigger.Weapon]}\"");
        foreach (Attribution frame in chain) steps.Add($"source {frame.Source.Name} by \"{frame.Source.Cue}\" ({frame.Rule})");
        steps.Add($"certainty by {verdict.Rule}");
        if (quantity is not null) steps.Add($"quantity by {quantity.Rule}");
        if (places.Count > 0) steps.Add($"place \"{places[0].Toponym.Span.Of(body)}\" by {places[0].Toponym.Rule}{(places[0].Carried ? ", carried over" : "")}");
        if (when is not null) steps.Add($"time \"{when.Span.Of(body)}\" by {when.Rule}{(when.Carried ? ", carried over" : "")}");
        return [.. steps];
    }
}
