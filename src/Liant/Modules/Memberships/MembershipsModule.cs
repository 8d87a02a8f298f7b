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

    public override IEnumerable<Processing> Processings =>
    [
        new("Adhérents d’un réseau", "Tenir la liste des collectivités et des organisations adhérentes, et leur écrire.",
            "Exécution de l’adhésion (RGPD, art. 6.1.b).", "Personne à qui écrire chez un adhérent, ou chez qui demande à l’être.", "Nom, fonction, courriel, message de la demande.", "L’animation du réseau, seule.",
            [new("member-contact", "Personne à qui écrire chez un adhérent", "jusqu’à ce que le réseau la change ou la retire, ou que la personne efface son compte ; une demande refusée disparaît avec elle", "le temps de l’adhésion")]),
    ];

    public override IAsyncEnumerable<KeptAbout> AboutAsync(LiantDb db, Someone person, CancellationToken cancel) => ContactRecords.AboutAsync(db, person, cancel);

    public override Task ForgetAsync(LiantDb db, Someone person, CancellationToken cancel) => ContactRecords.ForgetAsync(db, person, cancel);

    public override IAsyncEnumerable<Finding> CheckAsync(IServiceProvider services, CancellationToken cancel) => MembershipsCheck.FindAsync(services, cancel);
}
