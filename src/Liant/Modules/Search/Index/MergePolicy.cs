using Liant.Modules.Search.Segments;

namespace Liant.Modules.Search.Index;

/// <summary>Which segments are worth making one of. Each sheet is then written again a few times only, and a query looks into few segments.</summary>
internal static class MergePolicy
{
    /// <summary>So many of about one size become one of the next.</summary>
    private const int Width = 8;

    /// <summary>Larger ones stay as they are: what is being built takes several times the room of what is built.</summary>
    private const int Largest = 1 << 19;

    /// <summary>A segment that lost this share of its sheets is written again.</summary>
    private const double MostGone = 1.0 / 3;

    public static List<SegmentReading> Choose(IReadOnlyList<SegmentReading> segments)
    {
        var tiers = segments.GroupBy(segment => (int)Math.Log(Math.Max(1, segment.LiveCount), Width)).OrderBy(tier => tier.Key);
        foreach (var tier in tiers.Where(tier => tier.Count() >= Width && tier.Sum(segment => segment.LiveCount) <= Largest))
        {
            return [.. tier];
        }

        return segments.Where(segment => segment.LiveCount < segment.Segment.Count * (1 - MostGone)).Take(1).ToList();
    }
}
