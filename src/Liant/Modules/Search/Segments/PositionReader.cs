namespace Liant.Modules.Search.Segments;

/// <summary>Where one word stands in the sheets that a cursor stops at, in the cursor's order.</summary>
internal struct PositionReader
{
    private readonly PostingLists lists;
    private readonly int word;
    private readonly ReadOnlyMemory<byte> bytes;
    private int at;
    private int ordinal;

    public PositionReader(PostingLists lists, int word)
    {
        (this.lists, this.word) = (lists, word);
        bytes = lists.Positions.Of(lists.PositionStarts[word], lists.PositionStarts[word + 1]);
    }

    /// <summary>The positions of the posting of that number, ascending, in place of what the list held.</summary>
    public void Read(int posting, List<int> positions)
    {
        var block = posting / PostingLists.Block;
        if (block > ordinal / PostingLists.Block)
        {
            at = lists.MarkPositions[lists.MarkStarts[word] + block - 1];
            ordinal = block * PostingLists.Block;
        }

        while (ordinal < posting)
        {
            while ((Number() & 1) == 0)
            {
            }

            ordinal++;
        }

        positions.Clear();
        var position = 0;
        for (var isLast = false; !isLast;)
        {
            var number = Number();
            isLast = (number & 1) == 1;
            position += (int)(number >> 1);
            positions.Add(position);
        }

        ordinal++;
    }

    private uint Number()
    {
        var (value, shift) = (0u, 0);
        var span = bytes.Span;
        while (true)
        {
            uint next = span[at++];
            value |= (next & 0x7F) << shift;
            if (next < 0x80)
            {
                return value;
            }

            shift += 7;
        }
    }
}
