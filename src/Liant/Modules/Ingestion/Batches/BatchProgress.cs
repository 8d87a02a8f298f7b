using Liant.Modules.Ingestion.Review;
using Liant.Platform.Database;
using Microsoft.EntityFrameworkCore;

namespace Liant.Modules.Ingestion.Batches;

/// <summary>How far a batch has got: its documents read, its drafts decided on.</summary>
public sealed record BatchProgress(ReadingBatch Batch, int Documents, int ToRead, int Refused, int Drafts, int Waiting, int Contradicted)
{
    public int Read => Documents - ToRead - Refused;

    public int Decided => Drafts - Waiting;

    public bool IsUnderWay => ToRead > 0 && !Batch.IsStopped;

    public static async Task<IReadOnlyList<BatchProgress>> OfAsync(LiantDb db, IQueryable<ReadingBatch> batches, CancellationToken cancel)
    {
        var all = await batches.AsNoTracking().ToListAsync(cancel);
        var ids = all.ConvertAll(batch => batch.Id);
        var documents = await db.Set<BatchDocument>().Where(one => ids.Contains(one.BatchId)).GroupBy(one => new { one.BatchId, one.State }).Select(some => new { some.Key.BatchId, some.Key.State, Count = some.Count() }).ToListAsync(cancel);
        var drafts = await db.Set<Draft>().Where(one => ids.Contains(one.BatchId)).GroupBy(one => new { one.BatchId, one.State }).Select(some => new { some.Key.BatchId, some.Key.State, Count = some.Count() }).ToListAsync(cancel);
        var open = await Draft.Contradicted(db).Where(one => ids.Contains(one.BatchId)).GroupBy(one => one.BatchId).Select(some => new { some.Key, Count = some.Count() }).ToDictionaryAsync(some => some.Key, some => some.Count, cancel);
        return all.ConvertAll(batch => new BatchProgress(
            batch,
            documents.Where(one => one.BatchId == batch.Id).Sum(one => one.Count),
            documents.Where(one => one.BatchId == batch.Id && (one.State == DocumentState.Waiting || one.State == DocumentState.Running)).Sum(one => one.Count),
            documents.Where(one => one.BatchId == batch.Id && one.State == DocumentState.Refused).Sum(one => one.Count),
            drafts.Where(one => one.BatchId == batch.Id).Sum(one => one.Count),
            drafts.Where(one => one.BatchId == batch.Id && one.State == DraftState.Waiting).Sum(one => one.Count),
            open.GetValueOrDefault(batch.Id)));
    }
}
