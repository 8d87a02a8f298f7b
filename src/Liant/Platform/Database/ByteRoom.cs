using System.Buffers;

namespace Liant.Platform.Database;

/// <summary>Bytes that are added at the end; on loan from the pool until given back.</summary>
internal sealed class ByteRoom : IDisposable
{
    private byte[] bytes = ArrayPool<byte>.Shared.Rent(256 * 1024);

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

    public void GiveBack(int unused) => Length -= unused;

    public void Dispose()
    {
        if (bytes.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(bytes);
            (bytes, Length) = ([], 0);
        }
    }
}
