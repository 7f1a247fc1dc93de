using Hearsay.Text;

namespace Hearsay.Claims;

// What a verb of reporting carries: its clause, what stands before or after it, what it points back to.
public sealed partial class AttributionReader
{
    private sealed partial class Reader
    {
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
            if (verb > sentence.FirstToken + 2 && IsDash(verb - 1) && speaker > verb)
            {
                how = "verb.after";
                return (BackOverParagraph(sentenceIndex, verb), verb);
            }
            if (verb + 2 < sentence.EndToken && tokens.Form[verb + 1] == ":")
            {
                how = "verb.colon";
                return (verb + 2, sentence.EndToken);
            }
            if (IsEnglish(sentence) && Says(verb, sentence) && SetOff(verb, speaker, sentence) is { } around)
            {
                how = "verb.after";
                return (BackOverParagraph(sentenceIndex, around.First), around.End);
            }
            if (Accusation(verb, sentence) is >= 0 and int deed)
            {
                how = "verb.object";
                return tree.Extent(deed);
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
            bool isBeside = tokens.Head[verb] >= 0 && (tree.Is(verb, "parataxis") || tree.Is(verb, "conj"));
            bool isMain = tokens.Head[verb] < 0 || isBeside && tokens.Head[tokens.Head[verb]] < 0;
            if (!IsEnglish(sentence) && PointsBack(verb) && isMain && (BackContent(sentenceIndex) ?? MediumsBlock(sentenceIndex, speaker)) is { } back)
            {
                how = "verb.back";
                return back;
            }
            if (!IsEnglish(sentence) && isBeside && frames.Find(f => f.Verb == tokens.Head[verb] && f.Rule == "attribution/verb.back") is { } relayed)
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
                bool closes = !IsEnglish(sentence) && leftmost > sentence.FirstToken + 2 && IsBreak(leftmost - 1);
                if (closes && !HasVerb(Math.Max(verb, speaker) + 1, sentence.EndToken, LongestTail + LongestSpeaker))
                    return (BackOverParagraph(sentenceIndex, leftmost), sentence.EndToken);
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
                && (isRoot || tree.Is(verb, "conj") || tree.Is(verb, "dep") || tree.Is(verb, "advcl")) && HasVerb(sentence.FirstToken, leftEdge) && !HasObjectClause(verb, speaker))
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
            if (tree.Child(verb, "ccomp") < 0 && tree.Object(verb) < 0 && Says(verb, sentence)
                && speaker < verb && sentence.EndToken - verb > 4 && HasVerb(verb + 1, sentence.EndToken))
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

        // «обвинил Минобороны в ударе по лагерям»: what somebody is said to have done; −1 where none.
        private int Accusation(int verb, Sentence sentence)
        {
            CueWords cues = owner.CuesOf(sentence.Language);
            if (!cues.Is("accuse", tokens.Lemma[verb])) return -1;
            foreach (int child in tree.Children(verb))
                if (child > verb && tree.Is(child, "obl") && cues.Is("of-what", tree.Preposition(child)) && tokens.Upos[child] == Upos.NOUN && !namer.CanSpeak(child, false)) return child;
            return -1;
        }

        // The comma before "with" and somebody who tells something himself; −1 where none.
        private int WithOthers(int verb, Sentence sentence)
        {
            for (int t = verb + 1; t + 3 < sentence.EndToken; t++)
            {
                if (tokens.Form[t] != "," || tokens.Form[t + 1] != "with") continue;
                for (int said = t + 3; said < Math.Min(sentence.EndToken, t + 8); said++)
                    if (tokens.Form[said].EndsWith("ing", StringComparison.Ordinal) && Says(said, sentence)) return t;
            }
            return -1;
        }

        private bool HasSemicolon(int from, int to) => SemicolonBetween(from, to) >= 0;

        // The last semicolon; −1 where none.
        private int SemicolonBetween(int from, int to)
        {
            for (int t = to - 1; t >= from; t--)
                if (tokens.Form[t] == ";") return t;
            return -1;
        }

        // «…. …, – сказал X»: a speaker after a dash at the end of a paragraph carries the sentences of it that have no other source.
        private int BackOverParagraph(int sentenceIndex, int leftEdge)
        {
            Sentence sentence = tokens.Sentences[sentenceIndex];
            int first = sentence.FirstToken;
            if (leftEdge == 0 || !IsDash(leftEdge - 1)) return first;
            if (sentenceIndex + 1 < tokens.Sentences.Length && tokens.Sentences[sentenceIndex + 1].Block == sentence.Block) return first;
            for (int s = sentenceIndex - 1; s >= 0 && tokens.Sentences[s].Block == sentence.Block; s--)
            {
                Sentence earlier = tokens.Sentences[s];
                if (HasSource(earlier)) break;
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

        private bool HasObjectClause(int verb, int speaker)
        {
            foreach (int child in tree.Children(verb))
                if (child > verb && child != speaker && (tree.Is(child, "ccomp") || (tree.Is(child, "obj") && tokens.Upos[child] is Upos.NOUN or Upos.PROPN))) return true;
            return false;
        }

        private bool PointsBack(int verb)
        {
            CueWords cues = owner.CuesOf(tree.Language(verb));
            foreach (int child in tree.Children(verb))
                if (tree.Is(child, "obj") && IsThisNews(child, cues)) return true;
                else if ((tree.Is(child, "obl") || tree.Is(child, "obj") || tree.Is(child, "nsubj"))
                    && tokens.Upos[child] is Upos.PRON or Upos.DET && cues.Is("anaphora", tokens.Lemma[child])) return true;
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
            bool isEnglish = IsEnglish(tokens.Sentences[sentenceIndex]);
            while (first > 0 && sentenceIndex - first < 3 && !(HasSource(tokens.Sentences[first - 1]) && (isEnglish || IsToldBySource(tokens.Sentences[first - 1])))) first--;
            return first == sentenceIndex ? null : (tokens.Sentences[first].FirstToken, tokens.Sentences[sentenceIndex].FirstToken);
        }

        // Whether the main clause of a sentence has a source, not only a clause of it («…, который, по версии следствия, готовил взрыв»).
        private bool IsToldBySource(Sentence sentence)
        {
            for (int t = sentence.FirstToken; t < sentence.EndToken; t++)
                if (tokens.Head[t] < 0) return frames.Exists(f => f.Carries(t) || f.Verb >= sentence.FirstToken && f.Verb < sentence.EndToken);
            return true;
        }

        // «Про це голова ОВА повідомив у телеграмі:» and then, over one paragraph or several, what he said.
        private (int First, int End)? ForwardContent(int sentenceIndex)
        {
            const int longest = 25;
            Sentence sentence = tokens.Sentences[sentenceIndex];
            if (IsEnglish(sentence) || tokens.Form[sentence.EndToken - 1] != ":" || sentence.EndToken >= tokens.Count) return null;
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
            tokens.Sentences[sentenceIndex].Language == LanguageCode.Russian && SourceKind.IsMedium(namer.Name(speaker, null, false)?.Kind) ? BackOverBlock(sentenceIndex) : null;

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
    }
}
