using Liant.Modules.Accounts.Contract;
using Liant.Modules.Groups.Meetings;
using Liant.Modules.Groups.Pathways;
using Liant.Platform.Database;
using Liant.Platform.Text;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Liant.Modules.Groups;

/// <summary>The groups and pathways of a person, with what awaits her: the next meeting, the steps that are due.</summary>
[Authorize]
public sealed class MineModel(LiantDb db, SpaceNames spaces, TimeProvider clock) : PageModel
{
    public IReadOnlyList<GroupLine> Groups { get; private set; } = [];

    public DateOnly Today => DateOnly.FromDateTime(Paris.At(clock.GetUtcNow()).DateTime);

    public async Task OnGetAsync(CancellationToken cancel)
    {
        var viewer = Viewer.From(User);
        var own = viewer.Spaces.ToList();
        var groups = await db.Set<Group>().AsNoTracking().Where(group => db.Set<GroupMember>().Any(member => member.GroupId == group.Id && member.PersonId == viewer.PersonId && own.Contains(member.SpaceId)))
            .OrderBy(group => group.ClosedAt != null).ThenBy(group => group.Name).ThenBy(group => group.Id).ToListAsync(cancel);
        Groups = await GroupLine.OfAsync(db, spaces, groups, clock.GetUtcNow(), cancel);
    }
}
