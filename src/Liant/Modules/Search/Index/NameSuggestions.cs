using Liant.Modules.Search.Segments;
using Liant.Platform.Text;

namespace Liant.Modules.Search.Index;

/// <summary>Names of public sheets, found by the beginning of any of their words: suggestions while typing.</summary>
internal static class NameSuggestions
{
    private readonly record struct Found(bool Opens, int Length, Guid Id, Segment Segment, int Doc);

    private static readonly Comparer<Found> WorstFirst = Comparer<Found>.Create((a, b) =>
        a.Opens != b.Opens ? a.Opens.CompareTo(b.Opens) : a.Length != b.Length ? b.Length.CompareTo(a.Length) : b.Id.CompareTo(a.Id));

    /// <summary>Names that open with what is typed first, then the shortest.</summary>
    public static List<(Segment Segment, int Doc)> StartingWith(IndexReading index, string typed, int limit)
    {
        var words = Fold.Words(typed).Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (words.Sum(word => word.Length) < 2 || limit <= 0)
        {
            return [];
        }

        var best = new PriorityQueue<Found, Found>(WorstFirst);
        foreach (var reading in index.Segments)
        {
            foreach (var (doc, flags) in NamedIn(reading, words))
            {
                var segment = reading.Segment;
                var opens = (flags & Weights.OpensName) != 0;
                var found = new Found(opens, segment.Columns.Rows[doc].NameLength, segment.Columns.Ids[doc], segment, doc);
                var isBetter = best.Count < limit || WorstFirst.Compare(found, best.Peek()) > 0;
                if (isBetter && (words.Length == 1 || IsSaid(segment.NamesOf(doc), words)))
                {
                    best.Enqueue(found, found);
                    if (best.Count > limit)
                    {
                        best.Dequeue();
                    }
                }
            }
        }

        return best.UnorderedItems.Select(item => item.Element).OrderDescending(WorstFirst).Select(found => (found.Segment, found.Doc)).ToList();
    }

    /// <summary>Public sheets with every whole word in a name, and the last one begun there.</summary>
    private static Dictionary<int, byte> NamedIn(SegmentReading reading, string[] words)
    {
        var segment = reading.Segment;
        var kept = new Dictionary<int, byte>();
        var (from, to) = segment.Words.Beginning(words[^1]);
        for (var word = from; word < to; word++)
        {
            if (reading.Frequencies.Words[word] == 0)
            {
                continue;
            }

            var cursor = new PostingCursor(segment.Lists, word);
            while (cursor.Next())
            {
                if ((cursor.Weight & Weights.InName) != 0 && Bits.Has(reading.Public, cursor.Doc))
                {
                    kept[cursor.Doc] = (byte)(kept.GetValueOrDefault(cursor.Doc) | cursor.Weight);
                }
            }
        }

        for (var i = 0; i < words.Length - 1 && kept.Count > 0; i++)
        {
            var before = new Dictionary<int, byte>();
            if (segment.Words.Find(words[i]) is >= 0 and var word)
            {
                var cursor = new PostingCursor(segment.Lists, word);
                while (cursor.Next())
                {
                    if ((cursor.Weight & Weights.InName) != 0 && kept.TryGetValue(cursor.Doc, out var flags))
                    {
                        // Where the first word opens the name, the whole does.
                        before[cursor.Doc] = i == 0 ? cursor.Weight : flags;
                    }
                }
            }

            kept = before;
        }

        return kept;
    }

    private static bool IsSaid(string[] names, string[] words) =>
        Array.Exists(names, name => (" " + Fold.Words(name)).Contains(" " + string.Join(' ', words), StringComparison.Ordinal));
}
