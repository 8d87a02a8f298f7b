using Liant.Modules.Catalogue.Twins;
using Liant.Platform.Database;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace Liant.Modules.Catalogue.Import;

/// <summary>Writes the batches of one transaction, and one line of the change sequence for all the sheets that it added.</summary>
/// <param name="actor">Whose import it is.</param>
/// <param name="isCareful">Each batch after a savepoint: a clash with somebody else's sheet costs that batch other addresses, not the transaction.</param>
internal sealed class BatchWriter(LiantDb db, BatchMaker maker, KnownSheets known, string actor, TimeProvider clock, bool isCareful) : IAsyncDisposable
{
    private readonly BulkWriter bulk = new(db);
    private readonly List<ImportLine> lines = [];
    private readonly List<LikelyTwins> twins = [];
    private BatchCount count = BatchCount.None;
    private (Guid First, Guid Last)? added;

    public async Task WriteAsync(IDbContextTransaction transaction, Batch batch, CancellationToken cancel)
    {
        if (isCareful)
        {
            await WriteCarefullyAsync(transaction, batch, cancel);
        }
        else
        {
            await WriteOnceAsync(batch, cancel);
        }

        batch.Free();
    }

    /// <summary>What the transaction holds, to be saved with it.</summary>
    public async Task<BatchCount> EndAsync(CancellationToken cancel)
    {
        await bulk.EndAsync(cancel);
        await BulkInsert.WriteAsync(db, lines, cancel);
        await BulkInsert.WriteAsync(db, twins, cancel);
        if (added is { } sheets)
        {
            var change = new Change(Sheet.ManyChanged, $"{sheets.First:N}{sheets.Last:N}");
            db.Changes.Add(change);
            await db.SaveChangesAsync(cancel);
            db.ChangeTracker.Clear();
            count += BatchCount.None with { FirstChange = change.Sequence, LastChange = change.Sequence };
        }

        return count;
    }

    /// <summary>Before the transaction is left: rows may be on their way.</summary>
    public ValueTask DisposeAsync() => bulk.DisposeAsync();

    public static bool IsAddressTaken(Exception problem) => problem switch
    {
        Npgsql.PostgresException { SqlState: Npgsql.PostgresErrorCodes.UniqueViolation } or Microsoft.Data.Sqlite.SqliteException { SqliteErrorCode: 19 } => true,
        _ => problem.InnerException is { } inner && IsAddressTaken(inner),
    };

    private async Task WriteCarefullyAsync(IDbContextTransaction transaction, Batch batch, CancellationToken cancel)
    {
        for (var attempt = 1; ; attempt++)
        {
            await transaction.CreateSavepointAsync("batch", cancel);
            try
            {
                await WriteOnceAsync(batch, cancel);
                await transaction.ReleaseSavepointAsync("batch", cancel);
                return;
            }
            catch (Exception problem) when (attempt < 4 && IsAddressTaken(problem))
            {
                await transaction.RollbackToSavepointAsync("batch", cancel);
                db.ChangeTracker.Clear();
                await known.ReadSlugsAsync(db, cancel);
                maker.ChooseAddressesAgain(batch);
            }
        }
    }

    private async Task WriteOnceAsync(Batch batch, CancellationToken cancel)
    {
        foreach (var rows in batch.Ready)
        {
            await bulk.WriteAsync(rows, cancel);
        }

        if (isCareful || batch.Changed.Count > 0)
        {
            await bulk.EndAsync(cancel);
        }

        var revised = batch.Changed.Count == 0 ? new RevisedSheets.Outcome([], 0, []) : await new RevisedSheets(db, actor, clock.GetUtcNow()).WriteAsync(batch.Changed, cancel);
        db.ChangeTracker.Clear();
        if (batch.AddedIds is var (first, last))
        {
            added = added is { } before ? (before.First < first ? before.First : first, before.Last > last ? before.Last : last) : (first, last);
        }

        lines.AddRange(batch.Lines.Concat(revised.Refused.Select(refused => maker.RefusedLine(refused.Row, refused.Reason))));
        twins.AddRange(batch.Twins);
        count += new BatchCount(
            batch.Rows, batch.Added, revised.Updated, batch.Unchanged + batch.Changed.Count - revised.Updated - revised.Refused.Count,
            batch.Refused + revised.Refused.Count, batch.Remarks, batch.Twins.Count,
            revised.Changes.Count == 0 ? null : revised.Changes.Min(c => c.Sequence), revised.Changes.Count == 0 ? null : revised.Changes.Max(c => c.Sequence));
    }
}
