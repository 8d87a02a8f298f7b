using System.Buffers;
using System.Buffers.Binary;

namespace Liant.Modules.Search.Segments;

/// <summary>Many streams of bytes that grow side by side while a segment is built, without an object for each: a stream is a chain of slices,
/// each twice as long as the one before, cut from large blocks.</summary>
/// <param name="room">Where blocks come from and go back to: one segment after the other is built in the same ones.</param>
internal sealed class BytePool(ArrayPool<byte> room)
{
    /// <summary>Above 85,000 bytes, from where on the collector moves nothing about.</summary>
    public const int BlockSize = 1 << 17;

    private const int SmallestSlice = 8;
    private const int LargestSlice = 4096;

    /// <summary>The end of a slice holds the place of the next.</summary>
    private const int Link = sizeof(int);

    private readonly List<byte[]> blocks = [];
    private int free = BlockSize;

    /// <summary>A stream of the pool: where it starts, where it goes on, and how much of the slice is left.</summary>
    public struct Stream
    {
        internal int Start;
        internal int At;
        internal int Left;
        internal int Slice;

        public int Length { get; internal set; }
    }

    public void Number(ref Stream stream, uint value)
    {
        while (value >= 0x80)
        {
            Byte(ref stream, (byte)(value | 0x80));
            value >>= 7;
        }

        Byte(ref stream, (byte)value);
    }

    /// <summary>A number and a byte; together where both are short and stand in one slice, as they nearly always do.</summary>
    public void Pair(ref Stream stream, uint value, byte with)
    {
        if (value >= 0x80 || stream.Left < 2)
        {
            Number(ref stream, value);
            Byte(ref stream, with);
            return;
        }

        var two = blocks[(int)((uint)stream.At / BlockSize)].AsSpan(stream.At & (BlockSize - 1), 2);
        (two[0], two[1]) = ((byte)value, with);
        stream.At += 2;
        stream.Left -= 2;
        stream.Length += 2;
    }

    public void Byte(ref Stream stream, byte value)
    {
        if (stream.Left == 0)
        {
            Grow(ref stream);
        }

        blocks[(int)((uint)stream.At / BlockSize)][stream.At & (BlockSize - 1)] = value;
        stream.At++;
        stream.Left--;
        stream.Length++;
    }

    /// <summary>The bytes of a stream, in the order they were written.</summary>
    public void CopyTo(in Stream stream, Span<byte> target)
    {
        var (at, slice) = (stream.Start, SmallestSlice);
        while (target.Length > 0)
        {
            var block = blocks[at / BlockSize].AsSpan(at % BlockSize, slice);
            var count = Math.Min(slice - Link, target.Length);
            block[..count].CopyTo(target);
            target = target[count..];
            at = BinaryPrimitives.ReadInt32LittleEndian(block[^Link..]);
            slice = Next(slice);
        }
    }

    /// <summary>All was copied.</summary>
    public void Return()
    {
        blocks.ForEach(block => room.Return(block));
        blocks.Clear();
    }

    private void Grow(ref Stream stream)
    {
        var size = stream.Slice == 0 ? SmallestSlice : Next(stream.Slice);
        if (free + size > BlockSize)
        {
            blocks.Add(room.Rent(BlockSize));
            free = 0;
        }

        var start = checked((blocks.Count - 1) * BlockSize + free);
        free += size;
        if (stream.Slice == 0)
        {
            stream.Start = start;
        }
        else
        {
            BinaryPrimitives.WriteInt32LittleEndian(blocks[stream.At / BlockSize].AsSpan(stream.At % BlockSize), start);
        }

        (stream.At, stream.Left, stream.Slice) = (start, size - Link, size);
    }

    private static int Next(int slice) => Math.Min(2 * slice, LargestSlice);
}
