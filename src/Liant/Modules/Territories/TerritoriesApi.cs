using Liant.Modules.Territories.Contract;
using Liant.Platform.Geo;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Liant.Modules.Territories;

internal static class TerritoriesApi
{
    public static void MapTerritoriesApi(this IEndpointRouteBuilder routes)
    {
        var api = routes.MapGroup("/api/v1/territories").WithTags("Territoires");
        api.MapGet("/{code}.geojson", FindPoint).WithName("territoryGeoJson").Produces<Feature>(contentType: GeoJson.ContentType).ProducesProblem(404);
        api.MapGet("/{code}", Find).WithName("territory").ProducesProblem(404);
    }

    /// <summary>A territory by its code</summary>
    /// <param name="code">INSEE code of a commune (of today, or of before a merger), SIREN of an EPCI, code of a département, or "reg-" and the code of a région.</param>
    internal static Results<Ok<TerritoryResponse>, ProblemHttpResult> Find(string code, Geography geography, ProgrammesOfCommunes programmes) =>
        geography.Gazetteer.Find(code) is { } territory
            ? TypedResults.Ok(Response(territory, geography.Gazetteer, programmes))
            : TypedResults.Problem("Aucun territoire de ce code au 1er janvier 2026.", statusCode: 404);

    /// <summary>The point of a territory</summary>
    /// <param name="code">As for /territories/{code}.</param>
    internal static IResult FindPoint(string code, Geography geography) =>
        geography.Gazetteer.Find(code) is { Location: { } at } territory
            ? GeoJson.Result(GeoJson.Point(territory.Code, at.Lat, at.Lon, new Dictionary<string, object?>
            {
                ["name"] = territory.Name, ["kind"] = territory.Kind.Slug(), ["precision"] = at.Precision.Slug(),
            }))
            : TypedResults.Problem("Aucun territoire de ce code, ou aucun point connu.", statusCode: 404);

    private static TerritoryResponse Response(Territory territory, Gazetteer gazetteer, ProgrammesOfCommunes programmes) => new(
        territory.Code, territory.Kind.Slug(), territory.Name, Reference(gazetteer.Find(territory.DepartementCode), territory),
        Reference(gazetteer.Find(territory.RegionCode), territory), Reference(gazetteer.Find(territory.EpciCode), territory), territory.PostalCodes, territory.Population,
        territory.Location is { } at ? new TerritoryLocation(Math.Round(at.Lat, 5), Math.Round(at.Lon, 5), at.Precision.Slug()) : null,
        programmes.Of(territory.Code).Select(p => new TerritoryProgramme(p.Programme, programmes.NameOf(p.Programme), p.SignedOn, p.Source)).ToList(),
        territory.Parts, territory.FormerCodes, "/territoires/" + territory.Code);

    private static TerritoryReference? Reference(Territory? other, Territory self) =>
        other is null || other.Code == self.Code ? null : new TerritoryReference(other.Code, other.Name);
}

/// <param name="Kind">commune, epci, departement or region.</param>
/// <param name="Population">Inhabitants with the kind ("municipale") and the year of the figure.</param>
/// <param name="Location">Where it is drawn; null where nothing is known.</param>
/// <param name="Programmes">Programmes of the commune, each with its source.</param>
/// <param name="Parts">Delegated and associated communes, municipal arrondissements.</param>
/// <param name="FormerCodes">INSEE codes of the communes merged into this one.</param>
/// <param name="Url">Address of the page on this host.</param>
public sealed record TerritoryResponse(
    string Code, string Kind, string Name, TerritoryReference? Departement, TerritoryReference? Region, TerritoryReference? Epci,
    IReadOnlyList<string> PostalCodes, Population? Population, TerritoryLocation? Location, IReadOnlyList<TerritoryProgramme> Programmes,
    IReadOnlyList<string> Parts, IReadOnlyList<string> FormerCodes, string Url);

public sealed record TerritoryReference(string Code, string Name);

/// <param name="Lat">Degrees north, WGS 84.</param>
/// <param name="Lon">Degrees east, WGS 84.</param>
/// <param name="Precision">commune, epci or departement; the last two are approximate.</param>
public sealed record TerritoryLocation(double Lat, double Lon, string Precision);

public sealed record TerritoryProgramme(string Slug, string Name, DateOnly? SignedOn, string Source);
