using System.Buffers;
using Liant.Modules.Search.Segments;

namespace Liant.Modules.Search.Index;

/// <summary>The sheets of a segment that have a term, ascending, with the byte of their posting. Its room is lent and given back.</summary>
internal sealed class Postings : IDisposable
{
    private Postings(int capacity) => (Docs, Weights) = (ArrayPool<int>.Shared.Rent(capacity), ArrayPool<byte>.Shared.Rent(capacity));

    public int[] Docs { get; private set; }

    public byte[] Weights { get; private set; }

    public int Count { get; private set; }

    /// <summary>Any of these words. What a posting says of names counts for the word as typed only.</summary>
    public static Postings OfAny(Segment segment, int[] words, int typed)
    {
        var all = OfOne(segment.Lists, words[0], words[0] == typed);
        for (var i = 1; i < words.Length; i++)
        {
            using var one = OfOne(segment.Lists, words[i], words[i] == typed);
            using var before = all;
            all = Merged(before, one);
        }

        return all;
    }

    /// <summary>For each of these sheets, ascending, the byte of any of these words; 0 where none stands.</summary>
    public static void Look(Segment segment, int[] words, int typed, ReadOnlySpan<int> docs, Span<byte> found)
    {
        found.Clear();
        foreach (var word in words)
        {
            var cursor = new PostingCursor(segment.Lists, word);
            var mask = MaskOf(word == typed);
            for (var i = 0; i < docs.Length && cursor.Seek(docs[i]); i++)
            {
                if (cursor.Doc == docs[i])
                {
                    found[i] = Segments.Weights.Either(found[i], (byte)(cursor.Weight & mask));
                }
            }
        }
    }

    /// <summary>Keeps the sheets where the other term stands too.</summary>
    public void KeepWith(Segment segment, int[] words)
    {
        var found = ArrayPool<byte>.Shared.Rent(Math.Max(1, Count));
        Look(segment, words, typed: -1, Docs.AsSpan(0, Count), found.AsSpan(0, Count));
        var kept = 0;
        for (var i = 0; i < Count; i++)
        {
            if (Segments.Weights.Both(Weights[i], found[i]) is > 0 and var both)
            {
                (Docs[kept], Weights[kept++]) = (Docs[i], both);
            }
        }

        Count = kept;
        ArrayPool<byte>.Shared.Return(found);
    }

    public void Dispose()
    {
        ArrayPool<int>.Shared.Return(Docs);
        ArrayPool<byte>.Shared.Return(Weights);
        (Docs, Weights, Count) = ([], [], 0);
    }

    private static Postings OfOne(PostingLists lists, int word, bool isTyped)
    {
        var one = new Postings(lists.Counts[word]);
        var (docs, weights, mask) = (one.Docs, one.Weights, MaskOf(isTyped));
        var cursor = new PostingCursor(lists, word);
        var count = 0;
        while (cursor.Next())
        {
            docs[count] = cursor.Doc;
            weights[count++] = (byte)(cursor.Weight & mask);
        }

        one.Count = count;
        return one;
    }

    private static int MaskOf(bool isTyped) => isTyped ? 0xFF : Segments.Weights.Mask;

    private static Postings Merged(Postings a, Postings b)
    {
        var merged = new Postings(a.Count + b.Count);
        var (i, j, count) = (0, 0, 0);
        while (i < a.Count || j < b.Count)
        {
            var (left, right) = (i < a.Count ? a.Docs[i] : int.MaxValue, j < b.Count ? b.Docs[j] : int.MaxValue);
            merged.Docs[count] = Math.Min(left, right);
            merged.Weights[count++] = left < right ? a.Weights[i] : left > right ? b.Weights[j] : Segments.Weights.Either(a.Weights[i], b.Weights[j]);
            i += left <= right ? 1 : 0;
            j += right <= left ? 1 : 0;
        }

        merged.Count = count;
        return merged;
    }
}
