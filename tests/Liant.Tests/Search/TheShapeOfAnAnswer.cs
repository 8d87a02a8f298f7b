using System.Text.Json;
using Liant.Tests.World;
using static Liant.Tests.World.SearchAnswers;

namespace Liant.Tests.Search;

/// <summary>The public interface of the search is stable: names and types as docs say.</summary>
public sealed class TheShapeOfAnAnswer(SharedHost shared)
{
    private static readonly string[] Kinds = ["organisation", "initiative", "resource", "event", "programme", "territory"];

    [Theory]
    [InlineData("q=caf%C3%A9")]
    [InlineData("q=caf%C3%A9&place=Langon%2033")]
    [InlineData("q=Langon&kind=territory")]
    [InlineData("size=100")]
    [InlineData("q=zzzzzzzzzzzz")]
    public async Task It_has_every_field_of_the_contract(string query)
    {
        var answer = await shared.Visitor.SearchAsync(query);
        Has(answer, ("total", JsonValueKind.Number), ("tookMs", JsonValueKind.Number), ("page", JsonValueKind.Number), ("size", JsonValueKind.Number),
            ("items", JsonValueKind.Array), ("facets", JsonValueKind.Object));
        Assert.True(answer.GetProperty("suggestion").ValueKind is JsonValueKind.Null or JsonValueKind.String);
        Assert.True(answer.GetProperty("tookMs").GetDouble() >= 0);
        foreach (var item in answer.GetProperty("items").EnumerateArray())
        {
            Has(item, ("kind", JsonValueKind.String), ("id", JsonValueKind.String), ("title", JsonValueKind.String), ("summary", JsonValueKind.String), ("url", JsonValueKind.String),
                ("themes", JsonValueKind.Array), ("why", JsonValueKind.String), ("score", JsonValueKind.Number));
            Assert.Contains(item.GetProperty("kind").GetString(), Kinds);
            Assert.StartsWith("/", item.GetProperty("url").GetString(), StringComparison.Ordinal);
            if (item.GetProperty("place") is { ValueKind: not JsonValueKind.Null } place)
            {
                Has(place, ("code", JsonValueKind.String), ("name", JsonValueKind.String));
                Assert.True(place.TryGetProperty("departement", out _));
            }

            if (item.GetProperty("location") is { ValueKind: not JsonValueKind.Null } location)
            {
                Has(location, ("lat", JsonValueKind.Number), ("lon", JsonValueKind.Number), ("precision", JsonValueKind.String));
                Assert.Contains(location.GetProperty("precision").GetString(), new[] { "exact", "commune", "epci", "departement" });
            }
        }

        foreach (var value in answer.GetProperty("facets").EnumerateObject().SelectMany(facet => facet.Value.EnumerateArray()))
        {
            Has(value, ("value", JsonValueKind.String), ("label", JsonValueKind.String), ("count", JsonValueKind.Number));
        }
    }

    [Fact]
    public async Task The_default_page_is_the_first_twenty()
    {
        var answer = await shared.Visitor.SearchAsync("");
        Assert.Equal((1, 20, 20), (answer.GetProperty("page").GetInt32(), answer.GetProperty("size").GetInt32(), answer.GetProperty("items").GetArrayLength()));
    }

    [Theory]
    [InlineData("q=&place=&radius=&kind=&theme=&form=&departement=&bbox=&page=&size=")]
    [InlineData("q=%20&place=%20&bbox=%20")]
    [InlineData("q&place&size")]
    public async Task Empty_parameters_count_as_absent(string query) =>
        Assert.Equal((await shared.Visitor.SearchAsync("")).Ids(), (await shared.Visitor.SearchAsync(query)).Ids());

    [Fact]
    public async Task Each_result_says_why_in_a_french_sentence_and_quotes_words_that_were_typed()
    {
        var answer = await shared.Visitor.SearchAsync(Q("épicerie solidaire") + "&place=insee:70467");
        Assert.All(answer.Texts("why"), why =>
        {
            Assert.EndsWith(".", why, StringComparison.Ordinal);
            Assert.DoesNotContain("Why.", why, StringComparison.Ordinal);
        });
    }

    [Fact]
    public async Task The_identifier_and_address_of_a_result_lead_to_its_sheet()
    {
        var plural = new Dictionary<string, string> { ["organisation"] = "organisations", ["initiative"] = "initiatives", ["resource"] = "resources", ["event"] = "events", ["programme"] = "programmes" };
        foreach (var kind in plural.Keys)
        {
            var item = (await shared.Visitor.SearchAsync($"kind={kind}&size=1")).GetProperty("items")[0];
            var sheet = await shared.Visitor.GetJsonAsync($"/api/v1/{plural[kind]}/{item.GetProperty("id").GetString()}");
            Assert.Equal(item.GetProperty("title").GetString(), sheet.GetProperty("title").GetString());
            Assert.Equal(item.GetProperty("url").GetString(), sheet.GetProperty("url").GetString());
        }
    }

    private static void Has(JsonElement element, params (string Name, JsonValueKind Kind)[] fields)
    {
        foreach (var (name, kind) in fields)
        {
            Assert.True(element.TryGetProperty(name, out var field), $"{name} is missing from {element}");
            Assert.Equal(kind, field.ValueKind);
        }
    }
}
