using Liant.Modules.Accounts.Contract;
using Liant.Modules.Catalogue.Contract;
using Liant.Modules.Search.Contract;
using Liant.Modules.Shared;
using Liant.Platform;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Liant.Modules.Catalogue;

/// <summary>A theme: what it covers, its initiatives on a map, then who helps and what explains.</summary>
public sealed class ThemeModel(SheetSearch search, LiantSettings settings) : PageModel
{
    public Term Theme { get; private set; } = null!;

    public SearchAnswer Initiatives { get; private set; } = null!;

    public IReadOnlyList<(string Kind, SearchAnswer Answer)> Others { get; private set; } = [];

    public MapBox Map { get; private set; } = null!;

    public IActionResult OnGet(string slug)
    {
        if (Vocabulary.Themes.Find(slug) is not { } theme)
        {
            return NotFound();
        }

        Theme = theme;
        var viewer = Viewer.From(User);
        var asked = new SearchRequest { Themes = [slug], Kinds = ["initiative"], Size = 30 };
        Initiatives = search.Search(asked, viewer);
        Others = new[] { "organisation", "resource", "programme", "event" }
            .Select(kind => (kind, search.Search(new SearchRequest { Themes = [slug], Kinds = [kind], Size = 6 }, viewer))).Where(other => other.Item2.Total > 0).ToList();
        Map = MapBox.Of(Initiatives, 1, asked, null, settings);
        return Page();
    }
}
