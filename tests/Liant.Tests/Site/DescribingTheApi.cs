using System.Text.Json;
using Liant.Tests.World;
using Microsoft.AspNetCore.Routing;

namespace Liant.Tests.Site;

public sealed class DescribingTheApi(SharedHost shared)
{
    [Fact]
    public async Task The_document_describes_every_route_of_the_api()
    {
        var document = await shared.Visitor.GetJsonAsync("/api/openapi.json");
        Assert.StartsWith("3.", document.GetProperty("openapi").GetString(), StringComparison.Ordinal);
        Assert.Equal("Liant", document.GetProperty("info").GetProperty("title").GetString());
        var described = document.GetProperty("paths").EnumerateObject().Select(path => path.Name).ToHashSet();
        var routed = shared.Host.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Select(endpoint => "/" + endpoint.RoutePattern.RawText!.TrimStart('/')).Where(route => route.StartsWith("/api/v1", StringComparison.Ordinal)).Distinct().ToList();
        Assert.True(routed.Count >= 15);
        Assert.All(routed, route => Assert.Contains(route, described));
    }

    [Fact]
    public async Task Every_operation_has_words_and_every_parameter_a_description()
    {
        var document = await shared.Visitor.GetJsonAsync("/api/openapi.json");
        var silent = document.GetProperty("paths").EnumerateObject().Where(path => path.Name.StartsWith("/api/v1", StringComparison.Ordinal))
            .Where(path => !path.Value.GetProperty("get").TryGetProperty("summary", out var summary) || string.IsNullOrWhiteSpace(summary.GetString())
                || !path.Value.GetProperty("get").GetProperty("responses").TryGetProperty("200", out _)).Select(path => path.Name);
        Assert.Empty(silent);
        foreach (var name in new[] { "/tuiles.json", "/tuiles/{z}/{x}/{y}.mvt" })
        {
            var parameters = document.GetProperty("paths").GetProperty(name).GetProperty("get").GetProperty("parameters").EnumerateArray().ToList();
            Assert.Contains("within", parameters.Select(parameter => parameter.GetProperty("name").GetString()));
            Assert.Equal(name.Count(c => c == '{'), parameters.Count(parameter => parameter.GetProperty("in").GetString() == "path"));
            Assert.All(parameters, parameter => Assert.False(string.IsNullOrWhiteSpace(parameter.GetProperty("description").GetString())));
        }

        foreach (var name in new[] { "search", "search.geojson", "search.atom", "search.ics", "export.csv", "export.xlsx", "export.geojson" })
        {
            var parameters = document.GetProperty("paths").GetProperty("/api/v1/" + name).GetProperty("get").GetProperty("parameters").EnumerateArray()
                .ToDictionary(p => p.GetProperty("name").GetString()!, p => p.TryGetProperty("description", out var words) ? words.GetString() : null);
            string[] expected = ["q", "place", "radius", "kind", "theme", "form", "cooperation", "departement", "region", "programme", "year", "within", "bbox", "page", "size"];
            Assert.Equal(expected.Order(StringComparer.Ordinal), parameters.Keys.Order(StringComparer.Ordinal));
            Assert.All(parameters, parameter => Assert.False(string.IsNullOrWhiteSpace(parameter.Value), parameter.Key));
        }
    }

    [Fact]
    public async Task No_page_is_described_as_part_of_the_api()
    {
        var document = await shared.Visitor.GetJsonAsync("/api/openapi.json");
        Assert.All(document.GetProperty("paths").EnumerateObject(), path => Assert.Matches("^/(api/|tuiles)", path.Name));
        Assert.Equal(JsonValueKind.Object, document.GetProperty("components").GetProperty("schemas").GetProperty("SearchResponse").ValueKind);
    }
}
