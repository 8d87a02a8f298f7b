using Liant.Modules.Accounts.Contract;
using Liant.Platform.Database;
using Liant.Platform.Security;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.EntityFrameworkCore;

namespace Liant.Modules.Interop.Alerts;

/// <summary>The second "yes". Opening the link (a mail scanner does) is none: its button is.</summary>
[EnableRateLimiting(Security.Guess)]
public sealed class ConfirmModel(LiantDb db, TimeProvider clock) : PageModel
{
    [BindProperty(Name = "jeton", SupportsGet = true)]
    public string? Token { get; set; }

    public bool IsRefused { get; private set; }

    public bool IsConfirmed { get; private set; }

    public async Task OnGetAsync(CancellationToken cancel)
    {
        ModelState.Clear();
        IsRefused = await FindAsync(cancel) is null;
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        ModelState.Clear();
        var now = clock.GetUtcNow();
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        if (await FindAsync(cancel) is not { } alert || !await OneTimeLink.UseAsync(db, LinkPurpose.Alert, Token, now, cancel))
        {
            IsRefused = true;
            Response.StatusCode = StatusCodes.Status400BadRequest;
            return Page();
        }

        alert.Confirm(now);
        await db.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
        IsConfirmed = true;
        return Page();
    }

    private async Task<SearchAlert?> FindAsync(CancellationToken cancel) =>
        await OneTimeLink.FindAsync(db, LinkPurpose.Alert, Token, clock.GetUtcNow(), cancel) is { Subject: { } id } ? await db.Set<SearchAlert>().SingleOrDefaultAsync(alert => alert.Id == id, cancel) : null;
}
