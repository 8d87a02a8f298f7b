using Liant.Modules.Accounts.Contract;
using Liant.Modules.Search.Contract;
using Liant.Platform.Database;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.EntityFrameworkCore;

namespace Liant.Modules.Interop.Alerts;

/// <summary>The searches that an account follows.</summary>
[Authorize]
public sealed class MineModel(LiantDb db, SearchParameters parameters, SearchTitle title) : PageModel
{
    [BindProperty(Name = "alerte")]
    public Guid Chosen { get; set; }

    public IReadOnlyList<(SearchAlert Alert, string What, string Address)> Alerts { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken cancel)
    {
        ModelState.Clear();
        Alerts = (await Hers().AsNoTracking().OrderBy(alert => alert.AskedAt).ToListAsync(cancel)).ConvertAll(alert =>
        {
            var request = AlertLetters.RequestOf(parameters, alert);
            return (alert, title.Words(request), QueryHelpers.AddQueryString("/", SearchParameters.Written(request, SearchParameters.Names.Screen)));
        });
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancel) => await Hers().Where(alert => alert.Id == Chosen).ExecuteDeleteAsync(cancel) == 0 ? NotFound() : LocalRedirect("/compte/alertes");

    private IQueryable<SearchAlert> Hers()
    {
        var id = Viewer.From(User).PersonId!.Value;
        return db.Set<SearchAlert>().Where(alert => alert.PersonId == id);
    }
}
