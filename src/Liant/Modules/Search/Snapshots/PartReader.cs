using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Liant.Modules.Search.Snapshots;

/// <summary>Reads a file of parts, in their order. What is not as it was written is <see cref="InvalidDataException"/>: cut, altered, or of another build of the program.</summary>
internal sealed class PartReader
{
    /// <summary>Ends the name of a file that is being written.</summary>
    public const string Unfinished = ".tmp";

    /// <summary>Read at once: the largest that the system takes in one go is 2 GB.</summary>
    private const int Piece = 1 << 26;

    private readonly SafeFileHandle file;
    private long at;

    private PartReader(SafeFileHandle file)
    {
        this.file = file;
        Span<byte> heading = stackalloc byte[Heading.Length];
        Fill(heading);
        if (!heading.SequenceEqual(Heading))
        {
            throw new InvalidDataException("of another build of the program, or no such file");
        }
    }

    /// <summary>Analysis, word lists and formats may change with any build: a file of another one is not read.</summary>
    public static byte[] Heading { get; } = [.. "LIANT-IX"u8, .. typeof(PartReader).Module.ModuleVersionId.ToByteArray()];

    /// <summary>Stays open for the parts that are read later.</summary>
    public SafeFileHandle File => file;

    public static PartReader Open(string path) => new(System.IO.File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, FileOptions.RandomAccess));

    public T[] Read<T>()
        where T : unmanaged
    {
        var length = LengthOfNext();
        var size = Marshal.SizeOf<T>();
        if (length % size != 0 || length / size > Array.MaxLength)
        {
            throw new InvalidDataException("a part has no such length");
        }

        var values = GC.AllocateUninitializedArray<T>((int)(length / size));
        var bytes = MemoryMarshal.AsBytes(values.AsSpan());
        Fill(bytes);
        Verify(Checksum.Add(Checksum.Start, bytes));
        return values;
    }

    public T One<T>()
        where T : unmanaged => Read<T>() is [var one] ? one : throw new InvalidDataException("a part has several values");

    /// <summary>A part that stays in the file: where it is. It is verified all the same.</summary>
    public long Leave()
    {
        var (length, offset, checksum) = (LengthOfNext(), at, Checksum.Start);
        var piece = new byte[(int)Math.Min(length, 1 << 20)];
        for (var left = length; left > 0;)
        {
            var some = piece.AsSpan(0, (int)Math.Min(left, piece.Length));
            Fill(some);
            checksum = Checksum.Add(checksum, some);
            left -= some.Length;
        }

        Verify(checksum);
        return offset;
    }

    private long LengthOfNext()
    {
        var length = 0L;
        Fill(MemoryMarshal.AsBytes(new Span<long>(ref length)));
        return length >= 0 && at + length + sizeof(uint) <= RandomAccess.GetLength(file) ? length : throw new InvalidDataException("a part is longer than its file");
    }

    private void Verify(uint expected)
    {
        var written = 0u;
        Fill(MemoryMarshal.AsBytes(new Span<uint>(ref written)));
        if (written != expected)
        {
            throw new InvalidDataException("a part does not have the checksum that was written");
        }
    }

    private void Fill(Span<byte> room)
    {
        while (room.Length > 0)
        {
            var read = RandomAccess.Read(file, room[..Math.Min(room.Length, Piece)], at);
            if (read == 0)
            {
                throw new InvalidDataException("the file ends too soon");
            }

            room = room[read..];
            at += read;
        }
    }
}
