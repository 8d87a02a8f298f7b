using Liant.Platform.Database;
using Liant.Platform.Start;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace Liant.Platform.Backup;

/// <summary>Filled under another name, then renamed: until the last moment there is no liant.db.</summary>
internal sealed class SqlitePlace(LiantSettings settings, ProgressLine progress) : RestorePlace(settings, progress)
{
    public override async Task FillAsync(BackupFile backup, IReadOnlyList<BackupManifest.Table> tables, CancellationToken cancel)
    {
        var part = Settings.SqliteFile + ".part";
        var options = new DbContextOptionsBuilder<LiantDb>();
        DatabaseServices.Configure(options, Settings, part);
        await using var db = new LiantDb(options.Options);
        await using var gate = await StartGate.EnterAsync(db, Settings, cancel);
        await RefuseUnlessEmptyAsync(cancel);
        Delete(part);
        try
        {
            await gate.MigrateAsync(cancel, backup.Manifest.Migrations[^1]);
            // Its journal cannot be changed while another connection, even an idle one of the pool, holds the file.
            Close(db);
            await InsertAsync(part, backup, tables, cancel);
            await gate.MigrateAsync(cancel);
            Close(db);
            await using (var written = new FileStream(part, FileMode.Open, FileAccess.ReadWrite))
            {
                written.Flush(flushToDisk: true);
            }

            // What stands there is empty; its log would be taken for the new file's.
            Delete(Settings.SqliteFile);
            File.Move(part, Settings.SqliteFile);
        }
        catch
        {
            Close(db);
            Delete(part);
            throw;
        }
    }

    private async Task RefuseUnlessEmptyAsync(CancellationToken cancel)
    {
        if (!File.Exists(Settings.SqliteFile))
        {
            return;
        }

        await using var connection = DatabaseServices.PlainConnection(Settings);
        try
        {
            await connection.OpenAsync(cancel);
            await RefuseUnlessEmptyAsync(connection, cancel);
        }
        catch (SqliteException unreadable)
        {
            throw new BackupRefused($"{Settings.SqliteFile} existe déjà et ne se lit pas ({unreadable.Message}). Déplacez ce fichier, puis recommencez. Rien n’a été touché.", unreadable);
        }
    }

    private async Task InsertAsync(string part, BackupFile backup, IReadOnlyList<BackupManifest.Table> tables, CancellationToken cancel)
    {
        await using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = part, Pooling = false }.ConnectionString);
        await connection.OpenAsync(cancel);
        // Nobody reads this file before it is renamed, and it is synced before: neither a journal nor a sync at each commit is of use.
        await StoredSchema.ExecuteAsync(connection, "PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA foreign_keys=OFF; BEGIN", cancel);
        var schema = await StoredSchema.ReadAsync(connection, cancel);
        foreach (var table in tables)
        {
            var here = InOrderOf(table, schema);
            // A migration may bring rows of its own; those of the backup stand instead.
            await StoredSchema.ExecuteAsync(connection, $"DELETE FROM {StoredSchema.Quoted(table.Name)}", cancel);
            await using var insert = connection.CreateCommand();
            insert.CommandText = $"INSERT INTO {StoredSchema.Quoted(table.Name)} ({here.ColumnList}) VALUES ({string.Join(", ", here.Columns.Select((_, i) => $"${i}"))})";
            var parameters = here.Columns.Select((_, i) => insert.Parameters.Add(new SqliteParameter($"${i}", null))).ToList();
            insert.Prepare();
            long count = 0;
            foreach (var row in backup.Rows(table))
            {
                for (var i = 0; i < row.Length; i++)
                {
                    parameters[i].Value = RowLine.Fit(row[i], here.Columns[i].Type) ?? DBNull.Value;
                }

                insert.ExecuteNonQuery();
                Say(table, ++count);
                cancel.ThrowIfCancellationRequested();
            }
        }

        await StoredSchema.ExecuteAsync(connection, "COMMIT", cancel);
        await using var orphans = StoredSchema.Command(connection, "SELECT count(*) FROM pragma_foreign_key_check");
        if ((long)(await orphans.ExecuteScalarAsync(cancel))! > 0)
        {
            throw new InvalidDataException("la sauvegarde contient des liens vers des lignes absentes");
        }
    }

    /// <summary>The last connection to close folds the log into the file.</summary>
    private static void Close(LiantDb db)
    {
        db.Database.CloseConnection();
        SqliteConnection.ClearPool((SqliteConnection)db.Database.GetDbConnection());
    }

    private static void Delete(string file)
    {
        foreach (var each in new[] { file + "-wal", file + "-shm", file + "-journal", file })
        {
            File.Delete(each);
        }
    }
}
