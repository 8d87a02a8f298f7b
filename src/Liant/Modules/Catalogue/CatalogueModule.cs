using System.CommandLine;
using System.Security.Claims;
using Liant.Modules.Accounts.Contract;
using Liant.Modules.Catalogue.Attending;
using Liant.Modules.Catalogue.Confirming;
using Liant.Modules.Catalogue.Contract;
using Liant.Modules.Catalogue.Import;
using Liant.Modules.Catalogue.Links;
using Liant.Modules.Catalogue.Loading;
using Liant.Modules.Catalogue.Publishing;
using Liant.Platform;
using Liant.Platform.Database;
using Liant.Platform.Checks;
using Liant.Platform.Privacy;
using Microsoft.EntityFrameworkCore;

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
        services.AddSingleton<SheetDesk>();
        services.AddScoped<SheetLoader>();
        services.AddScoped<ImportDesk>();
        services.AddSingleton<ImportRun>();
        services.AddSingleton<ImportBell>();
        services.AddHostedService<ImportWorker>();
        services.AddHostedService<PublicationClock>();
        services.AddSingleton<Attendance>();
        services.AddHostedService<AttendanceWriter>();
        services.AddHostedService<LinkKeeper>();
        services.AddHostedService<ConfirmationLetters>();
        services.AddScoped<StarterCatalogue>();
        services.AddScoped<DemonstrationTown>();
    }

    public override void MapEndpoints(IEndpointRouteBuilder routes) => routes.MapCatalogueApi();

    public override IEnumerable<Command> Imports(Func<Task<IServiceProvider>> services) =>
    [
        .. Enum.GetValues<SheetKind>().Where(kind => kind != SheetKind.Programme).Select(kind => ImportCommand.For(kind.Plural(), kind, services)),
        ImportCommand.For("sheets", null, services),
        ImportCommand.ForCategories(services),
    ];

    public override async Task PrepareAsync(IServiceProvider services, CancellationToken cancel)
    {
        await SheetIndexes.BuildAsync(services.GetRequiredService<LiantDb>(), cancel);
        await RecogniseOlderSheetsAsync(services.GetRequiredService<LiantDb>(), cancel);
        await services.GetRequiredService<StarterCatalogue>().LoadAsync(cancel);
        if (services.GetRequiredService<LiantSettings>().IsDemonstration)
        {
            await services.GetRequiredService<DemonstrationTown>().LoadAsync(cancel);
        }
    }

    public override IEnumerable<Processing> Processings => CatalogueRegister.Processings;

    public override IAsyncEnumerable<KeptAbout> AboutAsync(LiantDb db, Someone person, CancellationToken cancel) => PersonInCatalogue.AboutAsync(db, person, cancel);

    public override Task ForgetAsync(LiantDb db, Someone person, CancellationToken cancel) => PersonInCatalogue.ForgetAsync(db, person, cancel);

    public override IAsyncEnumerable<WaitingWork> WaitingAsync(LiantDb db, ClaimsPrincipal editor, CancellationToken cancel) => WaitingInCatalogue.ForAsync(db, Viewer.From(editor), cancel);

    public override IAsyncEnumerable<Finding> CheckAsync(IServiceProvider services, CancellationToken cancel) => CatalogueCheck.FindAsync(services, cancel);

    public override IAsyncEnumerable<WebAddress> WebAddressesAsync(IServiceProvider services, CancellationToken cancel) => CatalogueCheck.WebAddressesAsync(services, cancel);

    /// <summary>Sheets of version 0.1 had no likeness: without it they would have no duplicates.</summary>
    private static async Task RecogniseOlderSheetsAsync(LiantDb db, CancellationToken cancel)
    {
        var older = await db.Set<Sheet>().Where(sheet => sheet.Likeness == 0).ToListAsync(cancel);
        older.ForEach(sheet => sheet.RecogniseLikeness());
        await db.SaveChangesAsync(cancel);
        db.ChangeTracker.Clear();
    }
}
