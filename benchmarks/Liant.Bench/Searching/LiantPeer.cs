using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Liant.Bench.Importing;

namespace Liant.Bench.Searching;

/// <summary>The product as people run it, over HTTP.</summary>
internal sealed class LiantPeer(string data) : Peer
{
    public const string Address = "http://127.0.0.1:5987";

    private Process? site;

    public string Data => data;

    public override string Name => "Liant";

    public override string Configuration => "./run, SQLite, /api/v1/search over HTTP: JSON with the twenty best as shown, total, eight facets";

    /// <summary>The most that the process held, in bytes.</summary>
    public long PeakBytes => Memory("VmHWM:");

    public long ResidentBytes => Memory("VmRSS:");

    /// <param name="emptySeconds">What a start takes without a sheet: the rest is reading and indexing.</param>
    public async Task StartAsync(double emptySeconds)
    {
        var start = new ProcessStartInfo(Path.Combine(ImportBench.Checkout(), "run")) { RedirectStandardOutput = true, RedirectStandardError = true };
        (start.Environment["LIANT_DATA"], start.Environment["LIANT_URLS"]) = (data, Address);
        var watch = Stopwatch.StartNew();
        site = Process.Start(start)!;
        _ = site.StandardOutput.ReadToEndAsync();
        _ = site.StandardError.ReadToEndAsync();
        using var client = new HttpClient { Timeout = TimeSpan.FromMinutes(10) };
        while (true)
        {
            try
            {
                using var answer = await client.GetAsync(Address + "/api/v1/search?size=1");
                if (answer.IsSuccessStatusCode)
                {
                    break;
                }
            }
            catch (HttpRequestException)
            {
                await Task.Delay(50);
            }
        }

        LoadSeconds = watch.Elapsed.TotalSeconds - emptySeconds;
    }

    public override Task<Func<string, bool, Task<Found>>> ConnectAsync()
    {
        var client = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = 1 });
        return Task.FromResult<Func<string, bool, Task<Found>>>(async (query, isQuoted) =>
        {
            // Totals are compared without the territories of that name; what is timed has no filter, as at the peers.
            var asked = isQuoted ? "kind=organisation&q=" + Uri.EscapeDataString(string.Join(' ', query.Split(' ').Select(word => $"\"{word}\""))) : "q=" + Uri.EscapeDataString(query);
            var bytes = await client.GetByteArrayAsync($"{Address}/api/v1/search?size=20&{asked}");
            return new Found(TotalIn(bytes));
        });
    }

    public override async ValueTask DisposeAsync()
    {
        if (site is not null)
        {
            site.Kill(entireProcessTree: true);
            await site.WaitForExitAsync();
            site.Dispose();
        }

        await base.DisposeAsync();
    }

    private static int TotalIn(byte[] json)
    {
        var reader = new Utf8JsonReader(json);
        while (reader.Read())
        {
            if (reader.TokenType == JsonTokenType.PropertyName && reader.ValueTextEquals("total"))
            {
                reader.Read();
                return reader.GetInt32();
            }
        }

        return -1;
    }

    private long Memory(string line) => Process.GetProcesses().Where(process => process.Id == site!.Id || ParentOf(process.Id) == site.Id).Max(process => File.ReadLines($"/proc/{process.Id}/status")
        .Where(text => text.StartsWith(line, StringComparison.Ordinal)).Select(text => 1024 * long.Parse(text[6..].Replace("kB", "", StringComparison.Ordinal).Trim(), CultureInfo.InvariantCulture)).FirstOrDefault());

    private static int ParentOf(int id)
    {
        try
        {
            return int.Parse(File.ReadAllText($"/proc/{id}/stat").Split(") ")[^1].Split(' ')[1], CultureInfo.InvariantCulture);
        }
        catch (IOException)
        {
            return 0;
        }
    }
}
