using System.Numerics;
using Liant.Modules.Search.Segments;

namespace Liant.Modules.Search.Index;

/// <summary>Words that stand in many sheets: those are counted all together, and few of them are looked at.</summary>
internal sealed partial class Collector
{
    /// <summary>To weigh so few of sixty-four takes no longer than to know what none of them is worth more than.</summary>
    private const int FewToWeigh = 2;

    /// <summary>Sheets with every word, where each stands in many: known sixty-four at once, counted, and looked at one by one only where one of them may be among the best.</summary>
    private void TakeFrequent(Segment segment, ulong[] visible, FrequentMatching matching, List<(int Doc, double Bonus)> whole)
    {
        var (rows, sums, windows) = (segment.Columns.Rows, matching.Sums, Window.CountOf(segment.Count));
        Span<ulong> found = stackalloc ulong[Window.Width / 64];
        TotalWithPoint += sums is null ? 0 : counts.Add(sums);
        for (var i = 0; i < windows; i++)
        {
            // The newest first: of those that are worth as much, the older need no look then.
            var from = Window.Width * (segment.Blocks.IsNewestLast ? windows - 1 - i : i);
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
                KeepBest(segment, matching, from, here, whole);
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

    /// <summary>A window at once, then sixty-four sheets: most have none that could be among the best.</summary>
    private void KeepBest(Segment segment, FrequentMatching matching, int from, ReadOnlySpan<ulong> found, List<(int Doc, double Bonus)> whole)
    {
        var (blocks, window) = (segment.Blocks, from / Window.Width);
        var hasWhole = HasWhole(whole, from, Window.Width);
        if (!hasWhole && Falls(matching.MostInWindow(window) * blocks.PriorInWindow(window), best.IsFull && blocks.MayPrecedeInWindow(window, best.Last)))
        {
            return;
        }

        for (var i = 0; i < found.Length; i++)
        {
            var at = blocks.IsNewestLast ? found.Length - 1 - i : i;
            var (first, block) = (from + (at * 64), (from >> 6) + at);
            var mayFall = BitOperations.PopCount(found[at]) > FewToWeigh && !(hasWhole && HasWhole(whole, first, 64));
            if (mayFall && Falls(matching.MostIn(block) * blocks.PriorIn(block), best.IsFull && blocks.MayPrecede(block, best.Last)))
            {
                continue;
            }

            for (var left = found[at]; left != 0; left &= left - 1)
            {
                var doc = first + BitOperations.TrailingZeroCount(left);
                var row = segment.Columns.Rows[doc];
                if (!onlyPoints || row.HasPoint)
                {
                    var (score, flags) = matching.WorthOf(doc);
                    Consider(segment, doc, row, score, hasWhole ? BonusOf(doc, whole) : 0, flags, kilometres: null);
                }
            }
        }
    }

    /// <summary>Nothing that is worth no more can be among the best. Without nearness, such a bound is made as scores are, so that what equals the least of the best is worth that at most.</summary>
    /// <param name="mayPrecede">Whether something worth as much may come before the last of the best.</param>
    private bool Falls(double most, bool mayPrecede) => most * mostNearness < Below(best.Least) || (!filters.IsNear && most <= best.Least && !mayPrecede);

    private static bool HasWhole(List<(int Doc, double Bonus)> whole, int from, int sheets) => whole.Count > 0 && FirstFrom(whole, from) is var at && at < whole.Count && whole[at].Doc < from + sheets;

    private static double BonusOf(int doc, List<(int Doc, double Bonus)> whole) => FirstFrom(whole, doc) is var at && at < whole.Count && whole[at].Doc == doc ? whole[at].Bonus : 0;

    private static int FirstFrom(List<(int Doc, double Bonus)> whole, int doc)
    {
        var (low, high) = (0, whole.Count);
        while (low < high)
        {
            var middle = (low + high) >>> 1;
            (low, high) = whole[middle].Doc < doc ? (middle + 1, high) : (low, middle);
        }

        return low;
    }
}
