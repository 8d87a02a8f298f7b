using System.Globalization;
using Microsoft.AspNetCore.Localization;

namespace Liant.Platform.Localisation;

/// <summary>French first; English when the reader chose it. The browser's own preference is not followed: a French
/// town's page must read the same for everyone who is sent its link.</summary>
internal static class Localisation
{
    public const string Cookie = "langue";

    private static readonly Dictionary<string, CultureInfo> Languages = new(StringComparer.OrdinalIgnoreCase)
    {
        ["fr"] = CultureInfo.GetCultureInfo("fr-FR"),
        ["en"] = CultureInfo.GetCultureInfo("en-GB"),
    };

    public static void AddLiantLocalisation(this IServiceCollection services) => services.AddLocalization();

    public static void UseLiantLocalisation(this WebApplication app)
    {
        var options = new RequestLocalizationOptions
        {
            DefaultRequestCulture = new RequestCulture(Languages["fr"]),
            SupportedCultures = [.. Languages.Values],
            SupportedUICultures = [.. Languages.Values],
        };
        options.RequestCultureProviders.Clear();
        options.RequestCultureProviders.Add(new CustomRequestCultureProvider(http => Task.FromResult(Chosen(http))));
        app.UseRequestLocalization(options);
    }

    private static ProviderCultureResult? Chosen(HttpContext http)
    {
        var asked = http.Request.Query["langue"].FirstOrDefault() ?? http.Request.Cookies[Cookie];
        return asked is not null && Languages.TryGetValue(asked, out var culture) ? new ProviderCultureResult(culture.Name) : null;
    }
}
