namespace Liant.Modules.Search.Segments;

/// <summary>Walks the sheets of one word, forward only.</summary>
internal struct PostingCursor
{
    private readonly PostingLists lists;
    private readonly byte[] bytes;
    private readonly int start;
    private readonly int end;
    private readonly int marksStart;
    private readonly int marksEnd;
    private int at;
    private int mark;

    public PostingCursor(PostingLists lists, int word)
    {
        (this.lists, bytes) = (lists, lists.Postings);
        (start, end) = (lists.PostingStarts[word], lists.PostingStarts[word + 1]);
        (marksStart, marksEnd) = (lists.MarkStarts[word], lists.MarkStarts[word + 1]);
        (mark, at, Doc, Ordinal) = (marksStart, start, -1, -1);
    }

    public int Doc { get; private set; }

    public byte Weight { get; private set; }

    /// <summary>Which posting of the word it is, from 0.</summary>
    public int Ordinal { get; private set; }

    public bool Next()
    {
        if (at >= end)
        {
            Doc = int.MaxValue;
            return false;
        }

        uint step = bytes[at++];
        if (step >= 0x80)
        {
            step &= 0x7F;
            for (var shift = 7; ; shift += 7)
            {
                uint more = bytes[at++];
                step |= (more & 0x7F) << shift;
                if (more < 0x80)
                {
                    break;
                }
            }
        }

        Doc += (int)step;
        Weight = bytes[at++];
        Ordinal++;
        return true;
    }

    /// <summary>To the first sheet from that one on. False when there is none.</summary>
    public bool Seek(int doc)
    {
        if (Doc >= doc)
        {
            return Doc != int.MaxValue;
        }

        if (mark < marksEnd && lists.MarkDocs[mark] < doc)
        {
            // By steps that double, then by halves: a mark whose last sheet lies before.
            var (low, step) = (mark, 1);
            while (low + step < marksEnd && lists.MarkDocs[low + step] < doc)
            {
                low += step;
                step *= 2;
            }

            var high = Math.Min(low + step, marksEnd);
            while (low + 1 < high)
            {
                var middle = (low + high) >>> 1;
                (low, high) = lists.MarkDocs[middle] < doc ? (middle, high) : (low, middle);
            }

            mark = low + 1;
            if (start + lists.MarkPostings[low] > at)
            {
                at = start + lists.MarkPostings[low];
                Doc = lists.MarkDocs[low];
                Ordinal = (low - marksStart + 1) * PostingLists.Block - 1;
            }
        }

        while (Next())
        {
            if (Doc >= doc)
            {
                return true;
            }
        }

        return false;
    }
}
