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

    /// <summary>Eight bytes: counting what a frequent word finds reads a million of them.</summary>
    internal readonly record struct Row
    {
        private const int TraitBits = 22;
        private const int PlaceBits = 18;
        private const int YearBits = 14;
        private const int PointBits = 3;
        private const int LengthBits = 7;

        private readonly ulong bits;

        /// <param name="traits">Number in the register of traits.</param>
        /// <param name="place">Number in the register of places.</param>
        /// <param name="year">0 when not known.</param>
        /// <param name="precision">Of its point; null without one.</param>
        /// <param name="nameLength">Characters of the title; longer ones count as 127.</param>
        public Row(int traits, int place, int year, Precision? precision, int nameLength) =>
            bits = Within(traits, TraitBits) | (Within(place, PlaceBits) << TraitBits) | (Within(year, YearBits) << (TraitBits + PlaceBits))
                | (Within(precision is { } known ? 1 + (int)known : 0, PointBits) << (TraitBits + PlaceBits + YearBits)) | ((ulong)Math.Min(nameLength, (1 << LengthBits) - 1) << (64 - LengthBits));

        public int Traits => (int)(bits & ((1 << TraitBits) - 1));

        public int Place => (int)(bits >> TraitBits) & ((1 << PlaceBits) - 1);

        public int Year => (int)(bits >> (TraitBits + PlaceBits)) & ((1 << YearBits) - 1);

        public int NameLength => (int)(bits >> (64 - LengthBits));

        public bool HasPoint => PointAndPrecision != 0;

        public Precision? Precision => HasPoint ? (Precision)(PointAndPrecision - 1) : null;

        private int PointAndPrecision => (int)(bits >> (TraitBits + PlaceBits + YearBits)) & ((1 << PointBits) - 1);

        /// <exception cref="OverflowException">More combinations of traits, or more places, than an index can tell apart: four million, and a quarter of one.</exception>
        private static ulong Within(int number, int size) => number >= 0 && number < 1 << size ? (ulong)number : throw new OverflowException($"{number} does not fit in {size} bits.");
    }

    public Location? LocationOf(int doc) => Rows[doc].Precision is { } precision ? new Location(Lats[doc] / Degree, Lons[doc] / Degree, precision) : null;
}
