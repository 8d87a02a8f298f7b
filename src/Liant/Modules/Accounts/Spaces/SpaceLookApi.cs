using Liant.Platform.Database;
using Microsoft.EntityFrameworkCore;
using Microsoft.Net.Http.Headers;

namespace Liant.Modules.Accounts.Spaces;

/// <summary>The picture and the colours of a space, each at an address of its own: the content policy allows no style inside a page.</summary>
internal static class SpaceLookApi
{
    public static void MapSpaceLook(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/espaces/{slug}/logo", LogoAsync).ExcludeFromDescription();
        routes.MapGet("/espaces/{slug}/couleurs.css", ColoursAsync).ExcludeFromDescription();
    }

    private static async Task<IResult> LogoAsync(string slug, LiantDb db, HttpContext http, CancellationToken cancel)
    {
        if (await db.Set<Space>().Where(space => space.Slug == slug).Join(db.Set<SpaceLogo>(), space => space.Id, logo => logo.SpaceId, (space, logo) => new { space.LogoMark, Logo = logo }).SingleOrDefaultAsync(cancel) is not { } known)
        {
            return Results.NotFound();
        }

        Keep(http, known.LogoMark);
        // Opened by itself, it is a picture and nothing more.
        http.Response.Headers.ContentSecurityPolicy = "default-src 'none'; sandbox; frame-ancestors 'none'";
        return Results.Bytes(known.Logo.Bytes, known.Logo.Type, entityTag: new EntityTagHeaderValue($"\"{known.LogoMark}\""));
    }

    private static async Task<IResult> ColoursAsync(string slug, LiantDb db, HttpContext http, CancellationToken cancel)
    {
        if (await db.Set<Space>().Where(space => space.Slug == slug).Select(space => space.Colour).SingleOrDefaultAsync(cancel) is not { } colour)
        {
            return Results.NotFound();
        }

        Keep(http, colour[1..]);
        return Results.Text($":root {{ --primary: light-dark({colour}, {SpaceColours.OnDark(colour)}); }}", "text/css");
    }

    /// <summary>An address that says which one it means is good for ever.</summary>
    private static void Keep(HttpContext http, string? mark) => http.Response.Headers.CacheControl = http.Request.Query["v"] == mark ? "public, max-age=31536000, immutable" : "public, no-cache";
}
