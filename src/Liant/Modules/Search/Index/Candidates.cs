using System.Numerics;

namespace Liant.Modules.Search.Index;

/// <summary>Sheets of a window with what the words of the query are worth in each, by their place in the window.</summary>
internal sealed class Candidates
{
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

    public void Open(int from)
    {
        (From, Count) = (from, 0);
        Array.Clear(bits);
    }

    /// <summary>A sheet that its name brings in; no word was looked up yet.</summary>
    public void Name(int doc)
    {
        var at = doc - From;
        bits[at >> 6] |= 1UL << at;
        (Scores[at], Covers[at], Clauses[at], Flags[at]) = (0, 0, 0, byte.MaxValue);
        Count++;
    }

    /// <summary>The sheets that have the clause come in, if they are not there yet.</summary>
    public void Bring(Window window, float weight)
    {
        for (var block = 0; block < bits.Length; block++)
        {
            var known = bits[block];
            for (var left = window.Bits[block]; left != 0; left &= left - 1)
            {
                var at = (block * 64) + BitOperations.TrailingZeroCount(left);
                if ((known & (1UL << at)) != 0)
                {
                    Add(at, window, weight);
                }
                else
                {
                    (Scores[at], Covers[at], Clauses[at], Flags[at]) = (window.Gains[at], weight, 1, window.Flags[at]);
                    Count++;
                }
            }

            bits[block] |= window.Bits[block];
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
