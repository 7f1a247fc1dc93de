using Hearsay.Text;

namespace Hearsay.Claims;

// Verbs of reporting, and who speaks by the tree.
public sealed partial class AttributionReader
{
    private sealed partial class Reader
    {
        // ---- reporting verbs ----
        private void ReadVerb(int verb, int sentenceIndex)
        {
            Sentence sentence = tokens.Sentences[sentenceIndex];
            CueWords cues = owner.CuesOf(sentence.Language);
            if (tokens.Upos[verb] is not (Upos.VERB or Upos.AUX or Upos.ADJ)) return;
            ReadWitnessing(verb, sentenceIndex);
            ReadCitingBack(verb, sentenceIndex);
            string lemma = tokens.Lemma[verb];
            bool reports = cues.Is("report", lemma), denies = cues.Is("deny", lemma), shows = cues.Is("show", lemma), cites = cues.Is("cite", lemma);
            reports |= cues.Is("conclude", lemma) && HasConclusion(verb, cues);
            reports |= cues.Is("accuse", lemma) || cues.Is("give", lemma) && GivesNews(verb, cues);
            // «установили контроль над»: a finding is told in a clause.
            if (cues.Is("establish", lemma) && tree.Child(verb, "ccomp") < 0 && !tree.IsPassive(verb)) reports = false;
            bool quotes = !IsEnglish(sentence) && WordsQuoted(verb, sentence) >= 0;
            reports |= quotes;
            if (IsExamination(verb, cues)) return;
            // "following their capture of the town": a preposition by now.
            if (IsEnglish(sentence) && tree.Is(verb, "case")) return;
            // «йдеться про рух відкритим полем»: what is meant, told by nobody.
            if (shows && !IsEnglish(sentence) && lemma.EndsWith("ся", StringComparison.Ordinal) && verb + 1 < sentence.EndToken && tree.LemmaIn("about", verb + 1)) return;
            if (cues.Is("speak", lemma) && tree.Subject(verb) is >= 0 and int voice && tokens.Upos[voice] is not Upos.PRON
                && namer.CanSpeak(voice, false) && namer.Name(voice, SpeakerBefore(verb), false) is { } heard) Hear(heard, voice);
            bool counts = !reports && !denies && !shows && !cites && IsCount(verb, cues);
            if (!reports && !denies && !shows && !cites && !counts) return;
            bool passive = tree.IsPassive(verb) || !IsEnglish(sentence) && tokens.Has(verb, "Voice", "Pass")
                || lemma.EndsWith("ся", StringComparison.Ordinal) || lemma.EndsWith("тися", StringComparison.Ordinal);
            int speaker = FindSpeaker(verb, passive, sentence, out bool isImpersonal);
            // "It was reported that …": nobody.
            if (IsEnglish(sentence) && speaker >= 0 && speaker < verb && tokens.Upos[speaker] == Upos.PRON && tokens.Lemma[speaker] == "it" && (passive || HasBe(verb))) speaker = -1;
            // "said troops shelled the town, adding that …": who goes on is who spoke, not whom the words tell of.
            bool goesOn = reports && IsEnglish(sentence) && tokens.Form[verb].EndsWith("ing", StringComparison.Ordinal)
                && speaker >= 0 && tree.Subject(verb) >= 0 && !tree.Children(verb).Contains(speaker);
            if (goesOn && !(verb - 1 == tokens.Head[verb] && tree.Is(verb, "acl") && !cues.Is("documents", tokens.Lemma[verb - 1]) && namer.CanSpeak(verb - 1, false))
                && frames.FindLast(f => f.Verb >= sentence.FirstToken && f.Verb < verb && f.Depth == 1 && f.SourceHead >= 0) is { } going) speaker = going.SourceHead;
            // "residents told the radio; one of them said": who speaks after a semicolon stands after it.
            int semicolon = speaker >= 0 && speaker < verb && IsEnglish(sentence) ? SemicolonBetween(speaker, verb) : -1;
            if (semicolon >= 0 && OpensClause(verb, sentence, semicolon + 1) is >= 0 and int nearer) speaker = nearer;
            (int First, int End)? content = null;
            string how = "verb.none";
            if (speaker >= 0 && namer.CanSpeak(speaker, shows && !cues.Is("speech", lemma)))
                content = denies ? Denied(verb, speaker, sentence, sentenceIndex, out how) : Content(verb, speaker, sentence, sentenceIndex, out how);
            else speaker = -1;
            // "…, the army announced, with sources telling AFP that …": what others tell beside it is not the army's.
            if (content is { } told && told.First < verb && told.End > verb && IsEnglish(sentence) && WithOthers(verb, sentence) is >= 0 and int beside)
                content = (told.First, Math.Min(told.End, beside));
            // "claimed to have repelled raids, saying 119 drones were shot down", "It adds that troops advanced …": all that follows, whatever the parser makes of it.
            if (IsEnglish(sentence) && speaker >= 0 && Says(verb, sentence) && GoesOnToTheEnd(verb, content, sentence)) (content, how) = ((verb + 1, sentence.EndToken), "verb.rest");
            // "said two people were killed, and that the 18 wounded included …": what is joined to it.
            if (content is { } spoken && spoken.First > verb && IsEnglish(sentence) && speaker >= 0 && reports && JoinedContent(verb) is var joined && joined > spoken.End) content = (spoken.First, joined);
            // "put the toll at 45 and …": the number and what is said of it, as far as the clause goes.
            if (counts && speaker >= 0) (content, how) = ((verb + 1, tree.Extent(verb).End), "verb.count");
            // "…, because they refused, ASTRA reported on Sunday": what closes a sentence carries all of it, wherever the tree hangs it.
            bool isPart = content is { } part && part.First > sentence.FirstToken;
            if (isPart && reports && IsEnglish(sentence) && FindByOrder(verb, sentence, sentenceIndex) is { How: "order.after" } closing) content = (closing.First, closing.End);
            if (reports && IsEnglish(sentence) && cues.Is("say", lemma)
                && SpeakerAfterQuotation(verb, sentence, out int mark) is >= 0 and int quoted && speaker < mark && namer.CanSpeak(quoted, false))
                (speaker, content, how) = (quoted, (sentence.FirstToken, mark), "order.quotation");
            bool isShort = !IsEnglish(sentence) && tokens.Has(verb, "Variant", "Short");
            if (content is null && reports && !isShort && FindByOrder(verb, sentence, sentenceIndex) is { } found)
                (speaker, content, how, isImpersonal) = (found.Speaker, (found.First, found.End), found.How, false);
            if (speaker >= 0 && IsEnglish(sentence) && CitingBefore(speaker, verb, sentence) is >= 0 and int citing) (speaker, content, how) = (citing, (verb + 1, sentence.EndToken), "verb.rest");
            if (content is { } said && IsEnglish(sentence) && QuotationAround(verb) is { } around) content = (Math.Max(said.First, around.FirstToken), Math.Min(said.End, around.EndToken));
            if (content is { } before && IsEnglish(sentence) && SemicolonBetween(Math.Max(verb, before.First), Math.Min(before.End, sentence.EndToken)) is >= 0 and int stop && (before.First < verb || IsToldByOther(stop, sentence))) content = (before.First, stop);
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
                if (namer.Name(member, SpeakerBefore(verb), isAdding) is not { } name) continue;
                // Who announces a thing has not told the story.
                if (first && (how is not ("verb.object" or "verb.none") || name.Kind is not ("person" or "official") || IsEnglish(sentence) && namer.IsBody(name.Name, sentence.Language))) Hear(name, member);
                first = false;
                if (reports && (content is null || how == "verb.back") && ForwardContent(sentenceIndex) is { } ahead)
                {
                    Add(new Attribution(new Source(name.Name, name.Kind, name.Span, tokens.Form[verb], tokens.SpanOf(verb)), ahead.First, ahead.End, 1, "attribution/verb.ahead") { Verb = verb, SourceHead = member });
                    if (content is null) break;
                }
                if (content is not { } range) continue;
                // "wrote a report refusing to fight": who writes does it, and reports nothing.
                if (lemma == "write" && how == "verb.object" && IsEnglish(sentence) && tree.Object(verb) is >= 0 and int paper && cues.Is("documents", tokens.Lemma[paper])) break;
                (int ownFirst, int ownEnd) = OwnWords(verb, speaker, range);
                Source source = new(name.Name, name.Kind, name.Span, tokens.Form[verb], tokens.SpanOf(verb));
                Attribution frame = new(source, range.First, range.End, how == "verb.relay" ? 0 : 1, "attribution/" + how)
                {
                    Own = (ownFirst, ownEnd),
                    Verb = verb,
                    SourceHead = member,
                    Denies = denies,
                };
                Add(frame);
                break;
            }
            if (cites && IsEnglish(sentence)) ReadQuoted(verb, sentence);
            if (quotes && content is { } toldHere) ReadWordsQuoted(verb, toldHere, sentence);
            if (content is { } carried)
            {
                ReadAudience(verb, isImpersonal ? speaker : -1, carried, sentence);
                ReadAudienceBefore(verb, speaker, carried, sentence);
            }
        }

        // After a comma and "saying", or a verb of saying and "that", where the content found ends before the sentence does.
        private bool GoesOnToTheEnd(int verb, (int First, int End)? content, Sentence sentence)
        {
            if (verb + 3 >= sentence.EndToken || content is { } found && (found.First < verb || found.End >= sentence.EndToken - 1)) return false;
            bool isSaying = verb > sentence.FirstToken && tokens.Form[verb - 1] == "," && tokens.Form[verb].EndsWith("ing", StringComparison.Ordinal) && tree.Child(verb, "ccomp") < 0;
            bool isThat = owner.CuesOf(sentence.Language).Is("that", tokens.Form[verb + 1]) && tree.Child(verb, "ccomp") < 0;
            if (!isSaying && !isThat) return false;
            for (int t = verb + 1; t < sentence.EndToken; t++)
                if (tokens.Form[t] is ";" or "\"" or "”") return false;
            return true;
        }

        // Where a further clause with "that", or in -ing, that the parser joined to the verb of speech itself ends; -1 for none.
        private int JoinedContent(int verb)
        {
            foreach (int child in tree.Children(verb))
            {
                if (child <= verb || !tree.Is(child, "conj")) continue;
                bool isGerund = false, hasSubject = false;
                foreach (int part in tree.Children(child))
                {
                    hasSubject |= tree.Is(part, "nsubj");
                    isGerund |= tree.Is(part, "aux") && tokens.Form[part] == "being";
                }
                int start = tree.Extent(child).First;
                while (start < child && tokens.Upos[start] == Upos.PUNCT) start++;
                bool isThat = start < child && (tokens.Form[start] == "that" || tokens.Form[start] == "and" && tokens.Form[start + 1] == "that");
                if (isThat || isGerund && !hasSubject && tree.Child(verb, "xcomp") >= 0) return tree.Extent(child).End;
            }
            return -1;
        }

        private bool HasBe(int verb)
        {
            foreach (int child in tree.Children(verb))
                if (child < verb && tokens.Lemma[child] == "be" && (tree.Is(child, "cop") || tree.Is(child, "aux"))) return true;
            return false;
        }

        // One of the surest verbs of saying.
        private bool Says(int verb, Sentence sentence) => owner.CuesOf(sentence.Language).Is("say", tokens.Lemma[verb]);

        private static bool IsEnglish(Sentence sentence) => sentence.Language == LanguageCode.English;

        // «такі дані навели у штабі»
        private bool GivesNews(int verb, CueWords cues)
        {
            foreach (int child in tree.Children(verb))
                if (cues.Is("news", tokens.Lemma[child]) && (tree.Is(child, "obj") || tree.Is(child, "nsubj"))) return true;
            return false;
        }

        // «пришли к выводу, что», «зробили висновок»
        private bool HasConclusion(int verb, CueWords cues)
        {
            foreach (int child in tree.Children(verb))
                if (cues.Is("conclusions", tokens.Lemma[child])) return true;
            return false;
        }

        // "put the death toll at 45", "gave a figure of 30".
        private bool IsCount(int verb, CueWords cues) =>
            cues.Is("count", tokens.Lemma[verb]) && tree.Object(verb) is >= 0 and int number && cues.Is("counts", tokens.Lemma[number]);

        private int FindSpeaker(int verb, bool passive, Sentence sentence, out bool isImpersonal)
        {
            isImpersonal = false;
            CueWords cues = owner.CuesOf(sentence.Language);
            if (passive)
            {
                foreach (int child in tree.Children(verb))
                {
                    bool isAgent = tokens.Deprel[child] == "obl:agent" || tree.Preposition(child) == "by" || (tree.Preposition(child).Length == 0 && tokens.Has(child, "Case", "Ins"));
                    if (isAgent && tree.Is(child, "obl")) return child;
                }
            }
            else
            {
                // "…, said Lebanese military sources.": what follows the verb up to the end, not what the parser found before.
                if (IsEnglish(sentence) && verb - 2 > sentence.FirstToken && IsBreak(verb - 1) && Says(verb, sentence) && tokens.Has(verb, "VerbForm", "Fin")
                    && !HasVerb(verb + 1, sentence.EndToken, LongestTail + LongestSpeaker) && tokens.Lemma[verb] != "tell"
                    && SpeakerAfter(verb, sentence) is >= 0 and int closing && !HasComma(verb, closing)) return closing;
                if (ClosingSpeaker(verb, sentence) is >= 0 and int closer) return closer;
                int subject = -1;
                foreach (int child in tree.Children(verb))
                {
                    if (!tree.Is(child, "nsubj")) continue;
                    bool isNearer = Math.Abs(child - verb) < Math.Abs(subject - verb) && !(subject < verb && child > verb);
                    if (subject < 0 || (subject > verb && child < verb) || isNearer) subject = child;
                }
                // «…», — рассказывает одна из жён: after the dash the speaker follows the verb; what stands before belongs to the words quoted.
                if (verb > sentence.FirstToken && IsDash(verb - 1) && subject < verb)
                {
                    if (PhraseHeadAfter(verb + 1, sentence) is >= 0 and int after && CanSpeakAfter(after)) return after;
                    if (!IsEnglish(sentence) && SpeakerAfter(verb, sentence) is >= 0 and int later) return later;
                }
                // «Солдати без відпочинку пів року, кажуть їхні дружини»: what closes the sentence after a comma, not what the parser found before it.
                if (!IsEnglish(sentence) && subject < verb && verb > sentence.FirstToken && tokens.Form[verb - 1] == "," && Says(verb, sentence)
                    && (subject < 0 || HasComma(subject, verb - 1) || HasVerb(sentence.FirstToken, verb) || tokens.Feature(subject, "Number") != tokens.Feature(verb, "Number"))
                    && !HasVerb(verb + 1, sentence.EndToken, LongestTail + LongestSpeaker) && tree.Child(verb, "ccomp") < 0
                    && SpeakerAfter(verb, sentence) is >= 0 and int last && !HasComma(verb, last)
                    && tree.Preposition(last).Length == 0 && !tokens.Has(last, "Case", "Dat")) return last;
                if (subject < 0 && LikeAnObject(verb, sentence) is >= 0 and int inverted) return inverted;
                if (subject < 0 || tokens.Upos[subject] is Upos.PRON) subject = tree.Subject(verb) is >= 0 and int other ? other : subject;
                if (subject >= 0 && Antecedent(subject, verb) is >= 0 and int antecedent) return antecedent;
                // «когда она отодвинула телефон, подошёл полицейский и заявил»: a subject taken over from another verb agrees with this one.
                if (subject >= 0 && !IsEnglish(sentence) && tokens.Head[subject] != verb && Disagree(subject, verb))
                    subject = SpeakerBetween(Math.Max(sentence.FirstToken, subject), verb);
                // «Как информирует сайт, об этом сообщили в службе»: an impersonal plural has no subject in the singular.
                bool isSingle = subject >= 0 && !tokens.Has(subject, "Number", "Plur") && tree.Child(subject, "conj") < 0 && tokens.Upos[subject] is not Upos.NUM;
                if (isSingle && !IsEnglish(sentence) && tokens.Has(verb, "Number", "Plur") && tokens.Has(verb, "Tense", "Past") && SaidIn(verb, cues) is >= 0 and int saidIn)
                {
                    isImpersonal = true;
                    return saidIn;
                }
                if (subject >= 0 && AfterDateline(subject, verb, sentence) is >= 0 and int told) return told;
                if (subject >= 0 && BesideMedium(subject, verb, sentence) is >= 0 and int person) return person;
                // "Lebanon's state-run National News Agency reported": the body, not what it is run by.
                // "Nagorno-Karabakh's Defence Army said": the noun before the verb, not a part of whose it is.
                if (subject >= 0 && subject < verb - 2 && IsEnglish(sentence) && IsOwner(subject, verb)) return verb - 1;
                if (subject >= 0 && IsEnglish(sentence) && namer.NameAt(verb - 1) is { Kind: NameKind.Organization or NameKind.Other } agency
                    && subject < agency.FirstToken && agency.FirstToken - 2 > sentence.FirstToken && tokens.Form[agency.FirstToken - 2] == "-") return verb - 1;
                if (subject >= 0 && sentence.Language == LanguageCode.Russian && !namer.CanSpeak(subject, false)
                    && SpeakerBetween(subject, verb) is >= 0 and int between) return between;
                if (subject >= 0) return subject;
            }
            // «из видео следует, что …»: what it follows from is the source.
            if (cues.Is("follow", tokens.Lemma[verb]))
                foreach (int child in tree.Children(verb))
                    if (tree.Is(child, "obl") && cues.Is("from", tree.Preposition(child))) return child;
            // «повідомляється у Telegram-каналі Міноборони»: whose channel or page it is.
            foreach (int child in tree.Children(verb))
                if (!IsEnglish(sentence) && tree.Is(child, "obl") && (cues.Is("said-in", tree.Preposition(child)) || tree.Preposition(child) == "на")
                    && cues.Is("platforms", tokens.Lemma[child]) && OwnerOf(child, cues) is >= 0 and int page)
                {
                    isImpersonal = true;
                    return page;
                }
            // «сообщили в ОВА», «говорится в сводке Генштаба», «повідомили у пресслужбі»: the place of the saying is the source.
            if (SaidIn(verb, cues) is >= 0 and int saidAt)
            {
                isImpersonal = true;
                return saidAt;
            }
            // A body or a person right before the verb that the parser hung elsewhere: "as Russia's Defence Ministry reported drones attacked".
            int before = verb - 1;
            if (!passive && before >= sentence.FirstToken && Says(verb, sentence) && tokens.Upos[before] is Upos.PROPN or Upos.NOUN)
            {
                int head = before;
                while (tokens.Head[head] >= sentence.FirstToken && tokens.Head[head] < verb
                    && tokens.Upos[tokens.Head[head]] is Upos.PROPN or Upos.NOUN && verb - tokens.Head[head] <= 8) head = tokens.Head[head];
                if (namer.CanSpeak(head, false)) return head;
            }
            // «командующий силами ООН утверждал»: a participle that is the name of an office.
            if (!IsEnglish(sentence))
                foreach (int child in tree.Children(verb))
                    if (child < verb && tokens.Has(child, "VerbForm", "Part") && tokens.Has(child, "Case", "Nom") && namer.CanSpeak(child, false)) return child;
            // «ISW, ссылаясь на блогеров, сообщает»: who speaks stands before what is set off by commas.
            if (!IsEnglish(sentence) && SpeakerOverAside(verb, sentence) is >= 0 and int over) return over;
            // «Про це повідомив на своїй сторінці … головнокомандувач ЗСУ Валерій Залужний»: the next person named in the clause.
            if (!passive && Says(verb, sentence) && PointsBack(verb))
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
            if (passive || next >= sentence.EndToken) return -1;
            bool isNamed = namer.NameAt(next) is { Kind: NameKind.Person or NameKind.Organization } || cues.Is("role", tokens.Lemma[next]);
            bool closes = IsEnglish(sentence) && verb > sentence.FirstToken && IsBreak(verb - 1) && Says(verb, sentence);
            return isNamed && (closes || tree.ClauseOf(next) == tree.ClauseOf(verb)) ? next : -1;
        }

        // Nothing but a hyphened name, its "'s" and nouns up to the verb.
        private bool IsOwner(int subject, int verb)
        {
            if (!IsWithinWord(subject + 1) || tokens.Upos[verb - 1] is not (Upos.NOUN or Upos.PROPN) || !namer.CanSpeak(verb - 1, false)) return false;
            bool owns = false;
            for (int t = subject + 1; t < verb; t++)
            {
                if (tokens.Form[t] is "'s" or "’s") owns = true;
                else if (tokens.Upos[t] is not (Upos.NOUN or Upos.PROPN or Upos.ADJ) && !IsWithinWord(t)) return false;
            }
            return owns;
        }

        // The body in the genitive after the name of a channel; −1 where none.
        private int OwnerOf(int channel, CueWords cues)
        {
            const int reach = 5;
            for (int t = channel + 1; t < Math.Min(tree.Sentence(channel).EndToken, channel + reach); t++)
            {
                if (tokens.Form[t] is "," or "." or ":" || tokens.Upos[t] is Upos.VERB or Upos.ADP) return -1;
                if (tokens.Upos[t] is Upos.NOUN or Upos.PROPN && tokens.Has(t, "Case", "Gen") && !cues.Is("platforms", tokens.Lemma[t]) && namer.CanSpeak(t, false)) return t;
            }
            return -1;
        }

        // «одного з окупантів, який стверджує»: the noun a relative pronoun stands for; −1 for any other word.
        private int Antecedent(int subject, int verb)
        {
            int noun = tokens.Head[verb];
            return !tree.IsEnglish(verb) && tree.Is(verb, "acl") && noun >= 0 && noun < subject && tree.LemmaIn("relative", subject)
                && tokens.Upos[noun] is Upos.NOUN or Upos.PROPN && namer.CanSpeak(noun, false) ? noun : -1;
        }

        // The place of a saying that can speak; −1 where none.
        private int SaidIn(int verb, CueWords cues)
        {
            foreach (int child in tree.Children(verb))
                if (tree.Is(child, "obl") && tree.Preposition(child) is var place && (cues.Is("said-in", place) || place == "на") && namer.CanSpeak(child, false)
                    && (namer.NameAt(child) is not { Kind: NameKind.Location } || owner.known.FindInflected(tokens.Form[child]) is not null
                        || cues.FormOf("anonymous", tokens.Form[child]) is not null)
                    && !cues.Is("platforms", tokens.Lemma[child])) return child;
            return -1;
        }

        // «…, сообщил штаб бригады»: a body whose nominative looks like its accusative, after a verb of saying that closes the sentence and agrees with it.
        private int LikeAnObject(int verb, Sentence sentence)
        {
            if (IsEnglish(sentence) || verb <= sentence.FirstToken || !IsBreak(verb - 1) || !tokens.Has(verb, "VerbForm", "Fin") || !Says(verb, sentence)) return -1;
            int body = tree.Child(verb, "obj");
            return body > verb && body - verb <= 4 && !HasComma(verb, body) && tree.Child(body, "case") < 0
                && namer.CanSpeak(body, false) && !owner.CuesOf(sentence.Language).Is("news", tokens.Lemma[body])
                && Agree("Number") && (tokens.Feature(verb, "Gender") is not { Length: > 0 } || Agree("Gender")) ? body : -1;

            bool Agree(string feature) => tokens.Feature(verb, feature) == tokens.Feature(body, feature);
        }

        // "INTERFAX.RU - ФСБ сообщила": the agency that heads the line has its subject's place in the tree; who speaks stands after the dash.
        private int AfterDateline(int subject, int verb, Sentence sentence)
        {
            if (subject > sentence.FirstToken + 3) return -1;
            for (int t = subject + 1; t < verb; t++)
            {
                if (!IsDash(t)) continue;
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
                if (tokens.Upos[t] is Upos.NOUN or Upos.ADJ && tokens.Has(t, "Case", "Nom") && namer.CanSpeak(t, false)) return t;
            }
            return -1;
        }

        private bool Disagree(int subject, int verb) =>
            tokens.Has(subject, "Number", "Sing") && tokens.Feature(verb, "Gender") is { Length: > 0 } gender && tokens.Feature(subject, "Gender") is { Length: > 0 } own && own != gender;

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
            if (!IsEnglish(sentence) && !Says(verb, sentence) && !tokens.Lemma[verb].EndsWith("ся", StringComparison.Ordinal)) return;
            hearsay.Add(verb);
        }

        private readonly List<int> hearsay = [];
    }
}
