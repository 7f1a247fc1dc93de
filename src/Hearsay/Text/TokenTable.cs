namespace Hearsay.Text;

/// <summary>Universal part-of-speech tags, spelt as published (Universal Dependencies v2).</summary>
public enum Upos : byte { X, ADJ, ADP, ADV, AUX, CCONJ, DET, INTJ, NOUN, NUM, PART, PRON, PROPN, PUNCT, SCONJ, SYM, VERB }

/// <summary>Kinds of names the name finder tells apart.</summary>
public enum NameKind : byte { Person, Location, Organization, Unit, Product, Other }

/// <summary>One name found in the text.</summary>
/// <param name="FirstToken">Index of its first token.</param>
/// <param name="EndToken">Index just past its last token.</param>
/// <param name="Kind">What it names.</param>
public readonly record struct NameMention(int FirstToken, int EndToken, NameKind Kind);

/// <summary>One sentence, as a range of tokens.</summary>
/// <param name="FirstToken">Index of its first token.</param>
/// <param name="EndToken">Index just past its last token.</param>
/// <param name="Language">Language of this sentence; posts may mix.</param>
/// <param name="Block">Index of the block of <see cref="Document.Blocks"/> it stands in.</param>
public readonly record struct Sentence(int FirstToken, int EndToken, LanguageCode Language, int Block)
{
    public int Count => EndToken - FirstToken;
}

/// <summary>The tokens of one document as parallel columns; every column has <see cref="Count"/> entries.</summary>
/// <remarks>
/// Column        | holds
/// Start, Length | UTF-16 offsets into the body
/// Form          | normalised form: NFC, apostrophes as ', Latin look-alikes in Cyrillic words replaced, case kept
/// Lemma         | dictionary form, lower case except for names
/// Upos          | part of speech
/// Feats         | UD features as published ("Case=Gen|Number=Plur"), "" for none
/// Head          | index of the head token in this table, <see cref="NoHead"/> for the root of a sentence
/// Deprel        | UD relation as published ("nsubj:pass"), "root" for the root
/// Strings are interned per table or per model: equal strings may be compared by value cheaply.
/// </remarks>
public sealed class TokenTable
{
    /// <summary>The head of a sentence's root.</summary>
    public const int NoHead = -1;

    public required int[] Start { get; init; }
    public required int[] Length { get; init; }
    public required string[] Form { get; init; }
    public required string[] Lemma { get; init; }
    public required Upos[] Upos { get; init; }
    public required string[] Feats { get; init; }
    public required int[] Head { get; init; }
    public required string[] Deprel { get; init; }
    /// <summary>Sentences in text order; together they cover every token.</summary>
    public required Sentence[] Sentences { get; init; }
    /// <summary>Names in text order, not overlapping.</summary>
    public required NameMention[] Names { get; init; }

    public int Count => Start.Length;

    /// <summary>A copy whose lemmas, tags and trees may be changed; places in the text, forms, sentences and names are shared.</summary>
    public TokenTable Editable() => new()
    {
        Start = Start, Length = Length, Form = Form, Lemma = [.. Lemma], Upos = [.. Upos], Feats = [.. Feats],
        Head = [.. Head], Deprel = [.. Deprel], Sentences = Sentences, Names = Names,
    };

    public TextSpan SpanOf(int token) => new(Start[token], Length[token]);

    /// <summary>The span from the first token's start to the end of the token before <paramref name="endToken"/>.</summary>
    public TextSpan SpanOf(int firstToken, int endToken) =>
        TextSpan.FromBounds(Start[firstToken], Start[endToken - 1] + Length[endToken - 1]);

    /// <summary>Value of one UD feature of a token, or null.</summary>
    public string? Feature(int token, string name)
    {
        string feats = Feats[token];
        for (int at = 0; at < feats.Length;)
        {
            int end = feats.IndexOf('|', at);
            if (end < 0) end = feats.Length;
            if (end - at > name.Length && feats[at + name.Length] == '=' && string.CompareOrdinal(feats, at, name, 0, name.Length) == 0)
                return feats[(at + name.Length + 1)..end];
            at = end + 1;
        }
        return null;
    }

    /// <summary>Whether the token has this feature with this value; allocates nothing.</summary>
    public bool Has(int token, string name, string value)
    {
        string feats = Feats[token];
        for (int at = 0; at < feats.Length;)
        {
            int end = feats.IndexOf('|', at);
            if (end < 0) end = feats.Length;
            if (end - at == name.Length + 1 + value.Length && feats[at + name.Length] == '='
                && string.CompareOrdinal(feats, at, name, 0, name.Length) == 0
                && string.CompareOrdinal(feats, at + name.Length + 1, value, 0, value.Length) == 0)
                return true;
            at = end + 1;
        }
        return false;
    }
}

/// <summary>A document with its language layer.</summary>
/// <param name="Document">The text.</param>
/// <param name="Tokens">Tokens, trees and names, in text order.</param>
public sealed record Analysis(Document Document, TokenTable Tokens)
{
    /// <summary>Index of the sentence that holds the token.</summary>
    public int SentenceOf(int token)
    {
        Sentence[] sentences = Tokens.Sentences;
        int low = 0, high = sentences.Length - 1;
        while (low < high)
        {
            int middle = (low + high) / 2;
            if (token < sentences[middle].EndToken) high = middle;
            else low = middle + 1;
        }
        return low;
    }
}
