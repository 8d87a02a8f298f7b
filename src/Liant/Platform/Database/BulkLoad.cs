using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace Liant.Platform.Database;

/// <summary>For a load that writes its place with its rows: commits wait for no disk (after a power cut the database is whole and the load
/// goes on from where the disk had got to), and on SQLite the pages of its indexes stay in memory, and nothing is overwritten that it deletes: no person is erased by a load. Holds the connection of the context
/// until its end; the next one to use it has its own settings (<see cref="SqliteDurability"/>).</summary>
internal sealed class BulkLoad : IAsyncDisposable
{
    private readonly LiantDb db;

    private BulkLoad(LiantDb db) => this.db = db;

    public static async Task<BulkLoad> BeginAsync(LiantDb db, CancellationToken cancel)
    {
        await db.Database.OpenConnectionAsync(cancel);
        var load = new BulkLoad(db);
        await db.Database.ExecuteSqlRawAsync(db.Database.IsSqlite()
            ? "PRAGMA synchronous=NORMAL; PRAGMA cache_size=-131072; PRAGMA wal_autocheckpoint=8000; PRAGMA secure_delete=OFF;"
            : "SET synchronous_commit = off", cancel);
        if (db.Database.GetDbConnection() is SqliteConnection connection)
        {
            SqliteDurability.Forget(connection);
        }

        return load;
    }

    public async ValueTask DisposeAsync() => await db.Database.CloseConnectionAsync();
}
