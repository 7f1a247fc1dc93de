using System.Text;
using Hearsay.Claims;
using Hearsay.Text;

namespace Hearsay.Tests.Claims;

/// <summary>Whether two names of a source mean the same: half of the words of the shorter one share their stems.</summary>
/// <remarks>The same measure as the evaluation on annotated pages uses, so that «Вёрстке» is Verstka's «Вёрстка».</remarks>
internal static class NameMatch
{
    private static readonly HashSet<string> Small = new(["the", "a", "an", "of", "s", "и", "в", "на", "та", "і", "й", "у", "их", "его", "її", "her", "his", "their"], StringComparer.Ordinal);

    public static bool Same(string one, string other)
    {
        HashSet<string> a = Stems(one), b = Stems(other);
        if (a.Count == 0 || b.Count == 0) return false;
        return 2 * a.Count(b.Contains) >= Math.Min(a.Count, b.Count);
    }

    /// <summary>By its name, or by the words that name it.</summary>
    public static bool Same(string expected, Source source, string body) => Same(expected, source.Name) || Same(expected, source.Span.Of(body));

    public static bool SameChain(IReadOnlyList<string> expected, IReadOnlyList<Source> sources, string body) =>
        expected.Count == sources.Count && expected.Zip(sources).All(pair => Same(pair.First, pair.Second, body));

    private static HashSet<string> Stems(string name)
    {
        StringBuilder plain = new(name.Length);
        foreach (char letter in name.Normalize().ToLowerInvariant()) plain.Append(letter == 'ё' ? 'е' : char.IsLetterOrDigit(letter) ? letter : ' ');
        return [.. plain.ToString().Split(' ', StringSplitOptions.RemoveEmptyEntries).Where(word => !Small.Contains(word)).Select(word => word.Length > 5 ? word[..Math.Max(4, word.Length - 3)] : word.Length == 5 ? word[..4] : word)];
    }
}
