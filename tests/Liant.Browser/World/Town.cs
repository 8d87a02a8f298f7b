using Liant.Modules.Accounts.Contract;
using Liant.Modules.Accounts.People;
using Liant.Modules.Accounts.SigningIn;
using Liant.Modules.Catalogue;
using Liant.Modules.Interop.Alerts;
using Liant.Platform;
using Liant.Platform.Database;
using Liant.Platform.Mail;
using Liant.Platform.Start;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;

[assembly: AssemblyFixture(typeof(Liant.Browser.World.Town))]

namespace Liant.Browser.World;

/// <summary>The real application with the fictional town, and a real Chromium. One for all tests; each test opens its own context.</summary>
public sealed class Town : IAsyncLifetime
{
    private const string Chromium = "/usr/bin/chromium";

    private readonly string data = Directory.CreateTempSubdirectory("liant-browser").FullName;
    private WebApplication app = null!;
    private IPlaywright playwright = null!;
    private IBrowser browser = null!;
    private readonly SemaphoreSlim signingIn = new(1);
    private BrowserContextCookiesResult? session;
    private IReadOnlyDictionary<string, string>? places;

    public string Address { get; private set; } = "";

    public async ValueTask InitializeAsync()
    {
        var settings = new LiantSettings { DataFolder = data, Urls = "http://127.0.0.1:0", IsDemonstration = true, SpaceName = "Réseau de démonstration" };
        app = LiantApp.Create(settings, adjust: builder => builder.Logging.ClearProviders());
        await app.StartAsync();
        await app.Services.GetRequiredService<Readiness>().WhenReady.WaitAsync(TimeSpan.FromSeconds(60));
        Address = app.Urls.First();
        // Two cores that also draw maps without a graphics card are late now and then: five seconds were too few.
        Assertions.SetDefaultExpectTimeout(15_000);
        playwright = await Playwright.CreateAsync();
        browser = await playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = Chromium, Headless = true,
            Args = ["--no-sandbox", "--disable-dev-shm-usage", "--use-gl=angle", "--use-angle=swiftshader", "--enable-unsafe-swiftshader"],
        });
    }

    /// <param name="at">Another site than the town's.</param>
    /// <param name="withChecker">Lets the accessibility checker in past the content policy; other tests keep the policy on.</param>
    public async Task<IPage> OpenAsync(int width = 1280, bool withScripts = true, bool withChecker = false, string language = "fr", ColorScheme scheme = ColorScheme.Light, bool onLocalhost = false, string? at = null)
    {
        var context = await browser.NewContextAsync(new()
        {
            // Passkeys belong to a name, not to a number.
            BaseURL = at ?? (onLocalhost ? Address.Replace("127.0.0.1", "localhost", StringComparison.Ordinal) : Address), ViewportSize = new() { Width = width, Height = width < 600 ? 844 : 900 }, JavaScriptEnabled = withScripts, BypassCSP = withChecker, ReducedMotion = ReducedMotion.Reduce, ColorScheme = scheme,
        });
        await context.AddCookiesAsync([new() { Name = "langue", Value = language, Url = Address }]);
        var page = await context.NewPageAsync();
        page.SetDefaultTimeout(15_000);
        return page;
    }

    public async Task<IPage> OpenAsOperatorAsync(int width = 1280, bool withScripts = true, bool withChecker = false, string language = "fr")
    {
        await signingIn.WaitAsync();
        try
        {
            session ??= await SignInAsync();
        }
        finally
        {
            signingIn.Release();
        }

        var page = await OpenAsync(width, withScripts, withChecker, language);
        await page.Context.AddCookiesAsync([new() { Name = session.Name, Value = session.Value, Url = Address, HttpOnly = true }]);
        return page;
    }

    /// <summary>Once for all tests, through the page itself: tries are limited in number, as they must be.</summary>
    private async Task<BrowserContextCookiesResult> SignInAsync()
    {
        var page = await OpenAsync();
        await page.GotoAsync("/premier-acces?jeton=" + await NewTokenAsync());
        await page.GetByLabel("Votre nom").FillAsync("Camille Roux");
        await page.GetByLabel("Adresse de courriel").FillAsync("camille@example.org");
        await page.Locator("main button[type=submit]").ClickAsync();
        await page.WaitForURLAsync("**/compte");
        var cookie = (await page.Context.CookiesAsync()).Single(c => c.Name == "liant.session");
        await page.Context.CloseAsync();
        return cookie;
    }

    /// <summary>An address of <see cref="PageTypes"/>, with what stands in this town for its places.</summary>
    public async Task<string> AddressOfAsync(string path)
    {
        await signingIn.WaitAsync();
        try
        {
            session ??= await SignInAsync();
            if (places is null)
            {
                await using var db = await app.Services.GetRequiredService<IDbContextFactory<LiantDb>>().CreateDbContextAsync();
                places = await Furniture.PutAsync(db, await db.Set<Person>().Where(person => person.Email == "camille@example.org").Select(person => person.Id).SingleAsync(), TimeProvider.System.GetUtcNow());
            }
        }
        finally
        {
            signingIn.Release();
        }

        return places.Aggregate(path, (text, place) => text.Replace(place.Key, place.Value, StringComparison.Ordinal));
    }

    /// <summary>Every route of the application that a page answers.</summary>
    public IEnumerable<RoutePattern> PageRoutes() =>
        app.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>().Where(endpoint => endpoint.Metadata.GetMetadata<PageActionDescriptor>() is not null).Select(endpoint => endpoint.RoutePattern);

    public async Task<string> NewTokenAsync()
    {
        await using var db = await app.Services.GetRequiredService<IDbContextFactory<LiantDb>>().CreateDbContextAsync();
        var (link, token) = OneTimeLink.Create(LinkPurpose.FirstAdministrator, null, TimeProvider.System.GetUtcNow());
        db.Add(link);
        await db.SaveChangesAsync();
        return token;
    }

    /// <summary>The token of a letter about that sheet.</summary>
    public async Task<string> NewConfirmationAsync(string slug)
    {
        await using var db = await app.Services.GetRequiredService<IDbContextFactory<LiantDb>>().CreateDbContextAsync();
        var sheet = await db.Set<Sheet>().Where(one => one.Slug == slug).Select(one => one.Id).SingleAsync();
        var (link, token) = OneTimeLink.Create(LinkPurpose.SheetConfirmation, sheet, TimeProvider.System.GetUtcNow());
        db.Add(link);
        await db.SaveChangesAsync();
        return token;
    }

    /// <summary>The addresses that the letters about that person's alert hold: to confirm, and to stop.</summary>
    public async Task<(string Confirm, string Leave)> AlertLinksAsync(string email)
    {
        await using var db = await app.Services.GetRequiredService<IDbContextFactory<LiantDb>>().CreateDbContextAsync();
        var alert = await db.Set<SearchAlert>().SingleAsync(one => one.Email == email);
        var (link, token) = OneTimeLink.Create(LinkPurpose.Alert, alert.Id, TimeProvider.System.GetUtcNow());
        db.Add(link);
        await db.SaveChangesAsync();
        return ("/alerte/confirmer?jeton=" + token, "/alerte/arret?cle=" + Uri.EscapeDataString(app.Services.GetRequiredService<LeaveKeys>().Of("alert", alert.Id)));
    }

    public async ValueTask DisposeAsync()
    {
        await browser.DisposeAsync();
        playwright.Dispose();
        await app.StopAsync();
        await app.DisposeAsync();
        Directory.Delete(data, recursive: true);
    }
}
