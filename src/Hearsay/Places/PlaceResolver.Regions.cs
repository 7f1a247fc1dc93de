using Hearsay.Text;

namespace Hearsay.Places;

// What the names of a document share before any is decided: regions that many of them could be in, districts that hold others of them.
public sealed partial class PlaceResolver
{
    private sealed partial class Scene
    {
        // Set on LGL and GeoVirus in November 2026. In Ukrainian headlines shared regions took one in a thousand: they are counted in English only.
        private const double SharedRegionWeight = 2;
        private const double DistrictWeight = 3;


        private readonly Dictionary<PlaceRef, double> shared = [];
        private readonly List<Dictionary<PlaceRef, double>> ownShare = [];

        /// <summary>How much a region is shared by the names of the document: each name gives one vote, spread over the regions it could be in.</summary>
        private void CountRegions()
        {
            if (language != LanguageCode.English) return;
            for (int g = 0; g < options.Count; g++)
            {
                var own = new Dictionary<PlaceRef, double>();
                foreach (Option option in options[g])
                    if (option.Region != Nowhere && option.HasPoint || option.Kind is PlaceKind.Region or PlaceKind.District) own[option.Region] = 1;
                foreach (PlaceRef region in own.Keys.ToArray())
                {
                    own[region] = 1.0 / own.Count;
                    shared[region] = shared.GetValueOrDefault(region) + own[region];
                }
                ownShare.Add(own);
            }
        }

        private double SharedRegion(int g, Option option)
        {
            if (ownShare.Count == 0 || option.Region == Nowhere || (option.HasPoint && option.Match != NameMatch.Preferred)) return 0;
            double others = shared.GetValueOrDefault(option.Region) - ownShare[g].GetValueOrDefault(option.Region);
            return SharedRegionWeight * others / (others + 1);
        }

        /// <summary>"Huntsville … Walker County": a town in a district that the document names, and a district that holds a town it names.</summary>
        private double InDistrict(int g, Option option)
        {
            if (option.Kind == PlaceKind.District)
            {
                for (int other = 0; other < options.Count; other++)
                    if (other != g && Array.Exists(options[other], town => town.HasPoint && town.Region == option.Region && town.Match >= NameMatch.Exact && index.IsWithin(town.Ref, option.Ref))) return DistrictWeight;
                return 0;
            }
            if (!option.HasPoint) return 0;
            for (int other = 0; other < options.Count; other++)
                if (other != g && options[other].Length > 0 && options[other][best[other]].Kind == PlaceKind.District && Array.Exists(options[other], district => district.Kind == PlaceKind.District && district.Region == option.Region && index.IsWithin(option.Ref, district.Ref))) return DistrictWeight;
            return 0;
        }
    }
}
