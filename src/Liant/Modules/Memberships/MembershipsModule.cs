using System.CommandLine;
using System.Runtime.CompilerServices;
using System.Security.Claims;
using Liant.Modules.Accounts.Contract;
using Liant.Modules.Memberships.Affiliates;
using Liant.Modules.Memberships.Exchange;
using Liant.Modules.Memberships.Fees;
using Liant.Platform;
using Liant.Platform.Checks;
using Liant.Platform.Database;
using Liant.Platform.Privacy;
using Microsoft.EntityFrameworkCore;

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

    public override async IAsyncEnumerable<WaitingWork> WaitingAsync(LiantDb db, ClaimsPrincipal editor, [EnumeratorCancellation] CancellationToken cancel)
    {
        var viewer = Viewer.From(editor);
        var asked = (await db.Set<Affiliate>().Where(one => one.State == AffiliateState.Asked).GroupBy(one => one.SpaceId).Select(of => new { Space = of.Key, Count = of.Count() }).ToListAsync(cancel))
            .Where(of => viewer.Is(SpaceRole.Manager, of.Space)).ToDictionary(of => of.Space, of => of.Count);
        foreach (var network in (await new SpaceNames(db).ByIdAsync(asked.Keys, cancel)).Values.OrderBy(space => space.Name))
        {
            yield return new WaitingWork("Waiting.Affiliates", asked[network.Id], $"/espaces/{network.Slug}/adhesions", "inbox", network.Name);
        }
    }

    public override IAsyncEnumerable<Finding> CheckAsync(IServiceProvider services, CancellationToken cancel) => MembershipsCheck.FindAsync(services, cancel);
}
