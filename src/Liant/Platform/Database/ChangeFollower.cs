using Liant.Platform.Start;
using Microsoft.EntityFrameworkCore;

namespace Liant.Platform.Database;

/// <summary>A reader in memory that must look again when certain kinds of things change.</summary>
public interface IFollowChanges
{
    IReadOnlySet<string> FollowedKinds { get; }

    /// <summary>Only a process that answers readers needs it: a command that runs beside the site does without.</summary>
    bool IsForAnswering => false;

    Task RefreshAsync(CancellationToken cancel);
}

/// <summary>Keeps in-memory readers in step with the database, whoever wrote: this process, an import beside it, another
/// web node. Looks once a second; a page that has just saved calls <see cref="CatchUpAsync"/> so that its author sees it at once.</summary>
public sealed class ChangeFollower(
    IDbContextFactory<LiantDb> databases, IEnumerable<IFollowChanges> readers, Readiness readiness, TimeProvider clock, ILogger<ChangeFollower> log)
    : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    /// <summary>A background reading of d is followed by five times d without one.</summary>
    private const int RestRatio = 5;

    private readonly SemaphoreSlim one = new(1);
    private ChangePosition position;

    /// <summary>First reading, before the first answer.</summary>
    public async Task StartReadingAsync(bool answers, CancellationToken cancel)
    {
        await using var db = await databases.CreateDbContextAsync(cancel);
        position = await ChangePosition.ReadAsync(db, cancel);
        foreach (var reader in readers.Where(reader => answers || !reader.IsForAnswering))
        {
            await reader.RefreshAsync(cancel);
        }
    }

    public async Task CatchUpAsync(CancellationToken cancel)
    {
        await one.WaitAsync(cancel);
        try
        {
            await using var db = await databases.CreateDbContextAsync(cancel);
            var now = await ChangePosition.ReadAsync(db, cancel);
            if (now == position)
            {
                return;
            }

            var kinds = now.Count - position.Count == now.Last - position.Last
                ? await db.Changes.Where(c => c.Sequence > position.Last).Select(c => c.Kind).Distinct().ToListAsync(cancel)
                : await db.Changes.Select(c => c.Kind).Distinct().ToListAsync(cancel);
            foreach (var reader in readers.Where(r => r.FollowedKinds.Overlaps(kinds)))
            {
                await reader.RefreshAsync(cancel);
            }

            position = now;
        }
        finally
        {
            one.Release();
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!await readiness.WaitAsync(stoppingToken))
        {
            return;
        }

        var wait = Interval;
        while (!stoppingToken.IsCancellationRequested)
        {
            await Task.Delay(wait, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            var start = clock.GetTimestamp();
            try
            {
                await CatchUpAsync(stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception problem)
            {
                log.LogError(problem, "Les changements n’ont pas pu être relus ; nouvel essai dans une seconde");
            }

            // Readers rebuild what they hold; while an import writes, it must not be all that this process does.
            var rest = clock.GetElapsedTime(start) * RestRatio;
            wait = rest > Interval ? rest : Interval;
        }
    }
}
