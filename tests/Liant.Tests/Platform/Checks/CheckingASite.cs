using Liant.Modules.Catalogue;
using Liant.Modules.Search;
using Liant.Modules.Search.Contract;
using Liant.Tests.World;
using Microsoft.EntityFrameworkCore;

namespace Liant.Tests.Platform.Checks;

/// <summary>Faults planted one by one where only someone with the database in hand could, and found by "./run check".</summary>
public sealed class CheckingASite
{
    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.PostgreSql)]
    public async Task A_loaded_site_is_clean_and_checking_it_changes_nothing(Engine engine)
    {
        using var storage = await Storage.LoadedAsync(engine);
        var before = await StoredRows.ReadAsync(storage);
        var (code, words) = await storage.CheckAsync();
        Assert.Equal((0, true), (code, words.Contains("Tout s’accorde : rien à signaler.", StringComparison.Ordinal)));
        Assert.Equal(before, await StoredRows.ReadAsync(storage));
    }

    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.PostgreSql)]
    public async Task Each_kind_of_fault_is_found_and_named(Engine engine)
    {
        using var storage = await Storage.LoadedAsync(engine);
        const string sheet = "WHERE \"Slug\" = 'la-smalah'";
        await PlantAsync(storage,
            $"UPDATE catalogue_sheets SET \"CommuneCode\" = '99999', \"AreaCode\" = 'reg-00' {sheet}",
            $$"""UPDATE catalogue_sheets SET "Themes" = '["tiers-lieux","inconnu-1"]', "Cooperation" = '["inconnu-2"]', "Levers" = '["inconnu-3"]', "LegalForm" = 'inconnu-4', "Statuses" = '["inconnu-5"]', "Stage" = 'inconnu-6' {{sheet}}""",
            $$"""UPDATE catalogue_sheets SET "Figures" = '[{"label":"habitants","value":3,"source":"absente-1","approximate":false}]', "Funding" = '[{"kind":"inconnu-7","source":"absente-2"}]' {{sheet}}""",
            """UPDATE catalogue_sheets SET "ResourceType" = 'inconnu-8' WHERE "KindSlug" = 'resource'""",
            $"""INSERT INTO catalogue_relations ("FromId", "Kind", "ToId", "Source") SELECT a."Id", 'inconnu-9', b."Id", 'absente-3' FROM catalogue_sheets a, (SELECT "Id" FROM catalogue_sheets WHERE "KindSlug" = 'organisation' LIMIT 1) b WHERE a."Slug" = 'la-smalah'""",
            """INSERT INTO catalogue_source_categories ("Origin", "Code", "Label", "Theme") VALUES ('essai', '1', 'Cafés', 'inconnu-11')""",
            """INSERT INTO territories_points ("Code", "Lat", "Lon", "Source") VALUES ('99998', 1, 2, 'essai')""",
            """INSERT INTO territories_programme_memberships ("Programme", "CommuneCode", "Source", "SourceOn") VALUES ('inconnu-10', '99997', 'essai', '2026-01-01')""");
        var (code, words) = await storage.CheckAsync();
        Assert.Equal(1, code);
        string[] expected =
        [
            "commune inconnue : 99999 — fiche /initiatives/la-smalah", "territoire inconnu : reg-00", "thème : mot inconnu, « inconnu-1 »", "coopération : mot inconnu, « inconnu-2 »",
            "levier : mot inconnu, « inconnu-3 »", "forme juridique : mot inconnu, « inconnu-4 »", "statut : mot inconnu, « inconnu-5 »", "avancement : mot inconnu, « inconnu-6 »",
            "financement : mot inconnu, « inconnu-7 »", "type de ressource : mot inconnu, « inconnu-8 »", "sorte de lien : mot inconnu, « inconnu-9 »",
            "chiffre « habitants » : la source « absente-1 » n’est pas sur la fiche", "la source « absente-2 »", "lien « inconnu-9 » : la source « absente-3 »",
            "thème : mot inconnu, « inconnu-11 » — catégorie « Cafés » de essai", "commune inconnue : 99998 — point chargé", "commune inconnue : 99997 — liste du programme inconnu-10", "programme inconnu : inconnu-10 — commune 99997",
        ];
        Assert.All(expected, fault => Assert.Contains(fault, words, StringComparison.Ordinal));
        Assert.DoesNotContain("tiers-lieux", words, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.PostgreSql)]
    public async Task A_stored_file_that_lost_a_piece_is_found(Engine engine)
    {
        using var storage = await Storage.LoadedAsync(engine);
        await storage.StoreFileAsync("liste.csv");
        Assert.Equal(0, (await storage.CheckAsync()).Code);
        await PlantAsync(storage, """DELETE FROM platform_file_pieces WHERE "Rank" = 1""");
        var (code, words) = await storage.CheckAsync();
        Assert.Equal(1, code);
        Assert.Contains("fichier incomplet ou abîmé — fichier « liste.csv »", words, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.PostgreSql)]
    public async Task A_reference_to_a_row_that_is_gone_is_found(Engine engine)
    {
        using var storage = await Storage.LoadedAsync(engine);
        await PlantAsync(storage,
            engine == Engine.Sqlite ? "PRAGMA foreign_keys=OFF" : "SET session_replication_role = replica",
            """DELETE FROM catalogue_sheets WHERE "Id" = (SELECT "ToId" FROM catalogue_relations LIMIT 1)""");
        var (code, words) = await storage.CheckAsync();
        Assert.Equal(1, code);
        Assert.Contains("lien vers une ligne absente de catalogue_sheets — catalogue_relations", words, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Engine.Sqlite, """ "Themes" = '["a"' """, "Themes")]
    [InlineData(Engine.PostgreSql, """ "Themes" = '["a"' """, "Themes")]
    [InlineData(Engine.Sqlite, """ "LocationPrecision" = 'vague' """, "LocationPrecision")]
    [InlineData(Engine.Sqlite, """ "KindSlug" = 'licorne' """, "KindSlug")]
    public async Task A_value_that_the_program_cannot_read_is_found_and_the_rest_is_still_checked(Engine engine, string set, string column)
    {
        using var storage = await Storage.LoadedAsync(engine);
        await PlantAsync(storage, $"UPDATE catalogue_sheets SET {set} WHERE \"Slug\" = 'la-smalah'",
            """INSERT INTO territories_points ("Code", "Lat", "Lon", "Source") VALUES ('99998', 1, 2, 'essai')""");
        var (code, words) = await storage.CheckAsync();
        Assert.Equal(1, code);
        Assert.Contains($"valeur illisible dans {column} — catalogue_sheets", words, StringComparison.Ordinal);
        Assert.Contains("module catalogue", words, StringComparison.Ordinal);
        Assert.Contains("commune inconnue : 99998", words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_damaged_index_of_the_engine_is_found()
    {
        using var storage = await Storage.LoadedAsync(Engine.Sqlite);
        await PlantAsync(storage, "PRAGMA writable_schema=ON",
            """UPDATE sqlite_schema SET sql = 'CREATE INDEX "IX_platform_audit_Subject" ON "platform_audit" ("Act")' WHERE name = 'IX_platform_audit_Subject'""",
            "PRAGMA schema_version=999");
        var (code, words) = await storage.CheckAsync();
        Assert.Equal(1, code);
        Assert.Contains("base abîmée", words, StringComparison.Ordinal);

        using var server = await Storage.LoadedAsync(Engine.PostgreSql);
        await PlantAsync(server, """ALTER TABLE platform_audit ADD CONSTRAINT "essai" CHECK ("Id" > 0) NOT VALID""");
        Assert.Contains("contrainte jamais vérifiée : essai — platform_audit", (await server.CheckAsync()).Words, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.PostgreSql)]
    public async Task A_database_of_another_version_is_said_and_left_alone(Engine engine)
    {
        using var storage = await Storage.LoadedAsync(engine);
        await PlantAsync(storage, """INSERT INTO "__EFMigrationsHistory" ("MigrationId", "ProductVersion") VALUES ('20991231000001_Later', '10')""");
        Assert.Equal((1, true), Says(await storage.CheckAsync(), "plus récente"));
        await PlantAsync(storage, """DELETE FROM "__EFMigrationsHistory" """);
        Assert.Equal((1, true), Says(await storage.CheckAsync(), "vide"));
        await PlantAsync(storage, """INSERT INTO "__EFMigrationsHistory" ("MigrationId", "ProductVersion") VALUES ('20261121000001_Foundation', '10')""");
        await using var db = storage.OpenContext();
        if (db.Database.GetMigrations().Count() > 1)
        {
            Assert.Equal((1, true), Says(await storage.CheckAsync(), "plus ancienne"));
            Assert.Single(await db.Database.GetAppliedMigrationsAsync(TestContext.Current.CancellationToken));
        }

        static (int, bool) Says((int Code, string Words) check, string words) => (check.Code, check.Words.Contains(words, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.PostgreSql)]
    public async Task A_running_site_whose_search_lags_behind_is_found_and_a_site_on_another_database_is_left_out(Engine engine)
    {
        await using var host = await LiantHost.StartAsync(engine);
        var agreeing = await host.Storage.CheckAsync(host.Address);
        Assert.Equal(0, agreeing.Code);
        Assert.DoesNotContain("n’a pas été comparée", agreeing.Words, StringComparison.Ordinal);

        // Without its line in the change sequence: the site cannot know.
        await PlantAsync(host.Storage, """UPDATE catalogue_sheets SET "IsPrivate" = true WHERE "Slug" = 'la-smalah'""");
        var (code, words) = await host.Storage.CheckAsync(host.Address);
        Assert.Equal(1, code);
        Assert.Contains("fiches publiques, la base", words, StringComparison.Ordinal);

        using var other = await Storage.LoadedAsync(engine);
        var apart = await other.CheckAsync(host.Address);
        Assert.Equal(0, apart.Code);
        Assert.Contains("n’est pas un Liant sur cette base", apart.Words, StringComparison.Ordinal);
    }

    [Fact]
    public void An_index_with_a_sheet_missing_one_too_many_or_one_shown_to_all_is_found()
    {
        var (kept, missing, hidden, gone) = (Guid.CreateVersion7(), Guid.CreateVersion7(), Guid.CreateVersion7(), Guid.CreateVersion7());
        var stored = new Dictionary<Guid, bool> { [kept] = false, [missing] = false, [hidden] = true };
        Assert.Empty(SearchCheck.Compare(stored, [(kept, false), (missing, false), (hidden, true)]));
        var findings = SearchCheck.Compare(stored, [(kept, false), (kept, false), (hidden, false), (gone, false)]);
        Assert.Equal([$"fiche {missing}", $"fiche {hidden}", $"fiche {kept}", $"fiche {gone}"], findings.Select(finding => finding.Where));
    }

    /// <summary>All on one connection: a setting of the first statement holds for the next.</summary>
    private static async Task PlantAsync(Storage storage, params string[] faults)
    {
        await using var db = storage.OpenContext();
        await db.Database.OpenConnectionAsync();
        foreach (var fault in faults)
        {
            await using var command = db.Database.GetDbConnection().CreateCommand();
            command.CommandText = fault;
            await command.ExecuteNonQueryAsync();
        }

        if (storage.Engine == Engine.PostgreSql)
        {
            // The pool gives the connection to someone else.
            await db.Database.ExecuteSqlRawAsync("RESET ALL");
        }
    }
}
