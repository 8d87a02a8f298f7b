using System.Globalization;
using System.Text;
using System.Text.Json;
using CsvHelper;
using Liant.Platform.Database;
using Liant.Platform.Text;
using Microsoft.EntityFrameworkCore;

namespace Liant.Modules.Catalogue.Import;

/// <summary>The rows that were refused, as a file to correct and send again: the same columns, then why, then where it stood.</summary>
internal static class RefusedRows
{
    public const string ReasonColumn = "motif du refus";
    public const string LineColumn = "ligne du fichier";

    /// <summary>UTF-8 with its mark and semicolons: a French spreadsheet opens it by a double click.</summary>
    public static async Task WriteAsync(LiantDb db, SheetImport import, IReadOnlyList<string> columns, Stream output, CancellationToken cancel)
    {
        await output.WriteAsync(Encoding.UTF8.GetPreamble(), cancel);
        await using var csv = CsvWriter.Create(output, CsvWriterOptions.Default with { Separator = ';' }, leaveOpen: true);
        // A file of refused rows sent again has these two already.
        var own = columns.Index().Where(column => !KnownColumns.IsOurs(column.Item)).Select(column => column.Index).ToList();
        foreach (var column in own.Select(i => columns[i]).Append(ReasonColumn).Append(LineColumn))
        {
            csv.WriteField(column);
        }

        csv.EndRecord();
        var refused = db.Set<ImportLine>().AsNoTracking().Where(l => l.ImportId == import.Id && l.IsRefused).OrderBy(l => l.Rank);
        await foreach (var line in refused.AsAsyncEnumerable().WithCancellation(cancel))
        {
            var cells = JsonSerializer.Deserialize<List<string?>>(line.Cells!, JsonText.Options)!;
            foreach (var cell in own.Select(i => i < cells.Count ? cells[i] : null))
            {
                // A negative number is no formula, and must stay a number.
                if (cell is ['-', ..] && decimal.TryParse(cell, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number))
                {
                    csv.WriteField(number);
                }
                else
                {
                    // A cell that came guarded, from an export or an earlier report, is not guarded twice.
                    csv.WriteField(FormulaGuard.Guarded(FormulaGuard.Unguarded(cell ?? "")));
                }
            }

            csv.WriteField(FormulaGuard.Guarded(line.Reason));
            csv.WriteField(line.Line.ToString(CultureInfo.InvariantCulture));
            csv.EndRecord();
        }

        await csv.FlushAsync(cancel);
    }
}
