using Liant.Modules.Accounts.Contract;
using Liant.Modules.Ingestion.Documents;
using Liant.Modules.Ingestion.Review;
using Liant.Platform.Database;
using Liant.Platform.Files;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace Liant.Modules.Ingestion.Batches;

/// <summary>Sending documents to be read, the batches so far, and what their review taught.</summary>
[Authorize(Roles = Viewer.EditorRole)]
[UploadLimit]
public sealed class IndexModel(LiantDb db, TimeProvider clock, ReadingBell bell, IStringLocalizer<Texts> texts) : PageModel
{
    public const int MostFiles = 100;

    private const int MostShown = 50;

    public IReadOnlyList<BatchProgress> Batches { get; private set; } = [];

    public ReviewMeasures Measures { get; private set; } = ReviewMeasures.None;

    public string? Error { get; private set; }

    /// <summary>Name of the batch just deleted.</summary>
    [BindProperty(Name = "supprime", SupportsGet = true)]
    public string? Deleted { get; set; }

    [BindProperty(Name = "nom")]
    public string? Name { get; set; }

    public Task OnGetAsync(CancellationToken cancel) => ReadAsync(cancel);

    public async Task<IActionResult> OnPostAsync(List<IFormFile>? documents, CancellationToken cancel)
    {
        if (documents is not { Count: > 0 })
        {
            return await RefusedAsync(texts["Readings.Wrong.NoFile"], cancel);
        }

        if (documents.Count > MostFiles || documents.Sum(one => one.Length) > DocumentFile.MostBytes)
        {
            return await RefusedAsync(texts["Readings.Wrong.TooBig", MostFiles, UploadLimitAttribute.MostMegabytes], cancel, StatusCodes.Status413PayloadTooLarge);
        }

        var now = clock.GetUtcNow();
        var name = string.IsNullOrWhiteSpace(Name) ? documents[0].FileName : Name;
        var batch = ReadingBatch.Open(Guid.CreateVersion7(now), StoredFiles.Plain(name), Viewer.ActorOf(User), now);
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        db.Add(batch);
        var known = new HashSet<Guid>();
        var rank = 0;
        foreach (var one in documents)
        {
            await using var content = one.OpenReadStream();
            var checksum = await StoredFiles.ChecksumAsync(content, cancel);
            var document = await db.Set<BatchDocument>().SingleOrDefaultAsync(document => document.Checksum == checksum, cancel);
            if (document is { State: not DocumentState.Refused })
            {
                known.Add(document.BatchId);
                continue;
            }

            var file = document?.FileId ?? (await StoredFiles.AddAsync(db, content, one.FileName, checksum, now, cancel)).Id;
            if (document is null)
            {
                db.Add(BatchDocument.Add(Guid.CreateVersion7(now), batch.Id, rank++, StoredFiles.Plain(one.FileName), file, checksum, now));
            }
            else
            {
                known.Add(document.BatchId);
                document.Retry(file);
            }

            await db.SaveChangesAsync(cancel);
        }

        if (rank == 0)
        {
            // Nothing new: what is known is shown, and an empty batch would only be in the way.
            db.Remove(batch);
        }

        await db.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
        bell.Ring();
        return LocalRedirect(rank > 0 ? $"/bureau/lectures/{batch.Id:N}?connus={documents.Count - rank}" : $"/bureau/lectures/{known.First(id => id != batch.Id || known.Count == 1):N}?connus={documents.Count}");
    }

    private async Task<IActionResult> RefusedAsync(string message, CancellationToken cancel, int status = StatusCodes.Status400BadRequest)
    {
        Error = message;
        Response.StatusCode = status;
        await ReadAsync(cancel);
        return Page();
    }

    private async Task ReadAsync(CancellationToken cancel)
    {
        Batches = await BatchProgress.OfAsync(db, db.Set<ReadingBatch>().OrderByDescending(batch => batch.CreatedAt).Take(MostShown), cancel);
        Measures = await ReviewMeasures.ReadAsync(db, cancel);
    }
}
