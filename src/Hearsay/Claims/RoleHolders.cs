using Hearsay.Text;

namespace Hearsay.Claims;

/// <summary>Who a page says holds a role: "the mayor of Melitopol" where it tells elsewhere of "Ivan Fedorov, the mayor of Melitopol".</summary>
/// <remarks>Input: trees and names of one document. A role with two holders names neither, unless the words beside it tell them apart.</remarks>
internal sealed class RoleHolders
{
    /// <summary>How far before a name its descriptions reach, in tokens.</summary>
    private const int Reach = 8;

    private sealed record Holder(string Person, string Role, HashSet<string> Beside, int At);

    private readonly SyntaxTree tree;
    private readonly TokenTable tokens;
    private readonly Func<LanguageCode, CueWords> cues;
    private readonly List<Holder> holders = [];

    public RoleHolders(SyntaxTree tree, Func<LanguageCode, CueWords> cues, IReadOnlyList<NameMention> names, Func<NameMention, string> fullName)
    {
        (this.tree, this.cues, tokens) = (tree, cues, tree.Tokens);
        foreach (NameMention name in names)
        {
            if (name.Kind != NameKind.Person) continue;
            Sentence sentence = tree.Sentence(name.FirstToken);
            string person = fullName(name);
            // «начальник Харківської ОВА Олег Синєгубов»: nouns right before the name.
            int first = name.FirstToken;
            while (first > sentence.FirstToken && name.FirstToken - first < Reach
                && tokens.Upos[first - 1] is Upos.NOUN or Upos.PROPN or Upos.ADJ or Upos.DET && !IsPersonName(names, first - 1)) first--;
            Add(person, first, name.FirstToken, name.FirstToken);
            // "Ivan Fedorov, the legitimate mayor of Melitopol": an apposition after a comma.
            int at = name.EndToken;
            if (at + 1 >= sentence.EndToken || tokens.Form[at] != ",") continue;
            int end = at + 1;
            while (end < sentence.EndToken && end - at <= Reach && IsOfApposition(end) && !IsPersonName(names, end)) end++;
            if (end < sentence.EndToken && tokens.Upos[end] is Upos.PUNCT or Upos.VERB or Upos.AUX) Add(person, at + 1, end, name.FirstToken);
        }
    }

    private bool IsOfApposition(int token) =>
        tokens.Upos[token] is Upos.NOUN or Upos.PROPN or Upos.ADJ or Upos.DET or Upos.ADP or Upos.CCONJ || tokens.Upos[token] == Upos.VERB && tree.Is(token, "amod");

    private static bool IsPersonName(IReadOnlyList<NameMention> names, int token)
    {
        foreach (NameMention name in names)
            if (token >= name.FirstToken && token < name.EndToken) return name.Kind == NameKind.Person;
        return false;
    }

    // Every noun of a description may stand for the person later; the others tell holders of one role apart.
    private void Add(string person, int first, int end, int at)
    {
        HashSet<string> beside = [];
        for (int t = first; t < end; t++)
            if (tokens.Upos[t] is Upos.NOUN or Upos.PROPN or Upos.ADJ) beside.Add(tokens.Lemma[t].ToLowerInvariant());
        bool isAfterPreposition = false;
        for (int t = first; t < end; t++)
        {
            isAfterPreposition |= tokens.Upos[t] == Upos.ADP;
            if (isAfterPreposition || tokens.Upos[t] is not (Upos.NOUN or Upos.ADJ)) continue;
            // In Russian and Ukrainian what stands in the genitive belongs to the role, it is not the role.
            if (tokens.Has(t, "Case", "Gen") && t > first && tree.Language(t) != LanguageCode.English) continue;
            holders.Add(new Holder(person, tokens.Lemma[t].ToLowerInvariant(), beside, at));
        }
    }

    /// <summary>The person the singular noun stands for; null where the page names none, or more than one and nothing tells them apart.</summary>
    public string? Find(int head)
    {
        CueWords words = cues(tree.Language(head));
        if (tokens.Upos[head] is not (Upos.NOUN or Upos.ADJ) || tokens.Has(head, "Number", "Plur") || IsIndefinite(head, words)) return null;
        string role = tokens.Lemma[head].ToLowerInvariant();
        HashSet<string> said = [];
        (int first, int end) = tree.Phrase(head);
        for (int t = first; t < end && t - first < 12; t++)
            // "the region's governor" is the governor the page names.
            if (t != head && !words.Is("where", tokens.Lemma[t]) && !IsAbbreviation(tokens.Form[t]) && tokens.Upos[t] is Upos.NOUN or Upos.PROPN or Upos.ADJ)
                said.Add(tokens.Lemma[t].ToLowerInvariant());
        string? one = null;
        bool several = false;
        foreach (Holder holder in holders)
        {
            if (holder.Role != role || !said.IsSubsetOf(holder.Beside)) continue;
            if (one is not null && one != holder.Person) several = true;
            one = holder.Person;
        }
        if (!several) return one;
        // Of several, the one described last before it.
        Holder? last = null;
        foreach (Holder holder in holders)
            if (holder.Role == role && holder.At < head && said.IsSubsetOf(holder.Beside) && (last is null || holder.At > last.At)) last = holder;
        return said.Count == 0 && last is not null && tree.SentenceOf(head) - tree.SentenceOf(last.At) > 2 ? null : last?.Person;
    }

    // «очільник ОВА» after «очільник обласної військової адміністрації Ганжа».
    private static bool IsAbbreviation(string form) => form.Length is >= 2 and <= 4 && form.All(char.IsUpper);

    // "a soldier", "another official", «один из командиров» need not be the one named.
    private bool IsIndefinite(int head, CueWords words)
    {
        foreach (int child in tree.Children(head))
            if (words.Is("indefinite", tokens.Lemma[child])) return true;
        return false;
    }
}
