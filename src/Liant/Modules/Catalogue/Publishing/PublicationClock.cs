using Liant.Platform.Audit;
using Liant.Platform.Database;
using Liant.Platform.Start;
using Microsoft.EntityFrameworkCore;

namespace Liant.Modules.Catalogue.Publishing;

/// <summary>Publishes sheets when their day comes, and takes away those whose last day is over. Several nodes may look at once: the version of a sheet lets one of them change it.</summary>
internal sealed class PublicationClock(IDbContextFactory<LiantDb> databases, Readiness readiness, TimeProvider clock, ILogger<PublicationClock> log) : PeriodicWork(readiness, TimeSpan.FromSeconds(20), log)
{
    private const int MostAtOnce = 200;

    protected override string Name => "Publication à date";

    protected override async Task WorkAsync(CancellationToken cancel)
    {
        while (await TurnAsync(cancel) > 0)
        {
        }
    }

    /// <summary>How many sheets this node changed.</summary>
    internal async Task<int> TurnAsync(CancellationToken cancel)
    {
        await using var db = await databases.CreateDbContextAsync(cancel);
        var now = clock.GetUtcNow();
        var due = await db.Set<Sheet>().Where(sheet => sheet.PublishesAt != null && sheet.PublishesAt <= now).Select(sheet => sheet.Id)
            .Union(db.Set<Sheet>().Where(sheet => sheet.IsPublished && sheet.ExpiresAt != null && sheet.ExpiresAt <= now).Select(sheet => sheet.Id)).OrderBy(id => id).Take(MostAtOnce).ToListAsync(cancel);
        var changed = 0;
        foreach (var id in due)
        {
            if (await db.Set<Sheet>().SingleOrDefaultAsync(one => one.Id == id, cancel) is { } sheet && sheet.KeepTime(now))
            {
                db.AuditEntries.Add(new AuditEntry { At = now, Actor = "system", Act = sheet.IsPublished ? "sheet-published" : "sheet-expired", Subject = $"{sheet.Kind.Slug()}/{sheet.Id:N}", Detail = sheet.Title });
                try
                {
                    await db.SaveChangesAsync(cancel);
                    changed++;
                }
                catch (DbUpdateConcurrencyException)
                {
                    // Another node, or an editor, was there first.
                }
            }

            db.ChangeTracker.Clear();
        }

        return changed;
    }
}
