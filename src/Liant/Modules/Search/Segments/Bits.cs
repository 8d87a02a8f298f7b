using System.Numerics;

namespace Liant.Modules.Search.Segments;

/// <summary>A bit for each sheet of a segment, or of a window of it.</summary>
internal static class Bits
{
    public static ulong[] For(int count) => new ulong[(count + 63) / 64];

    public static bool Has(ReadOnlySpan<ulong> bits, int at) => (bits[at >> 6] & (1UL << at)) != 0;

    public static void Set(Span<ulong> bits, int at) => bits[at >> 6] |= 1UL << at;

    public static int Count(ReadOnlySpan<ulong> bits)
    {
        var count = 0;
        foreach (var block in bits)
        {
            count += BitOperations.PopCount(block);
        }

        return count;
    }

    /// <summary>Adds these, which are as many or fewer.</summary>
    public static void Add(Span<ulong> found, ReadOnlySpan<ulong> more)
    {
        var block = 0;
        for (; block <= more.Length - Vector<ulong>.Count; block += Vector<ulong>.Count)
        {
            (new Vector<ulong>(found[block..]) | new Vector<ulong>(more[block..])).CopyTo(found[block..]);
        }

        for (; block < more.Length; block++)
        {
            found[block] |= more[block];
        }
    }

    /// <summary>Leaves those that are among these as well.</summary>
    public static void Keep(Span<ulong> found, ReadOnlySpan<ulong> also)
    {
        var block = 0;
        for (; block <= found.Length - Vector<ulong>.Count; block += Vector<ulong>.Count)
        {
            (new Vector<ulong>(found[block..]) & new Vector<ulong>(also[block..])).CopyTo(found[block..]);
        }

        for (; block < found.Length; block++)
        {
            found[block] &= also[block];
        }
    }
}
