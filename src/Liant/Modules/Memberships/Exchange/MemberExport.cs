using Liant.Modules.Accounts.Contract;
using Liant.Modules.Memberships.Affiliates;
using Liant.Modules.Territories.Contract;
using Liant.Platform.Database;
using Liant.Platform.Tables;
using Liant.Platform.Text;
using Microsoft.EntityFrameworkCore;

namespace Liant.Modules.Memberships.Exchange;

/// <summary>A network's members in a file, contacts included, for its managers; what the import reads back the same.</summary>
internal static class MemberExport
{
    public static void MapMemberExport(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/espaces/{slug}/adhesions.csv", (string slug, HttpContext http, SpaceNames spaces, LiantDb db, Geography geography, TimeProvider clock, CancellationToken cancel) =>
            FileAsync(slug, "csv", CsvWriting.ContentType + "; charset=utf-8", (to, rows) => CsvWriting.WriteAsync(to, MemberColumns.Written, rows, cancel), http, spaces, db, geography, clock, cancel)).RequireAuthorization().ExcludeFromDescription();
        routes.MapGet("/espaces/{slug}/adhesions.xlsx", (string slug, HttpContext http, SpaceNames spaces, LiantDb db, Geography geography, TimeProvider clock, CancellationToken cancel) =>
            FileAsync(slug, "xlsx", WorkbookWriting.ContentType, (to, rows) => WorkbookWriting.WriteAsync(to, "adherents", MemberColumns.Written, rows, cancel), http, spaces, db, geography, clock, cancel)).RequireAuthorization().ExcludeFromDescription();
    }

    private static async Task<IResult> FileAsync(
        string slug, string extension, string contentType, Func<Stream, IAsyncEnumerable<IReadOnlyList<object?>>, Task> write, HttpContext http, SpaceNames spaces, LiantDb db, Geography geography, TimeProvider clock, CancellationToken cancel)
    {
        if (await spaces.FindAsync(slug, cancel) is not { IsNetwork: true } network || !Viewer.From(http.User).Is(SpaceRole.Manager, network.Id))
        {
            return Results.NotFound();
        }

        var members = await db.Set<Affiliate>().AsNoTracking().Where(one => one.SpaceId == network.Id && one.State != AffiliateState.Asked).ToListAsync(cancel);
        var rows = members.OrderBy(one => one.Kind).ThenBy(one => Fold.Words(one.Name), StringComparer.Ordinal).Select(one => MemberColumns.Row(one, geography.Gazetteer));
        var file = new MemoryStream();
        await write(file, rows.ToAsyncEnumerable());
        file.Position = 0;
        http.Response.Headers.CacheControl = "private, no-store";
        return Results.Stream(file, contentType, $"adherents-{network.Slug}-{Paris.At(clock.GetUtcNow()):yyyy-MM-dd}.{extension}");
    }
}
