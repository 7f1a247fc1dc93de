using Hearsay.Claims;
using Hearsay.Linking;
using Hearsay.Places;
using Hearsay.Text;

namespace Hearsay.Tests.Linking;

/// <summary>A small corpus of invented reports with the events they tell of, in three languages.</summary>
internal static class Corpus
{
    private static readonly Place Berezivka = new("Berezivka", "Kharkiv Oblast", "UA", 49.93, 36.5, PlacePrecision.Settlement, "geonames:11", "Kharkiv Raion", 900);
    private static readonly Place Kharkiv = new("Kharkiv", "Kharkiv Oblast", "UA", 49.99, 36.23, PlacePrecision.Settlement, "geonames:12", "Kharkiv Raion", 1_400_000);
    private static readonly Place KharkivOblast = new("Kharkiv Oblast", "Kharkiv Oblast", "UA", null, null, PlacePrecision.Region, "geonames:13");
    private static readonly Place Belgorod = new("Belgorod", "Belgorod Oblast", "RU", 50.6, 36.59, PlacePrecision.Settlement, "geonames:14", null, 390_000);

    private static readonly (Reading Reading, string[] Events)[] Labelled =
    [
        (Report.Of("a1", "Shells hit Berezivka on 3 May, the governor Oleh Syniehubov said. Two people were killed in Berezivka.", "North Post", "2023-05-03")
            .Claim("shelling", "hit", ["official:Oleh Syniehubov"], place: Berezivka, when: "2023-05-03")
            .Claim("killed", "killed", ["official:Oleh Syniehubov"], "people", number: "2 people", place: Berezivka, when: "2023-05-03"), ["shelling-berezivka", "killed-berezivka"]),
        (Report.Of("a2", "Войска обстреляли Березовку, сообщил Олег Синегубов. Погибли два человека.", "Вестник", "2023-05-04", LanguageCode.Russian)
            .Claim("shelling", "обстреляли", ["official:Олег Синегубов"], place: Berezivka, when: "2023-05-03")
            .Claim("killed", "Погибли", ["official:Олег Синегубов"], "человека", number: "2 человека", place: Berezivka, when: "2023-05-03"), ["shelling-berezivka", "killed-berezivka"]),
        (Report.Of("a3", "Обстріл Березівки: загинули троє людей, кажуть лікарі.", "Хвиля", "2023-05-03", LanguageCode.Ukrainian)
            .Claim("shelling", "Обстріл", place: Berezivka)
            .Claim("killed", "загинули", ["лікарі"], "людей", number: "3 людей", place: Berezivka), ["shelling-berezivka", "killed-berezivka"]),
        (Report.Of("a4", "Shells fell on Berezivka again on 20 May.", "North Post", "2023-05-21").Claim("shelling", "fell", place: Berezivka, when: "2023-05-20"), ["shelling-berezivka-again"]),
        (Report.Of("b1", "A drone struck a depot in Belgorod on 7 May, wounding one worker.", "Wire", "2023-05-07")
            .Claim("drone-strike", "struck", target: "a depot", place: Belgorod, when: "2023-05-07").Claim("wounded", "wounding", target: "worker", number: "1 worker", place: Belgorod, when: "2023-05-07"), ["drone-belgorod", "wounded-belgorod"]),
        (Report.Of("b2", "An explosion shook a depot in Belgorod on 7 May.", "Post", "2023-05-08").Claim("explosion", "explosion", target: "a depot", place: Belgorod, when: "2023-05-07"), ["drone-belgorod"]),
        (Report.Of("b3", "Drones hit Belgorod on 9 May.", "Post", "2023-05-09").Claim("drone-strike", "hit", place: Belgorod, when: "2023-05-09"), ["drone-belgorod-later"]),
        (Report.Of("c1", "Police detained 47 protesters in Kharkiv on Saturday, the group Lantern counted.", "Post", "2023-05-14").Claim("detention", "detained", ["ngo:Lantern"], "civilian:protesters", number: "47 protesters", place: Kharkiv, when: "2023-05-13"), ["detention-kharkiv"]),
        (Report.Of("c2", "47 people were arrested at the rally, according to Lantern.", "Wire", "2023-05-14").Claim("detention", "arrested", ["ngo:Lantern"], "civilian:people", number: "47 people"), ["detention-kharkiv"]),
        (Report.Of("c3", "Soldiers were detained in Kharkiv Oblast in March.", "Wire", "2023-05-14").Claim("detention", "detained", target: "military:Soldiers", place: KharkivOblast, when: "2023-03-01..2023-03-31"), ["detention-soldiers"]),
        (Report.Of("d1", "Ivan Petrenko, a teacher, was abducted from his home in Berezivka.", "Post", "2023-05-10").Claim("abduction", "abducted", target: "person:Ivan Petrenko", place: Berezivka), ["petrenko"]),
        (Report.Of("d2", "Иван Петренко задержан, пишет его сестра.", "Вестник", "2023-05-11", LanguageCode.Russian).Claim("detention", "задержан", ["сестра"], "person:Иван Петренко"), ["petrenko"]),
        (Report.Of("d3", "Maria Koval was abducted in Berezivka too.", "Post", "2023-05-10").Claim("abduction", "abducted", target: "person:Maria Koval", place: Berezivka), ["koval"]),
    ];

    public static IEnumerable<Reading> Readings => Labelled.Select(labelled => labelled.Reading);

    /// <summary>B-cubed precision and recall of the links (Bagga and Baldwin 1998), claims as elements.</summary>
    public static (double Precision, double Recall) BCubed(LinkResult linked)
    {
        Dictionary<ClaimRef, string> gold = [];
        foreach ((Reading reading, string[] events) in Labelled)
            for (int i = 0; i < events.Length; i++) gold[new ClaimRef(reading.Document.Id, reading.Claims[i].Id)] = events[i];
        Dictionary<ClaimRef, Event> found = linked.Events.SelectMany(happened => happened.Members.Select(member => (member.Ref, happened))).ToDictionary(pair => pair.Ref, pair => pair.happened);
        double precision = 0, recall = 0;
        foreach ((ClaimRef claim, string label) in gold)
        {
            ClaimRef[] together = [.. found[claim].Members.Select(member => member.Ref)];
            double right = together.Count(other => gold[other] == label);
            precision += right / together.Length;
            recall += right / gold.Count(pair => pair.Value == label);
        }
        return (precision / gold.Count, recall / gold.Count);
    }
}
