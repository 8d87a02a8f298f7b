using Liant.Modules.Territories.Contract;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Liant.Modules.Territories;

/// <summary>Finding a territory: by its name, or down from the régions.</summary>
public sealed class IndexModel(Geography geography) : PageModel
{
    [BindProperty(Name = "nom", SupportsGet = true)]
    public string? Typed { get; set; }

    public IReadOnlyList<PlaceCandidate> Candidates { get; private set; } = [];

    public bool IsUnknown { get; private set; }

    public IReadOnlyList<Territory> Nearest { get; private set; } = [];

    public ILookup<string, Territory> DepartementsByRegion { get; private set; } = null!;

    public IEnumerable<Territory> Regions => geography.Gazetteer.Regions.Where(r => !IsCollectivity(r)).OrderBy(r => r.Name, StringComparer.CurrentCulture);

    /// <summary>The code gives overseas collectivities a "région" of three figures.</summary>
    public IEnumerable<Territory> Collectivities => geography.Gazetteer.Regions.Where(IsCollectivity).OrderBy(r => r.Name, StringComparer.CurrentCulture);

    private static bool IsCollectivity(Territory region) => region.Code.Length == "reg-".Length + 3;

    public IActionResult OnGet()
    {
        DepartementsByRegion = geography.Gazetteer.Departements.Where(d => d.RegionCode is not null).ToLookup(d => d.RegionCode!);
        if (string.IsNullOrWhiteSpace(Typed))
        {
            return Page();
        }

        switch (geography.Places.Resolve(Typed))
        {
            case PlaceAnswer.Found found:
                return LocalRedirect("/territoires/" + found.Territory.Code);
            case PlaceAnswer.Ambiguous doubt:
                Candidates = doubt.Candidates;
                Response.StatusCode = StatusCodes.Status409Conflict;
                break;
            case PlaceAnswer.Unknown unknown:
                (IsUnknown, Nearest) = (true, unknown.Nearest);
                Response.StatusCode = StatusCodes.Status400BadRequest;
                break;
        }

        return Page();
    }

    public string LabelOf(Territory territory) => geography.Gazetteer.Label(territory);
}
