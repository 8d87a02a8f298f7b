using System.Globalization;
using Liant.Modules.Accounts.Contract;
using Liant.Modules.Catalogue.Contract;
using Liant.Modules.Search.Contract;
using Liant.Modules.Shared;
using Liant.Modules.Territories.Contract;
using Liant.Platform;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.WebUtilities;

namespace Liant.Modules.Search;

/// <summary>The home page is the search: one need, one answer. Every choice is in the address, so that a page of results can be shared.</summary>
public sealed class IndexModel(SheetSearch search, SearchParameters parameters, Geography geography, Attendance attendance, LiantSettings settings) : PageModel
{
    private static readonly SearchParameters.Names Names = SearchParameters.Names.Screen;

    public SearchRequest Query { get; private set; } = new();

    public SearchAnswer Answer { get; private set; } = null!;

    public SearchBox Box { get; private set; } = SearchBox.Blank;

    public PlaceAnswer.Ambiguous? Doubt { get; private set; }

    public string? PlaceThrough { get; private set; }

    /// <summary>Towns of the same name as the place that was read in the query.</summary>
    public IReadOnlyList<PlaceCandidate> OtherPlaces { get; private set; } = [];

    public IReadOnlyList<string> OtherErrors { get; private set; } = [];

    public MapBox Map { get; private set; } = null!;

    /// <summary>Nothing was asked yet: the page presents itself.</summary>
    public bool IsWelcome { get; private set; }

    private string? firstPage;

    public int First => (Query.Page - 1) * Query.Size + 1;

    public int Pages => (Answer.Total + Query.Size - 1) / Query.Size;

    public void OnGet()
    {
        var parsed = parameters.Parse(Request.Query, Names, refusesUnknown: false);
        (Query, Doubt, PlaceThrough) = (parsed.Request, parsed.Doubt, parsed.PlaceThrough);
        OtherPlaces = parsed.OtherPlaces;
        IsWelcome = !Request.Query.Keys.Any(Names.IsKnown);
        Answer = search.Search(IsWelcome ? Query with { Size = 30 } : Query, Viewer.From(User));
        var errors = parsed.Errors.ByField;
        OtherErrors = errors.Where(e => e.Key != Names.Query && e.Key != Names.Place).SelectMany(e => e.Value).ToList();
        Box = new SearchBox(Query.Query, Query.Place is { } place ? geography.Places.WordsFor(place) : parsed.PlaceTyped, First1(errors, Names.Query), First1(errors, Names.Place), IsWelcome) { Kept = Kept().ToList() };
        Map = MapBox.Of(Answer, First, Query, IsWelcome ? null : AddressWith(Names.Frame, null), settings, isNumbered: !IsWelcome);
        if (parsed.Errors.Any)
        {
            Response.StatusCode = StatusCodes.Status400BadRequest;
        }
        else if (Doubt is not null)
        {
            Response.StatusCode = StatusCodes.Status409Conflict;
        }
        else if (Query is { Query.Length: > 0, Page: 1 } && !Viewer.From(User).IsEditor)
        {
            attendance.Searched(Query.Query, Answer.Total, Request);
        }
    }

    /// <summary>This page with one value of a facet added, or taken back.</summary>
    public string Toggle(string facet, FacetValue value)
    {
        var name = Names.OfFacet(facet);
        if (value.IsChosen)
        {
            return Address(Asked().Where(p => p.Key != Names.Page && !(p.Key == name && p.Value == value.Value)));
        }

        // A hundred of these stand on a page: what they share is written once. Values are slugs, codes and years.
        firstPage ??= Address(Asked().Where(p => p.Key != Names.Page));
        return $"{firstPage}{(firstPage.Contains('?', StringComparison.Ordinal) ? '&' : '?')}{name}={value.Value}";
    }

    public string ToPage(int page) => AddressWith(Names.Page, page.ToString(CultureInfo.InvariantCulture));

    public string WithPlace(string words) => AddressWith(Names.Place, words);

    /// <summary>The rest of the query at another town of that name.</summary>
    public string AtOther(PlaceCandidate candidate) => Address(Asked().Where(p => p.Key != Names.Query && p.Key != Names.Place && p.Key != Names.Page)
        .Prepend(new(Names.Place, candidate.Words)).Prepend(new(Names.Query, Query.Query)));

    public string WithQuery(string words) => AddressWith(Names.Query, words);

    public string WithoutFilters() => Address(Asked().Where(p => p.Key == Names.Query || p.Key == Names.Place));

    public string WithoutWithin() => AddressWith(Names.Within, null);

    public string WithoutFrame() => AddressWith(Names.Frame, null);

    public string LabelOf(Territory territory) => geography.Gazetteer.Label(territory);

    public static IReadOnlyList<Term> Themes => Vocabulary.Themes.Terms;

    public int CountOf(string facet, string value) => Answer.Facets[facet].FirstOrDefault(v => v.Value == value)?.Count ?? 0;

    private static string? First1(IReadOnlyDictionary<string, string[]> errors, string field) => errors.TryGetValue(field, out var messages) ? messages[0] : null;

    private IEnumerable<KeyValuePair<string, string>> Asked() =>
        Request.Query.Where(p => Names.IsKnown(p.Key)).SelectMany(p => p.Value.Select(v => new KeyValuePair<string, string>(p.Key, v ?? ""))).Where(p => p.Value.Length is > 0 and <= 500).Take(60);

    private IEnumerable<KeyValuePair<string, string>> Kept() =>
        Asked().Where(p => p.Key != Names.Query && p.Key != Names.Place && p.Key != Names.Page && p.Key != Names.Frame);

    private string AddressWith(string name, string? value)
    {
        var kept = Asked().Where(p => p.Key != name && p.Key != Names.Page);
        return Address(value is null ? kept : kept.Append(new(name, value)));
    }

    private static string Address(IEnumerable<KeyValuePair<string, string>> query) =>
        QueryHelpers.AddQueryString("/", query.Select(p => new KeyValuePair<string, string?>(p.Key, p.Value)));

    /// <summary>Files and feeds of this search. None where it could not be understood, nor of territories alone, which are no sheets.</summary>
    public TakeAway? TakeAway => Response.StatusCode == StatusCodes.Status200OK && Query.Kinds is not ["territory"]
        ? new TakeAway(ApiQuery, Query.Kinds.Count == 0 || Query.Kinds.Contains("event"))
        : null;

    /// <summary>The same request in the words of the API.</summary>
    private string ApiQuery => QueryHelpers.AddQueryString("", SearchParameters.Written(Query, SearchParameters.Names.Api));
}
