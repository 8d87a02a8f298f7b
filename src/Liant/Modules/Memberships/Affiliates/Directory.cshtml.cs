using Liant.Modules.Accounts.Contract;
using Liant.Modules.Memberships.Terms;
using Liant.Modules.Territories.Contract;
using Liant.Platform.Database;
using Liant.Platform.Text;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Liant.Modules.Memberships.Affiliates;

/// <summary>Who is a member of a network: for anyone, by kind, on a map and in a list, and year by year.</summary>
public sealed class DirectoryModel(LiantDb db, SpaceNames spaces, Geography geography, TimeProvider clock) : NetworkPage(db, spaces, clock)
{
    public const int PageSize = 50;

    [BindProperty(Name = "genre", SupportsGet = true)]
    public string? KindSlug { get; set; }

    [BindProperty(Name = "nom", SupportsGet = true)]
    public string? Words { get; set; }

    [BindProperty(Name = "page_", SupportsGet = true)]
    public int Number { get; set; } = 1;

    public IReadOnlyList<DirectoryEntry> All { get; private set; } = [];

    public IReadOnlyList<DirectoryEntry> Found { get; private set; } = [];

    public IEnumerable<DirectoryEntry> Listed => Found.Skip((Number - 1) * PageSize).Take(PageSize);

    public int OffTheMap => Found.Count(entry => entry.Territory?.Location is not { } at || !PointMap.Shows(at));

    public YearsOfMembership History { get; private set; } = null!;

    public bool TakesRequests { get; private set; }

    public async Task<IActionResult> OnGetAsync(string slug, CancellationToken cancel)
    {
        if (!await FindAsync(slug, forManagers: false, cancel) || (KindSlug is { Length: > 0 } && AffiliateKinds.From(KindSlug) is null))
        {
            return NotFound();
        }

        Number = Math.Clamp(Number, 1, 10_000);
        All = await DirectoryEntry.ReadAsync(Db, geography.Gazetteer, Network.Id, cancel);
        var words = Fold.Words(Words.AsName());
        Found = All.Where(entry => (KindSlug is null or "" || entry.Kind.Slug() == KindSlug) && Fold.Words(entry.Name).Contains(words, StringComparison.Ordinal)).ToList();
        History = await YearsOfMembership.ReadAsync(Db, Network.Id, Today.Year, cancel);
        TakesRequests = await Db.Set<MembershipTerms>().AnyAsync(terms => terms.SpaceId == Network.Id && terms.TakesRequests, cancel);
        return Page();
    }
}
