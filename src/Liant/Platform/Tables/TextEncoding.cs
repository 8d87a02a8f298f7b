using System.Buffers;
using System.Text;
using System.Text.Unicode;
using Liant.Platform.Imports;

namespace Liant.Platform.Tables;

/// <summary>Which encoding a text is in. A byte order mark says it; valid UTF-8 is UTF-8; otherwise the one among those of French office
/// software (Windows, old Macintosh, DOS) in which the most letters are French ones.</summary>
internal static class TextEncoding
{
    private const string FrenchLetters = "éèêëàâäçîïôöùûüœÉÈÊÀÂÇÎÔ’«»°€";

    public static (Encoding Encoding, string Name) Of(Stream content)
    {
        content.Position = 0;
        Span<byte> mark = stackalloc byte[4];
        mark = mark[..content.ReadAtLeast(mark, 4, throwOnEndOfStream: false)];
        if (mark.StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF]))
        {
            mark = mark[3..];
        }
        else if (mark.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE]) || mark is [not 0, 0, not 0, 0])
        {
            return (Encoding.Unicode, "UTF-16");
        }
        else if (mark.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF]) || mark is [0, not 0, 0, not 0])
        {
            return (Encoding.BigEndianUnicode, "UTF-16");
        }

        return IsUtf8(content) ? (new UTF8Encoding(false), "UTF-8") : Best(content);
    }

    private static bool IsUtf8(Stream content)
    {
        content.Position = 0;
        var buffer = ArrayPool<byte>.Shared.Rent(256 * 1024);
        try
        {
            return IsUtf8(content, buffer);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static bool IsUtf8(Stream content, byte[] buffer)
    {
        var kept = 0;
        while (true)
        {
            var read = content.Read(buffer, kept, buffer.Length - kept);
            var bytes = buffer.AsSpan(0, kept + read);
            if (bytes.Contains((byte)0))
            {
                throw new UnreadableFile("Ce fichier n’est pas un texte : il contient des caractères nuls. Envoyez un fichier CSV, Excel (.xlsx) ou JSON.");
            }

            if (read == 0)
            {
                return kept == 0;
            }

            // A character may be cut by the end of the buffer: its first bytes wait for the next reading.
            var whole = bytes.Length;
            for (var back = 1; back <= 3 && back <= bytes.Length; back++)
            {
                if (bytes[^back] >= 0xC0)
                {
                    whole = bytes.Length - back;
                    break;
                }

                if (bytes[^back] < 0x80)
                {
                    break;
                }
            }

            if (!Utf8.IsValid(bytes[..whole]) && !Utf8.IsValid(bytes))
            {
                return false;
            }

            kept = Utf8.IsValid(bytes) ? 0 : bytes.Length - whole;
            bytes[^kept..].CopyTo(buffer);
        }
    }

    private static (Encoding, string) Best(Stream content)
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        content.Position = 0;
        var sample = new byte[1024 * 1024];
        sample = sample[..content.ReadAtLeast(sample, sample.Length, throwOnEndOfStream: false)];
        (int Page, string Name)[] candidates = [(1252, "Windows-1252"), (10000, "Macintosh"), (850, "DOS 850")];
        return candidates.Select(c => (Encoding: Encoding.GetEncoding(c.Page), c.Name))
            .MaxBy(c => c.Encoding.GetString(sample).Sum(letter => letter < 0x80 ? 0 : FrenchLetters.Contains(letter) ? 2 : -1));
    }
}
