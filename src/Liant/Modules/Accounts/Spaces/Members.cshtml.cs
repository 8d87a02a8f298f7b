using Liant.Modules.Accounts.Contract;
using Liant.Modules.Accounts.People;
using Liant.Modules.Accounts.SigningIn;
using Liant.Platform;
using Liant.Platform.Audit;
using Liant.Platform.Database;
using Liant.Platform.Errors;
using Liant.Platform.Mail;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.Extensions.Localization;

namespace Liant.Modules.Accounts.Spaces;

/// <summary>Who is of a space; who was asked to be, and who asks. Its managers answer; a manager gives the roles below her own, an administrator all.</summary>
[Authorize]
public sealed class MembersModel(LiantDb db, LiantSettings settings, IEnumerable<LiantModule> modules, TimeProvider clock, IStringLocalizer<Texts> texts) : PageModel
{
    [BindProperty(Name = "courriel")]
    public string? Email { get; set; }

    [BindProperty(Name = "role")]
    public string? Role { get; set; }

    [BindProperty(Name = "personne")]
    public Guid Someone { get; set; }

    [BindProperty(Name = "invitation")]
    public Guid InvitationId { get; set; }

    public FieldErrors Errors { get; } = new();

    public Space Space { get; private set; } = null!;

    public Viewer Viewer { get; private set; }

    public bool Manages => Viewer.Is(SpaceRole.Manager, Space.Id);

    public IReadOnlyList<(Person Person, Membership Membership)> Members { get; private set; } = [];

    public IReadOnlyList<Invitation> Invitations { get; private set; } = [];

    public IReadOnlyList<(Person Person, JoinRequest Request)> Requests { get; private set; } = [];

    /// <summary>A sentence on what stands in the way.</summary>
    public string? Obstacle { get; private set; }

    [TempData]
    public string? Done { get; set; }

    /// <summary>Of an invitation, where the site sends no mail.</summary>
    [TempData]
    public string? LinkToGive { get; set; }

    public IEnumerable<SpaceRole> RolesToGive => Enum.GetValues<SpaceRole>().Where(MayGive);

    public async Task<IActionResult> OnGetAsync(string slug, CancellationToken cancel) => await ReadAsync(slug, SpaceRole.Reader, cancel) ? Page() : NotFound();

    public async Task<IActionResult> OnPostInviteAsync(string slug, CancellationToken cancel)
    {
        await using var transaction = await TurnAsync(slug, cancel);
        if (!await ReadAsync(slug, SpaceRole.Manager, cancel))
        {
            return NotFound();
        }

        var email = PersonalDetails.Email(Email, Errors, texts);
        var role = RoleToGive();
        if (email is not null && Members.Any(member => string.Equals(member.Person.Email, email, StringComparison.OrdinalIgnoreCase)))
        {
            Errors.Add("courriel", texts["Members.AlreadyIn"]);
        }

        if (Errors.Any)
        {
            return Refused(StatusCodes.Status400BadRequest);
        }

        // Asked again, an invitation is sent anew and the old link is worth nothing.
        var now = clock.GetUtcNow();
        var invitation = Invitation.Send(Space.Id, email!.ToLowerInvariant(), role!.Value, Viewer.PersonId!.Value, now);
        await db.Set<Invitation>().Where(old => old.SpaceId == Space.Id && old.Email == invitation.Email).ExecuteDeleteAsync(cancel);
        var (link, token) = OneTimeLink.Create(LinkPurpose.Invitation, invitation.Id, now, provesAddress: settings.Smtp is not null);
        var address = $"{settings.PublicAddress}/invitation?jeton={token}";
        LinkToGive = settings.Smtp is null ? address : null;
        db.AddRange(invitation, link);
        db.Add(OutgoingMail.To(invitation.Email, texts["InvitationMail.Subject", Space.Name], texts["InvitationMail.Text", User.Identity!.Name!, Space.Name, address, LinkPurpose.Invitation.Validity().Days], MailChannel.Statutory, now));
        return await DoneAsync("member-invited", invitation.Email, settings.Smtp is null ? "Members.Prepared" : "Members.Invited", transaction, cancel);
    }

    public async Task<IActionResult> OnPostWithdrawAsync(string slug, CancellationToken cancel)
    {
        await using var transaction = await TurnAsync(slug, cancel);
        if (!await ReadAsync(slug, SpaceRole.Manager, cancel) || Invitations.FirstOrDefault(one => one.Id == InvitationId) is not { } invitation)
        {
            return NotFound();
        }

        await db.Set<Invitation>().Where(one => one.Id == invitation.Id).ExecuteDeleteAsync(cancel);
        return await DoneAsync("invitation-withdrawn", invitation.Email, "Members.Withdrawn", transaction, cancel);
    }

    public async Task<IActionResult> OnPostRoleAsync(string slug, CancellationToken cancel)
    {
        await using var transaction = await TurnAsync(slug, cancel);
        if (!await ReadAsync(slug, SpaceRole.Manager, cancel) || Members.FirstOrDefault(one => one.Person.Id == Someone).Membership is not { } membership)
        {
            return NotFound();
        }

        var role = RoleToGive();
        if (Errors.Any || !MayGive(membership.Role))
        {
            return Refused(StatusCodes.Status400BadRequest);
        }

        if (role < SpaceRole.Administrator && IsLastAdministrator(membership))
        {
            Obstacle = texts["Members.LastAdministrator"];
            return Refused(StatusCodes.Status409Conflict);
        }

        var before = membership.Role;
        db.Attach(membership).Entity.Become(role!.Value);
        return await DoneAsync("member-role", $"{membership.PersonId:N}: {before} > {role}", "Members.RoleChanged", transaction, cancel);
    }

    /// <summary>A manager removes those below her; anyone leaves.</summary>
    public async Task<IActionResult> OnPostRemoveAsync(string slug, CancellationToken cancel)
    {
        await using var transaction = await TurnAsync(slug, cancel);
        if (!await ReadAsync(slug, SpaceRole.Reader, cancel) || Members.FirstOrDefault(one => one.Person.Id == Someone).Membership is not { } membership
            || (Someone != Viewer.PersonId && !(Manages && MayGive(membership.Role))))
        {
            return NotFound();
        }

        if (IsLastAdministrator(membership))
        {
            Obstacle = texts["Members.LastAdministrator"];
            return Refused(StatusCodes.Status409Conflict);
        }

        db.Remove(membership);
        foreach (var module in modules)
        {
            await module.LeaveAsync(db, membership.PersonId, Space.Id, cancel);
        }

        return await DoneAsync("member-removed", $"{membership.PersonId:N}", "Members.Removed", transaction, cancel);
    }

    public async Task<IActionResult> OnPostAnswerAsync(string slug, string? accepte, CancellationToken cancel)
    {
        await using var transaction = await TurnAsync(slug, cancel);
        if (!await ReadAsync(slug, SpaceRole.Manager, cancel))
        {
            return NotFound();
        }

        if (Requests.FirstOrDefault(one => one.Person.Id == Someone) is not { Request: { } request } asking)
        {
            // Sent twice, or answered by another meanwhile: what was answered is said.
            var (about, who) = ($"space/{Space.Id:N}", $"{Someone:N}");
            var said = await db.AuditEntries.Where(entry => entry.Subject == about && entry.Detail == who && (entry.Act == "request-accepted" || entry.Act == "request-declined")).OrderByDescending(entry => entry.Id).Select(entry => entry.Act).FirstOrDefaultAsync(cancel);
            Done = said is null ? null : said == "request-accepted" ? "Members.Accepted" : "Members.Declined";
            return said is null ? NotFound() : LocalRedirect($"/espaces/{Space.Slug}/membres");
        }

        var (now, isIn) = (clock.GetUtcNow(), accepte == "oui");
        db.Remove(request);
        if (isIn)
        {
            db.Add(Membership.Join(Space.Id, request.PersonId, SpaceRole.Reader, now));
        }

        var answer = isIn ? "Accepted" : "Declined";
        db.Add(OutgoingMail.To(asking.Person.Email!, texts["JoinMail.Subject", Space.Name], texts["JoinMail." + answer + (!isIn && Space.Email is null ? "NoContact" : ""), asking.Person.Name, Space.Name, $"{settings.PublicAddress}/espaces/{Space.Slug}"], MailChannel.Statutory, now));
        return await DoneAsync(isIn ? "request-accepted" : "request-declined", $"{request.PersonId:N}", "Members." + answer, transaction, cancel);
    }

    private async Task<IDbContextTransaction> TurnAsync(string slug, CancellationToken cancel)
    {
        var transaction = await db.Database.BeginTransactionAsync(cancel);
        await Turn.TakeAsync(db, slug, cancel);
        return transaction;
    }

    /// <summary>The role that was chosen, if she may give it.</summary>
    private SpaceRole? RoleToGive()
    {
        if (Enum.TryParse<SpaceRole>(Role, out var role) && Enum.IsDefined(role) && MayGive(role))
        {
            return role;
        }

        Errors.Add("role", texts["Members.RoleWrong"]);
        return null;
    }

    private bool MayGive(SpaceRole role) => Viewer.Is(SpaceRole.Administrator, Space.Id) || (Manages && role < SpaceRole.Manager);

    private bool IsLastAdministrator(Membership membership) => membership.Role == SpaceRole.Administrator && Members.Count(one => one.Membership.Role == SpaceRole.Administrator) == 1;

    /// <summary>False for whoever has not that role there: to her the page is not there.</summary>
    private async Task<bool> ReadAsync(string slug, SpaceRole least, CancellationToken cancel)
    {
        ModelState.Clear();
        if (await db.Set<Space>().AsNoTracking().SingleOrDefaultAsync(space => space.Slug == slug, cancel) is not { } space || !Viewer.From(User).Is(least, space.Id))
        {
            return false;
        }

        (Space, Viewer) = (space, Viewer.From(User));
        Members = (await db.Set<Membership>().AsNoTracking().Where(one => one.SpaceId == space.Id).Join(db.Set<Person>(), one => one.PersonId, person => person.Id, (membership, person) => new { person, membership })
            .OrderBy(one => one.person.Name).ToListAsync(cancel)).ConvertAll(one => (one.person, one.membership));
        if (Manages)
        {
            Invitations = await db.Set<Invitation>().AsNoTracking().Where(one => one.SpaceId == space.Id).OrderBy(one => one.Email).ToListAsync(cancel);
            Requests = (await db.Set<JoinRequest>().AsNoTracking().Where(one => one.SpaceId == space.Id).Join(db.Set<Person>(), one => one.PersonId, person => person.Id, (request, person) => new { person, request })
                .OrderBy(one => one.request.AskedAt).ToListAsync(cancel)).ConvertAll(one => (one.person, one.request));
        }

        return true;
    }

    private async Task<IActionResult> DoneAsync(string act, string detail, string sentence, IDbContextTransaction transaction, CancellationToken cancel)
    {
        db.AuditEntries.Add(new AuditEntry { At = clock.GetUtcNow(), Actor = Viewer.ActorOf(User), Act = act, Subject = $"space/{Space.Id:N}", Detail = detail });
        await db.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
        Done = sentence;
        return LocalRedirect(Someone == Viewer.PersonId && act == "member-removed" ? "/espaces/" + Space.Slug : $"/espaces/{Space.Slug}/membres");
    }

    private PageResult Refused(int status)
    {
        Response.StatusCode = status;
        return Page();
    }
}
