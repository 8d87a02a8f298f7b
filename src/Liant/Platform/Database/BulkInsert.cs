using System.Globalization;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;
using NpgsqlTypes;
using SQLitePCL;

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

    public Task WriteAsync(IReadOnlyList<T> rows, CancellationToken cancel)
    {
        if (rows.Count == 0)
        {
            return Task.CompletedTask;
        }

        if (db.Database.GetDbConnection() is NpgsqlConnection connection)
        {
            return CopyAsync(connection, rows, cancel);
        }

        Insert(((SqliteConnection)db.Database.GetDbConnection()).Handle!, rows, cancel);
        return Task.CompletedTask;
    }

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
        // A column that says nothing in any row is left to its default: half of them, for any one kind of sheet.
        var said = columns.Where(column => rows.Any(row => column.Value(row) is not null)).ToArray();
        var names = string.Join(", ", said.Select(column => $"\"{column.Name}\""));
        await using var copy = await connection.BeginBinaryImportAsync($"COPY \"{table}\" ({names}) FROM STDIN (FORMAT BINARY)", cancel);
        foreach (var row in rows)
        {
            copy.StartRow();
            foreach (var column in said)
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

    /// <summary>Columns that say the same for all rows (most are empty lists or nothing) are written into the statement: binding is what costs.
    /// Bound through the engine's own interface, a third of the price of a parameter object.</summary>
    private void Insert(sqlite3 engine, IReadOnlyList<T> rows, CancellationToken cancel)
    {
        var literals = Array.ConvertAll(columns, column => LiteralOf(column, rows));
        var bound = columns.Where((_, c) => literals[c] is null).ToArray();
        var sql = $"INSERT INTO \"{table}\" ({string.Join(", ", columns.Select(c => $"\"{c.Name}\""))}) VALUES ({string.Join(", ", literals.Select(literal => literal ?? "?"))})";
        Must(engine, raw.sqlite3_prepare_v2(engine, sql, out var insert));
        using (insert)
        {
            for (var i = 0; i < rows.Count; i++)
            {
                if (i % 1000 == 0)
                {
                    cancel.ThrowIfCancellationRequested();
                }

                for (var c = 0; c < bound.Length; c++)
                {
                    Bind(insert, c + 1, bound[c], rows[i]);
                }

                if (raw.sqlite3_step(insert) != raw.SQLITE_DONE)
                {
                    // The code of the step is in the connection; the reset gives it once more.
                    Must(engine, raw.sqlite3_reset(insert));
                }

                raw.sqlite3_reset(insert);
            }
        }
    }

    private void Bind(sqlite3_stmt insert, int at, Column column, T row)
    {
        _ = column.Value(row) switch
        {
            null => raw.sqlite3_bind_null(insert, at),
            string text => raw.sqlite3_bind_text16(insert, at, text),
            Guid id => BindId(insert, at, id),
            long whole => raw.sqlite3_bind_int64(insert, at, whole),
            int whole => raw.sqlite3_bind_int64(insert, at, whole),
            double real => raw.sqlite3_bind_double(insert, at, real),
            bool yes => raw.sqlite3_bind_int64(insert, at, yes ? 1 : 0),
            DateOnly day => raw.sqlite3_bind_text16(insert, at, day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)),
            byte[] bytes => raw.sqlite3_bind_blob(insert, at, bytes),
            var other => throw new NotSupportedException($"{table}.{column.Name}: {other.GetType()}"),
        };
    }

    /// <summary>As Microsoft.Data.Sqlite writes it: upper case, with hyphens.</summary>
    private static int BindId(sqlite3_stmt insert, int at, Guid id)
    {
        Span<char> text = stackalloc char[36];
        id.TryFormat(text, out _);
        for (var i = 0; i < text.Length; i++)
        {
            text[i] = char.ToUpperInvariant(text[i]);
        }

        return raw.sqlite3_bind_text16(insert, at, text);
    }

    private static void Must(sqlite3 engine, int code)
    {
        if (code != raw.SQLITE_OK)
        {
            throw new SqliteException($"SQLite {code}: {raw.sqlite3_errmsg(engine).utf8_to_string()}", code & 0xFF, raw.sqlite3_extended_errcode(engine));
        }
    }

    private static string? LiteralOf(Column column, IReadOnlyList<T> rows)
    {
        var first = column.Value(rows[0]);
        var literal = first switch
        {
            null => "NULL",
            string text when !text.Contains('\0', StringComparison.Ordinal) => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'",
            Guid id => $"'{id.ToString().ToUpperInvariant()}'",
            bool yes => yes ? "1" : "0",
            int or long => Convert.ToString(first, CultureInfo.InvariantCulture),
            _ => null,
        };
        for (var i = 1; literal is not null && i < rows.Count; i++)
        {
            if (!Equals(column.Value(rows[i]), first))
            {
                return null;
            }
        }

        return literal;
    }
}
