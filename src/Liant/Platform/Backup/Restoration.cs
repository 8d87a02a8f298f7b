using Liant.Platform.Database;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace Liant.Platform.Backup;

/// <summary>
/// Puts a backup into an empty place, of either engine. Everything that can be refused is refused before the place is touched.
/// <code>
///   whole? → of a version that we know? → tables as that version has them? → place empty? → schema of then → rows → present schema
/// </code>
/// </summary>
internal sealed class Restoration(LiantSettings settings, ProgressLine progress)
{
    public async Task<Outcome> RestoreAsync(string file, CancellationToken cancel)
    {
        using var backup = BackupFile.OpenWhole(file, progress, cancel);
        var (tables, leftOut) = await CompareAsync(backup.Manifest, cancel);
        RestorePlace place = settings.UsesPostgreSql ? new PostgreSqlPlace(settings, progress) : new SqlitePlace(settings, progress);
        await place.FillAsync(backup, tables, cancel);
        return new Outcome(backup.Manifest, leftOut);
    }

    /// <summary>The schema that the backup must have is made in memory, by the migrations that the backup names.</summary>
    private static async Task<(List<BackupManifest.Table> Tables, List<string> LeftOut)> CompareAsync(BackupManifest manifest, CancellationToken cancel)
    {
        await using var connection = new SqliteConnection("Data Source=:memory:");
        await connection.OpenAsync(cancel);
        var options = new DbContextOptionsBuilder<LiantDb>();
        options.UseSqlite(connection);
        DatabaseServices.UseHandWrittenMigrations(options);
        await using var db = new LiantDb(options.Options);
        var known = db.Database.GetMigrations().ToList();
        if (manifest.Migrations.Except(known).Any())
        {
            throw BackupFile.Newer(manifest.Version);
        }

        if (!manifest.Migrations.SequenceEqual(known.Take(manifest.Migrations.Count)))
        {
            throw OfAnotherShape("des mises à jour de la base manquent");
        }

        await db.Database.MigrateAsync(manifest.Migrations[^1], cancel);
        var expected = (await StoredSchema.ReadAsync(connection, cancel)).ToDictionary(table => table.Name);
        var ours = manifest.Tables.Where(table => expected.ContainsKey(table.Name)).ToList();
        if (ours.Count != expected.Count)
        {
            throw OfAnotherShape($"il manque {string.Join(", ", expected.Keys.Except(ours.Select(table => table.Name)))}");
        }

        foreach (var table in ours)
        {
            var columns = expected[table.Name].Columns.ToDictionary(column => column.Name, column => column.Type);
            if (table.Columns.Count != columns.Count || !table.Columns.All(column => columns.TryGetValue(column.Name, out var type) && RowLine.Fits(column.Type, type)))
            {
                throw OfAnotherShape($"colonnes de {table.Name}");
            }
        }

        // Another program's tables in the same database were saved too, because a backup cannot tell; they have no place here.
        return (ours, manifest.Tables.Except(ours).Select(table => table.Name).ToList());
    }

    private static BackupRefused OfAnotherShape(string detail) =>
        new($"Cette sauvegarde n’a pas la forme attendue ({detail}). Rien n’a été touché.");

    /// <param name="LeftOut">Tables that are not of Liant.</param>
    internal sealed record Outcome(BackupManifest Manifest, IReadOnlyList<string> LeftOut);
}
