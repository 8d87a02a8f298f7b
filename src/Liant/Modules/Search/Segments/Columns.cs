using Liant.Modules.Territories.Contract;

namespace Liant.Modules.Search.Segments;

/// <summary>What is asked of every sheet that matches, column by column: filters, facets and order read nothing else.</summary>
internal sealed class Columns
{
    /// <summary>A degree in the units of the columns: a hundredth of a metre, finer than any source.</summary>
    public const double Degree = 1e7;

    public required Guid[] Ids { get; init; }

    /// <summary>What every match is asked, together: one look at memory for each.</summary>
    public required Row[] Rows { get; init; }

    public required int[] Lats { get; init; }

    public required int[] Lons { get; init; }

    /// <summary>UTC ticks.</summary>
    public required long[] UpdatedAt { get; init; }

    /// <summary>Places in the titles, and in the texts.</summary>
    public required long[] Titles { get; init; }

    public required long[] Texts { get; init; }

    public int Count => Ids.Length;

    /// <param name="Traits">Number in the register of traits.</param>
    /// <param name="Place">Number in the register of places.</param>
    /// <param name="Year">0 when not known.</param>
    /// <param name="PointAndPrecision">0 without a point, otherwise 1 and the <see cref="Precision"/>.</param>
    /// <param name="NameLength">Characters of the title, 255 at most.</param>
    internal readonly record struct Row(int Traits, int Place, short Year, byte PointAndPrecision, byte NameLength)
    {
        public bool HasPoint => PointAndPrecision != 0;
    }

    public Location? LocationOf(int doc) => Rows[doc].HasPoint ? new Location(Lats[doc] / Degree, Lons[doc] / Degree, (Precision)(Rows[doc].PointAndPrecision - 1)) : null;
}
