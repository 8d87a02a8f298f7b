using Liant.Modules.Search.Segments;

namespace Liant.Modules.Search.Tiles;

/// <summary>The points of a tile, gathered: first by the squares of a grid, then those squares whose middles are near each other. The clusters of a zoom add up to
/// the number of points, since every point is in one square of one tile.</summary>
internal sealed class Clusters
{
    private const int Side = 1 << TileAddress.Squares;

    /// <summary>In squares: nearer than this, two circles would cover each other (40 pixels of a tile of 512).</summary>
    private const double Near = 1.25;

    private readonly Gathered[] squares = new Gathered[Side * Side];
    private readonly int[] themes = new int[Side * Side * PointSet.Themes];
    private readonly List<int> kept = [];

    private Clusters()
    {
    }

    /// <summary>Numbers of what remains after gathering, in the order of the grid.</summary>
    public IReadOnlyList<int> Kept => kept;

    public ref readonly Gathered this[int number] => ref squares[number];

    /// <summary>How many points of it have each first theme.</summary>
    public Span<int> ThemesOf(int number) => themes.AsSpan(number * PointSet.Themes, PointSet.Themes);

    public static Clusters Of(IReadOnlyList<PointSet> sets, TileAddress tile)
    {
        var clusters = new Clusters();
        for (var set = 0; set < sets.Count; set++)
        {
            clusters.Add(sets[set], set, tile);
        }

        clusters.Join(tile);
        return clusters;
    }

    private void Add(PointSet points, int set, TileAddress tile)
    {
        var (first, last) = tile.Codes;
        for (var place = points.NextMatch(points.PlaceOf(first, 0)); place < points.Order.Count && points.Order.Codes[place] <= last;)
        {
            var codes = tile.SquareOf(points.Order.Codes[place]);
            var end = codes.Last == ulong.MaxValue ? points.Order.Count : points.PlaceOf(codes.Last + 1, place);
            var at = WorldPoint.At((codes.First - first) >> (64 - 2 * (tile.Zoom + TileAddress.Squares)));
            var number = (int)(at.Y * Side + at.X);
            ref var square = ref squares[number];
            if (square.Count == 0)
            {
                (square.First, square.Last) = (ulong.MaxValue, 0);
                (square.Set, square.Doc) = (set, points.Order.Docs[place]);
            }

            square.First = Math.Min(square.First, points.Order.Codes[place]);
            square.Last = Math.Max(square.Last, points.Order.Codes[points.LastMatchBefore(end)]);
            points.Add(place, end, ref square, ThemesOf(number));
            place = points.NextMatch(end);
        }
    }

    /// <summary>The largest take their neighbours, so that what is dense stays where it is dense.</summary>
    private void Join(TileAddress tile)
    {
        var order = new List<int>();
        for (var number = 0; number < squares.Length; number++)
        {
            if (squares[number].Count > 0)
            {
                order.Add(number);
            }
        }

        order.Sort((a, b) => squares[a].Count != squares[b].Count ? squares[b].Count.CompareTo(squares[a].Count) : a.CompareTo(b));
        var near = Near * tile.Side / Side;
        foreach (var number in order)
        {
            if (squares[number].Count > 0)
            {
                TakeNeighbours(number, near * near);
                kept.Add(number);
            }
        }

        kept.Sort();
    }

    private void TakeNeighbours(int number, double near)
    {
        var (x, y) = (squares[number].MeanX, squares[number].MeanY);
        for (var row = Math.Max(0, number / Side - 2); row <= Math.Min(Side - 1, number / Side + 2); row++)
        {
            for (var column = Math.Max(0, number % Side - 2); column <= Math.Min(Side - 1, number % Side + 2); column++)
            {
                var other = row * Side + column;
                if (other == number || squares[other].Count == 0 || squares[other].IsTaker
                    || Square(squares[other].MeanX - x) + Square(squares[other].MeanY - y) >= near)
                {
                    continue;
                }

                squares[number].Take(squares[other]);
                for (var theme = 0; theme < PointSet.Themes; theme++)
                {
                    ThemesOf(number)[theme] += ThemesOf(other)[theme];
                }

                squares[other].Count = 0;
            }
        }

        squares[number].IsTaker = true;
    }

    private static double Square(double a) => a * a;
}
