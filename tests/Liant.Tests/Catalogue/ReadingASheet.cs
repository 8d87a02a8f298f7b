using System.Text.Json;
using Liant.Tests.World;
using static Liant.Tests.World.SearchAnswers;

namespace Liant.Tests.Catalogue;

public sealed class ReadingASheet(SharedHost shared)
{
    [Fact]
    public async Task A_sheet_says_where_it_is_what_it_does_and_who_says_so()
    {
        var id = (await shared.Visitor.SearchAsync(Q("La Smalah") + "&kind=initiative&size=1")).Ids()[0];
        var sheet = await shared.Visitor.GetJsonAsync("/api/v1/initiatives/" + id);
        Assert.Equal("La Smalah", sheet.GetProperty("title").GetString());
        Assert.Equal("/initiatives/la-smalah", sheet.GetProperty("url").GetString());
        Assert.Equal("40266", sheet.GetProperty("place").GetProperty("code").GetString());
        Assert.NotEmpty(sheet.GetProperty("sources").EnumerateArray());
        Assert.False(sheet.GetProperty("private").GetBoolean());
        var point = await shared.Visitor.GetJsonAsync($"/api/v1/initiatives/{id}.geojson");
        Assert.Equal(sheet.GetProperty("location").GetProperty("lon").GetDouble(), point.GetProperty("geometry").GetProperty("coordinates")[0].GetDouble());
        Assert.Equal(id, point.GetProperty("id").GetString());
    }

    [Fact]
    public async Task A_sheet_without_a_place_has_no_geojson()
    {
        var id = (await shared.Visitor.SearchAsync(Q("ETIC Foncièrement responsable") + "&kind=organisation&size=1")).Ids()[0];
        await shared.Visitor.GetJsonAsync($"/api/v1/organisations/{id}.geojson", System.Net.HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task An_identifier_of_another_kind_is_not_found()
    {
        var id = (await shared.Visitor.SearchAsync(Q("La Smalah") + "&kind=initiative&size=1")).Ids()[0];
        await shared.Visitor.GetJsonAsync("/api/v1/organisations/" + id, System.Net.HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task The_published_word_lists_are_those_of_the_issue()
    {
        var lists = await shared.Visitor.GetJsonAsync("/api/v1/vocabularies");
        int Count(string list) => lists.GetProperty(list).GetArrayLength();
        Assert.Equal((12, 11, 5, 4, 6), (Count("themes"), Count("forms"), Count("cooperation"), Count("levers"), Count("relations")));
        foreach (var term in lists.EnumerateObject().SelectMany(list => list.Value.EnumerateArray()))
        {
            Assert.Matches("^[a-z0-9-]+$", term.GetProperty("slug").GetString()!);
            Assert.NotEmpty(term.GetProperty("fr").GetString()!);
            Assert.NotEmpty(term.GetProperty("en").GetString()!);
        }
    }

    [Theory]
    [InlineData("organisation", "organisations")]
    [InlineData("initiative", "initiatives")]
    [InlineData("resource", "resources")]
    [InlineData("event", "events")]
    [InlineData("programme", "programmes")]
    public async Task Every_sheet_of_every_kind_can_be_read(string kind, string plural)
    {
        foreach (var id in await shared.Visitor.EveryIdAsync("kind=" + kind))
        {
            var sheet = await shared.Visitor.GetJsonAsync($"/api/v1/{plural}/{id}");
            Assert.Equal(kind, sheet.GetProperty("kind").GetString());
            Assert.Equal(JsonValueKind.Array, sheet.GetProperty("relations").ValueKind);
        }
    }
}
