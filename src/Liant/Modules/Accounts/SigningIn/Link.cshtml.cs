using Liant.Modules.Accounts.Contract;
using Liant.Modules.Accounts.People;
using Liant.Platform.Database;
using Liant.Platform.Security;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.EntityFrameworkCore;

namespace Liant.Modules.Accounts.SigningIn;

/// <summary>The link of a letter. Opening it (a mail scanner does) uses nothing: its button does.</summary>
[EnableRateLimiting(Security.Guess)]
public sealed class LinkModel(LiantDb db, Entrance entrance, TimeProvider clock) : PageModel
{
    [BindProperty(Name = "jeton", SupportsGet = true)]
    public string? Token { get; set; }

    [BindProperty(Name = "retour", SupportsGet = true)]
    public string? ReturnTo { get; set; }

    public bool IsRefused { get; private set; }

    /// <summary>It is the first proof that the address is hers: what was set before opens the account no more.</summary>
    public bool ProvesAddress { get; private set; }

    public async Task OnGetAsync(CancellationToken cancel)
    {
        var person = await FindAsync(cancel);
        (IsRefused, ProvesAddress) = (person is null, ProvesAddress && person is { EmailConfirmed: false, TwoFactorEnabled: false });
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        ModelState.Clear();
        if (await FindAsync(cancel) is not { } person || !await OneTimeLink.UseAsync(db, LinkPurpose.SignIn, Token, clock.GetUtcNow(), cancel))
        {
            IsRefused = true;
            Response.StatusCode = StatusCodes.Status400BadRequest;
            return Page();
        }

        // With a second factor set, only its code says that it is she who set it (CodeModel).
        if (ProvesAddress && !person.TwoFactorEnabled)
        {
            await entrance.ProveAsync(person, cancel);
        }

        return LocalRedirect(await entrance.EnterOrAskAsync(HttpContext, person, ProvesAddress ? Entrance.ByLetter : "link-given", ReturnPath.Of(ReturnTo), cancel));
    }

    private async Task<Person?> FindAsync(CancellationToken cancel)
    {
        var link = await OneTimeLink.FindAsync(db, LinkPurpose.SignIn, Token, clock.GetUtcNow(), cancel);
        ProvesAddress = link is { ProvesAddress: true };
        return link is { Subject: { } id } ? await db.Set<Person>().SingleOrDefaultAsync(person => person.Id == id, cancel) : null;
    }
}
