using Hearsay.Text;

namespace Hearsay.Claims;

/// <summary>Descriptions of sources in the nominative: «за твердженням російської влади» is told by «російська влада».</summary>
/// <remarks>Input: the tokens of a phrase. Only what the endings of its lemmas make sure is changed; null where they do not.</remarks>
internal static class SourceForms
{
    private static readonly Dictionary<string, string> Irregular = new(StringComparer.Ordinal)
    {
        ["людина"] = "люди", ["дитина"] = "діти", ["человек"] = "люди", ["ребенок"] = "дети", ["ребёнок"] = "дети", ["мать"] = "матери", ["мати"] = "матері", ["брат"] = "", ["друг"] = "", ["сын"] = "", ["син"] = "сини",
    };

    public static string? Nominative(SyntaxTree tree, int first, int head, int end)
    {
        TokenTable tokens = tree.Tokens;
        LanguageCode language = tree.Language(head);
        if (language is not (LanguageCode.Russian or LanguageCode.Ukrainian) || tokens.Upos[head] is not (Upos.NOUN or Upos.ADJ) || tokens.Feature(head, "Case") is null or "Nom" || char.IsUpper(tokens.Form[head][0])) return null;
        bool isPlural = tokens.Has(head, "Number", "Plur");
        string gender = tokens.Feature(head, "Gender") ?? "Masc";
        string? noun = isPlural ? PluralOf(tokens.Lemma[head], language) : tokens.Lemma[head];
        if (string.IsNullOrEmpty(noun) || noun.Any(char.IsDigit)) return null;
        List<string> words = [];
        for (int t = first; t < head; t++)
        {
            if (tokens.Upos[t] is not (Upos.ADJ or Upos.DET) || tokens.Head[t] != head || AdjectiveOf(tokens.Lemma[t], isPlural, gender, language) is not { } adjective) return null;
            words.Add(adjective);
        }
        words.Add(noun);
        string rest = head + 1 < end ? tokens.SpanOf(head + 1, end).Of(tree.Analysis.Document.Body) : "";
        return string.Join(' ', words) + (rest.Length > 0 ? " " + rest : "");
    }

    private static string? AdjectiveOf(string lemma, bool isPlural, string gender, LanguageCode language)
    {
        if (language == LanguageCode.Ukrainian)
        {
            if (lemma.EndsWith("ий", StringComparison.Ordinal)) return lemma[..^2] + (isPlural ? "і" : gender switch { "Fem" => "а", "Neut" => "е", _ => "ий" });
            return lemma.EndsWith("ій", StringComparison.Ordinal) ? lemma[..^2] + (isPlural ? "і" : gender switch { "Fem" => "я", "Neut" => "є", _ => "ій" }) : null;
        }
        if (lemma.EndsWith("ый", StringComparison.Ordinal) || lemma.EndsWith("ой", StringComparison.Ordinal)) return isPlural ? lemma[..^2] + "ые" : gender switch { "Fem" => lemma[..^2] + "ая", "Neut" => lemma[..^2] + "ое", _ => lemma };
        if (!lemma.EndsWith("ий", StringComparison.Ordinal)) return null;
        bool isHard = lemma.Length > 2 && lemma[^3] is 'к' or 'г' or 'х';
        return isPlural ? lemma[..^2] + "ие" : gender switch { "Fem" => lemma[..^2] + (isHard ? "ая" : "яя"), "Neut" => lemma[..^2] + (isHard ? "ое" : "ее"), _ => lemma };
    }

    private static string? PluralOf(string lemma, LanguageCode language)
    {
        if (Irregular.TryGetValue(lemma, out string? known)) return known;
        bool isUkrainian = language == LanguageCode.Ukrainian;
        if (AdjectiveOf(lemma, true, "", language) is { } adjective) return adjective;
        string stem = lemma[..^1];
        if (lemma.EndsWith("ець", StringComparison.Ordinal)) return lemma[..^3] + "ці";
        if (lemma.EndsWith("ец", StringComparison.Ordinal)) return lemma[..^2] + "цы";
        if (lemma.EndsWith("янин", StringComparison.Ordinal) || lemma.EndsWith("анин", StringComparison.Ordinal)) return lemma[..^2] + (isUkrainian ? "и" : "е");
        return lemma[^1] switch
        {
            'ь' => stem + (isUkrainian ? "і" : "и"),
            'й' => stem + (isUkrainian ? "ї" : "и"),
            'я' => stem + (isUkrainian ? "і" : "и"),
            'о' => stem + "а",
            'а' => isUkrainian || stem[^1] is 'к' or 'г' or 'х' or 'ж' or 'ч' or 'ш' or 'щ' ? stem + "и" : stem + "ы",
            'ж' or 'ч' or 'ш' or 'щ' => lemma + (isUkrainian ? "і" : "и"),
            'к' or 'г' or 'х' => lemma + "и",
            'р' when isUkrainian && lemma.EndsWith("ар", StringComparison.Ordinal) => lemma + "і",
            'б' or 'в' or 'д' or 'з' or 'л' or 'м' or 'н' or 'п' or 'р' or 'с' or 'т' or 'ф' => lemma + (isUkrainian ? "и" : "ы"),
            _ => null,
        };
    }
}
