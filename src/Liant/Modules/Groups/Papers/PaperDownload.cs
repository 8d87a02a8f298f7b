using Liant.Modules.Accounts.Contract;
using Liant.Platform.Database;
using Liant.Platform.Files;
using Microsoft.EntityFrameworkCore;

namespace Liant.Modules.Groups.Papers;

/// <summary>GET /groupes/{id}/documents/{paper}: for those of the group, to keep; it is never opened within the site.</summary>
internal static class PaperDownload
{
    public static void MapPaperDownload(this IEndpointRouteBuilder routes) => routes.MapGet("/groupes/{id}/documents/{paper}", async (string id, string paper, HttpContext http, LiantDb db, StoredFiles files, CancellationToken cancel) =>
    {
        if (!Guid.TryParseExact(id, "N", out var group) || !Guid.TryParseExact(paper, "N", out var guid)
            || !await db.Set<Group>().ReadBy(db, Viewer.From(http.User)).AnyAsync(one => one.Id == group, cancel)
            || await db.Set<Paper>().AsNoTracking().SingleOrDefaultAsync(one => one.Id == guid && one.GroupId == group, cancel) is not { } found)
        {
            return Results.NotFound();
        }

        http.Response.Headers.CacheControl = "private, no-store";
        return Results.File(await files.OpenCopyAsync(found.FileId, cancel), found.Type, found.Name);
    }).RequireAuthorization().ExcludeFromDescription();
}
