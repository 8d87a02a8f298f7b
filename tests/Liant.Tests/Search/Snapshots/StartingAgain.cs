using Liant.Modules.Catalogue;
using Liant.Modules.Search.Contract;
using Liant.Modules.Search.Snapshots;
using Liant.Platform;
using Liant.Tests.World;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace Liant.Tests.Search.Snapshots;

/// <summary>A site that starts again takes its index from the disk, with all that was written meanwhile, unless the database is not the one it was made of.</summary>
public sealed class StartingAgain
{
    private static LiantSettings Keeping(LiantSettings settings) => settings with { IndexKeptFrom = 1, IndexKeptEvery = TimeSpan.Zero };

    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.PostgreSql)]
    public async Task What_was_written_while_it_was_away_is_found(Engine engine)
    {
        using var storage = await Storage.LoadedAsync(engine);
        await StartAndKeepAsync(storage);
        // Another node, which keeps nothing here, writes, changes and removes.
        await using (var other = await LiantHost.StartAsync(storage))
        {
            await other.LoadSheetsAsync(SheetKind.Initiative, Sheets.Of("nouvelle", "La Zanzibulle nouvelle"));
            await other.WithDbAsync(async db =>
            {
                var sheet = await db.Set<Initiative>().SingleAsync(one => one.Title == "La Smalah");
                db.Remove(sheet);
                await db.SaveChangesAsync();
            });
        }

        await using var again = await LiantHost.StartAsync(storage, settings: Keeping);
        Assert.True(again.Services.GetRequiredService<KeptIndex>().HasResumed);
        Assert.Equal(1, (await again.Visitor.SearchAsync("q=zanzibulle")).GetProperty("total").GetInt32());
        Assert.DoesNotContain("La Smalah", (await again.Visitor.SearchAsync("q=La+Smalah")).GetProperty("items").EnumerateArray().Select(item => item.GetProperty("title").GetString()));
        Assert.Equal(await CountAsync(storage), again.Services.GetRequiredService<SheetSearch>().Indexed.Count);
    }

    [Fact]
    public async Task An_older_state_of_the_database_is_not_taken_for_the_present_one()
    {
        using var storage = await Storage.LoadedAsync(Engine.Sqlite);
        await StartAndKeepAsync(storage);
        SqliteConnection.ClearAllPools();
        var copy = storage.SqliteFile + ".avant";
        File.Copy(storage.SqliteFile, copy);
        await using (var host = await LiantHost.StartAsync(storage, settings: Keeping))
        {
            await host.LoadSheetsAsync(SheetKind.Initiative, Sheets.Of("perdue", "La Zanzibulle perdue"));
            await host.CatchUpAsync();
            await KeptAsync(host);
        }

        // Pooled connections would go on reading the file that is replaced.
        SqliteConnection.ClearAllPools();
        foreach (var file in Directory.EnumerateFiles(storage.Folder, Path.GetFileName(storage.SqliteFile) + "-*"))
        {
            File.Delete(file);
        }

        File.Move(copy, storage.SqliteFile, overwrite: true);
        await using var again = await LiantHost.StartAsync(storage, settings: Keeping);
        Assert.False(again.Services.GetRequiredService<KeptIndex>().HasResumed);
        Assert.Equal(0, (await again.Visitor.SearchAsync("q=zanzibulle")).GetProperty("total").GetInt32());
        Assert.Equal(await CountAsync(storage), again.Services.GetRequiredService<SheetSearch>().Indexed.Count);
    }

    [Fact]
    public async Task Sheets_that_came_without_a_word_in_the_change_sequence_are_noticed()
    {
        using var storage = await Storage.LoadedAsync(Engine.Sqlite);
        await StartAndKeepAsync(storage);
        await using (var db = storage.OpenContext())
        {
            await db.Set<Sheet>().Where(sheet => sheet.Title == "La Smalah").ExecuteDeleteAsync(TestContext.Current.CancellationToken);
        }

        await using var again = await LiantHost.StartAsync(storage, settings: Keeping);
        Assert.False(again.Services.GetRequiredService<KeptIndex>().HasResumed);
        Assert.Equal(await CountAsync(storage), again.Services.GetRequiredService<SheetSearch>().Indexed.Count);
    }

    [Fact]
    public async Task Towns_of_a_programme_that_joined_meanwhile_are_those_of_the_sheets_too()
    {
        using var storage = await Storage.LoadedAsync(Engine.Sqlite);
        await StartAndKeepAsync(storage);
        await using (var db = storage.OpenContext())
        {
            var commune = await db.Set<Initiative>().Where(sheet => sheet.Title == "La Smalah").Select(sheet => sheet.CommuneCode).SingleAsync(TestContext.Current.CancellationToken);
            db.Add(new Liant.Modules.Territories.Programmes.ProgrammeMembership { Programme = "action-coeur-de-ville", CommuneCode = commune!, Source = "essai", SourceOn = new DateOnly(2026, 1, 1) });
            await db.SaveChangesAsync(TestContext.Current.CancellationToken);
        }

        await using var again = await LiantHost.StartAsync(storage, settings: Keeping);
        Assert.False(again.Services.GetRequiredService<KeptIndex>().HasResumed);
        Assert.True((await again.Visitor.SearchAsync("programme=action-coeur-de-ville&q=Smalah")).GetProperty("total").GetInt32() >= 1);
    }

    [Fact]
    public async Task A_damaged_file_is_made_again()
    {
        using var storage = await Storage.LoadedAsync(Engine.Sqlite);
        await StartAndKeepAsync(storage);
        var file = Directory.EnumerateFiles(Path.Combine(storage.Folder, "index"), "*.segment").First();
        var bytes = await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken);
        bytes[bytes.Length / 2] ^= 4;
        await File.WriteAllBytesAsync(file, bytes, TestContext.Current.CancellationToken);
        await using var again = await LiantHost.StartAsync(storage, settings: Keeping);
        Assert.False(again.Services.GetRequiredService<KeptIndex>().HasResumed);
        Assert.Equal(await CountAsync(storage), again.Services.GetRequiredService<SheetSearch>().Indexed.Count);
        await KeptAsync(again);
    }

    private static async Task StartAndKeepAsync(Storage storage)
    {
        await using var host = await LiantHost.StartAsync(storage, settings: Keeping);
        Assert.False(host.Services.GetRequiredService<KeptIndex>().HasResumed);
        await KeptAsync(host);
    }

    /// <summary>Until the disk has the index as it stands.</summary>
    private static async Task KeptAsync(LiantHost host)
    {
        var kept = host.Services.GetRequiredService<KeptIndex>();
        var count = host.Services.GetRequiredService<SheetSearch>().Indexed.Count;
        for (var i = 0; i < 200 && kept.Kept?.LiveCount != count; i++)
        {
            await Task.Delay(50, TestContext.Current.CancellationToken);
        }

        Assert.Equal(count, kept.Kept?.LiveCount);
    }

    private static async Task<int> CountAsync(Storage storage)
    {
        await using var db = storage.OpenContext();
        return await db.Set<Sheet>().CountAsync();
    }
}
