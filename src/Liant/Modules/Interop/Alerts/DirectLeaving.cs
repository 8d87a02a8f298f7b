using Liant.Platform.Database;
using Liant.Platform.Security;
using Microsoft.EntityFrameworkCore;

namespace Liant.Modules.Interop.Alerts;

/// <summary>What a mail program asks when its reader presses "unsubscribe" (RFC 8058): a POST without a cookie and without a question. The sealed key is the permission.</summary>
internal static class DirectLeaving
{
    public static void MapDirectLeaving(this IEndpointRouteBuilder routes) =>
        routes.MapPost("/alerte/arret/direct", async (string? cle, AlertKey keys, LiantDb db, CancellationToken cancel) =>
        {
            if (keys.Read(cle) is not { } id)
            {
                return Results.BadRequest();
            }

            await db.Set<SearchAlert>().Where(alert => alert.Id == id).ExecuteDeleteAsync(cancel);
            return Results.Ok();
        }).ExcludeFromDescription().RequireRateLimiting(Security.Guess);
}
