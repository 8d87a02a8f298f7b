using System.Globalization;

namespace Liant.Modules.Memberships.Affiliates;

/// <summary>Years as people write them: "2016-2019, 2021".</summary>
internal static class MemberYears
{
    private static readonly char[] Apart = [',', ';', ' ', '|'];

    public static string Written(IReadOnlyList<int> years)
    {
        var parts = new List<string>();
        for (var i = 0; i < years.Count; i++)
        {
            var first = i;
            while (i + 1 < years.Count && years[i + 1] == years[i] + 1)
            {
                i++;
            }

            parts.Add(i == first ? $"{years[first]}" : $"{years[first]}-{years[i]}");
        }

        return string.Join(", ", parts);
    }

    /// <param name="areYears">False when something in it is none, or lies outside of the bounds.</param>
    public static IReadOnlyList<int> Read(string? typed, int last, out bool areYears)
    {
        var years = new SortedSet<int>();
        areYears = true;
        foreach (var part in (typed ?? "").Replace('–', '-').Replace(" - ", "-", StringComparison.Ordinal).Split(Apart, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var ends = part.Split('-');
            if (ends.Length <= 2 && int.TryParse(ends[0], NumberStyles.None, CultureInfo.InvariantCulture, out var from) && int.TryParse(ends[^1], NumberStyles.None, CultureInfo.InvariantCulture, out var to)
                && from >= Affiliate.FirstYear && to <= last && from <= to)
            {
                years.UnionWith(Enumerable.Range(from, to - from + 1));
            }
            else
            {
                areYears = false;
            }
        }

        return [.. years];
    }
}
