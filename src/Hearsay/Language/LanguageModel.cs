using Hearsay.Text;

namespace Hearsay.Language;

/// <summary>The models of one language. Immutable and thread-safe.</summary>
internal sealed class LanguageModel
{
    private readonly ulong[] _lemmaKeys;

    public LanguageModel(Tagger tagger, Lemmatizer lemmatizer, Parser? parser, NameFinder? names)
    {
        Tagger = tagger;
        Lemmatizer = lemmatizer;
        Parser = parser!;
        Names = names!;
        _lemmaKeys = [.. Enumerable.Range(0, tagger.Tags.Count).Select(t => Lemmatizer.TagKey(tagger.Tags.Upos[t], tagger.Tags.Feats[t]))];
    }

    public Tagger Tagger { get; }
    public Lemmatizer Lemmatizer { get; }
    public Parser Parser { get; }
    public NameFinder Names { get; }

    /// <summary>Reads every part.</summary>
    public static LanguageModel Read(ModelFile file)
    {
        Tagger tagger = file.Read("tagger", Tagger.Read);
        return new LanguageModel(tagger, file.Read("lemmas", Lemmatizer.Read), file.Read("parser", Parser.Read), file.Read("names", reader => NameFinder.Read(reader, tagger.Dictionary)));
    }

    /// <summary>Reads all but the names.</summary>
    public static LanguageModel ReadSyntax(ModelFile file) => new(file.Read("tagger", Tagger.Read), file.Read("lemmas", Lemmatizer.Read), file.Read("parser", Parser.Read), null);

    /// <summary>Reads the parts that names and trees build on; the others are absent.</summary>
    public static LanguageModel ReadWords(ModelFile file) => new(file.Read("tagger", Tagger.Read), file.Read("lemmas", Lemmatizer.Read), null, null);

    /// <summary>Fills the columns that come from the dictionary and the groups of words.</summary>
    public void LookUp(SentenceWork work)
    {
        if (Tagger.Dictionary is not null) work.LookUp(Tagger.Dictionary);
        if (Tagger.Clusters is not null) work.LookUp(Tagger.Clusters);
    }

    /// <summary>Fills the lemma column of a tagged sentence.</summary>
    /// <param name="work">The sentence; its tags are set.</param>
    /// <param name="forms">Its words, normalised or not.</param>
    public void Lemmatize(SentenceWork work, IReadOnlyList<string> forms)
    {
        for (int i = 0; i < work.Count; i++)
        {
            string form = WordForm.Normalize(forms[i]);
            Span<char> lemma = new char[form.Length + 64];
            work.SetLemma(i, lemma[..Lemmatize(form, work, i, lemma)]);
        }
    }

    /// <summary>Writes the lemma of a tagged word; see <see cref="Lemmatizer.Lemmatize"/>.</summary>
    public int Lemmatize(ReadOnlySpan<char> form, SentenceWork work, int i, Span<char> buffer)
    {
        int tag = work.Tag[i];
        int length = Lemmatizer.Lemmatize(form, work, i, Tagger.Tags.Upos[tag], _lemmaKeys[tag], Tagger.Tags.Feats[tag], Tagger.Dictionary, buffer);
        // Rules and word lists write е for ё, as most texts do; names keep the letter they are written with.
        if (Tagger.Tags.Upos[tag] is not Upos.PROPN) buffer[..length].Replace('ё', 'е');
        return length;
    }
}
