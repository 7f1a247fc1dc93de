using System.Collections.Frozen;
using System.Globalization;

namespace Hearsay.Capture;

/// <summary>What class and id words say an element is for.</summary>
[Flags]
internal enum MarkupHint : byte
{
    None = 0,
    Clutter = 1,
    Article = 2,
    Head = 4,
    Caption = 8,
    Embed = 16,
    Weak = 32,
    /// <summary>Shows the day of publication.</summary>
    Date = 64,
    /// <summary>Hidden when the page loads; pages put together by script hide their whole text so.</summary>
    Hidden = 128,
}

/// <summary>The words of data/capture/markup.txt.</summary>
internal sealed class MarkupHints
{
    private readonly FrozenDictionary<string, MarkupHint>.AlternateLookup<ReadOnlySpan<char>> words;
    private readonly FrozenDictionary<string, MarkupHint>.AlternateLookup<ReadOnlySpan<char>> pairs;

    private MarkupHints(Dictionary<string, MarkupHint> words, Dictionary<string, MarkupHint> pairs)
    {
        this.words = words.ToFrozenDictionary(StringComparer.Ordinal).GetAlternateLookup<ReadOnlySpan<char>>();
        this.pairs = pairs.ToFrozenDictionary(StringComparer.Ordinal).GetAlternateLookup<ReadOnlySpan<char>>();
    }

    /// <summary>Reads the file.</summary>
    /// <exception cref="InvalidDataException">It does not say what it should; the message names file and line.</exception>
    public static MarkupHints Load(string file)
    {
        Dictionary<string, MarkupHint> single = new(StringComparer.Ordinal), joined = new(StringComparer.Ordinal);
        MarkupHint current = MarkupHint.None;
        foreach ((string text, int line) in PageLexicon.DataLines(file))
        {
            if (text[0] == '[')
            {
                current = text.Trim('[', ']') switch
                {
                    "clutter" => MarkupHint.Clutter,
                    "date" => MarkupHint.Date,
                    "weak" => MarkupHint.Weak,
                    "article" => MarkupHint.Article,
                    "head" => MarkupHint.Head,
                    "caption" => MarkupHint.Caption,
                    "embed" => MarkupHint.Embed,
                    _ => throw new InvalidDataException(string.Create(CultureInfo.InvariantCulture, $"{file}({line}): unknown section {text}")),
                };
                continue;
            }
            string key = text.Replace('+', ' ');
            Dictionary<string, MarkupHint> target = key.Contains(' ') ? joined : single;
            target[key] = target.GetValueOrDefault(key) | current;
        }
        return new MarkupHints(single, joined);
    }

    /// <summary>What the words of an attribute say together.</summary>
    public MarkupHint Of(ReadOnlySpan<char> attribute)
    {
        if (attribute.IsEmpty) return MarkupHint.None;
        Span<char> buffer = stackalloc char[96];
        MarkupHint hint = MarkupHint.None;
        int previousStart = -1, start = 0, length = 0;
        for (int i = 0; i <= attribute.Length; i++)
        {
            char c = i < attribute.Length ? attribute[i] : ' ';
            bool letter = char.IsAsciiLetter(c);
            bool boundary = !letter || (char.IsAsciiLetterUpper(c) && i > 0 && char.IsAsciiLetterLower(attribute[i - 1]));
            if (boundary && length > start)
            {
                hint |= words.TryGetValue(buffer[start..length], out MarkupHint one) ? one : MarkupHint.None;
                if (previousStart >= 0) hint |= pairs.TryGetValue(buffer[previousStart..length], out MarkupHint two) ? two : MarkupHint.None;
                previousStart = start;
                if (c == ' ' || length >= buffer.Length - 24)
                {
                    // Class names are apart from each other; words join only within one.
                    previousStart = -1;
                    length = 0;
                }
                else buffer[length++] = ' ';
                start = length;
            }
            else if (c == ' ')
            {
                previousStart = -1;
                start = length = 0;
            }
            if (letter && length < buffer.Length - 2) buffer[length++] = char.ToLowerInvariant(c);
        }
        return hint;
    }
}
