using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace Liant.Platform.Database;

/// <summary>Adds many rows at once, by the mapping that EF Core has of them: binary COPY on PostgreSQL, one prepared statement on SQLite
/// (docs/decisions/0016-bulk-rows.md has the measurements). Writes no line in the change sequence.</summary>
internal static class BulkInsert
{
    /// <summary>At once, in the transaction that is open on the context.</summary>
    public static async Task WriteAsync<T>(LiantDb db, IEnumerable<T> all, CancellationToken cancel) where T : class
    {
        var rows = all.ToArray();
        if (rows.Length > 0)
        {
            using var ready = Prepare(db, rows);
            await using var writer = new BulkWriter(db);
            await writer.WriteAsync(ready, cancel);
            await writer.EndAsync(cancel);
        }
    }

    /// <summary>Makes bytes of the rows, without touching the database: on another thread than the one that writes to it.</summary>
    /// <param name="rows">At least one, all of one type.</param>
    public static BulkRows Prepare<T>(LiantDb db, T[] rows) where T : class
    {
        var entity = db.Model.FindEntityType(rows[0].GetType())!;
        var columns = Columns<T>.Of.GetOrAdd(entity, static of => [.. of.GetProperties().Select(property => BulkColumn<T>.Of(of, property))]);
        if (db.Database.IsNpgsql())
        {
            // A column that says nothing in any row is left to its default: two thirds of them, for any one kind of sheet.
            var said = Array.FindAll(columns, column => !Array.TrueForAll(rows, column.IsNothing));
            return Filled(new CopyRows($"COPY \"{entity.GetTableName()}\" ({Names(said)}) FROM STDIN (FORMAT BINARY)"), said, rows);
        }

        // Columns that say the same in all rows (most are empty lists or nothing) are written into the statement: binding is what costs.
        var literals = Array.ConvertAll(columns, column => column.LiteralOf(rows));
        var values = string.Join(", ", literals.Select(literal => literal ?? "?"));
        return Filled(new BoundRows($"INSERT INTO \"{entity.GetTableName()}\" ({Names(columns)}) VALUES ({values})"), columns.Where((_, c) => literals[c] is null).ToArray(), rows);
    }

    private static string Names<T>(IEnumerable<BulkColumn<T>> columns) => string.Join(", ", columns.Select(column => $"\"{column.Name}\""));

    private static BulkRows Filled<T>(BulkRows bytes, BulkColumn<T>[] columns, T[] rows)
    {
        foreach (var row in rows)
        {
            bytes.Start(columns.Length);
            foreach (var column in columns)
            {
                column.Write(row, bytes);
            }
        }

        return bytes;
    }

    private static class Columns<T>
    {
        public static readonly ConcurrentDictionary<IEntityType, BulkColumn<T>[]> Of = new();
    }
}
