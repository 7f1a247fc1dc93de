using System.Collections.Frozen;

namespace Hearsay.Text;

/// <summary>What may stand after an abbreviation.</summary>
public enum AbbreviationKind : byte
{
    None,
    /// <summary>A word always follows (Mr., ул., ст.): never the end of a sentence.</summary>
    Inner,
    /// <summary>May be the last word of a sentence (etc., г., млн.).</summary>
    MayEnd,
}

/// <summary>Abbreviations and hyphen rules of the three languages, read from data/lexicon/tokens.*.txt.</summary>
/// <remarks>
/// One entry a line: "inner Mr", "may-end etc", "hyphen-before anti" (a first part that keeps its hyphen),
/// "hyphen-after небудь", "fused cannot 3" (cut after three letters), "starter The" (a capital word that opens sentences).
/// '#' begins a comment. Words are given without the full stop; case does not matter.
/// </remarks>
public sealed class TokenizerLexicon
{
    private readonly FrozenDictionary<string, AbbreviationKind>[] _abbreviations;
    private readonly FrozenSet<string>[] _hyphenBefore, _hyphenAfter, _starters;
    private readonly FrozenDictionary<string, int> _fused;
    private readonly FrozenDictionary<string, AbbreviationKind>.AlternateLookup<ReadOnlySpan<char>>[] _abbreviationLookup;

    private TokenizerLexicon(FrozenDictionary<string, AbbreviationKind>[] abbreviations, FrozenSet<string>[] hyphenBefore, FrozenSet<string>[] hyphenAfter, FrozenSet<string>[] starters, FrozenDictionary<string, int> fused)
    {
        _abbreviations = abbreviations;
        _abbreviationLookup = [.. abbreviations.Select(a => a.GetAlternateLookup<ReadOnlySpan<char>>())];
        _hyphenBefore = hyphenBefore;
        _hyphenAfter = hyphenAfter;
        _starters = starters;
        _fused = fused;
    }

    /// <summary>Reads tokens.en.txt, tokens.ru.txt and tokens.uk.txt.</summary>
    /// <param name="lexiconDirectory">The folder data/lexicon.</param>
    /// <exception cref="InvalidDataException">A line is malformed; the message names file and line.</exception>
    public static TokenizerLexicon Load(string lexiconDirectory)
    {
        var abbreviations = new FrozenDictionary<string, AbbreviationKind>[3];
        var before = new FrozenSet<string>[3];
        var after = new FrozenSet<string>[3];
        var starters = new FrozenSet<string>[3];
        var fused = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase);
        string[] codes = ["en", "ru", "uk"];
        for (int language = 0; language < 3; language++)
        {
            var kinds = new Dictionary<string, AbbreviationKind>(StringComparer.OrdinalIgnoreCase);
            var hyphenBefore = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
            var hyphenAfter = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
            var opening = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
            string path = Path.Combine(lexiconDirectory, $"tokens.{codes[language]}.txt");
            int number = 0;
            foreach (string line in File.ReadLines(path))
            {
                number++;
                int comment = line.IndexOf('#', StringComparison.Ordinal);
                string[] words = (comment < 0 ? line : line[..comment]).Split((char[])[' ', '\t'], StringSplitOptions.RemoveEmptyEntries);
                if (words.Length == 0) continue;
                for (int i = 1; i < words.Length; i++)
                {
                    switch (words[0])
                    {
                        case "inner": kinds[words[i]] = AbbreviationKind.Inner; break;
                        case "may-end": kinds[words[i]] = AbbreviationKind.MayEnd; break;
                        case "hyphen-before": hyphenBefore.Add(words[i]); break;
                        case "hyphen-after": hyphenAfter.Add(words[i]); break;
                        case "starter": opening.Add(words[i]); break;
                        case "fused" when words.Length == 3 && int.TryParse(words[2], out int cut): fused[words[1]] = cut; i = 2; break;
                        default: throw new InvalidDataException($"{path}:{number}: cannot read \"{line}\"; see the remarks of {nameof(TokenizerLexicon)} for the format.");
                    }
                }
            }
            abbreviations[language] = kinds.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);
            before[language] = hyphenBefore.ToFrozenSet(StringComparer.OrdinalIgnoreCase);
            after[language] = hyphenAfter.ToFrozenSet(StringComparer.OrdinalIgnoreCase);
            starters[language] = opening.ToFrozenSet(StringComparer.OrdinalIgnoreCase);
        }
        return new TokenizerLexicon(abbreviations, before, after, starters, fused.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase));
    }

    private static int Index(LanguageCode language) => language switch { LanguageCode.Russian => 1, LanguageCode.Ukrainian => 2, _ => 0 };

    /// <summary>What kind of abbreviation the word (without its full stop) is.</summary>
    public AbbreviationKind Find(LanguageCode language, ReadOnlySpan<char> word) =>
        word.Length <= 8 && _abbreviationLookup[Index(language)].TryGetValue(word, out AbbreviationKind kind) ? kind : AbbreviationKind.None;

    /// <summary>Whether the word is the first part of an abbreviation written with inner points (т.д, e.g).</summary>
    public bool IsAbbreviationStem(ReadOnlySpan<char> word) => word.Length == 2 && word.Equals("Ph", StringComparison.Ordinal);

    /// <summary>Whether a hyphened word stays one token.</summary>
    public bool KeepsHyphen(LanguageCode language, ReadOnlySpan<char> before, ReadOnlySpan<char> after)
    {
        int index = Index(language);
        if (_hyphenBefore[index].GetAlternateLookup<ReadOnlySpan<char>>().Contains(before)) return true;
        int inner = after.IndexOf('-');
        if (inner > 0) after = after[(inner + 1)..];
        return _hyphenAfter[index].GetAlternateLookup<ReadOnlySpan<char>>().Contains(after);
    }

    /// <summary>Where to cut a fused English word (cannot = can + not), or 0.</summary>
    public int FusedCut(ReadOnlySpan<char> word) => _fused.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(word, out int cut) ? cut : 0;

    /// <summary>Whether a capitalised word is one that usually owes its capital to opening a sentence.</summary>
    public bool IsStarter(LanguageCode language, ReadOnlySpan<char> word) => _starters[Index(language)].GetAlternateLookup<ReadOnlySpan<char>>().Contains(word);
}
