using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Liant.Platform.Text;

namespace Liant.Modules.Catalogue;

/// <summary>A number that is the same for two sheets of one kind whose name is the same but for case, accents and punctuation, in one
/// commune (for a resource: of one publisher). It finds likely duplicates among a million sheets by an index.</summary>
internal static class SheetLikeness
{
    public static long Of(SheetKind kind, SheetContent content) =>
        Of(kind, content.Title, content.CommuneCode ?? content.AreaCode, content.Publishers.Count > 0 ? content.Publishers[0] : null);

    public static long Of(SheetKind kind, string title, string? place, string? publisher)
    {
        var text = $"{(int)kind}|{Fold.Words(title)}|{place}|{(publisher is null ? null : Fold.Words(publisher))}";
        Span<byte> utf8 = stackalloc byte[Math.Min(4096, Encoding.UTF8.GetMaxByteCount(Math.Min(text.Length, 1000)))];
        var length = Encoding.UTF8.GetBytes(text.AsSpan(0, Math.Min(text.Length, 1000)), utf8);
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(utf8[..length], hash);
        return BinaryPrimitives.ReadInt64LittleEndian(hash);
    }
}
