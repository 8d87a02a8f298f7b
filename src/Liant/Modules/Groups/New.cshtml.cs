using Liant.Modules.Accounts.Contract;
using Liant.Platform.Audit;
using Liant.Platform.Database;
using Liant.Platform.Errors;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace Liant.Modules.Groups;

/// <summary>A manager of a space opens a group, and facilitates it.</summary>
[Authorize]
public sealed class NewModel(LiantDb db, SpaceNames spaces, TimeProvider clock, IStringLocalizer<Texts> texts) : PageModel
{
    public GroupForm Form { get; } = new() { Kind = nameof(GroupKind.Working), IsOpen = true };

    public FieldErrors Errors { get; } = new();

    public NamedSpace Space { get; private set; } = null!;

    [BindProperty(Name = "envoi")]
    public Guid Submission { get; set; }

    public async Task<IActionResult> OnGetAsync(string slug, CancellationToken cancel) => await FindAsync(slug, cancel) ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync(string slug, CancellationToken cancel)
    {
        if (!await FindAsync(slug, cancel))
        {
            return NotFound();
        }

        (Form.Kind, Form.IsOpen) = (null, false);
        await TryUpdateModelAsync(Form, "");
        ModelState.Clear();
        if (Form.Read(Errors, texts) is not { } said || said.Kind == GroupKind.Advice)
        {
            Response.StatusCode = StatusCodes.Status400BadRequest;
            return Page();
        }

        if (!await db.Set<Group>().AnyAsync(group => group.Id == Submission, cancel))
        {
            var (viewer, now) = (Viewer.From(User), clock.GetUtcNow());
            var group = Group.Open(Submission, Space.Id, said, now);
            db.Add(group);
            if (viewer.Roles.ContainsKey(Space.Id))
            {
                db.Add(GroupMember.Join(group, viewer.PersonId!.Value, Space.Id, now, isFacilitator: true));
            }

            db.AuditEntries.Add(new AuditEntry { At = now, Actor = Viewer.ActorOf(User), Act = "group-opened", Subject = $"space/{Space.Id:N}", Detail = said.Name });
            await db.SaveOnceAsync(db.Set<Group>().Where(one => one.Id == Submission), cancel);
        }

        return LocalRedirect($"/groupes/{Submission:N}");
    }

    private async Task<bool> FindAsync(string slug, CancellationToken cancel)
    {
        ModelState.Clear();
        Submission = Submission == Guid.Empty ? Guid.CreateVersion7(clock.GetUtcNow()) : Submission;
        return await spaces.FindAsync(slug, cancel) is { } space && Viewer.From(User).Is(SpaceRole.Manager, space.Id) && (Space = space) is not null;
    }
}
