using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Liant.Bench.Directories;
using Liant.Bench.Importing;
using Liant.Bench.Searching;
using Liant.Modules.Territories.Contract;
using Liant.Platform;
using Liant.Platform.Start;

namespace Liant.Bench.Pages;

/// <summary>Pages of the product against a bare Razor page with one EF query (benchmarks/Liant.Bare) on the same database, in one run: eight connections, nothing kept from one request to the next.</summary>
internal static class WebBench
{
    private const int Connections = 8;
    private const string BareAddress = "http://127.0.0.1:5988";

    private static readonly TimeSpan Window = TimeSpan.FromSeconds(10);

    public static async Task<int> RunAsync(int rows, string? csv, string? queryFile)
    {
        var folder = Directory.CreateTempSubdirectory("liant-web-").FullName;
        await using var app = LiantApp.Create(new LiantSettings { DataFolder = Path.Combine(folder, "generator") }, listens: false);
        await app.Services.GetRequiredService<StartWork>().PrepareAsync(answers: false, default);
        var directory = DirectoryFile.Of(folder, app.Services.GetRequiredService<Geography>().Gazetteer, rows, 400, csv, queryFile);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{directory.Count:N0} organisations, {Connections} connections, {Environment.ProcessorCount} cores"));
        await using var liant = await NationalSite.StartAsync(folder, directory);
        using var bare = Process.Start(new ProcessStartInfo("dotnet", [Path.Combine(ImportBench.Checkout(), "artifacts/bin/Liant.Bare/release/Liant.Bare.dll"), Path.Combine(folder, "liant", "liant.db")]))!;
        try
        {
            var sheets = await SheetsAsync(directory.Queries);
            Console.WriteLine($"{sheets.Count} sheets, {directory.Queries.Count} queries");
            var peer = await MeasureAsync("bare Razor page", i => $"{BareAddress}/{sheets[i % sheets.Count].Id}", null);
            await MeasureAsync("sheet", i => LiantPeer.Address + sheets[i % sheets.Count].Path, peer);
            await MeasureAsync("search page", i => $"{LiantPeer.Address}/?q={Uri.EscapeDataString(directory.Queries[i % directory.Queries.Count])}", peer);
            await MeasureAsync("search, API", i => $"{LiantPeer.Address}/api/v1/search?q={Uri.EscapeDataString(directory.Queries[i % directory.Queries.Count])}", peer);
            await MeasureAsync("home page", _ => LiantPeer.Address + "/", peer);
        }
        finally
        {
            bare.Kill();
        }

        Directory.Delete(folder, recursive: true);
        return 0;
    }

    /// <summary>Sheets that the queries find.</summary>
    private static async Task<List<(Guid Id, string Path)>> SheetsAsync(IReadOnlyList<string> queries)
    {
        using var client = new HttpClient();
        var found = new List<(Guid, string)>();
        foreach (var query in queries)
        {
            using var answer = JsonDocument.Parse(await client.GetStringAsync($"{LiantPeer.Address}/api/v1/search?kind=organisation&size=5&q={Uri.EscapeDataString(query)}"));
            found.AddRange(answer.RootElement.GetProperty("items").EnumerateArray().Select(item => (Guid.Parse(item.GetProperty("id").GetString()!), item.GetProperty("url").GetString()!)));
        }

        return found.Distinct().ToList();
    }

    private static async Task<(double PerSecond, double P99)> MeasureAsync(string name, Func<int, string> address, (double PerSecond, double P99)? peer)
    {
        await RunAsync(address, TimeSpan.FromSeconds(4));
        var (times, seconds) = await RunAsync(address, Window);
        times.Sort();
        double At(int percent) => times[Math.Min(times.Count - 1, times.Count * percent / 100)];
        var (perSecond, p99) = (times.Count / seconds, At(99));
        var ratio = peer is var (peerPerSecond, peerP99) ? string.Create(CultureInfo.InvariantCulture, $"; 1/{peerPerSecond / perSecond:F1} of the bare page's requests, {p99 / peerP99:F1} x its p99") : "";
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name,-18} {perSecond,7:F0} requests/s; p50 {At(50),6:F1} p95 {At(95),6:F1} p99 {p99,6:F1} ms{ratio}"));
        return (perSecond, p99);
    }

    private static async Task<(List<double> Times, double Seconds)> RunAsync(Func<int, string> address, TimeSpan window)
    {
        var watch = Stopwatch.StartNew();
        var times = await Task.WhenAll(Enumerable.Range(0, Connections).Select(connection => Task.Run(async () =>
        {
            using var client = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = 1 });
            var own = new List<double>();
            for (var i = connection * 37; watch.Elapsed < window; i++)
            {
                var start = Stopwatch.GetTimestamp();
                using var answer = await client.GetAsync(address(i));
                answer.EnsureSuccessStatusCode();
                await answer.Content.ReadAsByteArrayAsync();
                own.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
            }

            return own;
        })));
        return (times.SelectMany(own => own).ToList(), watch.Elapsed.TotalSeconds);
    }
}
