using System.Buffers;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Liant.Modules.Search.Segments;

/// <summary>The postings and positions of every word while a segment is built. Those of many sheets are kept as they come, then given to their words one word after the other: the lists of a hundred thousand
/// words do not stand in the processor's cache, and to go to fifty of them for each sheet took ten times as long as to write there.</summary>
/// <param name="room">For what grows until it is built.</param>
internal sealed class WordLists(ArrayPool<byte> room)
{
    /// <summary>With the words' counters, about what a core has of cache.</summary>
    private const int MostWaiting = 1 << 16;

    private readonly BytePool pool = new(room);
    private readonly List<Entry> entries = [];
    private readonly List<(int Word, int Doc, int Postings, int Positions)> marks = [];
    private readonly List<Posting> waiting = [];

    /// <summary>Positions of those that wait, as they will be written.</summary>
    private readonly List<byte> places = [];

    private struct Entry
    {
        public BytePool.Stream Postings;
        public BytePool.Stream Positions;
        public int LastDoc;
        public int Count;
    }

    /// <param name="Weight">The byte of <see cref="Weights"/>.</param>
    /// <param name="From">Where its positions are among <see cref="places"/>.</param>
    private readonly record struct Posting(int Word, int Doc, byte Weight, int From, int Length);

    /// <summary>Sheets come in order.</summary>
    /// <param name="sheet">Closed.</param>
    public void Add(SheetWords sheet, int doc)
    {
        foreach (ref readonly var word in sheet.Words)
        {
            var from = places.Count;
            var before = 0;
            for (var place = word.FirstPlace; place >= 0;)
            {
                var (position, next) = sheet.Places[place];
                Write(((uint)(position - before) << 1) | (next < 0 ? 1u : 0u));
                (before, place) = (position, next);
            }

            waiting.Add(new Posting(word.Number, doc, sheet.WeightOf(word), from, places.Count - from));
        }

        if (waiting.Count >= MostWaiting)
        {
            GiveToWords();
        }
    }

    private void Write(uint number)
    {
        for (; number >= 0x80; number >>= 7)
        {
            places.Add((byte)(number | 0x80));
        }

        places.Add((byte)number);
    }

    /// <summary>By word, each word's in the order of their sheets (counting sort). Called too seldom to be compiled again as what is called often is, and goes round a million times.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void GiveToWords()
    {
        var all = CollectionsMarshal.AsSpan(waiting);
        var last = -1;
        foreach (ref readonly var posting in all)
        {
            last = Math.Max(last, posting.Word);
        }

        for (var word = entries.Count; word <= last; word++)
        {
            entries.Add(new Entry { LastDoc = -1 });
        }

        var (next, order) = (ArrayPool<int>.Shared.Rent(last + 2), ArrayPool<int>.Shared.Rent(all.Length));
        Array.Clear(next, 0, last + 2);
        foreach (ref readonly var posting in all)
        {
            next[posting.Word + 1]++;
        }

        for (var word = 0; word <= last; word++)
        {
            next[word + 1] += next[word];
        }

        for (var i = 0; i < all.Length; i++)
        {
            order[next[all[i].Word]++] = i;
        }

        var ofWords = CollectionsMarshal.AsSpan(entries);
        foreach (var i in order.AsSpan(0, all.Length))
        {
            Give(ref ofWords[all[i].Word], all[i]);
        }

        ArrayPool<int>.Shared.Return(next);
        ArrayPool<int>.Shared.Return(order);
        waiting.Clear();
        places.Clear();
    }

    private void Give(ref Entry entry, in Posting posting)
    {
        if (entry.Count > 0 && entry.Count % PostingLists.Block == 0)
        {
            marks.Add((posting.Word, entry.LastDoc, entry.Postings.Length, entry.Positions.Length));
        }

        pool.Pair(ref entry.Postings, (uint)(posting.Doc - entry.LastDoc), posting.Weight);
        pool.Append(ref entry.Positions, CollectionsMarshal.AsSpan(places).Slice(posting.From, posting.Length));
        (entry.LastDoc, entry.Count) = (posting.Doc, entry.Count + 1);
    }

    /// <param name="order">Numbers of the words in the order of the table.</param>
    public PostingLists Build(int[] order)
    {
        GiveToWords();
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
