using Hearsay.Text;

namespace Hearsay.Places;

// Whether a mention is a place at all, and what speaks against the one that was found.
public sealed partial class PlaceResolver
{
    private sealed partial class Scene
    {
        /// <summary>How much speaks for this mention being a place at all; <see cref="AcceptFrom"/> is enough.</summary>
        internal double EvidenceOf(int i)
        {
            double own = OwnEvidence(i);
            // One sense a document: what is clearly a place elsewhere is one here too, unless it is part of a longer name.
            Mention mention = mentions[i];
            bool isLoneTown = mention is { Label: NameKind.Person, IsWholeName: true, HasTitleBefore: false } && PlaceKeys.IsCyrillic(mention.Text);
            if (own >= AcceptFrom || mention.HasNameNeighbour || mention.Label is NameKind.Unit || (mention.Label is NameKind.Person && !isLoneTown)) return own;
            foreach (int other in members[group[i]])
            {
                if (other != i && OwnEvidence(other) >= AcceptFrom + 1) return own + (mention.IsCommon ? 1 : 2);
            }
            return own;
        }

        private double OwnEvidence(int i)
        {
            Mention mention = mentions[i];
            if (mention.IsQuarter || BestOf(i) is not Option option) return double.NegativeInfinity;
            double evidence = mention.Label switch
            {
                NameKind.Location => 2,
                // "an attack on Moura": governed like a place, and in a country the report is about.
                NameKind.Person or NameKind.Organization when IsHitInCountryTold(i, option) => -0.5,
                // A name finder that knows too few towns takes their names for surnames: weigh a single word less.
                NameKind.Person when mention.IsWholeName && !mention.HasTitleBefore && lexicon.EndsLikeTown(mention.Text) => -0.3,
                NameKind.Person => mention.IsWholeName && PlaceKeys.IsCyrillic(mention.Text) ? LonePerson(option, mention.HasPreposition || mention.IsTarget || mention.Type != PlaceWord.None || (mention.IsOfPeople && option.Match == NameMatch.Inflected)) : -3,
                NameKind.Unit => -2,
                NameKind.Organization => mention.IsWholeName && PlaceKeys.IsCyrillic(mention.Text) ? -0.7 : -1.5,
                NameKind.Product => -2,
                _ => 0,
            };
            if (mention.HasPreposition) evidence += 1.3;
            else if (mention.IsTarget) evidence += 1.3;
            // «мешканців Роботиного»: people of it; «голова Шевченко» does not inflect.
            else if (mention.IsOfPeople && option.Match == NameMatch.Inflected) evidence += 0.6;
            if (mention.Type != PlaceWord.None) evidence += 2.5;
            if (Container(mention) is not null) evidence += ContainerEvidence;
            if (mention.ListedAfter >= 0 && !mentions[mention.ListedAfter].IsCommon) evidence += 0.7;
            if (i + 1 < mentions.Count && mentions[i + 1].ListedAfter == i && !mentions[i + 1].IsCommon) evidence += 0.7;
            evidence += option.Kind switch
            {
                PlaceKind.Country => 3,
                PlaceKind.Region or PlaceKind.Area or PlaceKind.Water => 2.2,
                PlaceKind.Capital => 2.5,
                PlaceKind.RegionSeat => 1.6,
                PlaceKind.District or PlaceKind.Community or PlaceKind.Quarter => 0.2,
                PlaceKind.Facility => 2.6,
                _ => Math.Min(2, Math.Log10(Math.Max(option.Population, option.IsListed ? LeastListed : 0) + 10) / 3),
            };
            if (option.HasPoint && option.Score - option.Prior > 2) evidence += 0.8;
            if (option.Match == NameMatch.Adjective && mention.Type == PlaceWord.None && option.Kind is not (PlaceKind.Country or PlaceKind.Region or PlaceKind.Area)) evidence -= 3;
            if (option.Match == NameMatch.Respelt) evidence -= 0.8;
            if (mention.EndWord - mention.FirstWord > 1) evidence += 1.2;
            if (mention.IsCommon) evidence -= 3.5;
            else if (mention.IsAlsoWord && mention.Label != NameKind.Location) evidence -= 2.5;
            if (mention.IsInBodyName && option.Kind is not (PlaceKind.Country or PlaceKind.Region or PlaceKind.Capital)) evidence -= 1.5;
            evidence -= Foreignness(group[i], option);
            if (mention.StartsSentence && !mention.IsProper && !mention.HasPreposition) evidence -= option.Kind is PlaceKind.Country or PlaceKind.Region or PlaceKind.Capital or PlaceKind.RegionSeat ? 0.3 : option.Match >= NameMatch.Exact ? 0.8 : 1.6;
            if (mention.HasNameNeighbour && mention.Label != NameKind.Location) evidence -= mention.HasPreposition ? 1.5 : 2.2;
            // "Kyauk Ni Maw village", "Tal Chiha hospital": one word of a longer name, found in a country nothing else is in.
            if (mention.HasNameNeighbour && mention.Label == NameKind.Location && !mention.IsWholeName && option.HasPoint && !IsSupported(group[i], option.Country) && LanguagePrior(option.Country) <= 0) evidence -= 3;
            if (mention.HasTitleBefore) evidence -= 2;
            if (mention.IsStreet && mention.Type == PlaceWord.None) evidence -= 4;
            bool isSmall = option.HasPoint && option.Population < SmallVillage && !option.IsListed && mention.Type == PlaceWord.None && Container(mention) is null && mention.ListedAfter < 0;
            if (mention.IsQuoted && isSmall) evidence -= 1.5;
            // «звільнення Залужного»: surnames decline like adjectives, and so do many villages.
            if (isSmall && option.Match == NameMatch.Inflected && mention.EndWord - mention.FirstWord == 1 && option.Score - option.Prior < 2 && ToponymFinder.DeclinesAsAdjective(mention.Text)) evidence -= 1;
            // Latin letters in a Cyrillic text are brands and people more often than villages.
            if (option.HasPoint && option.Kind != PlaceKind.Capital && language is LanguageCode.Russian or LanguageCode.Ukrainian && !PlaceKeys.IsCyrillic(mention.Text)) evidence -= isSmall ? 1.5 : 1;
            // «Партизани підірвали …»: an ordinary word at the head of a sentence, and a village.
            if (isSmall && mention.StartsSentence && !mention.IsProper && !mention.HasPreposition && mention.Label != NameKind.Location) evidence -= 1.5;
            return evidence;
        }

        // Surnames are also names of villages, seldom of towns.
        private static double LonePerson(Option option, bool isGoverned) => option.Kind switch
        {
            PlaceKind.Country or PlaceKind.Region or PlaceKind.Capital or PlaceKind.RegionSeat => -0.5,
            _ => !isGoverned ? -3 : option.Population >= SmallTown ? -1 : option.Population >= 4_000 ? -1.5 : -2.2,
        };

        /// <summary>What speaks against a small or otherwise named place of a country that nothing else in the document is in.</summary>
        private double Foreignness(int g, Option option)
        {
            const long LargeCity = 100_000;
            const double Supported = 0.2, Enough = 2.0, Never = 100;
            if (option.Country == Nowhere || option.Kind == PlaceKind.Country) return 0;
            // A town under another of its names is no likelier for its country than any.
            bool isByAlternate = option.Match is NameMatch.Exact or NameMatch.Respelt && language == LanguageCode.English;
            if (LanguagePrior(option.Country) > 0 && !isByAlternate) return 0;
            bool own = options[g][best[g]].Country == option.Country;
            double weight = countries.GetValueOrDefault(option.Country) - (own ? Confidence(g) * Math.Min(3, members[g].Count) : 0);
            double others = 0;
            foreach ((PlaceRef country, double otherWeight) in countries)
            {
                if (country != option.Country) others += otherWeight;
            }
            if (weight > Supported || others < (isByAlternate ? Enough / 2 : Enough)) return 0;
            double unlikely = weight > 0 ? Enough : Never;
            if (option.Match == NameMatch.Respelt) return option.Population < LargeCity * 10 ? unlikely : 1.5;
            return isByAlternate && option.Population < LargeCity ? unlikely : option.Population < LargeCity ? 1.2 : option.Match == NameMatch.Preferred ? 0 : 0.8;
        }

        /// <summary>Whether "the village of X" found only a place far from all that the document is about: one of the many that lists lack is meant.</summary>
        internal bool IsAnotherOfItsName(int i)
        {
            const double Supported = 0.5, Enough = 1.5;
            Mention mention = mentions[i];
            if ((mention.Type & PlaceWord.Settlement) == PlaceWord.None || !mention.TypeIsBefore || BestOf(i) is not Option option || !option.HasPoint || option.Region == Nowhere || Container(mention) is not null) return false;
            if (option.Kind is PlaceKind.Capital or PlaceKind.RegionSeat || option.Population > LargeTown || members[group[i]].Count > 2) return false;
            // A village of a country that nothing else is in, where the report tells which country it is about.
            if (LanguagePrior(option.Country) <= 0 && !IsSupported(group[i], option.Country) && countries.Any(told => told.Key != option.Country && told.Value >= Enough)) return true;
            double own = Confidence(group[i]) * Math.Min(3, members[group[i]].Count);
            if (regions.GetValueOrDefault(option.Region) - own > Supported || Nearness(group[i], option) > Supported) return false;
            double others = 0;
            foreach ((PlaceRef region, double weight) in regions)
            {
                if (region != option.Region && index.CountryOf(region) == option.Country) others = Math.Max(others, weight);
            }
            return others > Enough;
        }

        /// <summary>Whether a small place stands in a list of places that are all far from it.</summary>
        internal bool IsFarFromList(int i)
        {
            const int FewestOthers = 2;
            if (BestOf(i) is not Option option || !option.HasPoint || option.Kind is PlaceKind.Capital or PlaceKind.RegionSeat || (option.Population > SmallTown && option.Match != NameMatch.Adjective) || Container(mentions[i]) is not null) return false;
            int others = 0;
            for (int step = -1; step <= 1; step += 2)
            {
                for (int other = i; ;)
                {
                    int next = other + step;
                    if (next < 0 || next >= mentions.Count || (step < 0 ? mentions[other].ListedAfter != next : mentions[next].ListedAfter != other)) break;
                    other = next;
                    if (BestOf(other) is not Option listed || !listed.HasPoint || listed.Ref == option.Ref) continue;
                    if (Geography.Kilometres(option.Latitude, option.Longitude, listed.Latitude, listed.Longitude) < ListKilometres) return false;
                    others++;
                }
            }
            return others >= FewestOthers;
        }
    }
}
