using System.Buffers;
using Liant.Modules.Catalogue.Contract;
using Liant.Modules.Search.Index;
using Liant.Modules.Search.Segments;
using Liant.Modules.Search.Snapshots;
using Liant.Platform.Database;
using Microsoft.EntityFrameworkCore;

namespace Liant.Modules.Search.Contract;

/// <summary>One load on its way into an index; left without <see cref="KeepAsync"/>, nothing of it is kept. The load is what matters: where the index cannot follow, it is given up, and made at the next start.</summary>
public sealed class IndexedLoad : IDisposable
{
    /// <summary>One segment is filled at a time: the other cores read rows and make sheets of them.</summary>
    private const int Cores = 1;

    private const int BatchesWaiting = 3;

    /// <summary>Half a gigabyte: more than a segment takes before it is put in order.</summary>
    private const int MostSpareBlocks = (512 << 20) / BytePool.BlockSize;

    private readonly IDbContextFactory<LiantDb> databases;
    private readonly IndexedCatalogue indexed;
    private readonly KeptIndex kept;
    private readonly ChangeFeed feed;
    private readonly SheetIndex index;
    private readonly ILogger log;
    private readonly SegmentsInTheMaking making;
    private bool isGivenUp;

    /// <param name="feed">Started before the load.</param>
    /// <param name="index">Has the sheets that were there before it.</param>
    internal IndexedLoad(IDbContextFactory<LiantDb> databases, IndexedCatalogue indexed, KeptIndex kept, ChangeFeed feed, SheetIndex index, ILogger log, CancellationToken cancel)
    {
        (this.databases, this.indexed, this.kept, this.feed, this.index, this.log) = (databases, indexed, kept, feed, index, log);
        making = index.Make(Cores, BatchesWaiting, ArrayPool<byte>.Create(BytePool.BlockSize, MostSpareBlocks), kept.KeepAhead, cancel);
    }

    /// <summary>These are about to be stored, each as it will be read.</summary>
    /// <param name="sheets">Read later, on another thread.</param>
    public async Task AddAsync(IEnumerable<SheetText> sheets)
    {
        if (isGivenUp)
        {
            return;
        }

        try
        {
            await making.AddAsync(sheets);
        }
        catch (OperationCanceledException)
        {
            // A builder failed, which the end says, or the load is being stopped.
            isGivenUp = true;
        }
    }

    /// <summary>No more come; some may still be on their way to the database.</summary>
    public void Complete() => making.Complete();

    /// <summary>All of them are stored: the index is kept, with what others wrote meanwhile. What goes wrong in it is logged.</summary>
    public async Task KeepAsync(CancellationToken cancel)
    {
        try
        {
            index.Take(await making.EndAsync(), []);
            await using var db = await databases.CreateDbContextAsync(cancel);
            await feed.FollowAsync(db, changes => FollowAsync(changes.Where(change => IndexedCatalogue.FollowedKinds.Contains(change.Kind)).ToList(), cancel), cancel);
            if (!isGivenUp)
            {
                await kept.KeepAsync(() => index, cancel);
            }
        }
        catch (Exception problem) when (problem is not OperationCanceledException)
        {
            log.LogWarning(problem, "L’index de ce chargement n’a pas pu être gardé : le prochain démarrage lira la base");
        }
    }

    public void Dispose()
    {
        making.Dispose();
        kept.Dispose();
    }

    /// <summary>What this load wrote is there; what others wrote meanwhile is read.</summary>
    private async Task FollowAsync(IReadOnlyList<Change> changes, CancellationToken cancel)
    {
        if (!changes.All(IndexedCatalogue.IsOfSheets))
        {
            isGivenUp = true;
            return;
        }

        await indexed.TakeAsync(index, changes.Where(change => !IsOfThisLoad(change)).ToList(), cancel);
    }

    /// <summary>Identifiers of a load follow one another, and nobody else's stand between them.</summary>
    private bool IsOfThisLoad(Change change) =>
        change.Kind == CatalogueReader.SheetsChanged && CatalogueReader.Between(change) is var (first, last) && index.Reading.Find(first) is not null && index.Reading.Find(last) is not null;
}
