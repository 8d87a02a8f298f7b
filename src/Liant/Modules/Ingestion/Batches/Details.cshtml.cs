using Liant.Modules.Accounts.Contract;
using Liant.Modules.Ingestion.Review;
using Liant.Platform.Database;
using Liant.Platform.Errors;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Liant.Modules.Ingestion.Batches;

/// <summary>One batch: how far its reading and its review have got, its documents, what was refused and why.</summary>
[Authorize(Roles = Viewer.EditorRole)]
public sealed class DetailsModel(LiantDb db, ReadingBell bell, TimeProvider clock) : PageModel
{
    private const int PageSize = 100;

    public BatchProgress Progress { get; private set; } = null!;

    public IReadOnlyList<DocumentLine> Documents { get; private set; } = [];

    public IReadOnlyList<Draft> Contradicted { get; private set; } = [];

    public Draft? Next { get; private set; }

    public string? Obstacle { get; private set; }

    /// <summary>The last draft of the batch, just decided on: to take it back.</summary>
    public Draft? JustDecided { get; private set; }

    [BindProperty(Name = "decidee", SupportsGet = true)]
    public string? Decided { get; set; }

    /// <summary>Documents just sent that were there already.</summary>
    [BindProperty(Name = "connus", SupportsGet = true)]
    public int Known { get; set; }

    [BindProperty(Name = "page_", SupportsGet = true)]
    public int Number { get; set; } = 1;

    public bool HasMore => Progress.Documents > Number * PageSize;

    public async Task<IActionResult> OnGetAsync(string id, CancellationToken cancel) => await ReadAsync(id, cancel) ? Page() : NotFound();

    public Task<IActionResult> OnPostStopAsync(string id, CancellationToken cancel) => ChangeAsync(id, batch => batch.Stop(), cancel);

    public Task<IActionResult> OnPostResumeAsync(string id, CancellationToken cancel) => ChangeAsync(id, batch => batch.Resume(), cancel);

    /// <summary>With its originals: what it was for is lost, not what came of it.</summary>
    public async Task<IActionResult> OnPostDeleteAsync(string id, CancellationToken cancel)
    {
        if (!await ReadAsync(id, cancel))
        {
            return NotFound();
        }

        try
        {
            await Progress.Batch.DeleteAsync(db, Viewer.ActorOf(User), clock.GetUtcNow(), cancel);
            return LocalRedirect("/bureau/lectures?supprime=" + Uri.EscapeDataString(Progress.Batch.Name));
        }
        catch (RuleBroken broken)
        {
            return Refused(broken);
        }
    }

    private PageResult Refused(RuleBroken broken)
    {
        (Obstacle, Response.StatusCode) = (broken.Message, StatusCodes.Status409Conflict);
        return Page();
    }

    private async Task<IActionResult> ChangeAsync(string id, Action<ReadingBatch> change, CancellationToken cancel)
    {
        if (!await ReadAsync(id, cancel))
        {
            return NotFound();
        }

        try
        {
            change(await db.Set<ReadingBatch>().SingleAsync(batch => batch.Id == Progress.Batch.Id, cancel));
            await db.SaveChangesAsync(cancel);
            bell.Ring();
            return LocalRedirect($"/bureau/lectures/{Progress.Batch.Id:N}");
        }
        catch (RuleBroken broken)
        {
            return Refused(broken);
        }
    }

    private async Task<bool> ReadAsync(string id, CancellationToken cancel)
    {
        ModelState.Clear();
        if (!Guid.TryParseExact(id, "N", out var key) || await BatchProgress.OfAsync(db, db.Set<ReadingBatch>().Where(batch => batch.Id == key), cancel) is not [var progress])
        {
            return false;
        }

        (Progress, Number, Known) = (progress, Math.Clamp(Number, 1, 100_000), Math.Clamp(Known, 0, IndexModel.MostFiles));
        Documents = await db.Set<BatchDocument>().AsNoTracking().Where(document => document.BatchId == key).OrderBy(document => document.Rank).Skip((Number - 1) * PageSize).Take(PageSize)
            .Select(document => new DocumentLine(document.Title ?? document.Name, document.Name, document.State, document.Format, document.Problem,
                db.Set<Draft>().Count(draft => draft.DocumentId == document.Id),
                db.Set<Draft>().Count(draft => draft.DocumentId == document.Id && draft.State == DraftState.Waiting),
                db.Set<Draft>().Where(draft => draft.DocumentId == document.Id).OrderBy(draft => draft.State == DraftState.Waiting ? 0 : 1).ThenBy(draft => draft.Position).Select(draft => (Guid?)draft.Id).FirstOrDefault())).ToListAsync(cancel);
        Contradicted = await Draft.Contradicted(db).AsNoTracking().Where(draft => draft.BatchId == key).OrderBy(draft => draft.Position).Take(PageSize).ToListAsync(cancel);
        JustDecided = Guid.TryParseExact(Decided, "N", out var decided) ? await db.Set<Draft>().AsNoTracking().SingleOrDefaultAsync(draft => draft.Id == decided && draft.BatchId == key && draft.State != DraftState.Waiting, cancel) : null;
        Next = await db.Set<Draft>().AsNoTracking().Where(draft => draft.BatchId == key && draft.State == DraftState.Waiting).OrderBy(draft => draft.Position).FirstOrDefaultAsync(cancel);
        return true;
    }
}

/// <param name="First">The draft to open: the first that waits, else the first.</param>
public sealed record DocumentLine(string Title, string Name, DocumentState State, string? Format, string? Problem, int Drafts, int Waiting, Guid? First);
