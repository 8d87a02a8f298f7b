using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;
using NpgsqlTypes;

namespace Liant.Platform.Database;

/// <summary>Adds many rows at once, by the mapping that EF Core has of them: binary COPY on PostgreSQL, one prepared statement on SQLite
/// (docs/decisions/0016-bulk-rows.md has the measurements). In the transaction that is open on the context; writes no line in the change sequence.</summary>
internal sealed class BulkInsert<T> where T : class
{
    private readonly LiantDb db;
    private readonly string table;
    private readonly Column[] columns;

    private sealed record Column(string Name, Func<T, object?> Value);

    public BulkInsert(LiantDb db, Type? concrete = null)
    {
        this.db = db;
        var entity = db.Model.FindEntityType(concrete ?? typeof(T))!;
        table = entity.GetTableName()!;
        columns = entity.GetProperties().Select(property => new Column(property.GetColumnName(), ValueOf(entity, property))).ToArray();
    }

    public Task WriteAsync(IReadOnlyList<T> rows, CancellationToken cancel) =>
        rows.Count == 0 ? Task.CompletedTask
        : db.Database.GetDbConnection() is NpgsqlConnection connection ? CopyAsync(connection, rows, cancel)
        : Task.Run(() => InsertAll((SqliteConnection)db.Database.GetDbConnection(), rows, cancel), cancel);

    private static Func<T, object?> ValueOf(IEntityType entity, IProperty property)
    {
        if (property == entity.FindDiscriminatorProperty())
        {
            var kind = entity.GetDiscriminatorValue();
            return _ => kind;
        }

        var getter = property.GetGetter();
        var converter = property.GetTypeMapping().Converter;
        return converter is null
            ? row => getter.GetClrValue(row)
            : row => getter.GetClrValue(row) is { } value ? converter.ConvertToProvider(value) : null;
    }

    private async Task CopyAsync(NpgsqlConnection connection, IReadOnlyList<T> rows, CancellationToken cancel)
    {
        var names = string.Join(", ", columns.Select(column => $"\"{column.Name}\""));
        await using var copy = await connection.BeginBinaryImportAsync($"COPY \"{table}\" ({names}) FROM STDIN (FORMAT BINARY)", cancel);
        foreach (var row in rows)
        {
            copy.StartRow();
            foreach (var column in columns)
            {
                switch (column.Value(row))
                {
                    case null: copy.WriteNull(); break;
                    case string text: copy.Write(text, NpgsqlDbType.Text); break;
                    case Guid id: copy.Write(id, NpgsqlDbType.Uuid); break;
                    case long whole: copy.Write(whole, NpgsqlDbType.Bigint); break;
                    case int whole: copy.Write(whole, NpgsqlDbType.Integer); break;
                    case double real: copy.Write(real, NpgsqlDbType.Double); break;
                    case bool yes: copy.Write(yes, NpgsqlDbType.Boolean); break;
                    case DateOnly day: copy.Write(day, NpgsqlDbType.Date); break;
                    case byte[] bytes: copy.Write(bytes, NpgsqlDbType.Bytea); break;
                    case var other: throw new NotSupportedException($"{table}.{column.Name}: {other.GetType()}");
                }
            }
        }

        await copy.CompleteAsync(cancel);
    }

    /// <summary>Columns that say the same for all rows (most are empty lists or nothing) are written into the statement: binding is what costs.</summary>
    private void InsertAll(SqliteConnection connection, IReadOnlyList<T> rows, CancellationToken cancel)
    {
        var values = Array.ConvertAll(columns, column =>
        {
            var all = new object?[rows.Count];
            for (var i = 0; i < all.Length; i++)
            {
                all[i] = column.Value(rows[i]);
            }

            return all;
        });
        var literals = Array.ConvertAll(values, LiteralOf);
        using var insert = connection.CreateCommand();
        insert.Transaction = (SqliteTransaction?)db.Database.CurrentTransaction?.GetDbTransaction();
        var bound = Enumerable.Range(0, columns.Length).Where(c => literals[c] is null).ToArray();
        insert.CommandText = $"INSERT INTO \"{table}\" ({string.Join(", ", columns.Select(c => $"\"{c.Name}\""))}) VALUES ({string.Join(", ", literals.Select((literal, c) => literal ?? $"$p{c}"))})";
        var parameters = Array.ConvertAll(bound, c => insert.Parameters.Add(new SqliteParameter { ParameterName = $"$p{c}" }));
        insert.Prepare();
        for (var i = 0; i < rows.Count; i++)
        {
            if (i % 1000 == 0)
            {
                cancel.ThrowIfCancellationRequested();
            }

            for (var p = 0; p < bound.Length; p++)
            {
                parameters[p].Value = values[bound[p]][i] ?? DBNull.Value;
            }

            insert.ExecuteNonQuery();
        }
    }

    private static string? LiteralOf(object?[] values)
    {
        var first = values[0];
        var literal = first switch { null => "NULL", "[]" => "'[]'", false => "0", true => "1", int or long => Convert.ToString(first, System.Globalization.CultureInfo.InvariantCulture), _ => null };
        return literal is not null && Array.TrueForAll(values, value => Equals(value, first)) ? literal : null;
    }
}
