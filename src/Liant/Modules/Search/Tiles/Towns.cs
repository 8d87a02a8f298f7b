using Liant.Modules.Search.Segments;
using Liant.Modules.Territories.Contract;

namespace Liant.Modules.Search.Tiles;

/// <summary>How people name a part of the map: after a large town that is near.</summary>
internal sealed class Towns
{
    /// <summary>Squares of some four kilometres in France: smaller ones have one commune or none.</summary>
    private const int Deepest = 13;

    /// <summary>By level of squares, from the second: the largest town of each, along the Z-order curve.</summary>
    private readonly (ulong[] Codes, Territory[] Towns)[] levels = new (ulong[], Territory[])[Deepest + 1];

    public Towns(IEnumerable<Territory> communes)
    {
        var left = communes.Where(commune => commune.Location is not null)
            .Select(commune => (WorldPoint.Of(commune.Location!.Value.Lat, commune.Location.Value.Lon).Code, Town: commune)).OrderBy(one => one.Code).ToList();
        for (var level = Deepest; level > 1; level--)
        {
            var shift = 64 - 2 * level;
            left = left.GroupBy(one => one.Code >> shift).Select(square => square.MaxBy(one => Inhabitants(one.Town))).ToList();
            levels[level] = ([.. left.Select(one => one.Code)], [.. left.Select(one => one.Town)]);
        }
    }

    /// <summary>Of the towns that are the largest within 16 pixels, the one that is largest for its distance; null far from any.</summary>
    public Territory? Near(WorldPoint point, int zoom)
    {
        for (var level = Math.Min(zoom + TileAddress.Squares + 1, Deepest); level > 1; level--)
        {
            if (LargestAround(point, level) is { } town)
            {
                return town;
            }
        }

        return null;
    }

    /// <summary>Within the square of two by two of that level, and the eight around it.</summary>
    private Territory? LargestAround(WorldPoint point, int level)
    {
        var (codes, towns) = levels[level];
        var side = 1L << (33 - level);
        var (best, most) = ((Territory?)null, 0.0);
        for (var y = point.Y - side; y <= point.Y + side; y += side)
        {
            for (var x = point.X - side; x <= point.X + side; x += side)
            {
                if (x is < 0 or > uint.MaxValue || y is < 0 or > uint.MaxValue)
                {
                    continue;
                }

                var shift = 64 - 2 * (level - 1);
                var square = new WorldPoint((uint)x, (uint)y).Code >> shift;
                for (var at = PlaceOf(codes, square << shift); at < codes.Length && codes[at] >> shift == square; at++)
                {
                    var there = WorldPoint.At(codes[at]);
                    var (dx, dy) = (((double)there.X - point.X) / side, ((double)there.Y - point.Y) / side);
                    var worth = (1 + Inhabitants(towns[at])) * Math.Exp(-4 * (dx * dx + dy * dy));
                    (best, most) = worth > most ? (towns[at], worth) : (best, most);
                }
            }
        }

        return best;
    }

    private static int Inhabitants(Territory town) => town.Population?.Inhabitants ?? 0;

    private static int PlaceOf(ulong[] codes, ulong code) => Array.BinarySearch(codes, code) is var at && at >= 0 ? at : ~at;
}
