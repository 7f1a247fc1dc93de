using Hearsay.Text;

namespace Hearsay.Claims;

// Who says so by the order of words, where the tree does not show it: long and broken sentences of reports are parsed worst just
// where the source stands. A sentence is opened this way only by the surest verbs ("say" of the cue files).
public sealed partial class AttributionReader
{
    private sealed partial class Reader
    {
        /// <summary>Words between a closing verb of saying and the end of its sentence ("said late on Sunday in a statement").</summary>
        private const int LongestTail = 10;

        /// <summary>Words of a speaker with what describes it, before or after the verb.</summary>
        private const int LongestSpeaker = 14;

        private (int Speaker, int First, int End, string How)? FindByOrder(int verb, Sentence sentence, int sentenceIndex)
        {
            bool english = IsEnglish(sentence);
            // "as the army said", «как сообщил губернатор», «як уточнив начальник»: all of the sentence.
            int before = verb - 1;
            bool isAside = before >= sentence.FirstToken && owner.CuesOf(sentence.Language).Is("as", tokens.Form[before].ToLowerInvariant());
            if (isAside) before--;
            bool closesAfter = before > sentence.FirstToken && IsBreak(before) && !HasVerb(verb + 1, sentence.EndToken, LongestTail + LongestSpeaker);
            // ", said a representative of the rebels": in English only with the surest verbs, which take no plain noun for an object.
            bool isInverted = closesAfter && (!english || (Says(verb, sentence) && tokens.Has(verb, "VerbForm", "Fin")));
            if ((isAside || isInverted) && SpeakerAfter(verb, sentence) is >= 0 and int after)
                return isAside ? (after, sentence.FirstToken, sentence.EndToken, "order.as") : (after, BackOverParagraph(sentenceIndex, verb), verb, "order.after");
            // "…, the army said late on Sunday."
            (int first, int end) = PartOf(verb, sentence);
            if (english && !HasVerb(verb + 1, end, LongestTail) && end - verb <= LongestTail + 1
                && SpeakerBefore(verb, sentence, out int edge) is >= 0 and int said && edge > first + 2)
                return (said, first == sentence.FirstToken ? BackOverParagraph(sentenceIndex, edge + 1) : first, edge, "order.after");
            // "- ISW, a think tank that tracks the war, said on Tuesday that …": a name that opens the sentence and what it is, up to the verb.
            if (english && Says(verb, sentence) && OpensWithName(verb, sentence) is >= 0 and int named) return (named, verb + 1, sentence.EndToken, "order.first");
            // "…," recalls Iryna, 54, who left Mariupol.
            if (english && IsQuoteEnd(before, sentence) && tokens.Has(verb, "VerbForm", "Fin") && verb + 1 < sentence.EndToken && (namer.NameAt(verb + 1) is { Kind: NameKind.Person } || tokens.Upos[verb + 1] == Upos.PROPN))
                return (verb + 1, BackOverParagraph(sentenceIndex, verb), verb, "order.after");
            // "A source who did not wish to be named said …": the first noun of the sentence, when only its own description stands between.
            bool isFinite = !tokens.Has(verb, "VerbForm", "Ger") && !tokens.Has(verb, "VerbForm", "Inf");
            if (english && Says(verb, sentence) && sentence.EndToken - verb > 4 && isFinite && FirstSpeaker(verb, sentence, sentence.FirstToken) is >= 0 and int opener)
                return (opener, verb + 1, sentence.EndToken, "order.first");
            // "with the channel CTD posting a video": whoever stands between "with" and the participle.
            bool isInIng = tokens.Form[verb].EndsWith("ing", StringComparison.Ordinal) && (tokens.Has(verb, "VerbForm", "Part") || tokens.Has(verb, "VerbForm", "Ger"));
            if (english && isInIng && verb - 1 > sentence.FirstToken && tokens.Upos[verb - 1] is Upos.NOUN or Upos.PROPN)
                for (int t = verb - 2; t >= Math.Max(sentence.FirstToken, verb - LongestSpeaker) && tokens.Upos[t] is not (Upos.VERB or Upos.AUX or Upos.PUNCT); t--)
                    if (tokens.Lemma[t] == "with") return namer.CanSpeak(verb - 1, false) ? (verb - 1, verb + 1, sentence.EndToken, "order.with") : null;
            // «Минобороны РФ сообщило об атаке»: a listed name right before the verb, whatever the tagger makes of it.
            if (sentence.EndToken - verb > 3 && namer.ListedBefore(verb)) return (verb - 1, verb + 1, sentence.EndToken, "order.first");
            // «В ОВА подчеркнули, что …»
            bool isSaidIn = !english && verb - sentence.FirstToken is >= 2 and <= 5 && owner.CuesOf(sentence.Language).Is("said-in", tokens.Lemma[sentence.FirstToken]);
            if (isSaidIn && tokens.Has(verb, "Number", "Plur") && tokens.Upos[verb - 1] is Upos.NOUN or Upos.PROPN
                && namer.CanSpeak(verb - 1, false) && verb + 1 < sentence.EndToken && tokens.Form[verb + 1] is "," or ":")
                return (verb - 1, verb + 1, sentence.EndToken, "order.impersonal");
            return null;
        }

        // "…," a resident of Baniyas, who gave his name as Ali, told …: the speaker whose words begin after the quotation mark.
        private int SpeakerAfterQuotation(int verb, Sentence sentence, out int mark)
        {
            for (mark = verb - 1; mark > sentence.FirstToken && verb - mark <= LongestSpeaker + 6; mark--)
                if (tokens.Form[mark] is "\"" or "”" && tokens.Form[mark - 1] is "," or "." or "!") return FirstSpeaker(verb, sentence, mark + 1);
            return -1;
        }

        // "…, a watchdog said, as rebels clashed" and "…," said Vitalii, whose …: what stands before, and a clause of circumstance after it.
        private (int First, int End)? SetOff(int verb, int speaker, Sentence sentence)
        {
            const int LongestName = 6;
            int left = Math.Min(verb, tree.Phrase(speaker).First);
            if (left - 3 < sentence.FirstToken || !IsBreak(left - 1) || !HasVerb(sentence.FirstToken, left)) return null;
            if (speaker > verb) return left == verb && speaker - verb <= LongestName ? (verb, verb) : null;
            // What follows quoted words is the page's own again.
            if (tokens.Form[left - 1] is "”" or "\"")
                return verb + 2 < sentence.EndToken && tokens.Form[verb + 1] == "," && tokens.Upos[verb + 2] == Upos.SCONJ ? (left, left) : null;
            return verb + 2 < sentence.EndToken && tokens.Form[verb + 1] == "," && tokens.Upos[verb + 2] == Upos.SCONJ ? (left, sentence.EndToken) : null;
        }

        // The part of a sentence between semicolons that a verb stands in.
        private (int First, int End) PartOf(int verb, Sentence sentence)
        {
            int first = verb, end = verb;
            while (first > sentence.FirstToken && tokens.Form[first - 1] != ";") first--;
            while (end < sentence.EndToken && tokens.Form[end] != ";") end++;
            return (first, end);
        }

        private bool IsDash(int token) => tokens.Form[token] is "-" or "–" or "—";

        private bool IsBreak(int token) => tokens.Upos[token] == Upos.PUNCT && tokens.Form[token] is "," or "-" or "–" or "—" or "”" or "\"" or "»" or ",”" or "”," or "»,";

        private bool HasVerb(int first, int end, int reach)
        {
            for (int t = first; t < end; t++)
                if (tokens.Upos[t] is Upos.VERB or Upos.AUX && tokens.Form[t - 1] != "-" || t - first >= reach) return true;
            return false;
        }

        // The speaker whose words follow the verb up to a comma or the end; a name among them makes them his.
        private int SpeakerAfter(int verb, Sentence sentence)
        {
            int head = PhraseHeadAfter(verb + 1, sentence);
            // «повідомляє вранці 1 червня розвідка»: over the day between.
            for (int from = verb + 1; !IsEnglish(sentence) && head >= 0 && !namer.CanSpeak(head, false) && tree.Preposition(head).Length == 0 && head - verb <= LongestSpeaker; from = head + 1, head = PhraseHeadAfter(from, sentence))
                if (HasVerb(from, head)) break;
            if (head >= 0 && BesideMedium(head, verb, sentence) is >= 0 and int person) return person;
            return head >= 0 && head - verb <= LongestSpeaker && (namer.CanSpeak(head, false) || namer.HolderOf(head)) ? head : -1;
        }

        private bool IsQuoteEnd(int mark, Sentence sentence) => mark > sentence.FirstToken + 2 && tokens.Form[mark] is "\"" or "”" && tokens.Form[mark - 1] is "," or "." or "!" or "?";

        private int OpensWithName(int verb, Sentence sentence)
        {
            const int longest = 30;
            int first = sentence.FirstToken;
            while (first < verb && tokens.Upos[first] == Upos.PUNCT || tokens.Upos[first] == Upos.DET && first == sentence.FirstToken) first++;
            int comma = first;
            while (comma < verb && tokens.Form[comma] is [var letter, ..] && char.IsUpper(letter) && comma - first < 5) comma++;
            if (comma == first || verb - comma is < 4 or > longest || tokens.Form[comma] != "," || tokens.Form[verb - 1] != "," || tokens.Upos[comma + 1] != Upos.DET) return -1;
            return namer.IsListed(first) || namer.NameAt(first) is { Kind: NameKind.Organization or NameKind.Person } || namer.CanSpeak(comma - 1, false) ? comma - 1 : -1;
        }

        // «…, сообщило сегодня Минобороны Карабаха», «…, рассказала одна из выживших журналистам»: a verb of saying after a break, which closes
        // the sentence in Russian and Ukrainian; who speaks follows it, after when and where it was said, whatever the tree makes of it.
        private int ClosingSpeaker(int verb, Sentence sentence)
        {
            if (IsEnglish(sentence) || verb - 2 <= sentence.FirstToken || !IsBreak(verb - 1) || !tokens.Has(verb, "VerbForm", "Fin")) return -1;
            CueWords cues = owner.CuesOf(sentence.Language);
            if (tree.Child(verb, "nsubj") is >= 0 and int own && own > verb || tree.Child(verb, "ccomp") > verb) return -1;
            for (int t = verb + 1; t < Math.Min(sentence.EndToken, verb + LongestSpeaker + LongestTail); t++)
                if (tokens.Form[t] is ":" or ";" || tokens.Upos[t] is Upos.SCONJ || tokens.Upos[t] is Upos.VERB or Upos.AUX && tokens.Has(t, "VerbForm", "Fin")) return -1;
            for (int t = verb + 1; t < Math.Min(sentence.EndToken, verb + LongestSpeaker); t++)
            {
                if (tokens.Upos[t] is Upos.PUNCT && tokens.Form[t] is "," or "." or "(") return -1;
                if (tokens.Upos[t] is Upos.ADP)
                {
                    // «сообщили в ОВА»: the place of the saying speaks; «в четверг», «в своём канале» only tells when and where.
                    int inside = PhraseHeadAfter(t + 1, sentence);
                    if (inside < 0 || namer.CanSpeak(inside, false) && !cues.Is("platforms", tokens.Lemma[inside]) && !IsMedia(inside)) return -1;
                    t = Math.Max(inside, t);
                    continue;
                }
                if (cues.Is("one", tokens.Lemma[t]) && t + 1 < sentence.EndToken && cues.Is("out-of", tokens.Lemma[t + 1])) return t;
                if (tokens.Upos[t] is not (Upos.NOUN or Upos.PROPN or Upos.PRON or Upos.X or Upos.ADJ)) continue;
                int head = PhraseHeadAfter(t, sentence);
                if (head < 0 || tokens.Upos[head] is Upos.PRON && !tokens.Has(head, "Case", "Nom")) return -1;
                if (BesideMedium(head, verb, sentence) is >= 0 and int person) return person;
                return tokens.Feature(head, "Case") is not ("Dat" or "Ins" or "Loc") && namer.CanSpeak(head, false) && !cues.Is("news", tokens.Lemma[head]) ? head : -1;
            }
            return -1;
        }

        // The noun phrase that ends where the words between two commas before the verb begin; −1 where none or where it cannot speak.
        private int SpeakerOverAside(int verb, Sentence sentence)
        {
            if (verb - 3 < sentence.FirstToken || tokens.Form[verb - 1] != "," || !Says(verb, sentence)) return -1;
            int open = verb - 2;
            while (open > sentence.FirstToken && tokens.Form[open] != ",") open--;
            if (open <= sentence.FirstToken || verb - open > LongestSpeaker) return -1;
            int head = open - 1;
            while (tokens.Head[head] >= sentence.FirstToken && tokens.Head[head] < open && tokens.Upos[tokens.Head[head]] is Upos.NOUN or Upos.PROPN) head = tokens.Head[head];
            return (namer.IsListed(head) || tokens.Has(head, "Case", "Nom")) && namer.CanSpeak(head, false) ? head : -1;
        }

        // The noun phrase between a comma or quotation mark and the verb.
        private int SpeakerBefore(int verb, Sentence sentence, out int edge)
        {
            int speaker = -1;
            for (edge = verb - 1; edge >= sentence.FirstToken && verb - edge <= LongestSpeaker; edge--)
            {
                // "the U.S.-based Institute for the Study of War (ISW) said": brackets and marks within a word are no breaks.
                if (tokens.Form[edge] == ")" && OpeningBracket(edge) is >= 0 and int bracket) { (speaker, edge) = (-1, bracket); continue; }
                if (IsWithinWord(edge)) continue;
                if (IsBreak(edge)) return speaker >= 0 && namer.CanSpeak(speaker, false) ? speaker : -1;
                if (speaker >= 0 && IsWithinWord(edge - 1)) continue;
                switch (tokens.Upos[edge])
                {
                    case Upos.ADP: speaker = -1; break;
                    // "South Africa's military said": a word for a body that the tagger takes for an adjective.
                    case Upos.ADJ when edge == verb - 1 && owner.CuesOf(sentence.Language).Is("bodies", tokens.Lemma[edge]): speaker = edge; break;
                    case Upos.NOUN or Upos.PROPN or Upos.PRON: if (speaker < 0) speaker = edge; break;
                    // "witnesses and the police have said"
                    case Upos.AUX when edge == verb - 1 && tokens.Lemma[edge] == "have": break;
                    case Upos.VERB or Upos.AUX or Upos.SCONJ: return -1;
                }
            }
            return -1;
        }

        private bool IsWithinWord(int mark) =>
            mark > 0 && mark + 1 < tokens.Count && tokens.Form[mark] == "-" && tokens.Start[mark] == tokens.Start[mark - 1] + tokens.Length[mark - 1] && tokens.Start[mark + 1] == tokens.Start[mark] + 1;

        private int OpeningBracket(int closing)
        {
            const int longest = 6;
            for (int t = closing - 1; t >= Math.Max(0, closing - longest); t--)
                if (tokens.Form[t] == "(") return t;
            return -1;
        }

        // The head of the first noun phrase of a sentence, when nothing but phrases and a relative clause part it from the verb.
        private int FirstSpeaker(int verb, Sentence sentence, int from)
        {
            int head = -1;
            for (int t = from; t < verb; t++)
            {
                Upos upos = tokens.Upos[t];
                if (head < 0 || (head == t - 1 && upos is Upos.NOUN or Upos.PROPN))
                {
                    if (upos is Upos.NOUN or Upos.PROPN) head = t;
                    else if (upos is not (Upos.DET or Upos.ADJ or Upos.NUM or Upos.PUNCT or Upos.ADV or Upos.CCONJ)) return -1;
                    continue;
                }
                if (upos is Upos.VERB or Upos.AUX) return -1;
                if (owner.CuesOf(sentence.Language).Is("relative", tokens.Lemma[t]))
                {
                    // The relative clause holds at least one verb and ends right before the verb of saying.
                    if (verb - t > LongestSpeaker || tokens.Upos[verb - 1] is Upos.PRON or Upos.DET or Upos.SCONJ) return -1;
                    for (int inner = t + 1; inner < verb; inner++)
                        if (tokens.Upos[inner] == Upos.PUNCT && inner != verb - 1) return -1;
                    return namer.CanSpeak(head, false) ? head : -1;
                }
                // "Kibrom Gebreselassie, chief executive of the hospital, said": an apposition between two commas.
                if (upos is not (Upos.ADP or Upos.NOUN or Upos.PROPN or Upos.DET or Upos.ADJ or Upos.NUM or Upos.CCONJ or Upos.PART)
                    && tokens.Form[t] is not ("," or "(" or ")" or "-" or "’s" or "'s")) return -1;
            }
            return head >= 0 && verb - head <= LongestSpeaker && namer.CanSpeak(head, false) ? head : -1;
        }

        // "the Institute for the Study of War (ISW)": the abbreviation belongs to the name before it.
        private int PastParenthesis(int at, Sentence sentence)
        {
            if (at >= sentence.EndToken || tokens.Form[at] != "(") return at;
            for (int t = at + 1; t < Math.Min(sentence.EndToken, at + 6); t++)
                if (tokens.Form[t] == ")") return t + 1;
            return at;
        }

        // "denied responsibility and suggested that …": what the next verb carries is not denied.
        private int BeforeConjunct(int verb, int end)
        {
            foreach (int child in tree.Children(verb))
                if (child > verb && tree.Is(child, "conj") && tokens.Upos[child] == Upos.VERB) end = Math.Min(end, tree.Extent(child).First);
            return end;
        }

        // What is denied stands under the verb or in its object; a denial does not reach back over what others say.
        private (int First, int End)? Denied(int verb, int speaker, Sentence sentence, int sentenceIndex, out string how)
        {
            if (PointsBack(verb)) return Content(verb, speaker, sentence, sentenceIndex, out how);
            int content = tree.Child(verb, "ccomp");
            if (content < 0) content = tree.Child(verb, "xcomp");
            how = "verb.clause";
            if (content >= 0) return tree.Extent(content);
            how = "verb.object";
            // What the object tells hangs under the verb as often as under the object («опровергли сообщения о бунте»).
            if (tree.Object(verb) is >= 0 and int obj && obj != speaker)
                return obj > verb ? (tree.Extent(obj).First, Math.Max(tree.Extent(obj).End, BeforeConjunct(verb, tree.Extent(verb).End))) : tree.Extent(obj);
            how = "verb.none";
            return null;
        }
    }
}
