using Liant.Modules.Catalogue;
using Liant.Modules.Catalogue.Contract;
using Liant.Tests.World;

namespace Liant.Tests.Interop;

/// <summary>A site on 22 November 2026 with sheets of each kind that only the word "zinzolin" finds; two of them private.</summary>
public sealed class ZinzolinTown : IAsyncLifetime
{
    public const string Find = "q=zinzolin";

    public const string Formula = "=HYPERLINK(\"https://exemple.fr\";\"Bureau zinzolin\")";

    private LiantHost? host;

    public LiantHost Host => host!;

    public HttpClient Visitor => Host.Visitor;

    public HttpClient Operator { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        host = await LiantHost.StartAsync(clock: Clock.At(2026, 11, 22));
        Operator = await host.SignInOperatorAsync();
        var town = Sheets.Of("", "") with { Summary = "Projet imaginaire et zinzolin.", Commune = "33227" };
        await host.LoadSheetsAsync("test",
            (SheetKind.Initiative,
            [
                town with { Key = "cafe", Title = "L’Œuvre d’été : café à Noël", StartedIn = 2019, Lat = -20.88231, Lon = 55.45002 },
                town with { Key = "prive", Title = "Projet secret", Private = true },
            ]),
            (SheetKind.Organisation, [town with { Key = "formule", Title = Formula, Summary = "-2+3 zinzolin", Body = "@SUM(A1:A9)", Acronym = "'+33", Keywords = ["=1+1"] }]),
            (SheetKind.Resource, [town with { Key = "guide", Title = "Guide <b>&amp;</b> « zinzolin »", Commune = null, Pages = 42, PublishedOn = PartialDate.Parse("2020-02-29") }]),
            (SheetKind.Event,
            [
                town with
                {
                    Key = "fete", Title = "Fête de l’Œuf ; été, hiver", StartsOn = PartialDate.Parse("2026-12-05"), EndsOn = PartialDate.Parse("2026-12-06"),
                    Venue = "Salle des fêtes, près du pont", Organisers = ["Comité imaginaire"], Lat = 44.55371, Lon = -0.24889,
                },
                town with { Key = "veillee", Title = "Veillée", StartsOn = PartialDate.Parse("2026-12-24") },
                town with { Key = "mois", Title = "Mois de la soif", StartsOn = PartialDate.Parse("2027-02") },
                town with { Key = "annee", Title = "Année du vélo", StartsOn = PartialDate.Parse("2027") },
                town with { Key = "reunion", Title = "Réunion secrète", StartsOn = PartialDate.Parse("2026-12-10"), Private = true },
            ]));
        await host.CatchUpAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (host is not null)
        {
            await host.DisposeAsync();
        }
    }
}
