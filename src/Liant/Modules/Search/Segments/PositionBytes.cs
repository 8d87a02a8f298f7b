using Liant.Modules.Search.Snapshots;
using Microsoft.Win32.SafeHandles;

namespace Liant.Modules.Search.Segments;

/// <summary>Positions of the words of a segment, one after the other: in memory while it is young, in its file afterwards. Only quoted phrases read them.</summary>
internal sealed class PositionBytes
{
    private volatile byte[]? memory;
    private SafeFileHandle? file;
    private long offset;

    public PositionBytes(byte[] memory) => this.memory = memory;

    public PositionBytes(SafeFileHandle file, long offset) => (this.file, this.offset) = (file, offset);

    /// <summary>In memory.</summary>
    public long Bytes => memory?.LongLength ?? 0;

    public ReadOnlyMemory<byte> Of(int start, int end)
    {
        if (memory is { } all)
        {
            return all.AsMemory(start..end);
        }

        var some = new byte[end - start];
        for (var (read, more) = (0, 0); read < some.Length; read += more)
        {
            more = RandomAccess.Read(file!, some.AsSpan(read), offset + start + read);
            if (more == 0)
            {
                throw new InvalidDataException("a file of the index was cut while it was in use");
            }
        }

        return some;
    }

    public void Write(PartWriter part) => part.Write<byte>(memory ?? throw new InvalidOperationException("they are in a file already"));

    /// <summary>They are there too: memory gives them up.</summary>
    public void MoveTo(SafeFileHandle copy, long at)
    {
        (file, offset) = (copy, at);
        memory = null;
    }
}
