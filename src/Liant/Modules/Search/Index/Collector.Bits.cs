using System.Numerics;
using Liant.Modules.Search.Segments;

namespace Liant.Modules.Search.Index;

/// <summary>Words that stand in many sheets: those are counted all together, and few of them are looked at.</summary>
internal sealed partial class Collector
{
    /// <summary>To weigh so few of sixty-four takes no longer than to know what none of them is worth more than.</summary>
    private const int FewToWeigh = 2;

    /// <summary>Sheets with every word, where each stands in many: known sixty-four at once, counted, and looked at one by one only where one of them may be among the best.</summary>
    private void TakeFrequent(Segment segment, ulong[] visible, BitMatching matching, List<(int Doc, double Bonus)> whole)
    {
        var sums = matching.Sums;
        Span<ulong> found = stackalloc ulong[Window.Width / 64];
        Span<ulong> summed = stackalloc ulong[Window.Width / 64];
        if (sums is not null)
        {
            Count(sums.Sheets, counts.Add(sums));
        }

        foreach (var from in segment.Blocks.Windows())
        {
            var seen = SeenFrom(visible, from);
            var here = found[..seen.Length];
            var hasWhole = HasWhole(whole, from, Window.Width);
            var isPassedOver = most == 0 || (!hasWhole && FallsInWindow(matching.MostInWindow(from / Window.Width), segment.Blocks, from));
            // Counted already, and nothing of it is hidden: which they are does not matter.
            if (isPassedOver && matching.AreAllSummed && matched is null && !seen.ContainsAnyExcept(ulong.MaxValue))
            {
                continue;
            }

            matching.Mark(from, here);
            Bits.Keep(here, seen);
            if (sums is null)
            {
                CountThese(segment.Columns.Rows, from, here);
            }
            else
            {
                CountOthers(segment.Columns.Rows, from, here, seen, matching, summed[..here.Length]);
            }

            if (matched is not null)
            {
                here.CopyTo(matched.AsSpan(from >> 6));
            }

            if (!isPassedOver)
            {
                KeepBest(segment, matching, from, here, whole, hasWhole);
            }
        }
    }

    private void Count(int sheets, int withPoint) => (Shown, Total, TotalWithAll, TotalWithPoint) = (Shown + sheets, Total + sheets, TotalWithAll + sheets, TotalWithPoint + withPoint);

    private void CountThese(Columns.Row[] rows, int from, ReadOnlySpan<ulong> sheets)
    {
        if (Bits.Count(sheets) is > 0 and var some)
        {
            Count(some, counts.Add(rows, from, sheets));
        }
    }

    /// <summary>Those that the sums did not count, less those that they did and that are hidden.</summary>
    /// <param name="found">Those that match and are seen.</param>
    /// <param name="summed">Room for as many.</param>
    private void CountOthers(Columns.Row[] rows, int from, ReadOnlySpan<ulong> found, ReadOnlySpan<ulong> seen, BitMatching matching, Span<ulong> summed)
    {
        summed.Clear();
        matching.MarkSummed(from, summed);
        TakeBack(rows, from, summed, seen);
        for (var block = 0; block < summed.Length; block++)
        {
            summed[block] = found[block] & ~summed[block];
        }

        CountThese(rows, from, summed);
    }

    /// <summary>What was counted of sheets that are hidden.</summary>
    private void TakeBack(Columns.Row[] rows, int from, ReadOnlySpan<ulong> counted, ReadOnlySpan<ulong> seen)
    {
        for (var block = 0; block < counted.Length; block++)
        {
            for (var hidden = counted[block] & ~seen[block]; hidden != 0; hidden &= hidden - 1)
            {
                var row = rows[from + (block * 64) + BitOperations.TrailingZeroCount(hidden)];
                counts.TakeBack(row);
                Count(-1, row.HasPoint ? -1 : 0);
            }
        }
    }

    /// <summary>Sixty-four sheets at once: most have none that could be among the best.</summary>
    private void KeepBest(Segment segment, BitMatching matching, int from, Span<ulong> found, List<(int Doc, double Bonus)> whole, bool hasWhole)
    {
        var blocks = segment.Blocks;
        if (!hasWhole && FallsInWindow(matching.MostOutsideInWindow(from / Window.Width), blocks, from))
        {
            matching.KeepInName(from, found);
        }

        for (var i = 0; i < found.Length; i++)
        {
            var at = blocks.IsNewestLast ? found.Length - 1 - i : i;
            var (first, block) = (from + (at * 64), (from >> 6) + at);
            var mayFall = BitOperations.PopCount(found[at]) > FewToWeigh && !(hasWhole && HasWhole(whole, first, 64));
            if (mayFall && FallsInBlock(matching.MostIn(block), blocks, block))
            {
                continue;
            }

            for (var left = found[at]; left != 0; left &= left - 1)
            {
                var doc = first + BitOperations.TrailingZeroCount(left);
                var (score, flags) = matching.WorthOf(doc);
                Consider(segment, doc, score, hasWhole ? BonusOf(doc, whole) : 0, flags, kilometres: null);
            }
        }
    }

    private static ReadOnlySpan<ulong> SeenFrom(ulong[] visible, int from) => visible.AsSpan(from >> 6, Math.Min(Window.Width / 64, visible.Length - (from >> 6)));

    /// <summary>Whether no sheet of the window that begins there can be among the best: none is worth more than that, its kind aside.</summary>
    private bool FallsInWindow(double most, SheetBlocks blocks, int from) =>
        from / Window.Width is var window && Falls(most * blocks.PriorInWindow(window), best.IsFull && blocks.MayPrecedeInWindow(window, best.Last));

    /// <summary>The same of sixty-four.</summary>
    private bool FallsInBlock(double most, SheetBlocks blocks, int block) => Falls(most * blocks.PriorIn(block), best.IsFull && blocks.MayPrecede(block, best.Last));

    /// <summary>Nothing that is worth no more can be among the best. Without nearness, such a bound is made as scores are, so that what equals the least of the best is worth that at most.</summary>
    /// <param name="mayPrecede">Whether something worth as much may come before the last of the best.</param>
    private bool Falls(double most, bool mayPrecede) => most * mostNearness < Below(best.Least) || (!filters.IsNear && most <= best.Least && !mayPrecede);
}
