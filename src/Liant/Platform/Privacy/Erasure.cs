using Liant.Platform.Audit;
using Liant.Platform.Database;
using Microsoft.EntityFrameworkCore;

namespace Liant.Platform.Privacy;

/// <summary>Erases somebody from every module, in the caller's transaction: because she asked, or because she no longer comes.</summary>
internal static class Erasure
{
    /// <summary>After the commit. On SQLite the file of what was written lately still holds what the erased rows said: it is emptied, unless somebody reads at this moment, and then the next erasure does it.</summary>
    public static Task SweepAsync(LiantDb db, CancellationToken cancel) =>
        db.Database.IsSqlite() ? db.Database.ExecuteSqlRawAsync("PRAGMA busy_timeout=1000; PRAGMA wal_checkpoint(TRUNCATE); PRAGMA busy_timeout=10000", cancel) : Task.CompletedTask;

    public static async Task EraseAsync(this IEnumerable<LiantModule> modules, LiantDb db, Someone who, DateTimeOffset now, CancellationToken cancel)
    {
        foreach (var module in modules)
        {
            await module.ForgetAsync(db, who, cancel);
        }

        db.AuditEntries.Add(new AuditEntry { At = now, Actor = Someone.Nobody, Act = "account-erased", Subject = "person/" + Someone.Nobody });
    }
}
