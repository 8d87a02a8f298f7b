using Liant.Modules.Accounts.Contract;
using Liant.Platform.Database;

namespace Liant.Modules.Memberships.Fees;

/// <summary>A page on the fees of one year, for the network's managers.</summary>
public abstract class YearPage(LiantDb db, SpaceNames spaces, TimeProvider clock) : NetworkPage(db, spaces, clock)
{
    /// <summary>Fees are asked for the year to come, this one, and late.</summary>
    private const int YearsBack = 10;

    public int Year { get; private set; }

    protected async Task<bool> FindAsync(string slug, int year, CancellationToken cancel)
    {
        Year = year;
        return await FindAsync(slug, forManagers: true, cancel) && year <= Today.Year + 1 && year >= Today.Year - YearsBack;
    }
}
