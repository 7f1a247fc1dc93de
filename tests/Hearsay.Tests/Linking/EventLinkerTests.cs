using FsCheck;
using FsCheck.Fluent;
using Hearsay.Claims;
using Hearsay.Linking;
using Hearsay.Text;

namespace Hearsay.Tests.Linking;

public class EventLinkerTests
{
    private static readonly EventLinker Linker = EventLinker.Load(Path.Combine(AppContext.BaseDirectory, "data"));

    private static readonly Reading Seed = Report.Of("express", "Hundreds of Russian soldiers have been detained, local independent media outlets told the Institute for the Study of War. ASTRA says at least 12 Russian soldiers are confined in a basement in Zavitne Bazhannia.", "Daily Express")
        .Claim("detention", "detained", ["monitor:Institute for the Study of War", "local independent media outlets"], "military:Russian soldiers", number: "200-999 soldiers", certainty: Certainty.Hedged)
        .Claim("detention", "confined", ["outlet:ASTRA"], "military:Russian soldiers", number: "12+ soldiers", place: Report.Zavitne);

    private static readonly Reading Weekly = Report.Of("weekly", "The Institute for the Study of War, quoting local independent media outlets, counts hundreds detained in recent weeks. At least 12 Russian soldiers remain in a cellar at Zavitne Bazhannia, the Institute for the Study of War says with reference to ASTRA.", "The Weekly", "2022-12-05")
        .Claim("detention", "detained", ["monitor:Institute for the Study of War", "local independent media outlets"], "hundreds", number: "200-999", certainty: Certainty.Hedged)
        .Claim("detention", "remain in a cellar", ["monitor:Institute for the Study of War", "outlet:ASTRA"], "military:Russian soldiers", number: "12+ soldiers", place: Report.Zavitne);

    private static readonly Reading Relatives = Report.Of("bbc", "Relatives told the BBC that the men held at Zavitne Bazhannia now number 26 detainees.", "BBC News Russian", null)
        .Claim("detention", "held", ["relatives"], "civilian:the men", number: "26 detainees", place: Report.Zavitne);

    [Fact]
    public void Reports_of_one_basement_are_one_event_and_the_hundreds_another()
    {
        LinkResult linked = Linker.Link([Seed, Weekly, Relatives]);

        Assert.Equal(2, linked.Events.Count);
        Event basement = Assert.Single(linked.Events, happened => happened.Place is not null);
        Assert.Equal(3, basement.Members.Count);
        Event hundreds = Assert.Single(linked.Events, happened => happened.Place is null);
        Assert.Equal(2, hundreds.Members.Count);
    }

    [Fact]
    public void Two_papers_that_quote_one_outlet_are_one_source_and_a_descriptions_own_hearer_another()
    {
        Event basement = Linker.Link([Seed, Weekly, Relatives]).Events.Single(happened => happened.Place is not null);

        Assert.Equal(["ASTRA", "relatives (via BBC News Russian)"], basement.Roots.Select(root => root.Shown).Order(StringComparer.Ordinal));
        Assert.Equal(3, basement.DocumentCount);
        Assert.Contains(basement.Collapses, collapse => collapse.Reason == CollapseReason.Requoted && collapse.Root == "ASTRA");
    }

    [Fact]
    public void Numbers_that_exclude_each_other_stand_side_by_side()
    {
        Reading other = Report.Of("other", "Medics say five soldiers were killed at Zavitne Bazhannia on Sunday.", "Other").Claim("killed", "killed", ["Medics"], "military:soldiers", number: "5 soldiers", place: Report.Zavitne, when: "2022-12-04");
        Reading ministry = Report.Of("ministry", "The Defence Ministry says three soldiers were killed at Zavitne Bazhannia.", "Wire").Claim("killed", "killed", ["ministry:Defence Ministry"], "military:soldiers", number: "3 soldiers", place: Report.Zavitne, when: "2022-12-04");

        Event killed = Assert.Single(Linker.Link([other, ministry]).Events);

        Disagreement numbers = Assert.Single(killed.Disagreements);
        Assert.Equal(DisagreementAbout.Quantity, numbers.About);
        Assert.Equal(["3: Defence Ministry", "5: Medics"], numbers.Sides.Select(side => $"{side.Value}: {string.Join(", ", side.SaysWho)}"));
        Assert.Equal((3, 5), (killed.Quantity!.Low, killed.Quantity.High));
    }

    [Fact]
    public void Two_dates_for_one_mans_call_up_are_a_contradiction_not_two_events()
    {
        Reading early = Report.Of("early", "Mikhail Nosov was sent to the front in early September.", "Daily Express").Claim("conscription", "sent to the front", target: "person:Mikhail Nosov", when: "2022-09-01..2022-09-10");
        Reading late = Report.Of("late", "Носов был мобилизован 23 сентября, сказал он изданию.", "Верстка", language: LanguageCode.Russian).Claim("conscription", "мобилизован", ["person:Михаил Носов"], "person:Михаил Носов", when: "2022-09-23");

        Event called = Assert.Single(Linker.Link([early, late]).Events);

        Disagreement dates = Assert.Single(called.Disagreements);
        Assert.Equal(DisagreementAbout.Date, dates.About);
        Assert.Equal(["early September 2022", "23 September 2022"], dates.Sides.Select(side => side.Value));
        Assert.All(dates.Sides, side => Assert.Single(side.SaysWho));
    }

    [Fact]
    public void Detentions_of_one_man_at_different_times_stay_apart()
    {
        Reading story = Report.Of("story", "Mikhail Nosov was detained on October 16. Two weeks later Mikhail Nosov was locked up again.", "Paper")
            .Claim("detention", "detained", target: "person:Mikhail Nosov", when: "2022-10-16..2022-10-18")
            .Claim("detention", "locked up", target: "person:Mikhail Nosov", when: "2022-11-01..2022-11-15");

        Assert.Equal(2, Linker.Link([story]).Events.Count);
    }

    [Fact]
    public void Denial_is_not_a_second_event()
    {
        Reading report = Report.Of("report", "Witnesses say drones hit the base at Ryazan on 5 December.", "Paper").Claim("drone-strike", "hit", ["witness:Witnesses"], "the base", place: Report.Ryazan, when: "2022-12-05");
        Reading denial = Report.Of("denial", "The governor denied that drones hit the base at Ryazan on 5 December.", "Wire").Claim("drone-strike", "hit", ["official:The governor"], "the base", place: Report.Ryazan, when: "2022-12-05", certainty: Certainty.Denied);

        LinkResult linked = Linker.Link([report, denial]);

        Event strike = Assert.Single(linked.Events);
        Assert.Single(strike.Denials);
        Disagreement about = Assert.Single(strike.Disagreements);
        Assert.Equal(DisagreementAbout.Occurrence, about.About);
        Assert.Equal(["The governor"], about.Sides[1].SaysWho);
        Assert.Single(strike.Roots);
        Assert.Empty(linked.LoneDenials);
    }

    [Fact]
    public void Denial_of_what_nobody_reports_is_kept_but_is_no_event()
    {
        Reading denial = Report.Of("denial", "The governor denied that the base at Ryazan was hit.", "Wire").Claim("drone-strike", "hit", ["official:The governor"], place: Report.Ryazan, certainty: Certainty.Denied);

        LinkResult linked = Linker.Link([denial]);

        Assert.Empty(linked.Events);
        Assert.Single(linked.LoneDenials);
    }

    [Fact]
    public void Tally_never_joins_the_events_it_counts()
    {
        Reading tally = Report.Of("tally", "ISW counts three riots in Kazan. A riot broke out in Kazan on 6 November.", "Paper")
            .Claim("riot", "riots", ["monitor:ISW"], number: "3 cases", place: Report.Kazan, when: "2022-11-01..2022-11-30", tally: true)
            .Claim("riot", "riot broke out", place: Report.Kazan, when: "2022-11-06");

        LinkResult linked = Linker.Link([tally]);

        Assert.Equal(2, linked.Events.Count);
        Assert.Single(linked.Events, happened => happened.IsTally);
    }

    [Fact]
    public void What_may_happen_or_is_only_an_opinion_is_no_event()
    {
        Reading talk = Report.Of("talk", "More mutinies could follow, he said. It will strike again.", "Paper")
            .Claim("mutiny", "mutinies", ["person:he"], certainty: Certainty.Hypothetical).Claim("attack", "strike", certainty: Certainty.Future).Claim("assessment", "said", ["person:he"]);

        Assert.Empty(Linker.Link([talk]).Events);
    }

    [Fact]
    public void Places_of_one_sentence_are_events_of_their_own()
    {
        Reading raid = Report.Of("raid", "Drones attacked bases at Ryazan and Kazan.", "Paper").Claim("drone-strike", "attacked", place: Report.Ryazan).Claim("drone-strike", "attacked", place: Report.Kazan);

        Assert.Equal(2, Linker.Link([raid]).Events.Count);
    }

    [Fact]
    public void Harm_told_in_the_sentence_of_an_attack_is_tied_to_it()
    {
        Reading raid = Report.Of("raid", "Drones attacked the base at Ryazan, killing three servicemen.", "Paper").Claim("drone-strike", "attacked", place: Report.Ryazan).Claim("killed", "killing", number: "3 servicemen");

        LinkResult linked = Linker.Link([raid]);

        Event attack = linked.Events.Single(happened => happened.Type == "drone-strike");
        Assert.Equal(attack.Id, linked.Events.Single(happened => happened.Type == "killed").ConsequenceOf);
    }

    [Fact]
    public void Order_of_documents_changes_nothing()
    {
        Reading[] readings = [Seed, Weekly, Relatives, .. Corpus.Readings];
        string expected = Describe(Linker.Link(readings));
        Arbitrary<Reading[]> orders = Gen.Shuffle(readings).ToArbitrary();

        Prop.ForAll(orders, order => Describe(Linker.Link(order)) == expected).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Reading_a_document_twice_changes_nothing() =>
        Assert.Equal(Describe(Linker.Link([Seed, Weekly])), Describe(Linker.Link([Seed, Weekly, Seed, Weekly])));

    [Fact]
    public void Own_corpus_is_clustered_well()
    {
        LinkResult linked = Linker.Link([.. Corpus.Readings]);

        (double precision, double recall) = Corpus.BCubed(linked);

        Assert.True(precision >= 0.95, $"B-cubed precision {precision:F3}\n{Describe(linked)}");
        Assert.True(recall >= 0.9, $"B-cubed recall {recall:F3}\n{Describe(linked)}");
    }

    private static string Describe(LinkResult linked)
    {
        System.Buffers.ArrayBufferWriter<byte> lines = new();
        foreach (Event happened in linked.Events) Hearsay.Publish.EventsJson.WriteLine(lines, happened);
        return System.Text.Encoding.UTF8.GetString(lines.WrittenSpan);
    }
}
