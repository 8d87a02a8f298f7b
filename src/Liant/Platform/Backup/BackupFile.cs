using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Json;
using Liant.Platform.Database;

namespace Liant.Platform.Backup;

/// <summary>A backup that was read from one end to the other and found whole.</summary>
internal sealed class BackupFile : IDisposable
{
    private const int LongestManifest = 16 * 1024 * 1024;

    private readonly FileStream stream;
    private readonly ZipArchive zip;

    private BackupFile(FileStream stream, ZipArchive zip, BackupManifest manifest) => (this.stream, this.zip, Manifest) = (stream, zip, manifest);

    public BackupManifest Manifest { get; }

    public static BackupFile OpenWhole(string path, ProgressLine progress, CancellationToken cancel)
    {
        if (!File.Exists(path))
        {
            throw new BackupRefused($"Fichier introuvable : {path}");
        }

        FileStream? stream = null;
        ZipArchive? zip = null;
        try
        {
            stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 128 * 1024);
            if (!Seal.Holds(stream))
            {
                throw new BackupRefused("Cette sauvegarde est incomplète ou abîmée, ou n’en est pas une : son empreinte ne correspond pas. Rien n’a été touché.");
            }

            zip = new ZipArchive(stream, ZipArchiveMode.Read, leaveOpen: true);
            var backup = new BackupFile(stream, zip, ReadManifest(zip));
            backup.Check(progress, cancel);
            return backup;
        }
        catch (Exception problem)
        {
            zip?.Dispose();
            stream?.Dispose();
            if (problem is InvalidDataException or JsonException or FormatException or OverflowException or KeyNotFoundException or InvalidOperationException or IOException)
            {
                throw new BackupRefused($"Cette sauvegarde ne peut pas être lue ({problem.Message}). Rien n’a été touché.", problem);
            }

            throw;
        }
    }

    /// <summary>The array is another one at each row.</summary>
    public IEnumerable<object?[]> Rows(BackupManifest.Table table)
    {
        using var entry = zip.GetEntry(table.Entry)!.Open();
        foreach (var row in Rows(table, entry))
        {
            yield return row;
        }
    }

    public void Dispose()
    {
        zip.Dispose();
        stream.Dispose();
    }

    private static BackupManifest ReadManifest(ZipArchive zip)
    {
        var entry = zip.GetEntry(BackupManifest.Entry);
        if (entry is null || entry.Length > LongestManifest)
        {
            throw new InvalidDataException("manifest.json");
        }

        var text = new byte[entry.Length];
        using (var opened = entry.Open())
        {
            opened.ReadExactly(text);
        }

        // The number first: a later format may have another shape.
        using (var json = JsonDocument.Parse(text))
        {
            if (json.RootElement.GetProperty("format").GetInt32() > BackupManifest.PresentFormat)
            {
                throw Newer(json.RootElement.TryGetProperty("version", out var version) ? version.ToString() : "?");
            }
        }

        var manifest = JsonSerializer.Deserialize<BackupManifest>(text, JsonText.Options);
        return manifest is { Format: > 0, Version: not null, Migrations.Count: > 0, Tables: not null }
            && manifest.Tables.All(table => table is { Name: not null, Columns.Count: > 0, Rows: >= 0, Bytes: >= 0, Sha256: not null } && table.Columns.All(column => column?.Name is not null))
            ? manifest
            : throw new InvalidDataException("manifest.json");
    }

    public static BackupRefused Newer(string version) =>
        new($"Cette sauvegarde a été faite par une version plus récente de Liant ({version}). Prenez cette version, ou une plus récente encore, puis recommencez. Rien n’a été touché.");

    private void Check(ProgressLine progress, CancellationToken cancel)
    {
        var expected = Manifest.Tables.Select(table => table.Entry).Distinct().Append(BackupManifest.Entry).Order(StringComparer.Ordinal);
        if (!zip.Entries.Select(entry => entry.FullName).Order(StringComparer.Ordinal).SequenceEqual(expected))
        {
            throw new InvalidDataException("liste des tables");
        }

        foreach (var table in Manifest.Tables)
        {
            using var sha = SHA256.Create();
            using var entry = new CryptoStream(zip.GetEntry(table.Entry)!.Open(), sha, CryptoStreamMode.Read);
            long count = 0;
            foreach (var _ in Rows(table, entry))
            {
                if (++count % 1000 == 0)
                {
                    cancel.ThrowIfCancellationRequested();
                    progress.Say("Vérification de", table.Name, count);
                }
            }

            if (count != table.Rows || Convert.ToHexStringLower(sha.Hash!) != table.Sha256)
            {
                throw new InvalidDataException(table.Name);
            }
        }
    }

    private static IEnumerable<object?[]> Rows(BackupManifest.Table table, Stream entry)
    {
        var lines = new LineReader(entry, table.Bytes);
        while (lines.Next() is { } line)
        {
            yield return RowLine.Read(line.Span, table.Columns);
        }
    }
}
