using Liant.Modules.Catalogue;
using Liant.Platform.Start;
using Liant.Tests.World;
using Microsoft.EntityFrameworkCore;

namespace Liant.Tests.Platform;

public sealed class StartingTogether
{
    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.PostgreSql)]
    public async Task Three_processes_on_one_empty_database_all_come_up_and_load_each_sheet_once(Engine engine)
    {
        using var storage = await Storage.EmptyAsync(engine);
        var apps = Enumerable.Range(0, 3).Select(_ => LiantApp.Create(storage.Settings, listens: false, LiantHost.Quiet)).ToList();
        await Task.WhenAll(apps.Select(app => Task.Run(() => app.Services.GetRequiredService<StartWork>().PrepareAsync(answers: true, CancellationToken.None))));
        foreach (var app in apps)
        {
            await app.DisposeAsync();
        }

        await using var db = storage.OpenContext();
        var keys = await db.Set<Sheet>().Select(sheet => new { Kind = EF.Property<string>(sheet, "KindSlug"), sheet.OriginKey }).ToListAsync();
        Assert.True(keys.Count > 150);
        Assert.Equal(keys.Count, keys.Distinct().Count());
        Assert.Single(await db.AuditEntries.Where(entry => entry.Act == "starter-loaded").ToListAsync());
        Assert.Equal(db.Database.GetMigrations(), await db.Database.GetAppliedMigrationsAsync());
    }

    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.PostgreSql)]
    public async Task A_second_start_changes_nothing(Engine engine)
    {
        using var storage = await Storage.LoadedAsync(engine);
        var before = await ReadAsync(storage);
        await using (await LiantHost.StartAsync(storage))
        {
        }

        Assert.Equal(before, await ReadAsync(storage));

        static async Task<(int Sheets, long Changes, int Relations)> ReadAsync(Storage storage)
        {
            await using var db = storage.OpenContext();
            return (await db.Set<Sheet>().CountAsync(), await db.Changes.LongCountAsync(), await db.Set<Relation>().CountAsync());
        }
    }
}
