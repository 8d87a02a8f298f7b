using Liant.Modules.Accounts.Contract;
using Liant.Modules.Accounts.SigningIn;
using Liant.Platform;
using Liant.Platform.Audit;
using Liant.Platform.Database;
using Liant.Platform.Errors;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace Liant.Modules.Accounts.People;

/// <summary>Asking for the code of an application (RFC 6238) besides a password or a link. A passkey is two factors already and asks for none.</summary>
[Authorize]
public sealed class SecondFactorModel(LiantDb db, UserManager<Person> people, LiantSettings settings, TimeProvider clock, IStringLocalizer<Texts> texts) : PageModel
{
    private const int RecoveryCodes = 10;

    [BindProperty(Name = "code")]
    public string? Code { get; set; }

    public FieldErrors Errors { get; } = new();

    public bool IsOn { get; private set; }

    public bool MustSignInAgain { get; private set; }

    /// <summary>To type into the application, in fours.</summary>
    public string Secret { get; private set; } = "";

    /// <summary>For an application on the same device.</summary>
    public string Address { get; private set; } = "";

    /// <summary>The same, for one on another device.</summary>
    internal QrPicture? Picture { get; private set; }

    /// <summary>Shown once.</summary>
    public IReadOnlyList<string> Recovery { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(CancellationToken cancel)
    {
        await ReadAsync(cancel);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        var person = await ReadAsync(cancel);
        if (MustSignInAgain || IsOn)
        {
            return Refused(StatusCodes.Status409Conflict);
        }

        if (!await people.VerifyTwoFactorTokenAsync(person, TokenOptions.DefaultAuthenticatorProvider, Code?.Replace(" ", "", StringComparison.Ordinal) ?? ""))
        {
            Errors.Add("code", texts["Code.Refused"]);
            return Refused(StatusCodes.Status400BadRequest);
        }

        Audit(person, "second-factor-on");
        await people.SetTwoFactorEnabledAsync(person, true);
        Recovery = [.. await people.GenerateNewTwoFactorRecoveryCodesAsync(person, RecoveryCodes) ?? []];
        IsOn = true;
        return Page();
    }

    public async Task<IActionResult> OnPostOffAsync(CancellationToken cancel)
    {
        var person = await ReadAsync(cancel);
        if (MustSignInAgain)
        {
            return Refused(StatusCodes.Status409Conflict);
        }

        Audit(person, "second-factor-off");
        await people.SetTwoFactorEnabledAsync(person, false);
        await people.ResetAuthenticatorKeyAsync(person);
        return LocalRedirect("/compte");
    }

    private void Audit(Person person, string act) => db.AuditEntries.Add(new AuditEntry { At = clock.GetUtcNow(), Actor = person.Id.ToString("N"), Act = act, Subject = $"person/{person.Id:N}" });

    private async Task<Person> ReadAsync(CancellationToken cancel)
    {
        ModelState.Clear();
        var id = Viewer.From(User).PersonId!.Value;
        var person = await db.Set<Person>().SingleAsync(one => one.Id == id, cancel);
        var here = SessionCookie.SessionOf(User);
        MustSignInAgain = (await db.Set<Session>().AsNoTracking().SingleOrDefaultAsync(session => session.Id == here, cancel))?.IsFresh(clock.GetUtcNow()) != true;
        IsOn = person.TwoFactorEnabled;
        if (!IsOn && !MustSignInAgain)
        {
            var secret = await people.GetAuthenticatorKeyAsync(person);
            if (secret is null)
            {
                await people.ResetAuthenticatorKeyAsync(person);
                secret = await people.GetAuthenticatorKeyAsync(person);
            }

            Secret = string.Join(' ', secret!.Chunk(4).Select(four => new string(four)));
            var site = Uri.EscapeDataString(settings.SpaceName ?? "Liant");
            Address = $"otpauth://totp/{site}:{Uri.EscapeDataString(person.Email!)}?secret={secret}&issuer={site}&digits=6";
            Picture = QrPicture.Of(Address);
        }

        return person;
    }

    private PageResult Refused(int status)
    {
        Response.StatusCode = status;
        return Page();
    }
}
