using Liant.Modules.Territories.Contract;

namespace Liant.Modules.Search.Segments;

/// <summary>What is asked of every sheet that matches, column by column: filters, facets and order read nothing else.</summary>
internal sealed class Columns
{
    /// <summary>A degree in the units of the columns: a hundredth of a metre, finer than any source.</summary>
    public const double Degree = 1e7;

    public required Guid[] Ids { get; init; }

    /// <summary>Numbers in the registers.</summary>
    public required int[] Traits { get; init; }

    public required int[] Places { get; init; }

    /// <summary>0 when not known.</summary>
    public required short[] Years { get; init; }

    public required int[] Lats { get; init; }

    public required int[] Lons { get; init; }

    /// <summary>0 without a point, otherwise 1 and the <see cref="Precision"/>.</summary>
    public required byte[] Precisions { get; init; }

    /// <summary>UTC ticks.</summary>
    public required long[] UpdatedAt { get; init; }

    /// <summary>Characters of the title, 255 at most.</summary>
    public required byte[] NameLengths { get; init; }

    /// <summary>Places in the texts.</summary>
    public required long[] Texts { get; init; }

    public int Count => Ids.Length;

    public Location? LocationOf(int doc) => Precisions[doc] == 0 ? null : new Location(Lats[doc] / Degree, Lons[doc] / Degree, (Precision)(Precisions[doc] - 1));
}
