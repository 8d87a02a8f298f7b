using Liant.Modules.Accounts.Contract;
using Liant.Modules.Accounts.People;
using Liant.Platform.Database;
using Liant.Platform.Errors;
using Liant.Platform.Security;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace Liant.Modules.Accounts.SigningIn;

/// <summary>The printed link makes an administrator. Opening it uses nothing: the form does.</summary>
[EnableRateLimiting(Security.Guess)]
public sealed class FirstAccessModel(LiantDb db, UserManager<Person> people, Entrance entrance, TimeProvider clock, IStringLocalizer<Texts> texts) : PageModel
{
    [BindProperty(Name = "jeton", SupportsGet = true)]
    public string? Token { get; set; }

    [BindProperty(Name = "nom")]
    public string? Name { get; set; }

    [BindProperty(Name = "courriel")]
    public string? Email { get; set; }

    [BindProperty(Name = "motdepasse")]
    public string? Password { get; set; }

    public FieldErrors Errors { get; } = new();

    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        ModelState.Clear();
        var now = clock.GetUtcNow();
        var (name, email) = (PersonalDetails.Name(Name, Errors, texts), PersonalDetails.Email(Email, Errors, texts));
        if (Token is { Length: > 200 } || await OneTimeLink.FindAsync(db, LinkPurpose.FirstAdministrator, Token, now, cancel) is null)
        {
            Errors.Add("jeton", texts["FirstAccess.TokenRefused"]);
        }

        if (!string.IsNullOrEmpty(Password) && PasswordRule.Refusal(Password, name ?? "", email ?? "") is { } refusal)
        {
            Errors.Add("motdepasse", texts[refusal]);
        }

        if (email is not null && await people.FindByEmailAsync(email) is not null)
        {
            Errors.Add("courriel", texts["FirstAccess.EmailTaken"]);
        }

        if (Errors.Any)
        {
            Response.StatusCode = StatusCodes.Status400BadRequest;
            return Page();
        }

        var person = Person.Register(name!, email!, now);
        person.Administer();
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        if (!await OneTimeLink.UseAsync(db, LinkPurpose.FirstAdministrator, Token, now, cancel)
            || !(string.IsNullOrEmpty(Password) ? await people.CreateAsync(person) : await people.CreateAsync(person, Password)).Succeeded)
        {
            Errors.Add("jeton", texts["FirstAccess.TokenRefused"]);
            Response.StatusCode = StatusCodes.Status400BadRequest;
            return Page();
        }

        await entrance.EnterAsync(HttpContext, person, "first-administrator", cancel);
        await transaction.CommitAsync(cancel);
        return LocalRedirect("/compte");
    }
}
