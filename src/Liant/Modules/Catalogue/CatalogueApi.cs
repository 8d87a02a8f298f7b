using Liant.Modules.Accounts.Contract;
using Liant.Modules.Catalogue.Contract;
using Liant.Modules.Catalogue.Twins;
using Liant.Modules.Territories.Contract;
using Liant.Platform.Database;
using Liant.Platform.Geo;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Liant.Modules.Catalogue;

internal static class CatalogueApi
{
    public static void MapCatalogueApi(this IEndpointRouteBuilder routes)
    {
        var api = routes.MapGroup("/api/v1").WithTags("Catalogue");
        foreach (var kind in Enum.GetValues<SheetKind>())
        {
            api.MapGet($"/{kind.Plural()}/{{id}}.geojson", (string id, HttpContext http, LiantDb db, Geography geography, CancellationToken cancel) =>
                    PointAsync(kind, id, http, db, geography, cancel))
                .WithName(kind.Slug() + "GeoJson").WithSummary("The point of a sheet").Produces<Feature>(contentType: GeoJson.ContentType).ProducesProblem(404);
            api.MapGet($"/{kind.Plural()}/{{id}}", (string id, HttpContext http, LiantDb db, Geography geography, CancellationToken cancel) =>
                    FindAsync(kind, id, http, db, geography, cancel))
                .WithName(kind.Slug()).WithSummary("A sheet by its identifier").Produces(301).ProducesProblem(404);
        }

        api.MapGet("/vocabularies", Vocabularies).WithName("vocabularies");
    }

    /// <summary>The published word lists: themes, legal forms, statuses, forms of cooperation, levers…</summary>
    /// <remarks>A slug never changes; a label may. The French label is the reference.</remarks>
    internal static Ok<Dictionary<string, IEnumerable<VocabularyTerm>>> Vocabularies() => TypedResults.Ok(new Dictionary<string, Vocabulary>
    {
        ["themes"] = Vocabulary.Themes, ["forms"] = Vocabulary.Forms, ["statuses"] = Vocabulary.Statuses, ["cooperation"] = Vocabulary.Cooperation,
        ["levers"] = Vocabulary.Levers, ["funding"] = Vocabulary.Funding, ["relations"] = Vocabulary.Relations, ["resourceTypes"] = Vocabulary.ResourceTypes,
        ["stages"] = Vocabulary.Stages, ["licences"] = Vocabulary.Licences,
    }.ToDictionary(list => list.Key, list => list.Value.Terms.Select(term => new VocabularyTerm(term.Slug, term.Fr, term.En))));

    private static async Task<Results<Ok<SheetResponse>, RedirectHttpResult, ProblemHttpResult>> FindAsync(
        SheetKind kind, string id, HttpContext http, LiantDb db, Geography geography, CancellationToken cancel)
    {
        var viewer = Viewer.From(http.User);
        if (await VisibleAsync(kind, id, viewer, db, cancel) is not { } sheet)
        {
            return await KeptAsync(kind, id, viewer, db, cancel) is { } kept ? TypedResults.LocalRedirect($"/api/v1/{kind.Plural()}/{kept.Id:N}", permanent: true) : NotFound();
        }

        var others = sheet.Relations.Select(relation => relation.ToId).ToList();
        var related = await db.Set<Sheet>().AsNoTracking().VisibleTo(viewer).Where(other => others.Contains(other.Id)).ToDictionaryAsync(other => other.Id, cancel);
        return TypedResults.Ok(SheetResponse.Of(sheet, related, geography.Gazetteer));
    }

    private static async Task<IResult> PointAsync(SheetKind kind, string id, HttpContext http, LiantDb db, Geography geography, CancellationToken cancel)
    {
        var viewer = Viewer.From(http.User);
        var sheet = await VisibleAsync(kind, id, viewer, db, cancel);
        if (sheet is null && await KeptAsync(kind, id, viewer, db, cancel) is { } kept)
        {
            return TypedResults.LocalRedirect($"/api/v1/{kind.Plural()}/{kept.Id:N}.geojson", permanent: true);
        }

        var location = Gazetteer.PointOf(sheet?.Location, geography.Gazetteer.Find(sheet?.CommuneCode), geography.Gazetteer.Find(sheet?.AreaCode));
        return sheet is null || location is not { } at
            ? NotFound()
            : GeoJson.Result(GeoJson.Point(sheet.Id.ToString("N"), at.Lat, at.Lon, new Dictionary<string, object?>
            {
                ["kind"] = kind.Slug(), ["title"] = sheet.Title, ["url"] = sheet.Address(), ["precision"] = at.Precision.Slug(),
            }));
    }

    private static async Task<Sheet?> VisibleAsync(SheetKind kind, string id, Viewer viewer, LiantDb db, CancellationToken cancel) =>
        Guid.TryParseExact(id, "N", out var guid)
            ? await db.Set<Sheet>().AsNoTracking().Include(s => s.Relations).VisibleTo(viewer)
                .SingleOrDefaultAsync(s => s.Id == guid && EF.Property<string>(s, "KindSlug") == kind.Slug(), cancel)
            : null;

    /// <summary>The sheet that this one was joined to.</summary>
    private static async Task<Sheet?> KeptAsync(SheetKind kind, string id, Viewer viewer, LiantDb db, CancellationToken cancel) =>
        Guid.TryParseExact(id, "N", out var guid) ? await db.FindKeptAsync(kind, guid, viewer, cancel) : null;

    private static ProblemHttpResult NotFound() => TypedResults.Problem("Aucune fiche de cet identifiant.", statusCode: 404);
}
