using Microsoft.Win32.SafeHandles;

namespace Liant.Modules.Search.Segments;

/// <summary>Bytes in a file, from a place of it on.</summary>
internal sealed class TextFile(SafeFileHandle handle, long offset)
{
    private long length;

    /// <summary>A file without a name: nobody else finds it, and the system takes it back when nobody reads it any more, even after a kill.</summary>
    public static TextFile In(string folder)
    {
        Directory.CreateDirectory(folder);
        var path = Path.Combine(folder, $"textes-{Guid.CreateVersion7():N}.tmp");
        // Windows does not take the name from an open file: it goes when the file is closed.
        var handle = File.OpenHandle(path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.Delete, OperatingSystem.IsWindows() ? FileOptions.DeleteOnClose : FileOptions.RandomAccess);
        if (!OperatingSystem.IsWindows())
        {
            File.Delete(path);
        }

        return new TextFile(handle, 0);
    }

    public void Append(ReadOnlySpan<byte> bytes)
    {
        RandomAccess.Write(handle, bytes, offset + length);
        length += bytes.Length;
    }

    /// <summary>As many bytes as there are from that place on, and as there is room for.</summary>
    public int Read(long at, Span<byte> room)
    {
        var read = 0;
        while (read < room.Length && RandomAccess.Read(handle, room[read..], offset + at + read) is > 0 and var more)
        {
            read += more;
        }

        return read;
    }
}
