using Liant.Platform.Database;
using Microsoft.EntityFrameworkCore;

namespace Liant.Platform.Start;

/// <summary>Lets one process at a time migrate and load first data. An advisory lock on PostgreSQL, a locked file beside
/// the SQLite database; both are released by the system when the holder dies, however it dies.</summary>
internal sealed class StartGate : IAsyncDisposable
{
    private const long AdvisoryLock = 0x4C69_616E_74; // "Liant"

    private readonly LiantDb db;
    private readonly FileStream? file;

    private StartGate(LiantDb db, FileStream? file) => (this.db, this.file) = (db, file);

    public static async Task<StartGate> EnterAsync(LiantDb db, LiantSettings settings, CancellationToken cancel)
    {
        if (settings.UsesPostgreSql)
        {
            await db.Database.OpenConnectionAsync(cancel);
            db.Database.SetCommandTimeout(TimeSpan.FromMinutes(10));
            await db.Database.ExecuteSqlAsync($"SELECT pg_advisory_lock({AdvisoryLock})", cancel);
            return new StartGate(db, null);
        }

        Directory.CreateDirectory(settings.DataFolder);
        var path = Path.Combine(settings.DataFolder, "start.lock");
        while (true)
        {
            try
            {
                return new StartGate(db, new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
            }
            catch (IOException)
            {
                await Task.Delay(50, cancel);
            }
        }
    }

    /// <param name="upTo">The migration to stop at; the last one when absent.</param>
    public async Task MigrateAsync(CancellationToken cancel, string? upTo = null)
    {
        if (file is not null)
        {
            // EF Core's own lock on SQLite is a row that outlives a killed process and would block every later start.
            // Holding the gate, we know that nobody else migrates.
            await db.Database.ExecuteSqlRawAsync("""DROP TABLE IF EXISTS "__EFMigrationsLock" """, cancel);
        }

        await db.Database.MigrateAsync(upTo, cancel);
    }

    public async ValueTask DisposeAsync()
    {
        if (file is not null)
        {
            await file.DisposeAsync();
            return;
        }

        await db.Database.ExecuteSqlAsync($"SELECT pg_advisory_unlock({AdvisoryLock})");
        await db.Database.CloseConnectionAsync();
    }
}
