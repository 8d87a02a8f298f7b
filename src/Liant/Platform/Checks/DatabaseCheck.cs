using System.Runtime.CompilerServices;
using Liant.Platform.Backup;
using Liant.Platform.Database;
using Microsoft.EntityFrameworkCore;

namespace Liant.Platform.Checks;

/// <summary>What the engine itself knows of its health, then the references between tables.</summary>
internal static class DatabaseCheck
{
    private const string Sqlite = """
        SELECT 'base abîmée : ' || integrity_check, 'liant.db' FROM pragma_integrity_check WHERE integrity_check <> 'ok'
        UNION ALL
        SELECT 'lien vers une ligne absente de ' || "parent", "table" || ', ligne ' || coalesce(rowid, '?') FROM pragma_foreign_key_check
        """;

    private const string PostgreSql = """
        SELECT 'contrainte jamais vérifiée : ' || conname, conrelid::regclass::text FROM pg_constraint WHERE connamespace = current_schema()::regnamespace AND NOT convalidated
        UNION ALL
        SELECT 'index inutilisable : ' || indexrelid::regclass, indrelid::regclass::text FROM pg_index JOIN pg_class ON pg_class.oid = indrelid
        WHERE relnamespace = current_schema()::regnamespace AND NOT (indisvalid AND indisready)
        """;

    public static async IAsyncEnumerable<Finding> CheckAsync(LiantDb db, [EnumeratorCancellation] CancellationToken cancel)
    {
        foreach (var query in db.Database.IsNpgsql() ? [PostgreSql, .. Orphans(db)] : new[] { Sqlite })
        {
            await using var command = StoredSchema.Command(db.Database.GetDbConnection(), query);
            await using var rows = await command.ExecuteReaderAsync(cancel);
            while (await rows.ReadAsync(cancel))
            {
                yield return new Finding(rows.GetString(0), rows.GetString(1));
            }
        }
    }

    /// <summary>PostgreSQL keeps references itself, but not those written while its triggers were off (a replica, a repair).</summary>
    private static IEnumerable<string> Orphans(LiantDb db) => db.Model.GetEntityTypes().SelectMany(entity => entity.GetDeclaredForeignKeys()).Select(key =>
    {
        var from = key.Properties.Select(property => StoredSchema.Quoted(property.GetColumnName())).ToList();
        var to = key.PrincipalKey.Properties.Select(property => StoredSchema.Quoted(property.GetColumnName())).ToList();
        var (table, other) = (key.DeclaringEntityType.GetTableName()!, key.PrincipalEntityType.GetTableName()!);
        return $"""
            SELECT 'lien vers une ligne absente de {other}', '{table}, ' || concat_ws(' ', {string.Join(", ", from.Select(column => "a." + column))})
            FROM {StoredSchema.Quoted(table)} a WHERE {string.Join(" AND ", from.Select(column => $"a.{column} IS NOT NULL"))}
            AND NOT EXISTS (SELECT 1 FROM {StoredSchema.Quoted(other)} b WHERE {string.Join(" AND ", from.Zip(to, (a, b) => $"b.{b} = a.{a}"))})
            """;
    });
}
