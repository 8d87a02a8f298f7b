using Liant.Modules.Accounts.Contract;

namespace Liant.Modules.Search.Segments;

/// <summary>A segment as it stands at one moment: which of its sheets are still there, and how often its words stand in those that are public.</summary>
internal sealed class SegmentReading
{
    private readonly ulong[] live;

    private SegmentReading(Segment segment, ulong[] live, Frequencies frequencies, int liveCount, ulong version)
    {
        (Segment, this.live, Frequencies, LiveCount, Version) = (segment, live, frequencies, liveCount, version);
        Public = live.AsSpan().ToArray();
        for (var i = 0; i < Public.Length; i++)
        {
            Public[i] &= ~segment.Private[i];
        }

        PublicCount = Bits.Count(Public);
    }

    public Segment Segment { get; }

    /// <summary>A bit for each sheet that everyone may see.</summary>
    public ulong[] Public { get; }

    public int PublicCount { get; }

    public int LiveCount { get; }

    public Frequencies Frequencies { get; }

    /// <summary>The sum of the versions of what everyone may see.</summary>
    public ulong Version { get; }

    public static SegmentReading Of(Segment segment)
    {
        var live = Bits.For(segment.Count);
        for (var doc = 0; doc < segment.Count; doc++)
        {
            Bits.Set(live, doc);
        }

        return new SegmentReading(segment, live, segment.Frequencies, segment.Count, segment.Version);
    }

    /// <summary>A bit for each sheet that the viewer may see.</summary>
    public ulong[] VisibleTo(Viewer viewer)
    {
        if (viewer.SeesPrivate || viewer.Roles.Count == 0 || Segment.Readers.AreNone)
        {
            return viewer.SeesPrivate ? live : Public;
        }

        var reserved = Bits.For(Segment.Count);
        Segment.Readers.Mark(viewer.Spaces.ToHashSet(), reserved);
        for (var block = 0; block < reserved.Length; block++)
        {
            reserved[block] = Public[block] | (reserved[block] & live[block]);
        }

        return reserved;
    }

    public bool IsLive(int doc) => Bits.Has(live, doc);

    /// <summary>Its sheets that are still there, ascending.</summary>
    public IEnumerable<int> Live() => Enumerable.Range(0, Segment.Count).Where(IsLive);

    /// <summary>The same without these sheets. Words of public ones are counted down, so that what is rare is known exactly.</summary>
    public SegmentReading Without(IReadOnlyCollection<int> docs, Func<IndexedSheet, SheetWordsOf> wordsOf, ReadOnlySpan<Place> places)
    {
        var left = live.AsSpan().ToArray();
        var frequencies = Frequencies.Copy();
        var (count, version) = (LiveCount, Version);
        foreach (var doc in docs.Where(IsLive))
        {
            left[doc >> 6] &= ~(1UL << doc);
            count--;
            if (Bits.Has(Segment.Private, doc))
            {
                continue;
            }

            var sheet = Segment.Read(doc);
            version -= SheetVersion.Of(sheet, places[sheet.Place]);
            var gone = wordsOf(sheet);
            Subtract(frequencies.Words, Segment.Words, gone.Words);
            Subtract(frequencies.Stems, Segment.Stems, gone.Stems);
            Subtract(frequencies.Subjects, Segment.Stems, gone.Subjects);
        }

        return new SegmentReading(Segment, left, frequencies, count, version);
    }

    private static void Subtract(int[] counts, WordTable table, IEnumerable<string> words)
    {
        foreach (var word in words)
        {
            counts[table.Find(word)]--;
        }
    }
}
