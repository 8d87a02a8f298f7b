using Liant.Modules.Accounts.Contract;
using Liant.Platform.Audit;
using Liant.Platform.Database;
using Liant.Platform.Errors;
using Liant.Platform.Text;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace Liant.Modules.Groups;

/// <summary>A page of a group, for whoever reads it. To anyone else it is not there.</summary>
[Authorize]
public abstract class GroupPage(LiantDb db, SpaceNames spaces, TimeProvider clock, IStringLocalizer<Texts> texts) : PageModel
{
    public FieldErrors Errors { get; } = new();

    public Group Group { get; private set; } = null!;

    public NamedSpace Space { get; private set; } = null!;

    /// <summary>Of a pathway, whom it advises.</summary>
    public NamedSpace? Partner { get; private set; }

    public Viewer Viewer { get; private set; }

    /// <summary>Her place in it; null for a manager of its spaces who did not join.</summary>
    public GroupMember? Own { get; private set; }

    /// <summary>She changes the group, its people and its meetings.</summary>
    public bool Facilitates => Viewer.Is(SpaceRole.Manager, Group.SpaceId) || Own is { IsFacilitator: true };

    /// <summary>A sentence on what stands in the way.</summary>
    public string? Obstacle { get; private set; }

    /// <summary>Key of a sentence.</summary>
    [TempData]
    public string? Done { get; set; }

    /// <summary>Given to the form when it is shown: sent twice, it does once.</summary>
    [BindProperty(Name = "envoi")]
    public Guid Submission { get; set; }

    public string Path => $"/groupes/{Group.Id:N}";

    protected LiantDb Db => db;

    protected SpaceNames Spaces => spaces;

    protected IStringLocalizer<Texts> Texts => texts;

    public DateTimeOffset Now => clock.GetUtcNow();

    /// <summary>In Paris.</summary>
    public DateOnly Today => DateOnly.FromDateTime(Paris.At(Now).DateTime);

    protected async Task<bool> FindAsync(string id, CancellationToken cancel, bool toFacilitate = false) =>
        await FindAmongAsync(db.Set<Group>().ReadBy(db, Viewer = Viewer.From(User)), id, cancel) && (!toFacilitate || Facilitates);

    /// <summary>Also where she only may know what it is for.</summary>
    protected Task<bool> FindListedAsync(string id, CancellationToken cancel) => FindAmongAsync(db.Set<Group>().ListedFor(db, Viewer = Viewer.From(User)), id, cancel);

    private async Task<bool> FindAmongAsync(IQueryable<Group> groups, string id, CancellationToken cancel)
    {
        ModelState.Clear();
        if (!Guid.TryParseExact(id, "N", out var guid) || await groups.SingleOrDefaultAsync(one => one.Id == guid, cancel) is not { } group)
        {
            return false;
        }

        var names = await spaces.ByIdAsync([group.SpaceId, group.PartnerId ?? group.SpaceId], cancel);
        var own = await db.Set<GroupMember>().SingleOrDefaultAsync(member => member.GroupId == guid && member.PersonId == Viewer.PersonId, cancel);
        (Group, Space, Partner) = (group, names[group.SpaceId], group.PartnerId is { } partner ? names.GetValueOrDefault(partner) : null);
        Own = own is not null && Viewer.Roles.ContainsKey(own.SpaceId) ? own : null;
        Submission = Submission == Guid.Empty ? Guid.CreateVersion7(Now) : Submission;
        return true;
    }

    /// <summary>Perhaps she has a place that is void: through a space that she is no longer of.</summary>
    protected async Task BringInAsync(Guid person, Guid through, CancellationToken cancel)
    {
        if (await db.Set<GroupMember>().SingleOrDefaultAsync(member => member.GroupId == Group.Id && member.PersonId == person, cancel) is { } known)
        {
            known.ComeBack(through, Now);
        }
        else
        {
            db.Add(GroupMember.Join(Group, person, through, Now));
        }
    }

    /// <summary>What is typed, trimmed, if it is there and not too long.</summary>
    protected string Written(string field, string? typed, int longest, bool isNeeded = true)
    {
        var text = typed?.Trim().ReplaceLineEndings("\n") ?? "";
        if (text.Length > longest)
        {
            Errors.Add(field, texts["TooLong", longest]);
        }
        else if (isNeeded && text.Length == 0)
        {
            Errors.Add(field, texts["Missing"]);
        }

        return text;
    }

    /// <summary>With what is wrong, or when the group was closed meanwhile, the page again with all that was typed.</summary>
    protected PageResult? Hindrance() => Errors.Any ? Refused() : Group.IsClosed ? Hindered("Group.IsClosed") : null;

    protected PageResult Refused(int status = StatusCodes.Status400BadRequest)
    {
        Response.StatusCode = status;
        return Page();
    }

    protected PageResult Hindered(string key)
    {
        Obstacle = texts[key];
        return Refused(StatusCodes.Status409Conflict);
    }

    /// <summary>Of the act that is saved next, in the log of the space; of a pathway, in that of each party. A person is named by her identifier, first: the log shows her name while she has an account.</summary>
    protected void Record(string act, string? detail = null, Guid? person = null)
    {
        foreach (var space in new[] { Group.SpaceId, Group.PartnerId ?? Group.SpaceId }.Distinct())
        {
            db.AuditEntries.Add(new AuditEntry
            {
                At = Now, Actor = Viewer.ActorOf(User), Act = act, Subject = $"space/{space:N}", Detail = string.Join(" · ", new[] { person?.ToString("N"), Group.Name, detail }.Where(part => part is not null)),
            });
        }
    }

    protected LocalRedirectResult To(string page, string? done = null)
    {
        Done = done;
        return LocalRedirect(Path + page);
    }
}
