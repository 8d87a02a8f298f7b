using System.CommandLine;
using Liant.Modules.Ingestion.Batches;
using Liant.Modules.Ingestion.Review;
using Liant.Modules.Ingestion.Understanding;
using Liant.Platform;
using Liant.Platform.Database;
using Liant.Platform.Privacy;

namespace Liant.Modules.Ingestion;

internal sealed class IngestionModule : LiantModule
{
    public override string Name => "ingestion";

    public override void AddServices(IServiceCollection services)
    {
        services.AddSingleton<DocumentReader>();
        services.AddSingleton<DraftDesk>();
        services.AddSingleton<ReadingBell>();
        services.AddHostedService<ReadingWorker>();
    }

    public override IEnumerable<Command> Verbs(Func<Task<IServiceProvider>> services) => [ReadCommand.Create(services)];

    public override IAsyncEnumerable<KeptAbout> AboutAsync(LiantDb db, Someone person, CancellationToken cancel) => PersonInIngestion.AboutAsync(db, person, cancel);

    public override Task ForgetAsync(LiantDb db, Someone person, CancellationToken cancel) => PersonInIngestion.ForgetAsync(db, person, cancel);
}
