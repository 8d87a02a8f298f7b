using System.Buffers;

namespace Liant.Modules.Search.Index;

/// <summary>Counts by number. Its room is lent and given back.</summary>
internal sealed class Tally : IDisposable
{
    private readonly int size;

    public Tally(int size)
    {
        this.size = size;
        Counts = ArrayPool<int>.Shared.Rent(Math.Max(1, size));
        Array.Clear(Counts, 0, size);
    }

    /// <summary>By number; longer than what is counted.</summary>
    public int[] Counts { get; }

    public ReadOnlySpan<int> Counted => Counts.AsSpan(0, size);

    public void Dispose() => ArrayPool<int>.Shared.Return(Counts);
}
