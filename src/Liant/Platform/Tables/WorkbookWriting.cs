using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Text.RegularExpressions;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Spreadsheet;
using Liant.Platform.Text;

namespace Liant.Platform.Tables;

/// <summary>XLSX, written row by row. Texts, numbers and days keep their type, so nothing in a cell can be taken for a formula.</summary>
internal static partial class WorkbookWriting
{
    public const string ContentType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    /// <summary>A limit of the format. A longer text is cut and ends with "…"; the CSV has it whole.</summary>
    public const int CellLength = 32_767;

    /// <summary>Rows that the widths of the columns are taken from: they stand in the file before the rows.</summary>
    private const int MeasuredRows = 100;

    /// <summary>Days before are counted differently by spreadsheets, which take 1900 for a leap year: they stay texts.</summary>
    private static readonly DateOnly FirstSafeDay = new(1900, 3, 1);

    private const string ContentTypes = """
        <?xml version="1.0" encoding="UTF-8" standalone="yes"?>
        <Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/><Override PartName="/xl/worksheets/sheet.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>
        """;

    private const string Relations = """
        <?xml version="1.0" encoding="UTF-8" standalone="yes"?>
        <Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="workbook" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>
        """;

    private const string WorkbookRelations = """
        <?xml version="1.0" encoding="UTF-8" standalone="yes"?>
        <Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="sheet" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet.xml"/><Relationship Id="styles" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/></Relationships>
        """;

    /// <param name="stream">Written from its beginning; it need not be readable.</param>
    /// <param name="name">Of the sheet: at most 31 characters, none of []:*?/\.</param>
    public static async Task WriteAsync(Stream stream, string name, IReadOnlyList<string> columns, IAsyncEnumerable<IReadOnlyList<object?>> rows, CancellationToken cancel)
    {
        // The library's own package is kept whole in memory until its end; entries of a zip go to the stream as they are written.
        using var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true);
        Write(zip, "[Content_Types].xml", ContentTypes);
        Write(zip, "_rels/.rels", Relations);
        Write(zip, "xl/_rels/workbook.xml.rels", WorkbookRelations);
        WritePart(zip, "xl/workbook.xml", new Workbook(new Sheets(new Sheet { Name = name, SheetId = 1, Id = "sheet" })));
        WritePart(zip, "xl/styles.xml", Styles.Sheet);
        await using var part = await zip.CreateEntry("xl/worksheets/sheet.xml", CompressionLevel.Fastest).OpenAsync(cancel);
        using var xml = OpenXmlWriter.Create(part, new UTF8Encoding(false));
        xml.WriteStartDocument(standalone: true);
        await WriteSheetAsync(xml, columns, rows, cancel);
    }

    private static void Write(ZipArchive zip, string path, string text)
    {
        using var entry = new StreamWriter(zip.CreateEntry(path).Open());
        entry.Write(text);
    }

    private static void WritePart(ZipArchive zip, string path, OpenXmlElement element)
    {
        using var entry = zip.CreateEntry(path).Open();
        using var xml = OpenXmlWriter.Create(entry, new UTF8Encoding(false));
        xml.WriteStartDocument(standalone: true);
        xml.WriteElement(element);
    }

    private static async Task WriteSheetAsync(OpenXmlWriter xml, IReadOnlyList<string> columns, IAsyncEnumerable<IReadOnlyList<object?>> rows, CancellationToken cancel)
    {
        await using var reading = rows.GetAsyncEnumerator(cancel);
        var first = new List<IReadOnlyList<object?>>();
        while (first.Count < MeasuredRows && await reading.MoveNextAsync())
        {
            first.Add(reading.Current);
        }

        xml.WriteStartElement(new Worksheet());
        xml.WriteElement(new SheetViews(new SheetView(
            new Pane { VerticalSplit = 1, TopLeftCell = "A2", ActivePane = PaneValues.BottomLeft, State = PaneStateValues.Frozen }) { WorkbookViewId = 0 }));
        xml.WriteElement(new Columns(columns.Select((column, index) => new Column
        {
            Min = (uint)index + 1, Max = (uint)index + 1, CustomWidth = true,
            Width = Math.Clamp(first.Select(cells => Width(cells[index])).Append(column.Length + 4).Max(), 8, 60),
        })));
        xml.WriteStartElement(new SheetData());
        var row = 1;
        WriteRow(xml, row, columns, Styles.Heading);
        foreach (var cells in first)
        {
            WriteRow(xml, ++row, cells);
        }

        while (await reading.MoveNextAsync())
        {
            WriteRow(xml, ++row, reading.Current);
        }

        xml.WriteEndElement();
        xml.WriteElement(new AutoFilter { Reference = $"A1:{Letters(columns.Count - 1)}{row}" });
        xml.WriteEndElement();
    }

    private static void WriteRow(OpenXmlWriter xml, int number, IReadOnlyList<object?> cells, uint style = Styles.Plain)
    {
        xml.WriteStartElement(new Row { RowIndex = (uint)number });
        foreach (var (index, value) in cells.Index())
        {
            if (CellOf(value, style) is { } cell)
            {
                cell.CellReference = Letters(index) + number.ToString(CultureInfo.InvariantCulture);
                xml.WriteElement(cell);
            }
        }

        xml.WriteEndElement();
    }

    private static Cell? CellOf(object? value, uint style) => value switch
    {
        null or "" => null,
        string text => new Cell(new InlineString(new DocumentFormat.OpenXml.Spreadsheet.Text(Fitting(text)) { Space = SpaceProcessingModeValues.Preserve }))
        {
            DataType = CellValues.InlineString, StyleIndex = style == Styles.Plain && FormulaGuard.Guarded(text) != text ? Styles.Quoted : style,
        },
        bool truth => new Cell(new CellValue(truth ? "1" : "0")) { DataType = CellValues.Boolean },
        DateOnly day when day >= FirstSafeDay => Number(day.DayNumber - new DateOnly(1899, 12, 30).DayNumber, Styles.Day),
        DateOnly day => CellOf(day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), style),
        int or long or decimal or double => Number((IFormattable)value, style),
        _ => throw new ArgumentException($"Not a cell: {value.GetType()}"),
    };

    private static Cell Number(IFormattable number, uint style) =>
        new(new CellValue(number.ToString(null, CultureInfo.InvariantCulture))) { DataType = CellValues.Number, StyleIndex = style };

    /// <summary>What the format can hold of a text: a line end of one character; "_x0041_" would be read as an escaped A, so its first
    /// underscore is escaped (ECMA-376, ST_Xstring).</summary>
    private static string Fitting(string text)
    {
        var held = XmlCharacters.Holdable(text.Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n'));
        var cut = held.Length <= CellLength ? held : held[..(char.IsHighSurrogate(held[CellLength - 2]) ? CellLength - 2 : CellLength - 1)] + "…";
        return Escape().Replace(cut, "_x005F_");
    }

    /// <summary>In characters of the longest line.</summary>
    private static int Width(object? value) => value is string text ? text.Split('\n').Max(line => line.Length) + 2 : 12;

    /// <summary>A, B … Z, AA, AB…</summary>
    private static string Letters(int index) => index < 26 ? ((char)('A' + index)).ToString() : Letters(index / 26 - 1) + (char)('A' + index % 26);

    [GeneratedRegex("_(?=x[0-9A-Fa-f]{4}_)")]
    private static partial Regex Escape();

    private static class Styles
    {
        public const uint Plain = 0;
        public const uint Heading = 1;
        public const uint Day = 2;

        /// <summary>Still a text when someone edits the cell, even one that begins like a formula.</summary>
        public const uint Quoted = 3;

        /// <summary>14 is the built-in short date, shown as the reader's country writes it.</summary>
        private const uint ShortDate = 14;

        public static Stylesheet Sheet => new(
            new Fonts(new Font(new FontSize { Val = 11 }, new FontName { Val = "Calibri" }), new Font(new Bold(), new FontSize { Val = 11 }, new FontName { Val = "Calibri" })),
            new Fills(new Fill(new PatternFill { PatternType = PatternValues.None }), new Fill(new PatternFill { PatternType = PatternValues.Gray125 })),
            new Borders(new Border()),
            new CellStyleFormats(new CellFormat()),
            new CellFormats(
                new CellFormat(),
                new CellFormat { FontId = 1, ApplyFont = true },
                new CellFormat { NumberFormatId = ShortDate, ApplyNumberFormat = true },
                new CellFormat { QuotePrefix = true }));
    }
}
