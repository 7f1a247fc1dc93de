using Hearsay.Places;
using Hearsay.Text;

namespace Hearsay.Tests.Places;

public class PlaceResolverTests
{
    private static readonly PlaceResolver Resolver = PlaceResolver.Load();

    [Theory]
    [InlineData(LanguageCode.English, "Residents were held in Kazan, Tatarstan.", "Kazan", "Kazan", "RU")]
    [InlineData(LanguageCode.English, "Drones struck airbases in Ryazan and Saratov.", "Saratov", "Saratov", "RU")]
    [InlineData(LanguageCode.English, "Fighting went on around Bakhmut, which Moscow calls by its Soviet name Artemivsk, in Donetsk Oblast.", "Artemivsk", "Bakhmut", "UA")]
    [InlineData(LanguageCode.English, "The shells fell near Avdiyivka.", "Avdiyivka", "Avdiivka", "UA")]
    [InlineData(LanguageCode.English, "Militants attacked El Fasher in North Darfur.", "El Fasher", "El Fasher", "SD")]
    [InlineData(LanguageCode.Russian, "Взрывы слышали в Шебекино и под Белгородом.", "Белгородом", "Belgorod", "RU")]
    [InlineData(LanguageCode.Russian, "Мобилизованных держали под Брянкой в Луганской области.", "Брянкой", "Brianka", "UA")]
    [InlineData(LanguageCode.Ukrainian, "У Куп'янську лунали вибухи.", "Куп'янську", "Kupiansk", "UA")]
    [InlineData(LanguageCode.Ukrainian, "Ворог вдарив по Кривому Рогу.", "Кривому Рогу", "Kryvyi Rih", "UA")]
    public void A_name_in_any_form_is_found(LanguageCode language, string text, string words, string name, string country)
    {
        Toponym toponym = Find(language, text, words);
        Assert.Equal(name, toponym.Place?.Name);
        Assert.Equal(country, toponym.Place?.Country);
        Assert.True(toponym.IsLocative);
    }

    [Theory]
    [InlineData(LanguageCode.English, "Shelling hit Pavlivka, in the Donetsk Oblast, overnight.", "Pavlivka", "Donetsk Oblast")]
    [InlineData(LanguageCode.Russian, "Погиб житель села Муром Белгородской области.", "Муром", "Belgorod Oblast")]
    [InlineData(LanguageCode.Ukrainian, "У селі Степове Запорізької області поранено двох людей.", "Степове", "Zaporizhzhia Oblast")]
    [InlineData(LanguageCode.English, "A fire broke out in Paris, Texas.", "Paris", "Texas")]
    public void The_region_next_to_a_name_decides(LanguageCode language, string text, string words, string region) => Assert.Equal(region, Find(language, text, words).Place?.Admin1);

    [Fact]
    public void A_misspelt_village_is_found_by_its_region()
    {
        Toponym toponym = Find(LanguageCode.English, "They are confined in a basement in Zavtine Bazhannia, in the Donetsk Oblast.", "Zavtine Bazhannia");
        Assert.Equal("Zavitne Bazhannia", toponym.Place?.Name);
        Assert.Equal("places/respelt-in-region", toponym.Rule);
    }

    [Fact]
    public void A_village_that_is_not_listed_stays_without_a_place_and_names_the_command()
    {
        Toponym toponym = Find(LanguageCode.Ukrainian, "У селі Вигадуванка Сумської області вибухнула міна.", "Вигадуванка");
        Assert.Null(toponym.Place);
        Assert.Contains("hearsay places add UA", toponym.Advice, StringComparison.Ordinal);
        Assert.Contains("Sumy Oblast", toponym.Advice, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(LanguageCode.English, "Kherson's mayor spoke to reporters.", "Kherson")]
    [InlineData(LanguageCode.English, "Kyiv said the deal was off.", "Kyiv")]
    [InlineData(LanguageCode.Russian, "Москва заявила о готовности к переговорам.", "Москва")]
    [InlineData(LanguageCode.Russian, "Белгородский губернатор выступил вечером.", "Белгородский")]
    public void A_government_or_an_official_is_no_location(LanguageCode language, string text, string words) => Assert.False(Find(language, text, words).IsLocative);

    [Theory]
    [InlineData(LanguageCode.English, "Paris Hilton sang two songs.")]
    [InlineData(LanguageCode.English, "Nobody likes reading about us.")]
    [InlineData(LanguageCode.Russian, "Владимир Петров рассказал о мире.")]
    [InlineData(LanguageCode.Ukrainian, "Роман Шевченко не вірить у перемогу.")]
    public void People_and_common_words_are_no_places(LanguageCode language, string text) => Assert.Empty(Resolver.Resolve(PlainText.Analyse(text, language)));

    [Theory]
    [InlineData(LanguageCode.Ukrainian, "На Куп'янському та Лиманському напрямках ворог атакував дванадцять разів.", "Куп'янському", "Kupiansk")]
    [InlineData(LanguageCode.Ukrainian, "Під вогнем були Борівська та Золочівська громади Харківської області.", "Золочівська", "Zolochiv")]
    [InlineData(LanguageCode.Ukrainian, "Окупанти тричі обстріляли Нікопольщину.", "Нікопольщину", "Nikopol")]
    [InlineData(LanguageCode.English, "The enemy kept up pressure in the Kupiansk direction.", "Kupiansk", "Kupiansk")]
    public void Directions_communities_and_lands_are_districts_around_their_town(LanguageCode language, string text, string words, string town)
    {
        Toponym toponym = Find(language, text, words);
        Assert.Equal(town, toponym.Place?.Name);
        Assert.Equal(PlacePrecision.District, toponym.Place?.Precision);
    }

    [Fact]
    public void A_base_or_station_is_near_its_town()
    {
        Toponym toponym = Find(LanguageCode.English, "A missile hit the Kramatorsk railway station.", "Kramatorsk");
        Assert.Equal(PlacePrecision.Facility, toponym.Place?.Precision);
        Assert.True(toponym.IsNear);
    }

    [Fact]
    public void Near_is_not_in()
    {
        Assert.True(Find(LanguageCode.English, "Shells landed near Lyman.", "Lyman").IsNear);
        Assert.True(Find(LanguageCode.Russian, "Под Луганском нашли подвал.", "Луганском").IsNear);
        Assert.False(Find(LanguageCode.English, "Shells landed in Lyman.", "Lyman").IsNear);
    }

    [Fact]
    public void Resolution_is_the_same_from_many_threads()
    {
        string text = "Drones struck airbases in Ryazan and Saratov, and shells fell on Pavlivka, in the Donetsk Oblast, and on Kupiansk.";
        Toponym[] once = [.. Resolver.Resolve(PlainText.Analyse(text, LanguageCode.English))];
        Assert.Equal(5, once.Length - once.Count(t => t.Place?.Precision == PlacePrecision.Region) + 1);
        Parallel.For(0, 50, _ => Assert.Equal(once, Resolver.Resolve(PlainText.Analyse(text, LanguageCode.English))));
    }

    private static Toponym Find(LanguageCode language, string text, string words)
    {
        var span = new TextSpan(text.IndexOf(words, StringComparison.Ordinal), words.Length);
        IReadOnlyList<Toponym> toponyms = Resolver.Resolve(PlainText.Analyse(text, language));
        return Assert.Single(toponyms, toponym => toponym.Span == span);
    }
}
