// Times: expressions of time in English, Russian and Ukrainian text -> intervals of days.
// Input: a Document (body, blocks, publication day). Output: TimeExpressions in text order, not overlapping.
// Invariants: spans lie within one block; the same document gives the same expressions; time is linear in the body.
// Weak spots: background stories that change year without naming it; "the war" where a text speaks of two.
using System.Collections.Frozen;
using Hearsay.Text;

namespace Hearsay.Times;

/// <summary>Finds time expressions and resolves them to days.</summary>
/// <remarks>
/// Words come from data/times, the grammar is <see cref="TimeParser"/>, resolution is <see cref="NarrativeClock"/>.
/// Works on the body and its blocks alone, so it needs no other layer. Immutable; safe to share between threads.
/// </remarks>
public sealed class TimeTagger
{
    /// <summary>Classes of words an expression can begin with.</summary>
    private static readonly ulong Starters = Mask(
        WordClass.Month, WordClass.Weekday, WordClass.Cardinal, WordClass.Ordinal, WordClass.Some, WordClass.Unit, WordClass.DayPart, WordClass.DayPartOf,
        WordClass.Season, WordClass.Day, WordClass.DayAdjective, WordClass.Eve, WordClass.YearShift, WordClass.Shift, WordClass.Part, WordClass.Through,
        WordClass.Since, WordClass.Until, WordClass.Before, WordClass.After, WordClass.By, WordClass.From, WordClass.Between, WordClass.The, WordClass.Every,
        WordClass.Set, WordClass.Per, WordClass.Approximate, WordClass.Half, WordClass.HalfUnit, WordClass.AtClock, WordClass.ClockBefore,
        WordClass.DecadeName, WordClass.Vague, WordClass.Holiday, WordClass.Roman, WordClass.YearWord, WordClass.More, WordClass.PeriodMark);

    private const int LookBack = 16, LookAhead = 4, PerfectReach = 6, CoreReach = 6, TenseReach = 8;

    private readonly TimeVocabulary _english, _russian, _ukrainian;
    private readonly Epoch[] _epochs;
    private readonly TimeReading _reading;
    private readonly FrozenDictionary<(LanguageCode, TimeRule), string> _ruleIds;

    /// <param name="folder">Folder of the vocabulary files (data/times).</param>
    /// <param name="reading">How undated expressions lean; news for the pipeline.</param>
    /// <exception cref="InvalidDataException">A file breaks the format; the message names file and line.</exception>
    public TimeTagger(string folder, TimeReading reading = TimeReading.News)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        _english = TimeVocabulary.Load(Path.Combine(folder, "en.yaml"));
        _russian = TimeVocabulary.Load(Path.Combine(folder, "ru.yaml"));
        _ukrainian = TimeVocabulary.Load(Path.Combine(folder, "uk.yaml"));
        _epochs = Epoch.Load(Path.Combine(folder, "epochs.yaml"));
        _reading = reading;
        _ruleIds = (from language in new[] { LanguageCode.English, LanguageCode.Russian, LanguageCode.Ukrainian }
                    from rule in Enum.GetValues<TimeRule>()
                    where IsSpoken(language, rule)
                    select (Key: (language, rule), Id: RuleId(language, rule))).ToFrozenDictionary(p => p.Key, p => p.Id);
    }

    /// <summary>Ids of all rules, "en/date", "uk/day-range", …; each has lines in the corpora.</summary>
    public IReadOnlyCollection<string> RuleIds => _ruleIds.Values;

    /// <summary>Finds and resolves the time expressions of a document.</summary>
    /// <param name="document">The text; its publication day may be unknown.</param>
    /// <returns>In text order, not overlapping; empty where the text tells no time.</returns>
    public IReadOnlyList<TimeExpression> Tag(Document document)
    {
        ArgumentNullException.ThrowIfNull(document);
        string body = document.Body;
        var found = new List<TimeExpression>();
        var lexemes = new List<Lexeme>();
        var epoch = new Lazy<Epoch?>(() => EpochOf(body), LazyThreadSafetyMode.None);
        var clock = new NarrativeClock(document.Published, _reading, () => epoch.Value);
        int sentence = 0;
        LanguageCode last = document.Language;
        for (int block = 0; block < document.Blocks.Count; block++)
        {
            TextSpan span = document.Blocks[block].Span;
            for (int start = span.Start; start < span.End;)
            {
                int end = PieceEnd(body, start, span.End);
                last = LanguageOf(body.AsSpan(start, end - start), last);
                TagPiece(body, start, end, block, last, clock, lexemes, found, ref sentence);
                start = end;
            }
            sentence++;
        }
        return found;
    }

    /// <summary>Very long blocks are read in pieces cut at white space, so that memory stays bounded.</summary>
    private static int PieceEnd(string body, int start, int end)
    {
        const int piece = 1 << 16;
        if (end - start <= piece) return end;
        int cut = body.LastIndexOf(' ', start + piece - 1, piece / 2);
        return cut > start ? cut : start + piece;
    }

    private void TagPiece(string body, int start, int end, int block, LanguageCode language, NarrativeClock clock, List<Lexeme> lexemes, List<TimeExpression> found, ref int sentence)
    {
        TimeVocabulary vocabulary = language switch
        {
            LanguageCode.Russian => _russian,
            LanguageCode.Ukrainian => _ukrainian,
            _ => _english,
        };
        lexemes.Clear();
        TimeLexer.Lex(body, start, end, vocabulary, lexemes);
        ReadOnlySpan<Lexeme> pieces = System.Runtime.InteropServices.CollectionsMarshal.AsSpan(lexemes);
        var parser = new TimeParser(pieces, language is not (LanguageCode.Russian or LanguageCode.Ukrainian));
        int floor = found.Count > 0 ? found[^1].Span.End : 0;
        for (int at = 0; at < pieces.Length;)
        {
            ref readonly Lexeme lexeme = ref pieces[at];
            if (lexeme.Kind == LexemeKind.Mark && EndsSentence(pieces, at)) sentence++;
            if (!CanStart(lexeme) || !IsNearCore(pieces, at) || parser.Read(at) is not { } parsed || IsInName(body, pieces, parsed, vocabulary))
            {
                at++;
                continue;
            }
            int first = pieces[parsed.Start].Start, past = pieces[parsed.End - 1].End;
            if (first >= floor)
            {
                var standing = new Standing(block, sentence, LooksAhead(pieces, parsed), IsPerfect(pieces, parsed.Start), OpensSentence(pieces, parsed.Start), LooksBack(body, pieces, parsed, vocabulary));
                found.Add(clock.Resolve(TextSpan.FromBounds(first, past), parsed.Form, _ruleIds[(vocabulary.Language, parsed.Rule)], standing));
                floor = past;
                if (parsed.Rule == TimeRule.Elapsed) AddElapsedEnd(pieces, parsed, standing, vocabulary.Language, found, ref floor);
            }
            at = parsed.End;
        }
    }

    // "March 23 Movement", "the October 7 Brigade": a date that a body is named after.
    private static bool IsInName(string body, ReadOnlySpan<Lexeme> pieces, Parsed parsed, TimeVocabulary vocabulary)
    {
        if (parsed.Rule != TimeRule.Date || parsed.End >= pieces.Length || !pieces[parsed.End].IsCapital || body[pieces[parsed.End - 1].End] != ' ') return false;
        Lexeme next = pieces[parsed.End];
        return vocabulary.IsNamedAfterDays(body.AsSpan(next.Start, next.Length));
    }

    /// <summary>"Two weeks of forced digging later": the point the weeks lead to, told by "later".</summary>
    private void AddElapsedEnd(ReadOnlySpan<Lexeme> pieces, Parsed parsed, Standing standing, LanguageCode language, List<TimeExpression> found, ref int floor)
    {
        for (int at = parsed.End; at < pieces.Length && at < parsed.End + 6; at++)
        {
            if (!Is(pieces[at], WordClass.Later)) continue;
            Interval? point = found[^1].Interval is { To: { } to, Grain: var grain } ? new Interval(to, to, grain) : null;
            found.Add(new TimeExpression(TextSpan.FromBounds(pieces[at].Start, pieces[at].End), TimeKind.Date, point, _ruleIds[(language, TimeRule.Elapsed)], found[^1].Anchor));
            floor = pieces[at].End;
            return;
        }
    }

    private static bool CanStart(in Lexeme lexeme)
    {
        if (lexeme.Kind is LexemeKind.Number or LexemeKind.Ordinal or LexemeKind.Clock or LexemeKind.Date or LexemeKind.Decade) return true;
        return (lexeme.Senses.Classes & Starters) != 0;
    }

    /// <summary>Whether a word that an expression can hang on stands here or soon after; spares the grammar most "the" and "a".</summary>
    private static bool IsNearCore(ReadOnlySpan<Lexeme> pieces, int at)
    {
        int end = Math.Min(pieces.Length, at + CoreReach);
        for (int i = at; i < end; i++)
        {
            ref readonly Lexeme lexeme = ref pieces[i];
            if (lexeme.Kind switch
            {
                LexemeKind.Word => lexeme.Senses.IsCore,
                LexemeKind.Number => lexeme.Digits is 1 or 2 or 4,
                LexemeKind.Mark or LexemeKind.Opaque => false,
                _ => true,
            }) return true;
        }
        return false;
    }

    private static ulong Mask(params ReadOnlySpan<WordClass> classes)
    {
        System.Diagnostics.Debug.Assert(Enum.GetValues<WordClass>().Length <= 64, "a set of word classes is 64 bits");
        ulong mask = 0;
        foreach (WordClass wordClass in classes) mask |= 1UL << (int)wordClass;
        return mask;
    }

    private static bool Is(in Lexeme lexeme, WordClass wordClass) => lexeme.Senses.Has(wordClass);

    private static bool EndsSentence(ReadOnlySpan<Lexeme> pieces, int at) =>
        pieces[at].Value is '.' or '!' or '?' && (at + 1 >= pieces.Length || pieces[at + 1].Kind != LexemeKind.Word || pieces[at + 1].IsCapital)
        && (at == 0 || pieces[at - 1].Length > 3 || pieces[at - 1].Kind != LexemeKind.Word);

    /// <summary>"had been held for two days": the days lie before the story's present.</summary>
    private static bool IsPerfect(ReadOnlySpan<Lexeme> pieces, int at)
    {
        for (int i = at - 1; i >= 0 && i >= at - PerfectReach && pieces[i].Kind == LexemeKind.Word; i--)
        {
            if (Is(pieces[i], WordClass.PastPerfect)) return true;
        }
        return false;
    }

    /// <summary>Whether nothing but a preposition stands between the start of the sentence and a place.</summary>
    private static bool OpensSentence(ReadOnlySpan<Lexeme> pieces, int at)
    {
        int first = at;
        while (first > 0 && first > at - 2 && pieces[first - 1].Kind == LexemeKind.Word && pieces[first - 1].Senses.Classes != 0) first--;
        return first == 0 || pieces[first - 1].Kind == LexemeKind.Mark && EndsSentence(pieces, first - 1);
    }

    /// <summary>Whether the clause speaks of what is to come; "said on Tuesday that it will …" does not make Tuesday so.</summary>
    private static bool LooksAhead(ReadOnlySpan<Lexeme> pieces, Parsed parsed)
    {
        for (int i = parsed.Start - 1; i >= 0 && i >= parsed.Start - 3; i--)
        {
            if (Is(pieces[i], WordClass.Said)) return false;
        }
        // "Wednesday's ruling" has been made.
        if (parsed.End < pieces.Length && pieces[parsed.End].Kind == LexemeKind.Mark && pieces[parsed.End].Value == '\'' && parsed.Form.Kind == FormKind.Weekday) return false;
        for (int i = parsed.Start - 1; i >= 0 && i >= parsed.Start - LookBack && !(pieces[i].Kind == LexemeKind.Mark && EndsSentence(pieces, i)); i--)
        {
            if (Is(pieces[i], WordClass.FutureCue)) return !(i > 0 && Is(pieces[i - 1], WordClass.PastAuxiliary) || i > 1 && Is(pieces[i - 2], WordClass.PastAuxiliary));
        }
        for (int i = parsed.End; i < pieces.Length && i < parsed.End + LookAhead; i++)
        {
            if (pieces[i].Kind == LexemeKind.Mark && pieces[i].Value != ',') return false;
            if (Is(pieces[i], WordClass.Said)) return false;
            if (Is(pieces[i], WordClass.FutureCue)) return true;
        }
        return false;
    }

    /// <summary>Whether a verb near by stands in the past, by its ending: -ed, -ла, -ли; no parser is asked.</summary>
    private static bool LooksBack(string body, ReadOnlySpan<Lexeme> pieces, Parsed parsed, TimeVocabulary vocabulary)
    {
        int first = Math.Max(0, parsed.Start - TenseReach), last = Math.Min(pieces.Length, parsed.End + TenseReach);
        for (int i = parsed.Start - 1; i >= first && !(pieces[i].Kind == LexemeKind.Mark && EndsSentence(pieces, i)); i--)
        {
            if (IsPastVerb(body, pieces[i], vocabulary)) return true;
        }
        for (int i = parsed.End; i < last && !(pieces[i].Kind == LexemeKind.Mark && EndsSentence(pieces, i)); i++)
        {
            if (IsPastVerb(body, pieces[i], vocabulary)) return true;
        }
        return false;
    }

    private static bool IsPastVerb(string body, in Lexeme lexeme, TimeVocabulary vocabulary) =>
        lexeme.Kind == LexemeKind.Word && lexeme.Length >= 3 && !Is(lexeme, WordClass.FutureCue) && vocabulary.IsPastVerb(body.AsSpan(lexeme.Start, lexeme.Length));

    private Epoch? EpochOf(string body)
    {
        Epoch? best = null;
        int bestCount = 0;
        bool tied = false;
        foreach (Epoch epoch in _epochs)
        {
            int count = 0;
            foreach (string name in epoch.Names)
            {
                for (int at = body.IndexOf(name, StringComparison.OrdinalIgnoreCase); at >= 0; at = body.IndexOf(name, at + name.Length, StringComparison.OrdinalIgnoreCase))
                {
                    if (at == 0 || !char.IsLetter(body[at - 1])) count++;
                }
            }
            if (count > bestCount) (best, bestCount, tied) = (epoch, count, false);
            else if (count == bestCount && count > 0) tied = true;
        }
        return tied ? null : best;
    }

    /// <summary>The language of a block by its letters; the one before for a block without letters that tell.</summary>
    private static LanguageCode LanguageOf(ReadOnlySpan<char> text, LanguageCode before)
    {
        int latin = 0, cyrillic = 0, russian = 0, ukrainian = 0;
        foreach (char c in text)
        {
            if (char.IsAsciiLetter(c)) latin++;
            else if (c is >= 'Ѐ' and <= 'ӿ')
            {
                cyrillic++;
                if (c is 'ы' or 'э' or 'ё' or 'ъ' or 'Ы' or 'Э' or 'Ё' or 'Ъ') russian++;
                else if (c is 'і' or 'ї' or 'є' or 'ґ' or 'І' or 'Ї' or 'Є' or 'Ґ') ukrainian++;
            }
        }
        if (latin > cyrillic) return LanguageCode.English;
        if (cyrillic == 0) return before;
        if (russian != ukrainian) return russian > ukrainian ? LanguageCode.Russian : LanguageCode.Ukrainian;
        return before is LanguageCode.Russian or LanguageCode.Ukrainian ? before : LanguageCode.Russian;
    }

    /// <summary>Whether a language has the construction at all.</summary>
    private static bool IsSpoken(LanguageCode language, TimeRule rule) => rule switch
    {
        TimeRule.Elapsed => language == LanguageCode.English,
        TimeRule.YearWord => language == LanguageCode.Ukrainian,
        _ => true,
    };

    private static string RuleId(LanguageCode language, TimeRule rule)
    {
        string tag = language switch { LanguageCode.English => "en", LanguageCode.Russian => "ru", _ => "uk" };
        string name = rule.ToString();
        var id = new System.Text.StringBuilder(tag).Append('/');
        for (int i = 0; i < name.Length; i++)
        {
            if (char.IsUpper(name[i]) && i > 0) id.Append('-');
            id.Append(char.ToLowerInvariant(name[i]));
        }
        return id.ToString();
    }
}
