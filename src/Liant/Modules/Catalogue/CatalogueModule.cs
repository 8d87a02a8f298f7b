using System.CommandLine;
using Liant.Modules.Catalogue.Contract;
using Liant.Modules.Catalogue.Loading;
using Liant.Platform;
using Liant.Platform.Imports;

namespace Liant.Modules.Catalogue;

internal sealed class CatalogueModule : LiantModule
{
    public override string Name => "catalogue";

    public override IEnumerable<NavigationEntry> Navigation =>
        [new("Navigation.Themes", "/themes", 30), new("Navigation.Agenda", "/agenda", 40), new("Navigation.Resources", "/ressources", 50)];

    public override void AddServices(IServiceCollection services)
    {
        services.AddSingleton<CatalogueReader>();
        services.AddSingleton<SheetTable>();
        services.AddScoped<SheetLoader>();
        services.AddScoped<StarterCatalogue>();
        services.AddScoped<DemonstrationTown>();
    }

    public override void MapEndpoints(IEndpointRouteBuilder routes) => routes.MapCatalogueApi();

    public override IEnumerable<Command> Imports(Func<IServiceProvider> services) => Enum.GetValues<SheetKind>().Where(kind => kind != SheetKind.Programme).Select(kind =>
    {
        var origin = new Option<string>("--origin") { Description = "nom stable de la source du fichier : la même fiche s’y reconnaît d’une fois à l’autre", DefaultValueFactory = _ => "fichier" };
        return ImportFile.Command(kind.Plural(), "fiches en JSON (voir docs/guide/fichiers.md)", async (file, parsed, cancel) =>
        {
            using var scope = services().CreateScope();
            using var json = File.OpenRead(file);
            var beside = Path.Combine(Path.GetDirectoryName(Path.GetFullPath(file))!, "sources.json");
            using var shared = File.Exists(beside) ? File.OpenRead(beside) : null;
            var sources = shared is null ? new Dictionary<string, SheetFile.SharedSource>() : SheetFile.ReadSources(shared);
            return await scope.ServiceProvider.GetRequiredService<SheetLoader>().LoadAsync([(kind, SheetFile.Read(json))], sources, parsed.GetRequiredValue(origin), cancel);
        }, options: [origin]);
    });

    public override async Task PrepareAsync(IServiceProvider services, CancellationToken cancel)
    {
        await services.GetRequiredService<StarterCatalogue>().LoadAsync(cancel);
        if (services.GetRequiredService<LiantSettings>().IsDemonstration)
        {
            await services.GetRequiredService<DemonstrationTown>().LoadAsync(cancel);
        }
    }
}
