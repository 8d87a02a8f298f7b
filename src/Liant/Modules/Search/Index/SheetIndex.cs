using System.Buffers;
using Liant.Modules.Catalogue.Contract;
using Liant.Modules.Search.Analysis;
using Liant.Modules.Search.Segments;

namespace Liant.Modules.Search.Index;

/// <summary>The sheets of the site, searchable. One writes at a time; readers take <see cref="Reading"/> and never wait.</summary>
/// <param name="folder">For the texts of large segments; null to keep them in memory.</param>
internal sealed class SheetIndex(FrenchAnalyser analyser, SheetPreparation preparation, string? folder = null)
{
    private const int Batch = 1000;
    private const int BatchesWaiting = 8;

    private readonly Lock one = new();
    private volatile IndexReading reading = IndexReading.Empty;

    public IndexReading Reading => reading;

    public SheetPreparation Preparation => preparation;

    /// <summary>Another index that starts with the same sheets.</summary>
    public SheetIndex Copy() => new(analyser, preparation, folder) { reading = reading };

    /// <summary>These sheets as they are now, on all cores, in place of what was known of them. Those that were asked for and are not among them are gone.</summary>
    public async Task ApplyAsync(IAsyncEnumerable<SheetText> written, IReadOnlyCollection<Guid> asked, CancellationToken cancel)
    {
        using var making = Make(Environment.ProcessorCount, BatchesWaiting, ArrayPool<byte>.Shared, segment => segment.MakeReady(), cancel);
        try
        {
            var batch = new List<SheetText>(Batch);
            await foreach (var sheet in written.WithCancellation(cancel))
            {
                batch.Add(sheet);
                if (batch.Count == Batch)
                {
                    await making.AddAsync(batch);
                    batch = new List<SheetText>(Batch);
                }
            }

            await making.AddAsync(batch);
        }
        catch (Exception problem)
        {
            making.Complete(problem);
            await making.EndAsync();
            throw;
        }

        var built = await making.EndAsync();
        Take(built, asked);
        if (built.Sum(segment => segment.Count) >= SegmentsInTheMaking.LargestBuilt / 4)
        {
            // What building took is several times what is kept: the machine is small, and others use it.
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        }
    }

    /// <summary>Segments of sheets to come, for <see cref="Take"/>.</summary>
    /// <param name="room">Given back when a segment is built.</param>
    public SegmentsInTheMaking Make(int cores, int waiting, ArrayPool<byte> room, Action<Segment>? made, CancellationToken cancel) => new(() => NewBuilder(room), preparation, cores, waiting, made, cancel);

    /// <summary>Starts with these segments, each without the sheets that are no longer there.</summary>
    public void Restore(IReadOnlyList<Segment> segments, IReadOnlyList<int[]> gone)
    {
        lock (one)
        {
            Publish([.. segments.Zip(gone, (segment, docs) => docs.Length == 0 ? SegmentReading.Of(segment) : SegmentReading.Of(segment).Without(docs, WordsOf, preparation.Places.Items.Span))]);
        }
    }

    /// <summary>The same for sheets that are at hand.</summary>
    public void Apply(IReadOnlyCollection<IndexedSheet> written, IReadOnlyCollection<Guid> gone) => Take([Built(written)], gone);

    /// <summary>Makes one segment of several small ones, or of one that lost many sheets, while others go on reading and writing. False when there is nothing to gain.</summary>
    public bool MergeOnce()
    {
        var before = reading.Segments;
        if (MergePolicy.Choose(before) is not { Count: > 0 } chosen)
        {
            return false;
        }

        // From the sheets themselves: a merge is a building, so there is no second way to get it wrong.
        var merged = Built(chosen.SelectMany(segment => segment.Live().Select(segment.Segment.Read)).OrderBy(sheet => sheet.Id));
        lock (one)
        {
            var now = reading.Segments.ToDictionary(segment => segment.Segment);
            var left = chosen.SelectMany(segment => segment.Live().Where(doc => !now.TryGetValue(segment.Segment, out var same) || !same.IsLive(doc)).Select(doc => segment.Segment.Columns.Ids[doc])).ToList();
            var others = reading.Segments.Where(segment => !chosen.Exists(part => part.Segment == segment.Segment));
            Publish([.. others, .. Without([SegmentReading.Of(merged)], left)]);
        }

        return true;
    }

    /// <summary>These segments in place of what was known of their sheets. Those that were asked for and are not among them are gone.</summary>
    public void Take(IReadOnlyList<Segment> built, IReadOnlyCollection<Guid> asked)
    {
        lock (one)
        {
            var left = reading.Segments.Count == 0 ? [] : Without(reading.Segments, [.. asked, .. built.SelectMany(segment => segment.Columns.Ids)]);
            Publish([.. left, .. built.Where(segment => segment.Count > 0).OrderByDescending(segment => segment.Count).Select(SegmentReading.Of)]);
        }
    }

    private List<SegmentReading> Without(IReadOnlyList<SegmentReading> segments, IReadOnlyCollection<Guid> ids)
    {
        var left = new List<SegmentReading>();
        foreach (var segment in segments)
        {
            var docs = ids.Select(segment.Segment.Find).Where(doc => doc >= 0 && segment.IsLive(doc)).ToHashSet();
            var remaining = docs.Count == 0 ? segment : segment.Without(docs, WordsOf, preparation.Places.Items.Span);
            if (remaining.LiveCount > 0)
            {
                left.Add(remaining);
            }
        }

        return left;
    }

    private SheetWordsOf WordsOf(IndexedSheet sheet) => SheetWordsOf.Read(sheet, preparation.Traits.Items.Span[sheet.Traits], preparation.Places.Items.Span[sheet.Place], analyser);

    private Segment Built(IEnumerable<IndexedSheet> sheets)
    {
        var builder = NewBuilder(ArrayPool<byte>.Shared);
        foreach (var sheet in sheets)
        {
            builder.Add(sheet);
        }

        var built = builder.Build();
        built.MakeReady();
        return built;
    }

    private SegmentBuilder NewBuilder(ArrayPool<byte> room) => new(analyser, preparation.Traits, preparation.Places, folder, room);

    private void Publish(IReadOnlyList<SegmentReading> segments) => reading = new IndexReading(segments, preparation.Traits.Items, preparation.Places.Items, reading);
}
