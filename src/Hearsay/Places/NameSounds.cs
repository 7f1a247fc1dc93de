using System.Text;

namespace Hearsay.Places;

/// <summary>Names as they sound, for places of a country that the text has named: «Каманьола» is Kamanyola, "Babanousa" is Babanusa.</summary>
/// <remarks>
/// Romanisations of Arabic, Amharic, Burmese, French-spelt African names and their Russian and Ukrainian transcriptions differ in vowels, doubled
/// letters and articles. Two names with the same <see cref="Skeleton"/> are compared by <see cref="Distance"/>. Far too coarse to be asked of the whole world.
/// </remarks>
internal static class NameSounds
{
    private const int Longest = 64;
    // From these lengths of a name on, so many sounds may differ.
    private const int OneFrom = 5, TwoFrom = 8;

    private static readonly string[] Articles = ["al", "el", "ad", "ed", "as", "es", "ash", "esh", "at", "et", "ar", "er", "an", "en", "az", "ez", "ul", "us", "аль", "эль", "ель", "эд", "ед", "эн", "ен", "эс", "ес", "эш", "еш", "эт", "ет", "эр", "ер", "аш", "ас", "ар", "ан", "ад", "ат", "эз", "ез", "аз"];

    // Case endings that hold a consonant; the others are vowels, which the skeleton leaves out.
    private static readonly string[] Cases = ["ом", "ем", "ем", "єм", "ах", "ях", "ам", "ям"];

    /// <summary>Whether a normalised word is an article of Arabic names.</summary>
    internal static bool IsArticle(string word) => Array.IndexOf(Articles, word) >= 0;

    /// <summary>Whether a name as listed begins with an article of its own ("El Obeid", not "Almada").</summary>
    internal static bool HasArticle(string name)
    {
        int end = name.AsSpan().IndexOfAny(' ', '-');
        return end is 2 or 3 && IsArticle(PlaceKeys.Normalise(name[..end]));
    }

    /// <summary>The name in plain Latin letters with one letter a sound, articles left out.</summary>
    internal static string Sound(string name)
    {
        var sound = new StringBuilder(name.Length);
        int words = 0;
        foreach (Range range in new WordRanges(name)) words++;
        foreach (Range range in new WordRanges(name))
        {
            string word = PlaceKeys.Normalise(name[range]);
            if (words > 1 && IsArticle(word)) continue;
            Add(PlaceKeys.IsCyrillic(word) ? Latin(word) : word, sound);
            if (sound.Length > Longest) break;
        }
        return sound.ToString();
    }

    /// <summary>What stays of a sound when vowels go: the consonants, and that a vowel stood first.</summary>
    internal static string Skeleton(string sound)
    {
        var skeleton = new StringBuilder(sound.Length);
        for (int i = 0; i < sound.Length; i++)
        {
            char c = sound[i] is 'g' ? 'h' : sound[i];
            bool isVowel = c is 'a' or 'i' or 'u';
            if (isVowel && i > 0) continue;
            skeleton.Append(isVowel ? 'a' : c);
        }
        return skeleton.ToString();
    }

    /// <summary>The nominatives a Russian or Ukrainian word of a text may be a case form of, as far as the sounds differ.</summary>
    internal static IEnumerable<string> Nominatives(string text)
    {
        yield return text;
        if (!PlaceKeys.IsCyrillic(text)) yield break;
        foreach (string ending in Cases)
            if (text.EndsWith(ending, StringComparison.Ordinal)) yield return text[..^ending.Length];
        if (text.Length > OneFrom && text[^1] is 'а' or 'у' or 'е' or 'і' or 'ы' or 'и' or 'ю' or 'я') yield return text[..^1];
    }

    /// <summary>How many sounds two names differ in; null where they are too many for names of their length.</summary>
    internal static int? Distance(string sound, string other)
    {
        int length = Math.Min(sound.Length, other.Length);
        int most = length >= TwoFrom ? 2 : length >= OneFrom ? 1 : 0;
        int distance = EditDistance.Between(sound, other, most);
        return distance <= most ? distance : null;
    }

    private static void Add(string word, StringBuilder sound)
    {
        int first = sound.Length;
        for (int i = 0; i < word.Length; i++)
        {
            char c = word[i], next = i + 1 < word.Length ? word[i + 1] : '\0';
            switch (c)
            {
                case 'd' when next is 'j' || (next == 'z' && i + 2 < word.Length && word[i + 2] == 'h'):
                    c = 'j';
                    i += next == 'j' ? 1 : 2;
                    break;
                case 'z' when next == 'h':
                    c = 'j';
                    i++;
                    break;
                case 'c' or 's' when next == 'h':
                    c = c == 's' ? 's' : 'c';
                    i++;
                    break;
                case 't' when next is 'c' or 's':
                    c = 'c';
                    i++;
                    if (i + 1 < word.Length && word[i + 1] == 'h') i++;
                    break;
                case 'k' when next == 'h':
                    c = 'h';
                    i++;
                    break;
                case 'p' when next == 'h':
                    c = 'f';
                    i++;
                    break;
                // Aspirates of Burmese: Hpruso, Hpakant.
                case 'h' when i == 0 && next is 'p' or 't' or 'k' or 's' or 'l':
                    continue;
                // "gh", "dh", "th": one sound each; h at the end of a word or syllable is not heard.
                case 'h' when i > 0 && (next == '\0' || word[i - 1] is 'g' or 'd' or 't' || !IsVowel(next)):
                    continue;
                case 'c':
                    c = next is 'e' or 'i' or 'y' ? 's' : 'k';
                    break;
                case 'q':
                    c = 'k';
                    break;
                case 'w':
                    c = 'v';
                    break;
                case 'e' or 'i' or 'y':
                    c = 'i';
                    break;
                case 'o' or 'u':
                    c = 'u';
                    break;
                case 'x':
                    sound.Append('k');
                    c = 's';
                    break;
            }
            if (sound.Length > first && sound[^1] == c) continue;
            // Of vowels in a row the last is heard in every spelling: "ia", "ya", "aï".
            if (sound.Length > first && IsVowel(sound[^1]) && c is 'a' or 'i' or 'u' && sound[^1] == 'i') sound.Length--;
            sound.Append(c);
        }
    }

    private static bool IsVowel(char c) => c is 'a' or 'e' or 'i' or 'o' or 'u' or 'y';

    private static string Latin(string word)
    {
        var latin = new StringBuilder(word.Length + 4);
        foreach (char c in word)
        {
            latin.Append(c switch
            {
                'а' => "a", 'б' => "b", 'в' => "v", 'г' => "g", 'д' => "d", 'е' or 'э' or 'є' => "e", 'ж' => "j", 'з' => "z",
                'и' or 'і' or 'ї' or 'й' or 'ы' => "i", 'к' => "k", 'л' => "l", 'м' => "m", 'н' => "n", 'о' => "o", 'п' => "p", 'р' => "r", 'с' or 'ш' or 'щ' => "s",
                'т' => "t", 'у' => "u", 'ф' => "f", 'х' => "h", 'ц' or 'ч' => "ch", 'ю' => "iu", 'я' => "ia", 'ь' or 'ъ' => "", _ => c.ToString(),
            });
        }
        return latin.ToString();
    }
}
