using Liant.Modules.Accounts.Contract;
using Liant.Modules.Territories.Contract;
using Liant.Platform.Database;
using Liant.Platform.Errors;
using Liant.Platform.Files;
using Liant.Platform.Tables;
using Liant.Platform.Text;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace Liant.Modules.Catalogue.Import;

/// <summary>One import, in each of its states: what to make of the file, how far it is, what became of its rows.</summary>
[Authorize(Roles = Viewer.OperatorRole)]
public sealed class DetailsModel(LiantDb db, ImportDesk desk, StoredFiles files, ImportBell bell, Geography geography, IStringLocalizer<Texts> texts) : PageModel
{
    public const int PreviewRows = 20;

    private const int SampledRows = 50;

    public SheetImport Import { get; private set; } = null!;

    public PlanForm Form { get; private set; } = new();

    public FieldErrors Errors { get; } = new();

    /// <summary>A sentence on what stands in the way (409).</summary>
    public string? Obstacle { get; private set; }

    public IReadOnlyList<string> Columns { get; private set; } = [];

    /// <summary>The first values of each column.</summary>
    public IReadOnlyList<IReadOnlyList<string>> Samples { get; private set; } = [];

    public string? Shape { get; private set; }

    public bool IsRemembered { get; private set; }

    /// <summary>Columns that sheets of the chosen kind have no place for.</summary>
    public IReadOnlyList<string> Homeless { get; private set; } = [];

    public bool IsTaxonomy { get; private set; }

    /// <summary>An import of the same file, byte for byte.</summary>
    public SheetImport? Same { get; private set; }

    internal IReadOnlyList<ReadRow>? Preview { get; private set; }

    internal ImportOutcome Outcome { get; private set; } = ImportOutcome.None;

    public string? ErrorOf(string field) => Errors.Of(field);

    public string? CommuneOf(string? code) => geography.Gazetteer.Find(code) is { } commune ? geography.Gazetteer.Label(commune) : null;

    public async Task<IActionResult> OnGetAsync(string id, CancellationToken cancel) => await FindAsync(id, cancel) ? await ShownAsync(cancel) : NotFound();

    public async Task<IActionResult> OnGetRefusedAsync(string id, CancellationToken cancel)
    {
        if (!await FindAsync(id, cancel))
        {
            return NotFound();
        }

        var columns = ColumnPlan.FromJson(Import.Plan).Columns.Keys.ToList();
        if (Import.FileId is { } file)
        {
            await using var content = await files.OpenCopyAsync(file, cancel);
            using var table = TableFile.Open(content);
            columns = [.. table.Columns];
        }

        var output = new MemoryStream();
        await RefusedRows.WriteAsync(db, Import, columns, output, cancel);
        output.Position = 0;
        return File(output, "text/csv; charset=utf-8", $"refus-{Path.GetFileNameWithoutExtension(Import.FileName)}.csv");
    }

    public Task<IActionResult> OnPostPreviewAsync(string id, CancellationToken cancel) => WithFormAsync(id, async (table, plan, said) =>
    {
        var source = FileSource.Name(Guid.Empty, said.OriginOrTitle);
        source.Describe(said.Title, said.Publisher, said.PublishedOn, said.Url, said.Licence);
        var categories = await db.Set<SourceCategory>().AsNoTracking().Where(c => c.Origin == source.Origin).ToDictionaryAsync(c => c.Code, cancel);
        var reader = new RowReader(table.Columns, plan, source, categories, geography);
        Preview = table.Rows().Take(PreviewRows).Select((row, i) => reader.Read(row, i + 1)).ToList();
        return Page();
    }, cancel);

    public Task<IActionResult> OnPostStartAsync(string id, CancellationToken cancel) => WithFormAsync(id, async (table, plan, said) =>
    {
        try
        {
            await desk.StartAsync(Import, table, plan, said, cancel);
        }
        catch (DbUpdateException) when (!cancel.IsCancellationRequested)
        {
            // Sent twice at the same moment: the first one won. Another clash is a real error.
            db.ChangeTracker.Clear();
            await FindAsync(id, cancel);
            if (Import.State == ImportState.Prepared)
            {
                throw;
            }

            return await ConflictAsync(texts["Import.Started"], cancel);
        }

        bell.Ring();
        return LocalRedirect(Address);
    }, cancel);

    public async Task<IActionResult> OnPostCategoriesAsync(string id, CancellationToken cancel)
    {
        if (!await FindAsync(id, cancel))
        {
            return NotFound();
        }

        await TryUpdateModelAsync(Form, "");
        ModelState.Clear();
        var said = new ImportDesk.SourceSaid(Form.Source?.Trim() ?? "", null, null, null, null);
        foreach (var message in said.Check().ByField.SelectMany(e => e.Value))
        {
            Errors.Add("source", message);
        }

        if (Import.State != ImportState.Prepared || Import.FileId is not { } file)
        {
            return await ConflictAsync(texts["Import.Started"], cancel);
        }

        await using var content = await files.OpenCopyAsync(file, cancel);
        using var table = TableFile.Open(content);
        Show(table, null);
        if (Errors.Any || !IsTaxonomy)
        {
            return Refused();
        }

        var origin = await desk.OriginOfAsync(said, cancel);
        await new CategoryLoader(db).LoadAsync(table, origin, cancel);
        // It was no import of sheets: what it taught is kept, the file is not.
        await ForgetAsync(cancel);
        return LocalRedirect($"/imports/categories/{Uri.EscapeDataString(origin)}");
    }

    /// <summary>The file goes as well: nothing was made of it.</summary>
    public async Task<IActionResult> OnPostAbandonAsync(string id, CancellationToken cancel)
    {
        if (!await FindAsync(id, cancel))
        {
            return NotFound();
        }

        if (Import.State != ImportState.Prepared)
        {
            return await ConflictAsync(texts["Import.Started"], cancel);
        }

        await ForgetAsync(cancel);
        return LocalRedirect("/imports");
    }

    public Task<IActionResult> OnPostStopAsync(string id, CancellationToken cancel) => ChangeAsync(id, import => import.AskToStop(), cancel);

    public Task<IActionResult> OnPostResumeAsync(string id, CancellationToken cancel) => ChangeAsync(id, import => import.Resume(), cancel);

    private string Address => $"/imports/{Import.Id:N}";

    private async Task<IActionResult> ChangeAsync(string id, Action<SheetImport> change, CancellationToken cancel)
    {
        for (var attempt = 1; ; attempt++)
        {
            if (!await FindAsync(id, cancel))
            {
                return NotFound();
            }

            try
            {
                change(Import);
                await db.SaveChangesAsync(cancel);
                bell.Ring();
                return LocalRedirect(Address);
            }
            catch (RuleBroken rule)
            {
                return await ConflictAsync(rule.Message, cancel);
            }
            catch (DbUpdateConcurrencyException) when (attempt < 3)
            {
                // The run moved on meanwhile: asked again of what it has become.
                db.ChangeTracker.Clear();
            }
        }
    }

    private async Task<IActionResult> WithFormAsync(string id, Func<TableFile, ColumnPlan, ImportDesk.SourceSaid, Task<IActionResult>> act, CancellationToken cancel)
    {
        if (!await FindAsync(id, cancel))
        {
            return NotFound();
        }

        if (Import.State != ImportState.Prepared || Import.FileId is not { } file)
        {
            return await ConflictAsync(texts["Import.Started"], cancel);
        }

        await TryUpdateModelAsync(Form, "");
        ModelState.Clear();
        await using var content = await files.OpenCopyAsync(file, cancel);
        using var table = TableFile.Open(content);
        var (proposed, _, isRemembered) = await desk.ProposeAsync(table, null, cancel);
        Show(table, proposed);
        IsRemembered = isRemembered;
        var (plan, said) = Form.Read(table, proposed, Errors, texts);
        Homeless = KnownColumns.Homeless(plan);
        said = said with { Origin = Errors.Any ? null : await desk.OriginOfAsync(said, cancel) };
        return Errors.Any ? Refused() : await act(table, plan, said);
    }

    private PageResult Refused()
    {
        Response.StatusCode = StatusCodes.Status400BadRequest;
        return Page();
    }

    private async Task<IActionResult> ConflictAsync(string sentence, CancellationToken cancel)
    {
        Obstacle = sentence;
        Response.StatusCode = StatusCodes.Status409Conflict;
        return await ShownAsync(cancel);
    }

    private async Task<IActionResult> ShownAsync(CancellationToken cancel)
    {
        if (Import is { State: ImportState.Prepared, FileId: { } file })
        {
            await using var content = await files.OpenCopyAsync(file, cancel);
            using var table = TableFile.Open(content);
            var (proposed, source, isRemembered) = await desk.ProposeAsync(table, null, cancel);
            Same = await db.Set<SheetImport>().AsNoTracking().Where(i => i.Checksum == Import.Checksum && i.Id != Import.Id && i.State != ImportState.Prepared)
                .OrderByDescending(i => i.CreatedAt).FirstOrDefaultAsync(cancel);
            Form = PlanForm.Of(table, proposed, await IsEditionOfAsync(source, table, cancel) ? source : null);
            Homeless = KnownColumns.Homeless(proposed);
            IsRemembered = isRemembered;
            Show(table, proposed);
        }
        else
        {
            Outcome = await ImportOutcome.ReadAsync(db, Import, cancel);
        }

        return Page();
    }

    private void Show(TableFile table, ColumnPlan? proposed)
    {
        Columns = table.Columns;
        IsTaxonomy = KnownColumns.IsTaxonomy(table);
        Shape = proposed?.Shape;
        var rows = table.Rows().Take(SampledRows).ToList();
        Samples = table.Columns.Select((_, i) => (IReadOnlyList<string>)rows.Select(row => row.Cells.ElementAtOrDefault(i)).OfType<string>().Distinct().Take(3)
            .Select(cell => cell.Shown()).ToList()).ToList();
    }

    /// <summary>The file itself, "annuaire-2026-11.csv" after "annuaire-2026-03.csv", or its refused rows, whatever they were saved as. Two lists of one publisher often have the same columns: the
    /// source of one is not that of the other.</summary>
    private async Task<bool> IsEditionOfAsync(FileSource? source, TableFile table, CancellationToken cancel) => source is not null
        && (Same?.FileSourceId == source.Id || table.Columns.Contains(RefusedRows.ReasonColumn)
            || (await db.Set<SheetImport>().Where(i => i.FileSourceId == source.Id && i.Id != Import.Id).OrderByDescending(i => i.CreatedAt).Select(i => i.FileName).FirstOrDefaultAsync(cancel) is { } before
                && LettersOf(before) == LettersOf(Import.FileName)));

    private static string LettersOf(string fileName)
    {
        var letters = new string([.. Fold.Words(Path.GetFileNameWithoutExtension(fileName)).Where(char.IsLetter)]);
        return letters.StartsWith("refus", StringComparison.Ordinal) ? letters["refus".Length..] : letters;
    }

    private async Task ForgetAsync(CancellationToken cancel)
    {
        db.Remove(Import);
        db.RemoveRange(await db.Set<StoredFile>().Where(f => f.Id == Import.FileId).ToListAsync(cancel));
        await db.SaveChangesAsync(cancel);
    }

    private async Task<bool> FindAsync(string id, CancellationToken cancel)
    {
        if (!Guid.TryParseExact(id, "N", out var guid) || await db.Set<SheetImport>().Include(i => i.FileSource).SingleOrDefaultAsync(i => i.Id == guid, cancel) is not { } import)
        {
            return false;
        }

        Import = import;
        return true;
    }
}
