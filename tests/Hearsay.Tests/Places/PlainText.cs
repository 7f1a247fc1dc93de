using Hearsay.Text;

namespace Hearsay.Tests.Places;

/// <summary>A tokenizer without tags, trees or names: what the places stage must be able to work with.</summary>
public static class PlainText
{
    private static readonly string[] Abbreviations = ["с", "м", "г", "д", "п", "пос", "обл", "р", "St", "Mt", "Gen", "Lt", "Col", "Mr", "Mrs", "Dr", "U.S", "U.K", "смт", "пгт", "ст", "х", "н", "т"];

    /// <summary>Words, numbers and punctuation marks as tokens; hyphens and apostrophes inside a word belong to it.</summary>
    public static Analysis Analyse(string body, LanguageCode language)
    {
        var start = new List<int>();
        var length = new List<int>();
        var sentences = new List<Sentence>();
        int first = 0;
        for (int at = 0; at < body.Length;)
        {
            if (body[at] == '\n' && start.Count > first) EndSentence();
            if (char.IsWhiteSpace(body[at]))
            {
                at++;
                continue;
            }
            int end = at;
            while (end < body.Length && (char.IsLetterOrDigit(body[end]) || IsMark(body[end]) || (end > at && end + 1 < body.Length && body[end] is '-' or '\'' or '’' && char.IsLetterOrDigit(body[end + 1])))) end++;
            if (end == at) end++;
            start.Add(at);
            length.Add(end - at);
            if (body[at] is '.' or '!' or '?' && (end == body.Length || char.IsWhiteSpace(body[end])) && !IsAbbreviation(body, start, length)) EndSentence();
            at = end;
        }
        if (start.Count > first) EndSentence();
        int count = start.Count;
        var tokens = new TokenTable
        {
            Start = [.. start],
            Length = [.. length],
            Form = [.. Enumerable.Range(0, count).Select(i => body.Substring(start[i], length[i]))],
            Lemma = [.. Enumerable.Range(0, count).Select(i => body.Substring(start[i], length[i]).ToLowerInvariant())],
            Upos = new Upos[count],
            Feats = [.. Enumerable.Repeat("", count)],
            Head = [.. Enumerable.Repeat(TokenTable.NoHead, count)],
            Deprel = [.. Enumerable.Repeat("", count)],
            Sentences = [.. sentences],
            Names = [],
        };
        var document = new Document { Id = "test", Key = "test", Body = body, Blocks = [new Block(new TextSpan(0, body.Length), BlockKind.Paragraph)], Language = language };
        return new Analysis(document, tokens);

        void EndSentence()
        {
            sentences.Add(new Sentence(first, start.Count, language, 0));
            first = start.Count;
        }
    }

    private static bool IsMark(char c) => char.GetUnicodeCategory(c) == System.Globalization.UnicodeCategory.NonSpacingMark;

    private static bool IsAbbreviation(string body, List<int> start, List<int> length)
    {
        if (start.Count < 2) return false;
        string before = body.Substring(start[^2], length[^2]);
        return before.Length == 1 && char.IsUpper(before[0]) || Abbreviations.Contains(before, StringComparer.Ordinal);
    }
}
