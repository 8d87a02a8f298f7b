using Liant.Modules.Accounts.Contract;
using Liant.Modules.Territories.Contract;
using Liant.Platform.Database;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace Liant.Modules.Memberships.Affiliates;

/// <summary>A member that a manager writes down; from this year on.</summary>
[Authorize]
public sealed class NewModel(LiantDb db, SpaceNames spaces, Geography geography, TimeProvider clock, IStringLocalizer<Texts> texts) : NetworkPage(db, spaces, clock)
{
    public AffiliateForm Form { get; } = new();

    public async Task<IActionResult> OnGetAsync(string slug, CancellationToken cancel) => await FindAsync(slug, forManagers: true, cancel) ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync(string slug, CancellationToken cancel)
    {
        if (!await FindAsync(slug, forManagers: true, cancel))
        {
            return NotFound();
        }

        await TryUpdateModelAsync(Form, "");
        ModelState.Clear();
        if (Form.Read(needsContact: false, geography, Errors, texts) is not { } said)
        {
            return Refused();
        }

        var affiliate = Affiliate.Enter(Network.Id, said, [Today.Year], Now);
        if (await IsThereAsync(affiliate, cancel))
        {
            return Hindered(texts["Affiliate.AlreadyThere", said.Name]);
        }

        Db.Add(affiliate);
        Record("affiliate-entered", said.Name);
        try
        {
            await Db.SaveChangesAsync(cancel);
        }
        catch (DbUpdateException) when (!cancel.IsCancellationRequested)
        {
            // Entered twice at the same moment. Another clash is a real error.
            Db.ChangeTracker.Clear();
            if (!await IsThereAsync(affiliate, cancel))
            {
                throw;
            }

            return Hindered(texts["Affiliate.AlreadyThere", said.Name]);
        }

        return To($"adhesions/{affiliate.Id:N}", "Affiliate.Saved");
    }

    private Task<bool> IsThereAsync(Affiliate affiliate, CancellationToken cancel) => Db.Set<Affiliate>().AnyAsync(one => one.SpaceId == Network.Id && one.Identity == affiliate.Identity, cancel);
}
