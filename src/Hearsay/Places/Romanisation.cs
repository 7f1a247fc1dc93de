using System.Text;

namespace Hearsay.Places;

/// <summary>Latin spellings of Ukrainian and Russian names as the press writes them.</summary>
/// <remarks>Ukrainian: Cabinet of Ministers resolution 55 (2010). Russian: BGN/PCGN without its marks.</remarks>
public static class Romanisation
{
    /// <summary>Ukrainian name in the 2010 national system: «Зеленогірськ» → "Zelenohirsk".</summary>
    public static string Ukrainian(string name) => Write(name, static (c, first, _) => c switch
    {
        'а' => "a", 'б' => "b", 'в' => "v", 'г' => "h", 'ґ' => "g", 'д' => "d", 'е' => "e", 'є' => first ? "ye" : "ie", 'ж' => "zh", 'з' => "z",
        'и' => "y", 'і' => "i", 'ї' => first ? "yi" : "i", 'й' => first ? "y" : "i", 'к' => "k", 'л' => "l", 'м' => "m", 'н' => "n", 'о' => "o",
        'п' => "p", 'р' => "r", 'с' => "s", 'т' => "t", 'у' => "u", 'ф' => "f", 'х' => "kh", 'ц' => "ts", 'ч' => "ch", 'ш' => "sh", 'щ' => "shch",
        'ю' => first ? "yu" : "iu", 'я' => first ? "ya" : "ia", 'ь' or '\'' or '’' or 'ʼ' => "", _ => null,
    });

    /// <summary>Russian name in press spelling: «Артёмовский» → "Artyomovsky".</summary>
    public static string Russian(string name) => Write(name, static (c, first, before) => c switch
    {
        'а' => "a", 'б' => "b", 'в' => "v", 'г' => "g", 'д' => "d", 'е' => first || IsVowelOrSign(before) ? "ye" : "e", 'ё' => "yo", 'ж' => "zh",
        'з' => "z", 'и' => "i", 'й' => "y", 'к' => "k", 'л' => "l", 'м' => "m", 'н' => "n", 'о' => "o", 'п' => "p", 'р' => "r", 'с' => "s",
        'т' => "t", 'у' => "u", 'ф' => "f", 'х' => "kh", 'ц' => "ts", 'ч' => "ch", 'ш' => "sh", 'щ' => "shch", 'ы' => "y", 'э' => "e",
        'ю' => "yu", 'я' => "ya", 'ь' or 'ъ' => "", _ => null,
    }).Replace("iy", "y", StringComparison.Ordinal);

    private static bool IsVowelOrSign(char c) => c is 'а' or 'е' or 'ё' or 'и' or 'о' or 'у' or 'ы' or 'э' or 'ю' or 'я' or 'ь' or 'ъ' or 'й';

    private static string Write(string name, Func<char, bool, char, string?> letter)
    {
        var text = new StringBuilder(name.Length + 8);
        char before = ' ';
        foreach (char c in name)
        {
            char lower = char.ToLowerInvariant(c);
            bool first = before is ' ' or '-';
            // «зг» is zgh in the Ukrainian system, so that it does not read as ж.
            string? latin = lower == 'г' && before == 'з' && letter('г', false, 'з') == "h" ? "gh" : letter(lower, first, before);
            if (latin is null) text.Append(c);
            else if (latin.Length > 0 && char.IsUpper(c)) text.Append(char.ToUpperInvariant(latin[0])).Append(latin, 1, latin.Length - 1);
            else text.Append(latin);
            before = lower;
        }
        return text.ToString();
    }
}
