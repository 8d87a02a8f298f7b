using System.Text.Json.Nodes;
using Liant.Platform.Backup;
using Liant.Tests.World;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace Liant.Tests.Platform.Backup;

/// <summary>What is refused, and that nothing was touched before.</summary>
public sealed class RefusedBackups
{
    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.PostgreSql)]
    public async Task A_backup_cut_short_anywhere_is_refused_before_anything_is_touched(Engine engine)
    {
        using var world = await World.MakeAsync(engine);
        var whole = await File.ReadAllBytesAsync(world.File, TestContext.Current.CancellationToken);
        int[] ends = [0, 1, 63, 64, 65, 100, whole.Length - 65, whole.Length - 64, whole.Length - 1, .. Enumerable.Range(1, 40).Select(i => (int)(whole.Length * (long)i / 41))];
        foreach (var end in ends)
        {
            await world.RefusesAsync(whole[..end], $"{end} bytes");
        }

        await world.RefusesAsync([.. whole, 0], "one byte more");
        await world.StillTakesAsync(whole);
    }

    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.PostgreSql)]
    public async Task A_backup_with_one_bit_changed_anywhere_is_refused_before_anything_is_touched(Engine engine)
    {
        using var world = await World.MakeAsync(engine);
        var whole = await File.ReadAllBytesAsync(world.File, TestContext.Current.CancellationToken);
        int[] places = [0, 30, whole.Length - 100, whole.Length - 66, .. Enumerable.Range(1, 64).Select(i => whole.Length - i), .. Enumerable.Range(1, 100).Select(i => (int)(whole.Length * (long)i / 101))];
        foreach (var place in places)
        {
            var altered = whole.ToArray();
            // The bit of capitals, in the seal: the same digits written otherwise are not the same seal.
            altered[place] ^= 0x20;
            await world.RefusesAsync(altered, $"byte {place}");
        }

        await world.StillTakesAsync(whole);
    }

    [Theory]
    [InlineData("a row is missing")]
    [InlineData("a row is said to be missing")]
    [InlineData("a table is missing")]
    [InlineData("a table is missing and not announced")]
    [InlineData("an entry more")]
    [InlineData("a row too short")]
    [InlineData("longer than announced")]
    [InlineData("a column of another name")]
    [InlineData("manifest is not json")]
    [InlineData("no manifest")]
    public async Task A_backup_sealed_anew_over_something_wrong_is_refused_too(string fault)
    {
        using var world = await World.MakeAsync(Engine.Sqlite);
        const string table = "tables/platform_audit.jsonl";
        (string, string)[] more = fault == "an entry more" ? [("tables/../x", "")] : [];
        Backups.Rewrite(world.File, (name, text) => (fault, name) switch
        {
            ("a row is missing", table) => text[(text.IndexOf('\n', StringComparison.Ordinal) + 1)..],
            ("a row is said to be missing", BackupManifest.Entry) => Edit(text, one => one["rows"] = 0),
            ("a table is missing", table) => null,
            ("a table is missing and not announced", table) => null,
            ("a table is missing and not announced", BackupManifest.Entry) => Edit(text, one => one.Parent!.AsArray().Remove(one)),
            ("a row too short", table) => "[1]\n",
            ("longer than announced", BackupManifest.Entry) => Edit(text, one => one["bytes"] = 3),
            ("a column of another name", BackupManifest.Entry) => Edit(text, one => one["columns"]![1]!["name"] = "x\"; DROP TABLE platform_audit; --"),
            ("manifest is not json", BackupManifest.Entry) => text[..^9],
            ("no manifest", BackupManifest.Entry) => null,
            _ => text,
        }, more);
        await world.RefusesAsync(await File.ReadAllBytesAsync(world.File, TestContext.Current.CancellationToken), fault);
    }

    [Theory]
    [InlineData("format")]
    [InlineData("migration")]
    public async Task A_backup_of_a_newer_version_is_refused_and_says_so(string newer)
    {
        using var world = await World.MakeAsync(Engine.Sqlite);
        Backups.Rewrite(world.File, (name, text) =>
        {
            if (name != BackupManifest.Entry)
            {
                return text;
            }

            var manifest = JsonNode.Parse(text)!;
            manifest["version"] = "9.8.7";
            if (newer == "format")
            {
                manifest["format"] = 2;
            }
            else
            {
                manifest["migrations"]!.AsArray().Add("20991231000001_Later");
            }

            return manifest.ToJsonString();
        });
        var why = await world.RefusesAsync(await File.ReadAllBytesAsync(world.File, TestContext.Current.CancellationToken), newer);
        Assert.Contains("version plus récente de Liant (9.8.7)", why, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.PostgreSql)]
    public async Task A_place_that_holds_a_row_is_refused_and_keeps_it(Engine engine)
    {
        using var world = await World.MakeAsync(Engine.Sqlite);
        using var place = await Storage.EmptyAsync(engine);
        await using (var db = place.OpenContext())
        {
            await db.Database.MigrateAsync(TestContext.Current.CancellationToken);
            await db.Database.ExecuteSqlRawAsync("""INSERT INTO platform_audit ("At", "Actor", "Act", "Subject") VALUES (5, 'a', 'b', 'c')""", TestContext.Current.CancellationToken);
        }

        var before = await StoredRows.ReadAsync(place);
        var refused = await Assert.ThrowsAsync<BackupRefused>(() => place.RestoreAsync(world.File));
        Assert.Contains("Il y a déjà des données ici", refused.Message, StringComparison.Ordinal);
        Assert.Equal(before, await StoredRows.ReadAsync(place));

        // Migrated but without a row, as a first start leaves it when it is killed: that is empty.
        await using (var db = place.OpenContext())
        {
            await db.AuditEntries.ExecuteDeleteAsync(TestContext.Current.CancellationToken);
        }

        // This process is the site of before and the restoration at once: it must let go of the file that is replaced.
        SqliteConnection.ClearAllPools();
        Assert.NotEmpty((await place.RestoreAsync(world.File)).Manifest.Tables);
        Assert.NotEmpty((await StoredRows.ReadAsync(place))["catalogue_sheets"]);
    }

    [Fact]
    public async Task A_file_in_the_place_that_is_not_a_database_stays_as_it_is()
    {
        using var world = await World.MakeAsync(Engine.Sqlite);
        await File.WriteAllTextAsync(world.Place.SqliteFile, string.Concat(Enumerable.Repeat("Ceci n’est pas une base. ", 100)), TestContext.Current.CancellationToken);
        await Assert.ThrowsAsync<BackupRefused>(() => world.Place.RestoreAsync(world.File));
        Assert.StartsWith("Ceci", await File.ReadAllTextAsync(world.Place.SqliteFile, TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_exists_is_not_written_over_and_an_empty_place_has_nothing_to_save()
    {
        using var storage = await Storage.LoadedAsync(Engine.Sqlite);
        var file = Path.Combine(storage.Folder, "tout.liant");
        await File.WriteAllTextAsync(file, "précieux", TestContext.Current.CancellationToken);
        Assert.Contains("existe déjà", (await Assert.ThrowsAsync<BackupRefused>(() => storage.BackUpAsync(file))).Message, StringComparison.Ordinal);
        Assert.Equal("précieux", await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken));

        using var empty = await Storage.EmptyAsync(Engine.Sqlite);
        await Assert.ThrowsAsync<BackupRefused>(() => empty.BackUpAsync(Path.Combine(empty.Folder, "x")));
        Assert.Empty(Directory.EnumerateFileSystemEntries(empty.Folder));
        using var emptyServer = await Storage.EmptyAsync(Engine.PostgreSql);
        await Assert.ThrowsAsync<BackupRefused>(() => emptyServer.BackUpAsync(Path.Combine(emptyServer.Folder, "x")));
        Assert.Empty(Directory.EnumerateFileSystemEntries(emptyServer.Folder));
    }

    [Fact]
    public async Task A_table_of_another_program_stays_in_the_backup_and_its_absence_is_said()
    {
        using var storage = await Storage.LoadedAsync(Engine.Sqlite);
        await using (var db = storage.OpenContext())
        {
            await db.Database.ExecuteSqlRawAsync("CREATE TABLE voisin (a TEXT); INSERT INTO voisin VALUES ('x')", TestContext.Current.CancellationToken);
        }

        var file = Path.Combine(storage.Folder, "tout.liant");
        await storage.BackUpAsync(file);
        using var place = await Storage.EmptyAsync(Engine.Sqlite);
        Assert.Equal(["voisin"], (await place.RestoreAsync(file)).LeftOut);
        Assert.DoesNotContain("voisin", await StoredRows.TablesAsync(place));
    }

    private static string Edit(string manifest, Action<JsonNode> change)
    {
        var parsed = JsonNode.Parse(manifest)!;
        change(parsed["tables"]!.AsArray().Single(table => (string)table!["name"]! == "platform_audit")!);
        return parsed.ToJsonString();
    }

    /// <summary>A backup and an empty place.</summary>
    private sealed class World(Storage source, Storage place) : IDisposable
    {
        public string File { get; } = Path.Combine(source.Folder, "tout.liant");

        public Storage Place => place;

        public static async Task<World> MakeAsync(Engine engine)
        {
            var source = await Storage.LoadedAsync(Engine.Sqlite);
            var world = new World(source, await Storage.EmptyAsync(engine));
            await source.BackUpAsync(world.File);
            return world;
        }

        public async Task<string> RefusesAsync(byte[] bytes, string what)
        {
            var altered = Path.Combine(source.Folder, "altered.liant");
            await System.IO.File.WriteAllBytesAsync(altered, bytes, TestContext.Current.CancellationToken);
            var problem = await Record.ExceptionAsync(() => place.RestoreAsync(altered));
            Assert.True(problem is BackupRefused, $"{what} : {problem}");
            Assert.Empty(Directory.EnumerateFileSystemEntries(place.Folder));
            Assert.True(place.Engine == Engine.Sqlite || (await StoredRows.TablesAsync(place)).Count == 0, what);
            return problem!.Message;
        }

        public async Task StillTakesAsync(byte[] bytes)
        {
            await System.IO.File.WriteAllBytesAsync(File, bytes, TestContext.Current.CancellationToken);
            await place.RestoreAsync(File);
            Assert.False(await StoredRows.IsEmptyAsync(place));
        }

        public void Dispose()
        {
            source.Dispose();
            place.Dispose();
        }
    }
}
