using System.Net;
using System.Text.Json;
using Liant.Modules.Territories.Contract;
using Liant.Tests.World;
using static Liant.Tests.World.SearchAnswers;

namespace Liant.Tests.Search;

public sealed class SearchingAPlace(SharedHost shared)
{
    private HttpClient Visitor => shared.Visitor;

    [Fact]
    public async Task A_place_says_how_far_and_leaves_nothing_out()
    {
        var without = await Visitor.SearchAsync(Q("épicerie"));
        var with = await Visitor.SearchAsync(Q("épicerie") + "&place=insee:70467");
        Assert.Equal(without.Total(), with.Total());
        var here = with.GetProperty("items").EnumerateArray().First(item => item.GetProperty("place") is { ValueKind: JsonValueKind.Object } place && place.GetProperty("code").GetString() == "70467");
        Assert.True(here.GetProperty("distanceKm").GetDouble() < 5);
    }

    [Fact]
    public async Task A_radius_keeps_what_is_within_it_and_has_a_point()
    {
        foreach (var radius in new[] { 10, 50, 300 })
        {
            var answer = await Visitor.SearchAsync($"place=Langon%2033&radius={radius}&size=100");
            Assert.NotEqual(0, answer.Total());
            Assert.All(answer.GetProperty("items").EnumerateArray(), item => Assert.True(item.GetProperty("distanceKm").GetDouble() <= radius));
        }

        var near = (await Visitor.EveryIdAsync("place=Langon%2033&radius=10")).ToHashSet();
        Assert.True(near.IsSubsetOf(await Visitor.EveryIdAsync("place=Langon%2033&radius=300")));
    }

    [Theory]
    [InlineData("/?rayon=10")]
    [InlineData("/?lieu=Langon&rayon=10")]
    public async Task A_radius_without_its_place_changes_nothing_for_the_next_visitor(string path)
    {
        await using var host = await LiantHost.StartAsync();
        using var wrong = await host.Visitor.GetAsync(path, TestContext.Current.CancellationToken);
        Assert.True(wrong.StatusCode is HttpStatusCode.BadRequest or HttpStatusCode.Conflict);
        Assert.NotEqual(0, (await host.Visitor.SearchAsync("size=1")).Total());
        Assert.Contains("/initiatives/la-smalah", await host.Visitor.GetStringAsync("/sitemap.xml", TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Distance_is_measured_on_the_ground()
    {
        var langon = new Location(44.553, -0.249);
        Assert.Equal(0, langon.KilometresTo(langon));
        Assert.InRange(langon.KilometresTo(new Location(44.838, -0.579)), 40, 43); // Bordeaux
        Assert.InRange(new Location(-20.96, 55.65).KilometresTo(new Location(48.857, 2.352)), 9_000, 9_700);
        var answer = await Visitor.SearchAsync(Q("La Smalah") + "&place=insee:40266&kind=initiative&size=1");
        Assert.InRange(answer.GetProperty("items")[0].GetProperty("distanceKm").GetDouble(), 0, 5);
    }

    [Fact]
    public async Task A_frame_keeps_what_it_holds()
    {
        var answer = await Visitor.SearchAsync("bbox=-2,43.5,0.5,45.5&size=100");
        Assert.NotEqual(0, answer.Total());
        Assert.All(answer.GetProperty("items").EnumerateArray(), item =>
        {
            Assert.InRange(item.GetProperty("location").GetProperty("lon").GetDouble(), -2.00001, 0.50001);
            Assert.InRange(item.GetProperty("location").GetProperty("lat").GetDouble(), 43.49999, 45.50001);
        });
        Assert.Equal((await Visitor.SearchAsync("bbox=-180,-90,180,90")).Total(), (await Visitor.SearchAsync("bbox=50,-90,49.999999,90")).Total());
        Assert.Contains("EST Proximité", (await Visitor.SearchAsync("bbox=55,-22,56,-20&size=100")).Titles());
    }

    [Theory]
    [InlineData("Langon")]
    [InlineData("33210")]
    [InlineData("Plouhinec")]
    public async Task An_ambiguous_place_is_a_409_whose_every_candidate_works(string place)
    {
        var problem = await Visitor.GetJsonAsync("/api/v1/search?place=" + place, HttpStatusCode.Conflict);
        Assert.Equal("ambiguous-place", problem.GetProperty("code").GetString());
        var candidates = problem.GetProperty("candidates").EnumerateArray().ToList();
        Assert.True(candidates.Count > 1);
        foreach (var candidate in candidates)
        {
            Assert.NotEmpty(candidate.GetProperty("label").GetString()!);
            Assert.Equal(5, candidate.GetProperty("code").GetString()!.Length);
            await Visitor.SearchAsync("size=1&place=" + Uri.EscapeDataString(candidate.GetProperty("place").GetString()!));
        }
    }

    [Fact]
    public async Task The_points_of_an_answer_are_geojson()
    {
        using var answer = await Visitor.GetAsync("/api/v1/search.geojson?kind=initiative", TestContext.Current.CancellationToken);
        Assert.Equal("application/geo+json", answer.Content.Headers.ContentType?.MediaType);
        using var json = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        Assert.Equal("FeatureCollection", json.RootElement.GetProperty("type").GetString());
        var features = json.RootElement.GetProperty("features").EnumerateArray().ToList();
        var located = 0;
        foreach (var item in (await Visitor.SearchAsync("kind=initiative&size=100")).GetProperty("items").EnumerateArray())
        {
            located += item.GetProperty("location").ValueKind == JsonValueKind.Object ? 1 : 0;
        }

        Assert.Equal(located, features.Count);
        Assert.All(features, feature =>
        {
            Assert.Equal("Feature", feature.GetProperty("type").GetString());
            Assert.InRange(feature.GetProperty("geometry").GetProperty("coordinates")[1].GetDouble(), -90, 90);
            Assert.Equal("initiative", feature.GetProperty("properties").GetProperty("kind").GetString());
        });
    }
}
