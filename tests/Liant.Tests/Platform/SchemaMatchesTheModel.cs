using System.Data;
using System.Data.Common;
using Liant.Platform.Database;
using Liant.Tests.World;
using Microsoft.EntityFrameworkCore;

namespace Liant.Tests.Platform;

/// <summary>Migrations are written by hand: what they make is compared with what EF Core would make of the model.</summary>
public sealed class SchemaMatchesTheModel
{
    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.PostgreSql)]
    public async Task The_migrated_schema_is_the_one_of_the_model(Engine engine)
    {
        using var migrated = await Storage.EmptyAsync(engine);
        using var modelled = await Storage.EmptyAsync(engine);
        await using var byMigration = migrated.OpenContext();
        await byMigration.Database.MigrateAsync();
        await using var byModel = modelled.OpenContext();
        await byModel.Database.EnsureCreatedAsync();

        var expected = await DescribeAsync(byModel, engine);
        Assert.True(expected.Count > 60, "the description of the schema is nearly empty: the introspection is broken");
        Assert.Equal(expected, await DescribeAsync(byMigration, engine));
    }

    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.PostgreSql)]
    public async Task A_schema_with_another_column_index_or_nullability_would_be_seen(Engine engine)
    {
        using var storage = await Storage.EmptyAsync(engine);
        await using var db = storage.OpenContext();
        await db.Database.MigrateAsync();
        var before = await DescribeAsync(db, engine);
        await db.Database.ExecuteSqlRawAsync("""ALTER TABLE "platform_audit" ADD COLUMN "Extra" integer NULL""");
        await db.Database.ExecuteSqlRawAsync("""CREATE UNIQUE INDEX "IX_extra" ON "platform_audit" ("Act")""");
        var added = (await DescribeAsync(db, engine)).Except(before).ToList();
        Assert.Equal(2, added.Count);
    }

    /// <summary>One line for each column, index and foreign key.</summary>
    private static async Task<List<string>> DescribeAsync(LiantDb db, Engine engine)
    {
        await db.Database.OpenConnectionAsync();
        var connection = db.Database.GetDbConnection();
        var lines = await RowsAsync(connection, engine == Engine.Sqlite ? SqliteSchema : PostgreSqlSchema);
        // A sheet names its file without a foreign key (migration Imports says why); the model knows of no relation without one.
        // The number of a transaction is the engine's (migration ChangeTransactions): the model does not know it.
        return [.. lines.Where(line => !line.Contains("| Transaction |", StringComparison.Ordinal) && !line.Contains("IX_platform_changes_Transaction", StringComparison.Ordinal) && !line.Contains("__EFMigrations", StringComparison.Ordinal) && !line.Contains("FK_catalogue_sheets_file_source", StringComparison.Ordinal)
                && !line.StartsWith("foreign key | catalogue_sheets | FileSourceId", StringComparison.Ordinal)).Order(StringComparer.Ordinal)];
    }

    private const string SqliteSchema = """
        SELECT 'column', t.name, c.name, upper(c.type), c."notnull", c.dflt_value, c.pk FROM sqlite_schema t, pragma_table_info(t.name) c WHERE t.type = 'table' AND t.name NOT LIKE 'sqlite_%'
        UNION ALL
        SELECT 'index', t.name, CASE i.origin WHEN 'c' THEN i.name ELSE 'key' END, i."unique", c.seqno, c.name, c."desc" FROM sqlite_schema t, pragma_index_list(t.name) i, pragma_index_xinfo(i.name) c WHERE t.type = 'table' AND c.key = 1
        UNION ALL
        SELECT 'foreign key', t.name, f."from", f."table", f."to", f.on_delete, f.on_update FROM sqlite_schema t, pragma_foreign_key_list(t.name) f WHERE t.type = 'table'
        UNION ALL
        SELECT 'autoincrement', t.name, instr(upper(t.sql), 'AUTOINCREMENT') > 0, '', '', '', '' FROM sqlite_schema t WHERE t.type = 'table' AND t.name NOT LIKE 'sqlite_%'
        """;

    private const string PostgreSqlSchema = """
        SELECT 'column', table_name::text, column_name::text, data_type::text || coalesce('(' || character_maximum_length || ')', ''), is_nullable::text, column_default::text, is_identity::text || coalesce(identity_generation, '')
        FROM information_schema.columns WHERE table_schema = 'public'
        UNION ALL
        SELECT 'index', tablename::text, indexname::text, indexdef, '', '', '' FROM pg_indexes WHERE schemaname = 'public'
        UNION ALL
        SELECT 'constraint', conrelid::regclass::text, conname::text, pg_get_constraintdef(oid), '', '', '' FROM pg_constraint WHERE connamespace = 'public'::regnamespace
        """;

    private static async Task<List<string>> RowsAsync(DbConnection connection, string sql)
    {
        Assert.Equal(ConnectionState.Open, connection.State);
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await using var reader = await command.ExecuteReaderAsync();
        var lines = new List<string>();
        while (await reader.ReadAsync())
        {
            lines.Add(string.Join(" | ", Enumerable.Range(0, reader.FieldCount).Select(i => reader.IsDBNull(i) ? "-" : reader.GetValue(i).ToString())));
        }

        return lines;
    }
}
