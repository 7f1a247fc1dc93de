using Hearsay.Capture;
using Hearsay.Text;
using static Hearsay.Tests.Capture.CaptureTesting;

namespace Hearsay.Tests.Capture;

public class PlainTextTests
{
    private const string First = "The mayor of Orlivka said on Monday that eleven recruits had been locked in a school cellar after they refused to return to the front.";
    private const string Second = "Two of them told a local paper that they had been given one meal a day, and that an officer took their telephones.";
    private const string Last = "The garrison denied the report and said that the recruits were on exercises near the town.";

    [Fact]
    public void The_seed_page_comes_out_clean()
    {
        if (Shared("seeds/putin-braces-for-mutiny.txt") is not { } seed)
        {
            Console.WriteLine("skipped: ../shared/seeds is absent");
            return;
        }
        Document document = Assert.Single(Reader.Read(seed, new CaptureOptions { Published = new DateOnly(2022, 12, 6) })).Document!;
        Assert.Equal("Putin braces for mutiny as hundreds of Russian soldiers defy orders", document.Title);
        Assert.StartsWith("Vladimir Putin was dealt yet another blow", document.Body, StringComparison.Ordinal);
        Assert.EndsWith("outpost of our independence”.", document.Body, StringComparison.Ordinal);
        Assert.Equal("unnamed", document.SyndicatedFrom);
        foreach (string clutter in new[] { "sign-up", "unsubscribe", "MISS", "READ NEXT", "iPhone", "seals", "Read Full", "morale drops" })
            Assert.DoesNotContain(clutter, document.Body, StringComparison.Ordinal);
        Assert.Equal((PublishedFrom.Given, new DateOnly(2022, 12, 6)), (document.PublishedFrom, document.Published!.Value));
    }

    [Theory]
    [InlineData("READ NEXT:\nTen dogs who guard a castle by the sea\nKing opens bridge [PICTURES]")]
    [InlineData("Read also\n- Ten dogs who guard a castle by the sea\n- King opens bridge")]
    [InlineData("Читайте также:\nДесять собак охраняют замок у моря\nКороль открыл мост")]
    [InlineData("Читайте також\nДесять собак охороняють замок біля моря\nКороль відкрив міст")]
    [InlineData("ЩЕ ЗА ТЕМОЮ\nДесять собак охороняють замок біля моря\n08:47, 17.01.2026\nКороль відкрив міст\n18:55, 16.01.2026")]
    [InlineData("Вас может заинтересовать\nДесять собак охраняют замок у моря")]
    [InlineData("Підписуйтесь на наш Telegram-канал, щоб нічого не пропустити!")]
    [InlineData("Подписывайтесь на наш канал и узнавайте новости первыми.")]
    [InlineData("Sign up to our newsletter and get ten dogs in your inbox. You can unsubscribe at any time.")]
    [InlineData("We use cookies and similar tools to improve this site.")]
    [InlineData("ADVERTISEMENT")]
    [InlineData("Share on Facebook")]
    [InlineData("Поделиться")]
    [InlineData("Photo: Town hall of Orlivka")]
    [InlineData("Фото: пресс-служба гарнизона")]
    [InlineData("A recruit waits at the gate of the barracks in Orlivka, in May (Stringer/AFP via Getty Images)")]
    [InlineData("This map from the institute shows the roads around the town.")]
    [InlineData("Вид на площу після обстрілу / Фото ОВА")]
    [InlineData("![map](https://example.org/a.png)")]
    [InlineData("$ 41.37 € 48.56 zł 11.39")]
    [InlineData("+22° Київ +19° Варшава")]
    [InlineData("Log in to Orlivka News\nPlease wait...\nForgot your password or login? Restore password")]
    [InlineData("(Reporting by Ada Field and Bo Hill; Editing by Cy Lake)")]
    [InlineData("Друзі! Підписуйтесь на нашу сторінку і будьте завжди в курсі.")]
    [InlineData("Джерело: https://t.me/orlivka_now/517")]
    [InlineData("ПОСЛЕДНИЕ НОВОСТИ\n17:33 11/02\nДесять собак охраняют замок у моря\n17:31 11/02\nКороль открыл мост\n17:29 11/02\nЦены на чай снова растут")]
    [InlineData("Коментарі\nДуже сумно це читати\nТримайтесь")]
    [InlineData("Leave a Reply\nYour email address will not be published. Required fields are marked *")]
    [InlineData("Теги: армия, гарнизон, школа")]
    [InlineData("Нам нужна ваша помощь. Оформите ежемесячное пожертвование, чтобы мы могли работать дальше.")]
    [InlineData("Щоб не пропустити головного, підпишіться на нашу розсилку.")]
    [InlineData("Good stories cost money. Please consider a monthly donation.")]
    [InlineData("We use cookies to count visits. Staying here means that you agree. © Daily Gazette, 2023")]
    [InlineData("Прислать новость: @gazeta_bot")]
    [InlineData("Подписаться | Прислать фото | Обсудить")]
    [InlineData("Чтобы поделиться заметкой, скопируйте эту ссылку.")]
    [InlineData("Новости без спама и рекламы! Друзья, подписывайтесь на «Вести Орловки» в Telegram. Минута — и вы всё знаете.")]
    [InlineData("Все заявления и сводки — в разделе «Хроника» на нашем портале.")]
    [InlineData("Keep reading with a free trial\nSubscribe to Orlivka Notes to keep reading this post and see the archive.")]
    [InlineData("Comments (12)\nSo sad to read")]
    [InlineData("Редактор: Ада Поле\nМир «Король открыл мост")]
    [InlineData("Екатерина Лугова")]
    [InlineData("King opens long bridge over the river\nWorld news\nJune 24, 2023")]
    [InlineData("Based on materials from TASS")]
    [InlineData("Вид на площу після удару по школі. Скрин відео")]
    [InlineData("Нашли ошибку? Выделите её и нажмите Ctrl+Enter.")]
    public void Clutter_after_the_article_goes_and_the_article_stays(string clutter)
    {
        Document document = ReadText($"{First}\n\n{Second}\n\n{Last}\n\n{clutter}\n");
        Assert.Equal($"{First}\n{Second}\n{Last}", document.Body);
    }

    [Theory]
    [InlineData("READ MORE:\nTen dogs who guard a castle by the sea\nKing opens bridge [PICTURES]")]
    [InlineData("Смотрите также\nДесять собак охраняют замок у моря")]
    [InlineData("Читайте також: Десять собак охороняють замок біля моря")]
    [InlineData("Реклама")]
    public void Clutter_inside_the_article_goes_and_the_article_goes_on(string clutter)
    {
        Document document = ReadText($"{First}\n\n{clutter}\n\n{Second}\n\n{Last}\n");
        Assert.Equal($"{First}\n{Second}\n{Last}", document.Body);
    }

    [Fact]
    public void Title_deck_byline_and_date_leave_the_body()
    {
        Document document = ReadText($"Recruits locked in school cellar, says mayor of Orlivka\n\nBy Ada Field\n14 March 2023, 10:41\nRecruits locked in school cellar, says mayor of Orlivka\n\n{First}\n\n{Second}\n\n{Last}");
        Assert.Equal("Recruits locked in school cellar, says mayor of Orlivka", document.Title);
        Assert.Equal("By Ada Field", document.Byline);
        Assert.Equal((new DateOnly(2023, 3, 14), PublishedFrom.Text, "14 March 2023, 10:41"), (document.Published!.Value, document.PublishedFrom, document.PublishedEvidence));
        Assert.Equal($"{First}\n{Second}\n{Last}", document.Body);
    }

    [Fact]
    public void A_crawlers_date_prefix_is_evidence_and_not_text()
    {
        Document document = ReadText($" date 2022-08-18 {First} {Second}");
        Assert.Equal($"{First} {Second}", document.Body);
        Assert.Equal((new DateOnly(2022, 8, 18), PublishedFrom.Text, "date 2022-08-18"), (document.Published!.Value, document.PublishedFrom, document.PublishedEvidence));
    }

    [Theory]
    [InlineData("Sunday, October 06, 2024 - ")]
    [InlineData("October 6, 2024")]
    public void A_date_glued_to_the_first_sentence_is_stripped(string date)
    {
        Document document = ReadText($"{date}{First}\n{Second}");
        Assert.StartsWith("The mayor", document.Body, StringComparison.Ordinal);
        Assert.Equal(new DateOnly(2024, 10, 6), document.Published);
    }

    [Theory]
    [InlineData("14 октября 2024 года в Орловке задержали одиннадцать новобранцев, сообщил мэр.")]
    [InlineData("On 14 October 2024, eleven recruits were detained in Orlivka, the mayor said.")]
    public void A_date_that_belongs_to_a_sentence_stays(string sentence) => Assert.StartsWith(sentence, ReadText($"{sentence}\n{Second}").Body, StringComparison.Ordinal);

    [Fact]
    public void Dates_of_other_stories_above_the_article_date_nothing()
    {
        Document document = ReadText($"Ten dogs guard castle\n4 February 2024\nKing opens long bridge\n3 February 2024\n{First}\n{Second}\n{Last}");
        Assert.Null(document.Published);
        Assert.Equal($"{First}\n{Second}\n{Last}", document.Body);
    }

    [Fact]
    public void An_excerpt_that_starts_and_ends_mid_page_loses_nothing()
    {
        string text = $"{First}\n{Second}\nAccording to the same paper, the recruits were then dri";
        Document document = ReadText(text);
        Assert.Equal(text, document.Body);
        Assert.Null(document.Title);
    }

    [Fact]
    public void Hard_wrapped_lines_become_paragraphs()
    {
        Document document = ReadText("The mayor of Orlivka said on Monday that eleven recruits\nhad been locked in a school cellar after they refused to\nreturn to the front. Two of them told a local paper that\nthey had been given one meal a day, and that an officer of\nthe garrison took their telephones.\n\nThe garrison denied the report and said that the recruits\nwere on exercises near the town.");
        Assert.Equal(2, document.Blocks.Count);
        Assert.Contains("recruits had been locked", document.Body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Source: Read Full Article", "unnamed")]
    [InlineData("Source: Daily Orlivka", "Daily Orlivka")]
    [InlineData("Источник: orlivka.example", "orlivka.example")]
    [InlineData("За матеріалами: Укрінформ", "Ukrinform")]
    [InlineData("Originally published on The Orlivka Review.", "The Orlivka Review")]
    [InlineData("(With inputs from agencies)", "unnamed")]
    public void Origin_marks_below_the_article_are_read_and_removed(string mark, string origin)
    {
        Document document = ReadText($"{First}\n\n{Second}\n\n{Last}\n\n{mark}");
        Assert.Equal(origin, document.SyndicatedFrom);
        Assert.Equal($"{First}\n{Second}\n{Last}", document.Body);
    }

    [Fact]
    public void A_source_line_inside_the_article_is_the_articles_own()
    {
        string line = "Source: Occupation office of Orlivka on Telegram; the mayor's press service";
        Document document = ReadText($"{First}\n\n{line}\n\n{Second}\n\n{Last}");
        Assert.Contains(line, document.Body, StringComparison.Ordinal);
        Assert.Null(document.SyndicatedFrom);
    }

    [Theory]
    [InlineData("KYIV, Aug 26 (Reuters) - ", null, "Reuters")]
    [InlineData("КИЇВ. 26 серпня. УНІАН. ", null, "UNIAN")]
    [InlineData("МОСКВА, 26 августа. /ТАСС/. ", "https://tass.ru/a/1", null)]
    [InlineData("Kyiv: ", null, null)]
    public void Agency_datelines_name_the_origin_unless_the_page_is_the_agencys(string dateline, string? url, string? origin) =>
        Assert.Equal(origin, ReadText($"{dateline}{First}\n{Second}", new CaptureOptions { Url = url }).SyndicatedFrom);

    [Fact]
    public void Words_of_notices_inside_a_quotation_do_not_remove_long_text()
    {
        string text = First + " " + new string('a', 10) + string.Concat(Enumerable.Repeat(" and the officers went on to say that nobody would be sent home", 8)) + " while we use cookies to bake.";
        Assert.Contains("locked in a school cellar", ReadText(text).Body, StringComparison.Ordinal);
    }

    [Fact]
    public void What_somebody_asks_others_in_a_quotation_is_the_articles_own()
    {
        string quoted = "«Оформите подписку на газету гарнизона», — сказал капитан новобранцам у ворот школы.";
        Assert.Contains(quoted, ReadText($"{First}\n\n{quoted}\n\n{Last}").Body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Orlivka News - Recruits locked in cellar of a schoolRecruits locked in cellar of a school\n\n")]
    [InlineData("Recruits locked in cellar of a school\n\nOrlivka News - Recruits locked in cellar of a school\n\n")]
    [InlineData("Tuesday, May 9, 2023\nBlogWarTown\n\nRecruits locked in cellar of a school\n\n")]
    [InlineData("<image>data:image/png,\"x://a\" alt=\"Recruits\"</image>/b.jpg)\nRecruits locked in cellar of a school\n")]
    [InlineData("Recruits locked in cellar of a school\nOrlivka News\nRecruits locked in cellar of a school\n\n")]
    public void A_headline_written_more_than_once_is_the_title_and_leaves_the_body(string head)
    {
        Document document = ReadText($"{head}{First}\n\n{Second}\n\n{Last}");
        Assert.Equal(("Recruits locked in cellar of a school", $"{First}\n{Second}\n{Last}"), (document.Title, document.Body));
    }

    [Fact]
    public void A_name_without_its_capital_begins_a_line_of_its_own()
    {
        Document document = ReadText("росія вдарила по Орлівці: є загиблі\n\n28 січня 2026, 08:07\nросія вдарила по Орлівці: є загиблі\nУ ніч на 28 січня росія вдарила дронами по Орлівці, повідомив голова громади Іван Поле.\nЗагинули двоє людей, ще четверо дістали поранення і лежать у лікарні.");
        Assert.Equal("росія вдарила по Орлівці: є загиблі", document.Title);
        Assert.StartsWith("У ніч на 28 січня", document.Body, StringComparison.Ordinal);
    }

    [Fact]
    public void A_first_sentence_that_reports_is_no_caption_for_the_credit_behind_it()
    {
        string lead = "Two men were killed after a drone dropped a grenade on a bus stop at the edge of Orlivka, an official said.";
        Assert.StartsWith(lead, ReadText($"Drone kills two in Orlivka\n\n{lead} (Photo: Town News)\n\n{Second}\n\n{Last}").Body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("The army is shelling Orlivka.\nThe mayor of the town, Ada Field, reported this on her channel, the agency writes.")]
    [InlineData("Об этом написала газета со ссылкой на прокуратуру Орловки.\nОдиннадцать новобранцев, по данным следствия, держали в подвале школы две недели.")]
    public void A_sentence_that_another_refers_to_stays(string text) => Assert.StartsWith(text[..20], ReadText(text).Body, StringComparison.Ordinal);

    [Fact]
    public void A_headline_that_the_first_sentence_refers_to_stays_above_it()
    {
        Document document = ReadText("Одиннадцать новобранцев заперли в подвале школы в Орловке\nОб этом на брифинге рассказал мэр Орловки Иван Поле, который видел их своими глазами.\nДвое новобранцев рассказали местной газете, что их кормили раз в день, а телефоны отобрал офицер.");
        Assert.StartsWith("Одиннадцать новобранцев заперли в подвале школы в Орловке\nОб этом", document.Body, StringComparison.Ordinal);
    }

    [Fact]
    public void A_last_line_that_begins_with_a_date_and_is_cut_off_stays() =>
        Assert.EndsWith("21 сентября 2022 года вышел указ «Об объявлении частич", ReadText($"{First}\n{Second}\n{Last}\n21 сентября 2022 года вышел указ «Об объявлении частич").Body, StringComparison.Ordinal);

    [Fact]
    public void Blocks_cover_every_character_but_the_line_breaks()
    {
        Document document = ReadText($"A title that stands above\n\n{First}\n• {Second}\n\nA heading\n\n{Last}");
        int at = 0;
        foreach (Block block in document.Blocks)
        {
            Assert.Equal(at, block.Span.Start);
            at = block.Span.End + 1;
        }
        Assert.Equal(document.Body.Length, at - 1);
    }

    [Fact]
    public void A_page_of_headlines_alone_has_no_text_and_says_so()
    {
        CaptureResult result = Assert.Single(Read("Support us\n1. Ten dogs guard a castle by the sea\n2. King opens bridge in the rain\n3. Prices of tea rise again\n4. Snow expected on Sunday\n5. Choir wins a prize", "list.txt"));
        Assert.Equal("", result.Document!.Body);
        Assert.Equal("HS1007", result.Problem!.Code);
        Assert.False(result.Problem.IsError);
    }

    [Fact]
    public void The_same_text_gives_the_same_document_twice()
    {
        string text = $"A title that stands above\n\n{First}\n\nREAD NEXT:\nDogs guard castle\n\n{Last}";
        Document a = ReadText(text), b = ReadText(text);
        Assert.Equal((a.Id, a.Title, a.Body), (b.Id, b.Title, b.Body));
        Assert.Equal(a.Blocks, b.Blocks);
    }
}
