using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Liant.Bench.Directories;
using Liant.Bench.Importing;
using Liant.Bench.Searching;
using Liant.Modules.Catalogue.Contract;
using Liant.Modules.Territories.Contract;
using Liant.Platform;
using Liant.Platform.Start;

namespace Liant.Bench.Mapping;

/// <summary>The tiles of the product, over HTTP, against supercluster in its own process and PostGIS over its own protocol: the same points and the same tiles, in one run.
/// Every tile of every zoom is first read by a decoder that is not ours, and added up.</summary>
internal static class MapBench
{
    private const int Deepest = 14;
    private const string Chromium = "/usr/bin/chromium";

    private static readonly TimeSpan ThroughputWindow = TimeSpan.FromSeconds(8);

    public static async Task<int> RunAsync(int rows, int perZoom, string? csv, string? queryFile)
    {
        var folder = Directory.CreateTempSubdirectory("liant-map-").FullName;
        await using var app = LiantApp.Create(new LiantSettings { DataFolder = Path.Combine(folder, "generator") }, listens: false);
        await app.Services.GetRequiredService<StartWork>().PrepareAsync(answers: false, default);
        var directory = DirectoryFile.Of(folder, app.Services.GetRequiredService<Geography>().Gazetteer, rows, 120, csv, queryFile);
        var points = directory.Rows().Where(row => !double.IsNaN(row.Lat + row.Lon)).Select(row => (row.Id, row.Theme, row.Lon, row.Lat));
        var tiles = Tiles(points.Select(row => (row.Lon, row.Lat)).Take(50_000).ToList(), perZoom);
        var (pointFile, tileFile) = (Path.Combine(folder, "points.csv"), Path.Combine(folder, "tiles.txt"));
        await File.WriteAllLinesAsync(pointFile, points.Select(row => string.Create(CultureInfo.InvariantCulture, $"{row.Id},{row.Theme},{row.Lon:F5},{row.Lat:F5}")));
        await File.WriteAllLinesAsync(tileFile, tiles.Select(tile => $"{tile.Z}/{tile.X}/{tile.Y}"));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{directory.Count:N0} organisations, {tiles.Count} tiles of zooms 0 to {Deepest} where some are, {Environment.ProcessorCount} cores"));

        await using (var liant = await NationalSite.StartAsync(folder, directory))
        {
            await ReadEveryTileAsync();
            await MeasureLiantAsync(liant, tiles, directory.Queries);
            await PanAsync();
        }

        Print("supercluster", await SuperclusterAsync(pointFile, tileFile));
        await using var cluster = await PrivatePostgres.StartAsync();
        var postgis = cluster is null ? null : new PostGisPeer(cluster, Vocabulary.Themes.Terms.Select(term => term.Slug).ToList());
        if (postgis is null || !await postgis.LoadAsync(pointFile))
        {
            Console.WriteLine("PostGIS is not installed: not measured");
        }
        else
        {
            await MeasurePostGisAsync(postgis, tiles);
        }

        Directory.Delete(folder, recursive: true);
        return 0;
    }

    private static async Task ReadEveryTileAsync()
    {
        await PeersReadyAsync();
        using var client = new HttpClient();
        var expected = JsonDocument.Parse(await client.GetStringAsync(LiantPeer.Address + "/api/v1/search?kind=organisation&size=1")).RootElement.GetProperty("total").GetInt32();
        var result = await MeasuredProcess.RunAsync("node", [Path.Combine(Peers, "read.mjs"), $"{LiantPeer.Address}/tuiles/{{z}}/{{x}}/{{y}}.mvt?kind=organisation", $"{Deepest}"]);
        if (result.ExitCode != 0)
        {
            throw new InvalidOperationException(result.Output);
        }

        var (sums, read, largest) = (new HashSet<int>(), 0, 0);
        foreach (var line in result.Output.Split('\n').Where(line => line.StartsWith('{')))
        {
            var zoom = JsonDocument.Parse(line).RootElement;
            sums.Add(zoom.GetProperty("sum").GetInt32());
            sums.Add(zoom.GetProperty("themes").GetInt32());
            read += zoom.GetProperty("tiles").GetInt32();
            largest = Math.Max(largest, zoom.GetProperty("largest").GetInt32());
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"@mapbox/vector-tile read {read:N0} tiles in {result.Seconds:F0} s; sums of clusters, and of their themes, over zooms 0 to {Deepest}: {string.Join(", ", sums)} (organisations with and without a point: {expected}); largest tile {largest / 1e3:F1} kB compressed"));
    }

    private static async Task MeasureLiantAsync(LiantPeer liant, List<(int Z, int X, int Y)> tiles, IReadOnlyList<string> queries)
    {
        using var client = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = 1 });
        async Task<int> Ask(HttpClient with, (int Z, int X, int Y) tile, string filter)
        {
            using var answer = await with.GetAsync($"{LiantPeer.Address}/tuiles/{tile.Z}/{tile.X}/{tile.Y}.mvt{filter}");
            answer.EnsureSuccessStatusCode();
            return (await answer.Content.ReadAsByteArrayAsync()).Length;
        }

        foreach (var tile in tiles.Concat(tiles))
        {
            await Ask(client, tile, "");
        }

        Print("Liant, all", await TimesAsync(tiles, tile => Ask(client, tile, "")));
        var (first, known, searches) = (new List<double>(), new List<double>(), new List<double>());
        var search = await liant.ConnectAsync();
        foreach (var isTimed in new[] { false, true })
        {
            foreach (var (number, query) in queries.Index())
            {
                var asked = isTimed ? query : query + " -jamais";
                var filter = "?q=" + Uri.EscapeDataString(asked) + (number % 4 == 0 ? "&theme=habitat" : "");
                first.AddRange(await TimesAsync([tiles[(number * 7) % tiles.Count]], tile => Ask(client, tile, filter)));
                known.AddRange(await TimesAsync(Enumerable.Range(1, 8).Select(i => tiles[(number * 7 + i * 61) % tiles.Count]), tile => Ask(client, tile, filter)));
                searches.AddRange(await TimesAsync([asked], one => search(one, false)));
            }

            if (!isTimed)
            {
                first.Clear();
                known.Clear();
                searches.Clear();
            }
        }

        Print("Liant, known text", known);
        Print("Liant, first tile of a text", first);
        Print("Liant, search of that text", searches);
        await ThroughputAsync("Liant", tiles, () =>
        {
            var own = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = 1 });
            return Task.FromResult<Func<(int Z, int X, int Y), Task<int>>>(tile => Ask(own, tile, ""));
        });
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Liant: {liant.ResidentBytes / 1e6:F0} MB resident, {liant.PeakBytes / 1e6:F0} MB at most"));
    }

    /// <summary>The home page's map, panned and zoomed in Chromium as a hand does.</summary>
    private static async Task PanAsync()
    {
        if (!File.Exists(Chromium))
        {
            Console.WriteLine("Chromium is not installed: panning is not measured");
            return;
        }

        foreach (var (width, height) in new[] { (1280, 800), (390, 844) })
        {
            var result = await MeasuredProcess.RunAsync("node", [Path.Combine(Peers, "pan.mjs"), LiantPeer.Address + "/", Chromium, $"{width}", $"{height}"]);
            if (result.ExitCode != 0)
            {
                throw new InvalidOperationException(result.Output);
            }

            var panned = JsonDocument.Parse(result.Output.Split('\n').First(line => line.StartsWith('{'))).RootElement;
            Print($"{width} px, request to drawing", panned.GetProperty("drawing").EnumerateArray().Select(time => time.GetDouble()).ToList());
            Print($"{width} px, frame to frame", panned.GetProperty("between").EnumerateArray().Select(time => time.GetDouble()).ToList());
        }
    }

    private static async Task<List<double>> SuperclusterAsync(string points, string tiles)
    {
        var result = await MeasuredProcess.RunAsync("node", ["--max-old-space-size=8000", Path.Combine(Peers, "cluster.mjs"), points, tiles]);
        var json = JsonDocument.Parse(result.Output.Split('\n').First(line => line.StartsWith('{'))).RootElement;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"supercluster: built in {json.GetProperty("buildSeconds").GetDouble():F1} s, {json.GetProperty("residentBytes").GetInt64() / 1e6:F0} MB resident; radius 40 of 512, counts by theme; in its own process, no HTTP"));
        Print("supercluster, cut only", json.GetProperty("cut").EnumerateArray().Select(time => time.GetDouble()).ToList());
        return json.GetProperty("encoded").EnumerateArray().Select(time => time.GetDouble()).ToList();
    }

    private static async Task MeasurePostGisAsync(PostGisPeer postgis, List<(int Z, int X, int Y)> tiles)
    {
        var ask = await postgis.ConnectAsync();
        foreach (var tile in tiles.TakeLast(30))
        {
            await ask(tile);
        }

        Print("PostGIS", await TimesAsync(tiles, tile => ask(tile)));
        await ThroughputAsync("PostGIS", tiles, postgis.ConnectAsync);
        Console.WriteLine($"PostGIS: {PostGisPeer.Configuration}");
    }

    private static async Task ThroughputAsync(string name, List<(int Z, int X, int Y)> tiles, Func<Task<Func<(int Z, int X, int Y), Task<int>>>> connect)
    {
        foreach (var clients in new[] { 1, 2, 8 })
        {
            var watch = Stopwatch.StartNew();
            var counts = await Task.WhenAll(Enumerable.Range(0, clients).Select(client => Task.Run(async () =>
            {
                var (ask, count) = (await connect(), 0);
                for (var i = client * 37; watch.Elapsed < ThroughputWindow; i++, count++)
                {
                    await ask(tiles[i * 13 % tiles.Count]);
                }

                return count;
            })));
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name,-28} {counts.Sum() / watch.Elapsed.TotalSeconds,8:F0} tiles/s with {clients} clients"));
        }
    }

    private static async Task<List<double>> TimesAsync<T, TAnswer>(IEnumerable<T> asked, Func<T, Task<TAnswer>> ask)
    {
        var times = new List<double>();
        foreach (var one in asked)
        {
            var start = Stopwatch.GetTimestamp();
            await ask(one);
            times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        }

        return times;
    }

    private static void Print(string name, List<double> times)
    {
        times.Sort();
        double At(int percent) => times[Math.Min(times.Count - 1, times.Count * percent / 100)];
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name,-28} p50 {At(50),8:F2} p95 {At(95),8:F2} p99 {At(99),8:F2} ms ({times.Count})"));
    }

    /// <summary>Tiles where some of the points are, as many of each zoom.</summary>
    private static List<(int Z, int X, int Y)> Tiles(List<(double Lon, double Lat)> points, int perZoom)
    {
        var random = new Random(4);
        return Enumerable.Range(0, Deepest + 1).SelectMany(zoom => Enumerable.Range(0, perZoom).Select(_ => points[random.Next(points.Count)]).Select(point =>
        {
            var lat = point.Lat * Math.PI / 180;
            return (zoom, (int)((point.Lon + 180) / 360 * (1 << zoom)), (int)((1 - Math.Log(Math.Tan(lat) + 1 / Math.Cos(lat)) / Math.PI) / 2 * (1 << zoom)));
        }).Distinct()).ToList();
    }

    private static string Peers => Path.Combine(ImportBench.Checkout(), "benchmarks/Liant.Bench/Mapping/peers");

    private static async Task PeersReadyAsync()
    {
        if (!Directory.Exists(Path.Combine(Peers, "node_modules", "playwright-core")))
        {
            await MeasuredProcess.RunAsync("npm", ["ci", "--prefix", Peers, "--no-audit", "--no-fund"]);
        }
    }
}
