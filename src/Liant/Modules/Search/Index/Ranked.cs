using Liant.Modules.Search.Segments;

namespace Liant.Modules.Search.Index;

/// <summary>A sheet that matches, with what orders it: the score, then the distance, then the latest, then the identifier, so that pages are stable.</summary>
internal readonly record struct Ranked(double Score, double? Kilometres, long UpdatedAt, Segment Segment, int Doc)
{
    public Guid Id => Segment.Columns.Ids[Doc];

    /// <summary>The best first.</summary>
    public static int Compare(in Ranked a, in Ranked b)
    {
        var byScore = b.Score.CompareTo(a.Score);
        if (byScore != 0)
        {
            return byScore;
        }

        var byDistance = (a.Kilometres ?? double.MaxValue).CompareTo(b.Kilometres ?? double.MaxValue);
        if (byDistance != 0)
        {
            return byDistance;
        }

        var byTime = b.UpdatedAt.CompareTo(a.UpdatedAt);
        return byTime != 0 ? byTime : a.Id.CompareTo(b.Id);
    }
}
