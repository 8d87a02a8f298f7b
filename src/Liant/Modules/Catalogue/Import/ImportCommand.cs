using System.CommandLine;
using System.Text.Json;
using Liant.Modules.Catalogue.Contract;
using Liant.Modules.Catalogue.Loading;
using Liant.Modules.Search.Contract;
using Liant.Platform.Database;
using Liant.Platform.Files;
using Liant.Platform.Imports;
using Liant.Platform.Tables;
using Microsoft.EntityFrameworkCore;

namespace Liant.Modules.Catalogue.Import;

/// <summary>"./run import organisations FILE": any table that can be recognised, or sheets in our own JSON. Interrupted, it goes on from
/// where it was when the same command is given again.</summary>
internal static class ImportCommand
{
    private static readonly TimeSpan TellEvery = TimeSpan.FromSeconds(2);

    /// <param name="name">Plural of the kind, or "sheets" when a column "nature" says it row by row.</param>
    public static Command For(string name, SheetKind? kind, Func<Task<IServiceProvider>> services)
    {
        var origin = new Option<string?>("--origin") { Description = "nom stable de la source : les mêmes fiches s’y reconnaissent d’une fois à l’autre (par défaut, d’après --source)" };
        var source = new Option<string?>("--source") { Description = "titre de la source (par défaut, le nom du fichier)" };
        var publisher = new Option<string?>("--publisher") { Description = "qui la publie" };
        var date = new Option<string?>("--date") { Description = "date de cette édition : 2026, 2026-11 ou 2026-11-21" };
        var url = new Option<string?>("--url") { Description = "adresse où la trouver" };
        var licence = new Option<string?>("--licence") { Description = string.Join(", ", Vocabulary.Licences.Terms.Select(t => t.Slug)) };
        var map = new Option<string[]>("--map") { Description = "colonne=champ, autant de fois qu’il faut ; « - » laisse de côté, « info:Intitulé » garde sous un intitulé", DefaultValueFactory = _ => [] };
        var refused = new Option<string?>("--refused") { Description = "écrit les lignes refusées, avec leur motif, dans ce fichier CSV à corriger et renvoyer" };
        return ImportFile.Command(name, "fiches : CSV, classeur Excel, JSON (voir docs/guide/fichiers.md)", async (file, parsed, cancel) =>
        {
            if (kind is { } ofOurs && IsOurJson(file))
            {
                return await LoadOurJsonAsync(file, ofOurs, parsed.GetValue(origin) ?? "fichier", await services(), cancel);
            }

            var title = parsed.GetValue(source) ?? parsed.GetValue(origin) ?? Path.GetFileNameWithoutExtension(file);
            PartialDate? on = null;
            if (parsed.GetValue(date) is { } typed)
            {
                on = PartialDate.TryParse(typed, out var read) ? read : throw new UnreadableFile($"--date : 2026, 2026-11 ou 2026-11-21 attendu, reçu « {typed} ».");
            }

            var said = new ImportDesk.SourceSaid(title, parsed.GetValue(publisher), on, parsed.GetValue(url), parsed.GetValue(licence), parsed.GetValue(origin));
            if (said.Check() is { Any: true } errors)
            {
                throw new UnreadableFile(string.Join(Environment.NewLine, errors.ByField.SelectMany(e => e.Value.Select(m => $"--{e.Key} : {m}"))));
            }

            return await RunAsync(file, kind, said, parsed.GetValue(map)!, parsed.GetValue(refused), services, cancel);
        }, options: [origin, source, publisher, date, url, licence, map, refused]);
    }

    public static Command ForCategories(Func<Task<IServiceProvider>> services)
    {
        var origin = new Option<string>("--origin") { Description = "nom de la source dont ce sont les catégories, le même que pour ses fiches", Required = true };
        return ImportFile.Command("categories", "taxonomie d’une carte GoGoCarto : ce que désignent les numéros de ses fiches", async (file, parsed, cancel) =>
        {
            using var scope = (await services()).CreateScope();
            await using var content = File.OpenRead(file);
            using var table = TableFile.Open(content);
            return await new CategoryLoader(scope.ServiceProvider.GetRequiredService<LiantDb>()).LoadAsync(table, parsed.GetRequiredValue(origin), cancel);
        }, options: [origin]);
    }

    private static async Task<ImportReport> RunAsync(string file, SheetKind? kind, ImportDesk.SourceSaid said, string[] map, string? refused, Func<Task<IServiceProvider>> services, CancellationToken cancel)
    {
        // The file is read through twice, each time for itself, while the program starts.
        await using var content = File.OpenRead(file);
        var opening = Task.Run(() => TableFile.Open(content), cancel);
        var summing = Task.Run(() => ChecksumAsync(file, cancel), cancel);
        using var scope = (await services()).CreateScope();
        var db = scope.ServiceProvider.GetRequiredService<LiantDb>();
        var desk = scope.ServiceProvider.GetRequiredService<ImportDesk>();
        using var table = await opening;
        if (KnownColumns.IsTaxonomy(table))
        {
            throw new UnreadableFile("Ce fichier est une taxonomie, pas des fiches : chargez-la par « ./run import categories FICHIER --origin NOM ».");
        }

        var plan = Mapped((await desk.ProposeAsync(table, kind, cancel)).Plan, map, table);
        if (!plan.Columns.Values.Contains("titre"))
        {
            throw new UnreadableFile($"Aucune colonne ne donne le nom des fiches. Colonnes lues : {string.Join(", ", table.Columns.Take(30))}. Dites laquelle par --map « colonne=titre ».");
        }

        if (kind is null && plan.Kind is not null && !plan.Columns.Values.Contains("nature"))
        {
            throw new UnreadableFile("Aucune colonne ne dit la nature des fiches : donnez organisations, initiatives, resources ou events à la place de sheets.");
        }

        var checksum = await summing;
        var import = await desk.FindUnfinishedAsync(checksum, plan, said.OriginOrTitle, cancel);
        if (import is null)
        {
            import = await desk.PrepareAsync(table, Path.GetFileName(file), null, checksum, "commande", cancel);
            await desk.StartAsync(import, table, plan, said, cancel);
        }
        else if (!import.IsUnderWay)
        {
            import.Resume();
            Console.Error.WriteLine($"Reprise à la ligne {import.Position + 1} sur {import.Rows}.");
        }
        else
        {
            // Its process was killed: the lease that it holds is let go, since nobody else reads this disk.
            Console.Error.WriteLine($"Reprise à la ligne {import.Position + 1} sur {import.Rows}.");
        }

        import.Take(scope.ServiceProvider.GetRequiredService<TimeProvider>().GetUtcNow());
        await db.SaveChangesAsync(cancel);
        await RunTellingAsync(scope.ServiceProvider.GetRequiredService<ImportRun>(), import, table, scope.ServiceProvider.GetRequiredService<LoadIndexing>(), cancel);
        return await ReportAsync(db, import.Id, table, plan, refused, cancel);
    }

    private static async Task<string> ChecksumAsync(string file, CancellationToken cancel)
    {
        await using var content = File.OpenRead(file);
        return await StoredFiles.ChecksumAsync(content, cancel);
    }

    private static async Task RunTellingAsync(ImportRun run, SheetImport import, TableFile table, LoadIndexing loads, CancellationToken cancel)
    {
        var running = run.RunAsync(import, table, cancel, loads);
        while (await Task.WhenAny(running, Task.Delay(TellEvery, CancellationToken.None)) != running)
        {
            Console.Error.WriteLine($"  {import.Position} / {import.Rows}");
        }

        await running;
    }

    private static async Task<ImportReport> ReportAsync(LiantDb db, Guid id, TableFile table, ColumnPlan plan, string? refused, CancellationToken cancel)
    {
        db.ChangeTracker.Clear();
        var import = await db.Set<SheetImport>().AsNoTracking().SingleAsync(i => i.Id == id, cancel);
        if (import.Problem is { } problem)
        {
            throw new UnreadableFile(problem);
        }

        var report = ImportReport.Of((int)import.Added, (int)import.Updated, (int)import.Unchanged);
        var lines = await db.Set<ImportLine>().AsNoTracking().Where(l => l.ImportId == id).OrderBy(l => l.Rank).ThenByDescending(l => l.IsRefused).ToListAsync(cancel);
        foreach (var line in lines)
        {
            if (line.IsRefused)
            {
                report.Refuse(line.Line, line.Reason);
            }
            else
            {
                report.Remark(line.Line, line.Reason);
            }
        }

        if (table.Columns.Where(column => plan.TargetOf(column) == ColumnPlan.LeaveOut).Concat(KnownColumns.Homeless(plan)).ToList() is { Count: > 0 } left)
        {
            report.Note($"Colonnes non reprises : {string.Join(", ", left)}.");
        }

        if (import.LikelyDuplicates > 0)
        {
            report.Note($"{import.LikelyDuplicates} {(import.LikelyDuplicates == 1 ? "doublon possible" : "doublons possibles")} à examiner : /saisie/doublons.");
        }

        if (import.Absent > 0)
        {
            report.Note($"{import.Absent} fiches de cette source ne sont pas dans ce fichier : elles sont gardées.");
        }

        if (refused is not null && import.Refused > 0)
        {
            await using var output = File.Create(refused);
            await RefusedRows.WriteAsync(db, import, table.Columns, output, cancel);
            report.Note($"Lignes refusées : {refused}");
        }

        return report;
    }

    private static ColumnPlan Mapped(ColumnPlan plan, string[] map, TableFile table)
    {
        var columns = plan.Columns.ToDictionary();
        foreach (var one in map)
        {
            var at = one.LastIndexOf('=');
            var (column, target) = at > 0 ? (one[..at].Trim(), one[(at + 1)..].Trim()) : (one, "");
            if (!table.Columns.Contains(column))
            {
                throw new UnreadableFile($"--map : le fichier n’a pas de colonne « {column} ».");
            }

            if (target != ColumnPlan.LeaveOut && !target.StartsWith(ColumnPlan.KeepAs, StringComparison.Ordinal) && !KnownColumns.Targets.Contains(target))
            {
                throw new UnreadableFile($"--map : champ inconnu « {target} ». Champs : {string.Join(", ", KnownColumns.Targets)}.");
            }

            if (target.StartsWith(ColumnPlan.KeepAs, StringComparison.Ordinal) && KnownColumns.IsPersonal(column))
            {
                throw new UnreadableFile($"--map : « {column} » tient des coordonnées de personnes, qui ne sont pas publiées.");
            }

            foreach (var other in columns.Where(c => c.Value == target && c.Key != column && !target.StartsWith(ColumnPlan.KeepAs, StringComparison.Ordinal) && target != ColumnPlan.LeaveOut).Select(c => c.Key).ToList())
            {
                columns[other] = ColumnPlan.LeaveOut;
            }

            columns[column] = target;
        }

        return plan with { Columns = columns };
    }

    /// <summary>Our own JSON: a list whose first sheet has a key, a title and sources.</summary>
    private static bool IsOurJson(string file)
    {
        using var content = File.OpenRead(file);
        if (content.ReadByte() != '[' || content.Length > 100 * 1024 * 1024)
        {
            return false;
        }

        content.Position = 0;
        try
        {
            using var json = JsonDocument.Parse(content);
            return json.RootElement.GetArrayLength() == 0 || (json.RootElement[0].ValueKind == JsonValueKind.Object
                && json.RootElement[0].TryGetProperty("key", out _) && json.RootElement[0].TryGetProperty("title", out _));
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static async Task<ImportReport> LoadOurJsonAsync(string file, SheetKind kind, string origin, IServiceProvider services, CancellationToken cancel)
    {
        using var scope = services.CreateScope();
        await using var json = File.OpenRead(file);
        var beside = Path.Combine(Path.GetDirectoryName(Path.GetFullPath(file))!, "sources.json");
        await using var shared = File.Exists(beside) ? File.OpenRead(beside) : null;
        var sources = shared is null ? new Dictionary<string, SheetFile.SharedSource>() : SheetFile.ReadSources(shared);
        return await scope.ServiceProvider.GetRequiredService<SheetLoader>().LoadAsync([(kind, SheetFile.Read(json))], sources, origin, cancel);
    }
}
