using Liant.Modules.Accounts.Contract;
using Liant.Platform.Database;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Liant.Modules.Catalogue.Links;

/// <summary>The links that no longer answer, with their sheets, the oldest first.</summary>
[Authorize(Roles = Viewer.EditorRole)]
public sealed class IndexModel(LiantDb db) : PageModel
{
    public const int PageSize = 100;

    [BindProperty(Name = "page_", SupportsGet = true)]
    public int Number { get; set; } = 1;

    public int Total { get; private set; }

    public DateTimeOffset? EndedAt { get; private set; }

    public IReadOnlyList<(BrokenLink Link, Sheet Sheet)> Broken { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken cancel)
    {
        ModelState.Clear();
        Number = Math.Clamp(Number, 1, 10_000);
        var broken = db.Set<BrokenLink>().AsNoTracking().Join(db.Set<Sheet>().AsNoTracking().VisibleTo(Viewer.From(User)), link => link.SheetId, sheet => sheet.Id, (link, sheet) => new { Link = link, Sheet = sheet });
        Total = await broken.CountAsync(cancel);
        Broken = (await broken.OrderBy(one => one.Link.SinceAt).ThenBy(one => one.Link.Id).Skip((Number - 1) * PageSize).Take(PageSize).ToListAsync(cancel)).ConvertAll(one => (one.Link, one.Sheet));
        EndedAt = await db.Set<LinkRound>().Select(round => round.EndedAt).SingleOrDefaultAsync(cancel);
    }
}
