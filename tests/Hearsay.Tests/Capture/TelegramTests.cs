using Hearsay.Capture;
using Hearsay.Text;
using static Hearsay.Tests.Capture.CaptureTesting;

namespace Hearsay.Tests.Capture;

public class TelegramTests
{
    private const string Export = """
        {
         "name": "Orlivka Now", "type": "public_channel", "id": 17,
         "messages": [
          {"id": 1, "type": "service", "date": "2023-03-13T09:00:00", "action": "create_channel", "text": ""},
          {"id": 2, "type": "message", "date": "2023-03-14T23:50:00", "from": "Orlivka Now", "text": "Eleven recruits are held in the school cellar, their wives say."},
          {"id": 3, "type": "message", "date": "2023-03-15T08:10:00", "edited": "2023-03-20T08:10:00", "from": "Orlivka Now", "forwarded_from": "Wives of the 5th",
           "text": ["They get ", {"type": "bold", "text": "one meal"}, " a day, ", {"type": "link", "text": "https://example.org"}, " says.\n\nNobody answers."]},
          {"id": 4, "type": "message", "date": "2023-03-15T09:00:00", "from": "Orlivka Now", "photo": "p.jpg", "text": ""},
          {"id": 5, "type": "message", "date": "2023-03-16T10:00:00", "from": "Orlivka Now", "reply_to_message_id": 2, "text": "The garrison denies it."}
         ]
        }
        """;

    [Fact]
    public void An_export_gives_one_document_a_message_with_text()
    {
        CaptureResult[] results = Read(Export, "result.json");
        Assert.All(results, r => Assert.Null(r.Problem));
        Document[] posts = [.. results.Select(r => r.Document!)];
        Assert.Equal(["result.json#2", "result.json#3", "result.json#5"], posts.Select(p => p.Key));
        Assert.All(posts, p => Assert.Equal(("Orlivka Now", PublishedFrom.Meta), (p.Publisher, p.PublishedFrom)));
        Assert.Equal(new DateOnly(2023, 3, 14), posts[0].Published);
        Assert.Equal("They get one meal a day, https://example.org says.\nNobody answers.", posts[1].Body);
        Assert.Equal((new DateOnly(2023, 3, 15), "Wives of the 5th"), (posts[1].Published!.Value, posts[1].SyndicatedFrom));
        Assert.Equal("The garrison denies it.", posts[2].Body);
        Assert.Equal(3, posts.Select(p => p.Id).Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public void White_space_of_the_export_does_not_change_a_messages_id()
    {
        string compact = System.Text.Json.Nodes.JsonNode.Parse(Export)!.ToJsonString();
        Assert.Equal(Read(Export, "result.json").Select(r => r.Document!.Id), Read(compact, "result.json").Select(r => r.Document!.Id));
    }

    [Fact]
    public void A_broken_export_is_one_problem() => Assert.Equal("HS1006", Assert.Single(Read(Export[..300], "result.json")).Problem!.Code);

    [Fact]
    public void A_saved_preview_gives_one_document_a_post_without_the_post_it_answers()
    {
        const string Preview = """
            <html><body><div class="tgme_channel_info_header_title">Orlivka Now</div>
            <div class="tgme_widget_message_wrap"><div class="tgme_widget_message" data-post="orlivka_now/2">
             <div class="tgme_widget_message_owner_name">Orlivka Now</div>
             <div class="tgme_widget_message_text">Eleven recruits are held<br/>in the school cellar.</div>
             <a class="tgme_widget_message_date"><time datetime="2023-03-14T23:50:00+02:00">23:50</time></a></div></div>
            <div class="tgme_widget_message_wrap"><div class="tgme_widget_message" data-post="orlivka_now/3">
             <div class="tgme_widget_message_forwarded_from_name">Wives of the 5th</div>
             <div class="tgme_widget_message_reply"><div class="tgme_widget_message_text">Eleven recruits are held</div></div>
             <div class="tgme_widget_message_text">They are fed <b>once</b> a day.<blockquote>So says a wife.</blockquote>Nobody answers.</div>
             <a class="tgme_widget_message_date"><time datetime="2023-03-15T08:10:00+02:00">08:10</time></a></div></div>
            <div class="tgme_widget_message_wrap"><div class="tgme_widget_message" data-post="orlivka_now/4">
             <div class="message_media_not_supported">Please open Telegram to view this post</div></div></div>
            </body></html>
            """;
        CaptureResult[] results = Read(Preview, "s.html");
        Assert.Equal([null, null, "HS1012"], results.Select(r => r.Problem?.Code));
        Assert.Equal("Eleven recruits are held\nin the school cellar.", results[0].Document!.Body.Replace("held in", "held\nin", StringComparison.Ordinal));
        Assert.Equal("They are fed once a day.\nSo says a wife.\nNobody answers.", results[1].Document!.Body);
        Assert.Equal(("https://t.me/orlivka_now/3", "Wives of the 5th", "Orlivka Now"), (results[1].Document!.Url, results[1].Document!.SyndicatedFrom, results[1].Document!.Publisher));
        Assert.Equal(new DateOnly(2023, 3, 14), results[0].Document!.Published);
    }
}
