using Hearsay.Text;

namespace Hearsay.Claims;

/// <summary>The long forms of the abbreviations of one page, as the page itself gives them.</summary>
internal static class PageAbbreviations
{
    public static Dictionary<string, string> Of(SyntaxTree tree, SourceList known)
    {
        Dictionary<string, string> longForms = new(StringComparer.Ordinal);
        FindExplained(tree, longForms);
        FindListed(tree, known, longForms);
        FindInitials(tree, known, longForms);
        return longForms;
    }

    // "The Institute for the Study of War (ISW)": the page explains its abbreviation itself.
    private static void FindExplained(SyntaxTree tree, Dictionary<string, string> longForms)
    {
        TokenTable tokens = tree.Tokens;
        for (int t = 2; t + 1 < tokens.Count; t++)
        {
            if (tokens.Form[t - 1] != "(" || tokens.Form[t + 1] != ")" || !IsAbbreviation(tokens.Form[t])) continue;
            string letters = tokens.Form[t];
            int first = t - 2;
            // Walk back over capitalised words and their connectives until the initials are used up.
            int left = letters.Length;
            while (first >= 0 && left > 0 && t - 2 - first < 12)
            {
                string form = tokens.Form[first];
                if (form.Length > 0 && char.ToUpperInvariant(form[0]) == letters[left - 1]) left--;
                else if (tokens.Upos[first] is not (Upos.ADP or Upos.DET or Upos.CCONJ) && !form.Equals("the", StringComparison.OrdinalIgnoreCase)) break;
                if (left > 0) first--;
            }
            if (left == 0 && first >= 0 && tree.SentenceOf(first) == tree.SentenceOf(t))
                longForms[letters] = tokens.SpanOf(first, t - 1).Of(tree.Analysis.Document.Body);
        }
    }

    // «Института изучения войны (ISW)»: letters of another alphabet, both names of one listed source.
    private static void FindListed(SyntaxTree tree, SourceList known, Dictionary<string, string> longForms)
    {
        const int longest = 7;
        TokenTable tokens = tree.Tokens;
        for (int t = 2; t + 1 < tokens.Count; t++)
        {
            string letters = tokens.Form[t];
            if (tokens.Form[t - 1] != "(" || tokens.Form[t + 1] != ")" || !IsAbbreviation(letters) || tree.Language(t) == LanguageCode.English
                || longForms.ContainsKey(letters) || known.Find(letters) is not { } source) continue;
            for (int first = Math.Max(tree.Sentence(t).FirstToken, t - 1 - longest); first < t - 1; first++)
            {
                if (!ReferenceEquals(known.FindInflected(tokens.SpanOf(first, t - 1).Of(tree.Analysis.Document.Body)), source)) continue;
                longForms[letters] = tokens.SpanOf(first, t - 1).Of(tree.Analysis.Document.Body);
                break;
            }
        }
    }

    // «Центр протидії дезінформації» … «у ЦПД»: words in a row that the letters stand for, the first of them capitalised.
    private static void FindInitials(SyntaxTree tree, SourceList known, Dictionary<string, string> longForms)
    {
        TokenTable tokens = tree.Tokens;
        const int fewest = 3;
        HashSet<string> asked = [];
        for (int t = 0; t < tokens.Count; t++)
            if (tokens.Form[t].Length >= fewest && IsAbbreviation(tokens.Form[t]) && tokens.Form[t].All(char.IsLetter) && tree.Language(t) != LanguageCode.English && known.Find(tokens.Form[t]) is null) asked.Add(tokens.Form[t]);
        asked.ExceptWith(longForms.Keys);
        foreach (string letters in asked.Order(StringComparer.Ordinal))
            for (int first = 0; first + letters.Length <= tokens.Count; first++)
            {
                int at = 0;
                while (at < letters.Length && tokens.Upos[first + at] is Upos.NOUN or Upos.PROPN or Upos.ADJ && tokens.Form[first + at].Length > fewest && char.ToUpperInvariant(tokens.Form[first + at][0]) == letters[at]) at++;
                if (at < letters.Length || !char.IsUpper(tokens.Form[first][0]) || tree.SentenceOf(first) != tree.SentenceOf(first + at - 1)) continue;
                longForms[letters] = tokens.SpanOf(first, first + at).Of(tree.Analysis.Document.Body);
                break;
            }
    }

    /// <summary>Whether a word is written in capitals alone.</summary>
    public static bool IsAbbreviation(string form) => form.Length is >= 2 and <= 7 && form.All(c => char.IsUpper(c) || char.IsDigit(c));
}
