using System.Text;
using Hearsay.Text;

namespace Hearsay.Capture;

/// <summary>A stretch of text on its way into a body.</summary>
/// <param name="Text">One line, white space already collapsed.</param>
/// <param name="Kind">What it is on the page.</param>
/// <param name="Author">Author of an embedded post; null otherwise.</param>
internal readonly record struct TextBlock(string Text, BlockKind Kind, string? Author = null);

/// <summary>Puts blocks together into the one body string with their spans.</summary>
internal static class BodyBuilder
{
    /// <summary>The body, blocks separated by one line feed, and the span of each block.</summary>
    public static (string Body, Block[] Blocks) Build(IReadOnlyList<TextBlock> blocks)
    {
        StringBuilder body = new();
        List<Block> spans = new(blocks.Count);
        foreach (TextBlock block in blocks)
        {
            if (block.Text.Length == 0) continue;
            if (body.Length > 0) body.Append('\n');
            spans.Add(new Block(new TextSpan(body.Length, block.Text.Length), block.Kind, block.Author));
            body.Append(block.Text);
        }
        return (body.ToString(), [.. spans]);
    }

    /// <summary>Collapses white space to single spaces, trims, and drops invisible characters (soft hyphens, zero-width marks, byte order marks).</summary>
    public static string Clean(ReadOnlySpan<char> text)
    {
        StringBuilder? clean = null;
        int i = 0;
        while (i < text.Length && char.IsWhiteSpace(text[i])) i++;
        int start = i, end = text.Length;
        while (end > i && char.IsWhiteSpace(text[end - 1])) end--;
        bool space = false;
        for (; i < end; i++)
        {
            char c = text[i];
            bool white = char.IsWhiteSpace(c);
            bool invisible = c is '\u00AD' or '\u200B' or '\u2060' or '\uFEFF' or '\u200E' or '\u200F' || (char.IsControl(c) && !white) || IsLoneSurrogate(text, i);
            if (!invisible && !(white && (space || c != ' ')))
            {
                clean?.Append(c);
                space = white;
                continue;
            }
            clean ??= new StringBuilder(end - start).Append(text[start..i]);
            if (white && !space) clean.Append(' ');
            if (white) space = true;
        }
        if (clean is null) return text[start..end].ToString();
        return clean.ToString().Trim();
    }

    private static bool IsLoneSurrogate(ReadOnlySpan<char> text, int i) => char.IsSurrogate(text[i])
        && !(char.IsHighSurrogate(text[i]) ? i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]) : i > 0 && char.IsHighSurrogate(text[i - 1]));
}
