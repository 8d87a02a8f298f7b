using Liant.Platform;
using Liant.Platform.Database;
using Liant.Platform.Start;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.EntityFrameworkCore;

namespace Liant.Modules.Accounts;

internal sealed class AccountsModule : LiantModule
{
    public override string Name => "accounts";

    public override void AddServices(IServiceCollection services)
    {
        services.AddAuthentication(CookieAuthenticationDefaults.AuthenticationScheme).AddCookie(cookie =>
        {
            cookie.Cookie.Name = "liant.session";
            cookie.Cookie.HttpOnly = true;
            cookie.Cookie.SameSite = SameSiteMode.Lax;
            cookie.ExpireTimeSpan = TimeSpan.FromHours(12);
            cookie.LoginPath = "/operateur";
            cookie.AccessDeniedPath = "/erreur/403";
            cookie.ReturnUrlParameter = "retour";
        });
        services.AddAuthorization();
        services.AddHostedService<OperatorLinkPrinter>();
    }
}

/// <summary>Prints the link once the site is ready, for whoever started it.</summary>
internal sealed class OperatorLinkPrinter(
    IDbContextFactory<LiantDb> databases, Readiness readiness, LiantSettings settings, TimeProvider clock) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!await readiness.WaitAsync(stoppingToken))
        {
            return;
        }

        await using var db = await databases.CreateDbContextAsync(stoppingToken);
        var now = clock.GetUtcNow();
        var oldest = now - OperatorLink.Validity;
        await db.Set<OperatorLink>().Where(link => link.CreatedAt <= oldest).ExecuteDeleteAsync(stoppingToken);
        var (link, token) = OperatorLink.Create(now);
        db.Add(link);
        await db.SaveChangesAsync(stoppingToken);
        var address = settings.Urls.Split(';')[0].TrimEnd('/');
        Console.WriteLine($"""

              Liant est prêt : {address}
              Pour saisir des fiches (lien à usage unique, valable un jour) :
              {address}/operateur?jeton={token}

            """);
    }
}
