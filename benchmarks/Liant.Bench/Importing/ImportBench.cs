using System.Diagnostics;
using System.Globalization;
using Liant.Modules.Territories.Contract;
using Liant.Platform;
using Liant.Platform.Database;
using Liant.Platform.Start;
using Microsoft.EntityFrameworkCore;

namespace Liant.Bench.Importing;

/// <summary>"./run import organisations" of a national file against "sqlite3 .import" and a bare COPY of the same file, in the same run. The product's
/// time is that of the whole command, its start included, storing alone and with indexing; the peers only store the ten columns as they come, without key nor index. They take turns, three each, and the medians are compared.</summary>
internal static class ImportBench
{
    private const int Rounds = 3;

    private static readonly string Program = Path.Combine(Checkout(), "run");

    public static async Task<int> RunAsync(int rows, int kills)
    {
        var folder = Directory.CreateTempSubdirectory("liant-import-").FullName;
        try
        {
            var file = Path.Combine(folder, "national.csv");
            var counts = await WriteFileAsync(folder, file, rows);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{rows:N0} rows, {new FileInfo(file).Length / 1e6:F0} MB: {counts.Added} sheets, {counts.Same} repeated, {counts.Refused} to refuse; {Environment.ProcessorCount} cores"));
            await OnSqliteAsync(folder, file, counts, kills);
            await OnPostgreSqlAsync(folder, file, counts, kills);
            return 0;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<NationalFile.Counts> WriteFileAsync(string folder, string file, int rows)
    {
        await using var app = LiantApp.Create(new LiantSettings { DataFolder = Path.Combine(folder, "generator") }, listens: false);
        await app.Services.GetRequiredService<StartWork>().PrepareAsync(answers: false, default);
        return NationalFile.Write(file, rows, app.Services.GetRequiredService<Geography>().Gazetteer);
    }

    private static async Task OnSqliteAsync(string folder, string file, NationalFile.Counts counts, int kills)
    {
        var (peers, ours, indexed) = (new List<double>(), new List<MeasuredProcess.Result>(), new List<MeasuredProcess.Result>());
        var data = "";
        for (var round = 0; round < Rounds; round++)
        {
            var peer = Path.Combine(folder, $"peer{round}.db");
            await SettleAsync();
            var result = await MeasuredProcess.RunAsync("sqlite3", [peer], input: $"""
                CREATE TABLE t(id TEXT, name TEXT, description TEXT, theme TEXT, legal_form TEXT, commune TEXT, lat REAL, lon REAL, year INTEGER, jobs INTEGER);
                .mode csv
                .import --skip 1 {file} t
                """);
            peers.Add(result.Seconds);
            File.Delete(peer);
            data = await PreparedAsync(folder, $"sqlite{round}", null);
            ours.Add(await SettledImportAsync(data, null, file, indexes: false));
            indexed.Add(await SettledImportAsync(await PreparedAsync(folder, $"sqlite-indexed{round}", null), null, file, indexes: true));
        }

        Report("SQLite", "sqlite3 .import", peers, ours, indexed, counts, await CountAsync(data, null));
        var twice = await ImportAsync(data, null, file);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  the same file again: {twice.Seconds:F1} s, {FirstLine(twice)}"));
        if (kills > 0)
        {
            await KillsAsync("SQLite", folder, () => PreparedAsync(folder, $"sqlite-kills-{Environment.TickCount64}", null), null, file, counts, kills, ours.Select(one => one.Seconds).Median());
        }

    }

    /// <summary>Each round in a cluster of its own: a server goes on tidying up (vacuum, checkpoints) after a round, and would do so during the next.</summary>
    private static async Task OnPostgreSqlAsync(string folder, string file, NationalFile.Counts counts, int kills)
    {
        var (peers, ours, indexed) = (new List<double>(), new List<MeasuredProcess.Result>(), new List<MeasuredProcess.Result>());
        (int, int) stored = default;
        for (var round = 0; round < Rounds; round++)
        {
            if (await StoredAsync(folder, file, $"postgres{round}") is not var (peer, one, count))
            {
                Console.WriteLine("PostgreSQL is not installed: skipped.");
                return;
            }

            peers.Add(peer);
            ours.Add(one);
            stored = count;
            indexed.Add(await IndexedAsync(folder, file, $"postgres-indexed{round}"));
        }

        Report("PostgreSQL", "COPY", peers, ours, indexed, counts, stored);
        if (kills == 0)
        {
            return;
        }

        await using var killed = await PrivatePostgres.StartAsync();
        await KillsAsync("PostgreSQL", folder, async () =>
        {
            await killed!.SqlAsync("postgres", "DROP DATABASE IF EXISTS kills WITH (FORCE)");
            await killed.SqlAsync("postgres", "CREATE DATABASE kills");
            return await PreparedAsync(folder, $"pg-kills-{Environment.TickCount64}", killed.ConnectionTo("kills"));
        }, killed!.ConnectionTo("kills"), file, counts, kills, ours.Select(one => one.Seconds).Median());
    }

    /// <summary>COPY, then ours without index, in a cluster that is gone when the next begins.</summary>
    private static async Task<(double Peer, MeasuredProcess.Result Ours, (int, int) Stored)?> StoredAsync(string folder, string file, string name)
    {
        await using var cluster = await PrivatePostgres.StartAsync();
        if (cluster is null)
        {
            return null;
        }

        await cluster.SqlAsync("postgres", "CREATE TABLE t(id text, name text, description text, theme text, legal_form text, commune text, lat float8, lon float8, year int, jobs int)");
        await SettleAsync();
        var peer = await cluster.SqlAsync("postgres", $"\\copy t from '{file}' csv header");
        await cluster.SqlAsync("postgres", "DROP TABLE t");
        await cluster.SqlAsync("postgres", "CREATE DATABASE liant");
        var data = await PreparedAsync(folder, name, cluster.ConnectionTo("liant"));
        var ours = await SettledImportAsync(data, cluster.ConnectionTo("liant"), file, indexes: false);
        return (peer.Seconds, ours, await CountAsync(data, cluster.ConnectionTo("liant")));
    }

    /// <summary>With indexing, in a cluster just made.</summary>
    private static async Task<MeasuredProcess.Result> IndexedAsync(string folder, string file, string name)
    {
        await using var cluster = await PrivatePostgres.StartAsync();
        await cluster!.SqlAsync("postgres", "CREATE DATABASE liant");
        return await SettledImportAsync(await PreparedAsync(folder, name, cluster.ConnectionTo("liant")), cluster.ConnectionTo("liant"), file, indexes: true);
    }

    private static void Report(string engine, string peer, List<double> peers, List<MeasuredProcess.Result> ours, List<MeasuredProcess.Result> indexed, NationalFile.Counts counts, (int Sheets, int Keys) stored)
    {
        var (theirs, seconds) = (peers.Median(), ours.Select(one => one.Seconds).Median());
        var ok = stored == (counts.Added, counts.Added) && ours.TrueForAll(one => FirstLine(one).Contains($"{counts.Added} ajoutées, 0 mises à jour, {counts.Same} inchangées, {counts.Refused} refusées", StringComparison.Ordinal));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{engine,-10} {peer}: {Listed(peers)} s; Liant: {Listed(ours.Select(one => one.Seconds))} s = {seconds / theirs:F2} x, {counts.Rows / seconds:N0} rows/s, {ours.Max(one => one.PeakBytes) / 1e6:F0} MB resident; {(ok ? "counts right" : "COUNTS WRONG: " + stored + " " + FirstLine(ours[^1]))}"));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"  with indexing: {Listed(indexed.Select(one => one.Seconds))} s = {indexed.Select(one => one.Seconds).Median() / theirs:F2} x, {indexed.Max(one => one.PeakBytes) / 1e6:F0} MB resident"));
    }

    /// <summary>What the run before has left to write to the disk is written first: it falls on neither.</summary>
    private static Task SettleAsync() => MeasuredProcess.RunAsync("sync", []);

    private static async Task<MeasuredProcess.Result> SettledImportAsync(string data, string? database, string file, bool indexes)
    {
        await SettleAsync();
        return await ImportAsync(data, database, file, indexes: indexes);
    }

    private static string Listed(IEnumerable<double> seconds) => string.Join(" / ", seconds.Select(one => one.ToString("F2", CultureInfo.InvariantCulture)));

    /// <summary>SIGKILL at moments drawn at random, the same command again until it ends, then: every key once, the counts of an unhindered import.</summary>
    private static async Task KillsAsync(string engine, string folder, Func<Task<string>> prepare, string? database, string file, NationalFile.Counts counts, int kills, double seconds)
    {
        var random = new Random(kills);
        var data = await prepare();
        var (killed, runs) = (0, 0);
        MeasuredProcess.Result last;
        do
        {
            runs++;
            // Early kills come in the start and in the first batches; late ones find the import further each time.
            last = await ImportAsync(data, database, file, killed < kills ? TimeSpan.FromSeconds(1 + random.NextDouble() * Math.Max(1, seconds / 4)) : null);
            if (last.ExitCode > 2)
            {
                killed++;
            }
            else if (killed < kills)
            {
                data = await prepare();
            }
        }
        while (killed < kills || last.ExitCode > 2);

        var stored = await CountAsync(data, database);
        Console.WriteLine($"{engine,-10} killed {killed} times in {runs} runs: {stored.Sheets} sheets, {stored.Keys} different keys ({counts.Added} expected); {FirstLine(last)}");
    }

    /// <summary>Migrated, with its starter catalogue: by another process, so that nothing of it goes on here beside the measured one.</summary>
    private static async Task<string> PreparedAsync(string folder, string name, string? database)
    {
        var data = Path.Combine(folder, name);
        var one = Path.Combine(folder, "one.csv");
        await File.WriteAllTextAsync(one, "id,name,description,commune\n1,Café du pont,Un café,75056\n");
        await ImportAsync(data, database, one, origin: "essai");
        return data;
    }

    /// <param name="indexes">Otherwise the index is left to the next start.</param>
    private static Task<MeasuredProcess.Result> ImportAsync(string data, string? database, string file, TimeSpan? killAfter = null, string origin = "national", bool indexes = false) =>
        MeasuredProcess.RunAsync(Program, ["import", "organisations", file, "--origin", origin, "--source", "Fichier national", "--licence", "licence-ouverte"],
            new Dictionary<string, string> { ["LIANT_DATA"] = data, ["LIANT_DATABASE"] = database ?? "", ["LIANT_INDEX_KEPT_FROM"] = indexes ? "20000" : "1000000000" }, killAfter: killAfter);

    private static async Task<(int Sheets, int Keys)> CountAsync(string data, string? database)
    {
        var options = new DbContextOptionsBuilder<LiantDb>();
        DatabaseServices.Configure(options, new LiantSettings { DataFolder = data, Database = database });
        await using var db = new LiantDb(options.Options);
        return await db.Database.SqlQueryRaw<Pair>("""SELECT CAST(count(*) AS integer) AS "Sheets", CAST(count(DISTINCT "OriginKey") AS integer) AS "Keys" FROM "catalogue_sheets" WHERE "Origin" = 'national'""").SingleAsync() is var pair
            ? (pair.Sheets, pair.Keys) : default;
    }

    private sealed record Pair(int Sheets, int Keys);

    /// <summary>The command as people give it; ./bench has the program made first.</summary>
    public static string Checkout()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Liant.slnx")))
        {
            folder = folder.Parent!;
        }

        return folder.FullName;
    }

    private static string FirstLine(MeasuredProcess.Result result) => result.Output.Split('\n').FirstOrDefault(line => line.Contains(" lues ", StringComparison.Ordinal)) ?? result.Output.Trim();
}
