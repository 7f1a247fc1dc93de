using Hearsay.Text;

namespace Hearsay.Language;

/// <summary>Makes Ukrainian trees teach the Russian parser, whose own treebanks are small: spelling, function words, tags and relations are carried over, the trees stay.</summary>
/// <remarks>
/// Only the parser learns from such sentences; words and tags of the language itself are learnt from its own treebanks. Spelling is carried
/// over letter by letter, which meets a good part of the common stock of words; the words that hold a sentence together are listed.
/// </remarks>
internal static class KinTreebank
{
    private const string UkrainianLetters = "іїєґиІЇЄҐИ'’ʼ", RussianLetters = "ииегыИИЕГЫъъъ";

    /// <summary>The features that agreement and government rest on; a tag that differs in one of them is a poor match.</summary>
    private static readonly string[] Weighty = ["Case", "VerbForm", "Number", "Mood", "Tense", "Voice", "Gender", "PronType", "Person", "Degree", "NumType"];

    /// <summary>Reads the recipe's trees of the related language, spelt and labelled as its own.</summary>
    /// <param name="recipe">The recipe.</param>
    /// <param name="dataDirectory">The folder that holds "train".</param>
    /// <param name="own">The trees of the language itself: relations they lack are cut to their universal part.</param>
    public static List<TrainingSentence> Read(TrainingRecipe recipe, string dataDirectory, IReadOnlyList<TrainingSentence> own)
    {
        Dictionary<string, string> russianOf = File.ReadLines(Path.Combine(AppContext.BaseDirectory, "data", "lexicon", "kin.uk-ru.txt"))
            .Where(line => line.Length > 0 && line[0] != '#').Select(line => line.Split(' ')).ToDictionary(pair => pair[0], pair => pair[1], StringComparer.Ordinal);
        HashSet<string> relations = [.. own.SelectMany(s => s.Sentence.Deprel)];
        return [.. recipe.Kin.SelectMany(file => file.Read(dataDirectory).Where(s => s.HasTree).Select(s => new TrainingSentence(Carry(s), file.Weight)))];

        GoldSentence Carry(GoldSentence sentence)
        {
            GoldSentence carried = GoldSentence.Empty(sentence.Count, hasTree: true);
            for (int i = 0; i < sentence.Count; i++)
            {
                carried.Form[i] = Spell(sentence.Form[i], russianOf);
                carried.Lemma[i] = Spell(sentence.Lemma[i], russianOf);
                carried.Upos[i] = sentence.Upos[i];
                carried.Feats[i] = sentence.Feats[i];
                carried.Head[i] = sentence.Head[i];
                carried.Deprel[i] = relations.Contains(sentence.Deprel[i]) ? sentence.Deprel[i] : sentence.Deprel[i].Split(':')[0];
                carried.SpaceAfter[i] = sentence.SpaceAfter[i];
            }
            return carried;
        }
    }

    private static string Spell(string word, Dictionary<string, string> russianOf)
    {
        if (russianOf.TryGetValue(word.ToLowerInvariant(), out string? known)) return char.IsUpper(word[0]) ? char.ToUpperInvariant(known[0]) + known[1..] : known;
        return string.Create(word.Length, word, static (span, letters) =>
        {
            for (int i = 0; i < span.Length; i++) span[i] = UkrainianLetters.IndexOf(letters[i], StringComparison.Ordinal) is >= 0 and int at ? RussianLetters[at] : letters[i];
        });
    }

    /// <summary>For each word of each sentence the tag of the other language's tag set that is nearest to its own.</summary>
    public static int[][] Tags(IReadOnlyList<TrainingSentence> sentences, TagSet tags)
    {
        var nearest = new Dictionary<(Upos, string), int>();
        return [.. sentences.Select(s => Enumerable.Range(0, s.Sentence.Count).Select(i => TagOf(s.Sentence.Upos[i], s.Sentence.Feats[i])).ToArray())];

        int TagOf(Upos upos, string feats)
        {
            if (!nearest.TryGetValue((upos, feats), out int tag)) nearest[(upos, feats)] = tag = Nearest(upos, feats, tags);
            return tag;
        }
    }

    private static int Nearest(Upos upos, string feats, TagSet tags)
    {
        HashSet<string> wanted = [.. feats.Split('|')];
        int best = 0, most = int.MinValue;
        for (int t = 0; t < tags.Count; t++)
        {
            int score = tags.Upos[t] == upos ? 1000 : 0;
            string[] has = tags.Feats[t].Split('|');
            foreach (string feature in has) score += (wanted.Contains(feature) ? 2 : -1) * Weight(feature);
            if (score > most) (best, most) = (t, score);
        }
        return best;
    }

    private static int Weight(string feature)
    {
        int at = Array.IndexOf(Weighty, feature.Split('=')[0]);
        return at < 0 ? 1 : 2 + Weighty.Length - at;
    }
}
