using System.Globalization;
using System.Text;
using System.Xml.Linq;
using Liant.Modules.Accounts.Contract;
using Liant.Modules.Search.Contract;

namespace Liant.Modules.Site;

internal static class RobotsEndpoints
{
    private static readonly XNamespace Sitemap = "http://www.sitemaps.org/schemas/sitemap/0.9";

    public static void MapRobots(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/robots.txt", (HttpContext http) =>
            $"User-agent: *\nDisallow: /saisie\nDisallow: /connexion\nDisallow: /compte\nDisallow: /premier-acces\nDisallow: /invitation\nDisallow: /confirmer\nDisallow: /alerte\nDisallow: /gestion\nDisallow: /bureau\nDisallow: /proposer/\nDisallow: /api/\nSitemap: {Root(http)}/sitemap.xml\n").ExcludeFromDescription();
        routes.MapGet("/sitemap.xml", (HttpContext http, SheetSearch search) =>
        {
            var pages = new[] { "/", "/territoires", "/themes", "/agenda", "/ressources", "/a-propos" }.Concat(Sheets(search))
                .Select(path => new XElement(Sitemap + "url", new XElement(Sitemap + "loc", Root(http) + path)));
            return Results.Text(new XDocument(new XElement(Sitemap + "urlset", pages)).ToString(SaveOptions.DisableFormatting), "application/xml", Encoding.UTF8);
        }).ExcludeFromDescription();
    }

    /// <summary>Public sheets only, whoever asks; at most the 50,000 that the protocol allows.</summary>
    private static IEnumerable<string> Sheets(SheetSearch search)
    {
        for (var page = 1; page <= 490; page++)
        {
            var answer = search.Search(new SearchRequest { Page = page, Size = SearchRequest.MaximumSize }, Viewer.Visitor);
            foreach (var hit in answer.Hits)
            {
                yield return hit.Document.Path;
            }

            if (page * SearchRequest.MaximumSize >= answer.Total)
            {
                yield break;
            }
        }
    }

    private static string Root(HttpContext http) => string.Create(CultureInfo.InvariantCulture, $"{http.Request.Scheme}://{http.Request.Host}");
}
