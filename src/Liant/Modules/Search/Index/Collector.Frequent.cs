using System.Numerics;
using Liant.Modules.Search.Segments;

namespace Liant.Modules.Search.Index;

/// <summary>Words that stand in many sheets: those are counted all together, and few of them are looked at.</summary>
internal sealed partial class Collector
{
    /// <summary>Sheets with every word, where each stands in many: known sixty-four at once, counted, and looked at one by one only where one of them may be among the best.</summary>
    private void TakeFrequent(Segment segment, ulong[] visible, FrequentMatching matching, List<(int Doc, double Bonus)> whole)
    {
        var (rows, sums, next) = (segment.Columns.Rows, matching.Sums, 0);
        Span<ulong> found = stackalloc ulong[Window.Width / 64];
        TotalWithPoint += sums is null ? 0 : counts.Add(sums);
        for (var from = 0; from < segment.Count; from += Window.Width)
        {
            var here = found[..Math.Min(found.Length, visible.Length - (from >> 6))];
            matching.Mark(from, here);
            var shown = 0;
            for (var block = 0; block < here.Length; block++)
            {
                var seen = visible[(from >> 6) + block];
                if (sums is not null && (here[block] & ~seen) is not 0 and var hidden)
                {
                    TakeBack(rows, from + (block * 64), hidden);
                }

                here[block] &= seen;
                shown += BitOperations.PopCount(here[block]);
            }

            if (shown == 0)
            {
                continue;
            }

            (Shown, Total, TotalWithAll) = (Shown + shown, Total + shown, TotalWithAll + shown);
            TotalWithPoint += sums is null ? counts.Add(rows, from, here) : 0;
            if (matched is not null)
            {
                here.CopyTo(matched.AsSpan(from >> 6));
            }

            if (most > 0)
            {
                KeepBest(segment, matching, from, here, whole, ref next);
            }
        }
    }

    private void TakeBack(Columns.Row[] rows, int from, ulong hidden)
    {
        for (; hidden != 0; hidden &= hidden - 1)
        {
            var row = rows[from + BitOperations.TrailingZeroCount(hidden)];
            counts.TakeBack(row);
            TotalWithPoint -= row.HasPoint ? 1 : 0;
        }
    }

    /// <summary>As of the others, sixty-four at once: most have no sheet that could be among the best (block-max indexes, Ding and Suel 2011).</summary>
    private void KeepBest(Segment segment, FrequentMatching matching, int from, ReadOnlySpan<ulong> found, List<(int Doc, double Bonus)> whole, ref int next)
    {
        for (var block = 0; block < found.Length; block++)
        {
            if (found[block] == 0)
            {
                continue;
            }

            var first = from + (block * 64);
            BonusOf(first, whole, ref next);
            var hasWhole = next < whole.Count && whole[next].Doc < first + 64;
            if (!hasWhole && matching.MostIn(first >> 6) * mostNearness * segment.Frequent.PriorIn(first >> 6) < Below(best.Least))
            {
                continue;
            }

            for (var left = found[block]; left != 0; left &= left - 1)
            {
                var doc = first + BitOperations.TrailingZeroCount(left);
                var bonus = hasWhole ? BonusOf(doc, whole, ref next) : 0;
                var row = segment.Columns.Rows[doc];
                if (!onlyPoints || row.HasPoint)
                {
                    var (score, flags) = matching.WorthOf(doc);
                    Consider(segment, doc, row, score, bonus, flags, kilometres: null);
                }
            }
        }
    }
}
