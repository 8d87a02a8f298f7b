using System.Text.Json.Serialization;
using Liant.Modules.Accounts.Contract;
using Liant.Modules.Search.Contract;
using Liant.Modules.Search.Index;
using Liant.Modules.Territories.Contract;
using Liant.Platform;
using Liant.Platform.Geo;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Localization;

namespace Liant.Modules.Search;

/// <summary>The public search: the shape is stable (docs/architecture.md, "Public interface").</summary>
internal static class SearchApi
{
    public static void MapSearchApi(this IEndpointRouteBuilder routes)
    {
        var api = routes.MapGroup("/api/v1").WithTags("Recherche");
        api.MapGet("/search", Search).WithName("search").ProducesProblem(400).ProducesProblem(409);
        api.MapGet("/search.geojson", SearchPoints).WithName("searchGeoJson").WithMetadata(new SameParameters("search")).Produces<FeatureCollection>(contentType: "application/geo+json").ProducesProblem(400).ProducesProblem(409);
        api.MapGet("/suggest", Suggest).WithName("suggest").ProducesProblem(400);
    }

    /// <summary>Search sheets and territories</summary>
    /// <remarks>Ranked results with facets. An empty parameter counts as absent; an unknown parameter, an unknown slug or a
    /// wrong value is a 400 that names the field; a place that may be several is a 409 with its candidates.</remarks>
    /// <param name="q">A need in plain French, at most 500 characters. Empty: everything, initiatives first, then the latest.</param>
    /// <param name="place">A place in words ("Langon (Gironde)", "Langon 33"), a postal code or an INSEE code. A number that is
    /// both an INSEE code and another commune's postal code is ambiguous: "insee:33210" and "postal:33210" say which.</param>
    /// <param name="radius">Kilometres around the place, 0.1 to 2000; leaves out what has no point.</param>
    /// <param name="kind">organisation, initiative, resource, event, programme or territory. Repeatable.</param>
    /// <param name="theme">Slug of a theme. Repeatable.</param>
    /// <param name="form">Slug of a legal form. Repeatable.</param>
    /// <param name="cooperation">Slug of a form of cooperation. Repeatable.</param>
    /// <param name="departement">Code of a département. Repeatable.</param>
    /// <param name="region">Code of a région, as "reg-75". Repeatable.</param>
    /// <param name="programme">Slug of a programme that the result's commune belongs to. Repeatable.</param>
    /// <param name="year">Year of founding, publication or event. Repeatable.</param>
    /// <param name="within">Only what is in that territory: INSEE code of a commune, SIREN of an EPCI, code of a département, or "reg-75".</param>
    /// <param name="bbox">west,south,east,north in degrees; leaves out what has no point.</param>
    /// <param name="page">From 1.</param>
    /// <param name="size">Results a page, 1 to 100; 20 by default.</param>
    internal static Results<Ok<SearchResponse>, ValidationProblem, ProblemHttpResult> Search(
        HttpContext http, SearchParameters parameters, SheetSearch search, SearchWords words, Geography geography,
        string? q, string? place, string? radius, string[]? kind, string[]? theme, string[]? form, string[]? cooperation, string[]? departement,
        string[]? region, string[]? programme, string[]? year, string? within, string? bbox, string? page, string? size)
    {
        var parsed = parameters.Parse(http.Request.Query, SearchParameters.Names.Api, refusesUnknown: true);
        if (parsed.Refusal() is { } refusal)
        {
            return refusal.Result is ValidationProblem invalid ? invalid : (ProblemHttpResult)refusal.Result;
        }

        var request = parsed.Request;
        var answer = search.Search(request, Viewer.From(http.User));
        return TypedResults.Ok(new SearchResponse(
            answer.Total, Math.Round(answer.TookMs, 3), request.Page, request.Size,
            answer.Hits.Select(hit => Item(hit, words.Why(hit, request), geography)).ToList(),
            answer.Facets.ToDictionary(facet => facet.Key, facet => facet.Value.Select(v => new FacetCount(v.Value, v.Label, v.Count)).ToList()),
            answer.Suggestion));
    }

    /// <summary>The same search, as the points of a map</summary>
    /// <remarks>GeoJSON of every match that has a point (at most 2,000), in order of relevance. Takes the parameters of /search.</remarks>
    internal static IResult SearchPoints(HttpContext http, SearchParameters parameters, SheetSearch search)
    {
        var parsed = parameters.Parse(http.Request.Query, SearchParameters.Names.Api, refusesUnknown: true);
        if (parsed.Refusal() is { } refusal)
        {
            return refusal;
        }

        var points = search.Points(parsed.Request, Viewer.From(http.User));
        return GeoJson.Result(points.Select(GeoFeature));
    }

    /// <summary>Suggestions while typing</summary>
    /// <param name="q">At least two letters, at most 100 characters.</param>
    internal static Results<Ok<SuggestResponse>, ValidationProblem> Suggest(
        HttpContext http, SheetSearch search, Geography geography, IStringLocalizer<Shared.Texts> shared, string? q)
    {
        var typed = http.Request.Query["q"] is [{ } one] ? one : "";
        if (http.Request.Query["q"].Count > 1 || typed.Length > 100)
        {
            return TypedResults.ValidationProblem(new Dictionary<string, string[]> { ["q"] = ["Une seule valeur, de 100 caractères au plus."] }, title: "Des paramètres ne conviennent pas.");
        }

        string? Detail(SearchDocument d) => d.Kind == "territory"
            ? shared["Territory.Kind." + (d.Commune ?? d.Area)!.Kind.Slug()]
            : string.Join(" · ", new[] { shared["Kind." + d.Kind].Value, d.Commune is null ? null : geography.Gazetteer.Label(d.Commune) }.OfType<string>());
        return TypedResults.Ok(new SuggestResponse(search.Suggest(typed, 8).Select(d => new SuggestItem(d.Kind, d.Title, d.Path, Detail(d))).ToList()));
    }

    private static SearchItem Item(SearchHit hit, string why, Geography geography)
    {
        var document = hit.Document;
        var place = document.Commune ?? document.Area;
        return new SearchItem(
            document.Kind, document.Id, document.Title, document.Summary, document.Path,
            place is null ? null : new SearchPlace(place.Code, place.Name, geography.Gazetteer.Find(place.DepartementCode)?.Name),
            document.Location is { } at ? new SearchLocation(Math.Round(at.Lat, 5), Math.Round(at.Lon, 5), at.Precision.Slug()) : null,
            document.Themes, why, Math.Round(hit.Score, 4), hit.Kilometres is { } km ? Math.Round(km, 1) : null);
    }

    private static Feature GeoFeature(SearchDocument document) => GeoJson.Point(document.Id, document.Location!.Value.Lat, document.Location.Value.Lon, new Dictionary<string, object?>
    {
        ["kind"] = document.Kind, ["title"] = document.Title, ["url"] = document.Path,
        ["place"] = (document.Commune ?? document.Area)?.Name, ["precision"] = document.Location.Value.Precision.Slug(),
        ["approximate"] = document.Location.Value.IsApproximate, ["theme"] = document.Themes.Count > 0 ? document.Themes[0] : null,
    });
}

/// <param name="Total">Matches, all pages together.</param>
/// <param name="TookMs">Milliseconds spent in the index.</param>
/// <param name="Facets">Counts by facet; a facet's own choice does not empty it.</param>
/// <param name="Suggestion">The query with unknown words corrected; the results are those of the correction. Null when nothing was corrected.</param>
public sealed record SearchResponse(int Total, double TookMs, int Page, int Size, IReadOnlyList<SearchItem> Items, IReadOnlyDictionary<string, List<FacetCount>> Facets, string? Suggestion);

/// <param name="Id">Opaque.</param>
/// <param name="Url">Address of the page on this host.</param>
/// <param name="Why">One French sentence.</param>
/// <param name="Score">Only comparable within one answer.</param>
/// <param name="DistanceKm">From the place asked for.</param>
public sealed record SearchItem(
    string Kind, string Id, string Title, string Summary, string Url, SearchPlace? Place, SearchLocation? Location, IReadOnlyList<string> Themes,
    string Why, double Score, double? DistanceKm);

/// <param name="Code">INSEE code, SIREN of an EPCI, code of a département, or "reg-" and the code of a région.</param>
/// <param name="Departement">Name.</param>
public sealed record SearchPlace(string Code, string Name, string? Departement);

/// <param name="Lat">Degrees north, WGS 84.</param>
/// <param name="Lon">Degrees east, WGS 84.</param>
/// <param name="Precision">exact, commune, epci or departement; the last two are approximate.</param>
public sealed record SearchLocation(double Lat, double Lon, string Precision);

public sealed record FacetCount(string Value, string Label, int Count);

public sealed record SuggestResponse(IReadOnlyList<SuggestItem> Items);

/// <param name="Detail">What it is, in the reader's language, and its town if known.</param>
public sealed record SuggestItem(string Kind, string Label, string Url, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Detail);
