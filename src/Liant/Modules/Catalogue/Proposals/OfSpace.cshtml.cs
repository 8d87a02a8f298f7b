using Liant.Modules.Accounts.Contract;
using Liant.Platform.Database;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Liant.Modules.Catalogue.Proposals;

/// <summary>What is being written and what was proposed in the name of a space, and what became of it: for those who contribute there.</summary>
[Authorize]
public sealed class OfSpaceModel(LiantDb db, SpaceNames spaces) : PageModel
{
    private const int Most = 200;

    public NamedSpace Space { get; private set; } = null!;

    /// <summary>What she proposes now is in its name.</summary>
    public bool IsActing { get; private set; }

    public IReadOnlyList<Proposal> Proposals { get; private set; } = [];

    public IReadOnlyList<Proposal> Drafts { get; private set; } = [];

    /// <summary>The sheets that they are about or became, those that she may see.</summary>
    public IReadOnlyDictionary<Guid, Sheet> Sheets { get; private set; } = new Dictionary<Guid, Sheet>();

    public async Task<IActionResult> OnGetAsync(string slug, CancellationToken cancel)
    {
        var viewer = Viewer.From(User);
        if (await spaces.FindAsync(slug, cancel) is not { } space || !viewer.Is(SpaceRole.Contributor, space.Id))
        {
            return NotFound();
        }

        (Space, IsActing) = (space, viewer.ActsFor == space.Id);
        Proposals = await db.Set<Proposal>().AsNoTracking().VisibleTo(viewer, db).Where(proposal => proposal.SpaceId == space.Id).OrderByDescending(proposal => proposal.ProposedAt).Take(Most).ToListAsync(cancel);
        Drafts = await db.Set<Proposal>().AsNoTracking().DraftsOf(space.Id, viewer).OrderByDescending(draft => draft.ProposedAt).Take(Most).ToListAsync(cancel);
        var ids = Proposals.Select(proposal => proposal.SheetId).OfType<Guid>().ToList();
        Sheets = await db.Set<Sheet>().AsNoTracking().VisibleTo(viewer).Where(sheet => ids.Contains(sheet.Id)).ToDictionaryAsync(sheet => sheet.Id, cancel);
        return Page();
    }
}
