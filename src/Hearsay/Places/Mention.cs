using Hearsay.Text;

namespace Hearsay.Places;

/// <summary>One word of a document: a token, or a part of one that hyphens divide.</summary>
/// <param name="Token">The token it belongs to.</param>
/// <param name="Span">Where it stands in the body.</param>
/// <param name="Text">Normalised (see <see cref="PlaceKeys.Normalise(string)"/>), abbreviations written out.</param>
/// <param name="Joined">Whether only a hyphen, an apostrophe or the stop of an abbreviation stands between it and the word before.</param>
internal readonly record struct PlaceToken(int Token, TextSpan Span, string Text, bool Joined)
{
    internal bool IsCapital(string body) => char.IsUpper(body[Span.Start]);
}

/// <summary>Words that may name a place, with what stands around them.</summary>
internal sealed class Mention
{
    internal required int FirstWord { get; init; }
    internal required int EndWord { get; init; }
    internal required TextSpan Span { get; init; }
    internal required int Sentence { get; init; }
    /// <summary>Normalised words joined by spaces: mentions with the same text mean the same place.</summary>
    internal required string Text { get; init; }
    internal required List<PlaceMatch> Candidates { get; set; }
    /// <summary>Type word before or after ("village", «района»); several bits where the word is ambiguous.</summary>
    internal PlaceWord Type { get; set; }
    internal bool TypeIsBefore { get; set; }
    internal bool IsNear { get; set; }
    internal bool HasPreposition { get; set; }
    /// <summary>Its preposition is "in", "at" or "near", which seldom stand before people.</summary>
    internal bool IsInside { get; set; }
    internal bool IsAdjective { get; set; }
    /// <summary>Possessive or modifier of people and bodies ("Kherson's mayor"), or a capital that speaks ("Kyiv said").</summary>
    internal bool IsNotLocative { get; set; }
    internal bool IsCommon { get; set; }
    /// <summary>Names a quarter of the city that follows («Ленинский район Донецка»).</summary>
    internal bool IsQuarter { get; set; }
    internal bool StartsSentence { get; set; }
    /// <summary>Another capitalised word that is no place stands right before or after.</summary>
    internal bool HasNameNeighbour { get; set; }
    internal bool HasTitleBefore { get; set; }
    /// <summary>A word like "street" stands right before.</summary>
    internal bool IsStreet { get; set; }
    /// <summary>Quotation marks stand right around it: the name of a thing as often as of a place.</summary>
    internal bool IsQuoted { get; set; }
    /// <summary>A word for people or a body of a place stands right before («жителі Куп'янська», «влада Харкова»).</summary>
    internal bool IsOfPeople { get; set; }
    /// <summary>"Institute for the Study of War": stands in the name of a body.</summary>
    internal bool IsInBodyName { get; set; }
    /// <summary>The same word stands elsewhere in the document in lower case.</summary>
    internal bool IsAlsoWord { get; set; }
    internal NameKind? Label { get; set; }
    internal bool IsProper { get; set; }
    /// <summary>The name found by the language stage is this mention and no more.</summary>
    internal bool IsWholeName { get; set; }
    /// <summary>A word for what happens to places governs it («обстріл Харкова», «атакували Енергодар»).</summary>
    internal bool IsTarget { get; set; }
    /// <summary>Index of the mention that contains it ("X, in the Donetsk Oblast"); -1 for none.</summary>
    internal int Container { get; set; } = -1;
    internal bool ContainerIsLoose { get; set; }
    /// <summary>Stands in a chain "A, B and C": index of the mention before; -1 for none.</summary>
    internal int ListedAfter { get; set; } = -1;
}
