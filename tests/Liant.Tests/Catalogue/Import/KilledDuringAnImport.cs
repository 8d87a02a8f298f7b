using System.Diagnostics;
using System.Globalization;
using System.Linq.Expressions;
using Liant.Modules.Catalogue;
using Liant.Modules.Catalogue.Import;
using Liant.Tests.World;
using Microsoft.EntityFrameworkCore;

namespace Liant.Tests.Catalogue.Import;

/// <summary>The built Liant.dll, killed as a power cut would, and started again by the same command.</summary>
public sealed class KilledDuringAnImport
{
    private const int Rows = 150_000;
    private const int Refused = Rows / 1_000;

    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.PostgreSql)]
    public async Task Nothing_is_lost_and_nothing_doubled(Engine engine)
    {
        using var storage = await Storage.LoadedAsync(engine);
        var file = await WriteAsync(storage, Rows);
        var random = new Random(engine == Engine.Sqlite ? 1 : 2);
        var kills = 0;
        for (var round = 0; round < 5 && !await AnyAsync(storage, import => import.State == ImportState.Finished); round++)
        {
            var before = await VersionAsync(storage);
            using var import = Start(storage, file);
            while (!import.HasExited && await VersionAsync(storage) == before)
            {
                await Task.Delay(5, TestContext.Current.CancellationToken);
            }

            // Taken: somewhere in its first transaction, or soon after it.
            var written = await WrittenAsync(storage);
            while (round % 2 == 0 && !import.HasExited && await WrittenAsync(storage) == written)
            {
                await Task.Delay(5, TestContext.Current.CancellationToken);
            }

            await Task.Delay(random.Next(0, round % 2 == 0 ? 200 : 1_000), TestContext.Current.CancellationToken);
            kills += import.HasExited ? 0 : 1;
            import.Kill();
            await import.WaitForExitAsync(TestContext.Current.CancellationToken);
        }

        Assert.True(kills >= 1, $"{kills} coupures");
        if (!await AnyAsync(storage, import => import.State == ImportState.Finished))
        {
            using var last = Start(storage, file);
            Assert.Contains($"{Refused} refusées", await last.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
            await last.WaitForExitAsync(TestContext.Current.CancellationToken);
        }

        await using var db = storage.OpenContext();
        var keys = await db.Set<Sheet>().Where(s => s.Origin == "lieux").Select(s => s.OriginKey!).ToListAsync(TestContext.Current.CancellationToken);
        Assert.Equal((Rows - Refused, Rows - Refused), (keys.Count, keys.Distinct().Count()));
        Assert.Equal(Rows - Refused, await db.Set<Sheet>().Where(s => s.Origin == "lieux").Select(s => s.Slug).Distinct().CountAsync(TestContext.Current.CancellationToken));
        var finished = await db.Set<SheetImport>().Where(i => i.State == ImportState.Finished).SingleAsync(TestContext.Current.CancellationToken);
        Assert.Equal((Rows, Rows, Refused, 0L), (finished.Position, finished.Added + finished.Unchanged + finished.Updated + finished.Refused, finished.Refused, finished.Absent));
        Assert.Equal(Refused, await db.Set<ImportLine>().CountAsync(l => l.ImportId == finished.Id && l.IsRefused, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Interrupted_politely_it_says_that_the_same_command_goes_on()
    {
        using var storage = await Storage.LoadedAsync(Engine.Sqlite);
        const int many = 3 * Rows;
        var file = await WriteAsync(storage, many);
        using var import = Start(storage, file);
        var errors = import.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        while (!import.HasExited && await WrittenAsync(storage) == 0)
        {
            await Task.Delay(5, TestContext.Current.CancellationToken);
        }

        Process.Start("kill", ["-TERM", $"{import.Id}"]).WaitForExit();
        await import.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Contains("Import interrompu", await errors, StringComparison.Ordinal);
        Assert.DoesNotContain("Exception", await errors, StringComparison.Ordinal);
        Assert.Equal(130, import.ExitCode);
        var before = await WrittenAsync(storage);
        Assert.InRange(before, 1, many - 1);
        using var again = Start(storage, file);
        Assert.Contains($"{3 * Refused} refusées", await again.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        await again.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(many, await WrittenAsync(storage));
    }

    private static async Task<string> WriteAsync(Storage storage, int rows)
    {
        var file = Path.Combine(storage.Folder, "lieux.csv");
        await File.WriteAllTextAsync(file, "cle;titre;resume;code_insee\n" + string.Concat(Enumerable.Range(1, rows).Select(n => string.Create(CultureInfo.InvariantCulture, $"{n};Lieu {n % 140_000};Numéro {n};{(n % 1_000 == 0 ? "99999" : "33227")}\n"))), TestContext.Current.CancellationToken);
        return file;
    }

    private static Process Start(Storage storage, string file) => Process.Start(new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "Liant.dll"), "import", "organisations", file])
    {
        RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = storage.Folder,
        Environment = { ["LIANT_DATA"] = storage.Folder, ["LIANT_DATABASE"] = storage.Database ?? "", ["LIANT_URLS"] = "http://127.0.0.1:0" },
    })!;

    private static async Task<bool> AnyAsync(Storage storage, Expression<Func<SheetImport, bool>> which)
    {
        await using var db = storage.OpenContext();
        return await db.Set<SheetImport>().AnyAsync(which, TestContext.Current.CancellationToken);
    }

    private static async Task<long> WrittenAsync(Storage storage)
    {
        await using var db = storage.OpenContext();
        return await db.Set<SheetImport>().SumAsync(import => import.Position, TestContext.Current.CancellationToken);
    }

    /// <summary>Rises each time that somebody takes the import.</summary>
    private static async Task<int> VersionAsync(Storage storage)
    {
        await using var db = storage.OpenContext();
        return await db.Set<SheetImport>().SumAsync(import => import.Version, TestContext.Current.CancellationToken);
    }
}
