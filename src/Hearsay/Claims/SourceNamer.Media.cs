using Hearsay.Text;

namespace Hearsay.Claims;

// Media and bodies: by the name beside the word for them, by the one the page names elsewhere, by the long form of the source list.
internal sealed partial class SourceNamer
{
    // «издание «Заря»», "the newspaper “Dawn”": the name in quotation marks right after what kind of medium or body it is.
    private (string Name, string? Kind, TextSpan Span)? QuotedAfter(int head, LanguageCode language)
    {
        const int longestTitle = 7;
        if (!codebook.ClassesOf(language, tokens.Lemma[head].ToLowerInvariant()).Any(name => name is "outlet" or "ngo")
            || head + 2 >= tokens.Count || tokens.Form[head + 1] is not ("«" or "“" or "„" or "\"")) return null;
        for (int end = head + 3; end < Math.Min(tokens.Count, head + 3 + longestTitle); end++)
        {
            if (tokens.Form[end] is not ("»" or "”" or "“" or "\"")) continue;
            TextSpan span = tokens.SpanOf(head + 2, end);
            string name = span.Of(tree.Analysis.Document.Body);
            KnownSource? source = known.FindInflected(name);
            return char.IsUpper(name[0]) && tree.SentenceOf(end) == tree.SentenceOf(head)
                ? (Expand(name, source, language), source?.Kind ?? KindOfHead(head, language), span) : null;
        }
        return null;
    }

    /// <summary>The kind of the listed name of several words that covers a token; null for none.</summary>
    public string? ListedKind(int token) => Covering(token)?.Source.Kind;

    /// <summary>Whether a word by itself is a listed name.</summary>
    public bool IsListed(int token) => tokens.Form[token] is [var letter, ..] && char.IsUpper(letter) && known.FindInflected(tokens.Form[token]) is not null;

    // "the channel", «издание», "a war monitor": the medium of this kind that the page names, before or after.
    private (string Name, string? Kind)? NamedMedium(string? kind, int head)
    {
        foreach (NameMention name in names)
        {
            if (name.Kind is NameKind.Person or NameKind.Location || Math.Abs(name.FirstToken - head) > 400) continue;
            string text = tokens.SpanOf(name.FirstToken, name.EndToken).Of(tree.Analysis.Document.Body);
            if (known.FindInflected(text) is { } source && Fits(source.Kind, kind)) return (Expand(text, source, tree.Language(head)), source.Kind);
        }
        // Without a name finder's help: words the source list knows.
        for (int t = 0; t < tokens.Count; t++)
            if (tokens.Upos[t] is Upos.PROPN or Upos.X && known.FindInflected(tokens.Form[t]) is { } listed && Fits(listed.Kind, kind))
                return (Expand(tokens.Form[t], listed, tree.Language(head)), listed.Kind);
        // The headline may name it («…, сообщает Astra»).
        string[] title = (tree.Analysis.Document.Title ?? "").Split([' ', ',', ':', '«', '»', '"', '“', '”', '—', '–', '(', ')'], StringSplitOptions.RemoveEmptyEntries);
        foreach (string word in title)
            if (char.IsUpper(word[0]) && known.FindInflected(word) is { } heading && Fits(heading.Kind, kind)) return (Expand(word, heading, tree.Language(head)), heading.Kind);
        return null;

        static bool Fits(string? found, string? wanted) => wanted switch
        {
            "outlet" or "channel" or "agency" => SourceKind.IsMedium(found),
            "monitor" => found is "monitor" or "ngo",
            _ => found == wanted,
        };
    }

    private static bool IsBody(string? kind) => kind is "ministry" or "military" or "intelligence" or "police" or "prosecutor" or "emergency" or "administration" or "government" or "official";

    private static (string Name, string? Kind)? BodySpeaking((string Name, string? Kind)? lastSpeaker) =>
        lastSpeaker is { } last && last.Kind != "official" && IsBody(last.Kind) ? last : null;

    // The last body of state that the page named before a word.
    private (string Name, string? Kind)? BodyBefore(int head)
    {
        for (int n = names.Length - 1; n >= 0; n--)
        {
            if (names[n].FirstToken >= head || names[n].Kind == NameKind.Person) continue;
            string text = tokens.SpanOf(names[n].FirstToken, names[n].EndToken).Of(tree.Analysis.Document.Body);
            if (known.FindInflected(text) is { } source && source.Kind != "official" && IsBody(source.Kind)) return (Expand(text, source, tree.Language(head)), source.Kind);
        }
        return null;
    }

    // "a war monitor reported" in the lead, and in the sentences after it "the Observatory, a Britain-based war monitor, said".
    private (string Name, string? Kind)? DescribedLater(int head, LanguageCode language)
    {
        const int reach = 4;
        CueWords words = cues(language);
        int first = tree.Phrase(head).First, sentence = tree.SentenceOf(head);
        if (language != LanguageCode.English || tokens.Upos[head] != Upos.NOUN || sentence > 2 || !words.Is("articles", tokens.Form[first].ToLowerInvariant())) return null;
        int last = tokens.Sentences[Math.Min(tokens.Sentences.Length - 1, sentence + reach)].EndToken;
        for (int t = tree.Sentence(head).EndToken; t < last; t++)
        {
            if (tokens.Lemma[t] != tokens.Lemma[head] || tokens.Upos[t] != Upos.NOUN || tokens.Has(t, "Number", "Plur")) continue;
            int comma = t - 1;
            while (comma > 0 && t - comma < 8 && tokens.Form[comma] != ",") comma--;
            if (tokens.Form[comma] != "," || !words.Is("articles", tokens.Form[comma + 1]) || comma < 1 || tree.SentenceOf(comma) != tree.SentenceOf(t)) continue;
            if (Covering(comma - 1) is { } listed) return (Expand(listed.Text, listed.Source, language), listed.Source.Kind);
            if (NameAt(comma - 1) is { Kind: NameKind.Organization or NameKind.Person } name && name.EndToken == comma)
            {
                string text = StripArticle(tokens.SpanOf(name.FirstToken, name.EndToken).Of(tree.Analysis.Document.Body));
                return (Expand(text, null, language), name.Kind == NameKind.Person ? "person" : KindOfHead(head, language));
            }
            int start = comma;
            while (start > 0 && (IsCapital(start - 1) || start < comma && words.Is("name-links", tokens.Form[start - 1]) && IsCapital(start - 2))) start--;
            if (comma - start >= 2) return (tokens.SpanOf(start, comma).Of(tree.Analysis.Document.Body), KindOfHead(head, language));
        }
        return null;
    }

    private string Expand(string text, KnownSource? source, LanguageCode language)
    {
        if (language != LanguageCode.English) return Explained(text, source, language);
        if (longForms.TryGetValue(text, out string? full)) return StripArticle(full);
        if (source is not null && language == LanguageCode.English && PageAbbreviations.IsAbbreviation(text)
            && source.Name.Contains(' ', StringComparison.Ordinal)) return source.Name;
        return StripArticle(source is null ? text : known.NameFor(text, source, language));
    }

    private static bool IsCyrillic(string name) => name.Length > 0 && name[0] >= 'А';

    // «Институт изучения войны (ISW)» and later «ISW»: the long name with the abbreviation that the page gives it.
    private string Explained(string text, KnownSource? source, LanguageCode language)
    {
        if (longForms.TryGetValue(text, out string? full))
            return !IsCyrillic(full) ? StripArticle(full) : known.FindInflected(full) is { } named ? known.NameFor(full, named, language) + " (" + text + ")" : full;
        if (source is null) return text;
        string name = known.NameFor(text, source, language);
        if (!IsCyrillic(name)) return StripArticle(name);
        foreach ((string letters, string explained) in longForms.OrderBy(form => form.Key, StringComparer.Ordinal))
            if (ReferenceEquals(known.FindInflected(explained), source) && !PageAbbreviations.IsAbbreviation(name)) return name + " (" + letters + ")";
        return name;
    }

    private static string StripArticle(string text) => text.StartsWith("The ", StringComparison.Ordinal) || text.StartsWith("the ", StringComparison.Ordinal) ? text[4..] : text;

    /// <summary>Whether a listed name ends right before a token.</summary>
    public bool ListedBefore(int token) => token > 0 && Covering(token - 1) is not null;

    // The longest listed name of two words or more around a token.
    private (string Text, KnownSource Source, TextSpan Span)? Covering(int token)
    {
        Sentence sentence = tree.Sentence(token);
        for (int length = 7; length >= 2; length--)
            for (int first = Math.Max(sentence.FirstToken, token - length + 1); first <= token && first + length <= sentence.EndToken; first++)
            {
                if (tokens.Form[first] is not [var letter, ..] || !char.IsUpper(letter) || tokens.Upos[first] is Upos.DET
                    || tokens.Upos[first + length - 1] is Upos.PUNCT or Upos.VERB or Upos.ADP) continue;
                TextSpan span = tokens.SpanOf(first, first + length);
                string text = span.Of(tree.Analysis.Document.Body);
                if (!text.Contains('\n', StringComparison.Ordinal) && known.FindInflected(text) is { Kind: not "official" } source) return (text, source, span);
            }
        return null;
    }

    // "the independent outlet ASTRA", «издание Верстка»: the longest listed name in the phrase of a word for a medium, or just after it.
    private (string Text, KnownSource Source, TextSpan Span)? ListedWithin(int first, int end, int head)
    {
        bool isMediumWord = KindOfHead(head, tree.Language(head)) is "outlet" or "document" || tokens.Upos[head] == Upos.PROPN;
        int last = Math.Min(tree.Sentence(head).EndToken, end + (isMediumWord ? 4 : 0));
        for (int length = Math.Min(7, last - first); length >= 1; length--)
            for (int at = first; at + length <= last; at++)
            {
                if (at + length <= head && !isMediumWord) continue;
                if (tokens.Form[at] is not [var letter, ..] || !char.IsUpper(letter) || tokens.Upos[at] is Upos.DET || tokens.Upos[at + length - 1] is Upos.PUNCT) continue;
                TextSpan span = tokens.SpanOf(at, at + length);
                string text = span.Of(tree.Analysis.Document.Body);
                if (text.Contains('\n', StringComparison.Ordinal) || known.FindInflected(text) is not { } source) continue;
                if (SourceKind.IsMediumOrMonitor(source.Kind) || source.Kind is "ngo" or "un" || (at <= head && at + length > head)) return (text, source, span);
            }
        return null;
    }

    // A singular word for a medium without any name in its phrase; plural ones ("local media") are sources of their own.
    private string? GenericMedium(int first, int end, int head, LanguageCode language)
    {
        CueWords words = cues(language);
        string lemma = tokens.Lemma[head].ToLowerInvariant();
        for (int t = first; t < end; t++)
            if (tokens.Upos[t] == Upos.PROPN) return null;
            // "Saudi state television" is another than the one named before.
            else if (language == LanguageCode.English && t < head
                && (tokens.Form[t] is [var c, ..] && char.IsUpper(c) && tokens.Upos[t] == Upos.ADJ || words.Is("media-apart", tokens.Lemma[t]))) return null;
        // «пишуть журналісти», "its reporters said": the people of the medium the page draws on.
        if (end - first == 1 && words.Is("reporters", lemma)) return "outlet";
        if (tokens.Has(head, "Number", "Plur")) return null;
        // "a Russian milblogger", "a local newspaper" is one the page does not name.
        bool isIndefinite = first > 0 && (words.Is("articles", tokens.Lemma[first - 1]) || tokens.Lemma[first - 1] == "another");
        if (language == LanguageCode.English && (isIndefinite || words.Is("media-people", tokens.Lemma[head]))) return null;
        if (words.Is("media", lemma)) return "outlet";
        if (words.Is("monitors", lemma)) return "monitor";
        return codebook.IsIn(language, lemma, "outlet") && !tokens.Has(head, "Animacy", "Anim") ? "outlet" : null;
    }
}
