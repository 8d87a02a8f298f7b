using System.IO.Compression;
using System.Security;
using System.Text;

namespace Liant.Tests.World;

/// <summary>Workbooks written by hand, part by part, as no spreadsheet would: what is in them is what the test says.</summary>
internal static class Workbooks
{
    private const string Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";

    /// <param name="Rows">XML of the rows.</param>
    /// <param name="State">visible, hidden or veryHidden.</param>
    public sealed record Worksheet(string Name, string Rows, string State = "visible");

    /// <summary>Formats: 0 general, 1 date (14), 2 "00000", 3 date and time (22).</summary>
    public const string Styles = $"""
        <styleSheet xmlns="{Main}"><numFmts count="1"><numFmt numFmtId="164" formatCode="00000"/></numFmts><fonts count="1"><font/></fonts><fills count="1"><fill/></fills><borders count="1"><border/></borders>
        <cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="4"><xf numFmtId="0"/><xf numFmtId="14" applyNumberFormat="1"/><xf numFmtId="164" applyNumberFormat="1"/><xf numFmtId="22" applyNumberFormat="1"/></cellXfs></styleSheet>
        """;

    public static MemoryStream Of(params Worksheet[] sheets) => Of(null, sheets);

    /// <param name="sharedStrings">The whole part, when the test wants one.</param>
    public static MemoryStream Of(string? sharedStrings, params Worksheet[] sheets)
    {
        var file = new MemoryStream();
        using (var zip = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true))
        {
            Begin(zip, sheets, sharedStrings is not null);
            foreach (var (i, sheet) in sheets.Index())
            {
                Part(zip, $"xl/worksheets/sheet{i + 1}.xml", SheetXml(sheet.Rows));
            }

            if (sharedStrings is not null)
            {
                Part(zip, "xl/sharedStrings.xml", sharedStrings);
            }
        }

        file.Position = 0;
        return file;
    }

    /// <summary>Everything but the worksheets.</summary>
    public static void Begin(ZipArchive zip, IReadOnlyList<Worksheet> sheets, bool hasSharedStrings = false)
    {
        Part(zip, "[Content_Types].xml", $"""
            <Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>
            <Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>
            """);
        Part(zip, "_rels/.rels", """<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>""");
        Part(zip, "xl/workbook.xml", $"""
            <workbook xmlns="{Main}" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets>{string.Concat(sheets.Index().Select(s => $"<sheet name=\"{SecurityElement.Escape(s.Item.Name)}\" sheetId=\"{s.Index + 1}\" state=\"{s.Item.State}\" r:id=\"s{s.Index + 1}\"/>"))}</sheets></workbook>
            """);
        Part(zip, "xl/_rels/workbook.xml.rels", $"""
            <Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{string.Concat(sheets.Index().Select(s => $"<Relationship Id=\"s{s.Index + 1}\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet\" Target=\"worksheets/sheet{s.Index + 1}.xml\"/>"))}
            <Relationship Id="st" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/>{(hasSharedStrings ? "<Relationship Id=\"ss\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings\" Target=\"sharedStrings.xml\"/>" : "")}</Relationships>
            """);
        Part(zip, "xl/styles.xml", Styles);
    }

    public static string SheetXml(string rows) => $"<worksheet xmlns=\"{Main}\"><sheetData>{rows}</sheetData></worksheet>";

    /// <summary>A row of texts.</summary>
    public static string Row(int number, params string?[] cells) =>
        $"<row r=\"{number}\">{string.Concat(cells.Index().Where(c => c.Item is not null).Select(c => $"<c r=\"{(char)('A' + c.Index)}{number}\" t=\"inlineStr\"><is><t>{SecurityElement.Escape(c.Item)}</t></is></c>"))}</row>";

    public static void Part(ZipArchive zip, string name, string text)
    {
        using var part = zip.CreateEntry(name, CompressionLevel.Fastest).Open();
        part.Write(Encoding.UTF8.GetBytes("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n" + text.Trim()));
    }
}
