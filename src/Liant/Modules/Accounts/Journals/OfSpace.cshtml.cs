using Liant.Modules.Accounts.Contract;
using Liant.Modules.Accounts.Spaces;
using Liant.Platform.Database;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace Liant.Modules.Accounts.Journals;

/// <summary>The acts of a space, for its administrators.</summary>
[Authorize]
public sealed class OfSpaceModel(LiantDb db, IStringLocalizer<Texts> texts) : JournalPage(db, texts)
{
    public Space Space { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(string slug, CancellationToken cancel)
    {
        if (await Db.Set<Space>().AsNoTracking().SingleOrDefaultAsync(one => one.Slug == slug, cancel) is not { } space || !Viewer.From(User).Is(SpaceRole.Administrator, space.Id))
        {
            return NotFound();
        }

        Space = space;
        var subject = $"space/{space.Id:N}";
        await ReadAsync(Db.AuditEntries.Where(entry => entry.Subject == subject), cancel);
        return Page();
    }
}
