using Liant.Platform;

namespace Liant.Modules.Interop;

internal sealed class InteropModule : LiantModule
{
    public override string Name => "interop";

    public override void AddServices(IServiceCollection services)
    {
        services.AddSingleton<SearchTitle>();
        services.AddSingleton<Exports>();
    }

    public override void MapEndpoints(IEndpointRouteBuilder routes)
    {
        routes.MapFeedApi();
        routes.MapExportApi();
    }
}
