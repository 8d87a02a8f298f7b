using System.Data;
using Liant.Platform.Database;
using Liant.Tests.World;
using Microsoft.EntityFrameworkCore;

namespace Liant.Tests.Platform;

/// <summary>A context goes from one request to the next: nothing of the first is left in it.</summary>
public sealed class LendingContexts
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(Engine.Sqlite, "PRAGMA wal_autocheckpoint", "PRAGMA user_version")]
    [InlineData(Engine.PostgreSql, "SHOW statement_timeout", "SET statement_timeout = '77s'")]
    public async Task After_a_load_the_next_one_finds_it_closed_and_with_the_settings_of_a_fresh_one(Engine engine, string asked, string also)
    {
        using var storage = await Storage.LoadedAsync(engine);
        await using var host = await LiantHost.StartAsync(storage);
        var contexts = host.Services.GetRequiredService<IDbContextFactory<LiantDb>>();
        LiantDb first;
        string? usual;
        await using (var db = first = await contexts.CreateDbContextAsync(Cancel))
        {
            await db.Database.OpenConnectionAsync(Cancel);
            usual = await SaidAsync(db, asked);
            await db.Database.CloseConnectionAsync();
            db.Database.SetCommandTimeout(TimeSpan.FromMinutes(5));
            db.Database.AutoSavepointsEnabled = false;
            await using var load = await BulkLoad.BeginAsync(db, Cancel);
            await SaidAsync(db, also);
            await db.Database.BeginTransactionAsync(Cancel);
            db.Add(new Change("test", "left"));
            Assert.NotEqual(usual, await SaidAsync(db, asked));
        }

        var lent = new List<LiantDb>();
        while (!lent.Contains(first))
        {
            Assert.True(lent.Count < 100, "the same context never came back");
            lent.Add(await contexts.CreateDbContextAsync(Cancel));
        }

        Assert.Equal(ConnectionState.Closed, first.Database.GetDbConnection().State);
        Assert.Null(first.Database.CurrentTransaction);
        Assert.Null(first.Database.GetCommandTimeout());
        Assert.True(first.Database.AutoSavepointsEnabled);
        Assert.Empty(first.ChangeTracker.Entries());
        await first.Database.OpenConnectionAsync(Cancel);
        Assert.Equal(usual, await SaidAsync(first, asked));
        foreach (var one in lent)
        {
            await one.DisposeAsync();
        }
    }

    /// <summary>The pool of connections to SQLite may otherwise lend one to two of them (dotnet/efcore#39008). A connection says that it is open, or closed, while that is being done.</summary>
    [Theory]
    [InlineData(ConnectionState.Open)]
    [InlineData(ConnectionState.Closed)]
    public async Task While_one_connection_is_opened_or_given_back_no_other_is(ConnectionState coming)
    {
        using var begins = new ManualResetEventSlim();
        using var otherIsDone = new ManualResetEventSlim();
        using var storage = await Storage.LoadedAsync(Engine.Sqlite);
        await using var one = storage.OpenContext();
        await using var other = storage.OpenContext();
        var together = false;
        Action<LiantDb> act = coming == ConnectionState.Open ? db => db.Database.OpenConnection() : db => db.Database.CloseConnection();
        if (coming == ConnectionState.Closed)
        {
            await one.Database.OpenConnectionAsync(Cancel);
            await other.Database.OpenConnectionAsync(Cancel);
        }

        one.Database.GetDbConnection().StateChange += (_, _) =>
        {
            begins.Set();
            together = otherIsDone.Wait(TimeSpan.FromSeconds(1), Cancel);
        };
        var first = Task.Run(() => act(one), Cancel);
        begins.Wait(Cancel);
        await Task.Run(() => act(other), Cancel);
        otherIsDone.Set();
        await first;
        Assert.False(together);
        Assert.Equal(coming, one.Database.GetDbConnection().State);
        Assert.Equal(coming, other.Database.GetDbConnection().State);
    }

    private static async Task<string?> SaidAsync(LiantDb db, string asked)
    {
        await using var command = db.Database.GetDbConnection().CreateCommand();
        command.CommandText = asked;
        return Convert.ToString(await command.ExecuteScalarAsync(Cancel), System.Globalization.CultureInfo.InvariantCulture);
    }
}
