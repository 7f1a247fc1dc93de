using Hearsay.Text;

namespace Hearsay.Claims;

/// <summary>A source and the tokens it carries.</summary>
/// <param name="Source">Who.</param>
/// <param name="FirstToken">First token carried.</param>
/// <param name="EndToken">Past the last token carried.</param>
/// <param name="Depth">Orders frames of equal extent: smaller is further out.</param>
/// <param name="Rule">Stable id of the rule that made the frame.</param>
public sealed record Attribution(Source Source, int FirstToken, int EndToken, int Depth, string Rule)
{
    /// <summary>The cue itself hedges ("is said to", "claims without evidence").</summary>
    public bool Hedges { get; init; }

    /// <summary>The source denies what it carries.</summary>
    public bool Denies { get; init; }

    /// <summary>Tokens of the source's own words and cue, which the frame does not carry; an empty range where they lie outside.</summary>
    public (int First, int End) Own { get; init; }

    /// <summary>The reporting verb's token, or −1.</summary>
    public int Verb { get; init; } = -1;

    /// <summary>Head token of the words that name the source, or −1.</summary>
    public int SourceHead { get; init; } = -1;

    public bool Carries(int token) => token >= FirstToken && token < EndToken && !(token >= Own.First && token < Own.End);
}

/// <summary>One attribution in the characters of the body.</summary>
/// <param name="Source">Who.</param>
/// <param name="Cue">The word or phrase that makes it a source.</param>
/// <param name="Content">What is attributed: in one piece, or in two with source and cue between them.</param>
/// <param name="Rule">Stable id of the rule.</param>
public sealed record AttributionSpans(TextSpan Source, TextSpan Cue, IReadOnlyList<TextSpan> Content, string Rule);

/// <summary>All attributions of one document.</summary>
/// <param name="Frames">In order of discovery; overlapping frames nest.</param>
public sealed record AttributionLayer(IReadOnlyList<Attribution> Frames)
{
    /// <summary>The chain around a token, outermost first, each source once.</summary>
    public IReadOnlyList<Attribution> ChainOf(int token)
    {
        List<Attribution> around = [.. Frames.Where(f => f.Carries(token))];
        around.Sort((a, b) =>
        {
            int byDepth = a.Depth.CompareTo(b.Depth);
            int bySize = (b.EndToken - b.FirstToken).CompareTo(a.EndToken - a.FirstToken);
            // Carried frames (negative depth) always stand outside; otherwise the wider frame does.
            if ((a.Depth < 0) != (b.Depth < 0)) return byDepth;
            // What is cited stands inside whoever cites it, however wide the phrase reaches.
            if ((a.Depth == 2) != (b.Depth == 2)) return byDepth;
            return bySize != 0 ? bySize : byDepth;
        });
        List<Attribution> chain = [];
        foreach (Attribution frame in around)
            if (!chain.Any(f => f.Source.Name.Equals(frame.Source.Name, StringComparison.OrdinalIgnoreCase))) chain.Add(frame);
        return chain;
    }
}
