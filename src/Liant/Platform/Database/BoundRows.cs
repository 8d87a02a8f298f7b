using System.Buffers.Binary;
using System.Text;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Liant.Platform.Database;

/// <summary>Rows for one prepared statement of SQLite: each value as a letter and its bytes, written as Microsoft.Data.Sqlite writes it, so that
/// the task that holds the database only has to bind them. Bound through the engine's own interface: a third of the price of parameter
/// objects.</summary>
internal sealed class BoundRows(string sql) : BulkRows(sql)
{
    private const byte NothingMark = (byte)'n';
    private const byte WholeMark = (byte)'i';
    private const byte RealMark = (byte)'r';
    private const byte TextMark = (byte)'t';

    private int rows;
    private int valuesOfRow;

    public override void Start(int values)
    {
        rows++;
        valuesOfRow = values;
    }

    public override void Nothing() => Room.Take(1)[0] = NothingMark;

    public override void Text(string text)
    {
        var bytes = Room.TakeText(5, text);
        bytes[0] = TextMark;
        BinaryPrimitives.WriteInt32LittleEndian(bytes[1..], bytes.Length - 5);
    }

    public override void Whole(long number) => BinaryPrimitives.WriteInt64LittleEndian(Marked(WholeMark, 8), number);

    public override void Whole(int number) => Whole((long)number);

    public override void Real(double number) => BinaryPrimitives.WriteDoubleLittleEndian(Marked(RealMark, 8), number);

    public override void Flag(bool yes) => Whole(yes ? 1L : 0L);

    /// <summary>Upper case, with hyphens.</summary>
    public override void Id(Guid id)
    {
        var bytes = Marked(TextMark, 4 + 36);
        BinaryPrimitives.WriteInt32LittleEndian(bytes, 36);
        id.TryFormat(bytes[4..], out _);
        Ascii.ToUpperInPlace(bytes[4..], out _);
    }

    public void Insert(sqlite3 engine)
    {
        Must(engine, raw.sqlite3_prepare_v2(engine, Sql, out var insert));
        using (insert)
        {
            var left = Room.Written.Span;
            for (var row = 0; row < rows; row++)
            {
                for (var at = 1; at <= valuesOfRow; at++)
                {
                    left = left[Bind(insert, at, left)..];
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

    /// <summary>Bytes that the value took.</summary>
    private static int Bind(sqlite3_stmt insert, int at, ReadOnlySpan<byte> left)
    {
        switch (left[0])
        {
            case NothingMark:
                raw.sqlite3_bind_null(insert, at);
                return 1;
            case WholeMark:
                raw.sqlite3_bind_int64(insert, at, BinaryPrimitives.ReadInt64LittleEndian(left[1..]));
                return 9;
            case RealMark:
                raw.sqlite3_bind_double(insert, at, BinaryPrimitives.ReadDoubleLittleEndian(left[1..]));
                return 9;
            default:
                var length = BinaryPrimitives.ReadInt32LittleEndian(left[1..]);
                // The engine takes no bytes at all for nothing.
                _ = length == 0 ? raw.sqlite3_bind_text16(insert, at, "") : raw.sqlite3_bind_text(insert, at, left.Slice(5, length));
                return 5 + length;
        }
    }

    private Span<byte> Marked(byte mark, int bytes)
    {
        var marked = Room.Take(1 + bytes);
        marked[0] = mark;
        return marked[1..];
    }

    private static void Must(sqlite3 engine, int code)
    {
        if (code != raw.SQLITE_OK)
        {
            throw new SqliteException($"SQLite {code}: {raw.sqlite3_errmsg(engine).utf8_to_string()}", code & 0xFF, raw.sqlite3_extended_errcode(engine));
        }
    }
}
