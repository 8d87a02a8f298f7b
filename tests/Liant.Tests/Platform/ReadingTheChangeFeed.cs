using Liant.Platform.Database;
using Liant.Tests.World;
using Microsoft.EntityFrameworkCore;

namespace Liant.Tests.Platform;

/// <summary>Each committed change is given once, whatever the order in which transactions begin, take their numbers and end.</summary>
public sealed class ReadingTheChangeFeed
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Overlapping_transactions_are_each_read_once(int seed)
    {
        var cancel = TestContext.Current.CancellationToken;
        using var storage = await Storage.LoadedAsync(Engine.PostgreSql);
        var random = new Random(seed);
        await using var reader = storage.OpenContext();
        var feed = new ChangeFeed();
        await feed.StartAsync(reader, cancel);
        var (open, committed, given) = (new List<(LiantDb Db, List<string> Written)>(), new List<string>(), new List<string>());
        for (var step = 0; step < 250; step++)
        {
            switch (random.Next(5))
            {
                case 0 when open.Count < 6:
                    var db = storage.OpenContext();
                    await db.Database.BeginTransactionAsync(cancel);
                    open.Add((db, []));
                    break;
                case 1 or 2 when open.Count > 0:
                    var (writing, written) = open[random.Next(open.Count)];
                    var id = $"{seed}-{step}";
                    writing.Changes.Add(new Change("essai", id));
                    await writing.SaveChangesAsync(cancel);
                    written.Add(id);
                    break;
                case 3 when open.Count > 0:
                    var at = random.Next(open.Count);
                    var (ending, wrote) = open[at];
                    open.RemoveAt(at);
                    if (random.Next(4) == 0)
                    {
                        await ending.Database.RollbackTransactionAsync(cancel);
                    }
                    else
                    {
                        await ending.Database.CommitTransactionAsync(cancel);
                        committed.AddRange(wrote);
                    }

                    await ending.DisposeAsync();
                    break;
                default:
                    await ReadAsync();
                    Assert.Equal(committed.Order(), given.Order());
                    break;
            }
        }

        foreach (var (db, written) in open)
        {
            await db.Database.CommitTransactionAsync(cancel);
            committed.AddRange(written);
            await db.DisposeAsync();
        }

        await ReadAsync();
        Assert.Equal(committed.Order(), given.Order());
        Assert.NotEmpty(given);

        Task ReadAsync() => feed.FollowAsync(reader, changes =>
        {
            given.AddRange(changes.Select(change => change.ChangedId));
            return Task.CompletedTask;
        }, cancel);
    }

    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.PostgreSql)]
    public async Task What_could_not_be_followed_is_given_again(Engine engine)
    {
        var cancel = TestContext.Current.CancellationToken;
        using var storage = await Storage.LoadedAsync(engine);
        await using var db = storage.OpenContext();
        var feed = new ChangeFeed();
        await feed.StartAsync(db, cancel);
        db.Changes.Add(new Change("essai", "un"));
        await db.SaveChangesAsync(cancel);
        await Assert.ThrowsAsync<TimeoutException>(() => feed.FollowAsync(db, _ => throw new TimeoutException(), cancel));
        var given = new List<string>();
        for (var i = 0; i < 2; i++)
        {
            await feed.FollowAsync(db, changes =>
            {
                given.AddRange(changes.Select(change => change.ChangedId));
                return Task.CompletedTask;
            }, cancel);
        }

        Assert.Equal(["un"], given);
    }
}
