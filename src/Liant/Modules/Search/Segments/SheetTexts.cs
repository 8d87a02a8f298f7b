using System.Text;

namespace Liant.Modules.Search.Segments;

/// <summary>What the sheets of a segment say, one after the other as UTF-8: read back for the few that are shown.</summary>
internal sealed class SheetTexts
{
    private const int UsualChunk = 1 << 16;

    private readonly List<byte[]> chunks = [];
    private int used = UsualChunk;

    public long Bytes => chunks.Sum(chunk => chunk.LongLength);

    internal IReadOnlyList<byte[]> Chunks => chunks;

    /// <summary>Keeps them together; gives their place.</summary>
    public long Add(ReadOnlySpan<string> texts)
    {
        var most = 5;
        foreach (var text in texts)
        {
            most += 5 + 3 * text.Length;
        }

        if (used + most > (chunks.Count == 0 ? 0 : chunks[^1].Length))
        {
            chunks.Add(new byte[Math.Max(UsualChunk, most)]);
            used = 0;
        }

        var place = ((long)(chunks.Count - 1) << 32) | (uint)used;
        var room = chunks[^1].AsSpan();
        Write(room, (uint)texts.Length);
        foreach (var text in texts)
        {
            Write(room, (uint)Encoding.UTF8.GetByteCount(text));
            used += Encoding.UTF8.GetBytes(text, room[used..]);
        }

        return place;
    }

    /// <summary>Nothing more comes: the room that is left is given back.</summary>
    public void Close()
    {
        if (chunks.Count > 0)
        {
            chunks[^1] = chunks[^1].AsSpan(0, used).ToArray();
        }
    }

    /// <summary>What was kept there: all of it, or the first few.</summary>
    public string[] Read(long place, int most = int.MaxValue)
    {
        var bytes = At(place);
        var texts = new string[Math.Min(most, (int)Number(ref bytes))];
        for (var i = 0; i < texts.Length; i++)
        {
            var length = (int)Number(ref bytes);
            texts[i] = Encoding.UTF8.GetString(bytes[..length]);
            bytes = bytes[length..];
        }

        return texts;
    }

    private ReadOnlySpan<byte> At(long place) => chunks[(int)(place >> 32)].AsSpan((int)(place & 0xFFFF_FFFF));

    private void Write(Span<byte> room, uint value)
    {
        while (value >= 0x80)
        {
            room[used++] = (byte)(value | 0x80);
            value >>= 7;
        }

        room[used++] = (byte)value;
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
