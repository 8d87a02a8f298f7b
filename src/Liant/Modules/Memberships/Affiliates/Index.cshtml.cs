using Liant.Modules.Accounts.Contract;
using Liant.Modules.Memberships.Fees;
using Liant.Modules.Territories.Contract;
using Liant.Platform.Database;
using Liant.Platform.Text;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Liant.Modules.Memberships.Affiliates;

/// <summary>The members of a network for its managers: requests that wait, then everyone, to filter.</summary>
[Authorize]
public sealed class IndexModel(LiantDb db, SpaceNames spaces, Geography geography, TimeProvider clock) : NetworkPage(db, spaces, clock)
{
    public const int PageSize = 100;

    [BindProperty(Name = "etat", SupportsGet = true)]
    public string? Standing { get; set; }

    [BindProperty(Name = "genre", SupportsGet = true)]
    public string? KindSlug { get; set; }

    [BindProperty(Name = "nom", SupportsGet = true)]
    public string? Words { get; set; }

    [BindProperty(Name = "page_", SupportsGet = true)]
    public int Number { get; set; } = 1;

    public IReadOnlyList<Affiliate> Requests { get; private set; } = [];

    public IReadOnlyList<Affiliate> Found { get; private set; } = [];

    public IEnumerable<Affiliate> Listed => Found.Skip((Number - 1) * PageSize).Take(PageSize);

    /// <summary>Members that owe a fee whose day is past.</summary>
    public IReadOnlySet<Guid> Late { get; private set; } = new HashSet<Guid>();

    public string? PlaceOf(Affiliate affiliate) => geography.Gazetteer.Find(affiliate.TerritoryCode) is { } place ? geography.Gazetteer.Label(place) : null;

    public async Task<IActionResult> OnGetAsync(string slug, CancellationToken cancel)
    {
        if (!await FindAsync(slug, forManagers: true, cancel))
        {
            return NotFound();
        }

        Number = Math.Clamp(Number, 1, 10_000);
        var all = await Db.Set<Affiliate>().AsNoTracking().Where(one => one.SpaceId == Network.Id).ToListAsync(cancel);
        Requests = all.Where(one => one.State == AffiliateState.Asked).OrderBy(one => one.AskedAt).ToList();
        Late = await LateAsync(cancel);
        var (kind, words, hasLeft) = (AffiliateKinds.From(KindSlug), Fold.Words(Words.AsName()), Standing == "partis");
        Found = all.Where(one => one.State == (hasLeft ? AffiliateState.Left : AffiliateState.Member) && (Standing != "retard" || Late.Contains(one.Id)) && (kind is null || one.Kind == kind) && Fold.Words(one.Name).Contains(words, StringComparison.Ordinal))
            .OrderBy(one => one.Kind).ThenBy(one => Fold.Words(one.Name), StringComparer.Ordinal).ToList();
        return Page();
    }

    private async Task<HashSet<Guid>> LateAsync(CancellationToken cancel)
    {
        var today = Today;
        return await Db.Set<FeeCall>().Where(call => call.SpaceId == Network.Id && call.DueOn < today && call.AmountCents > Db.Set<FeePayment>().Where(payment => payment.CallId == call.Id).Sum(payment => payment.AmountCents))
            .Select(call => call.AffiliateId).ToHashSetAsync(cancel);
    }
}
