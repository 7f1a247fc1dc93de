using Hearsay.Text;

namespace Hearsay.Claims;

// What English reports say over more than one sentence: who speaks beside a quotation, who has seen it, a medium that cites somebody
// in its next sentence.
public sealed partial class AttributionReader
{
    private sealed partial class Reader
    {
        // Who spoke last within the words quoted: "I called my son and he said …," she told the channel.
        private (string Name, string? Kind)? quotedSpeaker;

        private bool IsQuoted(int token) => tree.IsEnglish(token) && QuotationAround(token) is not null;

        private Quotation? QuotationAround(int token)
        {
            foreach (Quotation quotation in quotations)
                if (quotation.Contains(token)) return quotation;
            return null;
        }

        private (string Name, string? Kind)? SpeakerBefore(int verb) => IsQuoted(verb) ? quotedSpeaker ?? lastSpeaker : lastSpeaker;

        // "Verstka, citing a lawyer, reported": the lawyer stands nearer to the verb, the outlet reports; −1 where nobody is cited so.
        private int CitingBefore(int speaker, int verb, Sentence sentence)
        {
            if (frames.Find(f => f.Rule == "attribution/citing" && speaker >= f.Own.First && speaker < f.Own.End && verb >= f.Own.End) is not { } cited) return -1;
            int before = cited.Own.First - 1;
            if (before <= sentence.FirstToken || tokens.Form[before] != ",") return -1;
            for (int t = before - 1; t >= sentence.FirstToken && tokens.Upos[t] is Upos.NOUN or Upos.PROPN; t--)
                if (namer.CanSpeak(t, false)) return t;
            return -1;
        }

        /// <summary>How far an English source goes on without a cue.</summary>
        private enum Reach
        {
            Nowhere,
            Paragraph,
            Page,
        }

        // English reports name the source of each sentence, but for what is told in a paper or post of a body: "the army said in a statement"
        // goes on over its paragraph, "the General Staff said in its evening summary" and a governor's report over the page.
        private Reach ReachOf(Attribution own, int sentenceIndex)
        {
            if (own.Verb < 0 || own.Depth != 1 || SourceKind.IsMediumOrMonitor(own.Source.Kind) || own.Source.Kind is "person" or "anonymous" or "ngo" or "un" || own.Source.Kind == "witness" && !namer.IsBody(own.Source.Name, LanguageCode.English)) return Reach.Nowhere;
            CueWords cues = owner.CuesOf(LanguageCode.English);
            foreach (int child in tree.Children(own.Verb))
            {
                if (!tree.Is(child, "obl") || child < own.Verb) continue;
                if (cues.Is("summaries", tokens.Lemma[child])) return sentenceIndex == 0 ? Reach.Page : Reach.Paragraph;
                if (cues.Is("bulletins", tokens.Lemma[child])) return Reach.Paragraph;
            }
            bool isGovernor = own.SourceHead >= 0 && tree.SentenceOf(own.SourceHead) == sentenceIndex && HasGovernor(own.SourceHead);
            return sentenceIndex == 0 && isGovernor && own.Verb < own.FirstToken && cues.Is("reporting", tokens.Lemma[own.Verb]) ? Reach.Page : Reach.Nowhere;
        }

        private bool HasGovernor(int head)
        {
            const int reach = 6;
            CueWords cues = owner.CuesOf(LanguageCode.English);
            for (int t = Math.Max(tree.Sentence(head).FirstToken, head - reach); t <= Math.Min(tree.Sentence(head).EndToken - 1, head + reach); t++)
                if (cues.Is("governors", tokens.Lemma[t].ToLowerInvariant())) return true;
            return false;
        }

        // What a report goes on with has happened: its main verb is finite and in the past.
        private bool TellsEvents(Sentence sentence)
        {
            for (int t = sentence.FirstToken; t < sentence.EndToken; t++)
            {
                if (tokens.Head[t] >= 0) continue;
                if (tokens.Has(t, "Tense", "Past") && tokens.Upos[t] is Upos.VERB or Upos.AUX) return true;
                foreach (int child in tree.Children(t))
                    if ((tree.Is(child, "aux") || tree.Is(child, "cop")) && tokens.Has(child, "Tense", "Past")) return true;
            }
            return false;
        }

        // "one of them, a miller, said", "the mayor said": who opens a clause that ends in a verb of saying; −1 where nobody.
        private int OpensClause(int verb, Sentence sentence, int from)
        {
            CueWords cues = owner.CuesOf(LanguageCode.English);
            return cues.Is("one", tokens.Lemma[from]) && cues.Is("out-of", tokens.Form[from + 1]) ? from : FirstSpeaker(verb, sentence, from);
        }

        // "…; one of them said that …"
        private bool IsToldByOther(int semicolon, Sentence sentence)
        {
            for (int t = semicolon + 2; t < sentence.EndToken; t++)
                if (Says(t, sentence) && tokens.Upos[t] == Upos.VERB) return OpensClause(t, sentence, semicolon + 1) >= 0;
            return false;
        }

        // "The outlet wrote that …. It referred to a resident": whom the medium cites for what it has just reported.
        private void ReadCitingBack(int verb, int sentenceIndex)
        {
            Sentence sentence = tokens.Sentences[sentenceIndex];
            if (!IsEnglish(sentence) || sentenceIndex == 0 || tokens.Head[verb] >= 0 || tree.Child(verb, "ccomp") >= 0) return;
            CueWords cues = owner.CuesOf(sentence.Language);
            int cited = cues.Is("refer", tokens.Lemma[verb]) ? -1 : cues.Is("cite", tokens.Lemma[verb]) ? tree.Object(verb) : -2;
            if (cited == -1)
                foreach (int child in tree.Children(verb))
                    if (tree.Is(child, "obl") && child > verb && cues.Is("audience", tree.Preposition(child))) cited = child;
            if (cited < verb || tree.Subject(verb) is not (>= 0 and int medium) || medium > verb || !namer.CanSpeak(cited, false) || cues.Is("documents", tokens.Lemma[cited])) return;
            if (frames.FindLast(f => f.Depth == 1 && f.Verb >= 0 && tree.SentenceOf(f.Verb) == sentenceIndex - 1 && SourceKind.IsMediumOrMonitor(f.Source.Kind)) is not { } told) return;
            bool isSame = tokens.Upos[medium] == Upos.PRON ? tokens.Lemma[medium] == "it" : namer.Name(medium, lastSpeaker, false)?.Name == told.Source.Name;
            if (!isSame || namer.Name(cited, null, false) is not { } name) return;
            Add(new Attribution(new Source(name.Name, name.Kind, name.Span, tokens.Form[verb], tokens.SpanOf(verb)), told.FirstToken, told.EndToken, 2, "attribution/cited-back") { SourceHead = cited });
        }

        // "A nurse said …. She counted 33 wounded": whoever has just spoken goes on with what he has seen.
        private void ReadWitnessing(int verb, int sentenceIndex)
        {
            Sentence sentence = tokens.Sentences[sentenceIndex];
            if (!IsEnglish(sentence) || sentenceIndex == 0) return;
            CueWords cues = owner.CuesOf(sentence.Language);
            if (!cues.Is("witness", tokens.Lemma[verb]) || !tokens.Has(verb, "VerbForm", "Fin") || tokens.Head[verb] >= 0 || lastSpeaker is not { } speaker || !SourceKind.IsSomebody(speaker.Kind)) return;
            int subject = tree.Child(verb, "nsubj");
            if (subject < 0 || subject > verb || tokens.Upos[subject] != Upos.PRON || !cues.Is("he-she", tokens.Lemma[subject]) || IsQuoted(verb)) return;
            if (!frames.Exists(f => f.Depth == 1 && f.Source.Name == speaker.Name && tree.SentenceOf(f.SourceHead) == sentenceIndex - 1)) return;
            Source source = new(speaker.Name, speaker.Kind, tokens.SpanOf(subject), tokens.Form[verb], tokens.SpanOf(verb));
            Add(new Attribution(source, verb + 1, sentence.EndToken, 1, "attribution/witness") { Own = (subject, verb + 1), Verb = verb, SourceHead = subject });
        }
    }
}
