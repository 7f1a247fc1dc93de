// Who says so. Input: trees of a document, cue words and the source list. Output: frames, each a source with the tokens
// it carries; the chain of a word is the frames around it, widest first.
// After the source–cue–content scheme of PARC and PolNeAR (Pareti 2012; Newell, Margolin and Ruths 2018).
// Invariants: frames only ever add who says something; a source's own words are never part of its content.
// Known weak spots: free reported speech without any cue; two speakers who alternate in unmarked quotes.
using System.Collections.Immutable;
using Hearsay.Text;

namespace Hearsay.Claims;

/// <summary>Finds who is said to have reported each part of a text. Immutable, safe to share.</summary>
public sealed partial class AttributionReader
{
    private readonly CueWords english, russian, ukrainian;
    private readonly SourceList known;
    private readonly Codebook codebook;

    /// <param name="directory">Folder of the cue files (en, ru, uk).</param>
    /// <param name="known">Named sources.</param>
    /// <param name="codebook">For word classes.</param>
    public AttributionReader(string directory, SourceList known, Codebook codebook)
    {
        english = CueWords.Load(Path.Combine(directory, "en.yaml"));
        russian = CueWords.Load(Path.Combine(directory, "ru.yaml"));
        ukrainian = CueWords.Load(Path.Combine(directory, "uk.yaml"));
        (this.known, this.codebook) = (known, codebook);
    }

    /// <summary>Cue words of a language; English for any other.</summary>
    public CueWords CuesOf(LanguageCode language) => language switch
    {
        LanguageCode.Russian => russian,
        LanguageCode.Ukrainian => ukrainian,
        _ => english,
    };

    /// <summary>Reads the attributions of a document.</summary>
    public AttributionLayer Read(SyntaxTree tree)
    {
        Reader reader = new(this, tree);
        return new AttributionLayer(reader.Read());
    }

    /// <summary>One pass over one document.</summary>
    private sealed partial class Reader(AttributionReader owner, SyntaxTree tree)
    {
        private readonly TokenTable tokens = tree.Tokens;
        private readonly SourceNamer namer = new(tree, owner.known, owner.CuesOf, owner.codebook);
        private readonly List<Attribution> frames = [];
        private readonly List<Quotation> quotations = Quotation.FindAll(tree);
        private (string Name, string? Kind)? lastSpeaker;
        private Attribution? labelled;

        public IReadOnlyList<Attribution> Read()
        {
            for (int s = 0; s < tokens.Sentences.Length; s++)
            {
                Sentence sentence = tokens.Sentences[s];
                int before = frames.Count;
                if (ReadLabel(sentence)) continue;
                ReadHeadlineColon(sentence);
                ReadHeading(s);
                ReadPhrases(sentence, "according", 0);
                ReadPhrases(sentence, "citing", 2);
                for (int t = sentence.FirstToken; t < sentence.EndToken; t++) ReadVerb(t, s);
                SpreadOverQuotations(before);
                ReachBack(before);
            }
            AttributeBareQuotations();
            CarryHeadline();
            RepeatAudiences();
            PassDocuments();
            Carry();
            SpreadLabel();
            return [.. frames];
        }

        private void Hear((string Name, string? Kind, TextSpan Span) source, int head)
        {
            lastSpeaker = (source.Name, source.Kind);
            namer.Remember(source.Name, source.Kind, head);
        }

        // ---- "According to X", «по словам X», "citing X" ----
        private void ReadPhrases(Sentence sentence, string list, int depth)
        {
            CueWords cues = owner.CuesOf(sentence.Language);
            for (int t = sentence.FirstToken; t < sentence.EndToken; t++)
            {
                int length = cues.PhraseAt(list, tokens, t, sentence.EndToken);
                if (length == 0 && list == "according" && ReadTheirWords(t, sentence)) continue;
                if (length == 0 && list == "according" && IsAccordingOverAdjective(t, sentence, cues)) length = 3;
                if (length == 0) continue;
                int head = PhraseHeadAfter(t + length, sentence);
                if (head < 0) { t += length - 1; continue; }
                foreach (int member in tree.WithConjuncts(head).Take(3))
                {
                    // «за даними журналістів, до колонії привезли»: what stands behind a comma and cannot speak is the sentence's own.
                    if (member != head && HasComma(Math.Min(head, member), Math.Max(head, member)) && (!namer.CanSpeak(member, false) || sentence.Language == LanguageCode.English && !HasAnd(head, member))) continue;
                    // "citing concerns", "referring to a provisional toll": nobody is cited.
                    if (list == "citing" && sentence.Language == LanguageCode.English && !namer.CanSpeak(member, false)) continue;
                    if (namer.Name(member, lastSpeaker, isAdding: false) is not { } name) continue;
                    int governor = Governor(t, head, sentence);
                    (int first, int end) = governor >= 0 ? ClauseExtent(governor, sentence) : (sentence.FirstToken, sentence.EndToken);
                    int ownEnd = PastParenthesis(Math.Max(tree.Phrase(head).End, head + 1), sentence);
                    // A phrase at the head of the sentence, or at its end after a comma, carries all of it.
                    if (t <= sentence.FirstToken + 1 || ownEnd >= sentence.EndToken - 1) (first, end) = (sentence.FirstToken, sentence.EndToken);
                    Add(new Attribution(new Source(name.Name, name.Kind, name.Span, tokens.SpanOf(t, t + length).Of(tree.Analysis.Document.Body), tokens.SpanOf(t, t + length)), first, end, depth, $"attribution/{list}")
                    {
                        Own = (t, ownEnd),
                        SourceHead = member,
                    });
                        if (list == "according") Hear(name, member);
                    else if (sentence.Language != LanguageCode.English) namer.Cited = (name.Name, name.Kind);
                }
                t += length - 1;
            }
        }

        // The head of the noun phrase that starts here: the first noun or name, moved up while its head is a noun still to the right or a title.
        private int PhraseHeadAfter(int at, Sentence sentence)
        {
            for (int t = at; t < Math.Min(sentence.EndToken, at + 7); t++)
            {
                if (tokens.Upos[t] is Upos.PUNCT && tokens.Form[t] is "," or "." or ";") return -1;
                // «За попередніми даними постраждали двоє людей»: whoever gave the data is not named.
                if (sentence.Language != LanguageCode.English && tokens.Upos[t] is Upos.VERB && tokens.Has(t, "VerbForm", "Fin")) return -1;
                if (tokens.Upos[t] is not (Upos.NOUN or Upos.PROPN or Upos.PRON or Upos.X) && !StandsForPerson(t, sentence)) continue;
                int head = t;
                // "health and security officials": the first describes the officials, too.
                if (sentence.Language == LanguageCode.English && t + 2 < sentence.EndToken && tokens.Form[t + 1] == "and" && tokens.Upos[t] == Upos.NOUN && !namer.CanSpeak(t, false)) continue;
                // Up to the head of the phrase, but not over a comma: what follows it is somebody else.
                for (int up = tokens.Head[head]; up >= at && !HasComma(t, up) && up < Math.Min(sentence.EndToken, at + 12) && tokens.Upos[up] is Upos.NOUN or Upos.PROPN && !tree.Is(head, "conj") && !tree.Is(head, "obl") && !tree.Is(head, "nsubj"); up = tokens.Head[head]) head = up;
                return head;
            }
            return -1;
        }

        // «по словам пленного, …», «рассказал задержанный.»: an adjective or participle with no noun to agree with.
        private bool StandsForPerson(int token, Sentence sentence) =>
            sentence.Language != LanguageCode.English && (tokens.Upos[token] == Upos.ADJ || (tokens.Upos[token] == Upos.VERB && tokens.Has(token, "VerbForm", "Part") && !tokens.Has(token, "Variant", "Short")))
            && (token + 1 >= sentence.EndToken || tokens.Upos[token + 1] == Upos.PUNCT) && owner.CuesOf(sentence.Language).Is("anonymous", tokens.Lemma[token].ToLowerInvariant());

        private bool HasComma(int from, int to)
        {
            for (int t = from; t < to; t++)
                if (tokens.Form[t] is "," or ";") return true;
            return false;
        }

        private bool HasAnd(int from, int to)
        {
            for (int t = from; t < to; t++)
                if (tokens.Upos[t] == Upos.CCONJ) return true;
            return false;
        }

        // The verb or predicate the phrase modifies.
        private int Governor(int cue, int head, Sentence sentence)
        {
            for (int at = tokens.Head[head], steps = 0; at >= 0 && steps < 6; at = tokens.Head[at], steps++)
            {
                if (at >= cue - 1 && at <= head) continue;
                return tree.ClauseOf(at) is >= 0 and int clause && clause >= sentence.FirstToken && clause < sentence.EndToken ? clause : -1;
            }
            return -1;
        }

        private (int First, int End) ClauseExtent(int clause, Sentence sentence)
        {
            if (tokens.Head[clause] < 0) return (sentence.FirstToken, sentence.EndToken);
            return tree.Extent(clause);
        }

        // ---- reporting verbs ----
        private void ReadVerb(int verb, int sentenceIndex)
        {
            Sentence sentence = tokens.Sentences[sentenceIndex];
            CueWords cues = owner.CuesOf(sentence.Language);
            if (tokens.Upos[verb] is not (Upos.VERB or Upos.AUX or Upos.ADJ)) return;
            string lemma = tokens.Lemma[verb];
            bool reports = cues.Is("report", lemma), denies = cues.Is("deny", lemma), shows = cues.Is("show", lemma), cites = cues.Is("cite", lemma);
            reports |= cues.Is("conclude", lemma) && HasConclusion(verb, cues);
            // «установили контроль над»: a finding is told in a clause.
            if (cues.Is("establish", lemma) && tree.Child(verb, "ccomp") < 0 && !tree.IsPassive(verb)) reports = false;
            bool quotes = sentence.Language != LanguageCode.English && WordsQuoted(verb, sentence) >= 0;
            reports |= quotes;
            if (IsExamination(verb, cues)) return;
            if (cues.Is("speak", lemma) && tree.Subject(verb) is >= 0 and int voice && tokens.Upos[voice] is not Upos.PRON && namer.CanSpeak(voice, false) && namer.Name(voice, lastSpeaker, false) is { } heard) Hear(heard, voice);
            bool counts = !reports && !denies && !shows && !cites && IsCount(verb, cues);
            if (!reports && !denies && !shows && !cites && !counts) return;
            bool passive = tree.IsPassive(verb) || sentence.Language != LanguageCode.English && tokens.Has(verb, "Voice", "Pass") || lemma.EndsWith("ся", StringComparison.Ordinal) || lemma.EndsWith("тися", StringComparison.Ordinal);
            int speaker = FindSpeaker(verb, passive, sentence, out bool isImpersonal);
            // "said troops shelled the town, adding that …": who goes on is who spoke, not whom the words tell of.
            if (reports && sentence.Language == LanguageCode.English && tokens.Form[verb].EndsWith("ing", StringComparison.Ordinal) && speaker >= 0 && tree.Subject(verb) >= 0 && !tree.Children(verb).Contains(speaker) && !(verb - 1 == tokens.Head[verb] && tree.Is(verb, "acl") && !cues.Is("documents", tokens.Lemma[verb - 1]) && namer.CanSpeak(verb - 1, false))
                && frames.FindLast(f => f.Verb >= sentence.FirstToken && f.Verb < verb && f.Depth == 1 && f.SourceHead >= 0) is { } going) speaker = going.SourceHead;
            (int First, int End)? content = null;
            string how = "verb.none";
            if (speaker >= 0 && namer.CanSpeak(speaker, shows && !cues.Is("speech", lemma))) content = denies ? Denied(verb, speaker, sentence, sentenceIndex, out how) : Content(verb, speaker, sentence, sentenceIndex, out how);
            else speaker = -1;
            // "…, the army announced, with sources telling AFP that …": what others tell beside it is not the army's.
            if (content is { } told && told.First < verb && told.End > verb && sentence.Language == LanguageCode.English && WithOthers(verb, sentence) is >= 0 and int beside) content = (told.First, Math.Min(told.End, beside));
            // "put the toll at 45 and …": the number and what is said of it, as far as the clause goes.
            if (counts && speaker >= 0) (content, how) = ((verb + 1, tree.Extent(verb).End), "verb.count");
            // "…, because they refused, ASTRA reported on Sunday": what closes a sentence carries all of it, wherever the tree hangs it.
            if (content is { } part && part.First > sentence.FirstToken && reports && sentence.Language == LanguageCode.English && FindByOrder(verb, sentence, sentenceIndex) is { How: "order.after" } closing) content = (closing.First, closing.End);
            if (reports && sentence.Language == LanguageCode.English && cues.Is("say", lemma) && SpeakerAfterQuotation(verb, sentence, out int mark) is >= 0 and int quoted && speaker < mark && namer.CanSpeak(quoted, false))
                (speaker, content, how) = (quoted, (sentence.FirstToken, mark), "order.quotation");
            if (content is null && reports && !(sentence.Language != LanguageCode.English && tokens.Has(verb, "Variant", "Short")) && FindByOrder(verb, sentence, sentenceIndex) is { } found) (speaker, content, how, isImpersonal) = (found.Speaker, (found.First, found.End), found.How, false);
            if (speaker < 0)
            {
                if (passive && reports) ReadHearsay(verb, sentence);
                return;
            }
            bool isAdding = cues.Is("adding", lemma);
            bool first = true;
            foreach (int member in tree.WithConjuncts(speaker).Take(4))
            {
                if (member != speaker && !namer.CanSpeak(member, false)) continue;
                if (namer.Name(member, lastSpeaker, isAdding) is not { } name) continue;
                // Who announces a thing has not told the story.
                if (first && (how is not ("verb.object" or "verb.none") || name.Kind is not ("person" or "official"))) Hear(name, member);
                first = false;
                if (reports && (content is null || how == "verb.back") && ForwardContent(sentenceIndex) is { } ahead)
                {
                    Add(new Attribution(new Source(name.Name, name.Kind, name.Span, tokens.Form[verb], tokens.SpanOf(verb)), ahead.First, ahead.End, 1, "attribution/verb.ahead") { Verb = verb, SourceHead = member });
                    if (content is null) break;
                }
                if (content is not { } range) continue;
                // "wrote a report refusing to fight": who writes does it, and reports nothing.
                if (lemma == "write" && how == "verb.object" && sentence.Language == LanguageCode.English && tree.Object(verb) is >= 0 and int paper && cues.Is("documents", tokens.Lemma[paper])) break;
                (int ownFirst, int ownEnd) = OwnWords(verb, speaker, range);
                Attribution frame = new(new Source(name.Name, name.Kind, name.Span, tokens.Form[verb], tokens.SpanOf(verb)), range.First, range.End, how == "verb.relay" ? 0 : 1, "attribution/" + how)
                {
                    Own = (ownFirst, ownEnd),
                    Verb = verb,
                    SourceHead = member,
                    Denies = denies,
                };
                Add(frame);
                break;
            }
            if (cites && sentence.Language == LanguageCode.English) ReadQuoted(verb, sentence);
            if (quotes && content is { } toldHere) ReadWordsQuoted(verb, toldHere, sentence);
            if (content is { } carried)
            {
                ReadAudience(verb, isImpersonal ? speaker : -1, carried, sentence);
                ReadAudienceBefore(verb, speaker, carried, sentence);
            }
        }

        // «пришли к выводу, что», «зробили висновок»
        private bool HasConclusion(int verb, CueWords cues)
        {
            foreach (int child in tree.Children(verb))
                if (cues.Is("conclusions", tokens.Lemma[child])) return true;
            return false;
        }

        // "put the death toll at 45", "gave a figure of 30".
        private bool IsCount(int verb, CueWords cues) => cues.Is("count", tokens.Lemma[verb]) && tree.Object(verb) is >= 0 and int number && cues.Is("counts", tokens.Lemma[number]);

        private int FindSpeaker(int verb, bool passive, Sentence sentence, out bool isImpersonal)
        {
            isImpersonal = false;
            CueWords cues = owner.CuesOf(sentence.Language);
            if (passive)
            {
                foreach (int child in tree.Children(verb))
                    if (tree.Is(child, "obl") && (tokens.Deprel[child] == "obl:agent" || tree.Preposition(child) == "by" || (tree.Preposition(child).Length == 0 && tokens.Has(child, "Case", "Ins")))) return child;
            }
            else
            {
                // "…, said Lebanese military sources.": what follows the verb up to the end, not what the parser found before.
                if (sentence.Language == LanguageCode.English && verb - 2 > sentence.FirstToken && IsBreak(verb - 1) && owner.CuesOf(sentence.Language).Is("say", tokens.Lemma[verb]) && tokens.Has(verb, "VerbForm", "Fin")
                    && !HasVerb(verb + 1, sentence.EndToken, LongestTail + LongestSpeaker) && tokens.Lemma[verb] != "tell" && SpeakerAfter(verb, sentence) is >= 0 and int closing && !HasComma(verb, closing)) return closing;
                int subject = -1;
                foreach (int child in tree.Children(verb))
                    if (tree.Is(child, "nsubj") && (subject < 0 || (subject > verb && child < verb) || (Math.Abs(child - verb) < Math.Abs(subject - verb) && !(subject < verb && child > verb)))) subject = child;
                // «…», — рассказывает одна из жён: after the dash the speaker follows the verb; what stands before belongs to the words quoted.
                if (verb > sentence.FirstToken && tokens.Form[verb - 1] is "-" or "–" or "—" && (subject < 0 || subject < verb) && PhraseHeadAfter(verb + 1, sentence) is >= 0 and int after && CanSpeakAfter(after)) return after;
                if (subject < 0 && LikeAnObject(verb, sentence) is >= 0 and int inverted) return inverted;
                if (subject < 0 || tokens.Upos[subject] is Upos.PRON) subject = tree.Subject(verb) is >= 0 and int other ? other : subject;
                if (subject >= 0 && AfterDateline(subject, verb, sentence) is >= 0 and int told) return told;
                if (subject >= 0 && BesideMedium(subject, verb, sentence) is >= 0 and int person) return person;
                // "Lebanon's state-run National News Agency reported": the body, not what it is run by.
                if (subject >= 0 && sentence.Language == LanguageCode.English && namer.NameAt(verb - 1) is { Kind: NameKind.Organization or NameKind.Other } agency && subject < agency.FirstToken && agency.FirstToken - 2 > sentence.FirstToken && tokens.Form[agency.FirstToken - 2] == "-") return verb - 1;
                if (subject >= 0 && sentence.Language == LanguageCode.Russian && !namer.CanSpeak(subject, false) && SpeakerBetween(subject, verb) is >= 0 and int between) return between;
                if (subject >= 0) return subject;
            }
            // «из видео следует, что …»: what it follows from is the source.
            if (cues.Is("follow", tokens.Lemma[verb]))
                foreach (int child in tree.Children(verb))
                    if (tree.Is(child, "obl") && cues.Is("from", tree.Preposition(child))) return child;
            // «сообщили в ОВА», «говорится в сводке Генштаба», «повідомили у пресслужбі»: the place of the saying is the source.
            foreach (int child in tree.Children(verb))
                if (tree.Is(child, "obl") && tree.Preposition(child) is var place && (cues.Is("said-in", place) || place == "на") && namer.CanSpeak(child, false)
                    && (namer.NameAt(child) is not { Kind: NameKind.Location } || owner.known.FindInflected(tokens.Form[child]) is not null || owner.CuesOf(sentence.Language).FormOf("anonymous", tokens.Form[child]) is not null) && !cues.Is("platforms", tokens.Lemma[child]))
                {
                    isImpersonal = true;
                    return child;
                }
            // A body or a person right before the verb that the parser hung elsewhere: "as Russia's Defence Ministry reported drones attacked".
            int before = verb - 1;
            if (!passive && before >= sentence.FirstToken && owner.CuesOf(sentence.Language).Is("say", tokens.Lemma[verb]) && tokens.Upos[before] is Upos.PROPN or Upos.NOUN)
            {
                int head = before;
                while (tokens.Head[head] >= sentence.FirstToken && tokens.Head[head] < verb && tokens.Upos[tokens.Head[head]] is Upos.PROPN or Upos.NOUN && verb - tokens.Head[head] <= 6) head = tokens.Head[head];
                if (namer.CanSpeak(head, false)) return head;
            }
            // «Про це повідомив на своїй сторінці … головнокомандувач ЗСУ Валерій Залужний»: the next person named in the clause.
            if (!passive && owner.CuesOf(sentence.Language).Is("say", tokens.Lemma[verb]) && PointsBack(verb))
            {
                int body = -1;
                for (int t = verb + 1; t < sentence.EndToken && tokens.Upos[t] is not Upos.VERB; t++)
                {
                    if (namer.NameAt(t) is { Kind: NameKind.Person }) return t;
                    if (body < 0 && (namer.NameAt(t) is { Kind: NameKind.Organization } || namer.IsListed(t))) body = t;
                }
                if (body >= 0) return body;
            }
            // A name right after the verb that the parser hung elsewhere: «сообщает Astra», "said Smith".
            int next = verb + 1;
            if (!passive && next < sentence.EndToken && (namer.NameAt(next) is { Kind: NameKind.Person or NameKind.Organization } || owner.CuesOf(sentence.Language).Is("role", tokens.Lemma[next])) && (tree.ClauseOf(next) == tree.ClauseOf(verb) || sentence.Language == LanguageCode.English && verb > sentence.FirstToken && IsBreak(verb - 1) && owner.CuesOf(sentence.Language).Is("say", tokens.Lemma[verb]))) return next;
            return -1;
        }

        // «…, сообщил штаб бригады»: a body whose nominative looks like its accusative, after a verb of saying that closes the sentence and agrees with it.
        private int LikeAnObject(int verb, Sentence sentence)
        {
            if (sentence.Language == LanguageCode.English || verb <= sentence.FirstToken || !IsBreak(verb - 1) || !tokens.Has(verb, "VerbForm", "Fin") || !owner.CuesOf(sentence.Language).Is("say", tokens.Lemma[verb])) return -1;
            int body = tree.Child(verb, "obj");
            return body > verb && body - verb <= 4 && !HasComma(verb, body) && tree.Child(body, "case") < 0 && namer.CanSpeak(body, false) && !owner.CuesOf(sentence.Language).Is("news", tokens.Lemma[body])
                && Agree("Number") && (tokens.Feature(verb, "Gender") is not { Length: > 0 } || Agree("Gender")) ? body : -1;

            bool Agree(string feature) => tokens.Feature(verb, feature) == tokens.Feature(body, feature);
        }

        // "INTERFAX.RU - ФСБ сообщила": the agency that heads the line has its subject's place in the tree; who speaks stands after the dash.
        private int AfterDateline(int subject, int verb, Sentence sentence)
        {
            if (subject > sentence.FirstToken + 3) return -1;
            for (int t = subject + 1; t < verb; t++)
            {
                if (tokens.Form[t] is not ("-" or "–" or "—")) continue;
                return IsMedia(subject) && PhraseHeadAfter(t + 1, sentence) is >= 0 and int head && head < verb && namer.CanSpeak(head, false) ? head : -1;
            }
            return -1;
        }

        // «Исполняющий обязанности губернатора Юрий Слюсарь заявил», «российские "военкоры" утверждают»: who stands between what the tree
        // takes for the subject and the verb.
        private int SpeakerBetween(int subject, int verb)
        {
            for (int t = verb - 1; t > subject; t--)
            {
                if (tokens.Upos[t] is Upos.VERB or Upos.AUX || tokens.Form[t] is ",") return -1;
                if (namer.NameAt(t) is { Kind: NameKind.Person } name) return name.FirstToken;
                if (tokens.Upos[t] == Upos.NOUN && tokens.Has(t, "Case", "Nom") && namer.CanSpeak(t, false)) return t;
            }
            return -1;
        }

        private bool CanSpeakAfter(int head) => namer.CanSpeak(head, false) || tokens.Upos[head] is Upos.NUM || owner.CuesOf(tree.Language(head)).Is("one", tokens.Lemma[head]);

        // "is said to have", «сообщается, что»: somebody says so, nobody is named.
        private void ReadHearsay(int verb, Sentence sentence)
        {
            int content = tree.Child(verb, "ccomp");
            if (content < 0) content = tree.Child(verb, "xcomp");
            if (content < 0) content = tree.Child(verb, "csubj");
            // «До этого сообщалось о 90 жертвах»
            if (content < 0 && sentence.Language != LanguageCode.Russian) return;
            // «зафиксированы потери» tells of losses, not of what people say.
            if (sentence.Language != LanguageCode.English && !owner.CuesOf(sentence.Language).Is("say", tokens.Lemma[verb]) && !tokens.Lemma[verb].EndsWith("ся", StringComparison.Ordinal)) return;
            hearsay.Add(verb);
        }

        private readonly List<int> hearsay = [];

        // What the verb carries.
        private (int First, int End)? Content(int verb, int speaker, Sentence sentence, int sentenceIndex, out string how)
        {
            // «…, Дубки,\nсообщает МЧС»: a line broken after its comma.
            if (verb == sentence.FirstToken && sentenceIndex > 0 && tokens.Form[verb - 1] == "," && char.IsLower(tokens.Form[verb][0]))
            {
                how = "verb.after";
                return (tokens.Sentences[sentenceIndex - 1].FirstToken, verb);
            }
            // «…», — рассказывает одна из жён: the words before the dash.
            if (verb > sentence.FirstToken + 2 && tokens.Form[verb - 1] is "—" or "–" or "-" && speaker > verb)
            {
                how = "verb.after";
                return (BackOverParagraph(sentenceIndex, verb), verb);
            }
            if (verb + 2 < sentence.EndToken && tokens.Form[verb + 1] == ":")
            {
                how = "verb.colon";
                return (verb + 2, sentence.EndToken);
            }
            if (sentence.Language == LanguageCode.English && owner.CuesOf(sentence.Language).Is("say", tokens.Lemma[verb]) && SetOff(verb, speaker, sentence) is { } around)
            {
                how = "verb.after";
                return (BackOverParagraph(sentenceIndex, around.First), around.End);
            }
            int content = tree.Child(verb, "ccomp");
            if (content < 0) content = tree.Child(verb, "xcomp") is >= 0 and int x && x > verb ? x : -1;
            // "…, the agency reported; no one was hurt": what follows a semicolon is no clause of the verb.
            if (content > verb && HasSemicolon(verb, content)) content = -1;
            if (content >= 0)
            {
                how = "verb.clause";
                (int first, int end) = tree.Extent(content);
                // A clause after "that" runs on through what is coordinated with it, up to the end of the sentence.
                if (first > verb && end < sentence.EndToken && OnlyTrailing(end, sentence, verb)) end = sentence.EndToken;
                return (first, end);
            }
            // «Про це повідомив голова ОВА, передає агентство»: what was said before, and the one who passes it on carries that too.
            if (sentence.Language != LanguageCode.English && PointsBack(verb) && (tokens.Head[verb] < 0 || ((tree.Is(verb, "parataxis") || tree.Is(verb, "conj")) && tokens.Head[tokens.Head[verb]] < 0)) && (BackContent(sentenceIndex) ?? MediumsBlock(sentenceIndex, speaker)) is { } back)
            {
                how = "verb.back";
                return back;
            }
            if (sentence.Language != LanguageCode.English && tokens.Head[verb] is >= 0 and int passed && (tree.Is(verb, "parataxis") || tree.Is(verb, "conj")) && frames.Find(f => f.Verb == passed && f.Rule == "attribution/verb.back") is { } relayed)
            {
                how = "verb.relay";
                return (relayed.FirstToken, relayed.EndToken);
            }
            if (tree.Is(verb, "parataxis") && tokens.Head[verb] >= 0)
            {
                how = "verb.after";
                int head = tokens.Head[verb];
                while (tokens.Head[head] >= 0 && tree.ClauseOf(head) != head) head = tokens.Head[head];
                int leftmost = Math.Min(verb, tree.Extent(speaker).First);
                if (sentence.Language != LanguageCode.English && leftmost > sentence.FirstToken + 2 && IsBreak(leftmost - 1) && !HasVerb(Math.Max(verb, speaker) + 1, sentence.EndToken, LongestTail + LongestSpeaker)) return (BackOverParagraph(sentenceIndex, leftmost), sentence.EndToken);
                return tokens.Head[head] < 0 ? (leftmost > head ? BackOverParagraph(sentenceIndex, leftmost) : sentence.FirstToken, sentence.EndToken) : tree.Extent(head);
            }
            if (tree.Child(verb, "parataxis") is >= 0 and int inner && !tree.IsUnder(speaker, inner))
            {
                how = "verb.before";
                (int first, int end) = tree.Extent(inner);
                return first < verb ? (sentence.FirstToken, Math.Max(end, verb)) : (first, Math.Max(end, sentence.EndToken));
            }
            // «…, сообщает Astra» and "…, the army said": what stands before, when verb and speaker close the sentence.
            int leftEdge = Math.Min(verb, tree.Extent(speaker).First);
            if (leftEdge > sentence.FirstToken + 2 && tokens.Upos[leftEdge - 1] == Upos.PUNCT && tree.Is(verb, "root") is var isRoot
                && (isRoot || tree.Is(verb, "conj") || tree.Is(verb, "dep") || tree.Is(verb, "advcl")) && HasVerb(sentence.FirstToken, leftEdge) && !HasObjectClause(verb))
            {
                how = "verb.after";
                return (BackOverParagraph(sentenceIndex, leftEdge), sentence.EndToken);
            }
            // «Об этом сообщил X», "X reported this": what was said before.
            if (PointsBack(verb))
            {
                how = "verb.back";
                return BackContent(sentenceIndex) ?? MediumsBlock(sentenceIndex, speaker);
            }
            // The tree gives the verb nothing, but words follow it: they are what it says.
            if (tree.Child(verb, "ccomp") < 0 && tree.Object(verb) < 0 && owner.CuesOf(sentence.Language).Is("say", tokens.Lemma[verb]) && speaker < verb && sentence.EndToken - verb > 4 && HasVerb(verb + 1, sentence.EndToken))
            {
                how = "verb.rest";
                return (verb + 1, sentence.EndToken);
            }
            int obj = -1;
            foreach (int child in tree.Children(verb))
                if (tree.Is(child, "obl") && owner.CuesOf(sentence.Language).Is("about", tree.Preposition(child))) { obj = child; break; }
            if (obj < 0) obj = tree.Object(verb);
            if (obj < 0 && tree.IsPassive(verb)) obj = tree.Child(verb, "nsubj");
            if (obj >= 0 && obj != speaker)
            {
                how = "verb.object";
                // What the object shows or says hangs under the verb as often as under the object.
                return obj > verb ? (tree.Extent(obj).First, Math.Max(tree.Extent(obj).End, tree.Extent(verb).End)) : tree.Extent(obj);
            }
            if (tree.Child(verb, "advcl") is >= 0 and int clause && tree.Child(clause, "mark") >= 0)
            {
                how = "verb.clause";
                return tree.Extent(clause);
            }
            how = "verb.none";
            // A quotation beside it in the same sentence.
            foreach (Quotation quotation in quotations)
                if (quotation.EndToken > sentence.FirstToken && quotation.FirstToken < sentence.EndToken)
                {
                    how = "verb.quotation";
                    return (quotation.FirstToken, quotation.EndToken);
                }
            return null;
        }

        // The comma before "with" and somebody who tells something himself; −1 where none.
        private int WithOthers(int verb, Sentence sentence)
        {
            for (int t = verb + 1; t + 3 < sentence.EndToken; t++)
            {
                if (tokens.Form[t] != "," || tokens.Form[t + 1] != "with") continue;
                for (int said = t + 3; said < Math.Min(sentence.EndToken, t + 8); said++)
                    if (tokens.Form[said].EndsWith("ing", StringComparison.Ordinal) && owner.CuesOf(sentence.Language).Is("say", tokens.Lemma[said])) return t;
            }
            return -1;
        }

        private bool HasSemicolon(int from, int to)
        {
            for (int t = from; t < to; t++)
                if (tokens.Form[t] == ";") return true;
            return false;
        }

        // «…. …, – сказал X»: a speaker after a dash at the end of a paragraph carries the sentences of it that have no other source.
        private int BackOverParagraph(int sentenceIndex, int leftEdge)
        {
            Sentence sentence = tokens.Sentences[sentenceIndex];
            int first = sentence.FirstToken;
            if (leftEdge == 0 || tokens.Form[leftEdge - 1] is not ("-" or "–" or "—")) return first;
            if (sentenceIndex + 1 < tokens.Sentences.Length && tokens.Sentences[sentenceIndex + 1].Block == sentence.Block) return first;
            for (int s = sentenceIndex - 1; s >= 0 && tokens.Sentences[s].Block == sentence.Block; s--)
            {
                Sentence earlier = tokens.Sentences[s];
                if (frames.Any(f => f.FirstToken < earlier.EndToken && f.EndToken > earlier.FirstToken)) break;
                first = earlier.FirstToken;
            }
            return first;
        }

        private bool OnlyTrailing(int from, Sentence sentence, int verb)
        {
            for (int t = from; t < sentence.EndToken; t++)
                if (tree.ClauseOf(t) == verb && tokens.Upos[t] is Upos.VERB && t != verb) return false;
                else if (tree.Is(t, "conj") && tokens.Head[t] == verb && !GoesOnWithContent(t, verb, sentence)) return false;
            return true;
        }

        private bool HasVerb(int first, int end)
        {
            for (int t = first; t < end; t++)
                if (tokens.Upos[t] is Upos.VERB or Upos.AUX || tokens.Feats[t].Contains("VerbForm", StringComparison.Ordinal)) return true;
            return end - first >= 6;
        }

        private bool HasObjectClause(int verb)
        {
            foreach (int child in tree.Children(verb))
                if (child > verb && (tree.Is(child, "ccomp") || (tree.Is(child, "obj") && tokens.Upos[child] is Upos.NOUN or Upos.PROPN))) return true;
            return false;
        }

        private bool PointsBack(int verb)
        {
            CueWords cues = owner.CuesOf(tree.Language(verb));
            foreach (int child in tree.Children(verb))
                if (tree.Is(child, "obj") && IsThisNews(child, cues)) return true;
                else if ((tree.Is(child, "obl") || tree.Is(child, "obj") || tree.Is(child, "nsubj")) && tokens.Upos[child] is Upos.PRON or Upos.DET && cues.Is("anaphora", tokens.Lemma[child])) return true;
            return false;
        }

        // «эту информацию подтвердил X»: a paper or news with "this" before it.
        private bool IsThisNews(int noun, CueWords cues)
        {
            if (tokens.Upos[noun] != Upos.NOUN || !(cues.Is("news", tokens.Lemma[noun]) || cues.Is("documents", tokens.Lemma[noun]))) return false;
            foreach (int child in tree.Children(noun))
                if (cues.Is("such", tokens.Lemma[child])) return true;
            return false;
        }

        // The sentences before, back to the last one that has its own source, three at most.
        private (int First, int End)? BackContent(int sentenceIndex)
        {
            int first = sentenceIndex;
            while (first > 0 && sentenceIndex - first < 3 && !frames.Any(f => f.FirstToken < tokens.Sentences[first - 1].EndToken && f.EndToken > tokens.Sentences[first - 1].FirstToken)) first--;
            return first == sentenceIndex ? null : (tokens.Sentences[first].FirstToken, tokens.Sentences[sentenceIndex].FirstToken);
        }

        // «Про це голова ОВА повідомив у телеграмі:» and then, over one paragraph or several, what he said.
        private (int First, int End)? ForwardContent(int sentenceIndex)
        {
            const int longest = 25;
            Sentence sentence = tokens.Sentences[sentenceIndex];
            if (sentence.Language == LanguageCode.English || tokens.Form[sentence.EndToken - 1] != ":" || sentence.EndToken >= tokens.Count) return null;
            bool isQuoted = tokens.Form[sentence.EndToken] is "«" or "\"" or "“" or "„";
            int open = 0, straight = 0;
            for (int s = sentenceIndex + 1; s < Math.Min(tokens.Sentences.Length, sentenceIndex + longest); s++)
            {
                Sentence next = tokens.Sentences[s];
                for (int t = next.FirstToken; t < next.EndToken; t++)
                {
                    if (tokens.Form[t] is "«" or "“" or "„") open++;
                    else if (tokens.Form[t] is "»" or "”") open--;
                    else if (tokens.Form[t] is "\"") straight++;
                }
                bool isClosed = open <= 0 && straight % 2 == 0;
                bool endsBlock = s + 1 == tokens.Sentences.Length || tokens.Sentences[s + 1].Block != next.Block;
                if (isQuoted ? isClosed : endsBlock) return (sentence.EndToken, next.EndToken);
            }
            return null;
        }

        private (int First, int End)? MediumsBlock(int sentenceIndex, int speaker) =>
            tokens.Sentences[sentenceIndex].Language == LanguageCode.Russian && namer.Name(speaker, null, false) is { Kind: "agency" or "outlet" or "channel" } ? BackOverBlock(sentenceIndex) : null;

        // «По данным медиков, …. Об этом сообщает Reuters»: a medium carries the paragraph with whoever speaks in it.
        private (int First, int End)? BackOverBlock(int sentenceIndex)
        {
            int first = sentenceIndex;
            while (first > 0 && tokens.Sentences[first - 1].Block == tokens.Sentences[sentenceIndex].Block) first--;
            return first == sentenceIndex ? null : (tokens.Sentences[first].FirstToken, tokens.Sentences[sentenceIndex].FirstToken);
        }

        // The speaker's words and the verb, where they lie inside what is carried.
        private (int First, int End) OwnWords(int verb, int speaker, (int First, int End) range)
        {
            (int first, int end) = tree.Phrase(speaker);
            first = Math.Min(first, verb);
            end = Math.Max(end, verb + 1);
            return first >= range.First && end <= range.End && end - first < 16 ? (first, end) : (verb, verb + 1);
        }

        // ---- quotations ----
        // A verb that carries part of a quotation carries all of it.
        private void SpreadOverQuotations(int from)
        {
            int count = frames.Count;
            for (int f = from; f < count; f++)
            {
                Attribution frame = frames[f];
                if (frame.Verb < 0 || frame.Depth < 0) continue;
                foreach (Quotation quotation in quotations)
                {
                    bool touches = quotation.FirstToken < frame.EndToken && quotation.EndToken > frame.FirstToken;
                    if (quotation.Contains(frame.Verb) && IsInterruption(frame, quotation)) frame = frame with { EndToken = Math.Max(frame.EndToken, quotation.EndToken) };
                    if (!touches || (quotation.FirstToken >= frame.FirstToken && quotation.EndToken <= frame.EndToken) || quotation.Contains(frame.Verb)) continue;
                    frame = frame with { FirstToken = Math.Min(frame.FirstToken, quotation.FirstToken), EndToken = Math.Max(frame.EndToken, quotation.EndToken) };
                }
                frames[f] = frame;
            }
        }

        // A long quotation without a verb belongs to whoever spoke last.
        private void AttributeBareQuotations()
        {
            foreach (Quotation quotation in quotations)
            {
                if (quotation.EndToken - quotation.FirstToken < 7) continue;
                int middle = (quotation.FirstToken + quotation.EndToken) / 2;
                if (frames.Any(f => f.Carries(middle) || f.Carries(quotation.FirstToken + 1))) continue;
                Attribution? speaker = frames.Where(f => f.Depth >= 0 && f.SourceHead >= 0 && f.SourceHead < quotation.FirstToken && Math.Abs(tree.SentenceOf(f.SourceHead) - tree.SentenceOf(quotation.FirstToken)) <= 3).LastOrDefault();
                if (speaker is null) continue;
                Add(speaker with { FirstToken = quotation.FirstToken, EndToken = quotation.EndToken, Rule = "attribution/quotation", Own = default, Verb = -1, Source = speaker.Source with { CueSpan = new TextSpan(tokens.Start[quotation.FirstToken], 0) } });
            }
        }

        private void Add(Attribution frame)
        {
            if (frame.EndToken > frame.FirstToken && !IsThePage(frame.Source.Name)) frames.Add(frame);
        }

        // The page's own outlet is no link of the chain: "the BBC spoke to …" on the BBC's site.
        private bool IsThePage(string name)
        {
            Document document = tree.Analysis.Document;
            if (document.Publisher is { } publisher && publisher.Equals(name, StringComparison.OrdinalIgnoreCase)) return true;
            if (document.Url is null || !Uri.TryCreate(document.Url, UriKind.Absolute, out Uri? url)) return false;
            string letters = string.Concat(name.Where(char.IsAsciiLetterOrDigit)).ToLowerInvariant();
            const int sure = 6;
            return letters.Length >= 3 && (letters.Length >= sure && letters.Length == name.Length || owner.known.Find(name) is { Kind: "outlet" or "agency" or "channel" }) && url.Host.Replace("-", "", StringComparison.Ordinal).Contains(letters, StringComparison.OrdinalIgnoreCase);
        }
    }
}
