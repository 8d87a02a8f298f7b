namespace Liant.Platform.Backup;

/// <summary>Lines of a stream, one buffer for all of them.</summary>
internal sealed class LineReader(Stream stream, long mostBytes)
{
    /// <summary>A row with a piece of a file in it is far below this.</summary>
    private const int LongestLine = 256 * 1024 * 1024;

    private byte[] buffer = new byte[128 * 1024];
    private int start;
    private int end;
    private long total;

    /// <summary>The next line without its end; null after the last. Valid until the next call.</summary>
    public ReadOnlyMemory<byte>? Next()
    {
        var searched = start;
        while (true)
        {
            var found = buffer.AsSpan(searched, end - searched).IndexOf((byte)'\n');
            if (found >= 0)
            {
                var line = buffer.AsMemory(start, searched + found - start);
                start = searched + found + 1;
                return line;
            }

            searched = end - start;
            MakeRoom();
            var read = stream.Read(buffer, end, buffer.Length - end);
            if (read == 0)
            {
                return end == start ? null : throw new InvalidDataException("the last line has no end");
            }

            end += read;
            total += read;
            if (total > mostBytes)
            {
                throw new InvalidDataException("longer than announced");
            }
        }
    }

    private void MakeRoom()
    {
        buffer.AsSpan(start, end - start).CopyTo(buffer);
        (start, end) = (0, end - start);
        if (end < buffer.Length)
        {
            return;
        }

        if (buffer.Length >= LongestLine)
        {
            throw new InvalidDataException("a line without end");
        }

        Array.Resize(ref buffer, buffer.Length * 2);
    }
}
