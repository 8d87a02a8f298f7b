using System.Diagnostics;
using System.Text.Json;
using Liant.Modules.Catalogue.Contract;
using Liant.Modules.Search.Index;
using Liant.Modules.Search.Segments;
using Liant.Platform.Database;
using Microsoft.EntityFrameworkCore;

namespace Liant.Modules.Search.Snapshots;

/// <summary>Keeps the index on the disk as it changes, and takes it from there at a start: a million sheets are then read in a second instead of indexed in a minute. What does not
/// agree with the database, or with itself, is not used: the index is then made again.</summary>
/// <param name="feed">How far the index has followed the change sequence.</param>
/// <param name="leastSheets">Below, indexing is as fast.</param>
/// <param name="leastPause">Between two keepings.</param>
internal sealed class KeptIndex(string folder, IDbContextFactory<LiantDb> databases, CatalogueReader catalogue, ChangeFeed feed, int leastSheets, TimeSpan leastPause, ILogger log) : IDisposable
{
    private const long LargeRelease = 32 << 20;

    private readonly SnapshotFolder snapshots = new(folder);
    private volatile IndexReading? kept;
    private long keptAt;

    /// <summary>The moment of the index that the disk has; null when it has none.</summary>
    public IndexReading? Kept => kept;

    /// <summary>The index was taken from the disk.</summary>
    public bool HasResumed { get; private set; }

    /// <summary>False when another process has the folder.</summary>
    public bool TryHold() => snapshots.TryHold();

    /// <summary>Writes a segment that the index will have when it is kept: what is left to write is then little.</summary>
    public void KeepAhead(Segment segment)
    {
        if (segment.Count >= leastSheets)
        {
            snapshots.Save(segment);
        }
    }

    /// <summary>Fills an empty index from the disk and brings it up to date. False when that cannot be done: the index is to be made.</summary>
    /// <param name="follow">Takes changes into the index.</param>
    public async Task<bool> TryResumeAsync(SheetIndex sheets, Func<IReadOnlyList<Change>, Task> follow, CancellationToken cancel)
    {
        if (!snapshots.TryHold())
        {
            log.LogInformation("L’index gardé sur le disque sert à un autre processus : celui-ci relit la base");
            return false;
        }

        try
        {
            var watch = Stopwatch.StartNew();
            if (snapshots.Read() is not { } manifest)
            {
                return false;
            }

            await using var db = await databases.CreateDbContextAsync(cancel);
            if (manifest.LastLine is { } line && !await ChangeFeed.HasAsync(db, line, cancel))
            {
                throw new InvalidDataException("the database is another one, or an older state of it");
            }

            sheets.Preparation.Restore(manifest);
            sheets.Restore(await snapshots.ReadAsync(manifest, sheets.Preparation.Traits.Items, sheets.Preparation.Places.Items), manifest.Segments.Select(segment => segment.Gone).ToList());
            kept = sheets.Reading;
            var since = new ChangeFeed(manifest.Position);
            await since.FollowAsync(db, follow, cancel);
            await MustAgreeAsync(sheets, () => since.FollowAsync(db, follow, cancel), cancel);
            log.LogInformation("Index relu du disque en {All:F0} ms : {Count} fiches", watch.Elapsed.TotalMilliseconds, sheets.Reading.LiveCount);
            return HasResumed = true;
        }
        catch (Exception problem) when (problem is InvalidDataException or IOException or JsonException)
        {
            log.LogWarning("L’index gardé sur le disque n’est pas utilisable ({Problem}) : il est refait", problem.Message);
            kept = null;
            snapshots.Clear();
            return false;
        }
    }

    /// <summary>Keeps the index as it stands once the last keeping is a moment ago; does nothing where it is the same.</summary>
    /// <param name="current">The index, asked for when it is time.</param>
    public async Task KeepAsync(Func<SheetIndex> current, CancellationToken cancel)
    {
        var rest = keptAt == 0 ? TimeSpan.Zero : leastPause - Stopwatch.GetElapsedTime(keptAt);
        if (rest > TimeSpan.Zero)
        {
            await Task.Delay(rest, cancel);
        }

        // How far first, then the sheets: what comes between is followed again after a start, and that changes nothing.
        var (position, reading) = (feed.Position, current().Reading);
        if (position is null || reading == kept || reading.LiveCount < leastSheets || !snapshots.TryHold())
        {
            return;
        }

        try
        {
            await using var db = await databases.CreateDbContextAsync(cancel);
            var released = snapshots.Save(reading, position, await ChangeFeed.LastLineAsync(db, cancel));
            kept = reading;
            if (released > LargeRelease)
            {
                // Old and large: nothing else would make the runtime look at it for hours, and the machine is small.
                GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
            }
        }
        catch (Exception problem)
        {
            log.LogWarning(problem, "L’index n’a pas pu être gardé sur le disque : le prochain démarrage relira la base");
        }

        keptAt = Stopwatch.GetTimestamp();
    }

    public void Dispose() => snapshots.Dispose();

    /// <summary>Others may be writing meanwhile: a difference counts when it stays.</summary>
    private async Task MustAgreeAsync(SheetIndex sheets, Func<Task> catchUp, CancellationToken cancel)
    {
        for (var looks = 0; await catalogue.CountAsync(cancel) is var stored && stored != sheets.Reading.LiveCount; looks++)
        {
            if (looks == 3)
            {
                throw new InvalidDataException($"it has {sheets.Reading.LiveCount} sheets, the database {stored}");
            }

            await catchUp();
        }
    }
}
