using System.Buffers;
using System.Text;

namespace Liant.Platform.Database;

/// <summary>Bytes that are added at the end; on loan from the pool until given back.</summary>
internal sealed class ByteRoom : IDisposable
{
    private byte[] bytes = ArrayPool<byte>.Shared.Rent(128 * 1024);

    public int Length { get; private set; }

    public ReadOnlyMemory<byte> Written => bytes.AsMemory(0, Length);

    public Span<byte> Take(int more)
    {
        if (bytes.Length - Length < more)
        {
            var larger = ArrayPool<byte>.Shared.Rent(Math.Max(2 * bytes.Length, Length + more));
            bytes.AsSpan(0, Length).CopyTo(larger);
            ArrayPool<byte>.Shared.Return(bytes);
            bytes = larger;
        }

        Length += more;
        return bytes.AsSpan(Length - more, more);
    }

    /// <summary>Room for what goes before a text, then the text in UTF-8.</summary>
    public Span<byte> TakeText(int before, string text)
    {
        var most = Encoding.UTF8.GetMaxByteCount(text.Length);
        var taken = Take(before + most);
        var unused = most - Encoding.UTF8.GetBytes(text, taken[before..]);
        Length -= unused;
        return taken[..^unused];
    }

    public void Dispose()
    {
        if (bytes.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(bytes);
            (bytes, Length) = ([], 0);
        }
    }
}
