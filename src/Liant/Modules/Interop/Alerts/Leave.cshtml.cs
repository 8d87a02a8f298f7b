using Liant.Modules.Search.Contract;
using Liant.Platform.Database;
using Liant.Platform.Mail;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Liant.Modules.Interop.Alerts;

/// <summary>The way out that each letter bears. Twice is as good as once.</summary>
public sealed class LeaveModel(LiantDb db, LeaveKeys keys, SearchParameters parameters, SearchTitle title) : PageModel
{
    [BindProperty(Name = "cle", SupportsGet = true)]
    public string? Key { get; set; }

    /// <summary>The search, in words; null once it is left.</summary>
    public string? What { get; private set; }

    public bool IsLeft { get; private set; }

    public bool IsRefused => keys.Read(SearchAlert.Letters, Key) is null;

    public async Task OnGetAsync(CancellationToken cancel)
    {
        ModelState.Clear();
        await ReadAsync(cancel);
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        ModelState.Clear();
        if (keys.Read(SearchAlert.Letters, Key) is not { } id)
        {
            Response.StatusCode = StatusCodes.Status400BadRequest;
            return Page();
        }

        await ReadAsync(cancel);
        await SearchAlert.LeaveAsync(db, id, cancel);
        IsLeft = true;
        return Page();
    }

    private async Task ReadAsync(CancellationToken cancel)
    {
        if (keys.Read(SearchAlert.Letters, Key) is { } id && await db.Set<SearchAlert>().AsNoTracking().SingleOrDefaultAsync(alert => alert.Id == id, cancel) is { } alert)
        {
            What = title.Words(AlertLetters.RequestOf(parameters, alert));
        }
    }
}
