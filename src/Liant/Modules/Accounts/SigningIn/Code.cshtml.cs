using System.Security.Claims;
using Liant.Modules.Accounts.People;
using Liant.Platform.Errors;
using Liant.Platform.Security;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.Localization;

namespace Liant.Modules.Accounts.SigningIn;

/// <summary>The second factor: the code of an application, or one of the codes kept for the day when it is lost. Tries count like those of a password.</summary>
[EnableRateLimiting(Security.Guess)]
public sealed class CodeModel(UserManager<Person> people, SignInManager<Person> signIn, Entrance entrance, IStringLocalizer<Texts> texts) : PageModel
{
    [BindProperty(Name = "code")]
    public string? Code { get; set; }

    [BindProperty(Name = "retour", SupportsGet = true)]
    public string? ReturnTo { get; set; }

    public FieldErrors Errors { get; } = new();

    public async Task<IActionResult> OnGetAsync() => await signIn.GetTwoFactorAuthenticationUserAsync() is null ? LocalRedirect("/connexion") : Page();

    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        ModelState.Clear();
        if (await signIn.GetTwoFactorAuthenticationUserAsync() is not { } person)
        {
            return LocalRedirect("/connexion");
        }

        if (!await people.IsLockedOutAsync(person) && await IsRightAsync(person, Code?.Replace(" ", "", StringComparison.Ordinal) ?? ""))
        {
            await people.ResetAccessFailedCountAsync(person);
            // The letter was hers to read, and the second factor hers to set: the address is hers.
            if ((await HttpContext.AuthenticateAsync(IdentityConstants.TwoFactorUserIdScheme)).Principal?.FindFirstValue(ClaimTypes.AuthenticationMethod) == Entrance.ByLetter)
            {
                person.Prove();
            }

            await HttpContext.SignOutAsync(IdentityConstants.TwoFactorUserIdScheme);
            await entrance.EnterAsync(HttpContext, person, "second-factor", cancel);
            return LocalRedirect(ReturnPath.Of(ReturnTo));
        }

        await people.AccessFailedAsync(person);
        Errors.Add("code", texts["Code.Refused"]);
        Response.StatusCode = StatusCodes.Status400BadRequest;
        return Page();
    }

    private async Task<bool> IsRightAsync(Person person, string code) =>
        code.Length == 6 ? await people.VerifyTwoFactorTokenAsync(person, TokenOptions.DefaultAuthenticatorProvider, code)
        : code.Length is > 6 and < 40 && (await people.RedeemTwoFactorRecoveryCodeAsync(person, code)).Succeeded;
}
