using Hearsay.Text;

namespace Hearsay.Claims;

/// <summary>A stretch between quotation marks of at least three words, as a token range with its marks.</summary>
internal readonly record struct Quotation(int FirstToken, int EndToken)
{
    public bool Contains(int token) => token >= FirstToken && token < EndToken;

    /// <summary>All quotations of a document; a quotation may run over several sentences of a block, and ends with its block.</summary>
    public static List<Quotation> FindAll(SyntaxTree tree)
    {
        TokenTable tokens = tree.Tokens;
        List<Quotation> found = [];
        int open = -1;
        int openBlock = -1;
        char close = '\0';
        for (int s = 0; s < tokens.Sentences.Length; s++)
        {
            Sentence sentence = tokens.Sentences[s];
            if (open >= 0 && sentence.Block != openBlock && ClosesLater(tokens, s, close))
            {
                openBlock = sentence.Block;
            }
            else if (open >= 0 && sentence.Block != openBlock)
            {
                // A quotation that runs on opens the next paragraph with a mark of its own.
                Close(sentence.FirstToken);
                open = -1;
            }
            for (int t = sentence.FirstToken; t < sentence.EndToken; t++)
            {
                string form = tokens.Form[t];
                if (form.Length == 0) continue;
                char c = form[0];
                if (form.Length > 2 || (form.Length == 2 && form is not ("''" or "``" or "”," or "».")) || !(char.IsPunctuation(c) || c is '`' or '"')) continue;
                if (open < 0)
                {
                    close = c switch { '“' => '”', '«' => '»', '„' => '“', '"' => '"', '`' => '\'', '‘' => '’', _ => '\0' };
                    if (close != '\0') (open, openBlock) = (t, sentence.Block);
                }
                else if (c == close || (close == '“' && c is '”' or '"') || (close == '”' && c is '"' or '“' && form.Length == 1 && t > open + 2 && c == '"'))
                {
                    Close(t + 1);
                    open = -1;
                }
            }
        }
        if (open >= 0) Close(tokens.Count);
        return found;

        // A quotation of several paragraphs with marks at its two ends only: the next mark of the page closes it.
        static bool ClosesLater(TokenTable tokens, int from, char close)
        {
            const int longest = 25;
            if (close == '\0') return false;
            for (int s = from; s < Math.Min(tokens.Sentences.Length, from + longest); s++)
                for (int t = tokens.Sentences[s].FirstToken; t < tokens.Sentences[s].EndToken; t++)
                {
                    if (tokens.Form[t] is not ("«" or "»" or "“" or "”" or "„" or "\"")) continue;
                    // A straight mark closes where it touches the word before it.
                    bool touches = t > 0 && tokens.Start[t] == tokens.Start[t - 1] + tokens.Length[t - 1];
                    return tokens.Form[t][0] == close && (close != '"' || touches);
                }
            return false;
        }

        void Close(int end)
        {
            if (end - open >= 5) found.Add(new Quotation(open, end));
        }
    }
}
