namespace Liant.Modules.Search.Index;

/// <summary>The best of what it is shown, as many as asked for.</summary>
internal sealed class Best(int most)
{
    private static readonly Comparer<Ranked> WorstFirst = Comparer<Ranked>.Create((a, b) => Ranked.Compare(b, a));

    private readonly PriorityQueue<Ranked, Ranked> kept = new(WorstFirst);

    /// <summary>What scores less cannot enter.</summary>
    public double Least { get; private set; } = most == 0 ? double.PositiveInfinity : double.NegativeInfinity;

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

        Least = kept.Count < most || most == 0 ? Least : kept.Peek().Score;
    }

    /// <summary>The best first.</summary>
    public List<Ranked> InOrder()
    {
        var all = kept.UnorderedItems.Select(item => item.Element).ToList();
        all.Sort((a, b) => Ranked.Compare(a, b));
        return all;
    }
}
