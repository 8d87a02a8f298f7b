using System.Globalization;
using System.IO.Compression;
using System.Net;
using System.Text;

namespace Liant.Tests.World;

/// <summary>Documents as people's programs save them, made without those programs.</summary>
internal static class Papers
{
    private const string WordNamespace = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";

    public static byte[] Docx(IEnumerable<string> paragraphs, string? title = null) => Zip(
        ("word/document.xml", Word(string.Concat(paragraphs.Select(text => text.StartsWith("• ", StringComparison.Ordinal)
            ? $"<w:p><w:pPr><w:tabs><w:tab/></w:tabs><w:numPr/></w:pPr><w:r><w:t>{WebUtility.HtmlEncode(text[2..])}</w:t></w:r></w:p>"
            : $"<w:p><w:r><w:t xml:space=\"preserve\">{WebUtility.HtmlEncode(text)}</w:t></w:r></w:p>")))),
        ("docProps/core.xml", $"<cp:coreProperties xmlns:cp=\"http://schemas.openxmlformats.org/package/2006/metadata/core-properties\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\"><dc:title>{title}</dc:title></cp:coreProperties>"));

    public static string Word(string body) => $"<?xml version=\"1.0\" encoding=\"UTF-8\"?><w:document xmlns:w=\"{WordNamespace}\"><w:body>{body}</w:body></w:document>";

    public static byte[] Odt(IEnumerable<string> paragraphs) => Zip(
        ("mimetype", "application/vnd.oasis.opendocument.text"),
        ("content.xml", "<office:document-content xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\" xmlns:text=\"urn:oasis:names:tc:opendocument:xmlns:text:1.0\"><office:body><office:text>"
            + string.Concat(paragraphs.Select(text => text.StartsWith("• ", StringComparison.Ordinal)
                ? $"<text:list><text:list-item><text:p>{WebUtility.HtmlEncode(text[2..])}</text:p></text:list-item></text:list>" : $"<text:p>{WebUtility.HtmlEncode(text)}</text:p>"))
            + "</office:text></office:body></office:document-content>"));

    public static byte[] Zip(params (string Name, string Text)[] parts)
    {
        using var file = new MemoryStream();
        using (var zip = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, text) in parts)
            {
                using var writer = new StreamWriter(zip.CreateEntry(name, CompressionLevel.Fastest).Open());
                writer.Write(text);
            }
        }

        return file.ToArray();
    }

    /// <summary>One list a page: a line of text and where it begins, in points from the bottom left of an A4 sheet.</summary>
    public static byte[] Pdf(params IReadOnlyList<(int X, int Y, string Text)>[] pages)
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        var encoding = Encoding.GetEncoding(1252);
        using var file = new MemoryStream();
        var starts = new List<long>();
        void Write(string text) => file.Write(encoding.GetBytes(text));
        void Object(string text)
        {
            starts.Add(file.Position);
            Write($"{starts.Count} 0 obj\n{text}\nendobj\n");
        }

        Write("%PDF-1.4\n");
        Object("<< /Type /Catalog /Pages 2 0 R >>");
        Object($"<< /Type /Pages /Count {pages.Length} /Kids [{string.Join(' ', pages.Select((_, i) => $"{4 + (2 * i)} 0 R"))}] >>");
        Object("<< /Type /Font /Subtype /Type1 /BaseFont /Courier /Encoding /WinAnsiEncoding >>");
        foreach (var page in pages)
        {
            Object($"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R >> >> /Contents {starts.Count + 2} 0 R >>");
            var drawn = string.Concat(page.Select(line => string.Create(CultureInfo.InvariantCulture, $"BT /F1 8 Tf {line.X} {line.Y} Td ({Escaped(line.Text)}) Tj ET\n")));
            Object($"<< /Length {encoding.GetByteCount(drawn)} >>\nstream\n{drawn}endstream");
        }

        var table = file.Position;
        Write($"xref\n0 {starts.Count + 1}\n0000000000 65535 f \n{string.Concat(starts.Select(start => $"{start:D10} 00000 n \n"))}trailer\n<< /Size {starts.Count + 1} /Root 1 0 R >>\nstartxref\n{table}\n%%EOF\n");
        return file.ToArray();
    }

    /// <summary>Lines one under the other.</summary>
    public static IReadOnlyList<(int X, int Y, string Text)> Column(int x, int top, params string[] lines) => lines.Select((line, rank) => (x, top - (12 * rank), line)).ToList();

    private static string Escaped(string text) => text.Replace(@"\", @"\\", StringComparison.Ordinal).Replace("(", @"\(", StringComparison.Ordinal).Replace(")", @"\)", StringComparison.Ordinal);
}
