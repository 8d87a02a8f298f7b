namespace Liant.Modules.Search.Tiles;

/// <summary>Points gathered on a tile: how many, the sums of their places in units of the world, and where the first and the last are along the Z-order curve.</summary>
internal struct Gathered
{
    public int Count;
    public ulong X;
    public ulong Y;
    public ulong First;
    public ulong Last;

    /// <summary>Of a single point: which set it is of, and its number there.</summary>
    public int Set;
    public int Doc;

    /// <summary>It took its neighbours already, and is not taken.</summary>
    public bool IsTaker;

    public readonly double MeanX => (double)X / Count;

    public readonly double MeanY => (double)Y / Count;

    public void Take(in Gathered other)
    {
        Count += other.Count;
        (X, Y) = (X + other.X, Y + other.Y);
        (First, Last) = (Math.Min(First, other.First), Math.Max(Last, other.Last));
    }
}
