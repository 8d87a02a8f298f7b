using Liant.Platform.Localisation;

namespace Liant.Modules.Site;

internal static class LanguageEndpoint
{
    /// <summary>A link, so that it works without JavaScript; it changes nothing but the reader's own display.</summary>
    public static void MapLanguage(this IEndpointRouteBuilder routes) => routes.MapGet("/langue/{code}", (string code, string? retour, HttpContext http) =>
    {
        if (code is not ("fr" or "en"))
        {
            return Results.NotFound();
        }

        http.Response.Cookies.Append(Localisation.Cookie, code, new CookieOptions
        {
            HttpOnly = true, SameSite = SameSiteMode.Lax, MaxAge = TimeSpan.FromDays(365), IsEssential = true, Secure = http.Request.IsHttps,
        });
        var isLocal = retour is { Length: > 0 and < 2000 } && retour[0] == '/' && !retour.StartsWith("//", StringComparison.Ordinal) && !retour.StartsWith("/\\", StringComparison.Ordinal) && !retour.Any(char.IsControl);
        // Written as an address again: a header takes no accents.
        return Results.LocalRedirect(isLocal && Uri.TryCreate("http://localhost" + retour, UriKind.Absolute, out var back) ? back.PathAndQuery : "/");
    }).ExcludeFromDescription();
}
