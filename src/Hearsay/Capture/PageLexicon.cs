using System.Buffers;
using System.Collections.Frozen;
using System.Globalization;

namespace Hearsay.Capture;

/// <summary>The clutter, origin-mark and month lexicons of data/capture, loaded once and shared by every capture.</summary>
public sealed class PageLexicon
{
    private const int LongestWholeLine = 120;

    private readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> lines;
    private readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> cues;
    private readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> ends;
    private readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> rubrics;
    private readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> unnamedOrigins;
    private readonly FrozenDictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> months;
    private readonly FrozenDictionary<string, Agency>.AlternateLookup<ReadOnlySpan<char>> agencies;
    private readonly Openers starts;
    private readonly Openers longCues;
    private readonly Openers credits;
    private readonly Openers captions;
    private readonly Openers bylines;
    private readonly Openers signatures;
    private readonly string[] updatedWords;
    private readonly Openers updated;
    private readonly Openers references;
    private readonly Openers published;
    private readonly string[] markPhrases;
    private readonly Openers marks;
    private readonly Openers labels;
    private readonly string[] creditAgencies;
    private readonly SearchValues<string> sentences;
    private readonly Openers lowered;
    private readonly SearchValues<string> said;
    private readonly SearchValues<string> refers;
    private readonly Openers asks;
    private readonly SearchValues<string> asksFor;
    private readonly Openers notices;

    private PageLexicon(Dictionary<string, List<string>> clutter, Dictionary<string, List<string>> origins, Dictionary<string, int> monthNames, Dictionary<string, Agency> agencyNames, MarkupHints markup, BlockWeights blocks)
    {
        Blocks = blocks;
        Markup = markup;
        lines = Set(clutter["line"]);
        cues = Set(clutter["cue"]);
        ends = Set(clutter["end"]);
        rubrics = Set(clutter["rubric"]);
        unnamedOrigins = Set(origins["unnamed"]);
        starts = new Openers(clutter["start"]);
        longCues = new Openers(clutter["cue"].Where(c => c.Contains(' ')));
        credits = new Openers(clutter["credit"].Select(c => Core(c).ToString()));
        captions = new Openers(clutter["caption"]);
        bylines = new Openers(clutter["byline"]);
        signatures = new Openers(clutter["signature"]);
        updated = new Openers(clutter["updated"]);
        updatedWords = [.. clutter["updated"]];
        published = new Openers(clutter["published"]);
        references = new Openers(clutter["reference"]);
        creditAgencies = [.. clutter["agency"]];
        marks = new Openers(origins["mark"]);
        markPhrases = [.. origins["mark"].OrderByDescending(c => c.Length)];
        labels = new Openers(origins["label"]);
        sentences = SearchValues.Create([.. clutter["sentence"]], StringComparison.Ordinal);
        lowered = new Openers(clutter["lowered"]);
        said = SearchValues.Create([.. clutter["said"]], StringComparison.Ordinal);
        refers = SearchValues.Create([.. clutter["refers"]], StringComparison.Ordinal);
        asks = new Openers(clutter["ask"]);
        asksFor = SearchValues.Create([.. clutter["ask-for"]], StringComparison.Ordinal);
        notices = new Openers([.. clutter["sentence"], .. clutter["ask-for"]]);
        months = monthNames.ToFrozenDictionary(StringComparer.Ordinal).GetAlternateLookup<ReadOnlySpan<char>>();
        agencies = agencyNames.ToFrozenDictionary(StringComparer.Ordinal).GetAlternateLookup<ReadOnlySpan<char>>();
    }

    /// <summary>A news agency and the sites on which its name is no origin mark.</summary>
    internal sealed record Agency(string Name, string[] Domains);

    /// <summary>Reads clutter.txt, origins.txt, months.txt, markup.txt and blocks.txt.</summary>
    /// <param name="folder">The folder that holds them ("data/capture").</param>
    /// <exception cref="InvalidDataException">A file is missing or does not say what it should; the message names file and line.</exception>
    public static PageLexicon Load(string folder)
    {
        Dictionary<string, List<string>> clutter = Sections(Path.Combine(folder, "clutter.txt"),
            ["line", "start", "cue", "end", "sentence", "ask", "ask-for", "credit", "caption", "agency", "rubric", "byline", "signature", "updated", "published", "reference", "refers", "said", "lowered"]);
        string originFile = Path.Combine(folder, "origins.txt");
        Dictionary<string, List<string>> origins = Sections(originFile, ["unnamed", "mark", "label", "agency"]);

        Dictionary<string, Agency> agencyNames = new(StringComparer.Ordinal);
        foreach (string entry in origins["agency"])
        {
            int equals = entry.IndexOf('=');
            if (equals < 1) throw new InvalidDataException($"{originFile}: agency line \"{entry}\" needs \"spelling = Name domain\"");
            // Names are kept as the file spells them, so this section is read from the raw lines.
            string[] words = entry[(equals + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries);
            int firstDomain = Array.FindIndex(words, w => w.Contains('.'));
            if (firstDomain < 1) throw new InvalidDataException($"{originFile}: agency line \"{entry}\" needs a name and at least one domain");
            agencyNames[Fold(entry.AsSpan(0, equals).Trim())] = new Agency(string.Join(' ', words[..firstDomain]), words[firstDomain..]);
        }

        string monthFile = Path.Combine(folder, "months.txt");
        Dictionary<string, int> monthNames = new(StringComparer.Ordinal);
        foreach ((string text, int line) in DataLines(monthFile))
        {
            int equals = text.IndexOf('=');
            if (equals < 1 || !int.TryParse(text.AsSpan(0, equals), NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture, out int month) || month is < 1 or > 12)
                throw new InvalidDataException(string.Create(CultureInfo.InvariantCulture, $"{monthFile}({line}): expected \"number = spellings\" with a month from 1 to 12"));
            foreach (string name in text[(equals + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries)) monthNames[name] = month;
        }
        return new PageLexicon(clutter, origins, monthNames, agencyNames, MarkupHints.Load(Path.Combine(folder, "markup.txt")), BlockWeights.Load(Path.Combine(folder, "blocks.txt")));
    }

    /// <summary>Lower case, one apostrophe, е for ё; as long as the text, so that positions carry over.</summary>
    internal static string Fold(ReadOnlySpan<char> text) => string.Create(text.Length, text, static (target, source) =>
    {
        for (int i = 0; i < source.Length; i++) target[i] = FoldChar(source[i]);
    });

    internal static char FoldChar(char c) => c switch
    {
        '’' or '‘' or 'ʼ' or '`' or '´' or 'ˈ' => '\'',
        'ё' or 'Ё' => 'е',
        '–' => '—',
        '\u00A0' => ' ',
        _ => char.ToLowerInvariant(c),
    };

    /// <summary>The folded line without the bullets, arrows, emoji and punctuation around its words.</summary>
    internal static ReadOnlySpan<char> Core(ReadOnlySpan<char> folded)
    {
        int start = 0, end = folded.Length;
        while (start < end && !char.IsLetterOrDigit(folded[start])) start++;
        while (end > start && !char.IsLetterOrDigit(folded[end - 1])) end--;
        return folded[start..end];
    }

    internal bool IsClutterLine(ReadOnlySpan<char> core) => core.Length <= LongestWholeLine && lines.Contains(core);

    internal bool IsCue(ReadOnlySpan<char> core) => core.Length <= LongestWholeLine && cues.Contains(core);

    internal bool IsEnd(ReadOnlySpan<char> core) => core.Length <= LongestWholeLine && ends.Contains(core);

    internal bool IsUnnamedOrigin(ReadOnlySpan<char> core) => core.Length <= LongestWholeLine && unnamedOrigins.Contains(core);

    internal bool StartsClutter(ReadOnlySpan<char> core) => starts.LengthAt(core) > 0;

    /// <summary>Length of the cue of several words that begins the line, or 0.</summary>
    internal int CueLength(ReadOnlySpan<char> core) => longCues.LengthAt(core);

    internal int CaptionLength(ReadOnlySpan<char> core) => captions.LengthAt(core);

    internal int BylineLength(ReadOnlySpan<char> core) => bylines.LengthAt(core);

    /// <summary>Whether the line opens as an office signs what it publishes.</summary>
    internal bool IsSignature(ReadOnlySpan<char> core) => signatures.LengthAt(core) > 0;

    internal int UpdatedLength(ReadOnlySpan<char> core) => updated.LengthAt(core);

    internal bool IsPublishedLabel(ReadOnlySpan<char> core) => published.LengthAt(core) > 0;

    /// <summary>Whether the line speaks of what the line before it said.</summary>
    internal bool RefersBack(ReadOnlySpan<char> core) => references.LengthAt(core) > 0 || core[..Math.Min(core.Length, LongestWholeLine)].IndexOfAny(refers) >= 0;

    /// <summary>Whether the line begins by speaking of what was said before it.</summary>
    internal bool OpensReferringBack(ReadOnlySpan<char> core) => references.LengthAt(core) > 0;

    /// <summary>Whether the text reports what somebody said.</summary>
    internal bool Reports(ReadOnlySpan<char> folded) => folded.IndexOfAny(said) >= 0;

    /// <summary>Whether the text begins with a name that is written without a capital on purpose.</summary>
    internal bool StartsLoweredName(ReadOnlySpan<char> folded) => lowered.LengthAt(folded) > 0;

    internal int MarkLength(ReadOnlySpan<char> core) => marks.LengthAt(core);

    internal int LabelLength(ReadOnlySpan<char> core) => labels.LengthAt(core);

    /// <summary>Length of the credit opener ("фото") that begins the text, or 0.</summary>
    internal int CreditLength(ReadOnlySpan<char> core) => credits.LengthAt(core);

    /// <summary>What class and id words say.</summary>
    internal MarkupHints Markup { get; }

    /// <summary>How likely a block is the article's.</summary>
    internal BlockWeights Blocks { get; }

    internal IReadOnlyList<string> UpdateWords => updatedWords;

    internal string[] CreditAgencies => creditAgencies;

    internal IReadOnlyList<string> Marks => markPhrases;

    /// <summary>Whether at some word of the folded text a boilerplate phrase begins, or something publishers ask for: a quick look at the many lines that have neither.</summary>
    internal bool MayBeNotice(ReadOnlySpan<char> folded)
    {
        bool inside = false;
        for (int i = 0; i < folded.Length; i++)
        {
            bool letter = char.IsLetterOrDigit(folded[i]);
            if (!inside && folded[i] != ' ' && notices.BeginsAt(folded[i..])) return true;
            inside = letter;
        }
        return false;
    }

    /// <summary>Position of the first boilerplate phrase in the folded text, or −1.</summary>
    internal int IndexOfBoilerplate(ReadOnlySpan<char> folded) => folded.IndexOfAny(sentences);

    /// <summary>Position of the first thing publishers ask their readers for, or −1.</summary>
    internal int IndexOfAskedFor(ReadOnlySpan<char> folded) => folded.IndexOfAny(asksFor);

    /// <summary>Whether a clause of the sentence begins with words that ask the reader for something.</summary>
    internal bool Asks(ReadOnlySpan<char> foldedSentence)
    {
        bool opens = true;
        for (int i = 0; i < foldedSentence.Length; i++)
        {
            char c = foldedSentence[i];
            if (char.IsLetterOrDigit(c))
            {
                if (opens && asks.LengthAt(foldedSentence[i..]) > 0) return true;
                opens = false;
            }
            else if (c is not ' ' and not '\'' and not '-') opens = true;
        }
        return false;
    }

    internal bool IsRubric(ReadOnlySpan<char> core) => core.Length <= LongestWholeLine && rubrics.Contains(core);

    internal bool TryMonth(ReadOnlySpan<char> foldedWord, out int month) => months.TryGetValue(foldedWord, out month);

    internal Agency? FindAgency(ReadOnlySpan<char> foldedName) => agencies.TryGetValue(foldedName, out Agency? agency) ? agency : null;

    /// <summary>Phrases that open a line, found by their first letters.</summary>
    private sealed class Openers
    {
        private readonly FrozenDictionary<int, string[]> byHead;

        public Openers(IEnumerable<string> phrases) => byHead = phrases.Distinct(StringComparer.Ordinal).Where(p => p.Length > 0)
            .GroupBy(p => Head(p)).ToFrozenDictionary(g => g.Key, g => g.OrderByDescending(p => p.Length).ThenBy(p => p, StringComparer.Ordinal).ToArray());

        /// <summary>Length of the longest phrase that opens the text and ends where a word ends, or 0.</summary>
        public int LengthAt(ReadOnlySpan<char> text)
        {
            if (text.IsEmpty || !byHead.TryGetValue(Head(text), out string[]? phrases)) return 0;
            foreach (string phrase in phrases)
            {
                if (text.StartsWith(phrase, StringComparison.Ordinal)
                    && (text.Length == phrase.Length || !char.IsLetterOrDigit(phrase[^1]) || !char.IsLetterOrDigit(text[phrase.Length]))) return phrase.Length;
            }
            return 0;
        }

        /// <summary>Whether a phrase begins the text, wherever it ends.</summary>
        public bool BeginsAt(ReadOnlySpan<char> text)
        {
            if (!byHead.TryGetValue(Head(text), out string[]? phrases)) return false;
            foreach (string phrase in phrases)
            {
                if (text.StartsWith(phrase, StringComparison.Ordinal)) return true;
            }
            return false;
        }

        private static int Head(ReadOnlySpan<char> text) => text.Length == 1 ? text[0] : (text[0] << 16) | text[1];
    }

    private static FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Set(List<string> phrases) =>
        phrases.Select(p => Core(p).ToString()).Where(p => p.Length > 0).ToFrozenSet(StringComparer.Ordinal).GetAlternateLookup<ReadOnlySpan<char>>();

    private static Dictionary<string, List<string>> Sections(string file, string[] expected)
    {
        Dictionary<string, List<string>> sections = expected.ToDictionary(name => name, _ => new List<string>(), StringComparer.Ordinal);
        List<string>? current = null;
        bool raw = false;
        foreach ((string text, int line) in DataLines(file))
        {
            if (text[0] == '[')
            {
                string name = text.Trim('[', ']');
                if (!sections.TryGetValue(name, out current))
                    throw new InvalidDataException(string.Create(CultureInfo.InvariantCulture, $"{file}({line}): unknown section [{name}]; known are {string.Join(", ", expected)}"));
                raw = text.Length > 0 && name == "agency" && expected.Contains("mark", StringComparer.Ordinal);
                continue;
            }
            if (current is null) throw new InvalidDataException(string.Create(CultureInfo.InvariantCulture, $"{file}({line}): a phrase before the first [section]"));
            current.Add(raw ? text : Fold(text));
        }
        return sections;
    }

    internal static IEnumerable<(string Text, int Line)> DataLines(string file)
    {
        string[] all;
        try
        {
            all = File.ReadAllLines(file);
        }
        catch (IOException e)
        {
            throw new InvalidDataException($"{file}: cannot be read ({e.Message}); data/ must lie beside the program", e);
        }
        for (int i = 0; i < all.Length; i++)
        {
            string text = all[i].Trim();
            if (text.Length > 0 && text[0] != '#') yield return (text, i + 1);
        }
    }
}
