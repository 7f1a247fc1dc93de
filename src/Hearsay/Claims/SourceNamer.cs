// Turns the words that name a source into a name and a kind: full names for short ones, the person behind a pronoun or
// a role description where the text licenses it, the long form of an abbreviation the page itself explains.
using Hearsay.Text;

namespace Hearsay.Claims;

/// <summary>Names sources of one document, reading it from top to bottom. Not shared between documents.</summary>
internal sealed partial class SourceNamer
{
    private readonly SyntaxTree tree;
    private readonly TokenTable tokens;
    private readonly SourceList known;
    private readonly Func<LanguageCode, CueWords> cues;
    private readonly Codebook codebook;
    private readonly int[] nameOf;
    private readonly NameMention[] names;
    private readonly RoleHolders holders;
    private readonly SpeakerMemory memory;
    private readonly Dictionary<string, string> longForms;
    private readonly List<(string Full, string[] Words)> persons = [];

    public SourceNamer(SyntaxTree tree, SourceList known, Func<LanguageCode, CueWords> cues, Codebook codebook)
    {
        (this.tree, this.known, this.cues, this.codebook) = (tree, known, cues, codebook);
        tokens = tree.Tokens;
        nameOf = new int[tokens.Count];
        Array.Fill(nameOf, -1);
        names = [.. tokens.Names.SelectMany(WithoutPerson).Select(name => WithParticles(Trimmed(name))).SelectMany(Parted)];
        names = [.. names.Where((name, n) => n == 0 || name.FirstToken >= names[n - 1].EndToken)];
        for (int n = 0; n < names.Length; n++)
        {
            NameMention name = names[n];
            for (int t = name.FirstToken; t < name.EndToken; t++) nameOf[t] = n;
            if (name.Kind == NameKind.Person && name.EndToken - name.FirstToken is >= 2 and <= 4)
            {
                string full = Nominative(name.FirstToken, name.EndToken);
                if (!persons.Any(p => p.Full == full)) persons.Add((full, full.Split(' ')));
            }
        }
        longForms = PageAbbreviations.Of(tree, known);
        memory = new SpeakerMemory(tree, codebook, cues, NameAt);
        holders = new RoleHolders(tree, cues, names, name => FullName(Nominative(name.FirstToken, name.EndToken)));
    }

    // Stops, brackets and verbs that the name finder took along are no part of a name, nor is the body or country before a person's
    // («представитель Минобороны Армении Арцрун Ованнисян»).
    private NameMention Trimmed(NameMention name)
    {
        int first = name.FirstToken, end = name.EndToken;
        while (end - first > 1 && IsEdge(end - 1)) end--;
        while (end - first > 1 && IsEdge(first)) first++;
        for (int t = first + 1; t < end; t++)
            if (tokens.Form[t] is "(" or ")" || (tokens.Upos[t] == Upos.VERB && tree.Language(t) != LanguageCode.English && tokens.Has(t, "VerbForm", "Fin"))) end = t;
        if (name.Kind == NameKind.Person && tree.Language(first) != LanguageCode.English)
            for (int t = first; t + 1 < end; t++)
                if (IsPossessorOfRole(t) && (tokens.Has(end - 1, "Animacy", "Anim") || end - t > 2)) first = t + 1;
        return name with { FirstToken = first, EndToken = end };

        bool IsEdge(int t) => tokens.Upos[t] is Upos.VERB or Upos.AUX or Upos.ADP or Upos.CCONJ
            || (tokens.Form[t] is [var c] && !char.IsLetterOrDigit(c)) || tokens.Form[t] is "'s" or "’s";
    }

    /// <summary>Notes that a source has spoken, for what later stands for it.</summary>
    public void Remember(string name, string? kind, int head) => memory.Note(name, kind, head);

    /// <summary>Whether the page names who holds the role a noun stands for.</summary>
    public bool HolderOf(int head) => holders.Find(head) is not null;

    /// <summary>The name mention a token belongs to; null for none and for places outside the text.</summary>
    public NameMention? NameAt(int token) => (uint)token < (uint)nameOf.Length && nameOf[token] >= 0 ? names[nameOf[token]] : null;

    /// <summary>Names the source whose phrase has this head.</summary>
    /// <param name="head">Head token of the phrase.</param>
    /// <param name="lastSpeaker">The person or body that spoke last, for pronouns and "the minister added"; null where none.</param>
    /// <param name="isAdding">The verb says that somebody goes on ("added").</param>
    public (string Name, string? Kind, TextSpan Span)? Name(int head, (string Name, string? Kind)? lastSpeaker, bool isAdding) =>
        Named(head, lastSpeaker, isAdding) is { } named ? (Bare(named.Name), named.Kind, named.Span) : null;

    // Without the stops and unpaired brackets at its edges.
    private static string Bare(string name)
    {
        // «российские "военкоры» of «российские "военкоры"»: a quotation mark without its pair.
        if (name.Count(c => c == '"') % 2 == 1) name = name.Replace("\"", "", StringComparison.Ordinal);
        string bare = name.Trim(' ', ',', '.', ';', ':', '-', '–', '—', '«', '»', '“', '”', '"', '’', '(', ')');
        return bare.Length == 0 || (bare.Contains('(', StringComparison.Ordinal) && name.EndsWith(')')) || name.EndsWith("U.S.", StringComparison.Ordinal) ? name : bare;
    }

    private (string Name, string? Kind, TextSpan Span)? Named(int head, (string Name, string? Kind)? lastSpeaker, bool isAdding)
    {
        LanguageCode language = tree.Language(head);
        CueWords words = cues(language);
        bool isEnglish = language == LanguageCode.English;
        string body = tree.Analysis.Document.Body, lemma = tokens.Lemma[head].ToLowerInvariant();
        // "the 29-year-old said": the person who spoke before, called by his age.
        if (IsByAge(head))
            return lastSpeaker is { } aged && (SourceKind.IsSomebody(aged.Kind) || aged.Kind == "anonymous") ? (aged.Name, aged.Kind, tokens.SpanOf(head))
                : PersonBefore(head) is { } told ? (told, "person", tokens.SpanOf(head)) : (Aged(head).Of(body), "person", Aged(head));
        if (tokens.Upos[head] is Upos.PRON or Upos.DET && !IsOneOf(head))
        {
            // "it said": a body that has just spoken, never a person.
            if (tokens.Lemma[head] == "it" && lastSpeaker is { } acting && (acting.Kind is not ("official" or "person" or "witness" or "anonymous" or "video" or "document") || acting.Kind is "official" or "witness" && IsCalledBody(acting.Name, words)))
                return (acting.Name, acting.Kind, tokens.SpanOf(head));
            if (words.Is("first-person", tokens.Lemma[head]) || words.Is("no-speaker", tokens.Lemma[head])) return null;
            // "Nosov was called up after Putin announced it, he said": who the sentence is about, not whom it mentions.
            bool isHeOrShe = words.Is("he-she", tokens.Lemma[head]), isThey = words.Is("they", tokens.Lemma[head]);
            if (isHeOrShe && SubjectBefore(head) is { } subject) return (subject, "person", tokens.SpanOf(head));
            // «Вибух влаштували партизани, про що вони повідомили»: whom the main clause before tells of.
            if (isThey && !isEnglish && ManyBefore(head) is >= 0 and int many && Named(many, lastSpeaker, isAdding) is { } theirs) return theirs;
            bool isPerson = isHeOrShe && tokens.Has(head, "Number", "Sing");
            if (isPerson && !SourceKind.IsSomebody(lastSpeaker?.Kind) && !(isEnglish && lastSpeaker is { Kind: null } && memory.IsLastUnknown()) && PersonBefore(head) is { } person) return (person, "person", tokens.SpanOf(head));
            if (lastSpeaker is { } speaker) return (speaker.Name, speaker.Kind, tokens.SpanOf(head));
            // Somebody the page has not named says so: better "she" than the page's own voice.
            return isHeOrShe || isThey ? (tokens.Form[head].ToLowerInvariant(), "anonymous", tokens.SpanOf(head)) : null;
        }
        if (Covering(head) is { } covering) return (Expand(covering.Text, covering.Source, language), covering.Source.Kind, covering.Span);

        if (!isEnglish && SurnameKnown(head) is { } surname) return (surname, "person", tokens.SpanOf(head));
        if (QuotedAfter(head, language) is { } title) return title;

        if (IsSite(tokens.Form[head], words)) return (tokens.Form[head], "outlet", tokens.SpanOf(head));
        if (SiteAfter(head, language) is { } site) return site;

        if (memory.FindPart(head) is { } whole) return (whole.Name, whole.Kind, tokens.SpanOf(head));

        // The person of the phrase: its own name, an apposition's, or a flat part's ("governor Oleh Syniehubov").
        int role = NameAt(head) is { Kind: NameKind.Person } ? -1 : RoleOf(head, words);
        if (role >= 0 && NamedAfter(role) is { } called) return (FullName(called.Name), "official", called.Span);
        // "a soldier named Mikhail Nosov".
        if (head + 2 < tokens.Count && words.Is("named", tokens.Form[head + 1]) && NameAt(head + 2) is { Kind: NameKind.Person } own && own.FirstToken == head + 2)
            return (FullName(Nominative(own.FirstToken, own.EndToken)), KindOfPerson(head, null), tokens.SpanOf(own.FirstToken, own.EndToken));
        // "A resident of the village, Ibrahim Askira, said": who he is, then his name between commas.
        if (isEnglish && SetOffName(head, words) is { } apart) return (FullName(apart.Name), KindOfPerson(head, null), apart.Span);
        // "one of them, a miller, said": rather what he is than one of them.
        if (isEnglish && words.Is("one", lemma) && SetOffSomebody(head) is >= 0 and int who) return Named(who, lastSpeaker, isAdding);
        // «очільник ОВА»: who holds the office, where the page names him, rather than the office.
        if (!isEnglish && words.Is("role", tokens.Lemma[head]) && FindName(head) is { Kind: not NameKind.Person } && holders.Find(head) is { } bearer)
            return (bearer, "official", tokens.SpanOf(head));
        if (!isEnglish && words.Is("role", lemma) && FindName(head) is not { Kind: NameKind.Person } && PersonAfter(head) is { } incumbent)
            return (FullName(incumbent.Name), "official", incumbent.Span);
        // «источник РБК в Генштабе»: the medium spoke to somebody it does not name.
        bool isUnnamed = !isEnglish && words.Is("unnamed", lemma) && NameAt(head) is null;
        if (!isUnnamed && FindName(head) is { } name)
        {
            if (name.Kind != NameKind.Person) name = WithTail(Longest(name, head));
            TextSpan nameSpan = tokens.SpanOf(name.FirstToken, name.EndToken);
            string text = name.Kind == NameKind.Person ? FullName(Nominative(name.FirstToken, name.EndToken)) : Trimmed(name, head);
            // "Kharkiv residents", "the Melitopol administration": the name only qualifies the head.
            if (name.Kind == NameKind.Person || ((!Qualifies(name, head) || isEnglish && IsCalledSo(name, head)) && words.FormOf("anonymous", text) is null))
            {
                KnownSource? knownSource = known.FindInflected(text);
                string? kind = name.Kind == NameKind.Person ? KindOfPerson(head, knownSource) : knownSource?.Kind ?? KindOfHead(head, language);
                return (Expand(text, knownSource, language), kind, nameSpan);
            }
        }

        // "Ko Zaw Tun": names in a row that the name finder does not know.
        if (isEnglish && RunOfNames(head) is { } run) return (Expand(run.Name, null, language), KindOfHead(head, language) ?? "person", run.Span);

        // «говорится в сообщении министерства», «у зведенні Генштабу»: the body whose paper it is.
        if (!isEnglish && AuthorOf(head, words) is >= 0 and int issuer && Named(issuer, lastSpeaker, isAdding) is { } issued) return issued;

        if (!isEnglish && IssuerBefore(head, words) is >= 0 and int issuing && Named(issuing, lastSpeaker, isAdding) is { } released) return released;
        if (isEnglish && PublisherOf(head, words) is >= 0 and int publisher && publisher != head && Named(publisher, lastSpeaker, isAdding) is { } published) return published;
        if (DescribedLater(head, language) is { } introduced) return (introduced.Name, introduced.Kind, tokens.SpanOf(head));

        (int first, int end) = tree.Phrase(head);
        (first, end) = WithoutEdges(first, end, head);
        if (!isEnglish) end = WithOwner(head, end, words);
        first = WithPossessor(first);
        // «як стверджує боєць, наступного дня комбриг …»: a comma ends who speaks, and so does the quotation mark his name stands in.
        for (int t = head + 1; !isEnglish && t < end; t++)
            if (tokens.Form[t] == "," || tokens.Form[t] == "»" && !HasOpening(first, t)) end = t;
        // «розповів Reuters військовий»: the medium it was told to.
        while (!isEnglish && first < head && char.IsAsciiLetter(tokens.Form[first][0]) && char.IsLower(tokens.Form[head][0]) && SourceKind.IsMedium(known.Find(tokens.Form[first])?.Kind)) first++;
        // "a document seen by Reuters": who has seen it is no part of its name.
        bool isExamined = false, isDocument = words.Is("documents", lemma);
        if (isDocument)
            foreach (int child in tree.Children(head))
                if (child > head && words.Is("examine", tokens.Lemma[child])) (end, isExamined) = (Math.Min(end, child), true);
        TextSpan span = tokens.SpanOf(first, end);
        // «одна из жён мобилизованных», "one of the women": one of those named, not all of them.
        if (OneOf(first, head) is >= 0 and int one) return (tokens.SpanOf(one, end).Of(body), KindOfHead(head, language), tokens.SpanOf(one, end));
        string said = span.Of(body);
        bool isAlone = end - first == 1, isPlural = tokens.Has(head, "Number", "Plur");
        // "the statement said" after somebody spoke: his statement.
        bool isBareDocument = isDocument && (isAlone || (!isEnglish && first == head && head + 1 < end && tokens.Upos[head + 1] == Upos.ADP));
        bool isAuthored = !isExamined && isBareDocument && KindOfHead(head, language) is not "video";
        if (isAuthored && lastSpeaker is { } author && !(words.Is("studies", tokens.Lemma[head]) && author.Kind is null or "person" or "witness" or "anonymous"))
        {
            // «за даними слідства, … — йдеться в повідомленні»: whoever has a name has written it.
            if (!isEnglish && author.Name is [var letter, ..] && !char.IsUpper(letter) && memory.LastNamed() is { } writer) author = writer;
            return (author.Name, author.Kind, span);
        }
        if (!isPlural && words.FormOf("anonymous", said) is { } entry && known.FindInflected(said) is null) said = entry;
        if (memory.Find(head) is { } meant) return (meant.Name, meant.Kind, span);
        if (!isExamined && !isUnnamed && ListedWithin(first, end, head) is { } listed) return (Expand(listed.Text, listed.Source, language), listed.Source.Kind, listed.Span);
        if (known.FindInflected(said) is { } found) return (Expand(said, found, language), found.Kind, span);
        if (PersonAfter(head) is { } holder) return (FullName(holder.Name), "official", holder.Span);
        if (GenericMedium(first, end, head, language) is { } medium && NamedMedium(medium, head) is { } named) return (named.Name, named.Kind, span);
        // «утверждает ведомство», "the ministry said": the body that spoke, or the one the page named before.
        bool isOffice = isAlone && words.Is("bodies", lemma) && (!isEnglish || words.Is("offices", tokens.Lemma[head]));
        if (isOffice && (BodySpeaking(lastSpeaker) ?? BodyBefore(head)) is { } office)
            return (office.Name, office.Kind, span);
        // «Аналитики отмечают» after an institute spoke: its people.
        if (isAlone && isPlural && words.Is("analysts", lemma) && lastSpeaker is { Kind: "monitor" or "ngo" or "un" } institute)
            return (institute.Name, institute.Kind, span);
        // «попередили військові» after the general staff spoke.
        if (!isEnglish && isAlone && isPlural && KindOfHead(head, language) is "military" or "police" && lastSpeaker is { Kind: "military" or "police" } service && service.Kind == KindOfHead(head, language)
            && char.IsUpper(service.Name[0])) return (service.Name, service.Kind, span);
        if (!isEnglish && isAlone && isPlural && words.Is("analysts", lemma) && InstituteBefore(head) is { } before) return (before.Name, before.Kind, span);
        if (!isEnglish && IsInterlocutor(head, first, end, words) && Cited is { } source && (words.Is("interlocutors", tokens.Lemma[head]) || source.Kind is "anonymous"))
            return (source.Name, source.Kind, span);
        if (!isEnglish && isAlone && isPlural && words.Is("woman", lemma) && WomenBefore(head, words) is >= 0 and int women) return Named(women, lastSpeaker, isAdding);
        if (holders.Find(head) is { } holding) return (holding, "official", span);
        bool isSameRole = isAdding || IsBareRole(first, end, head) || !isEnglish && IsRoleInBody(first, end, head, words);
        if (words.Is("role", tokens.Lemma[head]) && lastSpeaker is { } last && last.Kind is "person" or "official" && !isPlural && isSameRole)
            return (last.Name, last.Kind, span);
        if (!isEnglish) said = InNominative(first, end, head, said);
        if (!isEnglish && end > head + 1 && words.Is("unnamed", tokens.Lemma[head])) Cited = (said, "anonymous");
        return (SourceForms.Nominative(tree, first, head, end) ?? said, KindOfHead(head, language), span);
    }

    private bool HasOpening(int first, int end)
    {
        for (int t = first; t < end; t++)
            if (tokens.Form[t] == "«") return true;
        return false;
    }

    // "the defence ministry", "the UN rights office": by the noun in its name.
    /// <summary>Whether a name is that of a body ("the defence ministry") rather than of a man.</summary>
    public bool IsBody(string name, LanguageCode language) => IsCalledBody(name, cues(language));

    private static bool IsCalledBody(string name, CueWords words) => name.Split(' ').Any(word => words.Is("bodies", word.ToLowerInvariant()));

    /// <summary>Whether a source is named rather than described: it is listed, or its words hold a name.</summary>
    public bool IsNamed(Source source) =>
        known.FindInflected(source.Name) is not null
        || source.Name.Split(' ', '-')[0] is [var first, ..] && char.IsUpper(first) && source.Span.Start > 0 && !IsSentenceStart(source.Span);

    private bool IsSentenceStart(TextSpan span)
    {
        foreach (Sentence sentence in tokens.Sentences)
            if (tokens.Start[sentence.FirstToken] == span.Start) return true;
        return false;
    }

    /// <summary>Whether a phrase can be a source at all.</summary>
    public bool CanSpeak(int head, bool isShow)
    {
        LanguageCode language = tree.Language(head);
        CueWords words = cues(language);
        string lemma = tokens.Lemma[head].ToLowerInvariant();
        if (isShow) return words.Is("documents", lemma) || words.Is("anonymous", lemma) || nameOf[head] >= 0 || (language != LanguageCode.English && Covering(head) is not null);
        if (tokens.Upos[head] is Upos.PRON || IsByAge(head)) return true;
        if (tokens.Upos[head] is Upos.DET or Upos.NUM && IsOneOf(head)) return true;
        // «командующий силами»: a participle in the nominative that names an office.
        if (language != LanguageCode.English && words.Is("role", tokens.Form[head].ToLowerInvariant())) return true;
        if (nameOf[head] >= 0 || tokens.Upos[head] == Upos.PROPN || Covering(head) is not null) return true;
        if (words.Is("anonymous", lemma) || words.Is("role", lemma) || words.Is("documents", lemma) || words.FormOf("anonymous", tokens.Form[head]) is not null) return true;
        foreach (string name in codebook.ClassesOf(language, lemma))
            if (name is "person" or "military" or "official" or "civilian" or "outlet" or "ngo" or "police" or "armed-group" or "court") return true;
        if (language != LanguageCode.English && SurnameKnown(head) is not null) return true;
        // «Лисак розповів: …»: a surname at the head of a sentence that the tagger takes for a common noun.
        if (language != LanguageCode.English && IsSurnameAlone(head)) return true;
        return FindName(head) is { Kind: NameKind.Person or NameKind.Organization } || tokens.Upos[head] == Upos.NUM;
    }

    // «Лисак також повідомив»: the surname of somebody whom the page names in full, whatever the tagger takes it for; null for other words.
    private string? SurnameKnown(int head)
    {
        const int shortest = 4;
        string form = tokens.Form[head];
        if (tokens.Upos[head] is not (Upos.NOUN or Upos.PROPN or Upos.ADJ or Upos.X) || form.Length < shortest || !char.IsUpper(form[0]) || nameOf[head] >= 0) return null;
        foreach ((string full, string[] parts) in persons)
            if (parts.Length > 1 && SameName(parts[^1], form)) return full;
        return null;
    }

    private bool IsSurnameAlone(int head) =>
        tokens.Upos[head] == Upos.NOUN && head == tree.Sentence(head).FirstToken && tokens.Has(head, "Animacy", "Anim")
        && tokens.Has(head, "Case", "Nom") && tokens.Has(head, "Number", "Sing")
        && tree.Is(head, "nsubj") && tokens.Head[head] == head + 1 && cues(tree.Language(head)).Is("say", tokens.Lemma[head + 1]);

    private bool IsByAge(int head) => Aged(head).Length > 0 && !tree.Is(head, "amod") && !(head + 1 < tokens.Count && tokens.Head[head] == head + 1 && tokens.Upos[head + 1] is Upos.NOUN or Upos.PROPN or Upos.ADJ);

    // "29-year-old", in one word or in five; empty for other words.
    private TextSpan Aged(int head)
    {
        const int parts = 4;
        if (tokens.Form[head].EndsWith("-year-old", StringComparison.Ordinal)) return tokens.SpanOf(head);
        bool isAge = head >= parts && tokens.Form[head] == "old" && tokens.Form[head - 1] == "-" && tokens.Lemma[head - 2] == "year" && tokens.Form[head - 3] == "-";
        return isAge ? tokens.SpanOf(head - parts, head + 1) : default;
    }

    // "South Africa's military" where the parser left the possessor elsewhere.
    private int WithPossessor(int first)
    {
        int start = tree.Sentence(first).FirstToken;
        if (first < start + 2 || tokens.Form[first - 1] is not ("'s" or "’s")) return first;
        int at = first - 2;
        while (at > start && nameOf[at] >= 0 && nameOf[at - 1] == nameOf[at]) at--;
        return tokens.Upos[at] is Upos.PROPN or Upos.NOUN ? at : first;
    }

    // "Institute" where "Institute for the Study of War" is listed: the longest listed name that begins where this one does.
    private NameMention Longest(NameMention name, int head)
    {
        int last = Math.Min(tree.Sentence(head).EndToken, name.FirstToken + 8);
        for (int end = last; end > name.EndToken; end--)
            if (tokens.Upos[end - 1] is not Upos.PUNCT && known.Find(tokens.SpanOf(name.FirstToken, end).Of(tree.Analysis.Document.Body)) is not null)
                return name with { EndToken = end };
        return name;
    }

    // "Hamas Aqsa radio" where the name finder saw "Hamas": nouns that hang flat under the name belong to it.
    private NameMention WithTail(NameMention name)
    {
        int end = name.EndToken;
        while (end < tokens.Count && tokens.Upos[end] is Upos.PROPN or Upos.NOUN && tree.Is(end, "flat") && tokens.Head[end] >= name.FirstToken && tokens.Head[end] < end) end++;
        return end == name.EndToken || tree.Language(name.FirstToken) != LanguageCode.English ? name : name with { EndToken = end };
    }

    // "its operator Comanav": the name right after what it is.
    private bool IsCalledSo(NameMention name, int head) => name.Kind is NameKind.Organization or NameKind.Other && name.FirstToken == head + 1 && tree.Is(name.FirstToken, "appos") && tokens.Head[name.FirstToken] == head;

    private bool Qualifies(NameMention name, int head) => head < name.FirstToken || head >= name.EndToken;

    private string Trimmed(NameMention name, int head)
    {
        (int first, int end) = tree.Phrase(head);
        (first, end) = WithoutEdges(first, end, head);
        // "the Ukrainian Emergencies Service": take the whole phrase when the name is its tail.
        string bare = tokens.SpanOf(name.FirstToken, name.EndToken).Of(tree.Analysis.Document.Body);
        if (first < name.FirstToken && head >= name.FirstToken && name.FirstToken - first <= 3 && known.FindInflected(bare) is null)
            return tokens.SpanOf(first, Math.Max(end, name.EndToken)).Of(tree.Analysis.Document.Body);
        return bare;
    }

    private (int First, int End) WithoutEdges(int first, int end, int head)
    {
        while (first < head && (tokens.Upos[first] is Upos.DET or Upos.PUNCT or Upos.ADV or Upos.ADP or Upos.CCONJ || tokens.Form[first] is "'s" or "’s")) first++;
        // A long tail of prepositional phrases tells where and when, not who.
        if (end - first > 9) end = Math.Max(head + 1, Math.Min(end, first + 9));
        // «одна из выживших журналистам»: to whom it is said is no part of who says it.
        if (tree.Language(head) != LanguageCode.English && !tokens.Has(head, "Case", "Dat"))
            for (int t = head + 1; t < end; t++)
                if (tokens.Upos[t] is Upos.NOUN or Upos.PROPN && tokens.Has(t, "Case", "Dat") && tree.Preposition(t).Length == 0 && tokens.Upos[t - 1] is not Upos.ADP) end = t;
        // «СМИ со ссылкой на министерство»
        for (int t = head + 1; t < end; t++)
            if (cues(tree.Language(head)).PhraseAt("citing", tokens, t, tree.Sentence(head).EndToken) > 0) end = t;
        while (end > head + 1 && tokens.Upos[end - 1] is Upos.PUNCT or Upos.ADP or Upos.CCONJ or Upos.DET) end--;
        return (first, end);
    }

    // «За словами аналітиків»: of the institute named last before them; null where none.
    private (string Name, string? Kind)? InstituteBefore(int head)
    {
        for (int n = names.Length - 1; n >= 0; n--)
        {
            if (names[n].EndToken > head) continue;
            string text = tokens.SpanOf(names[n].FirstToken, names[n].EndToken).Of(tree.Analysis.Document.Body);
            if (known.FindInflected(text) is { Kind: "monitor" or "ngo" or "un" } source) return (Expand(text, source, tree.Language(head)), source.Kind);
        }
        return null;
    }

    // «очільник дипломатичного відомства»: a role with nothing beside it but a word for a body.
    private bool IsRoleInBody(int first, int end, int head, CueWords words)
    {
        bool isInBody = false;
        for (int t = first; t < end; t++)
        {
            if (t == head || tokens.Upos[t] is Upos.ADJ && char.IsLower(tokens.Form[t][0])) continue;
            if (!words.Is("bodies", tokens.Lemma[t])) return false;
            isInBody = true;
        }
        return isInBody;
    }

    private bool IsBareRole(int first, int end, int head)
    {
        for (int t = first; t < end; t++)
            if (t != head && tokens.Upos[t] is Upos.PROPN or Upos.NOUN) return false;
        return true;
    }

    private string? KindOfHead(int head, LanguageCode language)
    {
        string lemma = tokens.Lemma[head].ToLowerInvariant();
        foreach (string name in codebook.ClassesOf(language, lemma))
            switch (name)
            {
                case "outlet" or "ngo" or "official" or "police" or "military" or "armed-group" or "court": return name;
                case "civilian": return "witness";
            }
        CueWords words = cues(language);
        if (words.Is("videos", lemma)) return "video";
        if (words.Is("documents", lemma)) return "document";
        if (words.Is("role", lemma)) return "official";
        if (words.Is("unnamed", lemma) || words.Is("interlocutors", lemma)) return "anonymous";
        return words.Is("anonymous", lemma) ? "witness" : null;
    }
}
