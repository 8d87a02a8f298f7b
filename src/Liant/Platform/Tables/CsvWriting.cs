using System.Globalization;
using CsvHelper;
using Liant.Platform.Text;

namespace Liant.Platform.Tables;

/// <summary>CSV (RFC 4180) that a double click opens: a byte order mark for the accents, semicolons since French spreadsheets keep the comma
/// for decimals. Cells that begin like a formula are guarded; CsvHelper's own guard would not give back a text that had an apostrophe.</summary>
internal static class CsvWriting
{
    public const string ContentType = "text/csv";

    private static readonly CsvWriterOptions Options = new()
    {
        Separator = ';', WriteByteOrderMark = true, Quoting = CsvQuoting.WhenNeededOrWhitespace, FormatProvider = CultureInfo.InvariantCulture,
    };

    public static async Task WriteAsync(Stream stream, IReadOnlyList<string> columns, IAsyncEnumerable<IReadOnlyList<object?>> rows, CancellationToken cancel)
    {
        await using var csv = CsvWriter.Create(stream, Options, leaveOpen: true);
        foreach (var column in columns)
        {
            csv.WriteField(column);
        }

        await csv.EndRecordAsync(cancel);
        await foreach (var row in rows.WithCancellation(cancel))
        {
            foreach (var cell in row)
            {
                Write(csv, cell);
            }

            await csv.EndRecordAsync(cancel);
        }
    }

    private static void Write(CsvWriter csv, object? cell)
    {
        // A number is never guarded: "-3.5" is one, and stays one.
        var text = cell switch
        {
            null => null,
            string plain => FormulaGuard.Guarded(plain),
            bool truth => truth ? "oui" : "non",
            DateOnly day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
            _ => throw new ArgumentException($"Not a cell: {cell.GetType()}"),
        };
        csv.WriteField(text);
    }
}
