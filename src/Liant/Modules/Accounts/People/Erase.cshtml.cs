using Liant.Modules.Accounts.Contract;
using Liant.Modules.Accounts.SigningIn;
using Liant.Modules.Accounts.Spaces;
using Liant.Platform;
using Liant.Platform.Database;
using Liant.Platform.Errors;
using Liant.Platform.Privacy;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace Liant.Modules.Accounts.People;

/// <summary>Erasing one's account, in one transaction over every module.</summary>
[Authorize]
public sealed class EraseModel(LiantDb db, IEnumerable<LiantModule> modules, TimeProvider clock, IStringLocalizer<Texts> texts) : PageModel
{
    [BindProperty(Name = "courriel")]
    public string? Typed { get; set; }

    public string Email { get; private set; } = "";

    public FieldErrors Errors { get; } = new();

    /// <summary>A sentence on what stands in the way.</summary>
    public string? Obstacle { get; private set; }

    public bool IsDone { get; private set; }

    public Task OnGetAsync(CancellationToken cancel) => ReadAsync(cancel);

    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        var id = await ReadAsync(cancel);
        if (!string.Equals(Typed?.Trim(), Email, StringComparison.OrdinalIgnoreCase))
        {
            Errors.Add("courriel", texts["Erase.ConfirmWrong"]);
            Response.StatusCode = StatusCodes.Status400BadRequest;
            return Page();
        }

        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        await Turn.TakeToEraseAsync(db, id, cancel);
        if ((Obstacle = await ObstacleAsync(id, cancel)) is not null)
        {
            Response.StatusCode = StatusCodes.Status409Conflict;
            return Page();
        }

        await modules.EraseAsync(db, new Someone(id, User.Identity!.Name!, Email), clock.GetUtcNow(), cancel);
        await db.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
        await Erasure.SweepAsync(db, cancel);
        await HttpContext.SignOutAsync(IdentityConstants.ApplicationScheme);
        IsDone = true;
        return Page();
    }

    private async Task<string?> ObstacleAsync(Guid id, CancellationToken cancel)
    {
        if (User.IsInRole(Viewer.OperatorRole) && !await db.Set<Person>().AnyAsync(person => person.IsAdministrator && person.Id != id, cancel))
        {
            return texts["Erase.LastOfSite"].Value;
        }

        var alone = await db.Set<Membership>().Where(one => one.PersonId == id && one.Role == SpaceRole.Administrator)
            .Where(one => !db.Set<Membership>().Any(other => other.SpaceId == one.SpaceId && other.PersonId != id && other.Role == SpaceRole.Administrator))
            .Join(db.Set<Space>(), one => one.SpaceId, space => space.Id, (_, space) => space.Name).FirstOrDefaultAsync(cancel);
        return alone is null ? null : texts["Erase.LastOfSpace", alone].Value;
    }

    private async Task<Guid> ReadAsync(CancellationToken cancel)
    {
        ModelState.Clear();
        var id = Viewer.From(User).PersonId!.Value;
        Email = await db.Set<Person>().Where(person => person.Id == id).Select(person => person.Email!).SingleAsync(cancel);
        return id;
    }
}
