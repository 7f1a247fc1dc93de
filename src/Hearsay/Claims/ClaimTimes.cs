// When: of the time expressions of a sentence the one that dates the trigger's clause; else the day the story is at.
// The story is at the day told last; a lead that tells none is dated by the first day after it.
// Weak spot: a day told only as the day of a report ("said on Saturday") dates nothing.
using Hearsay.Text;
using Hearsay.Times;

namespace Hearsay.Claims;

/// <summary>Chooses times for the claims of one document, from top to bottom. Not shared between documents.</summary>
internal sealed class ClaimTimes
{
    // Only days carry on to what follows them; a month or a year dates only its own sentence.
    private const int LongestCarriedDays = 2;
    private const int LongestStretchDays = 31;
    // Sentences that count as the lead, and how far ahead a lead looks for its day.
    private const int LeadSentences = 3;
    private const int AheadReach = 4;
    private const int NewsDays = 3;

    private readonly SyntaxTree tree;
    private readonly TokenTable tokens;
    private readonly IReadOnlyList<TimeExpression> times;
    private readonly SettingWords words;
    private readonly DateOnly? published;
    private readonly int[] timeOf;
    private readonly int[] firstToken;
    // For each sentence the time its claims were told to be at, or the day it tells itself; -1 for none.
    private readonly ClaimTime?[] told;
    private readonly bool tellsNews;
    // Likewise the longer stretch.
    private readonly ClaimTime?[] stretch;

    public ClaimTimes(SyntaxTree tree, IReadOnlyList<TimeExpression> times, SettingWords words)
    {
        (this.tree, this.times, this.words) = (tree, times, words);
        tokens = tree.Tokens;
        published = tree.Analysis.Document.Published;
        timeOf = ClaimSetting.Cover(tokens, [.. times.Select(t => t.Span)]);
        firstToken = new int[times.Count];
        Array.Fill(firstToken, -1);
        for (int t = tokens.Count - 1; t >= 0; t--)
            if (timeOf[t] >= 0) firstToken[timeOf[t]] = t;
        told = new ClaimTime?[tokens.Sentences.Length];
        stretch = new ClaimTime?[tokens.Sentences.Length];
        for (int i = 0; i < times.Count; i++)
        {
            if (firstToken[i] < 0 || !IsDay(i) || IsDayOfReport(firstToken[i]) || IsDayOfSaying(firstToken[i])
                || NamesEvent(i) || IsAfterReport(times[i].Interval!.Value) || RelativeAbove(tree.ClauseOf(firstToken[i]), -1) >= 0) continue;
            int sentence = tree.SentenceOf(firstToken[i]);
            told[sentence] ??= new ClaimTime(times[i].Span, times[i].Interval!.Value, times[i].Rule, false);
        }
        tellsNews = told.Any(day => day is { } time && IsNews(time.Interval));
    }

    /// <summary>Whether a token belongs to a time expression.</summary>
    public bool IsTime(int token) => timeOf[token] >= 0;

    /// <summary>Time of a trigger, or null where the text gives none.</summary>
    public ClaimTime? Of(Trigger trigger, bool mayCarry)
    {
        int token = trigger.Token;
        int sentenceIndex = tree.SentenceOf(token), clauseOf = tree.ClauseOf(token);
        if (Own(trigger) is { } own)
        {
            if (IsDay(own.Interval) && !IsAfterReport(own.Interval))
            {
                // «22 октября побывал в селе, которое обстреляли накануне»: the story is at the day of the main clause.
                bool isInRelative = tree.Is(clauseOf, "acl") && told[sentenceIndex] is { } main && main.Span != own.Span && main.Span.Start < own.Span.Start;
                if (!NamesEvent(own.Span) && !isInRelative && RelativeAbove(clauseOf, -1) < 0) told[sentenceIndex] = own;
            }
            else if (own.Interval.LengthDays <= LongestStretchDays) stretch[sentenceIndex] = own;
            return own;
        }
        return mayCarry && Carried(sentenceIndex, IsEvent(trigger.Type.Family) || IsCut(trigger), IsLasting(trigger.Type.Code)) is { } carried
            ? carried with { Carried = true } : null;
    }

    private ClaimTime? Own(Trigger trigger)
    {
        const int LeastScore = -60;
        int token = trigger.Token, clause = tree.ClauseOf(token);
        Sentence sentence = tree.Sentence(token);
        int best = -1, bestScore = int.MinValue;
        for (int t = sentence.FirstToken; t < sentence.EndToken; t++)
        {
            int i = timeOf[t];
            if (i < 0 || firstToken[i] != t) continue;
            TimeExpression time = times[i];
            if (time.Interval is not { } interval || (interval.From is null && interval.To is null) || IsDayOfData(t) || IsDayOfSaying(t)) continue;
            int score = -Math.Abs(t - token);
            int own = tree.ClauseOf(t);
            // "…, ASTRA reported on Sunday": the day of the report, hung below what is reported.
            if (own != clause && t > token && tree.Is(own, "parataxis")) score -= 400;
            if (tree.IsUnder(t, token)) score += 200;
            // "four drones were downed in a region which has come under attacks in recent months": of what the region is known for.
            if (RelativeAbove(own, clause) is >= 0 and int more && !(tokens.Head[more] == token && tree.Is(more, "acl")) && !tree.IsUnder(token, more)) score -= 400;
            if (own == clause) score += 120;
            else if (ClaimSetting.IsAbove(tokens, own, clause)) score += !IsReporting(own, clause) ? 60 : t > token && EndsBeforeSpeaker(t, own) ? 100 : -200;
            else if (time.IsBackground) score -= 100;
            // "a June 11 attack that killed 100": the time of what killed.
            if (own != clause && DatedNoun(t) is >= 0 and int dated
                && (tree.IsUnder(token, dated) || (tree.Child(token, "nsubj") == dated + 1 && words.Is("relative", tokens.Lemma[dated + 1])))) score += 500;
            // "on October 29 52 people were released, on November 3 107 more": a time after a comma dates what follows it.
            if (t > token && StartsAfterComma(t) && DatedBefore(sentence, token)) score -= 250;
            if (t < token && AnotherBetween(t, token)) score -= 150;
            // "under their control since Feb. 6, airstrikes killed three on Wednesday": of two times of a clause the day.
            if (interval.LengthDays > LongestCarriedDays && IsUntilReport(interval) && HasDayIn(clause, sentence)) score -= 250;
            if (score > bestScore) (best, bestScore) = (i, score);
        }
        if (best < 0 || bestScore <= LeastScore) return null;
        // "stayed there for two days before being forced to dig": the clause after "before" follows the stretch told.
        Interval? chosen = tree.ClauseOf(firstToken[best]) != clause && Follows(clause) ? NarrativeClock.Following(times, best)
            : IsLasting(trigger.Type.Code) ? NarrativeClock.Lasting(times, best) : times[best].Interval;
        // "hundreds killed since fighting began on Nov. 13": from that day on.
        if (published is { } report && chosen is { } begun && begun.From < report && begun.To < report && tree.ClauseOf(firstToken[best]) is int since
            && since != clause && Marks(since, "since")) chosen = begun with { To = report };
        // "killed 29 people in January", told in December: the January before.
        if (published is { } today && chosen is { From: { } from, To: { } to } && from > today && tree.IsEnglish(token) && tokens.Has(token, "Tense", "Past") && !NamesYear(times[best].Span))
            chosen = chosen.Value with { From = from.AddYears(-1), To = to.AddYears(-1) };
        return new ClaimTime(times[best].Span, chosen ?? times[best].Interval!.Value, times[best].Rule, false);
    }

    private bool NamesYear(TextSpan span)
    {
        int digits = 0;
        foreach (char c in span.Of(tree.Analysis.Document.Body))
        {
            digits = char.IsAsciiDigit(c) ? digits + 1 : 0;
            if (digits == 4) return true;
        }
        return false;
    }

    // The English clause with "which", "who" or "where" that tells more of a noun, in which a clause stands below another one; -1 for none.
    private int RelativeAbove(int clause, int outer)
    {
        for (int at = clause; at >= 0 && at != outer && tree.IsEnglish(at); at = tokens.Head[at] < 0 ? -1 : tree.ClauseOf(tokens.Head[at]))
        {
            if (!(tree.Is(at, "acl") || tree.Is(at, "advcl"))) continue;
            foreach (int t in tree.Children(at))
                if (t < at && words.Is("opens-relative", tokens.Form[t].ToLowerInvariant()) && t > tree.Sentence(t).FirstToken && IsAfterNoun(t)) return at;
        }
        return -1;
    }

    private bool IsAfterNoun(int t) => tokens.Upos[t - 1] is Upos.NOUN or Upos.PROPN || tokens.Form[t - 1] == "," && t - 2 >= tree.Sentence(t).FirstToken && tokens.Upos[t - 2] is Upos.NOUN or Upos.PROPN;

    private bool IsUntilReport(Interval interval) => published is { } day && interval.To == day;

    private bool HasDayIn(int clause, Sentence sentence)
    {
        for (int t = sentence.FirstToken; t < sentence.EndToken; t++)
            if (timeOf[t] >= 0 && firstToken[timeOf[t]] == t && IsDay(timeOf[t]) && ClauseReaches(tree.ClauseOf(t), clause)) return true;
        return false;
    }

    // Of its own clause, or of one coordinated with it ("killed three and injured seven on Wednesday").
    private bool ClauseReaches(int own, int clause) => own == clause || (own >= 0 && tokens.Head[own] == clause && tree.Is(own, "conj"));

    // "in the October 7 attack": the day tells which attack is meant; the story is not at it.
    private bool NamesEvent(int i)
    {
        int first = firstToken[i], end = first;
        if (tree.Language(first) != LanguageCode.English || first == tree.Sentence(first).FirstToken) return false;
        while (end < tokens.Count && timeOf[end] == i) end++;
        return (tokens.Upos[first] is Upos.DET || tokens.Upos[first - 1] is Upos.DET) && end < tree.Sentence(first).EndToken
            && tokens.Upos[end] is Upos.NOUN or Upos.ADJ && tokens.Start[end] <= tokens.SpanOf(end - 1).End + 1;
    }

    private bool NamesEvent(TextSpan span)
    {
        for (int i = 0; i < times.Count; i++)
            if (times[i].Span == span && firstToken[i] >= 0) return NamesEvent(i);
        return false;
    }

    // The noun that a time stands before as its attribute: "the June 11 attack"; -1 for none.
    private int DatedNoun(int time)
    {
        int end = time;
        while (end + 1 < tokens.Count && timeOf[end + 1] == timeOf[time]) end++;
        return end + 1 < tree.Sentence(time).EndToken && tokens.Upos[end + 1] == Upos.NOUN && tree.IsUnder(time, end + 1) ? end + 1 : -1;
    }

    private bool StartsAfterComma(int time)
    {
        int before = time - 1;
        while (before > 0 && tokens.Upos[before] is Upos.ADP or Upos.DET or Upos.CCONJ) before--;
        return before >= 0 && tokens.Form[before] is "," or ";";
    }

    private bool DatedBefore(Sentence sentence, int token)
    {
        for (int t = sentence.FirstToken; t < token; t++)
            if (timeOf[t] >= 0 && IsDay(timeOf[t])) return true;
        return false;
    }

    // A second time between, after a comma: the first dates what stands before that.
    private bool AnotherBetween(int time, int token)
    {
        for (int t = time + 1; t < token; t++)
            if (timeOf[t] >= 0 && timeOf[t] != timeOf[time] && firstToken[timeOf[t]] == t && IsDay(timeOf[t]) && StartsAfterComma(t)) return true;
        return false;
    }

    private ClaimTime? Carried(int sentence, bool isEvent, bool isLasting)
    {
        // «Ранее в Ростовской области …» goes back behind the story.
        if (OpensWithFlashback(sentence)) return null;
        // A month or another stretch goes on for one sentence.
        if (sentence > 0 && stretch[sentence - 1] is { } going && told[sentence - 1] is null && !IsBeforeStory(going.Interval, sentence)
            && tokens.Sentences[sentence].Block == tokens.Sentences[sentence - 1].Block) return going;
        if (!isEvent) return null;
        // «У 2022 році окупанти влаштували підвал. Там утримували цивільних»: a page about a time long past stays there until it tells another.
        if (tree.Language(tokens.Sentences[sentence].FirstToken) != LanguageCode.English && Past(sentence) is { } past) return past;
        for (int back = sentence - 1; back >= 0; back--)
            if (told[back] is { } before) return before;
        if (told[sentence] is { } same) return same;
        for (int next = sentence + 1; !isLasting && sentence < LeadSentences && next < told.Length && next <= sentence + AheadReach; next++)
            if (told[next] is { } ahead && !IsFlashback(next) && (IsNews(ahead.Interval) || next == sentence + 1 && published is null)) return ahead;
        return null;
    }

    // The month or year long before the report that the page told last, with no other time told since; null where none.
    private ClaimTime? Past(int sentence)
    {
        const int ReachSentences = 6, FarDays = 120;
        if (published is not { } day || told[sentence] is not null) return null;
        for (int back = sentence - 1; back >= Math.Max(0, sentence - ReachSentences); back--)
        {
            if (told[back] is not null) return null;
            for (int i = times.Count - 1; i >= 0; i--)
            {
                if (firstToken[i] < 0 || tree.SentenceOf(firstToken[i]) != back || times[i].Interval is not { From: not null, To: { } last } interval) continue;
                bool isLongPast = interval.LengthDays is > LongestCarriedDays and <= 366 && day.DayNumber - last.DayNumber >= FarDays;
                return isLongPast && (!times[i].IsBackground || !tellsNews) && !IsDayOfReport(firstToken[i]) ? new ClaimTime(times[i].Span, interval, times[i].Rule, true) : null;
            }
        }
        return null;
    }

    // "The airstrike on Wednesday …. The group captured the town in March last year. The airstrike also …": back at the story.
    private bool IsBeforeStory(Interval stretch, int sentence)
    {
        for (int back = sentence - 1; back >= 0; back--)
            if (told[back] is { } day) return stretch.To is { } last && day.Interval.From is { } from && last < from;
        return false;
    }

    // "As reported earlier, on January 1 …" is older than the lead it follows.
    private bool IsFlashback(int sentence) => HasFlashback(tokens.Sentences[sentence].FirstToken, tokens.Sentences[sentence].EndToken);

    private bool OpensWithFlashback(int sentence) => HasFlashback(tokens.Sentences[sentence].FirstToken, Math.Min(tokens.Sentences[sentence].EndToken, tokens.Sentences[sentence].FirstToken + 2));

    private bool HasFlashback(int first, int end)
    {
        for (int t = first; t < end; t++)
            if (words.Is("flashback", tokens.Lemma[t])) return true;
        return false;
    }

    private bool IsNews(Interval interval) => published is { } day && interval.To is { } last && day.DayNumber - last.DayNumber is >= 0 and <= NewsDays;

    // Refusals and conditions are told of a time of their own; what happens is told on from day to day.
    private static bool IsEvent(string family) => family is "violence" or "harm" or "coercion" or "control" or "civil";

    // «без света остались тысячи»: it happened that day.
    private bool IsCut(Trigger trigger) => trigger.Type.Family == "conditions" && tokens.Head[trigger.Token] is >= 0 and int verb && words.Is("remain", tokens.Lemma[verb]);

    private bool IsDay(int i) => !times[i].IsBackground && times[i].Interval is { } interval && IsDay(interval);

    private static bool IsDay(Interval interval) => interval.From is not null && interval.To is not null && interval.LengthDays <= LongestCarriedDays;

    private bool Marks(int clause, string mark)
    {
        foreach (int child in tree.Children(clause))
            if (tree.Is(child, "mark") && tokens.Lemma[child] == mark) return true;
        return false;
    }

    private bool Follows(int clause)
    {
        foreach (int child in tree.Children(clause))
            if (tree.Is(child, "mark") && words.Is("before", tokens.Lemma[child])) return true;
        return false;
    }

    private static bool IsLasting(string type) => type is "detention" or "forced-labour" or "deprivation" or "displacement" or "missing";

    // What is told on has happened by the day of the report.
    private bool IsAfterReport(Interval interval) => published is { } day && interval.From is { } from && from > day;

    // "said on Wednesday that …": the day of the saying is not the day of what is said.
    private bool IsReporting(int upper, int lower)
    {
        for (int at = lower; at >= 0 && at != upper; at = tokens.Head[at])
            if (tokens.Head[at] == upper && tree.Is(at, "ccomp")) return true;
        return false;
    }

    // «по данным властей за 28 апреля, …», «Про це 17 березня поінформував Генштаб»
    private bool IsDayOfData(int time)
    {
        const int Furthest = 8;
        int start = tree.Sentence(time).FirstToken;
        for (int t = time - 1; t >= start && time - t <= Furthest; t--)
        {
            if (tokens.Upos[t] is Upos.PUNCT or Upos.VERB) return false;
            if (words.Is("data", tokens.Lemma[t]) && tree.Preposition(t).Length > 0) return true;
            if (words.Is("this", tokens.Form[t]) && t > start && words.Is("about", tokens.Form[t - 1]) && time - t <= 2) return true;
        }
        return false;
    }

    private bool IsDayOfReport(int token) => IsDayOfData(token) || tree.Child(tree.ClauseOf(token), "ccomp") >= 0 && !EndsBeforeSpeaker(token, tree.ClauseOf(token));

    // "…, the ministry said Tuesday", "announced late on Tuesday that …": right after the verb of saying.
    private bool IsDayOfSaying(int time)
    {
        if (tree.Language(time) != LanguageCode.English) return false;
        int verb = time - 1;
        if (verb < tree.Sentence(time).FirstToken) return false;
        while (verb > tree.Sentence(time).FirstToken && words.Is("late", tokens.Form[verb])) verb--;
        return tokens.Upos[verb] is Upos.VERB && words.Is("said", tokens.Lemma[verb]) && (tokens.Form[verb].EndsWith('d') || tokens.Has(verb, "Tense", "Past"));
    }

    // "… by an attack overnight, the governor said": a comma parts the time from the verb of saying, so it belongs to what is said.
    private bool EndsBeforeSpeaker(int time, int verb)
    {
        if (time >= verb || tree.Language(verb) != LanguageCode.English || tree.Child(verb, "ccomp") is not (>= 0 and int content) || content > time) return false;
        for (int t = time + 1; t < verb; t++)
            if (tokens.Form[t] is "," && timeOf[t] < 0) return true;
        return false;
    }
}
