using Liant.Modules.Territories;
using Liant.Modules.Territories.Contract;
using Liant.Platform.Imports;
using Liant.Tests.World;

namespace Liant.Tests.Territories;

public sealed class LoadingPoints(SharedHost shared)
{
    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.PostgreSql)]
    public async Task An_imported_centre_stands_before_the_shipped_one(Engine engine)
    {
        await using var host = await LiantHost.StartAsync(engine);
        var report = await LoadAsync(host, "code,nom,lat,lon\n01001,L'Abergement-Clémenciat,46.1493,4.9262\n1002,L'Abergement-de-Varey,46.0093,5.4263\n99999,?,1,2\n01004,Ambérieu,95,5\n01005,Ambérieux,,\n");
        Assert.Equal((2, 0, 0, 3), (report.Added, report.Updated, report.Unchanged, report.Refusals.Count));
        Assert.Equal([4L, 5L, 6L], report.Refusals.Select(refusal => refusal.Line));

        await host.CatchUpAsync();
        var location = host.Services.GetRequiredService<Geography>().Gazetteer.Find("01001")!.Location!.Value;
        Assert.Equal((46.1493, 4.9262, Precision.Commune), (location.Lat, location.Lon, location.Precision));
        var json = (await host.Visitor.GetJsonAsync("/api/v1/territories/01001")).GetProperty("location");
        Assert.Equal((46.1493, "commune"), (json.GetProperty("lat").GetDouble(), json.GetProperty("precision").GetString()));
    }

    [Fact]
    public async Task The_same_points_twice_change_nothing_and_a_corrected_one_is_updated()
    {
        await using var host = await LiantHost.StartAsync();
        await LoadAsync(host, "code,lat,lon\n01001,46.1493,4.9262\n01002,46.0093,5.4263\n");
        var again = await LoadAsync(host, "code,lat,lon\n01001,46.1493,4.9262\n01002,46.01,5.43\n");
        Assert.Equal((0, 1, 1), (again.Added, again.Updated, again.Unchanged));
    }

    [Fact]
    public async Task The_answer_of_geo_api_gouv_fr_is_read_as_recorded()
    {
        await using var host = await LiantHost.StartAsync();
        var answer = await File.ReadAllTextAsync(Path.Combine(Checkout.Root, "tests/Liant.Tests/Territories/communes-geo-api.json"), TestContext.Current.CancellationToken);
        var report = await LoadAsync(host, answer);
        Assert.Equal((2, 2), (report.Added, report.Refusals.Count));
        await host.CatchUpAsync();
        Assert.Equal(49.8995, host.Services.GetRequiredService<Geography>().Gazetteer.Find("02361")!.Location!.Value.Lat);
    }

    [Theory]
    [InlineData("insee,latitude,longitude\n01001,46,4\n")]
    [InlineData("[{\"code\":")]
    public async Task A_file_of_another_shape_is_refused_whole(string file)
    {
        await Assert.ThrowsAsync<UnreadableFile>(() => LoadAsync(shared.Host, file));
    }

    [Theory]
    [InlineData("""[{"code":"01001","centre":{"type":"Point","coordinates":["a","b"]}}]""")]
    [InlineData("""[{"code":1001}]""")]
    [InlineData("""[{"code":"01001","centre":null}]""")]
    [InlineData("""[{"code":"01001","centre":{"coordinates":{}}}]""")]
    public async Task A_strange_row_is_refused_not_thrown(string file)
    {
        var report = await LoadAsync(shared.Host, file);
        Assert.Single(report.Refusals);
    }

    [Fact]
    public async Task All_the_shared_centres_load()
    {
        var file = SharedFiles.Need("data/geo/communes-centroides.csv");
        await using var host = await LiantHost.StartAsync();
        var report = await LoadAsync(host, await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken));
        Assert.Equal(34_869, report.Read);
        Assert.True(report.Added > 34_700);
        await host.CatchUpAsync();
        Assert.True(host.Services.GetRequiredService<Geography>().Gazetteer.Communes.Count(c => c.Location is { Precision: Precision.Commune }) > 34_700);
    }

    private static Task<ImportReport> LoadAsync(LiantHost host, string text) =>
        host.WithAsync((PointLoader loader) => loader.LoadAsync(text, "essai", CancellationToken.None));
}
