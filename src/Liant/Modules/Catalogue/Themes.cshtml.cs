using Liant.Modules.Accounts.Contract;
using Liant.Modules.Catalogue.Contract;
using Liant.Modules.Search.Contract;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Liant.Modules.Catalogue;

public sealed class ThemesModel(SheetSearch search) : PageModel
{
    public IReadOnlyList<(Term Theme, int Count)> Themes { get; private set; } = [];

    public void OnGet()
    {
        var counts = search.Search(new SearchRequest { Size = 1 }, Viewer.From(User)).Facets["theme"].ToDictionary(v => v.Value, v => v.Count);
        Themes = Vocabulary.Themes.Terms.Select(theme => (theme, counts.GetValueOrDefault(theme.Slug))).ToList();
    }
}
