using Liant.Modules.Search.Contract;
using Liant.Modules.Search.Segments;
using Liant.Modules.Territories.Contract;

namespace Liant.Modules.Search.Index;

/// <summary>The filters of a request, tried once for each combination of traits, each place and each year, then read from tables.</summary>
internal sealed class Filters
{
    /// <summary>Years beyond are none.</summary>
    public const int Years = 10_000;

    private static readonly byte[] NoYearFails = new byte[Years];

    private readonly SearchRequest request;
    private readonly Location? here;

    public Filters(IndexReading index, SearchRequest request)
    {
        this.request = request;
        here = request.Place?.Location;
        Chosen = FacetTable.ChosenIn(request);
        TraitFails = FailsOf(index.Traits.Length, index.Facets.OfTraits, index.Facets.NoTraitFails);
        PlaceFails = index.Facets.OfPlaces.All(facet => Chosen[facet.Facet].Count == 0) ? index.Facets.NoPlaceFails : OfPlaces(index, FailsOf(index.Facets.Groups, index.Facets.OfPlaces, []));
        YearFails = NoYearFails;
        if (request.Years.Count > 0)
        {
            YearFails = new byte[Years];
            Array.Fill(YearFails, (byte)(1 << FacetTable.Year));
            foreach (var year in request.Years.Where(year => year is > 0 and < Years))
            {
                YearFails[year] = 0;
            }
        }

        IsOutside = request.Within is { } area ? Array.ConvertAll(index.Places.ToArray(), place => !IsWithin(place.Commune, place.Area, area)) : null;
        IsInside = request.Place is { } near ? Array.ConvertAll(index.Places.ToArray(), place => Ranking.IsInside(place.Commune, place.Area, near)) : null;
    }

    public IReadOnlyCollection<string>[] Chosen { get; }

    /// <summary>By combination of traits, place and year: a bit for each facet that leaves it out.</summary>
    public byte[] TraitFails { get; }

    public byte[] PlaceFails { get; }

    public byte[] YearFails { get; }

    /// <summary>By place: not in the area asked for; null when none was.</summary>
    public bool[]? IsOutside { get; }

    /// <summary>By place: as near as can be; null without a place.</summary>
    public bool[]? IsInside { get; }

    /// <summary>No filter leaves anything out.</summary>
    public bool AreNone => !HasFrame && !HasRadius && IsOutside is null && Array.TrueForAll(Chosen, chosen => chosen.Count == 0);

    public bool IsNear => request.Place is not null;

    public bool HasRadius => request.RadiusKm is not null;

    /// <summary>Whether the frame lets the point through.</summary>
    public bool IsInFrame(Location? point) => request.Frame is not { } frame || (point is { } at && frame.Holds(at));

    /// <summary>Kilometres from the place asked for; null when one of the two has no point.</summary>
    public double? Kilometres(Location? point) => here is { } from && point is { } to ? from.KilometresTo(to) : null;

    /// <summary>Whether the radius lets that distance through.</summary>
    public bool IsNearEnough(double? kilometres) => request.RadiusKm is not { } radius || kilometres <= radius;

    public bool HasFrame => request.Frame is not null;

    /// <summary>A territory found by its name, tried the same way.</summary>
    public bool Lets(SearchDocument territory) =>
        (request.Within is null || IsWithin(territory.Commune, territory.Area, request.Within)) && IsInFrame(territory.Location) && IsNearEnough(Kilometres(territory.Location));

    private static byte[] OfPlaces(IndexReading index, byte[] ofGroups) => Array.ConvertAll(index.Facets.GroupOf, group => ofGroups[group]);

    private byte[] FailsOf(int count, IReadOnlyList<FacetTable.Of> facets, byte[] none)
    {
        if (facets.All(facet => Chosen[facet.Facet].Count == 0))
        {
            return none;
        }

        var fails = new byte[count];
        foreach (var facet in facets.Where(facet => Chosen[facet.Facet].Count > 0))
        {
            facet.MarkOthers(Chosen[facet.Facet], fails);
        }

        return fails;
    }

    public double NearnessOf(SearchDocument territory, double? kilometres) => Ranking.Nearness(Ranking.IsInside(territory.Commune, territory.Area, request.Place!), kilometres);

    private static bool IsWithin(Territory? commune, Territory? acts, Territory area) =>
        (commune is not null && Gazetteer.Contains(area, commune)) || acts?.Code == area.Code
        || (acts is not null && acts.Kind is TerritoryKind.Departement && acts.RegionCode == area.Code);
}
