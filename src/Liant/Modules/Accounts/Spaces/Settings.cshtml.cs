using Liant.Modules.Accounts.Contract;
using Liant.Modules.Territories.Contract;
using Liant.Platform.Audit;
using Liant.Platform.Database;
using Liant.Platform.Errors;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace Liant.Modules.Accounts.Spaces;

/// <summary>What a space says of itself, changed by its administrators.</summary>
[Authorize]
public sealed class SettingsModel(LiantDb db, Geography geography, TimeProvider clock, IStringLocalizer<Texts> texts) : PageModel
{
    public SpaceForm Form { get; private set; } = new();

    [BindProperty(Name = "version")]
    public int Version { get; set; }

    public FieldErrors Errors { get; } = new();

    public Space Space { get; private set; } = null!;

    /// <summary>Somebody else saved meanwhile.</summary>
    public bool IsOutdated { get; private set; }

    public async Task<IActionResult> OnGetAsync(string slug, CancellationToken cancel)
    {
        if (await FindAsync(slug, cancel) is not { } space)
        {
            return NotFound();
        }

        (Form, Version) = (SpaceForm.Of(space, geography), space.Version);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(string slug, CancellationToken cancel)
    {
        if (await FindAsync(slug, cancel) is not { } space)
        {
            return NotFound();
        }

        await TryUpdateModelAsync(Form, "");
        ModelState.Clear();
        var description = Form.Read(space.Kind, geography, Errors, texts);
        IsOutdated = Version != space.Version;
        if (description is not null && description.Name != space.Name)
        {
            await SpaceForm.CheckFreeAsync(db, description.Name, space.Id, Errors, texts, cancel);
        }

        if (description is null || Errors.Any || IsOutdated)
        {
            Version = space.Version;
            Response.StatusCode = IsOutdated ? StatusCodes.Status409Conflict : StatusCodes.Status400BadRequest;
            return Page();
        }

        space.Describe(description);
        db.AuditEntries.Add(new AuditEntry { At = clock.GetUtcNow(), Actor = Viewer.ActorOf(User), Act = "space-described", Subject = $"space/{space.Id:N}", Detail = space.Name });
        await db.SaveChangesAsync(cancel);
        return LocalRedirect("/espaces/" + space.Slug);
    }

    /// <summary>Null for whoever does not administer it: to her it is not there.</summary>
    private async Task<Space?> FindAsync(string slug, CancellationToken cancel)
    {
        var space = await db.Set<Space>().SingleOrDefaultAsync(space => space.Slug == slug, cancel);
        return space is not null && Viewer.From(User).Is(SpaceRole.Administrator, space.Id) ? Space = space : null;
    }
}
