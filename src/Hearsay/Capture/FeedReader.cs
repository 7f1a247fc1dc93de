using System.Text;
using System.Xml;
using System.Xml.Linq;

namespace Hearsay.Capture;

/// <summary>One entry of a feed.</summary>
/// <param name="Id">Its guid or id, its link, or its number.</param>
/// <param name="Url">Link to the page; null where none.</param>
/// <param name="Title">Its title; null where none.</param>
/// <param name="Published">Its date as written; null where none.</param>
/// <param name="Author">Its author; null where none.</param>
/// <param name="Content">Text or markup: the whole article where the feed carries it, else the summary.</param>
/// <param name="Source">Bytes that stand for the entry: its XML without insignificant white space.</param>
internal sealed record FeedEntry(string Id, string? Url, string? Title, string? Published, string? Author, string Content, byte[] Source);

/// <summary>Reads RSS 2.0, RSS 1.0 and Atom feeds.</summary>
internal static class FeedReader
{
    /// <summary>Whether the first bytes open a feed.</summary>
    public static bool IsFeed(ReadOnlySpan<byte> head)
    {
        string start = Encoding.Latin1.GetString(head[..Math.Min(head.Length, 2048)]);
        return start.Contains("<rss", StringComparison.Ordinal) || start.Contains("<rdf:RDF", StringComparison.Ordinal) || start.Contains("<feed", StringComparison.Ordinal) && start.Contains("Atom", StringComparison.Ordinal);
    }

    /// <summary>Title of the feed and its entries, in order.</summary>
    /// <exception cref="XmlException">The feed is no well-formed XML.</exception>
    public static (string? Publisher, List<FeedEntry> Entries) Read(byte[] bytes)
    {
        XDocument feed = Load(bytes);
        List<FeedEntry> entries = [];
        foreach (XElement item in feed.Descendants().Where(e => e.Name.LocalName is "item" or "entry"))
        {
            string? url = Text(item, "link") ?? item.Elements().FirstOrDefault(e => e.Name.LocalName == "link" && (string?)e.Attribute("rel") is null or "alternate")?.Attribute("href")?.Value;
            string content = Text(item, "encoded") ?? Text(item, "content") ?? Text(item, "full-text") ?? Text(item, "description") ?? Text(item, "summary") ?? "";
            string id = Text(item, "guid") ?? Text(item, "id") ?? url ?? (entries.Count + 1).ToString(System.Globalization.CultureInfo.InvariantCulture);
            string? author = Text(item, "creator") ?? Text(item.Elements().FirstOrDefault(e => e.Name.LocalName == "author"), "name") ?? Text(item, "author");
            string? date = Text(item, "pubDate") ?? Text(item, "published") ?? Text(item, "date");
            entries.Add(new FeedEntry(id, url, Text(item, "title"), date, author, content, Encoding.UTF8.GetBytes(item.ToString(SaveOptions.DisableFormatting))));
        }
        XElement? channel = feed.Descendants().FirstOrDefault(e => e.Name.LocalName is "channel" or "feed");
        return (Text(channel, "title"), entries);
    }

    /// <summary>Parses XML; a document type is skipped, never followed: feeds must not make Hearsay fetch or expand anything.</summary>
    internal static XDocument Load(byte[] bytes)
    {
        using MemoryStream stream = new(bytes);
        using XmlReader reader = XmlReader.Create(stream, new XmlReaderSettings { DtdProcessing = DtdProcessing.Ignore, XmlResolver = null, MaxCharactersFromEntities = 1 << 20 });
        return XDocument.Load(reader);
    }

    private static string? Text(XElement? parent, string name)
    {
        XElement? element = parent?.Elements().FirstOrDefault(e => e.Name.LocalName == name);
        if (element is null) return null;
        // Atom may carry markup as elements rather than as escaped text.
        string text = element.HasElements ? string.Concat(element.Nodes().Select(n => n.ToString(SaveOptions.DisableFormatting))) : element.Value;
        return string.IsNullOrWhiteSpace(text) ? null : text.Trim();
    }
}

/// <summary>Reads sitemaps (sitemaps.org 0.9) with the news extension, and indexes of them.</summary>
internal static class SitemapReader
{
    /// <summary>Whether the first bytes open a sitemap or an index of sitemaps.</summary>
    public static bool IsSitemap(ReadOnlySpan<byte> head)
    {
        string start = Encoding.Latin1.GetString(head[..Math.Min(head.Length, 2048)]);
        return start.Contains("<urlset", StringComparison.Ordinal) || start.Contains("<sitemapindex", StringComparison.Ordinal);
    }

    /// <summary>Addresses of the articles: the entries that carry news data, in the order of the file.</summary>
    /// <returns>Pages; and, of an index, the sitemaps it names.</returns>
    /// <exception cref="XmlException">The sitemap is no well-formed XML.</exception>
    public static (List<string> Pages, List<string> Sitemaps) Read(byte[] bytes)
    {
        XDocument map = FeedReader.Load(bytes);
        List<string> pages = [], maps = [];
        foreach (XElement entry in map.Root!.Elements())
        {
            string? address = entry.Elements().FirstOrDefault(e => e.Name.LocalName == "loc")?.Value.Trim();
            if (string.IsNullOrEmpty(address)) continue;
            if (entry.Name.LocalName == "sitemap") maps.Add(address);
            // A plain sitemap lists every page of a site, for years; only the news extension tells articles of the last days.
            else if (entry.Name.LocalName == "url" && entry.Elements().Any(e => e.Name.LocalName == "news")) pages.Add(address);
        }
        return (pages, maps);
    }
}
