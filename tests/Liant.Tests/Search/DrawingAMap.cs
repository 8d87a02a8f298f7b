using System.Net;
using System.Net.Http.Headers;
using Liant.Modules.Catalogue;
using Liant.Tests.World;
using static Liant.Tests.World.SearchAnswers;

namespace Liant.Tests.Search;

/// <summary>The tiles of a search, as a map asks for them.</summary>
public sealed class DrawingAMap(SharedHost shared)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("")]
    [InlineData("kind=initiative")]
    [InlineData("theme=habitat&theme=mobilite")]
    [InlineData("within=reg-75")]
    [InlineData("place=insee:33227&radius=150")]
    [InlineData("kind=territory&departement=33")]
    public async Task The_tile_of_the_whole_world_holds_every_match_that_has_a_point(string question)
    {
        var found = await shared.Visitor.SearchAsync(question);
        var withPoint = (await shared.Visitor.GetJsonAsync("/api/v1/search.geojson?" + question)).GetProperty("features").GetArrayLength();
        Assert.InRange(withPoint, 1, found.GetProperty("total").GetInt32());
        Assert.Equal(withPoint, VectorTile.Read(await shared.Visitor.GetByteArrayAsync($"/tuiles/0/0/0.mvt?{question}", Cancel)).Sum(feature => feature.Count));
    }

    [Fact]
    public async Task The_document_leads_to_tiles_of_the_same_search()
    {
        var described = await shared.Visitor.GetJsonAsync("/tuiles.json?" + Q("épicerie") + "&kind=initiative&place=33&size=3");
        Assert.Equal("3.0.0", described.GetProperty("tilejson").GetString());
        var tiles = described.GetProperty("tiles")[0].GetString()!;
        Assert.StartsWith($"{shared.Visitor.BaseAddress}tuiles/", tiles, StringComparison.Ordinal);
        var bounds = described.GetProperty("bounds").EnumerateArray().Select(side => side.GetDouble()).ToList();
        Assert.True(bounds[0] <= bounds[2] && bounds[1] <= bounds[3]);
        var world = VectorTile.Read(await shared.Visitor.GetByteArrayAsync(tiles.Replace("{z}/{x}/{y}", "0/0/0", StringComparison.Ordinal), Cancel));
        var expected = (await shared.Visitor.GetJsonAsync("/api/v1/search.geojson?" + Q("épicerie") + "&kind=initiative")).GetProperty("features").GetArrayLength();
        Assert.Equal(expected, world.Sum(feature => feature.Count));
    }

    [Fact]
    public async Task A_search_that_finds_nothing_has_neither_bounds_nor_tiles()
    {
        Assert.False((await shared.Visitor.GetJsonAsync("/tuiles.json?q=zzzzzzzz")).TryGetProperty("bounds", out _));
        using var tile = await shared.Visitor.GetAsync("/tuiles/0/0/0.mvt?q=zzzzzzzz", Cancel);
        Assert.Equal(HttpStatusCode.NoContent, tile.StatusCode);
    }

    [Theory]
    [InlineData("19/0/0")]
    [InlineData("3/8/0")]
    [InlineData("3/0/8")]
    [InlineData("0/0/1")]
    [InlineData("-1/0/0")]
    [InlineData("3/99999999999/0")]
    [InlineData("a/b/c")]
    public async Task There_is_no_tile_outside_the_world(string address)
    {
        using var answer = await shared.Visitor.GetAsync($"/tuiles/{address}.mvt", Cancel);
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    [Fact]
    public async Task A_tile_of_this_version_is_kept_for_a_year_and_another_is_asked_about()
    {
        var address = await FirstTileAsync(shared.Visitor);
        using var current = await shared.Visitor.GetAsync(address, Cancel);
        Assert.Equal((true, TimeSpan.FromDays(365)), (current.Headers.CacheControl!.Public, current.Headers.CacheControl.MaxAge));
        Assert.Contains(current.Headers.CacheControl.Extensions, extension => extension.Name == "immutable");
        using var asked = new HttpRequestMessage(HttpMethod.Get, "/tuiles/0/0/0.mvt?v=other");
        asked.Headers.IfNoneMatch.Add(EntityTagHeaderValue.Parse(current.Headers.ETag!.ToString()));
        using var same = await shared.Visitor.SendAsync(asked, Cancel);
        Assert.Equal(HttpStatusCode.NotModified, same.StatusCode);
        Assert.True(same.Headers.CacheControl?.NoCache);
    }

    [Fact]
    public async Task The_version_changes_with_public_sheets_and_not_with_private_ones()
    {
        await using var host = await LiantHost.StartAsync();
        var before = await FirstTileAsync(host.Visitor);
        await host.LoadSheetsAsync(SheetKind.Initiative, Sheets.Of("secret", "Fiche secrète") with { Private = true, Commune = "33227" });
        await host.CatchUpAsync();
        Assert.Equal(before, await FirstTileAsync(host.Visitor));
        await host.LoadSheetsAsync(SheetKind.Initiative, Sheets.Of("ouverte", "Fiche ouverte") with { Commune = "33227" });
        await host.CatchUpAsync();
        var after = await FirstTileAsync(host.Visitor);
        Assert.NotEqual(before, after);
        var (one, two) = (await host.Visitor.GetByteArrayAsync(before, Cancel), await host.Visitor.GetByteArrayAsync(after, Cancel));
        Assert.Equal(one, two);
    }

    [Fact]
    public async Task Who_sees_private_sheets_has_them_on_the_map_and_leaves_no_trace_in_a_cache()
    {
        await using var host = await LiantHost.StartAsync();
        await host.LoadSheetsAsync(SheetKind.Initiative, Sheets.Of("secret", "Fiche secrète") with { Private = true, Commune = "33227" });
        await host.CatchUpAsync();
        using var operatorClient = await host.SignInOperatorAsync();
        using var tile = await operatorClient.GetAsync("/tuiles/0/0/0.mvt", Cancel);
        var seen = VectorTile.Read(await tile.Content.ReadAsByteArrayAsync(Cancel)).Sum(feature => feature.Count);
        var open = VectorTile.Read(await host.Visitor.GetByteArrayAsync("/tuiles/0/0/0.mvt", Cancel)).Sum(feature => feature.Count);
        Assert.Equal(open + 1, seen);
        Assert.True(tile.Headers.CacheControl is { NoStore: true, Private: true });
        Assert.Null(tile.Headers.ETag);
        Assert.DoesNotContain("v=", await FirstTileAsync(operatorClient), StringComparison.Ordinal);
    }

    private static async Task<string> FirstTileAsync(HttpClient client) =>
        (await client.GetJsonAsync("/tuiles.json")).GetProperty("tiles")[0].GetString()!.Replace("{z}/{x}/{y}", "0/0/0", StringComparison.Ordinal);
}
