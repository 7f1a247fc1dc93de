using System.Runtime.InteropServices;
using Hearsay.Text;

namespace Hearsay.Places;

// The mentions of one document weighed together: priors, evidence, context.
public sealed partial class PlaceResolver
{
    /// <summary>A place a mention can mean, with what counts for and against it.</summary>
    private sealed class Option
    {
        internal required PlaceRef Ref { get; init; }
        internal required NameMatch Match { get; init; }
        internal required PlaceKind Kind { get; init; }
        internal required double Prior { get; set; }
        internal required long Population { get; init; }
        /// <summary>In Hearsay's own list or the user's: there because it is in the news.</summary>
        internal required bool IsListed { get; init; }
        internal required PlaceRef Country { get; init; }
        internal required PlaceRef Region { get; init; }
        internal double Latitude { get; init; }
        internal double Longitude { get; init; }
        internal bool HasPoint { get; init; }
        internal double Score { get; set; }
    }

    /// <summary>The mentions of one document and what they say about each other.</summary>
    private sealed partial class Scene
    {
        // Above what nearness to other places of the text can give.
        private const double FrontWeight = 8;

        private static readonly PlaceRef Nowhere = new(-1, -1);
        private readonly PlaceIndex index;
        private readonly PlaceLexicon lexicon;
        private readonly LanguageCode language;
        private readonly List<Mention> mentions;
        private readonly List<Option[]> options = [];
        private readonly List<List<int>> members = [];
        private readonly int[] group;
        private readonly int[] best;
        private readonly Dictionary<PlaceRef, double> countries = [];
        private readonly Dictionary<PlaceRef, double> regions = [];

        internal Scene(PlaceIndex index, PlaceLexicon lexicon, LanguageCode language, List<Mention> mentions)
        {
            this.index = index;
            this.lexicon = lexicon;
            this.language = language;
            this.mentions = mentions;
            group = new int[mentions.Count];
            var byText = new Dictionary<string, int>(StringComparer.Ordinal);
            var bySet = new Dictionary<(bool, int, PlaceRef, PlaceRef), int>();
            for (int i = 0; i < mentions.Count; i++)
            {
                Mention mention = mentions[i];
                List<PlaceMatch> candidates = mention.Candidates;
                string key = mention.IsAdjective ? mention.Text + "~" : mention.Text;
                if (!byText.TryGetValue(key, out int number))
                {
                    // Case forms of one name have the same candidates.
                    (bool, int, PlaceRef, PlaceRef) set = (mention.IsAdjective, candidates.Count, candidates[0].Ref, candidates[^1].Ref);
                    if (!bySet.TryGetValue(set, out number))
                    {
                        number = options.Count;
                        bySet.Add(set, number);
                        options.Add(Options(candidates));
                        members.Add([]);
                    }
                    byText.Add(key, number);
                }
                group[i] = number;
                members[number].Add(i);
            }
            best = new int[options.Count];
        }

        /// <summary>Chooses the best option of every group, a few times over, each time in the light of the others.</summary>
        internal void Settle()
        {
            for (int g = 0; g < options.Count; g++)
            {
                foreach (Option option in options[g]) option.Score = option.Prior + TypeScore(g, option);
                best[g] = Top(g);
            }
            CountRegions();
            Pass(Passes);
            if (AddSoundAlikes()) Pass(Passes);
        }

        private void Pass(int passes)
        {
            for (int pass = 0; pass < passes; pass++)
            {
                Weigh();
                var next = new int[best.Length];
                for (int g = 0; g < options.Count; g++)
                {
                    foreach (Option option in options[g]) option.Score = option.Prior + TypeScore(g, option) + Context(g, option);
                    next[g] = Top(g);
                }
                next.CopyTo(best, 0);
            }
        }

        /// <summary>The option this mention means, containment counted; null for none.</summary>
        internal Option? BestOf(int i)
        {
            Option[] all = options[group[i]];
            if (all.Length == 0) return null;
            Mention mention = mentions[i];
            if (mention.Container < 0 && mention.Type == PlaceWord.None) return all[best[group[i]]];
            Option? top = null;
            double topScore = double.NegativeInfinity;
            foreach (Option option in all)
            {
                double score = option.Score + MentionScore(mention, option) + ContainerScore(mention, option);
                if (score > topScore)
                {
                    topScore = score;
                    top = option;
                }
            }
            return top;
        }

        /// <summary>The mention of the same name that the text puts into a region where no place of that name is known; -1 for none.</summary>
        internal int PutElsewhere(int i, out string? container)
        {
            container = null;
            // Once "Barga in Burkina Faso", it is that Barga further on.
            if (mentions[i].Container < 0 && members[group[i]].FindIndex(m => mentions[m].Container >= 0) is >= 0 and int at) i = members[group[i]][at];
            Mention mention = mentions[i];
            if (mention.Container < 0 || mention.ContainerIsLoose || BestOf(i) is not Option option || Container(mention) is not Option region) return -1;
            if (IsIn(option, region) || option.Kind is PlaceKind.Country or PlaceKind.Area or PlaceKind.Water || option.Kind == PlaceKind.Region) return -1;
            container = index.Of(region.Ref).NameOf(region.Ref.Number);
            return i;
        }

        internal string? CountryOfContainer(int i) => Container(mentions[i]) is Option region ? index.Of(region.Ref).CountryOf(region.Ref.Number) : null;

        internal PlaceRef? RegionOf(Mention mention)
        {
            int i = mentions.IndexOf(mention);
            return i >= 0 && BestOf(i) is Option option && option.Kind is PlaceKind.Region or PlaceKind.District or PlaceKind.Country ? option.Ref : null;
        }

        internal (string? Region, string? Country) Name(Mention mention) =>
            RegionOf(mention) is PlaceRef region ? (index.Of(region).NameOf(region.Number), index.Of(region).CountryOf(region.Number)) : (null, MainCountry());

        /// <summary>The region that most of the document is about; null where none.</summary>
        internal PlaceRef? MainRegion() => Heaviest(regions);

        /// <summary>Code of the country most of the document is about; null where none.</summary>
        internal string? MainCountry() => Heaviest(countries) is PlaceRef country ? index.Of(country).CodeOf(country.Number) : null;

        /// <summary>Number of the same country, region or district in another gazetteer; -1 for none.</summary>
        internal int SameIn(int layer, PlaceRef place) => index.SameIn(layer, place);

        internal bool AreSame(PlaceRef a, PlaceRef b)
        {
            const double SamePlaceKilometres = 6;
            return index.Of(a).TryGetPoint(a.Number, out double latitude, out double longitude) && index.Of(b).TryGetPoint(b.Number, out double latitude2, out double longitude2)
                && Geography.Kilometres(latitude, longitude, latitude2, longitude2) < SamePlaceKilometres;
        }

        private Option[] Options(List<PlaceMatch> candidates)
        {
            var all = new List<Option>(candidates.Count);
            foreach (PlaceMatch match in candidates)
            {
                Gazetteer gazetteer = index.Of(match.Ref);
                int number = match.Ref.Number;
                PlaceKind kind = gazetteer.KindOf(number);
                long inhabitants = gazetteer.PopulationOf(number);
                // Hearsay's own list and the user's hold places because they are in the news.
                long population = gazetteer.SourceOf(number) == PlaceSource.GeoNames ? inhabitants : Math.Max(inhabitants, NewsPopulation);
                PlaceRef country = index.CountryOf(match.Ref);
                bool hasPoint = gazetteer.TryGetPoint(number, out double latitude, out double longitude);
                double prior = kind switch
                {
                    PlaceKind.Country => 9,
                    PlaceKind.Area => 4.5,
                    PlaceKind.Water => 3.5,
                    // A state of twenty million is spoken of more than a town of its name elsewhere; a county of ten thousand is not.
                    PlaceKind.Region => 2.4 + 0.5 * Math.Log10(index.PopulationWithin(match.Ref) + 1000),
                    PlaceKind.District => 1.4,
                    PlaceKind.Community => 1,
                    PlaceKind.Facility => 2.5,
                    PlaceKind.Quarter => PopulationWeight * Math.Log10(population + 30) - 1,
                    PlaceKind.Capital => PopulationWeight * Math.Log10(population + 30) + 0.8,
                    PlaceKind.RegionSeat => PopulationWeight * Math.Log10(population + 30) + 0.3,
                    _ => PopulationWeight * Math.Log10(population + 30),
                };
                prior += match.Match switch { NameMatch.Preferred => 1.6, NameMatch.Exact => 0.4, NameMatch.Respelt => -0.8, _ => 0 };
                prior += LanguagePrior(country);
                PlaceRef region = index.RegionOf(match.Ref);
                if (hasPoint && region != Nowhere && index.Of(region).CodeOf(region.Number) is string code) prior += lexicon.NewsOf(code);
                all.Add(new Option
                {
                    Ref = match.Ref, Match = match.Match, Kind = kind, Prior = prior, Population = inhabitants, IsListed = gazetteer.SourceOf(number) != PlaceSource.GeoNames, Country = country,
                    Region = region, Latitude = latitude, Longitude = longitude, HasPoint = hasPoint,
                });
            }
            LowerNamesakeRegions(all);
            LowerTownsCalledAsRegions(all);
            if (language == LanguageCode.English) LowerFormerNames(all);
            if (all.Count > MostOptions)
            {
                all.Sort((a, b) => b.Prior != a.Prior ? b.Prior.CompareTo(a.Prior) : (a.Ref.Layer, a.Ref.Number).CompareTo((b.Ref.Layer, b.Ref.Number)));
                // A region that the text names may hold any of them: the likeliest of each stays.
                var kept = new HashSet<PlaceRef>();
                int at = 0;
                all.RemoveAll(option => !kept.Add(option.Region) & at++ >= MostOptions);
            }
            return [.. all];
        }

        // Kaliningrad is the city of that name, not the town that was called so once.
        private static void LowerFormerNames(List<Option> all)
        {
            const double Lower = 3;
            if (!all.Exists(option => option.Match == NameMatch.Preferred && option.HasPoint && option.Population >= LargeTown)) return;
            foreach (Option option in all)
                if (option.Match == NameMatch.Exact && option.Kind is not (PlaceKind.Country or PlaceKind.Region or PlaceKind.Area) && option.Population < LargeTown * 3) option.Prior -= Lower;
        }

        // Crimea is the peninsula, not the villages called Krym.
        private void LowerTownsCalledAsRegions(List<Option> all)
        {
            const double Lower = 2.5;
            const long LargeRegion = 500_000;
            if (!all.Exists(region => region.Kind == PlaceKind.Region && region.Match >= NameMatch.Inflected && region.Match != NameMatch.Adjective && !all.Exists(town => town.HasPoint && town.Region == region.Region) && index.PopulationWithin(region.Ref) >= LargeRegion)) return;
            foreach (Option option in all)
                if (option.HasPoint && option.Population < LargeTown && !option.IsListed) option.Prior -= Lower;
        }

        // A region called like its seat: the bare name is the town.
        private static void LowerNamesakeRegions(List<Option> all)
        {
            for (int i = 0; i < all.Count; i++)
            {
                Option region = all[i];
                if (region.Kind is not (PlaceKind.Region or PlaceKind.District)) continue;
                foreach (Option town in all)
                {
                    if (!town.HasPoint || town.Region != region.Region || (region.Kind == PlaceKind.Region && town.Population < LeastSeat && !town.IsListed && town.Kind is not PlaceKind.RegionSeat)) continue;
                    region.Prior -= 2.5;
                    break;
                }
            }
        }

        // Reports in Ukrainian and Russian are mostly about these two countries; reports in English can be about any.
        private double LanguagePrior(PlaceRef country)
        {
            if (country == Nowhere || language is not (LanguageCode.Russian or LanguageCode.Ukrainian)) return 0;
            return index.Of(country).CodeOf(country.Number) switch
            {
                "UA" => language == LanguageCode.Ukrainian ? 1.6 : 1.1,
                "RU" => language == LanguageCode.Ukrainian ? 0.4 : 1.0,
                "BY" => 0.3,
                _ => 0,
            };
        }

        private int Top(int g)
        {
            Option[] all = options[g];
            int top = 0;
            for (int i = 1; i < all.Length; i++)
            {
                if (all[i].Score > all[top].Score) top = i;
            }
            return top;
        }

        /// <summary>What each group's best option says about the countries and regions the document is about.</summary>
        private void Weigh()
        {
            countries.Clear();
            regions.Clear();
            for (int g = 0; g < options.Count; g++) AddWeight(g, 1);
        }

        private void AddWeight(int g, double sign)
        {
            if (options[g].Length == 0) return;
            Option option = options[g][best[g]];
            double weight = sign * Confidence(g) * Math.Min(3, members[g].Count);
            if (option.Country != Nowhere) countries[option.Country] = countries.GetValueOrDefault(option.Country) + weight;
            if (option.Region != Nowhere && option.Kind is not PlaceKind.Capital) regions[option.Region] = regions.GetValueOrDefault(option.Region) + weight;
        }

        private double Confidence(int g)
        {
            Option[] all = options[g];
            Option option = all[best[g]];
            bool common = mentions[members[g][0]].IsCommon;
            double second = double.NegativeInfinity;
            for (int i = 0; i < all.Length; i++)
            {
                if (i != best[g]) second = Math.Max(second, all[i].Score);
            }
            double margin = Math.Clamp((option.Score - second) / 2, 0.1, 1);
            double kind = option.Kind switch { PlaceKind.Country => 1.2, PlaceKind.Region or PlaceKind.Area => 1.5, PlaceKind.Capital or PlaceKind.RegionSeat => 1, PlaceKind.Water => 0.5, _ => 0.8 };
            if (option.Match == NameMatch.Adjective) kind *= 0.7;
            // One word of a longer name, or another spelling, tells little about where the report is from.
            if (option.Match == NameMatch.Respelt && option.Population < LargeTown) kind *= 0.5;
            if (mentions[members[g][0]] is { HasNameNeighbour: true, IsWholeName: false }) kind *= 0.3;
            return margin * kind * (common ? 0.1 : 1);
        }

        /// <summary>"Georgia" in a report from the United States: a country that nothing else is in, beside a region of a country that much is in.</summary>
        private double NamesakeCountry(int g, Option option, double own)
        {
            const double Supported = 0.2, Enough = 1.5, Doubt = 4;
            Option current = options[g][best[g]];
            if (option.Kind != PlaceKind.Country || countries.GetValueOrDefault(option.Country) - (current.Country == option.Country ? own : 0) > Supported) return 0;
            foreach (Option other in options[g])
            {
                if (other.Kind == PlaceKind.Region && other.Country != option.Country && countries.GetValueOrDefault(other.Country) - (current.Country == other.Country ? own : 0) >= Enough) return -Doubt;
            }
            return 0;
        }

        private double Context(int g, Option option)
        {
            double own = Confidence(g) * Math.Min(3, members[g].Count);
            Option current = options[g][best[g]];
            double score = NamesakeCountry(g, option, own) - Elsewhere(g, option);
            if (option.Country != Nowhere)
            {
                double weight = countries.GetValueOrDefault(option.Country) - (current.Country == option.Country ? own : 0);
                if (weight > 0) score += CountryWeight * weight / (weight + 1.5);
            }
            if (option.Region != Nowhere)
            {
                double weight = regions.GetValueOrDefault(option.Region) - (current.Region == option.Region && current.Kind is not PlaceKind.Capital ? own : 0);
                if (weight > 0) score += RegionWeight * weight / (weight + 1);
            }
            if (option.HasPoint) score += Nearness(g, option);
            score += SharedRegion(g, option) + InDistrict(g, option);
            foreach (int i in members[g])
            {
                double contained = ContainerScore(mentions[i], option);
                if (contained != 0)
                {
                    score += contained / 2;
                    break;
                }
            }
            return score;
        }

        private double Nearness(int g, Option option)
        {
            double top = 0;
            for (int other = 0; other < options.Count; other++)
            {
                if (other == g || options[other].Length == 0) continue;
                Option anchor = options[other][best[other]];
                if (!anchor.HasPoint || anchor.Ref == option.Ref) continue;
                double kilometres = Geography.Kilometres(option.Latitude, option.Longitude, anchor.Latitude, anchor.Longitude);
                if (kilometres > 6 * NearScaleKilometres) continue;
                double near = NearWeight * Math.Exp(-kilometres / NearScaleKilometres) * Math.Min(1, Confidence(other) + 0.2);
                if (!AreClose(g, other)) near /= 2;
                top = Math.Max(top, near);
            }
            return top;
        }

        private bool AreClose(int g, int other)
        {
            foreach (int a in members[g])
            {
                foreach (int b in members[other])
                {
                    if (Math.Abs(mentions[a].Sentence - mentions[b].Sentence) <= NearSentences) return true;
                }
            }
            return false;
        }

        private double TypeScore(int g, Option option)
        {
            double score = double.NegativeInfinity;
            foreach (int i in members[g]) score = Math.Max(score, MentionScore(mentions[i], option));
            return score;
        }

        private double MentionScore(Mention mention, Option option)
        {
            PlaceWord type = mention.Type;
            PlacePrecision precision = Gazetteer.PrecisionOf(option.Kind);
            if (type == PlaceWord.None) return 0;
            bool settlement = precision == PlacePrecision.Settlement;
            if ((type & PlaceWord.Settlement) != PlaceWord.None) return settlement ? 1.5 : -4;
            if ((type & PlaceWord.Region) != PlaceWord.None) return precision is PlacePrecision.Region or PlacePrecision.Area ? 4 : precision == PlacePrecision.District ? 1 : -2;
            // Districts, communities and directions are called after their chief town, not after a hamlet of the same name.
            double seat = settlement && (type & (PlaceWord.District | PlaceWord.Community | PlaceWord.Direction)) != PlaceWord.None ? Math.Min(1, Math.Log10(option.Population + 100) - 3) : 0;
            // «на Курському напрямку» is named after Kursk, whatever village Курське is nearer.
            if (mention.IsAdjective && option.Match == NameMatch.Adjective) seat *= 1.5;
            if ((type & PlaceWord.District) != PlaceWord.None) return precision == PlacePrecision.District ? 3 : settlement ? seat : -2;
            if ((type & PlaceWord.Community) != PlaceWord.None) return option.Kind == PlaceKind.Community ? 1.5 : settlement ? 1 + seat : -1;
            if ((type & PlaceWord.Water) != PlaceWord.None) return option.Kind == PlaceKind.Water ? 4 : -1;
            if ((type & PlaceWord.Direction) != PlaceWord.None && mention.IsAdjective && settlement && option.HasPoint && lexicon.HeadsFront(option.Latitude, option.Longitude)) return FrontWeight;
            // «на Слобожанському напрямку»: called after the land, not after a town of its name.
            if ((type & PlaceWord.Direction) != PlaceWord.None && mention.IsAdjective && option.Kind == PlaceKind.Area) return FrontWeight;
            if ((type & (PlaceWord.Direction | PlaceWord.Facility)) != PlaceWord.None) return settlement || option.Kind == PlaceKind.Facility ? 1 + seat : 0;
            return 0;
        }

        private double ContainerScore(Mention mention, Option option)
        {
            if (Container(mention) is not Option region) return 0;
            if (mention.ContainerIsLoose) return IsIn(option, region) ? LooselyContainedWeight : 0;
            return IsIn(option, region) ? ContainedWeight : -ContainedWeight;
        }

        private Option? Container(Mention mention)
        {
            if (mention.Container < 0) return null;
            int g = group[mention.Container];
            if (options[g].Length == 0) return null;
            // A region that is a town without its type word ("Kharkiv, Ukraine" but "Zmiiv, Kharkiv") still contains.
            Option region = options[g][best[g]];
            Mention container = mentions[mention.Container];
            // «Дмитрівці Тамбовської області»: a name with its own type word is no part of the name before it.
            if (container.HasNameNeighbour && container.Type == PlaceWord.None && container.EndWord - container.FirstWord == 1 || container.Label is NameKind.Person) return null;
            if (region.Kind is PlaceKind.Country or PlaceKind.Region || (region.Kind == PlaceKind.District && (container.Type != PlaceWord.None || container.EndWord - container.FirstWord > 1))) return region;
            // «Глушковского района»: a district known by its chief town.
            return region.HasPoint && (container.Type & (PlaceWord.District | PlaceWord.Community)) != PlaceWord.None ? region : null;
        }

        private bool IsIn(Option option, Option region) => region.Kind switch
        {
            PlaceKind.Country => option.Country == region.Country,
            PlaceKind.Region => option.Region == region.Region || Encloses(region, option),
            _ when region.Kind != PlaceKind.District => option.HasPoint && Geography.Kilometres(option.Latitude, option.Longitude, region.Latitude, region.Longitude) <= DistrictKilometres,
            _ => index.IsWithin(option.Ref, region.Ref) || !index.HasMembers(region.Ref) && option.Region == region.Region,
        };

        // "Kyiv, in the Kyiv region", "Sevastopol, Crimea": a city that is a region of its own, in the midst of the one that is named.
        private bool Encloses(Option region, Option option)
        {
            const double outskirtsKilometres = 25;
            return option.Kind is PlaceKind.Capital or PlaceKind.RegionSeat && option.HasPoint && option.Country == region.Country
                && index.IsNearMemberOf(region.Ref, option.Latitude, option.Longitude, outskirtsKilometres);
        }

        private static PlaceRef? Heaviest(Dictionary<PlaceRef, double> weights)
        {
            PlaceRef? top = null;
            double most = 0.5;
            foreach ((PlaceRef place, double weight) in weights)
            {
                if (weight > most || (weight == most && top is PlaceRef now && (place.Layer, place.Number).CompareTo((now.Layer, now.Number)) < 0))
                {
                    most = weight;
                    top = place;
                }
            }
            return top;
        }
    }
}
