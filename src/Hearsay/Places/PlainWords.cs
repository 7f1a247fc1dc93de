using Hearsay.Text;

namespace Hearsay.Places;

/// <summary>Words of a line that the language stage does not analyse: a headline.</summary>
internal static class PlainWords
{
    /// <summary>Words and marks as the tokens of one sentence, without tags, trees and names.</summary>
    internal static Analysis Analyse(string text, LanguageCode language)
    {
        var start = new List<int>();
        var form = new List<string>();
        for (int at = 0; at < text.Length;)
        {
            if (char.IsWhiteSpace(text[at]))
            {
                at++;
                continue;
            }
            int end = at;
            while (end < text.Length && (char.IsLetterOrDigit(text[end]) || (end > at && end + 1 < text.Length && text[end] is '-' or '\'' or '’' or 'ʼ' && char.IsLetterOrDigit(text[end + 1])))) end++;
            if (end == at) end++;
            start.Add(at);
            form.Add(text[at..end]);
            at = end;
        }
        int count = start.Count;
        string[] empty = new string[count];
        Array.Fill(empty, "");
        int[] noHead = new int[count];
        Array.Fill(noHead, TokenTable.NoHead);
        var tokens = new TokenTable
        {
            Start = [.. start],
            Length = [.. form.Select(word => word.Length)],
            Form = [.. form],
            Lemma = [.. form.Select(word => word.ToLowerInvariant())],
            Upos = new Upos[count],
            Feats = empty,
            Head = noHead,
            Deprel = empty,
            Sentences = count == 0 ? [] : [new Sentence(0, count, language, 0)],
            Names = [],
        };
        var document = new Document { Id = "", Key = "", Body = text, Blocks = [new Block(new TextSpan(0, text.Length), BlockKind.Heading)], Language = language };
        return new Analysis(document, tokens);
    }
}
