using Liant.Modules.Accounts.Contract;
using Liant.Modules.Catalogue.Contract;
using Liant.Modules.Search.Contract;
using Liant.Modules.Shared;
using Liant.Modules.Territories.Contract;
using Liant.Platform;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Liant.Modules.Territories;

/// <summary>The territory file: who it is, where, its programmes, what exists there, which communes are like it.</summary>
public sealed class DetailsModel(
    Geography geography, ProgrammesOfCommunes programmes, SheetSearch search, CatalogueReader catalogue, LiantSettings settings) : PageModel
{
    private const int MostCommunes = 600;

    public Territory Territory { get; private set; } = null!;

    public IReadOnlyList<ProgrammeOfCommune> Programmes { get; private set; } = [];

    /// <summary>Known programmes for which no list has been loaded at all: the page says what would be here.</summary>
    public IReadOnlyList<string> ProgrammesWithoutList { get; private set; } = [];

    public IReadOnlySet<string> ProgrammeSheets { get; private set; } = new HashSet<string>();

    public IReadOnlyList<(string Programme, int Communes)> ProgrammesInside { get; private set; } = [];

    public IReadOnlyList<Territory> Communes { get; private set; } = [];

    public SearchAnswer Here { get; private set; } = null!;

    public IReadOnlyList<Comparison> Comparable { get; private set; } = [];

    public MapBox? Map { get; private set; }

    public async Task<IActionResult> OnGetAsync(string code, CancellationToken cancel)
    {
        if (geography.Gazetteer.Find(code) is not { } territory)
        {
            return NotFound();
        }

        if (!string.Equals(territory.Code, code, StringComparison.OrdinalIgnoreCase))
        {
            return RedirectPermanent($"/territoires/{territory.Code}");
        }

        Territory = territory;
        var viewer = Viewer.From(User);
        var inside = new SearchRequest { Within = territory, Size = 50 };
        Here = search.Search(inside, viewer);
        if (Here.Total > 0)
        {
            Map = MapBox.Of(Here, 1, inside, null, settings);
        }

        Programmes = programmes.Of(territory.Code);
        ProgrammesWithoutList = programmes.Slugs.Where(slug => programmes.CommunesIn(slug).Count == 0).ToList();
        ProgrammeSheets = await catalogue.ProgrammeSheetsAsync(viewer, cancel);
        if (territory.Kind == TerritoryKind.Commune)
        {
            Comparable = ComparableCommunes.Of(territory, geography.Gazetteer, programmes, 8);
        }
        else
        {
            var communes = geography.Gazetteer.CommunesOf(territory).ToList();
            Communes = communes.OrderBy(c => c.Name, StringComparer.CurrentCulture).Take(MostCommunes).ToList();
            var codes = communes.Select(c => c.Code).ToHashSet();
            ProgrammesInside = programmes.Slugs.Select(slug => (slug, programmes.CommunesIn(slug).Count(codes.Contains))).Where(p => p.Item2 > 0).ToList();
        }

        return Page();
    }

    public Territory? Find(string? code) => geography.Gazetteer.Find(code);

    public string LabelOf(Territory territory) => geography.Gazetteer.Label(territory);

    public string PlaceWords => geography.Places.WordsFor(Territory);

    public string NameOf(string programme) => programmes.NameOf(programme);

    public string? AboutOf(string programme) => programmes.AboutOf(programme);

    /// <summary>Initiatives of a comparable commune: what a town like this one did.</summary>
    public IEnumerable<SearchDocument> InitiativesIn(Territory commune) =>
        search.InitiativesIn(commune, Viewer.From(User));
}
