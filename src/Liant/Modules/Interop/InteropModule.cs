using Liant.Modules.Interop.Alerts;
using Liant.Platform;
using Liant.Platform.Database;
using Liant.Platform.Privacy;

namespace Liant.Modules.Interop;

internal sealed class InteropModule : LiantModule
{
    public override string Name => "interop";

    public override void AddServices(IServiceCollection services)
    {
        services.AddSingleton<SearchTitle>();
        services.AddSingleton<Exports>();
        services.AddSingleton<AlertKey>();
        services.AddHostedService<AlertLetters>();
    }

    public override void MapEndpoints(IEndpointRouteBuilder routes)
    {
        routes.MapFeedApi();
        routes.MapExportApi();
        routes.MapDirectLeaving();
    }

    public override IAsyncEnumerable<KeptAbout> AboutAsync(LiantDb db, Someone person, CancellationToken cancel) => PersonInAlerts.AboutAsync(db, person, cancel);

    public override Task ForgetAsync(LiantDb db, Someone person, CancellationToken cancel) => PersonInAlerts.ForgetAsync(db, person, cancel);
}
