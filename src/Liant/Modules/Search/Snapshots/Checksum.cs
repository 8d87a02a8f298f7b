using System.Numerics;
using System.Runtime.InteropServices;

namespace Liant.Modules.Search.Snapshots;

/// <summary>CRC-32C (Castagnoli), which processors compute: tells accidents, not malice.</summary>
internal static class Checksum
{
    public const uint Start = uint.MaxValue;

    public static uint Add(uint checksum, ReadOnlySpan<byte> bytes)
    {
        foreach (var eight in MemoryMarshal.Cast<byte, ulong>(bytes))
        {
            checksum = BitOperations.Crc32C(checksum, eight);
        }

        foreach (var one in bytes[(bytes.Length & ~7)..])
        {
            checksum = BitOperations.Crc32C(checksum, one);
        }

        return checksum;
    }
}
