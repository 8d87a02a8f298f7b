using Liant.Modules.Catalogue.Contract;
using Liant.Platform.Database;
using Liant.Platform.Start;
using Microsoft.EntityFrameworkCore;

namespace Liant.Modules.Catalogue.Attending;

/// <summary>Adds what this node counted to what the others did, and forgets after thirteen months: this month beside the same of last year.</summary>
internal sealed class AttendanceWriter(IDbContextFactory<LiantDb> databases, Attendance attendance, Readiness readiness, TimeProvider clock, ILogger<AttendanceWriter> log) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(30);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!await readiness.WaitAsync(stoppingToken))
        {
            return;
        }

        await using (var db = await databases.CreateDbContextAsync(stoppingToken))
        {
            attendance.Remember(await db.Set<DailySearches>().Select(searches => searches.Words).Distinct().ToListAsync(stoppingToken));
        }

        while (!stoppingToken.IsCancellationRequested)
        {
            await Task.Delay(Interval, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            try
            {
                // The last half minute too, when the site stops.
                await WriteAsync(CancellationToken.None);
            }
            catch (Exception problem)
            {
                log.LogError(problem, "Une demi-minute de fréquentation n’a pas pu être comptée");
            }
        }
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
