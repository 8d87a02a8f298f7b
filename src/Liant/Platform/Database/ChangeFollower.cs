using Liant.Platform.Start;
using Microsoft.EntityFrameworkCore;

namespace Liant.Platform.Database;

/// <summary>A reader in memory that must look again when certain kinds of things change.</summary>
public interface IFollowChanges
{
    IReadOnlySet<string> FollowedKinds { get; }

    /// <summary>Only a process that answers readers needs it: a command that runs beside the site does without.</summary>
    bool IsForAnswering => false;

    /// <summary>Reads all that it keeps.</summary>
    Task RefreshAsync(CancellationToken cancel);

    /// <summary>Reads what these changes touched, all of followed kinds.</summary>
    Task FollowAsync(IReadOnlyList<Change> changes, CancellationToken cancel) => RefreshAsync(cancel);
}

/// <summary>Keeps in-memory readers in step with the database, whoever wrote: this process, an import beside it, another
/// web node. Looks once a second, at once where the database says that somebody wrote; a page that has just saved calls <see cref="CatchUpAsync"/> so that its author sees it at once.</summary>
public sealed class ChangeFollower(
    IDbContextFactory<LiantDb> databases, IEnumerable<IFollowChanges> readers, Readiness readiness, ChangeBell bell, ChangeFeed feed, TimeProvider clock, ILogger<ChangeFollower> log)
    : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    /// <summary>Bells that ring together are answered once.</summary>
    private static readonly TimeSpan LeastRest = TimeSpan.FromMilliseconds(50);

    private readonly SemaphoreSlim one = new(1);

    /// <summary>First reading, before the first answer.</summary>
    public async Task StartReadingAsync(bool answers, CancellationToken cancel)
    {
        await using var db = await databases.CreateDbContextAsync(cancel);
        await feed.StartAsync(db, cancel);
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
            await feed.FollowAsync(db, async changes =>
            {
                foreach (var reader in readers)
                {
                    if (changes.Where(change => reader.FollowedKinds.Contains(change.Kind)).ToList() is { Count: > 0 } followed)
                    {
                        await reader.FollowAsync(followed, cancel);
                    }
                }
            }, cancel);
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

        while (!stoppingToken.IsCancellationRequested)
        {
            await bell.WaitAsync(Interval, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
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

            // While an import writes, following it must not be all that this process does.
            var rest = clock.GetElapsedTime(start);
            await Task.Delay(rest > LeastRest ? rest : LeastRest, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
