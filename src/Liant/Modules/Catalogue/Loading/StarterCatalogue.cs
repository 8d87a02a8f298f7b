using System.Security.Cryptography;
using Liant.Platform.Audit;
using Liant.Platform.Database;
using Liant.Platform.Imports;
using Microsoft.EntityFrameworkCore;

namespace Liant.Modules.Catalogue.Loading;

/// <summary>The catalogue that ships with Liant, loaded by the ordinary loader once per edition of its files.</summary>
internal sealed class StarterCatalogue(LiantDb db, SheetLoader loader, TimeProvider clock)
{
    public const string Origin = "starter";

    private const string Loaded = "starter-loaded";

    private const string Folder = "Liant.Modules.Catalogue.Starter.";

    public async Task LoadAsync(CancellationToken cancel)
    {
        var kinds = Enum.GetValues<SheetKind>();
        var edition = Edition([.. kinds.Select(k => k.Plural()), "sources"]);
        if (await db.AuditEntries.AnyAsync(entry => entry.Act == Loaded && entry.Subject == edition, cancel))
        {
            return;
        }

        using var sources = Open("sources");
        var files = kinds.Select(kind => (kind, Read(kind))).ToList();
        var report = await loader.LoadAsync(files, SheetFile.ReadSources(sources), Origin, cancel);
        if (report.Refusals.Count > 0)
        {
            throw new InvalidOperationException("Starter catalogue: " + string.Join(Environment.NewLine, report.Refusals.Select(r => r.Reason)));
        }

        db.AuditEntries.Add(new AuditEntry { At = clock.GetUtcNow(), Actor = "import", Act = Loaded, Subject = edition });
        await db.SaveChangesAsync(cancel);
    }

    private static List<SheetFile> Read(SheetKind kind)
    {
        using var json = Open(kind.Plural());
        return SheetFile.Read(json);
    }

    private static string Edition(IEnumerable<string> files)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var file in files)
        {
            using var json = Open(file);
            using var bytes = new MemoryStream();
            json.CopyTo(bytes);
            hash.AppendData(bytes.GetBuffer().AsSpan(0, (int)bytes.Length));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static Stream Open(string file) =>
        typeof(StarterCatalogue).Assembly.GetManifestResourceStream($"{Folder}{file}.json")
        ?? throw new UnreadableFile($"Starter file missing: {file}");
}
