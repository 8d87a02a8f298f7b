using Liant.Modules.Accounts.Contract;
using Liant.Platform.Database;
using Liant.Platform.Files;
using Liant.Platform.Imports;
using Liant.Platform.Tables;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace Liant.Modules.Memberships.Exchange;

/// <summary>A network's manager sends a list of members; the page says what became of each line. The file is read and not kept.</summary>
[Authorize]
[UploadLimit]
public sealed class ImportModel(LiantDb db, SpaceNames spaces, IServiceProvider services, TimeProvider clock, IStringLocalizer<Texts> texts) : NetworkPage(db, spaces, clock)
{
    public const int MostShown = 200;

    [BindProperty(Name = "essai")]
    public bool IsTrial { get; set; }

    public ImportReport? Report { get; private set; }

    public async Task<IActionResult> OnGetAsync(string slug, CancellationToken cancel) => await FindAsync(slug, forManagers: true, cancel) ? Page() : NotFound();

    /// <param name="fichier">Whatever its name says, its content decides what it is.</param>
    public async Task<IActionResult> OnPostAsync(string slug, IFormFile? fichier, CancellationToken cancel)
    {
        if (!await FindAsync(slug, forManagers: true, cancel))
        {
            return NotFound();
        }

        if (fichier is null || fichier.Length > UploadLimitAttribute.MostBytes)
        {
            Errors.Add("fichier", fichier is null ? texts["Import.NoFile"] : texts["Import.TooBig", UploadLimitAttribute.MostMegabytes]);
            return Refused(fichier is null ? StatusCodes.Status400BadRequest : StatusCodes.Status413PayloadTooLarge);
        }

        await using var content = fichier.OpenReadStream();
        try
        {
            using var table = TableFile.Open(content);
            Report = await services.GetRequiredService<MemberImport>().ReadAsync(table, Network.Id, Viewer.ActorOf(User), IsTrial, cancel);
            return Page();
        }
        catch (UnreadableFile unreadable)
        {
            Errors.Add("fichier", unreadable.Message);
            return Refused();
        }
        catch (DbUpdateException) when (!cancel.IsCancellationRequested)
        {
            return Hindered(texts["Outdated"]);
        }
    }
}
