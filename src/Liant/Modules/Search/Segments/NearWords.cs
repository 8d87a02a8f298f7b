namespace Liant.Modules.Search.Segments;

/// <summary>Words of a table within one or two typing errors of another (optimal string alignment, as <see cref="Platform.Text.EditDistance"/>).
/// The table is walked in its order: what two neighbours begin with is compared once, and a beginning that is already too far is passed over whole.</summary>
internal static class NearWords
{
    private const int Longest = 64;

    public static IEnumerable<(int Word, int Distance)> Of(WordTable table, byte[] word, int limit)
    {
        if (word.Length > Longest)
        {
            return [];
        }

        var found = new List<(int, int)>();
        // rows[d] compares the first d bytes of the table's word with every beginning of the word.
        var rows = new int[word.Length + limit + 2][];
        for (var depth = 0; depth < rows.Length; depth++)
        {
            rows[depth] = new int[word.Length + 1];
        }

        for (var j = 0; j <= word.Length; j++)
        {
            rows[0][j] = j;
        }

        var known = 0;
        for (var at = 0; at < table.Count;)
        {
            var other = table[at];
            var depth = at == 0 ? 0 : Math.Min(known, other.CommonPrefixLength(table[at - 1]));
            var isFar = false;
            while (depth < other.Length && !isFar)
            {
                depth++;
                isFar = depth >= rows.Length || Fill(rows, depth, other, word) > limit;
            }

            if (isFar)
            {
                known = depth - 1;
                at = AfterAll(table, at, depth);
                continue;
            }

            known = depth;
            if (rows[depth][word.Length] is var distance && distance <= limit)
            {
                found.Add((at, distance));
            }

            at++;
        }

        return found;
    }

    /// <summary>The row of that depth; gives the least that any longer word can still be at.</summary>
    private static int Fill(int[][] rows, int depth, ReadOnlySpan<byte> other, byte[] word)
    {
        var (row, last) = (rows[depth], rows[depth - 1]);
        row[0] = depth;
        var best = depth;
        for (var j = 1; j <= word.Length; j++)
        {
            var cost = other[depth - 1] == word[j - 1] ? 0 : 1;
            row[j] = Math.Min(Math.Min(row[j - 1], last[j]) + 1, last[j - 1] + cost);
            if (depth > 1 && j > 1 && other[depth - 1] == word[j - 2] && other[depth - 2] == word[j - 1])
            {
                row[j] = Math.Min(row[j], rows[depth - 2][j - 2] + 1);
            }

            best = Math.Min(best, row[j]);
        }

        // A swap reaches two rows back.
        return Math.Min(best, Least(last));
    }

    private static int Least(int[] row)
    {
        var least = row[0];
        foreach (var value in row)
        {
            least = Math.Min(least, value);
        }

        return least;
    }

    /// <summary>The first word after <paramref name="at"/> that does not begin with its first bytes: by steps that double, then by halves.</summary>
    private static int AfterAll(WordTable table, int at, int bytes)
    {
        var beginning = table[at][..bytes];
        var (low, step) = (at, 1);
        while (low + step < table.Count && table[low + step].StartsWith(beginning))
        {
            low += step;
            step *= 2;
        }

        var high = Math.Min(low + step, table.Count);
        while (low + 1 < high)
        {
            var middle = (low + high) >>> 1;
            if (table[middle].StartsWith(beginning))
            {
                low = middle;
            }
            else
            {
                high = middle;
            }
        }

        return low + 1;
    }
}
