using Liant.Platform.Database;
using Liant.Platform.Mail;
using Liant.Platform.Security;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.EntityFrameworkCore;

namespace Liant.Modules.Groups.Letters;

/// <summary>The way out that each letter bears, for its reader, and for her mail program (RFC 8058), which sends no cookie and no token: the sealed key is the permission. Twice is as good as once.</summary>
[IgnoreAntiforgeryToken]
[EnableRateLimiting(Security.Guess)]
public sealed class LeaveModel(LiantDb db, LeaveKeys keys) : PageModel
{
    [FromQuery(Name = "cle")]
    public string? Key { get; set; }

    public bool IsLeft { get; private set; }

    public bool IsRefused => keys.Read(GroupLetters.List, Key) is null;

    public void OnGet() => ModelState.Clear();

    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        ModelState.Clear();
        if (keys.Read(GroupLetters.List, Key) is not { } reader)
        {
            Response.StatusCode = StatusCodes.Status400BadRequest;
            return Page();
        }

        await db.Set<GroupMember>().Where(member => member.PersonId == reader).ExecuteUpdateAsync(set => set.SetProperty(member => member.GetsLetters, false), cancel);
        IsLeft = true;
        return Page();
    }
}
