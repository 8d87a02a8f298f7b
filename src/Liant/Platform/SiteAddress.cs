namespace Liant.Platform;

/// <summary>The site as its reader sees it, for addresses that leave it: feeds, maps, search engines.</summary>
internal static class SiteAddress
{
    /// <summary>Without a slash at its end.</summary>
    public static string Of(HttpRequest request) => $"{request.Scheme}://{request.Host}{request.PathBase}";
}
