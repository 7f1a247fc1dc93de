using System.Text.Json;
using System.Text.RegularExpressions;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Hearsay.Text;

namespace Hearsay.Capture;

/// <summary>What a page says about itself, checked against what it shows.</summary>
internal sealed class PageMetadata
{
    private const int ShortestSubtitle = 15;

    /// <summary>Rank of a tag that gives a day and does not say of what.</summary>
    private const int VagueRank = 4;

    private PageMetadata() { }

    public string? Url { get; private set; }
    public string? Title { get; private set; }
    public string? Deck { get; private set; }
    public string? Byline { get; private set; }
    public string? Publisher { get; private set; }

    /// <summary>What the window's title says after the headline and a dash or a bar: as a rule the site's name; null where nothing follows.</summary>
    public string? SiteInTitle { get; private set; }

    public DateOnly? Published { get; private set; }
    public PublishedFrom PublishedFrom { get; private set; }
    public string? PublishedEvidence { get; private set; }

    /// <summary>Whether the day was declared without saying of what, perhaps of the last change or of the issue in print.</summary>
    public bool Vague { get; private set; }

    /// <summary>The days on which the page says it was changed last.</summary>
    public IReadOnlyList<DateOnly> Changed { get; private set; } = [];

    /// <summary>How the page's language writes dates in digits.</summary>
    public DateOrder DateOrder { get; private set; }

    /// <summary>Host of a canonical address on another site; null where it points home or is absent.</summary>
    public string? CanonicalElsewhere { get; private set; }

    /// <summary>Entries that the structured data of a live blog tells, in its order.</summary>
    public IReadOnlyList<LiveUpdate> Updates { get; private set; } = [];

    /// <summary>Reads what a page declares.</summary>
    /// <param name="page">The page.</param>
    /// <param name="declaring">The children of its head, then the elements of its body that may declare something, in order.</param>
    /// <param name="lexicon">Month names.</param>
    /// <param name="givenUrl">Address from the input record; null where none.</param>
    public static PageMetadata Read(IHtmlDocument page, IEnumerable<IElement> declaring, PageLexicon lexicon, string? givenUrl)
    {
        PageMetadata read = new();
        Dictionary<string, string> meta = new(StringComparer.Ordinal);
        List<IElement> scripts = [], headings = [], subheadings = [];
        HashSet<string> several = new(StringComparer.Ordinal);
        string? canonical = null, author = null, window = null;
        foreach (IElement element in declaring)
        {
            switch (element.LocalName)
            {
                case "meta":
                    string? name = element.GetAttribute("property") ?? element.GetAttribute("name") ?? element.GetAttribute("itemprop");
                    string? content = element.GetAttribute("content");
                    if (!string.IsNullOrWhiteSpace(name) && !string.IsNullOrWhiteSpace(content)) meta.TryAdd(name.Trim().ToLowerInvariant(), BodyBuilder.Clean(content));
                    break;
                case "script":
                    if (string.Equals(element.GetAttribute("type")?.Trim(), "application/ld+json", StringComparison.OrdinalIgnoreCase)) scripts.Add(element);
                    break;
                case "link":
                    if (canonical is null && string.Equals(element.GetAttribute("rel"), "canonical", StringComparison.OrdinalIgnoreCase)) canonical = element.GetAttribute("href");
                    break;
                case "title":
                    window ??= BodyBuilder.Clean(element.TextContent);
                    break;
                case "h1":
                    headings.Add(element);
                    break;
                case "h2" or "h3":
                    subheadings.Add(element);
                    break;
                default:
                    if (MicrodataDate(element) is { } stamp && !meta.TryAdd(stamp.Name, stamp.Value) && meta[stamp.Name] != stamp.Value) several.Add(stamp.Name);
                    if (author is null && (element.GetAttribute("rel") is "author" || element.GetAttribute("itemprop") is "author")) author = Clean(element.TextContent);
                    break;
            }
        }
        // Several days marked up alike are those of several things, such as comments and cards of other articles.
        foreach (string name in several) meta.Remove(name);
        StructuredData data = StructuredData.Read(scripts);
        canonical = Absolute(canonical) ?? Absolute(meta.GetValueOrDefault("og:url"));
        read.Updates = data.Updates;
        read.Url = canonical;
        if (givenUrl is not null && canonical is not null && OriginMarks.Site(givenUrl) is { } here && OriginMarks.Site(canonical) is { } there && here != there)
            read.CanonicalElsewhere = there;

        read.Title = TitleOf(window ?? "", headings, meta, data);
        // Without a main heading, the one that the window's title begins with.
        if (headings.Count == 0 && window is not null && subheadings.Select(h => BodyBuilder.Clean(h.TextContent)).FirstOrDefault(h => h.Length >= ShortestSubtitle && window.StartsWith(h, StringComparison.OrdinalIgnoreCase)) is { } subheading) read.Title = subheading;
        read.Publisher = meta.GetValueOrDefault("og:site_name") ?? data.Publisher ?? meta.GetValueOrDefault("application-name");
        read.SiteInTitle = read.Title is { } title && window is not null ? SiteIn(window, title) : null;
        read.Byline = BylineOf(author, meta, data);
        PublishedOf(meta, data, lexicon, read);
        read.Changed = ChangedOn(meta, data, lexicon);
        read.DateOrder = (page.DocumentElement.GetAttribute("lang") ?? page.DocumentElement.GetAttribute("xml:lang") ?? meta.GetValueOrDefault("og:locale"))?.Replace('_', '-') switch
        {
            null or "" or "en" => DateOrder.Unknown,
            { } tag when tag.StartsWith("en-US", StringComparison.OrdinalIgnoreCase) => DateOrder.MonthFirst,
            _ => DateOrder.DayFirst,
        };
        return read;
    }

    /// <summary>A day of publication that an element of the body carries as microdata or RDFa.</summary>
    private static (string Name, string Value)? MicrodataDate(IElement element)
    {
        string? property = element.GetAttribute("itemprop") ?? element.GetAttribute("property");
        if (property is null || !property.Contains("date", StringComparison.OrdinalIgnoreCase)) return null;
        string? name = property.Contains("datePublished", StringComparison.OrdinalIgnoreCase) ? "microdata:datepublished" : property.Contains("schema:dateCreated", StringComparison.OrdinalIgnoreCase) ? "schema:datecreated" : null;
        string? value = element.GetAttribute("content") ?? element.GetAttribute("datetime") ?? element.GetAttribute("title");
        return name is null || string.IsNullOrWhiteSpace(value) ? null : (name, BodyBuilder.Clean(value));
    }

    private static string? Absolute(string? address) =>
        Uri.TryCreate(address, UriKind.Absolute, out Uri? uri) && uri.Scheme is "http" or "https" ? address!.Trim() : null;

    /// <summary>The headline the page shows; metadata where it shows none, without the site's name.</summary>
    private static string? TitleOf(string window, List<IElement> headings, Dictionary<string, string> meta, StructuredData data)
    {
        string? declared = meta.GetValueOrDefault("og:title") ?? data.Headline ?? meta.GetValueOrDefault("twitter:title");
        string? shown = null;
        double best = 0;
        foreach (IElement heading in headings)
        {
            string text = BodyBuilder.Clean(heading.TextContent);
            if (text.Length is < 8 or > 300) continue;
            double like = Math.Max(Likeness(text, declared), Likeness(text, window)) + (shown is null ? 0.05 : 0);
            if (like <= best) continue;
            best = like;
            shown = text;
        }
        if (shown is not null && best >= 0.5) return shown;
        if (declared is not null) return WithoutSite(declared, meta.GetValueOrDefault("og:site_name"));
        if (shown is not null) return shown;
        return window.Length > 0 ? WithoutSite(window, meta.GetValueOrDefault("og:site_name")) : null;
    }

    private static string WithoutSite(string title, string? site)
    {
        foreach (string mark in (ReadOnlySpan<string>)[" | ", " — ", " – ", " - ", " :: ", " » ", " • ", " · "])
        {
            int at = title.LastIndexOf(mark, StringComparison.Ordinal);
            if (at < 15) continue;
            string tail = title[(at + mark.Length)..];
            if ((site is not null && tail.Contains(site, StringComparison.OrdinalIgnoreCase)) || (PageLines.WordCount(tail) <= 4 && tail.Length * 2 < at)) return title[..at].Trim();
        }
        return title;
    }

    private static string? SiteIn(string window, string title)
    {
        if (window.Length <= title.Length + 3 || !window.StartsWith(title, StringComparison.OrdinalIgnoreCase)) return null;
        string rest = window[title.Length..].TrimStart();
        if (rest[0] is not ('|' or '—' or '–' or '-' or '«' or '»' or '•' or '·' or ':')) return null;
        int last = rest.LastIndexOfAny(['|', '—', '–', '•', '·']);
        string name = rest[(last + 1)..].Trim(' ', '-', '»', ':', '.');
        return name.Length >= 3 && PageLines.WordCount(name) <= 5 && PageLines.NamesOnly(name) ? name : null;
    }

    /// <summary>Share of the shorter text's words that the other has.</summary>
    private static double Likeness(string text, string? other)
    {
        if (string.IsNullOrEmpty(other)) return 0;
        HashSet<string> a = Words(text), b = Words(other);
        return a.Count == 0 || b.Count == 0 ? 0 : a.Count(b.Contains) / (double)a.Count;
    }

    private static HashSet<string> Words(string text) =>
        [.. PageLexicon.Fold(text).Split([' ', ',', '.', ':', ';', '—', '-', '"', '«', '»', '“', '”', '?', '!', '|', '(', ')'], StringSplitOptions.RemoveEmptyEntries)];

    private static string? BylineOf(string? shown, Dictionary<string, string> meta, StructuredData data)
    {
        string? name = meta.GetValueOrDefault("author") ?? meta.GetValueOrDefault("article:author") ?? meta.GetValueOrDefault("parsely-author") ?? meta.GetValueOrDefault("sailthru.author");
        if (name is null || name.Contains("://", StringComparison.Ordinal) || name.Length > 120) name = data.Author;
        name ??= shown;
        if (name is null || name.Length is < 2 or > 160) return null;
        return name;
    }

    private static void PublishedOf(Dictionary<string, string> meta, StructuredData data, PageLexicon lexicon, PageMetadata read)
    {
        IEnumerable<(string Name, string Value)> declared = meta.Where(m => Rank(m.Key) != int.MaxValue).OrderBy(m => Rank(m.Key)).ThenBy(m => m.Key, StringComparer.Ordinal).Select(m => (m.Key, m.Value));
        if (data.Published is { } published) declared = declared.Prepend(("datePublished", published));
        foreach ((string name, string value) in declared)
        {
            if (!DateReader.TryMachine(value, lexicon, out DateOnly day)) continue;
            if (read.Published is not { } first) (read.Published, read.PublishedFrom, read.PublishedEvidence, read.Vague) = (day, PublishedFrom.Meta, $"{name} {value}", Rank(name) == VagueRank);
            else if (PageDates.MayBeLocal(read.PublishedEvidence, day.DayNumber - first.DayNumber) && PageDates.IsLocal(value))
            {
                // The same moment in the publisher's own time.
                (read.Published, read.PublishedEvidence) = (day, $"{name} {value}");
                return;
            }
        }
    }

    private static List<DateOnly> ChangedOn(Dictionary<string, string> meta, StructuredData data, PageLexicon lexicon)
    {
        List<DateOnly> days = [];
        foreach (string? value in (ReadOnlySpan<string?>)[data.Modified, meta.GetValueOrDefault("article:modified_time"), meta.GetValueOrDefault("og:updated_time"), meta.GetValueOrDefault("datemodified")])
        {
            if (DateReader.TryMachine(value, lexicon, out DateOnly day) && !days.Contains(day)) days.Add(day);
        }
        return days;
    }

    /// <summary>How much a meta tag's name promises the day of publication; the least is best, the greatest value says nothing of it.</summary>
    private static int Rank(string name)
    {
        if (name is "article:published_time" or "og:article:published_time" or "datepublished") return 0;
        bool other = name.Contains("modif", StringComparison.Ordinal) || name.Contains("updat", StringComparison.Ordinal) || name.Contains("expir", StringComparison.Ordinal) || name.Contains("event", StringComparison.Ordinal) || name.Contains("birth", StringComparison.Ordinal) || name.Contains("review", StringComparison.Ordinal);
        if (other) return int.MaxValue;
        if (name.Contains("publi", StringComparison.Ordinal) && (name.Contains("date", StringComparison.Ordinal) || name.Contains("time", StringComparison.Ordinal))) return 1;
        if (name.Contains("pubdate", StringComparison.Ordinal) || name.Contains("pub-date", StringComparison.Ordinal) || name.Contains("pub_date", StringComparison.Ordinal) || name is "citation_date" or "citation_online_date") return 2;
        if (name is "dc.date.issued" or "dcterms.issued" or "dc.date" or "dcterms.date" or "dcterms.created" or "dc.date.created" or "sailthru.date" or "article.created" or "datecreated" or "schema:datecreated" or "article_date_original" or "originalpublicationdate") return 3;
        return name is "date" or "published" || name.EndsWith(":date", StringComparison.Ordinal) ? VagueRank : int.MaxValue;
    }

    private static string? Clean(string? text) => text is null || BodyBuilder.Clean(text) is not { Length: > 0 } clean ? null : clean;
}

/// <summary>The article object of a page's JSON-LD.</summary>
internal sealed partial record StructuredData(string? Headline, string? Author, string? Publisher, string? Published, string? Modified)
{
    private static readonly StructuredData None = new(null, null, null, null, null);

    /// <summary>Entries of a live blog.</summary>
    public IReadOnlyList<LiveUpdate> Updates { get; init; } = [];

    public static StructuredData Read(IEnumerable<IElement> scripts)
    {
        StructuredData? article = null, work = null, weaker = null;
        List<LiveUpdate> updates = [];
        foreach (IElement script in scripts)
        {
            try
            {
                using JsonDocument json = JsonDocument.Parse(script.TextContent.Trim(), new JsonDocumentOptions { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip });
                article ??= Find(json.RootElement, 0, IsArticle);
                work ??= article is null ? Find(json.RootElement, 0, IsDatedWork) : null;
                AddUpdates(json.RootElement, 0, updates);
            }
            catch (JsonException)
            {
                // Structured data is often broken by a stray quote or line break; the date in it is still the page's own.
                Match match = DatePublishedPattern().Match(script.TextContent);
                if (match.Success) weaker ??= None with { Published = match.Groups["date"].Value };
            }
        }
        // What calls itself no article, but a recipe, tells its day all the same. A page as such does not: that of a firm's services has a day, too.
        StructuredData? dated = work is null ? null : None with { Published = work.Published, Modified = work.Modified };
        return (article ?? dated ?? weaker ?? None) with { Updates = updates };
    }

    private static void AddUpdates(JsonElement element, int depth, List<LiveUpdate> updates)
    {
        if (depth > 6) return;
        if (element.ValueKind == JsonValueKind.Array)
        {
            foreach (JsonElement item in element.EnumerateArray()) AddUpdates(item, depth + 1, updates);
            return;
        }
        if (element.ValueKind != JsonValueKind.Object) return;
        if (JsonInput.TryGet(element, "@graph", out JsonElement graph)) AddUpdates(graph, depth + 1, updates);
        if (!JsonInput.TryGet(element, "liveBlogUpdate", out JsonElement entries) || entries.ValueKind != JsonValueKind.Array) return;
        foreach (JsonElement entry in entries.EnumerateArray())
        {
            if (entry.ValueKind != JsonValueKind.Object || Text(entry, "datePublished") is not { } stamp) continue;
            foreach (string? words in (ReadOnlySpan<string?>)[Text(entry, "headline"), Text(entry, "articleBody")])
            {
                if (words is { Length: > 0 }) updates.Add(new LiveUpdate(stamp, LiveBlog.Opening(words)));
            }
        }
    }

    private static bool IsArticle(JsonElement element) =>
        TypeNames(element).Any(t => t.EndsWith("Article", StringComparison.Ordinal) || t.EndsWith("Posting", StringComparison.Ordinal) || t is "Report" or "Review");

    private static bool IsDatedWork(JsonElement element) =>
        JsonInput.TryGet(element, "datePublished", out _) && TypeNames(element).Any(t => t is "HowTo" or "Recipe" or "PodcastEpisode");

    private static StructuredData? Find(JsonElement element, int depth, Func<JsonElement, bool> wanted)
    {
        if (depth > 6) return null;
        if (element.ValueKind == JsonValueKind.Array)
        {
            foreach (JsonElement item in element.EnumerateArray())
            {
                if (Find(item, depth + 1, wanted) is { } found) return found;
            }
            return null;
        }
        if (element.ValueKind != JsonValueKind.Object) return null;
        if (wanted(element))
            return new StructuredData(Text(element, "headline") ?? Text(element, "name"), Name(element, "author"), Name(element, "publisher"), Text(element, "datePublished") ?? Text(element, "dateCreated"), Text(element, "dateModified"));
        foreach (string nested in (ReadOnlySpan<string>)["@graph", "mainEntity", "mainEntityOfPage"])
        {
            if (JsonInput.TryGet(element, nested, out JsonElement inner) && Find(inner, depth + 1, wanted) is { } found) return found;
        }
        return null;
    }

    [GeneratedRegex(""" "datePublished"\s*:\s*"(?<date>[^"]{8,40})" """, RegexOptions.NonBacktracking | RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex DatePublishedPattern();

    private static IEnumerable<string> TypeNames(JsonElement element)
    {
        if (!JsonInput.TryGet(element, "@type", out JsonElement type)) return [];
        return type.ValueKind switch
        {
            JsonValueKind.String => [JsonInput.Text(type)],
            JsonValueKind.Array => [.. type.EnumerateArray().Where(t => t.ValueKind == JsonValueKind.String).Select(JsonInput.Text)],
            _ => [],
        };
    }

    private static string? Name(JsonElement element, string property)
    {
        if (!JsonInput.TryGet(element, property, out JsonElement value)) return null;
        if (value.ValueKind == JsonValueKind.String) return Clean(JsonInput.Text(value));
        if (value.ValueKind == JsonValueKind.Object) return Text(value, "name");
        if (value.ValueKind != JsonValueKind.Array) return null;
        List<string> names = [];
        foreach (JsonElement item in value.EnumerateArray())
        {
            string? name = item.ValueKind == JsonValueKind.String ? Clean(JsonInput.Text(item)) : item.ValueKind == JsonValueKind.Object ? Text(item, "name") : null;
            if (name is not null && names.Count < 8) names.Add(name);
        }
        return names.Count == 0 ? null : string.Join(", ", names);
    }

    private static string? Text(JsonElement element, string property) =>
        JsonInput.TryGet(element, property, out JsonElement value) && value.ValueKind == JsonValueKind.String ? Clean(JsonInput.Text(value)) : null;

    private static string? Clean(string? text) => text is null || BodyBuilder.Clean(System.Net.WebUtility.HtmlDecode(text)) is not { Length: > 0 } clean ? null : clean;
}
