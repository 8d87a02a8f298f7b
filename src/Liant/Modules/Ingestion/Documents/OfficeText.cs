using System.IO.Compression;
using System.Text;
using System.Xml;
using Liant.Platform.Imports;

namespace Liant.Modules.Ingestion.Documents;

/// <summary>The text of a Word (.docx) or OpenDocument (.odt) file: a ZIP of XML, read without any document type, each part up to a bound, whatever it claims to weigh.</summary>
internal static class OfficeText
{
    private const int MostParts = 5_000;

    private const long MostPartBytes = 60L * 1024 * 1024;

    private const string IsBroken = "Document illisible : il est abîmé, ou fait par un programme qui s’écarte du format. Ouvrez-le dans un traitement de texte et enregistrez-le de nouveau.";

    private static readonly HashSet<string> LeftOut = ["del", "moveFrom", "instrText", "Fallback", "tracked-changes", "annotation", "note", "title", "desc"];

    public static OpenedDocument Read(Stream content, string name)
    {
        try
        {
            content.Position = 0;
            using var zip = new ZipArchive(content, ZipArchiveMode.Read, leaveOpen: true);
            if (zip.Entries.Count > MostParts)
            {
                throw new UnreadableFile($"Ce document a {zip.Entries.Count} parties : {MostParts} au plus.");
            }

            var (body, about, format) = zip.GetEntry("word/document.xml") is { } word ? (word, zip.GetEntry("docProps/core.xml"), "Word")
                : zip.GetEntry("content.xml") is { } open && zip.GetEntry("mimetype") is { } kind && IsText(kind) ? (open, zip.GetEntry("meta.xml"), "OpenDocument")
                : throw new UnreadableFile("Cette archive n’est ni un document Word (.docx) ni un texte OpenDocument (.odt) : décompressez-la et envoyez les documents qu’elle contient.");
            return new OpenedDocument(new DocumentText(name, Body(body, format == "Word"), about is null ? null : Title(about)), format);
        }
        catch (Exception problem) when (problem is InvalidDataException or XmlException or ArgumentException or EndOfStreamException or NotSupportedException)
        {
            throw new UnreadableFile(IsBroken);
        }
    }

    private static bool IsText(ZipArchiveEntry kind)
    {
        using var reader = new StreamReader(kind.Open());
        var start = new char[80];
        return new string(start, 0, reader.ReadBlock(start)).StartsWith("application/vnd.oasis.opendocument.text", StringComparison.Ordinal);
    }

    /// <summary>Both formats name a paragraph "p"; a list item is one that a list holds, or that Word has numbered.</summary>
    private static string Body(ZipArchiveEntry part, bool isWord)
    {
        var (text, paragraph, isItem, lists, inside) = (new StringBuilder(), new StringBuilder(), false, 0, "");
        using var xml = Open(part);
        void End()
        {
            text.Append(isItem && paragraph.Length > 0 ? "• " : "").Append(paragraph).Append('\n');
            (isItem, _) = (false, paragraph.Clear());
            if (text.Length > DocumentFile.MostCharacters)
            {
                throw DocumentFile.TooLong();
            }
        }

        while (xml.Read())
        {
            if (xml.NodeType == XmlNodeType.Element)
            {
                while (LeftOut.Contains(xml.LocalName) && xml is { NodeType: XmlNodeType.Element, IsEmptyElement: false })
                {
                    xml.Skip();
                }

                inside = xml.LocalName;
            }

            switch (xml.NodeType, xml.LocalName)
            {
                case (XmlNodeType.Element, "p" or "h") when !xml.IsEmptyElement:
                    isItem = lists > 0;
                    break;
                case (XmlNodeType.EndElement, "p" or "h") or (XmlNodeType.Element, "p" or "h"):
                    End();
                    break;
                case (XmlNodeType.Element, "numPr"):
                    isItem = true;
                    break;
                case (XmlNodeType.Element, "list") when !xml.IsEmptyElement:
                    lists++;
                    break;
                case (XmlNodeType.EndElement, "list"):
                    lists--;
                    break;
                case (XmlNodeType.Element, "tab" or "s"):
                    // Word's pPr declares tab stops under the same name; a paragraph never begins with a blank.
                    paragraph.Append(paragraph.Length > 0 ? " " : "");
                    break;
                case (XmlNodeType.Element, "br" or "cr" or "line-break"):
                    paragraph.Append('\n');
                    break;
                // Word also keeps the places of its pictures as text.
                case (XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.SignificantWhitespace, _) when !isWord || inside == "t":
                    paragraph.Append(xml.Value);
                    break;
            }
        }

        End();
        return text.ToString().Trim();
    }

    private static string? Title(ZipArchiveEntry about)
    {
        using var xml = Open(about);
        return xml.ReadToFollowing("title", "http://purl.org/dc/elements/1.1/") && xml.ReadElementContentAsString().Trim() is { Length: > 0 and <= 300 } title ? title : null;
    }

    private static XmlReader Open(ZipArchiveEntry part) => XmlReader.Create(new BoundedStream(part.Open(), MostPartBytes), new XmlReaderSettings
    {
        DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, CloseInput = true, IgnoreComments = true, IgnoreProcessingInstructions = true,
    });
}
