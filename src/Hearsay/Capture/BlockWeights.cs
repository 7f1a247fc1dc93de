using System.Globalization;

namespace Hearsay.Capture;

/// <summary>What is seen of a block: each trait has a value from 0 to 15.</summary>
internal enum BlockTrait : byte
{
    Always, Role, Level, Length, Close, Linked, Relation, Before, TextsBefore, TextsAfter, FromText, Weak, Head, Caption, Clutter, Article, Date,
    Repeats, LinkedAround, LinkedTop, Size, Alike, Previous, Next, SecondPrevious, SecondNext, Title, Shared, Case, Signs, GoneBefore, GoneAfter, SameBefore, SameAfter, Page,
}

/// <summary>Weights that tell an article's blocks from what else stands in its element (data/capture/blocks.txt).</summary>
/// <remarks>A logistic model over single traits and pairs of them; <see cref="BlockTraining"/> makes the file.</remarks>
internal sealed class BlockWeights
{
    /// <summary>Values of a trait.</summary>
    public const int Values = 16;

    public static readonly int Traits = Enum.GetValues<BlockTrait>().Length;

    /// <summary>Traits that say more together than each by itself.</summary>
    private static readonly (BlockTrait First, BlockTrait Second)[] Pairs =
    [
        (BlockTrait.Relation, BlockTrait.Before), (BlockTrait.Relation, BlockTrait.Linked), (BlockTrait.Relation, BlockTrait.TextsAfter), (BlockTrait.Relation, BlockTrait.Length),
        (BlockTrait.Length, BlockTrait.Close), (BlockTrait.Role, BlockTrait.Relation), (BlockTrait.Repeats, BlockTrait.Relation), (BlockTrait.Previous, BlockTrait.Next),
        (BlockTrait.TextsBefore, BlockTrait.TextsAfter), (BlockTrait.Case, BlockTrait.Relation), (BlockTrait.LinkedTop, BlockTrait.Length), (BlockTrait.Size, BlockTrait.Relation),
        (BlockTrait.Alike, BlockTrait.Length), (BlockTrait.Repeats, BlockTrait.Shared), (BlockTrait.Shared, BlockTrait.TextsAfter), (BlockTrait.Role, BlockTrait.Length),
        (BlockTrait.Level, BlockTrait.Next), (BlockTrait.FromText, BlockTrait.Length), (BlockTrait.Page, BlockTrait.Relation), (BlockTrait.Weak, BlockTrait.Relation),
        (BlockTrait.Level, BlockTrait.Linked), (BlockTrait.Repeats, BlockTrait.Previous), (BlockTrait.Repeats, BlockTrait.LinkedAround),
    ];

    private readonly float[] weights;

    public BlockWeights(float[] weights) => this.weights = weights;

    /// <summary>Number of weights.</summary>
    public static int Count => (Traits * Values) + (Pairs.Length * Values * Values);

    /// <summary>Places of the weights that apply to a block.</summary>
    public static int[] Places(ReadOnlySpan<byte> traits)
    {
        int[] places = new int[Traits + Pairs.Length];
        for (int i = 0; i < Traits; i++) places[i] = (i * Values) + traits[i];
        for (int i = 0; i < Pairs.Length; i++) places[Traits + i] = (Traits * Values) + (((i * Values) + traits[(int)Pairs[i].First]) * Values) + traits[(int)Pairs[i].Second];
        return places;
    }

    /// <summary>Log odds that the block is the article's.</summary>
    public float Score(ReadOnlySpan<byte> traits)
    {
        float sum = 0;
        for (int i = 0; i < Traits; i++) sum += weights[(i * Values) + traits[i]];
        for (int i = 0; i < Pairs.Length; i++) sum += weights[(Traits * Values) + (((i * Values) + traits[(int)Pairs[i].First]) * Values) + traits[(int)Pairs[i].Second]];
        return sum;
    }

    /// <summary>Reads the file.</summary>
    /// <exception cref="InvalidDataException">A line does not say what it should; the message names file and line.</exception>
    public static BlockWeights Load(string file)
    {
        float[] weights = new float[Count];
        Dictionary<string, int> names = new(StringComparer.Ordinal);
        for (int i = 0; i < Count; i++) names[Name(i)] = i;
        foreach ((string text, int line) in PageLexicon.DataLines(file))
        {
            int space = text.LastIndexOf(' ');
            if (space < 0 || !names.TryGetValue(text[..space], out int place) || !float.TryParse(text.AsSpan(space + 1), NumberStyles.Float, CultureInfo.InvariantCulture, out weights[place]))
                throw new InvalidDataException(string.Create(CultureInfo.InvariantCulture, $"{file}({line}): expected \"trait value weight\" or \"trait value trait value weight\""));
        }
        return new BlockWeights(weights);
    }

    /// <summary>The lines of the file, in a fixed order.</summary>
    public IEnumerable<string> Lines()
    {
        for (int i = 0; i < Count; i++)
        {
            if (Math.Abs(weights[i]) >= 0.005f) yield return string.Create(CultureInfo.InvariantCulture, $"{Name(i)} {weights[i]:0.00}");
        }
    }

    private static string Name(int place)
    {
        if (place < Traits * Values) return string.Create(CultureInfo.InvariantCulture, $"{(BlockTrait)(place / Values)} {place % Values}");
        place -= Traits * Values;
        (BlockTrait first, BlockTrait second) = Pairs[place / (Values * Values)];
        return string.Create(CultureInfo.InvariantCulture, $"{first} {place / Values % Values} {second} {place % Values}");
    }
}
