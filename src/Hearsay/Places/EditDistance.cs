namespace Hearsay.Places;

/// <summary>How many letters two names differ in.</summary>
public static class EditDistance
{
    /// <summary>Letters inserted, left out, changed, or swapped with their neighbour (optimal string alignment).</summary>
    /// <param name="a">One name, normalised.</param>
    /// <param name="b">The other.</param>
    /// <param name="most">Largest distance of interest.</param>
    /// <returns>The distance, or <paramref name="most"/> + 1 where it is larger.</returns>
    public static int Between(ReadOnlySpan<char> a, ReadOnlySpan<char> b, int most)
    {
        if (Math.Abs(a.Length - b.Length) > most) return most + 1;
        Span<int> before = stackalloc int[b.Length + 1];
        Span<int> above = stackalloc int[b.Length + 1];
        Span<int> row = stackalloc int[b.Length + 1];
        for (int j = 0; j <= b.Length; j++) above[j] = j;
        for (int i = 1; i <= a.Length; i++)
        {
            row[0] = i;
            int least = i;
            for (int j = 1; j <= b.Length; j++)
            {
                int change = a[i - 1] == b[j - 1] ? 0 : 1;
                int distance = Math.Min(Math.Min(above[j] + 1, row[j - 1] + 1), above[j - 1] + change);
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) distance = Math.Min(distance, before[j - 2] + 1);
                row[j] = distance;
                least = Math.Min(least, distance);
            }
            if (least > most) return most + 1;
            Span<int> free = before;
            before = above;
            above = row;
            row = free;
        }
        return Math.Min(above[b.Length], most + 1);
    }
}
