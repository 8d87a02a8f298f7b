using Liant.Modules.Search.Segments;

namespace Liant.Modules.Search.Tiles;

/// <summary>One square of the map: the world at zoom 0, each divided in four at the next.</summary>
internal readonly record struct TileAddress(int Zoom, uint X, uint Y)
{
    /// <summary>A square of a few metres: nothing is gained beyond.</summary>
    public const int Deepest = 18;

    /// <summary>A tile is gathered in 16 × 16 squares, of 32 pixels where it is shown 512 pixels wide.</summary>
    public const int Squares = 4;

    /// <summary>Null where the world has no such tile.</summary>
    public static TileAddress? Of(int zoom, int x, int y) =>
        zoom is >= 0 and <= Deepest && x >= 0 && y >= 0 && x < 1 << zoom && y < 1 << zoom ? new TileAddress(zoom, (uint)x, (uint)y) : null;

    /// <summary>Codes of the tile, both ends in it.</summary>
    public (ulong First, ulong Last) Codes => CodesOf(Zoom, Zoom == 0 ? 0 : new WorldPoint(X, Y).Code);

    /// <summary>Codes of the square of the tile where that code is.</summary>
    public (ulong First, ulong Last) SquareOf(ulong code) => CodesOf(Zoom + Squares, code >> (64 - 2 * (Zoom + Squares)));

    /// <summary>Units of the world along its side.</summary>
    public double Side => Math.ScaleB(1, 32 - Zoom);

    /// <summary>A point in the tile's own units, 0 at its west and north edges.</summary>
    public (int X, int Y) Inside(double x, double y, int extent) => ((int)Math.Floor((x - X * Side) / Side * extent), (int)Math.Floor((y - Y * Side) / Side * extent));

    private static (ulong First, ulong Last) CodesOf(int zoom, ulong number) =>
        zoom == 0 ? (0, ulong.MaxValue) : (number << (64 - 2 * zoom), (number << (64 - 2 * zoom)) | (ulong.MaxValue >> (2 * zoom)));
}
