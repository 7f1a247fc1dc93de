using Hearsay.Text;

namespace Hearsay.Claims;

// Sources that stand beside others in Russian and Ukrainian reports: a medium and the person who told it, words that are quoted,
// headlines and headings that name who tells what the lead does not.
public sealed partial class AttributionReader
{
    private sealed partial class Reader
    {
        private (Attribution Source, int Heading)? headline;

        // «Zabmedia.ru»: a site by its own name.
        private bool IsSite(int token) => SourceNamer.IsSite(tokens.Form[token], owner.CuesOf(tree.Language(token)));

        // «рассказала «Астре» родственница», «РИА Новости сообщил представитель»: the medium stands where a speaker would; the person in the
        // nominative who agrees with the verb is the speaker. −1 where there is none.
        private int BesideMedium(int medium, int verb, Sentence sentence)
        {
            const int furthest = 6;
            if (IsEnglish(sentence) || !IsMedia(medium) || !tokens.Has(verb, "VerbForm", "Fin")) return -1;
            int from = medium > verb ? medium + 1 : verb + 1;
            while (from < sentence.EndToken && tokens.Upos[from] == Upos.PUNCT && tokens.Form[from] is "»" or "\"" or "”" or "“") from++;
            for (int t = from; t < Math.Min(sentence.EndToken, from + furthest) && tokens.Upos[t] is not (Upos.PUNCT or Upos.VERB or Upos.ADP); t++)
            {
                if (tokens.Upos[t] is not (Upos.NOUN or Upos.PROPN) || !tokens.Has(t, "Case", "Nom") || !(tokens.Has(t, "Animacy", "Anim") || owner.CuesOf(sentence.Language).Is("unnamed", tokens.Lemma[t]))) continue;
                bool agrees = tokens.Feature(verb, "Gender") is not { Length: > 0 } gender || tokens.Feature(t, "Gender") == gender || namer.NameAt(t) is { Kind: NameKind.Person };
                return agrees && tokens.Feature(verb, "Number") == tokens.Feature(t, "Number") && namer.CanSpeak(t, false) && !IsMedia(t) ? t : -1;
            }
            return -1;
        }

        // «приводит агентство слова министра», «цитирует ТАСС слова своего источника»: the words, object of the verb, whose author is named
        // in the genitive; −1 where none.
        private int WordsQuoted(int verb, Sentence sentence)
        {
            CueWords cues = owner.CuesOf(sentence.Language);
            if (!cues.Is("relay", tokens.Lemma[verb])) return -1;
            for (int t = Math.Max(sentence.FirstToken, verb - 6); t < Math.Min(sentence.EndToken, verb + 6); t++)
                if (cues.Is("words", tokens.Lemma[t]) && tree.Preposition(t).Length == 0
                    && tokens.Feature(t, "Case") is "Acc" or "Nom" or "Gen" && AuthorAfter(t, sentence) is >= 0 and int author) return author;
            return -1;
        }

        private int AuthorAfter(int words, Sentence sentence)
        {
            int head = PhraseHeadAfter(words + 1, sentence);
            return head >= 0 && head - words <= LongestSpeaker && tree.Preposition(head).Length == 0 && namer.CanSpeak(head, false) ? head : -1;
        }

        private void ReadWordsQuoted(int verb, (int First, int End) range, Sentence sentence)
        {
            int author = WordsQuoted(verb, sentence);
            if (namer.Name(author, lastSpeaker, false) is not { } name || frames.Exists(f => f.Verb == verb && f.Source.Name == name.Name)) return;
            Add(new Attribution(new Source(name.Name, name.Kind, name.Span, tokens.Form[verb], tokens.SpanOf(verb)), range.First, range.End, 2, "attribution/quoted") { Own = (verb, verb + 1), SourceHead = author });
            Hear(name, author);
        }

        // «сообщили, что подразделения установили контроль»: a verb the parser joined to the verb of saying, which says nothing itself.
        private bool GoesOnWithContent(int conjunct, int verb, Sentence sentence)
        {
            CueWords cues = owner.CuesOf(sentence.Language);
            return !IsEnglish(sentence) && verb + 2 < sentence.EndToken && tokens.Form[verb + 1] == "," && cues.Is("that", tokens.Form[verb + 2])
                && (!cues.Is("report", tokens.Lemma[conjunct]) || cues.Is("establish", tokens.Lemma[conjunct]))
                && !cues.Is("deny", tokens.Lemma[conjunct]) && (tree.Child(conjunct, "ccomp") < 0 && tree.Child(conjunct, "xcomp") < 0 || tree.Child(conjunct, "mark") >= 0);
        }

        // «"…, - сказал собеседник. - Трое задержаны"»: the author's words within the quotation marks interrupt it.
        private bool IsInterruption(Attribution frame, Quotation quotation) =>
            tree.Language(frame.Verb) != LanguageCode.English && frame.Rule is "attribution/verb.after" or "attribution/order.after"
                && frame.Verb > quotation.FirstToken && IsDash(frame.Verb - 1)
            && frame.FirstToken <= quotation.FirstToken + 1;

        // «…, сообщили глава области и в ГСЧС, пишет УНН»: the medium that closes the sentence carries whoever spoke before it there.
        private void PutMediaOutside(int from)
        {
            for (int f = from; f < frames.Count; f++)
            {
                Attribution medium = frames[f];
                if (medium.Depth != 1 || medium.Verb < 0 || !SourceKind.IsMedium(medium.Source.Kind) || !IsClosing(medium) || tree.Language(medium.Verb) == LanguageCode.English) continue;
                for (int other = from; other < frames.Count; other++)
                    if (frames[other] is { Depth: 1 } inner && inner.Verb >= 0 && inner.Verb < medium.Verb && IsClosing(inner) && !SourceKind.IsMedium(inner.Source.Kind))
                        frames[f] = medium with { Depth = 0, FirstToken = Math.Min(medium.FirstToken, inner.FirstToken), EndToken = Math.Max(medium.EndToken, inner.EndToken) };
            }

            static bool IsClosing(Attribution frame) => frame.Rule is "attribution/verb.after" or "attribution/order.after";
        }

        // ---- headings ----
        // «ВСУ отразили 23 атаки – Генштаб», «Официальное сообщение Минобороны о взрыве»: who tells what follows.
        private void ReadHeading(int sentenceIndex)
        {
            const int headlines = 4, longestSource = 5;
            Sentence sentence = tokens.Sentences[sentenceIndex];
            if (IsEnglish(sentence) || sentenceIndex >= headlines || headline is not null) return;
            bool isAlone = (sentenceIndex == 0 || tokens.Sentences[sentenceIndex - 1].Block != sentence.Block)
                && (sentenceIndex + 1 == tokens.Sentences.Length || tokens.Sentences[sentenceIndex + 1].Block != sentence.Block);
            if (!isAlone) return;
            for (int t = sentence.EndToken - 2; t > sentence.FirstToken + 2 && t >= sentence.EndToken - 2 - longestSource; t--)
            {
                if (tokens.Upos[t] is Upos.VERB) break;
                if (!IsDash(t) || tokens.Start[t] == tokens.SpanOf(t - 1).End) continue;
                int head = PhraseHeadAfter(t + 1, sentence);
                if (head >= 0 && namer.CanSpeak(head, false) && IsCalledByName(head)) SetHeadline(head, t, sentenceIndex);
                return;
            }
            // «Сообщение …», «Сводка …» without a verb, and whose it is.
            for (int t = sentence.FirstToken; t < Math.Min(sentence.EndToken, sentence.FirstToken + 3); t++)
            {
                if (tokens.Upos[t] == Upos.ADJ) continue;
                if (tokens.Upos[t] != Upos.NOUN || !owner.CuesOf(sentence.Language).Is("statements", tokens.Lemma[t]) || HasFiniteVerb(sentence)) return;
                int author = AuthorAfter(t, sentence);
                if (author == t + 1 || author >= 0 && tokens.Upos[t + 1] is Upos.ADJ or Upos.PROPN or Upos.NOUN) SetHeadline(author, t, sentenceIndex);
                return;
            }

            bool IsCalledByName(int head) =>
                tokens.Upos[head] == Upos.PROPN || namer.NameAt(head) is not null || namer.IsListed(head)
                    || owner.CuesOf(sentence.Language).FormOf("anonymous", tokens.Form[head]) is not null;
        }

        private bool HasFiniteVerb(Sentence sentence)
        {
            for (int t = sentence.FirstToken; t < sentence.EndToken; t++)
                if (tokens.Upos[t] == Upos.VERB && tokens.Has(t, "VerbForm", "Fin")) return true;
            return false;
        }

        private void SetHeadline(int head, int cue, int sentenceIndex)
        {
            if (namer.Name(head, null, false) is { } name)
                headline = (new Attribution(new Source(name.Name, name.Kind, name.Span, tokens.Form[cue], tokens.SpanOf(cue)), 0, 0, 1, "attribution/headline") { SourceHead = head }, sentenceIndex);
        }

        // «…, – Генштаб», «Гладков: …» in the title: the source that the body names further down tells the lead, too.
        private void CarryTitle()
        {
            const int longestSource = 40;
            if (tokens.Sentences.Length == 0 || IsEnglish(tokens.Sentences[0]) || tree.Analysis.Document.Title is not { Length: > 0 } title) return;
            int dash = -1;
            foreach (string mark in (string[])[" – ", " — ", " - "]) dash = Math.Max(dash, title.LastIndexOf(mark, StringComparison.Ordinal));
            int colon = title.IndexOf(": ", StringComparison.Ordinal);
            string said = dash > 0 && title.Length - dash - 3 <= longestSource ? title[(dash + 3)..] : colon > 0 && colon <= longestSource ? title[..colon] : "";
            string[] words = [.. said.Split([' ', '«', '»', '"', ','], StringSplitOptions.RemoveEmptyEntries).Where(word => word.Length > 2 && char.IsUpper(word[0]))];
            if (words.Length == 0 || frames.Find(f => f.Depth >= 0 && f.Source.Name.Split(' ').Any(part => words.Any(word => Resembles(part, word)))) is not { } named) return;
            int block = tokens.Sentences[0].Block;
            for (int s = 0; s < tokens.Sentences.Length && tokens.Sentences[s].Block == block; s++)
            {
                Sentence sentence = tokens.Sentences[s];
                if (HasSource(sentence)) return;
                Add(Carried(named, sentence.FirstToken, sentence.EndToken, "attribution/headline") with { Verb = -1, Depth = 1 });
            }
        }

        // One name in two cases: all but the ending.
        private static bool Resembles(string one, string other)
        {
            const int ending = 2, shortest = 3;
            int stem = Math.Max(shortest, Math.Min(one.Length, other.Length) - ending);
            if (one.Length < shortest || other.Length < shortest || Math.Abs(one.Length - other.Length) > ending) return false;
            return one.AsSpan(0, Math.Min(stem, one.Length)).Equals(other.AsSpan(0, Math.Min(stem, other.Length)), StringComparison.OrdinalIgnoreCase);
        }

        // A lead of one sentence without a source, and a second paragraph that opens with the medium or institute the page retells.
        private void CarryToLead()
        {
            if (tokens.Sentences.Length < 2 || IsEnglish(tokens.Sentences[0]) || tokens.Sentences[0].Block == tokens.Sentences[1].Block) return;
            (Sentence lead, Sentence next) = (tokens.Sentences[0], tokens.Sentences[1]);
            if (HasSource(lead)) return;
            if (frames.Find(f => f.Depth >= 0 && SourceKind.IsMediumOrMonitor(f.Source.Kind) && f.Rule is not "attribution/audience"
                && f.FirstToken <= next.FirstToken + 1 && f.EndToken >= next.EndToken - 1 && namer.IsNamed(f.Source)) is { } told)
                Add(Carried(told, lead.FirstToken, lead.EndToken, "attribution/lead") with { Verb = -1, Depth = 1 });
        }

        // The first paragraph after it, as far as nobody else tells it.
        private void CarryHeadline()
        {
            CarryTitle();
            CarryToLead();
            if (headline is not (Attribution source, int heading)) return;
            int next = heading + 1;
            // Short lines of metadata between headline and lead.
            const int shortest = 6;
            while (next < tokens.Sentences.Length && tokens.Sentences[next].Count < shortest) next++;
            if (next >= tokens.Sentences.Length) return;
            int block = tokens.Sentences[next].Block;
            for (int s = next; s < tokens.Sentences.Length && tokens.Sentences[s].Block == block; s++)
            {
                Sentence sentence = tokens.Sentences[s];
                if (HasSource(sentence)) return;
                Add(source with { FirstToken = sentence.FirstToken, EndToken = sentence.EndToken });
            }
        }
    }
}
