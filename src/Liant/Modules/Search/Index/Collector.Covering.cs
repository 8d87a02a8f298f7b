using System.Numerics;
using Liant.Modules.Search.Segments;

namespace Liant.Modules.Search.Index;

/// <summary>Fewer words than were asked for, by the bits of each: which sheets have enough of them is known sixty-four at once, and few are weighed.</summary>
internal sealed partial class Collector
{
    private void TakeCovering(Segment segment, ulong[] visible, BitMatching matching, Coverage coverage, List<(int Doc, double Bonus)> whole)
    {
        Span<ulong> found = stackalloc ulong[Window.Width / 64];
        Span<ulong> having = stackalloc ulong[clauses * found.Length];
        foreach (var from in segment.Blocks.Windows())
        {
            var seen = SeenFrom(visible, from);
            var here = found[..seen.Length];
            var each = having[..(clauses * here.Length)];
            var hasWhole = HasWhole(whole, from, Window.Width);
            matching.MarkEach(from, each);
            Coverage.Mark(each, coverage.Enough, here);
            if (hasWhole)
            {
                BringNamed(from, each, here, whole);
            }

            Bits.Keep(here, seen);
            if (!here.ContainsAnyExcept(0UL))
            {
                continue;
            }

            CountCovering(segment.Columns.Rows, coverage, from, each, here);
            if (matched is not null)
            {
                here.CopyTo(matched.AsSpan(from >> 6));
            }

            if (most > 0)
            {
                if (!hasWhole)
                {
                    KeepWorthALook(coverage, matching, segment.Blocks, from, each, here);
                }

                KeepBest(segment, matching, coverage, from, each, here, hasWhole ? whole : null);
            }
        }
    }

    /// <summary>Sheets whose whole name the query says come in with any word of it.</summary>
    private static void BringNamed(int from, ReadOnlySpan<ulong> having, Span<ulong> found, List<(int Doc, double Bonus)> whole)
    {
        for (var at = FirstFrom(whole, from); at < whole.Count && whole[at].Doc < from + Window.Width; at++)
        {
            if (CombinationOf(having, found.Length, whole[at].Doc - from) != 0)
            {
                Bits.Set(found, whole[at].Doc - from);
            }
        }
    }

    private void CountCovering(Columns.Row[] rows, Coverage coverage, int from, ReadOnlySpan<ulong> having, ReadOnlySpan<ulong> found)
    {
        Span<ulong> complete = stackalloc ulong[found.Length];
        Coverage.Mark(having, [coverage.All], complete);
        Bits.Keep(complete, found);
        (Total, TotalWithAll, TotalWithPoint) = (Total + Bits.Count(found), TotalWithAll + Bits.Count(complete), TotalWithPoint + counts.Add(rows, from, found));
    }

    /// <summary>Leaves out the sheets of a window whose combination of words cannot be among the best there.</summary>
    private void KeepWorthALook(Coverage coverage, BitMatching matching, SheetBlocks blocks, int from, ReadOnlySpan<ulong> having, Span<ulong> found)
    {
        Span<float> most = stackalloc float[clauses];
        Span<int> worth = stackalloc int[coverage.Enough.Length];
        matching.MostOfEachInWindow(from / Window.Width, most);
        var some = 0;
        foreach (var combination in coverage.Enough)
        {
            if (combination == coverage.All || !FallsInWindow(coverage.MostOf(most, combination), blocks, from))
            {
                worth[some++] = combination;
            }
        }

        if (some < worth.Length)
        {
            Span<ulong> looked = stackalloc ulong[found.Length];
            Coverage.Mark(having, worth[..some], looked);
            Bits.Keep(found, looked);
        }
    }

    private void KeepBest(Segment segment, BitMatching matching, Coverage coverage, int from, ReadOnlySpan<ulong> having, ReadOnlySpan<ulong> found, List<(int Doc, double Bonus)>? whole)
    {
        var blocks = segment.Blocks;
        Span<float> gains = stackalloc float[clauses];
        for (var i = 0; i < found.Length; i++)
        {
            var at = blocks.IsNewestLast ? found.Length - 1 - i : i;
            if (found[at] == 0)
            {
                continue;
            }

            var block = (from >> 6) + at;
            matching.MostOfEach(block, gains);
            for (var left = found[at]; left != 0; left &= left - 1)
            {
                var place = (at * 64) + BitOperations.TrailingZeroCount(left);
                var (doc, combination) = (from + place, CombinationOf(having, found.Length, place));
                var bonus = whole is null ? 0 : BonusOf(doc, whole);
                if (bonus == 0 && combination != coverage.All && FallsInBlock(coverage.MostOf(gains, combination), blocks, block))
                {
                    continue;
                }

                var (score, flags) = matching.WorthOf(doc);
                Consider(segment, doc, coverage.Covered(score, combination), bonus, combination == coverage.All ? flags : (byte)0, kilometres: null);
            }
        }
    }

    /// <summary>The clauses that a sheet of a window has.</summary>
    private static int CombinationOf(ReadOnlySpan<ulong> having, int blocks, int place)
    {
        var combination = 0;
        for (var (clause, at) = (0, place >> 6); at < having.Length; clause++, at += blocks)
        {
            combination |= (int)((having[at] >> place) & 1) << clause;
        }

        return combination;
    }
}
