using System.Text;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using Liant.Platform.Tables;

namespace Liant.Browser.World;

/// <summary>Files as a spreadsheet would save them.</summary>
internal static class Spreadsheet
{
    public static byte[] Workbook(params string[][] rows)
    {
        using var file = new MemoryStream();
        using (var document = SpreadsheetDocument.Create(file, SpreadsheetDocumentType.Workbook))
        {
            var book = document.AddWorkbookPart();
            var sheet = book.AddNewPart<WorksheetPart>();
            sheet.Worksheet = new Worksheet(new SheetData(rows.Select(row => new Row(row.Select(cell =>
                new Cell { DataType = CellValues.InlineString, InlineString = new InlineString(new Text(cell)) })))));
            book.Workbook = new Workbook(new Sheets(new Sheet { Name = "Feuille 1", SheetId = 1, Id = book.GetIdOfPart(sheet) }));
        }

        return file.ToArray();
    }

    public static (List<string> Columns, List<string?[]> Rows) Read(string path)
    {
        using var content = File.OpenRead(path);
        using var table = TableFile.Open(content);
        return ([.. table.Columns], table.Rows().Select(row => row.Cells).ToList());
    }

    public static byte[] Csv(IEnumerable<string> columns, IEnumerable<string?[]> rows) => Encoding.UTF8.GetBytes(
        string.Join("\r\n", rows.Prepend([.. columns]).Select(row => string.Join(';', row.Select(cell => $"\"{cell?.Replace("\"", "\"\"", StringComparison.Ordinal)}\"")))));
}
