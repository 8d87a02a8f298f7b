using Liant.Modules.Accounts.Contract;
using Liant.Modules.Catalogue.Twins;
using Liant.Platform.Database;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Liant.Modules.Catalogue.Entry;

/// <summary>Where the operator starts: which kind of sheet to write, and the last ones written.</summary>
[Authorize(Roles = Viewer.EditorRole)]
public sealed class IndexModel(LiantDb db) : PageModel
{
    public IReadOnlyList<Sheet> Latest { get; private set; } = [];

    public int LikelyTwins { get; private set; }

    public async Task OnGetAsync(CancellationToken cancel)
    {
        LikelyTwins = await db.Set<LikelyTwins>().CountAsync(t => t.ToldApartAt == null, cancel);
        Latest = await db.Set<Sheet>().AsNoTracking().VisibleTo(Viewer.From(User)).OrderByDescending(s => s.UpdatedAt).ThenBy(s => s.Title).Take(20).ToListAsync(cancel);
    }
}
