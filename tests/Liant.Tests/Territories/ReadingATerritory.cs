using System.Net;
using System.Text.Json;
using Liant.Tests.World;

namespace Liant.Tests.Territories;

public sealed class ReadingATerritory(SharedHost shared)
{
    [Fact]
    public async Task A_commune_says_where_it_is_how_many_live_there_and_in_which_programmes()
    {
        var langon = await shared.Visitor.GetJsonAsync("/api/v1/territories/33227");
        Assert.Equal("commune", langon.GetProperty("kind").GetString());
        Assert.Equal("Langon", langon.GetProperty("name").GetString());
        Assert.Equal("Gironde", langon.GetProperty("departement").GetProperty("name").GetString());
        Assert.Equal("reg-75", langon.GetProperty("region").GetProperty("code").GetString());
        Assert.Equal(9, langon.GetProperty("epci").GetProperty("code").GetString()!.Length);
        Assert.Equal(2023, langon.GetProperty("population").GetProperty("year").GetInt32());
        Assert.Equal("municipale", langon.GetProperty("population").GetProperty("kind").GetString());
        Assert.Equal("commune", langon.GetProperty("location").GetProperty("precision").GetString());
        Assert.Contains("33210", langon.GetProperty("postalCodes").EnumerateArray().Select(code => code.GetString()));
        var programme = langon.GetProperty("programmes").EnumerateArray().Single(p => p.GetProperty("slug").GetString() == "petites-villes-de-demain");
        Assert.NotEmpty(programme.GetProperty("source").GetString()!);
    }

    [Theory]
    [InlineData("33", "departement")]
    [InlineData("2A", "departement")]
    [InlineData("reg-75", "region")]
    [InlineData("242900629", "epci")]
    [InlineData("69381", "commune")]
    public async Task Every_kind_of_territory_answers(string code, string kind)
    {
        Assert.Equal(kind, (await shared.Visitor.GetJsonAsync("/api/v1/territories/" + code)).GetProperty("kind").GetString());
        var point = await shared.Visitor.GetJsonAsync($"/api/v1/territories/{code}.geojson");
        Assert.Equal("Feature", point.GetProperty("type").GetString());
        Assert.Equal("Point", point.GetProperty("geometry").GetProperty("type").GetString());
        Assert.Equal(2, point.GetProperty("geometry").GetProperty("coordinates").GetArrayLength());
    }

    [Fact]
    public async Task A_point_is_geojson_with_the_longitude_first()
    {
        using var answer = await shared.Visitor.GetAsync("/api/v1/territories/97409.geojson", TestContext.Current.CancellationToken);
        Assert.Equal("application/geo+json", answer.Content.Headers.ContentType?.MediaType);
        using var json = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        var at = json.RootElement.GetProperty("geometry").GetProperty("coordinates");
        Assert.InRange(at[0].GetDouble(), 55, 56);
        Assert.InRange(at[1].GetDouble(), -22, -20);
    }

    [Theory]
    [InlineData("/api/v1/territories/99999")]
    [InlineData("/api/v1/territories/99999.geojson")]
    [InlineData("/api/v1/territories/%3Cscript%3E")]
    [InlineData("/api/v1/territories/33227'--")]
    [InlineData("/api/v1/territories/reg-999")]
    public async Task An_unknown_code_is_a_404_problem(string path)
    {
        using var answer = await shared.Visitor.GetAsync(path, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
    }
}
