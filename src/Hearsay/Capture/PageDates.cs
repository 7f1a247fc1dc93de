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

    /// <summary>Whether the address carries the year and month of one day ("/2019/10/") and not those of another.</summary>
    public static bool IsInMonthOf(string? url, DateOnly day, DateOnly other) =>
        url is not null && (day.Year, day.Month) != (other.Year, other.Month) && url.Contains(string.Create(CultureInfo.InvariantCulture, $"/{day.Year}/{day.Month:00}/"), StringComparison.Ordinal);

    /// <summary>Whether a stamp in universal time may fall on the day before or after in the publisher's own time.</summary>
    /// <param name="stamp">Text that ends with the stamp.</param>
    /// <param name="apart">Days from the stamp's day to the other: −1 or 1.</param>
    public static bool MayBeLocal(string? stamp, int apart)
    {
        const int easternmost = 14, westernmost = 12; // hours from universal time
        if (stamp is null || apart is not (1 or -1)) return false;
        Match match = UniversalTime().Match(stamp);
        return match.Success && (apart > 0 ? Number(match.Groups["hour"]) >= 24 - easternmost : Number(match.Groups["hour"]) < westernmost);
    }

    /// <summary>Whether a stamp has a time of day in the publisher's own time.</summary>
    public static bool IsLocal(string stamp) => stamp.Contains(':') && !UniversalTime().IsMatch(stamp);

    private static int Number(Group group) => int.Parse(group.ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture);

    [GeneratedRegex("""/(?<y>(?:19|20)\d\d)[/_.-]?(?<m>0[1-9]|1[0-2])[/_.-]?(?<d>[0-2]\d|3[01])(?:[/_.-]|$)|/(?<y>(?:19|20)\d\d)/(?<m>\d{1,2})/(?<d>\d{1,2})(?:/|$)|[/_-](?<d>[0-2]?\d|3[01])[_.-](?<m>0?[1-9]|1[0-2])[_.-](?<y>(?:19|20)\d\d)(?:[/_.-]|$)""", RegexOptions.NonBacktracking)]
    private static partial Regex UrlDay();

    [GeneratedRegex("""[T ](?<hour>\d\d):\d\d(?::\d\d(?:\.\d+)?)?\s?(?:Z|UTC|GMT|[+-]00:?00)$""", RegexOptions.NonBacktracking)]
    private static partial Regex UniversalTime();
}
