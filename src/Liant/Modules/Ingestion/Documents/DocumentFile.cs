using System.Text;
using Liant.Platform.Files;
using Liant.Platform.Imports;
using Liant.Platform.Tables;
using Liant.Platform.Text;

namespace Liant.Modules.Ingestion.Documents;

/// <summary>Makes a file text. Its first bytes decide what it is, whatever its name says; a file that is none of these, broken, or made to harm is an
/// <see cref="UnreadableFile"/> with the reason in French.</summary>
public static class DocumentFile
{
    public const long MostBytes = UploadLimitAttribute.MostBytes;

    /// <summary>Some 700 pages. What is longer is a book or a mistake, and would fill the memory of a small machine.</summary>
    public const int MostCharacters = 2_000_000;

    /// <summary>What a folder is searched for; other files of a saved site are its pictures and styles.</summary>
    public static readonly IReadOnlySet<string> Extensions =
        new HashSet<string>([".txt", ".md", ".text", ".htm", ".html", ".xhtml", ".pdf", ".docx", ".odt", ".doc", ".rtf"], StringComparer.OrdinalIgnoreCase);

    private static readonly (byte[] Start, string Reason)[] Others =
    [
        ([0xD0, 0xCF, 0x11, 0xE0], "Ancien format de Word (.doc), ou document protégé par un mot de passe : enregistrez-le au format .docx, .odt ou PDF, sans mot de passe."),
        ("{\\rtf"u8.ToArray(), "Format RTF : ouvrez-le dans un traitement de texte et enregistrez-le au format .docx ou .odt."),
        ([0x89, 0x50, 0x4E, 0x47], IsPicture), ([0xFF, 0xD8, 0xFF], IsPicture), ("GIF8"u8.ToArray(), IsPicture), ("II*\0"u8.ToArray(), IsPicture), ("MM\0*"u8.ToArray(), IsPicture),
        ([0x1F, 0x8B], IsArchive), ("Rar!"u8.ToArray(), IsArchive), ("7z\u00BC"u8.ToArray(), IsArchive), ([0x37, 0x7A, 0xBC, 0xAF], IsArchive),
    ];

    private const string IsPicture = "C’est une image : faites-la passer par une reconnaissance de caractères, puis envoyez le texte ou le PDF obtenu.";

    private const string IsArchive = "C’est une archive : décompressez-la et envoyez les documents qu’elle contient.";

    /// <param name="content">Seekable.</param>
    /// <param name="furniture">What every page of the same saved site repeats.</param>
    public static async Task<OpenedDocument> ReadAsync(Stream content, string name, SiteFurniture? furniture = null, CancellationToken cancel = default)
    {
        if (content.Length > MostBytes)
        {
            throw new UnreadableFile($"Ce document pèse {Math.Ceiling(content.Length / 1048576d)} Mo : {UploadLimitAttribute.MostMegabytes} Mo au plus. Coupez-le, ou allégez ses images.");
        }

        content.Position = 0;
        var start = new byte[1024];
        start = start[..content.ReadAtLeast(start, start.Length, throwOnEndOfStream: false)];
        if (start.Length == 0)
        {
            throw new UnreadableFile("Le fichier est vide.");
        }

        var opened = start.AsSpan().IndexOf("%PDF-"u8) >= 0 ? new OpenedDocument(new DocumentText(name, await PdfText.ReadAsync(content, cancel)), "PDF")
            : start.AsSpan().StartsWith("PK\u0003\u0004"u8) ? OfficeText.Read(content, name)
            : Array.Find(Others, other => start.AsSpan().StartsWith(other.Start)) is { Reason: { } reason } ? throw new UnreadableFile(reason)
            : ReadText(content, name, furniture);
        var text = opened.Document.Text;
        return Fold.IsWordless(text) ? throw new UnreadableFile("Ce document n’a pas de texte.")
            : text.Length > MostCharacters ? throw TooLong()
            : opened with { Document = opened.Document with { Text = Tidied(text) } };
    }

    internal static UnreadableFile TooLong() =>
        new($"Ce document a plus de {MostCharacters / 1_000_000} millions de caractères (environ 700 pages) : coupez-le, chapitre par chapitre.");

    private static OpenedDocument ReadText(Stream content, string name, SiteFurniture? furniture)
    {
        // A page has far more markup than text, and takes some twenty times its weight once parsed.
        if (content.Length > 4L * MostCharacters)
        {
            throw TooLong();
        }

        string text, encodingName;
        try
        {
            (var encoding, encodingName) = TextEncoding.Of(content);
            content.Position = 0;
            text = new StreamReader(content, encoding, detectEncodingFromByteOrderMarks: true, leaveOpen: true).ReadToEnd();
        }
        catch (UnreadableFile)
        {
            throw new UnreadableFile("Ce fichier n’est pas un texte. Envoyez un texte, une page web (.html), un PDF, un document Word (.docx) ou OpenDocument (.odt).");
        }

        var start = text.AsSpan()[..Math.Min(text.Length, 4096)].TrimStart();
        if (start.Contains("<html", StringComparison.OrdinalIgnoreCase) || start.StartsWith("<!doctype html", StringComparison.OrdinalIgnoreCase) || (start is ['<', _, ..] && name.EndsWith("html", StringComparison.OrdinalIgnoreCase)))
        {
            return HtmlPage.Read(text, name, furniture);
        }

        return start.StartsWith("<?xml") || start.StartsWith("<!DOCTYPE")
            ? throw new UnreadableFile("C’est du XML, pas un document à lire. Depuis le programme qui l’a fait, enregistrez une page web, un PDF ou un document Word (.docx).")
            : new OpenedDocument(new DocumentText(name, text), $"texte, {encodingName}");
    }

    /// <summary>One kind of line end, no invisible character: what a database keeps and a reader sees.</summary>
    private static string Tidied(string text)
    {
        text = text.ReplaceLineEndings("\n").Replace("\f", "\n", StringComparison.Ordinal);
        if (!Fold.HasControlCharacters(text))
        {
            return text;
        }

        var kept = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            if (c is '\n' or '\t' || !Fold.HasControlCharacters(c.ToString()) || char.IsSurrogate(c))
            {
                kept.Append(c);
            }
        }

        return XmlCharacters.Holdable(kept.ToString());
    }
}
