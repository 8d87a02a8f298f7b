using System.CommandLine;
using Liant.Modules.Memberships.Affiliates;
using Liant.Modules.Memberships.Exchange;
using Liant.Modules.Memberships.Fees;
using Liant.Platform;
using Liant.Platform.Checks;
using Liant.Platform.Database;
using Liant.Platform.Privacy;

namespace Liant.Modules.Memberships;

internal sealed class MembershipsModule : LiantModule
{
    public override string Name => "memberships";

    public override void AddServices(IServiceCollection services)
    {
        services.AddScoped<MemberImport>();
        services.AddSingleton<ReminderRounds>();
        services.AddHostedService(provider => provider.GetRequiredService<ReminderRounds>());
    }

    public override void MapEndpoints(IEndpointRouteBuilder routes)
    {
        routes.MapAffiliateMap();
        routes.MapMemberExport();
    }

    public override IEnumerable<Command> Imports(Func<Task<IServiceProvider>> services) => [MemberCommand.Import(services)];

    public override IEnumerable<Processing> Processings => MembershipsRegister.Processings;

    public override IAsyncEnumerable<KeptAbout> AboutAsync(LiantDb db, Someone person, CancellationToken cancel) => ContactRecords.AboutAsync(db, person, cancel);

    public override Task ForgetAsync(LiantDb db, Someone person, CancellationToken cancel) => ContactRecords.ForgetAsync(db, person, cancel);

    public override IAsyncEnumerable<Finding> CheckAsync(IServiceProvider services, CancellationToken cancel) => MembershipsCheck.FindAsync(services, cancel);
}
