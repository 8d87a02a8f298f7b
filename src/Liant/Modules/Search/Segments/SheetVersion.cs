using System.Runtime.InteropServices;

namespace Liant.Modules.Search.Segments;

/// <summary>A number for each state of a sheet. Those of all public sheets are added up, so a change costs one subtraction and one addition, in any order.</summary>
internal static class SheetVersion
{
    public static ulong Of(IndexedSheet sheet, Place place)
    {
        // Writing a sheet dates it: its date stands for all that it says.
        var id = sheet.Id;
        var halves = MemoryMarshal.Cast<Guid, ulong>(MemoryMarshal.CreateReadOnlySpan(ref id, 1));
        return Mixed(Mixed(Mixed(Mixed(halves[0]) ^ halves[1]) ^ (ulong)sheet.UpdatedAt.UtcTicks) ^ place.Version);
    }

    /// <summary>The finisher of SplitMix64 (Steele, Lea and Flood 2014): each bit of the result depends on each bit given.</summary>
    private static ulong Mixed(ulong bits)
    {
        bits = (bits ^ (bits >> 30)) * 0xBF58476D1CE4E5B9;
        bits = (bits ^ (bits >> 27)) * 0x94D049BB133111EB;
        return bits ^ (bits >> 31);
    }
}
