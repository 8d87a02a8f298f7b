using Liant.Modules.Catalogue.Loading;
using Liant.Platform.Database;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Liant.Modules.Catalogue.Import;

/// <summary>
/// The two indexes of the sheets whose order is not that of a file. A first load of a whole country sets them aside on PostgreSQL and builds
/// them at its end: kept row by row they take half of the server's time (docs/decisions/0016-bulk-rows.md). SQLite keeps them for what it
/// takes to sort them. Autovacuum keeps off meanwhile: it would read the rows again and again, and the building of the indexes waited a whole second (deadlock_timeout)
/// for it to give way. If the load is killed, whoever starts next puts all of this back.
/// </summary>
internal static class SheetIndexes
{
    private const int FewestRows = 100_000;
    private const int FewestToCount = 1_000;

    /// <summary>Only for a load that makes most of the table: until its end, a sheet is found by reading all there are.</summary>
    public static async Task<bool> SetAsideAsync(LiantDb db, long rows, CancellationToken cancel)
    {
        if (!db.Database.IsNpgsql() || rows < FewestRows || await db.Set<Sheet>().CountAsync(cancel) > rows / 4)
        {
            return false;
        }

        try
        {
            await using var transaction = await db.Database.BeginTransactionAsync(cancel);
            // Behind a backup, which reads the table for a while, everybody else would wait as well.
            await db.Database.ExecuteSqlRawAsync("""
                SET LOCAL lock_timeout = '2s';
                DROP INDEX IF EXISTS "IX_catalogue_sheets_Likeness";
                DROP INDEX IF EXISTS "IX_catalogue_sheets_Slug_KindSlug";
                ALTER TABLE "catalogue_sheets" SET (autovacuum_enabled = false)
                """, cancel);
            await transaction.CommitAsync(cancel);
            return true;
        }
        catch (PostgresException busy) when (busy.SqlState == PostgresErrorCodes.LockNotAvailable)
        {
            return false;
        }
    }

    /// <summary>Counts anew what stands in each column, before rows are looked up by their keys: PostgreSQL does so by itself a minute after a load, and until then, or after a load that was killed, takes a source of
    /// half a million sheets for one of a few, and reads them all for each batch.</summary>
    public static Task CountAnewAsync(LiantDb db, long rows, CancellationToken cancel) =>
        db.Database.IsNpgsql() && rows >= FewestToCount ? RunAsync(db, "ANALYZE \"catalogue_sheets\"", cancel) : Task.CompletedTask;

    /// <summary>Nothing to do when they are there. Looked at first: to build, even "if not exists", is to wait for whoever writes.</summary>
    public static async Task BuildAsync(LiantDb db, CancellationToken cancel)
    {
        if (!db.Database.IsNpgsql() || await AreThereAsync(db, cancel))
        {
            return;
        }

        for (var attempt = 1; ; attempt++)
        {
            try
            {
                // Side by side: each sorts on a core of its own.
                await Task.WhenAll(RunAsync(db, "CREATE INDEX IF NOT EXISTS \"IX_catalogue_sheets_Likeness\" ON \"catalogue_sheets\" (\"Likeness\")", cancel),
                    RunAsync(db, "CREATE UNIQUE INDEX IF NOT EXISTS \"IX_catalogue_sheets_Slug_KindSlug\" ON \"catalogue_sheets\" (\"Slug\", \"KindSlug\")", cancel));
                await RunAsync(db, "ALTER TABLE \"catalogue_sheets\" RESET (autovacuum_enabled)", cancel);
                return;
            }
            catch (PostgresException problem) when (problem.SqlState == PostgresErrorCodes.UniqueViolation && attempt < 4)
            {
                await GiveOthersAsync(db, cancel);
            }
        }
    }

    /// <summary>On a connection of its own.</summary>
    private static async Task RunAsync(LiantDb db, string sql, CancellationToken cancel)
    {
        await using var connection = ((NpgsqlConnection)db.Database.GetDbConnection()).CloneWith(db.Database.GetConnectionString()!);
        await connection.OpenAsync(cancel);
        // A million addresses sorted in memory, not through files.
        await using var command = new NpgsqlCommand($"SET maintenance_work_mem = '192MB'; {sql}", connection) { CommandTimeout = 0 };
        await command.ExecuteNonQueryAsync(cancel);
    }

    private static Task<bool> AreThereAsync(LiantDb db, CancellationToken cancel) => db.Database.SqlQueryRaw<bool>("""
        SELECT to_regclass('"IX_catalogue_sheets_Likeness"') IS NOT NULL AND to_regclass('"IX_catalogue_sheets_Slug_KindSlug"') IS NOT NULL
            AND NOT EXISTS (SELECT FROM pg_class WHERE oid = '"catalogue_sheets"'::regclass AND 'autovacuum_enabled=false' = ANY (reloptions)) AS "Value"
        """).SingleAsync(cancel);

    /// <summary>Someone saved a sheet under an address that a row of the load had just been given: the sheet entered by hand keeps it.</summary>
    private static async Task GiveOthersAsync(LiantDb db, CancellationToken cancel)
    {
        db.ChangeTracker.Clear();
        var shared = await db.Set<Sheet>().GroupBy(s => new { Kind = EF.Property<string>(s, "KindSlug"), s.Slug }).Where(same => same.Count() > 1).Select(same => same.Key).ToListAsync(cancel);
        foreach (var address in shared)
        {
            var ofKind = db.Set<Sheet>().Where(s => EF.Property<string>(s, "KindSlug") == address.Kind);
            var start = SheetSlugs.Candidates(address.Slug, null).First();
            var taken = await ofKind.Where(s => s.Slug.StartsWith(start)).Select(s => s.Slug).ToHashSetAsync(cancel);
            var same = await ofKind.Where(s => s.Slug == address.Slug).Select(s => new { s.Id, s.Origin }).ToListAsync(cancel);
            foreach (var other in same.OrderBy(s => s.Origin is not null).ThenBy(s => s.Id).Skip(1))
            {
                var free = SheetSlugs.Candidates(address.Slug, null).First(taken.Add);
                await db.Set<Sheet>().Where(s => s.Id == other.Id).ExecuteUpdateAsync(set => set.SetProperty(s => s.Slug, free), cancel);
                db.Changes.Add(new Change(Sheet.Changed, other.Id.ToString()));
            }
        }

        await db.SaveChangesAsync(cancel);
    }
}
