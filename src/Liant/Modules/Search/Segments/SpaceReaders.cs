namespace Liant.Modules.Search.Segments;

/// <summary>Which private sheets of a segment the people of which spaces may read: two columns, by sheet.</summary>
internal sealed record SpaceReaders(int[] Docs, Guid[] Spaces)
{
    public bool AreNone => Docs.Length == 0;

    /// <summary>The spaces whose people may read that one.</summary>
    public IReadOnlyList<Guid> Of(int doc)
    {
        var from = Array.BinarySearch(Docs, doc);
        if (from < 0)
        {
            return [];
        }

        while (from > 0 && Docs[from - 1] == doc)
        {
            from--;
        }

        return Enumerable.Range(from, Docs.Length - from).TakeWhile(at => Docs[at] == doc).Select(at => Spaces[at]).ToList();
    }

    /// <summary>Marks what the people of these spaces may read.</summary>
    public void Mark(IReadOnlySet<Guid> spaces, ulong[] bits)
    {
        for (var at = 0; at < Docs.Length; at++)
        {
            if (spaces.Contains(Spaces[at]))
            {
                Bits.Set(bits, Docs[at]);
            }
        }
    }
}
