using System.Runtime.InteropServices;

namespace Liant.Modules.Search.Snapshots;

/// <summary>Writes a file of parts, each with its length before it and its checksum after it. The file bears its name only once it is whole and on the disk.</summary>
internal sealed class PartWriter : IDisposable
{
    private const int BufferSize = 1 << 20;

    private readonly string path;
    private readonly FileStream file;
    private uint checksum;

    public PartWriter(string path)
    {
        this.path = path;
        file = new FileStream(path + PartReader.Unfinished, FileMode.Create, FileAccess.Write, FileShare.None, BufferSize);
        file.Write(PartReader.Heading);
    }

    /// <summary>How much is written: where the next part stands.</summary>
    public long Length => file.Position;

    public void Write<T>(ReadOnlySpan<T> values)
        where T : unmanaged
    {
        var bytes = MemoryMarshal.AsBytes(values);
        Begin(bytes.Length);
        Append(bytes);
        End();
    }

    /// <summary>A part in several pieces: its length in bytes first, then the pieces, then the end.</summary>
    public void Begin(long length)
    {
        file.Write(MemoryMarshal.AsBytes(new ReadOnlySpan<long>(in length)));
        checksum = Checksum.Start;
    }

    public void Append(ReadOnlySpan<byte> bytes)
    {
        checksum = Checksum.Add(checksum, bytes);
        file.Write(bytes);
    }

    public void End() => file.Write(MemoryMarshal.AsBytes(new ReadOnlySpan<uint>(in checksum)));

    /// <summary>It is whole: it takes its name, in place of what bore it.</summary>
    public void Finish()
    {
        file.Flush(flushToDisk: true);
        file.Dispose();
        File.Move(path + PartReader.Unfinished, path, overwrite: true);
    }

    public void Dispose() => file.Dispose();
}
