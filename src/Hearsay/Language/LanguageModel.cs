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

    public static LanguageModel Read(ModelFile file) => new(file.Read("tagger", Tagger.Read), file.Read("lemmas", Lemmatizer.Read), file.Read("parser", Parser.Read), file.Read("names", NameFinder.Read));

    /// <summary>Reads all but the names.</summary>
    public static LanguageModel ReadSyntax(ModelFile file) => new(file.Read("tagger", Tagger.Read), file.Read("lemmas", Lemmatizer.Read), file.Read("parser", Parser.Read), null);

    /// <summary>Reads the parts that names and trees build on; the others are absent.</summary>
    public static LanguageModel ReadWords(ModelFile file) => new(file.Read("tagger", Tagger.Read), file.Read("lemmas", Lemmatizer.Read), null, null);

    /// <summary>Writes the lemma of a tagged word; see <see cref="Lemmatizer.Lemmatize"/>.</summary>
    public int Lemmatize(ReadOnlySpan<char> form, SentenceWork work, int i, Span<char> buffer)
    {
        int tag = work.Tag[i];
        return Lemmatizer.Lemmatize(form, work, i, Tagger.Tags.Upos[tag], _lemmaKeys[tag], Tagger.Tags.Feats[tag], Tagger.Dictionary, buffer);
    }
}
