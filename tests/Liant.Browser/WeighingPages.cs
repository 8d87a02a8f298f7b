using System.Text.Json;
using Liant.Browser.World;
using Microsoft.Playwright;

namespace Liant.Browser;

/// <summary>Budgets of docs/decisions: a public page at most 60 kB over the wire without fonts and map, at most 10 kB of JavaScript.</summary>
public sealed class WeighingPages(Town town)
{
    [Theory]
    [InlineData("/")]
    [InlineData("/?q=rouvrir+un+caf%C3%A9+dans+un+village&lieu=Felletin")]
    [InlineData("/initiatives/anima")]
    [InlineData("/territoires/33227")]
    [InlineData("/themes/commerces-de-proximite")]
    [InlineData("/ressources")]
    [InlineData("/programmes/petites-villes-de-demain")]
    [InlineData("/a-propos")]
    public async Task A_page_stays_within_its_budget(string path)
    {
        var page = await town.OpenAsync();
        var session = await page.Context.NewCDPSessionAsync(page);
        await session.SendAsync("Network.enable");
        var addresses = new Dictionary<string, string>();
        var sizes = new Dictionary<string, double>();
        session.Event("Network.responseReceived").OnEvent += (_, e) => addresses[e!.Value.GetProperty("requestId").GetString()!] = e.Value.GetProperty("response").GetProperty("url").GetString()!;
        session.Event("Network.loadingFinished").OnEvent += (_, e) => sizes[e!.Value.GetProperty("requestId").GetString()!] = e.Value.GetProperty("encodedDataLength").GetDouble();
        await page.GotoAsync(path, new() { WaitUntil = WaitUntilState.NetworkIdle });

        var files = sizes.Where(s => addresses.TryGetValue(s.Key, out var address) && address.StartsWith("http", StringComparison.Ordinal)).Select(s => (Path: new Uri(addresses[s.Key]).AbsolutePath, Bytes: s.Value)).ToList();
        Assert.All(addresses.Values.Where(address => !address.StartsWith("data:", StringComparison.Ordinal)), address => Assert.StartsWith(town.Address, address, StringComparison.Ordinal));
        var counted = files.Where(file => !IsFontOrMap(file.Path)).ToList();
        Assert.True(counted.Sum(file => file.Bytes) is > 1000 and <= 60_000, string.Join("\n", counted));
        Assert.True(counted.Where(file => file.Path.EndsWith(".js", StringComparison.Ordinal)).Sum(file => file.Bytes) is > 0 and <= 10_000, string.Join("\n", counted));
        Assert.True(files.Where(file => file.Path.EndsWith(".woff2", StringComparison.Ordinal)).Sum(file => file.Bytes) <= 80_000);
        await page.Context.CloseAsync();
    }

    private static bool IsFontOrMap(string path) =>
        path.EndsWith(".woff2", StringComparison.Ordinal) || path.StartsWith("/carte/", StringComparison.Ordinal) || path.EndsWith(".geojson", StringComparison.Ordinal)
        || path.Contains("/map.", StringComparison.Ordinal) || path.Contains("maplibre", StringComparison.Ordinal);
}
