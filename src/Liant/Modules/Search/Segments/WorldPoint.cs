using System.Runtime.Intrinsics.X86;

namespace Liant.Modules.Search.Segments;

/// <summary>A place on the square world of web maps (Mercator, EPSG:3857): the west and north edges are 0, a side is 2³² units, a centimetre at the equator.</summary>
internal readonly record struct WorldPoint(uint X, uint Y)
{
    private const double Side = 4294967296;

    /// <summary>North and south of it are not on the square.</summary>
    private const double MostLatitude = 85.0511287798;

    private const ulong Even = 0x5555_5555_5555_5555;

    /// <summary>Its place along the Z-order curve (Morton 1966): X and Y bit by bit, so that every square of every zoom is one range.</summary>
    public ulong Code => Bmi2.X64.IsSupported
        ? Bmi2.X64.ParallelBitDeposit(X, Even) | Bmi2.X64.ParallelBitDeposit(Y, ~Even)
        : Spread(X) | (Spread(Y) << 1);

    public static WorldPoint Of(double lat, double lon)
    {
        var north = Math.Clamp(lat, -MostLatitude, MostLatitude) * Math.PI / 180;
        var y = (1 - Math.Asinh(Math.Tan(north)) / Math.PI) / 2;
        return new WorldPoint(Unit((lon + 180) / 360), Unit(y));
    }

    public static WorldPoint At(ulong code) => Bmi2.X64.IsSupported
        ? new WorldPoint((uint)Bmi2.X64.ParallelBitExtract(code, Even), (uint)Bmi2.X64.ParallelBitExtract(code, ~Even))
        : new WorldPoint(Gather(code), Gather(code >> 1));

    /// <summary>Degrees, WGS 84.</summary>
    public (double Lat, double Lon) Degrees => (Math.Atan(Math.Sinh(Math.PI * (1 - 2 * (Y / Side)))) * 180 / Math.PI, X / Side * 360 - 180);

    private static uint Unit(double part) => (uint)Math.Clamp(part * Side, 0, Side - 1);

    private static ulong Spread(ulong bits)
    {
        bits = (bits | (bits << 16)) & 0x0000_FFFF_0000_FFFF;
        bits = (bits | (bits << 8)) & 0x00FF_00FF_00FF_00FF;
        bits = (bits | (bits << 4)) & 0x0F0F_0F0F_0F0F_0F0F;
        bits = (bits | (bits << 2)) & 0x3333_3333_3333_3333;
        return (bits | (bits << 1)) & Even;
    }

    private static uint Gather(ulong code)
    {
        code &= Even;
        code = (code | (code >> 1)) & 0x3333_3333_3333_3333;
        code = (code | (code >> 2)) & 0x0F0F_0F0F_0F0F_0F0F;
        code = (code | (code >> 4)) & 0x00FF_00FF_00FF_00FF;
        code = (code | (code >> 8)) & 0x0000_FFFF_0000_FFFF;
        return (uint)(code | (code >> 16));
    }
}
