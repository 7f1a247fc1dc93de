// Reads how many. Input: a tree and the head of what is counted. Output: low, best, high as said, with the rule.
// Invariants: a number is never guessed; "a soldier" is one because the grammar says so, "soldiers" is no number.
// Known weak spot: numbers split over words other than multipliers ("two and a half thousand") keep their first part.
using System.Globalization;
using Hearsay.Text;

namespace Hearsay.Claims;

/// <summary>Reads numbers of participants and things. Immutable, safe to share.</summary>
public sealed class QuantityReader
{
    private readonly NumberWords english, russian, ukrainian;

    /// <summary>Loads en, ru and uk number words from data/quantities.</summary>
    public QuantityReader(string directory)
    {
        english = NumberWords.Load(Path.Combine(directory, "en.yaml"));
        russian = NumberWords.Load(Path.Combine(directory, "ru.yaml"));
        ukrainian = NumberWords.Load(Path.Combine(directory, "uk.yaml"));
    }

    private NumberWords WordsOf(LanguageCode language) => language switch
    {
        LanguageCode.Russian => russian,
        LanguageCode.Ukrainian => ukrainian,
        _ => english,
    };

    /// <summary>How many the phrase with this head says, or null where it says no number.</summary>
    /// <param name="tree">Trees of the document.</param>
    /// <param name="head">Head token of the counted phrase ("soldiers", "four", "dozens").</param>
    /// <param name="isTime">Whether a token belongs to a time expression; such numbers count nothing.</param>
    /// <param name="singleIsOne">Whether an uncounted singular person or named person is one.</param>
    public Quantity? Read(SyntaxTree tree, int head, Func<int, bool> isTime, bool singleIsOne)
    {
        TokenTable tokens = tree.Tokens;
        NumberWords words = WordsOf(tree.Language(head));
        Sentence sentence = tree.Sentence(head);
        (int first, int end) = tree.Phrase(head);
        first = Math.Max(first, head - 8);
        end = Math.Min(end, head + 6);
        // Numbers before the head first ("at least 12 Russian soldiers"), then the head itself, then after it («человек двадцать»).
        for (int t = head; t >= Math.Max(first - 1, sentence.FirstToken); t--)
        {
            if (!IsNumberToken(tokens, words, t))
            {
                if (t < first) break;
                continue;
            }
            if (isTime(t) || (t != head && BelongsElsewhere(tree, t, head))) continue;
            if (IsSomeOf(tree, words, t, sentence)) return null;
            if (Share(tree, words, t, sentence, isTime) is { } share) return share with { Of = OfWhat(tree, words, head, t) };
            if (TryNumber(tree, words, t, sentence, out Quantity? quantity)) return quantity with { Of = OfWhat(tree, words, head, t) };
        }
        for (int t = head + 1; t < end; t++)
        {
            if (isTime(t) || tokens.Upos[t] != Upos.NUM || tree.ClauseOf(t) != tree.ClauseOf(head) || (tokens.Head[t] != head && tokens.Head[head] != t)) continue;
            if (TryNumber(tree, words, t, sentence, out Quantity? quantity)) return quantity with { Of = OfWhat(tree, words, head, t) };
        }
        // «постраждав один з об'єктів»: one of several.
        bool isOneWord = words.Is("one-alone", tokens.Lemma[head].ToLowerInvariant());
        bool isNotOne = head > sentence.FirstToken && tokens.Form[head - 1].ToLowerInvariant() is "ни" or "жоден";
        if (isOneWord && !isNotOne && head + 1 < sentence.EndToken && tree.FormIn("part-of", head + 1))
            return new Quantity(1, 1, 1, false, null, null, tokens.SpanOf(head), "quantity/one-of");
        // «загинула жінка, ще одна поранена», «одна дістала поранення»: the number alone stands for whom it counts.
        if (singleIsOne && isOneWord && tokens.Has(head, "Number", "Sing") && (tree.Is(head, "nsubj") || tree.Is(head, "obj")))
            return new Quantity(1, 1, 1, false, null, null, tokens.SpanOf(head), "quantity/one-alone");
        if (singleIsOne && IsOne(tree, words, head))
            return new Quantity(1, 1, 1, false, tokens.Form[head].ToLowerInvariant(), null, tokens.SpanOf(head), "quantity/single-person");
        return null;
    }

    /// <summary>One, where a single person heads a list whose other members are counted ("a priest and three nuns").</summary>
    internal Quantity? OneOfList(SyntaxTree tree, int head, Func<int, bool> isTime)
    {
        TokenTable tokens = tree.Tokens;
        if (tree.Child(head, "conj") < 0 || tokens.Upos[head] != Upos.NOUN || !tokens.Has(head, "Number", "Sing")) return null;
        if (!WordsOf(tree.Language(head)).One.Contains(tokens.Lemma[head].ToLowerInvariant())) return null;
        return HasArticle(tree, head) ? new Quantity(1, 1, 1, false, tokens.Form[head].ToLowerInvariant(), null, tokens.SpanOf(head), "quantity/single-person") : null;
    }

    /// <summary>Whether a noun has an article that makes it one ("a priest", "another person").</summary>
    internal bool HasArticle(SyntaxTree tree, int noun)
    {
        foreach (int child in tree.Children(noun))
            if (child < noun && tree.Is(child, "det") && WordsOf(tree.Language(noun)).Is("articles", tree.Tokens.Form[child].ToLowerInvariant())) return true;
        return false;
    }

    /// <summary>What the members of a list come to ("31 soldiers and three auxiliaries"); the number of the first where one of them has none.</summary>
    internal Quantity Sum(SyntaxTree tree, int head, Quantity first, Func<int, bool> isTime, Func<int, bool> counts)
    {
        Quantity sum = first;
        foreach (int member in tree.WithConjuncts(head))
        {
            if (member == head) continue;
            if (member < head || tree.Tokens.Upos[member] is not (Upos.NOUN or Upos.NUM) || !counts(member)) return first;
            if (Read(tree, member, isTime, singleIsOne: true) is not { } other || other.Span.Start <= first.Span.Start || other.Span == first.Span) return first;
            sum = sum with
            {
                Low = sum.Low + (other.Low ?? other.Best), Best = sum.Best + other.Best, High = sum.High + (other.High ?? other.Best),
                Span = TextSpan.FromBounds(sum.Span.Start, other.Span.End), Rule = "quantity/sum", Approximate = sum.Approximate || other.Approximate,
            };
        }
        return sum;
    }

    /// <summary>The whole before its parts, where the parts were taken for the subject («44 человека, в том числе четыре женщины, погибли»); the head itself where nothing is included.</summary>
    internal int WholeOf(SyntaxTree tree, int head)
    {
        TokenTable tokens = tree.Tokens;
        NumberWords words = WordsOf(tree.Language(head));
        Sentence sentence = tree.Sentence(head);
        int first = head;
        while (first > sentence.FirstToken && (tokens.Upos[first - 1] is Upos.ADJ or Upos.DET || IsNumberToken(tokens, words, first - 1))) first--;
        foreach (string[] phrase in words.Including)
        {
            int at = first - phrase.Length;
            if (at < sentence.FirstToken + 2 || !StartsWith(tokens, at, sentence.EndToken, phrase)) continue;
            int whole = at - 1;
            while (whole > sentence.FirstToken && tokens.Upos[whole] is Upos.PUNCT) whole--;
            if (tokens.Upos[whole] is Upos.NOUN or Upos.NUM or Upos.ADJ) return whole;
        }
        return head;
    }

    /// <summary>A number beside a word that has no counted argument of its own: directly after it, else shortly before it in its clause.</summary>
    public Quantity? ReadBeside(SyntaxTree tree, int token, Func<int, bool> isTime)
    {
        TokenTable tokens = tree.Tokens;
        NumberWords words = WordsOf(tree.Language(token));
        Sentence sentence = tree.Sentence(token);
        for (int t = token + 1; t < Math.Min(sentence.EndToken, token + 6) && tokens.Upos[t] is not (Upos.PUNCT or Upos.CCONJ or Upos.VERB); t++)
            if (IsNumberToken(tokens, words, t) && !isTime(t) && TryNumber(tree, words, t, sentence, out Quantity? after)) return after with { Of = NounAfter(tree, t) };
        for (int t = token - 1; t >= Math.Max(sentence.FirstToken, token - 5) && tokens.Upos[t] is not Upos.PUNCT; t--)
            if (IsNumberToken(tokens, words, t) && !isTime(t) && !IsSomeOf(tree, words, t, sentence) && TryNumber(tree, words, t, sentence, out Quantity? before))
                return (Share(tree, words, t, sentence, isTime) ?? before) with { Of = NounAfter(tree, t) };
        return null;
    }

    // «большинство из выпущенных 105 ракет», "most of the 20 drones": how many they are is not said.
    private static bool IsSomeOf(SyntaxTree tree, NumberWords words, int whole, Sentence sentence)
    {
        const int longestAttributes = 3;
        int part = whole - 1;
        while (part > sentence.FirstToken && whole - part <= longestAttributes && (tree.Tokens.Upos[part] is Upos.DET or Upos.ADJ || tree.Is(part, "amod"))) part--;
        return part > sentence.FirstToken && tree.FormIn("part-of", part) && words.Is("some-of", tree.Tokens.Lemma[part - 1].ToLowerInvariant());
    }

    // "four of the 20 men": the part is meant, not the whole.
    private static Quantity? Share(SyntaxTree tree, NumberWords words, int whole, Sentence sentence, Func<int, bool> isTime)
    {
        TokenTable tokens = tree.Tokens;
        int part = whole - 1;
        while (part > sentence.FirstToken && tokens.Upos[part] is Upos.DET) part--;
        if (part <= sentence.FirstToken || !tree.FormIn("part-of", part) || !IsNumberToken(tokens, words, part - 1) || isTime(part - 1)) return null;
        return TryNumber(tree, words, part - 1, sentence, out Quantity? share) && share.Rule != "quantity/vague" ? share : null;
    }

    /// <summary>Whether a number begins or stands at a token.</summary>
    public bool IsNumber(SyntaxTree tree, int token) => IsNumberToken(tree.Tokens, WordsOf(tree.Language(token)), token);

    /// <summary>How often, where a token is an adverb that says so; null for any other.</summary>
    public Quantity? Times(SyntaxTree tree, int token) =>
        WordsOf(tree.Language(token)).Times.TryGetValue(tree.Tokens.Form[token].ToLowerInvariant(), out double times)
            ? new Quantity((long)times, (long)times, (long)times, false, null, null, tree.Tokens.SpanOf(token), "quantity/times") : null;

    /// <summary>Whether a word alone qualifies the number after it («понад», «близько»), whatever else it may mean.</summary>
    public bool IsQualifier(LanguageCode language, string form)
    {
        foreach ((string[] words, Bound bound) in WordsOf(language).Qualifiers)
            if (words is [var word] && bound != Bound.UpTo && word.Equals(form, StringComparison.OrdinalIgnoreCase)) return true;
        return false;
    }

    /// <summary>Whether a form is a numeral above one of a language.</summary>
    public bool IsNumeralForm(LanguageCode language, string form) => WordsOf(language).Numbers.TryGetValue(form.ToLowerInvariant(), out double value) && value >= 2;

    /// <summary>Whether a token is a numeral by its form, whatever part of speech the tagger saw in it («до семи»).</summary>
    public bool IsNumeral(SyntaxTree tree, int token) => WordsOf(tree.Language(token)).Numbers.ContainsKey(tree.Tokens.Form[token].ToLowerInvariant());

    /// <summary>The number that stands at a token with its qualifiers; null where it counts nothing.</summary>
    public Quantity? ReadAt(SyntaxTree tree, int token, Func<int, bool> isTime) =>
        !isTime(token) && !IsSomeOf(tree, WordsOf(tree.Language(token)), token, tree.Sentence(token)) && TryNumber(tree, WordsOf(tree.Language(token)), token, tree.Sentence(token), out Quantity? quantity)
            ? (tree.IsEnglish(token) ? quantity : Share(tree, WordsOf(tree.Language(token)), token, tree.Sentence(token), isTime) ?? quantity) with { Of = NounAfter(tree, token) } : null;

    private static string? NounAfter(SyntaxTree tree, int number) =>
        number + 1 < tree.Tokens.Count && tree.Tokens.Upos[number + 1] == Upos.NOUN ? tree.Tokens.Form[number + 1].ToLowerInvariant() : null;

    /// <summary>Parts counted inside a whole ("28 people, including four children"): head tokens of the parts' phrases with their numbers.</summary>
    public IEnumerable<(int Head, Quantity Quantity)> Partitions(SyntaxTree tree, int wholeHead, Func<int, bool> isTime)
    {
        TokenTable tokens = tree.Tokens;
        NumberWords words = WordsOf(tree.Language(wholeHead));
        Sentence sentence = tree.Sentence(wholeHead);
        for (int t = wholeHead + 1; t < Math.Min(sentence.EndToken, wholeHead + 12); t++)
        {
            foreach (string[] phrase in words.Including)
            {
                if (!StartsWith(tokens, t, sentence.EndToken, phrase)) continue;
                for (int n = t + phrase.Length; n < Math.Min(sentence.EndToken, t + phrase.Length + 6); n++)
                {
                    if (isTime(n) || !IsNumberToken(tokens, words, n) || !TryNumber(tree, words, n, sentence, out Quantity? quantity)) continue;
                    int noun = n;
                    while (noun + 1 < sentence.EndToken && noun < n + 4 && tokens.Upos[noun] is not (Upos.NOUN or Upos.PROPN)) noun++;
                    if (tokens.Upos[noun] is Upos.NOUN && !words.Multipliers.ContainsKey(tokens.Lemma[noun]))
                        yield return (noun, quantity with { Of = tokens.Form[noun].ToLowerInvariant() });
                    yield break;
                }
                yield break;
            }
        }
    }

    /// <summary>A part named within reach after a whole («…, з них 106 – із реактивних систем»), and where its number ends; null where none.</summary>
    internal (Quantity Quantity, int End)? PartAfter(SyntaxTree tree, int from, int reach, Func<int, bool> isTime)
    {
        NumberWords words = WordsOf(tree.Language(from));
        Sentence sentence = tree.Sentence(from);
        for (int t = from; t < Math.Min(sentence.EndToken, from + reach); t++)
            foreach (string[] phrase in words.Including)
            {
                int number = t + phrase.Length;
                if (!StartsWith(tree.Tokens, t, sentence.EndToken, phrase) || number >= sentence.EndToken || isTime(number)) continue;
                if (IsNumberToken(tree.Tokens, words, number) && TryNumber(tree, words, number, sentence, out Quantity? part)) return (part, number + 1);
            }
        return null;
    }

    private static bool StartsWith(TokenTable tokens, int at, int end, string[] phrase)
    {
        if (at + phrase.Length > end) return false;
        for (int i = 0; i < phrase.Length; i++)
            if (!tokens.Form[at + i].Equals(phrase[i], StringComparison.OrdinalIgnoreCase)) return false;
        return true;
    }

    private static bool IsNumberToken(TokenTable tokens, NumberWords words, int token) =>
        tokens.Upos[token] == Upos.NUM || (tokens.Form[token].Length > 0 && char.IsAsciiDigit(tokens.Form[token][0]))
        || words.Vague.ContainsKey(tokens.Form[token].ToLowerInvariant())
        || (tokens.Upos[token] is Upos.NOUN or Upos.ADJ or Upos.PROPN or Upos.PRON or Upos.ADV
            && words.Numbers.TryGetValue(tokens.Form[token].ToLowerInvariant(), out double value) && value >= 2)
        // «свыше миллиона жителей»
        || (tokens.Upos[token] is Upos.NOUN && tokens.Form[token][0] >= 'А' && words.Multipliers.TryGetValue(tokens.Lemma[token].ToLowerInvariant(), out double factor) && factor >= 1000);

    // A number inside a nested phrase counts that phrase, not this head ("soldiers of the 155th brigade", "a 52-year-old woman").
    private static bool BelongsElsewhere(SyntaxTree tree, int token, int head)
    {
        int parent = tree.Tokens.Head[token];
        for (int steps = 0; parent >= 0 && parent != head && steps < 4; steps++)
        {
            if (tree.Tokens.Upos[parent] is Upos.NOUN or Upos.PROPN or Upos.VERB && !tree.Is(parent, "nummod") && parent != tree.Tokens.Head[head]) return true;
            if (tree.Tokens.Upos[parent] is Upos.ADJ) return true;
            parent = tree.Tokens.Head[parent];
        }
        return false;
    }

    private static bool IsOne(SyntaxTree tree, NumberWords words, int head)
    {
        TokenTable tokens = tree.Tokens;
        foreach (NameMention name in tokens.Names)
            if (head >= name.FirstToken && head < name.EndToken) return name.Kind == NameKind.Person && tree.Child(head, "conj") < 0;
        // «Лідію Єгорову»: a given name that the name finder left out; «Олександр відмовився».
        if (!tree.IsEnglish(head) && char.IsUpper(tokens.Form[head][0]) && tree.Child(head, "conj") < 0 && !tokens.Has(head, "Number", "Plur"))
        {
            bool isCalled = tokens.Upos[head] == Upos.PROPN && tokens.Has(head, "NameType", "Giv") && tokens.Has(head, "Animacy", "Anim");
            if (isCalled || tokens.Names.Any(name => name.Kind == NameKind.Person && name.FirstToken == head + 1 && tokens.Head[head + 1] == head)) return true;
        }
        if (tokens.Upos[head] == Upos.PRON) return tokens.Has(head, "Number", "Sing") && tree.LemmaIn("he-she", head);
        string lemma = tokens.Lemma[head].ToLowerInvariant();
        bool isSingleBeing = !tree.IsEnglish(head) && tokens.Upos[head] is Upos.NOUN && tokens.Has(head, "Animacy", "Anim") && tokens.Has(head, "Number", "Sing")
            && !words.Is("enemies", lemma);
        if (!(isSingleBeing || words.One.Contains(lemma)) || tokens.Has(head, "Number", "Plur") || tree.Child(head, "conj") >= 0) return false;
        foreach (int child in tree.Children(head))
            if (words.Is("each", tokens.Lemma[child])) return false;
        // The number of a singular in the other cases is sure in Russian and Ukrainian; in English only with an article or a modifier.
        return !tree.IsEnglish(head) || tokens.Has(head, "Number", "Sing");
    }

    private static string? OfWhat(SyntaxTree tree, NumberWords words, int head, int number)
    {
        TokenTable tokens = tree.Tokens;
        int of = head;
        if (head == number || tokens.Upos[head] == Upos.NUM)
        {
            of = tree.Child(head, "nmod");
            if (of < 0) return null;
        }
        else if (tree.Child(head, "nmod") is >= 0 and int below && words.Is("counted-groups", tokens.Lemma[head]))
        {
            of = below;
        }
        return tokens.Form[of].ToLowerInvariant();
    }

    private static bool TryNumber(SyntaxTree tree, NumberWords words, int at, Sentence sentence, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out Quantity? quantity)
    {
        TokenTable tokens = tree.Tokens;
        quantity = null;
        string form = tokens.Form[at].ToLowerInvariant();
        if (form.Length == 0 || (char.IsAsciiDigit(form[0]) && form.EndsWith('%'))) return false;
        if (at + 1 < sentence.EndToken && (tokens.Form[at + 1] is "%" || words.Is("percent", tokens.Form[at + 1]))) return false;
        if (at + 1 < sentence.EndToken && words.Is("measures", tokens.Form[at + 1])) return false;
        // "one-way drones": how they fly.
        if (at + 2 < sentence.EndToken && tokens.Form[at + 1] == "-" && words.Is("no-number-before", tokens.Form[at + 2].ToLowerInvariant())) return false;
        // "Mykola, 39, said": how old he is.
        bool isBetweenCommas = at >= sentence.FirstToken + 2 && at + 1 < sentence.EndToken && tokens.Form[at - 1] == "," && tokens.Form[at + 1] == ",";
        if (isBetweenCommas && tokens.Upos[at - 2] == Upos.PROPN && form.Length == 2 && char.IsAsciiDigit(form[0])) return false;
        // "a girl of 14", "killed him at 81", "aged nine": the same without a name.
        if (IsAge(tree, words, at, sentence)) return false;
        // Ordinals and unit numbers count nothing: "the 155th brigade", "в/ч 16871", "Су-34".
        if (at > sentence.FirstToken && (tokens.Form[at - 1] is "№" or "#" || words.Is("numbering", tokens.Form[at - 1]))) return false;
        // Nor do articles and parts of a law: «по ч. 1 ст. 205», "under Article 5".
        int cited = at - 1;
        if (cited > sentence.FirstToken && tokens.Form[cited] == ".") cited--;
        if (cited >= sentence.FirstToken && words.Is("cited-by", tokens.Form[cited].TrimEnd('.').ToLowerInvariant())) return false;

        // "between 15 and 20", met at its second number.
        bool isJoint = at >= sentence.FirstToken + 3 && words.Ranges.TryGetValue(tokens.Form[at - 3].ToLowerInvariant(), out string? joint)
            && tokens.Form[at - 1].Equals(joint, StringComparison.OrdinalIgnoreCase);
        if (isJoint && IsNumberToken(tokens, words, at - 2)) return TryNumber(tree, words, at - 2, sentence, out quantity);

        // "hundreds of thousands", met at its second word.
        bool isScaled = at >= sentence.FirstToken + 2 && tokens.Form[at - 1] == "of" && words.VagueScaled.ContainsKey(tokens.Form[at - 2].ToLowerInvariant() + " of " + form);
        if (isScaled) return TryNumber(tree, words, at - 2, sentence, out quantity);

        int start = at, stop = at + 1;
        while (start > sentence.FirstToken && IsNumberPart(words, tokens, start - 1)) start--;
        while (stop < sentence.EndToken && IsNumberPart(words, tokens, stop)) stop++;
        string lemmas = string.Join(' ', Enumerable.Range(start, stop - start).Select(t => tokens.Lemma[t].ToLowerInvariant()));
        string forms = string.Join(' ', Enumerable.Range(start, stop - start).Select(t => tokens.Form[t].ToLowerInvariant()));
        (long Low, long High) vague = default;
        bool isVague = false;
        foreach (string candidate in (string[])[forms, lemmas])
            foreach (KeyValuePair<string, (long, long)> entry in words.VagueScaled)
                if (!isVague && candidate == entry.Key) (vague, isVague) = (entry.Value, true);
        if (!isVague && stop + 1 < sentence.EndToken && tokens.Form[stop] == "of")
        {
            string scaled = forms + " of " + tokens.Form[stop + 1].ToLowerInvariant();
            if (words.VagueScaled.TryGetValue(scaled, out vague)) (isVague, stop) = (true, stop + 2);
        }
        if (!isVague && stop - start == 1)
            isVague = words.Vague.TryGetValue(form, out vague)
                || (tokens.Has(at, "Number", "Plur") && words.Vague.TryGetValue(words.Plurals.GetValueOrDefault(tokens.Lemma[at], tokens.Lemma[at]), out vague));
        // «более тысячи», «около сотни»: the genitive singular of the number word looks like its plural.
        if (isVague && stop - start == 1 && !tree.IsEnglish(at) && words.Multipliers.ContainsKey(tokens.Lemma[at].ToLowerInvariant())
            && words.Qualifiers.Any(q => start - q.Words.Length >= sentence.FirstToken && StartsWith(tokens, start - q.Words.Length, start, q.Words))) isVague = false;
        double value = 0;
        double upper = double.NaN;
        if (!isVague && !TryValue(words, tokens, start, stop, out value, out upper)) return false;

        // "an" and "a" are numbers only before a multiplier or a measure word; «ещё» only before a number.
        if (!isVague && stop - start == 1 && words.Is("articles", form)) return false;

        int numberStart = isVague ? start : WithArticle(words, tokens, start, sentence.FirstToken, ref value);
        Bound bound = Bound.Exact;
        int begin = numberStart;
        foreach ((string[] phrase, Bound kind) in words.Qualifiers)
        {
            int from = numberStart - phrase.Length;
            if (from < sentence.FirstToken || !StartsWith(tokens, from, numberStart, phrase)) continue;
            if (kind == Bound.UpTo && phrase.Length == 1 && Reaches(tokens, words, from, sentence)) break;
            // "handed over four bodies": the particle belongs to the verb.
            if (phrase is ["over"] && from > sentence.FirstToken && tokens.Upos[from - 1] == Upos.VERB && words.Is("over", tokens.Lemma[from - 1])) break;
            (bound, begin) = (kind, from);
            break;
        }
        bool isBetween = false;
        if (!isVague && double.IsNaN(upper) && start > sentence.FirstToken && words.Ranges.TryGetValue(tokens.Form[start - 1].ToLowerInvariant(), out string? to)
            && stop + 1 < sentence.EndToken && tokens.Form[stop].Equals(to, StringComparison.OrdinalIgnoreCase))
        {
            int secondEnd = stop + 2;
            while (secondEnd < sentence.EndToken && IsNumberPart(words, tokens, secondEnd)) secondEnd++;
            if (TryValue(words, tokens, stop + 1, secondEnd, out double second, out _) && second > value)
                (isBetween, upper, begin, stop) = (true, second, start - 1, secondEnd);
        }
        // The second number of a range was reached first: step to its beginning.
        TextSpan span = tokens.SpanOf(begin, stop);
        if (isVague)
        {
            quantity = bound switch
            {
                Bound.UpTo => new Quantity(null, null, vague.High, true, null, null, span, "quantity/up-to-vague"),
                _ => new Quantity(vague.Low, vague.Low == vague.High ? vague.Low : null, vague.High, true, null, null, span, "quantity/vague"),
            };
            return true;
        }
        long low = (long)Math.Round(value);
        if (!double.IsNaN(upper))
        {
            quantity = new Quantity(low, null, (long)Math.Round(upper), true, null, null, span, isBetween ? "quantity/between" : "quantity/range");
            return true;
        }
        quantity = bound switch
        {
            Bound.AtLeast => new Quantity(low, low, null, false, null, null, span, "quantity/at-least"),
            Bound.MoreThan => new Quantity(low, null, null, true, null, null, span, "quantity/more-than"),
            Bound.UpTo => new Quantity(null, null, low, true, null, null, span, "quantity/up-to"),
            Bound.About => new Quantity(low, low, low, true, null, null, span, "quantity/about"),
            _ => new Quantity(low, low, low, false, null, null, span, "quantity/exact"),
        };
        return true;
    }

    // "half a dozen", "more than a thousand": where the number begins with an article before its multiplier, and half of it with "half".
    private static int WithArticle(NumberWords words, TokenTable tokens, int start, int first, ref double value)
    {
        if (start <= first || !words.Multipliers.ContainsKey(tokens.Form[start].ToLowerInvariant()) || !words.Is("articles", tokens.Form[start - 1].ToLowerInvariant())) return start;
        if (start - 2 < first || !words.Is("half", tokens.Form[start - 2].ToLowerInvariant())) return start - 1;
        value /= 2;
        return start - 2;
    }

    private static bool IsAge(SyntaxTree tree, NumberWords words, int number, Sentence sentence)
    {
        TokenTable tokens = tree.Tokens;
        int before = number - 1;
        if (before <= sentence.FirstToken) return false;
        if (words.Is("ages", tokens.Form[before].ToLowerInvariant())) return true;
        bool endsPhrase = number + 1 >= sentence.EndToken || tokens.Upos[number + 1] is Upos.PUNCT or Upos.ADP or Upos.CCONJ or Upos.AUX or Upos.VERB;
        if (!endsPhrase) return false;
        if (words.Is("at-age", tokens.Form[before].ToLowerInvariant())) return tokens.Form[number].Length <= 2 && tokens.Upos[before - 1] == Upos.PRON;
        return tokens.Form[before] == "of" && tokens.Has(before - 1, "Number", "Sing") && words.One.Contains(tokens.Lemma[before - 1].ToLowerInvariant());
    }

    // The mark between tens and ones ("twenty-two"), written without blanks.
    private static bool IsHyphenInNumber(NumberWords words, TokenTable tokens, int token)
    {
        if (tokens.Form[token] != "-" || token == 0 || token + 1 >= tokens.Count) return false;
        if (tokens.Start[token] != tokens.Start[token - 1] + tokens.Length[token - 1] || tokens.Start[token + 1] != tokens.Start[token] + 1) return false;
        return words.Numbers.TryGetValue(tokens.Form[token - 1].ToLowerInvariant(), out double tens) && tens >= 20
            && words.Numbers.TryGetValue(tokens.Form[token + 1].ToLowerInvariant(), out double ones) && ones is >= 1 and < 10;
    }

    // «збільшилася вже до 23»: the verb stands shortly before the preposition.
    private static bool Reaches(TokenTable tokens, NumberWords words, int preposition, Sentence sentence)
    {
        for (int t = preposition - 1; t >= Math.Max(sentence.FirstToken, preposition - 4); t--)
            if (tokens.Upos[t] == Upos.VERB) return words.Reaching.Contains(tokens.Lemma[t]);
        return false;
    }

    private static bool IsNumberPart(NumberWords words, TokenTable tokens, int token)
    {
        string form = tokens.Form[token].ToLowerInvariant(), lemma = tokens.Lemma[token].ToLowerInvariant();
        if (form is "both" || words.Is("articles", form)) return false;
        bool isDigits = form.Length > 0 && char.IsAsciiDigit(form[0]) && TryDigits(form, out _, out _);
        return isDigits || IsHyphenInNumber(words, tokens, token) || words.Numbers.ContainsKey(form) || words.Numbers.ContainsKey(lemma)
            || words.Multipliers.ContainsKey(form) || words.Multipliers.ContainsKey(lemma) || words.Is("vague-part", form);
    }

    private static bool TryValue(NumberWords words, TokenTable tokens, int start, int stop, out double value, out double upper)
    {
        (value, upper) = (0, double.NaN);
        double group = 0;
        bool any = false;
        for (int t = start; t < stop; t++)
        {
            string form = tokens.Form[t].ToLowerInvariant(), lemma = tokens.Lemma[t].ToLowerInvariant();
            if (form == "-") continue;
            if (char.IsAsciiDigit(form[0]))
            {
                if (!TryDigits(form, out double digits, out double second)) return false;
                // "1 200" written as two tokens.
                bool isGroup = any && group is > 0 and < 1000 && form.Length == 3 && !form.Contains('.', StringComparison.Ordinal);
                group = isGroup ? (group * 1000) + digits : group + digits;
                if (!double.IsNaN(second)) upper = second;
            }
            else if ((words.Multipliers.TryGetValue(form, out double factor) || words.Multipliers.TryGetValue(lemma, out factor))
                && (group > 0 || factor >= 1000 || words.Is("multiplies-alone", form)))
            {
                if (!double.IsNaN(upper)) upper *= factor;
                if (factor >= 1000)
                {
                    value += (group == 0 ? 1 : group) * factor;
                    group = 0;
                }
                else
                {
                    group = (group == 0 ? 1 : group) * factor;
                }
            }
            else if (words.Numbers.TryGetValue(form, out double number) || words.Numbers.TryGetValue(lemma, out number))
            {
                group += number;
            }
            else if (form.Contains('-', StringComparison.Ordinal) && form.Split('-') is [var tens, var ones]
                && words.Numbers.TryGetValue(tens, out double first) && words.Numbers.TryGetValue(ones, out double last))
            {
                group += first + last;
            }
            else
            {
                break;
            }
            any = true;
        }
        value += group;
        return any;
    }

    /// <summary>Reads "1,200", "1 200", "2.5", "15-20"; false for ages, calibres, times and ordinals ("52-year-old", "155th", "10:30").</summary>
    private static bool TryDigits(string form, out double value, out double upper)
    {
        (value, upper) = (0, double.NaN);
        int dash = form.IndexOfAny(['-', '–', '—']);
        if (dash > 0)
            return TryDigits(form[..dash], out value, out _) && TryDigits(form[(dash + 1)..], out upper, out _) && upper > value;
        Span<char> plain = stackalloc char[form.Length];
        int length = 0;
        for (int i = 0; i < form.Length; i++)
        {
            char c = form[i];
            if (char.IsAsciiDigit(c)) plain[length++] = c;
            else if (c is ',' or ' ' or '\u00A0' or '\u202F' or '\u2009' or '.' or '\'')
            {
                // Groups of three are thousands; anything else is a decimal mark.
                int digits = 0;
                while (i + 1 + digits < form.Length && char.IsAsciiDigit(form[i + 1 + digits])) digits++;
                if (digits == 3 && !(c == '.' && form[0] == '0')) continue;
                if (digits == 0 || c is not (',' or '.')) return false;
                plain[length++] = '.';
            }
            else return false;
        }
        return double.TryParse(plain[..length], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out value);
    }
}
