using System.Text;
using Liant.Platform.Imports;

namespace Liant.Platform.Tables;

/// <summary>What a file is, from its first bytes. What is known but cannot be read is refused with the way out.</summary>
internal static class FileKind
{
    public const string Workbook = "workbook";
    public const string Json = "json";
    public const string Text = "text";

    public static string Of(ReadOnlySpan<byte> start)
    {
        if (start.Length == 0)
        {
            throw new UnreadableFile("Le fichier est vide.");
        }

        if (start.StartsWith("PK\u0003\u0004"u8))
        {
            return start.IndexOf("application/vnd.oasis.opendocument.spreadsheet"u8) is >= 0 and < 200
                ? throw new UnreadableFile("Classeur OpenDocument (.ods) : enregistrez-le au format Excel (.xlsx) ou CSV, puis envoyez-le.")
                : Workbook;
        }

        if (start.StartsWith((ReadOnlySpan<byte>)[0xD0, 0xCF, 0x11, 0xE0]))
        {
            throw new UnreadableFile("Ancien format Excel (.xls), ou classeur protégé par un mot de passe : enregistrez-le au format .xlsx, sans mot de passe.");
        }

        if (start.StartsWith("%PDF"u8) || start.StartsWith((ReadOnlySpan<byte>)[0x1F, 0x8B]) || start.StartsWith((ReadOnlySpan<byte>)[0x89, 0x50]) || start.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8, 0xFF]) || start.StartsWith("GIF8"u8) || start.StartsWith("Rar!"u8) || start.StartsWith("7z"u8))
        {
            throw new UnreadableFile("Ce fichier n’est pas un tableau (PDF, image ou archive). Envoyez un fichier CSV, Excel (.xlsx) ou JSON.");
        }

        // In UTF-16 each of the first letters goes with a zero, on one side or the other.
        var encoding = start.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE]) || start is [not 0, 0, not 0, 0, ..] ? Encoding.Unicode
            : start.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF]) || start is [0, not 0, 0, not 0, ..] ? Encoding.BigEndianUnicode : Encoding.UTF8;
        var text = encoding.GetString(start).TrimStart('\uFEFF').TrimStart();
        if (text.StartsWith('[') || text.StartsWith('{'))
        {
            return Json;
        }

        return text.StartsWith('<')
            ? throw new UnreadableFile("Ce fichier est une page web ou du XML, pas un tableau. Depuis le tableur, enregistrez-le au format .xlsx ou CSV.")
            : Text;
    }
}
