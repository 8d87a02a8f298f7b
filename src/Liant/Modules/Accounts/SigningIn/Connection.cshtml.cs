using Liant.Modules.Accounts.Contract;
using Liant.Modules.Accounts.People;
using Liant.Modules.Accounts.Spaces;
using Liant.Platform;
using Liant.Platform.Database;
using Liant.Platform.Errors;
using Liant.Platform.Mail;
using Liant.Platform.Security;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace Liant.Modules.Accounts.SigningIn;

/// <summary>Signing in: a passkey, a link by mail, or a password. Whether an address has an account is told to nobody.</summary>
[EnableRateLimiting(Security.Guess)]
public sealed class ConnectionModel(
    LiantDb db, UserManager<Person> people, SignInManager<Person> signIn, IPasswordHasher<Person> hasher, Entrance entrance, LiantSettings settings, TimeProvider clock, IStringLocalizer<Texts> texts) : PageModel
{
    /// <summary>In a quarter of an hour: nobody fills another's letter box.</summary>
    private const int MostLinks = 5;

    /// <summary>A password is compared with it when nobody has the address, so that the answer takes as long.</summary>
    private static readonly Person Nobody = Person.Register("", "nobody@localhost", DateTimeOffset.UnixEpoch);

    private static string? nobodysPassword;

    [BindProperty(Name = "retour", SupportsGet = true)]
    public string? ReturnTo { get; set; }

    [BindProperty(Name = "courriel")]
    public string? Email { get; set; }

    [BindProperty(Name = "motdepasse")]
    public string? Password { get; set; }

    [BindProperty(Name = "cle")]
    public string? Key { get; set; }

    public FieldErrors Errors { get; } = new();

    /// <summary>The link was asked for; whether one left is not said.</summary>
    public bool IsLinkAsked { get; private set; }

    /// <summary>Why a provider did not let her in.</summary>
    [BindProperty(Name = "echec", SupportsGet = true)]
    public string? Failure { get; set; }

    public string? ProviderName => settings.Oidc?.Name;

    public bool SendsMail => settings.Smtp is not null;

    public bool IsSignedIn => User.Identity?.IsAuthenticated == true;

    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        ModelState.Clear();
        var person = PersonalDetails.Email(Email, Errors, texts) is { } email ? await people.FindByEmailAsync(email) : null;
        if (string.IsNullOrEmpty(Password))
        {
            Errors.Add("motdepasse", texts["Connection.PasswordMissing"]);
        }

        if (Errors.Any)
        {
            return Refused();
        }

        if (Password!.Length <= PasswordRule.Longest && await IsRightAsync(person, Password))
        {
            return LocalRedirect(await entrance.EnterOrAskAsync(HttpContext, person!, "password", ReturnPath.Of(ReturnTo), cancel));
        }

        Errors.Add("motdepasse", texts["Connection.PasswordRefused"]);
        return Refused();
    }

    /// <summary>The same answer, in the same time, whether the address has an account or not.</summary>
    public async Task<IActionResult> OnPostLinkAsync(CancellationToken cancel)
    {
        ModelState.Clear();
        if (PersonalDetails.Email(Email, Errors, texts) is not { } email)
        {
            return Refused();
        }

        var now = clock.GetUtcNow();
        var person = await people.FindByEmailAsync(email);
        var (link, token) = OneTimeLink.Create(LinkPurpose.SignIn, person?.Id, now, provesAddress: true);
        db.Add(link);
        var (id, since) = (person?.Id, now - LinkPurpose.SignIn.Validity());
        var isOften = await db.Set<OneTimeLink>().CountAsync(known => known.Subject == id && known.Purpose == LinkPurpose.SignIn && known.CreatedAt > since, cancel) >= MostLinks;
        if (person is not null && !isOften)
        {
            var address = $"{settings.PublicAddress}/connexion/lien?jeton={token}{(Url.IsLocalUrl(ReturnTo) ? "&retour=" + Uri.EscapeDataString(ReturnTo!) : "")}";
            db.Add(OutgoingMail.To(person.Email!, texts["LinkMail.Subject"], texts["LinkMail.Text", person.Name, address, (int)LinkPurpose.SignIn.Validity().TotalMinutes], MailChannel.Statutory, now));
        }

        if (person is null && settings.Smtp is not null)
        {
            await DomainDoor.OpenAsync(db, email.ToLowerInvariant(), MostLinks, settings, texts, now, cancel);
        }

        await db.SaveChangesAsync(cancel);
        IsLinkAsked = true;
        return Page();
    }

    /// <summary>What the browser needs to ask for a passkey.</summary>
    public async Task<IActionResult> OnPostKeyOptionsAsync() => Content(await signIn.MakePasskeyRequestOptionsAsync(null), "application/json");

    public async Task<IActionResult> OnPostKeyAsync(CancellationToken cancel)
    {
        ModelState.Clear();
        var proof = Key is { Length: > 0 and < 20_000 } ? await ProofAsync(Key) : null;
        if (proof is not { Succeeded: true })
        {
            Errors.Add("cle", texts["Connection.KeyRefused"]);
            return Refused();
        }

        // The counter of the key: a copy of it would be behind.
        await people.AddOrUpdatePasskeyAsync(proof.User, proof.Passkey);
        await entrance.EnterAsync(HttpContext, proof.User, "passkey", cancel);
        return LocalRedirect(ReturnPath.Of(ReturnTo));
    }

    public async Task<IActionResult> OnPostLeaveAsync(CancellationToken cancel)
    {
        await entrance.LeaveAsync(HttpContext, cancel);
        return LocalRedirect(ReturnTo is null ? "/" : ReturnPath.Of(ReturnTo));
    }

    private async Task<PasskeyAssertionResult<Person>?> ProofAsync(string key)
    {
        try
        {
            return await signIn.PerformPasskeyAssertionAsync(key);
        }
        catch (InvalidOperationException)
        {
            // No question was asked of this browser, or long ago.
            return null;
        }
    }

    private async Task<bool> IsRightAsync(Person? person, string password)
    {
        if (person?.PasswordHash is null || await people.IsLockedOutAsync(person))
        {
            nobodysPassword ??= hasher.HashPassword(Nobody, "liant");
            hasher.VerifyHashedPassword(Nobody, nobodysPassword, password);
            return false;
        }

        return (await signIn.CheckPasswordSignInAsync(person, password, lockoutOnFailure: true)).Succeeded;
    }

    private PageResult Refused()
    {
        Response.StatusCode = StatusCodes.Status400BadRequest;
        return Page();
    }
}
