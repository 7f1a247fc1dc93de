using System.Text.RegularExpressions;

namespace Hearsay.Capture;

/// <summary>Finds the marks by which a page says that its text was first published elsewhere.</summary>
internal sealed partial class OriginMarks(PageLexicon lexicon)
{
    /// <summary>What a mark that names nobody stands for.</summary>
    public const string Unnamed = "unnamed";

    private const int LongestMark = 120;
    private const int LongestName = 50;

    /// <summary>Reads a line that may be an origin mark as a whole.</summary>
    /// <param name="line">The line, cleaned.</param>
    /// <param name="folded">The same, folded.</param>
    /// <param name="afterArticle">Whether no running text follows: only there "Source: NAME" is a mark and not the article's own words.</param>
    /// <param name="origin">Who it names, or <see cref="Unnamed"/>.</param>
    public bool TryLine(string line, string folded, bool afterArticle, out string origin)
    {
        origin = Unnamed;
        if (line.Length > LongestMark) return false;
        ReadOnlySpan<char> core = PageLexicon.Core(folded);
        if (core.IsEmpty) return false;
        if (lexicon.IsUnnamedOrigin(core)) return true;
        if (!afterArticle) return false;

        int offset = folded.AsSpan().IndexOf(core);
        int label = lexicon.LabelLength(core);
        if (label > 0 && label < core.Length && core[label..].TrimStart()[0] is ':' && Name(line.AsSpan(offset + label)) is { } labelled)
        {
            origin = labelled;
            return true;
        }
        int mark = lexicon.MarkLength(core);
        if (mark > 0 && mark < core.Length && Name(line.AsSpan(offset + mark)) is { } marked)
        {
            origin = marked;
            return true;
        }
        foreach (string phrase in lexicon.Marks)
        {
            if (!phrase.Contains(' ')) continue;
            int at = folded.IndexOf(phrase, StringComparison.Ordinal);
            if (at > 0 && StartsSelfReference(folded) && Name(line.AsSpan(at + phrase.Length)) is { } later)
            {
                origin = later;
                return true;
            }
        }
        return false;
    }

    /// <summary>The agency that a dateline at the head of a paragraph names ("KYIV, Aug 26 (Reuters) - …"), or null.</summary>
    public string? Dateline(string paragraph, string? url)
    {
        Match match = DatelinePattern().Match(paragraph.Length > 160 ? paragraph[..160] : paragraph);
        if (!match.Success) return null;
        return AgencyNamed(match.Groups["name"].ValueSpan, url);
    }

    /// <summary>The agency a short name stands for, unless the page is that agency's own.</summary>
    public string? AgencyNamed(ReadOnlySpan<char> name, string? url)
    {
        string folded = PageLexicon.Fold(name.Trim());
        PageLexicon.Agency? agency = lexicon.FindAgency(folded);
        if (agency is null && folded.IndexOf('/') is > 0 and int slash) agency = lexicon.FindAgency(folded.AsSpan(0, slash).Trim());
        if (agency is null) return null;
        string? host = Host(url);
        return host is not null && agency.Domains.Any(d => host == d || host.EndsWith("." + d, StringComparison.Ordinal)) ? null : agency.Name;
    }

    /// <summary>The host of an address without "www.", lower case; null where it is no web address.</summary>
    public static string? Host(string? url)
    {
        if (!Uri.TryCreate(url, UriKind.Absolute, out Uri? uri) || uri.Scheme is not ("http" or "https") || uri.Host.Length == 0) return null;
        string host = uri.Host.ToLowerInvariant().TrimEnd('.');
        return host.StartsWith("www.", StringComparison.Ordinal) ? host[4..] : host;
    }

    /// <summary>The last two labels of a host, or three where the second is a public one ("co.uk", "com.ua").</summary>
    public static string? Site(string? url)
    {
        if (Host(url) is not { } host) return null;
        string[] labels = host.Split('.');
        if (labels.Length <= 2) return host;
        int keep = labels[^2] is "co" or "com" or "org" or "net" or "gov" or "edu" or "ac" or "in" && labels[^1].Length == 2 ? 3 : 2;
        return string.Join('.', labels[^keep..]);
    }

    private static bool StartsSelfReference(string folded) =>
        folded.StartsWith("this ", StringComparison.Ordinal) || folded.StartsWith("the post ", StringComparison.Ordinal) || folded.StartsWith("the article ", StringComparison.Ordinal);

    /// <summary>The outlet a mark names: a domain, or up to five words that begin like names; null for anything else.</summary>
    private string? Name(ReadOnlySpan<char> rest)
    {
        ReadOnlySpan<char> name = rest.Trim(" :–—-»›>→…().,\t\"'“”«".AsSpan());
        if (name.IsEmpty || name.Length > LongestName) return null;
        string text = name.ToString();
        if (lexicon.IsUnnamedOrigin(PageLexicon.Core(PageLexicon.Fold(text)))) return Unnamed;
        if (AgencyNamed(text, url: null) is { } agency) return agency;
        if (text.IndexOf("t.me/", StringComparison.OrdinalIgnoreCase) is >= 0 and int channel)
        {
            // A link to a post names its channel.
            string path = text[channel..];
            int slash = path.IndexOf('/', 5);
            return slash > 0 ? path[..slash] : path;
        }
        if (DomainPattern().Match(text) is { Success: true } domain) return domain.Groups["host"].Value.ToLowerInvariant();
        string[] words = text.Split(' ');
        if (words.Length > 5 || !(char.IsUpper(words[0][0]) || char.IsDigit(words[0][0]))) return null;
        int capitals = words.Count(w => char.IsUpper(w[0]) || char.IsDigit(w[0]) || w is "of" or "the" or "and" or "&" or "i" or "и" or "та");
        return capitals * 2 > words.Length && !text.Contains(';') ? text : null;
    }

    [GeneratedRegex("""^(?:https?://)?(?:www\.)?(?<host>[\p{L}\d-]+(?:\.[\p{L}\d-]+)*\.\p{L}{2,12})(?:/\S*)?$""", RegexOptions.NonBacktracking)]
    private static partial Regex DomainPattern();

    [GeneratedRegex("""^[\p{Lu}][^.!?«"“]{0,60}?\((?<name>[\p{L}\s./-]{2,30})\)\s*[-–—:]|^[\p{Lu}][^!?«"“]{0,50}?[.,–—-]\s*(?<name>(?:INTERFAX\.RU)|[\p{Lu}][\p{L}-]{1,14}(?:\s[\p{Lu}][\p{L}]{2,12})?)(?:\s[\p{Lu}][\p{L}]{2,12})?\s*[.–—-]\s""", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex DatelinePattern();
}
