using Hearsay.Text;

namespace Hearsay.Places;

/// <summary>How fine a place is known, finest first.</summary>
public enum PlacePrecision : byte { Facility, Settlement, District, Region, Country, Area }

/// <summary>A place of the gazetteer that a text names.</summary>
/// <param name="Name">Preferred English name.</param>
/// <param name="Admin1">English name of its first-level division; null for countries and larger.</param>
/// <param name="Country">ISO 3166-1 alpha-2 code; null for seas and areas of several countries.</param>
/// <param name="Latitude">WGS 84 degrees; null where the place has no honest point (regions, countries, areas).</param>
/// <param name="Longitude">WGS 84 degrees; null together with <paramref name="Latitude"/>.</param>
/// <param name="Precision">How fine it is.</param>
/// <param name="GazetteerId">"geonames:" and the id, or the id of another list.</param>
/// <param name="Admin2">English name of its second-level division; null where none or unknown.</param>
/// <param name="Population">Inhabitants; 0 where unknown.</param>
public sealed record Place(string Name, string? Admin1, string? Country, double? Latitude, double? Longitude,
    PlacePrecision Precision, string GazetteerId, string? Admin2 = null, long Population = 0)
{
    /// <summary>ACLED geo_precision: 1 named town, 2 part of a region, 3 region or coarser.</summary>
    public int AcledPrecision => Precision switch { PlacePrecision.Facility or PlacePrecision.Settlement => 1, PlacePrecision.District => 2, _ => 3 };

    /// <summary>UCDP where_prec: 1 exact, 3 second-level division, 4 first-level division, 6 country, 5 larger or fuzzy.</summary>
    public int UcdpPrecision => Precision switch
    {
        PlacePrecision.Facility or PlacePrecision.Settlement => 1,
        PlacePrecision.District => 3,
        PlacePrecision.Region => 4,
        PlacePrecision.Country => 6,
        _ => 5,
    };
}

/// <summary>A name of a place as it stands in the text, with the place it was resolved to.</summary>
/// <param name="Span">Offsets of the name itself, without type words or prepositions.</param>
/// <param name="Place">The place; null where the text names one the gazetteer does not have.</param>
/// <param name="IsLocative">Whether the words around say something is, goes or happens there ("in Kazan", "под Брянкой");
/// false for modifiers ("Kherson's mayor", «белгородский губернатор»).</param>
/// <param name="IsNear">"near X", «под X»: reported near, not in.</param>
/// <param name="Rule">How it was found and why this entry won, as a stable rule id.</param>
/// <param name="Advice">What a fuller gazetteer would give, or null.</param>
public sealed record Toponym(TextSpan Span, Place? Place, bool IsLocative, bool IsNear, string Rule, string? Advice = null);
