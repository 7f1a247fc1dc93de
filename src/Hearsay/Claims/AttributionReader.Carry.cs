using Hearsay.Text;

namespace Hearsay.Claims;

// A source stated once carries what follows it, or, at the end of a paragraph, what stands before.
public sealed partial class AttributionReader
{
    private sealed partial class Reader
    {
        // ---- a source stated once that carries what follows ----
        private void Carry()
        {
            int count = tokens.Sentences.Length;
            if (count == 0) return;
            // A medium or monitor that the lead names carries the rest of the page; rather the one cited than the one that cites it.
            Attribution? medium = frames.Where(f => IsInLead(f) && f.Depth >= 0 && TellsOn(f) && f.Rule is not "attribution/audience" && namer.IsNamed(f.Source) && !AreMany(f.SourceHead))
                .OrderByDescending(f => f.Depth == 2).ThenBy(f => f.FirstToken).FirstOrDefault();
            if (medium is not null && medium.EndToken < tokens.Count && UpToNextMedium(medium) is var end && end > medium.EndToken)
                Add(Carried(medium, medium.EndToken, end, "attribution/carried-medium") with { Depth = -1 });
            CarryOn(count);

            bool IsInLead(Attribution f) => tree.SentenceOf(f.FirstToken) <= 1 && (tree.SentenceOf(f.FirstToken) == 0 || !IsToldByPage(tokens.Sentences[0]));
            bool TellsOn(Attribution f) => SourceKind.IsMedium(f.Source.Kind) || f.Source.Kind == "monitor" && tree.Language(f.FirstToken) != LanguageCode.English;
        }

        // "Palestinian media": many, none of which tells the rest.
        private bool AreMany(int head) =>
            head >= 0 && tree.IsEnglish(head) && tokens.Upos[head] == Upos.NOUN && (tokens.Has(head, "Number", "Plur") || owner.CuesOf(LanguageCode.English).Is("many-media", tokens.Lemma[head].ToLowerInvariant()));

        // A source over words that have no cue of their own.
        private Attribution Carried(Attribution source, int first, int end, string rule) =>
            source with { FirstToken = first, EndToken = end, Rule = rule, Own = default, Source = source.Source with { CueSpan = new TextSpan(tokens.Start[first], 0) } };

        private bool HasSource(Sentence sentence) => frames.Exists(f => f.FirstToken < sentence.EndToken && f.EndToken > sentence.FirstToken);

        // A full English sentence at the head of the page without a source: what a medium reports after it is one report among others.
        private bool IsToldByPage(Sentence first)
        {
            const int shortest = 12;
            return IsEnglish(first) && first.Count >= shortest && tokens.Form[first.EndToken - 1] == "." && !HasSource(first);
        }

        // "From October 16 he was detained. After that they had to dig trenches, he recalled.": a paragraph that closes with a speaker is
        // his account from its beginning, as far as its sentences speak of him or them and have no other source.
        private void CarryBack(int count)
        {
            for (int s = count - 1; s > 0; s--)
            {
                Sentence sentence = tokens.Sentences[s];
                if (!IsEnglish(sentence) || tokens.Sentences[s - 1].Block != sentence.Block) continue;
                if (frames.Find(f => Closes(f, sentence)) is not { } closing) continue;
                for (int earlier = s - 1; earlier >= 0 && tokens.Sentences[earlier].Block == sentence.Block; earlier--)
                {
                    Sentence before = tokens.Sentences[earlier];
                    if (frames.Exists(f => f.Depth >= 0 && f.FirstToken < before.EndToken && f.EndToken > before.FirstToken) || !HasPersonalSubject(before)) break;
                    frames.Add(Carried(closing, before.FirstToken, before.EndToken, "attribution/carried-back") with { Verb = -1 });
                }
            }
        }

        private static bool Closes(Attribution frame, Sentence sentence) =>
            frame.Rule is "attribution/verb.after" or "attribution/order.after" && frame.Verb >= sentence.FirstToken && frame.Verb < sentence.EndToken && SourceKind.IsSomebody(frame.Source.Kind);

        private bool HasPersonalSubject(Sentence sentence)
        {
            CueWords cues = owner.CuesOf(sentence.Language);
            for (int t = sentence.FirstToken; t < sentence.EndToken; t++)
                if (tree.Is(t, "nsubj") && tokens.Upos[t] == Upos.PRON
                    && (cues.Is("he-she", tokens.Lemma[t]) || cues.Is("they", tokens.Lemma[t]) || cues.Is("first-person", tokens.Lemma[t]))) return true;
            return false;
        }

        // A page that draws on a second medium tells no more by the first alone.
        private int UpToNextMedium(Attribution medium)
        {
            int end = tokens.Count;
            // «До слова», «Нагадаємо»: what the page adds of its own.
            for (int s = 1; s < tokens.Sentences.Length && end == tokens.Count; s++)
            {
                Sentence later = tokens.Sentences[s];
                if (later.FirstToken < medium.EndToken || IsEnglish(later) || later.Block == tokens.Sentences[s - 1].Block) continue;
                if (owner.CuesOf(later.Language).PhraseAt("aside", tokens, later.FirstToken, later.EndToken) > 0) end = later.FirstToken;
            }
            foreach (Attribution other in frames)
                if (other.FirstToken >= medium.EndToken && SourceKind.IsMediumOrMonitor(other.Source.Kind)
                    && other.Source.Name != medium.Source.Name && namer.IsNamed(other.Source))
                    end = Math.Min(end, tokens.Sentences[tree.SentenceOf(other.FirstToken)].FirstToken);
            // «Напомним, …», «Как сообщалось ранее, …»: the page's own reminder.
            foreach (Sentence sentence in tokens.Sentences)
                if (sentence.FirstToken >= medium.EndToken && sentence.FirstToken < end && !IsEnglish(sentence) && IsReminder(sentence)) end = sentence.FirstToken;
            return end;

            bool IsReminder(Sentence sentence) =>
                owner.CuesOf(sentence.Language).Is("remind", tokens.Form[sentence.FirstToken].ToLowerInvariant()) || IsHearsay(sentence) && SaysEarlier(sentence);
        }

        private bool SaysEarlier(Sentence sentence)
        {
            for (int t = sentence.FirstToken; t < sentence.EndToken; t++)
                if (owner.CuesOf(sentence.Language).Is("earlier", tokens.Form[t].ToLowerInvariant())) return true;
            return false;
        }

        // Sentences without a source of their own go on with the source before them in Russian and Ukrainian reports, until something
        // new begins. English reports name the source of each sentence; what has none is told by the page.
        private void CarryOn(int count)
        {
            CarryBack(count);
            Attribution? carrier = null;
            Reach reach = Reach.Nowhere;
            for (int s = 0; s < count; s++)
            {
                Sentence sentence = tokens.Sentences[s];
                Attribution? own = frames.LastOrDefault(f => f.Depth >= 0 && f.Rule is not ("attribution/carried" or "attribution/audience") && Touches(f, sentence));
                // Who speaks within another's words does not go on after them.
                if (own is { Verb: >= 0 } inner && frames.LastOrDefault(f => SpeaksAround(f, inner)) is { } outer) own = outer;
                if (own is not null)
                {
                    bool endsSentence = own.EndToken >= sentence.EndToken - 3 || own.Rule == "attribution/verb.back" || IsEnglish(sentence) && own.Verb >= own.EndToken && tokens.Upos[own.SourceHead] == Upos.PRON;
                    reach = IsEnglish(sentence) ? ReachOf(own, s) : Reach.Nowhere;
                    carrier = endsSentence && own.Rule is not ("attribution/verb.object" or "attribution/quoted" or "attribution/headline")
                        && !SourceKind.IsMediumOrMonitor(own.Source.Kind) && !IsCountryAlone(own) ? own : null;
                    continue;
                }
                if (carrier is null) continue;
                bool isOver = IsEnglish(sentence) && (reach == Reach.Nowhere || reach == Reach.Paragraph && sentence.Block != tokens.Sentences[s - 1].Block || !TellsEvents(sentence));
                if (BeginsAnew(sentence) || IsHearsay(sentence) || isOver || sentence.Block != tokens.Sentences[s - 1].Block && EndsWithParagraph(carrier))
                {
                    carrier = null;
                    continue;
                }
                frames.Add(Carried(carrier, sentence.FirstToken, sentence.EndToken, "attribution/carried") with { Verb = -1, Depth = 1 });
            }
        }

        // «По словам родных, …»: for a paragraph; what a ministry or army sums up («по данным Минобороны») goes on over several.
        private static bool EndsWithParagraph(Attribution carrier) => carrier.Rule == "attribution/according" && carrier.Source.Kind is not ("ministry" or "military");

        private static bool SpeaksAround(Attribution frame, Attribution inner) =>
            frame.Depth > 0 && frame.Verb >= 0 && frame.Verb != inner.Verb && frame.Carries(inner.Verb) && !inner.Carries(frame.Verb);

        private static bool Touches(Attribution frame, Sentence sentence) =>
            (frame.FirstToken < sentence.EndToken && frame.EndToken > sentence.FirstToken) || (frame.Verb >= sentence.FirstToken && frame.Verb < sentence.EndToken);

        // «Росія оголосила …»: a state that announces a thing does not tell the rest of the page.
        private bool IsCountryAlone(Attribution frame) => frame.Source.Kind is null && frame.SourceHead >= 0 && namer.NameAt(frame.SourceHead) is { Kind: NameKind.Location };

        // «Про це пише X з посиланням на Y»: whoever is cited told what was said before as well.
        private void ReachBack(int from)
        {
            for (int f = from; f < frames.Count; f++)
            {
                if (frames[f] is not { Rule: "attribution/citing" } citing) continue;
                if (frames.FindIndex(from, other => other.Rule == "attribution/verb.back" && tree.SentenceOf(other.Verb) == tree.SentenceOf(citing.Own.First)) is >= 0 and int back)
                    frames[f] = citing with { FirstToken = Math.Min(citing.FirstToken, frames[back].FirstToken) };
            }
        }

        // «Ранее сообщалось о 90 жертвах», «кроме того, стало известно, что …»: somebody else has said it.
        private bool IsHearsay(Sentence sentence)
        {
            if (hearsay.Exists(verb => verb >= sentence.FirstToken && verb < sentence.EndToken && tokens.Has(verb, "Tense", "Past"))) return true;
            for (int t = sentence.FirstToken + 1; t < sentence.EndToken; t++)
                if (tokens.Form[t] is "известно" && tokens.Lemma[t - 1] is "стать") return true;
            return false;
        }

        private bool BeginsAnew(Sentence sentence) => tokens.Form[sentence.FirstToken] is "-" or "–" or "—" or "•" or "▪" or "●"
            || owner.CuesOf(sentence.Language).PhraseAt("anew", tokens, sentence.FirstToken, sentence.EndToken) > 0;
    }
}
