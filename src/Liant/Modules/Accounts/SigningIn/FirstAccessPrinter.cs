using Liant.Modules.Accounts.Contract;
using Liant.Modules.Accounts.People;
using Liant.Platform;
using Liant.Platform.Database;
using Liant.Platform.Start;
using Microsoft.EntityFrameworkCore;

namespace Liant.Modules.Accounts.SigningIn;

/// <summary>Says that the site is ready; while nobody administers it, with the link that makes whoever started it its administrator.</summary>
internal sealed class FirstAccessPrinter(IServiceProvider services, Readiness readiness, LiantSettings settings) : BackgroundService
{
    public static async Task<string> NewLinkAsync(IServiceProvider services, CancellationToken cancel)
    {
        await using var db = await services.GetRequiredService<IDbContextFactory<LiantDb>>().CreateDbContextAsync(cancel);
        var (link, token) = OneTimeLink.Create(LinkPurpose.FirstAdministrator, null, services.GetRequiredService<TimeProvider>().GetUtcNow());
        db.Add(link);
        await db.SaveChangesAsync(cancel);
        return $"{services.GetRequiredService<LiantSettings>().PublicAddress}/premier-acces?jeton={token}";
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!await readiness.WaitAsync(stoppingToken))
        {
            return;
        }

        await using var db = await services.GetRequiredService<IDbContextFactory<LiantDb>>().CreateDbContextAsync(stoppingToken);
        var link = await db.Set<Person>().AnyAsync(person => person.IsAdministrator, stoppingToken) ? null : await NewLinkAsync(services, stoppingToken);
        Console.WriteLine(link is null ? $"\n  Liant est prêt : {settings.PublicAddress}\n" : $"""

              Liant est prêt : {settings.PublicAddress}
              Créez votre compte d’administration (lien à usage unique, valable un jour) :
              {link}

            """);
        if (settings.Smtp is null)
        {
            Console.WriteLine("  Aucun serveur de courriel (LIANT_SMTP) : les lettres attendent dans la file, /gestion/courriels.\n");
        }
    }
}
