using Liant.Modules.Accounts.Contract;
using Liant.Modules.Catalogue.Publishing;
using Liant.Modules.Catalogue.Twins;
using Liant.Platform.Database;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Liant.Modules.Catalogue.Entry;

/// <summary>Where the operator starts: which kind of sheet to write, and the last ones written.</summary>
[Authorize(Roles = Viewer.EditorRole)]
public sealed class IndexModel(LiantDb db, TimeProvider clock) : PageModel
{
    public const int MostUnpublished = 100;

    public IReadOnlyList<Sheet> Latest { get; private set; } = [];

    public int LikelyTwins { get; private set; }

    /// <summary>Drafts, sheets to come, expired ones: those that change next first.</summary>
    public IReadOnlyList<Sheet> Unpublished { get; private set; } = [];

    public PublicationState StateOf(Sheet sheet) => sheet.StateAt(clock.GetUtcNow());

    public async Task OnGetAsync(CancellationToken cancel)
    {
        LikelyTwins = await db.TwinsFor(Viewer.From(User)).CountAsync(cancel);
        Latest = await db.Set<Sheet>().AsNoTracking().VisibleTo(Viewer.From(User)).OrderByDescending(s => s.UpdatedAt).ThenBy(s => s.Title).Take(20).ToListAsync(cancel);
        Unpublished = await db.Set<Sheet>().AsNoTracking().VisibleTo(Viewer.From(User)).Where(s => !s.IsPublished)
            .OrderByDescending(s => s.PublishesAt != null).ThenBy(s => s.PublishesAt).ThenByDescending(s => s.UpdatedAt).ThenBy(s => s.Id).Take(MostUnpublished).ToListAsync(cancel);
    }
}
