using System.Globalization;
using System.Text;

namespace Hearsay.Capture;

/// <summary>What a host's robots.txt asks of one program (RFC 9309).</summary>
/// <remarks>The longest rule that fits decides, and "allow" where two are equally long; without one, a page may be read.</remarks>
public sealed class RobotsRules
{
    /// <summary>Largest part of a robots.txt that is read, in bytes: what RFC 9309, section 2.5, asks for at least.</summary>
    public const int MaxBytes = 500 * 1024;

    /// <summary>Longest pause between requests that a robots.txt may ask for; more is taken as this.</summary>
    public static readonly TimeSpan LongestDelay = TimeSpan.FromSeconds(60);

    /// <summary>No rules: everything may be read.</summary>
    public static readonly RobotsRules AllowAll = new([], null);

    /// <summary>Nothing may be read: what RFC 9309, section 2.3.1.4, asks for where the file cannot be reached.</summary>
    public static readonly RobotsRules DisallowAll = new([new Rule("/", Allow: false)], null);

    private readonly List<Rule> rules;

    private RobotsRules(List<Rule> rules, TimeSpan? delay)
    {
        this.rules = rules;
        Delay = delay;
    }

    /// <summary>Pause between requests that the host asks for ("Crawl-delay", which is no part of the RFC but widely meant); null where none.</summary>
    public TimeSpan? Delay { get; }

    /// <summary>Reads a robots.txt.</summary>
    /// <param name="text">The file; lines that are no rules are passed over.</param>
    /// <param name="agent">Product token of the program, without its version.</param>
    /// <returns>The rules of all groups that name the program; those for "*" where none does.</returns>
    public static RobotsRules Parse(string text, string agent)
    {
        Group named = new(), any = new();
        bool isNamed = false, forNamed = false, forAny = false, inAgents = false;
        foreach (ReadOnlySpan<char> raw in text.AsSpan().EnumerateLines())
        {
            int comment = raw.IndexOf('#');
            ReadOnlySpan<char> line = (comment < 0 ? raw : raw[..comment]).Trim().TrimStart('\uFEFF');
            int colon = line.IndexOf(':');
            if (colon <= 0) continue;
            ReadOnlySpan<char> field = line[..colon].TrimEnd(), value = line[(colon + 1)..].Trim();
            if (field.Equals("user-agent", StringComparison.OrdinalIgnoreCase))
            {
                if (!inAgents) forNamed = forAny = false;
                inAgents = true;
                ReadOnlySpan<char> product = value.IndexOf('/') is var slash && slash >= 0 ? value[..slash].TrimEnd() : value;
                if (value is "*") forAny = true;
                else if (product.Equals(agent, StringComparison.OrdinalIgnoreCase)) forNamed = isNamed = true;
                continue;
            }
            bool allow = field.Equals("allow", StringComparison.OrdinalIgnoreCase);
            if (allow || field.Equals("disallow", StringComparison.OrdinalIgnoreCase))
            {
                inAgents = false;
                if (value.IsEmpty) continue; // an empty rule fits nothing
                Rule rule = new(Normalized(value.ToString()), allow);
                if (forNamed) named.Rules.Add(rule);
                if (forAny) any.Rules.Add(rule);
            }
            else if (field.Equals("crawl-delay", StringComparison.OrdinalIgnoreCase))
            {
                inAgents = false;
                if (!double.TryParse(value, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double seconds) || !(seconds >= 0)) continue;
                TimeSpan delay = TimeSpan.FromSeconds(Math.Min(seconds, LongestDelay.TotalSeconds));
                if (forNamed) named.Delay = delay;
                if (forAny) any.Delay = delay;
            }
        }
        Group chosen = isNamed ? named : any;
        return new RobotsRules(chosen.Rules, chosen.Delay);
    }

    /// <summary>Whether a page may be read.</summary>
    /// <param name="url">Its address; /robots.txt itself always may.</param>
    public bool Allows(Uri url)
    {
        string path = Normalized(url.PathAndQuery);
        if (path == "/robots.txt") return true;
        int longest = -1;
        bool allowed = true;
        foreach (Rule rule in rules)
        {
            if (rule.Pattern.Length < longest || (rule.Pattern.Length == longest && !rule.Allow) || !Fits(rule.Pattern, path)) continue;
            longest = rule.Pattern.Length;
            allowed = rule.Allow;
        }
        return allowed;
    }

    /// <summary>Whether a pattern fits the beginning of a path: "*" stands for any characters, "$" at the end for the path's end.</summary>
    private static bool Fits(ReadOnlySpan<char> pattern, ReadOnlySpan<char> path)
    {
        bool whole = pattern.EndsWith("$", StringComparison.Ordinal);
        if (whole) pattern = pattern[..^1];
        int p = 0, at = 0, star = -1, back = 0;
        while (true)
        {
            if (p == pattern.Length && (!whole || at == path.Length)) return true;
            if (p < pattern.Length && pattern[p] == '*')
            {
                star = ++p;
                back = at;
            }
            else if (p < pattern.Length && at < path.Length && pattern[p] == path[at])
            {
                p++;
                at++;
            }
            else if (star >= 0 && back < path.Length)
            {
                p = star;
                at = ++back;
            }
            else return false;
        }
    }

    /// <summary>One spelling for each path: letters that need no percent sign without it, others with it, hex digits upper case.</summary>
    private static string Normalized(string path)
    {
        StringBuilder text = new(path.Length);
        foreach (byte b in Unescaped(path))
        {
            char c = (char)(b & 0x7F);
            // A percent sign that is itself escaped stays so; "*" and "$" keep their meaning because Unescaped leaves %2A and %24 alone.
            if (b < 0x80 && c is > ' ' and not ('"' or '<' or '>' or '\\' or '^' or '`' or '{' or '|' or '}' or '\x7F')) text.Append(c);
            else text.Append(CultureInfo.InvariantCulture, $"%{b:X2}");
        }
        return text.ToString();
    }

    private static List<byte> Unescaped(string path)
    {
        List<byte> bytes = [];
        byte[] written = Encoding.UTF8.GetBytes(path);
        for (int i = 0; i < written.Length; i++)
        {
            if (written[i] == '%' && i + 2 < written.Length && byte.TryParse(written.AsSpan(i + 1, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out byte value))
            {
                if (value >= 0x80 || char.IsAsciiLetterOrDigit((char)value) || value is (byte)'-' or (byte)'.' or (byte)'_' or (byte)'~') bytes.Add(value);
                else foreach (char c in string.Create(CultureInfo.InvariantCulture, $"%{value:X2}")) bytes.Add((byte)c);
                i += 2;
            }
            else bytes.Add(written[i]);
        }
        return bytes;
    }

    private readonly record struct Rule(string Pattern, bool Allow);

    private sealed class Group
    {
        public List<Rule> Rules { get; } = [];

        public TimeSpan? Delay { get; set; }
    }
}
