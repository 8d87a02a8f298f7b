using System.Security.Cryptography;
using System.Text;

namespace Liant.Platform.Backup;

/// <summary>The last 64 bytes of a backup, the comment of the ZIP file, are the SHA-256 of all that stands before: one byte changed
/// or missing anywhere is noticed. It guards against accidents, not against someone who means harm and can compute it again.</summary>
internal static class Seal
{
    public const int Length = 64;

    public static string Blank { get; } = new('0', Length);

    public static void Put(FileStream file)
    {
        var seal = Of(file);
        file.Position = file.Length - Length;
        file.Write(Encoding.ASCII.GetBytes(seal));
    }

    public static bool Holds(FileStream file)
    {
        if (file.Length <= Length)
        {
            return false;
        }

        var written = new byte[Length];
        var computed = Of(file);
        file.Position = file.Length - Length;
        file.ReadExactly(written);
        file.Position = 0;
        return computed == Encoding.ASCII.GetString(written);
    }

    private static string Of(FileStream file)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = new byte[128 * 1024];
        file.Position = 0;
        for (var left = file.Length - Length; left > 0;)
        {
            var read = file.Read(buffer, 0, (int)Math.Min(left, buffer.Length));
            if (read == 0)
            {
                break;
            }

            hash.AppendData(buffer, 0, read);
            left -= read;
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
