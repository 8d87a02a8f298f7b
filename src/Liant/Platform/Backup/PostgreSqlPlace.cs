using Liant.Platform.Database;
using Liant.Platform.Start;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using NpgsqlTypes;

namespace Liant.Platform.Backup;

/// <summary>All rows in one transaction, by binary COPY; before it there are tables without rows at most, which still counts as empty.</summary>
internal sealed class PostgreSqlPlace(LiantSettings settings, ProgressLine progress) : RestorePlace(settings, progress)
{
    public override async Task FillAsync(BackupFile backup, IReadOnlyList<BackupManifest.Table> tables, CancellationToken cancel)
    {
        var options = new DbContextOptionsBuilder<LiantDb>();
        DatabaseServices.Configure(options, Settings);
        await using var db = new LiantDb(options.Options);
        await using var gate = await StartGate.EnterAsync(db, Settings, cancel);
        await using var connection = new NpgsqlConnection(Settings.Database);
        await connection.OpenAsync(cancel);
        await ClearEmptySchemaAsync(connection, [.. tables.Select(table => table.Name), .. db.Model.GetEntityTypes().Select(entity => entity.GetTableName()!)], cancel);
        await gate.MigrateAsync(cancel, backup.Manifest.Migrations[^1]);
        await CopyAsync(connection, backup, tables, cancel);
        await gate.MigrateAsync(cancel);
    }

    /// <summary>Tables without rows may be of a later version than the backup, and migrations do not go back: they are made again.</summary>
    private static async Task ClearEmptySchemaAsync(NpgsqlConnection connection, IReadOnlyList<string> ours, CancellationToken cancel)
    {
        await using var transaction = await connection.BeginTransactionAsync(cancel);
        var names = (await StoredSchema.ReadAsync(connection, cancel)).ConvertAll(table => table.Name);
        if (names.Count > 0)
        {
            // A site that starts now waits for the gate; whoever else writes waits here.
            await StoredSchema.ExecuteAsync(connection, $"LOCK TABLE {List(names)} IN ACCESS EXCLUSIVE MODE", cancel);
            await RefuseUnlessEmptyAsync(connection, cancel);
        }

        var old = names.Intersect(ours).ToList();
        if (await StoredSchema.MigrationsAsync(connection, cancel) is not null)
        {
            old.Add("__EFMigrationsHistory");
        }

        if (old.Count > 0)
        {
            await StoredSchema.ExecuteAsync(connection, $"DROP TABLE {List(old)}", cancel);
        }

        await transaction.CommitAsync(cancel);

        static string List(IEnumerable<string> tables) => string.Join(", ", tables.Select(StoredSchema.Quoted));
    }

    private async Task CopyAsync(NpgsqlConnection connection, BackupFile backup, IReadOnlyList<BackupManifest.Table> tables, CancellationToken cancel)
    {
        var schema = await StoredSchema.ReadAsync(connection, cancel);
        await using var transaction = await connection.BeginTransactionAsync(cancel);
        foreach (var table in tables.Reverse())
        {
            // A migration may bring rows of its own; those of the backup stand instead.
            await StoredSchema.ExecuteAsync(connection, $"DELETE FROM {StoredSchema.Quoted(table.Name)}", cancel);
        }

        foreach (var table in tables)
        {
            var here = InOrderOf(table, schema);
            await CopyAsync(connection, backup, table, here, cancel);
            foreach (var column in here.Columns.Where(column => column.IsNumbered))
            {
                var (name, numbers) = (StoredSchema.Quoted(table.Name), StoredSchema.Quoted(column.Name));
                await using var next = connection.CreateCommand();
                next.CommandText = $"SELECT setval(pg_get_serial_sequence($1, $2), coalesce(max({numbers}), 0) + 1, false) FROM {name}";
                next.Parameters.Add(new NpgsqlParameter<string> { TypedValue = name });
                next.Parameters.Add(new NpgsqlParameter<string> { TypedValue = column.Name });
                await next.ExecuteNonQueryAsync(cancel);
            }
        }

        await transaction.CommitAsync(cancel);
    }

    private async Task CopyAsync(NpgsqlConnection connection, BackupFile backup, BackupManifest.Table table, StoredTable here, CancellationToken cancel)
    {
        await using var copy = await connection.BeginBinaryImportAsync($"COPY {StoredSchema.Quoted(here.Name)} ({here.ColumnList}) FROM STDIN (FORMAT BINARY)", cancel);
        // Of one answer of the server, at the end of the copy: a million rows take the time they take.
        copy.Timeout = TimeSpan.FromDays(1);
        long count = 0;
        foreach (var row in backup.Rows(table))
        {
            await copy.StartRowAsync(cancel);
            for (var i = 0; i < row.Length; i++)
            {
                await WriteAsync(copy, RowLine.Fit(row[i], here.Columns[i].Type), here.Columns[i], cancel);
            }

            Say(table, ++count);
        }

        await copy.CompleteAsync(cancel);
    }

    private static Task WriteAsync(NpgsqlBinaryImporter copy, object? value, StoredColumn column, CancellationToken cancel) => value switch
    {
        null => copy.WriteNullAsync(cancel),
        long number when column.Declared == "integer" => copy.WriteAsync(checked((int)number), NpgsqlDbType.Integer, cancel),
        long number when column.Declared == "smallint" => copy.WriteAsync(checked((short)number), NpgsqlDbType.Smallint, cancel),
        long number => copy.WriteAsync(number, NpgsqlDbType.Bigint, cancel),
        double number when column.Declared == "real" => copy.WriteAsync((float)number, NpgsqlDbType.Real, cancel),
        double number => copy.WriteAsync(number, NpgsqlDbType.Double, cancel),
        bool truth => copy.WriteAsync(truth, NpgsqlDbType.Boolean, cancel),
        Guid id => copy.WriteAsync(id, NpgsqlDbType.Uuid, cancel),
        DateOnly day => copy.WriteAsync(day, NpgsqlDbType.Date, cancel),
        byte[] bytes => copy.WriteAsync(bytes, NpgsqlDbType.Bytea, cancel),
        _ => copy.WriteAsync((string)value, NpgsqlDbType.Text, cancel),
    };
}
