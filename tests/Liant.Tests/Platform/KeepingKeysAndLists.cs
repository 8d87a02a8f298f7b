using System.Data;
using Liant.Modules.Catalogue;
using Liant.Modules.Catalogue.Loading;
using Liant.Platform.Database;
using Liant.Tests.World;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;

namespace Liant.Tests.Platform;

public sealed class KeepingKeysAndLists
{
    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.PostgreSql)]
    public async Task A_cookie_protected_by_one_process_is_read_by_another_on_the_same_database(Engine engine)
    {
        using var storage = await Storage.LoadedAsync(engine);
        string secret;
        await using (var one = await LiantHost.StartAsync(storage))
        {
            secret = one.Services.GetRequiredService<IDataProtectionProvider>().CreateProtector("test").Protect("bonjour");
            Assert.NotEqual(0, await one.WithDbAsync(db => db.Set<ProtectionKey>().CountAsync()));
        }

        await using var other = await LiantHost.StartAsync(storage);
        Assert.Equal("bonjour", other.Services.GetRequiredService<IDataProtectionProvider>().CreateProtector("test").Unprotect(secret));
    }

    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.PostgreSql)]
    public async Task Lists_of_values_come_back_as_they_were_written(Engine engine)
    {
        using var storage = await Storage.LoadedAsync(engine);
        var file = Sheets.Of("x", "Aux « quatre » vents — l’été") with
        {
            Aliases = ["L'Œuvre", "a\"b\\c", "ligne\nsuivante", "🚲", ""],
            Figures = [new Figure("habitants", 1234.5m, "h", 2023, "s1", true), new Figure("postes", 0, null, null, "s1")],
            Links = [new Link("Site <b>", "https://exemple.fr/?a=1&b=2")],
            Funding = [new SheetFile.FundingInFile("subventions", null, 1234.56m, "2020", "s1")],
        };
        var sheet = new Initiative();
        var content = file.ToContent(new Dictionary<string, SheetFile.SharedSource>());
        sheet.Write(Guid.CreateVersion7(), "quatre-vents", content, new DateTimeOffset(2026, 5, 6, 7, 8, 9, TimeSpan.Zero));
        await using (var db = storage.OpenContext())
        {
            db.Add(sheet);
            await db.SaveChangesAsync(TestContext.Current.CancellationToken);
        }

        await using var fresh = storage.OpenContext();
        var read = await fresh.Set<Initiative>().AsNoTracking().SingleAsync(s => s.Slug == "quatre-vents", TestContext.Current.CancellationToken);
        Assert.Equal(sheet.Title, read.Title);
        Assert.Equal(sheet.Aliases, read.Aliases);
        Assert.Equal(sheet.Figures, read.Figures);
        Assert.Equal(sheet.Links, read.Links);
        Assert.Equal(sheet.Funding, read.Funding);
        Assert.Equal(123_456, read.Funding[0].AmountCents);
        Assert.Equal(sheet.Sources, read.Sources);
        Assert.Equal(sheet.CreatedAt, read.CreatedAt);
        Assert.Null(read.StartedIn);
    }

    [Fact]
    public async Task Sqlite_writes_ahead_and_syncs_each_commit()
    {
        using var storage = await Storage.LoadedAsync(Engine.Sqlite);
        await using var db = storage.OpenContext();
        Assert.Equal("wal", await db.Database.SqlQueryRaw<string>("SELECT journal_mode AS Value FROM pragma_journal_mode").SingleAsync(TestContext.Current.CancellationToken));
        Assert.Equal(2, await db.Database.SqlQueryRaw<int>("SELECT synchronous AS Value FROM pragma_synchronous").SingleAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_connection_that_served_a_load_serves_whoever_comes_next_with_its_own_settings()
    {
        using var storage = await Storage.LoadedAsync(Engine.Sqlite);
        await using (var db = storage.OpenContext())
        {
            await using (await BulkLoad.BeginAsync(db, TestContext.Current.CancellationToken))
            {
                Assert.Equal("1 0", await SettingsAsync(db));
            }

            Assert.Equal(ConnectionState.Closed, db.Database.GetDbConnection().State);
        }

        // More than the pool can have kept: one of them is the connection of the load.
        foreach (var db in Enumerable.Range(0, 8).Select(_ => storage.OpenContext()).ToList())
        {
            await using (db)
            {
                await db.Database.OpenConnectionAsync(TestContext.Current.CancellationToken);
                Assert.Equal("2 1", await SettingsAsync(db));
            }
        }
    }

    private static Task<string> SettingsAsync(LiantDb db) => db.Database
        .SqlQueryRaw<string>("SELECT s.synchronous || ' ' || d.secure_delete AS Value FROM pragma_synchronous s, pragma_secure_delete d").SingleAsync(TestContext.Current.CancellationToken);

    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.PostgreSql)]
    public async Task Of_two_people_who_save_the_same_version_the_second_is_refused(Engine engine)
    {
        using var storage = await Storage.LoadedAsync(engine);
        await using var one = storage.OpenContext();
        await using var other = storage.OpenContext();
        var now = new DateTimeOffset(2026, 5, 6, 7, 8, 9, TimeSpan.Zero);
        foreach (var db in new[] { one, other })
        {
            var sheet = await db.Set<Sheet>().SingleAsync(s => s.Slug == "la-smalah", TestContext.Current.CancellationToken);
            sheet.Revise(Sheets.Of("x", "La Smalah").ToContent(new Dictionary<string, SheetFile.SharedSource>()) with { Body = db == one ? "un" : "deux" }, now, byHand: true);
        }

        await one.SaveChangesAsync(TestContext.Current.CancellationToken);
        await Assert.ThrowsAsync<DbUpdateConcurrencyException>(() => other.SaveChangesAsync(TestContext.Current.CancellationToken));
    }
}
