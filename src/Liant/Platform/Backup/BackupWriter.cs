using System.Buffers;
using System.Data.Common;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Encodings.Web;
using System.Text.Json;
using Liant.Platform.Database;

namespace Liant.Platform.Backup;

/// <summary>Writes every table to one file, as of one instant, while the site goes on. Reads only; migrates and loads nothing.</summary>
internal sealed class BackupWriter(LiantSettings settings, TimeProvider clock, ProgressLine progress)
{
    private static readonly JsonWriterOptions Lines = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    public async Task<BackupManifest> WriteAsync(string file, CancellationToken cancel)
    {
        if (Path.Exists(file))
        {
            throw new BackupRefused($"Le fichier existe déjà : {file}. Choisissez un autre nom, ou déplacez-le.");
        }

        if (!settings.UsesPostgreSql && !File.Exists(settings.SqliteFile))
        {
            throw new BackupRefused($"Il n’y a pas de base de Liant dans {settings.DataFolder}. Donnez les mêmes LIANT_DATA et LIANT_DATABASE qu’au site.");
        }

        await using var connection = DatabaseServices.PlainConnection(settings);
        await connection.OpenAsync(cancel);
        var part = file + ".part";
        try
        {
            BackupManifest manifest;
            await using (var stream = Create(part))
            {
                manifest = await WriteAsync(connection, stream, cancel);
                Seal.Put(stream);
                stream.Flush(flushToDisk: true);
            }

            File.Move(part, file, overwrite: false);
            return manifest;
        }
        catch
        {
            File.Delete(part);
            throw;
        }
    }

    private async Task<BackupManifest> WriteAsync(DbConnection connection, FileStream stream, CancellationToken cancel)
    {
        // One snapshot for all tables: what is committed meanwhile is not seen, what is seen is seen whole.
        await StoredSchema.ExecuteAsync(connection, settings.UsesPostgreSql ? "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY" : "BEGIN DEFERRED", cancel);
        var migrations = await StoredSchema.MigrationsAsync(connection, cancel);
        if (migrations is null or [])
        {
            throw new BackupRefused("Cette base est vide, ou n’est pas celle d’un Liant : il n’y a rien à sauvegarder.");
        }

        using var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true) { Comment = Seal.Blank };
        var tables = new List<BackupManifest.Table>();
        foreach (var table in await StoredSchema.ReadAsync(connection, cancel))
        {
            tables.Add(await WriteAsync(connection, table, zip, cancel));
        }

        var manifest = new BackupManifest(
            BackupManifest.PresentFormat, typeof(BackupWriter).Assembly.GetName().Version!.ToString(3), settings.UsesPostgreSql ? "postgresql" : "sqlite",
            clock.GetUtcNow(), migrations, tables);
        await using (var entry = zip.CreateEntry(BackupManifest.Entry).Open())
        {
            await JsonSerializer.SerializeAsync(entry, manifest, JsonText.Options, cancel);
        }

        await StoredSchema.ExecuteAsync(connection, "COMMIT", cancel);
        return manifest;
    }

    private async Task<BackupManifest.Table> WriteAsync(DbConnection connection, StoredTable table, ZipArchive zip, CancellationToken cancel)
    {
        var described = new BackupManifest.Table(table.Name, [.. table.Columns.Select(column => new BackupManifest.Column(column.Name, column.Type))], 0, 0, "");
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = new ArrayBufferWriter<byte>(128 * 1024);
        await using var json = new Utf8JsonWriter(buffer, Lines);
        await using var command = StoredSchema.Command(connection, $"SELECT {table.ColumnList} FROM {StoredSchema.Quoted(table.Name)}");
        await using var rows = await command.ExecuteReaderAsync(cancel);
        await using var entry = zip.CreateEntry(described.Entry, CompressionLevel.Optimal).Open();
        long count = 0, bytes = 0;
        while (await rows.ReadAsync(cancel))
        {
            RowLine.Write(json, rows, table.Columns);
            json.Flush();
            json.Reset();
            buffer.Write("\n"u8);
            count++;
            if (buffer.WrittenCount > 64 * 1024)
            {
                Empty();
                progress.Say("Sauvegarde de", table.Name, count);
            }
        }

        Empty();
        return described with { Rows = count, Bytes = bytes, Sha256 = Convert.ToHexStringLower(hash.GetHashAndReset()) };

        void Empty()
        {
            hash.AppendData(buffer.WrittenSpan);
            entry.Write(buffer.WrittenSpan);
            bytes += buffer.WrittenCount;
            buffer.ResetWrittenCount();
        }
    }

    /// <summary>Readable by its owner only: the keys of the sessions and the private sheets are in it.</summary>
    private static FileStream Create(string part)
    {
        if (File.Exists(part))
        {
            // Left by a backup that was killed; still held by one that is at work, and the opening then fails.
            new FileStream(part, FileMode.Open, FileAccess.ReadWrite, FileShare.None).Dispose();
            File.Delete(part);
        }

        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.ReadWrite, Share = FileShare.None, BufferSize = 128 * 1024 };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        return new FileStream(part, options);
    }
}
