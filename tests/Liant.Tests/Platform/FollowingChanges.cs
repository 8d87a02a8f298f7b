using System.Diagnostics;
using Liant.Modules.Catalogue;
using Liant.Modules.Catalogue.Loading;
using Liant.Tests.World;

namespace Liant.Tests.Platform;

public sealed class FollowingChanges
{
    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.PostgreSql)]
    public async Task What_another_process_writes_is_found_within_seconds(Engine engine)
    {
        using var storage = await Storage.LoadedAsync(engine);
        await using var reader = await LiantHost.StartAsync(storage);
        await using var writer = await LiantHost.StartAsync(storage);
        Assert.Equal(0, (await reader.Visitor.GetJsonAsync("/api/v1/search?q=zanzibulle")).GetProperty("total").GetInt32());

        await writer.LoadSheetsAsync(SheetKind.Initiative, Sheets.Of("zanzibulle", "La Zanzibulle"));

        var watch = Stopwatch.StartNew();
        int total;
        do
        {
            await Task.Delay(100, TestContext.Current.CancellationToken);
            total = (await reader.Visitor.GetJsonAsync("/api/v1/search?q=zanzibulle")).GetProperty("total").GetInt32();
        }
        while (total == 0 && watch.Elapsed < TimeSpan.FromSeconds(10));
        Assert.Equal(1, total);
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(6), $"{watch.Elapsed} : one second between two looks, and the time to read again");
    }

    [Fact]
    public async Task A_late_commit_that_carries_an_earlier_number_is_not_missed()
    {
        // PostgreSQL hands out numbers before commit: 1 is taken, 2 is taken and committed, 1 is committed last.
        using var storage = await Storage.LoadedAsync(Engine.PostgreSql);
        await using var host = await LiantHost.StartAsync(storage);
        await using var early = storage.OpenContext();
        await using var transaction = await early.Database.BeginTransactionAsync(TestContext.Current.CancellationToken);
        early.Add(Sheets.Entity("Le Moulin tardif"));
        await early.SaveChangesAsync(TestContext.Current.CancellationToken);
        await host.LoadSheetsAsync(SheetKind.Initiative, Sheets.Of("entre-temps", "Le Moulin prompt"));
        await host.CatchUpAsync();
        Assert.Equal(1, await FoundAsync("moulin prompt tardif", host, "Le Moulin prompt", "Le Moulin tardif"));

        await transaction.CommitAsync(TestContext.Current.CancellationToken);
        await host.CatchUpAsync();
        Assert.Equal(2, await FoundAsync("moulin prompt tardif", host, "Le Moulin prompt", "Le Moulin tardif"));
    }

    private static async Task<int> FoundAsync(string q, LiantHost host, params string[] titles) =>
        (await host.Visitor.GetJsonAsync("/api/v1/search?q=" + Uri.EscapeDataString(q))).GetProperty("items").EnumerateArray()
            .Count(item => titles.Contains(item.GetProperty("title").GetString()));
}
