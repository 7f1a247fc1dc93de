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
        names = [.. tokens.Names.Select(name => WithParticles(Trimmed(name)))];
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

        bool IsEdge(int t) => tokens.Upos[t] is Upos.VERB or Upos.AUX or Upos.ADP or Upos.CCONJ || (tokens.Form[t] is [var c] && !char.IsLetterOrDigit(c)) || tokens.Form[t] is "'s" or "’s";
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
        string bare = name.Trim(' ', ',', '.', ';', ':', '-', '–', '—', '«', '»', '“', '”', '"', '’', '(', ')');
        return bare.Length == 0 || (bare.Contains('(', StringComparison.Ordinal) && name.EndsWith(')')) || name.EndsWith("U.S.", StringComparison.Ordinal) ? name : bare;
    }

    private (string Name, string? Kind, TextSpan Span)? Named(int head, (string Name, string? Kind)? lastSpeaker, bool isAdding)
    {
        LanguageCode language = tree.Language(head);
        CueWords words = cues(language);
        string body = tree.Analysis.Document.Body;
        // "the 29-year-old said": the person who spoke before, called by his age.
        if (IsByAge(head)) return lastSpeaker is { Kind: "person" or "witness" or "military" or "official" or "anonymous" } aged ? (aged.Name, aged.Kind, tokens.SpanOf(head)) : (tokens.Form[head], "person", tokens.SpanOf(head));
        if (tokens.Upos[head] is Upos.PRON or Upos.DET && !IsOneOf(head))
        {
            // "it said": a body that has just spoken, never a person.
            if (tokens.Lemma[head] == "it" && lastSpeaker is { } acting && acting.Kind is not ("official" or "person" or "witness" or "anonymous" or "video" or "document")) return (acting.Name, acting.Kind, tokens.SpanOf(head));
            if (words.Is("first-person", tokens.Lemma[head]) || words.Is("no-speaker", tokens.Lemma[head])) return null;
            // "Nosov was called up after Putin announced it, he said": who the sentence is about, not whom it mentions.
            bool isHeOrShe = words.Is("he-she", tokens.Lemma[head]), isThey = words.Is("they", tokens.Lemma[head]);
            if (isHeOrShe && SubjectBefore(head) is { } subject) return (subject, "person", tokens.SpanOf(head));
            // «Вибух влаштували партизани, про що вони повідомили»: whom the main clause before tells of.
            if (isThey && language != LanguageCode.English && ManyBefore(head) is >= 0 and int many && Named(many, lastSpeaker, isAdding) is { } theirs) return theirs;
            bool isPerson = isHeOrShe && tokens.Has(head, "Number", "Sing");
            if (isPerson && lastSpeaker is not { Kind: "person" or "official" or "witness" or "military" } && PersonBefore(head) is { } person) return (person, "person", tokens.SpanOf(head));
            if (lastSpeaker is { } speaker) return (speaker.Name, speaker.Kind, tokens.SpanOf(head));
            // Somebody the page has not named says so: better "she" than the page's own voice.
            return isHeOrShe || isThey ? (tokens.Form[head].ToLowerInvariant(), "anonymous", tokens.SpanOf(head)) : null;
        }
        if (Covering(head) is { } covering) return (Expand(covering.Text, covering.Source, language), covering.Source.Kind, covering.Span);

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
        if (language == LanguageCode.English && SetOffName(head, words) is { } apart) return (FullName(apart.Name), KindOfPerson(head, null), apart.Span);
        // «очільник ОВА»: who holds the office, where the page names him, rather than the office.
        if (language != LanguageCode.English && words.Is("role", tokens.Lemma[head]) && FindName(head) is { Kind: not NameKind.Person } && holders.Find(head) is { } bearer) return (bearer, "official", tokens.SpanOf(head));
        if (FindName(head) is { } name)
        {
            if (name.Kind != NameKind.Person) name = WithTail(Longest(name, head));
            TextSpan nameSpan = tokens.SpanOf(name.FirstToken, name.EndToken);
            string text = name.Kind == NameKind.Person ? FullName(Nominative(name.FirstToken, name.EndToken)) : Trimmed(name, head);
            // "Kharkiv residents", "the Melitopol administration": the name only qualifies the head.
            if (name.Kind == NameKind.Person || (!Qualifies(name, head) && words.FormOf("anonymous", text) is null))
            {
                KnownSource? knownSource = known.FindInflected(text);
                string? kind = name.Kind == NameKind.Person ? KindOfPerson(head, knownSource) : knownSource?.Kind ?? KindOfHead(head, language);
                return (Expand(text, knownSource, language), kind, nameSpan);
            }
        }

        // «говорится в сообщении министерства», «у зведенні Генштабу»: the body whose paper it is.
        if (language != LanguageCode.English && AuthorOf(head, words) is >= 0 and int issuer && Named(issuer, lastSpeaker, isAdding) is { } issued) return issued;

        if (language == LanguageCode.English && PublisherOf(head, words) is >= 0 and int publisher && publisher != head && Named(publisher, lastSpeaker, isAdding) is { } published) return published;
        if (DescribedLater(head, language) is { } introduced) return (introduced.Name, introduced.Kind, tokens.SpanOf(head));

        (int first, int end) = tree.Phrase(head);
        (first, end) = WithoutEdges(first, end, head);
        first = WithPossessor(first);
        // "a document seen by Reuters": who has seen it is no part of its name.
        bool isExamined = false;
        if (words.Is("documents", tokens.Lemma[head].ToLowerInvariant()))
            foreach (int child in tree.Children(head))
                if (child > head && words.Is("examine", tokens.Lemma[child])) (end, isExamined) = (Math.Min(end, child), true);
        TextSpan span = tokens.SpanOf(first, end);
        // «одна из жён мобилизованных», "one of the women": one of those named, not all of them.
        if (OneOf(first, head) is >= 0 and int one) return (tokens.SpanOf(one, end).Of(body), KindOfHead(head, language), tokens.SpanOf(one, end));
        string said = span.Of(body);
        // "the statement said" after somebody spoke: his statement.
        bool isBareDocument = end - first == 1 || (language != LanguageCode.English && first == head && head + 1 < end && tokens.Upos[head + 1] == Upos.ADP);
        if (!isExamined && isBareDocument && words.Is("documents", tokens.Lemma[head].ToLowerInvariant()) && KindOfHead(head, language) is not "video" && lastSpeaker is { } author && !(words.Is("studies", tokens.Lemma[head]) && author.Kind is null or "person" or "witness" or "anonymous"))
        {
            // «за даними слідства, … — йдеться в повідомленні»: whoever has a name has written it.
            if (language != LanguageCode.English && author.Name is [var letter, ..] && !char.IsUpper(letter) && memory.LastNamed() is { } writer) author = writer;
            return (author.Name, author.Kind, span);
        }
        if (!tokens.Has(head, "Number", "Plur") && words.FormOf("anonymous", said) is { } entry && known.FindInflected(said) is null) said = entry;
        if (memory.Find(head) is { } meant) return (meant.Name, meant.Kind, span);
        if (!isExamined && ListedWithin(first, end, head) is { } listed) return (Expand(listed.Text, listed.Source, language), listed.Source.Kind, listed.Span);
        if (known.FindInflected(said) is { } found) return (Expand(said, found, language), found.Kind, span);
        if (PersonAfter(head) is { } holder) return (FullName(holder.Name), "official", holder.Span);
        if (GenericMedium(first, end, head, language) is { } medium && NamedMedium(medium, head) is { } named) return (named.Name, named.Kind, span);
        // «утверждает ведомство», "the ministry said": the body that spoke, or the one the page named before.
        if (end - first == 1 && words.Is("bodies", tokens.Lemma[head].ToLowerInvariant()) && (language != LanguageCode.English || words.Is("offices", tokens.Lemma[head])) && (BodySpeaking(lastSpeaker) ?? BodyBefore(head)) is { } office)
            return (office.Name, office.Kind, span);
        // «Аналитики отмечают» after an institute spoke: its people.
        if (end - first == 1 && tokens.Has(head, "Number", "Plur") && words.Is("analysts", tokens.Lemma[head].ToLowerInvariant()) && lastSpeaker is { Kind: "monitor" or "ngo" or "un" } institute)
            return (institute.Name, institute.Kind, span);
        if (language != LanguageCode.English && IsInterlocutor(head, first, end, words) && Cited is { } source && (words.Is("interlocutors", tokens.Lemma[head]) || source.Kind is "anonymous")) return (source.Name, source.Kind, span);
        if (language != LanguageCode.English && end - first == 1 && tokens.Has(head, "Number", "Plur") && words.Is("woman", tokens.Lemma[head].ToLowerInvariant()) && WomenBefore(head, words) is >= 0 and int women) return Named(women, lastSpeaker, isAdding);
        if (holders.Find(head) is { } holding) return (holding, "official", span);
        if (words.Is("role", tokens.Lemma[head]) && lastSpeaker is { } last && last.Kind is "person" or "official" && !tokens.Has(head, "Number", "Plur") && (isAdding || IsBareRole(first, end, head)))
            return (last.Name, last.Kind, span);
        if (language != LanguageCode.English) said = InNominative(first, end, head, said);
        if (language != LanguageCode.English && end > head + 1 && words.Is("unnamed", tokens.Lemma[head])) Cited = (said, "anonymous");
        return (SourceForms.Nominative(tree, first, head, end) ?? said, KindOfHead(head, language), span);
    }

    // «издание «Заря»», "the newspaper “Dawn”": the name in quotation marks right after what kind of medium or body it is.
    private (string Name, string? Kind, TextSpan Span)? QuotedAfter(int head, LanguageCode language)
    {
        const int longestTitle = 7;
        if (!codebook.ClassesOf(language, tokens.Lemma[head].ToLowerInvariant()).Any(name => name is "outlet" or "ngo") || head + 2 >= tokens.Count || tokens.Form[head + 1] is not ("«" or "“" or "„" or "\"")) return null;
        for (int end = head + 3; end < Math.Min(tokens.Count, head + 3 + longestTitle); end++)
        {
            if (tokens.Form[end] is not ("»" or "”" or "“" or "\"")) continue;
            TextSpan span = tokens.SpanOf(head + 2, end);
            string name = span.Of(tree.Analysis.Document.Body);
            KnownSource? source = known.FindInflected(name);
            return char.IsUpper(name[0]) && tree.SentenceOf(end) == tree.SentenceOf(head) ? (Expand(name, source, language), source?.Kind ?? KindOfHead(head, language), span) : null;
        }
        return null;
    }

    /// <summary>Whether a source is named rather than described: it is listed, or its words hold a name.</summary>
    public bool IsNamed(Source source) =>
        known.FindInflected(source.Name) is not null || source.Name.Split(' ', '-')[0] is [var first, ..] && char.IsUpper(first) && source.Span.Start > 0 && !IsSentenceStart(source.Span);

    private bool IsSentenceStart(TextSpan span)
    {
        foreach (Sentence sentence in tokens.Sentences)
            if (tokens.Start[sentence.FirstToken] == span.Start) return true;
        return false;
    }

    /// <summary>The kind of the listed name of several words that covers a token; null for none.</summary>
    public string? ListedKind(int token) => Covering(token)?.Source.Kind;

    /// <summary>Whether a word by itself is a listed name.</summary>
    public bool IsListed(int token) => tokens.Form[token] is [var letter, ..] && char.IsUpper(letter) && known.FindInflected(tokens.Form[token]) is not null;

    // "the channel", «издание», "a war monitor": the medium of this kind that the page names, before or after.
    private (string Name, string? Kind)? NamedMedium(string? kind, int head)
    {
        foreach (NameMention name in names)
        {
            if (name.Kind is NameKind.Person or NameKind.Location || Math.Abs(name.FirstToken - head) > 400) continue;
            string text = tokens.SpanOf(name.FirstToken, name.EndToken).Of(tree.Analysis.Document.Body);
            if (known.FindInflected(text) is { } source && Fits(source.Kind, kind)) return (Expand(text, source, tree.Language(head)), source.Kind);
        }
        // Without a name finder's help: words the source list knows.
        for (int t = 0; t < tokens.Count; t++)
            if (tokens.Upos[t] is Upos.PROPN or Upos.X && known.FindInflected(tokens.Form[t]) is { } listed && Fits(listed.Kind, kind))
                return (Expand(tokens.Form[t], listed, tree.Language(head)), listed.Kind);
        // The headline may name it («…, сообщает Astra»).
        string[] title = (tree.Analysis.Document.Title ?? "").Split([' ', ',', ':', '«', '»', '"', '“', '”', '—', '–', '(', ')'], StringSplitOptions.RemoveEmptyEntries);
        foreach (string word in title)
            if (char.IsUpper(word[0]) && known.FindInflected(word) is { } heading && Fits(heading.Kind, kind)) return (Expand(word, heading, tree.Language(head)), heading.Kind);
        return null;

        static bool Fits(string? found, string? wanted) => wanted switch
        {
            "outlet" or "channel" or "agency" => found is "outlet" or "channel" or "agency",
            "monitor" => found is "monitor" or "ngo",
            _ => found == wanted,
        };
    }

    /// <summary>Whether a phrase can be a source at all.</summary>
    public bool CanSpeak(int head, bool isShow)
    {
        LanguageCode language = tree.Language(head);
        CueWords words = cues(language);
        string lemma = tokens.Lemma[head].ToLowerInvariant();
        if (isShow) return words.Is("documents", lemma) || words.Is("anonymous", lemma) || nameOf[head] >= 0 || (language != LanguageCode.English && Covering(head) is not null);
        if (tokens.Upos[head] is Upos.PRON || IsByAge(head)) return true;
        if (tokens.Upos[head] is Upos.DET && IsOneOf(head)) return true;
        if (nameOf[head] >= 0 || tokens.Upos[head] == Upos.PROPN || Covering(head) is not null) return true;
        if (words.Is("anonymous", lemma) || words.Is("role", lemma) || words.Is("documents", lemma) || words.FormOf("anonymous", tokens.Form[head]) is not null) return true;
        foreach (string name in codebook.ClassesOf(language, lemma))
            if (name is "person" or "military" or "official" or "civilian" or "outlet" or "ngo" or "police" or "armed-group" or "court") return true;
        // «Лисак розповів: …»: a surname at the head of a sentence that the tagger takes for a common noun.
        if (language != LanguageCode.English && IsSurnameAlone(head)) return true;
        return FindName(head) is { Kind: NameKind.Person or NameKind.Organization } || tokens.Upos[head] == Upos.NUM;
    }

    private bool IsSurnameAlone(int head) =>
        tokens.Upos[head] == Upos.NOUN && head == tree.Sentence(head).FirstToken && tokens.Has(head, "Animacy", "Anim") && tokens.Has(head, "Case", "Nom") && tokens.Has(head, "Number", "Sing")
        && tree.Is(head, "nsubj") && tokens.Head[head] == head + 1 && cues(tree.Language(head)).Is("say", tokens.Lemma[head + 1]);

    private bool IsByAge(int head) => tokens.Form[head].EndsWith("-year-old", StringComparison.Ordinal) && !(head + 1 < tokens.Count && tokens.Head[head] == head + 1);

    private static bool IsBody(string? kind) => kind is "ministry" or "military" or "intelligence" or "police" or "prosecutor" or "emergency" or "administration" or "government" or "official";

    private static (string Name, string? Kind)? BodySpeaking((string Name, string? Kind)? lastSpeaker) => lastSpeaker is { } last && last.Kind != "official" && IsBody(last.Kind) ? last : null;

    // The last body of state that the page named before a word.
    private (string Name, string? Kind)? BodyBefore(int head)
    {
        for (int n = names.Length - 1; n >= 0; n--)
        {
            if (names[n].FirstToken >= head || names[n].Kind == NameKind.Person) continue;
            string text = tokens.SpanOf(names[n].FirstToken, names[n].EndToken).Of(tree.Analysis.Document.Body);
            if (known.FindInflected(text) is { } source && source.Kind != "official" && IsBody(source.Kind)) return (Expand(text, source, tree.Language(head)), source.Kind);
        }
        return null;
    }

    private NameMention? FindName(int head)
    {
        NameMention? own = NameAt(head);
        if (own is { Kind: NameKind.Person }) return own;
        NameMention? best = own;
        foreach (int child in tree.Children(head))
        {
            if (!(tree.Is(child, "appos") || tree.Is(child, "flat") || tree.Is(child, "compound") || tree.Is(child, "nmod") || tree.Is(child, "list") || tree.Is(child, "amod"))) continue;
            NameMention? below = NameAt(child);
            if (below is { Kind: NameKind.Person } other && IsSomebodyElse(other)) continue;
            if (below is { Kind: NameKind.Person } && !(tree.Is(child, "nmod") && tokens.Deprel[child] == "nmod:poss" && tree.Child(child, "case") >= 0)
                && !(tree.Is(child, "nmod") && tokens.Has(child, "Case", "Gen") && tree.Is(child, "nmod") && HasOwnKind(head))) return below;
            if (best is null && below is not null) best = below;
            if (tree.Is(child, "appos") || tree.Is(child, "flat"))
                foreach (int deeper in tree.Children(child))
                    if (NameAt(deeper) is { Kind: NameKind.Person } person && tree.Relation(deeper) is "flat" or "appos") return person;
        }
        // The parser may hang the name elsewhere: a person's name directly after the role word is the role's holder.
        if (head + 1 < tokens.Count && NameAt(head + 1) is { Kind: NameKind.Person } next && cues(tree.Language(head)).Is("role", tokens.Lemma[head])) return next;
        return best;
    }

    // "the mother of Ivan Petrov": whom "of" leads to in English is somebody else; "Defence Force" is nobody.
    private bool IsSomebodyElse(NameMention name)
    {
        if (tree.Language(name.FirstToken) != LanguageCode.English) return false;
        // "the premier's spokeswoman": the possessor is not who speaks.
        if (name.EndToken < tokens.Count && tokens.Form[name.EndToken] is "'s" or "’s") return true;
        if (cues(LanguageCode.English).Is("bodies", tokens.Form[name.EndToken - 1].ToLowerInvariant())) return true;
        int before = name.FirstToken - 1;
        while (before >= 0 && tokens.Upos[before] is Upos.DET or Upos.ADJ) before--;
        return before >= 0 && tokens.Upos[before] == Upos.ADP;
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

    // The number or pronoun that picks some out of the people named after it; −1 where none.
    private int OneOf(int first, int head)
    {
        int start = tree.Sentence(head).FirstToken;
        int of = first - 1;
        if (of > start && tokens.Upos[of] == Upos.DET) of--;
        CueWords words = cues(tree.Language(head));
        return of > start && words.Is("out-of", tokens.Lemma[of]) && (words.Is("one", tokens.Lemma[of - 1]) || words.Is("some-of", tokens.Lemma[of - 1])) ? of - 1 : -1;
    }

    // «одна из жён», "one of the women": a person among several, not a pronoun.
    private bool IsOneOf(int head)
    {
        foreach (int child in tree.Children(head))
            if ((tree.Is(child, "nmod") || tree.Is(child, "obl")) && cues(tree.Language(head)).Is("out-of", tree.Preposition(child))) return true;
        return false;
    }

    // Who issued a paper: the genitive after it that can speak; −1 where none.
    private int AuthorOf(int head, CueWords words)
    {
        if (!words.Is("documents", tokens.Lemma[head].ToLowerInvariant()) || KindOfHead(head, tree.Language(head)) == "video") return -1;
        foreach (int child in tree.Children(head))
            if (child > head && tree.Is(child, "nmod") && tree.Preposition(child).Length == 0 && tokens.Has(child, "Case", "Gen") && !tokens.Has(child, "Number", "Plur") && CanSpeak(child, false)) return child;
        return -1;
    }

    // "Institute" where "Institute for the Study of War" is listed: the longest listed name that begins where this one does.
    private NameMention Longest(NameMention name, int head)
    {
        int last = Math.Min(tree.Sentence(head).EndToken, name.FirstToken + 8);
        for (int end = last; end > name.EndToken; end--)
            if (tokens.Upos[end - 1] is not Upos.PUNCT && known.Find(tokens.SpanOf(name.FirstToken, end).Of(tree.Analysis.Document.Body)) is not null) return name with { EndToken = end };
        return name;
    }

    // "Hamas Aqsa radio" where the name finder saw "Hamas": nouns that hang flat under the name belong to it.
    private NameMention WithTail(NameMention name)
    {
        int end = name.EndToken;
        while (end < tokens.Count && tokens.Upos[end] is Upos.PROPN or Upos.NOUN && tree.Is(end, "flat") && tokens.Head[end] >= name.FirstToken && tokens.Head[end] < end) end++;
        return end == name.EndToken || tree.Language(name.FirstToken) != LanguageCode.English ? name : name with { EndToken = end };
    }

    // The role word itself, or the one before the proper nouns the tree takes for the head; −1 where none.
    private int RoleOf(int head, CueWords words)
    {
        for (int t = head; t >= Math.Max(tree.Sentence(head).FirstToken, head - 3); t--)
        {
            if (words.Is("role", tokens.Lemma[t].ToLowerInvariant())) return t;
            if (tokens.Upos[t] != Upos.PROPN) return -1;
        }
        return -1;
    }

    private (string Name, TextSpan Span)? SetOffName(int head, CueWords words)
    {
        const int reach = 12;
        string lemma = tokens.Lemma[head].ToLowerInvariant();
        if (tokens.Upos[head] != Upos.NOUN || tokens.Has(head, "Number", "Plur") || !(words.Is("role", lemma) || KindOfHead(head, LanguageCode.English) is "witness" or "person" or "military")) return null;
        for (int t = head + 1; t + 3 < Math.Min(tree.Sentence(head).EndToken, head + reach); t++)
        {
            if (tokens.Upos[t] is Upos.AUX || tokens.Upos[t] is Upos.VERB && !tree.Is(t, "amod")) return null;
            if (tokens.Form[t] != ",") continue;
            int end = t + 1;
            while (end < tokens.Count && tokens.Upos[end] == Upos.PROPN && IsCapital(end) && NameAt(end) is null or { Kind: NameKind.Person }) end++;
            return end - t is >= 3 and <= 5 && tokens.Form[end] == "," ? (Nominative(t + 1, end), tokens.SpanOf(t + 1, end)) : null;
        }
        return null;
    }

    // "a war monitor reported" in the lead, and in the sentences after it "the Observatory, a Britain-based war monitor, said".
    private (string Name, string? Kind)? DescribedLater(int head, LanguageCode language)
    {
        const int reach = 4;
        CueWords words = cues(language);
        int first = tree.Phrase(head).First, sentence = tree.SentenceOf(head);
        if (language != LanguageCode.English || tokens.Upos[head] != Upos.NOUN || sentence > 2 || !words.Is("articles", tokens.Form[first].ToLowerInvariant())) return null;
        int last = tokens.Sentences[Math.Min(tokens.Sentences.Length - 1, sentence + reach)].EndToken;
        for (int t = tree.Sentence(head).EndToken; t < last; t++)
        {
            if (tokens.Lemma[t] != tokens.Lemma[head] || tokens.Upos[t] != Upos.NOUN || tokens.Has(t, "Number", "Plur")) continue;
            int comma = t - 1;
            while (comma > 0 && t - comma < 8 && tokens.Form[comma] != ",") comma--;
            if (tokens.Form[comma] != "," || !words.Is("articles", tokens.Form[comma + 1]) || comma < 1 || tree.SentenceOf(comma) != tree.SentenceOf(t)) continue;
            if (Covering(comma - 1) is { } listed) return (Expand(listed.Text, listed.Source, language), listed.Source.Kind);
            if (NameAt(comma - 1) is { Kind: NameKind.Organization or NameKind.Person } name && name.EndToken == comma)
                return (Expand(StripArticle(tokens.SpanOf(name.FirstToken, name.EndToken).Of(tree.Analysis.Document.Body)), null, language), name.Kind == NameKind.Person ? "person" : KindOfHead(head, language));
            int start = comma;
            while (start > 0 && (IsCapital(start - 1) || start < comma && words.Is("name-links", tokens.Form[start - 1]) && IsCapital(start - 2))) start--;
            if (comma - start >= 2) return (tokens.SpanOf(start, comma).Of(tree.Analysis.Document.Body), KindOfHead(head, language));
        }
        return null;
    }

    private bool IsCapital(int token) => token >= 0 && tokens.Form[token] is [var first, ..] && char.IsUpper(first) && tokens.Upos[token] is Upos.PROPN or Upos.NOUN or Upos.ADJ;

    // "images released by the army", "the army released images showing …": whose pictures or paper it is; −1 where the text does not say.
    private int PublisherOf(int head, CueWords words)
    {
        if (!words.Is("documents", tokens.Lemma[head].ToLowerInvariant())) return -1;
        foreach (int child in tree.Children(head))
        {
            if (child <= head || !tree.Is(child, "acl") || !IsPublishing(child)) continue;
            foreach (int by in tree.Children(child))
                if (tree.Is(by, "obl") && tree.Preposition(by) == "by" && CanSpeak(by, false)) return by;
        }
        return tree.Is(head, "obj") && tokens.Head[head] is >= 0 and int verb && IsPublishing(verb) && tree.Child(verb, "nsubj") is >= 0 and int publisher && publisher < verb && tokens.Upos[publisher] is Upos.NOUN or Upos.PROPN && CanSpeak(publisher, false) ? publisher : -1;

        bool IsPublishing(int token) => words.Is("publish", tokens.Lemma[token]);
    }

    // «головнокомандувач ЗСУ Валерій Залужний», "gang leader Luckson Elan": after a word for a role, the last two or three capitalised
    // proper nouns in a row before anything but nouns and adjectives, whether or not the name finder knows them.
    private (string Name, TextSpan Span)? NamedAfter(int head)
    {
        int end = -1, first = -1;
        for (int t = head + 1; t < Math.Min(tree.Sentence(head).EndToken, head + 10); t++)
        {
            if (tokens.Upos[t] is not (Upos.NOUN or Upos.PROPN or Upos.ADJ)) break;
            bool isName = tokens.Upos[t] == Upos.PROPN && !IsPossessorOfRole(t) && tokens.Form[t] is [var c, var d, ..] && char.IsUpper(c) && char.IsLower(d) && NameAt(t) is null or { Kind: NameKind.Person };
            if (!isName) first = -1;
            else if (first < 0) first = t;
            else end = t + 1;
        }
        return first >= 0 && end > first + 1 && end - first <= 3 ? (Nominative(first, end), tokens.SpanOf(first, end)) : null;
    }

    // «глава МИД Азербайджана …»: what the role belongs to.
    private bool IsPossessorOfRole(int token) => tree.Language(token) != LanguageCode.English && tokens.Has(token, "Case", "Gen")
        && (tokens.Has(token, "Animacy", "Inan") || (token + 2 < tokens.Count && tokens.Upos[token + 1] == Upos.PROPN && tokens.Has(token + 1, "Case", "Nom") && tokens.Upos[token + 2] == Upos.PROPN && tokens.Has(token + 2, "Case", "Nom")));

    // "жена Путина": the genitive names somebody else.
    private bool HasOwnKind(int head) => !cues(tree.Language(head)).Is("titles", tokens.Lemma[head]) && cues(tree.Language(head)).Is("anonymous", tokens.Lemma[head]);

    private bool Qualifies(NameMention name, int head) => head < name.FirstToken || head >= name.EndToken;

    private string Trimmed(NameMention name, int head)
    {
        (int first, int end) = tree.Phrase(head);
        (first, end) = WithoutEdges(first, end, head);
        // "the Ukrainian Emergencies Service": take the whole phrase when the name is its tail.
        string bare = tokens.SpanOf(name.FirstToken, name.EndToken).Of(tree.Analysis.Document.Body);
        if (first < name.FirstToken && head >= name.FirstToken && name.FirstToken - first <= 3 && known.FindInflected(bare) is null) return tokens.SpanOf(first, Math.Max(end, name.EndToken)).Of(tree.Analysis.Document.Body);
        return bare;
    }

    private (int First, int End) WithoutEdges(int first, int end, int head)
    {
        while (first < head && (tokens.Upos[first] is Upos.DET or Upos.PUNCT or Upos.ADV or Upos.ADP or Upos.CCONJ || tokens.Form[first] is "'s" or "’s")) first++;
        // A long tail of prepositional phrases tells where and when, not who.
        if (end - first > 9) end = Math.Max(head + 1, Math.Min(end, first + 9));
        while (end > head + 1 && tokens.Upos[end - 1] is Upos.PUNCT or Upos.ADP or Upos.CCONJ or Upos.DET) end--;
        return (first, end);
    }

    private bool IsBareRole(int first, int end, int head)
    {
        for (int t = first; t < end; t++)
            if (t != head && tokens.Upos[t] is Upos.PROPN or Upos.NOUN) return false;
        return true;
    }

    private string Expand(string text, KnownSource? source, LanguageCode language)
    {
        if (longForms.TryGetValue(text, out string? full)) return StripArticle(full);
        if (source is not null && language == LanguageCode.English && PageAbbreviations.IsAbbreviation(text) && source.Name.Contains(' ', StringComparison.Ordinal)) return source.Name;
        return StripArticle(source is null ? text : known.NameFor(text, source, language));
    }

    private static string StripArticle(string text) => text.StartsWith("The ", StringComparison.Ordinal) || text.StartsWith("the ", StringComparison.Ordinal) ? text[4..] : text;

    /// <summary>The longest name in the document that ends like this one ("Nosov" → "Mikhail Nosov").</summary>
    public string FullName(string name)
    {
        string[] parts = name.Split(' ');
        if (parts.Length > 1) return name;
        foreach ((string full, string[] fullParts) in persons)
            if (SameName(fullParts[^1], name) || (fullParts.Length > 1 && SameName(fullParts[0], name) && persons.Count(p => SameName(p.Words[0], name)) == 1)) return full;
        return name;
    }

    private static bool SameName(string a, string b)
    {
        if (a.Equals(b, StringComparison.OrdinalIgnoreCase)) return true;
        // Case endings of Russian and Ukrainian surnames: same beginning, at most three letters of ending.
        int shared = 0;
        while (shared < a.Length && shared < b.Length && char.ToLowerInvariant(a[shared]) == char.ToLowerInvariant(b[shared])) shared++;
        return shared >= 4 && a.Length - shared <= 3 && b.Length - shared <= 3 && char.IsLetter(a[0]) && a[0] > 0x400;
    }

    /// <summary>Whether a listed name ends right before a token.</summary>
    public bool ListedBefore(int token) => token > 0 && Covering(token - 1) is not null;

    // The longest listed name of two words or more around a token.
    private (string Text, KnownSource Source, TextSpan Span)? Covering(int token)
    {
        Sentence sentence = tree.Sentence(token);
        for (int length = 7; length >= 2; length--)
            for (int first = Math.Max(sentence.FirstToken, token - length + 1); first <= token && first + length <= sentence.EndToken; first++)
            {
                if (tokens.Form[first] is not [var letter, ..] || !char.IsUpper(letter) || tokens.Upos[first] is Upos.DET || tokens.Upos[first + length - 1] is Upos.PUNCT or Upos.VERB or Upos.ADP) continue;
                TextSpan span = tokens.SpanOf(first, first + length);
                string text = span.Of(tree.Analysis.Document.Body);
                if (!text.Contains('\n', StringComparison.Ordinal) && known.FindInflected(text) is { Kind: not "official" } source) return (text, source, span);
            }
        return null;
    }

    // The person who is subject of the main clause that a pronoun's sentence begins with.
    private string? SubjectBefore(int token)
    {
        for (int t = tree.Sentence(token).FirstToken; t < token; t++)
            if (NameAt(t) is { Kind: NameKind.Person } name && t == name.FirstToken && !IsQuoted(t, token))
                for (int n = name.FirstToken; n < name.EndToken; n++)
                    if (tree.Is(n, "nsubj") && tokens.Head[n] >= 0 && tokens.Head[n] < token && (tree.Is(tokens.Head[n], "root") || tree.Is(tokens.Head[n], "ccomp"))) return FullName(Nominative(name.FirstToken, name.EndToken));
        return null;
    }

    // The several people that are subject of the main clause before a pronoun, in its sentence; −1 where none.
    private int ManyBefore(int token)
    {
        for (int t = tree.Sentence(token).FirstToken; t < token; t++)
            if (tree.Is(t, "nsubj") && tokens.Upos[t] == Upos.NOUN && tokens.Has(t, "Number", "Plur") && tokens.Head[t] >= 0 && tokens.Head[t] < token && tree.Is(tokens.Head[t], "root") && CanSpeak(t, false)) return t;
        return -1;
    }

    // "We in Turmus are targeted," he said: a name among the words quoted is not who speaks.
    private bool IsQuoted(int name, int speaker)
    {
        if (tree.Language(name) != LanguageCode.English) return false;
        bool opens = false;
        for (int t = tree.Sentence(speaker).FirstToken; t < name; t++) opens = tokens.Form[t] is "\"" or "“" ? !opens : tokens.Form[t] == "”" ? false : opens;
        return opens;
    }

    // Whom "he" or "she" means: the person who is subject of a main clause before, nearest sentence first.
    private string? PersonBefore(int token)
    {
        int sentence = tree.SentenceOf(token);
        for (int s = sentence; s >= Math.Max(0, sentence - 3); s--)
        {
            string? any = null;
            for (int t = tokens.Sentences[s].FirstToken; t < Math.Min(tokens.Sentences[s].EndToken, s == sentence ? token : int.MaxValue); t++)
            {
                if (NameAt(t) is not { Kind: NameKind.Person } name || t != name.FirstToken) continue;
                string text = FullName(Nominative(name.FirstToken, name.EndToken));
                for (int n = name.FirstToken; n < name.EndToken; n++)
                    if (tree.Is(n, "nsubj") && tokens.Head[n] >= 0 && tree.Is(tokens.Head[n], "root")) return text;
                any ??= text;
            }
            if (any is not null && s < sentence) return any;
        }
        return null;
    }

    // "the independent outlet ASTRA", «издание Верстка»: the longest listed name in the phrase of a word for a medium, or just after it.
    private (string Text, KnownSource Source, TextSpan Span)? ListedWithin(int first, int end, int head)
    {
        bool isMediumWord = KindOfHead(head, tree.Language(head)) is "outlet" or "document" || tokens.Upos[head] == Upos.PROPN;
        int last = Math.Min(tree.Sentence(head).EndToken, end + (isMediumWord ? 4 : 0));
        for (int length = Math.Min(7, last - first); length >= 1; length--)
            for (int at = first; at + length <= last; at++)
            {
                if (at + length <= head && !isMediumWord) continue;
                if (tokens.Form[at] is not [var letter, ..] || !char.IsUpper(letter) || tokens.Upos[at] is Upos.DET || tokens.Upos[at + length - 1] is Upos.PUNCT) continue;
                TextSpan span = tokens.SpanOf(at, at + length);
                string text = span.Of(tree.Analysis.Document.Body);
                if (text.Contains('\n', StringComparison.Ordinal) || known.FindInflected(text) is not { } source) continue;
                if (source.Kind is "outlet" or "agency" or "channel" or "monitor" or "ngo" or "un" || (at <= head && at + length > head)) return (text, source, span);
            }
        return null;
    }

    // A singular word for a medium without any name in its phrase; plural ones ("local media") are sources of their own.
    private string? GenericMedium(int first, int end, int head, LanguageCode language)
    {
        CueWords words = cues(language);
        string lemma = tokens.Lemma[head].ToLowerInvariant();
        for (int t = first; t < end; t++)
            if (tokens.Upos[t] == Upos.PROPN) return null;
            // "Saudi state television" is another than the one named before.
            else if (language == LanguageCode.English && t < head && (tokens.Form[t] is [var c, ..] && char.IsUpper(c) && tokens.Upos[t] == Upos.ADJ || words.Is("media-apart", tokens.Lemma[t]))) return null;
        // «пишуть журналісти», "its reporters said": the people of the medium the page draws on.
        if (end - first == 1 && words.Is("reporters", lemma)) return "outlet";
        if (tokens.Has(head, "Number", "Plur")) return null;
        // "a Russian milblogger", "a local newspaper" is one the page does not name.
        if (language == LanguageCode.English && (words.Is("media-people", tokens.Lemma[head]) || first > 0 && (words.Is("articles", tokens.Lemma[first - 1]) || tokens.Lemma[first - 1] == "another"))) return null;
        if (words.Is("media", lemma)) return "outlet";
        if (words.Is("monitors", lemma)) return "monitor";
        return codebook.IsIn(language, lemma, "outlet") && !tokens.Has(head, "Animacy", "Anim") ? "outlet" : null;
    }

    // «начальник ОВА Олег Синєгубов»: proper nouns that hang flat under the role word or stand right after its phrase.
    private (string Name, TextSpan Span)? PersonAfter(int head)
    {
        foreach (int child in tree.Children(head))
        {
            if (!tree.Is(child, "flat") || tokens.Upos[child] != Upos.PROPN) continue;
            int end = child + 1;
            while (end < tokens.Count && tokens.Upos[end] == Upos.PROPN && tokens.Head[end] == child) end++;
            return (Nominative(child, end), tokens.SpanOf(child, end));
        }
        // The tree may hang the name elsewhere: the next person named after a role word, before any verb or stop, is its holder.
        if (!cues(tree.Language(head)).Is("role", tokens.Lemma[head].ToLowerInvariant())) return null;
        for (int t = head + 1; t < Math.Min(tree.Sentence(head).EndToken, head + 9) && tokens.Upos[t] is not (Upos.VERB or Upos.AUX or Upos.PUNCT); t++)
            if (NameAt(t) is { Kind: NameKind.Person } name && !IsSomebodyElse(name)) return (Nominative(name.FirstToken, name.EndToken), tokens.SpanOf(name.FirstToken, name.EndToken));
        return null;
    }

    // The name in the nominative, as far as the lemmas tell; forms already nominative stay as they stand.
    private string Nominative(int first, int end)
    {
        if (tree.Language(first) == LanguageCode.English) return tokens.SpanOf(first, end).Of(tree.Analysis.Document.Body).Replace('\n', ' ');
        System.Text.StringBuilder text = new();
        bool isWoman = end - first > 1 && tokens.Has(first, "Gender", "Fem"), isAsItStands = end - first > 1 && tokens.Has(first, "Case", "Nom") && tokens.Form[first] == tokens.Lemma[first];
        for (int t = first; t < end; t++)
        {
            string form = tokens.Form[t];
            string word = isAsItStands || PageAbbreviations.IsAbbreviation(form) ? form : t > first && isWoman && tokens.Form[t] != tokens.Lemma[t] ? Feminine(tokens.Lemma[t]) : tokens.Upos[t] is Upos.PROPN or Upos.NOUN or Upos.ADJ && tokens.Feature(t, "Case") is not (null or "Nom") ? tokens.Lemma[t] : form;
            if (word.Length > 0 && char.IsLower(word[0]) && form.Length > 0 && char.IsUpper(form[0])) word = char.ToUpperInvariant(word[0]) + word[1..];
            if (text.Length > 0) text.Append(' ');
            text.Append(word);
        }
        return text.ToString();
    }

    private string? KindOfPerson(int head, KnownSource? source) =>
        source?.Kind ?? (cues(tree.Language(head)).Is("role", tokens.Lemma[head]) && KindOfHead(head, tree.Language(head)) is { } kind ? kind : "person");

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
