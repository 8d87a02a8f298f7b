using Liant.Modules.Accounts.Contract;
using Liant.Platform;
using Liant.Platform.Database;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Liant.Modules.Catalogue.Proposals;

/// <summary>The editorial desk: what was proposed and waits, oldest first; what was decided, latest first.</summary>
[Authorize(Roles = Viewer.EditorRole)]
public sealed class DeskModel(LiantDb db, IEnumerable<LiantModule> modules) : PageModel
{
    public const int PageSize = 50;

    /// <summary>What was decided, rather than what waits.</summary>
    [BindProperty(Name = "decidees", SupportsGet = true)]
    public bool Decided { get; set; }

    [BindProperty(Name = "page_", SupportsGet = true)]
    public int Number { get; set; } = 1;

    public int Waiting { get; private set; }

    /// <summary>What else waits for her, wherever it is dealt with.</summary>
    public IReadOnlyList<WaitingWork> Elsewhere { get; private set; } = [];

    public int Total { get; private set; }

    public IReadOnlyList<Proposal> Proposals { get; private set; } = [];

    /// <summary>Titles of the sheets that corrections are about, those that she may see.</summary>
    public IReadOnlyDictionary<Guid, string> Titles { get; private set; } = new Dictionary<Guid, string>();

    public async Task OnGetAsync(CancellationToken cancel)
    {
        ModelState.Clear();
        Number = Math.Clamp(Number, 1, 100_000);
        var visible = db.Set<Proposal>().AsNoTracking().VisibleTo(Viewer.From(User), db);
        var open = visible.Where(proposal => proposal.State == ProposalState.Waiting || proposal.State == ProposalState.Asked);
        var listed = Decided
            ? visible.Where(proposal => proposal.State == ProposalState.Published || proposal.State == ProposalState.Refused).OrderByDescending(proposal => proposal.DecidedAt)
            : open.OrderBy(proposal => proposal.ProposedAt);
        Elsewhere = await modules.ToAsyncEnumerable().SelectMany(module => module.WaitingAsync(db, User, cancel)).Where(work => work.Count > 0).ToListAsync(cancel);
        (Waiting, Total) = (await open.CountAsync(cancel), await listed.CountAsync(cancel));
        Proposals = await listed.ThenBy(proposal => proposal.Id).Skip((Number - 1) * PageSize).Take(PageSize).ToListAsync(cancel);
        var sheets = Proposals.Select(proposal => proposal.SheetId).OfType<Guid>().ToList();
        Titles = await db.Set<Sheet>().VisibleTo(Viewer.From(User)).Where(sheet => sheets.Contains(sheet.Id)).Select(sheet => new { sheet.Id, sheet.Title }).ToDictionaryAsync(sheet => sheet.Id, sheet => sheet.Title, cancel);
    }
}
