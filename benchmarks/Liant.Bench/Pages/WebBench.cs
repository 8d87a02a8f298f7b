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

/// <summary>Pages of the product against a bare Razor page with one EF query (benchmarks/Liant.Bare) on the same database, in one run: eight connections, nothing kept from one request to the next. They take turns, five each: the
/// machine itself is half as fast from one minute to another, so a page is compared with the bare one of its own turn, and the median of the five is told.</summary>
internal static class WebBench
{
    private const int Connections = 8;
    private const string BareAddress = "http://127.0.0.1:5988";

    private const int Turns = 5;

    private static readonly TimeSpan Window = TimeSpan.FromSeconds(4);

    /// <summary>Asked without pause, a page takes so long until what runs most of it is compiled for good.</summary>
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(20);

    private sealed record Turn(double PerSecond, double P50, double P95, double P99);

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
            string Query(int i) => Uri.EscapeDataString(directory.Queries[i % directory.Queries.Count]);
            await MeasureAsync([
                ("bare Razor page", i => $"{BareAddress}/{sheets[i % sheets.Count].Id}"),
                ("sheet", i => LiantPeer.Address + sheets[i % sheets.Count].Path),
                ("search page", i => $"{LiantPeer.Address}/?q={Query(i)}"),
                ("search, API", i => $"{LiantPeer.Address}/api/v1/search?q={Query(i)}"),
                ("home page", _ => LiantPeer.Address + "/"),
            ]);
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

    /// <summary>The first is the peer.</summary>
    private static async Task MeasureAsync((string Name, Func<int, string> Address)[] pages)
    {
        foreach (var page in pages)
        {
            await RunAsync(page.Address, WarmUp);
        }

        var turns = pages.Select(_ => new List<Turn>()).ToList();
        for (var turn = 0; turn < Turns; turn++)
        {
            for (var page = 0; page < pages.Length; page++)
            {
                turns[page].Add(await TurnAsync(pages[page].Address));
            }
        }

        for (var page = 0; page < pages.Length; page++)
        {
            var own = turns[page];
            var against = page == 0 ? "" : string.Create(CultureInfo.InvariantCulture,
                $"; 1/{own.Zip(turns[0], (mine, bare) => bare.PerSecond / mine.PerSecond).Median():F1} of the bare page's requests, {own.Zip(turns[0], (mine, bare) => mine.P99 / bare.P99).Median():F1} x its p99");
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{pages[page].Name,-18} {own.Select(turn => turn.PerSecond).Median(),7:F0} requests/s; p50 {own.Select(turn => turn.P50).Median(),6:F1} p95 {own.Select(turn => turn.P95).Median(),6:F1} p99 {own.Select(turn => turn.P99).Median(),6:F1} ms{against}"));
        }
    }

    private static async Task<Turn> TurnAsync(Func<int, string> address)
    {
        var (times, seconds) = await RunAsync(address, Window);
        times.Sort();
        double At(int percent) => times[Math.Min(times.Count - 1, times.Count * percent / 100)];
        return new Turn(times.Count / seconds, At(50), At(95), At(99));
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
