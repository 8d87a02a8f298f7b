using System.Text;
using Liant.Modules.Catalogue.Import;
using Liant.Platform.Database;
using Liant.Platform.Tables;
using Liant.Tests.World;
using Microsoft.EntityFrameworkCore;

namespace Liant.Tests.Catalogue.Import;

/// <summary>Somebody presses the button while rows are being written.</summary>
public sealed class StoppingAnImport(WritingHosts hosts) : IClassFixture<WritingHosts>
{
    private const int Rows = 40_000;

    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.PostgreSql)]
    public async Task It_stops_between_two_transactions_and_goes_on_from_there(Engine engine)
    {
        var (host, _) = await hosts.OnAsync(engine);
        var file = Encoding.UTF8.GetBytes("cle;titre;resume;code_insee\n" + string.Concat(Enumerable.Range(1, Rows).Select(n => $"{n};Étal {n} {engine};Atelier numéro {n};33227\n")));
        // A third of the way the file comes slowly, so that a transaction ends there.
        using var stopped = new FileReadMeanwhile(file, () => AskToStop(host), file.Length / 3, TimeSpan.FromSeconds(2));
        var half = await host.ImportAsync(stopped);
        Assert.Equal(ImportState.Stopped, half.Import.State);
        Assert.InRange(half.Import.Position, 1, Rows - 1);
        Assert.Equal(half.Import.Position, half.Import.Added);
        Assert.Equal(half.Import.Added, (await host.SheetsOfAsync(half.Origin)).Count);

        await ResumeAsync(host, half.Import.Id, new MemoryStream(file));
        var whole = await host.WithDbAsync(db => db.Set<SheetImport>().AsNoTracking().SingleAsync(i => i.Id == half.Import.Id));
        Assert.Equal((ImportState.Finished, Rows, Rows, 0L, 0L), (whole.State, whole.Position, whole.Added, whole.Unchanged, whole.Refused));
        Assert.Equal(Rows, (await host.SheetsOfAsync(half.Origin)).Select(s => s.OriginKey).Distinct().Count());
    }

    [Fact]
    public async Task Asked_when_every_row_is_written_it_is_finished()
    {
        var (host, _) = await hosts.OnAsync(Engine.PostgreSql);
        var bytes = Encoding.UTF8.GetBytes("cle;titre;resume\n" + string.Concat(Enumerable.Range(1, 600).Select(n => $"{n};Le dernier étal {n};Atelier\n")));
        // The first batch is in its transaction, the last one is all that is left.
        using var file = new FileReadMeanwhile(bytes, () => Later(() => AskToStop(host)), bytes.Length);
        var imported = (await host.ImportAsync(file)).AddsUp();
        Assert.True(file.IsDone);
        Assert.Equal(600, imported.Import.Added);
    }

    private static bool Later(Func<bool> act)
    {
        Task.Delay(500).GetAwaiter().GetResult();
        return act();
    }

    private static bool AskToStop(LiantHost host) => host.WithDbAsync(async db =>
    {
        if (await db.Set<SheetImport>().SingleOrDefaultAsync(i => i.State == ImportState.Running) is not { } import)
        {
            return false;
        }

        import.AskToStop();
        await db.SaveChangesAsync();
        return true;
    }).GetAwaiter().GetResult();

    private static async Task ResumeAsync(LiantHost host, Guid id, Stream content)
    {
        await using var scope = host.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<LiantDb>();
        using var table = TableFile.Open(content);
        var import = await db.Set<SheetImport>().Include(i => i.FileSource).SingleAsync(i => i.Id == id);
        import.Resume();
        import.Take(scope.ServiceProvider.GetRequiredService<TimeProvider>().GetUtcNow());
        await db.SaveChangesAsync();
        await scope.ServiceProvider.GetRequiredService<ImportRun>().RunAsync(import, table, CancellationToken.None);
    }
}
