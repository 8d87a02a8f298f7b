using Liant.Platform;

namespace Liant.Modules.Site;

/// <summary>What every site has: about, accessibility, legal, errors, robots and sitemap.</summary>
internal sealed class SiteModule : LiantModule
{
    public override string Name => "site";

    public override void MapEndpoints(IEndpointRouteBuilder routes)
    {
        routes.MapLanguage();
        routes.MapRobots();
    }
}
