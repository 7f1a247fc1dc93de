using Hearsay.Text;

namespace Hearsay.Language;

/// <summary>Tells which language a text is in. Needs no model files; allocates nothing.</summary>
/// <remarks>
/// Counts letters by script, letters that only one of the languages has (іїєґ against ыэъё), function words, and endings and
/// clusters that set Ukrainian and Russian words apart (-ння, -ськ- against -ние, -ск-). Other Cyrillic languages are known by
/// letters (ў, ј, ћ, ә …) and words of their own and by what they lack, other Latin ones by the lack of English function words
/// and by accented letters. Weak spots: a few words without any of these; surzhyk.
/// </remarks>
public static class LanguageIdentifier
{
    private const int EnoughLetters = 3;

    private static readonly string[] Codes = ["en", "ru", "uk", "xl", "xc"];

    // Function words. Those shared by Russian and Ukrainian say nothing and are left out; xl and xc stand for other Latin and
    // Cyrillic languages, and xc has no word that Russian or Ukrainian has too.
    private static readonly string[] FunctionWords =
    [
        "the of and to in a is was for that on with as by at from it he his be are were has had have not this which said who will they but an or their its been after also more about than when would there out up no if we you i she her him them what all one into over our so do said says",
        "и не что с как но из от все это его же к она он так его её ее или бы было был были была только еще ещё при чтобы для мы вы они их если когда уже том этого этом также после во со об под со что который которые которая которой которых чем где может сообщил сообщили более из-за был ли да лишь эти тем года году с к но им ей ему мне меня себя они она вот есть нет где еще теперь здесь сейчас идти своих своей против между из-под сегодня несколько сказал говорит говорят сказали заявил глава района",
        "і та не що як але із від усе всі це його ж до вона він так або було був були була лише тільки ще при щоб для ми ви вони їх якщо коли вже цього цьому також після зі про під який які яка якої яких чим де може повідомив повідомили більше через й є з року році ще буде цей ця саме тепер хто щось щоби чого тим серед двоє проти разом зараз теж знову каже кажуть сказав заявив день їхній ні чи",
        "der die das und i w z się został zostali zostały żołnierze ist nicht mit von ein eine le la les et est des un une du que el los las en y por con para w nie się jest na że od do je se dla oraz di il che della az és hogy egy och att det som och jag op het een van dat ve bir için bu și cu pe din",
        "је су се што које није као који која са ће од ён яна гэта яны калі якія пасля таксама быў е като който която които това беше бяха няма през се е със тези мен бір және бұл үшін",
    ];

    // Parts of words that one of the two languages has twenty times as often as the other (counted on the training splits of UD Taiga, GSD and IU).
    private static readonly string[] UkrainianParts = ["ння", "ськ", "цьк", "ува", "ють", "ьо", "йсь", "ття", "ися", "йом", "йшл"];
    private static readonly string[] RussianParts = ["ие", "ии", "ои", "тся", "лс", "лась", "лось", "ной", "кой", "вой", "ция", "ции", "ает", "еск", "сс", "ье", "ью", "гда", "его", "шь"];

    private static readonly System.Collections.Frozen.FrozenDictionary<string, int> WordVotes = BuildWordVotes();
    private static readonly System.Collections.Frozen.FrozenDictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> WordLookup = WordVotes.GetAlternateLookup<ReadOnlySpan<char>>();

    private static System.Collections.Frozen.FrozenDictionary<string, int> BuildWordVotes()
    {
        var votes = new Dictionary<string, int>(StringComparer.Ordinal);
        for (int language = 0; language < FunctionWords.Length; language++)
            foreach (string word in FunctionWords[language].Split(' '))
                votes[word] = votes.GetValueOrDefault(word) | (1 << language);
        return System.Collections.Frozen.FrozenDictionary.ToFrozenDictionary(votes, StringComparer.Ordinal);
    }

    /// <summary>The language of a text.</summary>
    /// <param name="text">Any text; links, tags and names of channels are passed over.</param>
    /// <returns><see cref="LanguageCode.Unknown"/> where there are too few letters or nothing tells, <see cref="LanguageCode.Other"/> for a language Hearsay does not read.</returns>
    public static LanguageCode Identify(ReadOnlySpan<char> text)
    {
        Span<int> words = stackalloc int[Codes.Length];
        words.Clear();
        int latin = 0, cyrillic = 0, other = 0, accented = 0, dotted = 0, ukrainian = 0, russian = 0, hardSign = 0, plainI = 0, foreignCyrillic = 0, ukrainianParts = 0, russianParts = 0;
        int wordCount = 0;
        Span<char> lower = stackalloc char[12];
        int at = 0;
        while (at < text.Length)
        {
            char c = text[at];
            if (!char.IsLetter(c))
            {
                at++;
                // Links and mentions are in no language.
                if (c is '@' or '/' or '#')
                    while (at < text.Length && !char.IsWhiteSpace(text[at])) at++;
                continue;
            }
            int start = at;
            while (at < text.Length && (char.IsLetter(text[at]) || text[at] is '\'' or '’' or 'ʼ' or '\u0306' or '\u0308'))
            {
                char letter = char.ToLowerInvariant(text[at]);
                if (at - start < lower.Length) lower[at - start] = letter;
                at++;
                if (letter < 0x80) latin++;
                else if (letter is >= '\u00C0' and < '\u0250') { latin++; accented++; }
                else if (letter is >= '\u0430' and <= '\u044F' or 'ё' or 'і' or 'ї' or 'є' or 'ґ')
                {
                    cyrillic++;
                    if (letter is 'і') dotted++;
                    else if (letter is 'ї' or 'є' or 'ґ') ukrainian++;
                    else if (letter is 'ы' or 'э' or 'ё') russian++;
                    else if (letter is 'ъ') hardSign++;
                    else if (letter is 'и') plainI++;
                }
                else if (letter is >= '\u0400' and < '\u0530') { cyrillic++; foreignCyrillic++; }
                else if (char.IsLetter(letter)) other++;
            }
            wordCount++;
            foreach (string part in UkrainianParts)
                if (text[start..at].Contains(part, StringComparison.OrdinalIgnoreCase)) ukrainianParts++;
            foreach (string part in RussianParts)
                if (text[start..at].Contains(part, StringComparison.OrdinalIgnoreCase)) russianParts++;
            if (at - start <= lower.Length && WordLookup.TryGetValue(lower[..(at - start)], out int vote))
                for (int language = 0; language < Codes.Length; language++)
                    if ((vote & (1 << language)) != 0) words[language]++;
        }
        int letters = latin + cyrillic + other;
        if (letters < EnoughLetters) return LanguageCode.Unknown;
        if (other > latin && other > cyrillic) return LanguageCode.Other;
        // Names and abbreviations in Latin letters are common in Cyrillic posts, hardly the other way round.
        if (cyrillic * 2 >= latin)
        {
            if (foreignCyrillic * 40 > cyrillic && foreignCyrillic > ukrainian) return LanguageCode.Other;
            // Belarusian has і beside ы and э, and no и.
            if (dotted > 0 && russian > 0 && plainI == 0 && ukrainian == 0 && cyrillic >= 12) return LanguageCode.Other;
            // Bulgarian and kin: words of their own; ъ, but no ы, э, і.
            if (words[4] > 1 && words[4] > words[1] + words[2] && ukrainian + dotted + russian == 0) return LanguageCode.Other;
            if (hardSign > 2 && hardSign * 60 > cyrillic && russian == 0) return LanguageCode.Other;
            int forUkrainian = ((ukrainian + dotted + words[2]) * 2) + ukrainianParts, forRussian = ((russian + hardSign + words[1]) * 2) + russianParts;
            if (forUkrainian > forRussian) return LanguageCode.Ukrainian;
            if (forRussian > forUkrainian) return LanguageCode.Russian;
            if (forRussian > 0) return ukrainian + dotted > russian ? LanguageCode.Ukrainian : LanguageCode.Unknown;
            return words[4] > 0 && wordCount >= 10 ? LanguageCode.Other : LanguageCode.Unknown;
        }
        if (words[3] > words[0] || accented * 12 > latin) return LanguageCode.Other;
        if (words[0] > 0) return LanguageCode.English;
        return wordCount >= 12 ? LanguageCode.Other : LanguageCode.Unknown;
    }
}
