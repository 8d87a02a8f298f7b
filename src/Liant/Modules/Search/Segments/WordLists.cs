using System.Buffers;
using System.Runtime.InteropServices;

namespace Liant.Modules.Search.Segments;

/// <summary>The postings and positions of every word while a segment is built.</summary>
/// <param name="room">For what grows until it is built.</param>
internal sealed class WordLists(ArrayPool<byte> room)
{
    private readonly BytePool pool = new(room);
    private readonly List<Entry> entries = [];
    private readonly List<(int Word, int Doc, int Postings, int Positions)> marks = [];

    private struct Entry
    {
        public BytePool.Stream Postings;
        public BytePool.Stream Positions;
        public int LastDoc;
        public int Count;
    }

    /// <summary>Sheets come in order.</summary>
    /// <param name="sheet">Which has the word, and is closed.</param>
    public void Add(in SheetWords.Word word, int doc, SheetWords sheet)
    {
        if (word.Number >= entries.Count)
        {
            var from = entries.Count;
            CollectionsMarshal.SetCount(entries, word.Number + 1);
            CollectionsMarshal.AsSpan(entries)[from..].Fill(new Entry { LastDoc = -1 });
        }

        ref var entry = ref CollectionsMarshal.AsSpan(entries)[word.Number];
        if (entry.Count > 0 && entry.Count % PostingLists.Block == 0)
        {
            marks.Add((word.Number, entry.LastDoc, entry.Postings.Length, entry.Positions.Length));
        }

        pool.Pair(ref entry.Postings, (uint)(doc - entry.LastDoc), sheet.WeightOf(word));
        (entry.LastDoc, entry.Count) = (doc, entry.Count + 1);
        var places = sheet.Places;
        var before = 0;
        for (var place = word.FirstPlace; place >= 0;)
        {
            var (position, next) = places[place];
            pool.Number(ref entry.Positions, ((uint)(position - before) << 1) | (next < 0 ? 1u : 0u));
            (before, place) = (position, next);
        }
    }

    /// <param name="order">Numbers of the words in the order of the table.</param>
    public PostingLists Build(int[] order)
    {
        var all = CollectionsMarshal.AsSpan(entries);
        var (postingStarts, positionStarts, markStarts, counts) = (new int[order.Length + 1], new int[order.Length + 1], new int[order.Length + 1], new int[order.Length]);
        for (var rank = 0; rank < order.Length; rank++)
        {
            ref readonly var entry = ref all[order[rank]];
            counts[rank] = entry.Count;
            postingStarts[rank + 1] = checked(postingStarts[rank] + entry.Postings.Length);
            positionStarts[rank + 1] = checked(positionStarts[rank] + entry.Positions.Length);
            markStarts[rank + 1] = markStarts[rank] + Math.Max(0, entry.Count - 1) / PostingLists.Block;
        }

        var (postings, positions) = (new byte[postingStarts[^1]], new byte[positionStarts[^1]]);
        var next = new int[order.Length];
        for (var rank = 0; rank < order.Length; rank++)
        {
            ref readonly var entry = ref all[order[rank]];
            pool.CopyTo(entry.Postings, postings.AsSpan(postingStarts[rank]..postingStarts[rank + 1]));
            pool.CopyTo(entry.Positions, positions.AsSpan(positionStarts[rank]..positionStarts[rank + 1]));
            next[order[rank]] = markStarts[rank];
        }

        pool.Return();
        var (markDocs, markPostings, markPositions) = (new int[marks.Count], new int[marks.Count], new int[marks.Count]);
        foreach (var mark in marks)
        {
            var at = next[mark.Word]++;
            (markDocs[at], markPostings[at], markPositions[at]) = (mark.Doc, mark.Postings, mark.Positions);
        }

        return new PostingLists
        {
            Postings = postings, PostingStarts = postingStarts, Positions = new PositionBytes(positions), PositionStarts = positionStarts, Counts = counts,
            MarkStarts = markStarts, MarkDocs = markDocs, MarkPostings = markPostings, MarkPositions = markPositions,
        };
    }
}
