using System.Text;
using Hearsay.Text;

namespace Hearsay.Language;

/// <summary>Scores of tags, lemmas and trees on one treebank, in per cent.</summary>
public sealed record SyntaxScores
{
    public required int Tokens { get; init; }
    public required double Upos { get; init; }
    public required double Feats { get; init; }
    public required double Lemma { get; init; }
    public required double Uas { get; init; }
    public required double Las { get; init; }
    /// <summary>F1 of the tokens' spans; 100 when gold tokens are given.</summary>
    public double TokenF1 { get; init; } = 100;
    /// <summary>F1 of the sentences' spans; 100 when gold sentences are given.</summary>
    public double SentenceF1 { get; init; } = 100;
    /// <summary>F1 of each relation: arcs with the right head and relation.</summary>
    public required IReadOnlyDictionary<string, double> Relations { get; init; }
}

/// <summary>Measures models on treebanks as the CoNLL 2018 shared task did.</summary>
public static class LanguageEvaluation
{
    /// <summary>Scores with the treebank's own tokens and sentences.</summary>
    public static SyntaxScores OnGoldTokens(ModelFile file, IReadOnlyList<GoldSentence> sentences)
    {
        LanguageModel model = LanguageModel.ReadSyntax(file);
        var tally = new Tally();
        var work = new SentenceWork();
        var state = new ParserState();
        var beam = new ParserBeam();
        foreach (GoldSentence gold in sentences)
        {
            work.Reset(gold.Count);
            for (int i = 0; i < gold.Count; i++) work.Set(i, WordForm.Normalize(gold.Form[i]));
            model.Tagger.Tag(work);
            model.Lemmatize(work, gold.Form);
            model.Parser.Parse(work, model.Tagger.Tags, state, beam);
            for (int i = 0; i < gold.Count; i++)
            {
                string form = WordForm.Normalize(gold.Form[i]);
                Span<char> lemma = new char[form.Length + 64];
                int length = model.Lemmatize(form, work, i, lemma);
                TagSet tags = model.Tagger.Tags;
                tally.Add(gold, i, tags.Upos[work.Tag[i]], tags.Feats[work.Tag[i]], lemma[..length], work.Head[i], model.Parser.Relations[work.Label[i]]);
            }
            tally.Predicted += gold.Count;
        }
        return tally.Scores();
    }

    /// <summary>Scores from raw text: paragraphs as blocks, everything else found.</summary>
    public static SyntaxScores OnRawText(LanguageCore core, LanguageCode language, IReadOnlyList<GoldSentence> sentences)
    {
        var tally = new Tally();
        int goldSentences = 0, foundSentences = 0, rightSentences = 0;
        int at = 0;
        while (at < sentences.Count)
        {
            int end = at + 1;
            while (end < sentences.Count && !sentences[end].NewParagraph && end - at < 100) end++;
            // One paragraph: text and the span of each gold token.
            var text = new StringBuilder();
            var tokenOf = new Dictionary<(int, int), (GoldSentence, int)>();
            var starts = new Dictionary<(GoldSentence, int), int>();
            var goldBounds = new HashSet<(int, int)>();
            for (int s = at; s < end; s++)
            {
                GoldSentence gold = sentences[s];
                int first = text.Length;
                for (int i = 0; i < gold.Count; i++)
                {
                    int start = text.Length;
                    text.Append(gold.Form[i]);
                    tokenOf[(start, text.Length)] = (gold, i);
                    starts[(gold, i)] = start;
                    if (i == gold.Count - 1) goldBounds.Add((first, text.Length));
                    if (gold.SpaceAfter[i]) text.Append(' ');
                }
                if (text.Length > 0 && text[^1] != ' ' && s + 1 < end) text.Append(' ');
            }
            goldSentences += end - at;
            string body = text.ToString();
            TokenTable table = core.Analyze(new Document { Id = "", Key = "", Body = body, Language = language, Blocks = [new Block(new TextSpan(0, body.Length), BlockKind.Paragraph)] }).Tokens;
            foundSentences += table.Sentences.Length;
            foreach (Sentence sentence in table.Sentences)
            {
                TextSpan span = table.SpanOf(sentence.FirstToken, sentence.EndToken);
                if (goldBounds.Contains((span.Start, span.End))) rightSentences++;
            }
            for (int t = 0; t < table.Count; t++)
            {
                if (!tokenOf.TryGetValue((table.Start[t], table.Start[t] + table.Length[t]), out (GoldSentence Gold, int I) match)) continue;
                // The head counts as right when it is the token that the gold head is.
                int head = -2;
                if (table.Head[t] == TokenTable.NoHead) head = -1;
                else if (tokenOf.TryGetValue((table.Start[table.Head[t]], table.SpanOf(table.Head[t]).End), out (GoldSentence Gold, int I) up) && ReferenceEquals(up.Gold, match.Gold)) head = up.I;
                tally.Add(match.Gold, match.I, table.Upos[t], table.Feats[t], table.Lemma[t], head, table.Deprel[t]);
            }
            tally.Predicted += table.Count;
            for (int s = at; s < end; s++) tally.Gold += sentences[s].Count;
            at = end;
        }
        return tally.Scores(goldTokens: false) with { SentenceF1 = 200.0 * rightSentences / (goldSentences + foundSentences) };
    }

    /// <summary>F1 of names (span and kind), in per cent; kinds the corpus does not mark are left out.</summary>
    /// <returns>All kinds together under "all", and each kind.</returns>
    public static IReadOnlyDictionary<string, double> OnNames(ModelFile file, IReadOnlyList<NameSentence> sentences)
    {
        LanguageModel words = LanguageModel.ReadWords(file);
        NameFinder finder = file.Read("names", reader => NameFinder.Read(reader, words.Tagger.Dictionary));
        var memory = new NameMemory();
        var tally = new SortedDictionary<string, (int Right, int Gold, int Found)>(StringComparer.Ordinal);
        int kinds = sentences.Aggregate(0, (all, s) => all | s.Kinds) & 0b111; // PER, LOC, ORG: what the corpora agree on
        bool hasDocuments = sentences.Any(s => s.StartsDocument);
        foreach (NameSentence sentence in sentences)
        {
            if (sentence.StartsDocument || !hasDocuments) memory.Clear();
            SentenceWork work = NameTrainer.Prepare(sentence.Forms, words);
            finder.Find(work, words.Tagger.Tags, memory);
            var found = new HashSet<NameMention>();
            for (int i = 0; i < work.Count; i++)
            {
                if (work.Name[i] == 0) continue;
                int end = i;
                while (!NameFinder.Ends(work.Name[end])) end++;
                found.Add(new NameMention(i, end + 1, NameFinder.KindOf(work.Name[i])));
                i = end;
            }
            found.RemoveWhere(n => (kinds & (1 << (int)n.Kind)) == 0);
            foreach (NameMention name in sentence.Names)
                if ((kinds & (1 << (int)name.Kind)) != 0) Count(name.Kind, found.Contains(name) ? 1 : 0, 1, 0);
            foreach (NameMention name in found) Count(name.Kind, 0, 0, 1);
        }
        return tally.ToDictionary(t => t.Key, t => 200.0 * t.Value.Right / Math.Max(1, t.Value.Gold + t.Value.Found), StringComparer.Ordinal);

        void Count(NameKind kind, int right, int gold, int predicted)
        {
            foreach (string key in (string[])["all", kind.ToString()])
            {
                (int Right, int Gold, int Found) now = tally.GetValueOrDefault(key);
                tally[key] = (now.Right + right, now.Gold + gold, now.Found + predicted);
            }
        }
    }

    private sealed class Tally
    {
        private int _tokens, _upos, _feats, _lemma, _uas, _las;
        private readonly SortedDictionary<string, (int Right, int Gold, int Found)> _relations = new(StringComparer.Ordinal);

        public int Predicted { get; set; }

        /// <summary>Gold tokens of raw text, found or not.</summary>
        public int Gold { get; set; }

        public void Add(GoldSentence gold, int i, Upos upos, string feats, ReadOnlySpan<char> lemma, int head, string relation)
        {
            _tokens++;
            if (gold.Upos[i] == upos) _upos++;
            if (gold.Feats[i] == feats) _feats++;
            if (SameLemma(gold.Lemma[i], lemma)) _lemma++;
            bool attached = gold.Head[i] == head;
            bool labelled = attached && gold.Deprel[i] == relation;
            if (attached) _uas++;
            // As in the shared task, subtypes do not count towards LAS.
            if (attached && Universal(gold.Deprel[i]).SequenceEqual(Universal(relation))) _las++;
            Count(gold.Deprel[i], labelled ? 1 : 0, 1, 0);
            Count(relation, 0, 0, 1);
        }

        private static ReadOnlySpan<char> Universal(string relation) => relation.Contains(':') ? relation.AsSpan(0, relation.IndexOf(':', StringComparison.Ordinal)) : relation;

        /// <summary>Treebanks disagree on capitals and ё in lemmas, so neither counts.</summary>
        private static bool SameLemma(string gold, ReadOnlySpan<char> lemma)
        {
            string normal = WordForm.Normalize(gold);
            if (gold == "_") return true;
            if (normal.Length != lemma.Length) return false;
            for (int i = 0; i < lemma.Length; i++)
            {
                char a = char.ToLowerInvariant(normal[i]), b = char.ToLowerInvariant(lemma[i]);
                if (a != b && !(a is 'ё' or 'е' && b is 'ё' or 'е')) return false;
            }
            return true;
        }

        private void Count(string relation, int right, int gold, int found)
        {
            (int Right, int Gold, int Found) now = _relations.GetValueOrDefault(relation);
            _relations[relation] = (now.Right + right, now.Gold + gold, now.Found + found);
        }

        public SyntaxScores Scores(bool goldTokens = true)
        {
            double total = goldTokens ? _tokens : (Gold + Predicted) / 2.0;
            return new SyntaxScores
            {
                Tokens = goldTokens ? _tokens : Gold,
                Upos = 100 * _upos / total,
                Feats = 100 * _feats / total,
                Lemma = 100 * _lemma / total,
                Uas = 100 * _uas / total,
                Las = 100 * _las / total,
                TokenF1 = 100 * _tokens / total,
                Relations = _relations.ToDictionary(r => r.Key, r => 200.0 * r.Value.Right / Math.Max(1, r.Value.Gold + r.Value.Found), StringComparer.Ordinal),
            };
        }
    }
}
