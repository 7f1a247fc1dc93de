using Hearsay.Text;

namespace Hearsay.Language;

/// <summary>A verb of speech in one tense.</summary>
/// <param name="Lemma">Infinitive.</param>
/// <param name="IsPast">Whether the forms are past; they are present otherwise, and the same in all genders.</param>
/// <param name="Masculine">"сообщил", "сообщает".</param>
/// <param name="Feminine">"сообщила".</param>
/// <param name="Neuter">"сообщило".</param>
/// <param name="Plural">"сообщили", "сообщают".</param>
public sealed record SpeechVerb(string Lemma, bool IsPast, string Masculine, string Feminine, string Neuter, string Plural);

/// <summary>Makes the construction that reports live on, and that the Russian and Ukrainian treebanks hardly have, out of their own sentences: "…, сообщил глава района."</summary>
/// <remarks>
/// The tail is annotated as both treebanks do where they have it: the verb is a parataxis of the root, who speaks is its nsubj. Who
/// speaks is the subject of another sentence of the treebank, so that only the verbs are given from outside.
/// </remarks>
internal static class SpeechTails
{
    /// <summary>Every n-th sentence that can take a tail gets a second version with one.</summary>
    private const int EachOf = 6;

    /// <summary>Every n-th tail has a dash after its comma.</summary>
    private const int DashEachOf = 4;

    private const int LongestSubject = 6;

    /// <summary>A subject with its tree, its head's place in it, and the form of the verb that agrees with it.</summary>
    private sealed record Subject(GoldSentence Source, int First, int End, int Head, string Agreement);

    /// <summary>Sentences of a corpus with tails of speech; the same input and seed give the same sentences.</summary>
    public static List<TrainingSentence> Make(IReadOnlyList<TrainingSentence> corpus, IReadOnlyList<SpeechVerb> verbs, int seed)
    {
        List<Subject> subjects = [.. corpus.Where(c => c.Weight >= 1).SelectMany(c => SubjectsOf(c.Sentence))];
        Dictionary<string, string> past = Feats(corpus, "Tense=Past", "Aspect=Perf"), present = Feats(corpus, "Tense=Pres", "Person=3");
        var made = new List<TrainingSentence>();
        if (subjects.Count == 0 || past.Count < Agreements.Length || !present.ContainsKey(Plural) || !present.ContainsKey(Singular)) return made;
        var random = new Random(seed);
        int number = 0;
        foreach ((GoldSentence sentence, float weight) in corpus)
        {
            if (weight < 1 || !CanTakeTail(sentence) || number++ % EachOf != 0) continue;
            Subject subject = subjects[random.Next(subjects.Count)];
            SpeechVerb verb = verbs[random.Next(verbs.Count)];
            string feats = verb.IsPast ? past[subject.Agreement] : present[subject.Agreement == Plural ? Plural : Singular];
            made.Add(new TrainingSentence(WithTail(sentence, verb, feats, subject, dash: made.Count % DashEachOf == 0), weight));
        }
        return made;
    }

    private static bool CanTakeTail(GoldSentence sentence)
    {
        int last = sentence.Count - 1;
        if (last is < 4 or > 30 || sentence.Form[last] != ".") return false;
        int root = Array.IndexOf(sentence.Head, -1);
        return root >= 0 && sentence.Head[last] == root && sentence.Upos[root] == Upos.VERB && !sentence.Deprel.Contains("parataxis");
    }

    private static IEnumerable<Subject> SubjectsOf(GoldSentence sentence)
    {
        for (int head = 0; head < sentence.Count; head++)
        {
            if (sentence.Deprel[head] != "nsubj" || sentence.Upos[head] is not (Upos.NOUN or Upos.PROPN) || !sentence.Feats[head].Contains("Case=Nom", StringComparison.Ordinal)) continue;
            int first = head, end = head + 1;
            while (first > 0 && IsUnder(sentence, first - 1, head)) first--;
            while (end < sentence.Count && IsUnder(sentence, end, head)) end++;
            int size = Enumerable.Range(0, sentence.Count).Count(i => IsUnder(sentence, i, head));
            bool plain = true;
            for (int i = first; i < end; i++) plain &= sentence.Upos[i] is Upos.NOUN or Upos.PROPN or Upos.ADJ or Upos.NUM or Upos.ADP or Upos.X;
            if (!plain || size != end - first || size > LongestSubject) continue;
            yield return new Subject(sentence, first, end, head, Agreements.FirstOrDefault(a => sentence.Feats[head].Contains(a, StringComparison.Ordinal), Agreements[^1]));
        }
    }

    private static bool IsUnder(GoldSentence sentence, int word, int head)
    {
        for (int steps = 0; word >= 0 && steps <= sentence.Count; steps++)
        {
            if (word == head) return true;
            word = sentence.Head[word];
        }
        return false;
    }

    private const string Singular = "Number=Sing", Plural = "Number=Plur";

    /// <summary>What a verb in the past agrees in; the first that a subject has decides.</summary>
    private static readonly string[] Agreements = [Plural, "Gender=Fem", "Gender=Neut", "Gender=Masc"];

    /// <summary>The features that the treebank most often gives finite verbs of a kind, by what they agree in.</summary>
    private static Dictionary<string, string> Feats(IReadOnlyList<TrainingSentence> corpus, string tense, string kind)
    {
        var counts = new Dictionary<(string Agreement, string Feats), int>();
        foreach ((GoldSentence sentence, _) in corpus)
        {
            for (int i = 0; i < sentence.Count; i++)
            {
                string feats = sentence.Feats[i];
                if (sentence.Upos[i] != Upos.VERB || !feats.Contains(tense, StringComparison.Ordinal) || !feats.Contains(kind, StringComparison.Ordinal) || !feats.Contains("VerbForm=Fin", StringComparison.Ordinal)) continue;
                foreach (string agreement in Agreements.Append(Singular))
                    if (feats.Contains(agreement, StringComparison.Ordinal)) counts[(agreement, feats)] = counts.GetValueOrDefault((agreement, feats)) + 1;
            }
        }
        return counts.GroupBy(c => c.Key.Agreement, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.OrderByDescending(c => c.Value).ThenBy(c => c.Key.Feats, StringComparer.Ordinal).First().Key.Feats, StringComparer.Ordinal);
    }

    private static GoldSentence WithTail(GoldSentence sentence, SpeechVerb verb, string feats, Subject subject, bool dash)
    {
        int body = sentence.Count - 1, root = Array.IndexOf(sentence.Head, -1), said = body + (dash ? 2 : 1), length = subject.End - subject.First, count = said + length + 2;
        GoldSentence made = GoldSentence.Empty(count, hasTree: true);
        for (int i = 0; i < body; i++) Copy(sentence, i, made, i, sentence.Head[i]);
        string form = subject.Agreement switch { Plural => verb.Plural, "Gender=Fem" => verb.Feminine, "Gender=Neut" => verb.Neuter, _ => verb.Masculine };
        Set(made, body, ",", ",", Upos.PUNCT, "", said, "punct");
        if (dash) Set(made, body + 1, "—", "—", Upos.PUNCT, "", said, "punct");
        Set(made, said, form, verb.Lemma, Upos.VERB, feats, root, "parataxis");
        for (int i = 0; i < length; i++)
        {
            int from = subject.First + i, head = subject.Source.Head[from];
            Copy(subject.Source, from, made, said + 1 + i, from == subject.Head ? said : head - subject.First + said + 1);
        }
        Copy(sentence, body, made, count - 1, root);
        made.SpaceAfter[body - 1] = false;
        return made;
    }

    private static void Copy(GoldSentence from, int i, GoldSentence to, int k, int head)
    {
        Set(to, k, from.Form[i], from.Lemma[i], from.Upos[i], from.Feats[i], head, from.Deprel[i]);
        (to.Xpos[k], to.SpaceAfter[k]) = (from.Xpos[i], from.SpaceAfter[i]);
    }

    private static void Set(GoldSentence sentence, int i, string form, string lemma, Upos upos, string feats, int head, string relation) =>
        (sentence.Form[i], sentence.Lemma[i], sentence.Upos[i], sentence.Feats[i], sentence.Head[i], sentence.Deprel[i]) = (form, lemma, upos, feats, head, relation);
}
