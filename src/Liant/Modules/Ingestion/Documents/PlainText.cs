using System.Text;

namespace Liant.Modules.Ingestion.Documents;

/// <summary>A text file as it is: UTF-8, with or without its mark, UTF-16 with its mark, else Windows-1252.</summary>
internal static class PlainText
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public static async Task<DocumentText> ReadAsync(string file, CancellationToken cancel) =>
        new(Path.GetFileName(file), Decode(await File.ReadAllBytesAsync(file, cancel)));

    public static string Decode(byte[] bytes)
    {
        if (bytes is [0xFF, 0xFE, ..])
        {
            return Encoding.Unicode.GetString(bytes, 2, bytes.Length - 2);
        }

        if (bytes is [0xFE, 0xFF, ..])
        {
            return Encoding.BigEndianUnicode.GetString(bytes, 2, bytes.Length - 2);
        }

        var skipped = bytes is [0xEF, 0xBB, 0xBF, ..] ? 3 : 0;
        try
        {
            return Strict.GetString(bytes, skipped, bytes.Length - skipped);
        }
        catch (DecoderFallbackException)
        {
            return CodePagesEncodingProvider.Instance.GetEncoding(1252)!.GetString(bytes);
        }
    }
}
