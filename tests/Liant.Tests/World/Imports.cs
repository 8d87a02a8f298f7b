using System.Text;
using Liant.Modules.Catalogue;
using Liant.Modules.Catalogue.Contract;
using Liant.Modules.Catalogue.Import;
using Liant.Modules.Search.Contract;
using Liant.Platform.Database;
using Liant.Platform.Files;
using Liant.Platform.Tables;
using Microsoft.EntityFrameworkCore;

namespace Liant.Tests.World;

/// <summary>What an import did, once over.</summary>
internal sealed record Imported(SheetImport Import, List<ImportLine> Refused, List<ImportLine> Remarks, ColumnPlan Plan, string Origin)
{
    public (long Added, long Updated, long Unchanged, long Refused) Counts => (Import.Added, Import.Updated, Import.Unchanged, Import.Refused);

    /// <summary>Every row is in one count, and every refused one has a line and a reason.</summary>
    public Imported AddsUp()
    {
        Assert.Equal(ImportState.Finished, Import.State);
        Assert.Equal((Import.Rows, Import.Rows), (Import.Position, Import.Added + Import.Updated + Import.Unchanged + Import.Refused));
        Assert.Equal(Import.Refused, Refused.Count);
        Assert.All(Refused, line => Assert.True(line.Line > 0 && line.Reason.Length > 10 && line.Cells is not null, $"{line.Line} {line.Reason}"));
        return this;
    }
}

/// <summary>Files imported as the command does, step by step, without its process.</summary>
internal static class Imports
{
    private static int count;

    public static Task<Imported> ImportAsync(this LiantHost host, string text, SheetKind? kind = SheetKind.Organisation, string? source = null) =>
        host.ImportAsync(new MemoryStream(Encoding.UTF8.GetBytes(text)), kind, source);

    /// <param name="source">A source of its own when it is not said.</param>
    public static Task<Imported> ImportAsync(this LiantHost host, Stream content, SheetKind? kind = SheetKind.Organisation, string? source = null, ImportDesk.SourceSaid? said = null) =>
        ImportAsync(host.Services, content, kind, said ?? new ImportDesk.SourceSaid(source ?? $"Source imaginaire {Interlocked.Increment(ref count)}", null, null, null, null), null);

    /// <param name="loads">As the command gives it, where no site runs beside.</param>
    public static async Task<Imported> ImportAsync(IServiceProvider services, Stream content, SheetKind? kind, ImportDesk.SourceSaid said, LoadIndexing? loads)
    {
        await using var scope = services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<LiantDb>();
        var desk = scope.ServiceProvider.GetRequiredService<ImportDesk>();
        using var table = TableFile.Open(content);
        var (plan, _, _) = await desk.ProposeAsync(table, kind, CancellationToken.None);
        var import = await desk.PrepareAsync(table, "essai.csv", null, await StoredFiles.ChecksumAsync(content, CancellationToken.None), "essai", CancellationToken.None);
        await desk.StartAsync(import, table, plan, said, CancellationToken.None);
        import.Take(scope.ServiceProvider.GetRequiredService<TimeProvider>().GetUtcNow());
        await db.SaveChangesAsync();
        await scope.ServiceProvider.GetRequiredService<ImportRun>().RunAsync(import, table, CancellationToken.None, loads);
        db.ChangeTracker.Clear();
        var over = await db.Set<SheetImport>().AsNoTracking().SingleAsync(i => i.Id == import.Id);
        var lines = await db.Set<ImportLine>().AsNoTracking().Where(l => l.ImportId == import.Id).OrderBy(l => l.Rank).ToListAsync();
        return new Imported(over, [.. lines.Where(l => l.IsRefused)], [.. lines.Where(l => !l.IsRefused)], plan, said.OriginOrTitle);
    }

    /// <summary>One row under that heading, which must be taken: the sheet that it made.</summary>
    public static async Task<Sheet> ImportOneAsync(this LiantHost host, string heading, string row, SheetKind kind = SheetKind.Organisation)
    {
        var imported = (await host.ImportAsync($"{heading}\n{row}\n", kind)).AddsUp();
        Assert.True(imported.Import.Added == 1, string.Join(" ; ", imported.Refused.Select(line => line.Reason)));
        return Assert.Single(await host.SheetsOfAsync(imported.Origin));
    }

    /// <summary>One row under that heading, which must be refused: why.</summary>
    public static async Task<string> RefusalOfAsync(this LiantHost host, string heading, string row, SheetKind kind = SheetKind.Organisation)
    {
        var imported = (await host.ImportAsync($"{heading}\n{row}\n", kind)).AddsUp();
        return Assert.Single(imported.Refused).Reason;
    }

    /// <summary>The sheets of a source, in the order of their keys.</summary>
    public static Task<List<Sheet>> SheetsOfAsync(this LiantHost host, string origin) =>
        host.WithDbAsync(db => db.Set<Sheet>().AsNoTracking().Include(s => s.Relations).Where(s => s.Origin == origin).OrderBy(s => s.OriginKey).ToListAsync());

    /// <summary>Every text of a sheet that a reader sees.</summary>
    public static string Published(Sheet s) => string.Join('\n',
        new[] { s.Title, s.Acronym, s.Summary, s.Body, s.AreaLabel, s.Address, (s as Initiative)?.Context, (s as Resource)?.Category, (s as Event)?.Venue }
            .Concat(s.Aliases).Concat(s.Keywords).Concat((s as Resource)?.Publishers ?? []).Concat((s as Event)?.Organisers ?? [])
            .Concat(s.Particulars.Select(p => $"{p.Label} : {p.Text}")).Concat(s.Links.Select(l => $"{l.Label} {l.Url}")).Concat(s.Figures.Select(f => f.Label)).OfType<string>());
}
