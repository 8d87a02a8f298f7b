using Liant.Modules.Accounts.Contract;
using Liant.Platform.Database;
using Liant.Platform.Text;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Liant.Modules.Groups;

/// <summary>The groups of a space for those who are of it: the open ones, and those that each of them reads; the pathways in which the space is advised too.</summary>
[Authorize]
public sealed class OfSpaceModel(LiantDb db, SpaceNames spaces, TimeProvider clock) : PageModel
{
    public NamedSpace Space { get; private set; } = null!;

    public Viewer Viewer { get; private set; }

    public IReadOnlyList<GroupLine> Groups { get; private set; } = [];

    public DateOnly Today => DateOnly.FromDateTime(Paris.At(clock.GetUtcNow()).DateTime);

    public async Task<IActionResult> OnGetAsync(string slug, CancellationToken cancel)
    {
        Viewer = Viewer.From(User);
        if (await spaces.FindAsync(slug, cancel) is not { } space || !Viewer.Is(SpaceRole.Reader, space.Id))
        {
            return NotFound();
        }

        Space = space;
        var groups = await db.Set<Group>().AsNoTracking().ListedFor(db, Viewer).Where(group => group.SpaceId == space.Id || group.PartnerId == space.Id)
            .OrderBy(group => group.ClosedAt != null).ThenBy(group => group.Name).ThenBy(group => group.Id).ToListAsync(cancel);
        Groups = await GroupLine.OfAsync(db, spaces, groups, clock.GetUtcNow(), cancel);
        return Page();
    }
}
