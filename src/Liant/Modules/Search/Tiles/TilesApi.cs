using System.Text.Json.Serialization;
using Liant.Modules.Accounts.Contract;
using Liant.Modules.Search.Contract;
using Liant.Platform;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

namespace Liant.Modules.Search.Tiles;

/// <summary>The search as a map: vector tiles, and the document that says where they are.</summary>
internal static class TilesApi
{
    public const string ContentType = "application/vnd.mapbox-vector-tile";

    /// <summary>Name of the parameter that says which version of the public sheets a tile's address means.</summary>
    private const string VersionName = "v";

    public static void MapTiles(this IEndpointRouteBuilder routes)
    {
        var tiles = routes.MapGroup("").WithTags("Carte").WithMetadata(new SameParameters("search"));
        tiles.MapGet("/tuiles/{z:int}/{x:int}/{y:int}.mvt", Tile).WithName("tile").Produces<byte[]>(contentType: ContentType).Produces(204).ProducesProblem(400).ProducesProblem(404).ProducesProblem(409);
        tiles.MapGet("/tuiles.json", Describe).WithName("tileJson").Produces<TileJson>().ProducesProblem(400).ProducesProblem(409);
    }

    /// <summary>A tile of the map of a search</summary>
    /// <remarks>Mapbox Vector Tile 2.1, one layer "sheets" of points; no content where nothing is. Takes the parameters of /api/v1/search, all matches whatever the page.
    /// Clusters of a zoom add up to the number of matches that have a point.</remarks>
    /// <param name="z">Zoom, 0 to 18.</param>
    /// <param name="x">Column, from the west.</param>
    /// <param name="y">Row, from the north.</param>
    internal static IResult Tile(HttpContext http, SearchParameters parameters, SheetSearch search, int z, int x, int y)
    {
        if (TileAddress.Of(z, x, y) is not { } address)
        {
            return TypedResults.NotFound();
        }

        var parsed = parameters.Parse(WithoutVersion(http.Request.Query), SearchParameters.Names.Api, refusesUnknown: true);
        if (parsed.Refusal() is { } refusal)
        {
            return refusal;
        }

        var viewer = Viewer.From(http.User);
        // Read before the sheets: where these change meanwhile, the tile passes for older than it is, and is asked for again.
        var version = search.PublicVersion;
        var tile = SheetTile.Of(search.PointsForTiles(parsed.Request, viewer), address, search.Towns);
        http.Response.Headers.CacheControl = viewer.SeesMore ? "private, no-store"
            : http.Request.Query[VersionName] == version ? "public, max-age=31536000, immutable" : "public, no-cache";
        return tile.Length == 0 ? TypedResults.NoContent()
            : TypedResults.Bytes(tile, ContentType, entityTag: viewer.SeesMore ? null : new EntityTagHeaderValue($"\"{version}\"", isWeak: true));
    }

    /// <summary>Where the tiles of a search are</summary>
    /// <remarks>TileJSON 3.0.0. The address of the tiles changes when public sheets do, so that each may be kept for a year.</remarks>
    internal static IResult Describe(HttpContext http, SearchParameters parameters, SheetSearch search, LiantSettings settings)
    {
        var parsed = parameters.Parse(http.Request.Query, SearchParameters.Names.Api, refusesUnknown: true);
        if (parsed.Refusal() is { } refusal)
        {
            return refusal;
        }

        var viewer = Viewer.From(http.User);
        var asked = SearchParameters.Written(parsed.Request, SearchParameters.Names.Api);
        var version = viewer.SeesMore ? [] : new[] { KeyValuePair.Create(VersionName, (string?)search.PublicVersion) };
        var address = SiteAddress.Of(http.Request) + "/tuiles/{z}/{x}/{y}.mvt";
        http.Response.Headers.CacheControl = viewer.SeesMore ? "private, no-store" : "no-cache";
        return TypedResults.Ok(new TileJson(
            "3.0.0", settings.SpaceName ?? "Liant", [QueryHelpers.AddQueryString(address, version.Concat(asked))], [new TileLayer(SheetTile.Layer, SheetTile.Fields)],
            0, TileAddress.Deepest, search.PointsForTiles(parsed.Request, viewer).Bounds()));
    }

    private static QueryCollection WithoutVersion(IQueryCollection query) => new(query.Where(pair => pair.Key != VersionName).ToDictionary(pair => pair.Key, pair => pair.Value));
}

/// <param name="Bounds">West, south, east and north of all matches, degrees WGS 84; absent when there are none.</param>
internal sealed record TileJson(
    [property: JsonPropertyName("tilejson")] string Version, string Name, IReadOnlyList<string> Tiles, [property: JsonPropertyName("vector_layers")] IReadOnlyList<TileLayer> Layers,
    [property: JsonPropertyName("minzoom")] int MinimumZoom, [property: JsonPropertyName("maxzoom")] int MaximumZoom,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] double[]? Bounds);

internal sealed record TileLayer(string Id, IReadOnlyDictionary<string, string> Fields);
