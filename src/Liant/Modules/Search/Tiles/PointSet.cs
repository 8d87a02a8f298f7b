using System.Numerics;
using Liant.Modules.Catalogue.Contract;
using Liant.Modules.Search.Segments;

namespace Liant.Modules.Search.Tiles;

/// <summary>Which points of one order match. Many have sums block by block, so that a square of a million points is counted as fast as one of a hundred; a few are
/// counted one by one, sooner than their sums would be made.</summary>
internal sealed class PointSet
{
    /// <summary>First themes that a point may have: none, or one of the published list.</summary>
    public static readonly int Themes = Vocabulary.Themes.Terms.Count + 1;

    private const int Block = 128;
    private const int Words = Block / 64;

    /// <summary>Matches a block, below which there are no sums: some thirty thousand of a million, walked through in a tenth of a millisecond.</summary>
    private const int Few = 4;

    private readonly ulong[] bits;

    /// <summary>What comes before each block; empty when the matches are few.</summary>
    private readonly int[] counts = [];
    private readonly int[] themes = [];
    private readonly ulong[] xs = [];
    private readonly ulong[] ys = [];

    /// <param name="docs">A bit for each thing that matches, by its number.</param>
    public PointSet(PointOrder order, ulong[] docs)
    {
        Order = order;
        var blocks = (order.Count + Block - 1) / Block;
        bits = new ulong[blocks * Words];
        for (var word = 0; word < docs.Length; word++)
        {
            for (var left = docs[word]; left != 0; left &= left - 1)
            {
                if (word * 64 + BitOperations.TrailingZeroCount(left) is var doc && doc < order.Places.Length && order.Places[doc] is >= 0 and var place)
                {
                    bits[place >> 6] |= 1UL << place;
                }
            }
        }

        foreach (var word in bits)
        {
            Count += BitOperations.PopCount(word);
        }

        if (Count > Few * blocks)
        {
            (counts, themes, xs, ys) = (new int[blocks + 1], new int[(blocks + 1) * Themes], new ulong[blocks + 1], new ulong[blocks + 1]);
            for (var block = 0; block < blocks; block++)
            {
                AddUp(block);
            }
        }
    }

    public PointOrder Order { get; }

    public int Count { get; }

    /// <summary>What they stand in, in units of the world; upside down when there are none.</summary>
    public (uint West, uint North, uint East, uint South) Frame()
    {
        var (west, north, east, south) = (uint.MaxValue, uint.MaxValue, 0u, 0u);
        for (var at = NextMatch(0); at < Order.Count; at = NextMatch(at + 1))
        {
            var (x, y) = WorldPoint.At(Order.Codes[at]);
            (west, north, east, south) = (Math.Min(west, x), Math.Min(north, y), Math.Max(east, x), Math.Max(south, y));
        }

        return (west, north, east, south);
    }

    /// <summary>The first place at or after <paramref name="from"/> whose code is at least that: near, then by halves.</summary>
    public int PlaceOf(ulong code, int from)
    {
        var codes = Order.Codes;
        var (low, step) = (from, 1);
        while (low + step < codes.Length && codes[low + step] < code)
        {
            (low, step) = (low + step, step * 2);
        }

        var high = Math.Min(codes.Length, low + step);
        while (low < high)
        {
            var middle = (low + high) >>> 1;
            (low, high) = codes[middle] < code ? (middle + 1, high) : (low, middle);
        }

        return low;
    }

    /// <summary>The first place of a match at or after that; the number of places when there is none.</summary>
    public int NextMatch(int place)
    {
        if (place >= Order.Count)
        {
            return Order.Count;
        }

        var word = place >> 6;
        var left = bits[word] & (ulong.MaxValue << place);
        while (left == 0)
        {
            if (++word == bits.Length)
            {
                return Order.Count;
            }

            left = bits[word];
        }

        return (word << 6) + BitOperations.TrailingZeroCount(left);
    }

    /// <summary>The last place of a match before that, where one is known to be.</summary>
    public int LastMatchBefore(int place)
    {
        var word = (place - 1) >> 6;
        var left = bits[word] & (ulong.MaxValue >> (63 - ((place - 1) & 63)));
        while (left == 0)
        {
            left = bits[--word];
        }

        return (word << 6) + 63 - BitOperations.LeadingZeroCount(left);
    }

    /// <summary>Adds the matches between two places to a gathering of them.</summary>
    public void Add(int from, int to, ref Gathered square, Span<int> ofThemes)
    {
        var (firstWhole, endWhole) = ((from + Block - 1) / Block, to / Block);
        if (counts.Length == 0 || firstWhole >= endWhole)
        {
            AddEach(from, to, ref square, ofThemes);
            return;
        }

        AddEach(from, firstWhole * Block, ref square, ofThemes);
        square.Count += counts[endWhole] - counts[firstWhole];
        (square.X, square.Y) = (square.X + (xs[endWhole] - xs[firstWhole]), square.Y + (ys[endWhole] - ys[firstWhole]));
        for (var theme = 0; theme < ofThemes.Length; theme++)
        {
            ofThemes[theme] += themes[endWhole * Themes + theme] - themes[firstWhole * Themes + theme];
        }

        AddEach(endWhole * Block, to, ref square, ofThemes);
    }

    private void AddUp(int block)
    {
        var next = themes.AsSpan((block + 1) * Themes, Themes);
        themes.AsSpan(block * Themes, Themes).CopyTo(next);
        var (count, x, y) = (counts[block], xs[block], ys[block]);
        for (var word = block * Words; word < (block + 1) * Words; word++)
        {
            for (var left = bits[word]; left != 0; left &= left - 1)
            {
                var place = word * 64 + BitOperations.TrailingZeroCount(left);
                var point = WorldPoint.At(Order.Codes[place]);
                (count, x, y) = (count + 1, x + point.X, y + point.Y);
                next[Order.Themes[place]]++;
            }
        }

        (counts[block + 1], xs[block + 1], ys[block + 1]) = (count, x, y);
    }

    private void AddEach(int from, int to, ref Gathered square, Span<int> ofThemes)
    {
        for (var at = NextMatch(from); at < to; at = NextMatch(at + 1))
        {
            var point = WorldPoint.At(Order.Codes[at]);
            (square.Count, square.X, square.Y) = (square.Count + 1, square.X + point.X, square.Y + point.Y);
            ofThemes[Order.Themes[at]]++;
        }
    }
}
