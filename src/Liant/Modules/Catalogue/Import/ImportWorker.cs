using Liant.Platform.Database;
using Liant.Platform.Files;
using Liant.Platform.Imports;
using Liant.Platform.Start;
using Liant.Platform.Tables;
using Microsoft.EntityFrameworkCore;

namespace Liant.Modules.Catalogue.Import;

/// <summary>Runs, one at a time, the imports that pages have started: those that wait, and those whose process was killed, once their lease
/// has ended. Imports of the command line are left to it: their file is not here.</summary>
internal sealed class ImportWorker(
    IDbContextFactory<LiantDb> databases, ImportRun run, StoredFiles files, ImportBell bell, Readiness readiness, TimeProvider clock, ILogger<ImportWorker> log)
    : PeriodicWork(readiness, TimeSpan.FromSeconds(1), log, bell)
{
    protected override string Name => "Imports";

    protected override async Task WorkAsync(CancellationToken cancel)
    {
        while (await TakeAsync(cancel) is { } import)
        {
            await RunAsync(import, cancel);
        }
    }

    private async Task<SheetImport?> TakeAsync(CancellationToken cancel)
    {
        await using var db = await databases.CreateDbContextAsync(cancel);
        var now = clock.GetUtcNow();
        var import = await db.Set<SheetImport>().Include(i => i.FileSource)
            .Where(i => i.FileId != null && (i.State == ImportState.Waiting || (i.State == ImportState.Running && i.LeaseEndsAt < now)))
            .OrderBy(i => i.CreatedAt).FirstOrDefaultAsync(cancel);
        if (import is null || !import.CanBeTaken(now))
        {
            return null;
        }

        import.Take(now);
        try
        {
            await db.SaveChangesAsync(cancel);
            return import;
        }
        catch (DbUpdateConcurrencyException)
        {
            // Another node took it, or someone stopped it.
            return null;
        }
    }

    private async Task RunAsync(SheetImport import, CancellationToken cancel)
    {
        await using var content = await files.OpenCopyAsync(import.FileId!.Value, cancel);
        TableFile table;
        try
        {
            table = TableFile.Open(content);
        }
        catch (UnreadableFile unreadable)
        {
            await FailAsync(import.Id, unreadable.Message);
            return;
        }

        using (table)
        {
            await run.RunAsync(import, table, cancel);
        }
    }

    private async Task FailAsync(Guid id, string problem)
    {
        await using var db = await databases.CreateDbContextAsync(CancellationToken.None);
        (await db.Set<SheetImport>().SingleAsync(i => i.Id == id, CancellationToken.None)).Fail(problem, clock.GetUtcNow());
        await db.SaveChangesAsync(CancellationToken.None);
    }
}
