using System.Diagnostics;
using System.Globalization;
using Liant.Bench.Directories;
using Liant.Modules.Accounts.Contract;
using Liant.Modules.Catalogue.Contract;
using Liant.Modules.Search.Analysis;
using Liant.Modules.Search.Contract;
using Liant.Modules.Search.Index;
using Liant.Modules.Search.Tiles;
using Liant.Modules.Territories.Contract;
using Liant.Platform;
using Liant.Platform.Start;

namespace Liant.Bench.Searching;

/// <summary>The index alone, without server nor database: how long it takes to build and to ask, and what it holds.</summary>
internal static class IndexBench
{
    public static async Task<int> RunAsync(int rows)
    {
        var data = Directory.CreateTempSubdirectory("liant-probe-").FullName;
        await using var app = LiantApp.Create(new LiantSettings { DataFolder = data }, listens: false);
        await app.Services.GetRequiredService<StartWork>().PrepareAsync(answers: false, default);
        var geography = app.Services.GetRequiredService<Geography>();
        var directory = new ZipfDirectory(geography.Gazetteer);
        var analyser = new FrenchAnalyser(Lexicon.Read());
        var index = new SheetIndex(analyser, new SheetPreparation(geography.Gazetteer, app.Services.GetRequiredService<ProgrammesOfCommunes>()));
        var sheets = directory.Rows(rows).Select(Sheet).ToList();
        Console.WriteLine($"{rows} rows made, {Environment.WorkingSet / 1e6:F0} MB");
        var watch = Stopwatch.StartNew();
        await index.ApplyAsync(Async(sheets), [], default);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"built in {watch.Elapsed.TotalSeconds:F2} s, {index.Reading.Segments.Count} segments"));
        sheets.Clear();
        sheets.TrimExcess();
        GC.Collect();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{GC.GetTotalMemory(true) / 1e6:F0} MB managed; postings {index.Reading.Segments.Sum(s => s.Segment.Lists.Postings.LongLength) / 1e6:F0} positions {index.Reading.Segments.Sum(s => s.Segment.Lists.Positions.Bytes) / 1e6:F0} lists {index.Reading.Segments.Sum(s => s.Segment.Lists.Bytes) / 1e6:F0} words {index.Reading.Segments.Sum(s => s.Segment.Words.Bytes + s.Segment.Stems.Bytes) / 1e6:F0} texts {index.Reading.Segments.Sum(s => s.Segment.Texts.Bytes) / 1e6:F0}, count {index.Reading.Segments.Sum(s => s.Segment.Lists.Counts.Sum(c => (long)c)) / 1e6:F1} M postings"));
        var queries = directory.Queries(3000).ToList();
        var none = new TerritoryNames([]);
        var towns = new Towns(geography.Gazetteer.All);
        for (var round = 0; round < 2; round++)
        {
            var times = new List<(double Ms, string Query, int Total)>();
            foreach (var query in queries)
            {
                var start = Stopwatch.GetTimestamp();
                var found = Finding.In(index.Reading, none, new SearchRequest { Query = query }, Viewer.Visitor, analyser, 20);
                times.Add((Stopwatch.GetElapsedTime(start).TotalMilliseconds, query, found.Total));
            }

            foreach (var group in times.GroupBy(t => (Words: t.Query.Split(' ').Length, Size: (int)Math.Log10(Math.Max(1, t.Total)))).OrderBy(group => group.Key))
            {
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"   {group.Key.Words} words, 10^{group.Key.Size} results or more: {group.Count()} queries, {group.Average(t => t.Total):F0} results and {group.Average(t => t.Ms):F3} ms on average"));
            }

            times.Sort();
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"p50 {times[times.Count / 2].Ms:F2} p95 {times[times.Count * 95 / 100].Ms:F2} p99 {times[times.Count * 99 / 100].Ms:F2} max {times[^1].Ms:F2} mean {times.Average(t => t.Ms):F2} ms"));
            Console.WriteLine(string.Join("\n", times.TakeLast(12).Select(t => string.Create(CultureInfo.InvariantCulture, $"   {t.Ms:F2} {t.Query} {t.Total}"))));
        }

        Console.WriteLine("   all matches of a text for a map: to find, to put in order, to cut the tile of France (ms)");
        foreach (var round in new[] { 0, 1 })
        {
            var (finding, ordering, cutting) = (new List<double>(), new List<double>(), new List<double>());
            foreach (var query in queries.Take(1000))
            {
                var start = Stopwatch.GetTimestamp();
                var found = Finding.In(index.Reading, none, new SearchRequest { Query = query }, Viewer.Visitor, analyser, most: 0, keepsAll: true);
                finding.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
                start = Stopwatch.GetTimestamp();
                var points = MatchedPoints.Of(index.Reading, found.Matched, found.Territories);
                ordering.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
                start = Stopwatch.GetTimestamp();
                SheetTile.Of(points, TileAddress.Of(5, 16, 11)!.Value, towns);
                cutting.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
            }

            foreach (var (name, parts) in new[] { ("find", finding), ("order", ordering), ("cut", cutting) })
            {
                parts.Sort();
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"   {name,-6} p50 {parts[parts.Count / 2]:F2} p95 {parts[parts.Count * 95 / 100]:F2} p99 {parts[parts.Count * 99 / 100]:F2} mean {parts.Average():F2}"));
            }
        }

        var all = Stopwatch.StartNew();
        for (var i = 0; i < 20; i++)
        {
            Finding.In(index.Reading, none, new SearchRequest(), Viewer.Visitor, analyser, 20);
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"everything: {all.Elapsed.TotalMilliseconds / 20:F2} ms"));
        Directory.Delete(data, recursive: true);
        return 0;
    }

    private static SheetText Sheet(ZipfDirectory.Row row) => new(
        new Guid(int.Parse(row.Id, CultureInfo.InvariantCulture), 0, 0, new byte[8]), "organisation", "/organisations/" + row.Id, row.Name, row.Text, "", [], [], [row.Theme], row.Form, [], row.Commune, null, null,
        new Location(row.Lat, row.Lon), row.Year, false, DateTimeOffset.UnixEpoch, []);

    private static async IAsyncEnumerable<T> Async<T>(IEnumerable<T> all)
    {
        await Task.Yield();
        foreach (var one in all)
        {
            yield return one;
        }
    }
}
