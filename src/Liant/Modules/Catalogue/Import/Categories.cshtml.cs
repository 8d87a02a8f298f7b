using Liant.Modules.Accounts.Contract;
using Liant.Platform.Database;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Liant.Modules.Catalogue.Import;

/// <summary>The categories of a source, and the theme that each comes under.</summary>
[Authorize(Roles = Viewer.OperatorRole)]
public sealed class CategoriesModel(LiantDb db) : PageModel
{
    public string Origin { get; private set; } = "";

    public IReadOnlyList<SourceCategory> Categories { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(string origin, CancellationToken cancel)
    {
        Origin = origin;
        Categories = await db.Set<SourceCategory>().AsNoTracking().Where(c => c.Origin == origin).OrderBy(c => c.Label).Take(2_000).ToListAsync(cancel);
        return Categories.Count == 0 ? NotFound() : Page();
    }
}
