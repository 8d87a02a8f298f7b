using System.Globalization;
using System.Text;
using System.Text.Json;
using Liant.Modules.Accounts.Contract;
using Liant.Modules.Catalogue;
using Liant.Modules.Catalogue.Contract;
using Liant.Modules.Catalogue.Import;
using Liant.Modules.Search.Analysis;
using Liant.Modules.Search.Contract;
using Liant.Modules.Search.Index;
using Liant.Modules.Search.Snapshots;
using Liant.Modules.Territories.Contract;
using Liant.Modules.Territories.Programmes;
using Liant.Platform;
using Liant.Platform.Database;
using Liant.Platform.Start;
using Liant.Tests.World;
using Microsoft.EntityFrameworkCore;

namespace Liant.Tests.Search.Snapshots;

/// <summary>A command that loads many sheets indexes them on the way: the site that starts next takes the index from the disk, and it is the one that the database would have given.</summary>
public sealed class IndexedWithALoad
{
    private const int Rows = 2_500;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.PostgreSql)]
    public async Task The_next_start_reads_no_sheet_from_the_database_and_finds_them_all(Engine engine)
    {
        using var storage = await Storage.LoadedAsync(engine);
        Assert.Equal(Rows, (await LoadAsync(storage, File(Rows))).Import.Added);
        await MustResumeAsync(storage, resumes: true);
    }

    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.PostgreSql)]
    public async Task What_others_write_meanwhile_is_there_too(Engine engine)
    {
        using var storage = await Storage.LoadedAsync(engine);
        var content = Meanwhile(storage, Rows, async db =>
        {
            db.Remove(await db.Set<Initiative>().SingleAsync(sheet => sheet.Title == "La Smalah", Cancel));
            db.Add(Sheets.Entity("La Zanzibulle"));
        });
        Assert.Equal(Rows, (await LoadAsync(storage, content)).Import.Added);
        Assert.True(content.IsDone);
        await MustResumeAsync(storage, resumes: true);
    }

    [Fact]
    public async Task A_second_source_joins_the_index_that_the_disk_has()
    {
        using var storage = await Storage.LoadedAsync(Engine.Sqlite);
        await LoadAsync(storage, File(Rows), "première");
        await LoadAsync(storage, File(Rows), "seconde");
        await MustResumeAsync(storage, resumes: true);
    }

    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.PostgreSql)]
    public async Task An_address_taken_meanwhile_leaves_the_index_to_the_next_start(Engine engine)
    {
        using var storage = await Storage.LoadedAsync(engine);
        var content = Meanwhile(storage, Rows, db =>
        {
            var rival = Sheets.Entity("Lieu 2400");
            var organisation = new Organisation();
            organisation.Write(rival.Id, "lieu-2400", new SheetContent { Title = rival.Title, Summary = "Saisi pendant l’import.", Sources = rival.Sources }, rival.CreatedAt);
            db.Add(organisation);
            return Task.CompletedTask;
        });
        Assert.Equal(Rows, (await LoadAsync(storage, content)).Import.Added);
        await MustResumeAsync(storage, resumes: false);
    }

    [Fact]
    public async Task A_programme_that_changes_meanwhile_leaves_the_index_to_the_next_start()
    {
        using var storage = await Storage.LoadedAsync(Engine.Sqlite);
        var content = Meanwhile(storage, Rows, db =>
        {
            db.Add(new ProgrammeMembership { Programme = "action-coeur-de-ville", CommuneCode = "33227", Source = "essai", SourceOn = new DateOnly(2026, 1, 1) });
            return Task.CompletedTask;
        });
        await LoadAsync(storage, content);
        await MustResumeAsync(storage, resumes: false);
    }

    [Fact]
    public async Task A_load_that_is_asked_to_stop_keeps_no_index_of_what_it_did_not_store()
    {
        using var storage = await Storage.LoadedAsync(Engine.Sqlite);
        var content = Meanwhile(storage, 200_000, async db => (await db.Set<SheetImport>().SingleAsync(Cancel)).AskToStop());
        Assert.Equal(ImportState.Stopped, (await LoadAsync(storage, content)).Import.State);
        await MustResumeAsync(storage, resumes: false);
    }

    [Fact]
    public async Task Beside_a_site_that_runs_the_command_leaves_the_index_to_it()
    {
        using var storage = await Storage.LoadedAsync(Engine.Sqlite);
        await using var site = await LiantHost.StartAsync(storage, settings: Keeping);
        Assert.Equal(Rows, (await LoadAsync(storage, File(Rows))).Import.Added);
        await site.CatchUpAsync();
        Assert.Equal(1, (await site.Visitor.SearchAsync("q=%22Lieu+2400%22")).GetProperty("total").GetInt32());
    }

    private static LiantSettings Keeping(LiantSettings settings) => settings with { IndexKeptFrom = 1, IndexKeptEvery = TimeSpan.Zero };

    /// <summary>As the command does it: a process that answers nobody.</summary>
    private static async Task<Imported> LoadAsync(Storage storage, Stream content, string source = "Annuaire imaginaire")
    {
        await using var app = LiantApp.Create(Keeping(storage.Settings), listens: false, LiantHost.Quiet);
        await app.Services.GetRequiredService<StartWork>().PrepareAsync(answers: false, Cancel);
        return await Imports.ImportAsync(app.Services, content, SheetKind.Organisation, new ImportDesk.SourceSaid(source, null, null, null, null), app.Services.GetRequiredService<LoadIndexing>());
    }

    private static MemoryStream File(int rows) => new(Bytes(rows));

    /// <summary>A file during whose reading, once the load has begun, somebody else writes.</summary>
    private static FileReadMeanwhile Meanwhile(Storage storage, int rows, Func<LiantDb, Task> write) => new(Bytes(rows), () => Task.Run(async () =>
    {
        await using var db = storage.OpenContext();
        if (!await db.Set<SheetImport>().AnyAsync(import => import.State == ImportState.Running, Cancel))
        {
            return false;
        }

        await write(db);
        await db.SaveChangesAsync(Cancel);
        return true;
    }).GetAwaiter().GetResult());

    private static byte[] Bytes(int rows) => Encoding.UTF8.GetBytes("cle;titre;resume;texte;mots_cles;sigle;code_insee;annee_debut;agrements;prive\n" + string.Concat(Enumerable.Range(1, rows).Select(n => string.Create(CultureInfo.InvariantCulture,
        $"{n};Lieu {n};L’atelier n° {n} répare des vélos;« Ouvert à tous » {n % 7};réemploi|vélo;A{n % 50}B;{(n % 3 == 0 ? "33227" : "75056")};{1990 + (n % 30)};ESUS;{(n % 9 == 0 ? "oui" : "")}\n"))));

    private static async Task MustResumeAsync(Storage storage, bool resumes)
    {
        await using var site = await LiantHost.StartAsync(storage, settings: Keeping);
        Assert.Equal(resumes, site.Services.GetRequiredService<KeptIndex>().HasResumed);
        var search = site.Services.GetRequiredService<SheetSearch>();
        var fresh = new SheetIndex(site.Services.GetRequiredService<FrenchAnalyser>(), new SheetPreparation(site.Services.GetRequiredService<Geography>().Gazetteer, site.Services.GetRequiredService<ProgrammesOfCommunes>()));
        await fresh.ApplyAsync(site.Services.GetRequiredService<CatalogueReader>().ReadAllAsync(Cancel), [], Cancel);
        var expected = fresh.Reading.Where(Viewer.Operator, _ => true, _ => true).Select(one => fresh.Reading.DocumentOf(one.Segment, one.Doc)).ToDictionary(document => document.Id);
        Assert.Equal(expected.Keys.Order(StringComparer.Ordinal), search.Indexed.Select(one => one.Id.ToString("N")).Order(StringComparer.Ordinal));
        Assert.All(expected.Values, document => Assert.Equal(JsonSerializer.Serialize(document), JsonSerializer.Serialize(search.Find(document.Id, Viewer.Operator))));
    }
}
