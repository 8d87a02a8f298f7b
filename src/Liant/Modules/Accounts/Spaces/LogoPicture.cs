using System.Buffers.Binary;

namespace Liant.Modules.Accounts.Spaces;

/// <summary>What a file is by its first bytes, whatever its name says: PNG, JPEG or WebP. Nothing else is a logo; SVG and HTML run programs.</summary>
/// <param name="Type">As it is served.</param>
public sealed record LogoPicture(string Type, int Width, int Height)
{
    public const int MostBytes = 300 * 1024;

    public const int MostPixels = 2000;

    /// <summary>Null when it is none of the three, or cut short.</summary>
    public static LogoPicture? Of(ReadOnlySpan<byte> file) => Png(file) ?? Webp(file) ?? Jpeg(file);

    public bool Fits => Width is > 0 and <= MostPixels && Height is > 0 and <= MostPixels;

    private static LogoPicture? Png(ReadOnlySpan<byte> file) => file.Length > 24 && file.StartsWith((ReadOnlySpan<byte>)[0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]) && file[12..16].SequenceEqual("IHDR"u8)
        ? new LogoPicture("image/png", BinaryPrimitives.ReadInt32BigEndian(file[16..]), BinaryPrimitives.ReadInt32BigEndian(file[20..])) : null;

    private static LogoPicture? Webp(ReadOnlySpan<byte> file)
    {
        if (file.Length < 30 || !file.StartsWith("RIFF"u8) || !file[8..12].SequenceEqual("WEBP"u8))
        {
            return null;
        }

        var kind = file[12..16];
        var body = file[20..];
        // Lossless, extended, plain: each says its size in its own way.
        (int, int)? size = kind.SequenceEqual("VP8L"u8) && BinaryPrimitives.ReadUInt32LittleEndian(body[1..]) is var bits ? ((int)(bits & 0x3fff) + 1, (int)((bits >> 14) & 0x3fff) + 1)
            : kind.SequenceEqual("VP8X"u8) ? ((body[4] | (body[5] << 8) | (body[6] << 16)) + 1, (body[7] | (body[8] << 8) | (body[9] << 16)) + 1)
            : kind.SequenceEqual("VP8 "u8) ? (BinaryPrimitives.ReadUInt16LittleEndian(body[6..]) & 0x3fff, BinaryPrimitives.ReadUInt16LittleEndian(body[8..]) & 0x3fff) : null;
        return size is var (width, height) ? new LogoPicture("image/webp", width, height) : null;
    }

    /// <summary>Its size stands in the first "start of frame" segment.</summary>
    private static LogoPicture? Jpeg(ReadOnlySpan<byte> file)
    {
        if (!file.StartsWith((ReadOnlySpan<byte>)[0xff, 0xd8, 0xff]))
        {
            return null;
        }

        for (var at = 2; at + 9 < file.Length && file[at] == 0xff;)
        {
            var mark = file[at + 1];
            if (mark is >= 0xc0 and <= 0xcf and not (0xc4 or 0xc8 or 0xcc))
            {
                return new LogoPicture("image/jpeg", BinaryPrimitives.ReadUInt16BigEndian(file[(at + 7)..]), BinaryPrimitives.ReadUInt16BigEndian(file[(at + 5)..]));
            }

            at += 2 + BinaryPrimitives.ReadUInt16BigEndian(file[(at + 2)..]);
        }

        return null;
    }
}
