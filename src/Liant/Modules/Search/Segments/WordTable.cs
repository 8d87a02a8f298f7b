using System.Text;
using Liant.Modules.Search.Snapshots;

namespace Liant.Modules.Search.Segments;

/// <summary>Words in the order of their bytes, one after the other in one array: a look-up is a binary search, a beginning is a range.</summary>
internal sealed class WordTable
{
    private readonly byte[] text;
    private readonly int[] starts;

    private WordTable(byte[] text, int[] starts) => (this.text, this.starts) = (text, starts);

    public int Count => starts.Length - 1;

    public ReadOnlySpan<byte> this[int word] => text.AsSpan(starts[word], starts[word + 1] - starts[word]);

    public string TextOf(int word) => Encoding.UTF8.GetString(this[word]);

    public long Bytes => text.LongLength + 4L * starts.LongLength;

    /// <param name="sorted">In the order of their bytes, each once.</param>
    public static WordTable Of(IReadOnlyList<string> sorted)
    {
        var starts = new int[sorted.Count + 1];
        for (var word = 0; word < sorted.Count; word++)
        {
            starts[word + 1] = starts[word] + Encoding.UTF8.GetByteCount(sorted[word]);
        }

        var text = new byte[starts[^1]];
        for (var word = 0; word < sorted.Count; word++)
        {
            Encoding.UTF8.GetBytes(sorted[word], text.AsSpan(starts[word]));
        }

        return new WordTable(text, starts);
    }

    public void Write(PartWriter file)
    {
        file.Write<byte>(text);
        file.Write<int>(starts);
    }

    public static WordTable Read(PartReader file) => new(file.Read<byte>(), file.Read<int>());

    /// <summary>Its rank, or -1.</summary>
    public int Find(string word)
    {
        Span<byte> bytes = word.Length <= 80 ? stackalloc byte[240] : new byte[3 * word.Length];
        bytes = bytes[..Encoding.UTF8.GetBytes(word, bytes)];
        var at = FirstFrom(bytes);
        return at < Count && this[at].SequenceEqual(bytes) ? at : -1;
    }

    /// <summary>Ranks of the words that begin so: from the first, up to but without the last.</summary>
    public (int From, int To) Beginning(string with)
    {
        var bytes = Encoding.UTF8.GetBytes(with);
        var from = FirstFrom(bytes);
        // No byte of UTF-8 is 0xFF: nothing that begins so comes after.
        var to = FirstFrom([.. bytes, 0xFF]);
        return (from, to);
    }

    private int FirstFrom(ReadOnlySpan<byte> bytes)
    {
        var (low, high) = (0, Count);
        while (low < high)
        {
            var middle = (low + high) >>> 1;
            if (this[middle].SequenceCompareTo(bytes) < 0)
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        return low;
    }
}
