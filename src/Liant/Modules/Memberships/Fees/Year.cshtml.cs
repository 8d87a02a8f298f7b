using Liant.Modules.Accounts.Contract;
using Liant.Modules.Memberships.Terms;
using Liant.Modules.Territories.Contract;
using Liant.Platform;
using Liant.Platform.Database;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace Liant.Modules.Memberships.Fees;

/// <summary>The fees of a year: what each member would be asked for, then the calls that left, what is paid and what is late. One button sends every call that is still to send.</summary>
[Authorize]
public sealed class YearModel(LiantDb db, SpaceNames spaces, Geography geography, LiantSettings settings, TimeProvider clock, IStringLocalizer<Texts> texts) : YearPage(db, spaces, clock)
{
    [BindProperty(Name = "calcul")]
    public string? Shown { get; set; }

    public YearOfFees Fees { get; private set; } = null!;

    /// <summary>Nobody said who is paid: a call could not be paid.</summary>
    public bool HasPayee { get; private set; }

    public bool MaySend => HasPayee && Fees.ToCall.Any();

    public async Task<IActionResult> OnGetAsync(string slug, int year, CancellationToken cancel)
    {
        if (!await FindAsync(slug, year, cancel))
        {
            return NotFound();
        }

        await ReadAsync(cancel);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(string slug, int year, CancellationToken cancel)
    {
        if (!await FindAsync(slug, year, cancel))
        {
            return NotFound();
        }

        var terms = await ReadAsync(cancel, isTracked: true);
        if (!MaySend || Shown != Fees.Fingerprint)
        {
            return Hindered(texts[!HasPayee ? "Year.NoPayee" : Fees.ToCall.Any() ? "Year.Changed" : "Year.NothingToSend"]);
        }

        var sent = Fees.Send(Db, year, terms, Today, Now);
        foreach (var (call, to) in sent)
        {
            FeeLetters.Called(Db, Network, call, to.ContactEmail, settings, texts, Now);
        }

        Record("fees-called", $"{year} : {sent.Count}");
        try
        {
            await Db.SaveChangesAsync(cancel);
        }
        catch (DbUpdateException) when (!cancel.IsCancellationRequested)
        {
            // Another manager sent them at the same moment, or corrected a member: nothing left from here.
            Db.ChangeTracker.Clear();
            await ReadAsync(cancel);
            return Hindered(texts[Fees.ToCall.Any() ? "Year.Changed" : "Year.NothingToSend"]);
        }

        return To($"adhesions/appels/{year}", settings.Smtp is null ? "Year.Prepared" : "Year.Sent");
    }

    private async Task<TermsDescription> ReadAsync(CancellationToken cancel, bool isTracked = false)
    {
        var terms = await Db.Set<MembershipTerms>().AsNoTracking().SingleOrDefaultAsync(one => one.SpaceId == Network.Id, cancel);
        Fees = await YearOfFees.ReadAsync(Db, geography.Gazetteer, Network.Id, Year, cancel, isTracked);
        HasPayee = terms?.Payee.Length > 0;
        return terms?.Description() ?? TermsDescription.Usual;
    }
}
