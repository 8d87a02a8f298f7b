using System.CommandLine;
using Liant.Modules.Ingestion.Understanding;
using Liant.Platform;

namespace Liant.Modules.Ingestion;

internal sealed class IngestionModule : LiantModule
{
    public override string Name => "ingestion";

    public override void AddServices(IServiceCollection services) => services.AddSingleton<DocumentReader>();

    public override IEnumerable<Command> Verbs(Func<Task<IServiceProvider>> services) => [ReadCommand.Create(services)];
}
