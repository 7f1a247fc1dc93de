// Language: from a document's text to sentences, tokens, trees and names.
// Input: Document. Output: Analysis, one token table in text order.
// Invariants: every non-blank character of a block is in one token; sentences never cross blocks; each sentence has one root;
// the same document gives the same table on any thread.
// Sentences in languages Hearsay does not read get tokens tagged X (PUNCT, NUM, SYM by their characters), the first as root and all others under it as "dep".
// Weak spots: see the tokenizer, the splitter and the parser.
using System.Collections.Concurrent;
using Hearsay.Text;

namespace Hearsay.Language;

/// <summary>The language layer of the pipeline. Immutable and thread-safe.</summary>
public sealed class LanguageCore
{
    private readonly Lazy<LanguageModel> _english, _russian, _ukrainian;
    private readonly Tokenizer _tokenizer;
    private readonly SentenceSplitter _splitter;
    private readonly UnitFinder[] _units;
    private readonly ConcurrentBag<Workspace> _workspaces = [];

    private LanguageCore(Lazy<LanguageModel> english, Lazy<LanguageModel> russian, Lazy<LanguageModel> ukrainian, TokenizerLexicon lexicon, UnitFinder[] units, IReadOnlyList<ModelInfo> models)
    {
        (_english, _russian, _ukrainian) = (english, russian, ukrainian);
        _tokenizer = new Tokenizer(lexicon);
        _splitter = new SentenceSplitter(lexicon);
        _units = units;
        Models = models;
    }

    /// <summary>What is loaded, trained on what, under which licence.</summary>
    public IReadOnlyList<ModelInfo> Models { get; }

    /// <summary>Opens and checks the three models; each is unpacked when the first sentence of its language comes.</summary>
    /// <param name="modelDirectory">The folder with en.model, ru.model and uk.model; the word lists are read from "lexicon" beside it.</param>
    /// <exception cref="ModelException">A model is absent, damaged or of another version; the message says what to do.</exception>
    public static LanguageCore Load(string modelDirectory)
    {
        string lexicon = Path.Combine(Path.GetDirectoryName(Path.GetFullPath(modelDirectory).TrimEnd(Path.DirectorySeparatorChar))!, "lexicon");
        if (!Directory.Exists(lexicon)) throw new ModelException($"The folder {lexicon} with the tokenizer's word lists is missing. It is part of the program's data folder; reinstall it.");
        string[] codes = ["en", "ru", "uk"];
        ModelFile[] files = [.. codes.Select(code => ModelFile.Load(Path.Combine(modelDirectory, code + ".model")))];
        UnitFinder[] units = [.. codes.Select(code => UnitFinder.Load(Path.Combine(lexicon, $"names.{code}.txt")))];
        Lazy<LanguageModel>[] models = [.. files.Select(file => new Lazy<LanguageModel>(() => LanguageModel.Read(file)))];
        return new LanguageCore(models[0], models[1], models[2], TokenizerLexicon.Load(lexicon), units, [.. files.Select(f => f.Info)]);
    }

    /// <summary>Tokens, sentences, tags, lemmas, trees and names of a document.</summary>
    public Analysis Analyze(Document document)
    {
        Workspace workspace = _workspaces.TryTake(out Workspace? free) ? free : new Workspace();
        try
        {
            return new Analysis(document, Analyze(document, workspace));
        }
        finally
        {
            workspace.Clear();
            _workspaces.Add(workspace);
        }
    }

    private TokenTable Analyze(Document document, Workspace workspace)
    {
        ReadOnlySpan<char> body = document.Body;
        List<TextSpan> spans = workspace.Spans;
        List<Sentence> sentences = workspace.Sentences;
        for (int block = 0; block < document.Blocks.Count; block++)
        {
            TextSpan span = document.Blocks[block].Span;
            LanguageCode language = LanguageOf(body.Slice(span.Start, span.Length), document.Language);
            int first = spans.Count;
            _tokenizer.Tokenize(body, span, language, spans);
            if (spans.Count == first) continue;
            workspace.Ends.Clear();
            _splitter.Split(body, spans, first, spans.Count, language, workspace.Ends);
            foreach (int end in workspace.Ends)
            {
                ReadOnlySpan<char> text = body[spans[first].Start..spans[end - 1].End];
                sentences.Add(new Sentence(first, end, LanguageOf(text, language), block));
                first = end;
            }
        }
        int count = spans.Count;
        var table = new TokenTable
        {
            Start = new int[count],
            Length = new int[count],
            Form = new string[count],
            Lemma = new string[count],
            Upos = new Upos[count],
            Feats = new string[count],
            Head = new int[count],
            Deprel = new string[count],
            Sentences = [.. sentences],
            Names = [],
        };
        for (int i = 0; i < count; i++) (table.Start[i], table.Length[i]) = (spans[i].Start, spans[i].Length);
        foreach (Sentence sentence in sentences) Analyze(body, sentence, table, workspace);
        return workspace.Names.Count == 0 ? table : new TokenTable
        {
            Start = table.Start,
            Length = table.Length,
            Form = table.Form,
            Lemma = table.Lemma,
            Upos = table.Upos,
            Feats = table.Feats,
            Head = table.Head,
            Deprel = table.Deprel,
            Sentences = table.Sentences,
            Names = [.. workspace.Names],
        };
    }

    private static readonly System.Buffers.SearchValues<char> OnlyUkrainian = System.Buffers.SearchValues.Create("іїєґІЇЄҐ"), OnlyRussian = System.Buffers.SearchValues.Create("ыэъёЫЭЪЁ");

    /// <summary>The language of a stretch, or that of its surroundings where it is too short to tell.</summary>
    private static LanguageCode LanguageOf(ReadOnlySpan<char> text, LanguageCode around)
    {
        LanguageCode own = LanguageIdentifier.Identify(text);
        if (own is LanguageCode.Unknown) return around is LanguageCode.Unknown ? ByScript(text) : around;
        // Between Russian and Ukrainian a sentence departs from its surroundings only by letters they lack: many sentences have words of both.
        if (own is LanguageCode.Ukrainian && around is LanguageCode.Russian && text.IndexOfAny(OnlyUkrainian) < 0) return around;
        if (own is LanguageCode.Russian && around is LanguageCode.Ukrainian && text.IndexOfAny(OnlyRussian) < 0) return around;
        // A short line without function words is more likely a title or name than a foreign language.
        return own is LanguageCode.Other && text.Length < 40 && around is not LanguageCode.Unknown ? around : own;
    }

    private static LanguageCode ByScript(ReadOnlySpan<char> text)
    {
        foreach (char c in text)
        {
            if (char.IsAsciiLetter(c)) return LanguageCode.English;
            if (c is >= '\u0400' and < '\u0530') return LanguageCode.Russian;
        }
        return LanguageCode.Unknown;
    }

    private LanguageModel? ModelOf(LanguageCode language) => language switch
    {
        LanguageCode.English => _english.Value,
        LanguageCode.Russian => _russian.Value,
        LanguageCode.Ukrainian => _ukrainian.Value,
        _ => null,
    };

    private void Analyze(ReadOnlySpan<char> body, Sentence sentence, TokenTable table, Workspace workspace)
    {
        SentenceWork work = workspace.Work;
        work.Reset(sentence.Count);
        for (int i = 0; i < sentence.Count; i++)
        {
            int token = sentence.FirstToken + i;
            ReadOnlySpan<char> form = workspace.Normalize(body.Slice(table.Start[token], table.Length[token]));
            table.Form[token] = workspace.Strings.Get(form);
            work.Set(i, form);
        }
        LanguageModel? model = ModelOf(sentence.Language);
        if (model is null)
        {
            Flatten(sentence, table, work);
            return;
        }
        model.Tagger.Tag(work);
        TagSet tags = model.Tagger.Tags;
        if (sentence.Language == LanguageCode.English)
        {
            RetagSubjects(work, tags);
            RetagOpening(work, tags);
        }
        for (int i = 0; i < sentence.Count; i++)
        {
            int token = sentence.FirstToken + i;
            string form = table.Form[token];
            Span<char> lemma = workspace.Room(form.Length + 64);
            table.Upos[token] = tags.Upos[work.Tag[i]];
            table.Feats[token] = tags.Feats[work.Tag[i]];
            lemma = lemma[..model.Lemmatize(form, work, i, lemma)];
            work.SetLemma(i, lemma);
            table.Lemma[token] = workspace.Strings.Get(lemma);
        }
        model.Parser.Parse(work, tags, workspace.Parse, workspace.Beam);
        for (int i = 0; i < sentence.Count; i++)
        {
            int token = sentence.FirstToken + i;
            table.Head[token] = work.Head[i] < 0 ? TokenTable.NoHead : sentence.FirstToken + work.Head[i];
            table.Deprel[token] = model.Parser.Relations[work.Label[i]];
        }
        model.Names.Find(work, tags, workspace.Memory);
        int firstName = workspace.Names.Count;
        for (int i = 0; i < sentence.Count; i++)
        {
            if (work.Name[i] == 0) continue;
            int end = i;
            while (!NameFinder.Ends(work.Name[end])) end++;
            workspace.Names.Add(new NameMention(sentence.FirstToken + i, sentence.FirstToken + end + 1, NameFinder.KindOf(work.Name[i])));
            i = end;
        }
        _units[sentence.Language - LanguageCode.English].Find(table, sentence, workspace.Names, firstName);
    }

    // "Fighting raged in …", "though fighting continued": a gerund that opens a clause directly before a verb in the past is its subject,
    // unless a noun follows ("Following failed talks").
    private static void RetagSubjects(SentenceWork work, TagSet tags)
    {
        const string Gerund = "VerbForm=Ger", Noun = "Number=Sing", Past = "Mood=Ind|Number=Sing|Person=3|Tense=Past|VerbForm=Fin";
        for (int i = 0; i + 2 < work.Count; i++)
        {
            if (tags.Feats[work.Tag[i]] != Gerund || tags.Upos[work.Tag[i + 1]] != Upos.VERB || !tags.Feats[work.Tag[i + 1]].Contains("Tense=Past", StringComparison.Ordinal)) continue;
            if ((i > 0 && tags.Upos[work.Tag[i - 1]] != Upos.SCONJ) || tags.Upos[work.Tag[i + 2]] is not (Upos.ADP or Upos.ADV or Upos.PUNCT or Upos.DET or Upos.SCONJ)) continue;
            for (int tag = 0; tag < tags.Count; tag++)
            {
                if (tags.Upos[tag] == Upos.NOUN && tags.Feats[tag] == Noun) work.Tag[i] = (ushort)tag;
                else if (tags.Upos[tag] == Upos.VERB && tags.Feats[tag] == Past) work.Tag[i + 1] = (ushort)tag;
            }
        }
    }

    // "Mobilized soldiers recorded …": an English sentence with a finite verb further on does not open with another in the past; it is a participle.
    private static void RetagOpening(SentenceWork work, TagSet tags)
    {
        const string Finite = "VerbForm=Fin", Participle = "Tense=Past|VerbForm=Part|Voice=Pass";
        if (work.Count < 3 || tags.Upos[work.Tag[0]] != Upos.VERB || !tags.Feats[work.Tag[0]].EndsWith("Tense=Past|" + Finite, StringComparison.Ordinal) || tags.Upos[work.Tag[1]] is not (Upos.NOUN or Upos.ADJ)) return;
        int participle = -1;
        for (int tag = 0; tag < tags.Count && participle < 0; tag++)
            if (tags.Upos[tag] == Upos.VERB && tags.Feats[tag] == Participle) participle = tag;
        for (int i = 2; i < work.Count && participle >= 0; i++)
        {
            if (!tags.Feats[work.Tag[i]].Contains(Finite, StringComparison.Ordinal)) continue;
            work.Tag[0] = (ushort)participle;
            return;
        }
    }

    /// <summary>A sentence in a language without a model: no guesses beyond what the characters say.</summary>
    private static void Flatten(Sentence sentence, TokenTable table, SentenceWork work)
    {
        for (int i = 0; i < sentence.Count; i++)
        {
            int token = sentence.FirstToken + i, shape = work.Shape[i];
            char first = table.Form[token][0];
            table.Upos[token] = (shape & SentenceWork.AllDigits) != 0 ? Upos.NUM
                : (shape & SentenceWork.NoLetter) == 0 || (shape & SentenceWork.HasDigit) != 0 ? Upos.X
                : char.IsPunctuation(first) ? Upos.PUNCT : Upos.SYM;
            table.Feats[token] = "";
            table.Lemma[token] = table.Form[token];
            table.Head[token] = i == 0 ? TokenTable.NoHead : sentence.FirstToken;
            table.Deprel[token] = i == 0 ? "root" : table.Upos[token] == Upos.PUNCT ? "punct" : "dep";
        }
    }

    /// <summary>Buffers of one analysis, handed on to the next.</summary>
    private sealed class Workspace
    {
        private char[] _form = new char[256], _lemma = new char[256];

        public List<TextSpan> Spans { get; } = [];
        public List<Sentence> Sentences { get; } = [];
        public List<int> Ends { get; } = [];
        public SentenceWork Work { get; } = new();
        public ParserState Parse { get; } = new();
        public ParserBeam Beam { get; } = new();
        public List<NameMention> Names { get; } = [];
        public NameMemory Memory { get; } = new();
        public StringPool Strings { get; private set; } = new();

        public ReadOnlySpan<char> Normalize(ReadOnlySpan<char> raw)
        {
            if (_form.Length < raw.Length) _form = new char[raw.Length * 2];
            return _form.AsSpan(0, WordForm.Normalize(raw, _form));
        }

        public Span<char> Room(int length)
        {
            if (_lemma.Length < length) _lemma = new char[length * 2];
            return _lemma;
        }

        public void Clear()
        {
            Spans.Clear();
            Sentences.Clear();
            Ends.Clear();
            Names.Clear();
            Memory.Clear();
            Strings = new StringPool();
        }
    }
}
