using System.Numerics;

namespace Liant.Modules.Search.Segments;

/// <summary>How many of the sheets of one frequent stem have each combination of traits, each group of places and each year: counted once before the segment is searched, since a segment never changes.
/// What is hidden from a reader, or excluded, is taken back from it sheet by sheet: little, most of the time.</summary>
/// <param name="Traits">By number of the combination.</param>
/// <param name="Groups">By number of the group of places.</param>
/// <param name="Sheets">How many sheets have the stem.</param>
/// <param name="WithPoint">Those that have a point.</param>
internal sealed record FacetSums((int Number, int Count)[] Traits, (int Number, int Count)[] Groups, (int Number, int Count)[] Years, int Sheets, int WithPoint)
{
    /// <summary>Adds the sheets of these bits to what is counted of each combination of traits, group of places and year.</summary>
    /// <param name="from">The sheet of the first bit.</param>
    /// <returns>How many have a point.</returns>
    public static int Count(Columns.Row[] rows, int from, ReadOnlySpan<ulong> sheets, int[] groupOf, int[] traits, int[] groups, int[] years)
    {
        var withPoint = 0;
        for (var block = 0; block < sheets.Length; block++)
        {
            for (var left = sheets[block]; left != 0; left &= left - 1)
            {
                var row = rows[from + (block * 64) + BitOperations.TrailingZeroCount(left)];
                withPoint += row.HasPoint ? 1 : 0;
                traits[row.Traits]++;
                groups[groupOf[row.Place]]++;
                years[row.Year]++;
            }
        }

        return withPoint;
    }

    /// <summary>Counts one stem after the other.</summary>
    internal sealed class Counting(Columns.Row[] rows, int[] groupOf)
    {
        private readonly int[] traits = new int[rows.Length == 0 ? 0 : rows.Max(row => row.Traits) + 1];
        private readonly int[] groups = new int[groupOf.Length == 0 ? 0 : groupOf.Max() + 1];
        private readonly int[] years = new int[rows.Length == 0 ? 0 : rows.Max(row => row.Year) + 1];

        /// <param name="sheets">A bit for each.</param>
        public FacetSums Of(ReadOnlySpan<ulong> sheets)
        {
            var withPoint = Count(rows, 0, sheets, groupOf, traits, groups, years);
            return new FacetSums(Taken(traits), Taken(groups), Taken(years), Bits.Count(sheets), withPoint);
        }

        private static (int, int)[] Taken(int[] counts)
        {
            var taken = new (int, int)[counts.Length - counts.AsSpan().Count(0)];
            var next = 0;
            for (var number = 0; number < counts.Length; number++)
            {
                if (counts[number] > 0)
                {
                    (taken[next++], counts[number]) = ((number, counts[number]), 0);
                }
            }

            return taken;
        }
    }
}
