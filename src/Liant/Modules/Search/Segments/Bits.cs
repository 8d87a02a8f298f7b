using System.Numerics;

namespace Liant.Modules.Search.Segments;

/// <summary>A bit for each sheet of a segment.</summary>
internal static class Bits
{
    public static ulong[] For(int count) => new ulong[(count + 63) / 64];

    public static bool Has(ReadOnlySpan<ulong> bits, int at) => (bits[at >> 6] & (1UL << at)) != 0;

    public static void Set(ulong[] bits, int at) => bits[at >> 6] |= 1UL << at;

    public static int Count(ReadOnlySpan<ulong> bits)
    {
        var count = 0;
        foreach (var block in bits)
        {
            count += BitOperations.PopCount(block);
        }

        return count;
    }
}
