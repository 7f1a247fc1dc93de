using Hearsay.Text;

namespace Hearsay.Language;

/// <summary>Makes Ukrainian trees teach the Russian parser, whose own treebanks are small: spelling, function words, tags and relations are carried over, the trees stay.</summary>
/// <remarks>
/// Only the parser learns from such sentences; words and tags of the language itself are learnt from its own treebanks. Spelling is carried
/// over letter by letter, which meets a good part of the common stock of words; the words that hold a sentence together are listed.
/// </remarks>
internal static class KinTreebank
{
    /// <summary>Ukrainian function words with their Russian counterparts.</summary>
    private const string Words =
        "та и|й и|і и|але но|що что|щоб чтобы|як как|якщо если|якби если|коли когда|де где|куди куда|звідки откуда|хто кто|який который|яка которая|яке которое|які которые|якого которого|якої которой|якому которому|яких которых|якими которыми|якій которой|якою которой|яким которым|" +
        "чи ли|або или|бо потому|тому поэтому|оскільки поскольку|хоча хотя|у в|від от|із из|з с|зі с|до до|після после|під под|через через|при при|про о|за за|між между|перед перед|крім кроме|біля возле|проти против|серед среди|для для|без без|над над|на на|по по|щодо насчет|замість вместо|завдяки благодаря|" +
        "не не|ні нет|немає нет|також также|теж тоже|ще еще|вже уже|лише лишь|тільки только|навіть даже|дуже очень|більше больше|менше меньше|зараз сейчас|тоді тогда|тут здесь|там там|потім потом|" +
        "він он|вона она|воно оно|вони они|його его|її ее|їх их|йому ему|їй ей|їм им|ним ним|нею ней|ними ними|ми мы|ви вы|я я|ти ты|нас нас|вас вас|нам нам|вам вам|мене меня|мені мне|себе себя|собі себе|свій свой|свою свою|своєї своей|своїх своих|своїм своим|" +
        "це это|цей этот|ця эта|ці эти|цього этого|цієї этой|цьому этому|цим этим|цих этих|цю эту|той тот|того того|тому тому|тих тех|все все|всі все|усі все|весь весь|всіх всех|такий такой|така такая|такі такие|інший другой|інші другие|кожен каждый|сам сам|" +
        "бути быть|був был|була была|було было|були были|буде будет|будуть будут|є есть|бути быть|може может|можуть могут|можна можно|треба надо|потрібно нужно|міг мог|могли могли|один один|два два|три три|багато много|кілька несколько|декілька несколько";

    private const string UkrainianLetters = "іїєґиІЇЄҐИ'’ʼ", RussianLetters = "ииегыИИЕГЫъъъ";

    private static readonly Dictionary<string, string> RussianOf =
        Words.Split('|').Select(pair => pair.Split(' ')).GroupBy(pair => pair[0], StringComparer.Ordinal).ToDictionary(pair => pair.Key, pair => pair.First()[1], StringComparer.Ordinal);

    /// <summary>The features that agreement and government rest on; a tag that differs in one of them is a poor match.</summary>
    private static readonly string[] Weighty = ["Case", "VerbForm", "Number", "Mood", "Tense", "Voice", "Gender", "PronType", "Person", "Degree", "NumType"];

    /// <summary>Reads the recipe's trees of the related language, spelt and labelled as its own.</summary>
    /// <param name="recipe">The recipe.</param>
    /// <param name="dataDirectory">The folder that holds "train".</param>
    /// <param name="own">The trees of the language itself: relations they lack are cut to their universal part.</param>
    public static List<TrainingSentence> Read(TrainingRecipe recipe, string dataDirectory, IReadOnlyList<TrainingSentence> own)
    {
        HashSet<string> relations = [.. own.SelectMany(s => s.Sentence.Deprel)];
        return [.. recipe.Kin.SelectMany(file => file.Read(dataDirectory).Where(s => s.HasTree).Select(s => new TrainingSentence(Carry(s), file.Weight)))];

        GoldSentence Carry(GoldSentence sentence)
        {
            GoldSentence carried = GoldSentence.Empty(sentence.Count, hasTree: true);
            for (int i = 0; i < sentence.Count; i++)
            {
                carried.Form[i] = Spell(sentence.Form[i]);
                carried.Lemma[i] = Spell(sentence.Lemma[i]);
                carried.Upos[i] = sentence.Upos[i];
                carried.Feats[i] = sentence.Feats[i];
                carried.Head[i] = sentence.Head[i];
                carried.Deprel[i] = relations.Contains(sentence.Deprel[i]) ? sentence.Deprel[i] : sentence.Deprel[i].Split(':')[0];
                carried.SpaceAfter[i] = sentence.SpaceAfter[i];
            }
            return carried;
        }
    }

    private static string Spell(string word)
    {
        if (RussianOf.TryGetValue(word.ToLowerInvariant(), out string? known)) return char.IsUpper(word[0]) ? char.ToUpperInvariant(known[0]) + known[1..] : known;
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
