// Places, second half: which place each mention means.
// Input: an analysed document. Output: toponyms in text order with the gazetteer's entry, or with advice where only a fuller list would have it.
// Invariants: all mentions of a document are resolved together; one spelling means one place unless the text contains it elsewhere;
// the same analysis and gazetteers give the same result.
// Weak spots: villages of one name in one district cannot be told apart; what the text says about the country of the parties counts only through names.
using System.Runtime.InteropServices;
using Hearsay.Text;

namespace Hearsay.Places;

/// <summary>Resolves the toponyms of a document; immutable and thread-safe.</summary>
public sealed partial class PlaceResolver
{
    // Weights of the evidence, set on the development documents and the training half of the toponym corpora (see docs/places.md).
    private const double PopulationWeight = 0.9;
    private const double CountryWeight = 3.0;
    private const double RegionWeight = 3.5;
    private const double NearWeight = 2.5;
    private const double NearScaleKilometres = 80;
    private const double ContainedWeight = 6.0;
    private const double LooselyContainedWeight = 1.5;
    private const double AcceptFrom = 1.0;
    private const double ContainerEvidence = 2.0;
    private const double DistrictKilometres = 90;
    private const double ListKilometres = 150;
    private const long SmallTown = 20_000;
    private const long SmallVillage = 1_000;
    private const long LargeTown = 100_000;
    private const int NearSentences = 3;
    private const int Passes = 3;
    private const int MostOptions = 60;
    private const long LeastSeat = 20_000;
    private const long NewsPopulation = 8_000;
    private const long LeastListed = 400;

    private readonly PlaceIndex index;
    private readonly PlaceLexicon lexicon;
    private readonly ToponymFinder finder;

    /// <summary>Puts a resolver together.</summary>
    /// <param name="gazetteers">Built-in first, then added ones; at least one.</param>
    /// <param name="lexicon">The words around names.</param>
    public PlaceResolver(IReadOnlyList<Gazetteer> gazetteers, PlaceLexicon lexicon)
    {
        this.lexicon = lexicon;
        index = new PlaceIndex(gazetteers, lexicon.Inflection);
        finder = new ToponymFinder(index, lexicon);
    }

    /// <summary>The gazetteers it resolves with.</summary>
    public PlaceIndex Index => index;

    /// <summary>Opens the built-in gazetteer and all added ones, with the built-in lexicon.</summary>
    public static PlaceResolver Load() => new(PlaceFolders.OpenAll(), PlaceLexicon.Load(PlaceFolders.BuiltIn));

    /// <summary>The toponyms of a document, resolved together.</summary>
    /// <param name="analysis">The document with its tokens; tags and names may be weak or missing.</param>
    /// <returns>In text order, not overlapping; empty where none.</returns>
    public IReadOnlyList<Toponym> Resolve(Analysis analysis)
    {
        List<Mention> mentions = finder.Find(analysis, out List<PlaceToken> words);
        int inBody = mentions.Count;
        AddHeadline(analysis.Document, mentions);
        var scene = new Scene(index, lexicon, analysis.Document.Language, mentions);
        scene.Settle();
        mentions = mentions[..inBody];
        var toponyms = new List<Toponym>(mentions.Count);
        for (int i = 0; i < mentions.Count; i++)
        {
            if (Decide(scene, mentions, i, analysis.Document.Body) is Toponym toponym) toponyms.Add(toponym);
        }
        AddUnlisted(analysis, scene, mentions, words, toponyms);
        toponyms.Sort((a, b) => a.Span.Start.CompareTo(b.Span.Start));
        return toponyms;
    }

    /// <summary>Resolves one toponym of a document whose span is given, whatever its evidence; for measuring.</summary>
    /// <returns>The place, or null where the gazetteer has no such name.</returns>
    public IReadOnlyList<Place?> ResolveSpans(Analysis analysis, IReadOnlyList<TextSpan> spans)
    {
        List<Mention> mentions = finder.FindAt(analysis, spans);
        var scene = new Scene(index, lexicon, analysis.Document.Language, mentions);
        scene.Settle();
        var places = new List<Place?>(spans.Count);
        foreach (TextSpan span in spans)
        {
            int at = mentions.FindIndex(mention => mention.Span == span);
            places.Add(at < 0 || scene.BestOf(at) is not Option best ? null : index.PlaceAt(best.Ref));
        }
        return places;
    }

    // Regions and places that the headline names are no toponyms of the body, but tell which country and region it is about.
    private void AddHeadline(Document document, List<Mention> mentions)
    {
        if (string.IsNullOrEmpty(document.Title)) return;
        int first = mentions.Count;
        foreach (Mention mention in finder.Find(PlainWords.Analyse(document.Title, document.Language), out _))
        {
            bool isContained = mention.Container >= 0;
            if (mention.Container >= 0) mention.Container += first;
            if (mention.ListedAfter >= 0) mention.ListedAfter += first;
            // Every word of an English headline is capitalised: there only a preposition or type word tells a place.
            if (!mention.HasPreposition && mention.Type == PlaceWord.None && !isContained && !PlaceKeys.IsCyrillic(mention.Text)) mention.IsCommon = true;
            mentions.Add(mention);
        }
    }

    private Toponym? Decide(Scene scene, List<Mention> mentions, int i, string body)
    {
        Mention mention = mentions[i];
        if (scene.BestOf(i) is not Option best) return null;
        int told = scene.PutElsewhere(i, out string? container);
        if (scene.EvidenceOf(i) < AcceptFrom && (told < 0 || told == i)) return null;
        bool locative = !mention.IsNotLocative && best.Match != NameMatch.Adjective || (mention.IsAdjective && mention.Type != PlaceWord.None && !mention.IsNotLocative);
        if (told >= 0)
        {
            // Without the container little may speak for a place.
            if (told == i && scene.EvidenceOf(i) - ContainerEvidence < AcceptFrom) return null;
            string? country = scene.CountryOfContainer(told);
            if (Fuzzy(scene, mentions[mentions[told].Container], mention.Text) is PlaceRef near)
                return new Toponym(mention.Span, index.PlaceAt(near), locative, mention.IsNear, "places/respelt-in-region");
            return new Toponym(mention.Span, null, locative, mention.IsNear, "places/not-in-region", Advice(body, mention, container, country));
        }
        if (scene.IsAnotherOfItsName(i))
            return new Toponym(mention.Span, null, locative, mention.IsNear, "places/not-in-document", Advice(body, mention, null, scene.MainCountry()));
        if (scene.IsFarFromList(i))
            return new Toponym(mention.Span, null, locative, mention.IsNear, "places/far-from-list", Advice(body, mention, null, scene.MainCountry()));
        Place place = index.PlaceAt(best.Ref);
        bool isNear = mention.IsNear;
        string rule = best.Match switch
        {
            NameMatch.Exact or NameMatch.Preferred => "places/name",
            NameMatch.Inflected => "places/case-form",
            NameMatch.Respelt => "places/spelling",
            _ => "places/adjective",
        };
        if (mention.Container >= 0) rule += ".contained";
        // "the regions of Kherson and Luhansk": the regions, of which the gazetteer has the names with their type word only.
        if ((mention.Type & (PlaceWord.Region | PlaceWord.Settlement)) == PlaceWord.Region && best.Kind == PlaceKind.RegionSeat && best.Region.Number >= 0)
        {
            place = index.PlaceAt(best.Region);
            rule += ".region";
        }
        // "Sumy and Kyiv oblasts": the region around a capital, which does not belong to it.
        else if ((mention.Type & (PlaceWord.Region | PlaceWord.Settlement)) == PlaceWord.Region && best.Kind == PlaceKind.Capital && RegionAround(best, mention.Text) is PlaceRef around)
        {
            place = index.PlaceAt(around);
            rule += ".region";
        }
        if (place.Precision == PlacePrecision.Settlement)
        {
            if ((mention.Type & (PlaceWord.Facility | PlaceWord.Settlement)) == PlaceWord.Facility)
            {
                place = place with { Precision = PlacePrecision.Facility };
                isNear = true;
                rule += ".facility";
            }
            else if ((mention.Type & (PlaceWord.Direction | PlaceWord.District | PlaceWord.Community | PlaceWord.Region)) != PlaceWord.None && (mention.Type & PlaceWord.Settlement) == PlaceWord.None)
            {
                place = place with { Precision = PlacePrecision.District };
                rule += (mention.Type & PlaceWord.Direction) != PlaceWord.None ? ".direction" : ".division";
            }
        }
        return new Toponym(mention.Span, place, locative, isNear, rule);
    }

    private PlaceRef? RegionAround(Option capital, string name)
    {
        foreach (string type in (ReadOnlySpan<string>)["oblast", "province", "governorate", "region"])
        {
            foreach (PlaceMatch match in index.Match($"{name} {type}"))
                if (index.Of(match.Ref).KindOf(match.Ref.Number) == PlaceKind.Region && index.CountryOf(match.Ref) == capital.Country) return match.Ref;
        }
        return null;
    }

    /// <summary>Villages that a type word or a region next to them names but the gazetteer lacks, or spells otherwise.</summary>
    private void AddUnlisted(Analysis analysis, Scene scene, List<Mention> mentions, List<PlaceToken> words, List<Toponym> toponyms)
    {
        const int LongestName = 3, ShortestLoose = 6, ShortestSounding = 4;
        string body = analysis.Document.Body;
        int next = 0;
        for (int at = 0; at < words.Count; at++)
        {
            while (next < mentions.Count && mentions[next].EndWord <= at) next++;
            if (next < mentions.Count && mentions[next].FirstWord <= at || !words[at].IsCapital(body) || words[at].Text.Length < 3) continue;
            int end = at + 1;
            while (end < words.Count && end - at < LongestName && words[end].Joined && words[end].IsCapital(body) && (next >= mentions.Count || end < mentions[next].FirstWord)) end++;
            Mention mention = finder.Describe(analysis, words, at, end);
            // «Північно-Слобожанському»: the first half of an adjective.
            if (mention.Span.End < body.Length && body[mention.Span.End] == '-') continue;
            Mention? container = next < mentions.Count && finder.Contains(mention, mentions[next], words, body) ? mentions[next] : null;
            bool settlement = (mention.Type & PlaceWord.Settlement) != PlaceWord.None && mention.TypeIsBefore;
            at = end - 1;
            // A name finder takes names it has never seen for people; "in X, in the Donetsk Oblast" is none.
            bool isMislabelled = mention.Label is NameKind.Person && container is not null && mention.HasPreposition && !mention.HasTitleBefore;
            if (mention.Label is NameKind.Person or NameKind.Organization or NameKind.Unit && !settlement && !isMislabelled) continue;
            bool isNamed = mention.HasPreposition && !mention.IsInBodyName && (mention.IsProper || mention.Label == NameKind.Location);
            // «в лагере беженцев Аль-Магази»: a name finder's place that sounds like one of the country the report is about.
            if (container is null && mention.Label == NameKind.Location && mention.IsWholeName && mention.Text.Length >= ShortestSounding && !mention.IsCommon && scene.Sounding(mention.Text) is PlaceRef heard)
            {
                toponyms.Add(new Toponym(mention.Span, index.PlaceAt(heard), true, mention.IsNear, "places/sound"));
                continue;
            }
            if (!settlement && (!isNamed || IsAbbreviation(mention.Span.Of(body)))) continue;
            if ((lexicon.Of(mention.Text) & (PlaceWord.Settlement | PlaceWord.Person | PlaceWord.Common)) != PlaceWord.None) continue;
            if (container is not null && Fuzzy(scene, container, mention.Text) is PlaceRef respelt)
            {
                toponyms.Add(new Toponym(mention.Span, index.PlaceAt(respelt), true, mention.IsNear, "places/respelt-in-region"));
                continue;
            }
            if (container is null && settlement && Fuzzy(scene, scene.MainRegion(), mention.Text) is PlaceRef near)
            {
                toponyms.Add(new Toponym(mention.Span, index.PlaceAt(near), true, mention.IsNear, "places/respelt-in-region"));
                continue;
            }
            if (container is null && isNamed && mention.Text.Length >= ShortestLoose && FuzzyInNamed(scene, mentions, mention.Text) is PlaceRef close)
            {
                toponyms.Add(new Toponym(mention.Span, index.PlaceAt(close), true, mention.IsNear, "places/respelt-in-document"));
                continue;
            }
            if (container is null && mention.Text.Length >= ShortestSounding && scene.Sounding(mention.Text) is PlaceRef alike)
            {
                toponyms.Add(new Toponym(mention.Span, index.PlaceAt(alike), true, mention.IsNear, "places/sound"));
                continue;
            }
            // "the Ayder hospital": a house, called after anything.
            if (!settlement && (mention.Type & PlaceWord.Facility) != PlaceWord.None && !(end < words.Count && words[end].Text is "camp")) continue;
            if (!settlement && mention.Label != NameKind.Location || ToponymFinder.IsAdjectiveBeforeNoun(analysis, words, at, end)) continue;
            (string? region, string? country) = container is null ? (null, scene.MainCountry()) : scene.Name(container);
            toponyms.Add(new Toponym(mention.Span, null, true, mention.IsNear, "places/unlisted", Advice(body, mention, region, country)));
        }
    }

    // «ОВД-Инфо», «ГУР»: two capitals in a row begin no village's name.
    private static bool IsAbbreviation(string name) => name.Length > 1 && char.IsUpper(name[0]) && char.IsUpper(name[1]);

    private static string Advice(string body, Mention mention, string? container, string? country)
    {
        return $"The gazetteer has no {mention.Span.Of(body)}{(container is null ? "" : " in " + container)}; a fuller one may: hearsay places add {country ?? "COUNTRY"}";
    }

    /// <summary>A misspelt place of a region that the document names.</summary>
    private PlaceRef? FuzzyInNamed(Scene scene, List<Mention> mentions, string text)
    {
        const int MostRegions = 3;
        var tried = new HashSet<PlaceRef>();
        foreach (Mention mention in mentions)
        {
            if (scene.RegionOf(mention) is not PlaceRef region || index.Of(region).KindOf(region.Number) != PlaceKind.Region || !tried.Add(region)) continue;
            if (Fuzzy(scene, region, text) is PlaceRef place) return place;
            if (tried.Count == MostRegions) break;
        }
        return null;
    }

    private PlaceRef? Fuzzy(Scene scene, Mention container, string text) => Fuzzy(scene, scene.RegionOf(container), text);

    /// <summary>The one place within a region whose name is a few letters away; null where none or several.</summary>
    private PlaceRef? Fuzzy(Scene scene, PlaceRef? region, string text)
    {
        const int ShortestForOne = 5, ShortestForTwo = 8;
        if (region is not PlaceRef container || text.Length < ShortestForOne) return null;
        int most = text.Length >= ShortestForTwo ? 2 : 1;
        PlaceRef? best = null;
        int bestDistance = most + 1;
        bool tied = false;
        bool cyrillic = PlaceKeys.IsCyrillic(text);
        Span<char> name = stackalloc char[256];
        for (int layer = 0; layer < index.Layers.Count; layer++)
        {
            Gazetteer gazetteer = index.Layers[layer];
            int number = scene.SameIn(layer, container);
            if (number < 0) continue;
            for (int place = number + 1, end = gazetteer.EndOf(number); place < end; place++)
            {
                if (Gazetteer.PrecisionOf(gazetteer.KindOf(place)) != PlacePrecision.Settlement) continue;
                int distance = most + 1;
                for (int at = gazetteer.FirstName(place); gazetteer.ReadName(ref at, name, out int length);)
                {
                    if (Math.Abs(length - text.Length) > most || PlaceKeys.IsCyrillic(name[..length]) != cyrillic) continue;
                    distance = Math.Min(distance, EditDistance.Between(PlaceKeys.NormaliseName(new string(name[..length])), text, most));
                }
                if (distance > most || distance > bestDistance) continue;
                // The same village of a second gazetteer is no tie.
                if (distance == bestDistance && best is PlaceRef other && !scene.AreSame(other, new PlaceRef(layer, place))) tied = true;
                if (distance < bestDistance)
                {
                    bestDistance = distance;
                    best = new PlaceRef(layer, place);
                    tied = false;
                }
            }
        }
        return tied ? null : best;
    }
}
