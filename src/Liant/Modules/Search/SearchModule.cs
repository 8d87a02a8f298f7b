using Liant.Modules.Catalogue.Contract;
using Liant.Modules.Search.Analysis;
using Liant.Modules.Search.Contract;
using Liant.Modules.Search.Snapshots;
using Liant.Modules.Search.Tiles;
using Liant.Modules.Territories.Contract;
using Liant.Platform;
using Liant.Platform.Checks;
using Liant.Platform.Database;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace Liant.Modules.Search;

internal sealed class SearchModule : LiantModule
{
    public override string Name => "search";

    public override IEnumerable<NavigationEntry> Navigation => [new("Navigation.Find", "/", 10)];

    public override void AddServices(IServiceCollection services)
    {
        services.AddSingleton(_ => new FrenchAnalyser(Lexicon.Read()));
        services.AddSingleton(provider => new KeptIndex(
            SheetSearch.IndexFolder(provider.GetRequiredService<LiantSettings>()), provider.GetRequiredService<IDbContextFactory<LiantDb>>(), provider.GetRequiredService<CatalogueReader>(),
            provider.GetRequiredService<ChangeFeed>(), provider.GetRequiredService<LiantSettings>().IndexKeptFrom, provider.GetRequiredService<LiantSettings>().IndexKeptEvery, provider.GetRequiredService<ILogger<KeptIndex>>()));
        services.AddSingleton(provider => new SheetSearch(
            provider.GetRequiredService<CatalogueReader>(), provider.GetRequiredService<Geography>(), provider.GetRequiredService<ProgrammesOfCommunes>(),
            provider.GetRequiredService<FrenchAnalyser>(), provider.GetRequiredService<LiantSettings>(), provider.GetRequiredService<IStringLocalizer<Texts>>(), provider.GetRequiredService<KeptIndex>()));
        services.AddSingleton<IFollowChanges>(provider => provider.GetRequiredService<SheetSearch>());
        services.AddSingleton(provider => new LoadIndexing(
            provider.GetRequiredService<IDbContextFactory<LiantDb>>(), provider.GetRequiredService<CatalogueReader>(), provider.GetRequiredService<Geography>(), provider.GetRequiredService<ProgrammesOfCommunes>(),
            provider.GetRequiredService<FrenchAnalyser>(), provider.GetRequiredService<LiantSettings>(), provider.GetRequiredService<ILogger<LoadIndexing>>()));
        services.AddSingleton<SearchParameters>();
        services.AddSingleton<SearchWords>();
    }

    public override void MapEndpoints(IEndpointRouteBuilder routes) 
    {
        routes.MapSearchApi();
        routes.MapTiles();
    }

    public override IAsyncEnumerable<Finding> CheckAsync(IServiceProvider services, CancellationToken cancel) => SearchCheck.FindAsync(services, cancel);
}
