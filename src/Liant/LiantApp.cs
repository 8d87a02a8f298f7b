using Liant.Modules.Accounts;
using Liant.Modules.Catalogue;
using Liant.Modules.Groups;
using Liant.Modules.Ingestion;
using Liant.Modules.Interop;
using Liant.Modules.Memberships;
using Liant.Modules.Search;
using Liant.Modules.Shared;
using Liant.Modules.Site;
using Liant.Modules.Territories;
using Liant.Platform;
using Liant.Platform.Checks;
using Liant.Platform.Database;
using Liant.Platform.Errors;
using Liant.Platform.Files;
using Liant.Platform.Localisation;
using Liant.Platform.Mail;
using Liant.Platform.Privacy;
using Liant.Platform.Security;
using Liant.Platform.Start;
using Liant.Platform.Text;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.Extensions.Logging.Console;

namespace Liant;

/// <summary>Composition only: the platform, then the list of modules.</summary>
public static class LiantApp
{
    internal static IReadOnlyList<LiantModule> Modules { get; } =
        [new AccountsModule(), new TerritoriesModule(), new CatalogueModule(), new IngestionModule(), new MembershipsModule(), new GroupsModule(), new SearchModule(), new InteropModule(), new SiteModule()];

    public static WebApplication Create(LiantSettings settings, bool listens = true, Action<WebApplicationBuilder>? adjust = null)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            ApplicationName = typeof(LiantApp).Assembly.GetName().Name,
            ContentRootPath = AppContext.BaseDirectory,
            WebRootPath = Path.Combine(AppContext.BaseDirectory, "wwwroot"),
        });
        // Built but not published (tests, dotnet run): scripts and styles are then read where they were built.
        builder.WebHost.UseStaticWebAssets();
        Directory.CreateDirectory(settings.DataFolder);
        // A verb's output is what was asked of it: "./run read --json" goes to another program.
        builder.Services.Configure<ConsoleLoggerOptions>(console => console.LogToStandardErrorThreshold = listens ? LogLevel.None : LogLevel.Trace);
        builder.Logging.AddSimpleConsole(console => console.SingleLine = true)
            .AddFilter("Microsoft.EntityFrameworkCore", LogLevel.Warning)
            .AddFilter("Microsoft.AspNetCore", LogLevel.Warning)
            .AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.Critical)
            .AddFilter("Microsoft.AspNetCore.DataProtection", LogLevel.Error);
        builder.WebHost.UseUrls(settings.Urls.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));

        var services = builder.Services;
        services.AddSingleton(settings);
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton<Readiness>();
        services.AddSingleton<StartWork>();
        services.AddSingleton<RunningSite>();
        if (listens)
        {
            services.AddHostedService(provider => provider.GetRequiredService<StartWork>());
        }

        services.AddLiantDatabase(settings);
        services.AddSingleton<StoredFiles>();
        services.AddSingleton<LeaveKeys>();
        services.AddHostedService<MailSender>();
        services.AddHostedService<RetentionWork>();
        services.AddLiantLocalisation();
        services.AddLiantSecurity();
        services.AddLiantErrors();
        services.AddOpenApi("openapi", ApiDescription.Configure);
        services.AddSingleton(Pieces.Encoder);
        services.AddRazorPages(pages => pages.RootDirectory = "/Modules").AddMvcOptions(mvc =>
        {
            mvc.ModelBinderProviders.Insert(0, new WritableText());
            mvc.Filters.Add(new KnownHandlers());
            // A field of a form is never taken for what the address says.
            var route = mvc.ValueProviderFactories.OfType<RouteValueProviderFactory>().Single();
            mvc.ValueProviderFactories.Remove(route);
            mvc.ValueProviderFactories.Insert(0, route);
        }).AddViewLocalization();
        foreach (var module in Modules)
        {
            services.AddSingleton(module);
            module.AddServices(services);
        }

        services.ReadKeysAtFirstNeed();
        adjust?.Invoke(builder);
        var app = builder.Build();
        if (listens)
        {
            Answer(app, settings);
        }

        return app;
    }

    /// <summary>What a request goes through, and where it leads. A verb answers none.</summary>
    private static void Answer(WebApplication app, LiantSettings settings)
    {
        app.UseLiantErrors();
        app.UseLiantSecurity(settings);
        app.UseLiantLocalisation();
        app.UseRouting();
        app.UseBodyLimit();
        app.UseLiantErrorPages();
        app.UseAuthentication();
        app.UseAuthorization();
        app.UseRateLimiter();
        app.UseWritableForms();
        app.UseAntiforgery();
        app.MapOpenApi("/api/{documentName}.json");
        app.MapStaticAssets();
        app.MapHealth();
        app.MapRazorPages().WithStaticAssets();
        foreach (var module in Modules)
        {
            module.MapEndpoints(app);
        }
    }
}
