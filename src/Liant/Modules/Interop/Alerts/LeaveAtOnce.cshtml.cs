using Liant.Platform.Database;
using Liant.Platform.Mail;
using Liant.Platform.Security;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.RateLimiting;

namespace Liant.Modules.Interop.Alerts;

/// <summary>What a mail program asks when its reader presses "unsubscribe" (RFC 8058): a POST without a cookie and without a question. The sealed key is the permission, so that no form's token is asked for.</summary>
[IgnoreAntiforgeryToken]
[EnableRateLimiting(Security.Guess)]
public sealed class LeaveAtOnceModel(LiantDb db, LeaveKeys keys) : PageModel
{
    public IActionResult OnGet() => NotFound();

    public async Task<IActionResult> OnPostAsync([FromQuery(Name = "cle")] string? key, CancellationToken cancel)
    {
        if (keys.Read(SearchAlert.Letters, key) is not { } id)
        {
            return BadRequest();
        }

        await SearchAlert.LeaveAsync(db, id, cancel);
        return new OkResult();
    }
}
