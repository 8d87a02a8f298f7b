using Liant.Modules.Accounts.Contract;
using Liant.Platform.Audit;
using Liant.Platform.Database;
using Liant.Platform.Security;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.EntityFrameworkCore;

namespace Liant.Modules.Catalogue.Confirming;

/// <summary>The link of the letter. Opening it (a mail scanner does) confirms nothing: its button does.</summary>
[EnableRateLimiting(Security.Guess)]
public sealed class ConfirmModel(LiantDb db, TimeProvider clock) : PageModel
{
    [BindProperty(Name = "jeton", SupportsGet = true)]
    public string? Token { get; set; }

    public Sheet? Sheet { get; private set; }

    public bool IsConfirmed { get; private set; }

    public bool IsLeft { get; private set; }

    public async Task OnGetAsync(CancellationToken cancel) => await FindAsync(cancel);

    public Task<IActionResult> OnPostAsync(CancellationToken cancel) => AnswerAsync("sheet-confirmed", (contact, now) => contact.Confirm(now), () => IsConfirmed = true, cancel);

    /// <summary>No more letters to this address about this sheet.</summary>
    public Task<IActionResult> OnPostLeaveAsync(CancellationToken cancel) => AnswerAsync("sheet-contact-left", (contact, _) => contact.Name(null), () => IsLeft = true, cancel);

    private async Task<IActionResult> AnswerAsync(string act, Action<SheetContact, DateTimeOffset> answer, Action done, CancellationToken cancel)
    {
        await FindAsync(cancel);
        var now = clock.GetUtcNow();
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        if (Sheet is not { } sheet || !await OneTimeLink.UseAsync(db, LinkPurpose.SheetConfirmation, Token, now, cancel))
        {
            Sheet = null;
            Response.StatusCode = StatusCodes.Status400BadRequest;
            return Page();
        }

        answer(await db.Set<SheetContact>().SingleOrDefaultAsync(one => one.SheetId == sheet.Id, cancel) ?? db.Add(SheetContact.Of(sheet.Id)).Entity, now);
        db.AuditEntries.Add(new AuditEntry { At = now, Actor = Viewer.ActorOf(User), Act = act, Subject = $"{sheet.Kind.Slug()}/{sheet.Id:N}", Detail = sheet.Title });
        await db.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
        done();
        return Page();
    }

    /// <summary>Whoever holds the link was written to about this sheet, private or not.</summary>
    private async Task FindAsync(CancellationToken cancel)
    {
        ModelState.Clear();
        Sheet = await OneTimeLink.FindAsync(db, LinkPurpose.SheetConfirmation, Token, clock.GetUtcNow(), cancel) is { Subject: { } id } ? await db.Set<Sheet>().AsNoTracking().SingleOrDefaultAsync(one => one.Id == id, cancel) : null;
    }
}
