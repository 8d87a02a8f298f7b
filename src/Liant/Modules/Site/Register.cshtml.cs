using System.Globalization;
using Liant.Modules.Accounts.Contract;
using Liant.Platform;
using Liant.Platform.Privacy;
using Liant.Platform.Text;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Liant.Modules.Site;

/// <summary>The register of processing (RGPD, article 30), from what the modules declare: the same that the daily job forgets by. On the screen, on paper, or as a file.</summary>
[Authorize(Roles = Viewer.OperatorRole)]
public sealed class RegisterModel(IEnumerable<LiantModule> modules, LiantSettings settings, TimeProvider clock) : PageModel
{
    public LiantSettings Settings => settings;

    public IEnumerable<Processing> Processings => modules.SelectMany(module => module.Processings);

    public string Day => Paris.At(clock.GetUtcNow()).ToString("D", CultureInfo.GetCultureInfo("fr-FR"));

    /// <summary>Whoever else receives data, by this site's settings.</summary>
    public IEnumerable<(string Role, string Name)> Processors => new (string Role, string? Name)[]
    {
        ("Register.Smtp", settings.Smtp?.Host), ("Register.Oidc", settings.Oidc is { } provider ? new Uri(provider.Authority).Host : null), ("Register.Tiles", settings.Tiles?.Host),
    }.Where(one => one.Name is not null).Select(one => (one.Role, one.Name!));

    /// <summary>Alone, to be kept or sent.</summary>
    public bool IsFile { get; private set; }

    public void OnGetFile()
    {
        IsFile = true;
        Response.Headers.ContentDisposition = $"attachment; filename=registre-des-traitements-{Paris.At(clock.GetUtcNow()):yyyy-MM-dd}.html";
    }
}
