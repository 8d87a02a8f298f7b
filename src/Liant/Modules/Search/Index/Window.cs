using System.Numerics;

namespace Liant.Modules.Search.Index;

/// <summary>A stretch of a segment's sheets, small enough to stay in the processor's cache: what one clause is worth in each of them.</summary>
internal sealed class Window
{
    public const int Width = 4096;

    /// <summary>All sheets of a window.</summary>
    public static readonly ulong[] Everywhere = [.. Enumerable.Repeat(ulong.MaxValue, Width / 64)];

    [ThreadStatic]
    private static Window? own;

    private readonly byte[] term = new byte[Width];
    private readonly ulong[] termBits = new ulong[Width / 64];

    /// <summary>One for each thread; an answer is found on one.</summary>
    public static Window Own => own ??= new Window();

    /// <summary>Which sheets have the clause.</summary>
    public ulong[] Bits { get; } = new ulong[Width / 64];

    /// <summary>What the clause is worth, where it stands; anything at all elsewhere.</summary>
    public float[] Gains { get; } = new float[Width];

    /// <summary>The same.</summary>
    public byte[] Flags { get; } = new byte[Width];

    /// <summary>Weights of the first term of several, then of the weakest.</summary>
    public byte[] Weights { get; } = new byte[Width];

    public ulong[] WeightBits { get; } = new ulong[Width / 64];

    /// <summary>Room for the sheets that may have every clause.</summary>
    public ulong[] Wanted { get; } = new ulong[Width / 64];

    /// <summary>Room for the next term.</summary>
    public (byte[] Weights, ulong[] Bits) NextTerm => (term, termBits);

    /// <summary>How many windows so many sheets make.</summary>
    public static int CountOf(int sheets) => (sheets + Width - 1) / Width;

    /// <summary>How many of a segment's sheets stand in a window, on average.</summary>
    public static int Share(long sheets, int ofSegment) => (int)(sheets * Width / Math.Max(Width, ofSegment));

    /// <summary>What the clause is worth in one sheet, where it is more than was known.</summary>
    public void Show(int at, float gain, byte flags)
    {
        var isKnown = (Bits[at >> 6] & (1UL << at)) != 0;
        (Gains[at], Flags[at]) = isKnown ? (Math.Max(Gains[at], gain), (byte)(Flags[at] | flags)) : (gain, flags);
        Bits[at >> 6] |= 1UL << at;
    }

    /// <summary>Forgets the clause.</summary>
    public void Clear() => Array.Clear(Bits);

    /// <summary>Keeps of the first term what the next has too, at the weaker of both weights, and forgets the next.</summary>
    public void KeepWithNextTerm()
    {
        for (var block = 0; block < termBits.Length; block++)
        {
            var both = WeightBits[block] & termBits[block];
            for (var bits = WeightBits[block]; bits != 0; bits &= bits - 1)
            {
                var i = (block * 64) + BitOperations.TrailingZeroCount(bits);
                Weights[i] = (both & (1UL << i)) == 0 ? (byte)0 : Segments.Weights.Both(Weights[i], term[i]);
            }

            if (termBits[block] != 0)
            {
                term.AsSpan(block * 64, 64).Clear();
            }

            (WeightBits[block], termBits[block]) = (both, 0);
        }
    }

    /// <summary>What the weights of several terms are worth, where it is more than was known; forgets the weights.</summary>
    /// <param name="flagsOf">What the two high bits of the weakest say.</param>
    public void TakeTerms(float[] gains, byte[] flagsOf)
    {
        for (var block = 0; block < WeightBits.Length; block++)
        {
            for (var bits = WeightBits[block]; bits != 0; bits &= bits - 1)
            {
                var i = (block * 64) + BitOperations.TrailingZeroCount(bits);
                Show(i, gains[Weights[i] & Segments.Weights.Mask], flagsOf[Weights[i] >> 6]);
                Weights[i] = 0;
            }

            WeightBits[block] = 0;
        }
    }
}
