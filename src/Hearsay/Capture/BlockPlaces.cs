using System.Runtime.InteropServices;

namespace Hearsay.Capture;

/// <summary>Where a block stands in the page's tree, in small numbers that <see cref="BlockWeights"/> weighs.</summary>
internal readonly record struct BlockPlace
{
    /// <summary>What its own element is: paragraph, division, item …</summary>
    public byte Role { get; init; }
    /// <summary>1–6 for a heading, else 0.</summary>
    public byte Level { get; init; }
    /// <summary>0: beside the article's paragraphs; 1–3: deeper in their element; 4–8: outside and before it, 9–13: outside and after it, by steps up to what holds both.</summary>
    public byte Relation { get; init; }
    /// <summary>What class words say of the elements around it, up to the chosen one.</summary>
    public MarkupHint Hints { get; init; }
    /// <summary>How many elements like the one that holds it, with links, stand side by side: 0 none, 1 two, 2 three or four, 3 up to nine, 4 more.</summary>
    public byte Repeats { get; init; }
    /// <summary>Share of text in links in the element around it, and in the largest one that does not hold the article: tenths.</summary>
    public byte LinkedAround { get; init; }
    public byte LinkedTop { get; init; }
    /// <summary>Size of that largest element: 0–4.</summary>
    public byte Size { get; init; }
    /// <summary>Whether tag and class are those of most of the article's paragraphs.</summary>
    public bool Alike { get; init; }
}

/// <summary>Measures the places of blocks.</summary>
internal static class BlockPlaces
{
    private const int MostSteps = 5;

    /// <summary>Sets the place of each block.</summary>
    /// <param name="nodes">The page's elements, measured and pruned.</param>
    /// <param name="root">The element that holds the article.</param>
    /// <param name="blocks">Its blocks, each with the row of its element; changed.</param>
    public static void Set(ReadOnlySpan<PageNode> nodes, int root, List<SourceBlock> blocks)
    {
        if (blocks.Count == 0) return;
        (int main, string? alike) = Main(nodes, root);
        Dictionary<(int Parent, string Look), int> counts = [];
        HashSet<int> counted = [];
        Span<SourceBlock> all = CollectionsMarshal.AsSpan(blocks);
        for (int i = 0; i < all.Length; i++)
        {
            if (i > 0 && all[i].Row == all[i - 1].Row) all[i] = all[i] with { Place = all[i - 1].Place };
            else all[i] = all[i] with { Place = Of(nodes, root, main, alike, all[i].Row, counts, counted) };
        }
    }

    /// <summary>The element whose own paragraphs hold the most running text, and how most of them look.</summary>
    private static (int Main, string? Alike) Main(ReadOnlySpan<PageNode> nodes, int root)
    {
        Dictionary<int, int> sums = [];
        int main = root, most = 0;
        for (int i = root + 1; i < nodes[root].End; i++)
        {
            if (nodes[i].Pruned)
            {
                i = nodes[i].End - 1;
                continue;
            }
            if (!Carries(nodes[i])) continue;
            int parent = Outer(nodes, nodes[i].Parent, root);
            ref int sum = ref CollectionsMarshal.GetValueRefOrAddDefault(sums, parent, out _);
            sum += nodes[i].OwnText - nodes[i].OwnLinked;
            if (sum <= most) continue;
            most = sum;
            main = parent;
        }
        Dictionary<string, int> looks = new(StringComparer.Ordinal);
        string? alike = null;
        most = 0;
        for (int i = main + 1; i < nodes[main].End; i = nodes[i].End)
        {
            if (nodes[i].Pruned || !Carries(nodes[i])) continue;
            string look = Look(nodes[i]);
            ref int sum = ref CollectionsMarshal.GetValueRefOrAddDefault(looks, look, out _);
            sum += nodes[i].OwnText;
            if (sum <= most) continue;
            most = sum;
            alike = look;
        }
        return (main, alike);
    }

    private static bool Carries(in PageNode node) =>
        node.Role is PageRole.Paragraph or PageRole.Block or PageRole.Quote or PageRole.Cell or PageRole.Item && node.OwnText >= 40 && node.OwnLinked * 2 < node.OwnText;

    private static int Outer(ReadOnlySpan<PageNode> nodes, int row, int root)
    {
        while (row > root && nodes[row].Role is PageRole.Inline or PageRole.Link) row = nodes[row].Parent;
        return Math.Max(row, root);
    }

    private static string Look(in PageNode node) => node.Element.ClassName is { Length: > 0 } name ? node.Element.LocalName + "." + name : node.Element.LocalName;

    private static BlockPlace Of(ReadOnlySpan<PageNode> nodes, int root, int main, string? alike, int row, Dictionary<(int Parent, string Look), int> counts, HashSet<int> counted)
    {
        int own = Outer(nodes, row, root);
        // The nearest element that holds both the block and the article's paragraphs; top is the block's side of it.
        int common = own, top = own;
        while (common > root && !(common <= main && main < nodes[common].End))
        {
            top = common;
            common = nodes[common].Parent;
        }
        int steps = 0, inside = 0;
        for (int at = main; at > common && at > root; at = nodes[at].Parent) steps++;
        if (common == main && own != main)
        {
            for (int at = nodes[own].Parent; at > main; at = nodes[at].Parent) inside++;
        }
        int relation = common == main || own == main ? Math.Min(inside, 3) : 3 + Math.Clamp(steps, 1, MostSteps) + (own < main ? 0 : MostSteps);
        MarkupHint hints = MarkupHint.None;
        int repeats = 0;
        for (int at = own, level = 0; at > root && at != main && level < 8; at = nodes[at].Parent, level++)
        {
            if (at <= main && main < nodes[at].End) break;
            hints |= nodes[at].Hint;
            bool part = nodes[at].Role is PageRole.Block or PageRole.Item or PageRole.Link or PageRole.Figure or PageRole.Inline;
            if (level <= MostSteps && part && nodes[at].Linked > 0) repeats = Math.Max(repeats, Repeats(nodes, at, counts, counted));
        }
        int around = own > root ? nodes[own].Parent : own;
        string name = nodes[own].Element.LocalName;
        int size = nodes[top].Text;
        return new BlockPlace
        {
            Role = (byte)nodes[own].Role,
            Level = name is ['h', >= '1' and <= '6'] ? (byte)(name[1] - '0') : (byte)0,
            Relation = (byte)relation,
            Hints = hints,
            Repeats = (byte)(repeats switch { < 2 => 0, 2 => 1, < 5 => 2, < 10 => 3, _ => 4 }),
            LinkedAround = Tenths(nodes[around]),
            LinkedTop = Tenths(nodes[top]),
            Size = (byte)(size switch { < 60 => 0, < 160 => 1, < 400 => 2, < 1200 => 3, _ => 4 }),
            Alike = alike is not null && Look(nodes[own]) == alike,
        };
    }

    private static byte Tenths(in PageNode node) => node.Text <= 0 ? (byte)0 : (byte)Math.Clamp(node.Linked * 10 / node.Text, 0, 10);

    /// <summary>How many of an element's siblings, itself among them, look as it does.</summary>
    private static int Repeats(ReadOnlySpan<PageNode> nodes, int row, Dictionary<(int Parent, string Look), int> counts, HashSet<int> counted)
    {
        int parent = nodes[row].Parent;
        if (counted.Add(parent))
        {
            for (int i = parent + 1; i < nodes[parent].End; i = nodes[i].End)
            {
                if (!nodes[i].Pruned && nodes[i].Linked > 0) CollectionsMarshal.GetValueRefOrAddDefault(counts, (parent, Look(nodes[i])), out _)++;
            }
        }
        return counts.GetValueOrDefault((parent, Look(nodes[row])));
    }
}
