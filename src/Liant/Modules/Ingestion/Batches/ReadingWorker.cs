using Liant.Modules.Ingestion.Documents;
using Liant.Modules.Ingestion.Understanding;
using Liant.Platform.Database;
using Liant.Platform.Files;
using Liant.Platform.Imports;
using Liant.Platform.Start;
using Microsoft.EntityFrameworkCore;

namespace Liant.Modules.Ingestion.Batches;

/// <summary>Reads what pages have sent, a few documents at a time: those that wait, and those whose process was killed, once their lease has ended.</summary>
internal sealed class ReadingWorker(
    IDbContextFactory<LiantDb> databases, StoredFiles files, DocumentReader reader, ReadingBell bell, Readiness readiness, TimeProvider clock, ILogger<ReadingWorker> log)
    : PeriodicWork(readiness, TimeSpan.FromSeconds(1), log, bell)
{
    private const int MostAtOnce = 4;

    protected override string Name => "Lecture de documents";

    protected override async Task WorkAsync(CancellationToken cancel)
    {
        while (await TakeAsync(cancel) is { Count: > 0 } taken)
        {
            await Parallel.ForEachAsync(taken, new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount, CancellationToken = cancel }, async (document, stop) => await ReadAsync(document, stop));
        }
    }

    private async Task<List<BatchDocument>> TakeAsync(CancellationToken cancel)
    {
        await using var db = await databases.CreateDbContextAsync(cancel);
        var now = clock.GetUtcNow();
        var stopped = db.Set<ReadingBatch>().Where(batch => batch.IsStopped).Select(batch => batch.Id);
        var waiting = await db.Set<BatchDocument>()
            .Where(document => (document.State == DocumentState.Waiting || (document.State == DocumentState.Running && document.LeaseEndsAt < now)) && !stopped.Contains(document.BatchId))
            .OrderBy(document => document.AddedAt).ThenBy(document => document.Rank).Take(MostAtOnce).ToListAsync(cancel);
        waiting.ForEach(document => document.Lend(now));
        try
        {
            await db.SaveChangesAsync(cancel);
            return waiting.FindAll(document => document.State == DocumentState.Running);
        }
        catch (DbUpdateConcurrencyException)
        {
            // Another node took some of them.
            return [];
        }
    }

    private async Task ReadAsync(BatchDocument document, CancellationToken cancel)
    {
        var read = await ReadFileAsync(document, cancel);
        await using var db = await databases.CreateDbContextAsync(cancel);
        db.Attach(document);
        db.AddRange(document.Take(read, null, clock.GetUtcNow()));
        try
        {
            await db.SaveChangesAsync(cancel);
        }
        catch (DbUpdateConcurrencyException)
        {
            // It took longer than its lease: another node has read it.
        }
    }

    private async Task<DocumentRead> ReadFileAsync(BatchDocument document, CancellationToken cancel)
    {
        await using var content = await files.OpenCopyAsync(document.FileId!.Value, cancel);
        try
        {
            return await DocumentRead.OfAsync(document.Name, await DocumentFile.ReadAsync(content, document.Name, cancel: cancel), reader, cancel);
        }
        catch (UnreadableFile unreadable)
        {
            return new DocumentRead(document.Name, null, null, unreadable.Message);
        }
    }
}
