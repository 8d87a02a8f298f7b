using System.IO.Compression;
using System.Text;
using Liant.Platform.Backup;
using Liant.Platform.Checks;
using Liant.Platform.Database;
using Liant.Platform.Files;
using Microsoft.EntityFrameworkCore;

namespace Liant.Tests.World;

/// <summary>What an administrator does with the three verbs, in one line.</summary>
internal static class Backups
{
    public static Task<BackupManifest> BackUpAsync(this Storage storage, string file) =>
        new BackupWriter(storage.Settings, TimeProvider.System, ProgressLine.None).WriteAsync(file, TestContext.Current.CancellationToken);

    public static Task<Restoration.Outcome> RestoreAsync(this Storage storage, string file) =>
        new Restoration(storage.Settings, ProgressLine.None).RestoreAsync(file, TestContext.Current.CancellationToken);

    /// <summary>A file of 600,000 bytes, as someone would send it: three pieces.</summary>
    public static async Task StoreFileAsync(this Storage storage, string name)
    {
        await using var app = LiantApp.Create(storage.Settings, listens: false, LiantHost.Quiet);
        using var content = new MemoryStream(Enumerable.Range(0, 600_000).Select(i => (byte)(i * 31 % 251)).ToArray());
        await new StoredFiles(app.Services.GetRequiredService<IDbContextFactory<LiantDb>>(), TimeProvider.System).SaveAsync(content, name, TestContext.Current.CancellationToken);
    }

    /// <summary>What "./run check" says, and its code.</summary>
    public static async Task<(int Code, string Words)> CheckAsync(this Storage storage, Uri? site = null, WebLinks? links = null)
    {
        var settings = site is null ? storage.Settings : storage.Settings with { Urls = site.ToString() };
        await using var app = LiantApp.Create(settings, listens: false, LiantHost.Quiet);
        await using var words = new StringWriter();
        var code = await CheckVerb.RunAsync(app.Services, links, words, TestContext.Current.CancellationToken);
        return (code, words.ToString());
    }

    /// <summary>The same backup with its entries changed and sealed anew, as someone could who knows how.</summary>
    public static void Rewrite(string file, Func<string, string, string?> change, params (string Name, string Text)[] more)
    {
        var entries = new List<(string Name, string Text)>();
        using (var zip = ZipFile.OpenRead(file))
        {
            foreach (var entry in zip.Entries)
            {
                using var text = new StreamReader(entry.Open());
                if (change(entry.FullName, text.ReadToEnd()) is { } kept)
                {
                    entries.Add((entry.FullName, kept));
                }
            }
        }

        using var stream = new FileStream(file, FileMode.Create, FileAccess.ReadWrite);
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true) { Comment = Seal.Blank })
        {
            foreach (var (name, text) in entries.Concat(more))
            {
                using var entry = zip.CreateEntry(name).Open();
                entry.Write(Encoding.UTF8.GetBytes(text));
            }
        }

        Seal.Put(stream);
    }
}
