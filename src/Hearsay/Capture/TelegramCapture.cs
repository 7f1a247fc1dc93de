using System.Globalization;
using System.Text;
using System.Text.Json;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Hearsay.Text;

namespace Hearsay.Capture;

/// <summary>One post of a channel.</summary>
/// <param name="Id">Message id within its channel.</param>
/// <param name="Source">Bytes that stand for the post: its JSON without white space, or its markup.</param>
/// <param name="Page">What it says.</param>
/// <param name="Withheld">Whether the preview hides its text.</param>
internal sealed record TelegramPost(string Id, byte[] Source, PageText Page, bool Withheld = false);

/// <summary>Reads exports of Telegram Desktop and saved channel previews (t.me/s/…).</summary>
/// <remarks>A post is dated by the calendar day written in its own time stamp. An edit does not change that day.</remarks>
internal sealed class TelegramCapture(PageLexicon lexicon, PlainTextCapture plainText)
{
    /// <summary>Whether a JSON object is an export of one chat, or of a whole account.</summary>
    public static bool IsExport(JsonElement root) =>
        (JsonInput.TryGet(root, "messages", out JsonElement messages) && messages.ValueKind == JsonValueKind.Array)
        || (JsonInput.TryGet(root, "chats", out JsonElement chats) && chats.ValueKind == JsonValueKind.Object && JsonInput.TryGet(chats, "list", out JsonElement list) && list.ValueKind == JsonValueKind.Array);

    /// <summary>Whether a page is a saved channel preview or a post's embed.</summary>
    public static bool IsPreview(IHtmlDocument page) => page.QuerySelector(".tgme_widget_message") is not null;

    /// <summary>The messages with text, in the order of the export. Service messages carry no text of the channel and are left out.</summary>
    public IEnumerable<TelegramPost> ReadExport(JsonElement root, string? url)
    {
        if (root.ValueKind != JsonValueKind.Object) yield break;
        if (JsonInput.TryGet(root, "chats", out JsonElement chats) && chats.ValueKind == JsonValueKind.Object && JsonInput.TryGet(chats, "list", out JsonElement list) && list.ValueKind == JsonValueKind.Array)
        {
            foreach (JsonElement chat in list.EnumerateArray())
            {
                foreach (TelegramPost post in ReadChat(chat, url, prefix: IdOf(chat) + "/")) yield return post;
            }
            yield break;
        }
        foreach (TelegramPost post in ReadChat(root, url, prefix: "")) yield return post;
    }

    private IEnumerable<TelegramPost> ReadChat(JsonElement chat, string? url, string prefix)
    {
        if (chat.ValueKind != JsonValueKind.Object || !JsonInput.TryGet(chat, "messages", out JsonElement messages) || messages.ValueKind != JsonValueKind.Array) yield break;
        string? channel = StringOf(chat, "name");
        foreach (JsonElement message in messages.EnumerateArray())
        {
            if (message.ValueKind != JsonValueKind.Object || StringOf(message, "type") == "service") continue;
            string text = TextOf(message);
            if (string.IsNullOrWhiteSpace(text)) continue;
            string id = prefix + IdOf(message);
            string? date = StringOf(message, "date");
            DateOnly? day = DateReader.TryMachine(date, lexicon, out DateOnly written) ? written : null;
            string? forwarded = StringOf(message, "forwarded_from") ?? StringOf(message, "saved_from");
            string? author = StringOf(message, "author") ?? (StringOf(message, "from") is { } from && from != channel ? from : null);
            PageText page = plainText.Read(text, title: null, url) with
            {
                Url = url,
                Byline = author,
                Publisher = channel,
                Published = day,
                PublishedFrom = day is null ? PublishedFrom.None : PublishedFrom.Meta,
                PublishedEvidence = day is null ? null : "date " + date,
            };
            page = page.WithTitleKept();
            if (forwarded is not null && forwarded != channel) page = page with { SyndicatedFrom = forwarded };
            yield return new TelegramPost(id, Canonical(message), page);
        }
    }

    /// <summary>The posts of a saved preview, in page order.</summary>
    public IEnumerable<TelegramPost> ReadPreview(IHtmlDocument page)
    {
        string? channelOfPage = Clean(page.QuerySelector(".tgme_channel_info_header_title")?.TextContent);
        foreach (IElement post in page.QuerySelectorAll(".tgme_widget_message"))
        {
            string address = post.GetAttribute("data-post") ?? "";
            // A reply shows the head of the post it answers in a box of its own; that is another post's text.
            IElement? body = post.QuerySelectorAll(".tgme_widget_message_text").FirstOrDefault(e => e.Closest(".tgme_widget_message_reply") is null && !HasTextAncestor(e, post));
            IElement? time = post.QuerySelector(".tgme_widget_message_date time[datetime], time[datetime]");
            string? stamp = time?.GetAttribute("datetime");
            DateOnly? day = DateReader.TryMachine(stamp, lexicon, out DateOnly written) ? written : null;
            string? forwarded = Clean(post.QuerySelector(".tgme_widget_message_forwarded_from_name")?.TextContent);
            string? channel = Clean(post.QuerySelector(".tgme_widget_message_owner_name")?.TextContent) ?? channelOfPage;
            bool withheld = body is null && post.QuerySelector(".message_media_not_supported, .tgme_widget_message_error") is not null;
            if (body is null && !withheld) continue; // a picture without words
            string text = body is null ? "" : TextOf(body);
            if (!withheld && string.IsNullOrWhiteSpace(text)) continue;
            string id = address.Length == 0 ? "?" : address[(address.LastIndexOf('/') + 1)..];
            PageText read = plainText.Read(text, title: null, url: null) with
            {
                Url = address.Length == 0 ? null : "https://t.me/" + address,
                Publisher = channel,
                Byline = Clean(post.QuerySelector(".tgme_widget_message_from_author")?.TextContent),
                Published = day,
                PublishedFrom = day is null ? PublishedFrom.None : PublishedFrom.Meta,
                PublishedEvidence = day is null ? null : "time " + stamp,
            };
            read = read.WithTitleKept();
            if (forwarded is not null && forwarded != channel) read = read with { SyndicatedFrom = forwarded };
            yield return new TelegramPost(id, Encoding.UTF8.GetBytes(post.OuterHtml), read, withheld);
        }
    }

    private static bool HasTextAncestor(IElement element, IElement post)
    {
        for (IElement? e = element.ParentElement; e is not null && !ReferenceEquals(e, post); e = e.ParentElement)
        {
            if (e.ClassList.Contains("tgme_widget_message_text")) return true;
        }
        return false;
    }

    /// <summary>Text of a message: a string, or a list of strings and of parts with a "text" of their own.</summary>
    private static string TextOf(JsonElement message)
    {
        if (!JsonInput.TryGet(message, "text", out JsonElement text)) return "";
        if (text.ValueKind == JsonValueKind.String) return JsonInput.Text(text);
        if (text.ValueKind != JsonValueKind.Array) return "";
        StringBuilder joined = new();
        foreach (JsonElement part in text.EnumerateArray())
        {
            if (part.ValueKind == JsonValueKind.String) joined.Append(JsonInput.Text(part));
            else if (part.ValueKind == JsonValueKind.Object && JsonInput.TryGet(part, "text", out JsonElement words) && words.ValueKind == JsonValueKind.String) joined.Append(JsonInput.Text(words));
        }
        return joined.ToString();
    }

    /// <summary>Text of a post's markup with its line breaks.</summary>
    private static string TextOf(IElement element)
    {
        StringBuilder text = new();
        AppendText(element, text);
        return text.ToString();
    }

    private static void AppendText(INode node, StringBuilder text)
    {
        foreach (INode child in node.ChildNodes)
        {
            if (child is IText words) text.Append(words.Data);
            if (child is not IElement element) continue;
            bool block = element.LocalName is "p" or "blockquote" or "div" or "pre" or "ul" or "li";
            if (block || element.LocalName == "br") text.Append('\n');
            AppendText(element, text); // no deeper than the limit on nesting
            if (block) text.Append('\n');
        }
    }

    private static byte[] Canonical(JsonElement message)
    {
        using MemoryStream bytes = new();
        try
        {
            using Utf8JsonWriter writer = new(bytes);
            message.WriteTo(writer);
            writer.Flush();
        }
        catch (InvalidOperationException)
        {
            return Encoding.UTF8.GetBytes(message.GetRawText()); // an escape stands for half a character: the text as it is written
        }
        return bytes.ToArray();
    }

    private static string IdOf(JsonElement element) => JsonInput.Scalar(element, "id") ?? "?";

    private static string? StringOf(JsonElement element, string name) =>
        JsonInput.StringOf(element, name) is { } text ? Clean(text) : null;

    private static string? Clean(string? text) => text is null || BodyBuilder.Clean(text) is not { Length: > 0 } clean ? null : clean;
}
