using System.Diagnostics;
using System.Text.Json;
using Liant.Modules.Catalogue;
using Liant.Platform.Database;
using Liant.Tests.World;
using Microsoft.EntityFrameworkCore;

namespace Liant.Tests.Platform;

/// <summary>The built Liant.dll as a process of its own, killed as a power cut would.</summary>
public sealed class KilledDuringAWrite
{
    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.PostgreSql)]
    public async Task An_import_killed_in_the_middle_leaves_a_site_that_starts_and_a_search_that_agrees_with_it(Engine engine)
    {
        using var storage = await Storage.LoadedAsync(engine);
        var before = await CountAsync(storage);
        for (var round = 0; round < (engine == Engine.Sqlite ? 2 : 1); round++)
        {
            var file = Path.Combine(storage.Folder, $"organisations{round}.json");
            await File.WriteAllTextAsync(file, Generated(round, 1500), TestContext.Current.CancellationToken);
            using var import = Start(storage, "import", "organisations", file, "--origin", $"essai-{round}");
            await UntilItWritesAsync(storage, import, round);
            import.Kill();
            await import.WaitForExitAsync(TestContext.Current.CancellationToken);

            await using var host = await LiantHost.StartAsync(storage);
            if (engine == Engine.Sqlite)
            {
                Assert.Equal("ok", await host.WithDbAsync(db => db.Database.SqlQueryRaw<string>("SELECT integrity_check AS Value FROM pragma_integrity_check").SingleAsync()));
            }

            var sheets = await CountAsync(storage);
            Assert.Contains(sheets - before, new[] { 0, 1500 });
            Assert.Equal(sheets, (await host.Visitor.GetJsonAsync("/api/v1/search")).GetProperty("total").GetInt32());
            before = sheets;
        }
    }

    [Fact]
    public async Task A_lock_row_left_by_a_killed_migration_does_not_block_the_next_start()
    {
        using var storage = await Storage.LoadedAsync(Engine.Sqlite);
        await using (var db = storage.OpenContext())
        {
            await db.Database.ExecuteSqlRawAsync("""CREATE TABLE IF NOT EXISTS "__EFMigrationsLock" ("Id" INTEGER NOT NULL CONSTRAINT "PK___EFMigrationsLock" PRIMARY KEY, "Timestamp" TEXT NOT NULL)""");
            await db.Database.ExecuteSqlRawAsync("""INSERT INTO "__EFMigrationsLock" ("Id", "Timestamp") VALUES (1, '2026-01-01 00:00:00+00:00')""");
        }

        var watch = Stopwatch.StartNew();
        await using var host = await LiantHost.StartAsync(storage);
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(20));
    }

    [Fact]
    public async Task An_import_works_beside_a_running_site_which_then_finds_it()
    {
        await using var host = await LiantHost.StartAsync();
        var file = Path.Combine(host.Storage.Folder, "organisations.json");
        await File.WriteAllTextAsync(file, Generated(7, 20), TestContext.Current.CancellationToken);
        using var import = Start(host.Storage, "import", "organisations", file);
        await import.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(0, import.ExitCode);
        Assert.Contains("20 lues : 20 ajoutées", await import.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);

        await host.CatchUpAsync();
        Assert.Equal(1, (await host.Visitor.GetJsonAsync("/api/v1/search?q=Fabrique%207-13&kind=organisation&size=1")).GetProperty("items").EnumerateArray()
            .Count(item => item.GetProperty("title").GetString() == "Fabrique 7-13"));
    }

    [Theory]
    [InlineData("broken.json", "JSON illisible")]
    public async Task A_file_that_cannot_be_read_is_refused_in_words(string name, string words)
    {
        using var storage = await Storage.LoadedAsync(Engine.Sqlite);
        await File.WriteAllTextAsync(Path.Combine(storage.Folder, "broken.json"), "[{\"key\":", TestContext.Current.CancellationToken);
        using var import = Start(storage, "import", "organisations", Path.Combine(storage.Folder, name));
        var errors = await import.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await import.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(2, import.ExitCode);
        Assert.Contains(words, errors, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", errors, StringComparison.Ordinal);
    }

    private static Process Start(Storage storage, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "Liant.dll"), .. arguments])
        {
            RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = storage.Folder,
            Environment = { ["LIANT_DATA"] = storage.Folder, ["LIANT_DATABASE"] = storage.Database ?? "", ["LIANT_URLS"] = "http://127.0.0.1:0" },
        };
        return Process.Start(start)!;
    }

    /// <summary>Waits for the moment of the write: the log of SQLite grows, a transaction of PostgreSQL is in progress.</summary>
    private static async Task UntilItWritesAsync(Storage storage, Process import, int round)
    {
        var log = storage.SqliteFile + "-wal";
        var watch = Stopwatch.StartNew();
        while (!import.HasExited && watch.Elapsed < TimeSpan.FromSeconds(30))
        {
            if (storage.Engine == Engine.Sqlite ? File.Exists(log) && new FileInfo(log).Length > 200_000 : await IsWritingAsync(storage))
            {
                await Task.Delay(20 * round, TestContext.Current.CancellationToken);
                return;
            }

            await Task.Delay(2, TestContext.Current.CancellationToken);
        }
    }

    private static async Task<bool> IsWritingAsync(Storage storage)
    {
        await using var db = storage.OpenContext();
        return await db.Database.SqlQueryRaw<int>("SELECT count(*)::int AS \"Value\" FROM pg_stat_activity WHERE datname = current_database() AND backend_xid IS NOT NULL AND pid <> pg_backend_pid()").SingleAsync() > 0;
    }

    private static async Task<int> CountAsync(Storage storage)
    {
        await using var db = storage.OpenContext();
        return await db.Set<Sheet>().CountAsync();
    }

    private static string Generated(int round, int count) => JsonSerializer.Serialize(
        Enumerable.Range(1, count).Select(n => Sheets.Of($"fabrique-{round}-{n}", $"Fabrique {round}-{n}") with { Body = string.Concat(Enumerable.Repeat("Atelier partagé, jardin et café. ", 20)) }),
        JsonText.Options);
}
