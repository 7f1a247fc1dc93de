// Text, the ground every other stage stands on.
// Input: what capture took from the bytes. Output: Document, one immutable body with what is known about it.
// Invariants: the body is never edited; all positions anywhere in the record are half-open UTF-16 offsets into it;
// blocks are ordered, do not overlap, and cover every non-blank character of the body.
namespace Hearsay.Text;

/// <summary>The languages Hearsay reads, and the two ways not to.</summary>
public enum LanguageCode : byte
{
    /// <summary>Not determined (too little text).</summary>
    Unknown,
    English,
    Russian,
    Ukrainian,
    /// <summary>Determined to be a language Hearsay does not read.</summary>
    Other,
}

/// <summary>What a block of the body is on the page.</summary>
public enum BlockKind : byte
{
    Paragraph,
    Heading,
    ListItem,
    Quote,
    Caption,
    /// <summary>A post of another author embedded in the page; <see cref="Block.Author"/> names them where known.</summary>
    EmbeddedPost,
    /// <summary>The time line of a live-blog entry.</summary>
    EntryTime,
}

/// <summary>One block of the body, in order.</summary>
/// <param name="Span">Offsets into <see cref="Document.Body"/>, without the line break after it.</param>
/// <param name="Kind">What the block is on the page.</param>
/// <param name="Author">Author of an embedded post; null for every other block or where not named.</param>
public readonly record struct Block(TextSpan Span, BlockKind Kind, string? Author = null);

/// <summary>How the publication date was found.</summary>
public enum PublishedFrom : byte
{
    None,
    Given,
    Meta,
    Url,
    Text,
}

/// <summary>The article text taken from a capture. One body string, never edited.</summary>
public sealed record Document
{
    /// <summary>"sha256:" and the hex digest of the captured bytes (of the input record for JSON Lines).</summary>
    public required string Id { get; init; }

    /// <summary>The id the caller gave, or the path or URL the document came from.</summary>
    public required string Key { get; init; }

    public string? Url { get; init; }

    public string? Title { get; init; }

    /// <summary>The sentence or two under the title, where the page has them apart from the body.</summary>
    public string? Deck { get; init; }

    public string? Byline { get; init; }

    /// <summary>Name of the outlet, channel or site as the page gives it; null where it gives none.</summary>
    public string? Publisher { get; init; }

    /// <summary>Main language of the body.</summary>
    public LanguageCode Language { get; init; }

    /// <summary>Calendar day of publication in the publisher's own time zone; null where unknown.</summary>
    public DateOnly? Published { get; init; }

    public PublishedFrom PublishedFrom { get; init; }

    /// <summary>The words or markup the publication date was read from; null where none.</summary>
    public string? PublishedEvidence { get; init; }

    /// <summary>Where the text was first published, as an origin mark on the page says; null where none.
    /// "unnamed" stands for a mark that names nobody ("Source: Read Full Article").</summary>
    public string? SyndicatedFrom { get; init; }

    /// <summary>The clean text: blocks separated by one line feed.</summary>
    public required string Body { get; init; }

    public required IReadOnlyList<Block> Blocks { get; init; }

    /// <summary>ISO 639-1 code of <see cref="Language"/>, or null where unknown; "other" languages give "und".</summary>
    public string? LanguageTag => Language switch
    {
        LanguageCode.English => "en",
        LanguageCode.Russian => "ru",
        LanguageCode.Ukrainian => "uk",
        LanguageCode.Other => "und",
        _ => null,
    };
}

/// <summary>One recorded failure or warning of one document. Codes are listed in docs/problems.md.</summary>
/// <param name="Code">Stable code, "HS" and four digits.</param>
/// <param name="Stage">The stage that met it: capture, language, claims, …</param>
/// <param name="Message">What happened and what the user can do, in one sentence.</param>
/// <param name="Document">Key (path or given id) of the input it concerns.</param>
/// <param name="IsError">Whether the document could not be read; false for a warning.</param>
public sealed record Problem(string Code, string Stage, string Message, string Document, bool IsError = true);
