namespace Liant.Modules.Search.Segments;

/// <summary>Things that many documents share (a town, a set of themes), each kept once under a number. Numbers are never taken back; what a reader
/// was given does not change.</summary>
internal sealed class Register<T>
    where T : class
{
    private readonly Dictionary<string, int> numbers = [];
    private readonly Lock one = new();
    private T[] items = [];
    private volatile Known known = new(ReadOnlyMemory<T>.Empty);

    /// <summary>The things known so far; those that come later take numbers beyond its end.</summary>
    public ReadOnlyMemory<T> Items => known.Items;

    /// <summary>In one piece for whoever reads while others add.</summary>
    private sealed record Known(ReadOnlyMemory<T> Items);

    /// <param name="make">Told from what, so that asking makes nothing where the thing is known.</param>
    public int NumberOf<TFrom>(ReadOnlySpan<char> key, TFrom from, Func<TFrom, T> make)
    {
        lock (one)
        {
            if (numbers.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(key, out var number))
            {
                return number;
            }

            number = numbers.Count;
            if (number == items.Length)
            {
                Array.Resize(ref items, Math.Max(64, 2 * items.Length));
            }

            items[number] = make(from);
            numbers.Add(key.ToString(), number);
            known = new Known(items.AsMemory(0, number + 1));
            return number;
        }
    }
}
