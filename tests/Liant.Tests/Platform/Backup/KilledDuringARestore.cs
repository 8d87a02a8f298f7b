using System.Diagnostics;
using Liant.Platform.Backup;
using Liant.Tests.World;
using Microsoft.EntityFrameworkCore;

namespace Liant.Tests.Platform.Backup;

/// <summary>The built Liant.dll as a process of its own: its verbs and codes, and killed as a power cut would.</summary>
public sealed class KilledDuringARestore
{
    private const int Rows = 60_000;

    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.PostgreSql)]
    public async Task The_place_is_left_empty_and_takes_the_backup_again(Engine engine)
    {
        using var source = await Storage.LoadedAsync(Engine.Sqlite);
        var file = await LargeBackupAsync(source);
        using var place = await Storage.EmptyAsync(engine);
        using (var restore = Start(place, "restore", file))
        {
            await UntilItWritesAsync(place, restore);
            restore.Kill();
            await restore.WaitForExitAsync(TestContext.Current.CancellationToken);
        }

        Assert.True(await StoredRows.IsEmptyAsync(place));
        using var again = Start(place, "restore", file);
        var (code, output, errors) = await EndAsync(again);
        Assert.True(code == 0, errors);
        Assert.Contains("Restauré :", output, StringComparison.Ordinal);
        Assert.Equal(await StoredRows.ReadAsync(source), await StoredRows.ReadAsync(place));
        Assert.DoesNotContain(Directory.EnumerateFiles(place.Folder), left => left.Contains(".part", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.PostgreSql)]
    public async Task A_restore_that_cannot_go_on_leaves_the_place_empty(Engine engine)
    {
        using var source = await Storage.LoadedAsync(Engine.Sqlite);
        await using (var db = source.OpenContext())
        {
            await db.Database.ExecuteSqlRawAsync("""INSERT INTO platform_changes ("Kind", "ChangedId") VALUES ('x', 'y')""", TestContext.Current.CancellationToken);
        }

        var file = Path.Combine(source.Folder, "tout.liant");
        await source.BackUpAsync(file);
        // The last table breaks a key of its own: the same row twice, in a backup otherwise whole.
        Backups.Rewrite(file, (name, text) => name.EndsWith("platform_changes.jsonl", StringComparison.Ordinal) ? text + text : text);
        RepairManifest(file);
        using var place = await Storage.EmptyAsync(engine);
        var problem = await Record.ExceptionAsync(() => place.RestoreAsync(file));
        Assert.True(problem is System.Data.Common.DbException, $"{problem}");
        Assert.True(await StoredRows.IsEmptyAsync(place));
        Assert.DoesNotContain(Directory.EnumerateFiles(place.Folder), left => left.Contains("liant.db", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_verbs_say_what_they_did_and_end_with_their_codes()
    {
        using var source = await Storage.LoadedAsync(Engine.Sqlite);
        using var place = await Storage.EmptyAsync(Engine.Sqlite);
        var file = Path.Combine(source.Folder, "tout.liant");
        await SaysAsync(source, 0, "Sauvegardé dans", "backup", file);
        await SaysAsync(source, 2, "existe déjà", "backup", file);
        await SaysAsync(source, 2, "Il y a déjà des données ici", "restore", file);
        await SaysAsync(place, 2, "Il n’y a pas de base", "check");
        await SaysAsync(place, 0, "Restauré :", "restore", file);
        await using (var db = place.OpenContext())
        {
            await db.Database.ExecuteSqlRawAsync("UPDATE catalogue_sheets SET \"CommuneCode\" = '99999' WHERE \"Slug\" = 'la-smalah'", TestContext.Current.CancellationToken);
        }

        await SaysAsync(place, 1, "commune inconnue : 99999 — fiche /initiatives/la-smalah", "check");
    }

    private static async Task SaysAsync(Storage storage, int code, string words, params string[] arguments)
    {
        using var verb = Start(storage, arguments);
        var (ended, output, errors) = await EndAsync(verb);
        Assert.True(ended == code, $"{string.Join(' ', arguments)} : {ended} {output}{errors}");
        Assert.Contains(words, code == 2 ? errors : output, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", errors, StringComparison.Ordinal);
    }

    private static async Task<string> LargeBackupAsync(Storage source)
    {
        await using (var db = source.OpenContext())
        {
            await db.Database.ExecuteSqlAsync($"""
                WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {Rows})
                INSERT INTO platform_audit ("At", "Actor", "Act", "Subject", "Detail") SELECT i, 'essai', 'essai', 'ligne ' || i, hex(randomblob(40)) FROM n
                """, TestContext.Current.CancellationToken);
        }

        var file = Path.Combine(source.Folder, "grand.liant");
        await source.BackUpAsync(file);
        return file;
    }

    /// <summary>Counts, lengths and hashes as they are now.</summary>
    private static void RepairManifest(string file)
    {
        var measured = new Dictionary<string, (long Rows, long Bytes, string Sha256)>();
        Backups.Rewrite(file, (name, text) =>
        {
            var bytes = System.Text.Encoding.UTF8.GetBytes(text);
            measured[name] = (text.Count(c => c == '\n'), bytes.Length, Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(bytes)));
            return text;
        });
        Backups.Rewrite(file, (name, text) =>
        {
            if (name != BackupManifest.Entry)
            {
                return text;
            }

            var manifest = System.Text.Json.Nodes.JsonNode.Parse(text)!;
            foreach (var table in manifest["tables"]!.AsArray())
            {
                (long rows, long bytes, string sha256) = measured[$"tables/{table!["name"]}.jsonl"];
                (table["rows"], table["bytes"], table["sha256"]) = (rows, bytes, sha256);
            }

            return manifest.ToJsonString();
        });
    }

    private static Process Start(Storage storage, params string[] arguments) => Process.Start(new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "Liant.dll"), .. arguments])
    {
        RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = storage.Folder,
        Environment = { ["LIANT_DATA"] = storage.Folder, ["LIANT_DATABASE"] = storage.Database ?? "", ["LIANT_URLS"] = "http://127.0.0.1:0" },
    })!;

    private static async Task<(int Code, string Output, string Errors)> EndAsync(Process process)
    {
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, await output, await errors);
    }

    /// <summary>Journals come and go while they are looked at.</summary>
    private static bool IsLarge(FileInfo file)
    {
        try
        {
            return file.Length > 2_000_000;
        }
        catch (FileNotFoundException)
        {
            return false;
        }
    }

    /// <summary>The moment when rows arrive: the file of SQLite grows past its empty schema, a transaction of PostgreSQL is in progress.</summary>
    private static async Task UntilItWritesAsync(Storage place, Process restore)
    {
        await using var db = place.OpenContext();
        while (!restore.HasExited)
        {
            if (place.Engine == Engine.Sqlite
                ? new DirectoryInfo(place.Folder).EnumerateFiles("liant.db*").Any(IsLarge)
                : await db.Database.SqlQueryRaw<int>("SELECT count(*)::int AS \"Value\" FROM pg_stat_activity WHERE datname = current_database() AND query LIKE 'COPY %audit%' AND state = 'active'").SingleAsync() > 0)
            {
                return;
            }

            await Task.Delay(1, TestContext.Current.CancellationToken);
        }

        Assert.Fail("the restore ended before it could be killed");
    }
}
