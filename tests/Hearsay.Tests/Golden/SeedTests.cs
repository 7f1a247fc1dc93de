using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using Hearsay.Capture;
using Hearsay.Claims;
using Hearsay.Linking;
using Hearsay.Tests.Claims;
using Hearsay.Text;

namespace Hearsay.Tests.Golden;

/// <summary>The page the project was made from, read as <c>hearsay claims … --published 2022-12-06</c> reads it after <c>hearsay places add UA</c>.</summary>
public sealed partial class SeedTests
{
    private const string Folder = "seeds", File = "putin-braces-for-mutiny.txt";

    private static readonly Lazy<Reading> Read = new(() =>
    {
        CaptureResult found = Assert.Single(Engines.Ukraine.Captures.Read(Shared.At(Folder, File), new CaptureOptions { Published = new DateOnly(2022, 12, 6) }));
        Assert.NotNull(found.Document);
        return Engines.Ukraine.Read(found.Document);
    });

    private static Document Page => Read.Value.Document;

    private static IReadOnlyList<Claim> Claims => Read.Value.Claims;

    /// <summary>Claims of a type whose trigger stands within some words of the page.</summary>
    private static Claim[] Within(string words, params string[] types)
    {
        int at = Page.Body.IndexOf(words, StringComparison.Ordinal);
        Assert.True(at >= 0, $"the body lost the words \"{words}\"");
        return [.. Claims.Where(claim => claim.Trigger.Start >= at && claim.Trigger.End <= at + words.Length && (types.Length == 0 || types.Contains(claim.Type)))];
    }

    private static Claim One(string words, params string[] types)
    {
        Claim[] found = Within(words, types);
        Assert.True(found.Length > 0, $"no {string.Join(" or ", types)} in \"{words}\"; there are: {string.Join("; ", Within(words).Select(Show))}");
        return found[0];
    }

    private static string Show(Claim claim) => string.Create(CultureInfo.InvariantCulture,
        $"{claim.Type} \"{claim.Trigger.Of(Page.Body)}\" {claim.Quantity?.Low}..{claim.Quantity?.High} @{claim.Place?.Toponym.Place?.Name ?? claim.Place?.Toponym.Span.Of(Page.Body)} {claim.When?.Interval.From:yyyy-MM-dd}..{claim.When?.Interval.To:yyyy-MM-dd} [{string.Join(", ", claim.Sources.Select(source => source.Name))}] {claim.Certainty}");

    private static void HasSources(Claim claim, params string[][] chains) =>
        Assert.True(chains.Any(chain => NameMatch.SameChain(chain, claim.Sources, Page.Body)), $"sources should be {string.Join(" or ", chains.Select(chain => $"[{string.Join(", ", chain)}]"))}: {Show(claim)}");

    private static void Counts(Claim claim, long? low, long? high) =>
        Assert.True(claim.Quantity is { } said && said.Low == low && said.High == high, $"number should be {low}..{high}: {Show(claim)}");

    private static void Lies(Claim claim, DateOnly? from, DateOnly? to) =>
        Assert.True(claim.When is { } when && when.Interval.From == from && when.Interval.To == to, $"days should be {from:yyyy-MM-dd}..{to:yyyy-MM-dd}: {Show(claim)}");

    private static void IsAt(Claim claim, string name, string? admin1 = null) =>
        Assert.True(claim.Place?.Toponym.Place is { } place && place.Name.TrimEnd('’') == name && (admin1 is null || place.Admin1 == admin1), $"place should be {name}{(admin1 is null ? "" : ", " + admin1)}: {Show(claim)}, {claim.Place?.Toponym.Place?.Admin1}");

    [SharedFact(Folder, File)]
    public void Title_and_body_are_those_of_the_article()
    {
        Assert.Equal("Putin braces for mutiny as hundreds of Russian soldiers defy orders", Page.Title);
        Assert.StartsWith("Vladimir Putin was dealt yet another blow", Page.Body, StringComparison.Ordinal);
        Assert.EndsWith("outpost of our independence”.", Page.Body, StringComparison.Ordinal);
        Assert.Equal(new DateOnly(2022, 12, 6), Page.Published);
    }

    [SharedFact(Folder, File)]
    public void Consent_notice_promos_and_teasers_are_no_part_of_the_body()
    {
        foreach (string clutter in new[] { "We use your sign-up", "unsubscribe at any time", "More info", "DON’T MISS", "[REPORT]", "cannibalism", "READ NEXT", "iPhone", "Source: Read Full Article", "2,500 seals" })
            Assert.DoesNotContain(clutter, Page.Body, StringComparison.Ordinal);
    }

    [SharedFact(Folder, File)]
    public void Syndication_mark_is_recognised() => Assert.Equal("unnamed", Page.SyndicatedFrom);

    [SharedFact(Folder, File)]
    public void Detention_of_hundreds_is_hedged_and_goes_back_to_the_local_outlets()
    {
        Claim claim = One("have reportedly been detained for rebelling against orders", "detention");
        Counts(claim, 200, 999);
        Assert.True(claim.Quantity!.Approximate);
        Assert.Equal(Certainty.Hedged, claim.Certainty);
        HasSources(claim, ["Institute for the Study of War", "local independent media outlets"]);
    }

    [SharedFact(Folder, File)]
    public void At_least_12_soldiers_are_confined_in_a_basement_as_ASTRA_says()
    {
        Claim claim = One("at least 12 Russian soldiers are being confined in a basement", "detention");
        Counts(claim, 12, null);
        IsAt(claim, "Zavitne Bazhannia", "Donetsk Oblast");
        Assert.Equal("Zavtine Bazhannia", claim.Place!.Toponym.Span.Of(Page.Body));
        HasSources(claim, ["ASTRA"]);
        Assert.Equal(Certainty.Attributed, claim.Certainty);
    }

    [SharedFact(Folder, File)]
    public void Refusal_that_caused_the_confinement_is_a_claim_of_its_own()
    {
        Claim claim = One("for refusing to fight in Zavtine Bazhannia", "refusal");
        HasSources(claim, ["ASTRA"]);
    }

    [SharedFact(Folder, File)]
    public void Nosov_is_detained_for_two_days_from_16_October()
    {
        Claim claim = One("were detained in a basement on October 16", "detention");
        Lies(claim, new(2022, 10, 16), new(2022, 10, 18));
    }

    [SharedFact(Folder, File)]
    public void Then_he_digs_trenches_for_about_two_weeks()
    {
        Claim claim = One("before being forced to dig trenches", "forced-labour");
        Assert.True(claim.When is { Interval: { From: { } from, To: { } to } } && from == new DateOnly(2022, 10, 18) && to.DayNumber - from.DayNumber is >= 12 and <= 16, $"two weeks from 18 October: {Show(claim)}");
    }

    [SharedFact(Folder, File)]
    public void Then_he_is_detained_for_two_more_weeks_in_the_Donbas()
    {
        Claim claim = One("where they were detained for another two weeks", "detention");
        IsAt(claim, "Donbas");
        Assert.True(claim.When is { Interval: { From: { } from, To: { } to } } && from >= new DateOnly(2022, 10, 30) && from <= new DateOnly(2022, 11, 3) && to.DayNumber - from.DayNumber is >= 12 and <= 16, $"two weeks after the digging: {Show(claim)}");
    }

    [SharedFact(Folder, File)]
    public void One_meal_a_day_is_a_deprivation_that_ASTRA_reports()
    {
        Claim claim = One("They lived in poor conditions, being allowed only one meal per day and no shower", "deprivation");
        HasSources(claim, ["ASTRA"], ["ASTRA", "Mikhail Nosov"]);
    }

    [SharedFact(Folder, File)]
    public void Missing_examination_and_training_are_a_deprivation_that_Nosov_tells()
    {
        Claim claim = One("did not receive any medical examination or adequate combat training", "deprivation");
        HasSources(claim, ["Mikhail Nosov"], ["ASTRA", "Mikhail Nosov"]);
    }

    [SharedFact(Folder, File)]
    public void Rebellion_of_the_mobilised_in_Kazan_is_a_hedged_mutiny()
    {
        Claim claim = One("purportedly showing “a rebellion of the mobilized” in Kazan", "mutiny");
        IsAt(claim, "Kazan");
        Assert.Contains("Tatarstan", claim.Place!.Toponym.Place!.Admin1, StringComparison.Ordinal);
        Assert.Equal(Certainty.Hedged, claim.Certainty);
        HasSources(claim, ["CTD"], ["CTD", "video"]);
    }

    [SharedFact(Folder, File)]
    public void Three_other_cases_of_rioting_are_a_tally_in_November()
    {
        Claim claim = One("The ISW found three other cases of mobilised soldiers rioting", "riot", "mutiny");
        Counts(claim, 3, 3);
        Lies(claim, new(2022, 11, 1), new(2022, 11, 30));
        HasSources(claim, ["Institute for the Study of War"]);
        Assert.True(claim.IsTally, $"a tally: {Show(claim)}");
    }

    [SharedFact(Folder, File)]
    public void Tally_is_no_event_and_joins_none()
    {
        Claim tally = One("The ISW found three other cases of mobilised soldiers rioting", "riot", "mutiny");
        LinkResult linked = EventLinker.Load(Engines.Data).Link([Read.Value]);
        Event its = Assert.Single(linked.Events, happened => happened.Members.Any(member => member.Claim.Id == tally.Id));
        Assert.True(its.IsTally);
        Assert.All(its.Members, member => Assert.True(member.Claim.IsTally));
    }

    [SharedFact(Folder, File)]
    public void Drones_attack_two_airbases_at_Ryazan_and_Saratov()
    {
        Claim[] strikes = Within("reported Ukrainian drones attacked two airbases at Ryazan and Saratov", "drone-strike");
        Assert.Equal(["Ryazan", "Saratov"], strikes.Select(claim => claim.Place?.Toponym.Place?.Name.TrimEnd('’') ?? "none").Order(StringComparer.Ordinal));
        Assert.All(strikes, claim => HasSources(claim, ["Russia’s Defence Ministry"], ["Russian Ministry of Defence"]));
    }

    [SharedFact(Folder, File)]
    public void Drones_kill_3_wound_4_and_damage_2_aircraft()
    {
        foreach ((string words, string type, long number) in new[] { ("killing three servicemen", "killed", 3L), ("and wounding four", "wounded", 4L), ("with two aircraft damaged", "damage", 2L) })
        {
            Claim claim = One(words, type);
            Counts(claim, number, number);
            HasSources(claim, ["Russia’s Defence Ministry"], ["Russian Ministry of Defence"]);
        }
    }

    [SharedFact(Folder, File)]
    public void What_Fleming_and_Duncan_expect_is_never_an_asserted_event()
    {
        foreach (string sentence in new[]
        {
            "Sir Jeremy Fleming, the head of GCHQ, said instances of munity could proliferate as the Russian army suffered from a string of “dreadful” failures and chronic weapon supply issues.",
            "The director of Britain’s cyber security agency added Putin now finds himself in a “desperate” situation as his population “flees the draft, realising they can no longer travel” and his recruits are forced onto the battlefield without adequate supplies.",
            "Professor Peter Duncan at UCL’s School of Slavonic and East European Studies said sending Russian conscripts without proper military training was “really just a recipe foe more desertions, more deaths – more people possibily being mutinous.”",
        })
            Assert.All(Within(sentence), claim => Assert.True(claim.Type == "assessment" || claim.Certainty != Certainty.Asserted, Show(claim)));
        foreach (string expected in new[] { "instances of munity could proliferate", "a recipe foe more desertions, more deaths – more people possibily being mutinous" })
            Assert.All(Within(expected), claim => Assert.True(claim.Type == "assessment" || claim.Certainty is Certainty.Hypothetical or Certainty.Hedged or Certainty.Future, Show(claim)));
    }

    [SharedFact(Folder, File)]
    public void Losing_support_and_the_headline_are_no_events()
    {
        Assert.DoesNotContain("Putin braces", Page.Body, StringComparison.Ordinal);
        int deck = Page.Body.IndexOf("might be losing support", StringComparison.Ordinal);
        if (deck >= 0) Assert.DoesNotContain(Claims, claim => claim.Sentence.Start <= deck && claim.Sentence.End > deck);
    }

    /// <summary>The evaluation's own program on the seed alone: strict F1 of claims, type and place in the text right.</summary>
    [SharedFact("eval", "score.py")]
    public void Strict_F1_of_the_seed_is_at_least_0_60()
    {
        string texts = Directory.CreateTempSubdirectory("hearsay-seed-").FullName;
        try
        {
            Directory.CreateDirectory(Path.Combine(texts, "en"));
            System.IO.File.Copy(Shared.At(Folder, File), Path.Combine(texts, "en", "seed.txt"));
            ProcessStartInfo start = new("python3", [Shared.At("eval", "score.py"), "--texts", texts, "--lang", "en", "--", "dotnet", Path.Combine(AppContext.BaseDirectory, "hearsay.dll"), "claims", "-"])
            {
                RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false,
            };
            using Process? scoring = TryStart(start);
            if (scoring is null)
            {
                Console.WriteLine("Not measured: there is no python3 here.");
                return;
            }
            Task<string> errors = scoring.StandardError.ReadToEndAsync();
            string figures = scoring.StandardOutput.ReadToEnd();
            scoring.WaitForExit();
            Match headline = Headline().Match(figures);
            Assert.True(headline.Success, figures + errors.Result);
            Assert.True(double.Parse(headline.Groups["f1"].Value, CultureInfo.InvariantCulture) >= 0.60, figures);
        }
        finally
        {
            Directory.Delete(texts, recursive: true);
        }
    }

    private static Process? TryStart(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start);
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }

    [GeneratedRegex("HEADLINE strict F1 (?<f1>[0-9.]+)", RegexOptions.NonBacktracking)]
    private static partial Regex Headline();
}
