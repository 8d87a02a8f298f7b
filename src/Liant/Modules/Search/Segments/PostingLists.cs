namespace Liant.Modules.Search.Segments;

/// <summary>
/// For each word of a segment, the sheets that have it: the step from the one before (LEB128), then a byte of <see cref="Weights"/>. Beside them, where it stands
/// in each: steps from position to position, the last of a sheet marked. Every <see cref="Block"/> postings, a mark tells where one can jump in.
/// </summary>
internal sealed class PostingLists
{
    public const int Block = 128;

    public required byte[] Postings { get; init; }

    /// <summary>By word, and one more for the end; the same for positions and marks.</summary>
    public required int[] PostingStarts { get; init; }

    public required PositionBytes Positions { get; init; }

    public required int[] PositionStarts { get; init; }

    public required int[] MarkStarts { get; init; }

    /// <summary>The last sheet before the mark, and how far both streams of the word had got.</summary>
    public required int[] MarkDocs { get; init; }

    public required int[] MarkPostings { get; init; }

    public required int[] MarkPositions { get; init; }

    /// <summary>How many sheets have the word.</summary>
    public required int[] Counts { get; init; }

    public long Bytes => Postings.LongLength + Positions.Bytes + 4L * (PostingStarts.LongLength + PositionStarts.LongLength + MarkStarts.LongLength + Counts.LongLength + 3 * MarkDocs.LongLength);
}
