// Sentences: which tokens belong together.
// Input: the tokens of one block. Output: ranges of tokens; sentences never cross a block.
// Invariants: every token is in one sentence; no sentence is empty.
// Weak spots: a sentence that ends without a mark inside a block is not found; "U.S. Forces said" is cut only before words
// that commonly open sentences.
namespace Hearsay.Text;

/// <summary>Splits the tokens of a block into sentences.</summary>
public sealed class SentenceSplitter
{
    private readonly TokenizerLexicon _lexicon;

    /// <summary>A splitter over the abbreviations of a lexicon.</summary>
    public SentenceSplitter(TokenizerLexicon lexicon) => _lexicon = lexicon;

    /// <summary>Adds the end of each sentence of one block, as indexes just past its last token.</summary>
    /// <param name="body">The text the tokens stand in.</param>
    /// <param name="tokens">Tokens of the document.</param>
    /// <param name="first">Index of the block's first token.</param>
    /// <param name="end">Index just past the block's last token.</param>
    /// <param name="language">Language of the block.</param>
    /// <param name="ends">Receives the ends, the last being <paramref name="end"/>.</param>
    public void Split(ReadOnlySpan<char> body, List<TextSpan> tokens, int first, int end, LanguageCode language, List<int> ends)
    {
        int start = first;
        int openBrackets = 0;
        for (int i = first; i < end - 1; i++)
        {
            ReadOnlySpan<char> token = Of(body, tokens[i]);
            char mark = token[0];
            if (mark is '(' or '[') openBrackets++;
            else if (mark is ')' or ']' && openBrackets > 0) openBrackets--;
            if (i - start > 400 && IsBreakable(mark))
            {
                ends.Add(start = i + 1); // lists and tables without a full stop must not become one giant sentence
                openBrackets = 0;
                continue;
            }
            if (!Ends(body, tokens, start, i, end, language, openBrackets, out int last)) continue;
            i = last;
            if (i >= end - 1) break;
            ends.Add(start = i + 1);
            openBrackets = 0;
        }
        if (end > first) ends.Add(end);
    }

    private static ReadOnlySpan<char> Of(ReadOnlySpan<char> body, TextSpan span) => body.Slice(span.Start, span.Length);

    private static bool IsBreakable(char c) => c is ',' or ';' or ':' or '|' or '•' or '–' or '—';

    private static bool IsCloser(char c) => c is '"' or '»' or '”' or '“' or '’' or '\'' or ')' or ']' or '}';

    private static bool IsOpener(char c) => c is '"' or '«' or '“' or '„' or '‘' or '\'' or '(' or '[' or '¿' or '¡';

    /// <summary>Whether a sentence ends at token <paramref name="i"/>, and which closing marks still belong to it.</summary>
    private bool Ends(ReadOnlySpan<char> body, List<TextSpan> tokens, int start, int i, int end, LanguageCode language, int openBrackets, out int last)
    {
        last = i;
        ReadOnlySpan<char> token = Of(body, tokens[i]);
        char mark = token[0];
        bool strong = mark is '!' or '?' || (mark == '…' && token.Length == 1) || (mark == '.' && token.Length > 1);
        bool stop = mark == '.' && token.Length == 1;
        bool abbreviation = !strong && !stop && token.Length > 1 && token[^1] == '.';
        bool emoji = IsEmoji(mark) && i > start;
        if (!strong && !stop && !abbreviation && !emoji) return false;

        AbbreviationKind kind = AbbreviationKind.None;
        if (abbreviation)
        {
            kind = _lexicon.Find(language, token[..^1]);
            if (kind == AbbreviationKind.None) kind = token.Length == 2 ? AbbreviationKind.Inner : AbbreviationKind.MayEnd; // initials; U.S.
        }
        else if (stop && i > start)
        {
            TextSpan before = tokens[i - 1];
            if (before.End == tokens[i].Start)
            {
                ReadOnlySpan<char> word = Of(body, before);
                kind = _lexicon.Find(language, word);
                if (kind == AbbreviationKind.None && word.Length == 1 && char.IsUpper(word[0]) && language != LanguageCode.English) kind = AbbreviationKind.Inner;
                // "1. Item" at the start of a line, "12.05" cut apart
                if (i - 1 == start && word.Length <= 3 && char.IsAsciiDigit(word[0])) return false;
            }
        }
        if (kind == AbbreviationKind.Inner && IsNotLoneLetterAtEnd(body, tokens, i, language)) return false;

        int next = i + 1;
        bool closed = false;
        while (next < end)
        {
            ReadOnlySpan<char> closer = Of(body, tokens[next]);
            bool attached = tokens[next].Start == tokens[next - 1].End;
            if (closer.Length <= 2 && IsCloser(closer[0]) && attached && !(IsOpener(closer[0]) && next + 1 < end && tokens[next + 1].Start == tokens[next].End && IsWordAt(body, tokens[next + 1])))
            {
                if (closer[0] is ')' or ']') openBrackets = Math.Max(0, openBrackets - 1);
                closed = true;
                last = next++;
                continue;
            }
            if (emoji || strong || closed)
            {
                // Smiles and emoji after the mark stay with the sentence they comment on.
                char c = closer[0];
                if (IsEmoji(c) || (c == ':' && closer.Length > 1) || (strong && c is '!' or '?' or '.')) { last = next++; continue; }
            }
            break;
        }
        if (next >= end) return true;
        if (openBrackets > 0) return false;
        if (!closed && tokens[next].Start == tokens[next - 1].End && !emoji && !strong) return char.IsUpper(body[tokens[next].Start]) && stop && tokens[i - 1].Length > 1; // "end.Next"

        ReadOnlySpan<char> following = Of(body, tokens[next]);
        int word0 = next;
        while (word0 < end - 1 && (IsOpener(body[tokens[word0].Start]) || body[tokens[word0].Start] is '-' or '–' or '—' or '*' or '•')) word0++;
        char head = body[tokens[word0].Start];
        bool dash = following[0] is '–' or '—' or '-';
        if (dash && (closed || strong)) return false; // «…!» – said he
        bool upper = char.IsUpper(head) || IsEmoji(head) || following[0] is '#' or '@';
        bool digit = char.IsAsciiDigit(head);
        if (emoji) return upper && !IsEmoji(head);
        if (kind == AbbreviationKind.MayEnd)
            return char.IsUpper(head) && (word0 > next || _lexicon.IsStarter(language, Of(body, tokens[word0])) || (language != LanguageCode.English && !abbreviation));
        if (closed && !upper && !digit) return false;
        return upper || (digit && (stop || strong)) || (stop && language == LanguageCode.English && char.IsLetter(head) && !abbreviation);
    }

    /// <summary>Emoji beyond the basic plane, and the older ones within it (❗, ⚡, ☝, ✅).</summary>
    private static bool IsEmoji(char c) => char.IsSurrogate(c) || c is '\u203C' or '\u2049' or (>= '\u2600' and <= '\u27BF') or (>= '\u2B00' and <= '\u2BFF');

    private static bool IsWordAt(ReadOnlySpan<char> body, TextSpan span) => char.IsLetterOrDigit(body[span.Start]);

    /// <summary>An abbreviation that a word must follow does not end a sentence, unless nothing but a sentence opener follows.</summary>
    private bool IsNotLoneLetterAtEnd(ReadOnlySpan<char> body, List<TextSpan> tokens, int i, LanguageCode language) =>
        i + 1 >= tokens.Count || tokens[i].Length > 2 || !_lexicon.IsStarter(language, Of(body, tokens[i + 1]));
}
