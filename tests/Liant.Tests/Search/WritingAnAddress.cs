using Liant.Modules.Search.Contract;
using Liant.Tests.World;
using Microsoft.AspNetCore.WebUtilities;

namespace Liant.Tests.Search;

/// <summary>A search as an address, for the map, the feeds and the files: what it parses to is the same search.</summary>
public sealed class WritingAnAddress(SharedHost shared)
{
    [Theory]
    [InlineData("")]
    [InlineData("q=caf%C3%A9%20%26%20th%C3%A9%2B%3D")]
    [InlineData("place=Langon%20(Gironde)&radius=2.5")]
    [InlineData("place=33&kind=event&kind=initiative")]
    [InlineData("place=reg-75&region=reg-75&departement=33&departement=2A")]
    [InlineData("place=200069581&theme=habitat&theme=mobilite&form=scic&year=2019&year=2020")]
    [InlineData("bbox=-1.25,43.5,1e-5,46&cooperation=marque-de-pays&programme=petites-villes-de-demain")]
    public void It_parses_to_the_same_search_in_both_languages(string asked)
    {
        var parameters = shared.Host.Services.GetRequiredService<SearchParameters>();
        var request = Parsed(asked, SearchParameters.Names.Api);
        foreach (var names in new[] { SearchParameters.Names.Api, SearchParameters.Names.Screen })
        {
            var again = Parsed(QueryHelpers.AddQueryString("", SearchParameters.Written(request, names)), names);
            Assert.Equivalent(request, again, strict: true);
        }

        SearchRequest Parsed(string query, SearchParameters.Names names)
        {
            var parsed = parameters.Parse(new QueryCollection(QueryHelpers.ParseQuery(query)), names, refusesUnknown: true);
            Assert.Null(parsed.Refusal());
            return parsed.Request;
        }
    }

    [Fact]
    public void Nothing_asked_writes_nothing() => Assert.Empty(SearchParameters.Written(new SearchRequest(), SearchParameters.Names.Api));
}
