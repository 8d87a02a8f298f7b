using System.Net;
using System.Net.Sockets;
using Liant.Modules.Accounts.Contract;
using Liant.Platform;
using Liant.Platform.Database;
using Liant.Platform.Start;
using Liant.Tests.World;
using Microsoft.EntityFrameworkCore;

namespace Liant.Browser.World;

/// <summary>A site with an identity provider and a mail server, both real and on this machine.</summary>
internal sealed class ConnectedSite : IAsyncDisposable
{
    private readonly string data = Directory.CreateTempSubdirectory("liant-connected").FullName;
    private WebApplication app = null!;

    public string Address { get; private set; } = "";

    public IdentityProvider Provider { get; private set; } = null!;

    public MailServer Mail { get; private set; } = null!;

    public static async Task<ConnectedSite> StartAsync()
    {
        var site = new ConnectedSite { Mail = await MailServer.StartAsync(), Provider = await IdentityProvider.StartAsync() };
        using (var free = new TcpListener(IPAddress.Loopback, 0))
        {
            free.Start();
            // Letters hold the address: it is known before the site starts.
            site.Address = $"http://127.0.0.1:{((IPEndPoint)free.LocalEndpoint).Port}";
        }

        site.app = LiantApp.Create(new LiantSettings { DataFolder = site.data, Urls = site.Address, Oidc = site.Provider.Settings, Smtp = site.Mail.Settings }, adjust: builder => builder.Logging.ClearProviders());
        await site.app.StartAsync();
        await site.app.Services.GetRequiredService<Readiness>().WhenReady.WaitAsync(TimeSpan.FromSeconds(60));
        return site;
    }

    public async Task<string> FirstAccessAsync()
    {
        await using var db = await app.Services.GetRequiredService<IDbContextFactory<LiantDb>>().CreateDbContextAsync();
        var (link, token) = OneTimeLink.Create(LinkPurpose.FirstAdministrator, null, TimeProvider.System.GetUtcNow());
        db.Add(link);
        await db.SaveChangesAsync();
        return "/premier-acces?jeton=" + token;
    }

    public async ValueTask DisposeAsync()
    {
        await app.StopAsync();
        await app.DisposeAsync();
        await Provider.DisposeAsync();
        Mail.Dispose();
        Directory.Delete(data, recursive: true);
    }
}
