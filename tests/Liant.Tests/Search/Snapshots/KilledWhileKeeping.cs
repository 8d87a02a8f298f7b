using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using Liant.Modules.Catalogue;
using Liant.Platform.Database;
using Liant.Tests.World;
using Microsoft.EntityFrameworkCore;

namespace Liant.Tests.Search.Snapshots;

/// <summary>Sites that keep their index at every change are killed while imports write; what starts again counts what the database has, from the first answer on. LIANT_KILLS says how often.</summary>
public sealed class KilledWhileKeeping
{
    private static readonly int Kills = int.Parse(Environment.GetEnvironmentVariable("LIANT_KILLS") ?? "4", CultureInfo.InvariantCulture);

    [Theory]
    [InlineData(Engine.Sqlite, 1)]
    [InlineData(Engine.PostgreSql, 2)]
    public async Task Nothing_is_lost_and_no_wrong_count_is_served(Engine engine, int nodes)
    {
        var cancel = TestContext.Current.CancellationToken;
        using var storage = await Storage.LoadedAsync(engine);
        using var client = new HttpClient();
        var random = new Random(Kills);
        var sites = Enumerable.Range(0, nodes).Select(node => new Site(storage, node)).ToList();
        try
        {
            for (var kill = 0; kill < Kills; kill++)
            {
                foreach (var site in sites.Where(site => !site.IsRunning))
                {
                    await site.StartAsync(client);
                    Assert.Equal(await CountAsync(storage), await site.CountAsync(client));
                }

                var file = Path.Combine(storage.Folder, $"organisations{kill}.json");
                await File.WriteAllTextAsync(file, Generated(kill), cancel);
                using var import = Run(storage, storage.Folder, 0, "import", "organisations", file, "--origin", $"essai-{kill}");
                await Task.Delay(random.Next(100, 3000), cancel);
                var killed = sites[random.Next(nodes)];
                killed.Kill();
                if (random.Next(2) == 0 && !import.HasExited)
                {
                    import.Kill();
                }

                await import.WaitForExitAsync(cancel);
                foreach (var other in sites.Where(site => site != killed))
                {
                    await other.AgreesWithinTwoSecondsAsync(client, await CountAsync(storage));
                }
            }

            foreach (var site in sites.Where(site => !site.IsRunning))
            {
                await site.StartAsync(client);
                Assert.Equal(await CountAsync(storage), await site.CountAsync(client));
            }
        }
        finally
        {
            sites.ForEach(site => site.Kill());
        }
    }

    private sealed class Site(Storage storage, int node)
    {
        private readonly string data = Directory.CreateDirectory(Path.Combine(storage.Folder, node == 0 ? "." : $"node{node}")).FullName;
        private Process? process;
        private int port;

        public bool IsRunning => process is not null;

        public async Task StartAsync(HttpClient client)
        {
            using (var free = new TcpListener(IPAddress.Loopback, 0))
            {
                free.Start();
                port = ((IPEndPoint)free.LocalEndpoint).Port;
            }

            process = Run(storage, data, port);
            var watch = Stopwatch.StartNew();
            while (watch.Elapsed < TimeSpan.FromSeconds(60))
            {
                try
                {
                    using var answer = await client.GetAsync($"http://127.0.0.1:{port}/health/ready");
                    if (answer.IsSuccessStatusCode)
                    {
                        return;
                    }
                }
                catch (HttpRequestException)
                {
                }

                await Task.Delay(30);
            }

            Assert.Fail("the site does not start");
        }

        public async Task<int> CountAsync(HttpClient client) => (await client.GetJsonAsync($"http://127.0.0.1:{port}/api/v1/search?size=1")).GetProperty("total").GetInt32();

        public async Task AgreesWithinTwoSecondsAsync(HttpClient client, int expected)
        {
            var (watch, found) = (Stopwatch.StartNew(), -1);
            while (watch.Elapsed < TimeSpan.FromSeconds(2) && (found = await CountAsync(client)) != expected)
            {
                await Task.Delay(50);
            }

            Assert.Equal(expected, found);
        }

        public void Kill()
        {
            process?.Kill(entireProcessTree: true);
            process?.WaitForExit();
            process = null;
        }
    }

    private static Process Run(Storage storage, string data, int port, params string[] arguments)
    {
        var process = Process.Start(new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "Liant.dll"), .. arguments])
        {
            RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = storage.Folder,
            Environment =
            {
                ["LIANT_DATA"] = data, ["LIANT_DATABASE"] = storage.Database ?? "", ["LIANT_URLS"] = $"http://127.0.0.1:{port}",
                ["LIANT_INDEX_KEPT_FROM"] = "1", ["LIANT_INDEX_KEPT_EVERY"] = "0",
            },
        })!;
        _ = process.StandardOutput.ReadToEndAsync();
        _ = process.StandardError.ReadToEndAsync();
        return process;
    }

    private static async Task<int> CountAsync(Storage storage)
    {
        await using var db = storage.OpenContext();
        return await db.Set<Sheet>().CountAsync(sheet => !sheet.IsPrivate);
    }

    private static string Generated(int round) => JsonSerializer.Serialize(
        Enumerable.Range(1, 400).Select(n => Sheets.Of($"fabrique-{round}-{n}", $"Fabrique {round}-{n}") with { Body = string.Concat(Enumerable.Repeat("Atelier partagé, jardin et café. ", 5)) }),
        JsonText.Options);
}
