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
                ReadListHeading(s);
                ReadPhrases(sentence, "according", 0);
                if (!IsEnglish(sentence)) ReadPhrases(sentence, "known-to", 0);
                ReadPhrases(sentence, "citing", 2);
                for (int t = sentence.FirstToken; t < sentence.EndToken; t++) ReadVerb(t, s);
                PutMediaOutside(before);
                SpreadOverQuotations(before);
                ReachBack(before);
            }
            AttributeBareQuotations();
            CarryHeadline();
            CarryOverItems();
            RepeatAudiences();
            PassDocuments();
            Carry();
            SpreadLabel();
            return [.. frames.Select(Spelt)];
        }

        // «Інститут вивчення війни (ISW)», later «в ISW»: one source, under the fuller of its names on the page.
        private Attribution Spelt(Attribution frame)
        {
            string name = frame.Source.Name;
            if (name.Contains(' ', StringComparison.Ordinal) || name.Length == 0 || !name.All(char.IsUpper) || owner.known.Find(name) is not { } source) return frame;
            string? fuller = frames.Find(other => other.Source.Name.Contains(' ', StringComparison.Ordinal) && owner.known.Find(other.Source.Name) == source)?.Source.Name;
            return fuller is null ? frame : frame with { Source = frame.Source with { Name = fuller } };
        }

        private void Hear((string Name, string? Kind, TextSpan Span) source, int head)
        {
            if (IsQuoted(head))
            {
                quotedSpeaker = (source.Name, source.Kind);
                return;
            }
            quotedSpeaker = null;
            // «Росія заявила …. За їхніми словами»: nobody means a state by it.
            bool isState = source.Kind is null && tree.Language(head) != LanguageCode.English && namer.NameAt(head) is { Kind: NameKind.Location };
            if (!isState) lastSpeaker = (source.Name, source.Kind);
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
                    if (member != head && HasComma(Math.Min(head, member), Math.Max(head, member))
                        && (!namer.CanSpeak(member, false) || IsEnglish(sentence) && !HasAnd(head, member))) continue;
                    // "citing concerns", "referring to a provisional toll": nobody is cited.
                    if (list == "citing" && IsEnglish(sentence) && !namer.CanSpeak(member, false)) continue;
                    if (namer.Name(member, lastSpeaker, isAdding: false) is not { } name) continue;
                    // «как стало известно семье»: the family tells nobody.
                    if (list == "known-to" && !SourceKind.IsMedium(name.Kind)) continue;
                    int governor = Governor(t, head, sentence);
                    (int first, int end) = governor >= 0 ? ClauseExtent(governor, sentence) : (sentence.FirstToken, sentence.EndToken);
                    int ownEnd = PastParenthesis(Math.Max(tree.Phrase(head).End, head + 1), sentence);
                    // A phrase at the head of the sentence, or at its end after a comma, carries all of it.
                    // So does one that only who it is follows ("according to X, a spokesman for the police.").
                    // «…, по словам члена команды, участвовавшего в кремации, и сообщениям СМИ.»: nothing but what describes it follows.
                    bool isLast = !IsEnglish(sentence) && t - 2 > sentence.FirstToken && tokens.Form[t - 1] == "," && !HasPredicate(ownEnd, sentence.EndToken);
                    bool closes = ownEnd >= sentence.EndToken - 1 || isLast || IsEnglish(sentence) && IsAppositionToTheEnd(ownEnd, sentence);
                    // "as X reports with reference to Y, …", "X, which cites Y, said …": the one cited stands behind all of it.
                    if (list == "citing" && IsEnglish(sentence) && governor >= 0 && (owner.CuesOf(sentence.Language).Is("report", tokens.Lemma[governor]) || StandsInRelay(t, sentence))) closes = true;
                    if (t <= sentence.FirstToken + 1 || closes) (first, end) = (sentence.FirstToken, sentence.EndToken);
                    Add(new Attribution(new Source(name.Name, name.Kind, name.Span, tokens.SpanOf(t, t + length).Of(tree.Analysis.Document.Body), tokens.SpanOf(t, t + length)), first, end, depth, $"attribution/{list}")
                    {
                        Own = (t, ownEnd),
                        SourceHead = member,
                    });
                    if (list == "according") Hear(name, member);
                    else if (!IsEnglish(sentence)) namer.Cited = (name.Name, name.Kind);
                }
                t += length - 1;
            }
        }

        // Right after "which" or "who".
        private bool StandsInRelay(int cue, Sentence sentence) =>
            owner.CuesOf(sentence.Language).Is("relative", tokens.Form[cue].ToLowerInvariant()) || cue > sentence.FirstToken && owner.CuesOf(sentence.Language).Is("relative", tokens.Form[cue - 1].ToLowerInvariant());

        // ", deputy spokesman for the police.": a comma and a noun phrase without a verb, up to the stop.
        private bool IsAppositionToTheEnd(int comma, Sentence sentence)
        {
            if (comma <= sentence.FirstToken || comma + 2 >= sentence.EndToken || tokens.Form[comma] != "," || tokens.Upos[comma + 1] is not (Upos.DET or Upos.NOUN or Upos.ADJ or Upos.PROPN)) return false;
            for (int t = comma + 1; t < sentence.EndToken - 1; t++)
                if (tokens.Form[t] is "," or ";" || tokens.Upos[t] is Upos.VERB or Upos.AUX && tokens.Has(t, "VerbForm", "Fin")) return false;
            return true;
        }

        // The head of the noun phrase that starts here: the first noun or name, moved up while its head is a noun still to the right or a title.
        private int PhraseHeadAfter(int at, Sentence sentence)
        {
            for (int t = at; t < Math.Min(sentence.EndToken, at + 7); t++)
            {
                if (tokens.Upos[t] is Upos.PUNCT && tokens.Form[t] is "," or "." or ";") return -1;
                // «За попередніми даними постраждали двоє людей»: whoever gave the data is not named.
                if (!IsEnglish(sentence) && tokens.Upos[t] is Upos.VERB && tokens.Has(t, "VerbForm", "Fin")) return -1;
                if (tokens.Upos[t] is not (Upos.NOUN or Upos.PROPN or Upos.PRON or Upos.X) && !StandsForPerson(t, sentence)) continue;
                int head = t;
                // "the Hamas-controlled health authority": the name tells who controls it.
                if (IsEnglish(sentence) && t + 2 < sentence.EndToken && tokens.Form[t + 1] == "-" && tokens.Upos[t + 2] == Upos.VERB && tokens.Has(t + 2, "VerbForm", "Part")) continue;
                // "health and security officials": the first describes the officials, too.
                if (IsEnglish(sentence) && t + 2 < sentence.EndToken && tokens.Form[t + 1] == "and" && tokens.Upos[t] == Upos.NOUN && !namer.CanSpeak(t, false)) continue;
                // Up to the head of the phrase, but not over a comma: what follows it is somebody else.
                for (int up = tokens.Head[head]; up >= at && !HasComma(t, up) && IsWider(up) && !StandsInClause(head); up = tokens.Head[head]) head = up;
                return head;
            }
            return -1;

            bool IsWider(int up) => up < Math.Min(sentence.EndToken, at + 12) && tokens.Upos[up] is Upos.NOUN or Upos.PROPN;
            bool StandsInClause(int head) => tree.Is(head, "conj") || tree.Is(head, "obl") || tree.Is(head, "nsubj");
        }

        // «по словам пленного, …», «рассказал задержанный.»: an adjective or participle with no noun to agree with.
        private bool StandsForPerson(int token, Sentence sentence) =>
            !IsEnglish(sentence) && (tokens.Upos[token] == Upos.ADJ
                || (tokens.Upos[token] == Upos.VERB && tokens.Has(token, "VerbForm", "Part") && !tokens.Has(token, "Variant", "Short")))
            && (token + 1 >= sentence.EndToken || tokens.Upos[token + 1] == Upos.PUNCT) && owner.CuesOf(sentence.Language).Is("anonymous", tokens.Lemma[token].ToLowerInvariant());

        private bool HasComma(int from, int to)
        {
            for (int t = from; t < to; t++)
                if (tokens.Form[t] is "," or ";") return true;
            return false;
        }

        private bool HasPredicate(int from, int to)
        {
            for (int t = from; t < to; t++)
                if (tokens.Upos[t] is Upos.VERB or Upos.AUX && tokens.Has(t, "VerbForm", "Fin") && !tokens.Has(t, "Mood", "Imp") || tokens.Has(t, "Variant", "Short")) return true;
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
            bool isMedium = letters.Length >= sure && letters.Length == name.Length || SourceKind.IsMedium(owner.known.Find(name)?.Kind);
            return letters.Length >= 3 && isMedium && url.Host.Replace("-", "", StringComparison.Ordinal).Contains(letters, StringComparison.OrdinalIgnoreCase);
        }
    }
}
