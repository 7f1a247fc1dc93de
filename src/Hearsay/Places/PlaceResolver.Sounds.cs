using Hearsay.Text;

namespace Hearsay.Places;

// Names that no list spells as the text does, found by their sound in the countries the document is about.
public sealed partial class PlaceResolver
{
    private sealed partial class Scene
    {
        /// <summary>The countries the document is about, the one it is most about first; none where names are romanised by rule.</summary>
        internal List<PlaceRef> CountriesTold()
        {
            const double Enough = 0.4;
            const int Most = 3;
            var told = new List<PlaceRef>();
            foreach ((PlaceRef country, double weight) in countries)
                if (weight >= Enough && index.Of(country).CodeOf(country.Number) is string code and not ("UA" or "RU" or "BY") && (language != LanguageCode.English || !GeoNamesReader.OneSpelling.Contains(code))) told.Add(country);
            told.Sort((a, b) => countries[b] != countries[a] ? countries[b].CompareTo(countries[a]) : (a.Layer, a.Number).CompareTo((b.Layer, b.Number)));
            if (told.Count > Most) told.RemoveRange(Most, told.Count - Most);
            return told;
        }

        /// <summary>The settlement of a country the document is about that sounds like this name; null where none or several do.</summary>
        internal PlaceRef? Sounding(string text)
        {
            foreach (PlaceRef country in CountriesTold())
                if (index.Sounding(country, text) is PlaceRef place) return place;
            return null;
        }

        /// <summary>Lets a name of a town of another country also mean the one that sounds like it in a country the document is about.</summary>
        private bool AddSoundAlikes()
        {
            bool any = false;
            List<PlaceRef> told = CountriesTold();
            if (told.Count == 0) return false;
            for (int g = 0; g < options.Count; g++)
            {
                if (options[g].Length == 0) continue;
                Option option = options[g][best[g]];
                if (!option.HasPoint || option.Kind == PlaceKind.Capital || mentions[members[g][0]].IsAdjective || IsSupported(g, option.Country)) continue;
                if (Array.Exists(options[g], other => other.HasPoint && told.Contains(other.Country)) || Sounding(mentions[members[g][0]].Text) is not PlaceRef place) continue;
                options[g] = [.. options[g], .. Options([new PlaceMatch(place, NameMatch.Respelt)])];
                any = true;
            }
            return any;
        }

        private bool IsHitInCountryTold(int i, Option option) =>
            mentions[i].IsWholeName && (mentions[i].IsInside || mentions[i].IsTarget) && !PlaceKeys.IsCyrillic(mentions[i].Text) && option.Match >= NameMatch.Exact && IsSupported(group[i], option.Country);

        /// <summary>Whether something else in the document is in the country that this name's best option is in.</summary>
        private bool IsSupported(int g, PlaceRef country) =>
            countries.GetValueOrDefault(country) - (options[g][best[g]].Country == country ? Confidence(g) * Math.Min(3, members[g].Count) : 0) > 0.2;

        /// <summary>What speaks against a town of a country that nothing else is in, in a report that tells which country it is about.</summary>
        private double Elsewhere(int g, Option option)
        {
            const double Told = 1;
            double doubt = option.Match switch { NameMatch.Respelt => 3, NameMatch.Exact => 1.5, NameMatch.Inflected => 1, _ => 0.5 };
            if (!option.HasPoint || option.Country == Nowhere || IsSupported(g, option.Country)) return 0;
            foreach ((PlaceRef country, double weight) in countries)
                if (country != option.Country && weight >= Told) return doubt;
            return 0;
        }
    }
}
