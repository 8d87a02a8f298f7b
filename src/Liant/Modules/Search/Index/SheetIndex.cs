using System.Threading.Channels;
using Liant.Modules.Catalogue.Contract;
using Liant.Modules.Search.Analysis;
using Liant.Modules.Search.Segments;

namespace Liant.Modules.Search.Index;

/// <summary>The sheets of the site, searchable. One writes at a time; readers take <see cref="Reading"/> and never wait.</summary>
internal sealed class SheetIndex(FrenchAnalyser analyser, SheetPreparation preparation)
{
    /// <summary>A first building ends a segment here: what is being built takes several times the room of what is built.</summary>
    private const int LargestBuilt = 1 << 18;

    private const int Batch = 1000;

    private readonly Lock one = new();
    private volatile IndexReading reading = IndexReading.Empty;

    public IndexReading Reading => reading;

    public SheetPreparation Preparation => preparation;

    /// <summary>Another index that starts with the same sheets.</summary>
    public SheetIndex Copy() => new(analyser, preparation) { reading = reading };

    /// <summary>Everything, on all cores: in place of what was there.</summary>
    public async Task BuildAsync(IAsyncEnumerable<SheetText> sheets, CancellationToken cancel)
    {
        var built = new List<Segment>();
        var queue = Channel.CreateBounded<List<SheetText>>(8);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        var builders = Enumerable.Range(0, Environment.ProcessorCount).Select(_ => Task.Run(() => BuildFromAsync(queue.Reader, built, stop), CancellationToken.None)).ToList();
        try
        {
            var batch = new List<SheetText>(Batch);
            await foreach (var sheet in sheets.WithCancellation(stop.Token))
            {
                batch.Add(sheet);
                if (batch.Count == Batch)
                {
                    await queue.Writer.WriteAsync(batch, stop.Token);
                    batch = new List<SheetText>(Batch);
                }
            }

            await queue.Writer.WriteAsync(batch, stop.Token);
            queue.Writer.Complete();
        }
        catch (Exception problem)
        {
            queue.Writer.TryComplete(problem);
            await Task.WhenAll(builders);
            throw;
        }

        await Task.WhenAll(builders);
        Publish([.. built.Where(segment => segment.Count > 0).OrderByDescending(segment => segment.Count).Select(SegmentReading.Of)]);
    }

    /// <summary>These sheets as they are now, in place of what was known of them; those that are gone leave.</summary>
    public void Apply(IReadOnlyCollection<IndexedSheet> written, IReadOnlyCollection<Guid> gone)
    {
        lock (one)
        {
            var segments = Without([.. written.Select(sheet => sheet.Id), .. gone]);
            if (written.Count > 0)
            {
                segments.Add(SegmentReading.Of(Built(written)));
            }

            Publish(segments);
        }
    }

    private List<SegmentReading> Without(HashSet<Guid> ids)
    {
        var segments = new List<SegmentReading>();
        foreach (var segment in reading.Segments)
        {
            var docs = ids.Select(segment.Segment.Find).Where(doc => doc >= 0 && segment.IsLive(doc)).ToHashSet();
            var left = docs.Count == 0 ? segment : segment.Without(docs, sheet => SheetWordsOf.Read(sheet, preparation.Traits.Items.Span[sheet.Traits], preparation.Places.Items.Span[sheet.Place], analyser));
            if (left.LiveCount > 0)
            {
                segments.Add(left);
            }
        }

        return segments;
    }

    private Segment Built(IEnumerable<IndexedSheet> sheets)
    {
        var builder = new SegmentBuilder(analyser, preparation.Traits, preparation.Places);
        foreach (var sheet in sheets)
        {
            builder.Add(sheet);
        }

        return builder.Build();
    }

    private async Task BuildFromAsync(ChannelReader<List<SheetText>> queue, List<Segment> built, CancellationTokenSource stop)
    {
        try
        {
            var builder = new SegmentBuilder(analyser, preparation.Traits, preparation.Places);
            await foreach (var batch in queue.ReadAllAsync(CancellationToken.None))
            {
                batch.ForEach(sheet => builder.Add(preparation.Prepare(sheet)));
                if (builder.Count >= LargestBuilt)
                {
                    Keep(builder.Build());
                    builder = new SegmentBuilder(analyser, preparation.Traits, preparation.Places);
                }
            }

            Keep(builder.Build());
        }
        catch
        {
            // Nobody takes from the queue any more: who fills it must not wait.
            await stop.CancelAsync();
            throw;
        }

        void Keep(Segment segment)
        {
            lock (built)
            {
                built.Add(segment);
            }
        }
    }

    private void Publish(IReadOnlyList<SegmentReading> segments) => reading = new IndexReading(segments, preparation.Traits.Items, preparation.Places.Items, reading);
}
