using Liant.Modules.Accounts.Contract;
using Liant.Modules.Search.Contract;
using Liant.Platform.Database;
using Liant.Platform.Security;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.EntityFrameworkCore;

namespace Liant.Modules.Interop.Alerts;

/// <summary>The second "yes". Opening the link (a mail scanner does) is none: its button is.</summary>
[EnableRateLimiting(Security.Guess)]
public sealed class ConfirmModel(LiantDb db, SearchParameters parameters, SearchTitle title, TimeProvider clock) : PageModel
{
    [BindProperty(Name = "jeton", SupportsGet = true)]
    public string? Token { get; set; }

    /// <summary>The search, in words.</summary>
    public string? What { get; private set; }

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
        // Followed already: the last answer is the one that counts, and one letter is enough.
        await db.Set<SearchAlert>().Where(other => other.ConfirmedAt != null && other.Email == alert.Email && other.Search == alert.Search && other.PersonId == alert.PersonId && other.Id != alert.Id).ExecuteDeleteAsync(cancel);
        await db.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
        IsConfirmed = true;
        return Page();
    }

    private async Task<SearchAlert?> FindAsync(CancellationToken cancel)
    {
        var alert = await OneTimeLink.FindAsync(db, LinkPurpose.Alert, Token, clock.GetUtcNow(), cancel) is { Subject: { } id } ? await db.Set<SearchAlert>().SingleOrDefaultAsync(alert => alert.Id == id, cancel) : null;
        What = alert is null ? null : title.Words(AlertLetters.RequestOf(parameters, alert));
        return alert;
    }
}
