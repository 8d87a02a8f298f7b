using Liant.Modules.Accounts.Contract;
using Liant.Platform;
using Liant.Platform.Database;
using Liant.Platform.Mail;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Liant.Modules.Site;

/// <summary>What left, what waits, what no server took.</summary>
[Authorize(Roles = Viewer.OperatorRole)]
public sealed class MailsModel(LiantDb db, LiantSettings settings, TimeProvider clock) : PageModel
{
    public bool HasServer => settings.Smtp is not null;

    public IReadOnlyList<OutgoingMail> Latest { get; private set; } = [];

    [TempData]
    public string? Done { get; set; }

    public async Task OnGetAsync(CancellationToken cancel) => Latest = await db.Set<OutgoingMail>().AsNoTracking().OrderByDescending(mail => mail.CreatedAt).Take(100).ToListAsync(cancel);

    public async Task<IActionResult> OnPostAsync(Guid id, CancellationToken cancel)
    {
        DateTimeOffset? now = clock.GetUtcNow();
        if (await db.Set<OutgoingMail>().Where(mail => mail.Id == id && mail.SentAt == null).ExecuteUpdateAsync(set => set.SetProperty(mail => mail.NextTryAt, now), cancel) == 0)
        {
            return NotFound();
        }

        Done = "Mails.Due";
        return RedirectToPage();
    }
}
