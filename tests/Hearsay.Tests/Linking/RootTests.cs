using Hearsay.Claims;
using Hearsay.Linking;
using Hearsay.Text;

namespace Hearsay.Tests.Linking;

public class RootTests
{
    private static readonly EventLinker Linker = EventLinker.Load(Path.Combine(AppContext.BaseDirectory, "data"));

    private const string Story = "Residents of Zavitne Bazhannia woke to the sound of trucks on Monday morning. By noon the village council building had been turned into a holding place. Soldiers who would not go back to the line were confined in its basement, people in the village say. Their rifles were taken away and they sleep on the floor. Bread is handed in once a day through a window. Nobody has told them how long they will stay there.";

    [Fact]
    public void Copy_under_another_headline_is_no_second_source()
    {
        Reading original = Report.Of("a", Story, "Village Paper", "2022-12-01", title: "Held in a basement").Claim("detention", "confined", target: "military:Soldiers", place: Report.Zavitne);
        Reading copy = Report.Of("b", Story.Replace("Nobody has told them how long they will stay there.", "Nothing more is known.", StringComparison.Ordinal), "Big Portal", "2022-12-02", title: "Shock in the village").Claim("detention", "confined", target: "military:Soldiers", place: Report.Zavitne);

        Event held = Assert.Single(Linker.Link([copy, original]).Events);

        Assert.Equal("Village Paper", Assert.Single(held.Roots).Shown);
        Assert.Equal((2, 1), (held.DocumentCount, held.CopyCount));
        Assert.Equal(CollapseReason.Copy, Assert.Single(held.Collapses).Reason);
    }

    [Fact]
    public void Same_event_in_other_words_is_a_second_source()
    {
        Reading one = Report.Of("a", Story, "Village Paper", "2022-12-01").Claim("detention", "confined", target: "military:Soldiers", place: Report.Zavitne);
        Reading other = Report.Of("b", "Our correspondent counted the guards at the council cellar in Zavitne Bazhannia. Servicemen who refuse to fight are locked up there, she reports.", "Distant Times", "2022-12-02").Claim("detention", "locked up", target: "military:Servicemen", place: Report.Zavitne);

        Event held = Assert.Single(Linker.Link([one, other]).Events);

        Assert.Equal(2, held.Roots.Count);
        Assert.Equal(0, held.CopyCount);
    }

    [Fact]
    public void Translation_is_no_second_source()
    {
        Reading english = Report.Of("en", "On Monday 5 drones crossed from Kursk towards Ryazan and 3 fell near Dyagilevo. A second group of 7 flew to Engels by way of Saratov. In Engels 2 aircraft burned, said people from Pokrovsk. The base at Ryazan was struck at 6 in the morning, and Moscow closed the sky until 10.", "English Paper")
            .Claim("drone-strike", "struck", place: Report.Ryazan, when: "2022-12-05");
        Reading russian = Report.Of("ru", "В понедельник 5 дронов прошли от Курска к Рязани, 3 упали у Дягилево. Вторая группа из 7 летела к Энгельсу через Саратов. Говорят, в Энгельсе сгорели 2 самолета, рассказали жители из Покровска. Базу в Рязани атаковали в 6 утра, а Москва закрыла небо до 10.", "Русская газета", language: LanguageCode.Russian)
            .Claim("drone-strike", "атаковали", place: Report.Ryazan, when: "2022-12-05");

        Event strike = Assert.Single(Linker.Link([english, russian]).Events);

        Assert.Single(strike.Roots);
        Assert.Contains(strike.Collapses, collapse => collapse.Reason == CollapseReason.Translation);
    }

    [Fact]
    public void Chain_through_a_think_tank_counts_its_root_once()
    {
        Reading direct = Report.Of("a", "ASTRA says soldiers are held at Zavitne Bazhannia.", "One").Claim("detention", "held", ["outlet:ASTRA"], place: Report.Zavitne);
        Reading through = Report.Of("b", "The Institute for the Study of War, quoting Астра, says men are kept at Zavitne Bazhannia.", "Two").Claim("detention", "kept", ["monitor:Institute for the Study of War", "outlet:Астра"], place: Report.Zavitne);
        Reading tank = Report.Of("c", "We assess that soldiers are being held at Zavitne Bazhannia.", "ISW").Claim("detention", "held", place: Report.Zavitne);

        Event held = Assert.Single(Linker.Link([direct, through, tank]).Events);

        Assert.Equal("ASTRA", Assert.Single(held.Roots).Shown);
        Assert.Contains(held.Collapses, collapse => collapse.Reason == CollapseReason.Carrier);
    }

    [Fact]
    public void Syndicated_page_speaks_with_the_voice_of_its_origin()
    {
        Reading origin = Report.Of("a", "Troops are held at Zavitne Bazhannia.", "Daily Express").Claim("detention", "held", place: Report.Zavitne);
        Reading taken = Report.Of("b", "Men are kept in a cellar at Zavitne Bazhannia, unseen.", "Portal", syndicatedFrom: "Daily Express").Claim("detention", "kept", place: Report.Zavitne);

        Event held = Assert.Single(Linker.Link([origin, taken]).Events);

        Assert.Equal("Daily Express", Assert.Single(held.Roots).Shown);
        Assert.Contains(held.Collapses, collapse => collapse.Reason == CollapseReason.Syndicated);
    }

    [Fact]
    public void Page_that_sums_up_its_source_is_no_second_source()
    {
        Reading page = Report.Of("a", "Soldiers are locked up at Zavitne Bazhannia. Relatives say 26 detainees are held at Zavitne Bazhannia.", "BBC")
            .Claim("detention", "locked up", target: "military:Soldiers", place: Report.Zavitne).Claim("detention", "held", ["Relatives"], number: "26 detainees", place: Report.Zavitne);

        Event held = Assert.Single(Linker.Link([page]).Events);

        Assert.StartsWith("Relatives", Assert.Single(held.Roots).Shown, StringComparison.Ordinal);
    }

    [Fact]
    public void Relatives_heard_by_two_reporters_are_two_sources()
    {
        Reading one = Report.Of("a", "Relatives say men are held at Zavitne Bazhannia.", "BBC").Claim("detention", "held", ["Relatives"], place: Report.Zavitne);
        Reading other = Report.Of("b", "Sons are kept in Zavitne Bazhannia, relatives told us.", "Verstka").Claim("detention", "kept", ["relatives"], place: Report.Zavitne);

        Assert.Equal(2, Assert.Single(Linker.Link([one, other]).Events).Roots.Count);
    }

    [Theory]
    [InlineData("Mikhail Nosov", "Михаил Носов")]
    [InlineData("Mikhail Nosov", "Михайло Носов")]
    [InlineData("Mikhail Nosov", "Михаила Носова")]
    [InlineData("Nosov", "Михаил Носов")]
    [InlineData("Russia's Defence Ministry", "Минобороны России")]
    [InlineData("Russian Ministry of Defense", "Міноборони РФ")]
    [InlineData("Volodymyr Zelensky", "Володимир Зеленський")]
    [InlineData("Oleh Syniehubov", "Олег Синегубов")]
    [InlineData("Kharkiv", "Харків")]
    public void Names_match_across_languages(string name, string other)
    {
        Names names = Names.Load(Path.Combine(AppContext.BaseDirectory, "data"));
        Assert.True(names.Of(name).Matches(names.Of(other)), $"{names.Of(name).Key} / {names.Of(other).Key}");
    }

    [Theory]
    [InlineData("Mikhail Nosov", "Mikhail Gubin")]
    [InlineData("Russia's Defence Ministry", "Міноборони України")]
    [InlineData("Ivan Petrenko", "Maria Koval")]
    [InlineData("Mikhail", "Mikhail Nosov")]
    public void Different_names_do_not_match(string name, string other)
    {
        Names names = Names.Load(Path.Combine(AppContext.BaseDirectory, "data"));
        Assert.False(names.Of(name).Matches(names.Of(other)));
    }
}
