using System.Text;
using Liant.Modules.Accounts.Contract;
using Liant.Modules.Territories.Contract;
using Liant.Platform.Database;

namespace Liant.Modules.Memberships.Affiliates;

/// <summary>The map of a network's members, one mark each, drawn by the server.</summary>
internal static class AffiliateMap
{
    public static void MapAffiliateMap(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/espaces/{slug}/adherents/carte.svg", async (string slug, string? genre, HttpContext http, SpaceNames spaces, LiantDb db, Geography geography, PointMap map, CancellationToken cancel) =>
        {
            if (await spaces.FindAsync(slug, cancel) is not { IsNetwork: true } network || (genre is not null && AffiliateKinds.From(genre) is null))
            {
                return Results.NotFound();
            }

            var members = await DirectoryEntry.ReadAsync(db, geography.Gazetteer, network.Id, cancel);
            http.Response.Headers.CacheControl = "public, max-age=60";
            // Large territories first: their marks lie under those of towns.
            var marks = members.Where(member => (genre is null || member.Kind.Slug() == genre) && member.Territory?.Location is not null)
                .OrderByDescending(member => member.Kind is AffiliateKind.Region).ThenByDescending(member => member.Kind is AffiliateKind.Departement).Select(member => (member.Territory!.Location!.Value, member.Kind.Mark()));
            return Results.Text(map.Draw(marks), "image/svg+xml", Encoding.UTF8);
        }).ExcludeFromDescription();
}
