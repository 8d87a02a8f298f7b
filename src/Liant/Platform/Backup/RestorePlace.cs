using System.Data.Common;

namespace Liant.Platform.Backup;

/// <summary>Where a backup is restored. Killed at any moment, it is left empty or complete.</summary>
internal abstract class RestorePlace(LiantSettings settings, ProgressLine progress)
{
    protected LiantSettings Settings => settings;

    protected ProgressLine Progress => progress;

    /// <param name="tables">A table stands after those that it refers to.</param>
    public abstract Task FillAsync(BackupFile backup, IReadOnlyList<BackupManifest.Table> tables, CancellationToken cancel);

    protected static async Task RefuseUnlessEmptyAsync(DbConnection connection, CancellationToken cancel)
    {
        if (await StoredSchema.HasRowsAsync(connection, await StoredSchema.ReadAsync(connection, cancel), cancel))
        {
            throw NotEmpty;
        }
    }

    protected static BackupRefused NotEmpty => new(
        "Il y a déjà des données ici. Une restauration se fait dans un endroit vide : donnez un autre LIANT_DATA ou un autre LIANT_DATABASE, ou déplacez la base actuelle. Rien n’a été touché.");

    /// <summary>The columns of the table here, in the order of the backup's values.</summary>
    protected static StoredTable InOrderOf(BackupManifest.Table table, IEnumerable<StoredTable> schema)
    {
        var here = schema.Single(stored => stored.Name == table.Name);
        return here with { Columns = table.Columns.Select(column => here.Columns.Single(stored => stored.Name == column.Name)).ToList() };
    }

    protected void Say(BackupManifest.Table table, long rows)
    {
        if (rows % 1000 == 0)
        {
            progress.Say("Restauration de", table.Name, rows);
        }
    }
}
