using System.Text.RegularExpressions;
using Hearsay.Claims;
using Hearsay.Linking;
using Hearsay.Publish;
using Hearsay.Tests.Linking;
using Hearsay.Text;

namespace Hearsay.Tests.Publish;

public class BulletinTests
{
    private static readonly string Data = Path.Combine(AppContext.BaseDirectory, "data");
    private static readonly Names Names = Names.Load(Data);

    private static readonly Reading[] Readings =
    [
        Report.Of("express", "ASTRA says at least 12 Russian soldiers are confined in a basement in Zavitne Bazhannia. Mikhail Nosov was sent to the front in early September. Drones attacked the airbase at Ryazan, killing three servicemen. ISW counts three riots in November.", "Daily Express", title: "Soldiers defy orders")
            .Claim("detention", "confined", ["outlet:ASTRA"], "military:Russian soldiers", number: "12+ soldiers", place: Report.Zavitne)
            .Claim("conscription", "sent to the front", target: "person:Mikhail Nosov", when: "2022-09-01..2022-09-10")
            .Claim("drone-strike", "attacked", ["ministry:Russian Ministry of Defence"], "the airbase", "Drones", place: Report.Ryazan, when: "2022-12-05")
            .Claim("killed", "killing", ["ministry:Russian Ministry of Defence"], "servicemen", number: "3 servicemen", when: "2022-12-05")
            .Claim("riot", "riots", ["monitor:ISW"], number: "3 riots", when: "2022-11-01..2022-11-30", tally: true),
        Report.Of("verstka", "Михаил Носов был мобилизован 23 сентября. Родственники говорят, что в подвале в Завитне Бажання держат солдат.", "Verstka", language: LanguageCode.Russian, title: "Носов в подвале")
            .Claim("conscription", "мобилизован", ["person:Михаил Носов"], "person:Михаил Носов", when: "2022-09-23")
            .Claim("detention", "держат", ["Родственники"], "military:солдат", place: Report.Zavitne),
        Report.Of("wire", "The governor denied that drones attacked the airbase at Ryazan. The governor denied a mutiny in Kazan.", "Wire")
            .Claim("drone-strike", "attacked", ["official:The governor"], "the airbase", place: Report.Ryazan, certainty: Certainty.Denied)
            .Claim("mutiny", "mutiny", ["official:The governor"], place: Report.Kazan, certainty: Certainty.Denied),
    ];

    internal static Bulletin Compose(bool protect) =>
        BulletinComposer.Load(Data, Names).Compose(EventLinker.Load(Data, Names).Link(Readings), Readings, [new Problem("HS1002", "capture", "The file is empty.", "empty.html")], protect);

    [Fact]
    public void Basement_is_told_with_both_its_sources()
    {
        string text = BulletinMarkdown.Write(Compose(protect: false));

        Assert.Contains("At least 12 Russian soldiers were detained in Zavitne Bazhannia, Donetsk Oblast, Ukraine, according to ASTRA and relatives.", text, StringComparison.Ordinal);
        Assert.Contains("Independent sources: 2 (ASTRA; relatives (via Verstka)) in 2 documents", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Dates_that_contradict_each_other_stand_side_by_side()
    {
        string text = BulletinMarkdown.Write(Compose(protect: false));

        Assert.Contains("| When | Who says so | Where |", text, StringComparison.Ordinal);
        Assert.Contains("| early September 2022 | Daily Express |", text, StringComparison.Ordinal);
        Assert.Contains("| 23 September 2022 | Mikhail Nosov |", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Denials_stand_beside_what_they_deny_or_in_a_section_of_their_own()
    {
        Bulletin bulletin = Compose(protect: false);

        BulletinEntry strike = Assert.Single(bulletin.Days.SelectMany(day => day.Entries), entry => entry.Event.Type == "drone-strike");
        Assert.Equal("one source, denied", strike.Standing);
        Assert.Equal(["happened", "did not happen"], strike.Tables.Single().Rows.Select(row => row.Value));
        Assert.Contains("Mutiny, Kazan", Assert.Single(bulletin.LoneDenials).Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void Harm_stands_under_the_attack_it_came_from_and_tallies_apart()
    {
        Bulletin bulletin = Compose(protect: false);

        BulletinEntry strike = Assert.Single(bulletin.Days.SelectMany(day => day.Entries), entry => entry.Event.Type == "drone-strike");
        Assert.Contains("3 servicemen were killed", Assert.Single(strike.Consequences).Sentence, StringComparison.OrdinalIgnoreCase);
        Assert.Equal("riot", Assert.Single(bulletin.Tallies).Event.Type);
        Assert.DoesNotContain(bulletin.Days.SelectMany(day => day.Entries), entry => entry.Event.Type is "riot" or "killed");
    }

    [Fact]
    public void Every_note_quotes_the_exact_words_and_is_linked_both_ways()
    {
        Bulletin bulletin = Compose(protect: false);
        string html = BulletinHtml.Write(bulletin), text = BulletinMarkdown.Write(bulletin);

        Assert.Equal(Readings.Sum(reading => reading.Claims.Count), bulletin.Notes.Count);
        foreach (BulletinNote note in bulletin.Notes)
        {
            Assert.Contains(Readings, reading => note.Span.End <= reading.Document.Body.Length && note.Span.Of(reading.Document.Body) == note.Before + note.Trigger + note.After);
            Assert.Contains($"href=\"#n{note.Number}\"", html, StringComparison.Ordinal);
            Assert.Contains($"id=\"n{note.Number}\"", html, StringComparison.Ordinal);
            Assert.Contains($"id=\"{note.Entry}\"", html, StringComparison.Ordinal);
            Assert.Contains($"(#n{note.Number})", text, StringComparison.Ordinal);
            Assert.Contains($"<a id=\"{note.Entry}\"></a>", text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Protected_bulletin_names_no_private_person_in_any_spelling()
    {
        Bulletin bulletin = Compose(protect: true);
        foreach (string text in new[] { BulletinMarkdown.Write(bulletin), BulletinHtml.Write(bulletin) })
        {
            Assert.DoesNotContain("Nosov", text, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain("Носов", text, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain("Mikhail", text, StringComparison.OrdinalIgnoreCase);
            Assert.Single(Regex.Matches(text, "Person [A-Z][0-9]+", RegexOptions.None, TimeSpan.FromSeconds(1)).Select(match => match.Value).Distinct());
            Assert.Contains("ASTRA", text, StringComparison.Ordinal);
        }
        Assert.Equal(1, bulletin.Protected);
    }

    [Fact]
    public void Protection_gives_the_place_of_a_named_person_by_region()
    {
        Reading named = Report.Of("a", "Mikhail Nosov is held in Zavitne Bazhannia by the Wagner Group.", "Paper")
            .Claim("detention", "held", target: "person:Mikhail Nosov", actor: "armed-group:Wagner Group", place: Report.Zavitne);
        string text = BulletinMarkdown.Write(BulletinComposer.Load(Data, Names).Compose(EventLinker.Load(Data, Names).Link([named]), [named], [], protect: true));

        Assert.DoesNotContain("Bazhannia", text, StringComparison.Ordinal);
        Assert.Contains("Donetsk Oblast", text, StringComparison.Ordinal);
        Assert.Contains("Wagner Group", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Officials_and_public_figures_keep_their_names()
    {
        Reading statement = Report.Of("a", "Vladimir Putin and Oleh Syniehubov say men were called up in Zavitne Bazhannia.", "Paper")
            .Claim("conscription", "called up", ["official:Oleh Syniehubov"], "men", "person:Vladimir Putin", place: Report.Zavitne);
        string text = BulletinMarkdown.Write(BulletinComposer.Load(Data, Names).Compose(EventLinker.Load(Data, Names).Link([statement]), [statement], [], protect: true));

        Assert.Contains("Oleh Syniehubov", text, StringComparison.Ordinal);
        Assert.Contains("Vladimir Putin", text, StringComparison.Ordinal);
        Assert.Contains("Zavitne Bazhannia", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Words_on_the_map_are_no_names_of_persons()
    {
        Reading rising = Report.Of("a", "Recruits in Zavitne Bazhannia rebelled, Pavlo Zorin said.", "Paper")
            .Claim("mutiny", "rebelled", ["person:Pavlo Zorin"], actor: "person:Recruits in Zavitne Bazhannia", place: Report.Zavitne);
        string text = BulletinMarkdown.Write(BulletinComposer.Load(Data, Names).Compose(EventLinker.Load(Data, Names).Link([rising]), [rising], [], protect: true));

        Assert.DoesNotContain("Zorin", text, StringComparison.Ordinal);
        Assert.Single(Regex.Matches(text, "Person [A-Z][0-9]+", RegexOptions.None, TimeSpan.FromSeconds(1)).Select(match => match.Value).Distinct());
    }

    [Fact]
    public void A_name_in_Cyrillic_letters_is_replaced_in_Latin_ones_too()
    {
        Reading told = Report.Of("a", "Людей затримали, розповів Яків Зорін.", "Газета").Claim("detention", "затримали", ["person:Яків Зорін"]);
        string text = BulletinMarkdown.Write(BulletinComposer.Load(Data, Names).Compose(EventLinker.Load(Data, Names).Link([told]), [told], [], protect: true));

        Assert.DoesNotContain("Yakiv", text, StringComparison.Ordinal);
        Assert.DoesNotContain("Яків", text, StringComparison.Ordinal);
        Assert.Matches("according to Person [A-Z][0-9]+", text);
    }

    [Theory]
    [InlineData("person:Pavlo Zorin", "Pavlo Zorin was called up")]
    [InlineData("Увечері", "Men were called up")]
    [InlineData("person:Павло Зорін", "Pavlo Zorin was called up")]
    public void A_participant_is_named_counted_or_left_out_as_it_can_be_said(string target, string sentence)
    {
        Reading called = Report.Of("a", "Pavlo Zorin was called up. Увечері Павло Зорін", "Paper").Claim("conscription", "called up", target: target);
        string text = BulletinMarkdown.Write(BulletinComposer.Load(Data, Names).Compose(EventLinker.Load(Data, Names).Link([called]), [called], [], protect: false));

        Assert.Contains(sentence, text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_private_person_once_taken_for_an_official_is_protected_all_the_same()
    {
        Reading[] readings =
        [
            Report.Of("a", "Mikhail Nosov was called up, Mikhail Nosov said.", "Paper").Claim("conscription", "called up", ["person:Mikhail Nosov"], "person:Mikhail Nosov"),
            Report.Of("b", "Commanders beat him, Mikhail Nosov told us.", "Post").Claim("ill-treatment", "beat", ["official:Mikhail Nosov"], actor: "Commanders"),
        ];
        string text = BulletinMarkdown.Write(BulletinComposer.Load(Data, Names).Compose(EventLinker.Load(Data, Names).Link(readings), readings, [], protect: true));

        Assert.DoesNotContain("Nosov", text, StringComparison.Ordinal);
        Assert.DoesNotContain("Mikhail", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Page_fetches_nothing_and_runs_nothing_and_escapes_what_it_quotes()
    {
        Reading hostile = Report.Of("a", "He said <script>alert(1)</script> was shelled | badly * here.", "Paper<img>", title: "A [link](javascript:x)").Claim("shelling", "shelled", target: "<script>alert(1)</script>");
        Bulletin bulletin = BulletinComposer.Load(Data, Names).Compose(EventLinker.Load(Data, Names).Link([hostile]), [hostile], [], protect: false);
        string html = BulletinHtml.Write(bulletin), text = BulletinMarkdown.Write(bulletin);

        Assert.DoesNotContain("<script", html, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("<img", html, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("src=", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", text, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("[link](", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Same_record_gives_the_same_bulletin() => Assert.Equal(BulletinHtml.Write(Compose(protect: true)), BulletinHtml.Write(Compose(protect: true)));

    [Fact]
    public void Every_type_of_the_codebook_can_be_said()
    {
        EventSentences sentences = EventSentences.Load(Data, Names);
        foreach (string type in "refusal mutiny desertion surrender defection detention abduction forced-labour ill-treatment execution threat prosecution conscription deportation release exchange battle shelling air-strike missile-strike drone-strike explosion attack interception sexual-violence killed wounded captured missing damage advance territory-captured retreat protest riot flight displacement aid accusation denial demand order complaint assessment deprivation".Split(' '))
            Assert.NotEqual(type, sentences.LabelOf(type));
    }
}
