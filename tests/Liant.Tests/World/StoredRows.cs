using System.Data.Common;
using System.Globalization;
using Microsoft.EntityFrameworkCore;

namespace Liant.Tests.World;

/// <summary>Everything that a database holds, written the same way for both engines, read without a line of the product's backup.</summary>
internal static class StoredRows
{
    /// <summary>Lines "column=value" by table, in an order of their own. Without numbers of transactions, which are the engine's.</summary>
    public static async Task<SortedDictionary<string, List<string>>> ReadAsync(Storage storage)
    {
        await using var db = storage.OpenContext();
        await db.Database.OpenConnectionAsync();
        var connection = db.Database.GetDbConnection();
        var rows = new SortedDictionary<string, List<string>>(StringComparer.Ordinal);
        foreach (var table in await TablesAsync(storage))
        {
            rows[table] = await LinesAsync(connection, $"SELECT * FROM \"{table}\"", row => string.Join(" | ", Enumerable.Range(0, row.FieldCount).Where(i => row.GetDataTypeName(i) != "xid8")
                .OrderBy(row.GetName, StringComparer.Ordinal).Select(i => $"{row.GetName(i)}={(row.IsDBNull(i) ? "∅" : Text(row.GetValue(i)))}")));
            rows[table].Sort(StringComparer.Ordinal);
        }

        return rows;
    }

    public static async Task<List<string>> TablesAsync(Storage storage)
    {
        await using var db = storage.OpenContext();
        await db.Database.OpenConnectionAsync();
        return (await LinesAsync(db.Database.GetDbConnection(), storage.Engine == Engine.Sqlite
                ? "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite%'"
                : "SELECT tablename::text FROM pg_tables WHERE schemaname = 'public'", row => row.GetString(0)))
            .Where(name => !name.StartsWith("__EF", StringComparison.Ordinal)).ToList();
    }

    /// <summary>Neither a row nor, on SQLite, the file of the database.</summary>
    public static async Task<bool> IsEmptyAsync(Storage storage) => storage.Engine == Engine.Sqlite
        ? !File.Exists(storage.SqliteFile)
        : (await ReadAsync(storage)).Values.All(rows => rows.Count == 0);

    private static async Task<List<string>> LinesAsync(DbConnection connection, string sql, Func<DbDataReader, string> line)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await using var reader = await command.ExecuteReaderAsync();
        var lines = new List<string>();
        while (await reader.ReadAsync())
        {
            lines.Add(line(reader));
        }

        return lines;
    }

    /// <summary>SQLite keeps identifiers in capitals, days as text, truth values as 0 and 1.</summary>
    private static string Text(object value) => value switch
    {
        Guid id => id.ToString().ToUpperInvariant(),
        bool truth => truth ? "1" : "0",
        DateOnly day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        DateTime day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        double number => number.ToString("R", CultureInfo.InvariantCulture),
        byte[] bytes => Convert.ToHexString(bytes),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };
}
