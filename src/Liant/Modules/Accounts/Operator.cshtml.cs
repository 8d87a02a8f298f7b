using System.Security.Claims;
using Liant.Modules.Accounts.Contract;
using Liant.Platform.Audit;
using Liant.Platform.Database;
using Liant.Platform.Security;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.Localization;

namespace Liant.Modules.Accounts;

/// <summary>Becoming the operator. The link only fills the field: opening it (a mail scanner does) uses nothing.</summary>
[EnableRateLimiting(Security.Guess)]
public sealed class OperatorModel(LiantDb db, TimeProvider clock, IStringLocalizer<Texts> texts) : PageModel
{
    [BindProperty(Name = "jeton", SupportsGet = true)]
    public string? Token { get; set; }

    [BindProperty(Name = "retour", SupportsGet = true)]
    public string? ReturnTo { get; set; }

    public bool IsOperator => User.IsInRole(Viewer.OperatorRole);

    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        if (string.IsNullOrWhiteSpace(Token) || Token.Length > 200)
        {
            ModelState.AddModelError("jeton", texts["Operator.TokenMissing"]);
        }
        else if (!await OperatorLink.UseAsync(db, Token, clock.GetUtcNow(), cancel))
        {
            ModelState.AddModelError("jeton", texts["Operator.TokenRefused"]);
        }

        if (!ModelState.IsValid)
        {
            Response.StatusCode = StatusCodes.Status400BadRequest;
            return Page();
        }

        db.AuditEntries.Add(new AuditEntry { At = clock.GetUtcNow(), Actor = "operator", Act = "signed-in", Subject = "operator-link" });
        await db.SaveChangesAsync(cancel);
        var identity = new ClaimsIdentity([new Claim(ClaimTypes.Name, "operator"), new Claim(ClaimTypes.Role, Viewer.OperatorRole)],
            CookieAuthenticationDefaults.AuthenticationScheme);
        await HttpContext.SignInAsync(new ClaimsPrincipal(identity));
        return LocalRedirect(Url.IsLocalUrl(ReturnTo) ? ReturnTo! : "/saisie");
    }

    public async Task<IActionResult> OnPostLeaveAsync()
    {
        await HttpContext.SignOutAsync();
        return LocalRedirect("/");
    }
}
