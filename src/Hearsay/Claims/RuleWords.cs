using System.Collections.Frozen;
using Hearsay.Text;

namespace Hearsay.Claims;

/// <summary>Leads forms back to the words the rules ask for where the lemmatizer guessed another («дронов» → "дрон", "fled" → "flee").</summary>
/// <remarks>
/// Input: a token table. Output: the same table with other lemmas; a lemma that the rules know is never changed.
/// War reports are full of words that treebanks and dictionaries lack; the codebook is the dictionary of just these.
/// </remarks>
internal sealed class RuleWords
{
    /// <summary>Stems shorter than this are led nowhere: too many words share them.</summary>
    private const int ShortestStem = 3;

    private static readonly string[] RussianNounEndings = ["ами", "ями", "иями", "ах", "ях", "ов", "ев", "ей", "ам", "ям", "ом", "ем", "ой", "ою", "ью", "а", "я", "у", "ю", "е", "и", "ы", "о", ""];
    private static readonly string[] UkrainianNounEndings = ["ами", "ями", "ові", "еві", "єві", "ах", "ях", "ів", "їв", "ей", "ам", "ям", "ом", "ем", "єм", "ою", "ею", "єю", "а", "я", "у", "ю", "е", "і", "ї", "и", "о", ""];
    // «є загибла», «двоє постраждалих»: participles that have become nouns.
    private static readonly string[] UkrainianAdjectiveEndings = ["ого", "ому", "ими", "ої", "ій", "ою", "им", "их", "а", "у", "і", "е"];
    private static readonly string[] NounLemmaEndings = ["", "а", "я", "о", "е", "ь", "й"];
    private static readonly string[] RussianVerbEndings = ["лась", "лись", "лось", "лся", "ла", "ло", "ли", "л", "но", "на", "ны", "н"];
    private static readonly string[] UkrainianVerbEndings = ["лася", "лися", "лось", "лось", "вся", "лася", "ла", "ло", "ли", "в", "но", "то", "ють", "є"];
    private static readonly string[] RussianParticipleEndings = ["ими", "ыми", "его", "ого", "ему", "ому", "их", "ых", "им", "ым", "ие", "ые", "ей", "ой", "ая", "ую"];
    private static readonly string[] UkrainianParticipleEndings = ["ими", "ого", "ому", "их", "им", "ої", "ій", "а", "у", "і"];
    private static readonly string[] EnglishEndings = ["ied", "ies", "ed", "es", "ing", "d", "s"];

    private readonly FrozenSet<string> english, russian, ukrainian;
    private readonly FrozenDictionary<string, string> irregular;

    /// <param name="codebook">Whose words are led to.</param>
    /// <param name="irregularPath">English forms with their dictionary form, two words a line.</param>
    /// <exception cref="DataFileException">A line is not two words; the message names file and line.</exception>
    public RuleWords(Codebook codebook, string irregularPath)
    {
        english = codebook.WordsOf(LanguageCode.English).ToFrozenSet(StringComparer.Ordinal);
        russian = codebook.WordsOf(LanguageCode.Russian).ToFrozenSet(StringComparer.Ordinal);
        ukrainian = codebook.WordsOf(LanguageCode.Ukrainian).ToFrozenSet(StringComparer.Ordinal);
        Dictionary<string, string> forms = new(StringComparer.Ordinal);
        int line = 0;
        foreach (string text in File.ReadLines(irregularPath))
        {
            line++;
            if (text.Length == 0 || text[0] == '#') continue;
            string[] words = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if (words.Length != 2) throw new DataFileException($"{irregularPath}({line}): expected a form and its dictionary form");
            forms[words[0]] = words[1];
        }
        irregular = forms.ToFrozenDictionary(StringComparer.Ordinal);
    }

    /// <summary>The table with its lemmas led to the words of the rules.</summary>
    public TokenTable Correct(TokenTable tokens)
    {
        string[]? lemmas = null;
        foreach (Sentence sentence in tokens.Sentences)
            for (int t = sentence.FirstToken; t < sentence.EndToken; t++)
                if (Find(sentence.Language, tokens, t) is { } known) (lemmas ??= [.. tokens.Lemma])[t] = known;
        return lemmas is null ? tokens : new TokenTable
        {
            Start = tokens.Start, Length = tokens.Length, Form = tokens.Form, Lemma = lemmas, Upos = tokens.Upos, Feats = tokens.Feats,
            Head = tokens.Head, Deprel = tokens.Deprel, Sentences = tokens.Sentences, Names = tokens.Names,
        };
    }

    // The word a form belongs to; null where its lemma is known already or nothing fits.
    private string? Find(LanguageCode language, TokenTable tokens, int token)
    {
        (string form, string lemma, Upos upos) = (tokens.Form[token], tokens.Lemma[token], tokens.Upos[token]);
        // «Уражено командний пункт», «Зниклого рибалку»: at the head of a sentence taggers take such forms for adverbs.
        bool isImpersonal = language == LanguageCode.Ukrainian && upos == Upos.ADV
            && (form.EndsWith("но", StringComparison.Ordinal) || form.EndsWith("то", StringComparison.Ordinal) || form.EndsWith("ого", StringComparison.Ordinal));
        if (upos is not (Upos.NOUN or Upos.PROPN or Upos.VERB or Upos.ADJ) && !isImpersonal || form.Length <= ShortestStem) return null;
        FrozenSet<string> words = language switch { LanguageCode.Russian => russian, LanguageCode.Ukrainian => ukrainian, _ => english };
        // "with two aircraft damaged": taggers take a participle that tells for an adjective.
        if (IsTellingParticiple(language, tokens, token) && English(words, form.ToLowerInvariant()) is { } verb) return verb;
        if (language != LanguageCode.English && Person(words, language, tokens, token) is { } person) return person;
        if (words.Contains(lemma.ToLowerInvariant())) return null;
        string lower = form.ToLowerInvariant().Replace('ё', 'е');
        if (language == LanguageCode.English)
        {
            if (irregular.TryGetValue(lower, out string? regular)) return regular;
            if (lower.EndsWith("men", StringComparison.Ordinal) && words.Contains(lower[..^2] + "an")) return lower[..^2] + "an";
            return upos == Upos.PROPN ? null : English(words, lower);
        }
        bool isRussian = language == LanguageCode.Russian;
        if (words.Contains(lower)) return lower;
        if (isImpersonal) return Slavic(words, lower, ["ого", "о"], ["ий"]);
        return upos == Upos.VERB
            ? Slavic(words, lower, isRussian ? RussianVerbEndings : UkrainianVerbEndings, isRussian ? ["ть", "ться"] : ["ти", "тися"])
            : Slavic(words, lower, isRussian ? RussianNounEndings : UkrainianNounEndings, NounLemmaEndings)
                ?? (isRussian ? null : Slavic(words, lower, UkrainianAdjectiveEndings, ["ий"]));
    }

    // «число погибших», «серед загиблих»: a participle that stands for people, under its verb's lemma, is the word the rules list for them.
    private static string? Person(FrozenSet<string> words, LanguageCode language, TokenTable tokens, int token)
    {
        if (tokens.Upos[token] != Upos.VERB || !tokens.Has(token, "VerbForm", "Part") || tokens.Has(token, "Variant", "Short")) return null;
        // «по словам задержанного», «акция жён мобилизованных»: right after its noun and without a comma it is no attribute of it.
        bool isAfterNoun = tokens.Deprel[token] == "acl" && language == LanguageCode.Russian && token > 0 && tokens.Upos[token - 1] == Upos.NOUN
            && tokens.Head[token] < token && tokens.Feature(token, "Case") == "Gen" && !(token + 1 < tokens.Count && tokens.Upos[token + 1] is Upos.NOUN or Upos.ADJ);
        if (!isAfterNoun && tokens.Deprel[token] is not ("nmod" or "obl" or "nsubj" or "nsubj:pass" or "obj" or "iobj")) return null;
        string form = tokens.Form[token].ToLowerInvariant().Replace('ё', 'е');
        foreach (string ending in language == LanguageCode.Russian ? RussianParticipleEndings : UkrainianParticipleEndings)
        {
            if (!form.EndsWith(ending, StringComparison.Ordinal)) continue;
            string stem = form[..^ending.Length];
            if (words.Contains(stem + "ий")) return stem + "ий";
            if (words.Contains(stem + "ый")) return stem + "ый";
        }
        return null;
    }

    /// <summary>Whether an English adjective is a past participle that stands for a clause rather than before a noun.</summary>
    public static bool IsTellingParticiple(LanguageCode language, TokenTable tokens, int token) =>
        language == LanguageCode.English && tokens.Upos[token] == Upos.ADJ && tokens.Form[token].EndsWith("ed", StringComparison.Ordinal)
        && (tokens.Deprel[token] is "advcl" or "acl" or "root" or "ccomp" or "parataxis" or "conj"
            // "Russian forces recently advanced near …": an attribute after its noun is the verb the parser missed.
            || (tokens.Deprel[token] == "amod" && tokens.Head[token] >= 0 && tokens.Head[token] < token));

    private static string? Slavic(FrozenSet<string> words, string form, string[] endings, string[] lemmaEndings)
    {
        foreach (string ending in endings)
        {
            if (form.Length - ending.Length < ShortestStem || !form.EndsWith(ending, StringComparison.Ordinal)) continue;
            string stem = form[..^ending.Length];
            foreach (string lemmaEnding in lemmaEndings)
                if (words.Contains(stem + lemmaEnding)) return stem + lemmaEnding;
        }
        return null;
    }

    private static string? English(FrozenSet<string> words, string form)
    {
        foreach (string ending in EnglishEndings)
        {
            if (form.Length - ending.Length < ShortestStem || !form.EndsWith(ending, StringComparison.Ordinal)) continue;
            string stem = form[..^ending.Length];
            if (ending is "ied" or "ies") { if (words.Contains(stem + "y")) return stem + "y"; continue; }
            if (words.Contains(stem)) return stem;
            if (words.Contains(stem + "e")) return stem + "e";
            if (stem[^1] == stem[^2] && words.Contains(stem[..^1])) return stem[..^1];
        }
        return null;
    }
}
