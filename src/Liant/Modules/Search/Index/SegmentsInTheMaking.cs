using System.Threading.Channels;
using Liant.Modules.Catalogue.Contract;
using Liant.Modules.Search.Segments;

namespace Liant.Modules.Search.Index;

/// <summary>Segments that are made of many sheets as these come, on other threads than the one that brings them.</summary>
internal sealed class SegmentsInTheMaking : IDisposable
{
    /// <summary>So many sheets fill a segment: what is being built takes several times the room of what is built.</summary>
    public const int LargestBuilt = 1 << 18;

    private readonly Func<SegmentBuilder> newBuilder;
    private readonly SheetPreparation preparation;
    private readonly Action<Segment>? made;
    private readonly CancellationTokenSource stop;
    private readonly CancellationToken stopped;
    private readonly Channel<IEnumerable<SheetText>> queue;
    private readonly List<Segment> built = [];
    private readonly Task builders;

    /// <param name="cores">How many segments are filled side by side; beside each, the one before may be put in order.</param>
    /// <param name="waiting">Batches that may wait to be read.</param>
    /// <param name="made">Is given each segment that is done, on its thread.</param>
    public SegmentsInTheMaking(Func<SegmentBuilder> newBuilder, SheetPreparation preparation, int cores, int waiting, Action<Segment>? made, CancellationToken cancel)
    {
        (this.newBuilder, this.preparation, this.made) = (newBuilder, preparation, made);
        stop = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        stopped = stop.Token;
        queue = Channel.CreateBounded<IEnumerable<SheetText>>(waiting);
        builders = BuildAllAsync(cores);
    }

    /// <summary>So many sheets fill a segment here.</summary>
    public int Largest { get; init; } = LargestBuilt;

    /// <summary>Waits while too many have come before.</summary>
    /// <param name="sheets">Read later, and elsewhere.</param>
    /// <exception cref="OperationCanceledException">Asked to stop, or a builder failed: <see cref="EndAsync"/> says how.</exception>
    public ValueTask AddAsync(IEnumerable<SheetText> sheets) => queue.Writer.WriteAsync(sheets, stopped);

    /// <summary>No more will come.</summary>
    public void Complete(Exception? problem = null) => queue.Writer.TryComplete(problem);

    /// <summary>What was made of all of them.</summary>
    public async Task<IReadOnlyList<Segment>> EndAsync()
    {
        Complete();
        await builders;
        return built;
    }

    /// <summary>Those that build forget what they have.</summary>
    public void Dispose() => Complete(new OperationCanceledException());

    private async Task BuildAllAsync(int cores)
    {
        using (stop)
        {
            await Task.WhenAll(Enumerable.Range(0, cores).Select(_ => Task.Run(BuildAsync, CancellationToken.None)));
        }
    }

    private async Task BuildAsync()
    {
        var aside = Task.CompletedTask;
        try
        {
            var builder = newBuilder();
            await foreach (var batch in queue.Reader.ReadAllAsync(CancellationToken.None))
            {
                foreach (var sheet in batch)
                {
                    builder.Add(preparation.Prepare(sheet));
                }

                if (builder.Count >= Largest)
                {
                    // Sheets go on being taken while it is put in order and written: whoever brings them would wait for that half second.
                    await aside;
                    (builder, aside) = (newBuilder(), KeepAsideAsync(builder));
                }
            }

            await aside;
            Keep(builder.Build());
        }
        catch
        {
            // Nobody takes from the queue any more: who fills it must not wait.
            await stop.CancelAsync();
            await aside.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            throw;
        }
    }

    /// <summary>On another thread. A method, not a lambda: the runtime forgets what a finished method was given, and the builder is large.</summary>
    private async Task KeepAsideAsync(SegmentBuilder full)
    {
        await Task.Yield();
        Keep(full.Build());
    }

    private void Keep(Segment segment)
    {
        made?.Invoke(segment);
        lock (built)
        {
            built.Add(segment);
        }
    }
}
