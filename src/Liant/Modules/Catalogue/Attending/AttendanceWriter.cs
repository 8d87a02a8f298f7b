using Liant.Modules.Catalogue.Contract;
using Liant.Platform.Database;
using Liant.Platform.Start;
using Microsoft.EntityFrameworkCore;

namespace Liant.Modules.Catalogue.Attending;

/// <summary>Adds what this node counted to what the others did, and forgets after thirteen months: this month beside the same of last year.</summary>
internal sealed class AttendanceWriter(IDbContextFactory<LiantDb> databases, Attendance attendance, Readiness readiness, TimeProvider clock, ILogger<AttendanceWriter> log) : PeriodicWork(readiness, TimeSpan.FromSeconds(30), log)
{
    private bool remembers;

    protected override string Name => "Fréquentation";

    /// <summary>The last half minute too, when the site stops.</summary>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await WriteAsync(CancellationToken.None);
    }

    protected override async Task WorkAsync(CancellationToken cancel)
    {
        if (!remembers)
        {
            await using var db = await databases.CreateDbContextAsync(cancel);
            attendance.Remember(await db.Set<DailySearches>().Select(searches => searches.Words).Distinct().ToListAsync(cancel));
            remembers = true;
        }

        // What was taken to be written is written, even if the site stops meanwhile.
        await WriteAsync(CancellationToken.None);
    }

    internal async Task WriteAsync(CancellationToken cancel)
    {
        var (reads, searches) = attendance.Take();
        if (reads.Count + searches.Count == 0)
        {
            return;
        }

        await using var db = await databases.CreateDbContextAsync(cancel);
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        // In one order on all nodes, so that two never wait for each other.
        foreach (var ((sheet, day), count) in reads.OrderBy(one => one.Key.Sheet).ThenBy(one => one.Key.Day))
        {
            await db.Database.ExecuteSqlAsync($"""
                INSERT INTO "catalogue_daily_reads" ("SheetId", "Day", "Count") VALUES ({sheet}, {day}, {count})
                ON CONFLICT ("SheetId", "Day") DO UPDATE SET "Count" = "catalogue_daily_reads"."Count" + excluded."Count"
                """, cancel);
        }

        foreach (var ((words, day), (count, empty)) in searches.OrderBy(one => one.Key.Words, StringComparer.Ordinal).ThenBy(one => one.Key.Day))
        {
            await db.Database.ExecuteSqlAsync($"""
                INSERT INTO "catalogue_daily_searches" ("Words", "Day", "Count", "Empty") VALUES ({words}, {day}, {count}, {empty})
                ON CONFLICT ("Words", "Day") DO UPDATE SET "Count" = "catalogue_daily_searches"."Count" + excluded."Count", "Empty" = "catalogue_daily_searches"."Empty" + excluded."Empty"
                """, cancel);
        }

        var old = int.Parse(clock.GetUtcNow().AddMonths(-13).ToString("yyyyMMdd", System.Globalization.CultureInfo.InvariantCulture), System.Globalization.CultureInfo.InvariantCulture);
        await db.Set<DailyReads>().Where(one => one.Day < old).ExecuteDeleteAsync(cancel);
        await db.Set<DailySearches>().Where(one => one.Day < old).ExecuteDeleteAsync(cancel);
        await transaction.CommitAsync(cancel);
    }
}
