using Liant.Modules.Accounts.Contract;
using Liant.Modules.Accounts.SigningIn;
using Liant.Tests.World;
using Microsoft.EntityFrameworkCore;

namespace Liant.Tests.Accounts;

/// <summary>made --Use--> used: the same drawing as on OneTimeLink.</summary>
public sealed class UsingAOneTimeLink
{
    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.PostgreSql)]
    public async Task The_link_works_once(Engine engine)
    {
        using var storage = await Storage.LoadedAsync(engine);
        var clock = Clock.At(2026, 11, 21);
        var token = await PrintedAsync(storage, clock);
        Assert.True(await UseAsync(storage, token, clock));
        Assert.False(await UseAsync(storage, token, clock));
    }

    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.PostgreSql)]
    public async Task The_link_is_valid_for_a_day(Engine engine)
    {
        using var storage = await Storage.LoadedAsync(engine);
        var clock = Clock.At(2026, 11, 21);
        var (early, late) = (await PrintedAsync(storage, clock), await PrintedAsync(storage, clock));
        clock.Advance(TimeSpan.FromDays(1) - TimeSpan.FromSeconds(1));
        Assert.True(await UseAsync(storage, early, clock));
        clock.Advance(TimeSpan.FromSeconds(2));
        Assert.False(await UseAsync(storage, late, clock));
    }

    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.PostgreSql)]
    public async Task Of_twenty_people_with_the_same_link_one_enters(Engine engine)
    {
        using var storage = await Storage.LoadedAsync(engine);
        var clock = Clock.At(2026, 11, 21);
        var token = await PrintedAsync(storage, clock);
        var entered = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Task.Run(() => UseAsync(storage, token, clock))));
        Assert.Equal(1, entered.Count(isIn => isIn));
    }

    [Fact]
    public async Task A_link_made_for_one_thing_opens_no_other()
    {
        using var storage = await Storage.LoadedAsync(Engine.Sqlite);
        var clock = Clock.At(2026, 11, 21);
        var token = await PrintedAsync(storage, clock);
        await using var db = storage.OpenContext();
        Assert.False(await OneTimeLink.UseAsync(db, LinkPurpose.SignIn, token, clock.GetUtcNow(), TestContext.Current.CancellationToken));
        Assert.True(await UseAsync(storage, token, clock));
    }

    [Theory]
    [InlineData("")]
    [InlineData("faux")]
    [InlineData("' OR 1=1 --")]
    public async Task Another_token_opens_nothing(string token)
    {
        using var storage = await Storage.LoadedAsync(Engine.Sqlite);
        var clock = Clock.At(2026, 11, 21);
        await PrintedAsync(storage, clock);
        Assert.False(await UseAsync(storage, token, clock));
    }

    [Fact]
    public async Task Only_a_hash_is_kept()
    {
        using var storage = await Storage.LoadedAsync(Engine.Sqlite);
        var token = await PrintedAsync(storage, Clock.At(2026, 11, 21));
        await using var db = storage.OpenContext();
        var kept = await db.Set<OneTimeLink>().SingleAsync(TestContext.Current.CancellationToken);
        Assert.NotEqual(token, kept.TokenHash);
        Assert.Equal(OneTimeLink.HashOf(token), kept.TokenHash);
        Assert.True(token.Length >= 32);
    }

    [Fact]
    public async Task A_start_prints_a_link_and_forgets_those_of_more_than_a_day()
    {
        var clock = Clock.At(2026, 11, 21);
        using var storage = await Storage.LoadedAsync(Engine.Sqlite);
        var old = await PrintedAsync(storage, clock);
        clock.Advance(TimeSpan.FromDays(2));
        await using var host = await LiantHost.StartAsync(storage, clock);
        for (var look = 0; look < 50; look++)
        {
            var hashes = await host.WithDbAsync(db => db.Set<OneTimeLink>().Select(link => link.TokenHash).ToListAsync());
            if (hashes.Count == 1 && hashes[0] != OneTimeLink.HashOf(old))
            {
                return;
            }

            await Task.Delay(100, TestContext.Current.CancellationToken);
        }

        Assert.Fail("no new link, or the old one is still there");
    }

    private static async Task<string> PrintedAsync(Storage storage, Clock clock)
    {
        var (link, token) = OneTimeLink.Create(LinkPurpose.FirstAdministrator, null, clock.GetUtcNow());
        await using var db = storage.OpenContext();
        db.Add(link);
        await db.SaveChangesAsync();
        return token;
    }

    private static async Task<bool> UseAsync(Storage storage, string token, Clock clock)
    {
        await using var db = storage.OpenContext();
        return await OneTimeLink.UseAsync(db, LinkPurpose.FirstAdministrator, token, clock.GetUtcNow(), CancellationToken.None);
    }
}
