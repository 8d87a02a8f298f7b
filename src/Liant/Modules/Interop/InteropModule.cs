using Liant.Modules.Interop.Alerts;
using Liant.Platform;
using Liant.Platform.Database;
using Liant.Platform.Privacy;
using Microsoft.EntityFrameworkCore;

namespace Liant.Modules.Interop;

internal sealed class InteropModule : LiantModule
{
    public override string Name => "interop";

    public override IEnumerable<Processing> Processings =>
    [
        new("Recherches suivies par courriel", "Écrire les nouveautés d’une recherche à qui l’a demandé.",
            "Consentement, donné deux fois (formulaire, puis lien d’un courriel) et retiré en un clic (RGPD, art. 6.1.a).", "Personnes qui suivent une recherche, avec ou sans compte.", "Courriel ; la recherche, le rythme, les dates.", "Personne : le site écrit seul.",
            [
                new("search-alert", "Recherche suivie", "jusqu’à ce que la personne arrête, par le lien de chaque lettre ou son compte ; sept jours si elle n’a pas confirmé", "écrire ce qui a été demandé, et rien sans la confirmation")
                {
                    For = SearchAlert.Patience, ForgetAsync = (db, before, cancel) => db.Set<SearchAlert>().Where(one => one.ConfirmedAt == null && one.AskedAt <= before).ExecuteDeleteAsync(cancel),
                },
            ]),
    ];

    public override void AddServices(IServiceCollection services)
    {
        services.AddSingleton<SearchTitle>();
        services.AddSingleton<Exports>();
        services.AddHostedService<AlertLetters>();
    }

    public override void MapEndpoints(IEndpointRouteBuilder routes)
    {
        routes.MapFeedApi();
        routes.MapExportApi();
    }

    public override IAsyncEnumerable<KeptAbout> AboutAsync(LiantDb db, Someone person, CancellationToken cancel) => PersonInAlerts.AboutAsync(db, person, cancel);

    public override Task ForgetAsync(LiantDb db, Someone person, CancellationToken cancel) => PersonInAlerts.ForgetAsync(db, person, cancel);
}
