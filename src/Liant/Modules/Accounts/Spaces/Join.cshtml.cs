using Liant.Modules.Accounts.Contract;
using Liant.Modules.Accounts.People;
using Liant.Modules.Accounts.SigningIn;
using Liant.Platform;
using Liant.Platform.Audit;
using Liant.Platform.Database;
using Liant.Platform.Errors;
using Liant.Platform.Security;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace Liant.Modules.Accounts.Spaces;

/// <summary>The link of an invitation. It makes an account for an address that has none; it never signs into one that is there: where the site sends no mail, whoever invites reads the link herself.</summary>
[EnableRateLimiting(Security.Guess)]
public sealed class JoinModel(LiantDb db, UserManager<Person> people, Entrance entrance, LiantSettings settings, TimeProvider clock, IStringLocalizer<Texts> texts) : PageModel
{
    /// <summary>The link was read in the letter box of the address.</summary>
    private bool provesAddress;

    [BindProperty(Name = "jeton", SupportsGet = true)]
    public string? Token { get; set; }

    [BindProperty(Name = "nom")]
    public string? Name { get; set; }

    public FieldErrors Errors { get; } = new();

    /// <summary>Null when the link is refused.</summary>
    public Invitation? Invitation { get; private set; }

    public Space Space { get; private set; } = null!;

    /// <summary>The account of the address, if there is one.</summary>
    public Person? Person { get; private set; }

    /// <summary>The address has an account, and she is not signed in with it.</summary>
    public bool MustSignIn => Person is not null && Viewer.From(User).PersonId != Person.Id;

    /// <summary>She who opens it is signed in with another account: she leaves it first, and knows that she does.</summary>
    public bool IsSomeoneElse => Invitation is not null && Viewer.From(User).PersonId is { } here && here != Person?.Id;

    public async Task OnGetAsync(CancellationToken cancel) => await ReadAsync(cancel);

    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        await ReadAsync(cancel);
        var name = Person?.Name ?? (Invitation is null ? null : PersonalDetails.Name(Name, Errors, texts));
        if (Invitation is null || Errors.Any || MustSignIn || IsSomeoneElse)
        {
            Response.StatusCode = MustSignIn || IsSomeoneElse ? StatusCodes.Status409Conflict : StatusCodes.Status400BadRequest;
            return Page();
        }

        var now = clock.GetUtcNow();
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        if (!await OneTimeLink.UseAsync(db, LinkPurpose.Invitation, Token, now, cancel))
        {
            Invitation = null;
            Response.StatusCode = StatusCodes.Status400BadRequest;
            return Page();
        }

        var person = Person ?? Person.Register(name!, Invitation.Email, now);
        if (Person is null && provesAddress)
        {
            person.Prove();
        }

        if (Person is null && !(await people.CreateAsync(person)).Succeeded)
        {
            throw new InvalidOperationException("An account could not be made for an invitation.");
        }

        if (await db.Set<Membership>().SingleOrDefaultAsync(one => one.SpaceId == Space.Id && one.PersonId == person.Id, cancel) is { } already)
        {
            already.Become(Invitation.Role > already.Role ? Invitation.Role : already.Role);
        }
        else
        {
            db.Add(Membership.Join(Space.Id, person.Id, Invitation.Role, now));
        }

        await db.Set<JoinRequest>().Where(one => one.SpaceId == Space.Id && one.PersonId == person.Id).ExecuteDeleteAsync(cancel);
        await db.Set<Invitation>().Where(one => one.Id == Invitation.Id).ExecuteDeleteAsync(cancel);
        db.AuditEntries.Add(new AuditEntry { At = now, Actor = person.Id.ToString("N"), Act = "space-joined", Subject = $"space/{Space.Id:N}", Detail = Invitation.Role.ToString() });
        await db.SaveChangesAsync(cancel);
        if (Person is null)
        {
            await entrance.EnterAsync(HttpContext, person, "invitation", cancel);
        }

        await transaction.CommitAsync(cancel);
        // Without letters, a new account is lost once signed out: her page says so, and has the remedy.
        return LocalRedirect(Person is null && settings.Smtp is null ? "/compte" : "/espaces/" + Space.Slug);
    }

    private async Task ReadAsync(CancellationToken cancel)
    {
        ModelState.Clear();
        if (await OneTimeLink.FindAsync(db, LinkPurpose.Invitation, Token, clock.GetUtcNow(), cancel) is { Subject: { } id } link)
        {
            provesAddress = link.ProvesAddress;
            Invitation = await db.Set<Invitation>().AsNoTracking().SingleOrDefaultAsync(one => one.Id == id, cancel);
        }

        if (Invitation is { } invitation)
        {
            Space = await db.Set<Space>().AsNoTracking().SingleAsync(space => space.Id == invitation.SpaceId, cancel);
            Person = await people.FindByEmailAsync(invitation.Email);
        }
    }
}
