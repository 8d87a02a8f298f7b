using Liant.Modules.Accounts.Contract;
using Liant.Modules.Accounts.People;
using Liant.Modules.Territories.Contract;
using Liant.Platform;
using Liant.Platform.Audit;
using Liant.Platform.Database;
using Liant.Platform.Mail;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace Liant.Modules.Accounts.Spaces;

/// <summary>The public page of a space. Who is signed in and is not of it may ask to be.</summary>
public sealed class DetailsModel(LiantDb db, Geography geography, LiantSettings settings, TimeProvider clock, IStringLocalizer<Texts> texts) : PageModel
{
    [BindProperty(Name = "message")]
    public string? Message { get; set; }

    public string? MessageError { get; private set; }

    public Space Space { get; private set; } = null!;

    public Territory? Territory { get; private set; }

    public Viewer Viewer { get; private set; }

    public SpaceRole? Role { get; private set; }

    /// <summary>Her address, proved, is of its domain: she comes in without asking.</summary>
    public bool MayJoin { get; private set; }

    /// <summary>Her address is of its domain, but anybody could have typed it: she asks, as others do.</summary>
    public bool IsUnproved { get; private set; }

    public bool SendsMail => settings.Smtp is not null;

    public bool HasAsked { get; private set; }

    [TempData]
    public string? Done { get; set; }

    public async Task<IActionResult> OnGetAsync(string slug, CancellationToken cancel) => await ReadAsync(slug, cancel) ? Page() : NotFound();

    /// <summary>To ask, or to join.</summary>
    public async Task<IActionResult> OnPostAsync(string slug, CancellationToken cancel)
    {
        // Sent twice, the second finds it done and answers the same.
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        await Turn.TakeAsync(db, slug, cancel);
        if (!await ReadAsync(slug, cancel))
        {
            return NotFound();
        }

        if (Viewer.PersonId is not { } person)
        {
            return Challenge();
        }

        if (Role is null && !HasAsked)
        {
            var (now, message) = (clock.GetUtcNow(), Message?.Trim().ReplaceLineEndings("\n") ?? "");
            if (message.Length > JoinRequest.LongestMessage)
            {
                MessageError = texts["Space.MessageTooLong", JoinRequest.LongestMessage, message.Length];
                Response.StatusCode = StatusCodes.Status400BadRequest;
                return Page();
            }

            if (MayJoin)
            {
                db.Add(Membership.Join(Space.Id, person, SpaceRole.Reader, now));
            }
            else
            {
                db.Add(JoinRequest.Ask(Space.Id, person, message, now));
                await TellManagersAsync(message, now, cancel);
            }

            db.AuditEntries.Add(new AuditEntry { At = now, Actor = Viewer.ActorOf(User), Act = MayJoin ? "space-joined" : "space-asked", Subject = $"space/{Space.Id:N}" });
            await db.SaveChangesAsync(cancel);
            await transaction.CommitAsync(cancel);
        }

        Done = MayJoin ? "Space.Joined" : "Space.Asked";
        return LocalRedirect("/espaces/" + Space.Slug);
    }

    /// <summary>Those who answer; nobody looks at a page every morning.</summary>
    private async Task TellManagersAsync(string message, DateTimeOffset now, CancellationToken cancel)
    {
        foreach (var manager in await new SpaceManagers(db).EmailsAsync([Space.Id], cancel))
        {
            db.Add(OutgoingMail.To(manager, texts["RequestMail.Subject", Space.Name], texts["RequestMail.Text", User.Identity!.Name!, Space.Name, message.Length == 0 ? "–" : message, $"{settings.PublicAddress}/espaces/{Space.Slug}/membres"], MailChannel.Statutory, now));
        }
    }

    private async Task<bool> ReadAsync(string slug, CancellationToken cancel)
    {
        if (await db.Set<Space>().AsNoTracking().SingleOrDefaultAsync(space => space.Slug == slug, cancel) is not { } space)
        {
            return false;
        }

        (Space, Viewer, Territory) = (space, Viewer.From(User), geography.Gazetteer.Find(space.TerritoryCode));
        Role = Viewer.Roles.TryGetValue(space.Id, out var role) ? role : null;
        if (Viewer.PersonId is { } person && Role is null)
        {
            var her = await db.Set<Person>().Where(one => one.Id == person).Select(one => new { one.Email, one.EmailConfirmed }).SingleAsync(cancel);
            var isOfDomain = space.MailDomain is { } domain && her.Email!.EndsWith("@" + domain, StringComparison.OrdinalIgnoreCase);
            (MayJoin, IsUnproved) = (isOfDomain && her.EmailConfirmed, isOfDomain && !her.EmailConfirmed);
            // As it is now, and not as it was when the request came.
            Role = await db.Set<Membership>().Where(one => one.SpaceId == space.Id && one.PersonId == person).Select(one => (SpaceRole?)one.Role).SingleOrDefaultAsync(cancel);
            HasAsked = await db.Set<JoinRequest>().AnyAsync(request => request.SpaceId == space.Id && request.PersonId == person, cancel);
        }

        return true;
    }
}
