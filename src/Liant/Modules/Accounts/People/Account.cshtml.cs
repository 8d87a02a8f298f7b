using Liant.Modules.Accounts.Contract;
using Liant.Modules.Accounts.SigningIn;
using Liant.Modules.Accounts.Spaces;
using Liant.Platform;
using Liant.Platform.Audit;
using Liant.Platform.Database;
using Liant.Platform.Errors;
using Liant.Platform.Text;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace Liant.Modules.Accounts.People;

/// <summary>What a person sees and changes of her own account. What opens it is changed only soon after signing in, so that a screen left open gives nothing away.</summary>
[Authorize]
public sealed class AccountModel(LiantDb db, UserManager<Person> people, SignInManager<Person> signIn, LiantSettings settings, TimeProvider clock, IStringLocalizer<Texts> texts) : PageModel
{
    private const int MostKeys = 10;

    private const int LongestKeyName = 40;

    [BindProperty(Name = "nom")]
    public string? Name { get; set; }

    [BindProperty(Name = "motdepasse")]
    public string? Password { get; set; }

    [BindProperty(Name = "cle")]
    public string? Key { get; set; }

    [BindProperty(Name = "nomcle")]
    public string? KeyName { get; set; }

    public FieldErrors Errors { get; } = new();

    public Person Person { get; private set; } = null!;

    public IReadOnlyList<Session> Sessions { get; private set; } = [];

    public IReadOnlyList<UserPasskeyInfo> Keys { get; private set; } = [];

    public IReadOnlyList<(Space Space, Membership Membership)> Spaces { get; private set; } = [];

    /// <summary>Signed in long ago: she is asked to again before anything that opens the account is changed.</summary>
    public bool MustSignInAgain { get; private set; }

    /// <summary>Nothing opens the account but this session.</summary>
    public bool HasNoWayBack { get; private set; }

    /// <summary>Key of the sentence that says what was just done.</summary>
    [TempData]
    public string? Done { get; set; }

    /// <summary>Of her spaces, the one whose name she acts in.</summary>
    public Guid? ActsFor => Viewer.From(User).ActsFor;

    public Guid? Here => SessionCookie.SessionOf(User);

    public async Task<IActionResult> OnGetAsync(CancellationToken cancel)
    {
        await ReadAsync(cancel);
        return Page();
    }

    public async Task<IActionResult> OnPostNameAsync(CancellationToken cancel)
    {
        await ReadAsync(cancel);
        if (PersonalDetails.Name(Name, Errors, texts) is not { } name)
        {
            return Refused();
        }

        Person.CallHerself(name);
        return await DoneAsync("renamed", "Account.NameChanged");
    }

    /// <summary>From the next click on, what she proposes is in its name, and its colours are hers.</summary>
    public async Task<IActionResult> OnPostActForAsync(Guid espace, CancellationToken cancel)
    {
        if (!Viewer.From(User).Roles.ContainsKey(espace))
        {
            return NotFound();
        }

        await db.Set<Session>().Where(session => session.Id == Here).ExecuteUpdateAsync(set => set.SetProperty(session => session.SpaceId, espace), cancel);
        Done = "Account.NowActing";
        return LocalRedirect("/compte");
    }

    public async Task<IActionResult> OnPostPasswordAsync(CancellationToken cancel)
    {
        await ReadAsync(cancel);
        if (PasswordRule.Refusal(Password ?? "", Person.Name, Person.Email!) is { } refusal)
        {
            Errors.Add("motdepasse", texts[refusal]);
        }

        if (Errors.Any || MustSignInAgain)
        {
            return Refused();
        }

        Person.PasswordHash = people.PasswordHasher.HashPassword(Person, Password!);
        await people.UpdateSecurityStampAsync(Person);
        // Whoever knew the old one is out.
        await db.Set<Session>().Where(session => session.PersonId == Person.Id && session.Id != Here).ExecuteDeleteAsync(cancel);
        return await DoneAsync("password-changed", "Account.PasswordChanged");
    }

    /// <summary>What the browser needs to make a passkey.</summary>
    public async Task<IActionResult> OnPostKeyOptionsAsync(CancellationToken cancel)
    {
        await ReadAsync(cancel);
        return MustSignInAgain || Keys.Count >= MostKeys ? Forbid()
            : Content(await signIn.MakePasskeyCreationOptionsAsync(new PasskeyUserEntity { Id = Person.Id.ToString(), Name = Person.Email!, DisplayName = Person.Name }), "application/json");
    }

    public async Task<IActionResult> OnPostKeyAsync(CancellationToken cancel)
    {
        await ReadAsync(cancel);
        var made = Key is { Length: > 0 and < 20_000 } && !MustSignInAgain && Keys.Count < MostKeys ? await MadeAsync(Key) : null;
        if (made is not { Succeeded: true })
        {
            Errors.Add("cle", texts["Account.KeyRefused"]);
            return Refused();
        }

        made.Passkey.Name = KeyName?.Trim() is { Length: > 0 } name ? name.Cut(LongestKeyName) : texts["Account.KeyUsualName", Keys.Count + 1];
        await people.AddOrUpdatePasskeyAsync(Person, made.Passkey);
        return await DoneAsync("passkey-added", "Account.KeyAdded");
    }

    public async Task<IActionResult> OnPostForgetKeyAsync(string? id, CancellationToken cancel)
    {
        await ReadAsync(cancel);
        if (Keys.FirstOrDefault(key => Convert.ToHexStringLower(key.CredentialId) == id) is not { } known)
        {
            return NotFound();
        }

        if (MustSignInAgain)
        {
            return Refused();
        }

        await people.RemovePasskeyAsync(Person, known.CredentialId);
        return await DoneAsync("passkey-removed", "Account.KeyForgotten");
    }

    public async Task<IActionResult> OnPostCloseSessionAsync(Guid id, CancellationToken cancel)
    {
        await ReadAsync(cancel);
        if (await db.Set<Session>().Where(session => session.Id == id && session.PersonId == Person.Id).ExecuteDeleteAsync(cancel) == 0)
        {
            return NotFound();
        }

        return await DoneAsync("session-closed", "Account.SessionClosed");
    }

    private async Task ReadAsync(CancellationToken cancel)
    {
        ModelState.Clear();
        var id = Contract.Viewer.From(User).PersonId!.Value;
        Person = await db.Set<Person>().SingleAsync(person => person.Id == id, cancel);
        Sessions = await db.Set<Session>().AsNoTracking().Where(session => session.PersonId == id).OrderByDescending(session => session.SeenAt).ToListAsync(cancel);
        Keys = [.. await people.GetPasskeysAsync(Person)];
        HasNoWayBack = settings.Smtp is null && Person.PasswordHash is null && Keys.Count == 0 && (await people.GetLoginsAsync(Person)).Count == 0;
        Spaces = (await db.Set<Membership>().AsNoTracking().Where(membership => membership.PersonId == id)
            .Join(db.Set<Space>(), membership => membership.SpaceId, space => space.Id, (membership, space) => new { space, membership }).OrderBy(one => one.space.Name).ToListAsync(cancel))
            .ConvertAll(one => (one.space, one.membership));
        MustSignInAgain = Sessions.FirstOrDefault(session => session.Id == Here) ?.IsFresh(clock.GetUtcNow()) != true;
    }

    private async Task<PasskeyAttestationResult?> MadeAsync(string key)
    {
        try
        {
            return await signIn.PerformPasskeyAttestationAsync(key);
        }
        catch (InvalidOperationException)
        {
            // Nothing was asked of this browser, or long ago.
            return null;
        }
    }

    private async Task<IActionResult> DoneAsync(string act, string sentence)
    {
        db.AuditEntries.Add(new AuditEntry { At = clock.GetUtcNow(), Actor = Person.Id.ToString("N"), Act = act, Subject = $"person/{Person.Id:N}" });
        await db.SaveChangesAsync(CancellationToken.None);
        Done = sentence;
        return RedirectToPage();
    }

    private PageResult Refused()
    {
        Response.StatusCode = Errors.Any ? StatusCodes.Status400BadRequest : StatusCodes.Status409Conflict;
        return Page();
    }
}
