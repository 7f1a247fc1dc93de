using Hearsay.Text;

namespace Hearsay.Claims;

// Media that carry a speaker: whom somebody told it, and who is quoted by way of them further down.
public sealed partial class AttributionReader
{
    private sealed partial class Reader
    {
        // saidAt: where it was said («сообщили в ОВА»), which is the speaker and no audience; −1 where none.
        // "told Reuters", «рассказал Астре», "in an interview with the BBC": the outlet carries the speaker.
        private void ReadAudience(int verb, int saidAt, (int First, int End) range, Sentence sentence)
        {
            CueWords cues = owner.CuesOf(sentence.Language);
            foreach (int child in tree.Children(verb))
            {
                bool addressed = tree.Is(child, "iobj") || tree.Is(child, "obj")
                    || (tree.Is(child, "obl") && tree.Preposition(child) is var by && (by.Length == 0 || cues.Is("audience", by)));
                if (!addressed || child == saidAt) continue;
                int outlet = FindOutlet(child);
                if (outlet < 0 && (IsToldByName(verb, child, sentence) || IsStation(child) || IsMediumOfThePage(child))) outlet = child;
                if (outlet < 0 || namer.Name(outlet, null, false) is not { } name) continue;
                // Whoever speaks or is cited is no audience.
                if (frames.Exists(f => f.Verb == verb && f.Source.Name == name.Name || f.Rule == "attribution/citing" && outlet >= f.Own.First && outlet < f.Own.End)) continue;
                if (!SourceKind.IsMedium(name.Kind) && !IsToldByName(verb, outlet, sentence) && !IsStation(outlet)) continue;
                Add(AudienceOf(verb, outlet, name, range));
                return;
            }
            // «рассказали их жёны «Вёрстке»»: the tree may hang the outlet elsewhere.
            if (IsEnglish(sentence) || !cues.Is("say", tokens.Lemma[verb])) return;
            for (int t = verb + 1; t < Math.Min(sentence.EndToken, verb + 8) && tokens.Upos[t] is not (Upos.VERB or Upos.SCONJ) && tokens.Form[t] != ","; t++)
                if ((tokens.Feature(t, "Case") is null or "Dat" || IsSite(t) || char.IsAsciiLetter(tokens.Form[t][0]) || IsQuotedDative(t)) && IsMedia(t) && namer.Name(t, null, false) is { } medium && SourceKind.IsMedium(medium.Kind)
                    && !frames.Exists(f => f.Verb == verb && f.Source.Name == medium.Name || f.Rule == "attribution/citing" && t >= f.Own.First && t < f.Own.End))
                {
                    Add(AudienceOf(verb, t, medium, range));
                    return;
                }
        }

        // «рассказала «Медузе» жительница»: a name in quotation marks with the ending of a dative, whatever case taggers give it.
        private bool IsQuotedDative(int token) =>
            token > 0 && tokens.Form[token - 1] is "«" or "\"" or "“" && tokens.Form[token] is [.., 'е' or 'у' or 'ю' or 'і' or 'и'];

        // "told Darfur 24", "told Human Rights Watch": by a name of its own, no person, no state and no body that decides.
        private bool IsToldByName(int verb, int child, Sentence sentence)
        {
            CueWords cues = owner.CuesOf(sentence.Language);
            if (!IsEnglish(sentence) || tokens.Lemma[verb] != "tell" || child < verb || child - verb > 5 || tokens.Upos[child] != Upos.PROPN) return false;
            if (namer.NameAt(child) is { Kind: NameKind.Person or NameKind.Location }) return false;
            string? kind = namer.Name(child, null, false)?.Kind;
            if (SourceKind.IsMediumOrMonitor(kind) || kind == "ngo") return true;
            if (kind is not null || namer.NameAt(child) is null) return false;
            for (int t = verb + 1; t <= child; t++)
                if (cues.Is("bodies", tokens.Form[t].ToLowerInvariant()) || owner.codebook.ClassesOf(LanguageCode.English, tokens.Form[t].ToLowerInvariant()).Length > 0) return false;
            return true;
        }

        // "local radio", "state television": a medium that has no name on the page.
        private bool IsStation(int noun)
        {
            CueWords cues = owner.CuesOf(LanguageCode.English);
            if (!tree.IsEnglish(noun) || tokens.Upos[noun] != Upos.NOUN || !cues.Is("stations", tokens.Lemma[noun].ToLowerInvariant())) return false;
            foreach (int child in tree.Children(noun))
                if (child < noun && cues.Is("media-apart", tokens.Lemma[child])) return true;
            return false;
        }

        // "she told the broadcaster": the one the page has named.
        private bool IsMediumOfThePage(int noun) => tree.IsEnglish(noun) && tokens.Upos[noun] == Upos.NOUN && owner.CuesOf(LanguageCode.English).Is("media", tokens.Lemma[noun].ToLowerInvariant())
            && noun > 0 && tokens.Form[noun - 1] == "the" && SourceKind.IsMedium(namer.Name(noun, null, false)?.Kind);

        // «РИА Новости сообщил представитель правительства»: the medium before the verb that agrees with somebody else.
        private void ReadAudienceBefore(int verb, int speaker, (int First, int End) range, Sentence sentence)
        {
            if (IsEnglish(sentence) || speaker < verb) return;
            for (int t = verb - 1; t >= Math.Max(sentence.FirstToken, verb - 4) && tokens.Form[t] != ","; t--)
                if (IsMedia(t) && namer.Name(t, null, false) is { } medium && SourceKind.IsMedium(medium.Kind)
                    && !frames.Exists(f => f.Verb == verb && f.Source.Name == medium.Name))
                {
                    Add(AudienceOf(verb, t, medium, range));
                    return;
                }
        }

        // «по последним данным ведомства»
        private bool IsAccordingOverAdjective(int at, Sentence sentence, CueWords cues) =>
            at + 2 < sentence.EndToken && sentence.Language == LanguageCode.Russian && (tokens.Upos[at + 1] == Upos.ADJ || tokens.Has(at + 1, "VerbForm", "Part"))
            && cues.List("according").Contains(tokens.Form[at].ToLowerInvariant() + " " + tokens.Form[at + 2].ToLowerInvariant(), StringComparer.Ordinal)
            && at + 3 < sentence.EndToken && tokens.Upos[at + 3] is Upos.NOUN or Upos.PROPN or Upos.ADJ
            && PhraseHeadAfter(at + 3, sentence) is >= 0 and int head && tokens.Has(head, "Case", "Gen") && namer.CanSpeak(head, false);

        // «По его словам, …», «за її даними»: whoever spoke last, or whom the sentence before is about.
        private bool ReadTheirWords(int at, Sentence sentence)
        {
            if (at + 2 >= sentence.EndToken || IsEnglish(sentence)) return false;
            CueWords cues = owner.CuesOf(sentence.Language);
            string whose = tokens.Form[at + 1].ToLowerInvariant();
            bool isPlural = cues.Is("their", whose);
            if (!isPlural && !cues.Is("his-her", whose)) return false;
            string phrase = tokens.Form[at].ToLowerInvariant() + " " + tokens.Form[at + 2].ToLowerInvariant();
            if (!cues.List("according").Contains(phrase, StringComparer.Ordinal)) return false;
            int subject = isPlural ? SubjectOfMany(tree.SentenceOf(at) - 1) : SpeakerWithin(sentence.FirstToken, at, sentence);
            (string Name, string? Kind)? speaker = subject >= 0 && namer.Name(subject, lastSpeaker, false) is { } many ? (many.Name, many.Kind)
                : isPlural ? (lastSpeaker is { Kind: not null } ? lastSpeaker : null)
                : PersonBefore(at, 1) ?? (SourceKind.IsMedium(lastSpeaker?.Kind) ? PersonBefore(at, 6) : null) ?? lastSpeaker ?? PersonBefore(at, 3);
            TextSpan cue = tokens.SpanOf(at, at + 3);
            // «Об этом пишет X со ссылкой на Y. По их данным, …»: those cited, by way of whoever cites them.
            Attribution? cited = subject < 0 ? frames.FindLast(f => f.Rule == "attribution/citing" && tree.SentenceOf(f.SourceHead) == tree.SentenceOf(at) - 1 && tokens.Has(f.SourceHead, "Number", "Plur") == isPlural) : null;
            if (cited is not null)
            {
                speaker = (cited.Source.Name, cited.Source.Kind);
                if (frames.FindLast(f => f.SourceHead >= 0 && f != cited && f.Rule != "attribution/citing" && SourceKind.IsMedium(f.Source.Kind) && tree.SentenceOf(f.SourceHead) == tree.SentenceOf(cited.SourceHead)) is { } citing)
                    Add(Carried(citing, sentence.FirstToken, sentence.EndToken, "attribution/cited-by") with { Depth = 0, Verb = -1 });
            }
            if (speaker is not { } named) return false;
            Add(new Attribution(new Source(named.Name, named.Kind, tokens.SpanOf(at + 1), cue.Of(tree.Analysis.Document.Body), cue), sentence.FirstToken, sentence.EndToken, 1, "attribution/according")
            {
                Own = (at, at + 3),
                SourceHead = subject,
            });
            return true;
        }

        // «Губернатор Петренко заявив про пошкодження: за його словами, …»: who says something in the same sentence before; −1 where nobody.
        private int SpeakerWithin(int first, int end, Sentence sentence)
        {
            for (int verb = end - 1; verb > first; verb--)
            {
                if (tokens.Upos[verb] != Upos.VERB || !owner.CuesOf(sentence.Language).Is("report", tokens.Lemma[verb])) continue;
                int subject = tree.Child(verb, "nsubj");
                if (subject < 0 || subject >= end || tokens.Has(subject, "Number", "Plur") || tokens.Upos[subject] is Upos.PRON) continue;
                if (namer.CanSpeak(subject, false)) return subject;
            }
            return -1;
        }

        // Whoever, one person, said something last, so many sentences back.
        private (string Name, string? Kind)? PersonBefore(int at, int reach)
        {
            return frames.FindLast(f => f.SourceHead >= 0 && f.SourceHead < at && SourceKind.IsSomebody(f.Source.Kind) && IsWithinReach(f.SourceHead)) is { } told
                ? (told.Source.Name, told.Source.Kind) : null;

            bool IsWithinReach(int head) => tree.SentenceOf(at) - tree.SentenceOf(head) is var back && back > 0 && back <= reach;
        }

        // The people, several, that the main clause of a sentence is about; −1 where it tells of none.
        private int SubjectOfMany(int sentenceIndex)
        {
            if (sentenceIndex < 0) return -1;
            Sentence sentence = tokens.Sentences[sentenceIndex];
            for (int t = sentence.FirstToken; t < sentence.EndToken; t++)
                if (tree.Is(t, "nsubj") && tokens.Upos[t] is Upos.NOUN or Upos.PROPN or Upos.ADJ && tokens.Has(t, "Number", "Plur")
                    && tokens.Head[t] >= 0 && tree.Is(tokens.Head[t], "root") && namer.CanSpeak(t, false)) return t;
            return -1;
        }

        // "…, Petrov told Reuters. … , Petrov said.": whoever spoke to a medium is quoted by way of it further down the page as well.
        private void RepeatAudiences()
        {
            int count = frames.Count;
            for (int f = 0; f < count; f++)
            {
                Attribution frame = frames[f];
                bool isWritten = frame.Verb >= 0 && owner.CuesOf(tree.Language(frame.Verb)).Is("post", tokens.Lemma[frame.Verb]);
                if (frame.Depth != 1 || isWritten || frame.Source.Kind is not ("person" or "witness" or "anonymous" or null) && !IsPronounOfOfficial(frame)) continue;
                if (frames.Exists(other => other.Depth <= 0 && other.FirstToken <= frame.FirstToken && other.EndToken >= frame.EndToken)) continue;
                int speaker = frames.FindIndex(0, f, earlier => earlier.Depth == 1 && earlier.Source.Name == frame.Source.Name && AudienceOf(earlier) is not null);
                if (speaker < 0 || AudienceOf(frames[speaker]) is not { } audience) continue;
                if (frame.Source.Kind == "official" && tree.SentenceOf(frame.SourceHead) - tree.SentenceOf(frames[speaker].Verb) > 1) continue;
                Add(audience with { FirstToken = frame.FirstToken, EndToken = frame.EndToken, Source = audience.Source with { CueSpan = new TextSpan(tokens.Start[frame.FirstToken], 0) } });
            }
        }

        // An official speaks to one medium and to another: only "he" or "they" right after it goes on with what he told this one.
        private bool IsPronounOfOfficial(Attribution frame) => frame.Source.Kind == "official" && frame.SourceHead >= 0 && tree.IsEnglish(frame.SourceHead) && tokens.Upos[frame.SourceHead] == Upos.PRON;

        // "a document seen by Reuters", "a video verified by the BBC": no word of theirs.
        private bool IsExamination(int verb, CueWords cues) =>
            cues.Is("examine", tokens.Lemma[verb]) && tree.Is(verb, "acl") && tokens.Head[verb] is >= 0 and int document
                && document < verb && cues.Is("documents", tokens.Lemma[document].ToLowerInvariant());

        // "the agency quoted a police statement as saying that …": the one quoted, inside the one who quotes.
        private void ReadQuoted(int verb, Sentence sentence)
        {
            // "The spokesman was quoted by the Tribune as saying": who is quoted is the subject.
            int told = tree.IsPassive(verb) ? tree.Child(verb, "nsubj") : tree.Object(verb);
            if (told is not (>= 0 and int quoted) || !namer.CanSpeak(quoted, false)) return;
            bool isBefore = tree.IsPassive(verb) && verb > sentence.FirstToken + 4;
            for (int t = quoted + 1; t + 1 < sentence.EndToken; t++)
            {
                if (tokens.Form[t] != "as" || !Says(t + 1, sentence) || !tokens.Form[t + 1].EndsWith("ing", StringComparison.Ordinal)) continue;
                if (namer.Name(quoted, lastSpeaker, false) is { } name)
                    Add(new Attribution(new Source(name.Name, name.Kind, name.Span, tokens.Form[verb], tokens.SpanOf(verb)), isBefore ? sentence.FirstToken : t + 2, sentence.EndToken, 2, "attribution/quoted") { Own = (quoted, quoted + 1), SourceHead = quoted });
                return;
            }
        }

        // Who looked at a document carries what it says.
        private void PassDocuments()
        {
            int count = frames.Count;
            for (int f = 0; f < count; f++)
            {
                Attribution frame = frames[f];
                if (frame.SourceHead < 0 || frame.Depth < 0) continue;
                // "In a statement carried by the agency, the ministry said …"
                int paper = frame.Verb >= 0 && tree.Language(frame.Verb) == LanguageCode.English ? PaperBeside(frame.Verb) : -1;
                foreach (int child in (int[])[.. tree.Children(frame.SourceHead), .. paper >= 0 ? tree.Children(paper) : []])
                {
                    if (!IsExamination(child, owner.CuesOf(tree.Language(child)))) continue;
                    foreach (int by in tree.Children(child))
                    {
                        if (!tree.Is(by, "obl") || tree.Preposition(by) != "by" || FindOutlet(by) is not (>= 0 and int outlet)
                            || namer.Name(outlet, null, false) is not { } name || !SourceKind.IsMedium(name.Kind)) continue;
                        Add(AudienceOf(child, outlet, name, (frame.FirstToken, frame.EndToken)));
                    }
                }
            }
        }

        // The document that a verb of saying names as where it was said; −1 where none.
        private int PaperBeside(int verb)
        {
            foreach (int child in tree.Children(verb))
                if (tree.Is(child, "obl") && tree.Preposition(child) == "in" && owner.CuesOf(LanguageCode.English).Is("documents", tokens.Lemma[child])) return child;
            return -1;
        }

        private Attribution? AudienceOf(Attribution told) => told.Verb < 0 ? null
            : frames.Find(f => f.Rule == "attribution/audience" && f.Source.CueSpan == tokens.SpanOf(told.Verb));

        private Attribution AudienceOf(int verb, int outlet, (string Name, string? Kind, TextSpan Span) name, (int First, int End) range) =>
            new(new Source(name.Name, name.Kind, name.Span, tokens.Form[verb], tokens.SpanOf(verb)), Math.Min(range.First, verb), Math.Max(range.End, verb + 1), 0, "attribution/audience") { SourceHead = outlet };

        private int FindOutlet(int head)
        {
            if (IsMedia(head)) return head;
            foreach (int child in tree.Children(head))
                if ((tree.Is(child, "nmod") || tree.Is(child, "appos") || tree.Is(child, "flat") || tree.Is(child, "obl") || tree.Is(child, "compound") && tree.IsEnglish(child)) && IsMedia(child)) return child;
            return -1;
        }

        private bool IsMedia(int token)
        {
            if (IsSite(token)) return true;
            if (tree.Language(token) == LanguageCode.English && SourceKind.IsMedium(namer.ListedKind(token))) return true;
            if (namer.NameAt(token) is { Kind: NameKind.Organization or NameKind.Other } name)
                return SourceKind.IsMedium(owner.known.Find(tokens.SpanOf(name.FirstToken, name.EndToken).Of(tree.Analysis.Document.Body))?.Kind)
                    || SourceKind.IsMedium(owner.known.Find(tokens.Lemma[token])?.Kind);
            return SourceKind.IsMedium(owner.known.FindInflected(tokens.Form[token])?.Kind) || SourceKind.IsMedium(owner.known.Find(tokens.Lemma[token])?.Kind);
        }
    }
}
