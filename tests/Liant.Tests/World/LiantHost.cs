using System.Net;
using Liant.Modules.Accounts.Contract;
using Liant.Modules.Accounts.SigningIn;
using Liant.Platform;
using Liant.Platform.Database;
using Liant.Platform.Start;
using Microsoft.EntityFrameworkCore;

namespace Liant.Tests.World;

/// <summary>The real application, on a real port, with a real database.</summary>
public sealed class LiantHost : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly Storage storage;
    private readonly bool ownsStorage;
    private readonly List<HttpClient> clients = [];

    private LiantHost(WebApplication app, Storage storage, bool ownsStorage)
    {
        (this.app, this.storage, this.ownsStorage) = (app, storage, ownsStorage);
        Visitor = NewClient();
    }

    public IServiceProvider Services => app.Services;

    public Storage Storage => storage;

    public DateTimeOffset Now => Services.GetRequiredService<TimeProvider>().GetUtcNow();

    public Uri Address => new(app.Urls.First());

    /// <summary>Someone who is not signed in. Keeps cookies, follows no redirection.</summary>
    public HttpClient Visitor { get; private set; }

    /// <summary>On a storage of its own, the starter catalogue loaded.</summary>
    public static async Task<LiantHost> StartAsync(
        Engine engine = Engine.Sqlite, TimeProvider? clock = null, Func<LiantSettings, LiantSettings>? settings = null) =>
        await StartAsync(await Storage.LoadedAsync(engine), clock, settings, ownsStorage: true);

    /// <summary>On a storage that the test keeps: a second host on it is a second process.</summary>
    public static async Task<LiantHost> StartAsync(
        Storage storage, TimeProvider? clock = null, Func<LiantSettings, LiantSettings>? settings = null, bool ownsStorage = false)
    {
        var app = LiantApp.Create(settings?.Invoke(storage.Settings) ?? storage.Settings, adjust: builder =>
        {
            Quiet(builder);
            builder.WebHost.UseStaticWebAssets();
            if (clock is not null)
            {
                builder.Services.AddSingleton(clock);
            }
        });
        await app.StartAsync();
        await app.Services.GetRequiredService<Readiness>().WhenReady.WaitAsync(TimeSpan.FromSeconds(60));
        return new LiantHost(app, storage, ownsStorage);
    }

    public static void Quiet(WebApplicationBuilder builder) => builder.Logging.ClearProviders();

    /// <param name="from">The address that a proxy would report: tries are counted by address.</param>
    public HttpClient NewClient(string? from = null)
    {
        var client = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false, CookieContainer = new CookieContainer() }) { BaseAddress = Address };
        if (from is not null)
        {
            client.DefaultRequestHeaders.Add("X-Forwarded-For", from);
        }

        clients.Add(client);
        return client;
    }

    /// <summary>A client signed in through the one-time link, as the person who started the site would.</summary>
    public async Task<HttpClient> SignInOperatorAsync()
    {
        var client = NewClient();
        var answer = await client.PostFormAsync("/premier-acces?jeton=" + await NewOperatorTokenAsync(), ("nom", "Camille Roux"), ("courriel", $"camille-{Guid.CreateVersion7():N}@example.org"));
        Assert.Equal(HttpStatusCode.Found, answer.StatusCode);
        return client;
    }

    public async Task<string> NewOperatorTokenAsync()
    {
        var (link, token) = OneTimeLink.Create(LinkPurpose.FirstAdministrator, null, Services.GetRequiredService<TimeProvider>().GetUtcNow());
        await WithDbAsync(async db =>
        {
            db.Add(link);
            await db.SaveChangesAsync();
        });
        return token;
    }

    public async Task WithDbAsync(Func<LiantDb, Task> act)
    {
        await using var db = await Services.GetRequiredService<IDbContextFactory<LiantDb>>().CreateDbContextAsync();
        await act(db);
    }

    public async Task<T> WithDbAsync<T>(Func<LiantDb, Task<T>> ask)
    {
        await using var db = await Services.GetRequiredService<IDbContextFactory<LiantDb>>().CreateDbContextAsync();
        return await ask(db);
    }

    /// <summary>A service with the life of one request.</summary>
    public async Task<T> WithAsync<TService, T>(Func<TService, Task<T>> use) where TService : notnull
    {
        await using var scope = Services.CreateAsyncScope();
        return await use(scope.ServiceProvider.GetRequiredService<TService>());
    }

    /// <summary>What a page does after saving, so that its author sees it at once.</summary>
    public Task CatchUpAsync() => Services.GetRequiredService<ChangeFollower>().CatchUpAsync(CancellationToken.None);

    public async ValueTask DisposeAsync()
    {
        clients.ForEach(client => client.Dispose());
        await app.StopAsync();
        await app.DisposeAsync();
        if (ownsStorage)
        {
            storage.Dispose();
        }
    }
}
