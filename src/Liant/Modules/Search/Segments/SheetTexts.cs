using System.Buffers;
using System.Buffers.Binary;
using System.Text;
using Liant.Modules.Search.Snapshots;
using Microsoft.Win32.SafeHandles;

namespace Liant.Modules.Search.Segments;

/// <summary>Texts of the sheets of a segment, as UTF-8: read back for the few that are shown. The first of them stay in memory; a large segment keeps the rest in a file.</summary>
/// <param name="folder">For that file; null to keep all in memory.</param>
internal sealed class SheetTexts(string? folder = null)
{
    private const int UsualChunk = 1 << 16;

    private const int MostInMemory = 4 << 20;

    /// <summary>Read at once from the file: most records are shorter.</summary>
    private const int FirstRead = 2048;

    private readonly List<byte[]> chunks = [];
    private readonly List<long> starts = [];
    private TextFile? file;
    private long inFile;
    private byte[] chunk = new byte[UsualChunk];
    private int used;

    /// <summary>All of them, as they were written together.</summary>
    public static SheetTexts Of(byte[] all)
    {
        var texts = new SheetTexts { chunk = [] };
        texts.starts.Add(0);
        texts.chunks.Add(all);
        return texts;
    }

    /// <summary>The same, left in their file.</summary>
    public static SheetTexts Of(SafeFileHandle file, long offset) => new() { chunk = [], file = new TextFile(file, offset) };

    /// <summary>In memory.</summary>
    public long Bytes => chunks.Count == 0 ? 0 : starts[^1] + chunks[^1].Length;

    /// <summary>Keeps them together; gives their place.</summary>
    public long Add(ReadOnlySpan<string> texts)
    {
        var most = sizeof(int) + 5;
        foreach (var text in texts)
        {
            most += 5 + 3 * text.Length;
        }

        if (used + most > chunk.Length)
        {
            Flush();
            // One that had to be longer is not kept: how many there are says how much memory they take.
            var wanted = Math.Max(UsualChunk, most);
            chunk = chunk.Length == wanted ? chunk : new byte[wanted];
        }

        // A place in memory is a chunk and where in it; one in the file is a complement.
        var place = file is null ? ((long)chunks.Count << 32) | (uint)used : ~(inFile + used);
        var start = used;
        used += sizeof(int);
        Write((uint)texts.Length);
        foreach (var text in texts)
        {
            WriteText(text);
        }

        BinaryPrimitives.WriteInt32LittleEndian(chunk.AsSpan(start), used - start - sizeof(int));
        return place;
    }

    /// <summary>Nothing more comes: what was kept can be read, and the room that is left is given back.</summary>
    public void Close()
    {
        Flush();
        chunk = [];
    }

    /// <summary>What was kept there: all of it, or the first few.</summary>
    public string[] Read(long place, int most = int.MaxValue)
    {
        if (place >= 0)
        {
            var bytes = chunks[(int)(place >> 32)].AsSpan((int)(place & 0xFFFF_FFFF));
            return Parse(bytes[sizeof(int)..], most);
        }

        Span<byte> first = stackalloc byte[FirstRead];
        first = first[..file!.Read(~place, first)];
        var length = BinaryPrimitives.ReadInt32LittleEndian(first);
        if (length <= first.Length - sizeof(int))
        {
            return Parse(first[sizeof(int)..], most);
        }

        var room = ArrayPool<byte>.Shared.Rent(length);
        try
        {
            file.Read(~place + sizeof(int), room.AsSpan(0, length));
            return Parse(room.AsSpan(0, length), most);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(room);
        }
    }

    /// <summary>What is in memory, then what is in the file.</summary>
    public void Write(PartWriter part)
    {
        part.Begin(Bytes + inFile);
        chunks.ForEach(one => part.Append(one));
        var piece = new byte[(int)Math.Min(inFile, 1 << 20)];
        for (var at = 0L; at < inFile;)
        {
            var read = file!.Read(at, piece.AsSpan(0, (int)Math.Min(piece.Length, inFile - at)));
            part.Append(piece.AsSpan(0, read));
            at += read;
        }

        part.End();
    }

    /// <summary>Where the record of that place stands in what <see cref="Write(PartWriter)"/> wrote.</summary>
    public long PlaceInFile(long place) => place < 0 ? Bytes + ~place : starts[(int)(place >> 32)] + (place & 0xFFFF_FFFF);

    /// <summary>The place that leads there once the texts are left in their file.</summary>
    public static long PlaceOfFile(long at) => ~at;

    private void Flush()
    {
        if (used == 0)
        {
            return;
        }

        if (file is not null)
        {
            file.Append(chunk.AsSpan(0, used));
            inFile += used;
        }
        else
        {
            starts.Add(starts.Count == 0 ? 0 : starts[^1] + chunks[^1].Length);
            chunks.Add(chunk.AsSpan(0, used).ToArray());
            file = folder is not null && (long)chunks.Count * UsualChunk >= MostInMemory ? TextFile.In(folder) : null;
        }

        used = 0;
    }

    private static string[] Parse(ReadOnlySpan<byte> bytes, int most)
    {
        var texts = new string[Math.Min(most, (int)Number(ref bytes))];
        for (var i = 0; i < texts.Length; i++)
        {
            var length = (int)Number(ref bytes);
            texts[i] = Encoding.UTF8.GetString(bytes[..length]);
            bytes = bytes[length..];
        }

        return texts;
    }

    /// <summary>Its length before it: room is left for what that may take, and where it takes less the text moves up. Most texts are so turned to bytes once, not counted first.</summary>
    private void WriteText(string text)
    {
        var room = SizeOf((uint)(3 * text.Length));
        var length = Encoding.UTF8.GetBytes(text, chunk.AsSpan(used + room));
        var start = used + room;
        Write((uint)length);
        if (used != start)
        {
            chunk.AsSpan(start, length).CopyTo(chunk.AsSpan(used));
        }

        used += length;
    }

    private static int SizeOf(uint value) => value < 1 << 7 ? 1 : value < 1 << 14 ? 2 : value < 1 << 21 ? 3 : value < 1 << 28 ? 4 : 5;

    private void Write(uint value)
    {
        while (value >= 0x80)
        {
            chunk[used++] = (byte)(value | 0x80);
            value >>= 7;
        }

        chunk[used++] = (byte)value;
    }

    private static uint Number(ref ReadOnlySpan<byte> bytes)
    {
        var (value, shift, at) = (0u, 0, 0);
        while (bytes[at] >= 0x80)
        {
            value |= (uint)(bytes[at++] & 0x7F) << shift;
            shift += 7;
        }

        value |= (uint)bytes[at++] << shift;
        bytes = bytes[at..];
        return value;
    }
}
