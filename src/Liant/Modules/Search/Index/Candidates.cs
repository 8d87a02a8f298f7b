using System.Buffers;

namespace Liant.Modules.Search.Index;

/// <summary>Sheets of a segment, ascending, with what the words of the query are worth in each. Its room is lent and given back.</summary>
internal sealed class Candidates(int capacity) : IDisposable
{
    /// <summary>A flag: every clause is there. Set where some may lack.</summary>
    public const byte HasAll = 1;

    public int[] Docs { get; private set; } = ArrayPool<int>.Shared.Rent(capacity);

    public double[] Scores { get; private set; } = ArrayPool<double>.Shared.Rent(capacity);

    /// <summary>Weight of the clauses that were found.</summary>
    public double[] Covers { get; private set; } = ArrayPool<double>.Shared.Rent(capacity);

    /// <summary>Bits of <see cref="Segments.Weights"/>: every word typed stands in a name, and the first opens one.</summary>
    public byte[] Flags { get; private set; } = ArrayPool<byte>.Shared.Rent(capacity);

    public int Count { get; set; }

    public void Dispose()
    {
        ArrayPool<int>.Shared.Return(Docs);
        ArrayPool<double>.Shared.Return(Scores);
        ArrayPool<double>.Shared.Return(Covers);
        ArrayPool<byte>.Shared.Return(Flags);
        (Docs, Scores, Covers, Flags, Count) = ([], [], [], [], 0);
    }
}
