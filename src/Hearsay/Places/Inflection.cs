using System.Buffers;
using System.Collections.Frozen;

namespace Hearsay.Places;

/// <summary>Decides whether a word of a text is a case form of a word of a Russian or Ukrainian name.</summary>
/// <remarks>Endings are data (inflection.tsv); stems may alternate as both languages let them (Харків – Харкова, Ріг – Розі, Орёл – Орла, Авдіївка – Авдіївці).</remarks>
public sealed class Inflection
{
    // The part of a stem in which vowels may alternate or drop out, in characters from its end.
    private const int AlternatingTail = 4;

    private const string Movable = "оеєіїьй";

    private static readonly SearchValues<char> Vowels = SearchValues.Create("аеєиіїоуыэюя");

    private readonly FrozenDictionary<string, string[]>.AlternateLookup<ReadOnlySpan<char>> endings;

    /// <summary>Reads the table of endings.</summary>
    /// <param name="path">inflection.tsv.</param>
    /// <exception cref="InvalidDataException">A bad line; the message names file and line.</exception>
    public Inflection(string path)
    {
        var byNominative = new Dictionary<string, List<string>>(StringComparer.Ordinal);
        foreach ((string[] column, int line) in PlaceSources.Table(path, 3))
        {
            if (column[0] is not ("ru" or "uk") || column[1].Length == 0 || column[2].Length == 0) throw new InvalidDataException($"{path}:{line}: language (ru or uk), nominative ending and case endings expected");
            string nominative = column[1] == "-" ? "" : column[1];
            if (!byNominative.TryGetValue(nominative, out List<string>? list)) byNominative.Add(nominative, list = []);
            foreach (string ending in column[2].Split(' ', StringSplitOptions.RemoveEmptyEntries))
            {
                string plain = ending == "-" ? "" : ending;
                if (!list.Contains(plain)) list.Add(plain);
            }
        }
        endings = byNominative.ToFrozenDictionary(pair => pair.Key, pair => pair.Value.ToArray(), StringComparer.Ordinal).GetAlternateLookup<ReadOnlySpan<char>>();
    }

    /// <summary>Whether <paramref name="form"/> is a case form of <paramref name="nominative"/>, or the nominative itself.</summary>
    /// <param name="nominative">Normalised word of a name (see <see cref="PlaceKeys.Normalise(string)"/>).</param>
    /// <param name="form">Normalised word of a text.</param>
    public bool IsFormOf(ReadOnlySpan<char> nominative, ReadOnlySpan<char> form)
    {
        if (form.SequenceEqual(nominative)) return true;
        for (int length = Math.Min(2, nominative.Length - 1); length >= 0; length--)
        {
            if (!endings.TryGetValue(nominative[^length..], out string[]? forms)) continue;
            if (length == 0 && !EndsInConsonant(nominative)) continue;
            ReadOnlySpan<char> stem = nominative[..^length];
            foreach (string ending in forms)
            {
                if (form.Length > ending.Length && form.EndsWith(ending, StringComparison.Ordinal) && IsStemOfForm(stem, form[..^ending.Length], ending)) return true;
            }
        }
        return false;
    }

    /// <summary>Whether a form's stem is the nominative's but for what case endings change in the last syllable.</summary>
    /// <remarks>і of a closed syllable goes back to о or е before a vowel (Харків – Харкова) and comes in where the ending is lost; о and е drop out before a vowel
    /// (Орёл – Орла) and come in where the ending is lost (Сумки – Сумок); к, г, х soften to ц, з, с (Ріг – Розі). Nothing else changes.</remarks>
    private static bool IsStemOfForm(ReadOnlySpan<char> nominative, ReadOnlySpan<char> form, ReadOnlySpan<char> ending)
    {
        if (form.SequenceEqual(nominative)) return true;
        if (nominative.Length == 0 || form.Length == 0) return false;
        if (nominative[^1] != form[^1])
        {
            if ((nominative[^1], form[^1]) is not (('к', 'ц') or ('г', 'з') or ('х', 'с'))) return false;
            nominative = nominative[..^1];
            form = form[..^1];
            if (form.SequenceEqual(nominative)) return true;
        }
        int common = nominative.CommonPrefixLength(form);
        if (common == 0) return false;
        ReadOnlySpan<char> listed = nominative[common..], given = form[common..];
        bool isClosed = ending.Length == 0 || ending is "ь";
        ReadOnlySpan<char> listedRest = listed.TrimStart(Movable), givenRest = given.TrimStart(Movable);
        int was = listed.Length - listedRest.Length, now = given.Length - givenRest.Length;
        if (was > 1 || now > 1 || !listedRest.SequenceEqual(givenRest) || listedRest.ContainsAny(Vowels)) return false;
        const char None = '-';
        (char, char) change = (was == 0 ? None : listed[0], now == 0 ? None : given[0]);
        if (isClosed) return change is ('о' or 'е', 'і') or ('є', 'ї') or (None or 'ь' or 'й', 'о' or 'е' or 'є');
        return change is ('і', 'о' or 'е') or ('ї', 'є') or ('о' or 'е', None) or ('є', 'й') || (change is ('е', 'ь') && listedRest is "ц");
    }

    /// <summary>Whether two stems are the same but for vowels that alternate near the end and the last consonant: what adjectives are made by.</summary>
    internal static bool StemsAgree(ReadOnlySpan<char> a, ReadOnlySpan<char> b)
    {
        if (a.SequenceEqual(b)) return true;
        int common = a.CommonPrefixLength(b);
        if (common == 0 || a.Length - common > AlternatingTail || b.Length - common > AlternatingTail) return false;
        int i = common, j = common;
        while (true)
        {
            while (i < a.Length && IsMovable(a[i])) i++;
            while (j < b.Length && IsMovable(b[j])) j++;
            if (i == a.Length || j == b.Length) return i == a.Length && j == b.Length;
            bool last = i == a.Length - 1 && j == b.Length - 1;
            if (a[i] != b[j] && !(last && PlaceKeys.BaseConsonant(a[i]) == PlaceKeys.BaseConsonant(b[j]))) return false;
            i++;
            j++;
        }
    }

    private static bool IsMovable(char c) => c is 'о' or 'е' or 'є' or 'і' or 'ї' or 'ь' or 'ъ' or 'й';

    private static bool EndsInConsonant(ReadOnlySpan<char> word) => word[^1] is not ('а' or 'я' or 'о' or 'е' or 'є' or 'и' or 'ы' or 'і' or 'ї' or 'у' or 'ю' or 'э' or 'ь' or 'й');
}
