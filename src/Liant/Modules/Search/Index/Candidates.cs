using System.Numerics;
using Liant.Modules.Search.Segments;

namespace Liant.Modules.Search.Index;

/// <summary>Sheets of a window with what the words of the query are worth in each, by their place in the window.</summary>
internal sealed class Candidates
{
    /// <summary>With so many of sixty-four, all are copied.</summary>
    private const int Dense = 12;

    [ThreadStatic]
    private static Candidates? own;

    private readonly ulong[] bits = new ulong[Window.Width / 64];

    /// <summary>One for each thread; an answer is found on one.</summary>
    public static Candidates Own => own ??= new Candidates();

    /// <summary>The first sheet of the window.</summary>
    public int From { get; private set; }

    /// <summary>Which sheets are candidates.</summary>
    public ReadOnlySpan<ulong> Bits => bits;

    public double[] Scores { get; } = new double[Window.Width];

    /// <summary>Weight of the clauses that were found.</summary>
    public double[] Covers { get; } = new double[Window.Width];

    /// <summary>How many clauses were found.</summary>
    public byte[] Clauses { get; } = new byte[Window.Width];

    /// <summary>Bits of <see cref="Segments.Weights"/>: every word found, as typed, stands in a name, and the first opens one.</summary>
    public byte[] Flags { get; } = new byte[Window.Width];

    public int Count { get; private set; }

    /// <summary>Where a query has one clause, its window: scores and flags are read there.</summary>
    public Window? Only { get; private set; }

    /// <summary>The candidates that <see cref="Visible"/> counted, by their place in the window.</summary>
    public ushort[] Places { get; } = new ushort[Window.Width];

    /// <summary>What is asked of each of them, once <see cref="ReadRows"/> was called.</summary>
    public Columns.Row[] Rows { get; } = new Columns.Row[Window.Width];

    public void Open(int from)
    {
        (From, Count, Only) = (from, 0, null);
        Array.Clear(bits);
    }

    /// <summary>All sheets of a window, each worth as much.</summary>
    public static Candidates Everything(int from, int count)
    {
        var all = Own;
        all.Open(from);
        all.Count = Math.Min(Window.Width, count - from);
        for (var block = 0; block < all.bits.Length; block++)
        {
            var there = Math.Clamp(all.Count - (block * 64), 0, 64);
            all.bits[block] = there == 64 ? ulong.MaxValue : (1UL << there) - 1;
        }

        Array.Fill(all.Scores, 1);
        Array.Clear(all.Flags);
        return all;
    }

    /// <summary>A sheet that its name brings in; no word was looked up yet.</summary>
    public void Name(int doc)
    {
        var at = doc - From;
        bits[at >> 6] |= 1UL << at;
        (Scores[at], Covers[at], Clauses[at], Flags[at]) = (0, 0, 0, byte.MaxValue);
        Count++;
    }

    /// <summary>The sheets that have the only clause there is: nothing is copied.</summary>
    public void Be(Window window)
    {
        window.Bits.CopyTo(bits, 0);
        (Only, Count) = (window, Segments.Bits.Count(bits));
    }

    /// <summary>The sheets that have the clause come in, if they are not there yet.</summary>
    /// <param name="mustHave">All clauses are had in the end: which were found is not noted.</param>
    public void Bring(Window window, float weight, bool mustHave)
    {
        for (var block = 0; block < bits.Length; block++)
        {
            var (known, brought) = (bits[block], window.Bits[block]);
            if (brought == 0)
            {
                continue;
            }

            bits[block] = known | brought;
            Count += BitOperations.PopCount(brought & ~known);
            if (known == 0 && BitOperations.PopCount(brought) >= Dense)
            {
                BringBlock(block * 64, window, weight, mustHave);
                continue;
            }

            for (var left = brought & known; left != 0; left &= left - 1)
            {
                Add((block * 64) + BitOperations.TrailingZeroCount(left), window, weight);
            }

            for (var left = brought & ~known; left != 0; left &= left - 1)
            {
                var at = (block * 64) + BitOperations.TrailingZeroCount(left);
                (Scores[at], Covers[at], Clauses[at], Flags[at]) = (window.Gains[at], weight, 1, window.Flags[at]);
            }
        }
    }

    /// <summary>All sixty-four at once, those without the clause too: nobody looks at them.</summary>
    private void BringBlock(int from, Window window, float weight, bool mustHave)
    {
        var gains = window.Gains.AsSpan(from, 64);
        var scores = Scores.AsSpan(from, 64);
        for (var i = 0; i < 64; i += Vector<float>.Count)
        {
            Vector.Widen(new Vector<float>(gains[i..]), out var low, out var high);
            low.CopyTo(scores[i..]);
            high.CopyTo(scores[(i + Vector<double>.Count)..]);
        }

        if (!mustHave)
        {
            Covers.AsSpan(from, 64).Fill(weight);
            Clauses.AsSpan(from, 64).Fill(1);
        }

        window.Flags.AsSpan(from, 64).CopyTo(Flags.AsSpan(from, 64));
    }

    /// <summary>Gathers those that are visible, and says how many there are.</summary>
    public int Visible(ulong[] visible)
    {
        var (count, first) = (0, From >> 6);
        for (var block = 0; block < bits.Length; block++)
        {
            if (bits[block] == 0)
            {
                continue;
            }

            for (var left = bits[block] & visible[first + block]; left != 0; left &= left - 1)
            {
                Places[count++] = (ushort)((block * 64) + BitOperations.TrailingZeroCount(left));
            }
        }

        return count;
    }

    /// <summary>Adds those that are visible to the sheets of the segment that match.</summary>
    public void MarkVisible(ulong[] visible, ulong[] matched)
    {
        var first = From >> 6;
        for (var block = 0; block < bits.Length && first + block < matched.Length; block++)
        {
            matched[first + block] |= bits[block] & visible[first + block];
        }
    }

    /// <summary>Gathers the rows of the first of <see cref="Places"/>. All are asked for before any is used: memory then answers several at once, where a frequent word would wait for one after the other.</summary>
    public void ReadRows(Columns.Row[] all, int count)
    {
        for (var i = 0; i < count; i++)
        {
            Rows[i] = all[From + Places[i]];
        }
    }

    /// <summary>Adds what the clause is worth in the candidates; those without it leave if they must have it.</summary>
    public void Look(Window window, float weight, bool mustHave)
    {
        for (var block = 0; block < bits.Length; block++)
        {
            var both = bits[block] & window.Bits[block];
            for (var left = both; left != 0; left &= left - 1)
            {
                Add((block * 64) + BitOperations.TrailingZeroCount(left), window, weight);
            }

            if (mustHave)
            {
                Count -= BitOperations.PopCount(bits[block] ^ both);
                bits[block] = both;
            }
        }
    }

    private void Add(int at, Window window, float weight)
    {
        Scores[at] += window.Gains[at];
        Covers[at] += weight;
        Clauses[at]++;
        Flags[at] &= window.Flags[at];
    }
}
