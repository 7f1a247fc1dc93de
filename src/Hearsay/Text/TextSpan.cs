namespace Hearsay.Text;

/// <summary>A stretch of a document's body, in half-open UTF-16 offsets.</summary>
/// <param name="Start">Offset of the first code unit.</param>
/// <param name="Length">Number of code units; 0 is an empty span.</param>
public readonly record struct TextSpan(int Start, int Length)
{
    /// <summary>Offset just past the last code unit.</summary>
    public int End => Start + Length;

    /// <summary>The span from <paramref name="start"/> up to, not including, <paramref name="end"/>.</summary>
    public static TextSpan FromBounds(int start, int end) => new(start, end - start);

    /// <summary>Whether <paramref name="other"/> lies wholly inside this span.</summary>
    public bool Contains(TextSpan other) => other.Start >= Start && other.End <= End;

    /// <summary>Whether the two spans share at least one code unit.</summary>
    public bool Overlaps(TextSpan other) => Start < other.End && other.Start < End;

    /// <summary>The characters of <paramref name="body"/> this span covers.</summary>
    public string Of(string body) => body.Substring(Start, Length);
}
