using System.Net;
using System.Text.Json;
using Liant.Tests.World;

namespace Liant.Tests.Search;

/// <summary>Whatever is sent gets a clear answer: a problem document that names the field, or an ordinary answer; never a 500.</summary>
public sealed class BadInput(SharedHost shared)
{
    private const string Script = "%3Cscript%3Ealert(1)%3C%2Fscript%3E";

    [Theory]
    [InlineData("kind=planet", "kind")]
    [InlineData("kind=Initiative", "kind")]
    [InlineData("kind=initiative&kind=" + Script, "kind")]
    [InlineData("kind=%00", "kind")]
    [InlineData("theme=inconnu", "theme")]
    [InlineData("theme=" + Script, "theme")]
    [InlineData("theme=habitat,mobilite", "theme")]
    [InlineData("form=inconnue", "form")]
    [InlineData("cooperation=inconnue", "cooperation")]
    [InlineData("departement=99", "departement")]
    [InlineData("departement=33227", "departement")]
    [InlineData("departement=Gironde", "departement")]
    [InlineData("region=75", "region")]
    [InlineData("region=reg-999", "region")]
    [InlineData("programme=inconnu", "programme")]
    [InlineData("year=20", "year")]
    [InlineData("year=vingt", "year")]
    [InlineData("year=-201", "year")]
    [InlineData("place=Zzyzx", "place")]
    [InlineData("place=99999", "place")]
    [InlineData("place=" + Script, "place")]
    [InlineData("place=%00%01%02", "place")]
    [InlineData("place=insee:", "place")]
    [InlineData("place=%27%20OR%201%3D1--", "place")]
    [InlineData("radius=10", "radius")]
    [InlineData("place=insee:33227&radius=abc", "radius")]
    [InlineData("place=insee:33227&radius=-1", "radius")]
    [InlineData("place=insee:33227&radius=0", "radius")]
    [InlineData("place=insee:33227&radius=99999", "radius")]
    [InlineData("place=insee:33227&radius=NaN", "radius")]
    [InlineData("place=insee:33227&radius=1e3", "radius")]
    [InlineData("place=insee:33227&radius=Infinity", "radius")]
    [InlineData("bbox=1,2,3", "bbox")]
    [InlineData("bbox=1,2,3,4,5", "bbox")]
    [InlineData("bbox=a,b,c,d", "bbox")]
    [InlineData("bbox=0,50,1,40", "bbox")]
    [InlineData("bbox=-200,0,1,1", "bbox")]
    [InlineData("bbox=0,-91,1,1", "bbox")]
    [InlineData("bbox=NaN,NaN,NaN,NaN", "bbox")]
    [InlineData("bbox=-Infinity,0,Infinity,1", "bbox")]
    [InlineData("bbox=,,,", "bbox")]
    [InlineData("page=0", "page")]
    [InlineData("page=-1", "page")]
    [InlineData("page=1.5", "page")]
    [InlineData("page=abc", "page")]
    [InlineData("page=99999999999999999999", "page")]
    [InlineData("page=2147483648", "page")]
    [InlineData("within=99999", "within")]
    [InlineData("within=33227&within=33", "within")]
    [InlineData("size=101", "size")]
    [InlineData("size=0", "size")]
    [InlineData("size=" + Script, "size")]
    [InlineData("q=a&q=b", "q")]
    [InlineData("place=33&place=35", "place")]
    [InlineData("size=1&size=2", "size")]
    [InlineData("bbox=1,2,3,4&bbox=1,2,3,4", "bbox")]
    [InlineData("page=1&page=", "page")]
    [InlineData("inconnu=1", "inconnu")]
    [InlineData("Q=caf", "Q")]
    [InlineData("langage=fr", "langage")]
    [InlineData("__proto__=1", "__proto__")]
    [InlineData("q%5B%5D=a", "q[]")]
    public async Task A_wrong_parameter_is_a_400_that_names_the_field(string query, string field)
    {
        foreach (var path in new[] { "/api/v1/search?", "/api/v1/search.geojson?", "/tuiles.json?", "/tuiles/5/16/11.mvt?" })
        {
            var problem = await ProblemAsync(path + query, HttpStatusCode.BadRequest);
            Assert.Contains(field, problem.GetProperty("errors").EnumerateObject().Select(error => error.Name));
            Assert.All(problem.GetProperty("errors").EnumerateObject(), error => Assert.All(error.Value.EnumerateArray(), message => Assert.NotEmpty(message.GetString()!)));
        }
    }

    [Fact]
    public async Task Every_wrong_field_is_named_at_once()
    {
        var problem = await ProblemAsync("/api/v1/search?kind=x&theme=x&size=0&bbox=1&inconnu=1", HttpStatusCode.BadRequest);
        Assert.Equal(["bbox", "inconnu", "kind", "size", "theme"], problem.GetProperty("errors").EnumerateObject().Select(error => error.Name).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData(501)]
    [InlineData(10_240)]
    [InlineData(30_000)]
    public async Task A_query_that_is_too_long_is_refused_in_words(int length)
    {
        foreach (var field in new[] { "q", "place" })
        {
            var problem = await ProblemAsync($"/api/v1/search?{field}={new string('a', length)}", HttpStatusCode.BadRequest);
            Assert.Equal([field], problem.GetProperty("errors").EnumerateObject().Select(error => error.Name));
            Assert.True(problem.ToString().Length < 1_000);
        }

        await ProblemAsync($"/api/v1/suggest?q={new string('a', length)}", HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task An_address_longer_than_the_server_reads_is_refused()
    {
        using var answer = await shared.Visitor.GetAsync("/api/v1/search?q=" + new string('a', 70_000));
        Assert.Equal(HttpStatusCode.RequestUriTooLong, answer.StatusCode);
    }

    [Theory]
    [InlineData("q=%3Cscript%3Ealert(1)%3C%2Fscript%3E")]
    [InlineData("q=%00")]
    [InlineData("q=caf%C3%A9%00%01%1F")]
    [InlineData("q=%FF%FE")]
    [InlineData("q=%C3%28")]
    [InlineData("q=%ED%A0%80")]
    [InlineData("q=%EF%BF%BE")]
    [InlineData("q=%EF%BF%BF")]
    [InlineData("q=a%EF%BF%BEb")]
    [InlineData("q=%F0%9F%9A%B2")]
    [InlineData("q=%E2%80%AE%E2%80%8B")]
    [InlineData("q=%27%3B+DROP+TABLE+sheets%3B--")]
    [InlineData("q=..%2F..%2Fetc%2Fpasswd")]
    [InlineData("q=%7B%7B7*7%7D%7D")]
    [InlineData("q=%2525")]
    [InlineData("q=%25")]
    [InlineData("q=%")]
    [InlineData("q=%E2%80%99")]
    [InlineData("q=l'")]
    [InlineData("q=....")]
    [InlineData("q=-")]
    [InlineData("q=%22")]
    [InlineData("q=le+la+les")]
    [InlineData("q=a")]
    [InlineData("q=1")]
    [InlineData("q=2026")]
    [InlineData("q=%D9%85%D9%82%D9%87%D9%89")]
    [InlineData("q=%E5%92%96%E5%95%A1")]
    [InlineData("q=caf%C3%A9&page=100000&size=100")]
    [InlineData("q=caf%C3%A9&bbox=179,-90,-179,90")]
    [InlineData("&&&&")]
    [InlineData("=")]
    public async Task A_strange_query_is_answered_like_any_other(string query)
    {
        using var answer = await shared.Visitor.GetAsync("/api/v1/search?" + query);
        Assert.True(answer.StatusCode is HttpStatusCode.OK or HttpStatusCode.BadRequest, $"{query} : {(int)answer.StatusCode}");
        using var json = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
    }

    [Theory]
    [InlineData("q=%EF%BF%BEab")]
    [InlineData("q=%00%00ab")]
    [InlineData("q=%3Cscript%3E")]
    [InlineData("q='''")]
    public async Task A_strange_beginning_suggests_nothing_or_something(string query)
    {
        using var answer = await shared.Visitor.GetAsync("/api/v1/suggest?" + query);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    [Theory]
    [InlineData("q=a&q=b")]
    public async Task A_repeated_beginning_is_refused(string query) => await ProblemAsync("/api/v1/suggest?" + query, HttpStatusCode.BadRequest);

    [Theory]
    [InlineData("place=%EF%BF%BE")]
    [InlineData("place=a%EF%BF%BEb")]
    public async Task A_place_that_is_no_text_is_refused(string query) => await ProblemAsync("/api/v1/search?" + query, HttpStatusCode.BadRequest);

    [Theory]
    [InlineData("/api/v1/organisations/1")]
    [InlineData("/api/v1/organisations/00000000000000000000000000000000")]
    [InlineData("/api/v1/organisations/%3Cscript%3E")]
    [InlineData("/api/v1/organisations/..%2F..%2Fetc")]
    [InlineData("/api/v1/initiatives/la-smalah")]
    [InlineData("/api/v1/initiatives/la-smalah.geojson")]
    [InlineData("/api/v1/initiatives/%EF%BF%BE")]
    [InlineData("/api/v1/resources/%00")]
    [InlineData("/api/v1/planets/1")]
    [InlineData("/api/v1/search/1")]
    [InlineData("/api/v2/search")]
    [InlineData("/api")]
    [InlineData("/api/v1/territories/%EF%BF%BE")]
    public async Task What_is_not_there_is_a_404_problem(string path)
    {
        using var answer = await shared.Visitor.GetAsync(path);
        Assert.True(answer.StatusCode is HttpStatusCode.NotFound or HttpStatusCode.BadRequest, $"{path} : {(int)answer.StatusCode}");
        if (answer.StatusCode == HttpStatusCode.NotFound)
        {
            Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        }
    }

    [Theory]
    [InlineData("POST", "/api/v1/search")]
    [InlineData("DELETE", "/api/v1/search")]
    [InlineData("PUT", "/api/v1/organisations/1")]
    [InlineData("PATCH", "/api/v1/territories/33227")]
    public async Task Another_verb_is_a_405_problem(string verb, string path)
    {
        using var request = new HttpRequestMessage(new HttpMethod(verb), path);
        using var answer = await shared.Visitor.SendAsync(request);
        Assert.Equal(HttpStatusCode.MethodNotAllowed, answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
    }

    [Theory]
    [InlineData("repere=abc")]
    [InlineData("repere=1,2,3,4,5")]
    [InlineData("repere=NaN,NaN")]
    [InlineData("repere=99,0")]
    [InlineData("repere=" + Script)]
    public async Task A_picture_of_a_wrong_point_is_refused(string query)
    {
        using var answer = await shared.Visitor.GetAsync("/carte/apercu.svg?" + query);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    [Theory]
    [InlineData("")]
    [InlineData("?repere=44.55,-0.25,1&repere=48,2,2,~")]
    [InlineData("?repere=44.55,-0.25&etendue=proche")]
    [InlineData("?repere=-20.9,55.6&etendue=%3Cscript%3E")]
    [InlineData("?repere=44.55,-0.25,%3Cscript%3E")]
    public async Task A_picture_of_points_is_svg_without_script(string query)
    {
        var svg = await shared.Visitor.GetStringAsync("/carte/apercu.svg" + query);
        Assert.StartsWith("<svg", svg, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", svg, StringComparison.Ordinal);
    }

    private async Task<JsonElement> ProblemAsync(string path, HttpStatusCode expected)
    {
        using var answer = await shared.Visitor.GetAsync(path);
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.StatusCode == expected, $"{path[..Math.Min(200, path.Length)]} : {(int)answer.StatusCode} {text[..Math.Min(300, text.Length)]}");
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        Assert.Equal("nosniff", answer.Headers.GetValues("X-Content-Type-Options").Single()); // what was typed comes back as JSON, never as a page
        using var document = JsonDocument.Parse(text);
        Assert.Equal((int)expected, document.RootElement.GetProperty("status").GetInt32());
        return document.RootElement.Clone();
    }
}
