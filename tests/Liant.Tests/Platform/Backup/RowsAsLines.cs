using System.Buffers;
using System.Text;
using System.Text.Json;
using Liant.Platform.Backup;
using Microsoft.Data.Sqlite;

namespace Liant.Tests.Platform.Backup;

public sealed class RowsAsLines
{
    [Fact]
    public async Task Values_come_back_to_the_last_digit_and_byte()
    {
        byte[] bytes = [.. Enumerable.Range(0, 256).Select(i => (byte)i)];
        object[] values = [long.MinValue, long.MaxValue, 0.1 + 0.2, double.Epsilon, double.MaxValue, -0.0, double.PositiveInfinity, "", "é\"\\\n\t\u2028🚲", bytes, Array.Empty<byte>()];
        await using var connection = new SqliteConnection("Data Source=:memory:");
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT " + string.Join(", ", values.Select((_, i) => $"${i}"));
        foreach (var (i, value) in values.Index())
        {
            command.Parameters.AddWithValue($"${i}", value);
        }

        await using var reader = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken);
        Assert.True(await reader.ReadAsync(TestContext.Current.CancellationToken));
        var columns = values.Select((value, i) => new StoredColumn($"c{i}", value switch { long => "INTEGER", double => "REAL", string => "TEXT", _ => "BLOB" }, false)).ToList();
        var buffer = new ArrayBufferWriter<byte>();
        await using (var json = new Utf8JsonWriter(buffer))
        {
            RowLine.Write(json, reader, columns);
        }

        Assert.DoesNotContain((byte)'\n', buffer.WrittenSpan.ToArray());
        var read = RowLine.Read(buffer.WrittenSpan, columns.ConvertAll(column => new BackupManifest.Column(column.Name, column.Type)));
        Assert.Equal(values, read);
        Assert.True(double.IsNegative((double)read[5]!));
    }

    [Theory]
    [InlineData("")]
    [InlineData("[1]")]
    [InlineData("[1,\"a\",2]")]
    [InlineData("[1,\"a\"] x")]
    [InlineData("[\"1\",\"a\"]")]
    [InlineData("[1,[\"a\"]]")]
    [InlineData("[1.5,\"a\"]")]
    [InlineData("{\"a\":1}")]
    public void Another_line_than_announced_is_not_read(string line)
    {
        BackupManifest.Column[] columns = [new("a", ColumnType.Integer), new("b", ColumnType.Text)];
        Assert.True(Record.Exception(() => RowLine.Read(Encoding.UTF8.GetBytes(line), columns)) is FormatException or JsonException or InvalidOperationException);
    }

    [Fact]
    public void What_one_engine_keeps_as_text_the_other_keeps_as_itself()
    {
        var id = Guid.Parse("0198c0de-0000-7000-8000-00000000abcd");
        Assert.Equal("0198C0DE-0000-7000-8000-00000000ABCD", RowLine.Fit(id, ColumnType.Text));
        Assert.Equal(id, RowLine.Fit("0198C0DE-0000-7000-8000-00000000ABCD", ColumnType.Uuid));
        Assert.Equal("2026-02-03", RowLine.Fit(new DateOnly(2026, 2, 3), ColumnType.Text));
        Assert.Equal(new DateOnly(2026, 2, 3), RowLine.Fit("2026-02-03", ColumnType.Date));
        Assert.Equal(1L, RowLine.Fit(true, ColumnType.Integer));
        Assert.Equal(false, RowLine.Fit(0L, ColumnType.Boolean));
        Assert.Throws<FormatException>(() => RowLine.Fit(2L, ColumnType.Boolean));
    }

    [Fact]
    public void A_line_longer_than_the_buffer_is_read_whole_and_never_more_than_announced()
    {
        var text = new string('a', 300_000) + "\nb\n";
        var lines = new LineReader(new MemoryStream(Encoding.UTF8.GetBytes(text)), text.Length);
        Assert.Equal(300_000, lines.Next()!.Value.Length);
        Assert.Equal(1, lines.Next()!.Value.Length);
        Assert.Null(lines.Next());
        Assert.Throws<InvalidDataException>(() => new LineReader(new MemoryStream(Encoding.UTF8.GetBytes(text)), 1000).Next());
        Assert.Throws<InvalidDataException>(() => new LineReader(new MemoryStream("a"u8.ToArray()), 1).Next());
    }
}
