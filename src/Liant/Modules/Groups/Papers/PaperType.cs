using System.Text;

namespace Liant.Modules.Groups.Papers;

/// <summary>What documents a group takes: those that people exchange and that run nothing in a browser. The name says which, the first bytes must agree: a page of HTML called "note.pdf" is refused.</summary>
internal static class PaperType
{
    public const string Accepted = ".pdf, .docx, .xlsx, .pptx, .odt, .ods, .odp, .txt, .csv, .jpg, .png";

    private static readonly byte[] Pdf = "%PDF"u8.ToArray(), Zip = "PK\u0003\u0004"u8.ToArray(), Png = [0x89, 0x50, 0x4e, 0x47], Jpeg = [0xff, 0xd8, 0xff];

    private static readonly Dictionary<string, (string Type, byte[]? Start)> Known = new(StringComparer.OrdinalIgnoreCase)
    {
        [".pdf"] = ("application/pdf", Pdf),
        [".docx"] = ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", Zip),
        [".xlsx"] = ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", Zip),
        [".pptx"] = ("application/vnd.openxmlformats-officedocument.presentationml.presentation", Zip),
        [".odt"] = ("application/vnd.oasis.opendocument.text", Zip),
        [".ods"] = ("application/vnd.oasis.opendocument.spreadsheet", Zip),
        [".odp"] = ("application/vnd.oasis.opendocument.presentation", Zip),
        [".txt"] = ("text/plain", null),
        [".csv"] = ("text/csv", null),
        [".jpg"] = ("image/jpeg", Jpeg),
        [".jpeg"] = ("image/jpeg", Jpeg),
        [".png"] = ("image/png", Png),
    };

    /// <summary>Null when it is none of them.</summary>
    /// <param name="start">Its first bytes, some hundreds.</param>
    public static string? Of(string name, ReadOnlySpan<byte> start) =>
        start.Length > 0 && Known.TryGetValue(Path.GetExtension(name), out var known) && (known.Start is { } must ? start.StartsWith(must) : IsText(start)) ? known.Type : null;

    private static bool IsText(ReadOnlySpan<byte> start) => start.IndexOf((byte)0) < 0 && !start.StartsWith(Zip) && !start.StartsWith(Pdf) && !Encoding.Latin1.GetString(start).TrimStart('ï', '»', '¿').TrimStart().StartsWith('<');
}
