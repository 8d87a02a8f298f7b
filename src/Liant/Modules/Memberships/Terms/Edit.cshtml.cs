using Liant.Modules.Accounts.Contract;
using Liant.Platform.Database;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace Liant.Modules.Memberships.Terms;

/// <summary>Whether anyone may ask to join, who is paid, when reminders leave.</summary>
[Authorize]
public sealed class EditModel(LiantDb db, SpaceNames spaces, TimeProvider clock, IStringLocalizer<Texts> texts) : NetworkPage(db, spaces, clock)
{
    public TermsForm Form { get; private set; } = new();

    [BindProperty(Name = "version")]
    public int Version { get; set; }

    public async Task<IActionResult> OnGetAsync(string slug, CancellationToken cancel)
    {
        if (!await FindAsync(slug, forManagers: true, cancel))
        {
            return NotFound();
        }

        var terms = await TermsAsync(cancel);
        (Form, Version) = (TermsForm.Of(terms?.Description() ?? TermsDescription.Usual), terms?.Version ?? 0);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(string slug, CancellationToken cancel)
    {
        if (!await FindAsync(slug, forManagers: true, cancel))
        {
            return NotFound();
        }

        await TryUpdateModelAsync(Form, "");
        ModelState.Clear();
        if (Form.Read(Errors, texts) is not { } said)
        {
            return Refused();
        }

        var terms = await TermsAsync(cancel);
        if (Version != (terms?.Version ?? 0))
        {
            return Overtaken(terms);
        }

        if (terms is null)
        {
            Db.Add(MembershipTerms.Of(Network.Id, said));
        }
        else
        {
            terms.Describe(said);
        }

        Record("membership-terms", null);
        try
        {
            await Db.SaveChangesAsync(cancel);
        }
        catch (DbUpdateException) when (!cancel.IsCancellationRequested)
        {
            // Somebody else saved at the same moment. Another clash is a real error.
            Db.ChangeTracker.Clear();
            var stored = await TermsAsync(cancel);
            if ((stored?.Version ?? 0) == Version)
            {
                throw;
            }

            return Overtaken(stored);
        }

        return To("adhesions", "Terms.Saved");
    }

    private PageResult Overtaken(MembershipTerms? stored)
    {
        Version = stored?.Version ?? 0;
        return Hindered(texts["Outdated"]);
    }

    private Task<MembershipTerms?> TermsAsync(CancellationToken cancel) => Db.Set<MembershipTerms>().SingleOrDefaultAsync(terms => terms.SpaceId == Network.Id, cancel);
}
