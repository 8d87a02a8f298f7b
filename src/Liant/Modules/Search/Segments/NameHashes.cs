using Liant.Platform.Text;

namespace Liant.Modules.Search.Segments;

/// <summary>Finds the sheets that bear a whole name, folded: sorted numbers of the names, each with its sheet.</summary>
internal sealed class NameHashes(ulong[] hashes, int[] docs)
{
    public ulong[] Hashes { get; } = hashes;

    public int[] Docs { get; } = docs;

    public static ulong Of(ReadOnlySpan<char> folded) => (ulong)new StableHash().Add(folded).Value;

    /// <summary>Sorts both.</summary>
    public static NameHashes Sorted(ulong[] hashes, int[] docs)
    {
        // The names of one sheet come together and in its order: an unstable sort would lose that of equal names.
        Array.Sort(hashes, docs);
        for (var from = 0; from < hashes.Length;)
        {
            var to = from + 1;
            while (to < hashes.Length && hashes[to] == hashes[from])
            {
                to++;
            }

            Array.Sort(docs, from, to - from);
            from = to;
        }

        return new NameHashes(hashes, docs);
    }

    /// <summary>Sheets of that name, ascending.</summary>
    public ReadOnlySpan<int> Find(ulong name)
    {
        var (low, high) = (0, Hashes.Length);
        while (low < high)
        {
            var middle = (low + high) >>> 1;
            (low, high) = Hashes[middle] < name ? (middle + 1, high) : (low, middle);
        }

        var end = low;
        while (end < Hashes.Length && Hashes[end] == name)
        {
            end++;
        }

        return Docs.AsSpan(low..end);
    }
}
