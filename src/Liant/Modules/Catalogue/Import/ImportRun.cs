using System.Diagnostics;
using System.Threading.Channels;
using Liant.Modules.Catalogue.Contract;
using Liant.Modules.Search.Contract;
using Liant.Modules.Territories.Contract;
using Liant.Platform.Database;
using Liant.Platform.Imports;
using Liant.Platform.Tables;
using Microsoft.EntityFrameworkCore;

namespace Liant.Modules.Catalogue.Import;

/// <summary>Runs one import to its end, or until it is stopped. One task reads rows, one makes sheets of them, one writes them; the
/// place in the file is written in that transaction, so that a killed run loses nothing and repeats nothing.</summary>
internal sealed class ImportRun(IDbContextFactory<LiantDb> databases, Geography geography, TimeProvider clock, ILogger<ImportRun> log)
{
    /// <summary>Few enough rows to die young: with ten thousand, a third of the time went to moving them about in memory. With five hundred, more objects are alive at once than the collector's list
    /// holds (some hundred thousand), and it walks through the dead ones to find them.</summary>
    private const int BatchSize = 100;

    /// <summary>Batches of rows that may wait to be made into sheets: objects, hence few.</summary>
    private const int RowsWaiting = 3;

    /// <summary>Batches that may wait to be written, as bytes: the rows go on being read while the database ends a transaction.</summary>
    private const int BatchesWaiting = 400;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(60);

    private static readonly TimeSpan TransactionLength = TimeSpan.FromSeconds(1.5);

    private readonly ImportProgress progress = new(databases, clock);

    /// <param name="import">Taken (<see cref="SheetImport.Take"/>) by the caller.</param>
    /// <param name="loads">Where no site runs that follows by itself: indexes a source that comes for the first time.</param>
    public async Task RunAsync(SheetImport import, TableFile table, CancellationToken cancel, LoadIndexing? loads = null)
    {
        try
        {
            await WriteAllAsync(import, table, loads, cancel);
        }
        catch (UnreadableFile unreadable)
        {
            await progress.EndAsync(import, i => i.Fail(unreadable.Message, clock.GetUtcNow()));
        }
        catch (ImportProgress.LeaseLost)
        {
            log.LogWarning("L’import {Import} a été repris par un autre processus", import.Id);
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            // The site or the command is being stopped: whoever starts next goes on.
            await progress.EndAsync(import, i => i.Stop(goesOn: i.FileId is not null));
            throw;
        }
        catch (Exception problem)
        {
            log.LogError(problem, "L’import {Import} a échoué", import.Id);
            await progress.EndAsync(import, i => i.Fail("Un imprévu a arrêté l’import ; le journal du serveur dit lequel. Ce qui est déjà chargé est gardé : l’import peut être repris.", clock.GetUtcNow()));
            throw;
        }
    }

    private async Task WriteAllAsync(SheetImport import, TableFile table, LoadIndexing? loads, CancellationToken cancel)
    {
        await using var db = await databases.CreateDbContextAsync(cancel);
        db.Database.SetCommandTimeout(TimeSpan.FromMinutes(5));
        // A savepoint costs SQLite a copy of every page that is then touched.
        db.Database.AutoSavepointsEnabled = false;
        await using var load = await BulkLoad.BeginAsync(db, cancel);
        using var index = loads is not null && await ComesFirstAsync(db, import, cancel) ? await loads.BeginAsync(import.Rows, cancel) : null;
        var isIndexed = false;
        var areSetAside = await SheetIndexes.SetAsideAsync(db, import.Rows - import.Position, cancel);
        try
        {
            isIndexed = await WriteRestAsync(db, import, table, isCareful: false, index, cancel);
        }
        catch (Exception problem) when (BatchWriter.IsAddressTaken(problem))
        {
            // Someone saves sheets at the same time: from the last place that was committed, so that a clash costs one batch. What was indexed of the transaction that is undone is not there.
            db.ChangeTracker.Clear();
            await WriteRestAsync(db, import, table, isCareful: true, null, cancel);
        }
        finally
        {
            if (areSetAside)
            {
                await SheetIndexes.BuildAsync(db, CancellationToken.None);
            }
        }

        if (index is not null && isIndexed)
        {
            await index.KeepAsync(cancel);
        }
    }

    private static async Task<bool> ComesFirstAsync(LiantDb db, SheetImport import, CancellationToken cancel) =>
        import.Position == 0 && !await db.Set<Sheet>().AnyAsync(sheet => sheet.Origin == import.FileSource!.Origin, cancel);

    /// <returns>False when someone asked to stop.</returns>
    private async Task<bool> WriteRestAsync(LiantDb db, SheetImport import, TableFile table, bool isCareful, IndexedLoad? index, CancellationToken cancel)
    {
        var source = await db.Set<FileSource>().AsNoTracking().SingleAsync(s => s.Id == import.FileSourceId, cancel);
        var plan = ColumnPlan.FromJson(import.Plan);
        var categories = await db.Set<SourceCategory>().AsNoTracking().Where(c => c.Origin == source.Origin).ToDictionaryAsync(c => c.Code, cancel);
        var reader = new RowReader(table.Columns, plan, source, categories, geography);
        var known = await KnownSheets.ReadAsync(db, source.Origin, import.Rows - import.Position, cancel);
        if (known.HasOrigin)
        {
            await SheetIndexes.CountAnewAsync(db, import.Rows - import.Position, cancel);
        }

        await using var lookups = await databases.CreateDbContextAsync(cancel);
        var maker = new BatchMaker(lookups, import, known, geography, clock, isCareful);

        using var stopReading = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        var rows = Channel.CreateBounded<List<ReadRow>>(RowsWaiting);
        var batches = Channel.CreateBounded<Batch>(isCareful ? 1 : BatchesWaiting);
        var before = import.Position;
        var stages = Task.WhenAll(
            Task.Run(() => ReadAsync(table, reader, rows.Writer, stopReading.Token), CancellationToken.None),
            Task.Run(() => MakeAsync(maker, before, rows.Reader, batches.Writer, index, stopReading.Token), CancellationToken.None));
        bool isStopped;
        try
        {
            isStopped = !await WriteBatchesAsync(db, import, maker, known, isCareful, batches.Reader, cancel);
        }
        finally
        {
            await stopReading.CancelAsync();
            await stages.ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
        }

        if (isStopped)
        {
            await progress.EndAsync(import, i => i.Stop(goesOn: false));
            return false;
        }

        if (reader.HasRelations)
        {
            await new ImportedRelations(db, import).WriteAsync(table, reader, cancel);
        }

        var absent = known.HasOrigin ? await maker.CountAbsentAsync(cancel) : 0;
        await progress.FinishAsync(db, import, source, absent, cancel);
        return true;
    }

    private static async Task MakeAsync(BatchMaker maker, long before, ChannelReader<List<ReadRow>> rows, ChannelWriter<Batch> batches, IndexedLoad? index, CancellationToken cancel)
    {
        try
        {
            await foreach (var read in rows.ReadAllAsync(cancel))
            {
                read.Where(row => row.Rank <= before).ToList().ForEach(maker.PassOver);
                var fresh = read[0].Rank > before ? read : read.Where(row => row.Rank > before).ToList();
                if (fresh.Count > 0)
                {
                    var batch = await maker.MakeAsync(fresh, cancel);
                    if (index is not null)
                    {
                        await index.AddAsync(batch.Texts());
                    }

                    if (!maker.IsCareful)
                    {
                        batch.Forget();
                    }

                    await batches.WriteAsync(batch, cancel);
                }
            }

            index?.Complete();
            batches.Complete();
        }
        catch (Exception problem)
        {
            batches.Complete(problem);
        }
    }

    /// <summary>Batches in transactions of a second or two: indexes are written once for all the rows that touched them, and whoever saves
    /// something meanwhile waits no longer than that. False when someone asked to stop.</summary>
    private async Task<bool> WriteBatchesAsync(LiantDb db, SheetImport import, BatchMaker maker, KnownSheets known, bool isCareful, ChannelReader<Batch> batches, CancellationToken cancel)
    {
        while (await batches.WaitToReadAsync(cancel))
        {
            var watch = Stopwatch.StartNew();
            await using var transaction = await db.Database.BeginTransactionAsync(cancel);
            if (await db.Set<SheetImport>().AnyAsync(i => i.Id == import.Id && i.IsAskedToStop, cancel))
            {
                return false;
            }

            await using var writer = new BatchWriter(db, maker, known, import.Actor, clock, isCareful);
            while (await IsReadyAsync(batches, TransactionLength - watch.Elapsed, cancel) && batches.TryRead(out var batch))
            {
                await writer.WriteAsync(transaction, batch, cancel);
            }

            var count = await writer.EndAsync(cancel);
            if (count.Rows > 0)
            {
                await progress.SaveAsync(db, import, count, cancel);
                await transaction.CommitAsync(cancel);
                import.Advance(count, clock.GetUtcNow());
                await LetOthersWriteAsync(db, cancel);
            }
        }

        // Asked to stop once there was nothing left to read: it is finished.
        return true;
    }

    /// <summary>Rows may come slowly; nobody waits for a transaction that waits for them.</summary>
    private static async Task<bool> IsReadyAsync(ChannelReader<Batch> batches, TimeSpan within, CancellationToken cancel)
    {
        if (within <= TimeSpan.Zero)
        {
            return false;
        }

        var ready = batches.WaitToReadAsync(cancel).AsTask();
        return (ready.IsCompleted || await Task.WhenAny(ready, Task.Delay(within, cancel)) == ready) && await ready;
    }

    /// <summary>SQLite has one writer, and whoever waits for it asks again ten times a second: without a pause, the next transaction would
    /// nearly always be ours.</summary>
    private static Task LetOthersWriteAsync(LiantDb db, CancellationToken cancel) => db.Database.IsSqlite() ? Task.Delay(Pause, cancel) : Task.CompletedTask;

    private static async Task ReadAsync(TableFile table, RowReader reader, ChannelWriter<List<ReadRow>> batches, CancellationToken cancel)
    {
        try
        {
            var rank = 0L;
            var batch = new List<ReadRow>(BatchSize);
            foreach (var row in table.Rows())
            {
                batch.Add(reader.Read(row, ++rank));
                if (batch.Count == BatchSize)
                {
                    await batches.WriteAsync(batch, cancel);
                    batch = new List<ReadRow>(BatchSize);
                }
            }

            if (batch.Count > 0)
            {
                await batches.WriteAsync(batch, cancel);
            }

            batches.Complete();
        }
        catch (Exception problem)
        {
            batches.Complete(problem);
        }
    }
}
