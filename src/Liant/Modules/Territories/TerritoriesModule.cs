using System.CommandLine;
using Liant.Modules.Territories.Contract;
using Liant.Modules.Territories.Programmes;
using Liant.Platform;
using Liant.Platform.Checks;
using Liant.Platform.Database;
using Liant.Platform.Imports;
using Microsoft.EntityFrameworkCore;

namespace Liant.Modules.Territories;

internal sealed class TerritoriesModule : LiantModule
{
    public override string Name => "territories";

    public override IEnumerable<NavigationEntry> Navigation => [new("Navigation.Territories", "/territoires", 20)];

    public override void AddServices(IServiceCollection services)
    {
        services.AddSingleton<Geography>();
        services.AddSingleton<IFollowChanges>(provider => provider.GetRequiredService<Geography>());
        services.AddSingleton<ProgrammeCatalogue>();
        services.AddSingleton(provider => new ProgrammesOfCommunes(
            provider.GetRequiredService<IDbContextFactory<LiantDb>>(), provider.GetRequiredService<ProgrammeCatalogue>()));
        services.AddSingleton<IFollowChanges>(provider => provider.GetRequiredService<ProgrammesOfCommunes>());
        services.AddSingleton(_ => new Outlines());
        services.AddSingleton(provider => new PointMap(provider.GetRequiredService<Outlines>()));
        services.AddScoped<ProgrammeLoader>();
        services.AddScoped<PointLoader>();
    }

    public override void WarmUp(IServiceProvider services) => services.GetRequiredService<Geography>();

    public override void MapEndpoints(IEndpointRouteBuilder routes)
    {
        routes.MapTerritoriesApi();
        routes.MapMapPictures();
    }

    public override IEnumerable<Command> Imports(Func<Task<IServiceProvider>> services)
    {
        var programme = new Option<string>("--programme") { Description = "programme, par exemple petites-villes-de-demain", Required = true };
        var source = new Option<string>("--source") { Description = "d’où vient la liste (titre, éditeur, date)" };
        yield return ImportFile.Command("programmes", "communes d’un programme : CSV avec une colonne code_insee", async (file, parsed, cancel) =>
        {
            using var scope = (await services()).CreateScope();
            using var text = new StreamReader(file);
            return await scope.ServiceProvider.GetRequiredService<ProgrammeLoader>()
                .LoadAsync(text, parsed.GetRequiredValue(programme), parsed.GetValue(source) ?? Path.GetFileName(file), cancel);
        }, options: [programme, source]);
        yield return ImportFile.Command("points", "centres des communes : CSV code,lat,lon, ou réponse (ou adresse) de geo.api.gouv.fr", async (file, _, cancel) =>
        {
            using var scope = (await services()).CreateScope();
            var name = file.StartsWith("https://", StringComparison.Ordinal) ? new Uri(file).Host : Path.GetFileName(file);
            return await scope.ServiceProvider.GetRequiredService<PointLoader>().LoadAsync(await PointLoader.ReadAsync(file, cancel), name, cancel);
        }, takesAddress: true);
    }

    /// <summary>The towns that the source texts call "Petites villes de demain".</summary>
    public override async Task PrepareAsync(IServiceProvider services, CancellationToken cancel)
    {
        using var stream = typeof(TerritoriesModule).Assembly.GetManifestResourceStream("Liant.Modules.Territories.Starter.programmes.csv")!;
        using var text = new StreamReader(stream);
        await services.GetRequiredService<ProgrammeLoader>().LoadAsync(text, null, "Avise, « S’appuyer sur l’ESS pour revitaliser son territoire »", cancel);
    }

    public override IAsyncEnumerable<Finding> CheckAsync(IServiceProvider services, CancellationToken cancel) => TerritoriesCheck.FindAsync(services, cancel);
}
