using AngleSharp.Dom;
using Hearsay.Text;

namespace Hearsay.Capture;

/// <summary>Writes the text of the chosen element as blocks.</summary>
internal sealed class BlockWriter(List<PageNode> nodes, int root, PageLexicon lexicon)
{
    private readonly System.Text.StringBuilder text = new();
    private readonly List<SourceBlock> blocks = [];
    private int linked;
    private BlockKind kind;
    private string? author;
    private int links;
    private int row = -1; // of the element that holds the words gathered so far

    /// <summary>The blocks inside the element.</summary>
    public List<SourceBlock> Write()
    {
        Stack<(INodeList Children, int Next, int Owner)> open = new();
        open.Push((nodes[root].Element.ChildNodes, 0, root));
        int next = root + 1; // the table's row of the next element
        while (open.TryPop(out (INodeList Children, int Next, int Owner) level))
        {
            if (level.Next == level.Children.Length)
            {
                if (level.Owner != root) Leave(nodes[level.Owner]);
                continue;
            }
            INode child = level.Children[level.Next];
            open.Push(level with { Next = level.Next + 1 });
            if (child is IText words) Append(words.Data, level.Owner);
            else if (child is IElement element)
            {
                int at = next;
                next = nodes[at].Pruned ? nodes[at].End : at + 1;
                if (nodes[at].Pruned) continue;
                Enter(nodes[at]);
                if (nodes[at].Role == PageRole.Break) continue;
                open.Push((element.ChildNodes, 0, at));
            }
        }
        Flush();
        return blocks;
    }

    /// <summary>The blocks of elements that stand side by side, each as what its own tag says.</summary>
    public static List<SourceBlock> Write(List<PageNode> nodes, IEnumerable<int> rows, PageLexicon lexicon)
    {
        List<SourceBlock> all = [];
        foreach (int row in rows)
        {
            BlockWriter writer = new(nodes, row, lexicon);
            writer.Enter(nodes[row]);
            all.AddRange(writer.Write());
        }
        return all;
    }

    private void Append(string words, int owner)
    {
        if (row < 0 && !string.IsNullOrWhiteSpace(words)) row = owner;
        text.Append(words);
        if (links > 0) linked += PageTree.VisibleLength(words, out _);
    }

    private void Enter(in PageNode node)
    {
        switch (node.Role)
        {
            case PageRole.Inline: break;
            case PageRole.Link: links++; break;
            case PageRole.Break: Break(); break;
            case PageRole.Cell: text.Append(' '); break;
            case PageRole.Heading: Flush(); kind = BlockKind.Heading; break;
            case PageRole.Item: Flush(); kind = BlockKind.ListItem; break;
            case PageRole.Quote:
                Flush();
                if ((node.Hint & MarkupHint.Embed) != MarkupHint.None)
                {
                    kind = BlockKind.EmbeddedPost;
                    author = EmbedAuthor(node.Element);
                }
                else kind = BlockKind.Quote;
                break;
            default: Flush(inherit: node.Role == PageRole.Paragraph); break;
        }
    }

    private void Leave(in PageNode node)
    {
        switch (node.Role)
        {
            case PageRole.Inline: break;
            case PageRole.Link: links--; break;
            case PageRole.Break: break;
            case PageRole.Cell: text.Append(' '); break;
            default: Flush(); break;
        }
    }

    /// <summary>A line break ends a block only where a sentence or a lead-in ends, or where the line is a known label.</summary>
    private void Break()
    {
        int end = text.Length - 1;
        while (end >= 0 && char.IsWhiteSpace(text[end])) end--;
        bool closes = end >= 0 && text[end] is '.' or '!' or '?' or ':' or '"' or '”' or '»' or '…' or ';';
        if (closes || (text.Length > 0 && text[^1] == '\n') || IsLabel(end + 1)) Flush(inherit: true);
        else text.Append('\n');
    }

    /// <summary>"Up next", "Share": a line of its own even where only a line break sets it apart.</summary>
    private bool IsLabel(int length)
    {
        if (length is 0 or > 60) return false;
        string folded = PageLexicon.Fold(BodyBuilder.Clean(text.ToString(0, length)));
        ReadOnlySpan<char> core = PageLexicon.Core(folded);
        return !core.IsEmpty && (lexicon.IsCue(core) || lexicon.IsEnd(core) || lexicon.IsClutterLine(core));
    }

    private void Flush(bool inherit = false)
    {
        string line = BodyBuilder.Clean(text.ToString());
        if (line.Length > 0) blocks.Add(new SourceBlock(line, kind, author, linked / (double)Math.Max(1, line.Length)) { Row = Math.Max(row, root) });
        text.Clear();
        row = -1;
        linked = 0;
        if (inherit && kind is BlockKind.Quote or BlockKind.ListItem or BlockKind.EmbeddedPost) return;
        kind = BlockKind.Paragraph;
        author = null;
    }

    private static string? EmbedAuthor(IElement embed)
    {
        string words = embed.TextContent;
        int dash = words.LastIndexOf('—');
        if (dash < 0) return null;
        string name = BodyBuilder.Clean(words.AsSpan(dash + 1));
        int bracket = name.IndexOf(" (@", StringComparison.Ordinal);
        return bracket > 0 ? name[..bracket] : null;
    }
}

/// <summary>A block as the page has it, before clutter is judged.</summary>
/// <param name="Text">One line, white space collapsed.</param>
/// <param name="Kind">What the markup says it is.</param>
/// <param name="Author">Author of an embedded post; null otherwise.</param>
/// <param name="LinkShare">Share of its characters inside links, 0–1.</param>
internal readonly record struct SourceBlock(string Text, BlockKind Kind, string? Author, double LinkShare)
{
    /// <summary>Row of the element that holds it in the page's table.</summary>
    public int Row { get; init; }

    /// <summary>Where it stands in the page's tree.</summary>
    public BlockPlace Place { get; init; }
}
