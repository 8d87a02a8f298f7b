using System.Security.Cryptography;
using Liant.Modules.Accounts.Contract;
using Liant.Platform.Audit;
using Liant.Platform.Database;
using Liant.Platform.Errors;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace Liant.Modules.Accounts.Spaces;

/// <summary>The logo and the colour of a space, chosen by its administrators.</summary>
[Authorize]
public sealed class LookModel(LiantDb db, TimeProvider clock, IStringLocalizer<Texts> texts) : PageModel
{
    [BindProperty(Name = "couleur")]
    public string? Colour { get; set; }

    public FieldErrors Errors { get; } = new();

    public Space Space { get; private set; } = null!;

    public SpaceLook Look => SpaceLook.Of(Space);

    [TempData]
    public string? Done { get; set; }

    public async Task<IActionResult> OnGetAsync(string slug, CancellationToken cancel)
    {
        if (!await FindAsync(slug, cancel))
        {
            return NotFound();
        }

        Colour = Space.Colour;
        return Page();
    }

    /// <summary>An empty field gives the site's colour back.</summary>
    public async Task<IActionResult> OnPostColourAsync(string slug, CancellationToken cancel)
    {
        if (!await FindAsync(slug, cancel))
        {
            return NotFound();
        }

        var colour = SpaceColours.Parse(Colour);
        if (!string.IsNullOrWhiteSpace(Colour) && colour is null)
        {
            Errors.Add("couleur", texts["Look.NoColour"]);
        }
        else if (colour is not null && !SpaceColours.Reads(colour))
        {
            Errors.Add("couleur", texts["Look.TooPale", SpaceColours.Nearest(colour)]);
        }

        if (Errors.Any)
        {
            return Refused();
        }

        Space.Wear(colour);
        return await DoneAsync("Look.ColourSaved", colour, cancel);
    }

    public async Task<IActionResult> OnPostLogoAsync(string slug, IFormFile? logo, CancellationToken cancel)
    {
        if (!await FindAsync(slug, cancel))
        {
            return NotFound();
        }

        Colour = Space.Colour;
        if (logo is null or { Length: 0 } or { Length: > LogoPicture.MostBytes })
        {
            Errors.Add("logo", texts[logo is null or { Length: 0 } ? "Look.LogoMissing" : "Look.LogoTooHeavy", LogoPicture.MostBytes / 1024]);
            return Refused();
        }

        var bytes = new byte[logo.Length];
        await using (var content = logo.OpenReadStream())
        {
            await content.ReadExactlyAsync(bytes, cancel);
        }

        if (LogoPicture.Of(bytes) is not { } picture || !picture.Fits)
        {
            Errors.Add("logo", texts["Look.LogoWrong", LogoPicture.MostPixels]);
            return Refused();
        }

        var kept = await db.Set<SpaceLogo>().SingleOrDefaultAsync(old => old.SpaceId == Space.Id, cancel) ?? db.Add(new SpaceLogo { SpaceId = Space.Id }).Entity;
        kept.Replace(picture, bytes);
        Space.Show(Convert.ToHexStringLower(SHA256.HashData(bytes).AsSpan(0, 8)));
        return await DoneAsync("Look.LogoSaved", "logo", cancel);
    }

    public async Task<IActionResult> OnPostNoLogoAsync(string slug, CancellationToken cancel)
    {
        if (!await FindAsync(slug, cancel))
        {
            return NotFound();
        }

        db.RemoveRange(await db.Set<SpaceLogo>().Where(old => old.SpaceId == Space.Id).ToListAsync(cancel));
        Space.Show(null);
        return await DoneAsync("Look.LogoRemoved", "logo", cancel);
    }

    /// <summary>False for whoever does not administer it: to her it is not there.</summary>
    private async Task<bool> FindAsync(string slug, CancellationToken cancel)
    {
        ModelState.Clear();
        if (await db.Set<Space>().SingleOrDefaultAsync(space => space.Slug == slug, cancel) is not { } space || !Viewer.From(User).Is(SpaceRole.Administrator, space.Id))
        {
            return false;
        }

        Space = space;
        return true;
    }

    private async Task<IActionResult> DoneAsync(string sentence, string? detail, CancellationToken cancel)
    {
        db.AuditEntries.Add(new AuditEntry { At = clock.GetUtcNow(), Actor = Viewer.ActorOf(User), Act = "space-look", Subject = $"space/{Space.Id:N}", Detail = detail });
        await db.SaveChangesAsync(cancel);
        Done = sentence;
        return LocalRedirect($"/espaces/{Space.Slug}/apparence");
    }

    private PageResult Refused()
    {
        Response.StatusCode = StatusCodes.Status400BadRequest;
        return Page();
    }
}
