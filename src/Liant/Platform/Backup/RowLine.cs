using System.Data.Common;
using System.Globalization;
using System.Text.Json;
using Microsoft.Data.Sqlite;

namespace Liant.Platform.Backup;

/// <summary>One row as one line: a JSON array of its values. Numbers come back to the last digit, bytes are base64.</summary>
internal static class RowLine
{
    public static void Write(Utf8JsonWriter json, DbDataReader row, IReadOnlyList<StoredColumn> columns)
    {
        json.WriteStartArray();
        for (var i = 0; i < columns.Count; i++)
        {
            if (row.IsDBNull(i))
            {
                json.WriteNullValue();
                continue;
            }

            switch (columns[i].Type)
            {
                case ColumnType.Text:
                    json.WriteStringValue(row.GetString(i));
                    break;
                case ColumnType.Integer:
                    json.WriteNumberValue(row is SqliteDataReader ? row.GetInt64(i) : Convert.ToInt64(row.GetValue(i), CultureInfo.InvariantCulture));
                    break;
                case ColumnType.Real:
                    Write(json, row is SqliteDataReader ? row.GetDouble(i) : Convert.ToDouble(row.GetValue(i), CultureInfo.InvariantCulture));
                    break;
                case ColumnType.Boolean:
                    json.WriteBooleanValue(row.GetBoolean(i));
                    break;
                case ColumnType.Uuid:
                    json.WriteStringValue(row.GetGuid(i));
                    break;
                case ColumnType.Date:
                    json.WriteStringValue(Text(row.GetFieldValue<DateOnly>(i)));
                    break;
                default:
                    json.WriteBase64StringValue(row.GetFieldValue<byte[]>(i));
                    break;
            }
        }

        json.WriteEndArray();
    }

    /// <returns>Values as the columns say; <see cref="FormatException"/> or <see cref="JsonException"/> when the line is something else.</returns>
    public static object?[] Read(ReadOnlySpan<byte> line, IReadOnlyList<BackupManifest.Column> columns)
    {
        var json = new Utf8JsonReader(line);
        var values = new object?[columns.Count];
        Expect(json.Read() && json.TokenType == JsonTokenType.StartArray);
        for (var i = 0; i < values.Length; i++)
        {
            Expect(json.Read() && json.TokenType is JsonTokenType.Null or JsonTokenType.String or JsonTokenType.Number or JsonTokenType.True or JsonTokenType.False);
            values[i] = json.TokenType == JsonTokenType.Null ? null : Value(ref json, columns[i].Type);
        }

        Expect(json.Read() && json.TokenType == JsonTokenType.EndArray && !json.Read());
        return values;
    }

    /// <summary>The value as a column of the other engine holds it. EF Core looks for identifiers in capitals on SQLite.</summary>
    public static object? Fit(object? value, ColumnType column) => (column, value) switch
    {
        (_, null) => null,
        (ColumnType.Text, string) or (ColumnType.Integer, long) or (ColumnType.Real, double) or (ColumnType.Boolean, bool)
            or (ColumnType.Uuid, Guid) or (ColumnType.Date, DateOnly) or (ColumnType.Bytes, byte[]) => value,
        (ColumnType.Text, Guid id) => id.ToString("D").ToUpperInvariant(),
        (ColumnType.Text, DateOnly day) => Text(day),
        (ColumnType.Integer, bool truth) => truth ? 1L : 0L,
        (ColumnType.Boolean, long number) when number is 0 or 1 => number == 1,
        (ColumnType.Uuid, string text) => Guid.ParseExact(text, "D"),
        (ColumnType.Date, string text) => DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture),
        _ => throw new FormatException($"{value.GetType().Name} → {column}"),
    };

    public static bool Fits(ColumnType from, ColumnType to) => from == to || (from, to) is
        (ColumnType.Uuid or ColumnType.Date, ColumnType.Text) or (ColumnType.Text, ColumnType.Uuid or ColumnType.Date)
        or (ColumnType.Boolean, ColumnType.Integer) or (ColumnType.Integer, ColumnType.Boolean);

    private static object Value(ref Utf8JsonReader json, ColumnType type)
    {
        switch (type)
        {
            case ColumnType.Integer:
                Expect(json.TokenType == JsonTokenType.Number);
                return json.GetInt64();
            case ColumnType.Real:
                return json.TokenType == JsonTokenType.Number ? json.GetDouble() : double.Parse(Word(json), CultureInfo.InvariantCulture);
            case ColumnType.Boolean:
                Expect(json.TokenType is JsonTokenType.True or JsonTokenType.False);
                return json.GetBoolean();
            case ColumnType.Uuid:
                return Guid.ParseExact(Word(json), "D");
            case ColumnType.Date:
                return DateOnly.ParseExact(Word(json), "yyyy-MM-dd", CultureInfo.InvariantCulture);
            case ColumnType.Bytes:
                Expect(json.TokenType == JsonTokenType.String);
                return json.GetBytesFromBase64();
            default:
                return Word(json);
        }
    }

    private static string Word(in Utf8JsonReader json)
    {
        Expect(json.TokenType == JsonTokenType.String);
        return json.GetString()!;
    }

    /// <summary>JSON has no infinity.</summary>
    private static void Write(Utf8JsonWriter json, double number)
    {
        if (double.IsFinite(number))
        {
            json.WriteNumberValue(number);
        }
        else
        {
            json.WriteStringValue(number.ToString(CultureInfo.InvariantCulture));
        }
    }

    private static string Text(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static void Expect(bool isSo)
    {
        if (!isSo)
        {
            throw new FormatException("another value was expected");
        }
    }
}
