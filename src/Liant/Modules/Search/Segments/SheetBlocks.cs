using Liant.Modules.Search.Index;

namespace Liant.Modules.Search.Segments;

/// <summary>What no sheet of a block goes beyond, whatever is asked: how much being of its kind is worth, and when it was last changed. Of each sixty-four sheets, then of each window of them
/// (block-max indexes, Ding and Suel 2011).</summary>
internal sealed class SheetBlocks
{
    private readonly double[] priors;
    private readonly double[] priorsOfWindows;
    private readonly long[] newest;
    private readonly long[] newestOfWindows;
    private readonly Guid[]? ids;

    /// <param name="areInOrder">The identifiers of the sheets ascend.</param>
    public SheetBlocks(Columns columns, bool areInOrder, ReadOnlySpan<Traits> traits)
    {
        var (count, windows) = ((columns.Count + 63) / 64, Window.CountOf(columns.Count));
        (priors, newest, priorsOfWindows, newestOfWindows) = (new double[count], new long[count], new double[windows], new long[windows]);
        ids = areInOrder ? columns.Ids : null;
        for (var doc = 0; doc < columns.Count; doc++)
        {
            var (block, window) = (doc >> 6, doc / Window.Width);
            priors[block] = Math.Max(priors[block], Ranking.PriorOf(traits[columns.Rows[doc].Traits].Kind));
            priorsOfWindows[window] = Math.Max(priorsOfWindows[window], priors[block]);
            newest[block] = Math.Max(newest[block], columns.UpdatedAt[doc]);
            newestOfWindows[window] = Math.Max(newestOfWindows[window], newest[block]);
        }

        Newest = newest.Length == 0 ? 0 : newest.Max();
    }

    /// <summary>When the newest of the segment was last changed, in UTC ticks.</summary>
    public long Newest { get; }

    /// <summary>As a directory that was loaded in one go: the best come sooner from the end.</summary>
    public bool IsNewestLast => newest.Length > 0 && newest[^1] > newest[0];

    /// <summary>The first sheet of each window, the newest first: of those that are worth as much, the older need no look then.</summary>
    public IEnumerable<int> Windows()
    {
        for (var i = 0; i < newestOfWindows.Length; i++)
        {
            yield return Window.Width * (IsNewestLast ? newestOfWindows.Length - 1 - i : i);
        }
    }

    public double PriorIn(int block) => priors[block];

    public double PriorInWindow(int window) => priorsOfWindows[window];

    /// <summary>Whether a sheet of the block that is worth as much as that one may come before it, being newer, or as new with a lower identifier.</summary>
    public bool MayPrecede(int block, in Ranked one) => newest[block] > one.UpdatedAt || (newest[block] == one.UpdatedAt && IsLowestBelow(block << 6, one));

    /// <summary>The same of a window.</summary>
    public bool MayPrecedeInWindow(int window, in Ranked one) => newestOfWindows[window] > one.UpdatedAt || (newestOfWindows[window] == one.UpdatedAt && IsLowestBelow(window * Window.Width, one));

    private bool IsLowestBelow(int first, in Ranked one) => ids is null || ids[first].CompareTo(one.Id) < 0;
}
