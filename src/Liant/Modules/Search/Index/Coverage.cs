using System.Numerics;
using Liant.Modules.Search.Segments;

namespace Liant.Modules.Search.Index;

/// <summary>Which clauses of a query, found together in a sheet, cover enough of it for the sheet to be let in. A combination of clauses is a number: a bit for each.</summary>
internal sealed class Coverage
{
    /// <summary>Of more clauses there are too many combinations.</summary>
    public const int MostClauses = 6;

    /// <summary>What share of the query each combination covers.</summary>
    private readonly double[] shares;

    private Coverage(PreparedQuery query)
    {
        All = (1 << query.Clauses.Count) - 1;
        var covers = Enumerable.Range(0, All + 1).Select(combination => query.Clauses.Where((_, clause) => Has(combination, clause)).Sum(clause => (double)clause.Weight)).ToArray();
        Enough = [.. Enumerable.Range(1, All).Where(combination => covers[combination] >= Ranking.LeastCover * query.Weight).OrderBy(combination => BitOperations.PopCount((uint)combination))];
        shares = Array.ConvertAll(covers, cover => query.Weight == 0 ? 1 : cover / query.Weight);
    }

    /// <summary>Those that cover enough, of fewer clauses first: where one does, so does any that holds it.</summary>
    public int[] Enough { get; }

    /// <summary>Every clause.</summary>
    public int All { get; }

    /// <summary>Null where the query has too many clauses.</summary>
    public static Coverage? Of(PreparedQuery query) => query.Clauses.Count <= MostClauses ? new Coverage(query) : null;

    public static bool Has(int combination, int clause) => (combination & (1 << clause)) != 0;

    /// <summary>What a sheet's words are worth, of which it has these.</summary>
    public double Covered(double score, int combination) => Ranking.Covered(score, shares[combination]);

    /// <summary>Nothing that has these clauses is worth more, its name aside.</summary>
    public double MostOf(ReadOnlySpan<float> most, int combination)
    {
        var sum = 0.0;
        for (var clause = 0; clause < most.Length; clause++)
        {
            sum += Has(combination, clause) ? most[clause] : 0;
        }

        return Covered(sum, combination);
    }

    /// <summary>Marks the sheets of a window that have one of these combinations, and maybe more clauses.</summary>
    /// <param name="having">For each clause, one after the other, the sheets that have it.</param>
    /// <param name="combinations">Of fewer clauses first.</param>
    public static void Mark(ReadOnlySpan<ulong> having, ReadOnlySpan<int> combinations, Span<ulong> found)
    {
        found.Clear();
        Span<ulong> together = stackalloc ulong[found.Length];
        for (var i = 0; i < combinations.Length; i++)
        {
            if (!HoldsOne(combinations[i], combinations[..i]))
            {
                Together(having, combinations[i], together);
                Bits.Add(found, together);
            }
        }
    }

    private static bool HoldsOne(int combination, ReadOnlySpan<int> others)
    {
        foreach (var other in others)
        {
            if ((other & ~combination) == 0)
            {
                return true;
            }
        }

        return false;
    }

    private static void Together(ReadOnlySpan<ulong> having, int combination, Span<ulong> together)
    {
        together.Fill(ulong.MaxValue);
        for (var clause = 0; combination >> clause != 0; clause++)
        {
            if (Has(combination, clause))
            {
                Bits.Keep(together, having.Slice(clause * together.Length, together.Length));
            }
        }
    }
}
