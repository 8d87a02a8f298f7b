using System.Data.Common;
using Microsoft.Data.Sqlite;

namespace Liant.Platform.Backup;

/// <summary>What a database says of its own tables. Not the model of EF Core: a new program must be able to back up the schema of an
/// old one before it migrates it.</summary>
internal static class StoredSchema
{
    /// <summary>Of EF Core: the history is in the manifest, the lock means nothing once its holder is gone.</summary>
    private const string NotOurs = "('__EFMigrationsHistory', '__EFMigrationsLock')";

    private const string SqliteColumns = $"""
        SELECT t.name, c.name, c.type, 'NO' FROM sqlite_schema t, pragma_table_info(t.name) c
        WHERE t.type = 'table' AND t.name NOT LIKE 'sqlite\_%' ESCAPE '\' AND t.name NOT IN {NotOurs} ORDER BY t.name, c.cid
        """;

    /// <summary>Without numbers of transactions, which mean nothing in another cluster.</summary>
    private const string PostgreSqlColumns = $"""
        SELECT table_name::text, column_name::text, data_type::text, is_identity::text
        FROM information_schema.columns JOIN information_schema.tables USING (table_schema, table_name)
        WHERE table_schema = current_schema() AND table_type = 'BASE TABLE' AND is_generated = 'NEVER' AND data_type <> 'xid8' AND table_name NOT IN {NotOurs}
        ORDER BY table_name, ordinal_position
        """;

    private const string SqliteReferences = """SELECT t.name, f."table" FROM sqlite_schema t, pragma_foreign_key_list(t.name) f WHERE t.type = 'table'""";

    private const string PostgreSqlReferences = """
        SELECT a.relname::text, b.relname::text FROM pg_constraint f JOIN pg_class a ON a.oid = f.conrelid JOIN pg_class b ON b.oid = f.confrelid
        WHERE f.contype = 'f' AND f.connamespace = current_schema()::regnamespace
        """;

    /// <returns>A table stands after those that it refers to.</returns>
    public static async Task<List<StoredTable>> ReadAsync(DbConnection connection, CancellationToken cancel)
    {
        var onSqlite = connection is SqliteConnection;
        var columns = await RowsAsync(connection, onSqlite ? SqliteColumns : PostgreSqlColumns, cancel);
        var references = await RowsAsync(connection, onSqlite ? SqliteReferences : PostgreSqlReferences, cancel);
        var waiting = columns.GroupBy(row => row[0])
            .Select(table => new StoredTable(table.Key, [.. table.Select(row => new StoredColumn(row[1], row[2], row[3] == "YES"))])).ToList();
        var ordered = new List<StoredTable>();
        while (waiting.Count > 0)
        {
            var next = waiting.FindIndex(table => !references.Exists(r => r[0] == table.Name && r[1] != table.Name && waiting.Exists(w => w.Name == r[1])));
            if (next < 0)
            {
                throw new InvalidOperationException($"Tables that refer to each other in a circle cannot be restored in any order: {string.Join(", ", waiting.Select(t => t.Name))}");
            }

            ordered.Add(waiting[next]);
            waiting.RemoveAt(next);
        }

        return ordered;
    }

    /// <returns>The migrations that the database has received; null when it never was one of Liant.</returns>
    public static async Task<List<string>?> MigrationsAsync(DbConnection connection, CancellationToken cancel)
    {
        var known = await RowsAsync(connection, connection is SqliteConnection
            ? "SELECT name FROM sqlite_schema WHERE name = '__EFMigrationsHistory'"
            : "SELECT relname::text FROM pg_class WHERE relname = '__EFMigrationsHistory' AND relnamespace = current_schema()::regnamespace", cancel);
        return known.Count == 0
            ? null
            : (await RowsAsync(connection, """SELECT "MigrationId" FROM "__EFMigrationsHistory" ORDER BY "MigrationId" """, cancel)).ConvertAll(row => row[0]);
    }

    public static async Task<bool> HasRowsAsync(DbConnection connection, IEnumerable<StoredTable> tables, CancellationToken cancel)
    {
        foreach (var table in tables)
        {
            if ((await RowsAsync(connection, $"SELECT 'x' FROM {Quoted(table.Name)} LIMIT 1", cancel)).Count > 0)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Names come from the database's own catalogue; a quote inside one is doubled all the same.</summary>
    public static string Quoted(string name) => $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    public static async Task ExecuteAsync(DbConnection connection, string sql, CancellationToken cancel)
    {
        await using var command = Command(connection, sql);
        await command.ExecuteNonQueryAsync(cancel);
    }

    /// <summary>Without a time limit on PostgreSQL: a million rows take the time they take. On SQLite the limit is of the wait for a lock only.</summary>
    public static DbCommand Command(DbConnection connection, string sql)
    {
        var command = connection.CreateCommand();
        (command.CommandText, command.CommandTimeout) = (sql, connection is SqliteConnection ? 30 : 0);
        return command;
    }

    private static async Task<List<string[]>> RowsAsync(DbConnection connection, string sql, CancellationToken cancel)
    {
        await using var command = Command(connection, sql);
        await using var reader = await command.ExecuteReaderAsync(cancel);
        var rows = new List<string[]>();
        while (await reader.ReadAsync(cancel))
        {
            rows.Add([.. Enumerable.Range(0, reader.FieldCount).Select(reader.GetString)]);
        }

        return rows;
    }
}

internal sealed record StoredTable(string Name, IReadOnlyList<StoredColumn> Columns)
{
    public string ColumnList => string.Join(", ", Columns.Select(column => StoredSchema.Quoted(column.Name)));
}

/// <param name="Declared">As the engine calls it.</param>
/// <param name="IsNumbered">PostgreSQL gives the numbers out of a sequence.</param>
internal sealed record StoredColumn(string Name, string Declared, bool IsNumbered)
{
    public ColumnType Type => Declared.ToUpperInvariant() switch
    {
        "TEXT" or "CHARACTER VARYING" or "CHARACTER" => ColumnType.Text,
        "INTEGER" or "BIGINT" or "SMALLINT" => ColumnType.Integer,
        "REAL" or "DOUBLE PRECISION" => ColumnType.Real,
        "BLOB" or "BYTEA" => ColumnType.Bytes,
        "BOOLEAN" => ColumnType.Boolean,
        "UUID" => ColumnType.Uuid,
        "DATE" => ColumnType.Date,
        _ => throw new InvalidOperationException($"Column {Name}: backups do not know the type \"{Declared}\" yet (Platform/Backup/StoredSchema.cs, RowLine.cs)."),
    };
}
