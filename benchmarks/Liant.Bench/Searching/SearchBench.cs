using System.Diagnostics;
using System.Globalization;
using System.Text;
using Liant.Bench.Directories;
using Liant.Bench.Importing;
using Liant.Modules.Catalogue.Contract;
using Liant.Modules.Search.Index;
using Liant.Modules.Territories.Contract;
using Liant.Platform;
using Liant.Platform.Start;

namespace Liant.Bench.Searching;

/// <summary>The search of the product, over HTTP, against other engines over their own protocols, on the same directory and the same queries, in one run. No engine caches
/// results; totals are compared before anything is timed.</summary>
internal static class SearchBench
{
    private static readonly TimeSpan ThroughputWindow = TimeSpan.FromSeconds(8);

    public static async Task<int> RunAsync(int rows, int queryCount, string? csv, string? queryFile)
    {
        var folder = Directory.CreateTempSubdirectory("liant-search-").FullName;
        await using var app = LiantApp.Create(new LiantSettings { DataFolder = Path.Combine(folder, "generator") }, listens: false);
        await app.Services.GetRequiredService<StartWork>().PrepareAsync(answers: false, default);
        var gazetteer = app.Services.GetRequiredService<Geography>().Gazetteer;
        var directory = DirectoryFile.Of(folder, gazetteer, rows, queryCount, csv, queryFile);
        var preparation = new SheetPreparation(gazetteer, app.Services.GetRequiredService<ProgrammesOfCommunes>());
        var queries = directory.Queries;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{directory.Count:N0} organisations, {queries.Count} queries, {Environment.ProcessorCount} cores"));

        // Organisations of the starter catalogue answer too: they are taken off when totals are compared.
        var starter = new Dictionary<string, int>();
        await using var liant = await LiantAsync(folder, directory, starter);
        var texts = directory.Rows().Select(row => Text(row, preparation));
        var sqlite = new Fts5Peer(folder);
        sqlite.Load(texts);
        await using var cluster = await PrivatePostgres.StartAsync();
        var postgres = cluster is null ? null : new PostgresPeer(cluster);
        if (postgres is not null)
        {
            var file = Path.Combine(cluster!.Folder, "docs.csv");
            await File.WriteAllLinesAsync(file, texts.Select(Line));
            await postgres.LoadAsync(file);
        }

        await using var groonga = GroongaPeer.IsInstalled ? new GroongaPeer(folder) : null;
        if (groonga is not null)
        {
            await groonga.LoadAsync(texts);
        }

        await using var sphinx = SphinxPeer.IsInstalled ? new SphinxPeer(folder) : null;
        if (sphinx is not null)
        {
            await sphinx.LoadAsync(texts);
        }

        await CompareTotalsAsync("Liant", liant, sqlite, queries, starter);
        foreach (var peer in new Peer?[] { groonga, sphinx }.OfType<Peer>())
        {
            await CompareTotalsAsync(peer.Name, peer, sqlite, queries, []);
        }

        var all = new Peer?[] { liant, postgres, sqlite, groonga, sphinx }.OfType<Peer>().ToList();
        var results = new List<(Peer Peer, double[] Times, double[] PerSecond)>();
        foreach (var peer in all)
        {
            results.Add(await MeasureAsync(peer, queries));
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Liant: {liant.ResidentBytes / 1e6:F0} MB resident, {liant.PeakBytes / 1e6:F0} MB at most"));
        foreach (var (peer, times, perSecond) in results)
        {
            var ours = results[0];
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{peer.Name,-22} load and index {peer.LoadSeconds,6:F1} s; p50 {At(times, 50),8:F2} p95 {At(times, 95),8:F2} p99 {At(times, 99),8:F2} ms; {perSecond[0],6:F0} / {perSecond[1],6:F0} / {perSecond[2],6:F0} queries/s with 1 / 2 / 8 clients; p99 {At(times, 99) / At(ours.Times, 99):F1} x, 8 clients {ours.PerSecond[2] / perSecond[2]:F1} x, load {peer.LoadSeconds / liant.LoadSeconds:F1} x Liant's  [{peer.Configuration}]"));
        }

        await DuringLoadsAsync(folder, directory, preparation, liant, postgres);
        Directory.Delete(folder, recursive: true);
        return 0;
    }

    /// <summary>The same queries while a fifth more is loaded: the import of the product, COPY into the table that is searched.</summary>
    private static async Task DuringLoadsAsync(string folder, DirectoryFile directory, SheetPreparation preparation, LiantPeer liant, PostgresPeer? postgres)
    {
        var (more, rows) = (Path.Combine(folder, "more.csv"), directory.Rows().Take(directory.Count / 5).Select(row => row with { Id = "b" + row.Id }));
        ZipfDirectory.Write(more, rows);
        var import = NationalSite.ImportAsync(liant.Data, more, "more");
        var ours = await TimesWhileAsync(liant, directory.Queries, import);
        var seconds = (await import).Seconds;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Liant while it imports: p50 {At(ours, 50):F2} p99 {At(ours, 99):F2} ms ({ours.Length} queries in {seconds:F1} s)"));
        if (postgres is not null)
        {
            await File.WriteAllLinesAsync(more, rows.Select(row => Text(row, preparation)).Select(Line));
            var load = postgres.LoadMoreAsync(more);
            var theirs = await TimesWhileAsync(postgres, directory.Queries, load);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"PostgreSQL while it loads: p50 {At(theirs, 50):F2} p99 {At(theirs, 99):F2} ms ({theirs.Length} queries); p99 {At(theirs, 99) / At(ours, 99):F1} x Liant's"));
        }
    }

    private static async Task<double[]> TimesWhileAsync(Peer peer, IReadOnlyList<string> queries, Task work)
    {
        var (ask, times) = (await peer.ConnectAsync(), new List<double>());
        for (var i = 0; !work.IsCompleted; i++)
        {
            var start = Stopwatch.GetTimestamp();
            await ask(queries[i % queries.Count], false);
            times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        }

        await work;
        return [.. times.Order()];
    }

    private static string Line((string Id, string Theme, string Form, string Departement, int Year, string Text) row) =>
        string.Create(CultureInfo.InvariantCulture, $"{row.Id},{row.Theme},{row.Form},{row.Departement},{row.Year},\"{row.Text}\"");

    private static async Task<LiantPeer> LiantAsync(string folder, DirectoryFile directory, Dictionary<string, int> starter)
    {
        var data = Path.Combine(folder, "liant");
        var empty = new LiantPeer(data);
        await empty.StartAsync(0);
        await empty.DisposeAsync();
        var again = new LiantPeer(data);
        await again.StartAsync(0);
        var before = await again.ConnectAsync();
        foreach (var query in directory.Queries)
        {
            starter[query] = (await before(query, true)).Total;
        }

        await again.DisposeAsync();
        return await NationalSite.StartAsync(folder, directory, again.LoadSeconds);
    }

    /// <summary>Quoted words of plain letters, as FTS5 reads them: the same totals, query by query.</summary>
    private static async Task CompareTotalsAsync(string name, Peer peer, Fts5Peer sqlite, IReadOnlyList<string> queries, Dictionary<string, int> starter)
    {
        var (ask, askSqlite) = (await peer.ConnectAsync(), await sqlite.ConnectAsync());
        var (same, compared) = (0, 0);
        foreach (var query in queries.Where(query => query.All(c => char.IsLetter(c) || c == ' ')).Take(300))
        {
            var (ours, theirs) = (new Found((await ask(query, true)).Total - starter.GetValueOrDefault(query)), await askSqlite(query, true));
            compared++;
            same += ours.Total == theirs.Total ? 1 : 0;
            if (ours.Total != theirs.Total && compared - same < 6)
            {
                Console.WriteLine($"  totals differ: {query}: {name} {ours.Total}, FTS5 {theirs.Total}");
            }
        }

        Console.WriteLine($"{name}: totals of quoted words {same} of {compared} the same as FTS5's");
    }

    private static async Task<(Peer Peer, double[] Times, double[] PerSecond)> MeasureAsync(Peer peer, IReadOnlyList<string> queries)
    {
        var ask = await peer.ConnectAsync();
        foreach (var query in queries.Take(peer is LiantPeer ? queries.Count : 30))
        {
            await ask(query, false);
        }

        var times = new List<double>();
        foreach (var query in queries)
        {
            var start = Stopwatch.GetTimestamp();
            await ask(query, false);
            times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        }

        var perSecond = new List<double>();
        foreach (var clients in new[] { 1, 2, 8 })
        {
            var watch = Stopwatch.StartNew();
            var counts = await Task.WhenAll(Enumerable.Range(0, clients).Select(client => Task.Run(async () =>
            {
                var own = await peer.ConnectAsync();
                var count = 0;
                for (var i = client * 37; watch.Elapsed < ThroughputWindow; i++, count++)
                {
                    await own(queries[i % queries.Count], false);
                }

                return count;
            })));
            perSecond.Add(counts.Sum() / watch.Elapsed.TotalSeconds);
        }

        return (peer, [.. times.Order()], [.. perSecond]);
    }

    private static double At(double[] sorted, int percent) => sorted[Math.Min(sorted.Length - 1, sorted.Length * percent / 100)];

    /// <summary>All that Liant reads of the row, as one text.</summary>
    private static (string Id, string Theme, string Form, string Departement, int Year, string Text) Text(ZipfDirectory.Row row, SheetPreparation preparation)
    {
        var sheet = preparation.Prepare(new SheetText(
            Guid.Empty, "organisation", "", row.Name, row.Text, "", [], [], [row.Theme], row.Form, [], row.Commune, null, null, null, row.Year, false, default, []));
        var (traits, place) = (preparation.Traits.Items.Span[sheet.Traits], preparation.Places.Items.Span[sheet.Place]);
        var text = new StringBuilder(row.Name).Append(' ').Append(row.Text).Append(' ').Append(place.Text);
        foreach (var words in traits.Words)
        {
            text.Append(' ').Append(words);
        }

        return (row.Id, row.Theme, row.Form, place.Departement ?? "", row.Year, text.Replace("\"", "").ToString());
    }
}
