using Hearsay.Text;

namespace Hearsay.Linking;

/// <summary>Reads the line-by-line data files of this stage.</summary>
internal static class LinkingData
{
    /// <summary>Lines with content, without comments, each with "file(line)" for messages.</summary>
    public static IEnumerable<(string Line, string Where)> Lines(string path)
    {
        if (!File.Exists(path)) throw new DataFileException($"{path}: not found; data/ must lie beside the program");
        int number = 0;
        foreach (string raw in File.ReadLines(path))
        {
            number++;
            int comment = raw.IndexOf('#', StringComparison.Ordinal);
            string line = (comment >= 0 ? raw[..comment] : raw).Trim();
            if (line.Length > 0) yield return (line, $"{path}({number})");
        }
    }
}

/// <summary>Splits text into words for comparison: letters, digits, and what joins them.</summary>
internal static class WordSplitter
{
    /// <summary>Words in order, as ranges; an apostrophe or hyphen inside a word belongs to it.</summary>
    public static IEnumerable<Range> Words(string text)
    {
        int at = 0;
        while (at < text.Length)
        {
            while (at < text.Length && !char.IsLetterOrDigit(text[at])) at++;
            int start = at;
            while (at < text.Length && (char.IsLetterOrDigit(text[at])
                || (text[at] is '\'' or '’' or '-' && at + 1 < text.Length && at > start && char.IsLetterOrDigit(text[at + 1])))) at++;
            if (at > start) yield return start..at;
        }
    }

    /// <summary>FNV-1a over lower-case UTF-16 code units: the same in every process.</summary>
    public static ulong Hash(ReadOnlySpan<char> word)
    {
        ulong hash = 14695981039346656037;
        foreach (char unit in word) hash = (hash ^ char.ToLowerInvariant(unit)) * 1099511628211;
        return hash;
    }
}
