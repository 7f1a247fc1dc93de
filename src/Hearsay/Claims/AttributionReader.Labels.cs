using Hearsay.Text;

namespace Hearsay.Claims;

// Sources set apart by a colon: headlines ("ISW: …") and lines that introduce or continue a source ("Source: X", "Quote: …").
public sealed partial class AttributionReader
{
    private sealed partial class Reader
    {
        // ---- "ISW: Russian forces advanced" ----
        private void ReadHeadlineColon(Sentence sentence)
        {
            const int longest = 10;
            for (int t = sentence.FirstToken + 1; t < Math.Min(sentence.EndToken - 2, sentence.FirstToken + longest); t++)
            {
                if (tokens.Form[t] != ":") continue;
                if (HolderBefore(t, sentence) is { } holder)
                {
                    Add(new Attribution(new Source(holder.Name, holder.Kind, holder.Span, ":", tokens.SpanOf(t)), t + 1, sentence.EndToken, 1, "attribution/colon") { SourceHead = sentence.FirstToken });
                    Hear(holder, sentence.FirstToken);
                    return;
                }
                if (t > sentence.FirstToken + 5) return;
                string said = tokens.SpanOf(sentence.FirstToken, t).Of(tree.Analysis.Document.Body);
                int head = t - 1;
                bool isName = namer.NameAt(sentence.FirstToken) is { Kind: NameKind.Person or NameKind.Organization };
                // "Governor: two injured": a word for an office alone.
                bool isOffice = IsEnglish(sentence) && head == sentence.FirstToken && char.IsUpper(tokens.Form[head][0]) && owner.CuesOf(sentence.Language).Is("role", tokens.Form[head].ToLowerInvariant());
                if (owner.known.Find(said) is null && !isName && !isOffice) return;
                if (namer.Name(head, null, false) is not { } name) return;
                Add(new Attribution(new Source(name.Name, name.Kind, name.Span, ":", tokens.SpanOf(t)), t + 1, sentence.EndToken, 1, "attribution/colon") { SourceHead = head });
                return;
            }
        }

        // «Глава Херсонской области Александр Прокудин: …»: an office and who holds it, nothing else, before the colon.
        private (string Name, string? Kind, TextSpan Span)? HolderBefore(int colon, Sentence sentence)
        {
            int first = sentence.FirstToken;
            if (IsEnglish(sentence) || !owner.CuesOf(sentence.Language).Is("role", tokens.Lemma[first].ToLowerInvariant()) || namer.NameAt(colon - 1) is not { Kind: NameKind.Person } name || name.EndToken != colon) return null;
            for (int t = first; t < colon; t++)
                if (tokens.Upos[t] is not (Upos.NOUN or Upos.PROPN or Upos.ADJ or Upos.ADP or Upos.CCONJ) && !(tokens.Upos[t] == Upos.PUNCT && tokens.Form[t] is not ("," or ";"))) return null;
            return namer.Name(name.FirstToken, null, false) is { } named ? (named.Name, "official", named.Span) : null;
        }

        // ---- "Other key takeaways from the report:" and then items ----
        private readonly List<(int Sentence, Attribution? Source)> lists = [];

        private void ReadListHeading(int sentenceIndex)
        {
            const int longest = 16;
            Sentence sentence = tokens.Sentences[sentenceIndex];
            CueWords cues = owner.CuesOf(sentence.Language);
            if (!IsEnglish(sentence) || sentence.Count > longest || tokens.Form[sentence.EndToken - 1] != ":") return;
            bool isList = false;
            Attribution? source = null;
            for (int t = sentence.FirstToken; t < sentence.EndToken - 1; t++)
            {
                isList |= cues.Is("list-headings", tokens.Lemma[t].ToLowerInvariant());
                if ((namer.IsListed(t) || namer.NameAt(t) is { Kind: NameKind.Organization }) && namer.Name(t, lastSpeaker, false) is { } name)
                    source ??= new Attribution(new Source(name.Name, name.Kind, name.Span, ":", tokens.SpanOf(sentence.EndToken - 1)), 0, 0, 1, "attribution/items") { SourceHead = t };
            }
            if (isList) lists.Add((sentenceIndex, source));
        }

        // The items by whoever the heading names, else by whom the page has named before it.
        private void CarryOverItems()
        {
            foreach ((int heading, Attribution? named) in lists)
            {
                Attribution? source = named ?? frames.FindLast(f => f.EndToken <= tokens.Sentences[heading].FirstToken && f.Depth >= 0 && namer.IsNamed(f.Source) && !SourceKind.IsSomebody(f.Source.Kind));
                if (source is null) continue;
                for (int s = heading + 1; s < tokens.Sentences.Length; s++)
                {
                    Sentence item = tokens.Sentences[s];
                    if (item.Block != tokens.Sentences[s - 1].Block && tokens.Form[item.FirstToken] is not ("•" or "-" or "–" or "—" or "*" or "▪" or "●")) break;
                    if (!HasSource(item)) Add(Carried(source, item.FirstToken, item.EndToken, "attribution/items") with { Verb = -1, Depth = 1 });
                }
            }
        }

        // ---- "Source: X" and then "Quote: …", «Джерело: X» … «Дослівно: …» ----
        private bool ReadLabel(Sentence sentence)
        {
            CueWords cues = owner.CuesOf(sentence.Language);
            if (sentence.Count < 3 || tokens.Form[sentence.FirstToken + 1] != ":") return false;
            string label = tokens.Form[sentence.FirstToken];
            if (cues.List("source-labels").Contains(label, StringComparer.OrdinalIgnoreCase))
            {
                int head = PhraseHeadAfter(sentence.FirstToken + 2, sentence);
                if (head >= 0 && namer.Name(head, null, false) is { } name)
                {
                    labelled = new Attribution(new Source(name.Name, name.Kind, name.Span, label, tokens.SpanOf(sentence.FirstToken)), 0, 0, 1, "attribution/label") { SourceHead = head };
                    Hear(name, head);
                }
                return true;
            }
            if (labelled is { } source && cues.List("quote-labels").Take(4).Contains(label, StringComparer.OrdinalIgnoreCase))
            {
                int end = sentence.EndToken;
                foreach (Quotation quotation in quotations)
                    if (quotation.FirstToken >= sentence.FirstToken && quotation.FirstToken < sentence.EndToken) end = Math.Max(end, quotation.EndToken);
                foreach (Sentence other in tokens.Sentences)
                    if (other.Block == sentence.Block && other.FirstToken >= sentence.FirstToken) end = Math.Max(end, other.EndToken);
                Add(source with { FirstToken = sentence.FirstToken + 2, EndToken = end });
            }
            return false;
        }

        // «Джерело: X» above or below a report tells whose it is: what has no source of its own is by X, up to where the background begins.
        private void SpreadLabel()
        {
            if (labelled is not { } source) return;
            for (int s = 0; s < tokens.Sentences.Length; s++)
            {
                Sentence sentence = tokens.Sentences[s];
                if (s > 0 && sentence.Block != tokens.Sentences[s - 1].Block && BeginsAnew(sentence)) return;
                if (IsEnglish(sentence) || HasSource(sentence)) continue;
                frames.Add(Carried(source, sentence.FirstToken, sentence.EndToken, "attribution/label"));
            }
        }
    }
}
