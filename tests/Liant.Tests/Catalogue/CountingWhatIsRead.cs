using Liant.Modules.Accounts.Contract;
using Liant.Modules.Catalogue;
using Liant.Modules.Catalogue.Attending;
using Liant.Modules.Catalogue.Contract;
using Liant.Tests.World;
using Microsoft.EntityFrameworkCore;

namespace Liant.Tests.Catalogue;

/// <summary>What is read and searched, by day, and nobody in it.</summary>
public sealed class CountingWhatIsRead
{
    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.PostgreSql)]
    public async Task Nodes_add_up_what_visitors_read_and_search_and_editors_and_robots_do_not_count(Engine engine)
    {
        var clock = Clock.At(2026, 11, 22);
        using var storage = await Storage.LoadedAsync(engine);
        await using var one = await LiantHost.StartAsync(storage, clock);
        await using var other = await LiantHost.StartAsync(storage, clock);
        var (_, editor) = await one.JoinAsync(await one.OpenSpaceAsync("Réseau"), SpaceRole.Manager);
        foreach (var host in new[] { one, other })
        {
            var visitor = As(host, "Mozilla/5.0 (X11; Linux)");
            for (var i = 0; i < 5; i++)
            {
                await visitor.GetPageAsync("/initiatives/la-smalah");
                await visitor.GetPageAsync("/?q=Patinoire+solaire");
                await visitor.GetPageAsync("/?q=caf%C3%A9");
            }

            await visitor.GetPageAsync("/?q=caf%C3%A9&page=2");
            await As(host, "Mozilla/5.0 (compatible; Googlebot/2.1)").GetPageAsync("/initiatives/la-smalah");
            await As(host, "").GetPageAsync("/?q=caf%C3%A9");
        }

        editor.DefaultRequestHeaders.UserAgent.ParseAdd("Mozilla/5.0");
        await editor.GetPageAsync("/initiatives/la-smalah");
        await editor.GetPageAsync("/?q=caf%C3%A9");
        await Task.WhenAll(WriteAsync(one), WriteAsync(other));
        var id = await one.WithDbAsync(db => db.Set<Sheet>().Where(sheet => sheet.Slug == "la-smalah").Select(sheet => sheet.Id).SingleAsync());
        Assert.Equal([new DailyReads(id, 20261122, 10)], await one.WithDbAsync(db => db.Set<DailyReads>().AsNoTracking().ToListAsync()));
        var searches = await one.WithDbAsync(db => db.Set<DailySearches>().AsNoTracking().OrderBy(search => search.Words).ToListAsync());
        Assert.Equal([("", 20), ("cafe", 10), ("patinoire solaire", 10)], searches.Select(search => (search.Words, search.Count)));
        Assert.Equal(0, searches[1].Empty);
        Assert.Equal(searches[2].Empty, searches[0].Empty);

        var page = await editor.GetPageAsync("/bureau/frequentation");
        Assert.Contains("10 lectures de fiches, 20 recherches", page.QuerySelector(".lead")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("patinoire solaire", page.Body!.TextContent, StringComparison.Ordinal);
        // A restart knows what was kept before: one more search is enough.
        await using var third = await LiantHost.StartAsync(storage, clock);
        await Task.Delay(500, TestContext.Current.CancellationToken);
        await As(third, "Mozilla/5.0").GetPageAsync("/?q=caf%C3%A9");
        await WriteAsync(third);
        Assert.Equal(11, await one.WithDbAsync(db => db.Set<DailySearches>().Where(search => search.Words == "cafe").SumAsync(search => search.Count)));
    }

    [Fact]
    public async Task A_name_that_somebody_typed_is_not_kept_and_no_row_tells_who()
    {
        await using var host = await LiantHost.StartAsync(clock: Clock.At(2026, 11, 22));
        var visitor = As(host, "Mozilla/5.0 (Zéphyr)".Replace("é", "e", StringComparison.Ordinal));
        foreach (var _ in Enumerable.Range(1, Attendance.FewestTimes - 1))
        {
            await visitor.GetPageAsync("/?q=Zéphyrine+Quatrelivres");
        }

        foreach (var _ in Enumerable.Range(1, Attendance.FewestTimes + 2))
        {
            await visitor.GetPageAsync("/?q=06+12+34+56+78");
            await visitor.GetPageAsync("/?q=zephyrine%40exemple.fr");
        }

        await WriteAsync(host);
        Assert.Equal("", Assert.Single(await host.WithDbAsync(db => db.Set<DailySearches>().ToListAsync())).Words);
        var rows = (await StoredRows.ReadAsync(host.Storage)).SelectMany(table => table.Value).ToList();
        Assert.DoesNotContain(rows, row => row.Contains("quatrelivres", StringComparison.OrdinalIgnoreCase) || row.Contains("Zephyr", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_sheet_that_an_editor_may_not_see_counts_in_nothing_that_she_reads()
    {
        await using var host = await LiantHost.StartAsync();
        await host.LoadSheetsAsync(SheetKind.Resource, Sheets.Of("secret", "Note zinzoline") with { Private = true });
        var id = await host.WithDbAsync(db => db.Set<Sheet>().Where(sheet => sheet.OriginKey == "secret").Select(sheet => sheet.Id).SingleAsync());
        await host.WithDbAsync(async db =>
        {
            db.Add(new DailyReads(id, host.Services.GetRequiredService<Attendance>().Today, 7));
            await db.SaveChangesAsync();
        });
        var (_, editor) = await host.JoinAsync(await host.OpenSpaceAsync("Réseau"), SpaceRole.Manager);
        var (hers, all) = (await editor.GetPageAsync("/bureau/frequentation"), await (await host.SignInOperatorAsync()).GetPageAsync("/bureau/frequentation"));
        Assert.Contains("0 lectures", hers.QuerySelector(".lead")!.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("Note zinzoline", hers.Body!.TextContent, StringComparison.Ordinal);
        Assert.Contains("Note zinzoline", all.Body!.TextContent, StringComparison.Ordinal);
    }

    private static HttpClient As(LiantHost host, string agent)
    {
        var client = host.NewClient();
        client.DefaultRequestHeaders.TryAddWithoutValidation("User-Agent", agent);
        return client;
    }

    private static Task WriteAsync(LiantHost host) => host.Services.GetServices<IHostedService>().OfType<AttendanceWriter>().Single().WriteAsync(CancellationToken.None);
}
