using Hearsay.Text;

namespace Hearsay.Claims;

// Whom pronouns mean, and whose paper a document is: what the sentence itself or those before it tell.
internal sealed partial class SourceNamer
{
    // The number or pronoun that picks some out of the people named after it; −1 where none.
    private int OneOf(int first, int head)
    {
        int start = tree.Sentence(head).FirstToken;
        int of = first - 1;
        if (of > start && tokens.Upos[of] == Upos.DET) of--;
        CueWords words = cues(tree.Language(head));
        return of > start && words.Is("out-of", tokens.Lemma[of]) && (words.Is("one", tokens.Lemma[of - 1]) || words.Is("some-of", tokens.Lemma[of - 1])) ? of - 1 : -1;
    }

    // «одна из жён», "one of the women": a person among several, not a pronoun.
    private bool IsOneOf(int head)
    {
        foreach (int child in tree.Children(head))
            if ((tree.Is(child, "nmod") || tree.Is(child, "obl")) && cues(tree.Language(head)).Is("out-of", tree.Preposition(child))) return true;
        return false;
    }

    // Who issued a paper: the genitive after it that can speak; −1 where none.
    private int AuthorOf(int head, CueWords words)
    {
        if (!words.Is("documents", tokens.Lemma[head].ToLowerInvariant()) || KindOfHead(head, tree.Language(head)) == "video") return -1;
        foreach (int child in tree.Children(head))
            if (child > head && tree.Is(child, "nmod") && tree.Preposition(child).Length == 0 && tokens.Has(child, "Case", "Gen")
                && !tokens.Has(child, "Number", "Plur") && CanSpeak(child, false)) return child;
        return -1;
    }

    // «Управление выпустило доклад. … В докладе сказано», «авторы доклада»: who has issued the paper that the page told of before; −1 where
    // the paper names its author itself or nobody is said to have issued it.
    private int IssuerBefore(int head, CueWords words)
    {
        int paper = head;
        if (words.Is("reporters", tokens.Lemma[head].ToLowerInvariant()))
        {
            paper = tree.Child(head, "nmod");
            if (paper < 0) return -1;
            if (AuthorOf(paper, words) is >= 0 and int own) return own;
        }
        string lemma = tokens.Lemma[paper].ToLowerInvariant();
        if (!words.Is("documents", lemma) || words.Is("videos", lemma) || !tokens.Has(paper, "Number", "Sing")) return -1;
        foreach (int child in tree.Children(paper))
            if (child > paper && tree.Is(child, "nmod") && tokens.Has(child, "Case", "Gen")) return -1;
        for (int t = head - 1; t >= 0; t--)
        {
            if (tokens.Lemma[t] != lemma || tree.SentenceOf(t) == tree.SentenceOf(head)) continue;
            if (AuthorOf(t, words) is >= 0 and int author) return author;
            // Its nominative looks like its accusative: parsers take it for a second subject.
            if (!tree.Is(t, "obj") && !tree.Is(t, "nsubj") || tokens.Head[t] is not (>= 0 and int verb) || verb > t || !words.Is("publish", tokens.Lemma[verb])) continue;
            int publisher = tree.Child(verb, "nsubj");
            if (publisher >= 0 && publisher < verb && tokens.Upos[publisher] is Upos.NOUN or Upos.PROPN && CanSpeak(publisher, false)) return publisher;
        }
        return -1;
    }

    // "images released by the army", "the army released images showing …": whose pictures or paper it is; −1 where the text does not say.
    private int PublisherOf(int head, CueWords words)
    {
        if (!words.Is("documents", tokens.Lemma[head].ToLowerInvariant())) return -1;
        foreach (int child in tree.Children(head))
        {
            if (child <= head || !tree.Is(child, "acl") || !IsPublishing(child)) continue;
            foreach (int by in tree.Children(child))
                if (tree.Is(by, "obl") && tree.Preposition(by) == "by" && CanSpeak(by, false)) return by;
        }
        if (!tree.Is(head, "obj") || tokens.Head[head] is not (>= 0 and int verb) || !IsPublishing(verb)) return -1;
        int publisher = tree.Child(verb, "nsubj");
        return publisher >= 0 && publisher < verb && tokens.Upos[publisher] is Upos.NOUN or Upos.PROPN && CanSpeak(publisher, false) ? publisher : -1;

        bool IsPublishing(int token) => words.Is("publish", tokens.Lemma[token]);
    }

    // The person who is subject of the main clause that a pronoun's sentence begins with.
    private string? SubjectBefore(int token)
    {
        for (int t = tree.Sentence(token).FirstToken; t < token; t++)
            if (NameAt(t) is { Kind: NameKind.Person } name && t == name.FirstToken && !IsQuoted(t, token))
                for (int n = name.FirstToken; n < name.EndToken; n++)
                    if (tree.Is(n, "nsubj") && tokens.Head[n] >= 0 && tokens.Head[n] < token && (tree.Is(tokens.Head[n], "root") || tree.Is(tokens.Head[n], "ccomp")))
                        return FullName(Nominative(name.FirstToken, name.EndToken));
        return null;
    }

    // The several people that are subject of the main clause before a pronoun, in its sentence; −1 where none.
    private int ManyBefore(int token)
    {
        for (int t = tree.Sentence(token).FirstToken; t < token; t++)
            if (tree.Is(t, "nsubj") && tokens.Upos[t] == Upos.NOUN && tokens.Has(t, "Number", "Plur") && tokens.Head[t] >= 0
                && tokens.Head[t] < token && tree.Is(tokens.Head[t], "root") && CanSpeak(t, false)) return t;
        return -1;
    }

    // "We in Turmus are targeted," he said: a name among the words quoted is not who speaks.
    private bool IsQuoted(int name, int speaker)
    {
        if (tree.Language(name) != LanguageCode.English) return false;
        bool opens = false;
        for (int t = tree.Sentence(speaker).FirstToken; t < name; t++) opens = tokens.Form[t] is "\"" or "“" ? !opens : tokens.Form[t] == "”" ? false : opens;
        return opens;
    }

    // Whom "he" or "she" means: the person who is subject of a main clause before, nearest sentence first.
    private string? PersonBefore(int token)
    {
        int sentence = tree.SentenceOf(token);
        for (int s = sentence; s >= Math.Max(0, sentence - 3); s--)
        {
            string? any = null;
            for (int t = tokens.Sentences[s].FirstToken; t < Math.Min(tokens.Sentences[s].EndToken, s == sentence ? token : int.MaxValue); t++)
            {
                if (NameAt(t) is not { Kind: NameKind.Person } name || t != name.FirstToken || s == sentence && IsQuoted(t, token)) continue;
                if (tokens.Feature(token, "Gender") is { Length: > 0 } gender && tokens.Feature(t, "Gender") is { Length: > 0 } own && own != gender) continue;
                string text = FullName(Nominative(name.FirstToken, name.EndToken));
                for (int n = name.FirstToken; n < name.EndToken; n++)
                    if (tree.Is(n, "nsubj") && tokens.Head[n] >= 0 && tree.Is(tokens.Head[n], "root")) return text;
                any ??= text;
            }
            if (any is not null && s < sentence) return any;
        }
        return null;
    }
}
