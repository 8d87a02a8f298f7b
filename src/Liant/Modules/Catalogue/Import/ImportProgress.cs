using Liant.Platform.Audit;
using Liant.Platform.Database;
using Microsoft.EntityFrameworkCore;

namespace Liant.Modules.Catalogue.Import;

/// <summary>Where an import has got to, as the database says: with the rows of each transaction, and at its end.</summary>
internal sealed class ImportProgress(IDbContextFactory<LiantDb> databases, TimeProvider clock)
{
    /// <summary>In the transaction of the rows.</summary>
    /// <exception cref="LeaseLost">Another process has the import.</exception>
    public async Task SaveAsync(LiantDb db, SheetImport import, BatchCount count, CancellationToken cancel)
    {
        var lease = clock.GetUtcNow() + SheetImport.Lease;
        var held = await db.Set<SheetImport>().Where(i => i.Id == import.Id && i.Version == import.Version).ExecuteUpdateAsync(set => set
            .SetProperty(i => i.Position, i => i.Position + count.Rows).SetProperty(i => i.Added, i => i.Added + count.Added)
            .SetProperty(i => i.Updated, i => i.Updated + count.Updated).SetProperty(i => i.Unchanged, i => i.Unchanged + count.Unchanged)
            .SetProperty(i => i.Refused, i => i.Refused + count.Refused).SetProperty(i => i.Remarks, i => i.Remarks + count.Remarks)
            .SetProperty(i => i.LikelyDuplicates, i => i.LikelyDuplicates + count.LikelyDuplicates)
            .SetProperty(i => i.FirstChange, i => i.FirstChange ?? count.FirstChange).SetProperty(i => i.LastChange, i => count.LastChange ?? i.LastChange)
            .SetProperty(i => i.LeaseEndsAt, lease), cancel);
        if (held == 0)
        {
            throw new LeaseLost();
        }
    }

    public async Task FinishAsync(LiantDb db, SheetImport import, FileSource source, long absent, CancellationToken cancel)
    {
        var stored = await db.Set<SheetImport>().SingleAsync(i => i.Id == import.Id, cancel);
        stored.Finish(absent, clock.GetUtcNow());
        if (stored.Added + stored.Updated > 0)
        {
            db.AuditEntries.Add(new AuditEntry
            {
                At = clock.GetUtcNow(), Actor = stored.Actor, Act = "sheets-imported", Subject = $"import/{stored.Id:N}",
                Detail = $"{source.Title} ({stored.FileName}) : {stored.Added} ajoutées, {stored.Updated} mises à jour, {stored.Unchanged} inchangées, {stored.Refused} refusées",
            });
        }

        await db.SaveChangesAsync(cancel);
        import.Finish(absent, clock.GetUtcNow());
    }

    public async Task EndAsync(SheetImport import, Action<SheetImport> end)
    {
        await using var db = await databases.CreateDbContextAsync(CancellationToken.None);
        if (await db.Set<SheetImport>().SingleOrDefaultAsync(i => i.Id == import.Id && i.Version == import.Version) is { } stored)
        {
            end(stored);
            end(import);
            await db.SaveChangesAsync(CancellationToken.None);
        }
    }

    /// <summary>Another process holds the import now; what this one was about to write is undone with its transaction.</summary>
    public sealed class LeaseLost : Exception;
}
