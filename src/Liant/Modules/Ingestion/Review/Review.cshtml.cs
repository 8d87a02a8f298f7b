using Liant.Modules.Accounts.Contract;
using Liant.Modules.Catalogue.Contract;
using Liant.Modules.Ingestion.Batches;
using Liant.Modules.Territories.Contract;
using Liant.Platform.Audit;
using Liant.Platform.Database;
using Liant.Platform.Errors;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace Liant.Modules.Ingestion.Review;

/// <summary>One draft: its document with the passages marked, its fields, the sheets that it may be about. Accept, refuse, take back, next.</summary>
[Authorize(Roles = Viewer.EditorRole)]
public sealed class ReviewModel(LiantDb db, DraftDesk desk, SheetDesk sheets, Geography geography, ChangeFollower follower, TimeProvider clock, IStringLocalizer<Texts> texts) : PageModel
{
    /// <summary>A page left open over lunch says nothing of the time that a decision takes.</summary>
    private const int MostSeconds = 600;

    public Draft Draft { get; private set; } = null!;

    public BatchDocument Document { get; private set; } = null!;

    public BatchProgress Progress { get; private set; } = null!;

    public SheetSaid Read { get; private set; } = null!;

    public DraftForm Form { get; private set; } = new();

    public FieldErrors Errors { get; } = new();

    public string? Obstacle { get; private set; }

    /// <summary>Sheets that it may be about, each with what contradicts it.</summary>
    public IReadOnlyList<(KnownSheet Sheet, IReadOnlyList<Contradiction> Contradictions)> Like { get; private set; } = [];

    /// <summary>Other drafts of the same name, in other documents.</summary>
    public IReadOnlyList<(Draft Draft, string Document)> Elsewhere { get; private set; } = [];

    public KnownSheet? Sheet { get; private set; }

    public Guid? Previous { get; private set; }

    public Guid? Next { get; private set; }

    /// <summary>The draft just decided on, to take it back.</summary>
    public Draft? JustDecided { get; private set; }

    [BindProperty(Name = "entier", SupportsGet = true)]
    public bool IsWhole { get; set; }

    public async Task<IActionResult> OnGetAsync(string id, string? decidee, CancellationToken cancel)
    {
        if (!await FindAsync(id, cancel))
        {
            return NotFound();
        }

        Form = DraftForm.Of(Draft, Read, geography, clock.GetUtcNow());
        await ReadAroundAsync(Read, cancel);
        Form.Into = Like.FirstOrDefault(like => Read.IsSurelyThe(like.Sheet)).Sheet?.Id.ToString("N");
        JustDecided = Guid.TryParseExact(decidee, "N", out var decided) ? await db.Set<Draft>().AsNoTracking().SingleOrDefaultAsync(one => one.Id == decided && one.State != DraftState.Waiting, cancel) : null;
        return Page();
    }

    public async Task<IActionResult> OnPostAcceptAsync(string id, CancellationToken cancel)
    {
        if (!await FindFormAsync(id, cancel))
        {
            return NotFound();
        }

        var said = Form.ToSaid(Read, geography, Errors);
        foreach (var (field, messages) in sheets.Check(said).ByField)
        {
            Errors.Add(field, string.Join(' ', messages));
        }

        await ReadAroundAsync(said, cancel);
        if (Errors.Any)
        {
            return Refused(StatusCodes.Status400BadRequest, null);
        }

        var into = Guid.TryParseExact(Form.Into, "N", out var chosen) ? await sheets.FindAsync(db, chosen, Viewer.From(User), cancel) : null;
        if (into is null && !string.IsNullOrEmpty(Form.Into))
        {
            return Refused(StatusCodes.Status409Conflict, texts["Review.SheetGone"]);
        }

        var contradictions = into is null ? [] : said.Against(into, geography.Gazetteer);
        if (contradictions.Count > 0 && Form.Seen != SeenOf(into!, contradictions))
        {
            return Refused(StatusCodes.Status409Conflict, texts["Review.Contradicts", into!.Title]);
        }

        return await DecideAsync(async () =>
        {
            await desk.AcceptAsync(db, Draft, said, into?.Id, Form.Believed.ToHashSet(), DraftForm.Corrections(Read, said), [], Viewer.From(User), Viewer.ActorOf(User), cancel);
            return Draft;
        }, cancel);
    }

    public async Task<IActionResult> OnPostRefuseAsync(string id, CancellationToken cancel)
    {
        if (!await FindFormAsync(id, cancel))
        {
            return NotFound();
        }

        await ReadAroundAsync(Read, cancel);
        return await DecideAsync(() =>
        {
            Draft.Refuse(Viewer.From(User), clock.GetUtcNow());
            db.AuditEntries.Add(new AuditEntry { At = clock.GetUtcNow(), Actor = Viewer.ActorOf(User), Act = "draft-refused", Subject = $"draft/{Draft.Id:N}", Detail = Draft.Name });
            return Task.FromResult(Draft);
        }, cancel);
    }

    public async Task<IActionResult> OnPostTakeBackAsync(string id, CancellationToken cancel)
    {
        if (!await FindAsync(id, cancel))
        {
            return NotFound();
        }

        Form = DraftForm.Of(Draft, Read, geography, clock.GetUtcNow());
        await ReadAroundAsync(Read, cancel);
        try
        {
            if (Draft is { SheetId: { } sheet, SheetVersion: { } version })
            {
                await sheets.TakeBackAsync(db, sheet, version, Draft.SheetBefore, Viewer.ActorOf(User), cancel);
            }

            Draft.TakeBack();
            await db.SaveChangesAsync(cancel);
        }
        catch (RuleBroken broken)
        {
            return Refused(StatusCodes.Status409Conflict, broken.Message);
        }
        catch (DbUpdateConcurrencyException)
        {
            return await OvertakenAsync(cancel);
        }

        await follower.CatchUpAsync(cancel);
        return LocalRedirect($"/bureau/lectures/fiches/{Draft.Id:N}");
    }

    /// <summary>Somebody has looked at what a document and a sheet disagree about.</summary>
    public async Task<IActionResult> OnPostSettleAsync(string id, CancellationToken cancel)
    {
        if (!await FindAsync(id, cancel))
        {
            return NotFound();
        }

        // Twice is once: whoever settles second says the same.
        await db.Set<Draft>().Where(draft => draft.Id == Draft.Id).ExecuteUpdateAsync(set => set.SetProperty(draft => draft.HasContradictions, false), cancel);
        return LocalRedirect($"/bureau/lectures/{Draft.BatchId:N}");
    }

    /// <summary>What the page shows of a sheet that contradicts the document: sent back, it proves that the reviewer saw it.</summary>
    public static string SeenOf(KnownSheet sheet, IEnumerable<Contradiction> contradictions) =>
        $"{sheet.Id:N}:{string.Join(';', contradictions.Select(one => $"{one.Field}={one.Sheet}/{one.Document}"))}";

    public string? ErrorOf(string field) => Errors.Of(field);

    private async Task<IActionResult> DecideAsync(Func<Task<Draft>> decide, CancellationToken cancel)
    {
        var seconds = (long)(clock.GetUtcNow() - new DateTimeOffset(Math.Clamp(Form.ShownAt, 0, DateTimeOffset.MaxValue.UtcTicks), TimeSpan.Zero)).TotalSeconds;
        try
        {
            if (Form.Version != Draft.Version)
            {
                return await OvertakenAsync(cancel);
            }

            await decide();
            await db.SaveChangesAsync(cancel);
        }
        catch (RuleBroken broken)
        {
            return Refused(StatusCodes.Status409Conflict, broken.Message);
        }
        catch (DbUpdateException) when (!cancel.IsCancellationRequested)
        {
            // The draft was decided on meanwhile, or the sheet was: on the same name at the same moment, its address clashes first.
            return await OvertakenAsync(cancel);
        }

        seconds = Math.Clamp(seconds, 0, MostSeconds);
        await db.Set<ReadingBatch>().Where(batch => batch.Id == Draft.BatchId).ExecuteUpdateAsync(
            set => set.SetProperty(batch => batch.Decisions, batch => batch.Decisions + 1).SetProperty(batch => batch.SecondsSpent, batch => batch.SecondsSpent + seconds), cancel);
        await follower.CatchUpAsync(cancel);
        return LocalRedirect(Next is { } next ? $"/bureau/lectures/fiches/{next:N}?decidee={Draft.Id:N}" : $"/bureau/lectures/{Draft.BatchId:N}?decidee={Draft.Id:N}");
    }

    /// <summary>Somebody else decided first: the page says what, and keeps what was typed.</summary>
    private async Task<IActionResult> OvertakenAsync(CancellationToken cancel)
    {
        db.ChangeTracker.Clear();
        Draft = await db.Set<Draft>().SingleAsync(draft => draft.Id == Draft.Id, cancel);
        await ReadAroundAsync(Read, cancel);
        return Refused(StatusCodes.Status409Conflict, texts[Draft.Version == Form.Version ? "Review.SheetMeanwhile" : "Review.Meanwhile"]);
    }

    private PageResult Refused(int status, string? obstacle)
    {
        (Obstacle, Response.StatusCode) = (obstacle, status);
        return Page();
    }

    private async Task<bool> FindFormAsync(string id, CancellationToken cancel)
    {
        await TryUpdateModelAsync(Form, "");
        return await FindAsync(id, cancel);
    }

    private async Task<bool> FindAsync(string id, CancellationToken cancel)
    {
        ModelState.Clear();
        if (!Guid.TryParseExact(id, "N", out var key) || await db.Set<Draft>().SingleOrDefaultAsync(draft => draft.Id == key, cancel) is not { } draft)
        {
            return false;
        }

        Draft = draft;
        Document = await db.Set<BatchDocument>().AsNoTracking().SingleAsync(document => document.Id == draft.DocumentId, cancel);
        Read = DraftSheet.Of(Draft, Document);
        return true;
    }

    private async Task ReadAroundAsync(SheetSaid said, CancellationToken cancel)
    {
        var viewer = Viewer.From(User);
        Progress = (await BatchProgress.OfAsync(db, db.Set<ReadingBatch>().Where(batch => batch.Id == Draft.BatchId), cancel))[0];
        Sheet = Draft.SheetId is { } id ? await sheets.FindAsync(db, id, viewer, cancel) : null;
        Like = !Draft.IsWaiting || Fits(said) is not { } fitting ? []
            : (await sheets.FindLikeAsync(db, fitting, viewer, cancel)).Select(sheet => (sheet, said.Against(sheet, geography.Gazetteer))).ToList();
        if (Draft.IsWaiting && Guid.TryParseExact(Form.Into, "N", out var chosen) && Like.All(one => one.Sheet.Id != chosen) && await sheets.FindAsync(db, chosen, viewer, cancel) is { } kept)
        {
            // What was chosen stays a choice, whatever is typed of the name since.
            Like = [.. Like, (kept, said.Against(kept, geography.Gazetteer))];
        }

        var others = await db.Set<Draft>().AsNoTracking().Where(draft => draft.NameKey == Draft.NameKey && draft.NameKey != "" && draft.DocumentId != Draft.DocumentId).OrderBy(draft => draft.Id).Take(10).ToListAsync(cancel);
        var documents = others.ConvertAll(draft => draft.DocumentId);
        var names = await db.Set<BatchDocument>().Where(document => documents.Contains(document.Id)).Select(document => new { document.Id, Name = document.Title ?? document.Name }).ToDictionaryAsync(document => document.Id, document => document.Name, cancel);
        Elsewhere = others.ConvertAll(draft => (draft, names[draft.DocumentId]));
        var waiting = db.Set<Draft>().Where(draft => draft.BatchId == Draft.BatchId && draft.State == DraftState.Waiting && draft.Id != Draft.Id);
        Next = await waiting.OrderBy(draft => draft.Position > Draft.Position ? 0 : 1).ThenBy(draft => draft.Position).Select(draft => (Guid?)draft.Id).FirstOrDefaultAsync(cancel);
        Previous = await db.Set<Draft>().Where(draft => draft.BatchId == Draft.BatchId && draft.Position < Draft.Position).OrderByDescending(draft => draft.Position).Select(draft => (Guid?)draft.Id).FirstOrDefaultAsync(cancel);
    }

    /// <summary>Too little typed to look for anything.</summary>
    private static SheetSaid? Fits(SheetSaid said) => string.IsNullOrWhiteSpace(said.Title) ? null : said;
}
