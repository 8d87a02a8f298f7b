using System.Net;
using Liant.Modules.Catalogue;
using Liant.Modules.Memberships.Affiliates;
using Liant.Platform.Audit;
using Liant.Tests.World;
using Microsoft.EntityFrameworkCore;

namespace Liant.Tests.Platform.Backup;

/// <summary>The drill: saved from a site where people write, restored elsewhere, on the same engine and on the other, and opened.</summary>
public sealed class RestoreDrill
{
    public static TheoryData<Engine, Engine> Ways() => new()
    {
        { Engine.Sqlite, Engine.Sqlite }, { Engine.PostgreSql, Engine.PostgreSql }, { Engine.Sqlite, Engine.PostgreSql }, { Engine.PostgreSql, Engine.Sqlite },
    };

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task Every_row_is_there_and_the_site_opens_on_it_with_the_same_session(Engine from, Engine to)
    {
        using var source = await Storage.LoadedAsync(from);
        using var restored = await Storage.EmptyAsync(to);
        var file = Path.Combine(source.Folder, "tout.liant");
        string session;
        await using (var host = await LiantHost.StartAsync(source))
        {
            session = await SignInAsync(host);
            await host.LoadSheetsAsync(SheetKind.Initiative, Sheets.Of("a", "L’« échoppe » à 100 %\tété — 🚲\\n") with { Body = "Ligne\nsuivante \"x\" \\", Private = true });
            await host.WithDbAsync(db => db.Database.ExecuteSqlRawAsync("""INSERT INTO territories_points ("Code", "Lat", "Lon", "Source") VALUES ('33227', 44.55000000000001, -0.1, 'essai'), ('33063', 47, 5e-324, 'essai')"""));
            var network = await host.OpenSpaceAsync("Réseau des halles");
            await host.CallAsync(await host.EnterMemberAsync(network, AffiliateKind.Commune, "Langon", "33227", "mairie@langon.example", 2019, 2026));
            await source.StoreFileAsync("carte.pdf");
            await source.BackUpAsync(file);
        }

        var before = await StoredRows.ReadAsync(source);
        await restored.RestoreAsync(file);
        Assert.True(before["catalogue_sheets"].Count > 200 && before["platform_file_pieces"].Count == 3);
        Assert.Equal(before, await StoredRows.ReadAsync(restored));
        Assert.Equal((0, true), await CleanAsync(restored));

        await using var again = await LiantHost.StartAsync(restored);
        Assert.Equal(1, (await again.Visitor.SearchAsync("q=La%20Smalah&kind=initiative&size=1")).GetProperty("items").GetArrayLength());
        var operatorThere = again.NewClient();
        operatorThere.DefaultRequestHeaders.Add("Cookie", session);
        Assert.Equal(HttpStatusCode.OK, (await operatorThere.GetAsync("/saisie", TestContext.Current.CancellationToken)).StatusCode);
        Assert.Equal(HttpStatusCode.Found, (await again.Visitor.GetAsync("/saisie", TestContext.Current.CancellationToken)).StatusCode);
        Assert.Equal(before["catalogue_sheets"], (await StoredRows.ReadAsync(restored))["catalogue_sheets"]);
        Assert.Equal(before["platform_changes"], (await StoredRows.ReadAsync(restored))["platform_changes"]);
        Assert.Equal((0, true), await CleanAsync(restored));

        // New rows get new numbers.
        await again.LoadSheetsAsync(SheetKind.Initiative, Sheets.Of("b", "Après la restauration"));
        await again.CatchUpAsync();
        Assert.Equal("Après la restauration", (await again.Visitor.SearchAsync(SearchAnswers.Q("après la restauration"))).Titles()[0]);
    }

    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.PostgreSql)]
    public async Task Saved_while_people_write_it_holds_whole_acts_only_and_all_that_was_confirmed_before(Engine engine)
    {
        using var source = await Storage.LoadedAsync(engine);
        await using var host = await LiantHost.StartAsync(source);
        using var stop = new CancellationTokenSource();
        var written = 0;
        var writers = Enumerable.Range(0, 3).Select(_ => Task.Run(async () =>
        {
            while (!stop.IsCancellationRequested)
            {
                await using var db = source.OpenContext();
                var sheet = Sheets.Entity("Pendant la sauvegarde");
                db.Add(sheet);
                db.AuditEntries.Add(new AuditEntry { At = default, Actor = "drill", Act = "drill", Subject = sheet.Id.ToString() });
                await db.SaveChangesAsync(CancellationToken.None);
                Interlocked.Increment(ref written);
            }
        })).ToList();

        for (var round = 0; round < 3; round++)
        {
            while (Volatile.Read(ref written) < 20 * (round + 1))
            {
                await Task.Delay(5, TestContext.Current.CancellationToken);
            }

            var confirmed = Volatile.Read(ref written);
            var file = Path.Combine(source.Folder, $"{round}.liant");
            await source.BackUpAsync(file);
            using var restored = await Storage.EmptyAsync(engine);
            await restored.RestoreAsync(file);

            await using var db = restored.OpenContext();
            var sheets = await db.Set<Initiative>().Where(sheet => sheet.Title == "Pendant la sauvegarde").Select(sheet => sheet.Id).ToListAsync(TestContext.Current.CancellationToken);
            var audited = await db.AuditEntries.Where(entry => entry.Act == "drill").Select(entry => entry.Subject).ToListAsync(TestContext.Current.CancellationToken);
            var ids = sheets.Select(id => id.ToString()).ToHashSet();
            Assert.True(sheets.Count >= confirmed, $"{sheets.Count} < {confirmed}");
            Assert.Equal(ids.Order(StringComparer.Ordinal), audited.Order(StringComparer.Ordinal));
            Assert.Equal(sheets.Count, await db.Changes.CountAsync(change => ids.Contains(change.ChangedId), TestContext.Current.CancellationToken));
            Assert.Equal((0, true), await CleanAsync(restored));
        }

        await stop.CancelAsync();
        await Task.WhenAll(writers);
    }

    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.PostgreSql)]
    public async Task Every_table_of_the_database_is_in_it_and_only_its_owner_may_read_it(Engine engine)
    {
        using var storage = await Storage.LoadedAsync(engine);
        var file = Path.Combine(storage.Folder, "tout.liant");
        var manifest = await storage.BackUpAsync(file);
        Assert.Equal((await StoredRows.TablesAsync(storage)).Order(StringComparer.Ordinal), manifest.Tables.Select(table => table.Name).Order(StringComparer.Ordinal));
        Assert.True(manifest.Tables.Count >= 8);
        Assert.True(OperatingSystem.IsWindows() || File.GetUnixFileMode(file) == (UnixFileMode.UserRead | UnixFileMode.UserWrite));
        Assert.False(File.Exists(file + ".part"));
    }

    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.PostgreSql)]
    public async Task A_backup_of_the_first_schema_becomes_a_site_of_today(Engine engine)
    {
        using var old = await Storage.EmptyAsync(engine);
        await using (var db = old.OpenContext())
        {
            await db.Database.MigrateAsync(db.Database.GetMigrations().First(), TestContext.Current.CancellationToken);
            await db.Database.ExecuteSqlRawAsync("""INSERT INTO platform_audit ("At", "Actor", "Act", "Subject") VALUES (5, 'a', 'b', 'c')""", TestContext.Current.CancellationToken);
        }

        var file = Path.Combine(old.Folder, "ancien.liant");
        Assert.Single((await old.BackUpAsync(file)).Migrations);
        using var empty = await Storage.EmptyAsync(engine);
        if (engine == Engine.PostgreSql)
        {
            // A first start that was killed: tables of today, later than the backup, without a row.
            await using var started = empty.OpenContext();
            await started.Database.MigrateAsync(TestContext.Current.CancellationToken);
        }

        await empty.RestoreAsync(file);
        await using var now = empty.OpenContext();
        Assert.Empty(await now.Database.GetPendingMigrationsAsync(TestContext.Current.CancellationToken));
        Assert.Equal("c", (await now.AuditEntries.SingleAsync(TestContext.Current.CancellationToken)).Subject);
    }

    private static async Task<(int Code, bool SaysSo)> CleanAsync(Storage storage)
    {
        var (code, words) = await storage.CheckAsync();
        Assert.True(code == 0, words);
        return (code, words.Contains("Tout s’accorde", StringComparison.Ordinal));
    }

    private static async Task<string> SignInAsync(LiantHost host)
    {
        var answer = await host.NewClient().PostFormAsync("/premier-acces?jeton=" + await host.NewOperatorTokenAsync(), ("nom", "Camille Roux"), ("courriel", $"camille-{Guid.CreateVersion7():N}@example.org"));
        return answer.Headers.GetValues("Set-Cookie").Single(cookie => cookie.StartsWith("liant.session=", StringComparison.Ordinal)).Split(';')[0];
    }
}
