using Liant.Modules.Search.Contract;
using Liant.Modules.Search.Index;
using Liant.Modules.Search.Segments;

namespace Liant.Modules.Search.Tiles;

/// <summary>Every match of one request that has a point, at one moment of the index: what the tiles of a map are cut from.</summary>
internal sealed class MatchedPoints
{
    private readonly IndexReading index;
    private readonly List<Segment> segments = [];
    private readonly List<PointSet> sets = [];
    private readonly List<SearchDocument> territories;

    private MatchedPoints(IndexReading index, List<SearchDocument> territories) => (this.index, this.territories) = (index, territories);

    public IReadOnlyList<PointSet> Sets => sets;

    public int Count => sets.Sum(set => set.Count);

    public static MatchedPoints Of(IndexReading index, IReadOnlyDictionary<Segment, ulong[]> sheets, IEnumerable<SearchDocument> territories)
    {
        var points = new MatchedPoints(index, territories.Where(territory => territory.Location is not null).ToList());
        foreach (var (segment, matched) in sheets)
        {
            points.segments.Add(segment);
            points.sets.Add(new PointSet(segment.Points, matched));
        }

        if (points.territories.Count > 0)
        {
            var all = Bits.For(points.territories.Count);
            Array.Fill(all, ulong.MaxValue);
            points.sets.Add(new PointSet(PointOrder.Of(points.territories.ConvertAll(territory => territory.Location!.Value)), all));
        }

        return points;
    }

    /// <summary>West, south, east and north of them all, degrees; null when there are none.</summary>
    public double[]? Bounds()
    {
        if (Count == 0)
        {
            return null;
        }

        var frames = sets.ConvertAll(set => set.Frame());
        var (north, west) = new WorldPoint(frames.Min(frame => frame.West), frames.Min(frame => frame.North)).Degrees;
        var (south, east) = new WorldPoint(frames.Max(frame => frame.East), frames.Max(frame => frame.South)).Degrees;
        return [Math.Round(west, 5), Math.Round(south, 5), Math.Round(east, 5), Math.Round(north, 5)];
    }

    /// <summary>What the map says of one that stands alone.</summary>
    public PointLabel LabelOf(int set, int doc)
    {
        if (set >= segments.Count)
        {
            return PointLabel.Of(territories[doc]);
        }

        var (segment, row) = (segments[set], segments[set].Columns.Rows[doc]);
        return PointLabel.Of(segment, doc, index.Traits.Span[row.Traits], index.Places.Span[row.Place]);
    }
}
