using System.Globalization;
using System.Text.RegularExpressions;

namespace Hearsay.Capture;

/// <summary>Publication days that an address carries.</summary>
internal static partial class PageDates
{
    /// <summary>The day in the path of an address ("/2022/12/06/", "/2022-12-06-", "/20221206/"), or null.</summary>
    public static (DateOnly Day, string Evidence)? FromUrl(string? url)
    {
        if (url is null || url.Length > 2000) return null;
        int query = url.IndexOfAny(['?', '#']);
        Match match = UrlDay().Match(query < 0 ? url : url[..query]);
        if (!match.Success) return null;
        int year = Number(match.Groups["y"]), month = Number(match.Groups["m"]), day = Number(match.Groups["d"]);
        if (month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month)) return null;
        return (new DateOnly(year, month, day), match.Value.Trim('/', '-', '_'));
    }

    private static int Number(Group group) => int.Parse(group.ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture);

    [GeneratedRegex("""/(?<y>(?:19|20)\d\d)[/_.-]?(?<m>0[1-9]|1[0-2])[/_.-]?(?<d>[0-2]\d|3[01])(?:[/_.-]|$)|/(?<y>(?:19|20)\d\d)/(?<m>\d{1,2})/(?<d>\d{1,2})(?:/|$)|[/_-](?<d>[0-2]?\d|3[01])[_.-](?<m>0?[1-9]|1[0-2])[_.-](?<y>(?:19|20)\d\d)(?:[/_.-]|$)""", RegexOptions.NonBacktracking)]
    private static partial Regex UrlDay();
}
