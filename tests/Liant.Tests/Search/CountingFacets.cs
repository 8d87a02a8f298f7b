using Liant.Tests.World;
using static Liant.Tests.World.SearchAnswers;

namespace Liant.Tests.Search;

public sealed class CountingFacets(SharedHost shared)
{
    private HttpClient Visitor => shared.Visitor;

    [Theory]
    [InlineData("")]
    [InlineData("q=commerce")]
    [InlineData("theme=habitat")]
    public async Task Each_result_has_one_kind_so_that_the_kinds_add_up_to_the_total(string query)
    {
        var answer = await Visitor.SearchAsync(query);
        Assert.Equal(answer.Total(), answer.Facet("kind").Values.Sum());
    }

    [Theory]
    [InlineData("kind")]
    [InlineData("theme")]
    [InlineData("form")]
    [InlineData("cooperation")]
    [InlineData("departement")]
    [InlineData("region")]
    [InlineData("programme")]
    [InlineData("year")]
    public async Task The_count_of_a_value_is_what_choosing_it_gives(string facet)
    {
        var counts = (await Visitor.SearchAsync("q=")).Facet(facet);
        Assert.NotEmpty(counts);
        foreach (var (value, count) in counts.Take(12))
        {
            var chosen = await Visitor.SearchAsync($"{facet}={Uri.EscapeDataString(value)}");
            Assert.Equal(count, chosen.Total());
            // A facet's own choice does not empty it: one can add a second value.
            Assert.Equal(counts, chosen.Facet(facet));
        }
    }

    [Fact]
    public async Task Two_values_of_one_facet_are_either_two_facets_are_both()
    {
        var (habitat, mobility) = ((await Visitor.EveryIdAsync("theme=habitat")).ToHashSet(), (await Visitor.EveryIdAsync("theme=mobilite")).ToHashSet());
        var initiatives = (await Visitor.EveryIdAsync("kind=initiative")).ToHashSet();
        Assert.True((await Visitor.EveryIdAsync("theme=habitat&theme=mobilite")).ToHashSet().SetEquals(habitat.Union(mobility)));
        Assert.True((await Visitor.EveryIdAsync("theme=habitat&kind=initiative")).ToHashSet().SetEquals(habitat.Intersect(initiatives)));
    }

    [Fact]
    public async Task The_other_facets_are_counted_with_the_choice_applied()
    {
        var answer = await Visitor.SearchAsync("kind=initiative");
        var theme = answer.Facet("theme").First();
        Assert.Equal(theme.Value, (await Visitor.SearchAsync($"kind=initiative&theme={theme.Key}")).Total());
    }

    [Fact]
    public async Task A_chosen_value_stays_listed_when_nothing_is_left()
    {
        var answer = await Visitor.SearchAsync(Q("La Smalah") + "&kind=initiative&theme=mobilite&departement=2A");
        Assert.Equal(0, answer.Total());
        Assert.Equal(0, answer.Facet("departement")["2A"]);
        Assert.Contains("mobilite", answer.Facet("theme").Keys);
    }

    [Fact]
    public async Task Values_have_labels_and_the_most_frequent_come_first()
    {
        var answer = await Visitor.SearchAsync("");
        foreach (var facet in answer.GetProperty("facets").EnumerateObject())
        {
            var counts = facet.Value.EnumerateArray().Select(v => v.GetProperty("count").GetInt32()).ToList();
            Assert.Equal(counts.OrderDescending(), counts);
            Assert.All(facet.Value.EnumerateArray(), v => Assert.NotEmpty(v.GetProperty("label").GetString()!));
        }

        Assert.Contains("Gironde", answer.GetProperty("facets").GetProperty("departement").EnumerateArray().Select(v => v.GetProperty("label").GetString()));
    }
}
