using Hearsay.Text;

namespace Hearsay.Capture;

// What the page's tree and the lines around it say of a line, where the rules have left it.
internal sealed partial class PlainTextCapture
{
    private const int LongBlock = 120;

    /// <summary>Of fewer blocks nothing is dropped.</summary>
    private const int FewestBlocks = 4;

    /// <summary>Share of the text that must be left. This and the cost below: best of a few values on either half of WCXB's articles with weights from the other, November 2026.</summary>
    private const double LeastKept = 0.6;

    /// <summary>Cost, in log odds, of a change between the article and what is not.</summary>
    private const float ChangeCost = 1;

    private static bool IsLeft(Line line) => !line.Dropped && line.Kind is not (LineKind.Clutter or LineKind.Cue or LineKind.End or LineKind.Caption or LineKind.Date or LineKind.Byline);

    /// <summary>Drops the lines that are hardly the article's, as the weights have it.</summary>
    private void DropUnlikely(List<Line> lines, string? title, List<(byte[] Traits, string Text)>? seen)
    {
        List<Line> left = lines.FindAll(IsLeft);
        if (left.Count < FewestBlocks) return;
        byte[][] traits = TraitsOf(left, title);
        if (seen is not null)
        {
            for (int i = 0; i < left.Count; i++) seen.Add((traits[i], left[i].Text));
            return;
        }
        float[] scores = [.. traits.Select(t => lexicon.Blocks.Score(t))];
        bool[] keep = Decide(scores);
        int all = left.Sum(line => line.Text.Length), kept = 0;
        for (int i = 0; i < left.Count; i++) kept += keep[i] ? left[i].Text.Length : 0;
        if (kept < all * LeastKept) return; // a page unlike those the weights come from
        for (int i = 0; i < left.Count; i++)
        {
            if (!keep[i]) left[i].Dropped = true;
        }
    }

    /// <summary>The likeliest run of blocks that are the article's and others: a change from the one to the other has a cost.</summary>
    private static bool[] Decide(float[] scores)
    {
        bool[] keep = new bool[scores.Length];
        bool[] stayKept = new bool[scores.Length], stayGone = new bool[scores.Length];
        float kept = 0, gone = 0;
        for (int i = 0; i < scores.Length; i++)
        {
            // Negative log likelihoods, up to a constant.
            float asKept = Math.Max(0, -scores[i]), asGone = Math.Max(0, scores[i]);
            stayKept[i] = kept <= gone + ChangeCost;
            stayGone[i] = gone <= kept + ChangeCost;
            (kept, gone) = (asKept + Math.Min(kept, gone + ChangeCost), asGone + Math.Min(gone, kept + ChangeCost));
        }
        bool state = kept <= gone;
        for (int i = scores.Length - 1; i >= 0; i--)
        {
            keep[i] = state;
            state = state ? stayKept[i] : !stayGone[i];
        }
        return keep;
    }

    /// <summary>The traits of the lines that are left, aligned with them.</summary>
    private byte[][] TraitsOf(List<Line> lines, string? title)
    {
        // Stems are numbered, those of the title first; each line has its own once.
        Dictionary<string, int> numbers = new(StringComparer.Ordinal);
        Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> lookup = numbers.GetAlternateLookup<ReadOnlySpan<char>>();
        List<int> lastSeen = [], shared = [];
        int[][] stems = new int[lines.Count][];
        Span<char> folded = stackalloc char[LongestStem];
        List<int> own = [];
        int titled = 0;
        for (int i = title is null ? 0 : -1; i < lines.Count; i++)
        {
            own.Clear();
            string text = i < 0 ? title! : lines[i].Text;
            for (int at = 0; NextStem(text, ref at, folded) is > 0 and int length;)
            {
                if (!lookup.TryGetValue(folded[..length], out int number))
                {
                    lookup[folded[..length]] = number = shared.Count;
                    shared.Add(0);
                    lastSeen.Add(-1);
                }
                if (i < 0 || lastSeen[number] == i) continue;
                lastSeen[number] = i;
                shared[number]++;
                own.Add(number);
            }
            if (i < 0) titled = shared.Count;
            else stems[i] = [.. own];
        }
        bool[] running = new bool[lines.Count];
        int texts = 0, total = 0;
        for (int i = 0; i < lines.Count; i++)
        {
            SourceBlock source = lines[i].Source!.Value;
            running[i] = lines[i].Text.Length >= LongBlock && source.LinkShare < 0.3 && source.Place.Relation <= 1;
            if (running[i]) texts++;
            total += lines[i].Text.Length;
        }
        byte[] shapes = [.. lines.Select(Shape)];
        byte[][] all = new byte[lines.Count][];
        for (int i = 0, before = 0, seen = 0, since = 15; i < lines.Count; i++)
        {
            Line line = lines[i];
            SourceBlock source = line.Source!.Value;
            BlockPlace place = source.Place;
            if (running[i])
            {
                seen++;
                since = 0;
            }
            byte[] traits = new byte[BlockWeights.Traits];
            void Set(BlockTrait trait, int value) => traits[(int)trait] = (byte)Math.Clamp(value, 0, BlockWeights.Values - 1);
            Set(BlockTrait.Role, place.Role);
            Set(BlockTrait.Level, place.Level);
            Set(BlockTrait.Length, LengthStep(line.Text.Length));
            Set(BlockTrait.Close, PageLines.IsClosed(line.Text) ? line.Text[^1] switch { '?' => 2, '…' => 3, ':' => 4, '!' => 5, _ => line.Text.EndsWith("...", StringComparison.Ordinal) ? 3 : 1 } : 0);
            Set(BlockTrait.Linked, source.LinkShare switch { <= 0 => 0, < 0.1 => 1, < 0.3 => 2, < 0.6 => 3, < 0.85 => 4, _ => 5 });
            Set(BlockTrait.Relation, place.Relation);
            Set(BlockTrait.Before, before * 10 / Math.Max(1, total));
            Set(BlockTrait.TextsBefore, Few(seen - (running[i] ? 1 : 0)));
            Set(BlockTrait.TextsAfter, Few(texts - seen));
            Set(BlockTrait.FromText, since switch { <= 3 => since, <= 6 => 4, < 15 => 5, _ => seen == 0 ? 7 : 6 });
            Set(BlockTrait.Weak, Has(place.Hints, MarkupHint.Weak));
            Set(BlockTrait.Head, Has(place.Hints, MarkupHint.Head));
            Set(BlockTrait.Caption, Has(place.Hints, MarkupHint.Caption));
            Set(BlockTrait.Clutter, Has(place.Hints, MarkupHint.Clutter));
            Set(BlockTrait.Article, Has(place.Hints, MarkupHint.Article));
            Set(BlockTrait.Date, Has(place.Hints, MarkupHint.Date));
            Set(BlockTrait.Repeats, place.Repeats);
            Set(BlockTrait.LinkedAround, place.LinkedAround);
            Set(BlockTrait.LinkedTop, place.LinkedTop);
            Set(BlockTrait.Size, place.Size);
            Set(BlockTrait.Alike, place.Alike ? 1 : 0);
            Set(BlockTrait.Previous, i > 0 ? shapes[i - 1] : 0);
            Set(BlockTrait.Next, i + 1 < lines.Count ? shapes[i + 1] : 0);
            Set(BlockTrait.SecondPrevious, i > 1 ? shapes[i - 2] : 0);
            Set(BlockTrait.SecondNext, i + 2 < lines.Count ? shapes[i + 2] : 0);
            Set(BlockTrait.Title, stems[i].Length == 0 ? 0 : ShareStep(stems[i].Count(stem => stem < titled) / (double)stems[i].Length));
            Set(BlockTrait.Shared, stems[i].Length == 0 ? 0 : ShareStep(stems[i].Count(stem => shared[stem] > 1) / (double)stems[i].Length));
            Set(BlockTrait.Case, CaseOf(line.Text));
            Set(BlockTrait.Signs, SignsOf(line));
            Set(BlockTrait.GoneBefore, Few(i == 0 ? line.At : line.At - lines[i - 1].At - 1));
            Set(BlockTrait.GoneAfter, Few((i + 1 < lines.Count ? lines[i + 1].At : line.Of) - line.At - 1));
            Set(BlockTrait.SameBefore, i == 0 ? 2 : lines[i - 1].Source!.Value.Place == place ? 1 : 0);
            Set(BlockTrait.SameAfter, i + 1 == lines.Count ? 2 : lines[i + 1].Source!.Value.Place == place ? 1 : 0);
            Set(BlockTrait.Page, texts switch { 0 => 0, 1 => 1, < 4 => 2, < 10 => 3, < 25 => 4, _ => 5 });
            all[i] = traits;
            before += line.Text.Length;
            if (since < 15) since++;
        }
        return all;
    }

    private static int Has(MarkupHint hints, MarkupHint hint) => (hints & hint) != MarkupHint.None ? 1 : 0;

    private static int Few(int count) => count switch { <= 3 => Math.Max(0, count), < 8 => 4, < 20 => 5, _ => 6 };

    private static int LengthStep(int length) => length switch { < 12 => 0, < 25 => 1, < 45 => 2, < 70 => 3, < LongBlock => 4, < 200 => 5, < 400 => 6, _ => 7 };

    private static int ShareStep(double share) => share switch { <= 0 => 1, < 0.2 => 2, < 0.35 => 3, < 0.5 => 4, < 0.75 => 5, _ => 6 };

    /// <summary>What a neighbour looks like: a heading, a link, both, an open or closed line, short or long.</summary>
    private static byte Shape(Line line)
    {
        SourceBlock source = line.Source!.Value;
        if (source.LinkShare >= LinkLine) return (byte)(source.Place.Level > 0 ? 15 : 2);
        if (source.Place.Level > 0) return 1;
        bool outside = source.Place.Relation > 3;
        int length = line.Text.Length < 45 ? 0 : line.Text.Length < LongBlock ? 1 : 2;
        return (byte)((outside ? 9 : 3) + (length * 2) + (PageLines.IsClosed(line.Text) ? 1 : 0));
    }

    private static int CaseOf(string text)
    {
        int upper = 0, lower = 0;
        foreach (char c in text)
        {
            if (char.IsUpper(c)) upper++;
            else if (char.IsLower(c)) lower++;
        }
        if (upper + lower == 0) return 0;
        if (upper > lower) return 1;
        if (char.IsLower(FirstLetter(text))) return 2;
        return PageLines.NamesOnly(text) ? 3 : 4;
    }

    private static int SignsOf(Line line)
    {
        if (line.Asked) return 1;
        char first = line.Text[0];
        if (first is '©' or '*' or '#' or '@' or '→' or '►' or '+') return 2;
        if (line.Text.Contains('@') || line.Text.Contains("http", StringComparison.Ordinal)) return 3;
        if (line.Text.AsSpan().IndexOfAny('$', '€', '£') >= 0) return 4;
        if (line.Text.Contains('!')) return 5;
        return line.Text.Any(char.IsDigit) ? 6 : 0;
    }
}
