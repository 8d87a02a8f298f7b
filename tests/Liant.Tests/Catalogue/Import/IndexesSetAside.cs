using Liant.Modules.Catalogue;
using Liant.Modules.Catalogue.Import;
using Liant.Platform.Database;
using Liant.Tests.World;
using Microsoft.EntityFrameworkCore;

namespace Liant.Tests.Catalogue.Import;

/// <summary>On PostgreSQL a first load of a whole country keeps no address in order until its end.</summary>
public sealed class IndexesSetAside
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_sheet_entered_meanwhile_keeps_its_address_and_the_imported_one_gets_another()
    {
        using var storage = await Storage.LoadedAsync(Engine.PostgreSql);
        await using var db = storage.OpenContext();
        Assert.True(await SheetIndexes.SetAsideAsync(db, 1_000_000, Cancel));
        Assert.Equal(0, await IndexesAsync(db));
        var (imported, entered) = (Written("Le lieu disputé", "le-lieu-dispute", "national"), Written("Le lieu disputé", "le-lieu-dispute", null));
        db.AddRange(imported, entered, Written("Le lieu disputé 2", "le-lieu-dispute-2", null));
        await db.SaveChangesAsync(Cancel);
        await SheetIndexes.BuildAsync(db, Cancel);
        Assert.Equal(2, await IndexesAsync(db));
        db.ChangeTracker.Clear();
        Assert.Equal("le-lieu-dispute", await SlugOfAsync(db, entered.Id));
        Assert.Equal("le-lieu-dispute-3", await SlugOfAsync(db, imported.Id));
        // Once when it was saved, once when its address changed: what follows the sequence has the new one.
        Assert.Equal(2, await db.Changes.CountAsync(change => change.ChangedId == imported.Id.ToString(), Cancel));
    }

    [Fact]
    public async Task Whoever_starts_after_a_killed_load_builds_them()
    {
        using var storage = await Storage.LoadedAsync(Engine.PostgreSql);
        await using var db = storage.OpenContext();
        Assert.True(await SheetIndexes.SetAsideAsync(db, 1_000_000, Cancel));
        await using (await LiantHost.StartAsync(storage))
        {
            Assert.Equal(2, await IndexesAsync(db));
        }
    }

    [Fact]
    public async Task Autovacuum_keeps_off_the_sheets_during_the_load_and_no_longer()
    {
        using var storage = await Storage.LoadedAsync(Engine.PostgreSql);
        await using var db = storage.OpenContext();
        Assert.True(await SheetIndexes.SetAsideAsync(db, 1_000_000, Cancel));
        Assert.Equal(1, await KeptOffAsync(db));
        await SheetIndexes.BuildAsync(db, Cancel);
        Assert.Equal(0, await KeptOffAsync(db));
    }

    [Fact]
    public async Task Autovacuum_comes_back_even_if_the_load_died_once_its_indexes_were_built()
    {
        using var storage = await Storage.LoadedAsync(Engine.PostgreSql);
        await using var db = storage.OpenContext();
        await db.Database.ExecuteSqlRawAsync("ALTER TABLE \"catalogue_sheets\" SET (autovacuum_enabled = false)", Cancel);
        await using (await LiantHost.StartAsync(storage))
        {
            Assert.Equal(0, await KeptOffAsync(db));
        }
    }

    [Theory]
    [InlineData(Engine.PostgreSql, 800)]
    [InlineData(Engine.Sqlite, 1_000_000)]
    public async Task A_load_that_adds_to_many_sheets_and_one_on_SQLite_keep_them(Engine engine, int rows)
    {
        using var storage = await Storage.LoadedAsync(engine);
        await using var db = storage.OpenContext();
        Assert.False(await SheetIndexes.SetAsideAsync(db, rows, Cancel));
    }

    [Fact]
    public async Task A_load_does_not_wait_for_them_behind_somebody_who_reads_for_long()
    {
        using var storage = await Storage.LoadedAsync(Engine.PostgreSql);
        await using var backup = storage.OpenContext();
        await using var reading = await backup.Database.BeginTransactionAsync(Cancel);
        await backup.Set<Sheet>().CountAsync(Cancel);
        await using var db = storage.OpenContext();
        Assert.False(await SheetIndexes.SetAsideAsync(db, 1_000_000, Cancel));
        Assert.Equal(2, await IndexesAsync(backup));
    }

    [Fact]
    public async Task Before_a_source_is_read_again_its_sheets_are_counted_anew()
    {
        using var storage = await Storage.LoadedAsync(Engine.PostgreSql);
        var host = await LiantHost.StartAsync(storage);
        await using var stop = host;
        var file = "cle;titre;resume\n" + string.Concat(Enumerable.Range(1, 1_200).Select(n => $"{n};Lieu {n};Atelier\n"));
        await host.ImportAsync(file, source: "Mille lieux");
        await using var db = storage.OpenContext();
        await db.Database.ExecuteSqlRawAsync("UPDATE pg_class SET reltuples = 7 WHERE oid = '\"catalogue_sheets\"'::regclass", Cancel);
        await host.ImportAsync(file, source: "Mille lieux");
        var counted = await db.Database.SqlQueryRaw<int>("SELECT reltuples::int AS \"Value\" FROM pg_class WHERE oid = '\"catalogue_sheets\"'::regclass").SingleAsync(Cancel);
        Assert.Equal(await db.Set<Sheet>().CountAsync(Cancel), counted);
    }

    private static Task<int> KeptOffAsync(LiantDb db) => db.Database.SqlQueryRaw<int>(
        """SELECT count(*)::int AS "Value" FROM pg_class WHERE oid = '"catalogue_sheets"'::regclass AND 'autovacuum_enabled=false' = ANY (reloptions)""").SingleAsync(Cancel);

    private static Organisation Written(string title, string slug, string? origin)
    {
        var sheet = new Organisation();
        sheet.Write(Guid.CreateVersion7(), slug, new SheetContent { Title = title, Summary = "Atelier", Sources = [new Source("s", "Gazette", "Liant", null, null, null, null)] },
            new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero), origin, origin is null ? null : slug);
        return sheet;
    }

    private static Task<string> SlugOfAsync(LiantDb db, Guid id) => db.Set<Sheet>().Where(s => s.Id == id).Select(s => s.Slug).SingleAsync(Cancel);

    private static Task<int> IndexesAsync(LiantDb db) => db.Database
        .SqlQueryRaw<int>("""SELECT count(*)::int AS "Value" FROM pg_indexes WHERE indexname IN ('IX_catalogue_sheets_Likeness', 'IX_catalogue_sheets_Slug_KindSlug')""").SingleAsync(Cancel);
}
