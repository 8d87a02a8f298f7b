namespace Liant.Modules.Search.Index;

/// <summary>The best of what it is shown, as many as asked for.</summary>
internal sealed class Best(int most)
{
    private static readonly Comparer<Ranked> WorstFirst = Comparer<Ranked>.Create((a, b) => Ranked.Compare(b, a));

    private readonly PriorityQueue<Ranked, Ranked> kept = new(WorstFirst);

    /// <summary>What scores less cannot enter.</summary>
    public double Least { get; private set; } = most == 0 ? double.PositiveInfinity : double.NegativeInfinity;

    public bool IsFull => most > 0 && kept.Count == most;

    /// <summary>The last of those kept, once there are as many as asked for: what is worth as much enters by coming before it.</summary>
    public Ranked Last { get; private set; }

    public void Show(in Ranked one)
    {
        if (kept.Count < most)
        {
            kept.Enqueue(one, one);
        }
        else if (most > 0 && Ranked.Compare(one, kept.Peek()) < 0)
        {
            kept.EnqueueDequeue(one, one);
        }

        if (kept.Count == most && most > 0)
        {
            Last = kept.Peek();
            Least = Last.Score;
        }
    }

    /// <summary>The best first.</summary>
    public List<Ranked> InOrder()
    {
        var all = kept.UnorderedItems.Select(item => item.Element).ToList();
        all.Sort((a, b) => Ranked.Compare(a, b));
        return all;
    }
}
