// hearsay evaluate times FOLDER: how well time expressions are found and resolved, on public test sets.
// The sets lie unpacked in FOLDER, train and held-out apart; none of them is part of the project.
using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Hearsay.Text;
using Hearsay.Times;

namespace Hearsay.Cli;

/// <summary>Measures the times stage on TimeBank, the Recognizers specifications and the Duckling corpora.</summary>
public static partial class EvaluateTimes
{
    /// <summary>Builds the command.</summary>
    public static Command Build()
    {
        var folder = new Argument<DirectoryInfo>("FOLDER") { Description = "Folder that holds time-timebank, time-recognizers-specs and time-duckling-ru-uk, unpacked." };
        var misses = new Option<bool>("--misses") { Description = "Print every case that came out wrong." };
        var command = new Command("times", "Measure time expressions: found, and resolved to the right days.") { folder, misses };
        command.SetAction(parse =>
        {
            DirectoryInfo data = parse.GetRequiredValue(folder);
            if (!data.Exists)
            {
                Console.Error.WriteLine($"No folder {data.FullName}: give the folder that holds the unpacked test sets.");
                return 2;
            }
            foreach (string line in Measure(data.FullName, Path.Combine(AppContext.BaseDirectory, "data", "times"), parse.GetValue(misses))) Console.Out.WriteLine(line);
            return 0;
        });
        return command;
    }

    /// <summary>Measures on every set that the folder holds.</summary>
    /// <param name="data">Folder of the unpacked sets.</param>
    /// <param name="vocabulary">Folder data/times.</param>
    /// <param name="misses">Also list what came out wrong.</param>
    /// <returns>Lines to print: one figure a line, the misses of a set before its figure.</returns>
    public static IEnumerable<string> Measure(string data, string vocabulary, bool misses)
    {
        var news = new TimeTagger(vocabulary);
        var assistant = new TimeTagger(vocabulary, TimeReading.Assistant);
        string bank = Path.Combine(data, "time-timebank"), specs = Path.Combine(data, "time-recognizers-specs", "English"), duckling = Path.Combine(data, "time-duckling-ru-uk");
        var lines = new List<string>();
        if (Directory.Exists(bank)) TimeBank(bank, news, misses, lines);
        if (Directory.Exists(specs)) Specifications(specs, assistant, misses, lines);
        if (Directory.Exists(duckling))
        {
            foreach (string language in new[] { "ru", "uk" }) Duckling(Path.Combine(duckling, language + ".tsv"), language, assistant, misses, lines);
        }
        return lines;
    }

    private static Document DocumentOf(string body, DateOnly? published, LanguageCode language)
    {
        var blocks = new List<Block>();
        for (int at = 0; at < body.Length;)
        {
            int end = body.IndexOf("\n\n", at, StringComparison.Ordinal);
            if (end < 0) end = body.Length;
            if (end > at) blocks.Add(new Block(TextSpan.FromBounds(at, end), BlockKind.Paragraph));
            at = end + 2;
        }
        return new Document { Id = "", Key = "", Body = body, Blocks = blocks, Published = published, Language = language };
    }

    // TimeBank: TIMEX3 of news, found (any overlap) and valued.

    private static void TimeBank(string folder, TimeTagger tagger, bool misses, List<string> lines)
    {
        int gold = 0, found = 0, matched = 0, valued = 0, exact = 0, documents = 0;
        foreach (string file in Directory.EnumerateFiles(folder, "*.tml", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            XElement root = XDocument.Load(file, LoadOptions.PreserveWhitespace).Root!;
            string? created = root.Element("DCT")?.Descendants("TIMEX3").FirstOrDefault()?.Attribute("value")?.Value;
            DateOnly? published = created is { Length: >= 10 } && DateOnly.TryParseExact(created[..10], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly day) ? day : null;
            var body = new System.Text.StringBuilder();
            var expected = new List<(int Start, int End, string Type, string Value)>();
            Flatten(root.Element("TEXT")!, body, expected);
            string text = body.ToString();
            IReadOnlyList<TimeExpression> tagged = tagger.Tag(DocumentOf(text, published, LanguageCode.English));
            documents++;
            gold += expected.Count;
            found += tagged.Count;
            var used = new HashSet<int>();
            foreach ((int start, int end, string type, string value) in expected)
            {
                int hit = -1;
                for (int i = 0; i < tagged.Count && hit < 0; i++)
                {
                    if (tagged[i].Span.Start < end && tagged[i].Span.End > start && used.Add(i)) hit = i;
                }
                if (hit < 0)
                {
                    if (misses) lines.Add($"missed   {type} {value} | {Around(text, start, end)}");
                    continue;
                }
                matched++;
                if (TimexValue(tagged[hit], value) == value) exact++;
                if (HasValue(tagged[hit], value)) valued++;
                else if (misses) lines.Add($"valued   {type} {value} | {Around(text, start, end)} | {tagged[hit].Span.Of(text)} {Show(tagged[hit])} published {published:yyyy-MM-dd}");
            }
            if (misses)
            {
                for (int i = 0; i < tagged.Count; i++)
                {
                    if (!used.Contains(i)) lines.Add($"spurious {tagged[i].Rule} | {Around(text, tagged[i].Span.Start, tagged[i].Span.End)}");
                }
            }
        }
        lines.Add(string.Create(CultureInfo.InvariantCulture, $"timebank: {documents} documents, {gold} expressions, {found} found | relaxed P {Ratio(matched, found)} R {Ratio(matched, gold)} F1 {Ratio(2 * matched, gold + found)} | TIMEX3 string F1 {Ratio(2 * exact, gold + found)} | value F1 {Ratio(2 * valued, gold + found)}"));
    }

    private static void Flatten(XElement element, System.Text.StringBuilder body, List<(int, int, string, string)> expected)
    {
        foreach (XNode node in element.Nodes())
        {
            if (node is XText text) body.Append(text.Value);
            else if (node is XElement inner)
            {
                int start = body.Length;
                Flatten(inner, body, expected);
                if (inner.Name == "TIMEX3") expected.Add((start, body.Length, inner.Attribute("type")?.Value ?? "", inner.Attribute("value")?.Value ?? ""));
            }
        }
    }

    /// <summary>An expression as a TIMEX3 value, for the comparison by string that TempEval-3 makes.</summary>
    /// <param name="expression">What was found.</param>
    /// <param name="asked">The gold value: a length is written in its units, for ours is in days.</param>
    private static string? TimexValue(TimeExpression expression, string asked)
    {
        string? reference = expression.Anchor switch { "indefinite present" => "PRESENT_REF", "indefinite past" => "PAST_REF", "indefinite future" => "FUTURE_REF", _ => null };
        if (reference is not null) return reference;
        if (expression.Kind is TimeKind.Duration or TimeKind.Set)
            return expression.DurationDays is { } days && DaysOf(asked) is { } length && Math.Abs(days - length) <= 0.02 * length + 0.001 ? asked : null;
        if (expression.Interval is not { } interval) return null;
        DateOnly? named = expression.Rule[3..] switch
        {
            "after" => interval.From?.AddDays(-1),
            "until" => interval.To,
            "before" => interval.To?.AddDays(1),
            _ => interval.From,
        };
        if (named is not { } day) return null;
        DateTime time = day.ToDateTime(TimeOnly.MinValue);
        return interval.Grain switch
        {
            Grain.Day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            Grain.Week => string.Create(CultureInfo.InvariantCulture, $"{ISOWeek.GetYear(time):0000}-W{ISOWeek.GetWeekOfYear(time):00}"),
            Grain.Month => day.ToString("yyyy-MM", CultureInfo.InvariantCulture),
            Grain.Quarter => string.Create(CultureInfo.InvariantCulture, $"{day.Year:0000}-Q{(day.Month + 2) / 3}"),
            Grain.Season => string.Create(CultureInfo.InvariantCulture, $"{day.Year:0000}-{(day.Month switch { >= 3 and < 6 => "SP", >= 6 and < 9 => "SU", >= 9 and < 12 => "FA", _ => "WI" })}"),
            Grain.Year => day.ToString("yyyy", CultureInfo.InvariantCulture),
            _ => (day.Year / 10).ToString("000", CultureInfo.InvariantCulture),
        };
    }

    /// <summary>Whether an expression says what a TIMEX3 value says, at the value's own grain.</summary>
    private static bool HasValue(TimeExpression expression, string value)
    {
        switch (value)
        {
            case "PRESENT_REF": return expression.Anchor == "indefinite present";
            case "PAST_REF": return expression.Anchor == "indefinite past" || expression.Rule.EndsWith("recent-units", StringComparison.Ordinal);
            case "FUTURE_REF": return expression.Anchor == "indefinite future";
        }
        if (value.StartsWith('P'))
        {
            if (value.Contains('X', StringComparison.Ordinal)) return expression.Anchor == "indefinite length" || expression.Rule.EndsWith("recent-units", StringComparison.Ordinal);
            return expression.DurationDays is { } days && DaysOf(value) is { } length && Math.Abs(days - length) <= 0.02 * length + 0.001;
        }
        if (expression.Interval is not { } interval) return false;
        // "1998-WXX", "1998-10-XX": a week or day left open within what is told.
        if (value.IndexOf("-WXX", StringComparison.Ordinal) is > 0 and var week) return interval.Grain == Grain.Week && Within(value[..week]);
        if (value.IndexOf("-XX", StringComparison.Ordinal) is > 0 and var masked) return Within(value[..masked]);
        if (Days(value) is not { } told) return false;
        // "since 1990", "until Friday": TimeML values the date, not the stretch.
        int yearsTold = value.Length;
        return expression.Rule[3..] switch
        {
            "since" => Holds(interval.From),
            "after" => Holds(interval.From?.AddDays(-1)),
            "until" => Holds(interval.To),
            "before" => Holds(interval.To?.AddDays(1)),
            // TimeML values the two ends of a range apart: either is taken.
            "range" or "day-range" => Holds(interval.From) || Holds(interval.To),
            _ when interval.Grain == Grain.Day || interval.Grain != Grain.Decade && interval.LengthDays is null or > 366 || yearsTold == 2 => interval.From == told.From && interval.To == told.To,
            _ => Holds(interval.From),
        };

        bool Within(string part) => Days(part) is { } outer && interval.From <= outer.To && interval.To >= outer.From;

        // The unit around the day, at the grain it was told in.
        bool Holds(DateOnly? named)
        {
            if (named is not { } day) return false;
            int monday = -(((int)day.DayOfWeek + 6) % 7);
            (DateOnly from, DateOnly to) = interval.Grain switch
            {
                Grain.Week => (day.AddDays(monday), day.AddDays(monday + 6)),
                Grain.Month => (new DateOnly(day.Year, day.Month, 1), new DateOnly(day.Year, day.Month, DateTime.DaysInMonth(day.Year, day.Month))),
                Grain.Quarter => (new DateOnly(day.Year, (day.Month - 1) / 3 * 3 + 1, 1), new DateOnly(day.Year, (day.Month - 1) / 3 * 3 + 1, 1).AddMonths(3).AddDays(-1)),
                Grain.Season => (interval.From ?? day, interval.To ?? day),
                Grain.Year => (new DateOnly(day.Year, 1, 1), new DateOnly(day.Year, 12, 31)),
                Grain.Decade => (new DateOnly(day.Year / 10 * 10, 1, 1), new DateOnly(day.Year / 10 * 10 + 9, 12, 31)),
                _ => (day, day),
            };
            return from == told.From && to == told.To;
        }
    }

    /// <summary>The days of a TIMEX3 date value; null for a form that is no date.</summary>
    private static (DateOnly From, DateOnly To)? Days(string value)
    {
        Match match = TimexDate().Match(value);
        if (!match.Success) return null;
        string yearDigits = match.Groups["y"].Value.TrimEnd('X');
        int year = int.Parse(yearDigits, CultureInfo.InvariantCulture);
        if (yearDigits.Length == 2) return (new DateOnly(year * 100, 1, 1), new DateOnly(year * 100 + 99, 12, 31));
        if (yearDigits.Length == 3) return (new DateOnly(year * 10, 1, 1), new DateOnly(year * 10 + 9, 12, 31));
        if (year is < 1 or > 9998) return null;
        if (match.Groups["w"] is { Success: true } week)
        {
            var monday = DateOnly.FromDateTime(ISOWeek.ToDateTime(year, int.Parse(week.Value, CultureInfo.InvariantCulture), DayOfWeek.Monday));
            return match.Groups["we"].Success ? (monday.AddDays(5), monday.AddDays(6)) : (monday, monday.AddDays(6));
        }
        if (match.Groups["q"] is { Success: true } quarter)
        {
            var first = new DateOnly(year, int.Parse(quarter.Value, CultureInfo.InvariantCulture) * 3 - 2, 1);
            return (first, first.AddMonths(3).AddDays(-1));
        }
        if (match.Groups["s"] is { Success: true } season)
        {
            var first = new DateOnly(year, season.Value switch { "SP" => 3, "SU" => 6, "FA" => 9, _ => 12 }, 1);
            return (first, first.AddMonths(3).AddDays(-1));
        }
        if (!match.Groups["m"].Success) return (new DateOnly(year, 1, 1), new DateOnly(year, 12, 31));
        int month = int.Parse(match.Groups["m"].Value, CultureInfo.InvariantCulture);
        if (month is < 1 or > 12) return null;
        if (!match.Groups["d"].Success) return (new DateOnly(year, month, 1), new DateOnly(year, month, DateTime.DaysInMonth(year, month)));
        int day = int.Parse(match.Groups["d"].Value, CultureInfo.InvariantCulture);
        return day >= 1 && day <= DateTime.DaysInMonth(year, month) ? (new DateOnly(year, month, day), new DateOnly(year, month, day)) : null;
    }

    /// <summary>Mean length in days of an ISO 8601 duration.</summary>
    private static double? DaysOf(string value)
    {
        double days = 0;
        bool time = false, any = false;
        foreach (Match part in DurationPart().Matches(value))
        {
            if (part.Value == "T")
            {
                time = true;
                continue;
            }
            double count = double.Parse(part.Groups["n"].Value, CultureInfo.InvariantCulture);
            days += count * (part.Groups["u"].Value[0], time) switch
            {
                ('Y', _) => 365.25,
                ('Q', _) => 91.3125,
                ('M', false) => 30.4375,
                ('W', _) => 7,
                ('D', _) => 1,
                ('H', _) => 1 / 24.0,
                ('M', true) => 1 / 1440.0,
                _ => 1 / 86400.0,
            };
            any = true;
        }
        return any ? days : null;
    }

    // Recognizers: the date cases of the specifications; each result must be found and resolved.

    private static void Specifications(string folder, TimeTagger tagger, bool misses, List<string> lines)
    {
        foreach (string name in new[] { "DateExtractor", "DateParser", "DatePeriodExtractor", "DatePeriodParser" })
        {
            int cases = 0, right = 0;
            using JsonDocument file = JsonDocument.Parse(File.ReadAllText(Path.Combine(folder, name + ".json")));
            foreach (JsonElement item in file.RootElement.EnumerateArray())
            {
                string input = item.GetProperty("Input").GetString()!;
                DateOnly? reference = item.TryGetProperty("Context", out JsonElement context) && context.TryGetProperty("ReferenceDateTime", out JsonElement at)
                    ? DateOnly.Parse(at.GetString()![..10], CultureInfo.InvariantCulture) : new DateOnly(2016, 11, 7);
                IReadOnlyList<TimeExpression> tagged = tagger.Tag(DocumentOf(input, reference, LanguageCode.English));
                int length = item.GetProperty("Results").GetArrayLength();
                bool all = length > 0 || !tagged.Any(t => t.Kind == TimeKind.Date && t.Interval is not null);
                foreach (JsonElement result in item.GetProperty("Results").EnumerateArray())
                {
                    int start = result.TryGetProperty("Start", out JsonElement s) ? s.GetInt32() : input.IndexOf(result.GetProperty("Text").GetString()!, StringComparison.OrdinalIgnoreCase);
                    int end = start + result.GetProperty("Text").GetString()!.Length;
                    all &= tagged.Any(t => t.Span.Start < end && t.Span.End > start && Resolves(t, result));
                }
                cases++;
                if (all) right++;
                else if (misses) lines.Add($"{name} | {input} | {reference:yyyy-MM-dd} | {string.Join("; ", item.GetProperty("Results").EnumerateArray().Select(r => r.GetRawText().ReplaceLineEndings(" ")))} | {string.Join("; ", tagged.Select(t => t.Span.Of(input) + " " + Show(t)))}");
            }
            lines.Add($"recognizers {name}: {right} of {cases} cases, {Ratio(right, cases)}");
        }
    }

    /// <summary>Whether an expression has one of the resolutions of a specification; true where it gives none.</summary>
    private static bool Resolves(TimeExpression expression, JsonElement result)
    {
        if (!result.TryGetProperty("Value", out JsonElement value) || value.ValueKind != JsonValueKind.Object) return true;
        bool any = false;
        foreach (string name in new[] { "PastResolution", "FutureResolution" })
        {
            if (!value.TryGetProperty(name, out JsonElement resolution) || resolution.ValueKind != JsonValueKind.Object) continue;
            DateOnly? from = Day(resolution, "date") ?? Day(resolution, "startDate"), to = Day(resolution, "date") ?? Day(resolution, "endDate");
            if (from is null && to is null) continue;
            any = true;
            // An end date is the first day after a period, and the last of a range: both are accepted.
            if (expression.Interval is { } i && (from is null || i.From == from) && (to is null || i.To == to || i.To == to.Value.AddDays(-1))) return true;
            if (from?.Year == 1 && expression.Interval is null) return true;
        }
        return !any;

        static DateOnly? Day(JsonElement resolution, string name) =>
            resolution.TryGetProperty(name, out JsonElement day) && DateOnly.TryParseExact(day.GetString(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly read) ? read : null;
    }

    // Duckling: one expression a line, with the value it must have; times of day are compared by their day.

    private static void Duckling(string file, string language, TimeTagger tagger, bool misses, List<string> lines)
    {
        int cases = 0, right = 0;
        var reference = new DateOnly(2013, 2, 12);
        foreach (string line in File.ReadLines(file))
        {
            string[] cells = line.Split('\t');
            if (line.StartsWith('#') || cells.Length != 2) continue;
            IReadOnlyList<TimeExpression> tagged = tagger.Tag(DocumentOf(cells[0], reference, language == "ru" ? LanguageCode.Russian : LanguageCode.Ukrainian));
            cases++;
            if (tagged.Any(t => Answers(t, cells[1], reference))) right++;
            else if (misses) lines.Add($"duckling {line} | {string.Join("; ", tagged.Select(t => t.Rule + " " + t.Span.Of(cells[0]) + " " + Show(t)))}");
        }
        lines.Add($"duckling {language}: {right} of {cases} expressions, {Ratio(right, cases)}");
    }

    private static bool Answers(TimeExpression expression, string value, DateOnly reference)
    {
        List<int[]> moments = [.. DucklingMoment().Matches(value).Select(m => m.Groups["n"].Captures.Select(c => int.Parse(c.Value, CultureInfo.InvariantCulture)).ToArray())];
        string grain = value.Split(' ').First(w => w is "Second" or "Minute" or "Hour" or "Day" or "Week" or "Month" or "Quarter" or "Year");
        if (moments.Count == 0) return false;
        DateOnly first = DayOf(moments[0]);
        bool withinDay = grain is "Second" or "Minute" or "Hour";
        if (withinDay && expression.Kind is TimeKind.TimeOfDay or TimeKind.Duration) return true;
        if (expression.Interval is not { } interval) return false;
        if (value.Contains("OpenInterval Before", StringComparison.Ordinal)) return interval.To == (withinDay || moments[0][3] > 0 ? first : first.AddDays(-1)) || interval.To == first.AddDays(-1);
        if (value.Contains("OpenInterval After", StringComparison.Ordinal)) return interval.From == first;
        if (value.StartsWith("datetimeInterval", StringComparison.Ordinal))
        {
            // The end is the first moment outside: midnight belongs to the day before.
            DateOnly last = DayOf(moments[1]);
            if (moments[1][3] == 0 && moments[1][4] == 0) last = last.AddDays(-1);
            // A weekend begins on Friday evening there; ours is Saturday and Sunday.
            if (moments[0][3] == 18 && interval.LengthDays == 2) first = first.AddDays(1);
            return interval.From == first && interval.To == last;
        }
        return grain switch
        {
            "Week" => interval.From == first && interval.LengthDays == 7,
            "Month" => interval.From is { } from && from.Year == first.Year && from.Month == first.Month && interval.LengthDays <= 31,
            "Quarter" => interval.From == first && interval.LengthDays is >= 89 and <= 92,
            "Year" => interval.From == first && interval.LengthDays >= 365,
            _ => interval.From == first && interval.To == first,
        };

        static DateOnly DayOf(int[] n) => new(n[0], Math.Max(1, n[1]), Math.Max(1, n[2]));
    }

    private static string Around(string text, int start, int end) =>
        (text[Math.Max(0, start - 40)..start] + "[" + text[start..end] + "]" + text[end..Math.Min(text.Length, end + 30)]).ReplaceLineEndings(" ");

    private static string Show(TimeExpression expression) =>
        string.Create(CultureInfo.InvariantCulture, $"({expression.Rule} {expression.Interval?.From:yyyy-MM-dd}..{expression.Interval?.To:yyyy-MM-dd} {expression.Interval?.Grain} {expression.Anchor} {expression.DurationDays})");

    private static string Ratio(int part, int whole) => (whole == 0 ? 0 : (double)part / whole).ToString("0.000", CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^(?<y>\d{2,3}[\dX]?)(-W(?<w>\d\d?)(?<we>-WE)?|-Q(?<q>[1-4])|-(?<s>SP|SU|FA|WI)|-(?<m>\d\d)(-(?<d>\d\d))?)?(T.*)?$", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex TimexDate();

    [GeneratedRegex(@"T|(?<n>\d+(\.\d+)?)(?<u>[YQMWDHS])", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex DurationPart();

    [GeneratedRegex(@"\((?<n>-?\d+)(, (?<n>-?\d+)){5}\)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex DucklingMoment();
}
