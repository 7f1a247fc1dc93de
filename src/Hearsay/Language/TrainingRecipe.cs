namespace Hearsay.Language;

/// <summary>A treebank file and what it is good for.</summary>
/// <param name="Name">Name of the data set, as in NOTICE.</param>
/// <param name="Path">Path under the data folder.</param>
/// <param name="Weight">How much its sentences count in training.</param>
public sealed record TreebankFile(string Name, string Path, float Weight = 1);

/// <summary>What the models of a language are trained and measured on. Paths are relative to the data folder ("train/…", "test/…").</summary>
public sealed record TrainingRecipe
{
    /// <summary>ISO 639-1 code.</summary>
    public required string Language { get; init; }
    /// <summary>Trees with tags and lemmas.</summary>
    public required IReadOnlyList<TreebankFile> Treebanks { get; init; }
    /// <summary>Files to tune on; not in <see cref="Treebanks"/>.</summary>
    public required IReadOnlyList<TreebankFile> Development { get; init; }
    /// <summary>Files to report on.</summary>
    public required IReadOnlyList<TreebankFile> Test { get; init; }
    /// <summary>SPDX expression of the licence the treebanks impose on a model.</summary>
    public required string Licence { get; init; }
    /// <summary>Passes of the tagger over the data.</summary>
    public int TaggerEpochs { get; init; } = 6;
    /// <summary>Passes of the parser over the data.</summary>
    public int ParserEpochs { get; init; } = 8;

    /// <summary>Weights nearer to zero are dropped: what keeps a language under 8 MB.</summary>
    public double SmallestWeight { get; init; } = 0.6;

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
            SmallestWeight = 0.9,
        },
        new()
        {
            Language = "ru",
            Treebanks =
            [
                new("UD Russian Taiga", "train/ud-russian/ru_taiga-ud-train-2020rev.conllu"),
                new("UD Russian Taiga", "train/ud-russian/ru_taiga-ud-dev.conllu"),
                new("UD Russian GSD", "train/ud-russian/ru_gsd-ud-dev.conllu"),
                new("UD Russian Poetry", "train/ud-russian/ru_poetry-ud-dev.conllu", 0.3f),
                new("UD Russian Poetry", "train/ud-russian/ru_poetry-ud-test.conllu", 0.3f),
                new("MorphoRuEval VK", "train/ud-russian/MorphoRuEval2017-VK-gold.conllu"),
            ],
            Development = [],
            Test =
            [
                new("GSD", "test/ud-russian/ru_gsd-ud-test.conllu"), new("Taiga", "test/ud-russian/ru_taiga-ud-test.conllu"), new("PUD", "test/ud-russian/ru_pud-ud-test.conllu"),
                new("GramEval news", "test/ud-russian/GramEval2020-RuEval2017-Lenta-news-dev.conllu"), new("GramEval social", "test/ud-russian/GramEval2020-RuEval2017-social-dev.conllu"),
            ],
            Licence = "CC-BY-SA-4.0",
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
        },
    ];
}
