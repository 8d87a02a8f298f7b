namespace Liant.Bench;

internal static class Medians
{
    /// <summary>The middle one; of an even number, the upper of the two.</summary>
    public static double Median(this IEnumerable<double> values)
    {
        var ordered = values.Order().ToList();
        return ordered[ordered.Count / 2];
    }
}
