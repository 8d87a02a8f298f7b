using Liant.Platform.Database;
using Liant.Platform.Mail;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Liant.Modules.Interop.Alerts;

/// <summary>The way out that each letter bears. Twice is as good as once.</summary>
public sealed class LeaveModel(LiantDb db, LeaveKeys keys) : PageModel
{
    [BindProperty(Name = "cle", SupportsGet = true)]
    public string? Key { get; set; }

    public bool IsLeft { get; private set; }

    public bool IsRefused => keys.Read(SearchAlert.Letters, Key) is null;

    public void OnGet() => ModelState.Clear();

    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        ModelState.Clear();
        if (keys.Read(SearchAlert.Letters, Key) is not { } id)
        {
            Response.StatusCode = StatusCodes.Status400BadRequest;
            return Page();
        }

        await db.Set<SearchAlert>().Where(alert => alert.Id == id).ExecuteDeleteAsync(cancel);
        IsLeft = true;
        return Page();
    }
}
